//! `./dev bench insight`: how long sealing takes, and how fast results are shown, beside what bare SQL
//! and a plain page take in the same run.
//!
//! Goals: a thousand people in ten waves, sealed and looked through, in 2 s; a million answers to forty
//! questions in 2 s and 300 MB; 99 of 100 pages of results within 10 ms.

use std::time::{Duration, Instant};

use app::identity::Role;
use app::ids::ProgrammeId;
use server::identity::store::Whose;
use server::insight::seal;
use server::on;
use server::storage::new_id;
use tests::{World, engines};

const PROTOCOL: &str = include_str!("../../app/programmes/koll-pa-formaga.toml");
const QUARTERS: [&str; 10] = [
    "2024-01-01",
    "2024-04-01",
    "2024-07-01",
    "2024-10-01",
    "2025-01-01",
    "2025-04-01",
    "2025-07-01",
    "2025-10-01",
    "2026-01-01",
    "2026-04-01",
];
const PEOPLE: usize = 1_000;
const TABLES: usize = 40;
const ANSWERS: usize = 25_000;
const VISITS: usize = 2_000;

#[tokio::main]
async fn main() {
    // `cargo test --benches` comes by as well, and has no time.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    for engine in engines() {
        println!("\nResults on {engine}");
        let office = Office::on(engine).await;
        waves(&office).await;
        million(&office).await;
        pages(&office).await;
    }
}

fn row(name: &str, took: Duration, plain: Duration, goal: &str) {
    let ratio = took.as_secs_f64() / plain.as_secs_f64().max(1e-9);
    println!("  {name:<44} {took:>10.1?}   {ratio:>6.1} times plain ({plain:.1?})   goal {goal}");
}

/// The most memory that this process has held, in megabytes; zero where nobody says.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

struct Office {
    world: World,
    programme: ProgrammeId,
    manager: String,
}

impl Office {
    async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let programme = world.programme("koll-pa-formaga", PROTOCOL).await;
        let manager = world.staff("Robin", Role::Manager).await;
        let manager = world.signed_in(Whose::Staff(manager)).await;
        Self {
            world,
            programme,
            manager,
        }
    }

    async fn wave(&self, asked: &str, starts_on: &str) -> String {
        let id = new_id();
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => {
            sqlx::query(
                "insert into waves (id, organisation_id, programme_id, asked, starts_on, ends_on,
                                    opens_at, closes_at)
                 values ($1, $2, $3, $4, $5, $5, 0, 1)",
            )
            .bind(&id)
            .bind(self.world.organisation.as_str())
            .bind(self.programme.as_str())
            .bind(asked)
            .bind(starts_on)
            .execute(db)
            .await
            .map(drop)
        })
        .expect("a wave");
        tx.commit().await.expect("a commit");
        id
    }

    /// So many answers to one question wait, made by the database itself.
    async fn staged(&self, table: &'static str, wave: &str, question: &str, many: usize) {
        let sql = format!(
            "insert into {table} (key, wave_id, stratum, question, band)
             with recursive n (i) as (select 1 union all select i + 1 from n where i < {many})
             select $1 || i, $2, 'participant/confidential', $3,
                    case i % 5 when 0 then 'unhappy' when 1 then 'between' else 'happy' end from n"
        );
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => {
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(new_id())
                .bind(wave)
                .bind(question)
                .execute(db)
                .await
                .map(drop)
        })
        .expect("answers");
        tx.commit().await.expect("a commit");
    }

    async fn sql(&self, sql: &'static str) {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query(sql).execute(db).await.map(drop)).expect("a statement");
        tx.commit().await.expect("a commit");
    }

    /// The same rows in a table of their own, counted and deleted by two bare statements.
    async fn plain(&self) -> Duration {
        let began = Instant::now();
        let mut tx = self.world.tx().await;
        let counted: Vec<(String, String, i64)> = on!(&mut tx, db => {
            sqlx::query_as("select question, band, count(*) from plain group by question, band")
                .fetch_all(db)
                .await
        })
        .expect("counts");
        on!(&mut tx, db => sqlx::query("delete from plain").execute(db).await.map(drop))
            .expect("a deletion");
        tx.commit().await.expect("a commit");
        assert!(!counted.is_empty());
        began.elapsed()
    }

    async fn results(&self, path: &str) -> Duration {
        let began = Instant::now();
        let answer = self.world.get(&self.manager, path).await;
        assert_eq!(answer.status, 200, "{path}");
        began.elapsed()
    }
}

const PLAIN: &str = "create table plain
    (key text primary key, wave_id text not null, stratum text not null, question text not null,
     band text not null)";

/// Ten waves of a thousand people, sealed; every label read back and checked, as each page does.
async fn waves(office: &Office) {
    office.sql(PLAIN).await;
    for starts_on in QUARTERS {
        let wave = office.wave("influence", starts_on).await;
        office
            .staged("staged_answers", &wave, "influence", PEOPLE)
            .await;
        office.staged("plain", &wave, "influence", PEOPLE).await;
    }
    let plain = office.plain().await;
    let began = Instant::now();
    let sealed = seal(&office.world.app.db, office.world.now())
        .await
        .expect("sealed");
    assert_eq!(sealed, QUARTERS.len());
    office.results("/results/figures.csv").await;
    row(
        "1,000 people in 10 waves, sealed and checked",
        began.elapsed(),
        plain,
        "2 s",
    );
}

/// A million answers to forty questions in one wave.
async fn million(office: &Office) {
    let wave = office.wave("annual-satisfaction", "2026-07-01").await;
    for table in 0..TABLES {
        let question = format!("question-{table}");
        office
            .staged("staged_answers", &wave, &question, ANSWERS)
            .await;
        office.staged("plain", &wave, &question, ANSWERS).await;
    }
    let plain = office.plain().await;
    let before = peak();
    let began = Instant::now();
    let sealed = seal(&office.world.app.db, office.world.now())
        .await
        .expect("sealed");
    assert_eq!(sealed, 1);
    row(
        "1,000,000 answers to 40 questions, sealed",
        began.elapsed(),
        plain,
        "2 s",
    );
    println!(
        "  {:<44} {:>7} MB   {} MB before   goal 300 MB",
        "the most memory",
        peak(),
        before
    );
    office.sql("drop table plain").await;
}

/// The page of results, beside a page that asks the database for nobody but the reader.
async fn pages(office: &Office) {
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    // In turn, so that a slow moment of the machine meets both.
    for _ in 0..VISITS {
        ours.push(office.results("/results").await);
        plain.push(office.results("/accessibility").await);
    }
    for (name, share) in [
        ("a page of results, median", 0.5),
        ("a page of results, p99", 0.99),
    ] {
        let at = |all: &mut Vec<Duration>| {
            all.sort();
            all[((all.len() as f64 * share) as usize).min(all.len() - 1)]
        };
        row(name, at(&mut ours), at(&mut plain), "p99 10 ms");
    }
}
