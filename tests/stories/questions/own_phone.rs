//! Who is given a form to keep and a right to send, and when that right ends.

use axum::http::StatusCode;
use serde_json::json;
use server::identity::sessions::{self, OWN_PHONE};
use server::identity::store::{self as identity, Whose};
use server::on;
use tests::engines;

use super::Office;
use super::queued::{one, refused, state};

#[tokio::test]
async fn what_is_confidential_leaves_no_trace_of_when_it_came() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "confidential").await;
        let right = office.right_to_send(&of).await;
        state(&office.queued(&right, "a", &one(&of, "word", "boat")).await);
        let last = office.queued(&right, "b", &one(&of, "number", "7")).await;
        assert_eq!(state(&last).0, "sent", "{engine}");
        let again = office.queued(&right, "b", &one(&of, "number", "7")).await;
        assert_eq!(
            again.body, last.body,
            "{engine}: the receipt is the phone's alone"
        );
        assert_eq!(
            office.count("select count(*) from idempotency_keys").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.count("select count(*) from answers").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.count("select count(*) from responses").await,
            0,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn the_right_to_send_ends_with_protection_and_with_consent() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let right = office.right_to_send(&of).await;
        let mut tx = office.world.tx().await;
        on!(&mut tx, db => sqlx::query("update occasions set needs = 'participation'")
            .execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        let word = one(&of, "word", "boat");
        refused(&office.queued(&right, "a", &word).await, 403, "withdrawn");

        let mut tx = office.world.tx().await;
        on!(&mut tx, db => sqlx::query("update occasions set needs = null")
            .execute(db).await.map(drop))
        .unwrap();
        let now = office.world.now();
        server::participants::protection::store::set_protected(&mut tx, &office.ada, true, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        refused(
            &office.queued(&right, "a", &word).await,
            401,
            "unknown-right",
        );
        assert!(office.kept(&of).await.is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn only_a_phone_of_ones_own_is_given_a_form_to_keep() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        office.send(&of, "word", "answer=secret&deed=next").await;
        let path = format!("/questions/{of}/pack");
        let (_, others) = office.other().await;
        let theirs = office.world.post(&others, &path, "").await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{engine}");
        assert_eq!(
            office.world.post("", &path, "").await.status,
            StatusCode::UNAUTHORIZED
        );

        let token = sessions::new_token();
        let mut tx = office.world.tx().await;
        let whose = Whose::Participant(office.ada.clone());
        let (here, now) = (&office.world.organisation, office.world.now());
        identity::open_session(&mut tx, here, &whose, &token, true, now, OWN_PHONE)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let shared = format!("dagsform={token}");
        let borrowed = office.world.post(&shared, &path, "").await;
        assert_eq!(borrowed.status, StatusCode::FORBIDDEN, "{engine}");
        let today = office.world.get(&shared, "/today").await.body;
        assert!(!today.contains("data-keeper"), "{engine}");

        let pack = office.pack(&of).await;
        let page = pack["page"].as_str().unwrap();
        assert!(
            !page.contains("secret"),
            "{engine}: the page holds no answer"
        );
        assert!(
            !page.contains(pack["right"].as_str().unwrap()),
            "{engine}: and no right"
        );
        assert_eq!(pack["answers"], json!({"word": "secret"}), "{engine}");
        let today = office.world.get(&office.cookie, "/today").await.body;
        assert!(today.contains(&format!("data-due=\"{of}\"")), "{engine}");
    }
}
