//! Silence is noticed: what was foretold is compared with what happened, on both engines.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::status::{Alarm, Ledger, alarms};
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use server::identity::store::Whose;
use server::scheduling;
use server::status::{self, metrics};

use super::office::Office;
use super::peers::PEERS;
use tests::engines;

const QUARTER: &str = "2027-02-01T08:00:00Z";

impl Office {
    /// A day at nine, seen by the whole scheduler.
    async fn day(&self, at: Timestamp) {
        self.world.app.clock.set(at);
        self.tick().await;
        status::round(&self.world.app.db, at).await.unwrap();
    }

    async fn status_page(&self) -> String {
        let kims = self.world.signed_in(Whose::Staff(self.kim.clone())).await;
        let page = self.world.get(&kims, "/status").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body
    }

    async fn facts(&self) -> app::status::Facts {
        let mut tx = self.world.tx().await;
        let office = &self.world.organisation;
        status::facts(&mut tx, Some(office), self.world.now())
            .await
            .unwrap()
    }

    async fn metrics(&self) -> String {
        let mut tx = self.world.tx().await;
        metrics::text(&mut tx, self.world.now()).await.unwrap()
    }

    /// What became of all contacts so far, by day.
    async fn ledgers(&self) -> BTreeMap<Date, Ledger> {
        let mut tx = self.world.tx().await;
        let office = &self.world.organisation;
        let days = (date(2026, 1, 1), date(2028, 1, 1));
        status::store::ledgers(&mut tx, office, days, &TimeZone::UTC)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn what_the_day_before_foretold_is_what_opens() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for _ in 0..3 {
            let ada = office.with_phone(201).await;
            office.dates(&ada, "2026-11-04", "2027-05-04", None).await;
        }
        let mut at: Timestamp = "2027-01-26T08:30:00Z".parse().unwrap();
        for _ in 0..14 {
            office.day(at).await;
            at += SignedDuration::from_hours(24);
        }
        let facts = office.facts().await;
        let told: Vec<_> = facts
            .days
            .iter()
            .filter(|day| day.foretold.is_some())
            .collect();
        let ledgers = office.ledgers().await;
        assert!(ledgers.len() > 2, "{engine}: {ledgers:?}");
        assert!(
            ledgers.values().all(Ledger::adds_up),
            "{engine}: {ledgers:?}"
        );
        let three_months = told
            .iter()
            .find(|day| day.on.to_string() == "2027-02-04")
            .unwrap();
        // The self-rating and the question about influence, of three people.
        assert_eq!(
            (three_months.foretold, three_months.opened),
            (Some(6), 6),
            "{engine}"
        );
        let (foretold, opened) = told.iter().fold((0, 0), |sum, day| {
            (sum.0 + day.foretold.unwrap(), sum.1 + day.opened)
        });
        assert_eq!(foretold, opened, "{engine}: {told:?}");
    }
}

#[tokio::test]
async fn the_ledger_of_a_day_tells_how_each_contact_ended() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (ada, cy) = (office.with_phone(201).await, office.with_phone(201).await);
        let bo = office.person("bounce").await;
        office.tick().await;
        let mut tx = office.world.tx().await;
        scheduling::store::seen(&mut tx, &ada.id, office.world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        office.answers(&cy).await;
        office.run_until("2026-11-04T08:00:00Z").await;
        let ledgers = office.ledgers().await;
        // Ada's push and Cy's, Bo's mail that came back, and the call that took its place.
        let ledger = Ledger {
            due: 4,
            sent: 2,
            given_up: 1,
            waiting: 1,
            ..Ledger::default()
        };
        assert_eq!(
            ledgers[&date(2026, 11, 2)],
            ledger,
            "{engine}: and {}",
            bo.email
        );
        // Ada had opened the app, Cy had answered.
        let ledger = Ledger {
            due: 2,
            merged: 1,
            cancelled: 1,
            ..Ledger::default()
        };
        assert_eq!(ledgers[&date(2026, 11, 3)], ledger, "{engine}");
    }
}

