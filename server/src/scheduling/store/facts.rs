//! Everything that decides about the contacts of a batch, read in one place.

use app::ids::{ContactId, OccasionId, OrganisationId};
use app::programmes::{Channel, Respondent};
use app::scheduling::{Hours, RemindersSay, Truth};
use app::texts::Language;
use jiff::{Timestamp, ToSpan};

use super::addressee::{Addressee, AddresseeRow, addressee_columns, addressee_joins};
use super::batch::{Held, asked_of_batch, list, told};
use super::{channel_of, planted, respondent_of};
use crate::on;
use crate::storage::{Fault, Tx};

/// What a contact is about, and all that decides whether it is sent.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Which.
    pub id: ContactId,
    /// The epoch that these facts were read in.
    pub epoch: i64,
    /// How often somebody began to hand it over, whatever became of it.
    pub attempts: u32,
    /// The office, whose pace counts.
    pub organisation: OrganisationId,
    /// The occasion that it carries.
    pub occasion: OccasionId,
    /// Which rung of the ladder.
    pub step: i64,
    /// How.
    pub channel: Channel,
    /// When the ladder had it, whatever moved it since.
    pub planned_at: Timestamp,
    /// Whether it was given its turn already.
    pub has_turn: bool,
    /// Who is asked.
    pub respondent: Respondent,
    /// The participant, or the member of staff, partner or referrer.
    pub person: String,
    /// What the person reads.
    pub language: Language,
    /// Where mail goes.
    pub email: Option<String>,
    /// Where text messages go, when there is a gateway.
    pub mobile: Option<String>,
    /// It offers to choose a time for the call that comes after it, and can hold the link.
    pub offers_call: bool,
    /// It says that an appointment was called off, and asks nothing.
    pub calls_off: bool,
    /// Whoever gets it is signed in nowhere, and may answer by a link of the message.
    pub opens_by_link: bool,
    /// Everything the verdict asks for.
    pub truth: Truth,
}

impl Facts {
    /// The contact as it stood when these facts were read.
    pub fn held(&self) -> Held {
        (self.id.clone(), self.epoch)
    }
}

/// In the order of `facts_columns`.
#[derive(serde::Deserialize)]
struct FactsRow {
    id: String,
    epoch: i64,
    attempts: i64,
    organisation_id: String,
    occasion_id: String,
    step: i64,
    channel: String,
    planned_at: i64,
    due_at: i64,
    not_after_at: i64,
    turn_at: Option<i64>,
    subject_kind: String,
    person_id: String,
    language: String,
    slot: String,
    only_unopened: i64,
    reminds: i64,
    offers_call: i64,
    replies_by_link: i64,
    tells_time: i64,
    is_signed_in: i64,
    calls_off: i64,
    addressee: AddresseeRow,
    has_phone: i64,
    is_later_due: i64,
    seen_step_due_at: Option<i64>,
    sent_today: i64,
    reminders_today: i64,
    in_flight: i64,
    same_sent_at: Option<i64>,
}

/// What a [`FactsRow`] is made of; `$2` is the local day, `$3` now, `$4` and `$5` where the day
/// begins and ends.
macro_rules! facts_columns {
    ($list:literal) => {
        concat!(
            $list,
            "(c.id, c.epoch, c.attempts, c.organisation_id, c.occasion_id, c.step, c.channel,
                    c.planned_at, c.due_at, c.not_after_at, c.turn_at,
                    o.subject_kind, c.person_id,
                    coalesce(p.language, s.language, r.language, f.language, 'en'),
                    c.slot, cast(case when c.only_unopened then 1 else 0 end as bigint),
                    cast(case when a.id is null then 0 else 1 end as bigint),
                    cast(case when c.offers_call then 1 else 0 end as bigint),
                    cast(case when g.replies_by_link then 1 else 0 end as bigint),
                    cast(case when g.tells_time then 1 else 0 end as bigint),
                    cast(case when exists (select 1 from sessions n where n.participant_id = p.id
                                           and n.idle_ends_at > $3 and n.ends_at > $3)
                         then 1 else 0 end as bigint),
                    cast(case when o.rule_id = 'called-off' then 1 else 0 end as bigint),",
            addressee_columns!($list),
            ",
                    cast(case when exists (select 1 from push_subscriptions u where u.participant_id = p.id)
                         then 1 else 0 end as bigint),
                    cast(case when exists (select 1 from contacts l
                                           where l.occasion_id = c.occasion_id and l.step > c.step
                                             and l.state = 'waiting' and l.due_at <= $3)
                         then 1 else 0 end as bigint),
                    -- The state stands outside the condition, lest PostgreSQL read its whole index of
                    -- what was sent, which was empty when it last counted.
                    (select max(case when b.state = 'sent' and b.seen_at is not null then b.due_at end)
                     from contacts b
                     where b.occasion_id = c.occasion_id and b.step < c.step),
                    (select count(*) from contacts t
                     where t.person_id = c.person_id and t.state = 'sent'
                       and t.channel in ('push', 'email', 'sms') and t.ended_at >= $4),
                    (select count(*) from contacts w
                     join occasions m on m.id = w.occasion_id and m.state = 'open'
                     where w.person_id = c.person_id and w.state = 'waiting' and w.step = 1
                       and m.appointment_id is not null and w.due_at < $5),
                    (select count(*) from contacts f
                     where f.person_id = c.person_id and f.leased_until > $3 and f.id <> c.id),
                    (select max(t.ended_at) from contacts t
                     where t.person_id = c.person_id and t.state = 'sent' and t.channel = c.channel))"
        )
    };
}

