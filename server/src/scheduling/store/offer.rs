//! A call at a time that the person chooses: the right to choose, and what was chosen.

use app::ids::{ContactId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use app::scheduling::offer::CallWish;
use jiff::Timestamp;

use crate::on;
use crate::participants::consents::store::permitted;
use crate::storage::{Fault, Tx};

/// The call that a right opens.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The call.
    pub contact: ContactId,
    /// What it is about.
    pub occasion: OccasionId,
    /// Who is called.
    pub person: ParticipantId,
    /// Whose hours count.
    pub programme: ProgrammeId,
    /// Who calls.
    pub coordinator: StaffId,
    /// When it is due.
    pub due_at: Timestamp,
    /// Until when it makes sense.
    pub not_after: Timestamp,
    /// The days and hours that its step keeps to, as kept.
    pub slot: String,
    /// What was chosen: a time or no call; nothing as long as it comes as planned.
    pub chosen: Option<CallWish>,
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    id: String,
    occasion_id: String,
    participant_id: String,
    programme_id: String,
    coordinator_id: String,
    due_at: i64,
    not_after_at: i64,
    slot: String,
    wish: Option<String>,
}

/// Until when the person can be called about an occasion; `None` when no call is to come, no
/// number is known, or the office takes no replies by link.
pub async fn call_to_come(tx: &mut Tx, occasion: &OccasionId) -> Result<Option<Timestamp>, Fault> {
    let until: Option<i64> = on!(tx, db => {
        sqlx::query_scalar(
            "select c.not_after_at from contacts c
             join participants p on p.id = c.person_id
             join organisations g on g.id = c.organisation_id
             where c.occasion_id = $1 and c.channel = 'phone' and c.whom = 'person'
               and c.state = 'waiting' and (p.phone <> '' or p.mobile <> '') and g.replies_by_link
             order by c.step limit 1",
        )
        .bind(occasion.as_str())
        .fetch_optional(db)
        .await
    })?;
    until.map(instant).transpose()
}

/// The call whose time a right lets somebody choose, while the right lasts, the call is to
/// come, the person may be called and the office takes replies by link.
pub async fn offer_by_right(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Offer>, Fault> {
    // By the UTC day, as on the phone list: nobody is called around midnight.
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let row: Option<OfferRow> = on!(tx, db => {
        sqlx::query_as(concat!(
            "select c.id, c.occasion_id, e.participant_id, o.programme_id, e.coordinator_id,
                    c.due_at, c.not_after_at, c.slot, c.wish
             from occasion_rights r
             join occasions o on o.id = r.occasion_id and o.subject_kind = 'enrolment'
             join enrolments e on e.id = o.subject_id
             join participants p on p.id = e.participant_id
             join organisations g on g.id = o.organisation_id
             join contacts c on c.occasion_id = o.id
             where r.token_hash = $1 and r.opens = 'call' and r.expires_at > $2
               and o.state = 'open' and g.replies_by_link
               and not p.protected_identity and p.died_on is null
               and c.channel = 'phone' and c.whom = 'person' and c.state = 'waiting'
               and c.not_after_at > $2
               and ",
            permitted!("$3"),
            " order by c.step limit 1",
        ))
        .bind(token_hash)
        .bind(now.as_millisecond())
        .bind(today.to_string())
        .fetch_optional(db)
        .await
    })?;
    let Some(row) = row else { return Ok(None) };
    let due_at = instant(row.due_at)?;
    Ok(Some(Offer {
        contact: ContactId::new(row.id),
        occasion: OccasionId::new(row.occasion_id),
        person: ParticipantId::new(row.participant_id),
        programme: ProgrammeId::new(row.programme_id),
        coordinator: StaffId::new(row.coordinator_id),
        due_at,
        not_after: instant(row.not_after_at)?,
        slot: row.slot,
        chosen: match row.wish.as_deref() {
            Some("call") => Some(CallWish::At(due_at)),
            Some("none") => Some(CallWish::None),
            _ => None,
        },
    }))
}

/// The times at which others will be called by this coordinator because they chose them.
pub async fn taken(
    tx: &mut Tx,
    coordinator: &StaffId,
    but: &ContactId,
    now: Timestamp,
) -> Result<Vec<Timestamp>, Fault> {
    let times: Vec<i64> = on!(tx, db => {
        sqlx::query_scalar(
            "select c.due_at from contacts c
             join occasions o on o.id = c.occasion_id and o.subject_kind = 'enrolment'
             join enrolments e on e.id = o.subject_id
             where e.coordinator_id = $1 and c.id <> $2 and c.state = 'waiting'
               and c.wish = 'call' and c.due_at > $3 and o.state = 'open'
             order by c.due_at",
        )
        .bind(coordinator.as_str())
        .bind(but.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    times.into_iter().map(instant).collect()
}

/// Keeps what somebody chose about a call: the time, or that there be none, which goes for
/// whoever else would be called about it; or nothing any more, and all comes as planned.
/// [`Fault::Missing`] when the call is over.
pub async fn wish_for_call(tx: &mut Tx, offer: &Offer, wish: CallWish) -> Result<(), Fault> {
    let (word, at) = match wish {
        CallWish::At(at) => (Some("call"), Some(at.as_millisecond())),
        CallWish::None => (Some("none"), None),
        CallWish::Back => (None, None),
    };
    let others = word.filter(|word| *word == "none");
    on!(&mut *tx, db => {
        sqlx::query(
            "update contacts set wish = $3
             where occasion_id = $1 and id <> $2 and channel = 'phone' and state = 'waiting'",
        )
        .bind(offer.occasion.as_str())
        .bind(offer.contact.as_str())
        .bind(others)
        .execute(db)
        .await
        .map(drop)
    })?;
    let changed = on!(tx, db => {
        sqlx::query(
            "update contacts
             set wish = $2, due_at = coalesce($3, planned_at), try_at = coalesce($3, planned_at),
                 epoch = epoch + 1
             where id = $1 and state = 'waiting'",
        )
        .bind(offer.contact.as_str())
        .bind(word)
        .bind(at)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Fault::Missing)
    }
}

fn instant(at: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts: an instant"))
}
