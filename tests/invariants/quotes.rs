//! Quotation marks: one kind in each language, as a schoolbook has them.

use crate::catalogues::{DRAFTS, LANGUAGES};
use crate::tree::Tree;
use crate::{accepts, holds, notices};

/// Every mark that quotes something somewhere.
const MARKS: &str = "\"“”„»«‹›";

/// What opens and closes in a language; a second pair stands within the first.
fn own(language: &str) -> &'static str {
    match language {
        "da" => "»«",
        "sv" => "”",
        "en" => "“”",
        "uk" => "«»“”",
        _ => "«»",
    }
}

/// The marks of other languages. Parts of documents, as `"contained"`, stand as a machine has them.
fn foreign_quotes(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for language in LANGUAGES.into_iter().chain(DRAFTS) {
        for file in tree.under(&format!("app/texts/{language}/"), "ftl") {
            let of_documents = file.name() == "imports.ftl";
            for (number, line) in (1..).zip(file.text.lines()) {
                let is_foreign = |mark: &char| {
                    let is_own = own(language).contains(*mark) || *mark == '"' && of_documents;
                    MARKS.contains(*mark) && !is_own
                };
                if !line.starts_with('#')
                    && let Some(mark) = line.chars().find(is_foreign)
                {
                    let kind = own(language);
                    let path = &file.path;
                    complaints.push(format!("{path}:{number}: {mark} quotes where {kind} does"));
                }
            }
        }
    }
    complaints
}

/// Marks come in pairs, in the order of the language: Danish opens with what closes in Arabic.
fn turned_quotes(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (language, opens, closes) in [("da", '»', '«'), ("en", '“', '”'), ("ar", '«', '»')]
    {
        for file in tree.under(&format!("app/texts/{language}/"), "ftl") {
            for (number, line) in (1..).zip(file.text.lines()) {
                let marks = line.chars().filter(|it| [opens, closes].contains(it));
                let marks: Vec<char> = marks.collect();
                let in_turn = marks.chunks(2).all(|pair| *pair == [opens, closes]);
                if !in_turn {
                    complaints.push(format!("{}:{number}: quotes that do not pair", file.path));
                }
            }
        }
    }
    complaints
}

#[test]
fn each_language_quotes_in_its_own_way() {
    holds(foreign_quotes);
    holds(turned_quotes);
}

#[test]
fn a_mark_of_another_language_is_noticed() {
    let da = "app/texts/da/plan.ftl";
    notices(
        foreign_quotes,
        &[(da, "a = „Ja“, det er det\n")],
        "app/texts/da/plan.ftl:1:",
    );
    notices(
        foreign_quotes,
        &[(da, "a = »Ja«\nb = \"Nej\"\n")],
        "app/texts/da/plan.ftl:2:",
    );
    notices(
        turned_quotes,
        &[(da, "a = «Ja»\n")],
        "app/texts/da/plan.ftl:1:",
    );
    accepts(foreign_quotes, &[(da, "# \"said\"\na = »Ja«\n")]);
    accepts(
        foreign_quotes,
        &[("app/texts/sv/imports.ftl", "a = Skriv \"value\"\n")],
    );
}
