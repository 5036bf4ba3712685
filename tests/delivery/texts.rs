//! Text messages: who gets them, what the gateway says later, and who may say it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use hmac::{Hmac, Mac};
use server::config::Given;
use server::on;
use server::storage::new_id;
use sha2::Sha256;
use tests::database;

use super::conformance::gateway;
use super::gateway::GATEWAY;
use super::office::{Office, Person};
use super::peers::PEERS;
use tests::engines;

const SECRET: &str = "an invented secret of some length";

impl Office {
    /// An office whose installation has a gateway.
    async fn with_gateway(engine: &str) -> Self {
        let given = Given {
            data: Some(std::env::temp_dir().join(format!("dagsform-test-{}", new_id()))),
            database_url: Some(database(engine).await),
            mail_url: Some(format!("smtp://127.0.0.1:{}", PEERS.smtp)),
            mail_from: Some("no-reply@dagsform.example".to_owned()),
            push_allow: vec![
                format!("127.0.0.1:{}", PEERS.push),
                format!("127.0.0.1:{}", GATEWAY.port),
            ],
            sms: gateway(),
            ..Given::default()
        };
        Self::with(given).await
    }

    /// Someone without a phone that takes pushes, with a mobile number that ends so.
    async fn with_mobile(&self, last: &str) -> (Person, String) {
        let bo = self.person("bo").await;
        self.tick().await;
        self.answers(&bo).await;
        let digits = uuid::Uuid::now_v7().as_u128() % 1_000_000_000;
        let number = format!("+45{digits:09}{last}");
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query("update participants set mobile = $2 where id = $1")
            .bind(bo.id.as_str()).bind(&number).execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        (bo, number)
    }

    /// Somebody was reminded by a text message: their number, and our key for it.
    async fn texted(&self) -> (String, String) {
        let (bo, number) = self.with_mobile("201").await;
        self.booked(&bo, "2026-11-05T12:30:00Z").await;
        self.run_until("2026-11-04T15:30:00Z").await;
        let key = GATEWAY.texts_to(&number)[0]["reference"].to_string();
        (number, key.trim_matches('"').to_owned())
    }

    /// What a gateway sends, signed at this moment with this secret.
    async fn receipt(&self, body: &str, secret: &str, at: i64) -> StatusCode {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{at}.{body}").as_bytes());
        let signature: String = mac
            .finalize()
            .into_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let request = Request::post("/sms/receipts")
            .header("content-type", "application/json")
            .header("x-timestamp", at.to_string())
            .header("x-signature", signature)
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.world.send(request).await.status
    }

    async fn became(&self, key: &str) -> Option<String> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_scalar("select became from text_messages where key = $1")
            .bind(key).fetch_one(db).await)
        .unwrap()
    }
}

#[tokio::test]
async fn whoever_has_no_push_is_reminded_by_a_text_message() {
    for engine in engines() {
        let office = Office::with_gateway(engine).await;
        let (bo, number) = office.with_mobile("201").await;
        office.booked(&bo, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-05T11:00:00Z").await;
        assert_eq!(
            office.reminded(&bo).await,
            ["day-before 1 sms sent", "two-hours-before 1 sms sent"],
            "{engine}"
        );
        let texts = GATEWAY.texts_to(&number);
        assert_eq!(texts.len(), 2, "{engine}");
        let words = texts[0]["text"].as_str().unwrap();
        assert!(
            words.starts_with("You have a message. Log in to read it."),
            "{engine}: {words}"
        );
        for secret in ["Talk", "sleep", "Alex", "Room", "13:30", bo.id.as_str()] {
            assert!(!words.contains(secret), "{engine}: {secret} in {words}");
        }
        assert!(texts[0]["problem"].is_null(), "{engine}: {texts:?}");
    }
}

#[tokio::test]
async fn without_a_gateway_nobody_waits_for_a_text_message() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (bo, number) = office.with_mobile("201").await;
        office.booked(&bo, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-05T11:00:00Z").await;
        assert_eq!(
            office.reminded(&bo).await,
            ["day-before 1 email sent"],
            "{engine}"
        );
        assert_eq!(GATEWAY.texts_to(&number).len(), 0, "{engine}");
    }
}

