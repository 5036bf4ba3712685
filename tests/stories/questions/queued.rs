//! Answers that waited on a phone: sent with no session, stored once, each refusal in words.

use app::ids::OccasionId;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use server::on;
use tests::{Answer, engines};

use super::{DAY, Office, value};

/// Two questions, the second only after a yes, and a hidden value.
const BRANCHING: &str = r#"{"resourceType": "Questionnaire", "status": "active", "item": [
    {"linkId": "arm", "type": "string", "readOnly": true, "text": "Arm", "initial": [{"valueString": "a"}]},
    {"linkId": "works", "type": "boolean", "text": "Do you work?"},
    {"linkId": "hours", "type": "integer", "text": "How many hours?",
     "enableWhen": [{"question": "works", "operator": "=", "answerBoolean": true}]}]}"#;

impl Office {
    /// The form for Ada's own phone, with the right to send its answers.
    pub(super) async fn pack(&self, of: &OccasionId) -> Value {
        let path = format!("/questions/{of}/pack");
        let got = self.world.post(&self.cookie, &path, "").await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.body);
        assert_eq!(got.headers["x-keep"], "phone");
        serde_json::from_str(&got.body).unwrap()
    }

    pub(super) async fn right_to_send(&self, of: &OccasionId) -> String {
        self.pack(of).await["right"].as_str().unwrap().to_owned()
    }

    /// What a phone sends: no cookie, a right and a key.
    pub(super) async fn queued(&self, right: &str, key: &str, body: &Value) -> Answer {
        let request = Request::post("/answers/queued")
            .header(AUTHORIZATION, format!("Bearer {right}"))
            .header("idempotency-key", key)
            .header("accept-language", "da")
            .header(CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.world.send(request).await
    }

    pub(super) async fn branching(&self) -> OccasionId {
        let mut tx = self.world.tx().await;
        let office = &self.world.organisation;
        server::questionnaires::store::publish(
            &mut tx,
            office,
            "branching",
            1,
            BRANCHING,
            self.world.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.ada_is_asked("branching", "identified").await
    }
}

pub(super) fn one(of: &OccasionId, question: &str, answer: &str) -> Value {
    json!({"occasion": of.as_str(), "question": question, "deed": "next", "answer": answer})
}

pub(super) fn all(of: &OccasionId) -> Value {
    json!({"occasion": of.as_str()})
}

#[track_caller]
pub(super) fn refused(answer: &Answer, status: u16, code: &str) -> String {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(said["refused"], code, "{said}");
    assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
    said["title"].as_str().unwrap().to_owned()
}

#[track_caller]
pub(super) fn state(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    let part = |name: &str| said[name].as_str().unwrap().to_owned();
    (part("state"), part("receipt"))
}

#[tokio::test]
async fn what_waited_on_a_phone_is_stored_once_after_the_session_has_ended() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let right = office.right_to_send(&of).await;
        let mut tx = office.world.tx().await;
        on!(&mut tx, db => sqlx::query("delete from sessions").execute(db).await.map(drop))
            .unwrap();
        tx.commit().await.unwrap();

        let word = one(&of, "word", "boat");
        let (first, second) = tokio::join!(
            office.queued(&right, "k1", &word),
            office.queued(&right, "k1", &word)
        );
        assert_eq!(state(&first).0, "kept", "{engine}");
        assert_eq!(
            first.body, second.body,
            "{engine}: the same key, the same receipt"
        );

        // Changed its mind, and then the first one comes again: it was taken before.
        let later = office
            .queued(&right, "k2", &one(&of, "word", "train"))
            .await;
        assert_eq!(state(&later).0, "kept");
        let again = office.queued(&right, "k1", &word).await;
        assert_eq!(again.body, first.body, "{engine}");
        let kept = vec![value("word", r#"{"valueString":"train"}"#)];
        assert_eq!(office.kept(&of).await, kept, "{engine}");

        let open = office.queued(&right, "f1", &all(&of)).await;
        assert_eq!(state(&open).0, "open", "{engine}: one answer is missing");
        let last = office.queued(&right, "k3", &one(&of, "number", "7")).await;
        let (sent, receipt) = state(&last);
        assert_eq!(sent, "sent", "{engine}");
        for key in ["f2", "f2", "f3"] {
            let finish = office.queued(&right, key, &all(&of)).await;
            assert_eq!(
                state(&finish),
                ("sent".to_owned(), receipt.clone()),
                "{engine}"
            );
        }
        let repeat = office.queued(&right, "k3", &one(&of, "number", "7")).await;
        assert_eq!(repeat.body, last.body, "{engine}");
        let other = office.queued(&right, "k9", &one(&of, "number", "8")).await;
        refused(&other, 409, "sent-already");
        assert_eq!(
            office.count("select count(*) from responses").await,
            1,
            "{engine}"
        );
        assert_eq!(office.kept(&of).await.len(), 2, "{engine}");
    }
}

#[tokio::test]
async fn each_answer_that_cannot_be_taken_says_why_and_changes_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let branching = office.branching().await;
        let right = office.right_to_send(&of).await;
        let branches = office.right_to_send(&branching).await;

        for (right, body, status, code) in [
            (&right, one(&of, "word", ""), 422, "empty"),
            (&right, one(&of, "word", "a long sentence"), 422, "too-long"),
            (&right, one(&of, "number", "seven"), 422, "not-a-number"),
            (&right, one(&of, "number", "7.5"), 422, "not-whole"),
            (&right, one(&of, "nonsense", "1"), 422, "no-such-question"),
            (
                &branches,
                one(&branching, "arm", "b"),
                422,
                "no-such-question",
            ),
            (
                &branches,
                one(&branching, "works", "perhaps"),
                422,
                "not-an-option",
            ),
            // Before the answer that it depends on, and so out of order.
            (&branches, one(&branching, "hours", "20"), 409, "not-asked"),
            (&right, one(&branching, "works", "true"), 403, "for-another"),
            (
                &right,
                json!({"occasion": of.as_str(), "question": "word", "deed": "fly"}),
                400,
                "not-understood",
            ),
            (&right, json!([1]), 400, "not-understood"),
            (
                &"guess".to_owned(),
                one(&of, "word", "a"),
                401,
                "unknown-right",
            ),
        ] {
            let said = refused(&office.queued(right, "k", &body).await, status, code);
            assert!(
                !said.is_empty() && !said.contains("queue-"),
                "{engine}: {said}"
            );
        }
        let long = refused(
            &office
                .queued(&right, "k", &one(&of, "word", "a long sentence"))
                .await,
            422,
            "too-long",
        );
        assert_eq!(
            long, "There is room for 10 characters. Please make it 5 shorter.",
            "{engine}: in Ada's language"
        );
        let unknown = office.queued("guess", "k", &one(&of, "word", "a")).await;
        assert!(
            refused(&unknown, 401, "unknown-right").contains("koordinator"),
            "in the phone's"
        );
        refused(
            &office.queued(&right, "", &one(&of, "word", "a")).await,
            400,
            "not-understood",
        );

        assert!(office.kept(&of).await.is_empty(), "{engine}");
        assert_eq!(
            office.count("select count(*) from idempotency_keys").await,
            0,
            "{engine}"
        );

        let kept = office.queued(&right, "k", &one(&of, "word", "a")).await;
        assert_eq!(
            state(&kept).0,
            "kept",
            "{engine}: a refusal does not use the key up"
        );
        refused(
            &office.queued(&right, "k", &one(&of, "word", "b")).await,
            422,
            "key-reused",
        );

        // In order it is taken, and a change of mind takes the question away again.
        for (key, question, answer) in [("a", "works", "true"), ("b", "hours", "20")] {
            state(
                &office
                    .queued(&branches, key, &one(&branching, question, answer))
                    .await,
            );
        }
    }
}

