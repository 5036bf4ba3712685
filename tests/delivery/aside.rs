//! What could not be handed over: seen by a coordinator, sent again, or mended and on its way.

use app::ids::ContactId;
use jiff::SignedDuration;
use server::identity::store::Whose;
use server::questionnaires::answers::store::{self as answers, Opens};
use server::scheduling::{self, store};

use super::office::{Office, Person};
use tests::engines;

/// Someone whose phone refuses everything and who has no other way in: the push is set aside.
async fn refused(office: &Office) -> Person {
    let ada = office.with_phone(413).await;
    office.tick().await;
    ada
}

async fn contact(office: &Office, person: &Person, channel: &str) -> String {
    let mut tx = office.world.tx().await;
    server::on!(&mut tx, db => sqlx::query_scalar(
        "select c.id from contacts c join occasions o on o.id = c.occasion_id
         where o.subject_id = $1 and c.channel = $2")
        .bind(person.enrolment.as_str())
        .bind(channel)
        .fetch_one(db)
        .await)
    .unwrap()
}

#[tokio::test]
async fn a_coordinator_sees_what_was_not_delivered_and_sends_it_again_with_one_tap() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("bounce").await;
        office.tick().await;
        let kims = office
            .world
            .signed_in(Whose::Staff(office.kim.clone()))
            .await;
        let desk = office.world.get(&kims, "/desk").await;
        assert!(desk.body.contains("href=\"/set-aside\""), "{engine}");
        let page = office.world.get(&kims, "/set-aside").await;
        assert_eq!(page.status, 200, "{engine}: {}", page.body);
        assert!(page.body.contains(&ada.phone), "{engine}: her name");
        assert!(
            page.body
                .contains("The mail server does not know this address."),
            "{engine}"
        );
        let email = contact(&office, &ada, "email").await;
        let path = format!("/set-aside/{email}");
        assert!(page.body.contains(&path), "{engine}");
        let nonsense = office.world.post(&kims, &path, "reason=because").await;
        assert!(nonsense.status.is_client_error(), "{engine}");
        // The mailbox is there by now.
        let mended = format!("ada{}@example.org", ada.phone.to_lowercase());
        let sql = "update participants set email = 'ada' || id || '@example.org' where id = $1";
        office.sql(sql, ada.id.as_str()).await;
        for _ in 0..2 {
            let again = office.world.post(&kims, &path, "reason=mended").await;
            assert_eq!(
                (again.status.as_u16(), again.location()),
                (303, "/set-aside?sent=1")
            );
        }
        let stands = office.stands(&ada).await;
        assert_eq!(
            (
                stands[0].state.as_str(),
                stands[0].attempts,
                stands[0].epoch
            ),
            ("waiting", 0, 2),
            "{engine}: pressed twice, a new epoch once ({mended})"
        );
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: the call waits a day for it"
        );
        assert_eq!(office.tick().await, 1, "{engine}");
        assert_eq!(office.tick().await, 0, "{engine}: once");
        let ends = ["email sent", "phone waiting"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        let log = office.world.tx().await;
        let mut log = log;
        let noted = server::access::store::entries(&mut log, &ada.id, 10)
            .await
            .unwrap();
        let again = noted.iter().filter(|it| it.deed == "sent-again").count();
        assert_eq!(again, 1, "{engine}: {noted:?}");
        let after = office.world.get(&kims, "/set-aside").await;
        assert!(
            after.body.contains("Every message was delivered."),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn nobody_sends_again_what_is_another_offices_or_what_is_over() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("bounce").await;
        office.tick().await;
        let email = ContactId::new(contact(&office, &ada, "email").await);
        let mut tx = office.world.tx().await;
        let (now, mine) = (office.world.now(), office.world.organisation.clone());
        let other = app::ids::OrganisationId::new("another office");
        let foreign = store::send_again(&mut tx, &other, &email, "", now).await;
        assert!(!foreign.unwrap(), "{engine}");
        assert!(
            store::person_of(&mut tx, &other, &email).await.is_err(),
            "{engine}"
        );
        let late = now + SignedDuration::from_hours(24 * 20);
        assert!(
            !store::send_again(&mut tx, &mine, &email, "", late)
                .await
                .unwrap(),
            "{engine}"
        );
        let nothing = store::set_aside(&mut tx, &mine, late, 10).await.unwrap();
        assert_eq!(nothing, [], "{engine}: of no use any more");
        tx.commit().await.unwrap();
        office.answers(&ada).await;
        let mut tx = office.world.tx().await;
        assert!(
            !store::send_again(&mut tx, &mine, &email, "", now)
                .await
                .unwrap(),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_server_that_comes_late_finds_what_was_sent_again_overtaken() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("bounce").await;
        office.tick().await;
        let of = office.world.organisation.clone();
        let email = ContactId::new(contact(&office, &ada, "email").await);
        let now = office.world.now();
        let mut tx = office.world.tx().await;
        assert!(
            store::send_again(&mut tx, &of, &email, "", now)
                .await
                .unwrap()
        );
        // It was claimed in epoch 1; whoever did that wakes up now.
        let late = [(email.clone(), 1)];
        assert_eq!(
            store::handed_over(&mut tx, &late, now).await.unwrap(),
            0,
            "{engine}"
        );
        assert!(
            store::still_ours(&mut tx, &late).await.unwrap().is_empty(),
            "{engine}"
        );
        tx.commit().await.unwrap();
        assert_eq!(office.stands(&ada).await[0].state, "waiting", "{engine}");
    }
}

#[tokio::test]
async fn a_corrected_address_sends_at_once_what_had_been_given_up() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("bounce").await;
        office.tick().await;
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}"
        );
        let kims = office
            .world
            .signed_in(Whose::Staff(office.kim.clone()))
            .await;
        let path = format!("/people/{}/routes", ada.id);
        let wrong = office
            .world
            .post(&kims, &path, "email=ada%40&phone=&language=en")
            .await;
        assert_eq!(wrong.status, 422, "{engine}");
        assert!(
            wrong.body.contains("value=\"ada@\""),
            "{engine}: it comes back as typed"
        );
        let right = format!("right{}@example.org", ada.phone.to_lowercase());
        let form = format!(
            "email={}&phone=%2B45+00+00+00+02&language=en",
            right.replace('@', "%40")
        );
        assert_eq!(
            office.world.post(&kims, &path, &form).await.status,
            303,
            "{engine}"
        );
        assert_eq!(office.to_call().await, [], "{engine}: the mail goes first");
        assert_eq!(office.tick().await, 1, "{engine}");
        assert_eq!(super::peers::PEERS.mails_to(&right).len(), 1, "{engine}");
        // The same address again is no news.
        assert_eq!(
            office.world.post(&kims, &path, &form).await.status,
            303,
            "{engine}"
        );
        assert_eq!(office.tick().await, 0, "{engine}");
        office.run_until("2026-11-06T08:00:00Z").await;
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}: as planned"
        );
    }
}

