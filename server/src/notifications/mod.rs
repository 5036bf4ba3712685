//! Carries messages to people: what goes out, who carries it, and why it may not arrive.

mod calls;
pub mod gateway;
pub mod guard;
pub mod mail;
pub mod push;
pub mod receipts;
pub mod settings;
mod signatures;
pub mod sms;
pub mod store;
pub mod vapid;
pub mod web;

use std::sync::Arc;
use std::time::Duration;

use app::notifications::{Asks, Besides};
use app::texts::Language;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::config::Settings;
use crate::storage::{Db, Fault};

/// Where a message leads someone who signs in.
pub const MESSAGES: &str = "/m";
/// Where a one-occasion right leads; the token follows.
pub const FORM: &str = "/a/";
/// Where somebody chooses what comes and how.
pub const SETTINGS: &str = "/settings";

/// One message on its way to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The same at every try, so that whoever receives it twice can tell.
    pub key: Key,
    /// What the person reads.
    pub language: Language,
    /// Where to.
    pub to: Address,
    /// The path that it leads to: [`MESSAGES`], or [`FORM`] with a token.
    pub path: String,
    /// Whoever gets it chooses at [`SETTINGS`] what comes: people who take part do, staff
    /// and partner authorities do not.
    pub chooses: bool,
    /// The present instant.
    pub at: Timestamp,
    /// For how long it is worth delivering.
    pub lifetime: Duration,
    /// It is of use for a few hours only, as a reminder is.
    pub urgent: bool,
    /// The day and time of an appointment in words, where the office chose to tell it.
    pub when: Option<String>,
    /// What is asked and the path by which to answer it without signing in, where the office
    /// allows it.
    pub reply: Option<(Asks, String)>,
}

impl Outgoing {
    /// What is asked, and the address at which it is answered.
    fn reply_link(&self, public_url: &str) -> Option<(Asks, String)> {
        self.reply
            .as_ref()
            .map(|(asks, path)| (*asks, format!("{public_url}{path}")))
    }

    /// What it says besides, with an address made by [`Outgoing::reply_link`].
    fn besides<'a>(&'a self, reply: Option<&'a (Asks, String)>) -> Besides<'a> {
        Besides {
            when: self.when.as_deref(),
            reply: reply.map(|(asks, to)| (*asks, to.as_str())),
        }
    }
}

/// Where a message goes.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// One mailbox.
    Email(String),
    /// One browser on one phone.
    Push(Subscription),
    /// One mobile phone, by its number.
    Sms(String),
}

// An address is personal: it must not reach a log by way of `{:?}`.
impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Email(..)",
            Self::Push(_) => "Push(..)",
            Self::Sms(_) => "Sms(..)",
        })
    }
}

/// What a browser gave us to reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Our id for it.
    pub id: String,
    /// Address at the browser maker's push service.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The shared secret, base64url.
    pub auth: String,
}

/// What one contact is recognised by outside: derived from its key, and telling nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// The key of one step of one occasion on one channel.
    pub fn of(occasion: &str, step: i64, channel: &str) -> Self {
        let hash = Sha256::digest(format!("contact|{occasion}|{step}|{channel}"));
        Self(URL_SAFE_NO_PAD.encode(hash))
    }

    /// 43 letters of base64url, for `Message-ID`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 32 letters of base64url, the most that a push `Topic` may have (RFC 8030, 5.4).
    pub fn topic(&self) -> &str {
        self.0.get(..32).unwrap_or(&self.0)
    }
}

/// Whatever carries a message to a person.
#[async_trait::async_trait]
pub trait Courier: Send + Sync + std::fmt::Debug {
    /// Hands one message over, or says what that means for the next try.
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered>;
}

/// Why a message was not handed over. The reason holds no address and no name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Another try may succeed.
    #[error("not now: {why}")]
    Again {
        /// What happened.
        why: String,
        /// Not sooner than this, if the provider said so.
        after: Option<Duration>,
    },
    /// No other try will.
    #[error("never: {0}")]
    GiveUp(String),
    /// The address does not exist any more: forget it.
    #[error("gone: {0}")]
    Gone(String),
}

impl Undelivered {
    /// Another try may succeed, whenever we like.
    pub fn again(why: impl Into<String>) -> Self {
        Self::Again {
            why: why.into(),
            after: None,
        }
    }
}

/// The couriers of one server.
#[derive(Clone, Debug)]
pub struct Couriers {
    /// For e-mail.
    pub mail: Arc<dyn Courier>,
    /// For web push.
    pub push: Arc<dyn Courier>,
    /// For text messages.
    pub sms: Arc<dyn Courier>,
}

/// The longest that one delivery may take.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// An address that leads nowhere, kept apart until somebody has mended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The mail address.
    Email,
    /// The mobile number.
    Mobile,
}

/// Why the couriers could not be set up: one line that names the setting.
#[derive(Debug, thiserror::Error)]
pub enum NoCouriers {
    /// `--mail-url` or `--mail-from` does not say where or whence.
    #[error("{0}")]
    Setting(String),
    /// The key for push messages could not be read or kept.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Couriers {
    /// The couriers that the settings ask for, with the installation's own push key. Notes
    /// whether there is a gateway, so that ladders lead to it or pass it by.
    pub async fn of(settings: &Settings, db: &Db) -> Result<Self, NoCouriers> {
        let key = vapid::key(db).await?;
        let mail = mail::Mailer::of(settings, PATIENCE).map_err(NoCouriers::Setting)?;
        let push = push::Pusher::of(settings, key, PATIENCE).map_err(NoCouriers::Setting)?;
        let sms: Arc<dyn Courier> = match settings.sms.clone() {
            None => Arc::new(sms::NoGateway),
            Some(gateway) => Arc::new(
                sms::Texter::of(settings, gateway, db, PATIENCE).map_err(NoCouriers::Setting)?,
            ),
        };
        let mut tx = db.write().await?;
        store::set_has_gateway(&mut tx, settings.sms.is_some()).await?;
        tx.commit().await?;
        Ok(Self {
            mail: Arc::new(mail),
            push: Arc::new(push),
            sms,
        })
    }

    /// Whoever carries to this address.
    pub fn to(&self, address: &Address) -> &dyn Courier {
        match address {
            Address::Email(_) => self.mail.as_ref(),
            Address::Push(_) => self.push.as_ref(),
            Address::Sms(_) => self.sms.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Key};

    #[test]
    fn a_key_is_the_same_at_every_try_and_fits_a_topic() {
        let key = Key::of("0190", 1, "push");
        assert_eq!(key, Key::of("0190", 1, "push"));
        assert_ne!(key, Key::of("0190", 2, "push"));
        assert_eq!((key.as_str().len(), key.topic().len()), (43, 32));
        assert!(!key.as_str().contains("0190"));
    }

    #[test]
    fn an_address_does_not_reach_a_log() {
        let shown = format!("{:?}", Address::Email("ada@example.org".into()));
        assert!(!shown.contains("ada"), "{shown}");
        let shown = format!("{:?}", Address::Sms("+4520304050".into()));
        assert!(!shown.contains("45"), "{shown}");
    }
}
