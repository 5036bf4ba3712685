//! What people and machines send by mistake or in bad faith: a clear answer, and never our fault.

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use server::on;
use tests::{World, engines};

use super::town::{FORMS, PAGES, Town, is_clear};

#[tokio::test]
async fn an_id_that_is_unknown_or_anothers_or_none_at_all_gets_a_clear_page() {
    for engine in engines() {
        let town = Town::on(engine).await;
        for cookie in &town.visitors {
            for (path, id) in PAGES
                .iter()
                .flat_map(|it| town.ids.iter().map(move |id| (it, id)))
            {
                let path = path.replace("{}", id);
                let answer = town.world.get(cookie, &path).await;
                let short: String = path.chars().take(80).collect();
                is_clear(&answer, &format!("{engine}: GET {short}"));
            }
        }
    }
}

#[tokio::test]
async fn a_form_for_an_id_that_is_not_ones_own_changes_nothing_and_says_so() {
    for engine in engines() {
        let town = Town::on(engine).await;
        for cookie in &town.visitors {
            for (path, form) in FORMS {
                for id in &town.ids {
                    let (path, form) = (path.replace("{}", id), form.replace("{}", id));
                    let answer = town.world.post(cookie, &path, &form).await;
                    let short: String = format!("{path} {form}").chars().take(120).collect();
                    is_clear(&answer, &format!("{engine}: POST {short}"));
                }
            }
        }
    }
}

#[tokio::test]
async fn another_persons_things_look_as_if_they_were_not_there() {
    for engine in engines() {
        let town = Town::on(engine).await;
        let [nobody, adas, bos, ..] = &town.visitors;
        let occasion = &town.ids[3];
        let path = format!("/questions/{occasion}");
        assert_eq!(
            town.world.get(adas, &path).await.status,
            StatusCode::OK,
            "{engine}: her own"
        );
        let asked = town.world.get(bos, &path).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND, "{engine}");
        assert!(!asked.body.contains("Ada"), "{engine}: {}", asked.body);
        let form = "answer=1&deed=next";
        let answered = town.world.post(bos, &format!("{path}/health"), form).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{engine}");
        for visitor in [nobody, adas, bos] {
            let person = town
                .world
                .get(visitor, &format!("/people/{}", town.ada))
                .await;
            assert!(!person.status.is_success(), "{engine}: {}", person.status);
        }
        assert_eq!(
            rows(&town.world, "answers").await,
            0,
            "{engine}: nothing was kept"
        );
    }
}

#[tokio::test]
async fn what_is_no_form_gets_a_clear_page() {
    let form = "application/x-www-form-urlencoded";
    let wrong: [(&str, &str, Vec<u8>); 7] = [
        ("nothing", form, Vec::new()),
        ("no pairs", form, b"&&==&=&%%%".to_vec()),
        (
            "bytes that are no letters",
            form,
            b"name=%ff%fe\xff&energy=\xc3&body=\xc3\x28".to_vec(),
        ),
        (
            "the same field often",
            form,
            b"deed=next&deed=next&energy=1&energy=2&name=a&name=b".to_vec(),
        ),
        (
            "another type",
            "application/json",
            br#"{"energy":5}"#.to_vec(),
        ),
        ("no type", "", b"energy=5".to_vec()),
        (
            "half a document",
            "multipart/form-data; boundary=x",
            b"--x\r\n".to_vec(),
        ),
    ];
    for engine in engines() {
        let town = Town::on(engine).await;
        for cookie in &town.visitors {
            for ((path, _), (what, kind, body)) in FORMS
                .iter()
                .flat_map(|it| wrong.iter().map(move |w| (it, w)))
            {
                let path = path.replace("{}", &town.ada);
                let answer = town
                    .world
                    .send(post(cookie, &path, kind, "text/html", body.clone()))
                    .await;
                is_clear(&answer, &format!("{engine}: {what} to {path}"));
            }
        }
    }
}

