//! What is shown, to whom, and that it stands still between two seals.

use app::identity::Role;
use app::insight::Band;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::insight::seal;
use tests::engines;

use super::office::{INFLUENCE, Office, line, new_year};

#[tokio::test]
async fn nine_answers_show_nothing_and_ten_show_a_figure() {
    for engine in engines() {
        let mut nine = Office::on(engine).await;
        nine.answered(0..9, 9).await;
        nine.go_to(new_year()).await;
        assert_eq!(seal(&nine.world.app.db, new_year()).await.unwrap(), 1);
        nine.go_to("2027-01-02T11:00:00Z".parse().unwrap()).await;
        let page = nine.world.get(&nine.manager, "/results").await.body;
        assert!(
            page.contains("Too few answers (fewer than 10)"),
            "{engine}: {page}"
        );
        assert!(
            !page.contains("class=\"interval\"") && !page.contains('%'),
            "{engine}"
        );
        let file = nine.figures().await;
        assert!(
            line(&file, "influence,2026-Q4").ends_with("too_few,,,,,,,,,,,,,0.75,"),
            "{file}"
        );
        assert_eq!(nine.count("select count(*) from blocks").await, 0);
        assert_eq!(
            nine.count("select count(*) from staged_answers").await,
            0,
            "never carried over"
        );

        let mut ten = Office::on(engine).await;
        ten.answered(0..10, 9).await;
        ten.ask("silent", INFLUENCE).await;
        ten.go_to(new_year()).await;
        let before = ten.published().await;
        assert!(
            !before.contains("class=\"interval\""),
            "{engine}: not before it is sealed"
        );
        assert_eq!(seal(&ten.world.app.db, new_year()).await.unwrap(), 1);
        let page = ten.world.get(&ten.manager, "/results").await.body;
        assert!(
            page.contains("class=\"interval\"") && page.contains("60–100%"),
            "{engine}: {page}"
        );
        assert!(
            page.contains("10 answers from 11 people asked"),
            "{engine}: {page}"
        );
        let file = ten.figures().await;
        assert!(
            line(&file, "influence,2026-Q4").contains("sealed,10,11,6,10,0,5,"),
            "{file}"
        );
        let report = ten.world.get(&ten.manager, "/results/report").await.body;
        for said in [
            "60–100%",
            "10 answers from 11 people asked",
            "more than chance",
        ] {
            assert!(report.contains(said), "{engine}: {said}: {report}");
        }
    }
}

/// What one may look at to find out whether answers have come in.
#[derive(Clone, Copy)]
enum Looking {
    AtWhatWePublish,
    /// Planted: whole percent of what is staged, refreshed with every answer from five on.
    AtLivePercent,
}

/// Looks after each answer, and says what could be seen.
async fn seen_between_seals(engine: &str, looking: Looking) -> Vec<String> {
    let mut office = Office::on(engine).await;
    let mut seen = Vec::new();
    for person in 0..12 {
        office.ask(&format!("e{person}"), INFLUENCE).await;
    }
    for person in 12..26 {
        if person > 12 {
            office.answered(person..person + 1, 20).await;
        }
        seen.push(match looking {
            Looking::AtWhatWePublish => office.published().await,
            Looking::AtLivePercent => {
                let all = office.count("select count(*) from staged_answers").await;
                let happy = "select count(*) from staged_answers where band = 'happy'";
                let happy = office.count(happy).await;
                if all < 5 {
                    String::new()
                } else {
                    format!("{}%", 100 * happy / all)
                }
            }
        });
    }
    if matches!(looking, Looking::AtWhatWePublish) {
        // The quarter has ended and the sealing is late: still nothing may show.
        office.go_to(new_year()).await;
        let late = office.published().await;
        let empty = Office::on(engine).await;
        let mut empty = Office {
            world: empty.world,
            ..empty
        };
        empty.go_to(new_year()).await;
        assert_eq!(
            without_ids(&late, &office),
            without_ids(&empty.published().await, &empty)
        );
    }
    seen
}

/// The page names its programme in links; two worlds have two ids.
fn without_ids(published: &str, office: &Office) -> String {
    published.replace(office.programme.as_str(), "programme")
}

#[tokio::test]
async fn nothing_that_is_published_moves_between_two_seals() {
    for engine in engines() {
        let seen = seen_between_seals(engine, Looking::AtWhatWePublish).await;
        assert!(
            seen.windows(2).all(|pair| pair[0] == pair[1]),
            "{engine}: an answer shows"
        );
        let seen = seen_between_seals(engine, Looking::AtLivePercent).await;
        assert!(
            seen.windows(2).any(|pair| pair[0] != pair[1]),
            "the planted leak is convicted"
        );
    }
}

#[tokio::test]
async fn what_was_published_stands_whatever_happens_afterwards() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        office.answered(0..12, 6).await;
        let silent = office.ask("silent", INFLUENCE).await;
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        let before = office.published().await;
        assert!(
            before.contains("12 answers from 13 people asked"),
            "{engine}"
        );

        // Discharged and struck out.
        let strike_out = "update occasions set state = 'cancelled' where id = $1";
        office.sql(strike_out, &[silent.as_str()]).await;
        assert_eq!(
            office.published().await,
            before,
            "{engine}: a discharge shows"
        );
        // Erased.
        office
            .sql("delete from occasions where subject_id = $1", &["e3"])
            .await;
        assert_eq!(
            office.published().await,
            before,
            "{engine}: an erasure shows"
        );
        // Found the form long after.
        let late = office.ask("late", INFLUENCE).await;
        let quarter = office.answer(&late, "influence", Band::Unhappy).await;
        assert_eq!(quarter.to_string(), "2027-Q1", "{engine}");
        seal(&office.world.app.db, new_year()).await.unwrap();
        assert_eq!(
            office.published().await,
            before,
            "{engine}: a late answer shows"
        );
    }
}

#[tokio::test]
async fn a_label_that_was_changed_by_hand_is_not_shown() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        office.answered(0..12, 6).await;
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        office
            .sql("update labels set happy_from = happy_to", &[])
            .await;
        let answer = office.world.get(&office.manager, "/results").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{engine}");
    }
}

#[tokio::test]
async fn results_are_for_those_who_may_see_them_and_for_their_own_office() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        assert_ne!(
            world.get("", "/results").await.status,
            StatusCode::OK,
            "{engine}"
        );
        for (role, status) in [
            (Role::Coordinator, StatusCode::OK),
            (Role::Administrator, StatusCode::FORBIDDEN),
        ] {
            let staff = world.staff(role.as_str(), role).await;
            let cookie = world.signed_in(Whose::Staff(staff)).await;
            for path in ["/results", "/results/figures.csv", "/results/report"] {
                assert_eq!(
                    world.get(&cookie, path).await.status,
                    status,
                    "{engine}: {path}"
                );
            }
        }
        let elsewhere = world
            .get(&office.manager, "/results?programme=another")
            .await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "{engine}");
    }
}
