//! Session tokens and the cookie that carries them.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use rand::RngCore;
use sha2::{Digest, Sha256};

use crate::config::Settings;

/// How long a session lasts: without use, and at most.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    /// Ends when unused for so long.
    pub idle: SignedDuration,
    /// Ends after so long in any case.
    pub most: SignedDuration,
}

/// A participant's own phone: 90 days, rolling.
pub const OWN_PHONE: Lifetime = Lifetime {
    idle: SignedDuration::from_hours(90 * 24),
    most: SignedDuration::from_hours(10 * 366 * 24),
};
/// A shared phone: until it is closed, an hour unused at most.
pub const SHARED_PHONE: Lifetime = Lifetime {
    idle: SignedDuration::from_hours(1),
    most: SignedDuration::from_hours(12),
};
/// Staff: half an hour unused, a working day at most.
pub const STAFF: Lifetime = Lifetime {
    idle: SignedDuration::from_mins(30),
    most: SignedDuration::from_hours(10),
};

/// 256 random bits, kept by the browser; we keep only the hash.
pub fn new_token() -> String {
    let mut bits = [0_u8; 32];
    rand::rng().fill_bytes(&mut bits);
    URL_SAFE_NO_PAD.encode(bits)
}

/// 80 random bits for an invite.
pub fn code_bits() -> [u8; 10] {
    let mut bits = [0_u8; 10];
    rand::rng().fill_bytes(&mut bits);
    bits
}

/// What is kept of a token or a code: its SHA-256 in hexadecimal.
pub fn hash(secret: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(secret.as_bytes())
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The cookie's name. `__Host-` binds it to this origin and to TLS; plain http on
/// loopback, where browsers refuse such a cookie, gets the bare name.
fn cookie_name(settings: &Settings) -> &'static str {
    if settings.is_secure() {
        "__Host-dagsform"
    } else {
        "dagsform"
    }
}

/// The session token among the cookies of a request.
pub fn token(settings: &Settings, headers: &HeaderMap) -> Option<String> {
    cookie(headers, cookie_name(settings))
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The header that keeps a session in the browser; on a shared phone until it is closed.
pub fn keep(settings: &Settings, token: &str, shared_phone: bool) -> HeaderValue {
    let age = if shared_phone {
        String::new()
    } else {
        format!("; Max-Age={}", OWN_PHONE.idle.as_secs())
    };
    line(settings, token, &age)
}

/// The header that takes the session out of the browser.
pub fn forget(settings: &Settings) -> HeaderValue {
    line(settings, "", "; Max-Age=0")
}

fn line(settings: &Settings, token: &str, age: &str) -> HeaderValue {
    let secure = if settings.is_secure() { "; Secure" } else { "" };
    let name = cookie_name(settings);
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
