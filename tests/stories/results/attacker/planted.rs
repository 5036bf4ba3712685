//! Other ways of publishing, each with a hole: an attacker who misses one is worthless.

use std::collections::BTreeSet;

use app::insight::{Band, Stratum, Tally, seal};

use super::cohorts::{Cohort, QUARTERS};
use super::enumerator::{Case, Event, Histogram, all};

/// When something is looked at: while answers come in, when the last has come, or after an
/// erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Open,
    Closed,
    Erased,
}

/// What stands on the page, by the answers there are.
pub(super) type Mechanism = fn(Histogram, When) -> String;

pub(super) const MECHANISMS: [(&str, Mechanism); 10] = [
    ("whole percent, live", percent_live),
    ("whole percent, live, from five", percent_live_from_five),
    ("mean of one decimal, live, from five", mean_live),
    ("exact counts, once", exact_once),
    ("one to seven as five, once", small_as_five),
    ("below ten hidden, else to the nearest five, once", ten_five),
    ("labels of two counts, once", narrow_labels),
    ("our labels, live", labels_live),
    ("our labels, made anew after an erasure", labels_anew),
    ("our labels, as soon as they say enough", labels_by_content),
];

fn size(answers: Histogram) -> usize {
    answers.iter().sum()
}

fn labels(answers: Histogram) -> String {
    let mut tally = Tally::default();
    for band in Band::ALL {
        tally.add(band, answers[band as usize] as u32);
    }
    let blocks = seal(&[(Stratum::everyone(), tally)].into());
    format!(
        "{:?}",
        blocks.iter().map(|it| it.labels).collect::<Vec<_>>()
    )
}

/// What we do: nothing while the wave is open, labels when it has closed, and no news ever.
pub(super) fn ours(answers: Histogram, when: When) -> String {
    match when {
        When::Closed => labels(answers),
        When::Open | When::Erased => String::new(),
    }
}

fn percent(answers: Histogram) -> String {
    let n = size(answers).max(1);
    format!("{:?}", answers.map(|count| (count * 100 + n / 2) / n))
}

fn percent_live(answers: Histogram, _: When) -> String {
    percent(answers)
}

fn percent_live_from_five(answers: Histogram, when: When) -> String {
    if size(answers) < 5 {
        return String::new();
    }
    percent_live(answers, when)
}

fn mean_live(answers: Histogram, _: When) -> String {
    if size(answers) < 5 {
        return String::new();
    }
    let points = answers[1] + 2 * answers[2];
    format!("{:.1}", points as f64 / size(answers) as f64)
}

/// Nothing but once, when ten or more have answered.
fn once(answers: Histogram, when: When, told: impl Fn(Histogram) -> String) -> String {
    if when == When::Closed && size(answers) >= 10 {
        told(answers)
    } else {
        String::new()
    }
}

fn exact_once(answers: Histogram, when: When) -> String {
    once(answers, when, |it| format!("{it:?}"))
}

fn small_as_five(answers: Histogram, when: When) -> String {
    let five = |count: usize| if (1..=7).contains(&count) { 5 } else { count };
    once(answers, when, |it| format!("{:?}", it.map(five)))
}

fn ten_five(answers: Histogram, when: When) -> String {
    let rounded = |count: usize| if count < 10 { 0 } else { (count + 2) / 5 * 5 };
    once(answers, when, |it| format!("{:?}", it.map(rounded)))
}

fn narrow_labels(answers: Histogram, when: When) -> String {
    once(answers, when, |it| format!("{:?}", [it[0] / 2, it[2] / 2]))
}

fn labels_live(answers: Histogram, _: When) -> String {
    labels(answers)
}

fn labels_anew(answers: Histogram, when: When) -> String {
    match when {
        When::Open => String::new(),
        When::Closed | When::Erased => labels(answers),
    }
}

/// Sealed with the answer that lifts both ends out of the lowest interval.
fn labels_by_content(answers: Histogram, when: When) -> String {
    if when != When::Erased && size(answers) >= 10 && answers[0].min(answers[2]) > 3 {
        labels(answers)
    } else {
        String::new()
    }
}

/// What the attacker sees of each wave of a cohort under `mechanism`, which it knows.
pub(super) fn cases(mechanism: Mechanism, cohort: &Cohort) -> Vec<Case> {
    let told = |answers: Histogram, when: When| {
        let seen = mechanism(answers, when);
        let fits: BTreeSet<_> = all(size(answers))
            .filter(|other| mechanism(*other, when) == seen)
            .collect();
        Event::Told(fits)
    };
    // The first two quarters stand for all: this is about mechanisms, not about years.
    let quarters = 0..QUARTERS.min(2);
    let case = |quarter: usize| {
        let wave = &cohort.answers[quarter];
        let (mut now, mut events) = ([0; 3], Vec::new());
        for (place, (who, band)) in wave.iter().enumerate() {
            now[*band] += 1;
            let is_last = place + 1 == wave.len();
            let when = if is_last { When::Closed } else { When::Open };
            events.push(Event::Joins(*who));
            // What says nothing, whatever the answers are, need not be followed.
            let news = told(now, when);
            if is_last || !matches!(&news, Event::Told(all) if all.len() == everything(now)) {
                events.push(news);
            }
        }
        for who in &cohort.erased[quarter] {
            let band = wave.iter().find(|it| it.0 == *who).map(|it| it.1);
            if let Some(band) = band {
                now[band] -= 1;
                events.extend([Event::Leaves(*who), told(now, When::Erased)]);
            }
        }
        Case {
            people: cohort.people,
            events,
            known: cohort.known(quarter),
        }
    };
    quarters.map(case).collect()
}

fn everything(answers: Histogram) -> usize {
    let n = size(answers);
    (n + 1) * (n + 2) / 2
}
