//! Statements: every table they name is created by a migration.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{source, without_tests};
use crate::tree::Tree;
use crate::{accepts, holds, notices};

/// Every table that a statement names is created by a migration.
fn missing_tables(tree: &Tree) -> Vec<String> {
    // The list that `over_batch!` puts before a statement.
    let mut tables = BTreeSet::from(["mine".to_owned()]);
    for file in tree.under("migrations/", "sql") {
        for what in [
            "create table ",
            "create table if not exists ",
            "create view ",
        ] {
            tables.extend(names_after(&file.text.to_lowercase(), what));
        }
    }
    let mut complaints = Vec::new();
    for file in tree
        .under("server/src/", "rs")
        .filter(|file| !file.is_test())
    {
        for literal in source(without_tests(&file.text)).literals {
            // Escaped line ends would otherwise glue two words together.
            let sql = literal.text.to_lowercase().replace(['\n', '\\'], " ");
            if !is_sql(&sql) {
                continue;
            }
            let sql = sql.replace("distinct from ", "distinct-from ");
            for what in ["from ", "into ", "update ", "join "] {
                for name in names_after(&sql, what) {
                    let is_keyword = ["set", "skip", "select", "nowait", "of"].contains(&&*name);
                    let own = [format!("{name} as ("), format!("{name} (")];
                    let is_own =
                        sql.starts_with("with ") && own.iter().any(|own| sql.contains(own));
                    if !is_keyword && !is_own && !tables.contains(&name) {
                        complaints.push(format!(
                            "{}:{}: no migration creates {name:?}",
                            file.path, literal.line
                        ));
                    }
                }
            }
        }
    }
    complaints
}

/// Two migrations of one number: the second can't be told from the first, and a database
/// that has one of them can never be opened again.
fn numbered_twice(tree: &Tree) -> Vec<String> {
    let mut seen = BTreeMap::new();
    let mut complaints = Vec::new();
    for file in tree.under("migrations/", "sql") {
        let number = file.name().split('_').next().unwrap_or_default();
        let Ok(number) = number.parse::<u64>() else {
            complaints.push(format!("{}: begins with no number", file.path));
            continue;
        };
        if let Some(first) = seen.insert(number, &file.path) {
            complaints.push(format!("{}: has the number of {first}", file.path));
        }
    }
    complaints
}

/// Whether a text of the code is a statement.
pub(crate) fn is_sql(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    [
        "select ",
        "insert into ",
        "update ",
        "delete from ",
        "with ",
    ]
    .iter()
    .any(|verb| text.starts_with(verb))
        && [" from ", " into ", " set ", "select "]
            .iter()
            .any(|word| text.contains(word))
}

/// The names that follow each `what`, itself after a space, an open bracket or nothing.
fn names_after(sql: &str, what: &str) -> Vec<String> {
    sql.match_indices(what)
        .filter(|(at, _)| !sql[..*at].ends_with(|c: char| c.is_alphanumeric() || "-_".contains(c)))
        .map(|(at, _)| sql[at + what.len()..].trim_start())
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or("")
        })
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_statement_names_tables_that_there_are() {
    let plans = ("migrations/1.sql", "create table plans (id text)");
    let store = |sql| [plans, ("server/src/plan/store.rs", sql)];
    notices(
        missing_tables,
        &store("q(\"select a from planes\")"),
        "server/src/plan/store.rs:1",
    );
    notices(
        missing_tables,
        &store("q(\"select a from plans join goals on b\")"),
        "server/src/",
    );
    accepts(
        missing_tables,
        &store("q(\"with due as (select id from plans) select * from due\")"),
    );
    accepts(
        missing_tables,
        &store("q(\"insert into plans (id) values ($1) on conflict do update set a = $1\")"),
    );
    accepts(missing_tables, &store("say(\"you come from far\")"));
    holds(missing_tables);
}

#[test]
fn every_migration_has_a_number_of_its_own() {
    notices(
        numbered_twice,
        &[
            ("migrations/0002_desk.sql", ""),
            ("migrations/0002_texts.sql", ""),
        ],
        "migrations/0002_texts.sql",
    );
    notices(
        numbered_twice,
        &[
            ("migrations/10_desk.sql", ""),
            ("migrations/0010_a.sql", ""),
        ],
        "migrations/0010_a.sql",
    );
    notices(
        numbered_twice,
        &[("migrations/desk.sql", "")],
        "migrations/desk.sql",
    );
    accepts(
        numbered_twice,
        &[
            ("migrations/0002_desk.sql", ""),
            ("migrations/0003_a.sql", ""),
        ],
    );
    holds(numbered_twice);
}
