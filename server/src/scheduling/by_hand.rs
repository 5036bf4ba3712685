//! A coordinator sends a questionnaire now, to one person or to many.

use app::ids::{EnrolmentId, OccasionId};
use app::programmes::{Collection, Ladder, Period, Rule, StudyArm, Timing};
use app::scheduling::{Due, contacts};
use jiff::Timestamp;

use super::rules::{Met, Rules};
use super::run::collection_word;
use super::store;
use crate::desk::store as desk;
use crate::participants::consents::store::word;
use crate::participants::contact::ways;
use crate::participants::store as participants;
use crate::storage::{Fault, Tx};

/// How long a questionnaire is open when no rule says.
const OPEN_FOR: Period = Period::days(14);

/// Why somebody is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAsked {
    /// In the control arm: register data only.
    #[error("compared with, not taking part")]
    Control,
    /// Name and address are protected: in no message.
    #[error("protected identity")]
    Protected,
    /// Somebody decided that this person is not asked now.
    #[error("not asked for now")]
    Exempt,
    /// The consent that the questionnaire needs does not stand.
    #[error("no consent")]
    NoConsent,
    /// The office has not published this questionnaire.
    #[error("no such questionnaire")]
    NoQuestionnaire,
    /// The programme's definition can't be read.
    #[error("the programme's rules can't be read")]
    NoRules,
}

/// Sends a questionnaire to these people now; in quiet hours the message waits for morning.
///
/// The occasion's rule is `by-hand/<questionnaire>`, with the next number. Someone who has
/// the same one open already gets no second: pressing twice is pressing once. Who
/// is asked for how long, and with which ladder, says the definition's rule for this
/// questionnaire, the one that is sent by hand first.
pub async fn send_now(
    tx: &mut Tx,
    questionnaire: &str,
    enrolments: &[EnrolmentId],
    now: Timestamp,
) -> Result<Vec<(EnrolmentId, Result<OccasionId, NotAsked>)>, Fault> {
    let mut met = Met::default();
    let mut outcomes = Vec::new();
    for id in enrolments {
        let outcome = send_to(tx, &mut met, questionnaire, id, now).await?;
        outcomes.push((id.clone(), outcome));
    }
    Ok(outcomes)
}

async fn send_to(
    tx: &mut Tx,
    met: &mut Met,
    questionnaire: &str,
    id: &EnrolmentId,
    now: Timestamp,
) -> Result<Result<OccasionId, NotAsked>, Fault> {
    let enrolment = participants::enrolment(tx, id).await?;
    let person = participants::participant(tx, &enrolment.participant).await?;
    let Some(rules) = met.rules(tx, &enrolment.programme).await? else {
        return Ok(Err(NotAsked::NoRules));
    };
    let rule = rule_for(&rules, questionnaire);
    let today = rules.hours.day(now);
    if enrolment.arm == StudyArm::Control {
        return Ok(Err(NotAsked::Control));
    }
    if person.protected_identity {
        return Ok(Err(NotAsked::Protected));
    }
    let ways = ways(tx, &person.id).await?;
    if ways.has_died || desk::is_exempt(tx, id, today).await? {
        return Ok(Err(NotAsked::Exempt));
    }
    let needs = rule.and_then(|rule| rule.needs);
    if let Some(kind) = needs {
        let permits = store::permits(tx, id).await?;
        if !permits.iter().any(|it| it.is(kind, today)) {
            return Ok(Err(NotAsked::NoConsent));
        }
    }
    let organisation = rules.organisation.as_str();
    let Some(newest) = store::newest_questionnaire(tx, organisation, questionnaire).await? else {
        return Ok(Err(NotAsked::NoQuestionnaire));
    };
    let rule_id = format!("by-hand/{questionnaire}");
    let (last, open) = store::last_by_hand(tx, id, &rule_id, now).await?;
    if let Some(open) = open {
        return Ok(Ok(open));
    }
    let open_for = rule.map_or(OPEN_FOR, |rule| rule.open_for);
    let due = Due {
        rule_id,
        number: last + 1,
        due_on: today,
        opens_at: now,
        // At least to the end of the next day, however short the rule's own window is.
        closes_at: rules
            .hours
            .start_of(open_for.after(today).max(Period::days(2).after(today))),
    };
    let collection = rule.map_or(Collection::Identified, |rule| rule.collection);
    let new = store::NewOccasion {
        organisation,
        programme: &rules.programme,
        subject_kind: "enrolment",
        subject_id: id.as_str(),
        asked_id: None,
        questionnaire: &newest,
        collection: collection_word(collection),
        needs: needs.map(word),
        due: &due,
        state: "open",
    };
    let Some(occasion) = store::issue(tx, &new).await? else {
        // Another server was faster by a moment: theirs is the one.
        let (_, open) = store::last_by_hand(tx, id, &due.rule_id, now).await?;
        return open.map(Ok).ok_or(Fault::Missing);
    };
    if let Some(ladder) = ladder_for(&rules, rule) {
        let planned = contacts(&due, now, ladder, &rules.hours, ways.reach, ways.preferred);
        store::plan(tx, organisation, &occasion, &planned).await?;
    }
    Ok(Ok(occasion))
}

/// The definition's rule for this questionnaire: the one sent by hand, else the first.
fn rule_for<'a>(rules: &'a Rules, questionnaire: &str) -> Option<&'a Rule> {
    let fits = |rule: &&Rule| rule.questionnaire == questionnaire;
    let all = &rules.definition.rules;
    all.iter()
        .find(|rule| fits(rule) && rule.when == Timing::ByHand)
        .or_else(|| all.iter().find(fits))
}

fn ladder_for<'a>(rules: &'a Rules, rule: Option<&Rule>) -> Option<&'a Ladder> {
    rule.and_then(|rule| rules.definition.ladder(&rule.ladder))
        .or_else(|| rules.definition.ladders.first())
}
