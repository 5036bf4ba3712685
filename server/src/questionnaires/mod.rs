//! Answering: one question at a time, kept before it is acknowledged, sent once.

pub mod answered;
pub mod answers;
pub mod by_phone;
pub mod colleagues;
mod form;
pub mod keeping;
mod kept;
mod occasion;
mod once;
pub mod publishing;
pub mod queued;
pub mod store;
mod visit;
pub mod web;
pub mod writing;

use app::insight::Staged;
use app::programmes::Definition;
use app::questionnaires::{Answer, Answers, Problem, Questionnaire, Runner, bands};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use occasion::{GRACE, Mode, Occasion, Stand, State, SubjectKind, Waiting};

use crate::storage::{Fault, Tx};
use crate::{insight, programmes, scheduling};

/// What somebody sent for one question.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    /// Of which question.
    pub link_id: &'a str,
    /// What they want to do.
    pub deed: Deed,
    /// The field as it was typed.
    pub typed: &'a str,
    /// How it came in.
    pub mode: Mode,
    /// When it was given, where that was before it came in.
    pub given: Option<Timestamp>,
}

/// What a button of a question does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Keep the answer and go on.
    Next,
    /// Leave the question and go on.
    Skip,
    /// Stop here; never counted against anyone.
    NotToday,
    /// Show the page again with what was typed and with more fields; nothing is kept yet.
    More,
}

/// What came of it, and so where to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// To this question.
    On(String),
    /// Everything was answered; it remains to be sent.
    Ready,
    /// Everything was answered and is sent.
    Done,
    /// Stopped for today.
    Later,
    /// The field could not be taken; nothing was changed.
    Again(Problem),
    /// The window is over; whether the answer was kept all the same.
    Closed {
        /// Kept, though too late to be asked more.
        kept: bool,
    },
}

/// Takes what somebody sent for one question. The occasion must be held.
pub async fn take(
    tx: &mut Tx,
    occasion: &Occasion,
    questionnaire: &Questionnaire,
    sent: &Sent<'_>,
    now: Timestamp,
) -> Result<Taken, Fault> {
    let stand = occasion.stand(now);
    match stand {
        Stand::Ahead => return Err(Fault::Missing),
        Stand::Answered => return Ok(Taken::Done),
        Stand::Open | Stand::Late | Stand::Over => {}
    }
    let mut answers = answers::store::answers(tx, &occasion.id).await?;
    let runner = Runner::new(questionnaire, &answers);
    let Some(item) = runner.asked(sent.link_id) else {
        // The page was old: the answers changed on another phone since.
        return Ok(place(&runner));
    };
    let answer = match sent.deed {
        Deed::More => return Ok(Taken::On(sent.link_id.to_owned())),
        Deed::Skip => Some(Answer::Skipped),
        Deed::Next => match item.answer(sent.typed) {
            Ok(answer) => Some(answer),
            Err(problem) => return Ok(Taken::Again(problem)),
        },
        Deed::NotToday => {
            let answer = item.answer(sent.typed).ok();
            answer.filter(|answer| *answer != Answer::Skipped)
        }
    };
    // What is over is kept for the person whose name is on it, and for nobody else.
    let kept = stand != Stand::Over || !occasion.is_confidential();
    if let Some(answer) = answer
        && kept
    {
        let given = sent.given.unwrap_or(now);
        answers::store::keep_answer(tx, &occasion.id, sent.link_id, &answer, given).await?;
        answers.keep(sent.link_id, answer);
    }
    let runner = Runner::new(questionnaire, &answers);
    let next = runner
        .next(sent.link_id)
        .map(|item| item.link_id().to_owned());
    if stand == Stand::Over {
        return Ok(Taken::Closed { kept });
    }
    let sends = sent.deed != Deed::NotToday && runner.is_complete();
    if sends && (stand == Stand::Late || next.is_none()) {
        send(tx, occasion, questionnaire, &answers, sent.mode, now).await?;
    }
    Ok(match (stand, next) {
        (Stand::Late, _) => Taken::Closed { kept },
        _ if sent.deed == Deed::NotToday => Taken::Later,
        (_, Some(next)) => Taken::On(next),
        (_, None) if sends => Taken::Done,
        (_, None) => place(&runner),
    })
}

/// Sends what was answered, when everything was. The occasion must be held.
pub async fn finish(
    tx: &mut Tx,
    occasion: &Occasion,
    questionnaire: &Questionnaire,
    mode: Mode,
    now: Timestamp,
) -> Result<Taken, Fault> {
    match occasion.stand(now) {
        Stand::Ahead => return Err(Fault::Missing),
        Stand::Answered => return Ok(Taken::Done),
        Stand::Over => {
            return Ok(Taken::Closed {
                kept: !occasion.is_confidential(),
            });
        }
        Stand::Open | Stand::Late => {}
    }
    let answers = answers::store::answers(tx, &occasion.id).await?;
    let runner = Runner::new(questionnaire, &answers);
    if !runner.is_complete() {
        return Ok(place(&runner));
    }
    send(tx, occasion, questionnaire, &answers, mode, now).await?;
    Ok(Taken::Done)
}

fn place(runner: &Runner<'_, '_>) -> Taken {
    match runner.first_unanswered() {
        Some(item) => Taken::On(item.link_id().to_owned()),
        None => Taken::Ready,
    }
}

/// With a name on it: the answers stay, and a response says that they are complete. Without:
/// the bands go their own way, and nothing is left but that it was answered, and the day.
async fn send(
    tx: &mut Tx,
    occasion: &Occasion,
    questionnaire: &Questionnaire,
    answers: &Answers,
    mode: Mode,
    now: Timestamp,
) -> Result<(), Fault> {
    let definition = programmes::store::definition(tx, &occasion.programme).await?;
    let zone = zone(&definition)?;
    if occasion.is_confidential() {
        answers::store::forget_drafts(tx, &occasion.id).await?;
        let staged = Staged::new(bands(questionnaire, answers));
        insight::stage(tx, &occasion.id, &zone, now, &staged).await?;
    } else {
        answers::store::add_response(tx, &occasion.id, mode, now).await?;
        let rule = definition
            .rules
            .iter()
            .find(|rule| rule.id == occasion.rule_id);
        if let Some(rule) = rule {
            insight::self_rated(tx, &occasion.id, rule, &zone, now).await?;
        }
    }
    answers::store::settle(tx, &occasion.id, now.to_zoned(zone).date()).await?;
    scheduling::store::look_again_after(tx, &occasion.id, now).await?;
    // No reminder follows, and nobody calls: at once, not at the next tick.
    scheduling::store::settled(tx, &occasion.id, now).await
}

/// The zone in which a programme's days begin and end.
fn zone(definition: &Definition) -> Result<TimeZone, Fault> {
    TimeZone::get(&definition.zone).map_err(|_| Fault::Corrupt("protocol_versions.definition"))
}

/// The zone in which the days of an occasion's programme begin and end.
pub(crate) async fn zone_of(tx: &mut Tx, occasion: &Occasion) -> Result<TimeZone, Fault> {
    zone(&*programmes::store::definition(tx, &occasion.programme).await?)
}
