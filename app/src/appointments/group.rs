//! Meetings of several people, with so many places.

use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use super::{AppointmentForm, NewAppointment};
use crate::participants::Problem;

/// A meeting of several people.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSession {
    /// Which.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Whom they meet.
    pub with_whom: String,
    /// Where.
    pub place: String,
    /// What to bring.
    pub bring: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long, in minutes.
    pub minutes: i64,
    /// Coming is a free choice.
    pub voluntary: bool,
    /// For how many there is room.
    pub places: i64,
    /// How many of them are taken.
    pub taken: i64,
    /// It was called off.
    pub cancelled: bool,
}

impl GroupSession {
    /// How many more have room; never below zero.
    pub fn left(&self) -> i64 {
        (self.places - self.taken).max(0)
    }
}

/// There is not room for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full {
    /// How many have room.
    pub left: i64,
}

/// A group session as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GroupForm {
    /// What it is about.
    pub title: String,
    /// Whom they meet.
    pub with_whom: String,
    /// Where.
    pub place: String,
    /// What to bring.
    pub bring: String,
    /// Day, as a date field sends it.
    pub day: String,
    /// Local time, as a time field sends it.
    pub time: String,
    /// Length in minutes.
    pub minutes: String,
    /// For how many there is room.
    pub places: String,
    /// `yes` when coming is a free choice.
    pub voluntary: String,
    /// The id that it will have, made with the form: a form sent twice is one session.
    pub key: String,
}

/// The most people who meet at once.
const MOST: i64 = 200;

impl GroupForm {
    /// An empty form; `key` is a new id.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            minutes: "60".to_owned(),
            places: "8".to_owned(),
            key: key.into(),
            ..Self::default()
        }
    }

    /// The meeting that was meant and its places, or every problem at once.
    pub fn read(&self, zone: &TimeZone) -> Result<(NewAppointment, i64), Vec<Problem>> {
        let form = AppointmentForm {
            title: self.title.clone(),
            with_whom: self.with_whom.clone(),
            place: self.place.clone(),
            bring: self.bring.clone(),
            day: self.day.clone(),
            time: self.time.clone(),
            minutes: self.minutes.clone(),
            voluntary: self.voluntary.clone(),
            ..AppointmentForm::default()
        };
        let read = form.read(zone);
        let places = self.places.trim().parse().ok();
        match (read, places.filter(|many| (2..=MOST).contains(many))) {
            (Ok(new), Some(places)) => Ok((new, places)),
            (read, places) => {
                let mut problems = read.err().unwrap_or_default();
                if places.is_none() {
                    problems.push(Problem {
                        field: "places",
                        key: "groups-places-wrong",
                    });
                }
                Err(problems)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::GroupForm;

    #[test]
    fn a_group_is_of_two_to_two_hundred() {
        let form = |places: &str| GroupForm {
            title: "Exercise".into(),
            day: "2026-12-01".into(),
            time: "10:30".into(),
            places: places.into(),
            ..GroupForm::new("k")
        };
        let read = |places: &str| form(places).read(&TimeZone::UTC);
        assert_eq!(read("2").unwrap().1, 2);
        assert_eq!(read(" 200 ").unwrap().1, 200);
        for wrong in ["", "1", "201", "eight"] {
            assert_eq!(read(wrong).unwrap_err()[0].field, "places", "{wrong}");
        }
        let nothing = GroupForm::default().read(&TimeZone::UTC).unwrap_err();
        assert!(nothing.len() >= 4, "every problem at once");
    }
}
