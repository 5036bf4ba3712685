//! `/today/week`: what is planned against what there will be, and how the last days went.

use app::look::Section;
use app::pacing::page::WeekPage;
use app::pacing::replan::Outlook;
use app::pacing::{Week, past_days};
use axum::extract::State;
use leptos::prelude::*;

use super::history;
use crate::error::Error;
use crate::identity::Me;
use crate::programmes::naming;
use crate::web::{App, Page, page};

/// `GET /today/week`
pub async fn show(State(app): State<App>, me: Me) -> Result<Page, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let rules = naming::rules_of(&mut tx, &me.id).await?;
    let known = history::known(&mut tx, &me.id, &rules, now).await?;
    tx.commit().await?;
    let outlook = Outlook::of(&known.history, &known.today, &known.later, &rules.pacing);
    let past = past_days(&known.history, known.today.date, &rules.pacing);
    let week = Week::of(
        &known.history,
        &known.today,
        outlook.days(),
        &past,
        &rules.pacing,
    );
    let words = me.words;
    let title = words.say("pacing-week");
    Ok(page(&me.audience, &title, Section::Today, move || {
        view! { <WeekPage words week/> }
    }))
}
