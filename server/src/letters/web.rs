//! `/letters/{contact}`: a letter to print, noted as posted, and taken back.

use app::access::Deed;
use app::ids::{ContactId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use app::letters::PostalAddress;
use app::letters::page::{Letter, LetterPage};
use app::look::Section;
use app::texts::Words;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use serde::Deserialize;

use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::identity::sessions;
use crate::organisations::store as organisations;
use crate::participants::address::store as address;
use crate::participants::invites::qr_svg;
use crate::participants::store as participants;
use crate::programmes::naming;
use crate::programmes::store as programmes;
use crate::questionnaires::GRACE;
use crate::questionnaires::answers::store::{self as answers, Opens};
use crate::scheduling::store::{self as scheduling, Call};
use crate::storage::{Fault, Tx};
use crate::web::{App, page, page_again, see};

/// An address that somebody wrote beside the letter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    address: Option<String>,
}

/// `POST /letters/{contact}`: answers with the letter itself, because its link is kept
/// nowhere; every showing has a link of its own, and those that are in the post stay good.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(contact): Path<String>,
    Form(form): Form<LetterForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let call = due(&mut tx, &staff, &contact, now).await?;
    let person = ParticipantId::new(&call.participant_id);
    let typed = form.address.as_deref().map(PostalAddress::read);
    let wrong = matches!(typed, Some(Err(_)));
    let deed = match &typed {
        Some(Ok(new)) => {
            address::set_address(&mut tx, &person, new).await?;
            Deed::ChangedDetails
        }
        _ => Deed::WroteLetter,
    };
    access::store::record(&mut tx, &staff, &person, deed, now).await?;
    let letter = letter(&mut tx, &app, &staff, &call, now).await?;
    tx.commit().await?;
    let words = staff.words;
    let title = words.say("letters-title");
    let typed = form.address.filter(|_| wrong);
    let body = move || view! { <LetterPage words contact letter typed/> };
    Ok(if wrong {
        let again = page_again(&staff.audience, &title, Section::Desk, body);
        (StatusCode::UNPROCESSABLE_ENTITY, again).into_response()
    } else {
        page(&staff.audience, &title, Section::Desk, body).into_response()
    })
}

/// The letter that is on the list of this office now: to the person, not to anyone else.
async fn due(tx: &mut Tx, staff: &Staff, contact: &str, now: Timestamp) -> Result<Call, Error> {
    let list = scheduling::phone_list(tx, &staff.organisation, now).await?;
    let is_it = |it: &Call| {
        it.contact_id == contact && it.channel == "letter" && it.whom != "contact_person"
    };
    list.into_iter().find(is_it).ok_or(Error::NotFound)
}

async fn letter(
    tx: &mut Tx,
    app: &App,
    staff: &Staff,
    call: &Call,
    now: Timestamp,
) -> Result<Letter, Error> {
    let person = participants::participant(tx, &ParticipantId::new(&call.participant_id)).await?;
    let definition = programmes::definition(tx, &ProgrammeId::new(&call.programme_id)).await?;
    let zone = naming::zone(&definition)?;
    let closes = Timestamp::from_millisecond(call.not_after_at);
    let closes = closes.map_err(|_| Fault::Corrupt("contacts.not_after_at"))?;
    // Short enough to be typed from paper. Post takes its days: an answer that comes a little
    // late still counts, as one by any other way.
    let code = app::identity::Code::of_bits(sessions::code_bits());
    let until = closes.saturating_add(GRACE).unwrap_or(closes);
    let occasion = OccasionId::new(&call.occasion_id);
    let token = sessions::hash(code.as_str());
    answers::add_right(tx, &occasion, Opens::Answer, &token, until).await?;
    let base = &app.settings.public_url;
    let host = base
        .split_once("://")
        .map_or(base.as_str(), |(_, host)| host);
    let coordinator = StaffId::new(&call.coordinator_id);
    // Whoever left can't be called: then the letter is from whoever prints it.
    let (coordinator, phone) = match organisations::member(tx, &coordinator).await {
        Ok(member) => (member.name, member.phone),
        Err(Fault::Missing) => {
            let me = organisations::member(tx, &staff.id).await?;
            (me.name, me.phone)
        }
        Err(fault) => return Err(fault.into()),
    };
    Ok(Letter {
        words: Words::of(person.language),
        country: definition.country,
        address: address::address(tx, &person.id).await?,
        name: person.name,
        office: organisations::name(tx, &staff.organisation).await?,
        today: naming::day(now, &zone),
        until: naming::day(closes - SignedDuration::from_millis(1), &zone),
        qr: qr_svg(&format!("{base}/a/{}", code.as_str())),
        link: format!("{host}/a/{}", code.grouped()),
        coordinator,
        phone,
    })
}

/// Somebody who may is about to note something of a letter.
async fn at(
    app: &App,
    staff: &Staff,
    contact: String,
) -> Result<(Tx, ContactId, Timestamp), Error> {
    staff.must_plan()?;
    let tx = app.db.write().await?;
    Ok((tx, ContactId::new(contact), app.clock.now()))
}

/// `POST /letters/{contact}/sent`: it is in the post.
pub async fn sent(
    State(app): State<App>,
    staff: Staff,
    Path(contact): Path<String>,
) -> Result<Redirect, Error> {
    let (mut tx, contact, now) = at(&app, &staff, contact).await?;
    let office = &staff.organisation;
    let (person, ..) = scheduling::subject_of(&mut tx, office, &contact).await?;
    if scheduling::post_letter(&mut tx, office, &contact, now).await? {
        access::store::record(&mut tx, &staff, &person, Deed::WroteLetter, now).await?;
    }
    tx.commit().await?;
    Ok(see(&format!("/desk?posted={contact}")))
}

/// `POST /letters/{contact}/undo`: it is not in the post after all.
pub async fn undo(
    State(app): State<App>,
    staff: Staff,
    Path(contact): Path<String>,
) -> Result<Redirect, Error> {
    let (mut tx, contact, now) = at(&app, &staff, contact).await?;
    scheduling::keep_letter(&mut tx, &staff.organisation, &contact, now).await?;
    tx.commit().await?;
    Ok(see("/desk"))
}