#[tokio::test]
async fn an_answer_counts_for_two_weeks_after_the_end_and_then_is_told_so() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let right = office.right_to_send(&of).await;
        let clock = &office.world.app.clock;
        clock.set(office.world.now() + DAY * 14);
        let late = office.queued(&right, "a", &one(&of, "word", "late")).await;
        assert_eq!(state(&late).0, "kept", "{engine}");
        clock.set(office.world.now() + DAY * 14);
        let over = office.queued(&right, "b", &one(&of, "number", "1")).await;
        assert!(refused(&over, 410, "closed").contains("over"), "{engine}");
        assert_eq!(office.kept(&of).await.len(), 1, "{engine}");
    }
}

#[tokio::test]
async fn of_two_phones_the_answer_that_was_given_later_stands() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let (old, new) = (
            office.right_to_send(&of).await,
            office.right_to_send(&of).await,
        );
        let clock = &office.world.app.clock;
        clock.set(office.world.now() + DAY);
        let hour = 3_600_000_u64;
        let given = |answer: &str, waited: u64| {
            let mut body = one(&of, "word", answer);
            body["waited"] = json!(waited);
            body
        };
        // The newer phone is online first.
        state(&office.queued(&new, "n", &given("new", hour)).await);
        let older = office.queued(&old, "o", &given("old", 3 * hour)).await;
        assert_eq!(state(&older).0, "newer", "{engine}");
        let again = office.queued(&old, "o", &given("old", 4 * hour)).await;
        assert_eq!(again.body, older.body, "{engine}");
        let kept = vec![value("word", r#"{"valueString":"new"}"#)];
        assert_eq!(office.kept(&of).await, kept, "{engine}");
        // What is typed on the page now is later than anything that waited.
        office
            .send(&of, "word", "answer=page&deed=next&key=p")
            .await;
        let behind = office.queued(&old, "q", &given("before", hour / 60)).await;
        assert_eq!(state(&behind).0, "newer", "{engine}");
        // A phone whose clock is years behind is not believed to be older than the question.
        let odd = office.queued(&old, "r", &given("odd", u64::MAX)).await;
        assert_eq!(state(&odd).0, "newer", "{engine}");
        assert_eq!(
            office.kept(&of).await,
            vec![value("word", r#"{"valueString":"page"}"#)]
        );
    }
}

#[tokio::test]
async fn a_page_and_the_queue_behind_it_store_one_answer_between_them() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let right = office.right_to_send(&of).await;
        // The page's form arrived, and its answer was lost on the way back.
        let request = Request::post(format!("/questions/{of}/word"))
            .header("cookie", &office.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("idempotency-key", "one")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let sent = request.body(Body::from("answer=boat&deed=next")).unwrap();
        assert_eq!(office.world.send(sent).await.status, StatusCode::SEE_OTHER);
        office
            .send(&of, "word", "answer=train&deed=next&key=two")
            .await;
        let again = office
            .queued(&right, "one", &one(&of, "word", "boat"))
            .await;
        assert_eq!(state(&again).0, "kept", "{engine}");
        let kept = vec![value("word", r#"{"valueString":"train"}"#)];
        assert_eq!(office.kept(&of).await, kept, "{engine}");
    }
}
