//! When nothing is sent: at night, too often, to those who pause or must not be written to.

use jiff::SignedDuration;
use server::identity::store::Whose;
use server::scheduling::{self, NotAsked};

use super::office::{Office, Person};
use tests::engines;

#[tokio::test]
async fn nobody_is_woken_by_a_server_that_was_slow() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        // Issued at nine and not sent: the server comes back at 22:30 in Copenhagen.
        scheduling::look(&office.world.app.db, office.world.now())
            .await
            .unwrap();
        assert_eq!(office.tick_at("2026-11-02T21:30:00Z").await, 0, "{engine}");
        let night = office.run_until("2026-11-03T07:59:00Z").await;
        assert_eq!(night, 0, "{engine}: all night long");
        let told = |ada: &Person| ada.pushes().len() + ada.mails().len();
        assert_eq!(told(&ada), 0, "{engine}");
        office.tick_at("2026-11-03T08:00:00Z").await;
        assert_eq!(
            told(&ada),
            1,
            "{engine}: one message in the morning, not two"
        );
    }
}

#[tokio::test]
async fn nothing_leaves_on_a_weekend() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.at("2026-11-07T10:00:00Z");
        let ada = office.with_phone(201).await;
        office.by_hand(&ada, "self-rating").await;
        assert_eq!(
            office.run_until("2026-11-09T07:59:00Z").await,
            0,
            "{engine}"
        );
        assert!(
            office.tick_at("2026-11-09T08:00:00Z").await >= 1,
            "{engine}: on Monday"
        );
    }
}

#[tokio::test]
async fn two_messages_a_day_are_enough() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        office.at("2026-11-02T10:30:00Z");
        office.by_hand(&ada, "influence").await;
        assert_eq!(office.tick().await, 1, "{engine}");
        office.at("2026-11-02T12:30:00Z");
        office.by_hand(&ada, "self-rating").await;
        assert_eq!(
            office.run_until("2026-11-03T07:59:00Z").await,
            0,
            "{engine}: the third waits"
        );
        assert_eq!(ada.pushes().len(), 2, "{engine}");
        office.run_until("2026-11-03T22:00:00Z").await;
        let told = ada.pushes().len() + ada.mails().len();
        assert!(
            (3..=4).contains(&told),
            "{engine}: {told}, never more than two on a day"
        );
    }
}

#[tokio::test]
async fn two_questionnaires_of_one_morning_are_one_message() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.by_hand(&ada, "influence").await;
        assert_eq!(office.tick().await, 1, "{engine}");
        office.at("2026-11-02T08:01:00Z");
        assert_eq!(office.tick().await, 0, "{engine}: it would say the same");
        assert_eq!(ada.pushes().len(), 1, "{engine}");
        let stands = office.stands(&ada).await;
        let merged = stands
            .iter()
            .filter(|it| it.channel == "push" && it.state == "merged")
            .count();
        assert_eq!(merged, 1, "{engine}: {stands:?}");
    }
}

#[tokio::test]
async fn whoever_has_answered_hears_no_more() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        office.answers(&ada).await;
        assert_eq!(
            office.run_until("2026-11-20T12:00:00Z").await,
            0,
            "{engine}"
        );
        let ends = ["push sent", "email cancelled", "phone cancelled"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        let whole_days = "select cast(count(*) as bigint) from contacts where state = 'cancelled' and ended_at % 86400000 <> 0";
        let mut tx = office.world.tx().await;
        let hours: i64 =
            server::on!(&mut tx, db => sqlx::query_scalar(whole_days).fetch_one(db).await).unwrap();
        assert_eq!(hours, 0, "{engine}: no end tells the hour of an answer");
    }
}

