//! `/people`: the list, a new person, the overview, dates, consents and invites.

use app::access::Deed;
use app::desk::overrides::{Decided, Kind, Reason};
use app::look::Section;
use app::participants::page::{
    InvitePage, NewPersonPage, Overview, PeoplePage, PersonLine, PersonPage,
};
use app::participants::{DatesForm, Enrolment, Participant, PersonForm, Problem, Young};
use app::programmes::StudyArm;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use leptos::prelude::*;
use serde::Deserialize;

use super::consents::store as consents;
use super::enrolments::in_care;
use super::{guardian, invites, protection, store};
use crate::error::Error;
use crate::identity::Staff;
use crate::identity::store::Whose;
use crate::programmes::naming::{self, names, zone_of_office};
use crate::programmes::store as programmes;
use crate::storage::Tx;
use crate::web::{App, Page, form_page, page, see};
use crate::{access, desk};

/// What to search for.
#[derive(Debug, Deserialize)]
pub struct Search {
    #[serde(default)]
    search: String,
}

/// The most lines a list shows; a search finds the rest.
const MOST: i64 = 200;

/// `GET /people`
pub async fn list(
    State(app): State<App>,
    staff: Staff,
    Query(Search { search }): Query<Search>,
) -> Result<Page, Error> {
    staff.must_see_people()?;
    let mut tx = app.db.read().await?;
    let found = store::people(&mut tx, &staff.organisation, &search, MOST).await?;
    let programmes = names(&mut tx, &staff.organisation, staff.words.language()).await?;
    let words = staff.words;
    let may_add = staff.role.plans();
    let name_of = |id: &str| {
        let found = programmes.iter().find(|(programme, _)| programme == id);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let people = found
        .into_iter()
        .map(|line| PersonLine {
            programme: name_of(&line.programme_id),
            id: line.participant_id,
            name: line.name,
            coordinator: line.coordinator,
            is_control: line.study_arm == "control",
            started: line.started_on.and_then(|day| day.parse().ok()),
            ended: line.ended_on.and_then(|day| day.parse().ok()),
        })
        .collect();
    let all = protection::store::protected(&mut tx, &staff.organisation).await?;
    let protected = all.iter().filter(|it| it.is_open_to(&staff.id)).count();
    let title = words.say("people-title");
    Ok(page(&staff.audience, &title, Section::People, move || {
        view! { <PeoplePage words people search may_add protected/> }
    }))
}

/// `GET /people/new`
pub async fn new(State(app): State<App>, staff: Staff) -> Result<Response, Error> {
    let form = PersonForm {
        language: staff.words.language().tag().to_owned(),
        ..PersonForm::default()
    };
    person_form(&app, &staff, form, Vec::new()).await
}

async fn person_form(
    app: &App,
    staff: &Staff,
    form: PersonForm,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.read().await?;
    let programmes = names(&mut tx, &staff.organisation, staff.words.language()).await?;
    let words = staff.words;
    let title = words.say("people-add");
    let is_wrong = !problems.is_empty();
    let body = move || view! { <NewPersonPage words form problems programmes/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        is_wrong,
        body,
    ))
}

/// `POST /people`
pub async fn add(
    State(app): State<App>,
    staff: Staff,
    Form(form): Form<PersonForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let zone = zone_of_office(&mut tx, &staff.organisation).await?;
    let mut read = form.read(now.to_zoned(zone).date());
    let programmes = names(&mut tx, &staff.organisation, staff.words.language()).await?;
    if !programmes.iter().any(|(id, _)| *id == form.programme) {
        let missing = Problem {
            field: "programme",
            key: "people-programme-missing",
        };
        read = Err(read.err().into_iter().flatten().chain([missing]).collect());
    }
    let new = match read {
        Ok(new) => new,
        Err(problems) => {
            drop(tx);
            return person_form(&app, &staff, form, problems).await;
        }
    };
    let programme = app::ids::ProgrammeId::new(form.programme);
    let (id, _) = store::add(
        &mut tx,
        &staff.organisation,
        &programme,
        &staff.id,
        &new,
        now,
    )
    .await?;
    access::store::record(&mut tx, &staff, &id, Deed::Added, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=added")).into_response())
}

/// What was just done, in the address that it leads back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
}

impl After {
    /// The key of the sentence that says so; none for a word that is not ours.
    pub fn sentence(&self) -> Option<&'static str> {
        Some(match self.done.as_str() {
            "added" => "people-done-added",
            "saved" => "people-done-saved",
            "planned" => "people-done-planned",
            "baseline" => "people-done-baseline",
            "booked" => "people-done-booked",
            "moved" => "people-done-moved",
            "cancelled" => "people-done-cancelled",
            "to-be-called" => "people-done-to-be-called",
            "plan" => "people-done-plan",
            "answered" => "people-done-answered",
            _ => return None,
        })
    }
}

/// `GET /people/{id}`
pub async fn overview(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    access::store::record(
        &mut tx,
        &staff,
        &person.id,
        Deed::ReadOverview,
        app.clock.now(),
    )
    .await?;
    let said = Said::Done(after.sentence());
    let answer = person_page(&mut tx, &app, &staff, person, enrolment, said).await?;
    tx.commit().await?;
    Ok(answer)
}

