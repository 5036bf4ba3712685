//! `./dev test`: what must be true before a change lands, in order, and counted.
//!
//! The tests find what they need in the environment: `POSTGRES_URL`, a server that may create
//! databases; `DAGSFORM_PYTHON`, a Python with `tools/requirements.txt`; `DAGSFORM_LFORMS`, a folder
//! with `tools/peers/lforms` installed; `DAGSFORM_AXE`, the same with `tools/peers/axe`; `CHROMIUM`; and `DAGSFORM`, the built program. The last line counts steps and tests together.

use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::{env, fs};

use crate::postgres::{self, Postgres};
use crate::project::{Project, done, works};
use crate::tally::Tally;
use crate::{Result, bundle, peers};

const WASM: &str = "wasm32-unknown-unknown";

/// Everything.
pub(crate) fn everything(project: &Project) -> Result {
    let mut tally = Tally::default();
    tally.step("dependencies, as locked", || {
        done(project.cargo().args(["fetch", "--locked", "-q"]))
    });
    lints(project, &mut tally);
    supply(project, &mut tally);
    let world = World::prepare(project, &mut tally);
    world.tests(project, &[], &mut tally);
    tally.step("documented examples", || {
        done(project.cargo().args(["test", "-q", "--workspace", "--doc"]))
    });
    // Stops PostgreSQL before the summary, which has to be last.
    drop(world);
    tally.close()
}

/// Only the tests whose names contain one of `names`.
pub(crate) fn tests_named(project: &Project, names: &[String]) -> Result {
    let mut tally = Tally::default();
    let world = World::prepare(project, &mut tally);
    world.tests(project, names, &mut tally);
    drop(world);
    tally.close()
}

/// The tests marked `#[ignore]` because they take long.
pub(crate) fn prove(project: &Project) -> Result {
    let mut tally = Tally::default();
    let world = World::prepare(project, &mut tally);
    tally.tests("long proofs", world.give(&mut runner(project, &[], true)));
    fuzz(project, &mut tally);
    drop(world);
    tally.close()
}

/// Ten minutes of invented bytes at each door.
fn fuzz(project: &Project, tally: &mut Tally) {
    let fuzz = tally.step("cargo-fuzz, installed", || peers::cargo_fuzz(project));
    let Some(fuzz) = fuzz else { return };
    for target in ["form", "answer", "programme"] {
        tally.step(&format!("fuzzing: {target}"), || {
            let found = project.target.join("fuzz-corpus").join(target);
            std::fs::create_dir_all(&found)?;
            let mut cargo = project.command(&fuzz);
            cargo
                // What cargo-fuzz asks of the compiler is not stable; no nightly is needed for it.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_DIR", project.target.join("fuzz"))
                .args(["run", "-D", "-s", "none", target])
                .arg(found)
                .arg(project.root.join("fuzz/corpus").join(target))
                .args([
                    "--",
                    "-max_total_time=600",
                    "-timeout=10",
                    "-rss_limit_mb=4096",
                ])
                .args(["-print_final_stats=1", "-verbosity=0"]);
            done(&mut cargo)
        });
    }
}

fn lints(project: &Project, tally: &mut Tally) {
    tally.step("format", || {
        done(project.cargo().args(["fmt", "--all", "--check"]))
    });
    // The server embeds it, so it comes before anything that compiles the server.
    tally.step("the browser's files", || bundle::build(project));
    if works(project.cargo().args(["clippy", "--version"])) {
        tally.step("clippy", || {
            done(
                project
                    .cargo()
                    .args(["clippy", "-q", "--workspace", "--all-targets", "--locked"])
                    .args(["--", "-D", "warnings"]),
            )
        });
    } else {
        tally.skip("clippy", "this Rust comes without it");
    }
    // A page that reads a file, a clock or a socket would not compile for the browser.
    for (name, half) in [("pages do no I/O", "ssr"), ("islands compile", "hydrate")] {
        tally.step(name, || {
            done(
                project
                    .wasm_cargo()
                    .args(["check", "-q", "-p", "app", "--lib", "--target", WASM])
                    .args(["--no-default-features", "--features", half]),
            )
        });
    }
    tally.step("documentation", || {
        done(project.cargo().env("RUSTDOCFLAGS", "-D warnings").args([
            "doc",
            "-q",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ]))
    });
}

