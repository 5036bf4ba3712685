//! `/questionnaires/import`: a file from elsewhere, looked at before it is published.

use app::questionnaires::import::{self as importing, MOST_BYTES};
use app::questionnaires::writing::page::{ImportPage, ReportPage, Reported};
use app::questionnaires::{Imported, Refused, import};
use app::texts::Words;
use axum::Form;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use leptos::prelude::*;

use super::{Fields, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::questionnaires::publishing::{ATTESTED, NotPublished, Word, publish_as};
use crate::questionnaires::store::published;
use crate::web::{App, see};

/// The largest body of these two forms: a document in letters that every form carries as they
/// are, and room for the fields beside it.
pub const LARGEST: usize = MOST_BYTES / 3 * 4 + 64 * 1024;

/// `GET /questionnaires/import`
pub async fn show(staff: Staff) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    Ok(import_page(&staff, Vec::new()))
}

fn import_page(staff: &Staff, refused: Vec<String>) -> Response {
    let words = staff.words;
    let title = words.say("writing-import");
    let is_wrong = !refused.is_empty();
    let body = move || view! { <ImportPage words refused/> };
    written(staff, &title, is_wrong, body)
}

fn refused_page(staff: &Staff, refused: &Refused) -> Response {
    let told = refused.refusals().iter().map(|it| it.told(staff.words));
    import_page(staff, told.collect())
}

/// `POST /questionnaires/import`: what would become of a file. Nothing is kept.
pub async fn look(
    State(app): State<App>,
    staff: Staff,
    parts: Multipart,
) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let bytes = match file(parts).await {
        Ok(bytes) => bytes,
        Err(error) if error.status() == StatusCode::BAD_REQUEST => {
            return Err(Error::NotUnderstood("file"));
        }
        // A body that breaks off: most often because it was longer than anybody may send.
        Err(_) => return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response()),
    };
    if bytes.is_empty() {
        let said = staff.words.say("writing-import-none");
        return Ok(import_page(&staff, vec![said]));
    }
    let imported = match import(&bytes) {
        Ok(imported) => imported,
        Err(refused) => return Ok(refused_page(&staff, &refused)),
    };
    let key = importing::key(&imported.questionnaire).unwrap_or_default();
    let mut tx = app.db.read().await?;
    let mut all = published(&mut tx, &staff.organisation).await?.into_iter();
    let there = all.find(|it| it.key == key).map(|it| it.version);
    let of = reported(&staff, &imported, key);
    Ok(report_page(&staff, Reported { there, ..of }))
}

async fn file(mut parts: Multipart) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(part) = parts.next_field().await? {
        if part.name() == Some("file") {
            bytes = part.bytes().await?.to_vec();
        }
    }
    Ok(bytes)
}

/// What became of a document, with the name that it would have.
fn reported(staff: &Staff, imported: &Imported, key: String) -> Reported {
    let words = staff.words;
    let report = imported.report.told(words, false);
    Reported {
        title: imported.questionnaire.title(words.language()).text,
        report: report.lines().map(str::to_owned).collect(),
        carried: URL_SAFE_NO_PAD.encode(&imported.document),
        key,
        there: None,
        bad_key: None,
        needs_word: imported.report.licence.needs_attestation,
        attested: String::new(),
        bad_word: None,
    }
}

fn report_page(staff: &Staff, of: Reported) -> Response {
    let words = staff.words;
    let title = of.title.clone();
    let is_wrong = of.bad_key.is_some() || of.bad_word.is_some();
    let body = move || view! { <ReportPage words of/> };
    written(staff, &title, is_wrong, body)
}

/// `POST /questionnaires/imported`: publishes what was looked at.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let bytes = URL_SAFE_NO_PAD.decode(fields.one("document"));
    let bytes = bytes.map_err(|_| Error::NotUnderstood("document"))?;
    let imported = match import(&bytes) {
        Ok(imported) => imported,
        Err(refused) => return Ok(refused_page(&staff, &refused)),
    };
    let (key, attested) = (fields.one("key").trim(), fields.one("attested").to_owned());
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let word = Word {
        attested: Some(&attested),
        by: Some(&staff.id),
        made_here: false,
    };
    let office = &staff.organisation;
    match publish_as(&mut tx, office, key, &imported, &word, now).await {
        Ok(_) => {
            tx.commit().await?;
            tracing::info!(questionnaire = %key, by = %staff.id, "a questionnaire was published");
            Ok(see(&format!("/questionnaires?published={key}")).into_response())
        }
        Err(why) => {
            let field = match why {
                NotPublished::BadKey(_) | NotPublished::Shipped(_) => "key",
                _ => "attested",
            };
            let said = of_word(staff.words, why)?;
            let mut of = reported(&staff, &imported, key.to_owned());
            of.attested = attested;
            if field == "key" {
                of.bad_key = Some(said);
            } else {
                of.bad_word = Some(said);
            }
            Ok(report_page(&staff, of))
        }
    }
}

/// Why something was not published, for whoever sits before a page.
pub(super) fn of_word(words: Words, why: NotPublished) -> Result<String, Error> {
    Ok(match why {
        NotPublished::BadKey(_) => words.say("writing-bad-key"),
        NotPublished::Shipped(_) => words.say("writing-shipped-key"),
        NotPublished::NeedsAttestation => words.say("writing-needs-word"),
        NotPublished::TooLong => words.with("writing-word-long", &[("most", ATTESTED.into())]),
        NotPublished::Fault(fault) => return Err(fault.into()),
    })
}
