//! Reminders of appointments: in time, never after it, and following it when it moves.

use app::appointments::{Attendance, NewAppointment, Wish};
use app::ids::{AppointmentId, EnrolmentId};
use jiff::Timestamp;
use server::appointments::store as appointments;
use server::on;
use server::storage::new_id;

use super::office::{Office, Person};
use tests::engines;

impl Office {
    /// Books a talk; `at` is an instant.
    pub async fn booked(&self, person: &Person, at: &str) -> AppointmentId {
        let new = NewAppointment {
            title: "Talk about sleep".into(),
            with_whom: "Alex".into(),
            place: "Room 2".into(),
            bring: String::new(),
            starts_at: at.parse().unwrap(),
            minutes: 45,
            interpreter: String::new(),
            voluntary: false,
            ..NewAppointment::default()
        };
        let id = AppointmentId::new(new_id());
        let (mut tx, now) = (self.world.tx().await, self.world.now());
        appointments::book(&mut tx, &id, &person.enrolment, &self.kim, &new, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn moved(&self, id: &AppointmentId, to: &str) {
        let (mut tx, now) = (self.world.tx().await, self.world.now());
        appointments::move_to(&mut tx, id, to.parse().unwrap(), 45, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Someone with a phone who has answered what is asked at the beginning.
    async fn ada(&self) -> Person {
        let ada = self.with_phone(201).await;
        self.tick().await;
        self.answers(&ada).await;
        self.tick().await;
        ada
    }

    /// The same person in a second programme, which asks nothing yet.
    async fn enrolled_again(&self, person: &Person) -> Person {
        let enrolment = EnrolmentId::new(new_id());
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query(
            "insert into enrolments (id, organisation_id, participant_id, programme_id,
                                     coordinator_id, study_arm, created_at)
             select $2, organisation_id, participant_id, programme_id, coordinator_id, study_arm,
                    created_at from enrolments where id = $1")
            .bind(person.enrolment.as_str())
            .bind(enrolment.as_str())
            .execute(db)
            .await
            .map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        Person {
            enrolment,
            ..person.clone()
        }
    }

    /// Rule, number, channel and end of every contact that reminds.
    pub async fn reminded(&self, person: &Person) -> Vec<String> {
        let mut tx = self.world.tx().await;
        let rows: Vec<(String, i64, String, String)> = on!(&mut tx, db => sqlx::query_as(
            "select o.rule_id, o.number, c.channel, c.state
             from contacts c join occasions o on o.id = c.occasion_id
             where o.subject_id = $1 and o.appointment_id is not null
             order by o.due_on, o.number, c.step")
            .bind(person.enrolment.as_str()).fetch_all(db).await)
        .unwrap();
        rows.iter()
            .map(|(rule, number, channel, state)| {
                let rule = rule.trim_start_matches("reminder/");
                format!("{rule} {number} {channel} {state}")
            })
            .collect()
    }

    /// When each message that reminds was handed over, to the minute: the clock goes on.
    async fn left_at(&self, person: &Person) -> Vec<String> {
        let mut tx = self.world.tx().await;
        let at: Vec<i64> = on!(&mut tx, db => sqlx::query_scalar(
            "select c.ended_at from contacts c join occasions o on o.id = c.occasion_id
             where o.subject_id = $1 and o.appointment_id is not null and c.state = 'sent'
             order by c.ended_at")
            .bind(person.enrolment.as_str()).fetch_all(db).await)
        .unwrap();
        at.into_iter()
            .map(|at| {
                Timestamp::from_millisecond(at - at % 60_000)
                    .unwrap()
                    .to_string()
            })
            .collect()
    }
}

#[tokio::test]
async fn people_are_reminded_the_afternoon_before_and_two_hours_before() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        let before = ada.pushes().len();
        office.booked(&ada, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T14:30:00Z").await;
        assert_eq!(ada.pushes().len(), before, "{engine}: not before four");
        office.tick_at("2026-11-04T15:00:00Z").await;
        assert_eq!(ada.pushes().len(), before + 1, "{engine}: at four");
        // Ada opens the app, so no mail follows; the next day it is the same.
        for until in ["2026-11-05T10:30:00Z", "2026-11-08T09:00:00Z"] {
            let mut tx = office.world.tx().await;
            let now = office.world.now();
            server::scheduling::store::seen(&mut tx, &ada.id, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            office.run_until(until).await;
        }
        assert_eq!(
            office.left_at(&ada).await,
            ["2026-11-04T15:00:00Z", "2026-11-05T10:30:00Z"],
            "{engine}"
        );
        assert_eq!(
            office.reminded(&ada).await,
            [
                "day-before 1 push sent",
                "day-before 1 email merged",
                "two-hours-before 1 push sent"
            ],
            "{engine}"
        );
        let message = &ada.pushes()[before]["message"]["notification"];
        assert_eq!(message["title"], "You have a message", "{engine}");
        assert_eq!(message["body"], "Log in to read it.", "{engine}");
    }
}

#[tokio::test]
async fn a_push_that_nobody_saw_is_followed_by_a_mail() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        let before = ada.mails().len();
        office.booked(&ada, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T17:00:00Z").await;
        assert_eq!(ada.mails().len(), before + 1, "{engine}: at six");
        assert_eq!(
            office.reminded(&ada).await,
            ["day-before 1 push sent", "day-before 1 email sent"],
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_meeting_that_moves_takes_its_reminders_along() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        let meeting = office.booked(&ada, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T10:00:00Z").await;
        office.moved(&meeting, "2026-11-10T12:30:00Z").await;
        office.run_until("2026-11-05T18:00:00Z").await;
        assert_eq!(
            office.reminded(&ada).await,
            [
                "day-before 1 push cancelled",
                "day-before 1 email cancelled"
            ],
            "{engine}: nothing about the old time"
        );
        office.run_until("2026-11-10T18:00:00Z").await;
        assert_eq!(
            office.left_at(&ada).await,
            [
                "2026-11-09T15:00:00Z",
                "2026-11-09T17:00:00Z",
                "2026-11-10T10:30:00Z"
            ],
            "{engine}: and everything about the new one"
        );
        // Moved back to a time that was reminded of before: it is reminded of again.
        let meeting = office.booked(&ada, "2026-11-17T12:30:00Z").await;
        office.run_until("2026-11-16T16:00:00Z").await;
        office.moved(&meeting, "2026-11-18T12:30:00Z").await;
        office.moved(&meeting, "2026-11-17T12:30:00Z").await;
        let before = office.left_at(&ada).await.len();
        office.run_until("2026-11-17T12:30:00Z").await;
        assert_eq!(office.left_at(&ada).await.len(), before + 1, "{engine}");
    }
}

#[tokio::test]
async fn what_was_called_off_or_is_over_is_not_reminded_of() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        let off = office.booked(&ada, "2026-11-05T12:30:00Z").await;
        let held = office.booked(&ada, "2026-11-05T14:30:00Z").await;
        let wished = office.booked(&ada, "2026-11-05T16:30:00Z").await;
        office.run_until("2026-11-04T10:00:00Z").await;
        assert_eq!(
            office.reminded(&ada).await.len(),
            6,
            "{engine}: planned for the afternoon"
        );
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        appointments::cancel(&mut tx, &off, now).await.unwrap();
        appointments::set_attendance(&mut tx, &held, Some(Attendance::Excused), now)
            .await
            .unwrap();
        appointments::set_wish(&mut tx, &wished, Some(Wish::Cancel))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        office.run_until("2026-11-05T19:00:00Z").await;
        assert_eq!(office.left_at(&ada).await, Vec::<String>::new(), "{engine}");
        let ends = office.reminded(&ada).await;
        assert!(
            ends.iter().all(|it| !it.ends_with("waiting")),
            "{engine}: {ends:?}"
        );
    }
}

#[tokio::test]
async fn after_an_outage_over_the_meeting_nobody_is_reminded_of_it() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        office.booked(&ada, "2026-11-05T12:30:00Z").await;
        office.tick_at("2026-11-04T08:00:00Z").await;
        office.tick_at("2026-11-05T12:30:00Z").await;
        assert_eq!(office.left_at(&ada).await, Vec::<String>::new(), "{engine}");
        office.booked(&ada, "2026-11-10T12:30:00Z").await;
        office.tick_at("2026-11-05T13:00:00Z").await;
        // The server comes back an hour before: the newest reminder leaves, the older does not.
        office.tick_at("2026-11-10T11:30:00Z").await;
        assert_eq!(
            office.left_at(&ada).await,
            ["2026-11-10T11:30:00Z"],
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_monday_meeting_is_reminded_of_on_sunday_but_in_nobodys_sleep() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        office.booked(&ada, "2026-11-09T12:30:00Z").await;
        office.run_until("2026-11-08T16:00:00Z").await;
        assert_eq!(
            office.left_at(&ada).await,
            ["2026-11-08T15:00:00Z"],
            "{engine}: Sunday at four"
        );
        // The phone is off all evening: nothing is tried between nine and eight.
        office.booked(&ada, "2026-11-12T07:30:00Z").await;
        office.at("2026-11-11T20:30:00Z");
        office.run_until("2026-11-12T06:30:00Z").await;
        assert_eq!(
            office.left_at(&ada).await.len(),
            1,
            "{engine}: half past nine is too late"
        );
        office.tick_at("2026-11-12T07:00:00Z").await;
        assert_eq!(
            office.left_at(&ada).await.len(),
            2,
            "{engine}: at eight, half an hour before"
        );
    }
}

#[tokio::test]
async fn questions_leave_room_for_a_reminder_of_the_same_day() {
    for (engine, elsewhere) in engines()
        .into_iter()
        .flat_map(|it| [(it, false), (it, true)])
    {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        // The limit is the person's, whichever enrolment the meeting belongs to.
        let meeting = if elsewhere {
            office.enrolled_again(&ada).await
        } else {
            ada.clone()
        };
        office.booked(&meeting, "2026-11-06T12:30:00Z").await;
        // On the day before the meeting two questionnaires come by hand, hours apart.
        office.run_until("2026-11-05T08:00:00Z").await;
        office.by_hand(&ada, "self-rating").await;
        office.run_until("2026-11-05T10:30:00Z").await;
        office.by_hand(&ada, "influence").await;
        office.run_until("2026-11-05T14:30:00Z").await;
        let second = office.stands(&ada).await;
        let second = second
            .iter()
            .find(|it| it.rule == "by-hand/influence")
            .unwrap();
        assert_eq!(
            (second.state.as_str(), second.reason.as_str()),
            ("waiting", "enough for one day"),
            "{engine} {elsewhere}: the second message of the day is kept for the reminder"
        );
        office.run_until("2026-11-05T15:00:00Z").await;
        assert_eq!(
            office.left_at(&meeting).await,
            ["2026-11-05T15:00:00Z"],
            "{engine} {elsewhere}"
        );
        let next_day = "2026-11-06T08:00:00Z".parse::<Timestamp>().unwrap();
        let moved_to = Timestamp::from_millisecond(second.due_at).unwrap();
        assert_eq!(
            moved_to, next_day,
            "{engine} {elsewhere}: the question comes the next morning"
        );
    }
}

#[tokio::test]
async fn whoever_wants_no_reminders_gets_none() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.ada().await;
        let off = "update participants set reminders = false where id = $1";
        office.sql(off, ada.id.as_str()).await;
        office.booked(&ada, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-05T19:00:00Z").await;
        assert_eq!(
            office.reminded(&ada).await,
            Vec::<String>::new(),
            "{engine}"
        );
    }
}