#[tokio::test]
async fn the_time_is_told_only_where_the_office_chose_so() {
    for engine in engines() {
        let office = Office::with_gateway(engine).await;
        let say =
            "update organisations set tells_time = true, replies_by_link = false where id = $1";
        office.sql(say, office.world.organisation.as_str()).await;
        let (bo, number) = office.with_mobile("201").await;
        office.booked(&bo, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T15:30:00Z").await;
        let texts = GATEWAY.texts_to(&number);
        let words = texts[0]["text"].as_str().unwrap();
        assert!(
            words.contains("Thursday 5 November at 13:30"),
            "{engine}: {words}"
        );
        assert!(!words.contains("/a/"), "{engine}: {words}");
    }
}

#[tokio::test]
async fn a_number_that_leads_nowhere_is_put_aside_until_it_is_another_one() {
    for engine in engines() {
        let office = Office::with_gateway(engine).await;
        let (bo, number) = office.with_mobile("410").await;
        office.booked(&bo, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-05T11:00:00Z").await;
        assert_eq!(
            GATEWAY.texts_to(&number).len(),
            1,
            "{engine}: it was tried once"
        );
        assert_eq!(
            office.reminded(&bo).await,
            ["day-before 1 sms given_up"],
            "{engine}"
        );
        let mend = "update participants set mobile = '+4520304050' where id = $1";
        office.sql(mend, bo.id.as_str()).await;
        office.booked(&bo, "2026-11-10T12:30:00Z").await;
        office.run_until("2026-11-09T15:30:00Z").await;
        let last = office.reminded(&bo).await.pop();
        assert_eq!(last.as_deref(), Some("day-before 2 sms sent"), "{engine}");
    }
}

#[tokio::test]
async fn a_corrected_mobile_gets_at_once_what_the_wrong_one_could_not_take() {
    for engine in engines() {
        let office = Office::with_gateway(engine).await;
        let (bo, wrong) = office.with_mobile("410").await;
        office.booked(&bo, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T15:30:00Z").await;
        let given_up = ["day-before 1 sms given_up"];
        assert_eq!(office.reminded(&bo).await, given_up, "{engine}");
        let kims = office.kims().await;
        let old = format!("/people/{}/reach", bo.id);
        let path = office.world.get(&kims, &old).await.location().to_owned();
        assert_eq!(path, format!("/people/{}/routes", bo.id), "{engine}");
        let form = |phone: &str, mobile: &str| {
            let (phone, mobile) = (phone.replace('+', "%2B"), mobile.replace('+', "%2B"));
            let email = bo.email.replace('@', "%40");
            format!("email={email}&phone={phone}&mobile={mobile}&language=en")
        };
        let save = async |form: String| office.world.post(&kims, &path, &form).await;
        let local = save(form("", "20304050")).await;
        assert_eq!(local.status, 422, "{engine}: without the country");
        assert!(local.body.contains("value=\"20304050\""), "{engine}");
        // Another number for calls is none for text messages.
        let calls = save(form("+4500000009", &wrong)).await;
        assert_eq!(calls.status, 303, "{engine}");
        assert_eq!(office.tick().await, 0, "{engine}");
        assert_eq!(office.reminded(&bo).await, given_up, "{engine}");
        let right = wrong.replace("+45", "+46").replace("410", "201");
        let typed = format!("0046 {}", &right[3..]);
        let mended = save(form("+4500000009", &typed.replace(' ', "%20"))).await;
        assert_eq!(mended.status, 303, "{engine}: {}", mended.body);
        assert_eq!(office.tick().await, 1, "{engine}: at once");
        assert_eq!(GATEWAY.texts_to(&right).len(), 1, "{engine}");
        assert_eq!(
            office.reminded(&bo).await,
            ["day-before 1 sms sent"],
            "{engine}"
        );
    }
}

#[tokio::test]
async fn the_gateway_says_once_what_became_of_it_and_nobody_else_can() {
    for engine in engines() {
        let office = Office::with_gateway(engine).await;
        let (_, key) = office.texted().await;
        let now = office.world.now().as_second();
        let failed = format!(r#"{{"reference":"{key}","status":"failed"}}"#);
        for (secret, at) in [
            ("another secret of some length", now),
            (SECRET, now - 400),
            (SECRET, now + 400),
        ] {
            let status = office.receipt(&failed, secret, at).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{engine}");
        }
        assert_eq!(
            office.became(&key).await,
            None,
            "{engine}: nothing was believed"
        );
        // By the gateway's own id, as many of them do.
        let delivered = format!(r#"{{"reference":"gateway-{key}","status":"Delivered"}}"#);
        assert_eq!(
            office.receipt(&delivered, SECRET, now).await,
            StatusCode::NO_CONTENT,
            "{engine}"
        );
        assert_eq!(
            office.became(&key).await.as_deref(),
            Some("delivered"),
            "{engine}"
        );
        // Played again, or contradicted: it was said once.
        assert_eq!(
            office.receipt(&failed, SECRET, now).await,
            StatusCode::NO_CONTENT,
            "{engine}"
        );
        assert_eq!(
            office.became(&key).await.as_deref(),
            Some("delivered"),
            "{engine}"
        );
        let unknown = r#"{"reference":"nobody","status":"failed"}"#;
        assert_eq!(
            office.receipt(unknown, SECRET, now).await,
            StatusCode::NO_CONTENT,
            "{engine}"
        );
        for nonsense in [
            "",
            "[]",
            r#"{"reference":7}"#,
            "{\"reference\":\"a\\u0000\",\"status\":\"failed\"}",
        ] {
            let status = office.receipt(nonsense, SECRET, now).await;
            assert!(status.is_client_error(), "{engine}: {nonsense} {status}");
        }
    }
}

#[tokio::test]
async fn a_text_that_never_arrived_is_followed_by_the_next_step_and_the_number_put_aside() {
    for engine in engines() {
        let office = Office::with_gateway(engine).await;
        let (number, key) = office.texted().await;
        let now = office.world.now().as_second();
        let failed = format!(r#"{{"reference":"{key}","status":"undeliverable"}}"#);
        assert_eq!(
            office.receipt(&failed, SECRET, now).await,
            StatusCode::NO_CONTENT,
            "{engine}"
        );
        office.run_until("2026-11-05T11:00:00Z").await;
        assert_eq!(
            GATEWAY.texts_to(&number).len(),
            1,
            "{engine}: the number is not tried again"
        );
    }
}
