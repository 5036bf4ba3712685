//! A server whose clock is wrong sends nothing, and says how to go on.

use std::sync::Arc;

use jiff::SignedDuration;
use server::clock::Clock;
use server::config::Settings;
use server::scheduling::{self, run_forever};
use server::storage::installation;
use server::web::App;

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

#[tokio::test]
async fn a_machine_that_starts_with_a_clock_far_ahead_waits_until_an_operator_says_it_is_right() {
    for engine in engines() {
        let office = Office::on(engine).await;
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
            clock: clock.clone(),
            settings: Arc::new(settings),
            ..office.world.app.clone()
        };
        let running = tokio::spawn(run_forever(app, office.couriers.clone()));
        until("it stops", async || is_stopped(&office).await).await;
        assert_eq!(occasions(&office).await, 0, "{engine}: and issues nothing");
        let mut tx = office.world.tx().await;
        scheduling::trust(&mut tx, clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        until("it goes on", async || occasions(&office).await > 0).await;
        assert!(!is_stopped(&office).await, "{engine}");
        running.abort();
    }
}
