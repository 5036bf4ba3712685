//! Looks at one enrolment: issues what is due, and says when to look again.

use std::sync::Arc;

use app::ids::{EnrolmentId, ParticipantId, StaffId};
use app::participants::Enrolment;
use app::programmes::{Collection, Definition, Events, Happening, Respondent, Rule, Timing};
use app::scheduling::{
    Due, Enrolled, Happened, Hours, Planned, Preferred, Reach, Subject, contacts, fresh, next_look,
    occasions, settle,
};
use app::texts::{Language, Words};
use jiff::Timestamp;

use super::colleagues::look_around;
use super::reminding::remind;
use super::rules::{Met, Rules};
use super::{later, planted, store};
use crate::appointments::store as appointments;
use crate::desk::store as desk;
use crate::messages::store as messages;
use crate::participants::consents::store::word;
use crate::participants::contact::ways;
use crate::participants::store as participants;
use crate::storage::{Fault, Tx};

/// What one look brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Enrolments and programmes that were looked at.
    pub looked_at: usize,
    /// New occasions, those included whose time was over.
    pub occasions: usize,
    /// New contacts.
    pub contacts: usize,
}

impl std::ops::AddAssign for Looked {
    fn add_assign(&mut self, other: Self) {
        self.looked_at += other.looked_at;
        self.occasions += other.occasions;
        self.contacts += other.contacts;
    }
}

/// Issues what has fallen due for one enrolment, unless another server is at it.
pub(super) async fn look_at_enrolment(
    tx: &mut Tx,
    met: &mut Met,
    id: &EnrolmentId,
    now: Timestamp,
) -> Result<Looked, Fault> {
    if !store::enrolment_to_look_at(tx, id, now).await? {
        return Ok(Looked::default());
    }
    let enrolment = participants::enrolment(tx, id).await?;
    let Some(rules) = met.rules(tx, &enrolment.programme).await? else {
        store::set_next_look(tx, id, Some(later(now))).await?;
        return Ok(Looked::default());
    };
    let subject = subject(tx, &[&rules.definition], &rules.hours, &enrolment).await?;
    let ways = ways(tx, &enrolment.participant).await?;
    let asked = Asked {
        respondent: Respondent::Participant,
        id: id.as_str(),
        answers: None,
        reach: ways.reach,
        preferred: ways.preferred,
        keeps_missed: true,
        excused: ways.has_died || desk::is_exempt(tx, id, rules.hours.day(now)).await?,
        told: Some((
            &enrolment.participant,
            &enrolment.coordinator,
            ways.language,
        )),
    };
    let dues = occasions(&rules.definition, &rules.hours, &subject, now);
    let (mut looked, complete) = ask(tx, &rules, &asked, dues, now).await?;
    looked.looked_at = 1;
    let (reminded, next_reminder) =
        remind(tx, &rules, id, asked.reach, asked.preferred, now).await?;
    looked += reminded;
    let next = next_look(&rules.definition, &rules.hours, &subject, now);
    let next = next_reminder.map_or(next, |at| Some(sooner(next, at)));
    let around = look_around(tx, &rules, &enrolment, subject, asked.excused, now).await?;
    looked += around.looked;
    let next = around.next.map_or(next, |at| Some(sooner(next, at)));
    let next = if complete && around.complete {
        next
    } else {
        Some(sooner(next, later(now)))
    };
    store::set_next_look(tx, id, next).await?;
    Ok(looked)
}

/// An enrolment as the compiler is asked about it, by the rules of any of `definitions`.
pub(crate) async fn subject(
    tx: &mut Tx,
    definitions: &[&Definition],
    hours: &Hours,
    enrolment: &Enrolment,
) -> Result<Subject, Fault> {
    let dates = enrolment.dates;
    Ok(Subject::Enrolled(Enrolled {
        respondent: Respondent::Participant,
        events: Events {
            referral: dates.referred,
            inclusion: dates.included,
            assessment: dates.assessed,
            start: dates.started,
            planned_end: dates.planned_end,
            end: dates.ended,
        },
        arm: enrolment.arm,
        consents: store::permits(tx, &enrolment.id).await?,
        happened: happened(tx, definitions, hours, enrolment).await?,
    }))
}

/// What happened that the rules follow; most programmes have no such rule.
async fn happened(
    tx: &mut Tx,
    definitions: &[&Definition],
    hours: &Hours,
    enrolment: &Enrolment,
) -> Result<Vec<Happened>, Fault> {
    let mut rules = definitions.iter().flat_map(|it| &it.rules);
    if !rules.any(|it| matches!(it.when, Timing::Following { .. })) {
        return Ok(Vec::new());
    }
    let mut happened = store::happened(tx, &enrolment.id, &enrolment.programme).await?;
    let attended = appointments::attended(tx, &enrolment.id).await?;
    happened.extend(attended.into_iter().map(|(kind, at)| Happened {
        what: Happening::Appointment(kind),
        on: hours.day(at),
    }));
    Ok(happened)
}

