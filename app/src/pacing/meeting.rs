//! What an appointment costs: the meeting itself, and the way there and back.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Activity, Category, Leeway, Minutes, State};
use crate::appointments::Appointment;
use crate::ids::ActivityId;

/// A meeting and its way as the day counts them; nothing for one that did not take place.
///
/// Travel is a light activity of its own, there and back. A meeting that is over counts as
/// done until somebody says that the person was not there. No suggestion ever moves it.
pub fn as_activities(one: &Appointment, zone: &TimeZone, now: Timestamp) -> Vec<Activity> {
    if one.cancelled || one.attendance.is_some_and(|came| !came.took_place()) {
        return Vec::new();
    }
    let starts = one.starts_at.to_zoned(zone.clone());
    let state = if one.ends_at() <= now {
        State::Done
    } else if one.starts_at <= now {
        State::Started
    } else {
        State::Planned
    };
    let part = |id: String, kind: &str, category, minutes: i64, starts| {
        let minutes = Minutes::new(u16::try_from(minutes.clamp(5, 480)).ok()?).ok()?;
        Some(Activity {
            id: ActivityId::new(id),
            title: one.title.clone(),
            kind: kind.to_owned(),
            category,
            minutes,
            day: one.starts_at.to_zoned(zone.clone()).date(),
            starts,
            state,
            rating: None,
            leeway: Leeway {
                fixed: true,
                ..Leeway::default()
            },
            is_easier: false,
            is_meeting: true,
        })
    };
    let meeting = part(
        one.id.to_string(),
        "conversation",
        one.demand,
        one.minutes,
        Some(starts.time()),
    );
    let way = (one.travel > 0).then(|| {
        let id = format!("{}-way", one.id);
        part(
            id,
            "travel",
            Category::Light,
            2 * i64::from(one.travel),
            None,
        )
    });
    meeting.into_iter().chain(way.flatten()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::as_activities;
    use crate::appointments::{Appointment, Attendance};
    use crate::ids::{AppointmentId, EnrolmentId};
    use crate::pacing::{Category, State};

    fn talk() -> Appointment {
        Appointment {
            id: AppointmentId::new("a"),
            enrolment: EnrolmentId::new("e"),
            title: "Talk".into(),
            with_whom: "Kim".into(),
            place: "Office".into(),
            bring: String::new(),
            directions: String::new(),
            travel: 20,
            demand: Category::Heavy,
            starts_at: "2026-11-02T23:30:00Z".parse().unwrap(),
            minutes: 45,
            interpreter: String::new(),
            voluntary: false,
            cancelled: false,
            attendance: None,
            wish: None,
            confirmed: false,
        }
    }

    #[test]
    fn a_meeting_and_the_way_there_and_back_count_on_its_local_day() {
        let zone = TimeZone::get("Europe/Copenhagen").unwrap();
        let of = |one: &Appointment, now: &str| as_activities(one, &zone, now.parse().unwrap());
        let ahead = of(&talk(), "2026-11-02T20:00:00Z");
        let told: Vec<_> = ahead
            .iter()
            .map(|it| (it.category, it.minutes.get(), it.state, it.day.to_string()))
            .collect();
        let day = "2026-11-03".to_owned();
        assert_eq!(
            told,
            [
                (Category::Heavy, 45, State::Planned, day.clone()),
                (Category::Light, 40, State::Planned, day),
            ]
        );
        assert!(
            ahead
                .iter()
                .all(|it| it.is_meeting && !it.leeway.is_loose())
        );
        assert_eq!(of(&talk(), "2026-11-02T23:40:00Z")[0].state, State::Started);
        assert_eq!(of(&talk(), "2026-11-03T00:15:00Z")[0].state, State::Done);
    }

    #[test]
    fn nobody_is_charged_for_a_meeting_that_they_were_not_at() {
        let now = "2026-11-04T00:00:00Z".parse().unwrap();
        let of = |one: &Appointment| as_activities(one, &TimeZone::UTC, now).len();
        for attendance in Attendance::ALL {
            let one = Appointment {
                attendance: Some(attendance),
                travel: 0,
                ..talk()
            };
            let there = usize::from(attendance == Attendance::Attended);
            assert_eq!(of(&one), there, "{attendance:?}");
        }
        let cancelled = Appointment {
            cancelled: true,
            ..talk()
        };
        assert_eq!(of(&cancelled), 0);
    }
}
