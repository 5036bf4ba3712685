//! A token that was used, forged or is of another wave; and who is given one.

use axum::http::StatusCode;
use futures::future::join_all;
use serde_json::json;
use server::config::Given;
use server::identity::sessions::{self, OWN_PHONE};
use server::identity::store::{self as identity, Whose};
use server::storage::new_id;
use tests::{database, engines};

use super::{Office, Ticket, no, refusal};

#[tokio::test]
async fn a_token_counts_once_in_its_own_wave_and_refusals_say_why() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("Ada").await;
        let rounds = office.wanted(&ada).await;
        assert_eq!(rounds.len(), 2, "{engine}: this quarter and the next");
        let ticket = office.ticket(&ada, &rounds[0]).await;
        let next = office.ticket(&ada, &rounds[1]).await;
        office.go_on(1);

        let good = office.redeem(&ticket, "agree").await;
        assert_eq!(good.status, StatusCode::OK, "{engine}: {}", good.body);
        assert_eq!(good.body, r#"{"state":"counted"}"#);
        assert!(!good.headers.contains_key("set-cookie"), "{engine}");
        assert_eq!(office.waiting(&ticket).await, [0, 0, 1], "{engine}");

        let other = Ticket {
            wave: ticket.wave.clone(),
            token: next.token,
        };
        let other = office.redeem(&other, "disagree").await;
        assert_eq!(
            refusal(&other),
            no(403, "forged"),
            "{engine}: of another wave"
        );
        let mut bytes = *next.token.bytes();
        bytes[70] ^= 4;
        let forged = Ticket {
            wave: next.wave.clone(),
            token: blind::Token::read(&bytes).unwrap(),
        };
        let forged = office.redeem(&forged, "disagree").await;
        assert_eq!(refusal(&forged), no(403, "forged"), "{engine}");
        let nowhere = Ticket {
            wave: uuid::Uuid::new_v4().to_string(),
            token: next.token,
        };
        let nowhere = office.redeem(&nowhere, "disagree").await;
        assert_eq!(refusal(&nowhere), no(404, "unknown-wave"), "{engine}");
        let twice = office.redeem(&ticket, "disagree").await;
        assert_eq!(refusal(&twice), no(409, "used"), "{engine}");
        for answer in [&twice, &other, &forged, &nowhere] {
            assert!(!answer.body.contains("agree"), "{engine}: {}", answer.body);
        }
        assert_eq!(office.waiting(&ticket).await, [0, 0, 1], "{engine}");
        assert_eq!(office.waiting(&next).await, [0, 0, 0], "{engine}");
    }
}

#[tokio::test]
async fn what_is_no_answer_is_refused_before_the_token_is_spent() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("Ada").await;
        let ticket = office.first_ticket(&ada).await;
        let good = office.answers(&ticket, "agree").await;
        for (change, status, code) in [
            (json!({"answers": {"influence": "perhaps"}}), 422, "unfit"),
            (json!({"answers": {}}), 422, "unfit"),
            (json!({"answers": {"health": "1"}}), 422, "unfit"),
            (
                json!({"form": office.form("self-rating").await}),
                422,
                "other-questions",
            ),
            (json!({"form": "x"}), 422, "other-questions"),
            (json!({"token": "%%%"}), 400, "not-understood"),
            (json!({"token": "AAAA"}), 400, "not-understood"),
            (json!({"wave": "\u{0}"}), 404, "unknown-wave"),
            (json!({"answers": 3}), 400, "not-understood"),
        ] {
            let mut bad = good.clone();
            for (name, value) in change.as_object().unwrap() {
                bad[name] = value.clone();
            }
            let answer = office.send("", "/anonymous/answers", &bad).await;
            assert_eq!(refusal(&answer), no(status, code), "{engine}: {change}");
        }
        let other_site = axum::http::Request::post("/anonymous/answers")
            .header("sec-fetch-site", "cross-site")
            .body(axum::body::Body::from(good.to_string()))
            .unwrap();
        let other_site = office.world.send(other_site).await;
        assert_eq!(other_site.status, StatusCode::FORBIDDEN, "{engine}");
        assert_eq!(office.waiting(&ticket).await, [0, 0, 0], "{engine}");
        let answer = office.send("", "/anonymous/answers", &good).await;
        assert_eq!(answer.status, StatusCode::OK, "{engine}: {}", answer.body);
    }
}

