//! Other people's programs that the tests need, each at one exact version.

use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::bundle::hex;
use crate::project::{Project, done, works};
use sha2::{Digest, Sha256};

/// Checks licences, bans and sources of everything in Cargo.lock.
const CARGO_DENY: &str = "0.20.2";

/// The folder of Python's programs with everything in `tools/requirements.txt`, made if need be.
pub(crate) fn python(project: &Project) -> Result<PathBuf> {
    let requirements = project.root.join("tools/requirements.txt");
    let wanted = hex(&Sha256::digest(fs::read(&requirements)?));
    let folder = project.target.join("python");
    let stamp = folder.join("requirements.sha256");
    let programs = folder.join("bin");
    let there = fs::read_to_string(&stamp).is_ok_and(|have| have == wanted);
    if !there || !works(project.command(programs.join("python")).arg("--version")) {
        done(
            project
                .command("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&folder),
        )?;
        let mut install = || {
            done(
                project
                    .command(programs.join("python"))
                    .args(["-m", "pip", "install", "-q"])
                    .args(["--disable-pip-version-check", "--no-deps", "-r"])
                    .arg(&requirements),
            )
        };
        // An index that did not answer this time often does the next.
        install().or_else(|_| install()).or_else(|_| install())?;
        fs::write(stamp, wanted)?;
    }
    Ok(programs)
}

/// The path of cargo-deny, built from its source the first time: about a minute.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    let folder = project.target.join("tools");
    let program = folder.join("bin/cargo-deny");
    let said = project.command(&program).arg("--version").output();
    let there = said.is_ok_and(|said| {
        String::from_utf8_lossy(&said.stdout).trim() == format!("cargo-deny {CARGO_DENY}")
    });
    if !there {
        done(
            project
                .cargo()
                // Its own, so that it neither waits for nor rebuilds the project's.
                .env("CARGO_TARGET_DIR", folder.join("build"))
                // Unoptimised: it runs for a second and would compile for many minutes.
                .args([
                    "install",
                    "-q",
                    "--locked",
                    "--debug",
                    "--force",
                    "cargo-deny",
                ])
                .args(["--version", CARGO_DENY, "--root"])
                .arg(&folder),
        )?;
        fs::remove_dir_all(folder.join("build"))?;
    }
    Ok(program)
}
