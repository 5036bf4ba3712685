//! Answering: one question at a time, on any day, by the person who was asked.

use app::identity::Role;
use app::ids::{EnrolmentId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use server::identity::sessions::hash;
use server::identity::store::Whose;
use server::on;
use server::questionnaires::answers::store as answers;
use server::questionnaires::store;
use server::storage::new_id;
use tests::{Answer, World, engines};

const PROTOCOL: &str = include_str!("../../app/programmes/koll-pa-formaga.toml");

/// A form with one text of at most ten characters and one number.
const SHORT: &str = r#"{"resourceType": "Questionnaire", "status": "active", "item": [
    {"linkId": "word", "type": "text", "text": "One word?", "maxLength": 10, "required": true},
    {"linkId": "number", "type": "integer", "text": "A number?"}]}"#;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Ada, who takes part, and the office around her.
struct Office {
    world: World,
    programme: ProgrammeId,
    kim: StaffId,
    ada: ParticipantId,
    enrolment: EnrolmentId,
    cookie: String,
}

impl Office {
    async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let programme = world.programme("koll-pa-formaga", PROTOCOL).await;
        let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;
        let cookie = world.signed_in(Whose::Participant(ada.clone())).await;
        let mut tx = world.tx().await;
        store::publish_shipped(&mut tx, &world.organisation, world.now())
            .await
            .unwrap();
        store::publish(&mut tx, &world.organisation, "short", 1, SHORT, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Self {
            world,
            programme,
            kim,
            ada,
            enrolment,
            cookie,
        }
    }

    /// Somebody else who takes part, signed in.
    async fn other(&self) -> (ParticipantId, String) {
        let (bo, _) = self
            .world
            .participant("Bo", &self.programme, &self.kim)
            .await;
        let cookie = self.world.signed_in(Whose::Participant(bo.clone())).await;
        (bo, cookie)
    }

