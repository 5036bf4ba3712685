//! The real program, killed again and again without a word: what arrived, and how often.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use server::notifications::Key;
use server::storage::new_id;

use super::office::{Office, until};
use super::peers::{PEERS, lines};
use tests::{engines, monday_nine};

/// A server that was killed can't tell that it is gone: what it had claimed is free again
/// after this. Tests move the clock instead of waiting.
const LEASE: Duration = Duration::from_secs(31);

/// How one contact ended, with what the mail server and the push service know of it.
#[derive(sqlx::FromRow)]
struct Ended {
    occasion_id: String,
    step: i64,
    channel: String,
    state: String,
    attempts: i64,
}

/// What came of a run.
#[derive(Debug, Default)]
struct Count {
    sent: usize,
    given_up: usize,
    /// Recorded as sent, and nobody got it; or due, and never tried.
    lost: usize,
    /// Arrived more than once: by how many.
    doubled: usize,
    /// Arrived more often than it was begun: that can't be.
    unexplained: usize,
}

/// The program, on the database of an office, with a clock that the test moves.
struct Program {
    path: PathBuf,
    office: Office,
    clock: PathBuf,
    ahead: i64,
    servers: Vec<Child>,
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Program {
    async fn on(engine: &str, people: usize) -> Self {
        let built = std::env::current_exe().unwrap();
        let built = built
            .parent()
            .and_then(Path::parent)
            .unwrap()
            .join("dagsform");
        let path = std::env::var_os("DAGSFORM").map_or(built, PathBuf::from);
        assert!(path.exists(), "{}: cargo build --workspace", path.display());
        let office = Office::on(engine).await;
        for number in 0..people {
            if number % 3 == 0 {
                office.person("ada").await;
            } else {
                office.with_phone(201).await;
            }
        }
        let clock = std::env::temp_dir().join(format!("dagsform-clock-{}", new_id()));
        let wall = server::clock::Clock::system().now();
        let ahead = monday_nine().as_millisecond() - wall.as_millisecond();
        let program = Self {
            path,
            office,
            clock,
            ahead,
            servers: Vec::new(),
        };
        program.set_clock();
        program
    }

    fn set_clock(&self) {
        std::fs::write(&self.clock, self.ahead.to_string()).unwrap();
    }

    fn later(&mut self, by: Duration) {
        self.ahead += i64::try_from(by.as_millis()).unwrap();
        self.set_clock();
    }

    fn start(&mut self, servers: usize) {
        let settings = &self.office.world.app.settings;
        for _ in 0..servers {
            let mut serve = Command::new(&self.path);
            serve
                .args(["serve", "--scheduler-only", "--tick", "1", "--data"])
                .arg(&settings.data);
            serve.args(["--database-url", &settings.database_url]);
            serve.args(["--mail-url", settings.mail_url.as_deref().unwrap()]);
            serve.args(["--mail-from", &settings.mail_from]);
            serve.args(["--push-allow", &settings.push_allow.join(",")]);
            serve.arg("--test-clock").arg(&self.clock);
            serve.env("DAGSFORM_LOG", "error");
            serve.stdout(Stdio::null()).stderr(Stdio::inherit());
            self.servers.push(serve.spawn().unwrap());
        }
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    fn kill(&mut self) {
        for mut server in self.servers.drain(..) {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    async fn number(&self, sql: &'static str) -> i64 {
        let mut tx = self.office.world.app.db.read().await.unwrap();
        server::on!(&mut tx, db => sqlx::query_scalar(sql).fetch_one(db).await).unwrap()
    }

    /// Contacts that are claimed.
    async fn in_hand(&self) -> i64 {
        let sql = "select cast(count(*) as bigint) from contacts where leased_until is not null";
        self.number(sql).await
    }

    /// Contacts that have ended.
    async fn ended(&self) -> i64 {
        let sql = "select cast(count(*) as bigint) from contacts where state <> 'waiting'";
        self.number(sql).await
    }

    /// How often anything was claimed.
    async fn attempts(&self) -> i64 {
        self.number("select cast(coalesce(sum(attempts), 0) as bigint) from contacts")
            .await
    }

    /// Who is claimed, and until when. What an earlier server left, and nobody has taken up
    /// since, is free already.
    async fn leases(&self) -> BTreeMap<String, i64> {
        let wall = server::clock::Clock::system().now();
        let now = wall.as_millisecond() + self.ahead;
        let sql = "select id, leased_until from contacts where leased_until > $1";
        let mut tx = self.office.world.app.db.read().await.unwrap();
        let rows: Vec<(String, i64)> =
            server::on!(&mut tx, db => sqlx::query_as(sql).bind(now).fetch_all(db).await).unwrap();
        rows.into_iter().collect()
    }

    /// How long after the end of their leases the last of these ended, in milliseconds.
    async fn ended_after(&self, leases: &BTreeMap<String, i64>) -> i64 {
        let sql = "select id, ended_at from contacts where ended_at is not null";
        let mut tx = self.office.world.app.db.read().await.unwrap();
        let rows: Vec<(String, i64)> =
            server::on!(&mut tx, db => sqlx::query_as(sql).fetch_all(db).await).unwrap();
        let late = |(id, ended): &(String, i64)| Some(ended - leases.get(id)?);
        rows.iter().filter_map(late).max().unwrap_or(0)
    }

    async fn count(&self) -> Count {
        let mut tx = self.office.world.app.db.read().await.unwrap();
        let rows: Vec<Ended> = server::on!(&mut tx, db => sqlx::query_as(
            "select occasion_id, step, channel, state, attempts from contacts
             where channel in ('push', 'email') and (attempts > 0 or due_at <= $1)")
            .bind(monday_nine().as_millisecond())
            .fetch_all(db)
            .await)
        .unwrap();
        let arrived = arrived();
        let mut count = Count::default();
        for row in rows {
            let key = Key::of(&row.occasion_id, row.step, &row.channel);
            let times = arrived.get(key.topic()).copied().unwrap_or(0);
            match row.state.as_str() {
                "sent" if times > 0 => count.sent += 1,
                "given_up" => count.given_up += 1,
                _ => count.lost += 1,
            }
            count.doubled += times.saturating_sub(1);
            if times > usize::try_from(row.attempts).unwrap() {
                count.unexplained += 1;
            }
        }
        count
    }
}

/// How often each message arrived, by what it is recognised by.
fn arrived() -> BTreeMap<String, usize> {
    let mut arrived = BTreeMap::new();
    for push in lines(&PEERS.pushes) {
        if let Some(topic) = push["topic"].as_str() {
            *arrived.entry(topic.to_owned()).or_default() += 1;
        }
    }
    for mail in lines(&PEERS.mails) {
        let id = mail["headers"]["message-id"].as_str().unwrap_or_default();
        let key = id.trim_start_matches('<').get(..32).unwrap_or_default();
        *arrived.entry(key.to_owned()).or_default() += 1;
    }
    arrived
}

async fn killed(engine: &str, people: usize, kills: u32) {
    let mut program = Program::on(engine, people).await;
    // PostgreSQL is there for several servers, and two share the work.
    let servers = if engine == "sqlite" { 1 } else { 2 };
    let wanted = i64::try_from(people).unwrap();
    let mut orphans = 0;
    for kill in 0..kills {
        program.start(servers);
        // Somewhere on the way: after as many more as the run has left on average, and a moment.
        let (before, begun) = (program.ended().await, program.attempts().await);
        let share = ((wanted - before) / i64::from(kills - kill + 1)).max(1);
        until("some work is done", async || {
            program.attempts().await > begun
                || program.ended().await >= (before + share).min(wanted)
        })
        .await;
        let moment = Duration::from_millis(rand_ms(kill));
        let from = Instant::now();
        until("a moment passes", async || from.elapsed() >= moment).await;
        program.kill();
        orphans += i64::try_from(program.leases().await.len()).unwrap();
        // The last time, nobody helps: whoever starts has to wait for the lease.
        if kill + 1 < kills {
            program.later(LEASE);
        }
    }
    let left = program.leases().await;
    program.start(servers);
    until_within("everything ends", Duration::from_secs(60), async || {
        program.in_hand().await == 0 && program.ended().await >= wanted
    })
    .await;
    program.kill();
    let late = program.ended_after(&left).await;
    let count = program.count().await;
    println!(
        "{engine}: {people} contacts, {kills} kills of {servers}, {orphans} orphans; sent {}, \
         set aside {}, lost {}, doubled {}; the last {} orphans were done {:.1} s after the \
         lease of 30 s",
        count.sent,
        count.given_up,
        count.lost,
        count.doubled,
        left.len(),
        late as f64 / 1000.0,
    );
    assert_eq!(count.lost, 0, "{engine}: {count:?}");
    assert_eq!(
        count.unexplained, 0,
        "{engine}: each arrival was begun and counted first"
    );
    assert!(count.sent + count.given_up >= people, "{engine}: {count:?}");
    let orphans = usize::try_from(orphans).unwrap();
    assert!(
        count.doubled <= orphans,
        "{engine}: twice only where a kill fell in between"
    );
    assert!(
        orphans > 0,
        "{engine}: a kill that hits nothing proves nothing"
    );
    // On a machine that has time for it; one that builds other things meanwhile is slower.
    assert!(
        late <= 5_000 || people > 1000 || is_busy(),
        "{engine}: {late} ms"
    );
}

/// Between nothing and most of a second, otherwise for each kill of each run.
fn rand_ms(kill: u32) -> u64 {
    let seed = Timestamp::as_nanosecond(server::clock::Clock::system().now());
    let mixed = u64::try_from(seed).unwrap_or_default()
        ^ (u64::from(kill) << 32)
        ^ u64::from(std::process::id());
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) % 700
}

/// Whether more wants to run than there are processors for.
fn is_busy() -> bool {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load
        .split(' ')
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(0.0);
    let processors = std::thread::available_parallelism().map_or(1, |it| it.get());
    load > processors as f64
}

async fn until_within(what: &str, patience: Duration, done: impl AsyncFn() -> bool) {
    let waited = tokio::time::timeout(patience, async {
        while !done().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    assert!(waited.await.is_ok(), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_five_times_loses_nobody() {
    let runs = engines().into_iter().map(|engine| killed(engine, 300, 5));
    futures::future::join_all(runs).await;
}

/// As many as the environment asks for, else fifty kills on five thousand contacts.
async fn killed_fifty_times(engine: &str) {
    if !engines().contains(&engine) {
        return;
    }
    let number = |name, otherwise: u32| {
        let said = std::env::var(name).ok().and_then(|it| it.parse().ok());
        said.unwrap_or(otherwise)
    };
    let people = number("DAGSFORM_PEOPLE", 5000);
    let kills = number("DAGSFORM_KILLS", 50);
    killed(engine, people as usize, kills).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: ./dev prove"]
async fn a_server_on_sqlite_that_is_killed_fifty_times_loses_nobody() {
    killed_fifty_times("sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: ./dev prove"]
async fn two_servers_on_postgresql_that_are_killed_fifty_times_lose_nobody() {
    killed_fifty_times("postgres").await;
}
