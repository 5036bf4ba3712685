//! What each column of the files means, as a file of its own.

use super::csv::{COLUMNS, field};
use super::public::PUBLIC_COLUMNS;
use super::years::REGISTER_COLUMNS;
use crate::texts::Words;

/// The codebook as CSV (RFC 4180, UTF-8): which file, which column, what it means.
pub fn codebook(words: Words) -> String {
    let mut book = "file,column,meaning\r\n".to_owned();
    for (file, columns) in [
        ("figures.csv", COLUMNS),
        ("public.csv", PUBLIC_COLUMNS),
        ("register.csv", REGISTER_COLUMNS),
    ] {
        explain(&mut book, words, file, columns);
    }
    book
}

/// The same of one file.
pub(crate) fn of(words: Words, file: &str, columns: &str) -> String {
    let mut book = "file,column,meaning\r\n".to_owned();
    explain(&mut book, words, file, columns);
    book
}

fn explain(book: &mut String, words: Words, file: &str, columns: &str) {
    for column in columns.split(',').map(str::trim) {
        let meaning = words.say(meaning(column));
        book.push_str(&format!("{file},{column},{}\r\n", field(&meaning)));
    }
}

/// The key of what a column means; both ends of an interval have one.
fn meaning(column: &str) -> &'static str {
    match column {
        "programme" => "codebook-programme",
        "indicator" => "codebook-indicator",
        "wave" => "codebook-wave",
        "state" => "codebook-state",
        "answers" => "codebook-answers",
        "invited" => "codebook-invited",
        "happy_from" | "happy_to" => "codebook-happy",
        "unhappy_from" | "unhappy_to" => "codebook-unhappy",
        "happy_share_low" | "happy_share_high" => "codebook-happy-share",
        "likely_low" | "likely_high" => "codebook-likely",
        "had_all_answered_low" | "had_all_answered_high" => "codebook-had-all-answered",
        "target" => "codebook-target",
        "verdict" => "codebook-verdict",
        "happy" => "codebook-noisy-happy",
        "unhappy" => "codebook-noisy-unhappy",
        "within" => "codebook-within",
        "epsilon" => "codebook-epsilon",
        "year" => "codebook-year",
        "measure" => "codebook-measure",
        "people" => "codebook-people",
        "group" => "codebook-group",
        "pseudonym" => "codebook-pseudonym",
        "sex" => "codebook-sex",
        "born" => "codebook-born",
        "education" => "codebook-education",
        "included_month" | "started_month" | "ended_month" => "codebook-month",
        "before_source" | "end_source" | "year_source" => "codebook-source",
        "before_share" | "end_share" | "year_share" => "codebook-income-share",
        "end_reason" => "codebook-end-reason",
        "track" => "codebook-track",
        "budgeted" => "codebook-budgeted",
        "included" => "codebook-included",
        "ended" => "codebook-ended",
        "women_from" | "women_to" => "codebook-women",
        "men_from" | "men_to" => "codebook-men",
        "other_from" | "other_to" => "codebook-other-sex",
        "unknown_from" | "unknown_to" => "codebook-unknown-sex",
        "months" => "codebook-months",
        "input" => "codebook-input",
        "unit" => "codebook-unit",
        "from" | "to" => "codebook-from-to",
        "people_from" | "people_to" => "codebook-people-in-group",
        _ => "codebook-share",
    }
}

#[cfg(test)]
mod tests {
    use super::codebook;
    use crate::texts::{Language, Words};

    #[test]
    fn every_column_is_explained_in_every_language() {
        for language in Language::ALL {
            let book = codebook(Words::of(language));
            assert_eq!(book.lines().count(), 1 + 18 + 8 + 10, "{book}");
            assert!(!book.contains("Unknown localization"), "{book}");
            assert!(book.contains("figures.csv,likely_high,"), "{book}");
        }
    }
}
