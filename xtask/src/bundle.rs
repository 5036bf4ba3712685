//! `site/`: the browser's files, hashed and compressed, as the server embeds them.
//!
//! A folder's name carries the hash of what is in it, so it may be kept for ever and its files
//! keep their imports of each other. A file at the top keeps its name and may change.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::Result;
use crate::project::{Project, done};

/// Splitting follows relocations; the linker drops them unless asked.
const RELOCATIONS: [&str; 2] = ["--", "-Clink-args=--emit-relocs"];

/// Brings `site/` up to date; does nothing when no input changed since the last time.
pub(crate) fn build(project: &Project) -> Result {
    let site = project.root.join("site");
    let stamp = project.target.join("site.stamp");
    let inputs = inputs(project)?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) && folder(&site, "app").is_some()
    {
        return Ok(());
    }
    // Built beside and moved at the end: a build that fails leaves the last good one.
    let fresh = project.root.join("target/site.new");
    remove(&fresh)?;

    let app = fresh.join("app");
    fs::create_dir_all(&app)?;
    let lazy = has_lazy_islands(&project.root)?;
    let whole = compile(project, "app", &["--features", "hydrate"], lazy)?;
    let main = if lazy { split(&whole, &app)? } else { whole };
    bind(&main, &app, "app", lazy)?;
    fs::copy(project.root.join("app/start.js"), app.join("start.js"))?;
    seal(&app)?;
    // A module of its own: only a phone that fetches a token loads it.
    let blind = fresh.join("blind");
    fs::create_dir_all(&blind)?;
    let module = compile(project, "blind", &["--features", "browser"], false)?;
    bind(&module, &blind, "blind", false)?;
    seal(&blind)?;
    public(&project.root.join("public"), &fresh)?;

    remove(&site)?;
    fs::rename(&fresh, &site)?;
    Ok(fs::write(stamp, inputs)?)
}

/// Everything that decides what `site/` holds, as one line of hash under the compiler's name.
fn inputs(project: &Project) -> Result<String> {
    let mut files = Vec::new();
    for folder in ["app/src", "blind/src", "public"] {
        list(&project.root.join(folder), &mut files)?;
    }
    for file in [
        "app/Cargo.toml",
        "app/start.js",
        "blind/Cargo.toml",
        "Cargo.toml",
        "Cargo.lock",
        "xtask/src/bundle.rs",
    ] {
        files.push(project.root.join(file));
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(fs::read(file)?);
    }
    Ok(format!(
        "{}{}\n",
        project.wasm_compiler()?,
        hex(&hash.finalize())
    ))
}

