//! Where the phones that take push messages are kept, and what became of text messages.

use std::collections::HashMap;

use app::ids::{OccasionId, ParticipantId};
use jiff::Timestamp;

use super::receipts::Became;
use super::{Aside, Subscription};
use crate::on;
use crate::storage::{Fault, Tx, installation, new_id};

/// Whether there is a gateway: its name in the table `installation`.
const GATEWAY: &str = "sms-gateway";

/// More phones than this are not one person's: the oldest go.
const MOST: i64 = 8;

/// What a browser sends when a person says yes to messages.
#[derive(Clone, Copy, Debug)]
pub struct NewSubscription<'a> {
    /// Address at the push service; checked by [`super::guard::Allowed::check`].
    pub endpoint: &'a str,
    /// The browser's public key, base64url.
    pub p256dh: &'a str,
    /// The shared secret, base64url.
    pub auth: &'a str,
}

#[derive(sqlx::FromRow)]
struct SubscriptionRow {
    id: String,
    endpoint: String,
    p256dh: String,
    auth: String,
}

impl From<SubscriptionRow> for Subscription {
    fn from(row: SubscriptionRow) -> Self {
        Self {
            id: row.id,
            endpoint: row.endpoint,
            p256dh: row.p256dh,
            auth: row.auth,
        }
    }
}

/// The phones of several people, each person's oldest first. Whoever has none is left out.
pub async fn subscriptions_of(
    tx: &mut Tx,
    people: &[&str],
) -> Result<HashMap<String, Vec<Subscription>>, Fault> {
    #[derive(sqlx::FromRow)]
    struct OwnedRow {
        participant_id: String,
        #[sqlx(flatten)]
        row: SubscriptionRow,
    }
    // A list of texts is always JSON; only how it is unpacked differs between the engines.
    let list = serde_json::to_string(people).unwrap_or_default();
    let sql = match tx {
        Tx::Sqlite(_) => {
            "with people (id) as (select value from json_each ($1))
             select s.participant_id, s.id, s.endpoint, s.p256dh, s.auth
             from people cross join push_subscriptions s
             where s.participant_id = people.id order by s.created_at, s.id"
        }
        Tx::Postgres(_) => {
            "with people (id) as (select value from json_array_elements_text (cast($1 as json)))
             select s.participant_id, s.id, s.endpoint, s.p256dh, s.auth
             from people cross join push_subscriptions s
             where s.participant_id = people.id order by s.created_at, s.id"
        }
    };
    let rows: Vec<OwnedRow> = on!(tx, db => {
        sqlx::query_as(sql).bind(list).fetch_all(db).await
    })?;
    let mut phones: HashMap<String, Vec<Subscription>> = HashMap::new();
    for OwnedRow {
        participant_id,
        row,
    } in rows
    {
        phones.entry(participant_id).or_default().push(row.into());
    }
    Ok(phones)
}

/// Keeps a phone for a person. The same browser again, also with somebody else signed in,
/// replaces what was kept for it: a phone tells one person only.
pub async fn subscribe(
    tx: &mut Tx,
    of: &ParticipantId,
    new: &NewSubscription<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    on!(tx, db => {
        sqlx::query(
            "insert into push_subscriptions (id, participant_id, endpoint, p256dh, auth, created_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (endpoint) do update
             set participant_id = excluded.participant_id, p256dh = excluded.p256dh,
                 auth = excluded.auth, created_at = excluded.created_at",
        )
        .bind(new_id())
        .bind(of.as_str())
        .bind(new.endpoint)
        .bind(new.p256dh)
        .bind(new.auth)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query(
            "delete from push_subscriptions
             where participant_id = $1 and id not in (
                 select id from push_subscriptions where participant_id = $1
                 order by created_at desc, id desc limit $2)",
        )
        .bind(of.as_str())
        .bind(MOST)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Forgets a phone that is gone.
pub async fn forget(tx: &mut Tx, subscription: &str) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from push_subscriptions where id = $1")
            .bind(subscription)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Forgets the phones of a person, at sign-out of the last one.
pub async fn forget_all(tx: &mut Tx, of: &ParticipantId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from push_subscriptions where participant_id = $1")
            .bind(of.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Notes whether text messages have a gateway.
pub async fn set_has_gateway(tx: &mut Tx, has: bool) -> Result<(), Fault> {
    installation::set_value(tx, GATEWAY, if has { "on" } else { "off" }).await
}

/// Whether text messages have a gateway.
pub async fn has_gateway(tx: &mut Tx) -> Result<bool, Fault> {
    Ok(installation::value(tx, GATEWAY).await?.as_deref() == Some("on"))
}

/// Puts an address of a person aside that leads nowhere. Somebody's deed: another address.
/// Members of staff and partners keep theirs, the message is set aside alone.
pub async fn set_aside(tx: &mut Tx, person: &str, address: Aside) -> Result<(), Fault> {
    let sql = match address {
        Aside::Email => "update participants set email_refused = email where id = $1",
        Aside::Mobile => "update participants set mobile_refused = mobile where id = $1",
    };
    Ok(on!(tx, db => {
        sqlx::query(sql).bind(person).execute(db).await.map(drop)
    })?)
}

/// Somebody says that a person's addresses are right as they are: they are tried again.
pub async fn try_again(tx: &mut Tx, person: &str) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update participants set email_refused = null, mobile_refused = null where id = $1",
        )
        .bind(person)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Notes under which key a text message is about to leave, for its receipt.
pub async fn expect_receipt(
    tx: &mut Tx,
    key: &str,
    occasion: &OccasionId,
    step: i64,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into text_messages (key, contact_id)
             select $1, id from contacts where occasion_id = $2 and step = $3 and channel = 'sms'
             on conflict (key) do nothing",
        )
        .bind(key)
        .bind(occasion.as_str())
        .bind(step)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps the gateway's own id for a message.
pub async fn set_gateway_id(tx: &mut Tx, key: &str, id: &str) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update text_messages set gateway_id = $2 where key = $1")
            .bind(key)
            .bind(id)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Records what became of a message, named by our key or the gateway's id, and returns its
/// contact; `None` when it is unknown, or was said before.
pub async fn set_receipt(
    tx: &mut Tx,
    id: &str,
    became: Became,
    now: Timestamp,
) -> Result<Option<String>, Fault> {
    let word = match became {
        Became::Delivered => "delivered",
        Became::Failed => "failed",
    };
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "update text_messages set became = $2, receipt_at = $3
             where became is null and key = (
                 select key from text_messages where key = $1 or gateway_id = $1
                 order by case when key = $1 then 0 else 1 end, key limit 1)
             returning contact_id",
        )
        .bind(id)
        .bind(word)
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?)
}
