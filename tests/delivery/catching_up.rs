//! What happens after the server was off, after the clock was wrong, after a rule was edited.

use jiff::SignedDuration;
use server::scheduling::{self, store};

use super::office::Office;
use tests::{engines, monday_nine};

#[tokio::test]
async fn of_several_steps_that_were_missed_only_the_last_is_taken() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        scheduling::look(&office.world.app.db, office.world.now())
            .await
            .unwrap();
        // The server goes off before it sends, and comes back on Tuesday of the week after.
        assert_eq!(office.tick_at("2026-11-10T10:00:00Z").await, 0, "{engine}");
        let ends = ["push merged", "email merged", "phone waiting"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}"
        );
        assert_eq!((ada.pushes().len(), ada.mails().len()), (0, 0), "{engine}");
    }
}

#[tokio::test]
async fn an_occasion_that_nobody_issued_in_time_begins_its_ladder_late() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(
            office.tick_at("2026-11-05T10:00:00Z").await,
            1,
            "{engine}: the push"
        );
        assert_eq!(
            office.run_until("2026-11-06T10:00:00Z").await,
            1,
            "{engine}: the mail"
        );
        assert_eq!((ada.pushes().len(), ada.mails().len()), (1, 1), "{engine}");
    }
}

#[tokio::test]
async fn what_was_over_before_anyone_could_be_asked_is_accounted_for_and_not_sent() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick_at("2026-12-01T10:00:00Z").await, 0, "{engine}");
        assert_eq!(office.stands(&ada).await, [], "{engine}");
        let mut tx = office.world.tx().await;
        let issued = store::issued(&mut tx, &office.programme, ada.enrolment.as_str()).await;
        assert_eq!(
            issued.unwrap().len(),
            1,
            "{engine}: it is known, with its key"
        );
    }
}

#[tokio::test]
async fn a_window_that_closes_ends_everything_that_waits() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.tick().await;
        office.run_until("2026-11-16T00:00:00Z").await;
        let ends = ["push sent", "email sent", "phone expired"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        assert_eq!(office.to_call().await, [], "{engine}");
    }
}

#[tokio::test]
async fn an_edited_rule_asks_nobody_twice() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        let edited = include_str!("../../app/programmes/ishoj-sme.toml")
            .replace("open_for = \"P14D\"", "open_for = \"P21D\"")
            .replace(
                "when = { from = \"inclusion\" }",
                "when = { from = \"inclusion\", after = \"P1D\" }",
            );
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        server::on!(&mut tx, db => sqlx::query(
            "insert into protocol_versions (programme_id, version, definition, made_at)
             values ($1, 2, $2, $3)")
            .bind(office.programme.as_str())
            .bind(&edited)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop))
        .unwrap();
        store::look_again_at_all(&mut tx, &office.programme, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let looked = scheduling::look(&office.world.app.db, now).await.unwrap();
        assert!(looked.looked_at >= 2, "{engine}: {looked:?}");
        assert_eq!((looked.occasions, looked.contacts), (0, 0), "{engine}");
        // The ladder that was issued goes on as it was; the day after brings one mail only.
        assert_eq!(office.tick_at("2026-11-03T08:00:00Z").await, 1, "{engine}");
        assert_eq!((ada.pushes().len(), ada.mails().len()), (1, 1), "{engine}");
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_makes_everything_wait() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let db = &office.world.app.db;
        let hour = SignedDuration::from_hours(1);
        let noon = monday_nine() + 3 * hour;
        assert_eq!(
            scheduling::now(db, noon, false).await.unwrap(),
            noon,
            "{engine}"
        );
        assert_eq!(
            scheduling::now(db, noon - hour, false).await.unwrap(),
            noon,
            "{engine}"
        );
        let later = noon + hour;
        assert_eq!(
            scheduling::now(db, later, false).await.unwrap(),
            later,
            "{engine}"
        );
        let moved = scheduling::now(db, noon - hour, true).await.unwrap();
        assert_eq!(
            moved,
            noon - hour,
            "{engine}: a test may move its own clock"
        );
    }
}

#[tokio::test]
async fn a_programme_whose_rules_cannot_be_read_keeps_nobody_else_waiting() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let broken = office.world.programme("broken", "no definition").await;
        office.world.participant("Bo", &broken, &office.kim).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        assert_eq!(ada.pushes().len(), 1, "{engine}");
    }
}
