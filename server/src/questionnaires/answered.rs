//! `/people/{id}/answers/{occasion}`: staff read what somebody answered with their name on it.

use app::access::Deed;
use app::ids::OccasionId;
use app::look::Section;
use app::questionnaires::answered::{Answered, AnsweredPage, told};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::{answers, store, zone_of};
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::web::{App, page};

/// `GET /people/{id}/answers/{occasion}`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let id = uuid::Uuid::try_parse(&id)
        .map_err(|_| Error::NotFound)?
        .to_string();
    let mut tx = app.db.write().await?;
    let (participant, _) = in_care(&mut tx, &staff, &person).await?;
    let id = OccasionId::new(&id);
    let occasion = answers::store::occasion_of(&mut tx, &participant.id, &id).await?;
    let sent = answers::store::completed_at(&mut tx, &id).await?;
    // Without a name on it, or not sent yet: nobody else's to read.
    let Some(sent) = sent.filter(|_| !occasion.is_confidential()) else {
        return Err(Error::NotFound);
    };
    let form = store::questionnaire(&mut tx, &occasion.questionnaire).await?;
    let given = answers::store::answers(&mut tx, &id).await?;
    let zone = zone_of(&mut tx, &occasion).await?;
    let deed = Deed::ReadAnswers;
    access::store::record(&mut tx, &staff, &participant.id, deed, app.clock.now()).await?;
    tx.commit().await?;
    let words = staff.words;
    let (lines, scores) = told(words, &form, &given);
    let title = form.title(words.language());
    let answered = Answered {
        title: title.clone(),
        name: participant.name,
        when: words.date(sent.to_zoned(zone).date()),
        lines,
        scores,
        back: format!("/people/{person}/follow-up"),
    };
    let body = move || view! { <AnsweredPage words answered/> };
    Ok(page(&staff.audience, &title.text, Section::People, body).into_response())
}
