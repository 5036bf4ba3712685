//! Walls between rooms: one clock, SQL in one place, pages without I/O, nothing from elsewhere.

use crate::rust::{source, without_tests};
use crate::tables::is_sql;
use crate::tree::{File, Tree};
use crate::{accepts, holds, notices};

/// The one file that may ask what time it is.
const CLOCK: &str = "server/src/clock.rs";

/// They compare the clock with a steady one, to notice that somebody set it, and rest.
const WATCH_THE_CLOCK: [&str; 2] = [
    "server/src/scheduling/forever.rs",
    "server/src/scheduling/watch.rs",
];

const NOW: [&str; 6] = [
    "Timestamp::now(",
    "Zoned::now(",
    "SystemTime::now(",
    "Utc::now(",
    "Local::now(",
    "now_utc(",
];

/// The database's clock is a second clock.
const NOW_IN_SQL: [&str; 4] = ["current_timestamp", "unixepoch(", "'now'", " now()"];

/// What would let the pure half reach outside.
const OUTSIDE: [&str; 9] = [
    "sqlx",
    "axum",
    "tokio",
    "reqwest",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
];

/// Complains about each line of the code of `file` that has one of `words`.
pub(crate) fn lines_with(file: &File, text: &str, words: &[&str], why: &str) -> Vec<String> {
    let code = source(text).code;
    let mut complaints = Vec::new();
    for (index, line) in code.lines().enumerate() {
        if let Some(word) = words.iter().find(|word| has_word(line, word)) {
            complaints.push(format!("{}:{}: {word}: {why}", file.path, index + 1));
        }
    }
    complaints
}

/// Whether `word` stands in `line` and is not the end of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(before) && (word.ends_with('(') || !part(after))
    })
}

fn second_clocks(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in tree
        .under("", "rs")
        .filter(|file| file.path != CLOCK && !file.is_checker())
    {
        complaints.extend(lines_with(file, &file.text, &NOW, "time is an argument"));
        let measures = file.path.starts_with("xtask/")
            || file.is_test()
            || WATCH_THE_CLOCK.contains(&&*file.path);
        if !measures {
            let stopwatch = ["Instant::now("];
            complaints.extend(lines_with(
                file,
                &file.text,
                &stopwatch,
                "time is an argument",
            ));
        }
        for literal in source(&file.text).literals {
            if is_sql(&literal.text) && asks_database_for_time(&literal.text) {
                complaints.push(format!(
                    "{}:{}: time is an argument",
                    file.path, literal.line
                ));
            }
        }
    }
    for file in tree
        .under("migrations/", "sql")
        .filter(|file| asks_database_for_time(&file.text))
    {
        complaints.push(format!("{}: time is an argument", file.path));
    }
    complaints
}

fn asks_database_for_time(sql: &str) -> bool {
    let sql = sql.to_lowercase();
    NOW_IN_SQL.iter().any(|word| sql.contains(word))
}

/// SQL stands in `store.rs` or `store/` of its room, in `storage/`, and in tests.
fn strayed_sql(tree: &Tree) -> Vec<String> {
    let at_home = |file: &&File| {
        let mut parts = file.path.split('/');
        file.is_test() || parts.any(|part| ["store.rs", "store", "storage"].contains(&part))
    };
    let strays = tree.under("", "rs").filter(|file| !at_home(file));
    let words = [
        "sqlx::query",
        "sqlx::query_as",
        "sqlx::query_scalar",
        "sqlx::raw_sql",
    ];
    strays
        .flat_map(|file| {
            lines_with(
                file,
                without_tests(&file.text),
                &words,
                "SQL is in store.rs",
            )
        })
        .collect()
}

fn impure_rules(tree: &Tree) -> Vec<String> {
    tree.under("app/src/", "rs")
        .filter(|file| !file.is_test())
        .flat_map(|file| lines_with(file, without_tests(&file.text), &OUTSIDE, "app does no I/O"))
        .collect()
}

/// A page is a function of its data: it waits for nothing.
fn waiting_pages(tree: &Tree) -> Vec<String> {
    let waits = [
        "await",
        "async",
        "Resource",
        "Suspense",
        "Await",
        "OnceResource",
    ];
    let pages = tree
        .under("app/src/", "rs")
        .filter(|file| file.name().starts_with("page") || file.path.contains("/page/"));
    pages
        .flat_map(|file| lines_with(file, &file.text, &waits, "a page waits for nothing"))
        .collect()
}

/// What makes a browser fetch an address or send something there.
const LOADS: [&str; 10] = [
    "src",
    "srcset",
    "href",
    "action",
    "formaction",
    "poster",
    "import",
    "fetch",
    "url",
    "Request",
];

