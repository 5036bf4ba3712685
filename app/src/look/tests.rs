//! What every page can rely on from its frame and its fields.

use leptos::prelude::*;

use super::*;
use crate::texts::{Language, Words};

fn page(language: Language, viewer: Viewer, problem: bool) -> String {
    document(language, viewer, problem, "<h1>Hej</h1>")
}

fn document(language: Language, viewer: Viewer, problem: bool, body: &str) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let frame = Frame {
            words: Words::of(language),
            title: "Plan".into(),
            here: "/plan?week=2".into(),
            section: Section::Plan,
            viewer,
            assets: Assets {
                style: "/style.css".into(),
                nonce: "n0nce".into(),
                ..Assets::default()
            },
            problem,
            theme: Theme::Device,
        };
        view! { <Document frame body=body.to_owned()/> }.to_html()
    })
}

fn participant() -> Viewer {
    Viewer::Participant {
        coordinator: Some(Coordinator {
            name: "Karen Holm".into(),
            phone: Some("+45 20 00 00 00".into()),
            photo: None,
        }),
        new_messages: true,
    }
}

#[test]
fn a_participant_finds_the_same_four_places_and_the_same_help() {
    let html = page(Language::Da, participant(), false);
    let places: Vec<usize> = ["/today", "/plan", "/appointments", "/more"]
        .iter()
        .map(|path| html.find(&format!("<li><a href=\"{path}\"")).unwrap())
        .collect();
    assert!(places.is_sorted());
    assert!(html.contains("href=\"tel:+4520000000\""));
    assert!(html.contains("<h1>Hej</h1>"));
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
    assert!(
        !html.contains("<script"),
        "a page without an island has no script"
    );
}

#[test]
fn someone_who_only_sees_results_is_not_shown_the_way_to_people() {
    let viewer = Viewer::Staff {
        name: "Ida Lund".into(),
        results_only: true,
        writes: false,
    };
    let html = page(Language::Sv, viewer, false);
    assert!(html.contains("href=\"/results\""));
    assert!(!html.contains("href=\"/people\""));
}

#[test]
fn arabic_runs_from_right_to_left_and_a_problem_is_said_first() {
    let html = page(Language::Ar, Viewer::Nobody, true);
    assert!(html.contains("lang=\"ar\""));
    assert!(html.contains("dir=\"rtl\""));
    assert!(html.contains("<title>خطأ"), "{html}");
}

#[test]
fn choosing_a_language_leads_back_to_the_same_page() {
    let html = page(Language::En, Viewer::Nobody, false);
    assert!(
        html.contains("name=\"back\" value=\"/plan?week=2\""),
        "{html}"
    );
}

#[test]
fn a_field_to_mend_is_tied_to_its_words() {
    let html = view! {
        <TextField name="email" label="E-mail" hint="So that we can write".to_owned() problem="Write an address".to_owned()/>
        <ErrorSummary words=Words::of(Language::En) problems=vec![("email".into(), "Write an address".into())]/>
    }
    .to_html();
    assert!(
        html.contains("aria-describedby=\"email-hint email-problem\""),
        "{html}"
    );
    assert!(html.contains("aria-invalid=\"true\""));
    assert!(
        html.contains("<a href=\"#email\">Write an address</a>"),
        "{html}"
    );
}

#[test]
fn what_somebody_typed_never_becomes_markup() {
    let typed = "</textarea><b>& more".to_owned();
    let html = view! { <TextArea name="body" label="Words" value=typed/> }.to_html();
    assert!(!html.contains("<b>"), "{html}");
    assert!(html.contains("&lt;/textarea&gt;"), "{html}");
}

#[test]
fn a_language_takes_one_folder_and_what_it_lacks_is_said_in_english() {
    let html = page(Language::Uk, participant(), false);
    assert!(html.contains("lang=\"uk\""));
    assert!(
        html.contains("Сьогодні") && html.contains("Зателефонувати"),
        "{html}"
    );
    assert!(
        !html.contains("Українська"),
        "it is a draft: nobody is offered it"
    );
    let words = Words::of(Language::Uk);
    assert_eq!(
        words.say("desk-title"),
        Words::of(Language::En).say("desk-title")
    );
    assert_eq!(
        words.day(jiff::civil::date(2026, 11, 24)),
        "вівторок, 24 листопада"
    );
    let left = |n: i32| {
        words.with(
            "today-questions-text",
            &[("n", n.into()), ("day", "x".into())],
        )
    };
    assert!(left(1).starts_with("1 запитання."), "{}", left(1));
    assert!(left(3).starts_with("3 запитання."), "{}", left(3));
    assert!(left(5).starts_with("5 запитань."), "{}", left(5));
}

#[test]
fn the_style_guide_can_be_drawn_in_every_language() {
    for language in Language::ALL {
        let words = Words::of(language);
        let owner = Owner::new();
        let body = owner.with(|| view! { <StyleGuide words/> }.to_html());
        assert!(!body.contains("Unknown localization"), "{body}");
        assert!(
            !body.contains(" style="),
            "the policy allows no inline style"
        );
        // To look at it: GUIDE=some/folder cargo test -p app --features ssr look::
        if let Ok(folder) = std::env::var("GUIDE") {
            let staff = Viewer::Staff {
                name: "Ida Lund".into(),
                results_only: false,
                writes: false,
            };
            for (name, viewer) in [("participant", participant()), ("staff", staff)] {
                let html = document(language, viewer, false, &body);
                let file = format!("{folder}/{name}-{}.html", language.tag());
                std::fs::write(file, format!("<!doctype html>{html}")).unwrap();
            }
        }
    }
}
