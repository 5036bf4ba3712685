//! The sentences that say a day's numbers, each from a template.

use jiff::civil::Date;

use super::{CheckIn, Costed, DayBudget, Explanation, Notice, Points, Reason, State, Zone};
use crate::texts::{Language, Words, capital};

/// How much is left, as words and pebbles say it alike.
pub(super) fn left(day: &DayBudget, words: Words) -> String {
    let pebbles = day.pebbles();
    let places = [
        ("left", pebbles.left.into()),
        ("budget", pebbles.budget.into()),
        ("over", pebbles.over.into()),
    ];
    let key = match (pebbles.left, pebbles.over) {
        (0, 0) => "pacing-all-used",
        (0, _) => "pacing-over",
        _ => "pacing-left",
    };
    words.with(key, &places)
}

/// How the day stands; nothing before it has begun, and no "over" while still learning.
pub(super) fn standing(day: &DayBudget, words: Words) -> Option<String> {
    if day.spent == Points::ZERO {
        return None;
    }
    let over = matches!(day.zone, Zone::LittleOver | Zone::Over);
    let key = match day.zone {
        _ if over && day.explanation.learning => return None,
        Zone::RoomLeft => "pacing-zone-room-left",
        Zone::OnPlan => "pacing-zone-on-plan",
        Zone::LittleOver => "pacing-zone-little-over",
        Zone::Over => "pacing-zone-over",
    };
    Some(words.say(key))
}

/// The one thing to say today.
pub(super) fn noticed(notice: Notice, words: Words) -> String {
    words.say(match notice {
        Notice::LowMornings => "pacing-notice-low-mornings",
        Notice::PlanIsOver => "pacing-notice-plan-is-over",
        Notice::DaysOver => "pacing-notice-days-over",
        Notice::TomorrowIsOver => "pacing-notice-tomorrow-is-over",
        Notice::HeavyWithoutRest => "pacing-notice-heavy-without-rest",
        Notice::HeavyBackToBack => "pacing-notice-heavy-back-to-back",
        Notice::QuietDays => "pacing-notice-quiet-days",
    })
}

/// Why the budget is what it is, sentence by sentence.
pub(super) fn why(explanation: &Explanation, today: Date, words: Words) -> Vec<String> {
    let with_points =
        |key: &str, points: Points| words.with(key, &[("points", points.whole().into())]);
    let mut all = vec![words.say("pacing-why-point")];
    let from = if explanation.decided {
        "pacing-why-baseline"
    } else {
        "pacing-why-begin"
    };
    all.push(with_points(from, explanation.baseline));
    all.push(morning(explanation, words));
    if matches!(explanation.check_in, Some(CheckIn::Said(_))) && !explanation.usual.known {
        let usual = explanation.usual.energy.round() as u32;
        all.push(words.with("pacing-why-usual-assumed", &[("energy", usual.into())]));
    }
    if let Some(allowed) = explanation.by_payback {
        if let Some(day) = explanation.went_over {
            let day = if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
                words.say("pacing-yesterday")
            } else {
                capital(&words.day(day))
            };
            all.push(words.with("pacing-why-went-over", &[("day", day.into())]));
        }
        if explanation.reason == Reason::FeelsFine {
            all.push(words.say("pacing-why-payback-aside"));
        } else {
            all.push(with_points("pacing-why-payback", allowed));
        }
    }
    match explanation.reason {
        Reason::Payback | Reason::MorningBelowPayback => {
            all.push(words.say("pacing-why-lower-counts"));
        }
        Reason::Least => all.push(with_points("pacing-why-least", explanation.budget)),
        Reason::Morning | Reason::FeelsFine => {}
    }
    if explanation.learning {
        all.push(words.say("pacing-learning"));
    }
    all
}

fn morning(explanation: &Explanation, words: Words) -> String {
    let energy = match explanation.check_in {
        None => return words.say("pacing-why-morning-missing"),
        Some(CheckIn::NotToday) => return words.say("pacing-why-morning-not-today"),
        Some(CheckIn::Said(energy)) => u32::from(energy.get()),
    };
    let key = if explanation.factor < 1.0 {
        "pacing-why-morning-lower"
    } else if explanation.factor > 1.0 {
        "pacing-why-morning-higher"
    } else {
        "pacing-why-morning-usual"
    };
    let places = [
        ("energy", energy.into()),
        ("points", explanation.by_morning.whole().into()),
    ];
    words.with(key, &places)
}

