//! What a person can do on Today, without scripts, by the page's own markup.

use jiff::civil::{date, time};
use leptos::prelude::*;

use super::{ActivityList, BudgetCard, CheckInCard};
use crate::ids::ActivityId;
use crate::pacing::{
    Activity, Baseline, Category, CheckIn, Constants, DayBudget, DayInput, Energy, History, Leeway,
    Minutes, Points, Rating, State, day,
};
use crate::texts::{Language, Words};

fn html<V: IntoView>(of: impl FnOnce() -> V) -> String {
    Owner::new().with(|| of().into_view().to_html())
}

fn activity(id: &str, category: Category, state: State) -> Activity {
    Activity {
        id: ActivityId::new(id),
        title: "Gåtur <i skoven>".to_owned(),
        kind: "walk".to_owned(),
        category,
        minutes: Minutes::new(60).unwrap(),
        day: date(2026, 11, 24),
        starts: Some(time(10, 0, 0, 0)),
        state,
        rating: None,
        leeway: Leeway::default(),
        is_easier: false,
        is_meeting: false,
    }
}

/// A day after one that went over by ten points, with these activities.
fn after_a_full_day(activities: Vec<Activity>) -> DayBudget {
    let yesterday = date(2026, 11, 23);
    let full = Activity {
        minutes: Minutes::new(480).unwrap(),
        day: yesterday,
        ..activity("yesterday", Category::Medium, State::Done)
    };
    let history = History {
        baselines: vec![Baseline {
            from: yesterday,
            points: Points::new(16.0),
        }],
        activities: vec![full],
        ..History::default()
    };
    let today = DayInput {
        date: date(2026, 11, 24),
        check_in: None,
        feels_fine: false,
        activities,
        tomorrow: Vec::new(),
        noticed: None,
    };
    day(&history, today, &Constants::default())
}

fn danish() -> Words {
    Words::of(Language::Da)
}

#[test]
fn someone_answers_with_one_tap_or_says_not_today() {
    let page = html(|| view! { <CheckInCard words=danish() check_in=None/> });
    assert!(page.contains("action=\"/today/check-in\""));
    for step in 0..=10 {
        assert!(
            page.contains(&format!("name=\"energy\" value=\"{step}\"")),
            "{step}"
        );
    }
    assert!(page.contains("name=\"energy\" value=\"not_today\""));
    assert!(!page.contains("<details"));
}

#[test]
fn an_answer_folds_the_question_and_can_be_changed() {
    let check_in = Energy::new(6).map(CheckIn::Said);
    let page = html(|| view! { <CheckInCard words=danish() check_in/> });
    assert!(page.contains("6 af 10") && page.contains("<details"));
    assert!(page.contains("value=\"6\" aria-pressed=\"true\""), "{page}");
    assert_eq!(page.matches("aria-pressed").count(), 1);
}

#[test]
fn words_and_pebbles_say_the_same() {
    let activities = vec![
        activity("a", Category::Light, State::Done),
        activity("b", Category::Light, State::Planned),
    ];
    let page = html(|| view! { <BudgetCard words=danish() day=after_a_full_day(activities)/> });
    // 16 points over yesterday leave 8 today, the most that payback may take.
    assert!(page.contains("6 af 8 point tilbage"), "{page}");
    assert_eq!(page.matches("pebble full").count(), 4);
    assert_eq!(page.matches("pebble ring").count(), 2);
    assert_eq!(page.matches("pebble used").count(), 2);
    assert!(page.contains("action=\"/today/override\""));
}

#[test]
fn feeling_fine_is_offered_only_when_there_is_something_to_pay_back() {
    let today = DayInput {
        date: date(2026, 11, 24),
        check_in: None,
        feels_fine: false,
        activities: Vec::new(),
        tomorrow: Vec::new(),
        noticed: None,
    };
    let day = day(&History::default(), today, &Constants::default());
    let page = html(|| view! { <BudgetCard words=danish() day/> });
    assert!(!page.contains("/today/override"));
    assert!(page.contains("12 af 12 point tilbage"));
}

#[test]
fn an_activity_can_be_done_or_left_and_once_done_rated_or_undone() {
    let activities = vec![
        activity("ahead", Category::Medium, State::Planned),
        activity("did", Category::Medium, State::Done),
        activity("rest", Category::Restorative, State::Done),
        activity("let", Category::Heavy, State::Left),
    ];
    let costed = after_a_full_day(activities).activities;
    let page = html(|| view! { <ActivityList words=danish() activities=costed/> });
    let offered: Vec<&str> = page
        .split("action=\"/activities/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        offered,
        [
            "ahead/done",
            "ahead/start",
            "ahead/left",
            "did/undo",
            "did/rating",
            "let/undo",
            "rest/undo"
        ]
    );
    assert!(
        page.contains("Kl. 10.00 · 60 minutter · Koster 4 point"),
        "{page}"
    );
    assert!(page.contains("Giver 1 point tilbage"));
    assert!(page.contains("Gåtur &lt;i skoven&gt;") && !page.contains("<i skoven>"));
    assert!(
        page.contains("aria-label=\"Gjort: Gåtur &lt;i skoven&gt;\""),
        "{page}"
    );
}

#[test]
fn one_activity_at_a_time_is_asked_about() {
    let activities = vec![
        activity("a", Category::Medium, State::Done),
        activity("d", Category::Medium, State::Done),
        activity("b", Category::Medium, State::Planned),
        activity("c", Category::Medium, State::Planned),
    ];
    let costed = after_a_full_day(activities).activities;
    let page = html(|| view! { <ActivityList words=danish() activities=costed/> });
    let rows: Vec<&str> = page.split("<li").skip(1).collect();
    let order: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.split("id=\"activity-").nth(1)?.split('"').next())
        .collect();
    assert_eq!(order, ["a", "b", "c", "d"], "nothing jumps when it is done");
    let is_folded = |row: &str, action: &str| {
        let at = row.find(action).expect("a form");
        row[..at].contains("<details")
    };
    let folded = [
        is_folded(rows[0], "a/rating"),
        is_folded(rows[1], "b/done"),
        is_folded(rows[2], "c/done"),
        is_folded(rows[3], "d/rating"),
    ];
    assert_eq!(folded, [true, false, true, false], "{page}");
}

#[test]
fn an_arabic_reader_sees_health_items_marked_as_english() {
    let words = Words::of(Language::Ar);
    let page = html(|| view! { <CheckInCard words check_in=None/> });
    assert!(page.contains("<legend lang=\"en\" dir=\"ltr\">"), "{page}");
    let mut done = activity("did", Category::Medium, State::Done);
    done.rating = Some(Rating::More);
    let activities = after_a_full_day(vec![done]).activities;
    let page = html(|| view! { <ActivityList words activities/> });
    assert!(
        page.contains("<fieldset lang=\"en\" dir=\"ltr\">"),
        "{page}"
    );
}

#[test]
fn no_key_shows_through_in_any_language() {
    let activities = vec![
        activity("ahead", Category::Medium, State::Planned),
        activity("did", Category::Heavy, State::Done),
        activity("let", Category::Heavy, State::Left),
    ];
    for language in Language::ALL {
        let words = Words::of(language);
        let day = after_a_full_day(activities.clone());
        let costed = day.activities.clone();
        let page = html(|| {
            view! {
                <CheckInCard words check_in=Some(CheckIn::NotToday)/>
                <BudgetCard words day/>
                <ActivityList words activities=costed/>
            }
        });
        assert!(
            !page.contains("pacing-") && !page.contains("Unknown"),
            "{page}"
        );
    }
}
