//! Deadlines on the desk: ticked off by the deed that meets them, late for a reason that is noted.

use server::participants::consents;
use tests::engines;

use super::office::Office;

impl Office {
    async fn desk(&self) -> String {
        self.world.get(&self.kims, "/desk").await.body
    }

    async fn note(&self, deadline: &str, form: &str) -> String {
        let path = format!("/desk/deadlines/{}/{deadline}/1", self.enrolment);
        let answer = self.world.post(&self.kims, &path, form).await;
        assert_eq!(answer.status, 303, "{form}: {}", answer.body);
        answer.location().to_owned()
    }
}

#[tokio::test]
async fn a_deed_that_meets_a_deadline_is_noted_with_one_tap_and_taken_back_with_another() {
    for engine in engines() {
        let office = Office::on(engine).await;
        // Planned to end on 9 November: the closing talk turned amber two weeks before.
        office.course("2026-08-17", "2026-11-09", None).await;
        let desk = office.desk().await;
        for deadline in ["Consent to follow-up", "contact person agreed"] {
            assert!(desk.contains(deadline), "{engine}: {deadline} {desk}");
        }
        let back = office.note("contact-routes", "deed=done").await;
        let noted = office.world.get(&office.kims, &back).await.body;
        assert!(
            noted.contains("It is noted") && noted.contains("Undo"),
            "{engine}: {noted}"
        );
        assert!(!noted.contains("contact person agreed"), "{engine}");
        let page = format!("/people/{}/follow-up", office.ada);
        let page = office.world.get(&office.kims, &page).await.body;
        assert!(page.contains("Met 2 November 2026"), "{engine}: {page}");
        office.note("contact-routes", "deed=undo").await;
        assert!(
            office.desk().await.contains("contact person agreed"),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn the_consent_itself_meets_its_deadline() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.course("2026-08-17", "2026-11-09", None).await;
        assert!(
            office.desk().await.contains("Consent to follow-up"),
            "{engine}"
        );
        let mut tx = office.world.tx().await;
        let kind = app::programmes::ConsentKind::FollowUp;
        consents::store::give(&mut tx, &office.enrolment, kind, office.world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(
            !office.desk().await.contains("Consent to follow-up"),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_late_deadline_rests_for_two_weeks_with_its_reason() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.course("2026-07-27", "2026-10-19", None).await;
        assert!(
            office.desk().await.contains("was due 19 October 2026"),
            "{engine}"
        );
        let path = format!("/desk/deadlines/{}/contact-routes/1", office.enrolment);
        let wrong = office
            .world
            .post(&office.kims, &path, "deed=late&late=bored")
            .await;
        assert_eq!(wrong.status, 422, "{engine}");
        office
            .note("contact-routes", "deed=late&late=illness")
            .await;
        assert!(
            !office.desk().await.contains("contact person agreed"),
            "{engine}"
        );
        office
            .world
            .app
            .clock
            .set("2026-11-17T08:00:00Z".parse().unwrap());
        let office = Office {
            kims: office
                .world
                .signed_in(server::identity::store::Whose::Staff(office.kim.clone()))
                .await,
            ..office
        };
        let desk = office.desk().await;
        assert!(
            desk.contains("contact person agreed"),
            "{engine}: back again"
        );
        assert!(
            desk.contains("too ill right now"),
            "{engine}: with its reason"
        );
    }
}

#[tokio::test]
async fn a_deadline_after_the_end_is_on_the_desk_although_the_course_is_over() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office
            .course("2025-07-27", "2025-10-19", Some("2025-10-19"))
            .await;
        let desk = office.desk().await;
        assert!(desk.contains("One-year follow-up: due"), "{engine}: {desk}");
        let stranger = Office::on(engine).await.kims;
        let path = format!("/desk/deadlines/{}/one-year-follow-up/1", office.enrolment);
        let other = office.world.post(&stranger, &path, "deed=done").await;
        assert_eq!(other.status, 401, "{engine}");
        let unknown = format!("/desk/deadlines/{}/no-such/1", office.enrolment);
        let none = office.world.post(&office.kims, &unknown, "deed=done").await;
        assert_eq!(none.status, 404, "{engine}");
        office.note("one-year-follow-up", "deed=done").await;
        assert!(
            !office.desk().await.contains("One-year follow-up: due"),
            "{engine}"
        );
    }
}
