//! The form that books an appointment.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use crate::pacing::Category;
use crate::participants::Problem;

/// What was typed to book a meeting.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AppointmentForm {
    /// What it is about.
    pub title: String,
    /// Whom the participant meets.
    pub with_whom: String,
    /// Where.
    pub place: String,
    /// What to bring.
    pub bring: String,
    /// How to get there.
    pub directions: String,
    /// Minutes on the way, one way; may be empty.
    pub travel: String,
    /// What it asks of the person: the word of a [`Category`].
    pub demand: String,
    /// Day, as a date field sends it.
    pub day: String,
    /// Local time, as a time field sends it.
    pub time: String,
    /// Length in minutes.
    pub minutes: String,
    /// The interpreter's language.
    pub interpreter: String,
    /// Which kind of the programme's it is; nothing for any other.
    pub kind: String,
    /// `yes` when declining is a free choice.
    pub voluntary: String,
    /// The id that the meeting will have, made with the form: a form sent twice books once.
    pub key: String,
}

/// The longest text a field takes, in characters.
const LONGEST: usize = 200;

/// A meeting as understood from the form.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAppointment {
    /// What it is about, 1 to 200 characters.
    pub title: String,
    /// Whom the participant meets.
    pub with_whom: String,
    /// Where.
    pub place: String,
    /// What to bring.
    pub bring: String,
    /// How to get there, in words.
    pub directions: String,
    /// The way there, 0 to 240 minutes.
    pub travel: u16,
    /// What it asks of the person; a meeting never gives energy back.
    pub demand: Category,
    /// When it begins.
    pub starts_at: Timestamp,
    /// 5 to 600 minutes.
    pub minutes: i64,
    /// The interpreter's language; empty when none.
    pub interpreter: String,
    /// Declining is a choice and never a no-show.
    pub voluntary: bool,
}

impl Default for NewAppointment {
    fn default() -> Self {
        Self {
            title: String::new(),
            with_whom: String::new(),
            place: String::new(),
            bring: String::new(),
            directions: String::new(),
            travel: 0,
            demand: Category::Medium,
            starts_at: Timestamp::UNIX_EPOCH,
            minutes: 45,
            interpreter: String::new(),
            voluntary: false,
        }
    }
}

impl AppointmentForm {
    /// An empty form; `key` is a new id.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            minutes: "45".to_owned(),
            key: key.into(),
            ..Self::default()
        }
    }

    /// The meeting that was meant, in the programme's zone, or every problem at once.
    pub fn read(&self, zone: &TimeZone) -> Result<NewAppointment, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        if self.title.trim().is_empty() {
            wrong("title", "appointments-title-missing");
        }
        for (field, text) in [
            ("title", &self.title),
            ("with_whom", &self.with_whom),
            ("place", &self.place),
            ("bring", &self.bring),
            ("directions", &self.directions),
            ("interpreter", &self.interpreter),
        ] {
            if text.chars().count() > LONGEST {
                wrong(field, "appointments-text-long");
            }
        }
        let travel = match self.travel.trim() {
            "" => Some(0),
            text => text.parse().ok().filter(|minutes| *minutes <= 240),
        };
        if travel.is_none() {
            wrong("travel", "appointments-book-travel-wrong");
        }
        let demand = Category::parse(&self.demand).unwrap_or(Category::Medium);
        let time = TimeForm {
            day: self.day.clone(),
            time: self.time.clone(),
            minutes: self.minutes.clone(),
        };
        let read = time.read(zone);
        problems.extend(read.as_ref().err().into_iter().flatten());
        let (Ok((starts_at, minutes)), Some(travel), true) = (read, travel, problems.is_empty())
        else {
            return Err(problems);
        };
        // PostgreSQL keeps no text with a zero character, and nobody types one.
        let text = |text: &str| text.replace('\0', "").trim().to_owned();
        Ok(NewAppointment {
            title: text(&self.title),
            with_whom: text(&self.with_whom),
            place: text(&self.place),
            bring: text(&self.bring),
            directions: text(&self.directions),
            travel,
            demand: match demand {
                Category::Restorative => Category::Light,
                asks => asks,
            },
            starts_at,
            minutes,
            interpreter: text(&self.interpreter),
            voluntary: self.voluntary == "yes",
        })
    }
}

