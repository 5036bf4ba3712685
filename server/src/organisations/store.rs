//! Where offices and the people who work there are kept.

use app::identity::Role;
use app::ids::{OrganisationId, PartnerId, ProgrammeId, StaffId};
use app::scheduling::RemindersSay;
use app::texts::Language;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Someone who works here, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: StaffId,
    /// Of which office.
    pub organisation: OrganisationId,
    /// As colleagues call them.
    pub name: String,
    /// Where participants may call.
    pub phone: Option<String>,
    /// What they do.
    pub role: Role,
    /// What they read.
    pub language: Language,
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    id: String,
    organisation_id: String,
    name: String,
    phone: Option<String>,
    role: String,
    language: String,
}

impl MemberRow {
    fn member(self) -> Result<Member, Fault> {
        Ok(Member {
            id: StaffId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            name: self.name,
            phone: self.phone,
            role: Role::of(&self.role).ok_or(Fault::Corrupt("staff.role"))?,
            language: Language::of_tag(&self.language).ok_or(Fault::Corrupt("staff.language"))?,
        })
    }
}

/// A member of staff who still works here.
pub async fn member(tx: &mut Tx, id: &StaffId) -> Result<Member, Fault> {
    let row: MemberRow = on!(tx, db => {
        sqlx::query_as(
            "select id, organisation_id, name, phone, role, language from staff where id = $1 and active",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    row.member()
}

/// The member of staff with this address, in any organisation.
pub async fn member_by_email(tx: &mut Tx, email: &str) -> Result<Member, Fault> {
    let row: MemberRow = on!(tx, db => {
        sqlx::query_as(
            "select id, organisation_id, name, phone, role, language from staff
             where lower(email) = lower($1) and active order by id limit 1",
        )
        .bind(email)
        .fetch_one(db)
        .await
    })?;
    row.member()
}

/// Those of an office who may look after a course, by name.
pub async fn planners(tx: &mut Tx, of: &OrganisationId) -> Result<Vec<(StaffId, String)>, Fault> {
    let rows: Vec<(String, String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select id, name, role from staff where organisation_id = $1 and active order by name, id",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    let plans = |role: &str| Role::of(role).is_some_and(Role::plans);
    let rows = rows.into_iter().filter(|(_, _, role)| plans(role));
    Ok(rows.map(|(id, name, _)| (StaffId::new(id), name)).collect())
}

/// Someone new at the office.
#[derive(Clone, Debug)]
pub struct NewMember<'a> {
    /// As colleagues call them.
    pub name: &'a str,
    /// Sign-in name; unique in the office.
    pub email: &'a str,
    /// Where participants may call.
    pub phone: Option<&'a str>,
    /// What they do.
    pub role: Role,
    /// What they read.
    pub language: Language,
}

/// Adds a member of staff.
pub async fn add_member(
    tx: &mut Tx,
    organisation: &OrganisationId,
    new: &NewMember<'_>,
    now: Timestamp,
) -> Result<StaffId, Fault> {
    let id = new_id();
    on!(tx, db => {
        sqlx::query(
            "insert into staff (id, organisation_id, name, email, phone, role, language, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&id)
        .bind(organisation.as_str())
        .bind(new.name)
        .bind(new.email)
        .bind(new.phone)
        .bind(new.role.as_str())
        .bind(new.language.tag())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(StaffId::new(id))
}

/// The offices of this installation, by name.
pub async fn organisations(tx: &mut Tx) -> Result<Vec<(OrganisationId, String)>, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as("select id, name from organisations order by name").fetch_all(db).await
    })?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (OrganisationId::new(id), name))
        .collect())
}

/// What an office is called.
pub async fn name(tx: &mut Tx, id: &OrganisationId) -> Result<String, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar("select name from organisations where id = $1")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?)
}

/// Adds an office.
pub async fn add_organisation(
    tx: &mut Tx,
    name: &str,
    now: Timestamp,
) -> Result<OrganisationId, Fault> {
    let id = new_id();
    on!(tx, db => {
        sqlx::query("insert into organisations (id, name, created_at) values ($1, $2, $3)")
            .bind(&id)
            .bind(name)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(OrganisationId::new(id))
}

/// What the reminders of an office say.
pub async fn reminders_say(tx: &mut Tx, of: &OrganisationId) -> Result<RemindersSay, Fault> {
    let (reply, time): (bool, bool) = on!(tx, db => {
        sqlx::query_as("select replies_by_link, tells_time from organisations where id = $1")
            .bind(of.as_str())
            .fetch_one(db)
            .await
    })?;
    Ok(RemindersSay { reply, time })
}

/// Decides what the reminders of an office say. Links that went out end at once when it
/// takes no more replies.
pub async fn set_reminders_say(
    tx: &mut Tx,
    of: &OrganisationId,
    say: RemindersSay,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update organisations set replies_by_link = $2, tells_time = $3 where id = $1")
            .bind(of.as_str())
            .bind(say.reply)
            .bind(say.time)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Changes what a member of staff reads.
pub async fn set_language(tx: &mut Tx, id: &StaffId, language: Language) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update staff set language = $2 where id = $1")
            .bind(id.as_str())
            .bind(language.tag())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Adds someone of a partner authority, who answers forms by a link.
pub async fn add_partner(
    tx: &mut Tx,
    organisation: &OrganisationId,
    programme: &ProgrammeId,
    name: &str,
    email: &str,
    language: Language,
) -> Result<PartnerId, Fault> {
    let id = new_id();
    on!(tx, db => {
        sqlx::query(
            "insert into partners (id, organisation_id, programme_id, name, email, language)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&id)
        .bind(organisation.as_str())
        .bind(programme.as_str())
        .bind(name)
        .bind(email)
        .bind(language.tag())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(PartnerId::new(id))
}
