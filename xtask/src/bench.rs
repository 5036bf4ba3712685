//! `./dev bench`: how fast a real server answers and sends, beside what this machine can do at best.
//!
//! Both databases are durable here: an answer is on disk before it is acknowledged. The floors are
//! measured in the same run, because a machine is not the same from one hour to the next: the
//! same server saying "ok", and bare `fdatasync`.

use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::load::{Figures, Question, Visitor, load};
use crate::postgres::{self, Postgres};
use crate::project::{Project, done};
use crate::run::build;
use crate::scale;
use crate::{Result, bytes, peers};

const VISITORS: usize = 64;
const ROUNDS: usize = 3;
const TIME: Duration = Duration::from_secs(4);

const ANSWERS: &[&str] = &["answers"];
const SCHEDULER: &[&str] = &["outbox", "push"];
const INSIGHT: &[&str] = &["insight"];
const PHONE: &[&str] = &["warm"];

const FLOOR: Question = Question {
    path: "/livez",
    form: None,
    expected: 200,
};
const LOOK: Question = Question {
    path: "/today",
    form: None,
    expected: 200,
};
const ANSWER: Question = Question {
    path: "/today/check-in",
    form: Some("energy=6"),
    expected: 303,
};

/// Measures and prints tables: of everything, or of one part.
pub(crate) fn bench(project: &Project, part: Option<&str>) -> Result {
    let postgres = postgres::programs().map(Postgres::durable).transpose()?;
    if postgres.is_none() {
        println!("PostgreSQL is not installed here.");
    }
    match part {
        None => {
            pages(project, postgres.as_ref())?;
            for parts in [ANSWERS, SCHEDULER, INSIGHT] {
                inside(project, postgres.as_ref(), parts)?;
            }
            scale::scale(project, &build(project, true)?)
        }
        Some("pages") => pages(project, postgres.as_ref()),
        Some("answers") => inside(project, postgres.as_ref(), ANSWERS),
        Some("scheduler") => inside(project, postgres.as_ref(), SCHEDULER),
        Some("insight") => inside(project, postgres.as_ref(), INSIGHT),
        Some("bytes") => bytes::bytes(project),
        Some("phone") => inside(project, None, PHONE),
        Some("lighthouse") => lighthouse(project),
        Some("scale") => scale::scale(project, &build(project, true)?),
        Some(other) => Err(format!(
            "`./dev bench {other}`? `pages`, `answers`, `bytes`, `insight`, `lighthouse`, `phone`, `scheduler`, `scale` or `peers`"
        )
        .into()),
    }
}

/// What visitors get of the real server.
fn pages(project: &Project, postgres: Option<&Postgres>) -> Result {
    let program = build(project, true)?;
    println!(
        "{VISITORS} visitors, {ROUNDS} rounds of {} s; median of the rounds\n",
        TIME.as_secs()
    );
    measure(project, &program, "SQLite", None)?;
    postgres.map_or(Ok(()), |postgres| {
        measure(project, &program, "PostgreSQL", Some(&postgres.url()))
    })
}

/// Every page of a participant as Lighthouse's slow phone sees it.
fn lighthouse(project: &Project) -> Result {
    let program = build(project, true)?;
    let tool = peers::lighthouse(project)?;
    let folder = project.target.join("bench-lighthouse");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let server = Server::start(project, &program, &folder, None)?;
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let address = format!("http://{}", server.host);
    let mut node = project.command("node");
    node.arg(tool.join("pages.mjs"))
        .args([&address, &chromium])
        .args(&server.links)
        .current_dir(&tool);
    done(&mut node)?;
    drop(server);
    Ok(fs::remove_dir_all(folder)?)
}

/// Parts that measure from inside, in `tests/bench`: with the same durability as a server's.
fn inside(project: &Project, postgres: Option<&Postgres>, parts: &[&str]) -> Result {
    // On the disk that the data would be on, not in memory.
    let folder = project.target.join("bench-inside");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut cargo = project.cargo();
    cargo.args(["bench", "-q", "--locked", "--workspace"]);
    for part in parts {
        cargo.args(["--bench", part]);
    }
    cargo.env("TMPDIR", &folder);
    match postgres {
        Some(postgres) => cargo.env("POSTGRES_URL", postgres.server_url()),
        None => cargo.env("DAGSFORM_ENGINES", "sqlite"),
    };
    done(&mut cargo)?;
    Ok(fs::remove_dir_all(folder)?)
}

