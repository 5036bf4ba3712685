//! `/people/{id}/energy`: what somebody chose to share of their energy, and nothing else.

use app::access::Deed;
use app::ids::ParticipantId;
use app::look::Section;
use app::own::Sharing;
use app::own::page::staff::{SharedEnergy, SharedEnergyPage};
use app::pacing::day;
use axum::extract::{Path, State};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::pacing;
use crate::participants::enrolments::in_care;
use crate::programmes::naming;
use crate::storage::{Fault, Tx};
use crate::web::{App, Page, page};

/// So many mornings and days are shown.
const DAYS: usize = 14;

/// `GET /people/{id}/energy`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Page, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let energy = shared(&mut tx, &person.id, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadEnergy, now).await?;
    tx.commit().await?;
    let words = staff.words;
    let title = words.say("mine-staff-energy");
    Ok(page(&staff.audience, &title, Section::People, move || {
        view! { <SharedEnergyPage words person=person.id name=person.name energy/> }
    }))
}

/// What is shared; the rest is not even put into it.
async fn shared(tx: &mut Tx, of: &ParticipantId, now: Timestamp) -> Result<SharedEnergy, Fault> {
    let kinds = store::shared(tx, of).await?;
    if kinds.is_empty() {
        return Ok(SharedEnergy::default());
    }
    let rules = naming::rules_of(tx, of).await?;
    let today = naming::day(now, &rules.zone);
    let (history, input) = pacing::history::store::history(tx, of, today).await?;
    let mut energy = SharedEnergy {
        kinds: kinds.clone(),
        ..SharedEnergy::default()
    };
    if kinds.contains(&Sharing::CheckIns) {
        let said = history.check_ins.iter().rev().take(DAYS);
        let said = said.map(|(day, said)| (*day, said.energy().map(|energy| energy.get())));
        energy.check_ins = said.collect();
    }
    if kinds.contains(&Sharing::Activities) {
        let all = history.activities.iter().chain(&input.activities);
        let mut all: Vec<_> = all
            .map(|it| (it.day, it.title.clone(), it.state.as_str()))
            .collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.0));
        all.truncate(DAYS);
        energy.activities = all;
    }
    if kinds.contains(&Sharing::Budget) {
        let known = pacing::history::known(tx, of, &rules, now).await?;
        let pebbles = day(&known.history, known.today, &rules.pacing).pebbles();
        energy.budget = Some((pebbles.left, pebbles.budget));
    }
    Ok(energy)
}
