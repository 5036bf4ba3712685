//! A server whose clock is wrong sends nothing, and says how to go on.

use std::sync::Arc;

use jiff::SignedDuration;
use server::clock::Clock;
use server::config::Settings;
use server::scheduling::{self, run_forever};
use server::storage::installation;
use server::web::App;
use tokio::task::JoinHandle;

use super::office::{Office, until};
use tests::engines;

async fn occasions(office: &Office) -> i64 {
    let mut tx = office.world.tx().await;
    let count = "select cast(count(*) as bigint) from occasions";
    server::on!(&mut tx, db => sqlx::query_scalar(count).fetch_one(db).await).unwrap()
}

async fn is_stopped(office: &Office) -> bool {
    let mut tx = office.world.app.db.read().await.unwrap();
    scheduling::standing(&mut tx)
        .await
        .unwrap()
        .stopped
        .is_some()
}

/// A server whose clock is a month ahead of what the installation has seen; it stops at once.
async fn stopped(office: &Office) -> JoinHandle<()> {
    office.with_phone(201).await;
    let clock = Clock::system();
    let then = clock.now() - SignedDuration::from_hours(24 * 30);
    let mut tx = office.world.tx().await;
    let floor = then.as_millisecond().to_string();
    installation::set_value(&mut tx, "clock-floor", &floor)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let settings = Settings {
        tick: 1,
        ..(*office.world.app.settings).clone()
    };
    let app = App {
        clock,
        settings: Arc::new(settings),
        ..office.world.app.clone()
    };
    let running = tokio::spawn(run_forever(app, office.couriers.clone()));
    until("it stops", async || is_stopped(office).await).await;
    running
}

#[tokio::test]
async fn a_machine_that_starts_with_a_clock_far_ahead_waits_until_an_operator_says_it_is_right() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let running = stopped(&office).await;
        assert_eq!(occasions(&office).await, 0, "{engine}: and issues nothing");
        let mut tx = office.world.tx().await;
        scheduling::trust(&mut tx, Clock::system().now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        until("it goes on", async || occasions(&office).await > 0).await;
        assert!(!is_stopped(&office).await, "{engine}");
        running.abort();
    }
}

#[tokio::test]
async fn a_server_that_was_stopped_by_its_clock_and_taken_away_is_forgotten() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let running = stopped(&office).await;
        running.abort();
        let (db, couriers) = (&office.world.app.db, &office.couriers);
        let start = office.world.now();
        let after = async |minutes| {
            let now = start + SignedDuration::from_mins(minutes);
            scheduling::round(db, couriers, now).await.unwrap();
            is_stopped(&office).await
        };
        assert!(after(0).await, "{engine}: it may still be there");
        assert!(after(9).await, "{engine}");
        // As a server does that is still there.
        let mut tx = office.world.tx().await;
        let note = installation::value(&mut tx, "clock-stopped").await;
        let note = note.unwrap().unwrap();
        let (since, said) = note.split_once(' ').unwrap();
        let again = format!("{since} {}", said.parse::<i64>().unwrap() + 60_000);
        installation::set_value(&mut tx, "clock-stopped", &again)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(after(10).await, "{engine}: it said so a moment ago");
        assert!(after(19).await, "{engine}");
        assert!(!after(20).await, "{engine}: ten minutes of silence");
    }
}