/// Compiles one package for the browser and returns the path of its module.
fn compile(project: &Project, package: &str, more: &[&str], lazy: bool) -> Result<PathBuf> {
    let mut cargo = project.wasm_cargo();
    cargo
        .args([
            "rustc",
            "-q",
            "--lib",
            "--profile",
            "wasm",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args([
            "--crate-type",
            "cdylib",
            "-p",
            package,
            "--no-default-features",
        ])
        .args(more);
    if lazy {
        cargo.args(RELOCATIONS);
    }
    done(&mut cargo)?;
    let module = project
        .wasm_target()
        .join("wasm32-unknown-unknown/wasm")
        .join(package);
    Ok(module.with_extension("wasm"))
}

/// Whether any island has a module of its own, loaded when a page shows it.
fn has_lazy_islands(root: &Path) -> Result<bool> {
    let mut files = Vec::new();
    list(&root.join("app/src"), &mut files)?;
    for file in files {
        if fs::read_to_string(file)?.contains("#[island(lazy)]") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Moves each lazy island into a module of its own and returns the path of the rest.
fn split(whole: &Path, into: &Path) -> Result<PathBuf> {
    let rest = whole.with_file_name("app_main.wasm");
    let input = fs::read(whole)?;
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = into;
    options.main_out_path = &rest;
    options.main_module = "./app.js";
    // The name Leptos's own tool uses; only the split modules and `app.js` mention it.
    options.link_name = "./__wasm_split.______________________.js";
    wasm_split_cli_support::transform(options)?;
    Ok(rest)
}

/// Writes the module and the JavaScript that loads it.
fn bind(module: &Path, into: &Path, name: &str, lazy: bool) -> Result {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .keep_lld_exports(lazy) // the split modules import them
        .demangle(false)
        .omit_default_module_path(false) // so that `init()` finds its module beside it
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(into)?;
    Ok(())
}

/// Takes over `public/`: style sheets and folders as hashed folders, other files by their names.
fn public(public: &Path, site: &Path) -> Result {
    if !public.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(public)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_owned();
        if path.is_dir() {
            let mut files = Vec::new();
            list(&path, &mut files)?;
            for file in files {
                let to = site.join(&name).join(file.strip_prefix(&path)?);
                fs::create_dir_all(to.parent().unwrap_or(site))?;
                fs::copy(file, to)?;
            }
            seal(&site.join(&name))?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            let folder = site.join(path.file_stem().unwrap_or_default());
            fs::create_dir_all(&folder)?;
            fs::copy(&path, folder.join(&name))?;
            seal(&folder)?;
        } else {
            let to = site.join(&name);
            fs::copy(&path, &to)?;
            compress(&to)?;
        }
    }
    Ok(())
}

/// Compresses a folder's files and puts their hash into the folder's name.
fn seal(folder: &Path) -> Result {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file.strip_prefix(folder)?.to_string_lossy().as_bytes());
        hash.update(fs::read(file)?);
        compress(file)?;
    }
    let hash = hex(&hash.finalize()[..8]);
    Ok(fs::rename(folder, format!("{}-{hash}", folder.display()))?)
}

/// Writes `<file>.br` beside a file, unless it would not be smaller, and says both sizes.
fn compress(file: &Path) -> Result {
    let content = fs::read(file)?;
    let compressed = brotli(&content)?;
    let name = file.file_name().unwrap_or_default().display();
    writeln!(
        io::stdout(),
        "{:>9} {:>9} {name}",
        content.len(),
        compressed.len()
    )?;
    if compressed.len() < content.len() {
        fs::write(format!("{}.br", file.display()), compressed)?;
    }
    Ok(())
}

/// Brotli at its best, as files are sent that do not change.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let best = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let (mut content, mut compressed) = (content, Vec::new());
    brotli::BrotliCompress(&mut content, &mut compressed, &best)?;
    Ok(compressed)
}

/// The hashed folder of a bundle, if it was built.
fn folder(site: &Path, bundle: &str) -> Option<PathBuf> {
    let folders = fs::read_dir(site).ok()?.filter_map(|entry| entry.ok());
    folders.map(|entry| entry.path()).find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.rsplit_once('-')
            .is_some_and(|(stem, _)| stem == bundle)
    })
}

/// Adds every file under a folder; none if there is no such folder.
pub(crate) fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{folder, public};
    use std::fs;

    #[test]
    fn a_style_sheet_may_be_kept_for_ever_and_an_icon_may_change() {
        let work = std::env::temp_dir().join(format!("dagsform-bundle-{}", std::process::id()));
        let (from, to) = (work.join("public"), work.join("site"));
        fs::create_dir_all(&from).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("style.css"), "p { color: black }\n".repeat(50)).unwrap();
        fs::write(from.join("icon.svg"), "<svg></svg>".repeat(50)).unwrap();
        public(&from, &to).unwrap();

        let style = folder(&to, "style").unwrap();
        assert!(style.join("style.css").is_file());
        assert!(style.join("style.css.br").is_file());
        assert!(to.join("icon.svg").is_file());
        assert!(to.join("icon.svg.br").is_file());

        fs::write(from.join("style.css"), "p { color: white }\n").unwrap();
        fs::remove_dir_all(&to).unwrap();
        fs::create_dir_all(&to).unwrap();
        public(&from, &to).unwrap();
        assert_ne!(
            folder(&to, "style").unwrap(),
            style,
            "another style has another name"
        );
        fs::remove_dir_all(work).unwrap();
    }
}
