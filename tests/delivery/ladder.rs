//! Push, then mail, then a call: what arrives, what it says, and what makes way.

use super::office::Office;
use super::peers::PEERS;
use tests::engines;

#[tokio::test]
async fn a_message_comes_by_push_then_by_mail_then_somebody_calls() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(
            office.tick().await,
            1,
            "{engine}: at nine, as soon as it is due"
        );
        assert_eq!(office.tick().await, 0, "{engine}: and once");
        assert_eq!(
            office.tick_at("2026-11-03T07:59:00Z").await,
            0,
            "{engine}: not early"
        );
        assert_eq!(office.tick_at("2026-11-03T08:00:00Z").await, 1, "{engine}");
        assert_eq!(ada.mails().len(), 1, "{engine}");
        assert_eq!(
            office.run_until("2026-11-06T07:59:00Z").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: not before the fourth day"
        );
        assert_eq!(
            office.tick_at("2026-11-06T08:00:00Z").await,
            0,
            "{engine}: nobody is called by a machine"
        );
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}"
        );
        let ends = ["push sent", "email sent", "phone waiting"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        office.answers(&ada).await;
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: whoever has answered is not called"
        );
        office.tick().await;
        let ends = ["push sent", "email sent", "phone cancelled"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
    }
}

#[tokio::test]
async fn the_phone_gets_one_sentence_that_only_it_can_read() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.tick().await;
        let pushes = ada.pushes();
        assert_eq!(pushes.len(), 1, "{engine}");
        let push = &pushes[0];
        assert_eq!(push["problem"], serde_json::Value::Null, "{engine}: {push}");
        assert_eq!(
            push["clear_size"], 512,
            "{engine}: one size for every message"
        );
        assert_eq!(push["message"]["web_push"], 8030, "{engine}");
        let shown = &push["message"]["notification"];
        assert_eq!(shown["title"], "You have a message", "{engine}");
        let url = format!("{}/m", office.world.app.settings.public_url);
        assert_eq!(shown["navigate"], url, "{engine}");
        assert_eq!(push["topic"].as_str().unwrap().len(), 32, "{engine}");
        assert_eq!(
            push["claims"]["sub"], "mailto:no-reply@dagsform.example",
            "{engine}"
        );
        assert!(
            push["ttl"].as_u64().unwrap() > 3600,
            "{engine}: a phone may be off"
        );
        let said = push["message"].to_string();
        for secret in [
            ada.id.as_str(),
            ada.enrolment.as_str(),
            "elf-rating",
            "Ishøj",
            &ada.phone,
        ] {
            assert!(!said.contains(secret), "{engine}: {said}");
        }
    }
}

#[tokio::test]
async fn a_phone_that_is_gone_is_forgotten_and_the_mail_goes_at_once() {
    for engine in engines() {
        for gone in [404, 410] {
            let office = Office::on(engine).await;
            let ada = office.with_phone(gone).await;
            assert_eq!(
                office.tick().await,
                1,
                "{engine} {gone}: the mail, in the same tick"
            );
            assert_eq!(
                (ada.pushes().len(), ada.mails().len()),
                (1, 1),
                "{engine} {gone}"
            );
            assert_eq!(office.phones(&ada).await, 0, "{engine} {gone}");
            let ends = ["push merged", "email sent", "phone waiting"];
            assert_eq!(office.ends(&ada).await, ends, "{engine} {gone}");
        }
    }
}

#[tokio::test]
async fn a_message_that_no_service_takes_makes_way_too() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(413).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        assert_eq!((ada.pushes().len(), ada.mails().len()), (1, 1), "{engine}");
        let ends = ["push given_up", "email sent", "phone waiting"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        assert_eq!(
            office.phones(&ada).await,
            1,
            "{engine}: the phone itself is fine"
        );
    }
}

