//! Who is around a course: the coordinator, and whoever referred the person.

use serde::Deserialize;

use super::Problem;
use super::forms::{filled, is_email};
use crate::texts::Language;

/// Whoever sent a person to the programme: a doctor, an authority. Has no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// As staff call them.
    pub name: String,
    /// Where mail goes, in small letters: one mailbox is one referrer.
    pub email: String,
    /// What they read.
    pub language: Language,
}

/// The form of a referrer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReferrerForm {
    /// Name; empty when nobody is known.
    pub referrer: String,
    /// E-mail address; empty when nobody is known.
    pub referrer_email: String,
    /// Language tag.
    pub referrer_language: String,
}

impl ReferrerForm {
    /// The referrer who was meant, nobody when both fields are empty; or every problem at once.
    pub fn read(&self) -> Result<Option<Referrer>, Vec<Problem>> {
        let (name, email) = (filled(&self.referrer), filled(&self.referrer_email));
        if name.is_none() && email.is_none() {
            return Ok(None);
        }
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        match &name {
            None => wrong("referrer", "people-referrer-missing"),
            Some(name) if name.chars().count() > 120 => wrong("referrer", "people-name-long"),
            Some(_) => {}
        }
        match &email {
            None => wrong("referrer_email", "people-referrer-email-missing"),
            Some(email) if !is_email(email) => wrong("referrer_email", "people-email-wrong"),
            Some(_) => {}
        }
        match (name, email) {
            (Some(name), Some(email)) if problems.is_empty() => Ok(Some(Referrer {
                name,
                email: email.to_lowercase(),
                language: Language::of_tag(&self.referrer_language).unwrap_or_default(),
            })),
            _ => Err(problems),
        }
    }
}

impl From<&Referrer> for ReferrerForm {
    fn from(referrer: &Referrer) -> Self {
        Self {
            referrer: referrer.name.clone(),
            referrer_email: referrer.email.clone(),
            referrer_language: referrer.language.tag().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ReferrerForm;

    #[test]
    fn a_referrer_has_a_name_and_one_mailbox_or_is_nobody() {
        let form = ReferrerForm {
            referrer: " Dr. Lund ".into(),
            referrer_email: "Lund@Clinic.Example".into(),
            referrer_language: "da".into(),
        };
        let read = form.read().unwrap().unwrap();
        assert_eq!(
            (&*read.name, &*read.email),
            ("Dr. Lund", "lund@clinic.example")
        );
        assert_eq!(ReferrerForm::from(&read).read(), Ok(Some(read)));
        assert_eq!(ReferrerForm::default().read(), Ok(None));
        let wrong = ReferrerForm {
            referrer: String::new(),
            referrer_email: "lund@clinic.example\r\nBcc: eve@example.org".into(),
            ..form
        };
        let fields: Vec<_> = wrong
            .read()
            .unwrap_err()
            .iter()
            .map(|it| it.field)
            .collect();
        assert_eq!(fields, ["referrer", "referrer_email"]);
    }
}
