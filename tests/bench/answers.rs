//! `./dev bench answers`: answers kept per second, each on disk before it is acknowledged, beside
//! what bare SQL keeps at the same durability in the same run.
//!
//! Both are asked by as many at a time: people who answer one question after the other over HTTP,
//! and tasks that insert one row in a transaction of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::identity::Role;
use jiff::SignedDuration;
use server::config::Given;
use server::identity::store::Whose;
use server::on;
use server::questionnaires::store;
use server::storage::new_id;
use tests::{World, database, engines};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

const PROTOCOL: &str = include_str!("../../app/programmes/koll-pa-formaga.toml");
const AT_ONCE: usize = 32;
const QUESTIONS: usize = 40;
const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() {
    // `cargo test --benches` comes by as well, and has no time.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    for engine in engines() {
        println!(
            "\nAnswers on {engine}: {AT_ONCE} at a time, {ROUNDS} rounds of {} s, median (spread)",
            TIME.as_secs()
        );
        let office = Office::on(engine).await;
        let (mut bare, mut ours) = (vec![], vec![]);
        // In turn, so that a slow moment of the machine meets both.
        for _ in 0..ROUNDS {
            bare.push(office.bare().await);
            ours.push(office.answered().await);
        }
        let limit = row("bare inserts", bare, None);
        row("answers over HTTP", ours, Some(limit));
    }
}

fn row(name: &str, mut rates: Vec<f64>, limit: Option<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    let (least, most) = (rates[0], rates[rates.len() - 1]);
    let rate = rates[rates.len() / 2];
    let ratio = limit
        .map(|limit| format!("   {:.2} of bare inserts", rate / limit))
        .unwrap_or_default();
    println!("  {name:<18} {rate:>8.0} per s  ({least:.0} – {most:.0}){ratio}");
    rate
}

/// People with a long form before them, each signed in.
struct Office {
    world: World,
    host: String,
    people: Vec<Person>,
}

#[derive(Clone)]
struct Person {
    cookie: String,
    occasion: String,
}

impl Office {
    async fn on(engine: &str) -> Self {
        let data = std::env::temp_dir().join(format!("dagsform-bench-{}", new_id()));
        let given = Given {
            data: Some(data),
            database_url: Some(database(engine).await),
            ..Given::default()
        };
        let world = World::with(given.checked().expect("settings")).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let programme = world.programme("koll-pa-formaga", PROTOCOL).await;
        let question = |number| {
            let (id, text) = (format!("q{number}"), format!("Number {number}?"));
            serde_json::json!({"linkId": id, "type": "integer", "text": text})
        };
        let items: Vec<_> = (0..QUESTIONS).map(question).collect();
        let form = serde_json::json!({
            "resourceType": "Questionnaire", "status": "active", "item": items
        });
        let mut tx = world.tx().await;
        let now = world.now();
        store::publish(
            &mut tx,
            &world.organisation,
            "long",
            1,
            &form.to_string(),
            now,
        )
        .await
        .expect("a form");
        let form = store::latest(&mut tx, &world.organisation, "long")
            .await
            .expect("the form");
        tx.commit().await.expect("a commit");
        let mut people = Vec::new();
        for _ in 0..AT_ONCE {
            let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;
            let cookie = world.signed_in(Whose::Participant(ada)).await;
            let occasion = new_id();
            let closes = now + SignedDuration::from_hours(24 * 14);
            let mut tx = world.tx().await;
            on!(&mut tx, db => sqlx::query(
                "insert into occasions (id, organisation_id, programme_id, subject_kind, subject_id,
                   rule_id, number, questionnaire_id, collection, due_on, opens_at, closes_at)
                 values ($1, $2, $3, 'enrolment', $4, 'long', 1, $5, 'identified', '2026-11-02', $6, $7)")
                .bind(&occasion).bind(world.organisation.as_str()).bind(programme.as_str())
                .bind(enrolment.as_str()).bind(form.as_str())
                .bind(now.as_millisecond()).bind(closes.as_millisecond())
                .execute(db).await.map(drop))
            .expect("an occasion");
            tx.commit().await.expect("a commit");
            people.push(Person { cookie, occasion });
        }
        let base = world.serve().await;
        let host = base.trim_start_matches("http://").to_owned();
        Self {
            world,
            host,
            people,
        }
    }

