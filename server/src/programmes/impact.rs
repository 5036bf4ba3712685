//! Who an edited definition is about, for the report before it is saved.

use app::ids::ProgrammeId;
use app::programmes::{Definition, Respondent};
use app::scheduling::{Hours, Impact, Issued, Subject, impact};
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
    let mut people: Vec<(Subject, Vec<Issued>)> = Vec::new();
    for enrolment in participants::enrolments_in(tx, programme).await? {
        let subject = subject(tx, &[&before, after], &hours, &enrolment).await?;
        let issued = scheduling::issued(tx, programme, enrolment.id.as_str()).await?;
        people.push((subject, issued));
    }
    let began = scheduling::programme(tx, programme).await?.created_at;
    let began = Timestamp::from_millisecond(began);
    let since = hours.day(began.map_err(|_| Fault::Corrupt("programmes.created_at"))?);
    for respondent in [Respondent::Staff, Respondent::Partner] {
        for person in scheduling::standing(tx, programme, respondent).await? {
            let issued = scheduling::issued(tx, programme, &person.id).await?;
            people.push((Subject::Standing { respondent, since }, issued));
        }
    }
    impact(&before, after, &people, now).map_err(|_| broken())
}
