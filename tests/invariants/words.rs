//! Words: every key in every language, every key that code names there, and none for nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogues::{DRAFTS, LANGUAGES, catalogue};
use crate::rust::{Literal, source};
use crate::tree::Tree;
use crate::{accepts, holds, notices};

/// A remark such as `keys: plan-state-*`, for code that makes up the rest of a key itself.
/// `format!("plan-state-{state}")` needs none: it says enough.
const MADE_UP: &str = "// keys: ";

fn unequal_catalogues(tree: &Tree) -> Vec<String> {
    let all = LANGUAGES.map(|language| (language, catalogue(tree, language)));
    let keys: BTreeSet<&String> = all.iter().flat_map(|(_, entries)| entries.keys()).collect();
    let mut complaints = Vec::new();
    for key in keys {
        let said: Vec<_> = all
            .iter()
            .map(|(language, said)| (language, said.get(key)))
            .collect();
        let mut places = BTreeMap::new();
        for (language, entries) in said {
            match entries.map(Vec::as_slice) {
                None | Some([]) => complaints.push(format!("{key}: not in {language:?}")),
                Some([entry]) => {
                    places.entry(&entry.places).or_insert(&entry.path);
                }
                Some([first, .., last]) => {
                    complaints.push(format!("{key}: both in {} and {}", first.path, last.path));
                }
            }
        }
        // Whoever fills the places fills the same ones in each language.
        if places.len() > 1 {
            complaints.push(format!("{key}: not the same places: {places:?}"));
        }
    }
    complaints
}

/// What a draft says that no other language does, and what it owes before anyone sees it.
fn wild_drafts(tree: &Tree) -> Vec<String> {
    let known = catalogue(tree, "en");
    let mut complaints = Vec::new();
    for draft in DRAFTS {
        let said = catalogue(tree, draft);
        for (key, entries) in &said {
            let path = &entries[0].path;
            match known.get(key) {
                None => complaints.push(format!("{path}: {key} is in no other language")),
                Some(usual) if usual[0].places != entries[0].places => {
                    complaints.push(format!("{path}: {key}: not the same places"));
                }
                Some(_) => {}
            }
        }
        let around = known.keys().filter(|key| key.starts_with("look-"));
        for key in around.filter(|key| !said.contains_key(*key)) {
            complaints.push(format!("app/texts/{draft}/look.ftl: not {key}"));
        }
    }
    complaints
}

fn misplaced_keys(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (key, entries) in catalogue(tree, "en") {
        for entry in entries {
            let room = entry
                .path
                .rsplit('/')
                .next()
                .unwrap_or("")
                .trim_end_matches(".ftl");
            if !key.starts_with(&format!("{room}-")) {
                complaints.push(format!("{}: {key} does not begin with {room}-", entry.path));
            }
        }
    }
    complaints
}

/// Simple sentences that stand for no other, or open other places than it does.
fn lost_simple_words(tree: &Tree) -> Vec<String> {
    let known = catalogue(tree, "en");
    let simple = known.iter().filter_map(|(key, entries)| {
        let of = key.strip_prefix("easy-")?;
        Some((of, &entries[0]))
    });
    simple
        .filter_map(|(of, entry)| match known.get(of) {
            None => Some(format!("{}: no key {of} to say simply", entry.path)),
            Some(usual) if !entry.places.is_subset(&usual[0].places) => {
                Some(format!("{}: {of} has no such places", entry.path))
            }
            Some(_) => None,
        })
        .collect()
}

/// Texts of the code that may be keys, with their places, and the beginnings of made-up ones.
fn said(tree: &Tree) -> (Vec<(String, Literal)>, Vec<String>) {
    let (mut literals, mut beginnings) = (Vec::new(), Vec::new());
    for folder in ["app/src/", "server/src/"] {
        for file in tree.under(folder, "rs") {
            let found = source(&file.text).literals;
            beginnings.extend(found.iter().filter_map(|literal| made_up(&literal.text)));
            literals.extend(
                found
                    .into_iter()
                    .map(|literal| (file.path.clone(), literal)),
            );
            let remarks = file
                .text
                .lines()
                .filter_map(|line| line.split_once(MADE_UP));
            let keys = remarks.flat_map(|(_, keys)| keys.split([' ', ',']));
            beginnings.extend(
                keys.filter_map(|key| key.strip_suffix('*'))
                    .map(str::to_owned),
            );
        }
    }
    (literals, beginnings)
}

/// The beginning of a key that is made up, if it says more than its room.
fn made_up(text: &str) -> Option<String> {
    let (beginning, _) = text.split_once('{')?;
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let parts = beginning.split('-').filter(|part| !part.is_empty()).count();
    (beginning.chars().all(is_key) && beginning.contains('-') && parts > 1)
        .then(|| beginning.to_owned())
}

fn unknown_keys(tree: &Tree) -> Vec<String> {
    let known = catalogue(tree, "en");
    let rooms: BTreeSet<&str> = known
        .keys()
        .filter_map(|key| Some(key.split_once('-')?.0))
        .collect();
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let (literals, _) = said(tree);
    // `class="plan-goal"` is not a key, although it looks like one; nor is a field's name.
    let attributes: BTreeSet<String> = literals
        .iter()
        .filter(|(_, literal)| literal.before.ends_with('=') && !literal.before.ends_with(" ="))
        .map(|(_, literal)| literal.text.clone())
        .collect();
    literals
        .into_iter()
        .filter(|(_, literal)| {
            let asked = ["say(", "with("]
                .iter()
                .any(|verb| literal.before.ends_with(verb));
            let room = literal.text.split('-').next().unwrap_or_default();
            let is_shaped = literal.text.contains('-') && literal.text.split('-').all(is_part);
            let is_key = asked || (rooms.contains(room) && !attributes.contains(&literal.text));
            is_shaped && is_key && !known.contains_key(&literal.text)
        })
        .map(|(path, literal)| format!("{path}:{}: no key {:?}", literal.line, literal.text))
        .collect()
}

