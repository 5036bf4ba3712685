//! Whom the scheduler has to look at: enrolments, and the staff and partners of programmes.

use app::ids::{EnrolmentId, ProgrammeId};
use app::programmes::Respondent;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// A programme with its newest definition.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    /// The office.
    pub organisation_id: String,
    /// The definition's short name.
    pub definition_id: String,
    /// TOML, as it was read.
    pub definition: String,
    /// When the programme began here, in unix milliseconds.
    pub created_at: i64,
}

/// One programme as it stands.
pub async fn programme(tx: &mut Tx, id: &ProgrammeId) -> Result<Kept, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select p.organisation_id, p.definition_id, v.definition, p.created_at
             from programmes p join protocol_versions v on v.programme_id = p.id
             where p.id = $1 order by v.version desc limit 1",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?)
}

/// When enrolments and programmes are looked at again, as the column `at`.
macro_rules! looks {
    () => {
        "select min(next_look_at) as at from enrolments where next_look_at is not null
         union all
         select min(case when l.programme_id is null then 0 else l.next_look_at end)
         from programmes p left join programme_looks l on l.programme_id = p.id"
    };
}
pub(crate) use looks;

/// When the scheduler has something to do for anybody again; `None`: never, as things are.
pub async fn next_look(tx: &mut Tx) -> Result<Option<Timestamp>, Fault> {
    let first: Option<i64> = on!(tx, db => {
        sqlx::query_scalar(
            concat!("select min(at) from (", looks!(), ") looks"),
        )
        .fetch_one(db)
        .await
    })?;
    first
        .map(|at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("next_look_at")))
        .transpose()
}

/// What the scheduler has to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToLookAt {
    /// Whether the window of an occasion is over.
    pub is_over: bool,
    /// Enrolments, those that waited longest first.
    pub enrolments: Vec<EnrolmentId>,
    /// Programmes, for their staff and partners.
    pub programmes: Vec<ProgrammeId>,
}

/// What there is to look at at `now`, with at most `limit` enrolments: by one question.
pub async fn to_look_at(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<ToLookAt, Fault> {
    let rows: Vec<(i64, String)> = on!(tx, db => {
        sqlx::query_as(
            "select cast(0 as bigint), '' where exists (select 1 from occasions where state = 'open' and closes_at <= $1)
             union all
             select 1, id from (select id from enrolments
                                where next_look_at is not null and next_look_at <= $1
                                order by next_look_at, id limit $2) first
             union all
             select 2, p.id from programmes p left join programme_looks l on l.programme_id = p.id
             where l.programme_id is null or l.next_look_at <= $1",
        )
        .bind(now.as_millisecond())
        .bind(limit)
        .fetch_all(db)
        .await
    })?;
    let mut look = ToLookAt::default();
    for (kind, id) in rows {
        match kind {
            0 => look.is_over = true,
            1 => look.enrolments.push(EnrolmentId::new(id)),
            _ => look.programmes.push(ProgrammeId::new(id)),
        }
    }
    look.programmes.sort();
    Ok(look)
}

/// Enrolments that will have something to do by `until`, by id, those after `after` only.
pub async fn enrolments_due_by(
    tx: &mut Tx,
    until: Timestamp,
    after: &str,
    limit: i64,
) -> Result<Vec<EnrolmentId>, Fault> {
    let ids: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select id from enrolments
             where next_look_at is not null and next_look_at <= $1 and id > $2 order by id limit $3",
        )
        .bind(until.as_millisecond())
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await
    })?;
    Ok(ids.into_iter().map(EnrolmentId::new).collect())
}

/// Takes one enrolment to look at for this transaction; false when another server has it,
/// or has just looked.
pub async fn enrolment_to_look_at(
    tx: &mut Tx,
    id: &EnrolmentId,
    now: Timestamp,
) -> Result<bool, Fault> {
    let sql = match tx {
        Tx::Sqlite(_) => {
            "select id from enrolments where id = $1 and next_look_at is not null and next_look_at <= $2"
        }
        // Only here the engines differ: SQLite has one writer, who holds the whole file.
        Tx::Postgres(_) => {
            "select id from enrolments where id = $1 and next_look_at is not null and next_look_at <= $2
             for update skip locked"
        }
    };
    let taken: Option<String> = on!(tx, db => {
        sqlx::query_scalar(sql)
            .bind(id.as_str())
            .bind(now.as_millisecond())
            .fetch_optional(db)
            .await
    })?;
    Ok(taken.is_some())
}

/// When the scheduler has something to do for this enrolment again; `None`: never.
pub async fn set_next_look(
    tx: &mut Tx,
    id: &EnrolmentId,
    at: Option<Timestamp>,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update enrolments set next_look_at = $2 where id = $1")
            .bind(id.as_str())
            .bind(at.map(Timestamp::as_millisecond))
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// When the scheduler has something to do for the staff and partners again; `None`: never.
pub async fn set_programme_look(
    tx: &mut Tx,
    id: &ProgrammeId,
    at: Option<Timestamp>,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into programme_looks (programme_id, next_look_at) values ($1, $2)
             on conflict (programme_id) do update set next_look_at = excluded.next_look_at",
        )
        .bind(id.as_str())
        .bind(at.map(Timestamp::as_millisecond))
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Someone who is asked and does not take part.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Colleague {
    /// The id of the member of staff, the partner or the referrer.
    pub id: String,
    /// Has an e-mail address.
    pub has_email: bool,
}

/// The staff who work with people, or the partners, that a programme asks.
pub async fn standing(
    tx: &mut Tx,
    programme: &ProgrammeId,
    respondent: Respondent,
) -> Result<Vec<Colleague>, Fault> {
    let sql = match respondent {
        Respondent::Participant | Respondent::Coordinator | Respondent::Referrer => {
            return Ok(Vec::new());
        }
        Respondent::Staff => {
            "select s.id, (s.email <> '') as has_email
             from staff s join programmes p on p.organisation_id = s.organisation_id
             where p.id = $1 and s.active
               and s.role in ('coordinator', 'clinician', 'occupational_therapist')
             order by s.id"
        }
        Respondent::Partner => {
            "select id, (email <> '') as has_email from partners
             where programme_id = $1 and active order by id"
        }
    };
    Ok(on!(tx, db => {
        sqlx::query_as(sql).bind(programme.as_str()).fetch_all(db).await
    })?)
}

/// The coordinator and the referrer of a course, as far as there are any.
pub async fn colleagues_of(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
) -> Result<Vec<(Respondent, Colleague)>, Fault> {
    let row: (String, String, Option<String>, Option<String>) = on!(tx, db => {
        sqlx::query_as(
            "select s.id, s.email, r.id, r.email
             from enrolments e
             join staff s on s.id = e.coordinator_id
             left join referrers r on r.id = e.referrer_id
             where e.id = $1",
        )
        .bind(enrolment.as_str())
        .fetch_one(db)
        .await
    })?;
    let colleague = |id: String, email: &str| Colleague {
        id,
        has_email: !email.is_empty(),
    };
    let (coordinator, theirs, referrer, mail) = row;
    let mut all = vec![(Respondent::Coordinator, colleague(coordinator, &theirs))];
    if let Some(referrer) = referrer {
        let mail = mail.unwrap_or_default();
        all.push((Respondent::Referrer, colleague(referrer, &mail)));
    }
    Ok(all)
}
