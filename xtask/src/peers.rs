//! Other people's programs that the tests need, each at one exact version.

use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::bundle::hex;
use crate::project::{Project, done, works};
use sha2::{Digest, Sha256};

/// Checks licences, bans and sources of everything in Cargo.lock.
const CARGO_DENY: &str = "0.20.2";
/// Gives libFuzzer what `fuzz/` says.
const CARGO_FUZZ: &str = "0.13.2";

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
        let install = || {
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

/// The folder with LHC-Forms and fhirpath.js, as `tools/peers/lforms` locks them, and the script that
/// compares our forms with theirs.
pub(crate) fn lforms(project: &Project) -> Result<PathBuf> {
    from_npm(project, "lforms")
}

/// The folder with axe-core, as `tools/peers/axe` locks it: it looks for barriers on our pages.
pub(crate) fn axe(project: &Project) -> Result<PathBuf> {
    from_npm(project, "axe")
}

/// The folder with Lighthouse, as `tools/peers/lighthouse` locks it: it opens pages as a slow phone does.
pub(crate) fn lighthouse(project: &Project) -> Result<PathBuf> {
    from_npm(project, "lighthouse")
}

fn from_npm(project: &Project, name: &str) -> Result<PathBuf> {
    let source = project.root.join("tools/peers").join(name);
    let folder = project.target.join(name);
    fs::create_dir_all(&folder)?;
    let lock = fs::read(source.join("package-lock.json"))?;
    let wanted = hex(&Sha256::digest(lock));
    for file in fs::read_dir(&source)? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::copy(file.path(), folder.join(file.file_name()))?;
        }
    }
    let stamp = folder.join("package-lock.sha256");
    let there = fs::read_to_string(&stamp).is_ok_and(|have| have == wanted);
    if !there {
        let install = || {
            let mut npm = project.command("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .args(["--loglevel", "error"])
                .current_dir(&folder);
            done(&mut npm).map_err(|why| format!("{why}; Node 20 with npm is needed"))
        };
        install().or_else(|_| install())?;
        fs::write(stamp, wanted)?;
    }
    Ok(folder)
}

/// The path of cargo-deny, built from its source the first time: about a minute.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    installed(project, "cargo-deny", CARGO_DENY)
}

/// The path of cargo-fuzz, built from its source the first time: about a minute.
pub(crate) fn cargo_fuzz(project: &Project) -> Result<PathBuf> {
    installed(project, "cargo-fuzz", CARGO_FUZZ)
}

fn installed(project: &Project, name: &str, version: &str) -> Result<PathBuf> {
    let folder = project.target.join("tools");
    let program = folder.join("bin").join(name);
    let said = project.command(&program).arg("--version").output();
    let there = said.is_ok_and(|said| {
        String::from_utf8_lossy(&said.stdout).trim() == format!("{name} {version}")
    });
    if !there {
        done(
            project
                .cargo()
                // Its own, so that it neither waits for nor rebuilds the project's.
                .env("CARGO_TARGET_DIR", folder.join("build"))
                // Unoptimised: it runs for a second and would compile for many minutes.
                .args(["install", "-q", "--locked", "--debug", "--force", name])
                .args(["--version", version, "--root"])
                .arg(&folder),
        )?;
        fs::remove_dir_all(folder.join("build"))?;
    }
    Ok(program)
}
