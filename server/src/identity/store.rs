//! Where invites, sessions and staff are kept.

use app::identity::Code;
use app::ids::{OrganisationId, ParticipantId, StaffId};
use jiff::{SignedDuration, Timestamp};

use super::sessions::{Lifetime, hash};
use crate::on;
use crate::storage::{Fault, Tx};

/// Whom an invite or a session is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Someone who takes part.
    Participant(ParticipantId),
    /// Someone who works here.
    Staff(StaffId),
}

impl Whose {
    fn participant(&self) -> Option<&str> {
        match self {
            Self::Participant(id) => Some(id.as_str()),
            Self::Staff(_) => None,
        }
    }

    fn staff(&self) -> Option<&str> {
        match self {
            Self::Staff(id) => Some(id.as_str()),
            Self::Participant(_) => None,
        }
    }

    fn of(participant: Option<String>, staff: Option<String>) -> Result<Self, Fault> {
        match (participant, staff) {
            (Some(id), None) => Ok(Self::Participant(ParticipantId::new(id))),
            (None, Some(id)) => Ok(Self::Staff(StaffId::new(id))),
            _ => Err(Fault::Corrupt("whose")),
        }
    }
}

/// Keeps an invite; whoever shows `code` before `expires_at` comes in, once.
pub async fn add_invite(
    tx: &mut Tx,
    organisation: &OrganisationId,
    whose: &Whose,
    code: &Code,
    ask_birth_year: bool,
    now: Timestamp,
    lasts: SignedDuration,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into invites
             (code_hash, organisation_id, participant_id, staff_id, ask_birth_year, expires_at, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(hash(code.as_str()))
        .bind(organisation.as_str())
        .bind(whose.participant())
        .bind(whose.staff())
        .bind(ask_birth_year)
        .bind((now + lasts).as_millisecond())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// What became of a code that somebody showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Good, and used up now.
    In(OrganisationId, Whose),
    /// Good so far; the year of birth is asked for, or was wrong.
    AskYear {
        /// Whether a wrong year was given.
        wrong: bool,
    },
    /// Used, expired, worn out by wrong years, or never made: all look the same.
    NoGood,
}

/// The most wrong years of birth that a printed code bears.
const WRONG_TRIES: i64 = 5;

#[derive(sqlx::FromRow)]
struct InviteRow {
    organisation_id: String,
    participant_id: Option<String>,
    staff_id: Option<String>,
    ask_birth_year: bool,
    year_of_birth: Option<i64>,
}

/// Uses up an invite, if `code` and `year` are good; counts a wrong year.
pub async fn show_code(
    tx: &mut Tx,
    code: &Code,
    year: Option<i64>,
    now: Timestamp,
) -> Result<Shown, Fault> {
    let found: Option<InviteRow> = on!(tx, db => {
        sqlx::query_as(
            "select i.organisation_id, i.participant_id, i.staff_id, i.ask_birth_year, p.year_of_birth
             from invites i left join participants p on p.id = i.participant_id
             where i.code_hash = $1 and i.used_at is null and i.expires_at > $2 and i.wrong_tries < $3",
        )
        .bind(hash(code.as_str()))
        .bind(now.as_millisecond())
        .bind(WRONG_TRIES)
        .fetch_optional(db)
        .await
    })?;
    let Some(invite) = found else {
        return Ok(Shown::NoGood);
    };
    if invite.ask_birth_year && (year.is_none() || year != invite.year_of_birth) {
        let wrong = year.is_some();
        if wrong {
            count_wrong_try(tx, code).await?;
        }
        return Ok(Shown::AskYear { wrong });
    }
    let used = on!(tx, db => {
        sqlx::query("update invites set used_at = $2 where code_hash = $1 and used_at is null")
            .bind(hash(code.as_str()))
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    if used == 0 {
        return Ok(Shown::NoGood);
    }
    let whose = Whose::of(invite.participant_id, invite.staff_id)?;
    Ok(Shown::In(
        OrganisationId::new(invite.organisation_id),
        whose,
    ))
}

async fn count_wrong_try(tx: &mut Tx, code: &Code) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update invites set wrong_tries = wrong_tries + 1 where code_hash = $1")
            .bind(hash(code.as_str()))
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Opens a session under the hash of `token`.
pub async fn open_session(
    tx: &mut Tx,
    organisation: &OrganisationId,
    whose: &Whose,
    token: &str,
    shared_phone: bool,
    now: Timestamp,
    lasts: Lifetime,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into sessions
             (token_hash, organisation_id, participant_id, staff_id, shared_phone,
              created_at, seen_at, idle_ends_at, ends_at)
             values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
        )
        .bind(hash(token))
        .bind(organisation.as_str())
        .bind(whose.participant())
        .bind(whose.staff())
        .bind(shared_phone)
        .bind(now.as_millisecond())
        .bind((now + lasts.idle).as_millisecond())
        .bind((now + lasts.most).as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// A session that has not ended.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub whose: Whose,
    /// Of which office.
    pub organisation: OrganisationId,
    /// Nothing may be kept on this phone.
    pub shared_phone: bool,
    /// When it was last used, as kept: at most a minute old is good enough.
    pub seen_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    organisation_id: String,
    participant_id: Option<String>,
    staff_id: Option<String>,
    shared_phone: bool,
    seen_at: i64,
}

/// The session of a token; `None` when it ended or never was.
pub async fn session(tx: &mut Tx, token: &str, now: Timestamp) -> Result<Option<Session>, Fault> {
    let row: Option<SessionRow> = on!(tx, db => {
        sqlx::query_as(
            "select organisation_id, participant_id, staff_id, shared_phone, seen_at from sessions
             where token_hash = $1 and idle_ends_at > $2 and ends_at > $2",
        )
        .bind(hash(token))
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Session {
        whose: Whose::of(row.participant_id, row.staff_id)?,
        organisation: OrganisationId::new(row.organisation_id),
        shared_phone: row.shared_phone,
        seen_at: Timestamp::from_millisecond(row.seen_at)
            .map_err(|_| Fault::Corrupt("sessions.seen_at"))?,
    }))
}

/// Notes that a session was used, so that it rolls on.
pub async fn touch_session(
    tx: &mut Tx,
    token: &str,
    now: Timestamp,
    idle: SignedDuration,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update sessions set seen_at = $2, idle_ends_at = $3 where token_hash = $1")
            .bind(hash(token))
            .bind(now.as_millisecond())
            .bind((now + idle).as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Ends one session.
pub async fn end_session(tx: &mut Tx, token: &str) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(hash(token))
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Removes what can no longer be used: ended sessions and invites, a day later.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<(), Fault> {
    let day_ago = (now - SignedDuration::from_hours(24)).as_millisecond();
    on!(tx, db => {
        sqlx::query("delete from sessions where idle_ends_at < $1 or ends_at < $1")
            .bind(day_ago)
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query("delete from invites where expires_at < $1")
            .bind(day_ago)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Where somebody is signed in: the hash of its token, whether the phone is borrowed, since when,
/// and when it was last used; what was used last comes first.
pub async fn sessions_of(
    tx: &mut Tx,
    of: &ParticipantId,
    now: Timestamp,
) -> Result<Vec<(String, bool, Timestamp, Timestamp)>, Fault> {
    let rows: Vec<(String, bool, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select token_hash, shared_phone, created_at, seen_at from sessions
             where participant_id = $1 and idle_ends_at > $2 and ends_at > $2
             order by seen_at desc, created_at desc, token_hash",
        )
        .bind(of.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    let instant =
        |at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("sessions: an instant"));
    rows.into_iter()
        .map(|(hash, shared, since, seen)| Ok((hash, shared, instant(since)?, instant(seen)?)))
        .collect()
}

/// Ends all sessions of a person but one, or all, when there is no token to keep.
pub async fn end_sessions(tx: &mut Tx, of: &ParticipantId, but: Option<&str>) -> Result<(), Fault> {
    let but = but.map(hash).unwrap_or_default();
    Ok(on!(tx, db => {
        sqlx::query("delete from sessions where participant_id = $1 and token_hash <> $2")
            .bind(of.as_str())
            .bind(but)
            .execute(db)
            .await
            .map(drop)
    })?)
}
