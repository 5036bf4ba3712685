//! Icons: small inline drawings that never speak alone; a word stands beside each.

use leptos::prelude::*;

/// A drawing of 24 by 24 in the colour of the text around it, unseen by screen readers.
fn drawing(class: &'static str, inside: impl IntoView) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            {inside}
        </svg>
    }
}

/// The mark: a low sun on a horizon. How high it stands is the day's form.
pub fn mark() -> impl IntoView {
    drawing(
        "mark",
        view! {
            <path class="mark-sun" d="M4.5 15a7.5 7.5 0 0 1 15 0z"></path>
            <path d="M1.5 15h21M6 19.5h12"></path>
        },
    )
}

/// Today: a sun with short rays.
pub fn today() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <circle cx="12" cy="12" r="4"></circle>
            <path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1"></path>
        },
    )
}

/// Plan: a path with a goal at its end.
pub fn plan() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <path d="M6 21V4M6 4.5c4-2 8 2 12 0v8c-4 2-8-2-12 0"></path>
        },
    )
}

/// Appointments: a calendar leaf.
pub fn appointments() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <rect x="3.5" y="5" width="17" height="15.5" rx="2.5"></rect>
            <path d="M3.5 10h17M8 2.5v4M16 2.5v4"></path>
        },
    )
}

/// More: three dots.
pub fn more() -> impl IntoView {
    drawing(
        "icon",
        view! { <path class="dots" d="M5 12h.01M12 12h.01M19 12h.01"></path> },
    )
}

/// The desk: a tray with a list.
pub fn desk() -> impl IntoView {
    drawing(
        "icon",
        view! { <path d="M4 6.5h2M10 6.5h10M4 12h2M10 12h10M4 17.5h2M10 17.5h10"></path> },
    )
}

/// People: two persons.
pub fn people() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <circle cx="9" cy="8" r="3.5"></circle>
            <path d="M2.5 20c0-4 2.9-6 6.5-6s6.5 2 6.5 6M16 5a3.2 3.2 0 0 1 0 6.2M18 14.6c2.2.7 3.5 2.4 3.5 5.4"></path>
        },
    )
}

/// Results: three bars of different height.
pub fn results() -> impl IntoView {
    drawing(
        "icon",
        view! { <path d="M5 20v-6M12 20V5M19 20v-9"></path> },
    )
}

/// Questionnaires: a sheet with rows to tick.
pub fn questionnaires() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <rect x="4.5" y="3.5" width="15" height="17" rx="2.5"></rect>
            <path d="M8 9l1.2 1.2L11.5 8M14 9.5h2.5M8 15l1.2 1.2 2.3-2.2M14 15.5h2.5"></path>
        },
    )
}

/// Back: an arrow towards where the line began; the style sheet turns it in Arabic.
pub fn back() -> impl IntoView {
    drawing("icon turns", view! { <path d="M15 5l-7 7 7 7"></path> })
}

/// A call: a telephone receiver.
pub fn call() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <path d="M6.5 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"></path>
        },
    )
}

/// A message: a speech bubble.
pub fn message() -> impl IntoView {
    drawing(
        "icon",
        view! {
            <path d="M6 4.5h12a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-6.5l-5 4v-4h-.5a2.5 2.5 0 0 1-2.5-2.5v-7a2.5 2.5 0 0 1 2.5-2.5z"></path>
        },
    )
}
