//! Refused definitions, told with field and reason in the language of whoever saves.

use super::refused::{RIGHT, cases, spoilt};
use crate::programmes::read;
use crate::texts::{Language, Words};

/// What is spoilt, with what, and what a Dane and a Swede hear about it.
const TABLE: [(&str, &str, &str, &str); 10] = [
    // A word where a number belongs.
    (
        "version = 1",
        "version = \"one\"",
        "small.toml:3: version: her skal der stå et helt tal fra 0 og op",
        "small.toml:3: version: här ska det stå ett heltal från 0 och uppåt",
    ),
    // A course that leads back to where it was.
    (
        "from = \"start\"\nlasts = \"P6M\"",
        "from = \"referral\"\nlasts = \"P6M\"",
        "small.toml:33: phase.from: fasen `course` skal begynde med en senere hændelse end fasen før",
        "small.toml:33: phase.from: fasen `course` måste börja med en senare händelse än fasen före",
    ),
    // An event that there is not.
    (
        "from = \"referral\"",
        "from = \"birth\"",
        "small.toml:28: phase.from: `birth` findes ikke her; vælg mellem `referral`, `inclusion`, \
         `assessment`, `start`, `planned_end`, `end`",
        "small.toml:28: phase.from: `birth` finns inte här; välj mellan `referral`, `inclusion`, \
         `assessment`, `start`, `planned_end`, `end`",
    ),
    // A day that no year has, on a duty and on a rule.
    (
        "cron = \"0 9 1-7,15-21 * 2\"",
        "cron = \"0 9 30 2 *\"",
        "small.toml:64: duty.cron: `0 9 30 2 *` kommer aldrig: den dag findes ikke i noget år",
        "small.toml:64: duty.cron: `0 9 30 2 *` infaller aldrig: den dagen finns inte något år",
    ),
    (
        "when = { cron = \"0 9 1 3 *\" }",
        "when = { cron = \"0 9 30 2 *\" }",
        "small.toml:109: rule.when: `0 9 30 2 *` kommer aldrig: den dag findes ikke i noget år",
        "small.toml:109: rule.when: `0 9 30 2 *` infaller aldrig: den dagen finns inte något år",
    ),
    // Windows that end before they begin: of a rule, and of a step.
    (
        "when = { every = \"P1M\", from = \"start\", until = \"end\" }",
        "when = { every = \"P1M\", from = \"end\", until = \"start\" }",
        "small.toml:84: rule.when: reglen `rating` slutter, før den begynder",
        "small.toml:84: rule.when: regeln `rating` slutar innan den börjar",
    ),
    (
        "{ channel = \"phone\", after = \"P4D\" }",
        "{ channel = \"phone\", after = \"P4D\", between = [\"18:00:00\", \"17:00:00\"] }",
        "small.toml:118: ladder.step.between: trin 3 på stigen `ordinary` skal ske mellem 18:00:00 \
         og 17:00:00, og det slutter, før det begynder",
        "small.toml:118: ladder.step.between: steg 3 i trappan `ordinary` ska ske mellan 18:00:00 \
         och 17:00:00, och det slutar innan det börjar",
    ),
    // Steps that fit into no hour: at night, at the weekend, and only after everything closed.
    (
        "{ channel = \"phone\", after = \"P4D\" }",
        "{ channel = \"phone\", after = \"P4D\", between = [\"21:30:00\", \"23:00:00\"] }",
        "small.toml:118: ladder.step.between: trin 3 på stigen `ordinary` kan aldrig ske: intet må \
         sendes mellem 21:30:00 og 23:00:00",
        "small.toml:118: ladder.step.between: steg 3 i trappan `ordinary` kan aldrig ske: inget får \
         skickas mellan 21:30:00 och 23:00:00",
    ),
    (
        "{ channel = \"phone\", after = \"P4D\" }",
        "{ channel = \"email\", after = \"P4D\", on = [\"sat\", \"sun\"] }",
        "small.toml:118: ladder.step.on: trin 3 på stigen `ordinary` kan aldrig ske: intet sendes på \
         de dage",
        "small.toml:118: ladder.step.on: steg 3 i trappan `ordinary` kan aldrig ske: inget skickas \
         de dagarna",
    ),
    (
        "open_for = \"P28D\"\nladder = \"mail\"\n",
        "open_for = \"PT3H\"\nladder = \"late\"\n\n[[ladder]]\nid = \"late\"\n\
         step = [{ channel = \"email\", after = \"PT0H\", between = [\"17:00:00\", \"20:00:00\"] }]\n",
        "small.toml:115: ladder.step.between: trin 1 på stigen `late` kan aldrig ske for reglen \
         `staff`: den lukker, før trinnets dage og timer kommer",
        "small.toml:115: ladder.step.between: steg 1 i trappan `late` kan aldrig ske för regeln \
         `staff`: den stänger innan stegets dagar och timmar kommer",
    ),
];

#[test]
fn whoever_saves_hears_field_and_reason_in_their_own_language() {
    for (right, wrong, danish, swedish) in TABLE {
        assert!(RIGHT.contains(right), "no `{right}`");
        let refused = read("small.toml", &RIGHT.replacen(right, wrong, 1));
        let refused = refused.map(drop).expect_err(wrong);
        assert_eq!(refused.told(Words::of(Language::Da)), danish);
        assert_eq!(refused.told(Words::of(Language::Sv)), swedish);
    }
}

#[test]
fn a_constant_that_is_misspelt_or_no_number_is_told_in_plain_words() {
    let told = |line: &str| {
        let refused = read("small.toml", &format!("{RIGHT}\n[pacing]\n{line}\n"));
        refused
            .map(drop)
            .expect_err(line)
            .told(Words::of(Language::Da))
    };
    let said = told("heavy = \"much\"");
    assert!(
        said.ends_with(": pacing.heavy: her skal der stå et tal"),
        "{said}"
    );
    let said = told("hevy = 4.0");
    assert!(said.contains("pacing.hevy: "), "{said}");
    assert_eq!(said.matches("`heavy`").count(), 1, "{said}");
}

#[test]
fn no_complaint_is_said_in_english_to_those_who_read_something_else() {
    for case in cases() {
        let refused = read("small.toml", &spoilt(&case)).map(drop);
        let refused = refused.expect_err(case.told);
        let english = refused.told(Words::of(Language::En));
        for language in [Language::Da, Language::Sv, Language::Ar] {
            let told = refused.told(Words::of(language));
            assert_ne!(told, english, "{language:?}");
            assert!(!told.contains("programmes-"), "{language:?}: {told}");
            assert!(
                !told.contains('{') && !told.contains("$"),
                "{language:?}: {told}"
            );
        }
    }
}
