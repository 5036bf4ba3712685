//! Which system is calling, taken from the token it shows.

use app::ids::OrganisationId;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use jiff::tz::TimeZone;

use super::refusal::Refusal;
use super::store;
use crate::identity::sessions::hash;
use crate::web::App;

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Reading.
    Read,
    /// Reading, publishing questionnaires and sending answers in.
    Write,
}

impl May {
    /// The word in the database and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// What a word means.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Read, Self::Write]
            .into_iter()
            .find(|may| may.as_str() == word)
    }
}

/// Another system of one office, known by its token. It sees that office and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The id of its token, never the token.
    pub token: String,
    /// The office.
    pub organisation: OrganisationId,
    /// What it may do.
    pub may: May,
}

impl Caller {
    /// Refuses a token that is good for reading alone.
    pub fn must_write(&self) -> Result<(), Refusal> {
        if self.may == May::Write {
            return Ok(());
        }
        let said = "this token may read, not write";
        let refusal = Refusal::new(StatusCode::FORBIDDEN, "forbidden", said);
        Err(Refusal {
            challenge: Some("Bearer realm=\"dagsform\", error=\"insufficient_scope\""),
            ..refusal
        })
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let Some(secret) = bearer(&parts.headers) else {
            let said = "send a token: `Authorization: Bearer …`";
            return Err(Refusal::unknown(said, "Bearer realm=\"dagsform\""));
        };
        let now = app.clock.now();
        let mut tx = app.db.read().await?;
        let known = store::token(&mut tx, &hash(secret), now).await?;
        drop(tx);
        let Some((caller, used_on)) = known else {
            // Nobody who has a good token waits for those who guess.
            app.callers.check(now).map_err(|_| {
                let said = "too many wrong tokens; wait a minute";
                Refusal::new(StatusCode::TOO_MANY_REQUESTS, "throttled", said)
            })?;
            app.callers.count(now);
            let said = "this token is unknown, has expired or was revoked";
            let challenge = "Bearer realm=\"dagsform\", error=\"invalid_token\"";
            return Err(Refusal::unknown(said, challenge));
        };
        let limit = app.settings.api_per_minute;
        app.pace.count(&caller.token, limit, now).map_err(|wait| {
            let said = format!("more than {limit} requests of this token in a minute");
            let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "throttled", said);
            Refusal {
                wait: Some(wait),
                ..refusal
            }
        })?;
        let today = now.to_zoned(TimeZone::UTC).date().to_string();
        if used_on.as_ref() != Some(&today) {
            let mut tx = app.db.write().await?;
            store::note_use(&mut tx, &caller.token, &today).await?;
            tx.commit().await?;
        }
        Ok(caller)
    }
}

/// The token in the one header where it may stand; an address is written down too often.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    let secret = secret.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !secret.is_empty()).then_some(secret)
}

/// A caller that may write.
#[derive(Clone, Debug)]
pub struct Writer(pub Caller);

impl FromRequestParts<App> for Writer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.must_write()?;
        Ok(Self(caller))
    }
}