    /// An occasion that opens now and lasts two weeks.
    async fn asked(&self, kind: &str, whom: &str, key: &str, collection: &str) -> OccasionId {
        let (id, now) = (new_id(), self.world.now());
        let mut tx = self.world.tx().await;
        let form = store::latest(&mut tx, &self.world.organisation, key)
            .await
            .unwrap();
        on!(&mut tx, db => sqlx::query(
            "insert into occasions (id, organisation_id, programme_id, subject_kind, subject_id,
               rule_id, number, questionnaire_id, collection, due_on, opens_at, closes_at)
             values ($1, $2, $3, $4, $5, $6, 1, $7, $8, '2026-11-02', $9, $10)")
            .bind(&id).bind(self.world.organisation.as_str()).bind(self.programme.as_str())
            .bind(kind).bind(whom).bind(key).bind(form.as_str()).bind(collection)
            .bind(now.as_millisecond()).bind((now + DAY * 14).as_millisecond())
            .execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        OccasionId::new(id)
    }

    async fn ada_is_asked(&self, key: &str, collection: &str) -> OccasionId {
        self.asked("enrolment", self.enrolment.as_str(), key, collection)
            .await
    }

    async fn send(&self, of: &OccasionId, link_id: &str, form: &str) -> Answer {
        self.world
            .post(&self.cookie, &format!("/questions/{of}/{link_id}"), form)
            .await
    }

    async fn open(&self, of: &OccasionId, rest: &str) -> Answer {
        self.world
            .get(&self.cookie, &format!("/questions/{of}{rest}"))
            .await
    }

    /// Link ids and values, as they are kept.
    async fn kept(&self, of: &OccasionId) -> Vec<(String, String)> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as(
            "select link_id, value from answers where occasion_id = $1 order by link_id")
            .bind(of.as_str()).fetch_all(db).await)
        .unwrap()
    }

    async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    /// State and day of an occasion.
    async fn settled(&self, of: &OccasionId) -> (String, Option<String>) {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as("select state, settled_on from occasions where id = $1")
            .bind(of.as_str()).fetch_one(db).await)
        .unwrap()
    }

    async fn right(&self, of: &OccasionId, token: &str, until: Timestamp) {
        let mut tx = self.world.tx().await;
        answers::add_right(&mut tx, of, &hash(token), until)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

fn value(link_id: &str, value: &str) -> (String, String) {
    (link_id.to_owned(), value.to_owned())
}

#[tokio::test]
async fn someone_who_stops_after_two_questions_goes_on_at_the_third() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;

        let intro = office.open(&of, "").await;
        assert!(
            intro
                .body
                .contains("4 questions. They take about 2 minutes."),
            "{}",
            intro.body
        );
        assert!(intro.body.contains(&format!("/questions/{of}/health")));

        let first = office.send(&of, "health", "answer=2&deed=next&key=a").await;
        assert_eq!(
            first.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            first.body
        );
        assert_eq!(first.location(), format!("/questions/{of}/life"));
        let good = value("health", r#"{"valueCoding":{"code":"2"}}"#);
        assert_eq!(
            office.kept(&of).await,
            [good.clone()],
            "{engine}: kept before the answer"
        );
        office.send(&of, "life", "answer=7&deed=next&key=b").await;

        // The next day, on another phone.
        office.world.app.clock.advance(DAY);
        let again = office.open(&of, "").await;
        assert_eq!(again.location(), format!("/questions/{of}/energy"));
        let before = office.open(&of, "/life").await;
        assert!(before.body.contains("Question 2 of 4"));
        assert!(
            before.body.contains("checked"),
            "what was answered is still there"
        );

        office.send(&of, "energy", "deed=skip&key=c").await;
        assert_eq!(office.settled(&of).await.0, "open");
        let last = office.open(&of, "/everyday").await;
        assert!(last.body.contains(">Send<"), "{}", last.body);
        let sent = office
            .send(&of, "everyday", "answer=half&deed=next&key=d")
            .await;
        assert_eq!(sent.location(), format!("/questions/{of}/done"));

        let expected = [
            value("energy", "null"),
            value("everyday", r#"{"valueCoding":{"code":"half"}}"#),
            good,
            value("life", r#"{"valueInteger":7}"#),
        ];
        assert_eq!(office.kept(&of).await, expected, "{engine}");
        let day = Some("2026-11-03".to_owned());
        assert_eq!(office.settled(&of).await, ("answered".to_owned(), day));
        assert_eq!(
            office
                .count("select count(*) from responses where mode = 'app'")
                .await,
            1
        );

        let done = office.open(&of, "/done").await;
        assert!(done.body.contains("Thank you"), "{}", done.body);
        assert!(done.body.contains("Receipt ") && done.body.contains("3 November 2026 09:00"));
        assert_eq!(
            office.open(&of, "").await.location(),
            format!("/questions/{of}/done")
        );
        let late = office.send(&of, "life", "answer=1&deed=next&key=e").await;
        assert_eq!(late.location(), format!("/questions/{of}/done"));
        assert_eq!(office.kept(&of).await, expected, "{engine}: sent is sent");
    }
}

#[tokio::test]
async fn two_taps_on_the_button_store_one_answer_and_send_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("influence", "confidential").await;
        let one = office.open(&of, "").await;
        assert_eq!(
            one.location(),
            format!("/questions/{of}/influence"),
            "no page in between"
        );

        let tap = || office.send(&of, "influence", "answer=agree&deed=next&key=once");
        let (first, second, third) = tokio::join!(tap(), tap(), tap());
        for answer in [first, second, third] {
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{engine}: {}",
                answer.body
            );
            assert_eq!(answer.location(), format!("/questions/{of}/done"));
        }
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );
        let happy = "select count(*) from staged_answers
                     where question = 'influence' and band = 'happy'";
        assert_eq!(office.count(happy).await, 1);
    }
}

#[tokio::test]
async fn an_older_submit_that_arrives_again_does_not_undo_a_newer_answer() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        let first = office.send(&of, "health", "answer=1&deed=next&key=a").await;
        office.send(&of, "health", "answer=3&deed=next&key=b").await;
        let replay = office.send(&of, "health", "answer=1&deed=next&key=a").await;
        assert_eq!(replay.location(), first.location());
        let three = value("health", r#"{"valueCoding":{"code":"3"}}"#);
        assert_eq!(office.kept(&of).await, [three], "{engine}");
        // A page from the browser's drawer carries the old key, and a new answer.
        office.send(&of, "health", "answer=5&deed=next&key=b").await;
        let five = value("health", r#"{"valueCoding":{"code":"5"}}"#);
        assert_eq!(office.kept(&of).await, [five], "{engine}");
        // Somebody else's key never meets mine.
        let secrets = "select count(*) from idempotency_keys where key in ('a', 'b')";
        assert_eq!(
            office.count(secrets).await,
            0,
            "{engine}: only a hash is kept"
        );
    }
}