#[tokio::test]
async fn a_scheduler_that_stopped_is_seen_on_the_page_and_by_monitors() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.with_phone(201).await;
        office.day(office.world.now()).await;
        assert!(
            office.status_page().await.contains("All is well"),
            "{engine}"
        );
        let text = office.metrics().await;
        assert!(
            text.contains("dagsform_contacts{channel=\"push\",state=\"sent\"} 1"),
            "{engine}: {text}"
        );
        office.at(QUARTER);
        let page = office.status_page().await;
        assert!(
            page.contains("has not run for ten minutes"),
            "{engine}: {page}"
        );
        let facts = office.facts().await;
        assert!(
            alarms(&facts, office.world.now()).contains(&Alarm::NoRound),
            "{engine}"
        );
        let text = office.metrics().await;
        assert!(
            text.contains("dagsform_alarm{alarm=\"no-round\"} 1"),
            "{engine}: {text}"
        );
    }
}

#[tokio::test]
async fn days_that_bring_far_less_than_foretold_are_an_alarm() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for _ in 0..4 {
            let ada = office.with_phone(201).await;
            office.dates(&ada, "2026-11-04", "2027-05-04", None).await;
        }
        office.day("2027-02-03T08:30:00Z".parse().unwrap()).await;
        // A fault forgets everyone: the scheduler goes round, and has nothing to do.
        office
            .sql(
                "update enrolments set next_look_at = null where id <> $1",
                "",
            )
            .await;
        let at = office.at("2027-02-05T08:30:00Z");
        scheduling::look(&office.world.app.db, at).await.unwrap();
        status::round(&office.world.app.db, at).await.unwrap();
        let page = office.status_page().await;
        assert!(
            page.contains("Far fewer questions went out"),
            "{engine}: {page}"
        );
    }
}

#[tokio::test]
async fn the_operator_gets_one_mail_a_day_while_something_is_wrong() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let operator = format!("operator-{}", ada.email);
        let mut app = office.world.app.clone();
        let mut settings = (*app.settings).clone();
        settings.alarm_to = Some(operator.clone());
        app.settings = Arc::new(settings);
        office.day(office.world.now()).await;
        status::watch(&app, office.world.now()).await.unwrap();
        assert_eq!(PEERS.mails_to(&operator).len(), 0, "{engine}: all is well");
        for at in [
            "2027-02-01T08:00:00Z",
            "2027-02-01T09:00:00Z",
            "2027-02-02T08:00:00Z",
        ] {
            status::watch(&app, office.at(at)).await.unwrap();
        }
        let mails = PEERS.mails_to(&operator);
        assert_eq!(mails.len(), 2, "{engine}");
        let mail = mails[0].to_string();
        assert!(
            mail.contains("no scheduler has gone round"),
            "{engine}: {mail}"
        );
    }
}

#[tokio::test]
async fn an_alarm_that_the_mail_server_did_not_take_is_told_again() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let operator = format!("operator-{}", ada.email);
        let told_by = |mail_url: &str| {
            let mut app = office.world.app.clone();
            let mut settings = (*app.settings).clone();
            settings.alarm_to = Some(operator.clone());
            settings.mail_url = Some(mail_url.to_owned());
            app.settings = Arc::new(settings);
            app
        };
        office.day(office.world.now()).await;
        let at = office.at(QUARTER);
        // Nobody listens there.
        status::watch(&told_by("smtp://127.0.0.1:9"), at)
            .await
            .unwrap();
        assert_eq!(PEERS.mails_to(&operator).len(), 0, "{engine}");
        let works = format!("smtp://127.0.0.1:{}", PEERS.smtp);
        for _ in 0..2 {
            status::watch(&told_by(&works), at).await.unwrap();
        }
        assert_eq!(PEERS.mails_to(&operator).len(), 1, "{engine}: and once");
    }
}

#[tokio::test]
async fn nobody_without_a_desk_sees_the_status() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let adas = office
            .world
            .signed_in(Whose::Participant(ada.id.clone()))
            .await;
        let refused = office.world.get(&adas, "/status").await;
        assert_ne!(refused.status, StatusCode::OK, "{engine}");
        let metrics = office.world.get(&adas, "/metrics").await;
        assert_eq!(metrics.status, StatusCode::NOT_FOUND, "{engine}");
    }
}
