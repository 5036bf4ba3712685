//! Meetings are booked in local time, wished away, called off, and remembered without shame.

use app::appointments::{AppointmentForm, NewAppointment, Wish};
use app::ids::AppointmentId;
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::access::store as access;
use server::appointments::store;
use server::on;
use server::programmes::naming;
use server::storage::{Fault, new_id};
use tests::{Answer, engines};

use super::office::Office;

impl Office {
    async fn book(&self, form: &str) -> Answer {
        let path = format!("/people/{}/appointments", self.ada);
        self.world.post(&self.kims, &path, form).await
    }

    /// Books straight into the store.
    pub(super) async fn booked(&self, title: &str, at: &str, voluntary: bool) -> AppointmentId {
        let new = NewAppointment {
            title: title.into(),
            with_whom: "Alex".into(),
            place: "Room 2".into(),
            bring: "Shoes".into(),
            starts_at: at.parse().expect("an instant"),
            minutes: 45,
            interpreter: "Somali".into(),
            voluntary,
            ..NewAppointment::default()
        };
        let id = AppointmentId::new(new_id());
        let (mut tx, now) = (self.world.tx().await, self.world.now());
        let booked = store::book(&mut tx, &id, &self.enrolment, &self.kim, &new, now).await;
        booked.expect("a meeting");
        tx.commit().await.expect("a commit");
        id
    }

    pub(super) async fn kept(&self, id: &AppointmentId) -> app::appointments::Appointment {
        let mut tx = self.world.tx().await;
        store::appointment(&mut tx, id).await.expect("a meeting")
    }

    pub(super) async fn coming(&self) -> Vec<app::appointments::Appointment> {
        let mut tx = self.world.tx().await;
        let coming = store::coming(&mut tx, &self.ada, self.world.now()).await;
        coming.expect("meetings")
    }

    pub(super) async fn wish(&self, id: &AppointmentId, wish: &str) -> Answer {
        let path = format!("/appointments/{id}/wish");
        let form = format!("wish={wish}");
        self.world.post(&self.adas, &path, &form).await
    }

    pub(super) async fn rows_in(&self, table: &'static str) -> i64 {
        let mut tx = self.world.tx().await;
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        on!(&mut tx, db => sqlx::query_scalar(count).fetch_one(db).await).expect("a count")
    }
}

#[tokio::test]
async fn a_meeting_is_booked_in_local_time_and_read_in_words() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let none = office.world.get(&office.adas, "/appointments").await;
        assert!(
            none.body.contains("You have no appointments right now"),
            "{engine}"
        );
        let form = format!(
            "title=Talk&day=2026-11-03&time=10:30&minutes=75&place=Room+2&with_whom=Alex\
             &bring=Shoes&interpreter=Somali&voluntary=yes&key={}",
            new_id()
        );
        let booked = office.book(&form).await;
        assert_eq!(
            booked.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            booked.body
        );
        let page = format!("/people/{}?done=booked", office.ada);
        assert_eq!(booked.location(), page, "{engine}");
        office.book(&form.replace("Talk", "Other")).await;
        let coming = office.coming().await;
        assert_eq!(coming.len(), 1, "{engine}: a form sent twice books once");
        assert_eq!(coming[0].title, "Talk", "{engine}: and changes nothing");
        assert_eq!(
            coming[0].starts_at.to_string(),
            "2026-11-03T09:30:00Z",
            "{engine}"
        );
        let page = office.world.get(&office.adas, "/appointments").await.body;
        for told in [
            "Tomorrow, 10:30–11:45",
            "Place: Room 2",
            "You meet Alex",
            "Takes 1 hour and 15 minutes",
            "Bring: Shoes",
            "An interpreter comes: Somali",
            "It is up to you whether you come",
        ] {
            assert!(page.contains(told), "{engine}: {told}: {page}");
        }
        let mut tx = office.world.tx().await;
        let log = access::entries(&mut tx, &office.ada, 9).await.unwrap();
        assert_eq!(log[0].deed, "booked", "{engine}");
    }
}

#[tokio::test]
async fn on_the_day_the_clock_is_moved_a_meeting_keeps_its_local_time() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for (day, time, instant) in [
            ("2027-03-27", "10:30", "2027-03-27T09:30:00Z"),
            ("2027-03-28", "10:30", "2027-03-28T08:30:00Z"),
            ("2027-10-31", "10:30", "2027-10-31T09:30:00Z"),
        ] {
            let title = format!("title=Talk&day={day}&time={time}&minutes=45");
            let booked = office.book(&title).await;
            assert_eq!(
                booked.status,
                StatusCode::SEE_OTHER,
                "{engine}: {}",
                booked.body
            );
            let coming = office.coming().await;
            let last = coming.last().expect("a meeting");
            assert_eq!(last.starts_at.to_string(), instant, "{engine}");
        }
        let page = office.world.get(&office.adas, "/appointments").await.body;
        assert_eq!(page.matches("10:30–11:15").count(), 3, "{engine}: {page}");
    }
}

#[tokio::test]
async fn a_booking_with_something_to_mend_comes_back_as_it_was_typed() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let long = "z".repeat(201);
        let form = format!("title=&day=x&time=25:99&minutes=9999999999999999999&place={long}");
        let back = office.book(&form).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for told in [
            "href=\"#title\"",
            "href=\"#day\"",
            "href=\"#time\"",
            "href=\"#minutes\"",
            "href=\"#place\"",
            "value=\"25:99\"",
            &long,
        ] {
            assert!(back.body.contains(told), "{engine}: {told}: {}", back.body);
        }
        let hostile = "title=%00Talk&day=2026-12-01&time=10:30&minutes=45&key=../x";
        let booked = office.book(hostile).await;
        assert_eq!(
            booked.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            booked.body
        );
        assert_eq!(office.coming().await[0].title, "Talk", "{engine}");
    }
}