#[tokio::test]
async fn nobody_sees_or_answers_what_another_was_asked() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        let (_, bo) = office.other().await;
        let colleague = office.asked("staff", office.kim.as_str(), "cross-sector", "confidential");
        let colleague = colleague.await;
        let kim = office
            .world
            .signed_in(Whose::Staff(office.kim.clone()))
            .await;
        let world = &office.world;
        let unknown = new_id();
        for (cookie, id, status) in [
            (&bo, of.as_str(), StatusCode::NOT_FOUND),
            (&bo, unknown.as_str(), StatusCode::NOT_FOUND),
            (&bo, "%00", StatusCode::NOT_FOUND),
            (&bo, "'%20or%201=1", StatusCode::NOT_FOUND),
            (&office.cookie, colleague.as_str(), StatusCode::NOT_FOUND),
            (&kim, of.as_str(), StatusCode::FORBIDDEN),
        ] {
            for rest in ["", "/health", "/done"] {
                let seen = world.get(cookie, &format!("/questions/{id}{rest}")).await;
                assert_eq!(seen.status, status, "{engine}: {id}{rest}");
                assert!(!seen.body.contains("How is your health"));
            }
            let form = "answer=1&deed=next&key=k";
            let sent = world
                .post(cookie, &format!("/questions/{id}/health"), form)
                .await;
            assert_eq!(sent.status, status, "{engine}: {id}");
            let sent = world
                .post(cookie, &format!("/questions/{id}/finish"), "")
                .await;
            assert_eq!(sent.status, status, "{engine}: {id}");
        }
        assert!(office.kept(&of).await.is_empty());
    }
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_it_was_typed_with_the_reason() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let long = office
            .send(&of, "word", "answer=%3Cb%3Efar+too+long&deed=next&key=a")
            .await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            long.body.contains("There is room for 10 characters"),
            "{}",
            long.body
        );
        assert!(long.body.contains("&lt;b&gt;far too long"), "{}", long.body);
        let empty = office.send(&of, "word", "answer=+&deed=next&key=a").await;
        assert!(
            empty.body.contains("Give an answer, or choose Skip."),
            "{}",
            empty.body
        );
        let odd = office
            .send(&of, "number", "answer=three&deed=next&key=a")
            .await;
        assert!(
            odd.body.contains("Write a number, such as 5."),
            "{}",
            odd.body
        );

        let rating = office.ada_is_asked("self-rating", "identified").await;
        let unknown = office
            .send(&rating, "health", "answer=6&deed=next&key=a")
            .await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unknown.body.contains("Choose one of the answers"),
            "{}",
            unknown.body
        );
        let beyond = office
            .send(&rating, "life", "answer=11&deed=next&key=a")
            .await;
        assert!(
            beyond.body.contains("Write a number from 0 to 10."),
            "{}",
            beyond.body
        );
        for form in [
            "answer=1",
            "deed=fly",
            "answer=1&answer=2&deed=next",
            "deed=next&deed=skip",
        ] {
            let sent = office.send(&rating, "health", form).await;
            assert!(
                sent.status.is_client_error(),
                "{engine}: {form}: {}",
                sent.status
            );
        }
        let huge = format!("deed=next&answer={}", "x".repeat(300_000));
        let sent = office.send(&rating, "health", &huge).await;
        assert_eq!(sent.status, StatusCode::PAYLOAD_TOO_LARGE, "{engine}");

        // A question that is not there leads to one that is.
        let away = office.send(&rating, "mood", "answer=1&deed=next").await;
        assert_eq!(away.location(), format!("/questions/{rating}/health"));
        let away = office.open(&rating, "/mood").await;
        assert_eq!(away.location(), format!("/questions/{rating}"));
        assert!(office.kept(&of).await.is_empty() && office.kept(&rating).await.is_empty());
    }
}

