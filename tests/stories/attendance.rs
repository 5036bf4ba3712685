//! Who came is noted without shame, and nothing follows from it by itself.

use app::appointments::Attendance;
use app::ids::AppointmentId;
use axum::http::StatusCode;
use server::access::store as access;
use tests::{Answer, engines};

use super::office::Office;

impl Office {
    async fn register(&self, id: &AppointmentId, came: &str) -> Answer {
        let path = format!("/appointments/{id}/attendance");
        let form = format!("attendance={came}");
        self.world.post(&self.kims, &path, &form).await
    }
}

#[tokio::test]
async fn staying_away_from_a_free_choice_is_never_a_no_show() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office.booked("Choir", "2026-11-02T07:00:00Z", true).await;
        let refused = office.register(&id, "no-show").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            refused.body.contains("This appointment is voluntary"),
            "{engine}"
        );
        assert!(
            !refused.body.contains("value=\"no-show\""),
            "{engine}: not offered"
        );
        assert_eq!(office.kept(&id).await.attendance, None, "{engine}");
        let excused = office.register(&id, "excused").await;
        assert_eq!(
            excused.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            excused.body
        );
        let page = office.world.get(&office.adas, "/appointments").await.body;
        assert!(
            page.contains("You stayed at home, and that is all right"),
            "{engine}: {page}"
        );
    }
}

#[tokio::test]
async fn a_no_show_is_noted_without_shame_and_nothing_follows_from_it() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let past = office.booked("Talk", "2026-11-02T07:00:00Z", false).await;
        let coming = office.booked("Talk", "2026-11-05T07:00:00Z", false).await;
        let early = office.register(&coming, "no-show").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(early.body.contains("not begun yet"), "{engine}");
        let noted = office.register(&past, "no-show").await;
        assert_eq!(
            noted.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            noted.body
        );
        assert_eq!(
            office.kept(&past).await.attendance,
            Some(Attendance::NoShow)
        );
        let page = office.world.get(&office.adas, "/appointments").await.body;
        assert!(
            page.contains("We didn't meet") || page.contains("We didn&#x27;t meet"),
            "{engine}: {page}"
        );
        for table in ["messages", "occasions", "contacts"] {
            assert_eq!(office.rows_in(table).await, 0, "{engine}: {table}");
        }
        office.register(&past, "none").await;
        assert_eq!(
            office.kept(&past).await.attendance,
            None,
            "{engine}: taken back"
        );
        let nonsense = office.register(&past, "shamed").await;
        assert_eq!(
            nonsense.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{engine}"
        );
        let mut tx = office.world.tx().await;
        let log = access::entries(&mut tx, &office.ada, 9).await.unwrap();
        assert_eq!(log[0].deed, "registered-attendance", "{engine}");
    }
}

#[tokio::test]
async fn a_meeting_that_is_called_off_says_so_and_takes_no_attendance() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        office.wish(&id, "cancel").await;
        let path = format!("/appointments/{id}/cancel");
        let done = office.world.post(&office.kims, &path, "").await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            done.body
        );
        let kept = office.kept(&id).await;
        assert_eq!((kept.cancelled, kept.wish), (true, None), "{engine}");
        let page = office.world.get(&office.adas, "/appointments").await.body;
        assert!(
            page.contains("Called off") && !page.contains("/wish"),
            "{engine}: {page}"
        );
        let refused = office.register(&id, "excused").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(refused.body.contains("was called off"), "{engine}");
        let late = office.wish(&id, "move").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    }
}

#[tokio::test]
async fn the_office_moves_a_meeting_and_what_was_wished_for_is_dealt_with() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office.booked("Talk", "2026-11-05T09:30:00Z", false).await;
        office.wish(&id, "move").await;
        let path = format!("/appointments/{id}/move");
        let moved = |form: &'static str| office.world.post(&office.kims, &path, form);
        let wrong = moved("day=2026-11-06&time=noon&minutes=45").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(wrong.body.contains("Write the time like 10:30"), "{engine}");
        let page = format!("/people/{}/appointments", office.ada);
        let page = office.world.get(&office.kims, &page).await.body;
        assert!(
            page.contains("Move the appointment") && page.contains(&path),
            "{engine}"
        );
        let right = moved("day=2026-11-06&time=13:15&minutes=60").await;
        assert_eq!(
            right.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            right.body
        );
        let kept = office.kept(&id).await;
        assert_eq!(
            kept.starts_at.to_string(),
            "2026-11-06T12:15:00Z",
            "{engine}"
        );
        assert_eq!((kept.minutes, kept.wish), (60, None), "{engine}");
        let theirs = office
            .world
            .post(&office.adas, &path, "day=2026-11-09")
            .await;
        assert_ne!(theirs.status, StatusCode::SEE_OTHER, "{engine}: staff only");
        let past = office.booked("Talk", "2026-11-02T07:00:00Z", false).await;
        let path = format!("/appointments/{past}/move");
        let form = "day=2026-11-09&time=13:15&minutes=60";
        let late = office.world.post(&office.kims, &path, form).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    }
}