fn supply(project: &Project, tally: &mut Tally) {
    let deny = tally.step("cargo-deny, installed", || peers::cargo_deny(project));
    if let Some(deny) = deny {
        tally.step("licences, bans and sources", || {
            done(
                project
                    .command(deny)
                    .args(["--offline", "check", "licenses", "bans", "sources"])
                    .args(["--hide-inclusion-graph"]),
            )
        });
    }
}

/// What the tests find in their environment.
struct World {
    postgres: Option<Postgres>,
    /// Where they leave their files; a test that was killed tidies nothing up.
    scratch: PathBuf,
    environment: Vec<(&'static str, String)>,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

impl World {
    fn prepare(project: &Project, tally: &mut Tally) -> Self {
        let scratch = env::temp_dir().join(format!("dagsform-tests-{}", process::id()));
        let mut world = Self {
            postgres: None,
            scratch: scratch.clone(),
            environment: Vec::new(),
        };
        let mut set = |name, value: String| world.environment.push((name, value));
        tally.step("a place for what tests write", || {
            Ok(fs::create_dir_all(&scratch)?)
        });
        set("TMPDIR", scratch.to_string_lossy().into_owned());
        if env::var_os("POSTGRES_URL").is_none() {
            let name = "PostgreSQL of our own";
            if let Some(programs) = postgres::programs() {
                if let Some(postgres) = tally.step(name, || Postgres::forgetful(programs)) {
                    set("POSTGRES_URL", postgres.server_url());
                    world.postgres = Some(postgres);
                }
            } else {
                tally.skip(name, "it is not installed here, so nothing is tested on it");
                set("DAGSFORM_ENGINES", "sqlite".into());
            }
        }
        if let Some(programs) = tally.step("test peers", || peers::python(project)) {
            let text = |program: &str| programs.join(program).to_string_lossy().into_owned();
            set("DAGSFORM_PYTHON", text("python"));
            let typos = text("typos");
            tally.step("spelling", || done(&mut project.command(&typos)));
        }
        if let Some(folder) = tally.step("other readers of forms", || peers::lforms(project)) {
            set("DAGSFORM_LFORMS", folder.to_string_lossy().into_owned());
        }
        if let Some(folder) = tally.step("a seeker of barriers", || peers::axe(project)) {
            set("DAGSFORM_AXE", folder.to_string_lossy().into_owned());
        }
        let chromium = "/usr/bin/chromium";
        if env::var_os("CHROMIUM").is_none() && Path::new(chromium).exists() {
            set("CHROMIUM", chromium.into());
        }
        // `--workspace`, as the tests: another set of packages would build dependencies again.
        tally.step("the program", || {
            done(
                project
                    .cargo()
                    .args(["build", "-q", "--workspace", "--locked"]),
            )
        });
        set(
            "DAGSFORM",
            project
                .target
                .join("debug/dagsform")
                .to_string_lossy()
                .into_owned(),
        );
        world
    }

    fn give<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.environment.iter().map(|(name, value)| (name, value)))
    }

    fn tests(&self, project: &Project, names: &[String], tally: &mut Tally) {
        tally.tests("tests", self.give(&mut runner(project, names, false)));
    }
}

/// The test runner: nextest where it is installed, else cargo's own.
fn runner(project: &Project, names: &[String], ignored: bool) -> Command {
    let mut cargo = project.cargo();
    cargo.env("NEXTEST_HIDE_PROGRESS_BAR", "1");
    if works(project.cargo().args(["nextest", "--version"])) {
        cargo.args([
            "nextest",
            "run",
            "--workspace",
            "--locked",
            "--no-fail-fast",
        ]);
        if ignored {
            cargo.args(["--run-ignored", "only", "--no-tests", "pass"]);
        }
        cargo.args(names);
    } else {
        cargo.args([
            "test",
            "--workspace",
            "--locked",
            "--no-fail-fast",
            "--lib",
            "--bins",
        ]);
        cargo.args(["--tests", "--"]);
        if ignored {
            cargo.arg("--ignored");
        }
        cargo.args(names);
    }
    cargo
}