/// When an activity is, how long it takes and what it costs, in one line.
pub(super) fn facts(costed: &Costed, words: Words) -> String {
    let activity = &costed.activity;
    let starts = activity
        .starts
        .map(|time| words.with("pacing-at", &[("time", words.time(time).into())]));
    let minutes = words.with(
        "pacing-minutes",
        &[("minutes", activity.minutes.get().into())],
    );
    let (key, points) = if costed.gives > Points::ZERO {
        ("pacing-gives", costed.gives)
    } else {
        ("pacing-costs", costed.cost)
    };
    let points = with_points(words, key, points);
    starts
        .into_iter()
        .chain([minutes, points])
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What the plan still takes today; nothing when nothing is planned.
pub(super) fn planned(points: Points, words: Words) -> Option<String> {
    (points > Points::ZERO).then(|| with_points(words, "pacing-planned", points))
}

/// A sentence with points to the nearest half, and the number by which its words go.
fn with_points(words: Words, key: &str, points: Points) -> String {
    let written = points.written();
    let one = matches!(written.as_str(), "1" | "½");
    let number: u32 = if one { 1 } else { 2 };
    words.with(
        key,
        &[("points", written.into()), ("number", number.into())],
    )
}

/// A day ahead as one says it: today, tomorrow, else its name.
pub(super) fn day_said(day: Date, today: Date, words: Words) -> String {
    if day == today {
        words.say("pacing-today")
    } else if today.tomorrow().is_ok_and(|tomorrow| tomorrow == day) {
        words.say("pacing-tomorrow")
    } else {
        words.weekday(day)
    }
}

/// What became of an activity; nothing while it is ahead.
pub(super) fn state(state: State, words: Words) -> Option<String> {
    match state {
        State::Planned => None,
        State::Started => Some(words.say("pacing-state-started")),
        State::Done => Some(words.say("pacing-state-done")),
        State::Left => Some(words.say("pacing-state-left")),
    }
}

/// The language that health items stand in where nobody has translated them yet.
///
/// They are never translated by us alone; Arabic readers see the English wording, marked
/// as such for screen readers.
pub(super) fn borrowed_language(words: Words) -> Option<Language> {
    (![Language::Da, Language::Sv, Language::En].contains(&words.language()))
        .then_some(Language::En)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::why;
    use crate::pacing::{CheckIn, Energy, Explanation, Points, Reason, Usual};
    use crate::texts::{Language, Words};

    fn after_a_full_tuesday() -> Explanation {
        Explanation {
            constants: 1,
            baseline: Points::new(16.0),
            decided: true,
            check_in: Energy::new(3).map(CheckIn::Said),
            usual: Usual {
                energy: 5.0,
                known: true,
            },
            factor: 0.8,
            by_morning: Points::new(12.8),
            debt: Points::new(5.0),
            by_payback: Some(Points::new(11.0)),
            went_over: Some(date(2026, 11, 24)),
            reason: Reason::Payback,
            budget: Points::new(11.0),
            logged_days: 20,
            learning: false,
        }
    }

    #[test]
    fn every_number_is_explained_in_short_sentences() {
        let today = date(2026, 11, 26);
        let of = |language| why(&after_a_full_tuesday(), today, Words::of(language)).join("\n");
        insta::assert_snapshot!("why_da", of(Language::Da));
        insta::assert_snapshot!("why_sv", of(Language::Sv));
        insta::assert_snapshot!("why_en", of(Language::En));
    }

    #[test]
    fn each_reason_is_said_in_each_language_and_no_key_shows_through() {
        let mornings = [
            None,
            Some(CheckIn::NotToday),
            Energy::new(5).map(CheckIn::Said),
        ];
        let reasons = [
            Reason::Morning,
            Reason::MorningBelowPayback,
            Reason::Payback,
            Reason::FeelsFine,
            Reason::Least,
        ];
        for language in Language::ALL {
            for check_in in mornings {
                for reason in reasons {
                    for decided in [true, false] {
                        let explanation = Explanation {
                            check_in,
                            reason,
                            decided,
                            learning: !decided,
                            usual: Usual {
                                energy: 5.0,
                                known: decided,
                            },
                            ..after_a_full_tuesday()
                        };
                        let said = why(&explanation, date(2026, 11, 25), Words::of(language));
                        let said = said.join(" ");
                        assert!(!said.contains("pacing-"), "{said}");
                        assert!(!said.contains('$') && !said.contains("Unknown"), "{said}");
                    }
                }
            }
        }
    }

    #[test]
    fn someone_who_feels_fine_is_not_told_what_the_payback_would_have_left() {
        let fine = Explanation {
            reason: Reason::FeelsFine,
            budget: Points::new(12.8),
            ..after_a_full_tuesday()
        };
        let said = why(&fine, date(2026, 11, 25), Words::of(Language::En)).join(" ");
        assert!(
            said.contains("Yesterday") && said.contains("feel fine"),
            "{said}"
        );
        assert!(!said.contains("11"), "{said}");
    }
}
