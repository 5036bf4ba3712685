//! How a person is reached: the form that corrects address and number.

use serde::Deserialize;

use super::forms::{filled, is_email, is_phone};
use super::{Mobile, Problem};

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReachForm {
    /// E-mail address, may be empty.
    pub email: String,
    /// Telephone number, may be empty.
    pub phone: String,
    /// Mobile number for text messages, may be empty.
    pub mobile: String,
}

/// How a person is reached, as understood from the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewReach {
    /// Where mail goes, if anywhere.
    pub email: Option<String>,
    /// Where calls go, if anywhere.
    pub phone: Option<String>,
    /// Where text messages go, if anywhere.
    pub mobile: Option<Mobile>,
}

impl ReachForm {
    /// What was meant, or every problem at once.
    pub fn read(&self) -> Result<NewReach, Vec<Problem>> {
        let mut problems = Vec::new();
        let (email, phone) = (filled(&self.email), filled(&self.phone));
        if email.as_deref().is_some_and(|email| !is_email(email)) {
            let key = "people-email-wrong";
            problems.push(Problem {
                field: "email",
                key,
            });
        }
        if phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
            let key = "people-phone-wrong";
            problems.push(Problem {
                field: "phone",
                key,
            });
        }
        let typed = filled(&self.mobile);
        let mobile = typed.as_deref().and_then(Mobile::read);
        if typed.is_some() && mobile.is_none() {
            let key = "people-mobile-wrong";
            problems.push(Problem {
                field: "mobile",
                key,
            });
        }
        if problems.is_empty() {
            Ok(NewReach {
                email,
                phone,
                mobile,
            })
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NewReach, ReachForm};

    #[test]
    fn an_address_is_one_address_and_a_number_has_digits() {
        let form = |email: &str, phone: &str| ReachForm {
            email: email.into(),
            phone: phone.into(),
            mobile: phone.into(),
        };
        let read = form(" ada@example.org ", "").read().unwrap();
        assert_eq!(read.email.as_deref(), Some("ada@example.org"));
        assert_eq!(form("", " ").read(), Ok(NewReach::default()));
        let wrong = form("ada@example.org\r\nBcc: eve@example.org", "call me").read();
        let fields: Vec<_> = wrong.unwrap_err().iter().map(|it| it.field).collect();
        assert_eq!(fields, ["email", "phone", "mobile"]);
    }
}