fn measure(project: &Project, program: &Path, engine: &str, url: Option<&str>) -> Result {
    let folder = project
        .target
        .join(format!("bench-{}", engine.to_lowercase()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let server = Server::start(project, program, &folder, url)?;
    let mut visitors = server.sign_in()?;
    let (mut floor, mut look, mut answer, mut disk) = (vec![], vec![], vec![], vec![]);
    // In turn, so that a slow moment of the machine meets each of them.
    for _ in 0..ROUNDS {
        for (question, rounds) in [
            (&FLOOR, &mut floor),
            (&LOOK, &mut look),
            (&ANSWER, &mut answer),
        ] {
            let (figures, back) = load(visitors, question, TIME)?;
            visitors = back;
            rounds.push(figures);
        }
        disk.push(syncs_per_second(&folder)?);
    }
    let floor_rate = median(floor.iter().map(|figures| figures.per_second).collect());
    let disk_rate = median(disk);
    println!(
        "{engine:<12} {:>9} {:>17} {:>9} {:>9}",
        "per s", "from – to", "p50 ms", "p99 ms"
    );
    row("GET /livez", &floor, None);
    row("GET /today", &look, Some((floor_rate, "of /livez")));
    row("POST an answer", &answer, Some((disk_rate, "of fdatasync")));
    println!("{:<12} {disk_rate:>9.0}", "fdatasync");
    println!(
        "{:<12} {:>9.1} MB resident, after the load\n",
        "memory",
        server.resident_mb()?
    );
    drop(server);
    Ok(fs::remove_dir_all(folder)?)
}

fn row(name: &str, rounds: &[Figures], against: Option<(f64, &str)>) {
    let rates: Vec<f64> = rounds.iter().map(|figures| figures.per_second).collect();
    let least = rates.iter().copied().fold(f64::INFINITY, f64::min);
    let most = rates.iter().copied().fold(0.0, f64::max);
    let ms = |of: fn(&Figures) -> Duration| {
        median(
            rounds
                .iter()
                .map(|figures| of(figures).as_secs_f64() * 1000.0)
                .collect(),
        )
    };
    let rate = median(rates);
    let ratio = against
        .map(|(floor, what)| format!("   {:.2} {what}", rate / floor))
        .unwrap_or_default();
    let spread = format!("{least:.0} – {most:.0}");
    let (p50, p99) = (ms(|figures| figures.p50), ms(|figures| figures.p99));
    println!("{name:<14} {rate:>7.0} {spread:>17} {p50:>9.1} {p99:>9.1}{ratio}");
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or_default()
}

/// How often per second this disk can promise that a page is kept.
pub(crate) fn syncs_per_second(folder: &Path) -> Result<f64> {
    let path = folder.join("floor");
    let mut file = File::create(&path)?;
    let from = Instant::now();
    let mut count = 0_u32;
    while from.elapsed() < Duration::from_secs(1) {
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / from.elapsed().as_secs_f64();
    fs::remove_file(path)?;
    Ok(rate)
}

/// A server with invented people; it stops when this value goes.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) host: SocketAddr,
    /// The paths that sign a participant in.
    pub(crate) links: Vec<String>,
}

impl Server {
    /// Fills `folder`, or the database at `url`, and serves it.
    pub(crate) fn start(
        project: &Project,
        program: &Path,
        folder: &Path,
        url: Option<&str>,
    ) -> Result<Self> {
        let mut demo = project.command(program);
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let host = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listen = host.to_string();
        let mut serve = project.command(program);
        demo.args(["demo", "--seed", "1", "--participants", "40"]);
        serve.arg("serve").env("DAGSFORM_LOG", "warn");
        for command in [&mut demo, &mut serve] {
            command
                .args(["--listen", &listen])
                .arg("--data")
                .arg(folder);
            command.args(url.iter().flat_map(|url| ["--database-url", url]));
        }
        let said = demo.stderr(Stdio::inherit()).output()?;
        let said = String::from_utf8(said.stdout)?;
        let links: Vec<String> = said
            .lines()
            .filter_map(|line| line.trim().strip_prefix("participant: "))
            .filter_map(|url| Some(url[url.find("/demo/")?..].trim().to_owned()))
            .collect();
        if links.is_empty() {
            return Err(format!("the demonstration named no participant:\n{said}").into());
        }
        let log = File::create(folder.join("log"))?;
        let child = serve.stdout(Stdio::null()).stderr(log).spawn()?;
        let server = Self { child, host, links };
        for _ in 0..200 {
            if Visitor::at(host)
                .and_then(|mut visitor| visitor.ask("/livez", None))
                .is_ok()
            {
                return Ok(server);
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        Err(format!("the server did not start: {log}").into())
    }

    /// All visitors, spread over the participants there are links for: with one, the worst case for
    /// PostgreSQL, where they wait for one row.
    fn sign_in(&self) -> Result<Vec<Visitor>> {
        let links = self.links.iter().cycle().take(VISITORS);
        links
            .map(|link| {
                let mut visitor = Visitor::at(self.host)?;
                let status = visitor.ask(link, None)?;
                if !(200..400).contains(&status) {
                    return Err(format!("signing in answered {status}").into());
                }
                Ok(visitor)
            })
            .collect()
    }

    fn resident_mb(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kb: f64 = line.unwrap_or("0").trim().trim_end_matches(" kB").parse()?;
        Ok(kb / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
