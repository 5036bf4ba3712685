//! One way to answer for each person and wave: with a token, or in confidence, and never both.

use app::ids::OccasionId;
use app::insight::{Band, Staged};
use axum::http::StatusCode;
use serde_json::json;
use server::identity::sessions::hash;
use server::on;
use server::questionnaires::answers::store::{self as answers, Opens};
use server::storage::Fault;
use tests::engines;

use super::{DAY, Office, Person, no, refusal};

async fn state(office: &Office, of: &OccasionId) -> (String, Option<String>) {
    let mut tx = office.world.app.db.read().await.unwrap();
    on!(&mut tx, db => sqlx::query_as("select state, settled_on from occasions where id = $1")
        .bind(of.as_str()).fetch_one(db).await)
    .unwrap()
}

async fn confide(office: &Office, whom: &Person, of: &OccasionId) -> String {
    let path = format!("/questions/{of}/influence");
    let form = "answer=disagree&deed=next";
    let sent = office.world.post(&whom.cookie, &path, form).await;
    sent.location().to_owned()
}

#[tokio::test]
async fn whoever_holds_a_token_answers_without_a_name_and_in_no_other_way() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("Ada").await;
        let ticket = office.first_ticket(&ada).await;
        office.go_on(1);
        let of = office.asked(&ada).await;
        let base = format!("/questions/{of}");
        let page = office.world.get(&ada.cookie, &base).await.body;
        assert!(
            page.contains(&format!("data-anonymous=\"{}\"", ticket.wave)),
            "{engine}: {page}"
        );
        assert!(page.contains("goes without your name"), "{engine}");

        assert_eq!(
            confide(&office, &ada, &of).await,
            base,
            "{engine}: the old page"
        );
        let question = office
            .world
            .get(&ada.cookie, &format!("{base}/influence"))
            .await;
        assert_eq!(question.location(), base, "{engine}");
        let finish = office
            .world
            .post(&ada.cookie, &format!("{base}/finish"), "")
            .await;
        assert_eq!(finish.location(), base, "{engine}");
        let pack = office
            .world
            .post(&ada.cookie, &format!("{base}/pack"), "")
            .await;
        assert_eq!(pack.status, StatusCode::NOT_FOUND, "{engine}");

        let mut tx = office.world.tx().await;
        let until = office.world.now() + DAY;
        for (token, opens) in [("link", Opens::Answer), ("phone", Opens::Upload)] {
            answers::add_right(&mut tx, &of, opens, &hash(token), until)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        for way in ["/a/link", "/a/link/influence"] {
            let link = office.world.get("", way).await;
            let link = match link.location() {
                "" => link.body,
                on => office.world.get("", on).await.body,
            };
            assert!(
                link.contains("The questions are in the app"),
                "{engine}: {link}"
            );
        }
        let waited = json!({"occasion": of.as_str(), "question": "influence", "answer": "agree"});
        let queued = axum::http::Request::post("/answers/queued")
            .header("authorization", "Bearer phone")
            .header("idempotency-key", "k")
            .header("content-type", "application/json")
            .body(axum::body::Body::from(waited.to_string()))
            .unwrap();
        let queued = office.world.send(queued).await;
        assert_eq!(refusal(&queued), no(409, "anonymous"), "{engine}");

        // Even a page that let it through could not count a person twice.
        let zone = jiff::tz::TimeZone::get("Europe/Stockholm").unwrap();
        let band = Staged::new(vec![("influence".to_owned(), Band::Happy)]);
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        let staged = server::insight::stage(&mut tx, &of, &zone, now, &band).await;
        assert!(
            matches!(staged, Err(Fault::Missing)),
            "{engine}: {staged:?}"
        );
        tx.undo().await.unwrap();

        for table in [
            "select count(*) from answers",
            "select count(*) from staged_answers",
            "select count(*) from idempotency_keys",
        ] {
            assert_eq!(office.count(table).await, 0, "{engine}: {table}");
        }
        assert_eq!(state(&office, &of).await.0, "open", "{engine}");
        let settled = office.settle(&ada, &of).await;
        assert_eq!(settled.location(), "/today", "{engine}");
        let day = Some("2026-11-03".to_owned());
        assert_eq!(
            state(&office, &of).await,
            ("answered".into(), day),
            "{engine}"
        );
        let after = office.world.get(&ada.cookie, &base).await;
        assert_eq!(
            after.location(),
            "/today",
            "{engine}: nobody knows if it was answered"
        );
        // Whoever said "I have answered" first may still send.
        let late = office.redeem(&ticket, "agree").await;
        assert_eq!(late.status, StatusCode::OK, "{engine}: {}", late.body);
    }
}

#[tokio::test]
async fn who_has_begun_in_confidence_is_given_no_token() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("Ada").await;
        let round = office.wanted(&ada).await.remove(0);
        // A colleague has a token, so that the wave has a key.
        let bo = office.person("Bo").await;
        office.first_ticket(&bo).await;
        let of = office.asked(&ada).await;
        let page = office
            .world
            .get(&ada.cookie, &format!("/questions/{of}/influence"))
            .await;
        assert!(
            page.body
                .contains("Your answer is confidential, not anonymous."),
            "{engine}: {}",
            page.body
        );
        let done = confide(&office, &ada, &of).await;
        assert_eq!(done, format!("/questions/{of}/done"), "{engine}");
        let asked = blind::begin().unwrap();
        let refused = office.ask_for(&ada, &round, &asked.blinded).await;
        assert_eq!(refusal(&refused), no(409, "in-confidence"), "{engine}");
        let rounds = office.wanted(&ada).await;
        assert!(!rounds.contains(&round), "{engine}: {rounds:?}");
        assert_eq!(rounds.len(), 1, "{engine}: the next quarter is open");
    }
}

#[tokio::test]
async fn nobody_settles_what_somebody_else_was_asked() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (ada, bo) = (office.person("Ada").await, office.person("Bo").await);
        office.first_ticket(&ada).await;
        let of = office.asked(&ada).await;
        let theirs = office.settle(&bo, &of).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{engine}");
        assert_eq!(state(&office, &of).await.0, "open", "{engine}");
        // Without a token the button is not there, and does nothing.
        let confidential = office.asked(&bo).await;
        let without = office.settle(&bo, &confidential).await;
        assert_eq!(without.status, StatusCode::NOT_FOUND, "{engine}");
        assert_eq!(state(&office, &confidential).await.0, "open", "{engine}");
    }
}
