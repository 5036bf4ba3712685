//! What a person wishes of messages: which channel comes first, and at what time of day.

use jiff::civil::Time;

use super::Reach;
use crate::programmes::{Channel, Ladder};

/// What somebody chose under "Messages to you"; nothing, unless they did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Comes first, where it leads to the person: push, e-mail or text message.
    pub first: Option<Channel>,
    /// Local time of day at which messages leave.
    pub at: Option<Time>,
}

impl Wishes {
    /// The ladder as the person wishes it. The channel that comes first changes places with
    /// the ladder's own; calls and letters stay where they are.
    pub fn ladder(&self, ladder: &Ladder, reach: Reach) -> Ladder {
        let mut wished = ladder.clone();
        let by_itself = |it: Channel| !matches!(it, Channel::Phone | Channel::Letter);
        for step in &mut wished.steps {
            if by_itself(step.channel) {
                step.at = self.at.or(step.at);
            }
        }
        let place = wished.steps.iter().position(|it| by_itself(it.channel));
        let (Some(first), Some(place)) = (self.first.filter(|it| reach.by(*it)), place) else {
            return wished;
        };
        let own = wished.steps[place].channel;
        if let Some(other) = wished.steps.iter_mut().find(|it| it.channel == first) {
            other.channel = own;
        }
        wished.steps[place].channel = first;
        wished
    }

    /// Channels in the order that the person wishes.
    pub fn channels(&self, channels: &[Channel]) -> Vec<Channel> {
        let first = self.first.into_iter().filter(|it| channels.contains(it));
        let others = channels
            .iter()
            .copied()
            .filter(|it| Some(*it) != self.first);
        first.chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::Wishes;
    use crate::programmes::{Channel, Ladder};
    use crate::scheduling::Reach;

    const BOTH: Reach = Reach {
        push: true,
        email: true,
        sms: false,
        by_hand: true,
    };

    fn ladder() -> Ladder {
        let text = r#"
            id = "ordinary"
            step = [
                { channel = "push", after = "P0D" },
                { channel = "email", after = "P1D", at = "17:00:00" },
                { channel = "phone", after = "P4D" },
            ]"#;
        toml::from_str(text).unwrap()
    }

    fn channels(ladder: &Ladder) -> Vec<Channel> {
        ladder.steps.iter().map(|it| it.channel).collect()
    }

    #[test]
    fn whoever_chose_nothing_keeps_the_ladder() {
        assert_eq!(Wishes::default().ladder(&ladder(), BOTH), ladder());
    }

    #[test]
    fn the_channel_that_comes_first_changes_places_if_it_leads_to_the_person() {
        let wishes = |first| Wishes {
            first: Some(first),
            at: None,
        };
        let mail = wishes(Channel::Email).ladder(&ladder(), BOTH);
        assert_eq!(
            channels(&mail),
            [Channel::Email, Channel::Push, Channel::Phone]
        );
        let text = wishes(Channel::Sms).ladder(&ladder(), BOTH);
        assert_eq!(channels(&text), channels(&ladder()), "no number, no change");
        let order = wishes(Channel::Email).channels(&[Channel::Push, Channel::Sms, Channel::Email]);
        assert_eq!(order, [Channel::Email, Channel::Push, Channel::Sms]);
    }

    #[test]
    fn messages_leave_at_the_time_that_was_chosen_and_calls_as_before() {
        let at = Some(time(12, 0, 0, 0));
        let wished = Wishes { first: None, at }.ladder(&ladder(), BOTH);
        let times: Vec<_> = wished.steps.iter().map(|it| it.at).collect();
        assert_eq!(times, [at, at, None]);
    }
}
