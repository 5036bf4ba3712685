//! The other rooms' parts of a person's page, loaded together and shown in one order.

use app::appointments::Appointment;
use app::look::Card;
use app::pacing::ahead::{Planned, PlannedCard};
use app::pacing::planning::{ActivityForm, PlanningPart};
use app::participants::{Enrolment, Participant};
use app::plan::Revision;
use app::plan::page::PlanSummary;
use app::texts::{Words, capital};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::storage::Tx;
use crate::web::App;
use crate::{appointments, messages, pacing, plan};

/// What the other rooms know of a person.
pub struct Parts {
    id: String,
    revision: Option<Revision>,
    coming: Vec<Appointment>,
    planned: Vec<Planned>,
    messages: usize,
    zone: TimeZone,
    today: Date,
    may_plan: bool,
}

/// Loads every part; the page then awaits nothing.
pub async fn load(
    tx: &mut Tx,
    app: &App,
    staff: &Staff,
    person: &Participant,
    enrolment: &Enrolment,
) -> Result<Parts, Error> {
    let now: Timestamp = app.clock.now();
    let zone = naming::zone_of(tx, &person.id).await?;
    let today = naming::day(now, &zone);
    Ok(Parts {
        id: person.id.to_string(),
        revision: plan::store::newest(tx, &enrolment.id).await?,
        coming: appointments::store::coming(tx, &person.id, now).await?,
        messages: messages::store::latest(tx, &person.id, 100).await?.len(),
        planned: pacing::ahead::store::planned(tx, &person.id, today).await?,
        today,
        zone,
        may_plan: staff.role.plans(),
    })
}

impl Parts {
    /// The parts, in the order in which a coordinator thinks of them.
    pub fn view(self, words: Words) -> impl IntoView {
        let Self {
            id,
            revision,
            coming,
            planned,
            messages,
            zone,
            today,
            may_plan,
        } = self;
        let meetings = meetings(words, &zone, coming);
        let write = may_plan.then(|| {
            view! { <a class="button" href=format!("/people/{id}/plan")>{words.say("people-write-plan")}</a> }
        });
        let form = ActivityForm {
            day: today.to_string(),
            ..ActivityForm::default()
        };
        let planning = may_plan.then(|| {
            view! {
                <PlanningPart words person=id.clone() form/>
            }
        });
        let (book, energy, write_to) = (
            format!("/people/{id}/appointments"),
            format!("/people/{id}/energy"),
            format!("/people/{id}/messages"),
        );
        view! {
            <PlanSummary words revision zone=zone.clone() today/>
            <p class="actions">{write}</p>
            <Card title=words.say("people-appointments")>
                {meetings}
                <p><a class="button" href=book>{words.say("people-book")}</a></p>
            </Card>
            <PlannedCard words planned/>
            <p class="toolbar">
                <a class="button" href=format!("/people/{id}/follow-up")>{words.say("desk-care-title-short")}</a>
                <a class="button" href=energy>{words.say("mine-staff-energy-link")}</a>
                <a class="button" href=write_to>
                    {words.with("people-messages", &[("n", messages.into())])}
                </a>
            </p>
            {planning}
        }
    }
}

/// The next few appointments, a line each.
fn meetings(words: Words, zone: &TimeZone, coming: Vec<Appointment>) -> impl IntoView + use<> {
    let lines = coming
        .into_iter()
        .filter(|it| !it.cancelled)
        .take(3)
        .map(|it| {
            let at = it.starts_at.to_zoned(zone.clone());
            let when = format!(
                "{} {}",
                capital(&words.day(at.date())),
                words.time(at.time())
            );
            view! { <li><strong>{when}</strong> " " <span dir="auto">{it.title}</span></li> }
        })
        .collect_view();
    if lines.is_empty() {
        view! { <p class="hint">{words.say("people-no-appointments")}</p> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    }
}
