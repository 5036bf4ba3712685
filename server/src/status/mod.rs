//! Watches over the scheduler: foretells the month, counts what happened, raises alarms.

pub mod metrics;
pub mod store;
mod watch;
pub mod web;

pub use watch::{said, watch, watch_forever};

use std::collections::BTreeMap;

use app::ids::OrganisationId;
use app::programmes::Channel;
use app::status::{AHEAD, Alarm, BACK, ChannelDay, Facts, alarms};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::programmes::naming;
use crate::storage::{Db, Fault, Tx, installation};
use crate::{organisations, scheduling};

/// When a scheduler last went round, in unix milliseconds, in the table `installation`.
const ROUND: &str = "scheduler-round";
/// The day of the last forecast.
const FORETOLD: &str = "foretold-on";
/// One note a minute is enough.
const SLACK: SignedDuration = SignedDuration::from_mins(1);

/// Notes that a scheduler went round at `now`, and once a day foretells the month.
pub async fn round(db: &Db, now: Timestamp) -> Result<(), Fault> {
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut tx = db.read().await?;
    let last = last_round(&mut tx).await?;
    let foretold = installation::value(&mut tx, FORETOLD).await?;
    drop(tx);
    if last.is_none_or(|last| now.duration_since(last) >= SLACK) {
        let mut tx = db.write().await?;
        installation::set_value(&mut tx, ROUND, &now.as_millisecond().to_string()).await?;
        tx.commit().await?;
    }
    if foretold.as_deref() != Some(today.to_string().as_str()) {
        let until = now + SignedDuration::from_hours(24 * AHEAD);
        let forecast = scheduling::forecast(db, now, until).await?;
        let mut tx = db.write().await?;
        store::foretell(&mut tx, &forecast, today).await?;
        installation::set_value(&mut tx, FORETOLD, &today.to_string()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn last_round(tx: &mut Tx) -> Result<Option<Timestamp>, Fault> {
    let last = installation::value(tx, ROUND).await?;
    let last = last.and_then(|at| at.parse().ok());
    Ok(last.and_then(|at| Timestamp::from_millisecond(at).ok()))
}

/// What one office's alarms are made of; of all offices together when none is named.
pub async fn facts(
    tx: &mut Tx,
    office: Option<&OrganisationId>,
    now: Timestamp,
) -> Result<Facts, Fault> {
    let (late, unended) = store::late_and_unended(tx, office, now).await?;
    let mut facts = Facts {
        last_round: last_round(tx).await?,
        late,
        unended,
        ..Facts::default()
    };
    let mut channels: BTreeMap<Channel, ChannelDay> = BTreeMap::new();
    for office in offices(tx, office).await? {
        let (first, today) = last_days(tx, &office, now).await?;
        facts
            .days
            .extend(store::days(tx, &office, first, today.saturating_sub(1.day())).await?);
        for day in store::channels(tx, &office, now).await? {
            let all = channels.entry(day.channel).or_insert(ChannelDay {
                sent: 0,
                failed: 0,
                ..day
            });
            all.sent += day.sent;
            all.failed += day.failed;
        }
    }
    facts.channels = channels.into_values().collect();
    Ok(facts)
}

async fn offices(
    tx: &mut Tx,
    office: Option<&OrganisationId>,
) -> Result<Vec<OrganisationId>, Fault> {
    match office {
        Some(office) => Ok(vec![office.clone()]),
        None => {
            let all = organisations::store::organisations(tx).await?;
            Ok(all.into_iter().map(|(office, _)| office).collect())
        }
    }
}

/// The first of the days that are looked back on, and today, as an office tells them.
async fn last_days(
    tx: &mut Tx,
    office: &OrganisationId,
    now: Timestamp,
) -> Result<(Date, Date), Fault> {
    let zone = naming::zone_of_office(tx, office).await?;
    let today = naming::day(now, &zone);
    Ok((today.saturating_sub(BACK.days()), today))
}

/// What is wrong anywhere in this installation.
pub async fn trouble(tx: &mut Tx, now: Timestamp) -> Result<Vec<Alarm>, Fault> {
    Ok(alarms(&facts(tx, None, now).await?, now))
}