#[tokio::test]
async fn a_service_that_asks_for_a_quarter_of_an_hour_gets_it() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(429).await;
        assert_eq!(office.tick().await, 0, "{engine}");
        assert_eq!(office.tick_at("2026-11-02T08:14:00Z").await, 0, "{engine}");
        assert_eq!(ada.pushes().len(), 1, "{engine}: not before it said");
        office.tick_at("2026-11-02T08:16:00Z").await;
        assert_eq!(ada.pushes().len(), 2, "{engine}");
        let first = &office.stands(&ada).await[0];
        assert_eq!(
            (first.state.as_str(), first.reason.as_str()),
            ("waiting", "push 429"),
            "{engine}"
        );
        let topics: Vec<_> = ada
            .pushes()
            .iter()
            .map(|push| push["topic"].clone())
            .collect();
        assert_eq!(
            topics[0], topics[1],
            "{engine}: the second replaces the first"
        );
    }
}

#[tokio::test]
async fn a_service_that_is_down_is_tried_five_times_with_growing_pauses() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(500).await;
        let mut tried = Vec::new();
        let mut at = office.world.now();
        for _ in 0..10 {
            office.tick().await;
            let first = office.stands(&ada).await[0].clone();
            if first.state != "waiting" {
                break;
            }
            tried.push(first.try_at - at.as_millisecond());
            at = jiff::Timestamp::from_millisecond(first.try_at).unwrap();
            office.world.app.clock.set(at);
        }
        assert_eq!(ada.pushes().len(), 5, "{engine}");
        assert!(
            tried.windows(2).all(|pair| pair[0] < pair[1]),
            "{engine}: {tried:?}"
        );
        let ends = ["push given_up", "email sent", "phone waiting"];
        assert_eq!(
            office.ends(&ada).await,
            ends,
            "{engine}: and then the mail goes"
        );
    }
}

#[tokio::test]
async fn whoever_has_neither_phone_nor_address_is_called_on_the_first_day() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("ada").await;
        office.without_email(&ada).await;
        assert_eq!(office.tick().await, 0, "{engine}");
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}"
        );
        assert_eq!(office.ends(&ada).await, ["phone waiting"], "{engine}");
    }
}

#[tokio::test]
async fn whoever_opened_the_app_is_not_told_again_by_mail_the_day_after() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.tick().await;
        let now = office.at("2026-11-02T18:00:00Z");
        let mut tx = office.world.tx().await;
        assert_eq!(
            server::scheduling::store::seen(&mut tx, &ada.id, now)
                .await
                .unwrap(),
            1
        );
        tx.commit().await.unwrap();
        assert_eq!(
            office.run_until("2026-11-06T08:00:00Z").await,
            0,
            "{engine}"
        );
        let ends = ["push sent", "email merged", "phone waiting"];
        assert_eq!(
            office.ends(&ada).await,
            ends,
            "{engine}: somebody still calls"
        );
    }
}

#[tokio::test]
async fn a_partner_gets_a_link_that_opens_the_one_form() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let mailbox = format!("partner{}@example.org", uuid::Uuid::now_v7().simple());
        let mut tx = office.world.tx().await;
        server::on!(&mut tx, db => sqlx::query(
            "insert into partners (id, organisation_id, programme_id, name, email, language)
             values ('partner', $1, $2, 'Bo', $3, 'da')")
            .bind(office.world.organisation.as_str())
            .bind(office.programme.as_str())
            .bind(&mailbox)
            .execute(db)
            .await
            .map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        // The fifteenth of March 2027 is a Monday.
        assert_eq!(
            office.tick_at("2027-03-15T08:00:00Z").await,
            2,
            "{engine}: Kim and Bo"
        );
        let mails = PEERS.mails_to(&mailbox);
        assert_eq!(mails.len(), 1, "{engine}");
        let plain = mails[0]["plain"].as_str().unwrap();
        let base = &office.world.app.settings.public_url;
        let link = plain
            .lines()
            .find_map(|line| line.strip_prefix(base.as_str()))
            .unwrap();
        let form = office.world.get("", link).await;
        assert_eq!(form.status, 200, "{engine}: {link} {}", form.body);
        // Neither has a page on which to choose what comes.
        for mail in mails.iter().chain(&PEERS.mails_to("kim@example.org")) {
            let choose = &mail["headers"]["list-unsubscribe"];
            assert!(choose.is_null(), "{engine}: {mail}");
        }
        assert!(!PEERS.mails_to("kim@example.org").is_empty(), "{engine}");
        let said = mails[0].to_string();
        assert!(
            !said.contains("Ishøj") && !said.contains("partner\""),
            "{engine}: {said}"
        );
    }
}
