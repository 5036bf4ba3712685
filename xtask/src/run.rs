//! `./dev build` and `./dev run`: the program, and a first look at it with invented people.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::project::{Project, done};
use crate::{Result, bundle};

/// Where `./dev run` and `./dev watch` serve.
pub(crate) const LISTEN: &str = "127.0.0.1:8080";

/// Builds the browser's files and the server; returns the server's path.
pub(crate) fn build(project: &Project, release: bool) -> Result<PathBuf> {
    bundle::build(project)?;
    let mut cargo = project.cargo();
    cargo.args(["build", "--locked"]);
    if release {
        cargo.args(["-p", "server", "--release"]);
    } else {
        // With the workspace's features, as the tests, so that dependencies are built once.
        cargo.args(["--workspace", "--bin", "dagsform"]);
    }
    done(&mut cargo)?;
    let profile = if release { "release" } else { "debug" };
    Ok(project.target.join(profile).join("dagsform"))
}

/// Builds and serves. Unoptimised unless asked: it starts minutes sooner, and one person looking
/// at it won't notice.
pub(crate) fn run(project: &Project, release: bool) -> Result {
    let program = build(project, release)?;
    let data = invented_people(project, &program)?;
    let mut serve = project.command(program);
    serve
        .arg("serve")
        .arg("--data")
        .arg(data)
        .args(["--listen", LISTEN]);
    // In our place, so that Ctrl-C and the exit code are the server's own.
    Err(serve.exec().into())
}

/// The data folder, filled with invented people if it is empty; says how to sign in as them.
pub(crate) fn invented_people(project: &Project, program: &Path) -> Result<PathBuf> {
    let data = project.root.join("data");
    let links = data.join("sign-in-links.txt");
    if !fs::read_dir(&data).is_ok_and(|mut entries| entries.next().is_some()) {
        let mut demo = project.command(program);
        demo.arg("demo").arg("--data").arg(&data);
        demo.args(["--seed", "1", "--participants", "40", "--listen", LISTEN]);
        let made = demo.stderr(Stdio::inherit()).output()?;
        if !made.status.success() {
            return Err(format!("dagsform demo ended with {}", made.status).into());
        }
        fs::write(&links, made.stdout)?;
    }
    if let Ok(links) = fs::read_to_string(links) {
        println!("{links}");
    }
    println!(
        "The data is in {}; remove the folder to start anew.",
        data.display()
    );
    Ok(data)
}