/// A page loads nothing from elsewhere, sends no form there, and leads nobody there.
fn foreign_loads(tree: &Tree) -> Vec<String> {
    let places = ["app/src/", "server/src/", "public/", "app/start.js"];
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| !file.is_test()) {
        let is_shown = ["rs", "css", "js", "html", "svg", "webmanifest"].contains(&file.kind());
        if !is_shown || !places.iter().any(|place| file.path.starts_with(place)) {
            continue;
        }
        let text = if file.kind() == "rs" {
            without_tests(&file.text)
        } else {
            &file.text
        };
        for (index, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//") && loads_from_elsewhere(line) {
                complaints.push(format!("{}:{}: loads from elsewhere", file.path, index + 1));
            }
        }
    }
    complaints
}

/// Whether a line has an address with a host right behind one of [`LOADS`].
fn loads_from_elsewhere(line: &str) -> bool {
    line.match_indices("//").any(|(at, _)| {
        let before = line[..at]
            .trim_end_matches("https:")
            .trim_end_matches("http:");
        let verb = before.trim_end_matches([' ', '=', '(', '"', '\'', '`', '\\', '{', '@', '!']);
        // A remark after code stands apart from it; an address stands in quotes or brackets.
        let is_address = before[verb.len()..].contains(['=', '(', '"', '\'', '`']);
        let word = verb
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        is_address && LOADS.contains(&word)
    })
}

#[test]
fn only_the_clock_reads_the_time() {
    let reads = "//! A rule.\nfn a() { jiff::Timestamp::now() }";
    notices(
        second_clocks,
        &[("app/src/plan/mod.rs", reads)],
        "app/src/plan/mod.rs:2",
    );
    notices(
        second_clocks,
        &[("tests/people.rs", reads)],
        "tests/people.rs:2",
    );
    let measures = "fn a() { std::time::Instant::now() }";
    notices(
        second_clocks,
        &[("server/src/web/mod.rs", measures)],
        "server/src/web/mod.rs:1",
    );
    let asks = "q(\"update a set at = current_timestamp\")";
    notices(
        second_clocks,
        &[("server/src/plan/store.rs", asks)],
        "server/src/plan/store.rs:1",
    );
    notices(
        second_clocks,
        &[("migrations/1.sql", "x default current_timestamp")],
        "migrations/",
    );
    accepts(
        second_clocks,
        &[(CLOCK, reads), ("xtask/src/tally.rs", measures)],
    );
    accepts(
        second_clocks,
        &[(
            "app/src/a.rs",
            "// never Timestamp::now()\nfn a(now: Timestamp) {}",
        )],
    );
    holds(second_clocks);
}

#[test]
fn sql_is_in_the_stores() {
    let query = "sqlx::query(\"select 1\")";
    notices(
        strayed_sql,
        &[("server/src/plan/web.rs", query)],
        "server/src/plan/web.rs:1",
    );
    notices(
        strayed_sql,
        &[("server/src/a.rs", "sqlx::query_as::<A, B>(\"\")")],
        "server/src/a.rs",
    );
    accepts(
        strayed_sql,
        &[
            ("server/src/plan/store.rs", query),
            ("tests/world.rs", query),
        ],
    );
    holds(strayed_sql);
}

#[test]
fn rules_and_pages_do_no_io() {
    let reads = "use std::fs;\n";
    notices(
        impure_rules,
        &[("app/src/plan/mod.rs", reads)],
        "app/src/plan/mod.rs:1",
    );
    notices(
        impure_rules,
        &[("app/src/a.rs", "fn a() { tokio::spawn(b) }")],
        "app/src/a.rs:1",
    );
    accepts(
        impure_rules,
        &[
            ("server/src/a.rs", reads),
            ("app/src/a.rs", "// std::fs is not here"),
        ],
    );
    holds(impure_rules);
}

#[test]
fn a_page_waits_for_nothing() {
    notices(
        waiting_pages,
        &[("app/src/a/page.rs", "load().await")],
        "app/src/a/page.rs:1",
    );
    notices(
        waiting_pages,
        &[("app/src/a/page/b.rs", "Resource::new(x)")],
        "app/src/a/page/b.rs",
    );
    accepts(waiting_pages, &[("app/src/a/page.rs", "\"we await you\"")]);
    holds(waiting_pages);
}

#[test]
fn no_page_loads_from_elsewhere() {
    let page = "app/src/a/page.rs";
    notices(
        foreign_loads,
        &[(page, "<img src=\"https://a.example/b.png\"/>")],
        page,
    );
    notices(
        foreign_loads,
        &[(page, "<script src=\"//a.example/b.js\">")],
        page,
    );
    notices(
        foreign_loads,
        &[("public/style.css", "p { background: url(https://a) }")],
        "public/",
    );
    notices(
        foreign_loads,
        &[("public/worker.js", "fetch(\"https://a\")")],
        "public/worker.js",
    );
    accepts(
        foreign_loads,
        &[(page, "<svg xmlns=\"http://www.w3.org/2000/svg\">")],
    );
    accepts(foreign_loads, &[(page, "<a href=\"/plan\">")]);
    accepts(
        foreign_loads,
        &[
            (page, "/// Behind `--public-url https://a.example`."),
            (page, "action // so"),
        ],
    );
    holds(foreign_loads);
}
