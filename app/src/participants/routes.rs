//! The ways to a person, which have to be right a year after the end as well.

use serde::Deserialize;

use super::forms::{filled, is_email, is_phone};
use super::{Mobile, Problem};
use crate::programmes::Channel;
use crate::texts::Language;

/// The time of day at which a person likes to hear from us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeOfDay {
    /// Nine o'clock.
    Morning,
    /// One o'clock.
    Afternoon,
    /// Half past five.
    Evening,
}

impl TimeOfDay {
    /// All, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The word in the database and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The time of day of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// The local time at which messages leave for whoever likes it so.
    pub fn at(self) -> jiff::civil::Time {
        let (hour, minute) = match self {
            Self::Morning => (9, 0),
            Self::Afternoon => (13, 0),
            Self::Evening => (17, 30),
        };
        jiff::civil::Time::constant(hour, minute, 0, 0)
    }
}

/// The channels that a person may prefer, with their words.
pub const PREFERRED: [(Channel, &str); 5] = [
    (Channel::Push, "push"),
    (Channel::Sms, "sms"),
    (Channel::Email, "email"),
    (Channel::Phone, "phone"),
    (Channel::Letter, "letter"),
];

/// The ways to a person, and how they like to be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    /// Where mail goes.
    pub email: Option<String>,
    /// Where calls go.
    pub phone: Option<String>,
    /// Where text messages go.
    pub mobile: Option<Mobile>,
    /// The language the person reads.
    pub language: Language,
    /// The channel that goes first.
    pub channel: Option<Channel>,
    /// The time of day that suits.
    pub time: Option<TimeOfDay>,
    /// Who knows where the person is, agreed with the person.
    pub contact_person: String,
    /// Where to call them.
    pub contact_person_phone: String,
    /// The language for which an interpreter is needed on the telephone; empty: none.
    pub interpreter: String,
}

/// The form of the ways to a person, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RoutesForm {
    /// E-mail address, may be empty.
    pub email: String,
    /// Telephone number, may be empty.
    pub phone: String,
    /// Mobile number for text messages, may be empty.
    pub mobile: String,
    /// Language tag.
    pub language: String,
    /// The word of a channel, may be empty.
    pub channel: String,
    /// The word of a time of day, may be empty.
    pub time: String,
    /// Name of the agreed contact person, may be empty.
    pub contact_person: String,
    /// Their number, may be empty.
    pub contact_person_phone: String,
    /// The interpreter's language, may be empty.
    pub interpreter: String,
}

impl RoutesForm {
    /// The ways that were meant, or every problem at once.
    pub fn read(&self) -> Result<Routes, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        let (email, phone) = (filled(&self.email), filled(&self.phone));
        if email.as_deref().is_some_and(|email| !is_email(email)) {
            wrong("email", "people-email-wrong");
        }
        if phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
            wrong("phone", "people-phone-wrong");
        }
        let typed = filled(&self.mobile);
        let mobile = typed.as_deref().and_then(Mobile::read);
        if typed.is_some() && mobile.is_none() {
            wrong("mobile", "people-mobile-wrong");
        }
        let other = filled(&self.contact_person_phone).unwrap_or_default();
        if !other.is_empty() && !is_phone(&other) {
            wrong("contact_person_phone", "people-phone-wrong");
        }
        let contact_person = filled(&self.contact_person).unwrap_or_default();
        if contact_person.chars().count() > 120 {
            wrong("contact_person", "people-name-long");
        }
        let interpreter = filled(&self.interpreter).unwrap_or_default();
        if interpreter.chars().count() > 60 {
            wrong("interpreter", "people-name-long");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let channel = PREFERRED
            .into_iter()
            .find(|(_, word)| *word == self.channel);
        Ok(Routes {
            email,
            phone,
            mobile,
            language: Language::of_tag(&self.language).unwrap_or_default(),
            channel: channel.map(|(channel, _)| channel),
            time: TimeOfDay::of(&self.time),
            contact_person,
            contact_person_phone: other,
            interpreter,
        })
    }
}

impl From<&Routes> for RoutesForm {
    fn from(routes: &Routes) -> Self {
        let channel = PREFERRED
            .into_iter()
            .find(|(it, _)| Some(*it) == routes.channel);
        Self {
            email: routes.email.clone().unwrap_or_default(),
            phone: routes.phone.clone().unwrap_or_default(),
            mobile: routes
                .mobile
                .as_ref()
                .map(|it| it.as_str().to_owned())
                .unwrap_or_default(),
            language: routes.language.tag().to_owned(),
            channel: channel.map(|(_, word)| word.to_owned()).unwrap_or_default(),
            time: routes
                .time
                .map(|it| it.as_str().to_owned())
                .unwrap_or_default(),
            contact_person: routes.contact_person.clone(),
            contact_person_phone: routes.contact_person_phone.clone(),
            interpreter: routes.interpreter.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RoutesForm, TimeOfDay};
    use crate::programmes::Channel;

    #[test]
    fn the_ways_to_a_person_come_back_as_they_were_typed() {
        let form = RoutesForm {
            email: "ada@example.org".into(),
            phone: " +45 00 00 00 01 ".into(),
            mobile: "0045 20 30 40 50".into(),
            language: "sv".into(),
            channel: "sms".into(),
            time: "evening".into(),
            contact_person: "Grace".into(),
            contact_person_phone: "+45 00 00 00 02".into(),
            interpreter: "Tigrinya".into(),
        };
        let read = form.read().unwrap();
        assert_eq!(read.channel, Some(Channel::Sms));
        assert_eq!(read.mobile.as_ref().unwrap().as_str(), "+4520304050");
        assert_eq!(read.time, Some(TimeOfDay::Evening));
        assert_eq!(RoutesForm::from(&read).read(), Ok(read));
        let wrong = RoutesForm {
            contact_person_phone: "her sister".into(),
            email: "ada@example.org\r\nBcc: eve@example.org".into(),
            mobile: "20304050".into(),
            ..form
        };
        let fields: Vec<_> = wrong
            .read()
            .unwrap_err()
            .iter()
            .map(|it| it.field)
            .collect();
        assert_eq!(fields, ["email", "mobile", "contact_person_phone"]);
    }
}
