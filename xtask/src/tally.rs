//! Counting what passed and what failed, step by step and test by test.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;

/// How many passed, failed, and could not run here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)
        } else {
            Ok(())
        }
    }
}

impl Count {
    /// Adds what a test runner's line says: nextest's summary, or one result of `cargo test`.
    ///
    /// Tests that were left out on purpose count nowhere. What a test that failed has said is
    /// set in by nextest, and counts once, in its summary.
    fn read(&mut self, line: &str) {
        let numbers = match line.trim_start().strip_prefix("Summary [") {
            Some(summary) => summary.split_once("run:"),
            None => line
                .strip_prefix("test result: ")
                .and_then(|result| result.split_once(". ")),
        };
        let Some((_, numbers)) = numbers else { return };
        for part in numbers.split([',', ';']) {
            let mut words = part.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
                continue;
            };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                // Nextest's words for a test that overran its time or could not be started.
                Some("timed") | Some("exec") => self.failed += number,
                _ => {}
            }
        }
    }
}

/// How one step ended.
enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

/// The steps so far, and the tests that ran in them.
#[derive(Default)]
pub(crate) struct Tally {
    steps: Vec<(String, Outcome, Duration)>,
    tests: Count,
}

impl Tally {
    /// Runs a step under a heading of its own, and goes on whatever comes of it.
    pub(crate) fn step<T>(&mut self, name: &str, run: impl FnOnce() -> Result<T>) -> Option<T> {
        eprintln!("\n=== {name}");
        let from = Instant::now();
        let result = run();
        let took = from.elapsed();
        eprintln!("--- {name}: {:.1} s", took.as_secs_f64());
        let (outcome, value) = match result {
            Ok(value) => (Outcome::Passed, Some(value)),
            Err(reason) => {
                eprintln!("FAILED: {name}: {reason}");
                (Outcome::Failed(reason.to_string()), None)
            }
        };
        self.steps.push((name.to_owned(), outcome, took));
        value
    }

    /// Says loudly that a step could not run here.
    pub(crate) fn skip(&mut self, name: &str, why: &str) {
        eprintln!("\n=== {name}\n!!! SKIPPED: {why}");
        let outcome = Outcome::Skipped(why.to_owned());
        self.steps.push((name.to_owned(), outcome, Duration::ZERO));
    }

    /// Runs tests as a step, and counts each of them besides.
    pub(crate) fn tests(&mut self, name: &str, command: &mut Command) {
        let mut count = Count::default();
        self.step(name, || count_lines(command, &mut count));
        self.tests.passed += count.passed;
        self.tests.failed += count.failed;
    }

    /// Prints the summary, its last line the count of steps and tests together; an error if
    /// anything failed.
    pub(crate) fn close(self) -> Result {
        let mut all = self.tests;
        println!("\n=== summary");
        for (name, outcome, took) in &self.steps {
            let seconds = took.as_secs_f64();
            match outcome {
                Outcome::Passed => println!("passed   {seconds:>7.1} s  {name}"),
                Outcome::Failed(why) => println!("FAILED   {seconds:>7.1} s  {name}: {why}"),
                Outcome::Skipped(why) => println!("SKIPPED            {name}: {why}"),
            }
            match outcome {
                Outcome::Passed => all.passed += 1,
                Outcome::Failed(_) => all.failed += 1,
                Outcome::Skipped(_) => all.skipped += 1,
            }
        }
        println!("{} steps; of the tests, {}", self.steps.len(), self.tests);
        println!("{all}");
        io::stdout().flush()?;
        if all.failed == 0 {
            Ok(())
        } else {
            Err("not everything passed".into())
        }
    }
}

/// Runs a command, showing its lines and counting what they say.
fn count_lines(command: &mut Command, count: &mut Count) -> Result {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (lines, heard) = mpsc::channel();
    let listen = |from: Option<Box<dyn Read + Send>>| {
        let lines = lines.clone();
        thread::spawn(move || {
            for line in from
                .into_iter()
                .flat_map(|from| BufReader::new(from).split(b'\n'))
            {
                let Ok(line) = line else { return };
                let _ = lines.send(String::from_utf8_lossy(&line).into_owned());
            }
        })
    };
    listen(child.stdout.take().map(|out| Box::new(out) as _));
    listen(child.stderr.take().map(|out| Box::new(out) as _));
    drop(lines);
    for line in heard {
        eprintln!("{line}");
        count.read(&line);
    }
    let status = child.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the tests ended with {status}").into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Tally, count_lines};
    use std::process::Command;

    fn said(lines: &str) -> Count {
        let mut count = Count::default();
        lines.lines().for_each(|line| count.read(line));
        count
    }

    #[test]
    fn nextest_is_understood() {
        let summary = "     Summary [  12.345s] 14 tests run: 10 passed (2 slow), 3 failed, 1 timed out, 4 skipped";
        assert_eq!(
            said(summary),
            Count {
                passed: 10,
                failed: 4,
                skipped: 0
            }
        );
        let one = "     Summary [   0.005s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(
            said(one),
            Count {
                passed: 1,
                failed: 0,
                skipped: 0
            }
        );
    }

    #[test]
    fn cargo_test_is_understood() {
        let results = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            said(results),
            Count {
                passed: 4,
                failed: 2,
                skipped: 0
            }
        );
        for said_by_a_test in [
            "a test that says 5 passed, 1 failed",
            "    test result: FAILED. 0 passed; 1 failed; 0 ignored",
        ] {
            assert_eq!(said(said_by_a_test), Count::default());
        }
    }

    #[test]
    fn the_last_line_counts_steps_and_tests() {
        let count = Count {
            passed: 3,
            failed: 0,
            skipped: 0,
        };
        assert_eq!(count.to_string(), "3 passed, 0 failed");
        let count = Count {
            passed: 3,
            failed: 1,
            skipped: 2,
        };
        assert_eq!(count.to_string(), "3 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn one_failed_step_fails_the_whole() {
        let mut tally = Tally::default();
        assert_eq!(tally.step("good", || Ok(7)), Some(7));
        assert_eq!(tally.step::<()>("bad", || Err("broken".into())), None);
        assert!(tally.close().is_err());

        let mut tally = Tally::default();
        tally.skip("elsewhere", "not on this machine");
        assert!(tally.close().is_ok());
    }

    #[test]
    fn a_runner_that_dies_before_its_summary_is_a_failure() {
        let mut count = Count::default();
        let died = count_lines(
            Command::new("sh").args(["-c", "echo half; exit 3"]),
            &mut count,
        );
        assert!(died.is_err());
        assert_eq!(count, Count::default());
    }
}
