//! `/desk/questions/…`: a member of staff answers what they are asked themselves.

use app::access::Deed;
use app::ids::OccasionId;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::questionnaires::form::AnswerForm;
use crate::questionnaires::visit::Visit;
use crate::questionnaires::{Mode, Stand, store as questionnaires};
use crate::scheduling;
use crate::storage::Tx;
use crate::web::App;

/// `GET /desk/questions/{occasion}`
pub async fn begin(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let visit = mine(&mut tx, &app, staff, &id).await?;
    let answer = visit.begin(&mut tx, now).await?;
    // A sign of life: no step follows that is there for whoever did not see the one before.
    if visit.occasion.stand(now) == Stand::Open {
        scheduling::store::seen_by_link(&mut tx, &visit.occasion.id, now).await?;
    }
    tx.commit().await?;
    Ok(answer)
}

/// `GET /desk/questions/{occasion}/{question}`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((id, link_id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let visit = mine(&mut tx, &app, staff, &id).await?;
    let answer = visit.show(&mut tx, &link_id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Takes the answer to one question.
pub async fn answer(
    State(app): State<App>,
    staff: Staff,
    Path((id, link_id)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let mut visit = mine(&mut tx, &app, staff, &id).await?;
    visit.hold(&mut tx).await?;
    visit
        .answer(tx, &link_id, &headers, &form, app.clock.now())
        .await
}

/// Sends what was answered.
pub async fn finish(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let mut visit = mine(&mut tx, &app, staff, &id).await?;
    visit.hold(&mut tx).await?;
    visit.finish(tx, app.clock.now()).await
}

/// `GET /desk/questions/{occasion}/done`
pub async fn done(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let visit = mine(&mut tx, &app, staff, &id).await?;
    let answer = visit.done(&mut tx, app.clock.now(), None).await?;
    tx.commit().await?;
    Ok(answer)
}

/// The member of staff's own occasion; anybody else's looks as if there were none.
async fn mine(tx: &mut Tx, app: &App, staff: Staff, id: &str) -> Result<Visit, Error> {
    let id = uuid::Uuid::try_parse(id)
        .map_err(|_| Error::NotFound)?
        .to_string();
    let (occasion, about) = store::occasion_of(tx, &staff.id, &OccasionId::new(&id)).await?;
    // What is kept with somebody's course is in that person's log. What is given in
    // confidence leaves no hour behind, there either.
    if let (Some((person, _)), false) = (&about, occasion.is_confidential()) {
        let now = app.clock.now();
        access::store::record(tx, &staff, person, Deed::AnsweredAbout, now).await?;
    }
    let questionnaire = questionnaires::questionnaire(tx, &occasion.questionnaire).await?;
    Ok(Visit {
        occasion,
        questionnaire,
        audience: staff.audience,
        base: format!("/desk/questions/{id}"),
        mode: Mode::Desk,
        about: about.map(|(_, name)| name),
        token: None,
    })
}
