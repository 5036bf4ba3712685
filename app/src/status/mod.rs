//! Status: whether the scheduler lives and does what was foretold, for those who watch over it.
//!
//! Silence looks like peace. So each day is told in advance how many occasions it should
//! bring, and a day that brings far fewer is an alarm, as is a scheduler that stopped.

#[cfg(feature = "ssr")]
pub mod page;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::programmes::Channel;

/// Days that are foretold.
pub const AHEAD: i64 = 30;
/// Days that are looked back on.
pub const BACK: i64 = 14;
/// Without a round for so long, the scheduler is taken to have stopped.
const MISSED: SignedDuration = SignedDuration::from_mins(10);
/// So many messages that are late by more than an hour are more than a busy morning.
const LATE: i64 = 20;
/// A channel that failed so often and never succeeded within a day is down.
const FAILED: i64 = 5;
/// Fewer foretold occasions than this, and a difference may be chance.
const FEW: i64 = 8;

/// What happened to the contacts that fell due on one day. Unit: contacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// Fell due on this day.
    pub due: i64,
    /// Handed over, or called.
    pub sent: i64,
    /// Carried by another contact.
    pub merged: i64,
    /// Their time was over.
    pub expired: i64,
    /// No longer needed or allowed.
    pub cancelled: i64,
    /// Set aside for a person.
    pub given_up: i64,
    /// Not ended yet: a retry, a pause, a call to make.
    pub waiting: i64,
}

impl Ledger {
    /// Whether each contact is in exactly one state.
    pub fn adds_up(&self) -> bool {
        let ended = self.sent + self.merged + self.expired + self.cancelled + self.given_up;
        self.due == ended + self.waiting
    }
}

/// One day, as it was foretold and as it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Which, local to the programmes.
    pub on: Date,
    /// Occasions foretold by the day before; `None` when nobody looked then.
    pub foretold: Option<i64>,
    /// Occasions that opened.
    pub opened: i64,
}

/// How one channel did in the last 24 hours. Unit: contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ChannelDay {
    /// Which.
    pub channel: Channel,
    /// Handed over.
    pub sent: i64,
    /// Given up, or tried and waiting for another try.
    pub failed: i64,
}

/// All that alarms are made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// When a scheduler last went round; `None`: never.
    pub last_round: Option<Timestamp>,
    /// Messages that should have left more than an hour ago.
    pub late: i64,
    /// Contacts whose time is over and that have not ended.
    pub unended: i64,
    /// The channels that tried something.
    pub channels: Vec<ChannelDay>,
    /// The last days, oldest first, today left out.
    pub days: Vec<Day>,
}

impl Facts {
    /// How many occasions were foretold, and how many opened on the days that were.
    pub fn foretold_and_opened(&self) -> (i64, i64) {
        let told = self
            .days
            .iter()
            .filter_map(|day| Some((day.foretold?, day.opened)));
        told.fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1))
    }
}

/// What somebody has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "alarm", content = "channel")]
pub enum Alarm {
    /// No scheduler has gone round for ten minutes: it stopped, or its clock ran ahead.
    NoRound,
    /// Many messages are late.
    Late,
    /// Everything on this channel fails.
    Channel(Channel),
    /// A contact is over and has no end: a fault in the program.
    Unended,
    /// Far fewer occasions opened than were foretold.
    Silence,
}

impl Alarm {
    /// A word for metrics and logs.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoRound => "no-round",
            Self::Late => "late",
            Self::Channel(_) => "channel",
            Self::Unended => "unended",
            Self::Silence => "silence",
        }
    }
}

/// What is wrong at `now`, the most pressing first; nothing when all is well.
pub fn alarms(facts: &Facts, now: Timestamp) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    if facts
        .last_round
        .is_none_or(|at| now.duration_since(at) > MISSED)
    {
        alarms.push(Alarm::NoRound);
    }
    if facts.unended > 0 {
        alarms.push(Alarm::Unended);
    }
    let down = |it: &&ChannelDay| it.sent == 0 && it.failed >= FAILED;
    alarms.extend(
        facts
            .channels
            .iter()
            .filter(down)
            .map(|it| Alarm::Channel(it.channel)),
    );
    if facts.late >= LATE {
        alarms.push(Alarm::Late);
    }
    let (foretold, opened) = facts.foretold_and_opened();
    if foretold >= FEW && opened * 2 < foretold {
        alarms.push(Alarm::Silence);
    }
    alarms
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::{Alarm, ChannelDay, Day, Facts, Ledger, alarms};
    use crate::programmes::Channel;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn well() -> Facts {
        Facts {
            last_round: Some(at(0)),
            ..Facts::default()
        }
    }

    fn day(foretold: Option<i64>, opened: i64) -> Day {
        Day {
            on: date(2026, 3, 2),
            foretold,
            opened,
        }
    }

    #[test]
    fn a_scheduler_that_goes_round_is_no_alarm_and_one_that_stopped_is() {
        assert_eq!(alarms(&well(), at(599)), []);
        assert_eq!(alarms(&well(), at(601)), [Alarm::NoRound]);
        assert_eq!(alarms(&Facts::default(), at(0)), [Alarm::NoRound]);
    }

    #[test]
    fn a_channel_is_down_when_it_failed_often_and_never_succeeded() {
        let channel = |sent, failed| Facts {
            channels: vec![ChannelDay {
                channel: Channel::Email,
                sent,
                failed,
            }],
            ..well()
        };
        assert_eq!(alarms(&channel(0, 4), at(1)), []);
        assert_eq!(alarms(&channel(1, 40), at(1)), []);
        assert_eq!(
            alarms(&channel(0, 5), at(1)),
            [Alarm::Channel(Channel::Email)]
        );
    }

    #[test]
    fn days_that_stay_silent_though_much_was_foretold_are_an_alarm() {
        let of = |days| alarms(&Facts { days, ..well() }, at(1));
        assert_eq!(of(vec![day(Some(6), 0)]), [], "so few may be chance");
        assert_eq!(of(vec![day(Some(6), 0), day(Some(6), 2)]), [Alarm::Silence]);
        assert_eq!(of(vec![day(Some(6), 4), day(Some(6), 2)]), []);
        assert_eq!(
            of(vec![day(None, 0), day(None, 0)]),
            [],
            "nobody foretold anything"
        );
    }

    #[test]
    fn a_contact_without_an_end_is_an_alarm_and_a_ledger_adds_up() {
        assert_eq!(
            alarms(
                &Facts {
                    unended: 1,
                    ..well()
                },
                at(1)
            ),
            [Alarm::Unended]
        );
        assert_eq!(alarms(&Facts { late: 20, ..well() }, at(1)), [Alarm::Late]);
        let ledger = Ledger {
            due: 3,
            sent: 1,
            merged: 1,
            waiting: 1,
            ..Ledger::default()
        };
        assert!(ledger.adds_up());
        assert!(!Ledger { due: 4, ..ledger }.adds_up());
    }
}
