//! The living style guide: every part in every state, on one page.

use leptos::prelude::*;

use super::Notice;
use crate::texts::Words;

/// Every part in every state, to look at and to photograph; it holds no real person.
#[component]
pub fn StyleGuide(
    /// The language of the parts' own words.
    words: Words,
) -> impl IntoView {
    view! { <h1>{words.say("app-name")}</h1> <Notice>"–"</Notice> }
}
