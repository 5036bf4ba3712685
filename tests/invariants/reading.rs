//! Reading: what participants are told in Danish and Swedish is short and easy, string by string.

use crate::tree::Tree;
use crate::{accepts, holds, notices};

/// What participants read, by catalogue; a key that begins as one of [`STAFF`] is for staff.
const ROOMS: [&str; 17] = [
    "access",
    "accessibility",
    "appointments",
    "calendar",
    "easy",
    "identity",
    "look",
    "messages",
    "mine",
    "more",
    "notifications",
    "pacing",
    "plan",
    "queue",
    "questions",
    "today",
    "trouble",
];
const STAFF: [&str; 19] = [
    "appointments-asks-",
    "appointments-attendance-",
    "appointments-book-",
    "appointments-not-",
    "appointments-person-",
    "appointments-staff-",
    "mine-answer-missing",
    "mine-staff-",
    "plan-ends-",
    "plan-meanwhile",
    "plan-nothing-",
    "plan-staff-",
    "plan-step-title-",
    "plan-text-",
    "plan-write-",
    "questions-about-",
    "questions-home-desk",
    "questions-score",
    "questions-with-the-course",
];

/// The most words in one sentence, and on average in one text.
const LONGEST: usize = 20;
const AVERAGE: f64 = 12.0;
/// LIX: words a sentence, and long words of a hundred. Up to 30 is easy.
const HARDEST: f64 = 30.0;
/// In fewer words one long name weighs too much to say anything.
const ENOUGH: usize = 8;
/// A word with more letters is long.
const SHORT: usize = 6;

/// How hard a text is to read.
struct Reading {
    /// Words in each sentence.
    sentences: Vec<usize>,
    long: usize,
}

impl Reading {
    fn of(text: &str) -> Self {
        let mut reading = Self {
            sentences: Vec::new(),
            long: 0,
        };
        let mut words = 0;
        for piece in text.split_whitespace() {
            let is_letter = |c: char| c.is_alphanumeric() || c == '{';
            let word = piece.trim_matches(|c| !is_letter(c) && c != '}');
            if word.chars().any(is_letter) {
                words += 1;
                // What stands in a place is not known here; it counts as a short word.
                let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
                reading.long += usize::from(letters > SHORT && !word.contains('\u{1}'));
            }
            let ends = piece.trim_end_matches(['»', '”', '“', '"', ')']);
            if ends.ends_with(['.', '!', '?', ':']) && words > 0 {
                reading.sentences.push(std::mem::take(&mut words));
            }
        }
        if words > 0 {
            reading.sentences.push(words);
        }
        reading
    }

    fn words(&self) -> usize {
        self.sentences.iter().sum()
    }

    fn average(&self) -> f64 {
        self.words() as f64 / self.sentences.len().max(1) as f64
    }

    fn lix(&self) -> f64 {
        self.average() + 100.0 * self.long as f64 / self.words().max(1) as f64
    }

    fn complaint(&self) -> Option<String> {
        let longest = self.sentences.iter().copied().max().unwrap_or_default();
        if longest > LONGEST {
            Some(format!("a sentence of {longest} words"))
        } else if self.average() > AVERAGE {
            Some(format!("{:.0} words a sentence", self.average()))
        } else if self.words() >= ENOUGH && self.lix() > HARDEST {
            Some(format!("LIX {:.0}", self.lix()))
        } else {
            None
        }
    }
}

/// Every text of a catalogue with its key: each form of one that has several.
fn texts(catalogue: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut key = String::new();
    for line in catalogue.lines() {
        let said = match line.split_once(" = ") {
            Some((new, said)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                new.clone_into(&mut key);
                said
            }
            _ if line.starts_with('#') => continue,
            // A form of a plural: `[one] …` or `*[other] …`; what goes on without is not one.
            _ => match line.split_once("] ") {
                Some((_, form)) => form,
                None => continue,
            },
        };
        if !said.trim_end().ends_with("->") {
            all.push((key.clone(), without_places(said)));
        }
    }
    all
}

/// The text with one mark for each `{ … }`.
fn without_places(said: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for letter in said.chars() {
        match letter {
            '{' => {
                depth += 1;
                text.push_str("{\u{1}}");
            }
            '}' => depth -= 1,
            _ if depth == 0 => text.push(letter),
            _ => {}
        }
    }
    text
}

fn hard_texts(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for language in ["da", "sv"] {
        for room in ROOMS {
            let path = format!("app/texts/{language}/{room}.ftl");
            let Some(file) = tree.under(&path, "ftl").next() else {
                continue;
            };
            for (key, text) in texts(&file.text) {
                let is_staffs = STAFF.iter().any(|begins| key.starts_with(begins));
                let complaint = Reading::of(&text).complaint();
                if let Some(complaint) = complaint.filter(|_| !is_staffs) {
                    complaints.push(format!("{path}: {key}: {complaint}"));
                }
            }
        }
    }
    complaints
}

#[test]
fn what_participants_read_is_easy() {
    let said = |text: &'static str| [("app/texts/da/today.ftl", text)];
    notices(
        hard_texts,
        &said(
            "today-a = Koordinatoren vurderer sammenhængende funktionsevnebegrænsninger i forløbet hver torsdag",
        ),
        "app/texts/da/today.ftl: today-a: LIX",
    );
    notices(
        hard_texts,
        &said("today-a = en to nu fire fem seks syv otte ni ti elleve tolv en to"),
        "app/texts/da/today.ftl: today-a: 14 words",
    );
    let long = "today-a = Ja. Nej. Ja. Og i det ene og i det andet og i det tredje og i det fjerde og i det femte nu.";
    notices(
        hard_texts,
        &said(long),
        "app/texts/da/today.ftl: today-a: a sentence of 21",
    );
    let staffs = "plan-write-a = en to nu fire fem seks syv otte ni ti elleve tolv en to";
    let form = "today-a = { $n ->\n    [one] Ja.\n   *[other] en to nu fire fem seks syv otte ni ti elleve tolv en\n}";
    notices(hard_texts, &said(form), "app/texts/da/today.ftl: today-a");
    accepts(
        hard_texts,
        &said("today-a = Hej { $enVældigLangPlads }. Du har en god dag. Vi ses igen i morgen."),
    );
    accepts(
        hard_texts,
        &[
            ("app/texts/da/desk.ftl", long),
            ("app/texts/da/plan.ftl", staffs),
        ],
    );
    holds(hard_texts);
}
