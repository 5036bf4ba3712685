//! Where things are, and how a program is called from there.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

/// The work tree and the toolchains that build it.
pub(crate) struct Project {
    /// The folder of the work tree.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds, and we what we install.
    pub(crate) target: PathBuf,
    cargo: String,
    wasm: Option<Wasm>,
}

/// A toolchain of its own for the browser's half, where the usual one can't have the target.
struct Wasm {
    cargo: String,
    rustc: String,
}

impl Project {
    /// The project this program was built from.
    pub(crate) fn here() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_owned();
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let wasm = env::var("WASM_CARGO").ok().zip(env::var("WASM_RUSTC").ok());
        Self {
            root,
            target,
            cargo: env::var("CARGO").unwrap_or_else(|_| "cargo".into()),
            wasm: wasm.map(|(cargo, rustc)| Wasm { cargo, rustc }),
        }
    }

    /// A program, started in the work tree.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, for everything that runs on this machine.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = self.command(&self.cargo);
        cargo.env("CARGO_TARGET_DIR", &self.target);
        cargo
    }

    /// Cargo, for everything that runs in the browser.
    pub(crate) fn wasm_cargo(&self) -> Command {
        let Some(own) = &self.wasm else {
            return self.cargo();
        };
        let mut cargo = self.command(&own.cargo);
        // Two toolchains in one target folder throw each other's work away.
        cargo.env("CARGO_TARGET_DIR", self.wasm_target());
        cargo
            .env("RUSTC", &own.rustc)
            .env_remove("RUSTUP_TOOLCHAIN");
        cargo
    }

    /// The target folder of [`Project::wasm_cargo`].
    pub(crate) fn wasm_target(&self) -> PathBuf {
        if self.wasm.is_some() {
            self.target.join("wasm-toolchain")
        } else {
            self.target.clone()
        }
    }

    /// Which compiler makes the browser's half, in its own words.
    pub(crate) fn wasm_compiler(&self) -> Result<String> {
        let rustc = self.wasm.as_ref().map_or("rustc", |own| own.rustc.as_str());
        let said = self.command(rustc).arg("-vV").output()?;
        Ok(String::from_utf8(said.stdout)?)
    }
}

/// Runs a command to its end; an error if it failed.
pub(crate) fn done(command: &mut Command) -> Result {
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", command.get_program().display()).into())
    }
}

/// Whether a command runs and ends well; what it prints is not shown.
pub(crate) fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