/// When a meeting is, as typed: in the booking form, and where it is moved.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TimeForm {
    /// Day, as a date field sends it.
    pub day: String,
    /// Local time, as a time field sends it.
    pub time: String,
    /// Length in minutes.
    pub minutes: String,
}

impl TimeForm {
    /// When it begins and for how many minutes, 5 to 600, or every problem at once.
    pub fn read(&self, zone: &TimeZone) -> Result<(Timestamp, i64), Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        let day: Option<Date> = self.day.trim().parse().ok();
        let day = day.filter(|day| (1990..=2200).contains(&day.year()));
        if day.is_none() {
            wrong("day", "people-day-wrong");
        }
        let time = Time::strptime("%H:%M", self.time.trim()).ok();
        if time.is_none() {
            wrong("time", "appointments-time-wrong");
        }
        let minutes = self.minutes.trim().parse().ok();
        let minutes = minutes.filter(|minutes| (5..=600).contains(minutes));
        if minutes.is_none() {
            wrong("minutes", "appointments-minutes-wrong");
        }
        let starts_at = day.zip(time).and_then(|(day, time)| {
            // A time in the gap of spring moves forward; one in the fold of autumn is the first.
            let local = zone.to_ambiguous_zoned(DateTime::from_parts(day, time));
            Some(local.compatible().ok()?.timestamp())
        });
        starts_at.zip(minutes).ok_or(problems)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::AppointmentForm;
    use crate::pacing::Category;

    fn at(day: &str, time: &str) -> AppointmentForm {
        AppointmentForm {
            title: "Talk".into(),
            day: day.into(),
            time: time.into(),
            minutes: "45".into(),
            ..AppointmentForm::default()
        }
    }

    #[test]
    fn a_time_is_local_to_the_programme() {
        let zone = TimeZone::get("Europe/Copenhagen").unwrap();
        let booked = at("2026-12-01", "10:30").read(&zone).unwrap();
        assert_eq!(booked.starts_at.to_string(), "2026-12-01T09:30:00Z");
        let gap = at("2027-03-28", "02:30").read(&zone).unwrap();
        assert_eq!(gap.starts_at.to_string(), "2027-03-28T01:30:00Z");
        let fold = at("2026-10-25", "02:30").read(&zone).unwrap();
        assert_eq!(fold.starts_at.to_string(), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn a_text_that_is_too_long_is_told_at_its_field() {
        let mut form = at("2026-12-01", "10:30");
        form.place = "ø".repeat(200);
        assert!(form.read(&TimeZone::UTC).is_ok());
        form.place.push('ø');
        assert_eq!(form.read(&TimeZone::UTC).unwrap_err()[0].field, "place");
    }

    #[test]
    fn the_way_there_may_stay_unknown_and_is_four_hours_at_most() {
        let mut form = at("2026-12-01", "10:30");
        let read = |form: &AppointmentForm| form.read(&TimeZone::UTC);
        assert_eq!(read(&form).unwrap().travel, 0);
        form.travel = "240".into();
        assert_eq!(read(&form).unwrap().travel, 240);
        for wrong in ["241", "-1", "half an hour", "1.5"] {
            form.travel = wrong.into();
            assert_eq!(read(&form).unwrap_err()[0].field, "travel", "{wrong}");
        }
    }

    #[test]
    fn a_meeting_asks_something_of_everyone() {
        let mut form = at("2026-12-01", "10:30");
        for (typed, meant) in [
            ("", Category::Medium),
            ("heavy", Category::Heavy),
            ("restorative", Category::Light),
        ] {
            form.demand = typed.into();
            assert_eq!(form.read(&TimeZone::UTC).unwrap().demand, meant);
        }
    }

    #[test]
    fn a_day_in_no_ones_life_is_told() {
        for day in ["9999-12-31", "0026-12-01", "tomorrow"] {
            let problems = at(day, "10:30").read(&TimeZone::UTC).unwrap_err();
            assert_eq!(problems[0].field, "day", "{day}");
        }
    }

    #[test]
    fn a_meeting_without_a_day_and_a_title_tells_both() {
        let zone = TimeZone::UTC;
        let mut form = at("", "10:00");
        form.title.clear();
        let fields: Vec<_> = form
            .read(&zone)
            .unwrap_err()
            .iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(fields, ["title", "day"]);
    }
}
