//! Whom a contact goes to: whether they may be written to, and where. Any of it may change at
//! any moment.

use app::ids::ContactId;
use app::programmes::Channel;
use app::scheduling::Hours;
use jiff::Timestamp;
use jiff::civil::Date;

use super::batch::{Held, asked_of_batch, list, told};
use super::{Facts, planted};
use crate::on;
use crate::storage::{Fault, Tx};

/// A silence without an end lasts until this day: it sorts after every other.
const FOR_EVER: &str = "9999-12-31";

/// Who a contact `c` is about, for [`addressee_columns`].
macro_rules! addressee_joins {
    () => {
        "
         join occasions o on o.id = c.occasion_id
         left join participants p on p.id = c.person_id
         left join staff s on s.id = c.person_id
         left join partners r on r.id = c.person_id
         left join referrers f on f.id = c.person_id
         -- Whom a coordinator or a referrer is asked about.
         left join enrolments e on e.id = o.subject_id and o.asked_id is not null
         left join participants b on b.id = e.participant_id
         left join appointments a on a.id = o.appointment_id"
    };
}
pub(super) use addressee_joins;

/// What an [`AddresseeRow`] is made of; `$2` is the local day.
macro_rules! addressee_columns {
    ($list:literal) => {
        concat!(
            $list,
            "(cast(case when o.state = 'open' then 1 else 0 end as bigint),
                case when p.email = p.email_refused then null
                     else nullif(coalesce(p.email, s.email, r.email, f.email), '') end,
                case when p.mobile = p.mobile_refused then null
                     when exists (select 1 from installation i
                                  where i.name = 'sms-gateway' and i.value = 'on')
                     then nullif(p.mobile, '') end,
                cast(case when p.protected_identity or b.protected_identity then 1 else 0 end as bigint),
                cast(case when a.wish = 'cancel' then 1 else 0 end as bigint),
                case when p.contact_paused is not null
                          and (p.paused_until is null or p.paused_until >= $2)
                     then coalesce(p.paused_until, '9999-12-31') end,
                (select min(coalesce(v.until_on, '9999-12-31')) from decisions v
                 where v.occasion_id = o.id and v.kind = 'by-phone' and v.undone_at is null
                   and (v.until_on is null or v.until_on >= $2)),
                cast(case when ((p.id is not null and p.died_on is null) or s.active or r.active
                                or f.id is not null) and b.died_on is null
                     then 1 else 0 end as bigint),
                cast(case when ",
            $crate::participants::consents::store::permitted!("$2"),
            " then 1 else 0 end as bigint))"
        )
    };
}
pub(super) use addressee_columns;

/// As the database has it, in the order of `addressee_columns`.
#[derive(serde::Deserialize)]
pub(super) struct AddresseeRow {
    is_open: i64,
    email: Option<String>,
    mobile: Option<String>,
    is_protected: i64,
    is_cancelled: i64,
    paused_until: Option<String>,
    by_phone_until: Option<String>,
    is_active: i64,
    is_consented: i64,
}

/// Whom a contact goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The occasion is open.
    pub open: bool,
    /// Where mail goes.
    pub email: Option<String>,
    /// Where text messages go, when there is a gateway.
    pub mobile: Option<String>,
    /// In no message, ever.
    pub protected: bool,
    /// Somebody asked for silence.
    pub paused: bool,
    /// The last local day of the silence that ends first, where one was named.
    pub paused_until: Option<Date>,
    /// The person is still there.
    pub active: bool,
    /// The consent that the occasion needs stands.
    pub consented: bool,
}

impl Addressee {
    pub(super) fn read(row: AddresseeRow) -> Result<Self, Fault> {
        // Of two silences the one that ends first is a reason to look again.
        let until = [row.paused_until, row.by_phone_until].into_iter().flatten();
        let until = until.min();
        let paused = row.is_cancelled == 1 || until.is_some();
        let named = until.filter(|day| day != FOR_EVER).map(|day| day.parse());
        let paused_until = named.transpose();
        Ok(Self {
            open: row.is_open == 1,
            email: row.email,
            mobile: row.mobile,
            protected: row.is_protected == 1,
            paused,
            paused_until: paused_until.map_err(|_| Fault::Corrupt("participants.paused_until"))?,
            active: row.is_active == 1,
            consented: row.is_consented == 1,
        })
    }
}

impl Facts {
    /// What a later look brought; whether there is a phone is told apart.
    pub fn refresh(&mut self, tx: &Tx, now: Addressee) {
        let truth = &mut self.truth;
        truth.open = now.open;
        truth.protected = now.protected;
        truth.paused = now.paused;
        truth.paused_until = now.paused_until;
        truth.active = now.active;
        truth.consented = now.consented;
        match self.channel {
            Channel::Email => truth.reachable = now.email.is_some(),
            Channel::Sms => truth.reachable = now.mobile.is_some(),
            Channel::Push | Channel::Phone | Channel::Letter => {}
        }
        planted::overlook(tx, truth);
        self.email = now.email;
        self.mobile = now.mobile;
    }
}

macro_rules! later_columns {
    ($list:literal) => {
        concat!($list, "(c.id, ", addressee_columns!($list), ")")
    };
}

/// Whom these claimed contacts go to, as it stands at `now` in the hours of the programme that
/// they all belong to. Those that ended, or that another epoch holds, are left out.
///
/// What other contacts decide (the limit of a day, a message in flight) was settled when
/// these were claimed: nobody claims another for the same person meanwhile.
pub async fn addressees(
    tx: &mut Tx,
    of: &[Held],
    hours: &Hours,
    now: Timestamp,
) -> Result<Vec<(ContactId, Addressee)>, Fault> {
    let sql = asked_of_batch!(
        &*tx,
        later_columns,
        " from mine cross join contacts c",
        addressee_joins!(),
        " where c.id = mine.id and c.epoch = mine.epoch and c.state = 'waiting'"
    );
    let rows: String = on!(tx, db => {
        sqlx::query_scalar(sql)
            .bind(list(of))
            .bind(hours.day(now).to_string())
            .fetch_one(db)
            .await
    })?;
    let rows: Vec<(ContactId, AddresseeRow)> = told(&rows)?;
    rows.into_iter()
        .map(|(id, row)| Ok((id, Addressee::read(row)?)))
        .collect()
}
