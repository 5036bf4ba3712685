//! Meetings of several people: one booking for all of them, and never more than there is room for.

use app::identity::Role;
use app::ids::EnrolmentId;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::storage::new_id;
use tests::{Answer, engines};

use super::office::Office;

impl Office {
    async fn group(&self, places: u32) -> String {
        let form = format!(
            "title=Choir&day=2026-11-05&time=10:00&minutes=60&places={places}&place=Hall&key={}",
            new_id()
        );
        let made = self.world.post(&self.kims, "/groups", &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        made.location().to_owned()
    }

    async fn books(&self, group: &str, people: &[EnrolmentId]) -> Answer {
        let fields: Vec<_> = people.iter().map(|id| format!("enrolment={id}")).collect();
        let path = format!("{group}/people");
        self.world.post(&self.kims, &path, &fields.join("&")).await
    }

    async fn someone(&self, name: &str) -> EnrolmentId {
        let found = self.world.participant(name, &self.programme, &self.kim);
        found.await.1
    }
}

#[tokio::test]
async fn several_are_booked_at_once_and_full_is_said_before_anybody_is() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let group = office.group(2).await;
        let (bo, cia) = (office.someone("Bo").await, office.someone("Cia").await);
        let all = [office.enrolment.clone(), bo.clone(), cia];
        let full = office.books(&group, &all).await;
        assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            full.body.contains("Only 2 places are left") && full.body.contains("checked"),
            "{engine}: what was chosen is still there: {}",
            full.body
        );
        assert_eq!(office.rows_in("appointments").await, 0, "{engine}");
        let booked = office.books(&group, &all[..2]).await;
        assert_eq!(
            booked.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            booked.body
        );
        office.books(&group, &all[..2]).await;
        assert_eq!(
            office.rows_in("appointments").await,
            2,
            "{engine}: once each"
        );
        let page = office.world.get(&office.kims, &group).await.body;
        assert!(
            page.contains("All 2 places are taken") && page.contains("Bo"),
            "{engine}: {page}"
        );
        let hers = office.world.get(&office.adas, "/appointments").await.body;
        assert!(
            hers.contains("Choir") && !hers.contains(">Bo<"),
            "{engine}: {hers}"
        );
        let off = format!("{group}/cancel");
        let asked = office.world.get(&office.kims, &off).await.body;
        assert!(
            asked.contains("Call off Choir?") && asked.contains("2 people are booked"),
            "{engine}: {asked}"
        );
        for _ in 0..2 {
            office.world.post(&office.kims, &off, "").await;
        }
        let page = office.world.get(&office.kims, &group).await.body;
        assert!(
            page.contains("These were booked") && page.contains(">Ada<") && page.contains(">Bo<"),
            "{engine}: {page}"
        );
        let asked = office.world.get(&office.kims, &off).await;
        assert_eq!(asked.location(), group, "{engine}: there is nothing to ask");
        let hers = office.world.get(&office.adas, "/appointments").await.body;
        assert!(hers.contains("Called off"), "{engine}: {hers}");
        let late = office.books(&group, &all[2..]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    }
}

#[tokio::test]
async fn who_had_called_off_alone_is_not_among_those_a_group_is_called_off_for() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let group = office.group(3).await;
        let all = [office.enrolment.clone(), office.someone("Bo").await];
        office.books(&group, &all).await;
        let hers = office.world.get(&office.adas, "/appointments").await.body;
        let id = hers
            .split("id=\"appointment-")
            .nth(1)
            .expect("an appointment");
        let id = id.split('"').next().unwrap_or_default();
        let alone = format!("/appointments/{id}/cancel");
        office.world.post(&office.kims, &alone, "").await;
        let off = format!("{group}/cancel");
        let asked = office.world.get(&office.kims, &off).await.body;
        assert!(asked.contains("One person is booked"), "{engine}: {asked}");
        office.world.post(&office.kims, &off, "").await;
        let page = office.world.get(&office.kims, &group).await.body;
        assert!(
            page.contains(">Bo<") && !page.contains(">Ada<"),
            "{engine}: {page}"
        );
    }
}

#[tokio::test]
async fn of_two_who_book_the_last_place_at_once_one_is_told() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let group = office.group(2).await;
        office
            .books(&group, std::slice::from_ref(&office.enrolment))
            .await;
        let (bo, cia) = ([office.someone("Bo").await], [office.someone("Cia").await]);
        let (one, two) = tokio::join!(office.books(&group, &bo), office.books(&group, &cia));
        let told = [one, two]
            .iter()
            .filter(|it| it.status == StatusCode::UNPROCESSABLE_ENTITY)
            .count();
        assert_eq!(told, 1, "{engine}");
        assert_eq!(office.rows_in("appointments").await, 2, "{engine}");
    }
}

#[tokio::test]
async fn a_group_is_made_by_those_who_plan_and_seen_by_its_own_office() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let group = office.group(8).await;
        let wrong = "title=&day=soon&time=10:00&minutes=60&places=1";
        let back = office.world.post(&office.kims, "/groups", wrong).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for told in ["#title", "#day", "#places", "value=\"soon\""] {
            assert!(back.body.contains(told), "{engine}: {told}");
        }
        let mos = office.stranger().await;
        let theirs = office.world.get(&mos, &group).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{engine}");
        let sam = office.world.staff("Sam", Role::Clinician).await;
        let sams = office.world.signed_in(Whose::Staff(sam)).await;
        for cookie in [&sams, &office.adas] {
            let seen = office.world.get(cookie, "/groups").await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{engine}");
        }
    }
}