#[tokio::test]
async fn not_today_keeps_what_was_chosen_and_counts_for_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        let later = office
            .send(&of, "health", "answer=4&deed=not_today&key=a")
            .await;
        assert_eq!(later.location(), "/today");
        let later = office
            .send(&of, "life", "answer=nonsense&deed=not_today&key=b")
            .await;
        assert_eq!(
            later.location(),
            "/today",
            "{engine}: no form to mend on the way out"
        );
        let four = value("health", r#"{"valueCoding":{"code":"4"}}"#);
        assert_eq!(office.kept(&of).await, [four], "{engine}");
        assert_eq!(office.settled(&of).await, ("open".to_owned(), None));

        let (bo, _) = office.other().await;
        let now = office.world.now();
        let mut tx = office.world.tx().await;
        let waiting = answers::waiting(&mut tx, &office.ada, now).await.unwrap();
        let seen: Vec<_> = waiting
            .iter()
            .map(|one| (&one.occasion, one.is_begun))
            .collect();
        assert_eq!(seen, [(&of, true)], "{engine}: still there, and begun");
        assert!(
            answers::waiting(&mut tx, &bo, now)
                .await
                .unwrap()
                .is_empty()
        );
        let closed = answers::waiting(&mut tx, &office.ada, now + DAY * 14)
            .await
            .unwrap();
        assert!(closed.is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn what_comes_a_little_too_late_is_kept_and_counts_and_what_comes_much_later_is_kept() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let finished = office.ada_is_asked("influence", "confidential").await;
        let begun = office.ada_is_asked("self-rating", "identified").await;
        office
            .send(&begun, "health", "answer=4&deed=next&key=a")
            .await;
        office.world.app.clock.advance(DAY * 14);

        let closed = office.open(&finished, "").await;
        assert_eq!(closed.status, StatusCode::GONE, "{engine}");
        assert!(
            closed.body.contains("This one has closed"),
            "{}",
            closed.body
        );
        assert!(!closed.body.contains("We have kept"));
        let page = office.open(&finished, "/influence").await;
        assert_eq!(page.location(), format!("/questions/{finished}"));
        // The page was open in the browser since yesterday.
        let late = office
            .send(&finished, "influence", "answer=agree&deed=next&key=b")
            .await;
        assert_eq!(late.status, StatusCode::GONE);
        assert!(
            late.body.contains("We have kept what you answered."),
            "{}",
            late.body
        );
        assert_eq!(office.settled(&finished).await.0, "answered");
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );

        office.world.app.clock.advance(DAY * 14);
        let much_later = office
            .send(&begun, "life", "answer=3&deed=next&key=c")
            .await;
        assert_eq!(much_later.status, StatusCode::GONE);
        assert!(much_later.body.contains("We have kept what you answered."));
        assert_eq!(
            office.kept(&begun).await.len(),
            2,
            "{engine}: nothing is thrown away"
        );
        assert_eq!(
            office.settled(&begun).await.0,
            "open",
            "{engine}: but it counts no more"
        );
        assert_eq!(office.count("select count(*) from responses").await, 0);

        let confidential = office
            .ada_is_asked("annual-satisfaction", "confidential")
            .await;
        office
            .send(&confidential, "satisfied", "answer=agree&deed=next&key=d")
            .await;
        office.world.app.clock.advance(DAY * 28);
        let after = office
            .send(&confidential, "together", "answer=agree&deed=next&key=e")
            .await;
        assert!(!after.body.contains("We have kept"), "{}", after.body);
        let mut tx = office.world.tx().await;
        answers::sweep(&mut tx, office.world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(
            office.kept(&confidential).await.is_empty(),
            "{engine}: no draft is left behind"
        );
        assert_eq!(
            office.kept(&begun).await.len(),
            2,
            "{engine}: with a name it stays"
        );
    }
}

#[tokio::test]
async fn a_confidential_answer_leaves_nothing_behind_but_the_day() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office
            .ada_is_asked("annual-satisfaction", "confidential")
            .await;
        let first = office
            .send(&of, "satisfied", "answer=disagree&deed=next&key=a")
            .await;
        assert_eq!(first.location(), format!("/questions/{of}/together"));
        assert_eq!(
            office.kept(&of).await.len(),
            1,
            "a draft, so that it can be resumed"
        );
        let page = office.open(&of, "/together").await;
        assert!(
            page.body.contains("Your answer is confidential."),
            "{}",
            page.body
        );

        office
            .send(&of, "together", "answer=dont_know&deed=next&key=b")
            .await;
        assert!(office.kept(&of).await.is_empty(), "{engine}");
        assert_eq!(
            office.count("select count(*) from idempotency_keys").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.count("select count(*) from responses").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "no band, no row"
        );
        let unhappy = "select count(*) from staged_answers
                       where question = 'satisfied' and band = 'unhappy'";
        assert_eq!(office.count(unhappy).await, 1, "{engine}");
        let day = Some("2026-11-02".to_owned());
        assert_eq!(office.settled(&of).await, ("answered".to_owned(), day));
        let done = office.open(&of, "/done").await;
        assert!(
            done.body.contains("2 November 2026."),
            "{engine}: the day, not the hour"
        );
    }
}

#[tokio::test]
async fn what_is_not_due_yet_is_not_there_yet() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        office.world.app.clock.advance(-DAY);
        assert_eq!(
            office.open(&of, "").await.status,
            StatusCode::NOT_FOUND,
            "{engine}"
        );
        let early = office.send(&of, "health", "answer=1&deed=next").await;
        assert_eq!(early.status, StatusCode::NOT_FOUND, "{engine}");
        assert!(office.kept(&of).await.is_empty());
    }
}