    /// One row in a transaction of its own, over and over: rows per second.
    async fn bare(&self) -> f64 {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query(
            "create table if not exists bare_answers (occasion_id text not null, link_id text not null,
               value text not null, answered_at bigint not null, primary key (occasion_id, link_id))")
            .execute(db).await.map(drop))
        .expect("a table");
        tx.commit().await.expect("a commit");
        let now = self.world.now().as_millisecond();
        many(self.people.iter().map(|person| {
            let (db, of) = (self.world.app.db.clone(), person.occasion.clone());
            move |over: Arc<AtomicBool>, count: Arc<AtomicUsize>| async move {
                while !over.load(Ordering::Relaxed) {
                    let mut tx = db.write().await.expect("a transaction");
                    on!(&mut tx, db => sqlx::query("insert into bare_answers values ($1, $2, $3, $4)")
                        .bind(&of).bind(new_id()).bind(r#"{"integer":7}"#).bind(now)
                        .execute(db).await.map(drop))
                    .expect("a row");
                    tx.commit().await.expect("a commit");
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
        }))
        .await
    }

    /// One answer after the other, as a browser sends it: answers per second.
    async fn answered(&self) -> f64 {
        many(self.people.iter().map(|person| {
            let (host, person) = (self.host.clone(), person.clone());
            move |over: Arc<AtomicBool>, count: Arc<AtomicUsize>| async move {
                let mut line = Line::to(&host).await;
                let mut number = 0;
                while !over.load(Ordering::Relaxed) {
                    // All but the last one, which would send the form.
                    let question = number % (QUESTIONS - 1);
                    let form = format!("answer={}&deed=next&key={}", number % 90, new_id());
                    let path = format!("/questions/{}/q{question}", person.occasion);
                    line.post(&path, &person.cookie, &form).await;
                    count.fetch_add(1, Ordering::Relaxed);
                    number += 1;
                }
            }
        }))
        .await
    }
}

/// Runs all tasks for [`TIME`]; how much they counted per second.
async fn many<F: Future<Output = ()> + Send + 'static>(
    tasks: impl Iterator<Item = impl FnOnce(Arc<AtomicBool>, Arc<AtomicUsize>) -> F>,
) -> f64 {
    let (over, count) = (Arc::default(), Arc::<AtomicUsize>::default());
    let from = Instant::now();
    let running: Vec<_> = tasks
        .map(|task| tokio::spawn(task(Arc::clone(&over), Arc::clone(&count))))
        .collect();
    tokio::time::sleep(TIME).await;
    over.store(true, Ordering::Relaxed);
    for it in running {
        it.await.expect("no panic");
    }
    count.load(Ordering::Relaxed) as f64 / from.elapsed().as_secs_f64()
}

/// A connection of a browser that stays open.
struct Line(BufReader<TcpStream>, String);

impl Line {
    async fn to(host: &str) -> Self {
        let stream = TcpStream::connect(host).await.expect("the server");
        stream.set_nodelay(true).expect("an option");
        Self(BufReader::new(stream), host.to_owned())
    }

    /// Sends a form that is answered by another address.
    async fn post(&mut self, path: &str, cookie: &str, form: &str) {
        let Self(stream, host) = self;
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        );
        stream
            .get_mut()
            .write_all(request.as_bytes())
            .await
            .expect("sent");
        let (mut length, mut line, mut first) = (0, String::new(), true);
        loop {
            line.clear();
            stream.read_line(&mut line).await.expect("a line");
            if first {
                assert!(line.contains(" 303 "), "{path}: {line}");
                first = false;
            }
            match line.trim_end().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().expect("a length"),
                Some(_) => {}
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.expect("a body");
    }
}
