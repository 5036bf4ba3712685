//! What happened in a simulation, in order: what providers took, what people did, what broke.

use std::collections::HashMap;
use std::fmt;

use app::programmes::Channel;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::Tells;
use super::cast::{Deed, Who};
use super::faults::{Break, Point};
use super::stage::Actor;
use super::store::{ContactRow, OccasionRow};
use crate::notifications::Key;
use crate::scheduling::store::channel_word;

/// Something that happened at a true instant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    pub(super) at: Timestamp,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A provider was asked to carry a message.
    Called {
        actor: Actor,
        to: Who,
        channel: Channel,
        /// Which mailbox or phone of theirs.
        place: u32,
        /// What the message is recognised by.
        key: String,
        /// What the server took the time to be.
        believed: Timestamp,
        /// Whether the provider took it.
        taken: bool,
    },
    /// Somebody did something; `occasions` are those that it settled.
    Did {
        who: Who,
        deed: Deed,
        occasions: Vec<String>,
    },
    /// Something broke.
    Broke {
        actor: Actor,
        number: u64,
        point: Point,
        broken: Break,
    },
    /// A server's tick went through with nothing broken in it: all that was due is issued.
    Ticked { actor: Actor },
    /// A server is off until then.
    Off { actor: Actor, until: Timestamp },
    /// The clock of a server is ahead of the true time by so many seconds, or behind.
    Clock { actor: Actor, seconds: i64 },
}

impl Event {
    /// Whom it is about, if it is about one person.
    fn who(&self) -> Option<Who> {
        match &self.what {
            What::Called { to: who, .. } | What::Did { who, .. } => Some(*who),
            _ => None,
        }
    }
}

impl fmt::Display for Event {
    /// One line without ids, the same for the same seed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.at)?;
        match &self.what {
            What::Called {
                actor,
                to,
                channel,
                believed,
                taken,
                ..
            } => {
                let channel = channel_word(*channel);
                let taken = if *taken { "taken" } else { "not taken" };
                write!(f, "server {actor} → {to}: {channel} {taken}")?;
                if *believed != self.at {
                    write!(f, " (its clock: {believed})")?;
                }
                Ok(())
            }
            What::Did {
                who,
                deed,
                occasions,
            } => {
                write!(f, "{who}: {deed:?}")?;
                if !occasions.is_empty() {
                    write!(f, ", {} settled", occasions.len())?;
                }
                Ok(())
            }
            What::Broke {
                actor,
                number,
                point,
                broken,
            } => write!(f, "server {actor}: {broken:?} at point {number}, {point:?}"),
            What::Ticked { actor } => write!(f, "server {actor}: ticked"),
            What::Off { actor, until } => write!(f, "server {actor}: off until {until}"),
            What::Clock { actor, seconds } => write!(f, "server {actor}: clock off by {seconds} s"),
        }
    }
}

/// A number that two timelines share when they are the same.
pub(super) fn digest(history: &[Event]) -> u64 {
    let mut hash = Sha256::new();
    for event in history {
        hash.update(event.to_string());
        hash.update("\n");
    }
    number_of(hash)
}

/// The first bytes of a hash.
pub(super) fn number_of(hash: Sha256) -> u64 {
    let bytes: [u8; 32] = hash.finalize().into();
    bytes
        .iter()
        .take(8)
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// What happened, a line each, with what the messages were about.
pub(super) fn timeline(
    tells: Tells,
    history: &[Event],
    occasions: &[OccasionRow],
    contacts: &[ContactRow],
) -> Vec<String> {
    let is_told = |event: &&Event| match tells {
        Tells::Nothing => false,
        Tells::Everything => true,
        Tells::Person(number) => event.who() == Some(Who::Person(number - 1)),
    };
    if tells == Tells::Nothing {
        return Vec::new();
    }
    let about: HashMap<&str, String> = occasions
        .iter()
        .map(|it| (it.id.as_str(), format!("{} {}", it.rule_id, it.number)))
        .collect();
    let keys: HashMap<String, String> = contacts
        .iter()
        .map(|it| {
            let key = Key::of(&it.occasion_id, it.step, &it.channel)
                .as_str()
                .to_owned();
            let about = about
                .get(it.occasion_id.as_str())
                .map_or("", String::as_str);
            (key, format!("{about}, step {}", it.step))
        })
        .collect();
    let line = |event: &Event| match &event.what {
        What::Called { key, .. } => {
            let about = keys.get(key).map_or("nothing", String::as_str);
            format!("{event}, {about}")
        }
        _ => event.to_string(),
    };
    history.iter().filter(is_told).map(line).collect()
}
