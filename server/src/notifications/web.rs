//! `/push/subscriptions`: a phone says that it takes messages.

use app::programmes::Channel;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::guard::Allowed;
use super::store::{self, NewSubscription};
use crate::error::Error;
use crate::identity::Me;
use crate::scheduling;
use crate::web::App;

/// What a browser hands over, as `PushSubscription.toJSON()` writes it.
#[derive(Debug, Deserialize)]
pub struct Subscription {
    endpoint: String,
    keys: Keys,
}

#[derive(Debug, Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

/// The longest endpoint or key that is kept; real ones have a few hundred letters.
const LONGEST: usize = 2048;

/// Whether a key is base64url, with or without its filling, of so many bytes that begin so.
fn is_key(text: &str, bytes: usize, first: Option<u8>) -> bool {
    let read = URL_SAFE_NO_PAD.decode(text.trim_end_matches('='));
    read.is_ok_and(|key| key.len() == bytes && first.is_none_or(|it| key.first() == Some(&it)))
}

/// Keeps the subscription of the person's own phone. A borrowed one gets no messages.
pub async fn subscribe(
    State(app): State<App>,
    me: Me,
    Json(given): Json<Subscription>,
) -> Result<StatusCode, Error> {
    if me.is_shared_phone {
        return Err(Error::NotAllowed);
    }
    let texts = [&given.endpoint, &given.keys.p256dh, &given.keys.auth];
    let is_none = |text: &&String| text.len() > LONGEST || text.contains(char::is_control);
    if texts.iter().any(is_none) {
        return Err(Error::NotUnderstood("subscription"));
    }
    // A point on P-256, uncompressed, and sixteen bytes (RFC 8291): nothing else can be sealed to.
    let (point, secret) = (&given.keys.p256dh, &given.keys.auth);
    if !is_key(point, 65, Some(4)) || !is_key(secret, 16, None) {
        return Err(Error::NotUnderstood("subscription"));
    }
    Allowed::of(&app.settings.push_allow)
        .check(&given.endpoint)
        .map_err(|_| Error::NotUnderstood("endpoint"))?;
    let new = NewSubscription {
        endpoint: &given.endpoint,
        p256dh: &given.keys.p256dh,
        auth: &given.keys.auth,
    };
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    store::subscribe(&mut tx, &me.id, &new, now).await?;
    // What was given up because the last phone was gone goes to this one.
    scheduling::store::rearm(&mut tx, me.id.as_str(), Channel::Push, now).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
