//! Couriers of a simulation: they carry nowhere, and remember who took what and when.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::programmes::Channel;
use jiff::SignedDuration;

use super::cast::{Cast, Who, place, whose};
use super::faults::{Break, Point};
use super::history::What;
use super::stage::{Actor, Stage, Want};
use crate::notifications::{Address, Courier, Couriers, Outgoing, Undelivered};
use crate::scheduling::PATIENCE;

/// One server's way out.
#[derive(Debug)]
pub(super) struct Carrier {
    pub(super) stage: Arc<Stage>,
    pub(super) cast: Arc<Mutex<Cast>>,
    pub(super) actor: Actor,
    /// Somebody at whom every call kills the server.
    pub(super) poison: Option<Who>,
    /// Whether anything may break; else nothing waits for a turn.
    pub(super) breaks: bool,
}

impl Carrier {
    /// The couriers of one server.
    pub(super) fn couriers(self) -> Couriers {
        let carrier: Arc<dyn Courier> = Arc::new(self);
        Couriers {
            mail: Arc::clone(&carrier),
            push: Arc::clone(&carrier),
            sms: carrier,
        }
    }

    fn note(&self, message: &Outgoing, taken: bool) -> Who {
        let (address, channel) = match &message.to {
            Address::Email(address) => (address, Channel::Email),
            Address::Push(phone) => (&phone.endpoint, Channel::Push),
            Address::Sms(number) => (number, Channel::Sms),
        };
        let to = whose(address);
        self.stage.note(What::Called {
            actor: self.actor,
            to,
            channel,
            place: place(address),
            key: message.key.as_str().to_owned(),
            believed: message.at,
            taken,
        });
        to
    }

    fn takes(&self, message: &Outgoing) {
        let to = self.note(message, true);
        let now = self.stage.now();
        self.cast
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .reached(to, now);
    }

    fn to(message: &Outgoing) -> Who {
        match &message.to {
            Address::Email(address) | Address::Sms(address) => whose(address),
            Address::Push(phone) => whose(&phone.endpoint),
        }
    }
}

fn again(after: Option<i64>) -> Undelivered {
    Undelivered::Again {
        why: "the provider was told to say so".into(),
        after: after
            .and_then(|it| it.try_into().ok())
            .map(Duration::from_secs),
    }
}

#[async_trait::async_trait]
impl Courier for Carrier {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        if !self.breaks {
            self.takes(message);
            return Ok(());
        }
        let turn = self.stage.turn(self.actor, Want::Call).await;
        let before = if self.poison == Some(Self::to(message)) {
            self.stage.kill(self.actor, Point::Call);
            Some(Break::Crash)
        } else {
            self.stage.breaks(self.actor, Point::Call)
        };
        let mut slow = SignedDuration::ZERO;
        match before {
            None => {}
            Some(Break::Slow(seconds)) => slow = SignedDuration::from_secs(seconds),
            Some(Break::Crash) => {
                self.note(message, false);
                return std::future::pending().await;
            }
            Some(Break::StallRefused(seconds)) => {
                self.note(message, false);
                drop(turn);
                let long = SignedDuration::from_secs(seconds);
                self.stage.sleep(self.actor, long).await;
                return Err(Undelivered::GiveUp("refused at last".into()));
            }
            Some(other) => {
                self.note(message, false);
                return Err(match other {
                    Break::RetryAfter(seconds) => again(Some(seconds)),
                    Break::Refuse => Undelivered::GiveUp("refused".into()),
                    Break::Gone => Undelivered::Gone("gone".into()),
                    _ => again(None),
                });
            }
        }
        self.takes(message);
        let after = self.stage.breaks(self.actor, Point::Took);
        if after == Some(Break::Crash) {
            return std::future::pending().await;
        }
        drop(turn);
        let patience = SignedDuration::try_from(PATIENCE).unwrap_or(SignedDuration::MAX);
        if slow >= patience {
            // Taken, and answered too late for us: the one case besides a crash.
            self.stage.sleep(self.actor, patience).await;
            return Err(again(None));
        }
        self.stage.sleep(self.actor, slow).await;
        match after {
            Some(Break::Lost) => Err(again(None)),
            Some(Break::Stall(seconds)) => {
                self.stage
                    .sleep(self.actor, SignedDuration::from_secs(seconds))
                    .await;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
