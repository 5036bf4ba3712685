//! `./dev bench scale`: how long whole decades take, and how much memory.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Result;
use crate::project::Project;

/// People, years, and whether the store is a file on this disk rather than memory.
const WHOLE_LIVES: [(u32, u32, bool); 2] = [(1_000, 10, true), (10_000, 10, false)];

/// Lives through them and prints a row each.
pub(crate) fn scale(project: &Project, program: &Path) -> Result {
    println!("Simulated: a programme with nothing that breaks, one process");
    for (people, years, on_disk) in WHOLE_LIVES {
        let folder = project.target.join("bench-scale");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let mut simulate = project.command(program);
        simulate.args(["simulate", "--programme", "ishoj-sme", "--seed", "1"]);
        simulate.args(["--participants", &people.to_string()]);
        simulate.args(["--years", &years.to_string()]);
        if on_disk {
            let file = folder.join("simulated.db");
            simulate.arg("--database-url");
            simulate.arg(format!("sqlite://{}", file.display()));
        }
        let from = Instant::now();
        let mut child = simulate
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut most_kb = 0;
        let ended = loop {
            most_kb = most_kb.max(peak_kb(child.id()));
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            sleep(Duration::from_millis(50));
        };
        let took = from.elapsed().as_secs_f64();
        let place = if on_disk { "in a file" } else { "in memory" };
        let well = if ended.success() {
            ""
        } else {
            "   IT WENT WRONG"
        };
        println!(
            "  {people:>6} people, {years} years, {place}: {took:>6.1} s, {:>4.0} MB at most{well}",
            f64::from(most_kb) / 1024.0
        );
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// The most memory that a process has held so far; nothing once it is gone.
fn peak_kb(process: u32) -> u32 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.map(|line| line.trim().trim_end_matches(" kB"));
    kb.and_then(|kb| kb.parse().ok()).unwrap_or_default()
}