#[tokio::test]
async fn someone_who_pauses_hears_nothing_until_they_come_back() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.pause(&ada, Some("ill")).await;
        assert_eq!(
            office.run_until("2026-11-02T13:00:00Z").await,
            0,
            "{engine}"
        );
        office.pause(&ada, None).await;
        assert_eq!(office.tick().await, 1, "{engine}: at once");
        assert_eq!(ada.pushes().len(), 1, "{engine}");
    }
}

#[tokio::test]
async fn a_week_of_silence_costs_a_look_a_day_and_ends_at_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (ada, bo) = (office.with_phone(201).await, office.with_phone(201).await);
        // A push now and a mail after three days, and nobody calls.
        office.tick().await;
        for person in [&ada, &bo] {
            office.answers(person).await;
            office.by_hand(person, "influence").await;
        }
        office.pause(&ada, Some("ill")).await;
        let (db, couriers) = (&office.world.app.db, &office.couriers);
        let cookie = office
            .world
            .signed_in(Whose::Participant(bo.id.clone()))
            .await;
        let until = async |day: &str| {
            let form = format!("reminders=yes&paused_until={day}");
            let saved = office.world.post(&cookie, "/settings", &form).await;
            assert_eq!(saved.status, 303, "{engine}: {}", saved.body);
        };
        until("2026-11-20").await;
        let mut looks = 0;
        for hour in 0..7 * 24 {
            let now = office.world.now() + SignedDuration::from_hours(i64::from(hour > 0));
            office.world.app.clock.set(now);
            scheduling::look(db, now).await.unwrap();
            let stepped = scheduling::step(db, couriers, now, || 0.5).await.unwrap();
            assert_eq!(stepped.sent, 0, "{engine}: {now}");
            looks += stepped.due;
        }
        // Two people, five working days, and a push that makes way for the mail.
        assert!((10..=16).contains(&looks), "{engine}: {looks} looks");
        for person in [&ada, &bo] {
            let stands = office.stands(person).await;
            let silent = stands.iter().filter(|it| it.rule == "by-hand/influence");
            let tries: i64 = silent.map(|it| it.attempts).sum();
            assert_eq!(tries, 0, "{engine}: {stands:?}");
        }
        office.pause(&ada, None).await;
        until("").await;
        assert_eq!(office.tick().await, 2, "{engine}: in the same minute");
        assert_eq!((ada.mails().len(), bo.mails().len()), (1, 1), "{engine}");
    }
}

#[tokio::test]
async fn a_protected_identity_is_in_no_message_and_on_no_list() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let of = ada.id.as_str();
        scheduling::look(&office.world.app.db, office.world.now())
            .await
            .unwrap();
        office
            .sql(
                "update participants set protected_identity = true where id = $1",
                of,
            )
            .await;
        assert_eq!(
            office.run_until("2026-11-10T12:00:00Z").await,
            0,
            "{engine}"
        );
        assert_eq!((ada.pushes().len(), ada.mails().len()), (0, 0), "{engine}");
        assert_eq!(office.to_call().await, [], "{engine}");
    }
}

#[tokio::test]
async fn pressing_twice_is_pressing_once_and_a_control_is_never_asked() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("ada").await;
        let bo = office.person("bo").await;
        let of = bo.enrolment.as_str();
        office
            .sql(
                "update enrolments set study_arm = 'control' where id = $1",
                of,
            )
            .await;
        let first = office.by_hand(&ada, "influence").await;
        assert_eq!(office.by_hand(&ada, "influence").await, first, "{engine}");
        let to = [bo.enrolment.clone()];
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        let sent = scheduling::send_now(&mut tx, "influence", &to, now)
            .await
            .unwrap();
        assert_eq!(sent[0].1, Err(NotAsked::Control), "{engine}");
        tx.commit().await.unwrap();
        office.answers(&ada).await;
        assert_ne!(
            office.by_hand(&ada, "influence").await,
            first,
            "{engine}: after an answer, anew"
        );
        office.tick().await;
        assert_eq!(office.stands(&bo).await, [], "{engine}: register data only");
    }
}
