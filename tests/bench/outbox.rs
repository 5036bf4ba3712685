//! `./dev bench`, the scheduler's part: from due to recorded, beside the store's bare limit.
//!
//! The limit is measured in the same run, on the same tables and at the same durability: a
//! batch claimed by one statement and completed by another, each fenced, nothing else.

mod browser;
mod sinks;
mod town;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use app::programmes::Channel;
use jiff::Timestamp;
use server::clock::Clock;
use server::notifications::{Courier, Couriers, Key, Outgoing, Undelivered};
use server::on;
use server::scheduling::{round, run_forever, store};
use server::storage::{Db, Tx};
use tests::engines;
use town::Town;

/// So many at once, for what a second brings when there is no end to it.
const MANY: i64 = 50_000;
/// Due at nine o'clock.
const PEOPLE: i64 = 10_000;
const ROUNDS: usize = 5;
const BATCH: i64 = 256;

/// Takes everything at once, and counts.
#[derive(Debug, Default)]
struct Nothing(AtomicUsize);

#[async_trait::async_trait]
impl Courier for Nothing {
    async fn deliver(&self, _: &Outgoing) -> Result<(), Undelivered> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Notes when each message came.
#[derive(Debug)]
struct Stopwatch {
    clock: Clock,
    came: Mutex<HashMap<Key, Timestamp>>,
}

#[async_trait::async_trait]
impl Courier for Stopwatch {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        let now = self.clock.now();
        self.came
            .lock()
            .expect("no panic")
            .insert(message.key.clone(), now);
        Ok(())
    }
}

#[tokio::main]
async fn main() {
    // `cargo test --benches` comes by as well, and has no time.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    // For a comparison with others, which is about nothing else.
    let only_throughput = std::env::args().any(|it| it == "throughput");
    for engine in engines() {
        println!("\nThe scheduler on {engine}: {MANY} contacts, {ROUNDS} rounds, median (spread)");
        let taken = sinks::Taken::default();
        let (push, smtp) = sinks::start(&taken).await;
        let mut town = Town::on(engine, push, smtp).await;
        town.grow(MANY, "push", 0, 0).await;
        throughput(&town, engine).await;
        if only_throughput {
            continue;
        }
        let mut town = Town::on(engine, push, smtp).await;
        town.grow(PEOPLE, "push", 0, 0).await;
        nine_o_clock(&mut town, &taken).await;
        waits(engine, push, smtp).await;
    }
    for engine in engines().into_iter().filter(|_| !only_throughput) {
        idle(engine).await;
    }
}

/// (from due to recorded) against (claimed and completed in bare SQL), in turn.
async fn throughput(town: &Town, engine: &str) {
    let (mut bare_rates, mut ours, mut both) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        town.again().await;
        bare_rates.push(bare(town).await);
        town.again().await;
        ours.push(loops(town, 1).await);
        if engine == "postgres" {
            town.again().await;
            both.push(loops(town, 2).await);
        }
    }
    let limit = row("bare SQL", bare_rates, None);
    row("the loop, nothing sent", ours, Some(limit));
    if !both.is_empty() {
        row("two servers", both, Some(limit));
    }
}

fn row(name: &str, mut rates: Vec<f64>, limit: Option<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    let (least, most) = (rates[0], rates[rates.len() - 1]);
    let rate = rates[rates.len() / 2];
    let ratio = limit
        .map(|limit| format!("   {:.2} of bare SQL", rate / limit))
        .unwrap_or_default();
    println!("  {name:<24} {rate:>8.0} per s  ({least:.0} – {most:.0}){ratio}");
    rate
}

/// Claims and completes in bare SQL: contacts per second.
async fn bare(town: &Town) -> f64 {
    let db = &town.world.app.db;
    let from = Instant::now();
    let mut done = 0;
    loop {
        let mut tx = db.write().await.expect("a transaction");
        let now = town.world.now().as_millisecond();
        let sql = match tx {
            Tx::Sqlite(_) => {
                "update contacts set leased_until = $2, try_at = $2, epoch = epoch + 1,
                        attempts = attempts + 1
                 where id in (select id from contacts where state = 'waiting' and channel = 'push'
                              and try_at <= $1 order by try_at limit $3) returning id, epoch"
            }
            Tx::Postgres(_) => {
                "update contacts set leased_until = $2, try_at = $2, epoch = epoch + 1,
                        attempts = attempts + 1
                 where id in (select id from contacts where state = 'waiting' and channel = 'push'
                              and try_at <= $1 order by try_at limit $3
                              for update skip locked) returning id, epoch"
            }
        };
        let claimed: Vec<(String, i64)> = on!(&mut tx, db => sqlx::query_as(sql)
            .bind(now).bind(now + 30_000).bind(BATCH).fetch_all(db).await)
        .expect("a claim");
        tx.commit().await.expect("a commit");
        if claimed.is_empty() {
            return done as f64 / from.elapsed().as_secs_f64();
        }
        let held: Vec<_> = claimed
            .into_iter()
            .map(|(id, epoch)| (app::ids::ContactId::new(id), epoch))
            .collect();
        let mut tx = db.write().await.expect("a transaction");
        let now = town.world.now();
        done += store::handed_over(&mut tx, &held, now)
            .await
            .expect("a record");
        tx.commit().await.expect("a commit");
    }
}

