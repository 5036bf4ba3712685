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

/// So far back contacts are counted: what years left behind costs nothing.
const RECENT: SignedDuration = SignedDuration::from_hours(30 * 24);

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

/// The days of an office from `from` to `to`, both included, as foretold and as they went.
pub async fn days(
    tx: &mut Tx,
    office: &OrganisationId,
    from: Date,
    to: Date,
) -> Result<Vec<Day>, Fault> {
    let foretold: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select day, occasions from forecasts
             where organisation_id = $1 and day >= $2 and day <= $3",
        )
        .bind(office.as_str())
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(db)
        .await
    })?;
    let opened: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select due_on, count(*) from occasions
             where organisation_id = $1 and due_on >= $2 and due_on <= $3
               and subject_kind = 'enrolment' and questionnaire_id is not null
             group by due_on",
        )
        .bind(office.as_str())
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(db)
        .await
    })?;
    let (foretold, opened) = (by_day(foretold)?, by_day(opened)?);
    let days = from.series(1.day()).take_while(|day| *day <= to);
    Ok(days
        .map(|on| Day {
            on,
            foretold: foretold.get(&on).copied(),
            opened: opened.get(&on).copied().unwrap_or(0),
        })
        .collect())
}

fn by_day(rows: Vec<(String, i64)>) -> Result<BTreeMap<Date, i64>, Fault> {
    let day = |(day, many): (String, i64)| match day.parse() {
        Ok(day) => Ok((day, many)),
        Err(_) => Err(Fault::Corrupt("a day")),
    };
    rows.into_iter().map(day).collect()
}

/// What became of the contacts of an office that fell due from `from` on and before `to`,
/// by day in `zone`.
pub async fn ledgers(
    tx: &mut Tx,
    office: &OrganisationId,
    (from, to): (Date, Date),
    zone: &TimeZone,
) -> Result<BTreeMap<Date, Ledger>, Fault> {
    let start = |day: Date| {
        let start = day.to_zoned(zone.clone());
        start.map_or(i64::MAX, |start| start.timestamp().as_millisecond())
    };
    let rows: Vec<(i64, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select due_at, state, count(*) from contacts
             where organisation_id = $1 and due_at >= $2 and due_at < $3 group by due_at, state",
        )
        .bind(office.as_str())
        .bind(start(from))
        .bind(start(to))
        .fetch_all(db)
        .await
    })?;
    let mut ledgers: BTreeMap<Date, Ledger> = BTreeMap::new();
    for (due_at, state, many) in rows {
        let due = Timestamp::from_millisecond(due_at);
        let due = due.map_err(|_| Fault::Corrupt("contacts.due_at"))?;
        let ledger = ledgers.entry(zone.to_datetime(due).date()).or_default();
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
    Ok(ledgers)
}

/// Messages of all offices, or of one, that should have left more than an hour ago; and
/// contacts whose time was over an hour ago and that have not ended.
pub async fn late_and_unended(
    tx: &mut Tx,
    office: Option<&OrganisationId>,
    now: Timestamp,
) -> Result<(i64, i64), Fault> {
    let hour_ago = (now - SignedDuration::from_hours(1)).as_millisecond();
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select
               (select count(*) from contacts
                where state = 'waiting' and channel in ('push', 'email', 'sms') and try_at < $1
                  and ($2 = '' or organisation_id = $2)),
               (select count(*) from contacts
                where ended_at is null and (state <> 'waiting' or not_after_at < $1)
                  and ($2 = '' or organisation_id = $2))",
        )
        .bind(hour_ago)
        .bind(office.map_or("", OrganisationId::as_str))
        .fetch_one(db)
        .await
    })?)
}

/// How many contacts are set aside for a person, in all offices.
pub async fn set_aside(tx: &mut Tx) -> Result<i64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar("select count(*) from contacts where state = 'given_up'")
            .fetch_one(db)
            .await
    })?)
}

/// How each channel of an office did in the 24 hours before `now`, with contacts that fell
/// due in the last 30 days.
pub async fn channels(
    tx: &mut Tx,
    office: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<ChannelDay>, Fault> {
    let rows: Vec<(String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select channel,
                    cast(sum(case when state = 'sent' and ended_at >= $1 then 1 else 0 end) as bigint),
                    cast(sum(case when (state = 'given_up' and ended_at >= $1)
                                    or (state = 'waiting' and attempts > 0) then 1 else 0 end) as bigint)
             from contacts
             where organisation_id = $2 and due_at >= $3 and due_at <= $4
               and channel in ('push', 'email', 'sms')
             group by channel order by channel",
        )
        .bind((now - SignedDuration::from_hours(24)).as_millisecond())
        .bind(office.as_str())
        .bind((now - RECENT).as_millisecond())
        .bind(now.as_millisecond())
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

/// The contacts of an office that fell due in the last 30 days, by channel and state.
pub async fn contacts(
    tx: &mut Tx,
    office: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<((String, String), i64)>, Fault> {
    let rows: Vec<(String, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select channel, state, count(*) from contacts
             where organisation_id = $1 and due_at >= $2 and due_at <= $3 group by channel, state",
        )
        .bind(office.as_str())
        .bind((now - RECENT).as_millisecond())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    let count = |(channel, state, many)| ((channel, state), many);
    Ok(rows.into_iter().map(count).collect())
}