fn unused_keys(tree: &Tree) -> Vec<String> {
    let (literals, beginnings) = said(tree);
    let used: BTreeSet<&str> = literals
        .iter()
        .map(|(_, literal)| literal.text.as_str())
        .collect();
    catalogue(tree, "en")
        .into_iter()
        .filter(|(key, _)| {
            let made_up = beginnings
                .iter()
                .any(|beginning| key.starts_with(beginning.as_str()));
            !used.contains(key.as_str()) && !made_up
        })
        .map(|(key, entries)| format!("{}: nobody says {key}", entries[0].path))
        .collect()
}

/// A room's catalogue with one text, the same in all languages but `but`.
fn four<'a>(but: &str, text: &'a str, other: &'a str) -> Vec<(&'static str, &'a str)> {
    let of = |language: &str| if language == but { other } else { text };
    vec![
        ("app/texts/da/plan.ftl", of("da")),
        ("app/texts/sv/plan.ftl", of("sv")),
        ("app/texts/en/plan.ftl", of("en")),
        ("app/texts/ar/plan.ftl", of("ar")),
    ]
}

#[test]
fn every_key_is_in_every_language() {
    notices(
        unequal_catalogues,
        &four("sv", "plan-title = A", ""),
        "plan-title: not in \"sv\"",
    );
    let twice = "plan-title = A\nplan-title = B";
    notices(
        unequal_catalogues,
        &four("da", "plan-title = A", twice),
        "plan-title: both",
    );
    let (named, other) = ("plan-by = By { $name }", "plan-by = By { $who }");
    notices(
        unequal_catalogues,
        &four("ar", named, other),
        "plan-by: not the same places",
    );
    accepts(unequal_catalogues, &four("", named, ""));
    let plural = "plan-by = { $n ->\n [one] By { $name }\n *[other] All by { $name }\n}";
    accepts(unequal_catalogues, &four("ar", named, plural));
    holds(unequal_catalogues);
}

#[test]
fn what_is_said_simply_is_said_otherwise_too() {
    let with = |easy| {
        [
            four("", "plan-by = By { $name }", ""),
            vec![("app/texts/en/easy.ftl", easy)],
        ]
        .concat()
    };
    notices(
        lost_simple_words,
        &with("easy-plan-title = A"),
        "app/texts/en/easy.ftl: no key plan-title",
    );
    notices(
        lost_simple_words,
        &with("easy-plan-by = { $day }"),
        "app/texts/en/easy.ftl: plan-by has no such",
    );
    accepts(lost_simple_words, &with("easy-plan-by = { $name } did"));
    holds(lost_simple_words);
}

#[test]
fn a_draft_says_nothing_of_its_own() {
    let with = |draft| {
        [
            four("", "plan-by = By { $name }", ""),
            vec![("app/texts/uk/plan.ftl", draft)],
        ]
        .concat()
    };
    notices(
        wild_drafts,
        &with("plan-title = A"),
        "app/texts/uk/plan.ftl: plan-title is in no",
    );
    notices(
        wild_drafts,
        &with("plan-by = { $day }"),
        "app/texts/uk/plan.ftl: plan-by: not the same",
    );
    accepts(wild_drafts, &with("plan-by = { $name }"));
    holds(wild_drafts);
}

#[test]
fn a_key_begins_with_its_room() {
    notices(
        misplaced_keys,
        &four("", "goal-title = A", ""),
        "app/texts/en/plan.ftl",
    );
    holds(misplaced_keys);
}

#[test]
fn every_key_that_is_said_exists() {
    let with = |code| {
        [
            four("", "plan-title = A", ""),
            vec![("app/src/plan/page.rs", code)],
        ]
        .concat()
    };
    notices(
        unknown_keys,
        &with("words.say(\"plan-name\")"),
        "app/src/plan/page.rs:1",
    );
    notices(
        unknown_keys,
        &with("match a { A => \"plan-goal\" }"),
        "app/src/plan/page.rs:1",
    );
    notices(
        unknown_keys,
        &with("words.with(\"pace-left\", &[])"),
        "app/src/plan/page.rs:1",
    );
    accepts(
        unknown_keys,
        &with("problem(\"plan-day\"); view! { <TextField name=\"plan-day\"/> }"),
    );
    accepts(
        unknown_keys,
        &with("<p class=\"plan-goal\">{words.say(\"plan-title\")}</p>"),
    );
    holds(unknown_keys);
}

#[test]
fn every_key_is_said_somewhere() {
    let with = |code| {
        [
            four("", "plan-title = A", ""),
            vec![("app/src/plan/page.rs", code)],
        ]
        .concat()
    };
    notices(
        unused_keys,
        &with("words.say(\"plan-other\")"),
        "app/texts/en/plan.ftl",
    );
    accepts(unused_keys, &with("words.say(\"plan-title\")"));
    accepts(
        unused_keys,
        &with("words.say(&format!(\"plan-title{rest}\"))"),
    );
    notices(
        unused_keys,
        &with("words.say(&format!(\"plan-{rest}\"))"),
        "app/texts/en/plan.ftl",
    );
    accepts(
        unused_keys,
        &with("// keys: plan-t*\nwords.say(&format!(\"plan-t{rest}\"))"),
    );
    holds(unused_keys);
}
