//! Bugs that are planted on purpose: a simulation that lets one go is worth nothing.

use server::simulation::{Bug, Weather, Wish, simulate};

use super::scenes::{crowded, memory, side_by_side, stormy};

/// How many seeds a bug may hide from.
const SEEDS: u64 = 24;

/// The weather in which a bug shows itself, if it is one that needs some.
fn scene(bug: Bug, seed: u64) -> Wish {
    let fair = Weather::default();
    let weather = match bug {
        Bug::NoFence | Bug::NoLease => Weather { slow: 0.4, ..fair },
        Bug::AttemptAfterCall => Weather {
            poison: true,
            ..fair
        },
        Bug::RecordedBeforeCall => Weather {
            crash: 0.02,
            ..fair
        },
        Bug::LookForgotten => Weather { busy: 0.05, ..fair },
        Bug::NoQuietHours => Weather {
            provider: 0.3,
            outage: 0.1,
            ..fair
        },
        Bug::RulesInUtc
        | Bug::NoTruthCheck
        | Bug::AnswersOverlooked
        | Bug::KeyWithVersion
        | Bug::NoCap => fair,
    };
    let stormy = stormy(seed);
    let is_crowded = bug == Bug::NoCap;
    Wish {
        protocol: if is_crowded {
            crowded()
        } else {
            stormy.protocol
        },
        edits: if is_crowded { Vec::new() } else { stormy.edits },
        weather: Some(weather),
        servers: 2,
        bug: Some(bug),
        ..stormy
    }
}

/// The first seed that convicts a bug, with what it says; and that says nothing without it.
fn convicted(bug: Bug) -> String {
    let plays = |seed: u64| async move {
        let outcome = simulate(&scene(bug, seed), memory().await, |_| {})
            .await
            .expect("a play");
        (seed, outcome.complaints)
    };
    for seeds in (0..SEEDS).step_by(2) {
        let played = side_by_side(seeds..seeds + 2, plays);
        let Some((seed, complaints)) = played.into_iter().find(|it| !it.1.is_empty()) else {
            continue;
        };
        let innocent = |seed: u64| async move {
            let wish = Wish {
                bug: None,
                ..scene(bug, seed)
            };
            simulate(&wish, memory().await, |_| {})
                .await
                .expect("a play")
                .complaints
        };
        let without = side_by_side(seed..seed + 1, innocent).remove(0);
        assert_eq!(
            without, [""; 0],
            "{bug:?}: seed {seed} complains without it"
        );
        let said = format!("{bug:?}, seed {seed}: {}", complaints[0]);
        println!("{said}");
        return said;
    }
    panic!("{bug:?} went free in {SEEDS} seeds");
}

fn is_convicted_of(bug: Bug, words: &[&str]) {
    let said = convicted(bug);
    assert!(words.iter().any(|word| said.contains(word)), "{said}");
}

#[test]
fn a_server_that_comes_late_and_writes_all_the_same_is_convicted() {
    is_convicted_of(Bug::NoFence, &["became", "noted as", "twice"]);
}

#[test]
fn a_message_that_two_servers_take_in_hand_is_convicted() {
    is_convicted_of(Bug::NoLease, &["twice"]);
}

#[test]
fn a_try_that_a_crash_leaves_uncounted_is_convicted() {
    is_convicted_of(Bug::AttemptAfterCall, &["tried"]);
}

#[test]
fn a_message_that_is_recorded_before_it_leaves_is_convicted() {
    is_convicted_of(Bug::RecordedBeforeCall, &["never handed over"]);
}

#[test]
fn rules_read_in_greenwich_are_convicted() {
    is_convicted_of(Bug::RulesInUtc, &["wrong hour", "outside", "never asked"]);
}

#[test]
fn a_message_that_nobody_asks_about_before_it_leaves_is_convicted() {
    is_convicted_of(Bug::NoTruthCheck, &["after", "silence", "protected"]);
}

#[test]
fn a_reminder_after_the_answer_is_convicted() {
    is_convicted_of(Bug::AnswersOverlooked, &["after the answer"]);
}

#[test]
fn an_edit_that_asks_twice_is_convicted() {
    is_convicted_of(Bug::KeyWithVersion, &["no reason", "twice", "never asked"]);
}

#[test]
fn a_message_at_night_is_convicted() {
    is_convicted_of(Bug::NoQuietHours, &["outside the hours"]);
}

#[test]
fn a_third_message_on_one_day_is_convicted() {
    is_convicted_of(Bug::NoCap, &["too many"]);
}

#[test]
fn a_person_whom_nobody_looks_at_again_is_convicted() {
    is_convicted_of(Bug::LookForgotten, &["never asked"]);
}
