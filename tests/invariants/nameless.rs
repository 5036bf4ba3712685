//! Where answers without a name come in: nothing looks at who sends them, and nothing notes it.

use crate::tree::Tree;
use crate::walls::lines_with;
use crate::{accepts, holds, notices};

/// Where answers of nobody in particular are taken and kept.
const NAMELESS: [&str; 2] = [
    "server/src/anonymous/redeem.rs",
    "server/src/anonymous/pool.rs",
];

/// What would tell who sent an answer, or note that one came.
const TELLS: [&str; 7] = [
    "tracing",
    "HeaderMap",
    "Parts",
    "ConnectInfo",
    "Me",
    "Reader",
    "now_v7",
];

/// Who answers without a name is looked at by nothing, and written into no log and no table.
fn told_of_the_nameless(tree: &Tree) -> Vec<String> {
    let files = tree
        .files
        .iter()
        .filter(|file| NAMELESS.contains(&&*file.path));
    files
        .flat_map(|file| {
            let mut complaints = lines_with(file, &file.text, &TELLS, "an answer has no sender");
            let table = ["db.write("];
            complaints.extend(lines_with(file, &file.text, &table, "an answer is no row"));
            complaints
        })
        .collect()
}

#[test]
fn nothing_looks_at_who_answers_without_a_name() {
    let redeem = NAMELESS[0];
    for tells in [
        "async fn take(headers: HeaderMap) {}",
        "fn a() { tracing::info!(\"an answer\") }",
        "async fn take(me: Me) {}",
        "fn a() { app.db.write().await }",
    ] {
        notices(told_of_the_nameless, &[(redeem, tells)], redeem);
    }
    accepts(
        told_of_the_nameless,
        &[
            (redeem, "fn a() { app.db.read().await }"),
            ("server/src/anonymous/web.rs", "async fn token(me: Me) {}"),
        ],
    );
    holds(told_of_the_nameless);
}
