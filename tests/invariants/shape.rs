//! Files: how long, how named, how they begin, and what they may not mention.

use crate::tree::{File, Tree};
use crate::{accepts, holds, notices};

/// The most lines a file of Rust may have.
const LONGEST: usize = 400;

/// Names that say nothing about what is inside.
const NAMELESS: [&str; 8] = [
    "utils", "util", "common", "helpers", "helper", "services", "models", "misc",
];

/// Places on one machine, and hosts of packages: both are someone else's business.
const ELSEWHERE: [&str; 9] = [
    "/root/",
    "/home/",
    "/Users/",
    "crates.io",
    "pypi.org",
    "pythonhosted.org",
    "npmjs.org",
    "npmjs.com",
    "deb.debian.org",
];

fn long_files(tree: &Tree) -> Vec<String> {
    tree.under("", "rs")
        .filter_map(|file| {
            let lines = file.text.lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines, {LONGEST} at most", file.path))
        })
        .collect()
}

/// A file begins with a remark of at least three words.
fn wordless_beginnings(tree: &Tree) -> Vec<String> {
    let says_something = |file: &&File| {
        let first = file.text.lines().next().unwrap_or_default();
        let starts: &[&str] = match file.kind() {
            "rs" => &["//! "],
            "js" => &["// ", "/* ", "/** "],
            "css" => &["/* "],
            "sql" => &["-- "],
            "ftl" => return true,
            _ => return true,
        };
        starts.iter().any(|start| first.starts_with(start)) && first.split_whitespace().count() > 3
    };
    tree.files
        .iter()
        .filter(|file| !says_something(file))
        .map(|file| {
            format!(
                "{}:1: the first line does not say what is in the file",
                file.path
            )
        })
        .collect()
}

fn nameless_names(tree: &Tree) -> Vec<String> {
    tree.files
        .iter()
        .filter_map(|file| {
            let mut parts = file
                .path
                .split('/')
                .map(|part| part.split('.').next().unwrap_or(""));
            let name = parts.find(|part| NAMELESS.contains(part))?;
            Some(format!("{}: {name:?} does not say what it is", file.path))
        })
        .collect()
}

/// Where the checkouts of this machine lie: the folder around this one, or this one where
/// that is the root of the machine.
fn checkouts() -> String {
    let here = Tree::folder();
    let around = here.parent().filter(|around| around.parent().is_some());
    format!("{}/", around.unwrap_or(&here).display())
}

fn places_elsewhere(tree: &Tree) -> Vec<String> {
    let checkouts = checkouts();
    let mut complaints = Vec::new();
    let files = tree
        .files
        .iter()
        .filter(|file| file.name() != "Cargo.lock" && !file.is_checker());
    for file in files {
        for (number, line) in file.lines() {
            for place in ELSEWHERE.into_iter().chain([checkouts.as_str()]) {
                let found = line.match_indices(place).any(|(at, _)| {
                    // `/me/work/` is a URL of ours: a path on a machine begins with its slash.
                    let before = line[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || ".-_}~".contains(c))
                });
                if found {
                    complaints.push(format!("{}:{number}: names {place}", file.path));
                }
            }
        }
    }
    complaints
}

/// A snapshot that nobody has looked at, or a merge that was not finished.
fn loose_ends(tree: &Tree) -> Vec<String> {
    let is_loose = |file: &&File| {
        file.path.ends_with(".snap.new")
            || (file.text.contains("\n<<<<<<< ") && file.text.contains("\n>>>>>>> "))
    };
    let loose = tree.files.iter().filter(is_loose);
    loose
        .map(|file| format!("{}: left unfinished", file.path))
        .collect()
}

#[test]
fn no_file_is_too_long() {
    notices(
        long_files,
        &[("app/src/a.rs", &"\n".repeat(401))],
        "app/src/a.rs",
    );
    accepts(long_files, &[("app/src/a.rs", &"\n".repeat(400))]);
    holds(long_files);
}

#[test]
fn every_file_says_first_what_is_in_it() {
    notices(
        wordless_beginnings,
        &[("app/src/a.rs", "use a::b;\n")],
        "app/src/a.rs",
    );
    notices(
        wordless_beginnings,
        &[("app/src/a.rs", "//! (being written)\n")],
        "app/src/a.rs",
    );
    notices(
        wordless_beginnings,
        &[("public/a.css", "p { }\n")],
        "public/a.css",
    );
    notices(
        wordless_beginnings,
        &[("public/a.js", "\"use strict\";\n")],
        "public/a.js",
    );
    notices(
        wordless_beginnings,
        &[("migrations/1.sql", "create table a ();")],
        "migrations/1",
    );
    accepts(
        wordless_beginnings,
        &[("app/src/a.rs", "//! What a plan is.\n"), ("a.toml", "")],
    );
    holds(wordless_beginnings);
}

#[test]
fn every_name_says_what_it_is() {
    notices(
        nameless_names,
        &[("server/src/utils.rs", "")],
        "server/src/utils.rs",
    );
    notices(
        nameless_names,
        &[("server/src/services/mail.rs", "")],
        "server/src/services/",
    );
    accepts(nameless_names, &[("server/src/plan/store.rs", "")]);
    holds(nameless_names);
}

#[test]
fn no_file_knows_one_machine_or_a_package_host() {
    notices(places_elsewhere, &[("a.md", "see\n(/root/x)")], "a.md:2");
    notices(
        places_elsewhere,
        &[("a.md", "from https://pypi.org/simple")],
        "a.md:1",
    );
    let here = format!("see {}x.md", checkouts());
    notices(places_elsewhere, &[("a.md", &here)], "a.md:1");
    accepts(
        places_elsewhere,
        &[("a.rs", "get(\"/me/work/\")"), ("Cargo.lock", "crates.io")],
    );
    holds(places_elsewhere);
}

#[test]
fn nothing_is_left_unfinished() {
    notices(
        loose_ends,
        &[("app/src/a.snap.new", "")],
        "app/src/a.snap.new",
    );
    notices(
        loose_ends,
        &[("a.md", "a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n")],
        "a.md",
    );
    holds(loose_ends);
}
