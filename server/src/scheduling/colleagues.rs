//! Looks at the people around: coordinator and referrer of a course, staff and partners of a
//! programme. They are reached by e-mail alone.

use app::ids::ProgrammeId;
use app::participants::Enrolment;
use app::programmes::Respondent;
use app::scheduling::{Enrolled, Preferred, Reach, Subject, next_look, occasions};
use jiff::Timestamp;

use super::rules::{Met, Rules};
use super::run::{Asked, Looked, ask, sooner};
use super::{later, store};
use crate::storage::{Fault, Tx};

/// What a look around one course brought.
pub(super) struct Around {
    pub(super) looked: Looked,
    /// When to look around again; `None`: never, as the dates stand.
    pub(super) next: Option<Timestamp>,
    /// False when a questionnaire is missing and somebody has to look again.
    pub(super) complete: bool,
}

/// Issues what coordinator and referrer are asked about one course. A rule that asks the
/// referrer waits until there is one.
pub(super) async fn look_around(
    tx: &mut Tx,
    rules: &std::sync::Arc<Rules>,
    enrolment: &Enrolment,
    subject: Subject,
    excused: bool,
    now: Timestamp,
) -> Result<Around, Fault> {
    let mut around = Around {
        looked: Looked::default(),
        next: None,
        complete: true,
    };
    let asks = |respondent| {
        let mut all = rules.definition.rules.iter();
        all.any(|rule| rule.respondent == respondent)
    };
    // Most programmes ask neither.
    if !asks(Respondent::Coordinator) && !asks(Respondent::Referrer) {
        return Ok(around);
    }
    let Subject::Enrolled(enrolled) = subject else {
        return Ok(around);
    };
    for (respondent, colleague) in store::colleagues_of(tx, &enrolment.id).await? {
        let subject = Subject::Enrolled(Enrolled {
            respondent,
            ..enrolled.clone()
        });
        let asked = Asked {
            respondent,
            id: enrolment.id.as_str(),
            answers: Some(&colleague.id),
            reach: by_mail(colleague.has_email),
            preferred: Preferred::default(),
            // Whoever referred the person may have been noted today.
            keeps_missed: respondent == Respondent::Coordinator,
            excused,
            told: None,
        };
        let dues = occasions(&rules.definition, &rules.hours, &subject, now);
        let (looked, complete) = ask(tx, rules, &asked, dues, now).await?;
        around.looked += looked;
        around.complete &= complete;
        if let Some(at) = next_look(&rules.definition, &rules.hours, &subject, now) {
            around.next = Some(sooner(around.next, at));
        }
    }
    Ok(around)
}

/// Issues what has fallen due for the staff and partners of one programme.
pub(super) async fn look_at_programme(
    tx: &mut Tx,
    met: &mut Met,
    id: &ProgrammeId,
    now: Timestamp,
) -> Result<Looked, Fault> {
    // Two servers that look at once issue the same occasions, which then are there once.
    let rules = met.rules(tx, id).await;
    // A programme without any definition yet has no rules, and is no fault.
    let rules = match rules {
        Err(Fault::Missing) => None,
        other => other?,
    };
    let Some(rules) = rules else {
        store::set_programme_look(tx, id, Some(later(now))).await?;
        return Ok(Looked::default());
    };
    let mut looked = Looked {
        looked_at: 1,
        ..Looked::default()
    };
    let mut next: Option<Timestamp> = None;
    for respondent in Respondent::STANDING {
        let subject = Subject::Standing {
            respondent,
            since: rules.since,
        };
        let dues = occasions(&rules.definition, &rules.hours, &subject, now);
        for person in store::standing(tx, id, respondent).await? {
            let asked = Asked {
                respondent,
                id: &person.id,
                answers: None,
                reach: by_mail(person.has_email),
                preferred: Preferred::default(),
                keeps_missed: false,
                excused: false,
                told: None,
            };
            let (more, complete) = ask(tx, &rules, &asked, dues.clone(), now).await?;
            looked += more;
            if !complete {
                next = Some(sooner(next, later(now)));
            }
        }
        if let Some(at) = next_look(&rules.definition, &rules.hours, &subject, now) {
            next = Some(sooner(next, at));
        }
    }
    store::set_programme_look(tx, id, next).await?;
    Ok(looked)
}

fn by_mail(has_email: bool) -> Reach {
    Reach {
        push: false,
        email: has_email,
        sms: false,
        by_hand: false,
    }
}
