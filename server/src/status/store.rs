//! The table `forecasts`, and counts of what became of occasions and contacts.

use std::collections::BTreeMap;

use app::ids::OrganisationId;
use app::status::{ChannelDay, Day, Ledger};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::on;
use crate::scheduling::store::channel_of;
use crate::storage::{Fault, Tx};

/// Occasions to come, by office and local day.
pub type Forecast = BTreeMap<(OrganisationId, Date), i64>;

/// Keeps a forecast made on `today` in place of earlier ones of the same days.
pub async fn foretell(tx: &mut Tx, forecast: &Forecast, today: Date) -> Result<(), Fault> {
    on!(tx, db => {
        sqlx::query("delete from forecasts where day > $1")
            .bind(today.to_string())
            .execute(db)
            .await
            .map(drop)
    })?;
    for ((office, day), occasions) in forecast {
        if *day <= today {
            continue;
        }
        on!(tx, db => {
            sqlx::query(
                "insert into forecasts (organisation_id, day, occasions) values ($1, $2, $3)
                 on conflict (organisation_id, day) do update set occasions = excluded.occasions",
            )
            .bind(office.as_str())
            .bind(day.to_string())
            .bind(occasions)
            .execute(db)
            .await
            .map(drop)
        })?;
    }
    Ok(())
}

/// The days after `today` on which occasions will open, and how many.
pub async fn coming(
    tx: &mut Tx,
    office: &OrganisationId,
    today: Date,
) -> Result<Vec<(Date, i64)>, Fault> {
    let rows: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select day, occasions from forecasts
             where organisation_id = $1 and day > $2 and occasions > 0 order by day",
        )
        .bind(office.as_str())
        .bind(today.to_string())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(day, many)| {
            let day = day.parse().map_err(|_| Fault::Corrupt("forecasts.day"))?;
            Ok((day, many))
        })
        .collect()
}

/// One day of an office: what was foretold, what opened, what became of what was due.
pub async fn day(
    tx: &mut Tx,
    office: &OrganisationId,
    on: Date,
    zone: &TimeZone,
) -> Result<Day, Fault> {
    let start = |day: Date| {
        let start = day.to_zoned(zone.clone());
        start.map_or(i64::MAX, |start| start.timestamp().as_millisecond())
    };
    let (from, to) = (start(on), start(on.saturating_add(1.day())));
    let foretold: Option<i64> = on!(tx, db => {
        sqlx::query_scalar("select occasions from forecasts where organisation_id = $1 and day = $2")
            .bind(office.as_str())
            .bind(on.to_string())
            .fetch_optional(db)
            .await
    })?;
    // Someone who came to the office later missed nothing that day: such occasions open cancelled.
    let opened: i64 = on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from occasions
             where organisation_id = $1 and due_on = $2 and subject_kind = 'enrolment'",
        )
        .bind(office.as_str())
        .bind(on.to_string())
        .fetch_one(db)
        .await
    })?;
    let rows: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select state, count(*) from contacts
             where organisation_id = $1 and due_at >= $2 and due_at < $3 group by state",
        )
        .bind(office.as_str())
        .bind(from)
        .bind(to)
        .fetch_all(db)
        .await
    })?;
    let mut ledger = Ledger::default();
    for (state, many) in rows {
        ledger.due += many;
        let kept = match state.as_str() {
            "sent" => &mut ledger.sent,
            "merged" => &mut ledger.merged,
            "expired" => &mut ledger.expired,
            "cancelled" => &mut ledger.cancelled,
            "given_up" => &mut ledger.given_up,
            "waiting" => &mut ledger.waiting,
            _ => return Err(Fault::Corrupt("contacts.state")),
        };
        *kept += many;
    }
    Ok(Day {
        on,
        foretold,
        opened,
        ledger,
    })
}

/// Messages that should have left more than an hour ago.
pub async fn late(
    tx: &mut Tx,
    office: Option<&OrganisationId>,
    now: Timestamp,
) -> Result<i64, Fault> {
    let hour_ago = (now - SignedDuration::from_hours(1)).as_millisecond();
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from contacts
             where state = 'waiting' and try_at < $1 and channel in ('push', 'email', 'sms')
               and ($2 = '' or organisation_id = $2)",
        )
        .bind(hour_ago)
        .bind(office.map_or("", OrganisationId::as_str))
        .fetch_one(db)
        .await
    })?)
}

/// Contacts whose time was over an hour ago and that have not ended.
pub async fn unended(
    tx: &mut Tx,
    office: Option<&OrganisationId>,
    now: Timestamp,
) -> Result<i64, Fault> {
    let hour_ago = (now - SignedDuration::from_hours(1)).as_millisecond();
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from contacts
             where ((state = 'waiting' and not_after_at < $1)
                    or (state <> 'waiting' and ended_at is null))
               and ($2 = '' or organisation_id = $2)",
        )
        .bind(hour_ago)
        .bind(office.map_or("", OrganisationId::as_str))
        .fetch_one(db)
        .await
    })?)
}

/// How each channel did in the 24 hours before `now`.
pub async fn channels(
    tx: &mut Tx,
    office: Option<&OrganisationId>,
    now: Timestamp,
) -> Result<Vec<ChannelDay>, Fault> {
    let day_ago = (now - SignedDuration::from_hours(24)).as_millisecond();
    let rows: Vec<(String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select channel,
                    cast(coalesce(sum(case when state = 'sent' and ended_at >= $1 then 1 else 0 end), 0) as bigint),
                    cast(coalesce(sum(case when (state = 'given_up' and ended_at >= $1)
                                  or (state = 'waiting' and attempts > 0) then 1 else 0 end), 0) as bigint)
             from contacts
             where due_at >= $3 and channel in ('push', 'email', 'sms')
               and ($2 = '' or organisation_id = $2)
             group by channel order by channel",
        )
        .bind(day_ago)
        .bind(office.map_or("", OrganisationId::as_str))
        .bind((now - SignedDuration::from_hours(24 * 30)).as_millisecond())
        .fetch_all(db)
        .await
    })?;
    let channel = |(channel, sent, failed): (String, i64, i64)| {
        Ok(ChannelDay {
            channel: channel_of(&channel)?,
            sent,
            failed,
        })
    };
    rows.into_iter().map(channel).collect()
}

/// The contacts of the whole installation by channel and state, for metrics.
pub async fn contacts(tx: &mut Tx) -> Result<Vec<(String, String, i64)>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select channel, state, count(*) from contacts group by channel, state order by channel, state",
        )
        .fetch_all(db)
        .await
    })?)
}
