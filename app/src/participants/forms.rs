//! What staff type about a person, kept as typed until it is understood.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Dates, EndReason, Mobile};
use crate::programmes::StudyArm;
use crate::texts::Language;

/// What is wrong with a field: the field's name and the key of the sentence that says how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's `name` on the form.
    pub field: &'static str,
    /// The key of the sentence.
    pub key: &'static str,
}

/// The form that adds a person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// Name.
    pub name: String,
    /// Year of birth.
    pub year: String,
    /// Language tag.
    pub language: String,
    /// E-mail address, may be empty.
    pub email: String,
    /// Telephone number, may be empty.
    pub phone: String,
    /// Mobile number for text messages, may be empty.
    pub mobile: String,
    /// Programme id.
    pub programme: String,
    /// Study arm.
    pub arm: String,
    /// Day of inclusion.
    pub included: String,
}

/// A person as understood from the form.
#[derive(Clone, Debug, PartialEq)]
pub struct NewParticipant {
    /// 1 to 120 characters.
    pub name: String,
    /// 1900 to the present year.
    pub year_of_birth: Option<i64>,
    /// The language the person reads.
    pub language: Language,
    /// Where mail goes.
    pub email: Option<String>,
    /// Where calls go.
    pub phone: Option<String>,
    /// Where text messages go.
    pub mobile: Option<Mobile>,
    /// Takes part, or is compared with.
    pub arm: StudyArm,
    /// Day of inclusion, if already included.
    pub included: Option<Date>,
}

impl PersonForm {
    /// The person that was meant, or every problem at once.
    pub fn read(&self, today: Date) -> Result<NewParticipant, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        let name = self.name.trim();
        if name.is_empty() {
            wrong("name", "people-name-missing");
        } else if name.chars().count() > 120 {
            wrong("name", "people-name-long");
        }
        let year_of_birth = match self.year.trim() {
            "" => None,
            year => year
                .parse()
                .ok()
                .filter(|year| (1900..=i64::from(today.year())).contains(year)),
        };
        if year_of_birth.is_none() && !self.year.trim().is_empty() {
            wrong("year", "people-year-wrong");
        }
        let email = filled(&self.email);
        if email.as_deref().is_some_and(|email| !is_email(email)) {
            wrong("email", "people-email-wrong");
        }
        let phone = filled(&self.phone);
        if phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
            wrong("phone", "people-phone-wrong");
        }
        let mobile = filled(&self.mobile);
        let number = mobile.as_deref().and_then(Mobile::read);
        if mobile.is_some() && number.is_none() {
            wrong("mobile", "people-mobile-wrong");
        }
        let included = day(&self.included);
        if included.is_err() {
            wrong("included", "people-day-wrong");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewParticipant {
            name: name.to_owned(),
            year_of_birth,
            language: Language::of_tag(&self.language).unwrap_or_default(),
            email,
            phone,
            mobile: number,
            arm: if self.arm == "control" {
                StudyArm::Control
            } else {
                StudyArm::Intervention
            },
            included: included.ok().flatten(),
        })
    }
}

/// The form that registers what happened when.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DatesForm {
    /// Day of referral.
    pub referred: String,
    /// Day of inclusion.
    pub included: String,
    /// Day of the completed assessment.
    pub assessed: String,
    /// First day of the intervention.
    pub started: String,
    /// Planned last day.
    pub planned_end: String,
    /// Actual last day.
    pub ended: String,
    /// Why it ended.
    pub end_reason: String,
}

/// Dates as understood from the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewDates {
    /// What happened when.
    pub dates: Dates,
    /// Why it ended; present if and only if there is an end.
    pub end_reason: Option<EndReason>,
}

impl DatesForm {
    /// The dates that were meant, or every problem at once.
    pub fn read(&self) -> Result<NewDates, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut read = |field, text: &str| {
            day(text).unwrap_or_else(|_| {
                problems.push(Problem {
                    field,
                    key: "people-day-wrong",
                });
                None
            })
        };
        let dates = Dates {
            referred: read("referred", &self.referred),
            included: read("included", &self.included),
            assessed: read("assessed", &self.assessed),
            started: read("started", &self.started),
            planned_end: read("planned_end", &self.planned_end),
            ended: read("ended", &self.ended),
        };
        let before =
            |later: Option<Date>, first: Option<Date>| later.zip(first).is_some_and(|(l, f)| l < f);
        if before(dates.started, dates.included) {
            problems.push(Problem {
                field: "started",
                key: "people-start-before-inclusion",
            });
        }
        if before(dates.ended, dates.started) {
            problems.push(Problem {
                field: "ended",
                key: "people-end-before-start",
            });
        }
        let end_reason = EndReason::of(&self.end_reason);
        if dates.ended.is_some() && end_reason.is_none() {
            problems.push(Problem {
                field: "end_reason",
                key: "people-end-reason-missing",
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewDates {
            dates,
            end_reason: end_reason.filter(|_| dates.ended.is_some()),
        })
    }
}

/// The text without spaces around it, if anything is left.
pub(super) fn filled(text: &str) -> Option<String> {
    Some(text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn day(text: &str) -> Result<Option<Date>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => {
            let date: Date = text.parse().map_err(drop)?;
            if (1990..=2200).contains(&date.year()) {
                Ok(Some(date))
            } else {
                Err(())
            }
        }
    }
}

/// Whether mail can be sent there at all: one `@` with something on both sides, no spaces, no line ends.
pub(super) fn is_email(text: &str) -> bool {
    text.len() <= 254
        && text.is_ascii()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>\"()".contains(c))
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.len() >= 3 && !domain.contains('@') && domain.contains('.')
        })
}

pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "+ -()".contains(c))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DatesForm, PersonForm, is_email, is_phone};

    #[test]
    fn every_problem_is_told_at_once() {
        let form = PersonForm {
            name: " ".into(),
            year: "85".into(),
            email: "a@b".into(),
            phone: "call me".into(),
            included: "yesterday".into(),
            ..PersonForm::default()
        };
        let fields: Vec<_> = form
            .read(date(2026, 11, 2))
            .unwrap_err()
            .iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(fields, ["name", "year", "email", "phone", "included"]);
    }

    #[test]
    fn an_address_with_a_line_end_is_refused() {
        assert!(is_email("ada@example.org"));
        for wrong in [
            "ada@example.org\r\nRCPT TO:<x@y.z>",
            "ada",
            "@b.cd",
            "a b@c.de",
            "a@b@c.de",
        ] {
            assert!(!is_email(wrong), "{wrong:?}");
        }
        assert!(is_phone("+45 00 00 00 00"));
        assert!(!is_phone("12"));
    }

    #[test]
    fn a_course_ends_for_a_reason_and_not_before_it_started() {
        let form = |started: &str, ended: &str, reason: &str| DatesForm {
            started: started.into(),
            ended: ended.into(),
            end_reason: reason.into(),
            ..DatesForm::default()
        };
        assert!(form("2026-01-05", "2026-06-30", "completed").read().is_ok());
        assert!(form("2026-01-05", "2026-06-30", "").read().is_err());
        assert!(
            form("2026-01-05", "2026-01-04", "completed")
                .read()
                .is_err()
        );
        assert_eq!(
            form("2026-01-05", "", "completed")
                .read()
                .unwrap()
                .end_reason,
            None
        );
    }
}
