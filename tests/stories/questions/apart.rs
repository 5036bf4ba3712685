//! What others may see of an answer: nothing.

use axum::http::StatusCode;
use server::identity::store::Whose;
use server::storage::new_id;
use tests::engines;

use super::Office;

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
            page.body
                .contains("Your answer is confidential, not anonymous."),
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