fn post(cookie: &str, path: &str, kind: &str, accept: &str, body: Vec<u8>) -> Request<Body> {
    let request = Request::post(path)
        .header(COOKIE, cookie)
        .header(ACCEPT, accept)
        .header("sec-fetch-site", "same-origin");
    let request = if kind.is_empty() {
        request
    } else {
        request.header(CONTENT_TYPE, kind)
    };
    request.body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn a_zero_character_in_any_field_is_no_fault_of_ours() {
    for engine in engines() {
        let town = Town::on(engine).await;
        for cookie in &town.visitors {
            for (path, form) in FORMS {
                let fields: Vec<_> = form.split('&').filter(|it| !it.is_empty()).collect();
                for field in 0..fields.len() {
                    let with = |(place, it): (usize, &&str)| {
                        if place == field {
                            format!("{it}%00")
                        } else {
                            (*it).to_owned()
                        }
                    };
                    let form: Vec<String> = fields.iter().enumerate().map(with).collect();
                    let form = form.join("&").replace("{}", &town.ada);
                    let path = path.replace("{}", &town.ada);
                    let answer = town.world.post(cookie, &path, &form).await;
                    is_clear(&answer, &format!("{engine}: {path} {form}"));
                }
            }
        }
        // The push subscription is a document, not a form.
        let document =
            br#"{"endpoint":"https://example.org/\u0000","keys":{"p256dh":"\u0000","auth":"a"}}"#;
        let [_, adas, ..] = &town.visitors;
        let request = post(
            adas,
            "/push/subscriptions",
            "application/json",
            "application/json",
            document.to_vec(),
        );
        let answer = town.world.send(request).await;
        assert!(
            answer.status.is_client_error(),
            "{engine}: {} {}",
            answer.status,
            answer.body
        );
        assert_eq!(
            answer.headers[CONTENT_TYPE], "application/problem+json",
            "{engine}"
        );
    }
}

#[tokio::test]
async fn what_is_far_too_long_is_refused_in_words_or_as_a_problem() {
    for engine in engines() {
        let town = Town::on(engine).await;
        let [_, adas, _, kims, ..] = &town.visitors;
        let long = "a".repeat(300 * 1024);
        let person = format!("/people/{}", town.ada);
        for (cookie, path, form) in [
            (adas, "/messages".to_owned(), format!("body={long}")),
            (
                adas,
                "/today/check-in".to_owned(),
                format!("energy=5&more={long}"),
            ),
            (kims, "/people".to_owned(), format!("name={long}")),
            (
                kims,
                format!("{person}/plan"),
                format!("based_on=0&goal-0-words={long}"),
            ),
        ] {
            let answer = town.world.post(cookie, &path, &form).await;
            assert_eq!(
                answer.status,
                StatusCode::PAYLOAD_TOO_LARGE,
                "{engine}: {path}"
            );
            is_clear(&answer, &path);
            let kind = "application/x-www-form-urlencoded";
            let request = post(cookie, &path, kind, "application/json", form.into_bytes());
            let answer = town.world.send(request).await;
            assert_eq!(
                answer.headers[CONTENT_TYPE], "application/problem+json",
                "{engine}: {path}"
            );
        }
        // Long, but within what a request may hold: the form comes back, or nothing is kept.
        let long = "å".repeat(40_000);
        for (path, form) in FORMS {
            let form = form
                .replace("{}", &town.ada)
                .replace('=', &format!("={long}"));
            for cookie in [adas, kims] {
                let path = path.replace("{}", &town.ada);
                let answer = town.world.post(cookie, &path, &form).await;
                is_clear(&answer, &format!("{engine}: long to {path}"));
            }
        }
    }
}

#[tokio::test]
async fn two_presses_at_once_are_one() {
    for engine in engines() {
        let town = Town::on(engine).await;
        let [_, adas, _, kims, ..] = &town.visitors;
        let twice = async |cookie: &str, path: &str, form: &str| {
            let (one, two) = tokio::join!(
                town.world.post(cookie, path, form),
                town.world.post(cookie, path, form),
            );
            for answer in [&one, &two] {
                is_clear(answer, &format!("{engine}: twice {path}"));
                assert_eq!(
                    answer.status,
                    StatusCode::SEE_OTHER,
                    "{engine}: {path} {}",
                    answer.body
                );
            }
        };
        twice(adas, "/today/check-in", "energy=5").await;
        assert_eq!(rows(&town.world, "check_ins").await, 1, "{engine}");
        let occasion = &town.ids[3];
        let path = format!("/questions/{occasion}/health");
        let page = town.world.get(adas, &path).await.body;
        let row = page
            .split("<input")
            .find(|it| it.contains(r#"name="answer""#))
            .unwrap();
        let value = row
            .split(r#"value=""#)
            .nth(1)
            .and_then(|it| it.split('"').next())
            .unwrap();
        twice(adas, &path, &format!("answer={value}&deed=next&key=once")).await;
        assert_eq!(rows(&town.world, "answers").await, 1, "{engine}");
        let consent = format!("/people/{}/consents", town.ada);
        twice(kims, &consent, "kind=follow_up&deed=give").await;
        assert_eq!(rows(&town.world, "consents").await, 1, "{engine}");
        let surveys = format!("questionnaire=influence&enrolments={}", town.ids[2]);
        twice(kims, "/surveys", &surveys).await;
        assert_eq!(
            rows(&town.world, "occasions").await,
            2,
            "{engine}: one more than before"
        );
    }
}

/// How many rows a table has.
async fn rows(world: &World, table: &str) -> i64 {
    let mut tx = world.tx().await;
    let statement = format!("select count(*) from {table}");
    on!(&mut tx, db => sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(db).await)
        .unwrap()
}