/// Everything about these contacts as it stands at `now`, in the hours of the programme
/// that they all belong to. Those that ended, or that another epoch holds, are left out;
/// the order is the database's.
pub async fn facts(
    tx: &mut Tx,
    of: &[Held],
    hours: &Hours,
    now: Timestamp,
) -> Result<Vec<Facts>, Fault> {
    let today = hours.day(now);
    let sql = asked_of_batch!(
        &*tx,
        facts_columns,
        " from mine cross join contacts c
         join organisations g on g.id = c.organisation_id",
        addressee_joins!(),
        "
         where c.id = mine.id and c.epoch = mine.epoch and c.state = 'waiting'"
    );
    let rows: String = on!(tx, db => {
        sqlx::query_scalar(sql)
            .bind(list(of))
            .bind(today.to_string())
            .bind(now.as_millisecond())
            .bind(hours.start_of(today).as_millisecond())
            .bind(hours.start_of(today.saturating_add(1.day())).as_millisecond())
            .fetch_one(db)
            .await
    })?;
    let facts: Result<Vec<Facts>, Fault> = told(&rows)?.into_iter().map(read).collect();
    let mut facts = facts?;
    for facts in &mut facts {
        planted::overlook(tx, &mut facts.truth);
    }
    Ok(facts)
}

fn read(row: FactsRow) -> Result<Facts, Fault> {
    let channel = channel_of(&row.channel)?;
    let says = RemindersSay {
        reply: row.replies_by_link == 1,
        time: row.tells_time == 1,
    };
    let reminds = row.reminds == 1;
    let calls_off = row.calls_off == 1;
    let offers_call = row.offers_call == 1 && says.links(channel);
    let respondent = respondent_of(&row.subject_kind)?;
    // Whoever works here signs in; a reminder asks nothing but whether they come.
    let opens_by_link = match respondent {
        Respondent::Participant => !reminds && row.is_signed_in == 0 && says.links(channel),
        _ => false,
    };
    let instant = |at: i64| {
        Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts: an instant"))
    };
    let addressee = Addressee::read(row.addressee)?;
    let truth = Truth {
        open: addressee.open,
        consented: addressee.consented,
        protected: addressee.protected,
        active: addressee.active,
        paused: addressee.paused,
        paused_until: addressee.paused_until,
        reachable: match channel {
            Channel::Push => row.has_phone == 1,
            Channel::Email => addressee.email.is_some(),
            Channel::Sms => addressee.mobile.is_some(),
            Channel::Phone | Channel::Letter => false,
        },
        due_at: instant(row.due_at)?,
        not_after: instant(row.not_after_at)?,
        later_step_due: row.is_later_due == 1,
        seen_step_due_at: row.seen_step_due_at.map(instant).transpose()?,
        only_unopened: row.only_unopened == 1,
        window: row.slot.parse().ok(),
        sent_today: row.sent_today.try_into().unwrap_or(u32::MAX),
        reminders_today: row.reminders_today.try_into().unwrap_or(u32::MAX),
        reminds,
        in_flight: row.in_flight > 0,
        // The message of a partner or referrer opens one form, a reminder may tell a time or lead to a reply,
        // and an offer to a choice: another one can't stand for it.
        same_sent_at: match respondent {
            Respondent::Partner | Respondent::Referrer => None,
            _ if offers_call || (reminds && !calls_off && says.is_of_its_own(channel)) => None,
            _ => row.same_sent_at.map(instant).transpose()?,
        },
    };
    Ok(Facts {
        id: ContactId::new(row.id),
        epoch: row.epoch,
        attempts: row.attempts.try_into().unwrap_or(u32::MAX),
        organisation: OrganisationId::new(row.organisation_id),
        occasion: OccasionId::new(row.occasion_id),
        step: row.step,
        channel,
        planned_at: instant(row.planned_at)?,
        has_turn: row.turn_at.is_some(),
        respondent,
        person: row.person_id,
        language: Language::of_tag(&row.language).unwrap_or_default(),
        email: addressee.email,
        mobile: addressee.mobile,
        offers_call,
        calls_off,
        opens_by_link,
        truth,
    })
}
