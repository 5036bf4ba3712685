//! `/sms/receipts`: the gateway says what became of a text message.

use app::ids::ContactId;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::Sha256;

use super::gateway::Receipts;
use super::{sms, store};
use crate::error::Error;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};
use crate::web::App;

/// A receipt is taken for so long after it was signed; a copy of it changes nothing.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// Unix seconds at which the receipt was signed.
const SIGNED_AT: &str = "x-timestamp";
/// HMAC-SHA-256 of `<x-timestamp>.<body>` under the secret, as hexadecimal.
const SIGNATURE: &str = "x-signature";

/// What a receipt says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It is on the phone.
    Delivered,
    /// It never will be.
    Failed,
}

/// Takes a receipt. What is unknown or was said before is answered like what is new, so that
/// a gateway neither learns anything nor tries for ever.
pub async fn take(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Error> {
    let Some(receipts) = app
        .settings
        .sms
        .as_ref()
        .and_then(|it| it.receipts.as_ref())
    else {
        return Err(Error::NotFound);
    };
    let now = app.clock.now();
    if !is_signed(receipts, &headers, &body, now) {
        return Err(Error::NotAllowed);
    }
    let said: Value = serde_json::from_slice(&body).map_err(|_| Error::NotUnderstood("receipt"))?;
    let id = said.pointer(&receipts.id).and_then(sms::word);
    let status = said.pointer(&receipts.status).and_then(sms::word);
    let (Some(id), Some(status)) = (id, status) else {
        return Err(Error::NotUnderstood("receipt"));
    };
    if let Some(became) = became(receipts, &status) {
        let mut tx = app.db.write().await?;
        record(&mut tx, &id, became, now).await?;
        tx.commit().await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the gateway signed this, a short while ago.
fn is_signed(receipts: &Receipts, headers: &HeaderMap, body: &[u8], now: Timestamp) -> bool {
    let header = |name| headers.get(name).and_then(|it| it.to_str().ok());
    let (Some(at), Some(signature)) = (header(SIGNED_AT), header(SIGNATURE)) else {
        return false;
    };
    let signed_at = at
        .parse()
        .ok()
        .and_then(|at| Timestamp::from_second(at).ok());
    let is_fresh = signed_at.is_some_and(|at| now.duration_since(at).abs() <= FRESH);
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(receipts.secret.as_bytes()) else {
        return false;
    };
    mac.update(at.as_bytes());
    mac.update(b".");
    mac.update(body);
    // In constant time.
    let matches = from_hex(signature).is_some_and(|it| mac.verify_slice(&it).is_ok());
    is_fresh && matches
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

fn became(receipts: &Receipts, status: &str) -> Option<Became> {
    let holds = |words: &[String]| words.contains(&status.to_lowercase());
    if holds(&receipts.delivered) {
        Some(Became::Delivered)
    } else {
        holds(&receipts.failed).then_some(Became::Failed)
    }
}

/// Records a receipt once. What never arrived lets the next step come at once, and puts the
/// number aside until somebody has mended it.
async fn record(tx: &mut Tx, id: &str, became: Became, now: Timestamp) -> Result<(), Fault> {
    let contact = store::set_receipt(tx, id, became, now).await?;
    let (Some(contact), Became::Failed) = (contact, became) else {
        return Ok(());
    };
    let contact = ContactId::new(contact);
    if let Some(person) = scheduling::not_arrived(tx, &contact, now).await? {
        store::set_aside(tx, person.as_str(), super::Aside::Mobile).await?;
    }
    Ok(())
}