#[tokio::test]
async fn a_new_phone_gets_what_the_last_one_refused_unless_the_mail_has_arrived() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = refused(&office).await;
        let bo = office.with_phone(413).await;
        office.without_email(&bo).await;
        office.tick().await;
        assert_eq!(
            office.ends(&ada).await[..2],
            ["push given_up", "email sent"],
            "{engine}"
        );
        assert_eq!(office.ends(&bo).await[0], "push given_up", "{engine}");
        for person in [&ada, &bo] {
            office.phone(person, 201).await;
            let mut tx = office.world.tx().await;
            let now = office.world.now();
            let push = app::programmes::Channel::Push;
            store::rearm(&mut tx, person.id.as_str(), push, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        office.tick().await;
        assert_eq!(
            office.ends(&ada).await[0],
            "push given_up",
            "{engine}: she has her mail"
        );
        assert_eq!(office.ends(&bo).await[0], "push sent", "{engine}");
    }
}

#[tokio::test]
async fn a_browser_that_says_yes_asks_for_what_was_given_up() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let bo = office.with_phone(413).await;
        office.without_email(&bo).await;
        office.tick().await;
        let bos = office
            .world
            .signed_in(Whose::Participant(bo.id.clone()))
            .await;
        let peers = &super::peers::PEERS;
        let endpoint = format!("http://127.0.0.1:{}/201/{}", peers.push, bo.phone);
        let keys = serde_json::json!({ "p256dh": peers.p256dh, "auth": peers.auth });
        let body = serde_json::json!({ "endpoint": endpoint, "keys": keys }).to_string();
        let request = axum::http::Request::post("/push/subscriptions")
            .header("cookie", &bos)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body))
            .unwrap();
        assert_eq!(office.world.send(request).await.status, 204, "{engine}");
        assert_eq!(office.tick().await, 1, "{engine}");
        assert_eq!(office.ends(&bo).await[0], "push sent", "{engine}");
    }
}

