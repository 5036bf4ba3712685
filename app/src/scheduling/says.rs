//! What the messages of an office say besides that there is something to read.

use crate::programmes::Channel;

/// What an office chose that its messages say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RemindersSay {
    /// The link by which the person may answer without signing in.
    pub reply: bool,
    /// Day and time of the appointment.
    pub time: bool,
}

impl RemindersSay {
    /// Whether a message by this channel may hold a link to answer by. Whoever gets a push
    /// has the app.
    pub fn links(self, channel: Channel) -> bool {
        self.reply && matches!(channel, Channel::Email | Channel::Sms)
    }

    /// Whether a reminder by this channel says something that no other message says.
    pub fn is_of_its_own(self, channel: Channel) -> bool {
        self.time || self.links(channel)
    }
}

#[cfg(test)]
mod tests {
    use super::RemindersSay;
    use crate::programmes::Channel;

    #[test]
    fn a_reminder_on_the_phone_is_of_its_own_only_where_it_tells_the_time() {
        let says = |reply, time| RemindersSay { reply, time };
        for (says, push, email) in [
            (says(false, false), false, false),
            (says(true, false), false, true),
            (says(false, true), true, true),
        ] {
            assert_eq!(says.is_of_its_own(Channel::Push), push, "{says:?}");
            assert_eq!(says.is_of_its_own(Channel::Email), email, "{says:?}");
        }
        assert!(!says(false, true).links(Channel::Sms));
        assert!(!says(true, true).links(Channel::Push));
    }
}
