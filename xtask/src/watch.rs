//! `./dev watch`: builds and starts again whenever a file changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::project::Project;
use crate::run::{LISTEN, build, invented_people};
use crate::{Result, bundle};

const WATCHED: [&str; 4] = ["app", "server", "public", "migrations"];

/// Never returns unless something is wrong with the folder itself; Ctrl-C ends it.
pub(crate) fn watch(project: &Project) -> Result {
    loop {
        let seen = seen(project)?;
        let mut server = start(project).unwrap_or_else(|reason| {
            eprintln!("xtask: {reason}; waiting for a change");
            None
        });
        while self::seen(project)? == seen {
            sleep(Duration::from_millis(400));
        }
        if let Some(server) = &mut server {
            let _ = server.kill();
            server.wait()?;
        }
    }
}

fn start(project: &Project) -> Result<Option<Child>> {
    let program = build(project, false)?;
    let data = invented_people(project, &program)?;
    let mut serve = project.command(program);
    serve
        .arg("serve")
        .arg("--data")
        .arg(data)
        .args(["--listen", LISTEN]);
    Ok(Some(serve.spawn()?))
}

/// Each watched file and when it was last written.
fn seen(project: &Project) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut files = Vec::new();
    for folder in WATCHED {
        bundle::list(&project.root.join(folder), &mut files)?;
    }
    // A file that goes while we look is a change that the next look sees.
    let times = files.into_iter().filter_map(|file| {
        let written = fs::metadata(&file).ok()?.modified().ok()?;
        Some((file, written))
    });
    Ok(times.collect())
}
