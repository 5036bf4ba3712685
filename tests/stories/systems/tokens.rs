//! Who comes in: whoever shows a good token, in the one header where it may stand.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::api::{May, store as api};
use server::config::{Given, Settings};
use server::operate::{people, tokens};
use tests::{World, database, engines};

use super::{Clinic, DAY, SLEEP, header};

const OCCASIONS: &str = "/api/v1/occasions";
const SEARCH: &str = "/fhir/R4/QuestionnaireResponse";

#[tokio::test]
async fn a_token_that_is_unknown_expired_or_revoked_opens_nothing() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let soon = Some(world.now() + DAY);
        let expiring = clinic.token("Old", May::Read, soon).await;
        assert_eq!(
            clinic.get(&expiring, OCCASIONS).await.status,
            StatusCode::OK
        );
        let revoked = clinic.token("Gone", May::Write, None).await;
        let mut tx = world.tx().await;
        let office = &world.organisation;
        api::revoke(&mut tx, office, "Gone", world.now())
            .await
            .unwrap();
        assert!(
            api::revoke(&mut tx, office, "Gone", world.now())
                .await
                .is_err()
        );
        tx.commit().await.unwrap();
        world.app.clock.advance(DAY);
        for token in [&expiring, &revoked, "dagsform_nonsense", "", "\u{e6}"] {
            for path in [OCCASIONS, SEARCH] {
                let refused = clinic.get(token, path).await;
                assert_eq!(
                    refused.status,
                    StatusCode::UNAUTHORIZED,
                    "{engine}: {token}"
                );
                assert!(header(&refused, "www-authenticate").starts_with("Bearer"));
                assert!(token.is_empty() || !refused.body.contains(token));
            }
        }
        let again = clinic.token("Gone", May::Read, None).await;
        let in_again = clinic.get(&again, OCCASIONS).await;
        assert_eq!(
            in_again.status,
            StatusCode::OK,
            "{engine}: the name was free"
        );
    }
}

#[tokio::test]
async fn a_token_stands_in_its_header_and_a_cookie_is_none() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let in_address = format!("{OCCASIONS}?access_token={}", clinic.reads);
        for (path, cookie) in [
            (OCCASIONS, &clinic.office.kims),
            (in_address.as_str(), &String::new()),
        ] {
            let request = Request::get(path).header(COOKIE, cookie.as_str());
            let refused = world.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{engine}: {path}");
        }
        // No cookie is looked at, so that another site could not borrow one.
        let request = Request::get(OCCASIONS)
            .header(AUTHORIZATION, format!("bearer  {}", clinic.reads))
            .header("sec-fetch-site", "cross-site");
        let answer = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{engine}: {}", answer.body);
        assert_eq!(header(&answer, "set-cookie"), "");
        assert_eq!(header(&answer, "cache-control"), "no-store");
        // A form of another site is refused on the pages, as it was.
        let request = Request::post("/sign-out")
            .header(COOKIE, clinic.office.kims.as_str())
            .header("sec-fetch-site", "cross-site");
        let refused = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{engine}");
    }
}

#[tokio::test]
async fn who_may_read_does_not_write() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let before = clinic.count("select count(*) from questionnaires").await;
        let form: Value = serde_json::from_str(&SLEEP.replace("/sleep", "/dreams")).unwrap();
        for (path, body) in [("/fhir/R4/Questionnaire", form), (SEARCH, json!({}))] {
            let refused = clinic.post(&clinic.reads, path, "", &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{engine}: {path}");
            let challenge = header(&refused, "www-authenticate");
            assert!(challenge.contains("insufficient_scope"), "{challenge}");
        }
        assert_eq!(
            clinic.count("select count(*) from questionnaires").await,
            before
        );
    }
}

