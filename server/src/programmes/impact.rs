//! Who an edited definition is about, for the report before it is saved.

use std::collections::BTreeMap;

use app::ids::ProgrammeId;
use app::programmes::{Definition, Respondent};
use app::scheduling::{Enrolled, Everything, Hours, Impact, Subject, impact};
use jiff::Timestamp;

use super::store;
use crate::participants::store as participants;
use crate::scheduling::{store as scheduling, subject};
use crate::storage::{Fault, Tx};

/// What saving `after` would change for the people of a programme; nothing is changed.
pub async fn report(
    tx: &mut Tx,
    programme: &ProgrammeId,
    after: &Definition,
    now: Timestamp,
) -> Result<Impact, Fault> {
    let before = store::definition(tx, programme).await?;
    let broken = || Fault::Corrupt("protocol_versions.definition");
    let hours = Hours::of(&before).map_err(|_| broken())?;
    // By the id of whoever answers: a coordinator is one person with many courses.
    let mut people: BTreeMap<String, Everything> = BTreeMap::new();
    let asks = |respondent| {
        let mut all = before.rules.iter().chain(&after.rules);
        all.any(|rule| rule.respondent == respondent)
    };
    for enrolment in participants::enrolments_in(tx, programme).await? {
        let subject = subject(tx, &[&before, after], &hours, &enrolment).await?;
        let issued = scheduling::issued(tx, programme, enrolment.id.as_str()).await?;
        if let Subject::Enrolled(enrolled) = &subject {
            for (respondent, colleague) in scheduling::colleagues_of(tx, &enrolment.id).await? {
                if asks(respondent) {
                    let theirs = Subject::Enrolled(Enrolled {
                        respondent,
                        ..enrolled.clone()
                    });
                    let all = people.entry(colleague.id).or_default();
                    all.push((theirs, issued.clone()));
                }
            }
        }
        people.insert(enrolment.id.to_string(), vec![(subject, issued)]);
    }
    let began = scheduling::programme(tx, programme).await?.created_at;
    let began = Timestamp::from_millisecond(began);
    let since = hours.day(began.map_err(|_| Fault::Corrupt("programmes.created_at"))?);
    for respondent in Respondent::STANDING {
        for person in scheduling::standing(tx, programme, respondent).await? {
            let issued = scheduling::issued(tx, programme, &person.id).await?;
            let standing = Subject::Standing { respondent, since };
            people
                .entry(person.id)
                .or_default()
                .push((standing, issued));
        }
    }
    let people: Vec<Everything> = people.into_values().collect();
    impact(&before, after, &people, now).map_err(|_| broken())
}