#[tokio::test]
async fn whoever_opened_the_questions_is_not_told_again_the_day_after() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.tick().await;
        let adas = office
            .world
            .signed_in(Whose::Participant(ada.id.clone()))
            .await;
        let mut tx = office.world.tx().await;
        let waiting = answers::waiting(&mut tx, &ada.id, office.world.now());
        let occasion = waiting.await.unwrap()[0].occasion.to_string();
        drop(tx);
        office.at("2026-11-02T18:00:00Z");
        let opened = office
            .world
            .get(&adas, &format!("/questions/{occasion}"))
            .await;
        assert!(
            !opened.status.is_client_error(),
            "{engine}: {}",
            opened.status
        );
        assert_eq!(
            office.run_until("2026-11-05T08:00:00Z").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.ends(&ada).await[..2],
            ["push sent", "email merged"],
            "{engine}"
        );
        let mut tx = office.world.tx().await;
        let hours: i64 = server::on!(&mut tx, db => sqlx::query_scalar(
            "select cast(count(*) as bigint) from contacts where seen_at % 86400000 <> 0")
            .fetch_one(db)
            .await)
        .unwrap();
        assert_eq!(hours, 0, "{engine}: the day is kept, and not the hour");
    }
}

#[tokio::test]
async fn a_link_counts_as_seen_when_somebody_steps_through_it_and_not_when_a_machine_looks() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.tick().await;
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        let waiting = answers::waiting(&mut tx, &ada.id, now).await.unwrap();
        let token = server::identity::sessions::hash("a token");
        let until = now + SignedDuration::from_hours(100);
        let of = &waiting[0].occasion;
        answers::add_right(&mut tx, of, Opens::Answer, &token, until)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let seen = async || -> i64 {
            let mut tx = office.world.tx().await;
            server::on!(&mut tx, db => sqlx::query_scalar(
                "select cast(count(*) as bigint) from contacts where seen_at is not null")
                .fetch_one(db)
                .await)
            .unwrap()
        };
        assert_eq!(
            office.world.get("", "/a/a%20token").await.status,
            200,
            "{engine}"
        );
        assert_eq!(seen().await, 0, "{engine}: a scanner opened it");
        assert_eq!(
            office.world.post("", "/a/a%20token", "").await.status,
            303,
            "{engine}"
        );
        assert_eq!(seen().await, 1, "{engine}");
    }
}

#[tokio::test]
async fn an_answer_takes_the_call_off_the_list_at_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("ada").await;
        office.without_email(&ada).await;
        scheduling::look(&office.world.app.db, office.world.now())
            .await
            .unwrap();
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        let waiting = answers::waiting(&mut tx, &ada.id, now).await.unwrap();
        let of = waiting[0].occasion.clone();
        store::decline(&mut tx, &of, "2026-11-02".parse().unwrap())
            .await
            .unwrap();
        store::settled(&mut tx, &of, now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            office.ends(&ada).await,
            ["phone cancelled"],
            "{engine}: without a tick"
        );
    }
}