#[tokio::test]
async fn of_many_who_use_one_token_at_once_one_is_counted_and_nobody_else_is_in_the_way() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (ada, bo) = (office.person("Ada").await, office.person("Bo").await);
        let ticket = office.first_ticket(&ada).await;
        let bos = office.first_ticket(&bo).await;
        let all = (0..10).map(|_| office.redeem(&ticket, "agree"));
        let (all, other) = tokio::join!(join_all(all), office.redeem(&bos, "disagree"));
        let mut statuses: Vec<u16> = all.iter().map(|it| it.status.as_u16()).collect();
        statuses.sort();
        assert_eq!(statuses[0], 200, "{engine}");
        assert!(
            statuses[1..].iter().all(|it| *it == 409),
            "{engine}: {statuses:?}"
        );
        assert_eq!(other.status, StatusCode::OK, "{engine}");
        assert_eq!(office.waiting(&ticket).await, [1, 0, 1], "{engine}");
    }
}

#[tokio::test]
async fn a_phone_is_given_one_token_for_a_round_of_its_own() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (ada, bo) = (office.person("Ada").await, office.person("Bo").await);
        let round = office.wanted(&ada).await.remove(0);
        let asked = blind::begin().unwrap();
        let first = office.ask_for(&ada, &round, &asked.blinded).await;
        let again = office.ask_for(&ada, &round, &asked.blinded).await;
        let evaluated = |answer: &tests::Answer| {
            let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
            (said["key"].clone(), said["evaluated"].clone())
        };
        assert_eq!(
            evaluated(&first),
            evaluated(&again),
            "{engine}: a lost answer"
        );
        let second = blind::begin().unwrap().blinded;
        let more = office.ask_for(&ada, &round, &second).await;
        assert_eq!(refusal(&more), no(409, "given-already"), "{engine}");
        let theirs = office.ask_for(&bo, &round, &second).await;
        assert_eq!(refusal(&theirs), no(404, "not-asked"), "{engine}");
        let far = round.replace("2026-10-01", "2030-10-01");
        let far = office.ask_for(&ada, &far, &second).await;
        assert_eq!(refusal(&far), no(404, "not-asked"), "{engine}");
        let own = office.wanted(&bo).await.remove(0);
        let no_point = office.ask_for(&bo, &own, &[0; 32]).await;
        assert_eq!(refusal(&no_point), no(400, "not-understood"), "{engine}");
        assert_eq!(
            office.count("select count(*) from anonymous_ways").await,
            1,
            "{engine}: what was refused left nothing"
        );

        let body = json!({"round": own, "blinded": super::written(&second)});
        let nobody = office.send("", "/anonymous/tokens", &body).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{engine}");
        let token = sessions::new_token();
        let mut tx = office.world.tx().await;
        let (here, now) = (&office.world.organisation, office.world.now());
        let whose = Whose::Participant(bo.id.clone());
        identity::open_session(&mut tx, here, &whose, &token, true, now, OWN_PHONE)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let shared = format!("dagsform={token}");
        let borrowed = office.send(&shared, "/anonymous/tokens", &body).await;
        assert_eq!(refusal(&borrowed), no(404, "not-asked"), "{engine}");
        let today = office.world.get(&shared, "/today").await.body;
        assert!(!today.contains("data-tokens"), "{engine}");
    }
}

#[tokio::test]
async fn an_office_without_a_folder_asks_in_confidence_as_before() {
    for engine in engines() {
        let given = Given {
            data: Some(std::env::temp_dir().join(format!("dagsform-test-{}", new_id()))),
            database_url: Some(database(engine).await),
            ..Given::default()
        };
        let office = Office::with(given).await;
        let ada = office.person("Ada").await;
        assert!(office.wanted(&ada).await.is_empty(), "{engine}");
        let round = format!("{} 2026-10-01 influence", ada.enrolment);
        let asked = blind::begin().unwrap();
        let refused = office.ask_for(&ada, &round, &asked.blinded).await;
        assert_eq!(refusal(&refused), no(404, "not-asked"), "{engine}");
        let of = office.asked(&ada).await;
        let path = format!("/questions/{of}/influence");
        let sent = office
            .world
            .post(&ada.cookie, &path, "answer=agree&deed=next")
            .await;
        assert_eq!(sent.location(), format!("/questions/{of}/done"), "{engine}");
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );
        let about = office.world.get("", "/anonymous").await.body;
        assert!(
            about.contains("Your answers are confidential."),
            "{engine}: {about}"
        );
    }
}
