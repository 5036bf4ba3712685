//! `/today/replan`: a smaller plan is taken, left, or taken back.

pub mod store;

use app::ids::ParticipantId;
use app::pacing::replan::{HORIZON, Outlook, Step, Suggestion, suggestion_for};
use app::pacing::{Activity, DayBudget};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::history::{self, Known};
use crate::error::Error;
use crate::identity::Me;
use crate::programmes::naming::{self, Rules};
use crate::storage::{Fault, Tx};
use crate::today;
use crate::web::{App, see};

/// Two changes as a form carries them, in bytes, and room to spare.
const LONGEST: usize = 300;

/// What Today offers about the plan.
pub enum Offer {
    /// Nothing: it fits, we are still learning, the day has been answered, or something else is
    /// asked first.
    Nothing,
    /// A smaller plan.
    Smaller(Suggestion),
    /// It was taken today, and may be taken back.
    Taken,
}

/// What Today offers. One plan for each answer to the morning, and none before it is answered.
pub async fn offer(
    tx: &mut Tx,
    of: &ParticipantId,
    day: &DayBudget,
    known: &Known,
    rules: &Rules,
) -> Result<Offer, Fault> {
    Ok(match store::reply(tx, of, day.date).await?.as_deref() {
        Some(store::ACCEPTED) => Offer::Taken,
        Some(_) => Offer::Nothing,
        None if day.explanation.learning || day.explanation.check_in.is_none() => Offer::Nothing,
        None => {
            let outlook = Outlook::of(&known.history, &known.today, &known.later, &rules.pacing);
            suggestion_for(&outlook).map_or(Offer::Nothing, Offer::Smaller)
        }
    })
}

/// What was offered, as the form carries it, and the answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplanForm {
    steps: String,
    answer: String,
}

impl ReplanForm {
    /// The one or two changes that were offered, of different activities.
    fn steps(&self) -> Result<Vec<Step>, Error> {
        if self.steps.len() > LONGEST {
            return Err(Error::NotUnderstood("steps"));
        }
        let read: Result<Vec<Step>, _> = self.steps.split(' ').map(Step::read).collect();
        let steps = read.map_err(|_| Error::NotUnderstood("steps"))?;
        let twice = matches!(steps.as_slice(), [one, other] if one.activity == other.activity);
        if twice || steps.len() > 2 {
            return Err(Error::NotUnderstood("steps"));
        }
        Ok(steps)
    }
}

/// `POST /today/replan`: takes what was offered, or says not now. The first answer counts until the
/// check-in changes.
pub async fn answer(
    State(app): State<App>,
    me: Me,
    Form(form): Form<ReplanForm>,
) -> Result<Response, Error> {
    let steps = form.steps()?;
    let takes = match form.answer.as_str() {
        "accept" => true,
        "not_now" => false,
        _ => return Err(Error::NotUnderstood("answer")),
    };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let today = naming::day(now, &naming::zone_of(&mut tx, &me.id).await?);
    let text = steps
        .iter()
        .map(Step::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    let reply = if takes {
        store::ACCEPTED
    } else {
        store::NOT_NOW
    };
    if !store::set_reply(&mut tx, &me.id, today, &text, reply, now).await? {
        return Ok(see("/today").into_response());
    }
    if takes && !apply(&mut tx, &me, &steps, today).await? {
        drop(tx);
        let again = today::web::shown(&app, &me, Some("pacing-replan-late")).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    tx.commit().await?;
    Ok(see("/today").into_response())
}

/// Changes the plan so; `false`, and nothing is to be kept, if it is not as it was any more.
async fn apply(tx: &mut Tx, me: &Me, steps: &[Step], today: Date) -> Result<bool, Fault> {
    let last = today.saturating_add((HORIZON as i64 - 1).days());
    let planned = history::store::activities(tx, &me.id, today, last).await?;
    let found = |step: &Step| -> Option<Activity> {
        let activity = planned.iter().find(|it| it.id == step.activity)?;
        step.still_fits(activity, today).then(|| activity.clone())
    };
    let mut undo = Vec::new();
    for step in steps {
        let Some(activity) = found(step) else {
            return Ok(false);
        };
        undo.extend(store::change(tx, &me.id, step, &activity).await?);
    }
    store::set_undo(tx, &me.id, today, &undo).await?;
    Ok(true)
}

/// `POST /today/replan/undo`: the plan as it was, where nothing has become of it since.
pub async fn undo(State(app): State<App>, me: Me) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let today = naming::day(now, &naming::zone_of(&mut tx, &me.id).await?);
    store::undo(&mut tx, &me.id, today, now).await?;
    tx.commit().await?;
    Ok(see("/today").into_response())
}
