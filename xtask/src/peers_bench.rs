//! `./dev bench peers`: other job queues beside ours, on one disk and one server, in one run.
//!
//! The load is one: 10,000 no-op jobs that are due, from the worker's start until all are recorded.
//! The peers are a workspace of their own in `tests/peers`, so that nothing else builds them.
//! No figure is a pass or a failure: who reads them judges.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;
use crate::bench::syncs_per_second;
use crate::postgres::{self, Postgres};
use crate::project::{Project, done};

/// The first version of Node that pg-boss 10 runs on.
const NODE: u32 = 20;

/// How fast one queue was, in jobs per second.
struct Rates {
    name: String,
    median: f64,
    least: f64,
    most: f64,
    setting: String,
}

/// Measures ours and theirs, first on SQLite, then on PostgreSQL, and prints the ratios.
pub(crate) fn bench(project: &Project) -> Result {
    let folder = project.target.join("bench-peers");
    let _ = fs::remove_dir_all(&folder);
    // On the disk that the data would be on, not in memory.
    let data = folder.join("data");
    fs::create_dir_all(&data)?;
    let built = project.target.join("peers");
    let mut build = project.cargo();
    build
        .args(["build", "-q", "--release", "--locked", "--manifest-path"])
        .arg(project.root.join("tests/peers/Cargo.toml"))
        .env("CARGO_TARGET_DIR", &built);
    done(&mut build)?;
    let program = built.join("release/peers");

    println!(
        "10,000 no-op jobs from due to recorded, per s; median (spread) of 3 rounds, ours of 5\n"
    );
    floor(&data)?;
    println!("\nSQLite in WAL, synchronous = FULL");
    let sqlite = ours(project, &data, "sqlite", None)?;
    row(&sqlite, None);
    theirs(
        Command::new(&program)
            .arg("apalis-sqlite")
            .env("TMPDIR", &data),
        &sqlite,
    );

    let Some(programs) = postgres::programs() else {
        println!("\nPostgreSQL is not installed here.");
        return Ok(fs::remove_dir_all(folder)?);
    };
    let server = Postgres::durable(programs)?;
    println!("\nPostgreSQL, fsync and synchronous_commit on");
    let postgres = ours(project, &data, "postgres", Some(&server))?;
    row(&postgres, None);
    let url = server.server_url();
    for peer in ["apalis-postgres", "awa"] {
        theirs(
            Command::new(&program).arg(peer).env("POSTGRES_URL", &url),
            &postgres,
        );
    }
    match pg_boss(project, &folder) {
        Ok(mut script) => theirs(script.env("POSTGRES_URL", &url), &postgres),
        Err(reason) => println!("  pg-boss is left out: {reason}"),
    }
    println!();
    // Once more: a machine is not the same from one minute to the next.
    floor(&data)?;
    drop(server);
    Ok(fs::remove_dir_all(folder)?)
}

fn floor(folder: &Path) -> Result {
    println!("  {:<32} {:>8.0}", "fdatasync", syncs_per_second(folder)?);
    Ok(())
}

/// The loop as it serves, with couriers that do nothing: `tests/bench/outbox.rs`.
fn ours(project: &Project, data: &Path, engine: &str, server: Option<&Postgres>) -> Result<Rates> {
    let mut cargo = project.cargo();
    cargo
        .args([
            "bench",
            "-q",
            "--locked",
            "--workspace",
            "--bench",
            "outbox",
        ])
        .args(["--", "throughput"])
        .env("TMPDIR", data);
    cargo.env("DAGSFORM_ENGINES", engine);
    if let Some(server) = server {
        cargo.env("POSTGRES_URL", server.server_url());
    }
    let said = cargo.stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8(said.stdout)?;
    let heading = format!("The scheduler on {engine}:");
    let part = said.split_once(&heading).map(|(_, rest)| rest);
    let line = part.and_then(|part| {
        part.lines()
            .find_map(|line| line.trim().strip_prefix("the loop, nothing sent"))
    });
    line.and_then(our_rates)
        .ok_or_else(|| format!("tests/bench/outbox.rs did not say how fast it was:\n{said}").into())
}

/// What stands behind the name: `48000 per s  (47000 – 49000)`.
fn our_rates(line: &str) -> Option<Rates> {
    let (median, rest) = line.split_once(" per s")?;
    let (_, rest) = rest.split_once('(')?;
    let (spread, _) = rest.split_once(')')?;
    let (least, most) = spread.split_once(" – ")?;
    Some(Rates {
        name: "Dagsform".to_owned(),
        median: median.trim().parse().ok()?,
        least: least.parse().ok()?,
        most: most.parse().ok()?,
        setting: "one server, the loop as it serves".to_owned(),
    })
}

/// Runs a peer and prints what it says, beside ours; or why it could not be measured.
fn theirs(peer: &mut Command, ours: &Rates) {
    let said = peer.stderr(Stdio::inherit()).output();
    let lines = said.as_ref().map(|it| String::from_utf8_lossy(&it.stdout));
    for line in lines.iter().flat_map(|it| it.lines()) {
        match their_rates(line) {
            Some(rates) => row(&rates, Some(ours)),
            None => println!("  {line}"),
        }
    }
    let name = peer.get_program().display().to_string();
    match said {
        Ok(said) if said.status.success() => {}
        Ok(said) => println!(
            "  not all could be measured: {name} ended with {}",
            said.status
        ),
        Err(error) => println!("  could not be measured: {name}: {error}"),
    }
}

/// A line of `tests/peers`, with tabs between.
fn their_rates(line: &str) -> Option<Rates> {
    let mut parts = line.split('\t');
    let name = parts.next()?.to_owned();
    let mut rate = || parts.next()?.parse().ok();
    Some(Rates {
        name,
        median: rate()?,
        least: rate()?,
        most: rate()?,
        setting: parts.next()?.to_owned(),
    })
}

fn row(rates: &Rates, ours: Option<&Rates>) {
    let places = usize::from(rates.median < 100.0);
    let (median, least, most) = (rates.median, rates.least, rates.most);
    let spread = format!("({least:.places$} – {most:.places$})");
    let ratio = ours
        .map(|ours| format!("   ours is {:.1} times that", ours.median / median))
        .unwrap_or_default();
    println!(
        "  {:<32} {median:>8.places$}  {spread:<18}{ratio}",
        rates.name
    );
    println!("      {}", rates.setting);
}

/// The script that measures pg-boss, with what it needs installed beside it; else why not.
fn pg_boss(project: &Project, folder: &Path) -> Result<Command> {
    let said = project.command("node").arg("--version").output();
    let version = said.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned());
    let found = version.unwrap_or_default();
    let major = found.trim_start_matches('v').split('.').next();
    let major: Option<u32> = major.and_then(|it| it.parse().ok());
    if major.is_none_or(|it| it < NODE) {
        return Err(format!("it needs Node {NODE} or newer").into());
    }
    let here = folder.join("node");
    fs::create_dir_all(&here)?;
    for name in ["package.json", "package-lock.json", "pg-boss.mjs"] {
        fs::copy(project.root.join("tests/peers").join(name), here.join(name))?;
    }
    let mut install = Command::new("npm");
    install
        .args(["ci", "--silent", "--no-audit", "--no-fund"])
        .current_dir(&here);
    done(&mut install)?;
    let mut script = Command::new("node");
    script.arg("pg-boss.mjs").current_dir(&here);
    Ok(script)
}