pub(super) fn sooner(one: Option<Timestamp>, other: Timestamp) -> Timestamp {
    one.map_or(other, |one| one.min(other))
}

/// Whoever is asked.
pub(super) struct Asked<'a> {
    pub(super) respondent: Respondent,
    /// The enrolment that it is about, or the member of staff or the partner.
    pub(super) id: &'a str,
    /// The coordinator or referrer who answers about the enrolment.
    pub(super) answers: Option<&'a str>,
    pub(super) reach: Reach,
    pub(super) preferred: Preferred,
    /// Whether occasions whose time was over are accounted for. Someone who came to the
    /// office yesterday missed nothing of last year.
    pub(super) keeps_missed: bool,
    /// Not to be asked now: what falls due is accounted for and taken back.
    pub(super) excused: bool,
    /// Who tells the person of what is coming, in which language.
    pub(super) told: Option<(&'a ParticipantId, &'a StaffId, Language)>,
}

/// Issues what is new; false when a questionnaire is missing and somebody has to look again.
pub(super) async fn ask(
    tx: &mut Tx,
    rules: &Arc<Rules>,
    asked: &Asked<'_>,
    mut dues: Vec<Due>,
    now: Timestamp,
) -> Result<(Looked, bool), Fault> {
    planted::key(tx, rules, &mut dues);
    let issued = store::issued(tx, &rules.programme, asked.id).await?;
    let settled = settle(fresh(dues, &issued), now);
    let mut looked = Looked::default();
    let mut complete = true;
    let missed = settled.missed.iter().filter(|_| asked.keeps_missed);
    let dues = missed
        .map(|due| (due, "cancelled"))
        .chain(settled.open.iter().map(|due| {
            let state = if asked.excused { "cancelled" } else { "open" };
            (due, state)
        }));
    for (due, state) in dues {
        let Some(rule) = planted::rule(rules, due) else {
            continue;
        };
        match issue(tx, rules, rule, asked, due, state).await? {
            Issue::Done(None) => {}
            Issue::Done(Some(occasion)) => {
                looked.occasions += 1;
                let ladder = rules
                    .definition
                    .ladder(&rule.ladder)
                    .filter(|_| state == "open");
                if let Some(ladder) = ladder {
                    let planned =
                        contacts(due, now, ladder, &rules.hours, asked.reach, asked.preferred);
                    announce(tx, asked, due, &planned, now).await?;
                    let organisation = rules.organisation.as_str();
                    looked.contacts += store::plan(tx, organisation, &occasion, &planned).await?;
                }
            }
            Issue::NoQuestionnaire => {
                complete = false;
                tracing::error!(
                    programme = %rules.programme, rule = rule.id, questionnaire = rule.questionnaire,
                    "a rule asks a questionnaire that is not published",
                );
            }
        }
    }
    Ok((looked, complete))
}

/// Before what is told of in advance, the coordinator whom the person knows says what is
/// coming, how long it takes and why; the notice itself says only that there is a message.
async fn announce(
    tx: &mut Tx,
    asked: &Asked<'_>,
    due: &Due,
    planned: &[Planned],
    now: Timestamp,
) -> Result<(), Fault> {
    let is_told = planned.iter().any(|it| it.not_after <= due.opens_at);
    if let (true, Some((person, coordinator, language))) = (is_told, asked.told) {
        let body = Words::of(language).say("messages-follow-up-notice");
        messages::send(tx, person, Some(coordinator), &body, now).await?;
    }
    Ok(())
}

enum Issue {
    Done(Option<app::ids::OccasionId>),
    NoQuestionnaire,
}

async fn issue(
    tx: &mut Tx,
    rules: &Rules,
    rule: &Rule,
    asked: &Asked<'_>,
    due: &Due,
    state: &'static str,
) -> Result<Issue, Fault> {
    let organisation = rules.organisation.as_str();
    let newest = store::newest_questionnaire(tx, organisation, &rule.questionnaire).await?;
    let Some(questionnaire) = newest else {
        return Ok(Issue::NoQuestionnaire);
    };
    let new = store::NewOccasion {
        organisation,
        programme: &rules.programme,
        subject_kind: store::kind_word(asked.respondent),
        subject_id: asked.id,
        asked_id: asked.answers,
        questionnaire: &questionnaire,
        collection: collection_word(rule.collection),
        needs: rule.needs.map(word),
        due,
        state,
    };
    Ok(Issue::Done(store::issue(tx, &new).await?))
}

/// The word for a collection in the database.
pub(super) fn collection_word(collection: Collection) -> &'static str {
    match collection {
        Collection::Identified => "identified",
        Collection::Confidential => "confidential",
    }
}