/// What a person's page says first.
enum Said {
    Done(Option<&'static str>),
    Wrong(DatesForm, Vec<Problem>),
}

async fn person_page(
    tx: &mut Tx,
    app: &App,
    staff: &Staff,
    person: Participant,
    enrolment: Enrolment,
    said: Said,
) -> Result<Response, Error> {
    let words = staff.words;
    let programme = programmes::definition(tx, &enrolment.programme).await?;
    let today = naming::day(app.clock.now(), &naming::zone(&programme)?);
    let young = guardian::store::young(tx, &person, today).await?;
    let parts = super::parts::load(tx, app, staff, &person, &enrolment).await?;
    let view = Overview {
        id: person.id.to_string(),
        name: person.name,
        email: person.email,
        phone: person.phone,
        mobile: person.mobile,
        programme: programme.called(words.language()).to_owned(),
        is_control: enrolment.arm == StudyArm::Control,
        dates: enrolment.dates,
        end_reason: enrolment.end_reason,
        consents: consents::given(tx, &enrolment.id, today).await?,
        paused: consents::pause(tx, &person.id, today).await?.is_some(),
        is_protected: person.protected_identity,
        young,
        may_plan: staff.role.plans(),
    };
    let title = view.name.clone();
    let (done, typed, problems) = match said {
        Said::Done(done) => (done, None, Vec::new()),
        Said::Wrong(form, problems) => (None, Some(form), problems),
    };
    let is_wrong = typed.is_some();
    let body = move || {
        view! {
            <PersonPage words person=view done problems typed>{parts.view(words)}</PersonPage>
        }
    };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        is_wrong,
        body,
    ))
}

/// `POST /people/{id}/dates`
pub async fn set_dates(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<DatesForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    match form.read() {
        Ok(new) => store::set_dates(&mut tx, &enrolment.id, &new, now).await?,
        Err(problems) => {
            let said = Said::Wrong(form, problems);
            return person_page(&mut tx, &app, &staff, person, enrolment, said).await;
        }
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")).into_response())
}

/// What to do about a consent or the pause.
#[derive(Debug, Deserialize)]
pub struct DeedForm {
    #[serde(default)]
    kind: String,
    deed: String,
}

/// `POST /people/{id}/consents`
pub async fn set_consent(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<DeedForm>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let kind = consents::of(&form.kind).ok_or(Error::NotUnderstood("kind"))?;
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    // Nobody's yes counts before it is clear whose is needed.
    if form.deed == "give" && is_unsaid(&mut tx, &person, now).await? {
        return Ok(see(&format!("/people/{id}/guardian")));
    }
    match form.deed.as_str() {
        "give" => consents::give(&mut tx, &enrolment.id, kind, now).await?,
        "withdraw" => consents::withdraw(&mut tx, &enrolment.id, kind, now).await?,
        _ => return Err(Error::NotUnderstood("deed")),
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")))
}

/// `POST /people/{id}/pause`: the pause without an end; others are decided on `/follow-up`.
pub async fn set_pause(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<DeedForm>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let zone = naming::zone_of(&mut tx, &person.id).await?;
    let (of, today) = ((&person, &enrolment), naming::day(now, &zone));
    for made in desk::store::standing(&mut tx, &enrolment.id, &zone, today).await? {
        if made.kind == Kind::Paused {
            desk::overrides::undo(&mut tx, of, &made.id, now).await?;
        }
    }
    if form.deed == "pause" {
        let decided = Decided {
            kind: Kind::Paused,
            reason: Reason::Wish,
            until: None,
        };
        desk::overrides::decide(&mut tx, of, None, &decided, &staff.id, (today, now)).await?;
    } else {
        consents::set_pause(&mut tx, &person.id, None, None).await?;
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")))
}

/// Whether it has yet to be noted who decides for a young person.
async fn is_unsaid(tx: &mut Tx, person: &Participant, now: Timestamp) -> Result<bool, Error> {
    Ok(guardian::web::young(tx, person, now).await? == Some(Young::Unsaid))
}

/// On screen or on paper.
#[derive(Debug, Deserialize)]
pub struct InviteForm {
    kind: String,
}

/// `POST /people/{id}/invite`: answers with the page itself, because the code is kept nowhere.
pub async fn invite(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<InviteForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    if enrolment.arm == StudyArm::Control {
        return Err(Error::NotAllowed);
    }
    if is_unsaid(&mut tx, &person, now).await? {
        return Ok(see(&format!("/people/{id}/guardian")).into_response());
    }
    // Without a year of birth there is nothing to ask for beside a printed code.
    let on_paper = form.kind == "paper" && person.year_of_birth.is_some();
    let whose = Whose::Participant(person.id.clone());
    let code = invites::make(&mut tx, &staff.organisation, &whose, on_paper, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::Invited, now).await?;
    tx.commit().await?;
    let words = staff.words;
    let qr = invites::qr_svg(&invites::link(&app.settings, &code));
    let address = format!("{}/invite", app.settings.public_url);
    let (id, name, code) = (person.id.to_string(), person.name, code.grouped());
    let title = words.say("people-invite-title");
    let body = move || view! { <InvitePage words id name code address qr on_paper/> };
    Ok(page(&staff.audience, &title, Section::People, body).into_response())
}
