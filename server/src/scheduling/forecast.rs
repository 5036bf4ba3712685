//! What will fall due, for everyone: the same compiler, asked about the days to come.

use app::ids::EnrolmentId;
use app::programmes::Timing;
use app::scheduling::{fresh, occasions};
use jiff::Timestamp;

use super::rules::Met;
use super::run::subject;
use super::store;
use crate::participants::store as participants;
use crate::status::store::Forecast;
use crate::storage::{Db, Fault};

/// At most this many enrolments in one read, so that nobody waits for it.
const AT_ONCE: i64 = 500;

/// How many occasions of people who take part open after `now` and until `until`, by
/// office and local day, if no date and no consent changes before.
pub async fn forecast(db: &Db, now: Timestamp, until: Timestamp) -> Result<Forecast, Fault> {
    let mut forecast = Forecast::new();
    let mut met = Met::default();
    let mut after = String::new();
    loop {
        let mut tx = db.read().await?;
        let enrolments = store::enrolments_due_by(&mut tx, until, &after, AT_ONCE).await?;
        for id in &enrolments {
            let enrolment = participants::enrolment(&mut tx, id).await?;
            let Ok(Some(rules)) = met.rules(&mut tx, &enrolment.programme).await else {
                continue;
            };
            let subject = subject(&mut tx, &[&rules.definition], &rules.hours, &enrolment).await?;
            let dues = occasions(&rules.definition, &rules.hours, &subject, until);
            let issued = store::issued(&mut tx, &rules.programme, id.as_str()).await?;
            let by_hand = |rule: &str| {
                let rule = rules.definition.rule(rule);
                rule.is_none_or(|rule| matches!(rule.when, Timing::ByHand))
            };
            for due in fresh(dues, &issued) {
                if due.opens_at > now && !by_hand(&due.rule_id) {
                    let key = (rules.organisation.clone(), due.due_on);
                    *forecast.entry(key).or_default() += 1;
                }
            }
        }
        match enrolments.last() {
            Some(last) => after = EnrolmentId::to_string(last),
            None => return Ok(forecast),
        }
    }
}
