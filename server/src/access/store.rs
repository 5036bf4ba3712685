//! The log of who read or wrote what about whom. Rows are added, never changed.

use app::access::Deed;
use app::ids::ParticipantId;
use jiff::Timestamp;

use crate::api::Caller;
use crate::identity::Staff;
use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Notes what a member of staff does, in the transaction that does it.
pub async fn record(
    tx: &mut Tx,
    staff: &Staff,
    about: &ParticipantId,
    deed: Deed,
    now: Timestamp,
) -> Result<(), Fault> {
    record_for(tx, staff, about, deed, "rehabilitation", now).await
}

/// As [`record`], for a purpose of its own: a word, never anything that was typed.
pub async fn record_for(
    tx: &mut Tx,
    staff: &Staff,
    about: &ParticipantId,
    deed: Deed,
    purpose: &'static str,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into access_log (id, organisation_id, at, staff_id, role, participant_id, deed, purpose)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(new_id())
        .bind(staff.organisation.as_str())
        .bind(now.as_millisecond())
        .bind(staff.id.as_str())
        .bind(staff.role.as_str())
        .bind(about.as_str())
        .bind(deed.as_str())
        .bind(purpose)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Notes what another system does with a token, in the transaction that does it; nothing when
/// it did the same at `since` or later.
pub async fn record_for_system(
    tx: &mut Tx,
    caller: &Caller,
    about: &ParticipantId,
    deed: Deed,
    (now, since): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into access_log (id, organisation_id, at, token_id, role, participant_id, deed, purpose)
             select $1, $2, $3, $4, 'system', $5, $6, 'rehabilitation'
             where not exists (select 1 from access_log
                               where participant_id = $5 and token_id = $4 and deed = $6
                                 and at >= $7)",
        )
        .bind(new_id())
        .bind(caller.organisation.as_str())
        .bind(now.as_millisecond())
        .bind(&caller.token)
        .bind(about.as_str())
        .bind(deed.as_str())
        .bind(since.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// One line of the log as the participant sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// When, in unix milliseconds.
    pub at: i64,
    /// Who.
    pub name: String,
    /// In which role.
    pub role: String,
    /// What they did.
    pub deed: String,
}

/// The newest lines about one participant.
pub async fn entries(tx: &mut Tx, about: &ParticipantId, most: i64) -> Result<Vec<Entry>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select l.at, coalesce(s.name, t.name) as name, l.role, l.deed
             from access_log l
             left join staff s on s.id = l.staff_id
             left join api_tokens t on t.id = l.token_id
             where l.participant_id = $1 order by l.at desc, l.id desc limit $2",
        )
        .bind(about.as_str())
        .bind(most)
        .fetch_all(db)
        .await
    })?)
}

/// The newest lines about one participant with one of two deeds, each with its purpose.
pub async fn entries_of(
    tx: &mut Tx,
    about: &ParticipantId,
    deeds: [Deed; 2],
    most: i64,
) -> Result<Vec<(Entry, String)>, Fault> {
    let rows: Vec<(i64, String, String, String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select l.at, s.name, l.role, l.deed, l.purpose
             from access_log l join staff s on s.id = l.staff_id
             where l.participant_id = $1 and l.deed in ($2, $3)
             order by l.at desc, l.id desc limit $4",
        )
        .bind(about.as_str())
        .bind(deeds[0].as_str())
        .bind(deeds[1].as_str())
        .bind(most)
        .fetch_all(db)
        .await
    })?;
    let entry = |(at, name, role, deed, purpose)| {
        let entry = Entry {
            at,
            name,
            role,
            deed,
        };
        (entry, purpose)
    };
    Ok(rows.into_iter().map(entry).collect())
}
