//! `/questionnaires`: what an office can ask, written and published by those who work there.

pub mod drafts;
pub mod importing;
pub mod items;
pub mod office;
pub mod preview;
pub mod publish;
pub mod store;
pub mod translating;

use app::look::Section;
use app::questionnaires::writing::{Draft, Mend};
use axum::response::Response;
use jiff::Timestamp;
use leptos::prelude::IntoView;

use self::store::Kept;
use crate::error::Error;
use crate::identity::Staff;
use crate::organisations;
use crate::programmes::naming;
use crate::storage::{Fault, Tx};
use crate::web::form_page;

/// The fields of a form, in order; some stand several times.
#[derive(Debug, serde::Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    fn one(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// The edit from which the form was read; a form without one was read from none.
    fn revision(&self) -> i64 {
        self.one("revision").parse().unwrap_or(-1)
    }
}

/// A draft of the reader's office, as it is kept and as it is understood.
#[derive(Debug)]
struct Opened {
    kept: Kept,
    draft: Draft,
}

/// The draft of this id; one of another office looks as if there were none.
async fn opened(tx: &mut Tx, staff: &Staff, id: &str) -> Result<Opened, Error> {
    staff.must_write_questionnaires()?;
    // PostgreSQL takes offence at some texts; no id looks like them.
    let id = uuid::Uuid::try_parse(id).map_err(|_| Error::NotFound)?;
    let kept = store::draft(tx, &staff.organisation, &id.to_string()).await?;
    let draft = Draft::read(&kept.document);
    let draft = draft.ok_or(Fault::Corrupt("questionnaire_drafts.document"))?;
    Ok(Opened { kept, draft })
}

impl Opened {
    /// Somebody else's change that came after the page with `revision`.
    fn overtaken(&self, revision: i64) -> Option<Mend> {
        (self.kept.revision != revision).then(|| Mend::Overtaken {
            by: self.kept.changed_by.clone(),
        })
    }

    /// Keeps the next state of the draft, unless there is none, or somebody else changed it since
    /// `revision`.
    async fn keep(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        revision: i64,
        next: Result<Draft, Mend>,
        now: Timestamp,
    ) -> Result<Result<(), Mend>, Error> {
        let next = match next {
            Ok(next) => next,
            Err(mend) => return Ok(Err(mend)),
        };
        if let Some(mend) = self.overtaken(revision) {
            return Ok(Err(mend));
        }
        let document = next.to_json();
        if document == self.kept.document {
            return Ok(Ok(()));
        }
        let before = Some(self.kept.document.as_str());
        let kept = store::change(tx, &self.kept, (&document, before), &staff.id, now).await?;
        if kept {
            return Ok(Ok(()));
        }
        // Between our look and our change, on another connection.
        let by = store::draft(tx, &staff.organisation, &self.kept.id).await?;
        Ok(Err(Mend::Overtaken { by: by.changed_by }))
    }

    fn path(&self) -> String {
        format!("/questionnaires/drafts/{}", self.kept.id)
    }
}

/// A page of this room; `is_wrong` where what was typed comes back.
fn written<V: IntoView + 'static>(
    staff: &Staff,
    title: &str,
    is_wrong: bool,
    body: impl FnOnce() -> V,
) -> Response {
    form_page(
        &staff.audience,
        title,
        Section::Questionnaires,
        is_wrong,
        body,
    )
}

/// The office's name, as it stands with its own words.
async fn holder(tx: &mut Tx, staff: &Staff) -> Result<String, Fault> {
    organisations::store::name(tx, &staff.organisation).await
}

/// A moment as a day of the office, in words.
async fn day(tx: &mut Tx, staff: &Staff, at: Timestamp) -> Result<String, Fault> {
    let zone = naming::zone_of_office(tx, &staff.organisation).await?;
    Ok(staff.words.date(naming::day(at, &zone)))
}
