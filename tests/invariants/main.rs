//! What the whole tree promises: short files, one clock, SQL in one place, every word in four
//! languages. Each promise is checked on the tree, and each checker on a tree that breaks it.

mod catalogues;
mod nameless;
mod packs;
mod quotes;
mod reading;
mod rust;
mod shape;
mod tables;
mod tree;
mod walls;
mod words;

use tree::Tree;

/// A checker: what it finds wrong, each with its place.
type Check = fn(&Tree) -> Vec<String>;

/// Fails with everything that `check` finds wrong in the work tree.
#[track_caller]
fn holds(check: Check) {
    let complaints = check(&Tree::of_the_project());
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Fails unless `check` finds exactly one thing wrong in the tree of `files`, at `place`.
#[track_caller]
fn notices(check: Check, files: &[(&str, &str)], place: &str) {
    let complaints = check(&Tree::of(files));
    assert_eq!(complaints.len(), 1, "{complaints:#?}");
    assert!(complaints[0].starts_with(place), "{complaints:#?}");
}

/// Fails if `check` finds anything wrong in the tree of `files`.
#[track_caller]
fn accepts(check: Check, files: &[(&str, &str)]) {
    let complaints = check(&Tree::of(files));
    assert!(complaints.is_empty(), "{complaints:#?}");
}