#[tokio::test]
async fn a_colleague_without_an_account_answers_by_a_link_that_changes_nothing_when_looked_at() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let of = office
            .asked("staff", office.kim.as_str(), "cross-sector", "confidential")
            .await;
        office.right(&of, "token", world.now() + DAY * 14).await;

        let look = world.get("", "/a/token").await;
        assert_eq!(look.status, StatusCode::OK, "{engine}: {}", look.body);
        assert!(
            look.body.contains("We have a few questions for you"),
            "{}",
            look.body
        );
        assert!(
            !look.body.contains("Kim") && !look.body.contains("sectors"),
            "nothing personal"
        );
        assert_eq!(look.headers["referrer-policy"], "same-origin");
        world.get("", "/a/token/cross_sector").await;
        assert_eq!(
            office.settled(&of).await,
            ("open".to_owned(), None),
            "{engine}"
        );

        let start = world.post("", "/a/token", "").await;
        assert_eq!(start.location(), "/a/token/cross_sector");
        let question = world.get("", "/a/token/cross_sector").await;
        assert!(question.body.contains("We work together across sectors."));
        let later = world
            .post("", "/a/token/cross_sector", "deed=not_today")
            .await;
        assert_eq!(later.location(), "/a/token/later");
        let later = world.get("", "/a/token/later").await;
        assert!(
            later.body.contains("works until Monday 16 November"),
            "{}",
            later.body
        );

        let form = "answer=neither&deed=next&key=a";
        let sent = world.post("", "/a/token/cross_sector", form).await;
        assert_eq!(sent.location(), "/a/token/done", "{}", sent.body);
        assert!(
            world
                .get("", "/a/token/done")
                .await
                .body
                .contains("Thank you")
        );
        assert_eq!(world.get("", "/a/token").await.location(), "/a/token/done");
        let staff = "select count(*) from staged_answers
                     where stratum like 'staff%' and band = 'between'";
        assert_eq!(office.count(staff).await, 1, "{engine}");
    }
}

#[tokio::test]
async fn a_link_opens_one_occasion_for_as_long_as_it_lasts_and_shows_no_answer() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let of = office.ada_is_asked("self-rating", "identified").await;
        office.right(&of, "token", world.now() + DAY).await;
        office.send(&of, "health", "answer=5&deed=next&key=a").await;
        let page = world.get("", "/a/token/health").await;
        assert_eq!(page.status, StatusCode::OK, "{engine}");
        assert!(
            !page.body.contains("checked"),
            "{engine}: others may hold the link by now"
        );
        assert_eq!(world.get("", "/a/wrong").await.status, StatusCode::GONE);
        assert_eq!(world.get("", "/a/%00").await.status, StatusCode::GONE);

        world.app.clock.advance(DAY);
        for path in [
            "/a/token",
            "/a/token/health",
            "/a/token/done",
            "/a/token/later",
        ] {
            let gone = world.get("", path).await;
            assert_eq!(gone.status, StatusCode::GONE, "{engine}: {path}");
            assert!(
                gone.body.contains("This link no longer works"),
                "{}",
                gone.body
            );
        }
        let form = "answer=1&deed=next&key=b";
        let sent = world.post("", "/a/token/health", form).await;
        assert_eq!(sent.status, StatusCode::GONE);
        let five = value("health", r#"{"valueCoding":{"code":"5"}}"#);
        assert_eq!(office.kept(&of).await, [five], "{engine}");
    }
}

#[tokio::test]
async fn a_published_version_never_changes_and_a_new_one_is_asked_from_then_on() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, office_id) = (&office.world, &office.world.organisation);
        let before = office.count("select count(*) from questionnaires").await;
        let mut tx = world.tx().await;
        store::publish_shipped(&mut tx, office_id, world.now())
            .await
            .unwrap();
        let first = store::latest(&mut tx, office_id, "short").await.unwrap();
        let other = SHORT.replace("One word?", "Another?");
        let again = store::publish(&mut tx, office_id, "short", 1, &other, world.now()).await;
        assert_eq!(again.unwrap(), first, "{engine}");
        let kept = store::questionnaire(&mut tx, &first).await.unwrap();
        assert!(
            serde_json::to_string(&kept).unwrap().contains("One word?"),
            "{engine}"
        );
        let second = store::publish(&mut tx, office_id, "short", 2, &other, world.now()).await;
        assert_eq!(
            store::latest(&mut tx, office_id, "short").await.unwrap(),
            second.unwrap()
        );
        assert!(store::latest(&mut tx, office_id, "nothing").await.is_err());
        tx.commit().await.unwrap();
        let after = office.count("select count(*) from questionnaires").await;
        assert_eq!(after, before + 1, "{engine}");
    }
}
