//! The follow-up a year on: looked up, closed with one disposition each, and counted.

use app::access::Deed;
use app::desk::deadlines::Note;
use app::desk::followup::{Days, Figures};
use app::desk::page::{YearLine, YearPage};
use app::desk::{Item, Matter};
use app::ids::{EnrolmentId, OrganisationId, ProgrammeId};
use app::look::Section;
use app::programmes::{Anchor, Definition, Period, Rule, Timing};
use axum::extract::{Path, State};
use axum::response::Redirect;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use leptos::prelude::*;

use super::gathering::Definitions;
use super::store::{self, Ended};
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::programmes::store::Running;
use crate::programmes::{self, naming};
use crate::storage::{Fault, Tx};
use crate::web::{App, Page, page, see};
use crate::{access, organisations, participants};

/// For so many years after the end a person is on the list.
const YEARS: i32 = 3;
/// A period of months or years is so many days longer at one time than at another.
const LEAP: i32 = 4;

/// A follow-up of a definition that counts from the end.
struct FollowUp<'a> {
    rule: &'a Rule,
    after: Period,
    register_after: Period,
}

impl FollowUp<'_> {
    /// The days of whoever ended on `ended`.
    fn days(&self, ended: Date) -> Days {
        Days::of(ended, self.after, self.register_after, self.rule.open_for)
    }
}

fn follow_ups(definition: &Definition) -> impl Iterator<Item = FollowUp<'_>> {
    definition.rules.iter().filter_map(|rule| match rule.when {
        Timing::Once {
            from: Anchor::End,
            after,
        } => rule.register_after.map(|register_after| FollowUp {
            rule,
            after,
            register_after,
        }),
        _ => None,
    })
}

/// Whoever was not reached, and can be looked up in the register before the follow-up closes.
pub(super) async fn to_look_up(
    tx: &mut Tx,
    office: &OrganisationId,
    today: Date,
) -> Result<Vec<Item>, Fault> {
    let mut definitions = Definitions::default();
    let mut items = Vec::new();
    let long_ago = (today.saturating_sub(YEARS.years()), today);
    for one in store::ended(tx, office, long_ago, true).await? {
        if one.protected || one.died {
            continue;
        }
        let definition = definitions.of(tx, &one.programme).await?;
        for follow_up in follow_ups(&definition) {
            let (rule, days) = (follow_up.rule, follow_up.days(one.ended));
            if today < days.register || today >= days.closes {
                continue;
            }
            let known = store::followed(tx, &one, rule, days.due).await?;
            if known.livelihood_known() {
                continue;
            }
            let matter = Matter::Register {
                occasion: format!("{}/{}", one.enrolment, rule.id),
                closes: days.closes,
            };
            items.push(Item {
                person: one.participant.to_string(),
                name: one.name.clone(),
                matter,
            });
        }
    }
    Ok(items)
}

/// `POST /desk/register/{enrolment}/{rule}`: the livelihood was looked up.
pub async fn looked_up(
    State(app): State<App>,
    staff: Staff,
    Path((enrolment, rule)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let id = EnrolmentId::new(enrolment);
    let enrolment = participants::store::enrolment(&mut tx, &id).await?;
    let (person, _) = in_care(&mut tx, &staff, enrolment.participant.as_str()).await?;
    store::add_lookup(&mut tx, &id, &rule, &staff.id, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see("/desk"))
}

/// Closes every follow-up whose window is over, each with exactly one disposition, and
/// meets the deadline that waits for it. Returns how many were closed.
pub async fn close(tx: &mut Tx, now: Timestamp) -> Result<usize, Fault> {
    let mut closed = 0;
    for (office, _) in organisations::store::organisations(tx).await? {
        match programmes::store::programmes(tx, &office).await {
            // A definition that can't be read any more must not keep other offices waiting.
            Err(Fault::Corrupt(_)) => {}
            running => {
                for Running { id, definition, .. } in running? {
                    closed += close_in(tx, &id, &definition, now).await?;
                }
            }
        }
    }
    Ok(closed)
}

async fn close_in(
    tx: &mut Tx,
    programme: &ProgrammeId,
    definition: &Definition,
    now: Timestamp,
) -> Result<usize, Fault> {
    let today = naming::day(now, &naming::zone(definition)?);
    let mut closed = 0;
    for follow_up in follow_ups(definition) {
        // Whoever ended on a day whose follow-up falls due after today has not closed.
        let due_after = today.duration_since(follow_up.days(today).due).abs();
        let to = today.saturating_sub(due_after).saturating_add(LEAP.days());
        let ended = (today.saturating_sub((2 * YEARS).years()), to);
        let rule = follow_up.rule;
        for one in store::not_closed(tx, programme, &rule.id, ended).await? {
            let days = follow_up.days(one.ended);
            if today >= days.closes {
                closed += usize::from(close_one(tx, definition, &one, rule, days, now).await?);
            }
        }
    }
    Ok(closed)
}

async fn close_one(
    tx: &mut Tx,
    definition: &Definition,
    one: &Ended,
    rule: &Rule,
    days: Days,
    now: Timestamp,
) -> Result<bool, Fault> {
    let known = store::followed(tx, one, rule, days.due).await?;
    if !store::add_disposition(tx, &one.enrolment, &rule.id, known, days.closes).await? {
        return Ok(false);
    }
    for deadline in &definition.deadlines {
        if deadline.met_by_rule.as_deref() == Some(rule.id.as_str()) {
            let note = Note {
                met_on: Some(days.closes),
                ..Note::default()
            };
            store::note(tx, &one.enrolment, (&deadline.id, 1), &note, None, now).await?;
        }
    }
    Ok(true)
}

/// `GET /follow-up`: the reader's own people, and three figures.
pub async fn show(State(app): State<App>, staff: Staff) -> Result<Page, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    let today = naming::day(now, &zone);
    let mut definitions = Definitions::default();
    let (mut people, mut all) = (Vec::new(), Vec::new());
    let long_ago = (today.saturating_sub(YEARS.years()), today);
    for one in store::ended(&mut tx, &staff.organisation, long_ago, false).await? {
        if one.coordinator != staff.id || one.protected {
            continue;
        }
        let definition = definitions.of(&mut tx, &one.programme).await?;
        for follow_up in follow_ups(&definition) {
            let (rule, days) = (follow_up.rule, follow_up.days(one.ended));
            if today < days.due {
                continue;
            }
            let known = store::followed(&mut tx, &one, rule, days.due).await?;
            let closed = store::disposition(&mut tx, &one.enrolment, &rule.id).await?;
            people.push(YearLine {
                id: one.participant.to_string(),
                name: one.name.clone(),
                due: days.due,
                closes: days.closes,
                disposition: closed.unwrap_or(known.disposition()),
                is_open: closed.is_none(),
            });
            all.push(known);
        }
    }
    tx.commit().await?;
    let words = staff.words;
    let figures = Figures::of(all);
    let title = words.say("desk-year-title");
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <YearPage words figures people/> }
    }))
}
