//! `/today/check-in`, `/today/override`, `/activities/…`: each one deed, then back to Today.

use app::ids::ActivityId;
use app::pacing::{CheckInForm, Deed, RatingForm};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;

use super::store;
use crate::error::Error;
use crate::identity::Me;
use crate::programmes::naming;
use crate::web::{App, see};

/// Keeps what the person answers this morning. Answering again changes the answer.
pub async fn check_in(
    State(app): State<App>,
    me: Me,
    Form(form): Form<CheckInForm>,
) -> Result<Redirect, Error> {
    let said = form.read().map_err(|_| Error::NotUnderstood("energy"))?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let today = naming::day(now, &naming::zone_of(&mut tx, &me.id).await?);
    store::check_in(&mut tx, &me.id, today, said, now).await?;
    tx.commit().await?;
    Ok(see("/today"))
}

/// "I feel fine": sets the payback aside for today.
pub async fn feel_fine(State(app): State<App>, me: Me) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let today = naming::day(now, &naming::zone_of(&mut tx, &me.id).await?);
    store::feel_fine(&mut tx, &me.id, today, now).await?;
    tx.commit().await?;
    Ok(see("/today"))
}

/// An activity was done.
pub async fn done(State(app): State<App>, me: Me, id: Path<String>) -> Result<Redirect, Error> {
    act(&app, &me, &id, Deed::Done).await
}

/// An activity has begun.
pub async fn start(State(app): State<App>, me: Me, id: Path<String>) -> Result<Redirect, Error> {
    act(&app, &me, &id, Deed::Start).await
}

/// The easier version will do.
pub async fn easier(State(app): State<App>, me: Me, id: Path<String>) -> Result<Redirect, Error> {
    act(&app, &me, &id, Deed::Easier).await
}

/// The whole of it after all.
pub async fn whole(State(app): State<App>, me: Me, id: Path<String>) -> Result<Redirect, Error> {
    act(&app, &me, &id, Deed::Whole).await
}

/// An activity was left.
pub async fn left(State(app): State<App>, me: Me, id: Path<String>) -> Result<Redirect, Error> {
    act(&app, &me, &id, Deed::Left).await
}

/// An activity is ahead again.
pub async fn undo(State(app): State<App>, me: Me, id: Path<String>) -> Result<Redirect, Error> {
    act(&app, &me, &id, Deed::Undo).await
}

/// What an activity cost, for what it will cost next time.
pub async fn rating(
    State(app): State<App>,
    me: Me,
    id: Path<String>,
    Form(form): Form<RatingForm>,
) -> Result<Redirect, Error> {
    let rating = form.read().map_err(|_| Error::NotUnderstood("rating"))?;
    act(&app, &me, &id, Deed::Rate(rating)).await
}

async fn act(app: &App, me: &Me, id: &str, deed: Deed) -> Result<Redirect, Error> {
    // Whatever is no id is nobody's activity; it must not reach the database, because
    // PostgreSQL refuses a text with a NUL in it and that would look like our own fault.
    let id = uuid::Uuid::try_parse(id).map_err(|_| Error::NotFound)?;
    let id = ActivityId::new(id.to_string());
    let mut tx = app.db.write().await?;
    store::act(&mut tx, &me.id, &id, deed, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see("/today"))
}
