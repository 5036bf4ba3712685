//! Answers that another system sends in: the same rules as on the pages, stored once.

use app::access::Deed;
use app::ids::{OccasionId, ParticipantId};
use app::questionnaires::{Answers, Questionnaire};
use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use super::Caller;
use super::refusal::Refusal;
use super::store;
use crate::identity::sessions::hash;
use crate::programmes::naming::{day, zone_of_office};
use crate::questionnaires::answers::store as answers;
use crate::questionnaires::{Mode, Occasion, Stand, Taken, finish};
use crate::storage::{Fault, Tx};

/// The longest key of a request.
const LONGEST_KEY: usize = 200;

/// An occasion that is held until the transaction ends.
#[derive(Debug)]
pub(crate) struct Held {
    /// Which.
    pub(crate) occasion: Occasion,
    person: ParticipantId,
    permits: bool,
}

/// Holds an occasion of the caller's office. One that other systems may not know of looks as
/// if there were none.
pub(crate) async fn hold(
    tx: &mut Tx,
    caller: &Caller,
    id: &OccasionId,
    now: Timestamp,
) -> Result<Held, Refusal> {
    let zone = zone_of_office(tx, &caller.organisation).await?;
    let (person, permits) = store::about(tx, caller, id, day(now, &zone)).await?;
    let state = answers::hold(tx, id).await?;
    let mut occasion = answers::occasion(tx, id).await?;
    occasion.state = state;
    Ok(Held {
        occasion,
        person,
        permits,
    })
}

impl Held {
    /// Refuses what can't be answered now: too early, too late, answered, or without consent.
    pub(crate) fn must_be_open(&self, now: Timestamp) -> Result<(), Refusal> {
        let refused = |status, code, said: &str| Err(Refusal::new(status, code, said));
        if !self.permits {
            let said = "a consent that these questions need is missing or was withdrawn";
            return refused(StatusCode::FORBIDDEN, "forbidden", said);
        }
        match self.occasion.stand(now) {
            Stand::Open | Stand::Late => Ok(()),
            Stand::Ahead => refused(StatusCode::CONFLICT, "conflict", "not open yet"),
            Stand::Answered => refused(StatusCode::CONFLICT, "conflict", "answered already"),
            Stand::Over => refused(StatusCode::GONE, "expired", "the window is over"),
        }
    }
}

/// Keeps and sends all answers of an occasion, with the line in the person's log.
pub(crate) async fn keep(
    tx: &mut Tx,
    caller: &Caller,
    held: &Held,
    form: &Questionnaire,
    given: &Answers,
    now: Timestamp,
) -> Result<(), Refusal> {
    let of = &held.occasion;
    for (link_id, answer) in given.iter() {
        answers::keep_answer(tx, &of.id, link_id, answer, now).await?;
    }
    let taken = finish(tx, of, form, Mode::Api, now).await?;
    if taken != Taken::Done {
        // A draft of the person's own opens a question that these answers leave closed.
        let said = "the person has begun to answer differently";
        return Err(Refusal::new(StatusCode::CONFLICT, "conflict", said));
    }
    super::asked::log(tx, caller, [&held.person], Deed::SentAnswers, now).await?;
    Ok(())
}

/// One request, however often it arrives. What is kept tells nothing about the answers: the
/// other system alone knows the key.
#[derive(Debug)]
pub(crate) struct Once {
    key: String,
    what: String,
}

impl Once {
    /// The request's own key, if it has one.
    pub(crate) fn of(headers: &HeaderMap, body: &str) -> Result<Option<Self>, Refusal> {
        let Some(key) = headers.get("idempotency-key") else {
            return Ok(None);
        };
        let key = key.to_str().ok();
        let key = key.filter(|it| !it.is_empty() && it.len() <= LONGEST_KEY);
        let Some(key) = key else {
            let said = "`Idempotency-Key` has 1 to 200 visible characters";
            return Err(Refusal::bad(said));
        };
        Ok(Some(Self {
            key: hash(&format!("key {key}")),
            what: hash(&format!("{key}\n{body}")),
        }))
    }

    /// Whether this very request was taken before. The same key with another body is refused.
    pub(crate) async fn is_repeat(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        made: &str,
    ) -> Result<bool, Refusal> {
        match self.made(tx, caller).await? {
            None => Ok(false),
            Some(before) if before == made => Ok(true),
            Some(_) => Err(Self::of_another()),
        }
    }

    /// What this very request made before, in the words in which it was kept.
    pub(crate) async fn made(
        &self,
        tx: &mut Tx,
        caller: &Caller,
    ) -> Result<Option<String>, Refusal> {
        let Some(receipt) = answers::receipt(tx, &caller.token, &self.key).await? else {
            return Ok(None);
        };
        match receipt.split_once(' ') {
            Some((what, made)) if what == self.what => Ok(Some(made.to_owned())),
            _ => Err(Self::of_another()),
        }
    }

    fn of_another() -> Refusal {
        let said = "this `Idempotency-Key` was used for another request";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Refusal::new(status, "duplicate", said)
    }

    /// Keeps what the key was used for.
    pub(crate) async fn keep(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        made: &str,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let receipt = format!("{} {made}", self.what);
        answers::keep_receipt(tx, &caller.token, &self.key, &receipt, now).await
    }
}
