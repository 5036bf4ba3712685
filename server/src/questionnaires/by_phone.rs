//! `/people/{id}/questions/…`: a member of staff reads the questions out and fills the form in.

use app::ids::OccasionId;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::form::AnswerForm;
use super::visit::Visit;
use super::{Mode, answers, store};
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::storage::Tx;
use crate::web::App;
use app::access::Deed;

/// `GET /people/{id}/questions/{occasion}`
pub async fn begin(
    State(app): State<App>,
    staff: Staff,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let visit = theirs(&mut tx, staff, &person, &id, &app).await?;
    let answer = visit.begin(&mut tx, now).await?;
    tx.commit().await?;
    Ok(answer)
}

/// `GET /people/{id}/questions/{occasion}/{question}`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((person, id, link_id)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let visit = theirs(&mut tx, staff, &person, &id, &app).await?;
    let answer = visit.show(&mut tx, &link_id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Takes the answer to one question, as it was given on the telephone.
pub async fn answer(
    State(app): State<App>,
    staff: Staff,
    Path((person, id, link_id)): Path<(String, String, String)>,
    headers: HeaderMap,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let mut visit = theirs(&mut tx, staff, &person, &id, &app).await?;
    visit.hold(&mut tx).await?;
    visit
        .answer(tx, &link_id, &headers, &form, app.clock.now())
        .await
}

/// Sends what was answered.
pub async fn finish(
    State(app): State<App>,
    staff: Staff,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let mut visit = theirs(&mut tx, staff, &person, &id, &app).await?;
    visit.hold(&mut tx).await?;
    visit.finish(tx, app.clock.now()).await
}

/// `GET /people/{id}/questions/{occasion}/done`
pub async fn done(
    State(app): State<App>,
    staff: Staff,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let visit = theirs(&mut tx, staff, &person, &id, &app).await?;
    let answer = visit.done(&mut tx, app.clock.now(), None).await?;
    tx.commit().await?;
    Ok(answer)
}

/// The occasion of somebody in care. What goes without a name is nobody else's to fill in.
async fn theirs(
    tx: &mut Tx,
    staff: Staff,
    person: &str,
    id: &str,
    app: &App,
) -> Result<Visit, Error> {
    staff.must_plan()?;
    let id = uuid::Uuid::try_parse(id)
        .map_err(|_| Error::NotFound)?
        .to_string();
    let (participant, _) = in_care(tx, &staff, person).await?;
    let occasion = answers::store::occasion_of(tx, &participant.id, &OccasionId::new(&id)).await?;
    if occasion.is_confidential() {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    access::store::record(tx, &staff, &participant.id, Deed::Called, now).await?;
    let questionnaire = store::questionnaire(tx, &occasion.questionnaire).await?;
    Ok(Visit {
        occasion,
        questionnaire,
        audience: staff.audience,
        base: format!("/people/{person}/questions/{id}"),
        mode: Mode::Phone,
        about: None,
        token: None,
    })
}
