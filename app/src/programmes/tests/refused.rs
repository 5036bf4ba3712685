//! Wrong definitions, each refused with the file, the line and the reason.

use crate::programmes::read;

/// A small definition that is right; each case spoils one line of it.
const RIGHT: &str = r#"id = "small"
version = 1
name = { da = "Lille", sv = "Liten" }
country = "DK"
zone = "Europe/Copenhagen"
send_at = "09:00:00"
places = 20

[eligibility]
age_from = 18
age_to = 65

[[party]]
id = "town"
name = { da = "Byen" }
roles = ["controller"]

[[consent]]
kind = "follow_up"
between = ["town"]
lasts = "P15M"
about = { da = "Må vi spørge igen?" }

[[phase]]
id = "waiting"
name = { da = "Venter" }
from = "referral"

[[phase]]
id = "course"
name = { da = "Forløb" }
from = "start"
lasts = "P6M"

[[deadline]]
id = "start"
name = { da = "Begyndt" }
from = "inclusion"
amber = "P21D"
within = "P1M"
met_by = "start"

[[deadline]]
id = "review"
name = { da = "Gennemgang" }
from = "start"
within = "P6W"
every = "P6W"

[[track]]
id = "work"
name = { da = "Arbejde" }
reference = 0.6

[[track]]
id = "rest"
name = { da = "Hvile" }
reference = 0.4

[[duty]]
id = "group"
name = { da = "Gruppen" }
cron = "0 9 1-7,15-21 * 2"

[[target]]
id = "say"
name = { da = "Medindflydelse" }
metric = "positive"
threshold = 0.75
rules = ["influence"]

[[arm]]
id = "intervention"
places = 10

[[arm]]
id = "control"
places = 10

[[rule]]
id = "rating"
questionnaire = "self-rating"
when = { every = "P1M", from = "start", until = "end" }
open_for = "P14D"
ladder = "ordinary"

[[rule]]
id = "influence"
questionnaire = "influence"
collection = "confidential"
when = { cron = "0 9 1 11 *", from = "start", until = "end" }
open_for = "P14D"
ladder = "ordinary"

[[rule]]
id = "year"
questionnaire = "year"
when = { from = "end", after = "P12M" }
open_for = "P90D"
needs = "follow_up"
ladder = "ordinary"

[[rule]]
id = "staff"
questionnaire = "cross-sector"
respondent = "staff"
collection = "confidential"
when = { cron = "0 9 1 3 *" }
open_for = "P28D"
ladder = "mail"

[[ladder]]
id = "ordinary"
step = [
    { channel = "push", after = "P0D" },
    { channel = "email", after = "P1D", at = "17:00:00" },
    { channel = "phone", after = "P4D" },
]

[[ladder]]
id = "mail"
step = [{ channel = "email", after = "P0D" }]
"#;

/// The line that is spoilt, what stands there instead, and the reason that is given.
const WRONG: &[(&str, &str, &str)] = &[
    // The form.
    (
        "version = 1",
        "version = ",
        "string values must be quoted, expected literal string",
    ),
];

fn spoilt(right: &str, wrong: &str) -> (usize, String) {
    let mut found = RIGHT
        .lines()
        .enumerate()
        .filter(|(_, line)| *line == right)
        .map(|(nth, _)| nth);
    let nth = found.next().unwrap_or_else(|| panic!("no line `{right}`"));
    let lines: Vec<&str> = RIGHT
        .lines()
        .enumerate()
        .map(|(at, line)| if at == nth { wrong } else { line })
        .collect();
    (nth + 1, lines.join("\n"))
}

#[test]
fn the_small_definition_is_right_before_anyone_spoils_it() {
    read("small.toml", RIGHT).unwrap_or_else(|wrong| panic!("{wrong}"));
}

#[test]
fn a_wrong_definition_is_refused_with_file_line_and_reason() {
    for (right, wrong, reason) in WRONG {
        let (line, text) = spoilt(right, wrong);
        let told = match read("small.toml", &text) {
            Err(told) => told.to_string(),
            Ok(_) => panic!("`{wrong}` was let through"),
        };
        assert_eq!(told, format!("small.toml:{line}: {reason}"), "`{wrong}`");
    }
}