#[tokio::test]
async fn whoever_guesses_waits_and_nobody_else_does() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let mut last = StatusCode::OK;
        for guess in 0..40 {
            last = clinic
                .get(&format!("guess-{guess}"), OCCASIONS)
                .await
                .status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{engine}");
        let good = clinic.get(&clinic.reads, OCCASIONS).await;
        assert_eq!(good.status, StatusCode::OK, "{engine}");
        let code = clinic.office.world.post("", "/invite", "code=wrong").await;
        assert_eq!(code.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    }
}

#[tokio::test]
async fn an_operator_makes_lists_and_revokes_tokens_and_only_hashes_are_kept() {
    for engine in engines() {
        let settings = Given {
            data: Some(
                std::env::temp_dir().join(format!("dagsform-test-{}", server::storage::new_id())),
            ),
            database_url: Some(database(engine).await),
            ..Given::default()
        };
        let settings = settings.checked().unwrap();
        people::add_office(settings.clone(), "North").await.unwrap();
        let add = async |name: &str, may: &str, until: Option<&str>| {
            let until = until.map(|day| day.parse().unwrap());
            tokens::add(settings.clone(), name, may, until, None).await
        };
        let token = add("HR system", "read", Some("2999-12-31")).await.unwrap();
        assert!(
            token.starts_with("dagsform_") && token.len() > 50,
            "{token}"
        );
        for (name, may, until) in [
            ("HR system", "read", None),
            ("Other", "own", None),
            ("", "read", None),
            ("two\nlines", "read", None),
            ("Late", "read", Some("2020-01-01")),
        ] {
            assert!(
                add(name, may, until).await.is_err(),
                "{engine}: {name} {may}"
            );
        }
        let lines = tokens::list(settings.clone(), None).await.unwrap();
        assert_eq!(
            lines,
            ["HR system\tread\tuntil 2999-12-31\tnever used"],
            "{engine}"
        );
        assert!(!lines[0].contains(&token));
        tokens::revoke(settings.clone(), "HR system", None)
            .await
            .unwrap();
        assert!(
            tokens::revoke(settings.clone(), "HR system", None)
                .await
                .is_err()
        );
        let lines = tokens::list(settings, None).await.unwrap();
        assert!(lines[0].contains("\trevoked\t"), "{engine}: {lines:?}");
    }
}

#[tokio::test]
async fn a_system_that_asks_too_often_waits_and_no_other_one_does() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let mut app = world.app.clone();
        let settings = Settings {
            api_per_minute: 3,
            ..(*app.settings).clone()
        };
        app.settings = Arc::new(settings);
        let limited = World::around(app, world.organisation.clone());
        let ask = async |token: &str, path: &str| {
            let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
            limited.send(request.body(Body::empty()).unwrap()).await
        };
        let paths = [
            "/api/v1/occasions",
            "/fhir/R4/Questionnaire",
            "/api/v1/answers",
        ];
        for path in paths {
            let answer = ask(&clinic.reads, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{engine}: {path}");
        }
        for (path, kind) in [
            (paths[0], "application/problem+json"),
            (paths[1], "application/fhir+json"),
        ] {
            let waits = ask(&clinic.reads, path).await;
            assert_eq!(
                waits.status,
                StatusCode::TOO_MANY_REQUESTS,
                "{engine}: {path}"
            );
            let seconds: u64 = header(&waits, "retry-after").parse().unwrap();
            assert!((50..=60).contains(&seconds), "{engine}: {seconds}");
            assert_eq!(waits.headers["content-type"], kind, "{engine}");
        }
        let other = ask(&clinic.writes, paths[0]).await;
        assert_eq!(other.status, StatusCode::OK, "{engine}: another token");
        let document = ask("", "/api/v1/openapi.json").await;
        assert_eq!(document.status, StatusCode::OK, "{engine}: needs no token");
        limited
            .app
            .clock
            .set(world.now() + SignedDuration::from_secs(60));
        let later = ask(&clinic.reads, paths[0]).await;
        assert_eq!(later.status, StatusCode::OK, "{engine}: a minute later");
    }
}
