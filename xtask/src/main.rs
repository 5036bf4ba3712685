//! `cargo xtask COMMAND`: what `./dev` does once Rust is there.

mod bench;
mod bundle;
mod bytes;
mod check;
mod load;
mod peers;
mod peers_bench;
mod postgres;
mod project;
mod run;
mod scale;
mod tally;
mod watch;

use std::env;
use std::process::ExitCode;

use project::Project;

/// What a command ends with; the error is said to whoever called it.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let project = Project::here();
    let done = match command.as_str() {
        "build" => run::build(&project, asks_for_release(&rest)).map(drop),
        "run" => run::run(&project, asks_for_release(&rest)),
        "bench" if rest == ["peers"] => peers_bench::bench(&project),
        "watch" => watch::watch(&project),
        "test" if rest.is_empty() => check::everything(&project),
        "test" => check::tests_named(&project, &rest),
        "bench" => bench::bench(&project, rest.first().map(String::as_str)),
        "prove" => check::prove(&project),
        other => Err(format!("no command {other:?}; `./dev --help` lists them").into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn asks_for_release(words: &[String]) -> bool {
    words.iter().any(|word| word == "--release")
}
