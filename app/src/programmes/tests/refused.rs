//! Wrong definitions, each refused with the file, the line and the reason.

use crate::programmes::read;

/// A small definition that is right; each case spoils one line of it.
pub(super) const RIGHT: &str = include_str!("small.toml");

/// The cases: `-` the line that is spoilt, `+` what stands there instead, `!` the
/// complaint after the file's name.
const WRONG: &str = include_str!("wrong.txt");

#[derive(Default)]
pub(super) struct Case {
    right: &'static str,
    wrong: Vec<&'static str>,
    pub(super) told: &'static str,
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in WRONG.lines() {
        if let Some(right) = line.strip_prefix("- ") {
            cases.push(Case {
                right,
                ..Case::default()
            });
        } else if let Some(wrong) = line.strip_prefix('+') {
            let wrong = wrong.strip_prefix(' ').unwrap_or(wrong);
            cases.last_mut().unwrap().wrong.push(wrong);
        } else if let Some(told) = line.strip_prefix("! ") {
            cases.last_mut().unwrap().told = told;
        }
    }
    cases
}

/// The definition with the first such line replaced.
pub(super) fn spoilt(case: &Case) -> String {
    let nth = RIGHT
        .lines()
        .position(|line| line == case.right)
        .unwrap_or_else(|| panic!("no line `{}`", case.right));
    let wrong = case.wrong.join("\n");
    let lines: Vec<&str> = RIGHT
        .lines()
        .enumerate()
        .map(|(at, line)| if at == nth { &wrong } else { line })
        .collect();
    lines.join("\n")
}

#[test]
fn the_small_definition_is_right_before_anyone_spoils_it() {
    read("small.toml", RIGHT).unwrap_or_else(|wrong| panic!("{wrong}"));
}

#[test]
fn a_wrong_definition_is_refused_with_file_line_and_reason() {
    let cases = cases();
    assert!(cases.len() > 60, "only {} cases were found", cases.len());
    let mut told = Vec::new();
    for case in &cases {
        let wrong = read("small.toml", &spoilt(case)).err();
        let wrong = wrong.map_or("let through".to_owned(), |wrong| wrong.to_string());
        told.push((case, wrong));
    }
    for (case, wrong) in told {
        assert_eq!(
            wrong,
            format!("small.toml:{}", case.told),
            "`{}` as `{}`",
            case.right,
            case.wrong.join(" ")
        );
    }
}

#[test]
fn of_two_mistakes_the_first_in_the_file_is_told() {
    let text = RIGHT
        .replace("zone = \"Europe/Copenhagen\"", "zone = \"Nowhere\"")
        .replace("ladder = \"mail\"", "ladder = \"letters\"");
    assert_eq!(read("small.toml", &text).unwrap_err().line, 6);
}

#[test]
fn rules_that_wait_for_each_other_are_refused() {
    let (every, year) = (
        r#"when = { every = "P1M", from = "start", until = "end" }"#,
        r#"when = { from = "end", after = "P12M" }"#,
    );
    let following = |of| format!(r#"when = {{ from = "answer", of = "{of}", after = "P7D" }}"#);
    let circle = RIGHT
        .replace(every, &following("year"))
        .replace(year, &following("rating"));
    assert_eq!(
        read("small.toml", &circle).unwrap_err().to_string(),
        "small.toml:84: rule `rating` waits for its own answers: year → rating"
    );
    read("small.toml", &RIGHT.replace(year, &following("rating"))).unwrap();
    let review = "\n[[appointment]]\nid = \"review\"\nname = { da = \"Opfølgning\" }\n";
    let meeting = following("review").replace("answer", "appointment");
    read("small.toml", &(RIGHT.replace(year, &meeting) + review)).unwrap();
}

#[test]
fn whoever_is_asked_about_a_course_is_asked_by_its_dates_and_by_mail() {
    let asks = |respondent: &str, collection: &str, when: &str, ladder: &str| {
        let text = RIGHT
            .replace(
                "respondent = \"staff\"",
                &format!("respondent = \"{respondent}\""),
            )
            .replace(
                "collection = \"confidential\" # always, for staff",
                collection,
            )
            .replace("when = { cron = \"0 9 1 3 *\" }", when)
            .replace("ladder = \"mail\"", &format!("ladder = \"{ladder}\""));
        let read = read("small.toml", &text);
        read.map_or_else(|wrong| wrong.to_string(), |it| it.id)
    };
    let (secret, start) = (
        "collection = \"confidential\"",
        "when = { from = \"start\" }",
    );
    for respondent in ["coordinator", "referrer"] {
        assert_eq!(asks(respondent, secret, start, "mail"), "small");
        let calendar = asks(
            respondent,
            secret,
            "when = { cron = \"0 9 1 3 *\" }",
            "mail",
        );
        assert!(
            calendar.contains("must say `from` and `until`"),
            "{calendar}"
        );
        let by_hand = asks(respondent, secret, "when = { by_hand = true }", "mail");
        assert!(
            by_hand.contains("`by_hand` is for participants"),
            "{by_hand}"
        );
        let called = asks(respondent, secret, start, "ordinary");
        assert!(called.contains("reached by e-mail alone"), "{called}");
        let later = asks(
            respondent,
            secret,
            "when = { from = \"end\", after = \"P1M\" }",
            "mail",
        );
        assert!(later.contains("needs the consent `follow_up`"), "{later}");
    }
    // What a coordinator knows may stay with the course; a referrer is not named.
    assert_eq!(asks("coordinator", "", start, "mail"), "small");
    let named = asks("referrer", "", start, "mail");
    assert!(
        named.contains("referrers, whose answers are always confidential"),
        "{named}"
    );
}
