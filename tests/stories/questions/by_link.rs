//! Answering by a link, without an account.

use axum::http::StatusCode;
use tests::engines;

use super::{DAY, Office, value};

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
