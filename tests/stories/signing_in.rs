//! Coming in by an invite, staying in, and going out again.

use app::identity::{Code, Role};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::identity::store::{self, Whose};
use tests::{World, engines};

async fn world_with_invite(engine: &str, ask_year: bool) -> (World, Code) {
    let world = World::on(engine).await;
    let staff = world.staff("Kim", Role::Coordinator).await;
    let programme = world.programme("p", "").await;
    let (ada, _) = world.participant("Ada", &programme, &staff).await;
    let code = Code::of_bits([7, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let mut tx = world.tx().await;
    let lasts = SignedDuration::from_mins(10);
    let whose = Whose::Participant(ada);
    store::add_invite(
        &mut tx,
        &world.organisation,
        &whose,
        &code,
        ask_year,
        world.now(),
        lasts,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    (world, code)
}

#[tokio::test]
async fn a_scanned_code_lets_one_person_in_once() {
    for engine in engines() {
        let (world, code) = world_with_invite(engine, false).await;
        let form = format!("code={}&phone=own", code.grouped());
        let first = world.post("", "/invite", &form).await;
        assert_eq!(
            first.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            first.body
        );
        let cookie = first.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.starts_with("dagsform=") && cookie.contains("HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        let again = world.post("", "/invite", &form).await;
        assert_eq!(
            again.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{engine}: used"
        );
        assert!(
            again.body.contains("This code does not work any more"),
            "{}",
            again.body
        );
    }
}

#[tokio::test]
async fn a_code_that_is_too_old_says_what_to_do() {
    for engine in engines() {
        let (world, code) = world_with_invite(engine, false).await;
        world.app.clock.advance(SignedDuration::from_mins(11));
        let late = world
            .post("", "/invite", &format!("code={}", code.grouped()))
            .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            late.body.contains("Ask your coordinator for a new one"),
            "{}",
            late.body
        );
        assert!(
            late.body.contains(&code.grouped()),
            "{engine}: what was typed is still there"
        );
    }
}

#[tokio::test]
async fn a_printed_code_asks_for_the_year_of_birth_and_wears_out() {
    for engine in engines() {
        let (world, code) = world_with_invite(engine, true).await;
        let show = async |year: &str| {
            world
                .post(
                    "",
                    "/invite",
                    &format!("code={}&year={year}", code.as_str()),
                )
                .await
        };
        assert!(show("").await.body.contains("name=\"year\""), "{engine}");
        for _ in 0..5 {
            assert_eq!(
                show("1981").await.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}"
            );
        }
        let worn = show("1980").await;
        assert_eq!(
            worn.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{engine}: five wrong years"
        );
        let (world, code) = world_with_invite(engine, true).await;
        let right = world
            .post("", "/invite", &format!("code={}&year=1980", code.as_str()))
            .await;
        assert_eq!(
            right.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            right.body
        );
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_with_a_page() {
    use axum::body::Body;
    use axum::http::Request;
    let world = World::on("sqlite").await;
    let request = Request::post("/sign-out")
        .header("sec-fetch-site", "cross-site")
        .header("origin", "https://elsewhere.example")
        .header("accept", "text/html")
        .body(Body::empty())
        .unwrap();
    let answer = world.send(request).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("<h1>"), "{}", answer.body);
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_the_readers_language() {
    use axum::body::Body;
    use axum::http::Request;
    let world = World::on("sqlite").await;
    let ask = |path: &str, accept: &str| {
        Request::get(path)
            .header("accept", accept)
            .header("accept-language", "da")
            .body(Body::empty())
            .unwrap()
    };
    let page = world.send(ask("/nowhere", "text/html")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(
        page.body.contains("lang=\"da\"") && page.body.contains("Siden findes ikke"),
        "{}",
        page.body
    );
    let machine = world.send(ask("/api/nowhere", "application/json")).await;
    assert_eq!(machine.headers["content-type"], "application/problem+json");
}