#[tokio::test]
async fn a_wish_is_kept_for_a_person_to_answer_and_can_be_taken_back() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        let asked = office.wish(&id, "move").await;
        assert_eq!(
            asked.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            asked.body
        );
        let page = office.world.get(&office.adas, "/appointments").await.body;
        assert!(
            page.contains("You asked for another time") && page.contains("Undo"),
            "{engine}"
        );
        let kept = office.kept(&id).await;
        assert_eq!(
            (kept.wish, kept.cancelled),
            (Some(Wish::Move), false),
            "{engine}"
        );
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        let wishes = store::wishes(&mut tx, &office.world.organisation, now)
            .await
            .unwrap();
        drop(tx);
        assert_eq!(
            (&wishes[0].0, wishes[0].1.as_str()),
            (&office.ada, "Ada"),
            "{engine}"
        );
        let path = format!("/people/{}/appointments", office.ada);
        let staff = office.world.get(&office.kims, &path).await.body;
        assert!(staff.contains("Asks for another time"), "{engine}: {staff}");
        office.wish(&id, "none").await;
        assert_eq!(office.kept(&id).await.wish, None, "{engine}");
        let nonsense = office.wish(&id, "shout").await;
        assert_eq!(
            nonsense.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{engine}"
        );
        office.wish(&id, "cancel").await;
        office
            .world
            .app
            .clock
            .advance(SignedDuration::from_hours(24 * 4));
        let late = office.wish(&id, "none").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            late.body.contains("changed here any more"),
            "{engine}: {}",
            late.body
        );
        assert_eq!(office.kept(&id).await.wish, Some(Wish::Cancel), "{engine}");
    }
}

#[tokio::test]
async fn nobody_touches_another_persons_meeting() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let id = office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        let (bos, mos) = (office.bo().await, office.stranger().await);
        let world = &office.world;
        let not_found = StatusCode::NOT_FOUND;
        let wish = format!("/appointments/{id}/wish");
        assert_eq!(
            world.post(&bos, &wish, "wish=cancel").await.status,
            not_found,
            "{engine}"
        );
        assert!(
            !world.get(&bos, "/appointments").await.body.contains("Talk"),
            "{engine}"
        );
        for (path, form) in [
            (
                format!("/appointments/{id}/attendance"),
                "attendance=excused",
            ),
            (format!("/appointments/{id}/cancel"), ""),
            (
                format!("/people/{}/appointments", office.ada),
                "title=x&day=2026-12-01&time=10:00&minutes=30",
            ),
            ("/appointments/unknown/cancel".into(), ""),
        ] {
            let answer = world.post(&mos, &path, form).await;
            assert_eq!(answer.status, not_found, "{engine}: {path}");
            let answer = world.post(&office.adas, &path, form).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{engine}: {path}");
        }
        let kept = office.kept(&id).await;
        assert_eq!(
            (kept.wish, kept.attendance, kept.cancelled),
            (None, None, false),
            "{engine}"
        );
        assert_eq!(office.rows_in("appointments").await, 1, "{engine}");
    }
}

#[tokio::test]
async fn the_store_tells_what_comes_what_was_and_what_is_today() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let late = office.booked("Late", "2026-11-05T09:00:00Z", false).await;
        let over = office.booked("Over", "2026-11-02T07:00:00Z", false).await;
        let running = office
            .booked("Running", "2026-11-02T07:30:00Z", false)
            .await;
        let mut tx = office.world.tx().await;
        let (now, ada) = (office.world.now(), &office.ada);
        let ids = |found: Vec<app::appointments::Appointment>| -> Vec<AppointmentId> {
            found.into_iter().map(|one| one.id).collect()
        };
        let coming = store::coming(&mut tx, ada, now).await.unwrap();
        assert_eq!(ids(coming), [running.clone(), late], "{engine}");
        let past = store::past(&mut tx, ada, now, 9).await.unwrap();
        assert_eq!(ids(past), std::slice::from_ref(&over), "{engine}");
        let zone = naming::zone_of(&mut tx, ada).await.unwrap();
        assert_eq!(zone.iana_name(), Some("Europe/Stockholm"), "{engine}");
        let day = now.to_zoned(zone).start_of_day().unwrap();
        let next = day.tomorrow().unwrap();
        let today = store::between(&mut tx, ada, day.timestamp(), next.timestamp()).await;
        assert_eq!(ids(today.unwrap()), [over, running], "{engine}");
        let nowhere = AppointmentId::new("x");
        let gone = store::cancel(&mut tx, &nowhere, office.world.now()).await;
        assert!(matches!(gone, Err(Fault::Missing)), "{engine}");
        let gone = store::set_wish(&mut tx, &nowhere, None).await;
        assert!(matches!(gone, Err(Fault::Missing)), "{engine}");
        let gone = store::set_attendance(&mut tx, &nowhere, None, office.world.now()).await;
        assert!(matches!(gone, Err(Fault::Missing)), "{engine}");
        assert_eq!(AppointmentForm::new("k").key, "k");
    }
}