/// The loop as it serves, with couriers that do nothing, in as many servers.
async fn loops(town: &Town, servers: usize) -> f64 {
    let nothing = Arc::new(Nothing::default());
    let couriers = Couriers::of(&town.world.app.settings, &town.world.app.db);
    let couriers = Couriers {
        push: nothing.clone(),
        ..couriers.await.expect("couriers")
    };
    let mut running = Vec::new();
    let from = Instant::now();
    for _ in 0..servers {
        let mut app = town.world.app.clone();
        app.db = Db::connect(&app.settings.database_url)
            .await
            .expect("a database");
        running.push(tokio::spawn(run_forever(app, couriers.clone())));
    }
    until_recorded(town, Channel::Push).await;
    let took = from.elapsed().as_secs_f64();
    for it in running {
        it.abort();
    }
    let called = nothing.0.load(Ordering::Relaxed);
    assert_eq!(called, MANY as usize, "each once");
    MANY as f64 / took
}

async fn until_recorded(town: &Town, channel: Channel) {
    loop {
        let mut tx = town.world.app.db.read().await.expect("a transaction");
        let next = store::next_try(&mut tx, channel).await.expect("an answer");
        drop(tx);
        if next.is_none() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Ten thousand are due at once, each by a real courier to a sink on this machine.
async fn nine_o_clock(town: &mut Town, taken: &sinks::Taken) {
    town.again().await;
    for (channel, name) in [(Channel::Push, "push"), (Channel::Email, "email")] {
        if channel == Channel::Email {
            town.grow(PEOPLE, name, 0, 0).await;
        }
        let app = town.world.app.clone();
        let couriers = Couriers::of(&app.settings, &app.db)
            .await
            .expect("couriers");
        let from = Instant::now();
        let running = tokio::spawn(run_forever(app, couriers));
        until_recorded(town, channel).await;
        let took = from.elapsed().as_secs_f64();
        running.abort();
        let count = match channel {
            Channel::Push => &taken.pushes,
            _ => &taken.mails,
        };
        let count = count.load(Ordering::SeqCst);
        println!(
            "  {PEOPLE} due at 09:00 by {name}: handed over and recorded in {took:.1} s ({count} arrived)"
        );
    }
}

/// From due to handed over, one at a time, on a server with nothing else to do.
async fn waits(engine: &str, push: u16, smtp: u16) {
    const CONTACTS: i64 = 400;
    let mut town = Town::on(engine, push, smtp).await;
    town.grow(CONTACTS, "push", 1000, 23).await;
    let app = town.world.app.clone();
    let stopwatch = Arc::new(Stopwatch {
        clock: app.clock.clone(),
        came: Mutex::default(),
    });
    let couriers = Couriers {
        push: stopwatch.clone(),
        ..Couriers::of(&app.settings, &app.db)
            .await
            .expect("couriers")
    };
    let running = tokio::spawn(run_forever(app, couriers));
    until_recorded(&town, Channel::Push).await;
    running.abort();
    let mut tx = town.world.tx().await;
    let due: Vec<(String, i64)> = on!(&mut tx, db => sqlx::query_as(
        "select occasion_id, due_at from contacts")
        .fetch_all(db)
        .await)
    .expect("contacts");
    let came = stopwatch.came.lock().expect("no panic");
    let mut waits: Vec<i64> = due
        .iter()
        .filter_map(|(of, due)| {
            let came = came.get(&Key::of(of, 1, "push"))?;
            Some(came.as_millisecond() - due)
        })
        .collect();
    waits.sort_unstable();
    let share = |share: f64| waits[((waits.len() as f64 * share).ceil() as usize).max(1) - 1];
    println!(
        "  from due to handed over, {} contacts: p50 {} ms, p99 {} ms, most {} ms",
        waits.len(),
        share(0.5),
        share(0.99),
        share(1.0),
    );
}

/// What a round costs when nothing is due, as the office grows.
async fn idle(engine: &str) {
    println!("\nA round on {engine} with nothing due, median of 200");
    let mut town = Town::on(engine, 9, 9).await;
    let nothing: Arc<dyn Courier> = Arc::new(Nothing::default());
    let app = town.world.app.clone();
    let couriers = Couriers::of(&app.settings, &app.db).await;
    let mut couriers = couriers.expect("couriers");
    couriers.push = nothing.clone();
    couriers.mail = nothing;
    for people in [1_000, 100_000, 1_000_000] {
        town.grow(people - town.people(), "push", 24 * 3600 * 1000, 0)
            .await;
        let mut took = Vec::new();
        for _ in 0..200 {
            let from = Instant::now();
            let sent = round(&app.db, &couriers, app.clock.now())
                .await
                .expect("a round");
            took.push(from.elapsed());
            assert_eq!(sent, 0, "nothing is due");
        }
        took.sort_unstable();
        let ms = |at: Duration| at.as_secs_f64() * 1000.0;
        println!(
            "  {people:>9} enrolments {:>8.2} ms  (90 of 100: {:.2} ms)",
            ms(took[100]),
            ms(took[180])
        );
    }
}
