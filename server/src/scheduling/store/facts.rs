//! Everything that decides about one contact, read in one place.

use app::ids::{ContactId, OccasionId};
use app::programmes::Channel;
use app::scheduling::{Hours, Truth};
use app::texts::Language;
use jiff::Timestamp;

use super::channel_of;
use crate::on;
use crate::storage::{Fault, Tx};

/// What a contact is about, and all that decides whether it is sent.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The occasion that it carries.
    pub occasion: OccasionId,
    /// Which rung of the ladder.
    pub step: i64,
    /// How.
    pub channel: Channel,
    /// `enrolment`, `staff` or `partner`.
    pub subject_kind: String,
    /// The participant, or the member of staff or partner.
    pub person: String,
    /// What the person reads.
    pub language: Language,
    /// Where mail goes.
    pub email: Option<String>,
    /// Everything the verdict asks for.
    pub truth: Truth,
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    occasion_id: String,
    step: i64,
    channel: String,
    due_at: i64,
    not_after_at: i64,
    occasion_state: String,
    subject_kind: String,
    person: String,
    language: String,
    email: Option<String>,
    is_protected: i64,
    is_paused: i64,
    is_active: i64,
    is_consented: i64,
    phones: i64,
    later_due: i64,
    seen_step_due_at: Option<i64>,
    slot: String,
    only_unopened: i64,
}

#[derive(sqlx::FromRow)]
struct ToldRow {
    sent_today: i64,
    in_flight: i64,
    same_sent_at: Option<i64>,
}

/// Everything about one contact as it stands at `now`, in the hours of its programme.
pub async fn facts(
    tx: &mut Tx,
    id: &ContactId,
    hours: &Hours,
    now: Timestamp,
) -> Result<Facts, Fault> {
    let today = hours.day(now);
    let row: FactsRow = on!(tx, db => {
        sqlx::query_as(
            "select c.occasion_id, c.step, c.channel, c.due_at, c.not_after_at,
                    o.state as occasion_state, o.subject_kind,
                    coalesce(p.id, o.subject_id) as person,
                    coalesce(p.language, s.language, r.language, 'en') as language,
                    nullif(coalesce(p.email, s.email, r.email), '') as email,
                    cast(case when p.protected_identity then 1 else 0 end as bigint) as is_protected,
                    cast(case when (p.contact_paused is null or p.paused_until < $2)
                               and not exists (select 1 from overrides v
                                   where v.occasion_id = o.id and v.kind = 'by-phone' and v.undone_at is null
                                     and (v.until_on is null or v.until_on >= $2))
                         then 0 else 1 end as bigint) as is_paused,
                    cast(case when (p.id is not null and p.died_on is null) or s.active or r.active
                         then 1 else 0 end as bigint) as is_active,
                    c.slot, cast(case when c.only_unopened then 1 else 0 end as bigint) as only_unopened,
                    cast(case when o.needs is null or exists (
                            select 1 from consents k
                            where k.enrolment_id = o.subject_id and k.kind = o.needs
                              and k.withdrawn_at is null
                              and (k.expires_on is null or k.expires_on >= $2))
                         then 1 else 0 end as bigint) as is_consented,
                    (select count(*) from push_subscriptions u where u.participant_id = p.id) as phones,
                    (select count(*) from contacts l
                     where l.occasion_id = c.occasion_id and l.step > c.step
                       and l.state = 'waiting' and l.due_at <= $3) as later_due,
                    (select max(b.due_at) from contacts b
                     where b.occasion_id = c.occasion_id and b.step < c.step
                       and b.state = 'sent' and b.seen_at is not null) as seen_step_due_at
             from contacts c
             join occasions o on o.id = c.occasion_id
             left join enrolments e on o.subject_kind = 'enrolment' and e.id = o.subject_id
             left join participants p on p.id = e.participant_id
             left join staff s on o.subject_kind = 'staff' and s.id = o.subject_id
             left join partners r on o.subject_kind = 'partner' and r.id = o.subject_id
             where c.id = $1",
        )
        .bind(id.as_str())
        .bind(today.to_string())
        .bind(now.as_millisecond())
        .fetch_one(db)
        .await
    })?;
    let channel = channel_of(&row.channel)?;
    let told = told(tx, id, &row, hours.start_of(today), now).await?;
    let instant = |at: i64| {
        Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts: an instant"))
    };
    let truth = Truth {
        open: row.occasion_state == "open",
        consented: row.is_consented == 1,
        protected: row.is_protected == 1,
        active: row.is_active == 1,
        paused: row.is_paused == 1,
        reachable: match channel {
            Channel::Push => row.phones > 0,
            Channel::Email => row.email.is_some(),
            Channel::Sms | Channel::Phone | Channel::Letter => false,
        },
        due_at: instant(row.due_at)?,
        not_after: instant(row.not_after_at)?,
        later_step_due: row.later_due > 0,
        seen_step_due_at: row.seen_step_due_at.map(instant).transpose()?,
        only_unopened: row.only_unopened == 1,
        window: row.slot.parse().ok(),
        sent_today: told.sent_today.try_into().unwrap_or(u32::MAX),
        in_flight: told.in_flight > 0,
        // A partner's message opens one form: another one can't stand for it.
        same_sent_at: match row.subject_kind.as_str() {
            "partner" => None,
            _ => told.same_sent_at.map(instant).transpose()?,
        },
    };
    Ok(Facts {
        occasion: OccasionId::new(row.occasion_id),
        step: row.step,
        channel,
        subject_kind: row.subject_kind,
        person: row.person,
        language: Language::of_tag(&row.language).unwrap_or_default(),
        email: row.email,
        truth,
    })
}

/// What this person was told today by other contacts, over all programmes.
async fn told(
    tx: &mut Tx,
    id: &ContactId,
    row: &FactsRow,
    day_starts: Timestamp,
    now: Timestamp,
) -> Result<ToldRow, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select cast(coalesce(sum(case when c.state = 'sent' and c.ended_at >= $3 then 1 else 0 end), 0)
                        as bigint) as sent_today,
                    cast(coalesce(sum(case when c.state = 'waiting' and c.leased_until > $4 then 1 else 0 end), 0)
                        as bigint) as in_flight,
                    max(case when c.state = 'sent' and c.channel = $5 then c.ended_at end) as same_sent_at
             from occasions o join contacts c on c.occasion_id = o.id
             where (o.subject_id = $2
                    or o.subject_id in (select e.id from enrolments e where e.participant_id = $2))
               and c.channel in ('push', 'email', 'sms') and c.id <> $1",
        )
        .bind(id.as_str())
        .bind(&row.person)
        .bind(day_starts.as_millisecond())
        .bind(now.as_millisecond())
        .bind(&row.channel)
        .fetch_one(db)
        .await
    })?)
}
