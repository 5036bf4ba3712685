//! `POST /push/subscriptions`: a phone of the person who is signed in takes messages.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::guard::Allowed;
use super::store::{self, NewSubscription};
use crate::error::Error;
use crate::identity::Me;
use crate::web::App;

/// What `PushSubscription.toJSON()` gives.
#[derive(Deserialize)]
struct Given {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

impl Given {
    fn read(body: &[u8], allowed: &Allowed) -> Result<Self, Error> {
        let given: Self =
            serde_json::from_slice(body).map_err(|_| Error::NotUnderstood("no subscription"))?;
        allowed
            .check(&given.endpoint)
            .map_err(|_| Error::NotUnderstood("the endpoint is no public https address"))?;
        // An uncompressed point of P-256, and sixteen random bytes (RFC 8291, 3).
        let point = URL_SAFE_NO_PAD
            .decode(&given.keys.p256dh)
            .unwrap_or_default();
        let secret = URL_SAFE_NO_PAD.decode(&given.keys.auth).unwrap_or_default();
        if point.len() != 65 || point.first() != Some(&4) || secret.len() != 16 {
            return Err(Error::NotUnderstood("the keys are not those of a browser"));
        }
        Ok(given)
    }
}

/// Keeps the phone. On a shared phone nothing is kept.
pub async fn subscribe(State(app): State<App>, me: Me, body: Bytes) -> Result<StatusCode, Error> {
    if me.is_shared_phone {
        return Err(Error::NotAllowed);
    }
    let given = Given::read(&body, &Allowed::of(&app.settings.push_allow))?;
    let new = NewSubscription {
        endpoint: &given.endpoint,
        p256dh: &given.keys.p256dh,
        auth: &given.keys.auth,
    };
    let mut tx = app.db.write().await?;
    store::subscribe(&mut tx, &me.id, &new, app.clock.now()).await?;
    tx.commit().await?;
    Ok(StatusCode::CREATED)
}
