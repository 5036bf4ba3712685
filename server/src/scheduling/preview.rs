//! `/programmes/{id}/preview` and `/people/{id}/preview`: the months to come, as they will be.

use app::access::Deed;
use app::ids::ProgrammeId;
use app::look::Section;
use app::participants::{Enrolment, Participant};
use app::programmes::Definition;
use app::scheduling::preview::page::{Less, PreviewPage, Shown, Whose};
use app::scheduling::preview::{AHEAD, Foreseen, foretell, month, next_busy, someone};
use app::scheduling::{Hours, Subject};
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::subject;
use crate::access;
use crate::appointments::store as appointments;
use crate::desk::store as desk;
use crate::error::Error;
use crate::identity::Staff;
use crate::organisations::store as organisations;
use crate::participants::consents::store as consents;
use crate::participants::contact::ways;
use crate::participants::enrolments::in_care;
use crate::programmes::store as programmes;
use crate::questionnaires::store as questionnaires;
use crate::storage::{Fault, Tx};
use crate::web::{App, Page, page, see};

/// Which month is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Months from this one. Whatever is no number is this month.
    ahead: String,
}

impl Asked {
    fn within(&self, from: i32, to: i32) -> i32 {
        self.ahead.parse().unwrap_or(0).clamp(from, to)
    }
}

/// The programme that stands first, from where the others are a tap away.
pub async fn first(tx: &mut Tx, staff: &Staff) -> Result<Redirect, Error> {
    staff.must_see_people()?;
    let running = programmes::programmes(tx, &staff.organisation).await?;
    Ok(match running.first() {
        Some(one) => see(&format!("/programmes/{}/preview", one.id)),
        None => see("/status"),
    })
}

/// `GET /programmes/{id}/preview`: an invented person who begins today.
pub async fn programme(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Error> {
    if !staff.role.defines() {
        staff.must_see_people()?;
    }
    let mut tx = app.db.read().await?;
    let running = programmes::programmes(&mut tx, &staff.organisation).await?;
    let id = ProgrammeId::new(id);
    let one = running.iter().find(|it| it.id == id);
    let definition = one.ok_or(Error::NotFound)?.definition.clone();
    let hours = hours(&definition)?;
    let today = hours.day(app.clock.now());
    let began = super::store::programme(&mut tx, &id).await?.created_at;
    let began = Timestamp::from_millisecond(began);
    let since = hours.day(began.map_err(|_| Fault::Corrupt("programmes.created_at"))?);
    let says = organisations::reminders_say(&mut tx, &staff.organisation).await?;
    let people = someone(&definition, today, since, says);
    let invented = people.iter().find_map(|it| match &it.subject {
        Subject::Enrolled(enrolled) => enrolled.events.start.zip(enrolled.events.end),
        Subject::Standing { .. } => None,
    });
    let language = staff.words.language();
    let back = if staff.role.defines() {
        "/programmes"
    } else {
        "/status"
    };
    let path = |id: &ProgrammeId| format!("/programmes/{id}/preview");
    let others = running.iter();
    let others = others.map(|it| (path(&it.id), it.definition.called(language).to_owned()));
    let whose = Whose {
        name: definition.called(language).to_owned(),
        path: path(&id),
        back: back.to_owned(),
        others: others.collect(),
        invented,
        less: None,
    };
    let shown = Shown {
        today,
        ahead: asked.within(0, AHEAD),
        from: 0,
        to: AHEAD,
    };
    shown_to(&mut tx, &staff, &definition, &people, whose, shown).await
}

/// `GET /people/{id}/preview`: a real person, as the dates of the enrolment stand.
pub async fn person(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Error> {
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    let definition = programmes::definition(&mut tx, &enrolment.programme).await?;
    let hours = hours(&definition)?;
    let today = hours.day(now);
    let (people, less) = foreseen(
        &mut tx,
        (&definition, &hours),
        &staff,
        (&person, &enrolment),
        now,
    )
    .await?;
    let dates = enrolment.dates;
    let began = [dates.referred, dates.included, dates.started];
    let began = began.into_iter().flatten().min().unwrap_or(today);
    let from = months(began).saturating_sub(months(today)).min(0);
    let path = format!("/people/{id}/preview");
    let whose = Whose {
        name: person.name.clone(),
        path,
        back: format!("/people/{id}/follow-up"),
        others: Vec::new(),
        invented: None,
        less,
    };
    let shown = Shown {
        today,
        ahead: asked.within(from, AHEAD),
        from,
        to: AHEAD,
    };
    let page = shown_to(&mut tx, &staff, &definition, &people, whose, shown).await?;
    tx.commit().await?;
    Ok(page)
}

/// The person as the compiler is asked about them, and why less leaves than their dates say.
async fn foreseen(
    tx: &mut Tx,
    (definition, hours): (&Definition, &Hours),
    staff: &Staff,
    (person, enrolment): (&Participant, &Enrolment),
    now: Timestamp,
) -> Result<(Vec<Foreseen>, Option<Less>), Fault> {
    let today = hours.day(now);
    let ways = ways(tx, &person.id).await?;
    if person.protected_identity
        || ways.has_died
        || desk::is_exempt(tx, &enrolment.id, today).await?
    {
        return Ok((Vec::new(), Some(Less::Quiet)));
    }
    let pause = consents::pause(tx, &person.id, today).await?;
    let until = pause.and_then(|pause| pause.until);
    let one = Foreseen {
        subject: subject(tx, &[definition], hours, enrolment).await?,
        reach: ways.reach,
        preferred: ways.preferred,
        booked: appointments::to_remind_of(tx, &enrolment.id, now).await?,
        silence: until.map(|last| (today, last)),
        says: organisations::reminders_say(tx, &staff.organisation).await?,
    };
    let less = pause.map(|_| until.map_or(Less::Paused, Less::PausedUntil));
    Ok((vec![one], less))
}

async fn shown_to(
    tx: &mut Tx,
    staff: &Staff,
    definition: &Definition,
    people: &[Foreseen],
    whose: Whose,
    shown: Shown,
) -> Result<Page, Error> {
    let words = staff.words;
    let hours = hours(definition)?;
    let first = month(shown.today, shown.ahead);
    let told = foretell(definition, &hours, people, first);
    let next = told.is_empty();
    let next = next.then(|| next_busy(definition, &hours, people, first));
    let last = month(shown.today, shown.to);
    let next = next.flatten().filter(|it| *it <= last);
    let titles = questionnaires::titles(tx, &staff.organisation, words.language()).await?;
    let title = format!("{} {}", words.month(first), whose.name);
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <PreviewPage words whose shown told titles next/> }
    }))
}

fn hours(definition: &Definition) -> Result<Hours, Fault> {
    Hours::of(definition).map_err(|_| Fault::Corrupt("protocol_versions.definition"))
}

fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}
