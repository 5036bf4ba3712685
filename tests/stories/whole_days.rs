//! Today as a whole: activities, meetings and their ways, the week, and what is kept of a day.

use app::appointments::NewAppointment;
use app::ids::AppointmentId;
use app::pacing::{Category, CheckIn, Energy, Explanation};
use axum::http::StatusCode;
use jiff::ToSpan;
use server::appointments::store as appointments;
use server::pacing::kept;
use server::storage::new_id;
use tests::{World, engines};

use super::replanning::{Ada, TODAY};

#[tokio::test]
async fn an_activity_is_begun_made_easier_and_made_whole_again() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        let id = ada.plans(&world, "Walk", TODAY, 60).await;
        let to = async |verb: &str| {
            let path = format!("/activities/{id}/{verb}");
            let answer = world.post(&ada.cookie, &path, "").await;
            assert_eq!(answer.location(), "/today", "{engine}: {verb}");
        };
        let easier = ("Round the house".to_owned(), TODAY, 15);
        let whole = ("Walk".to_owned(), TODAY, 60);
        to("start").await;
        assert!(ada.today(&world).await.contains("Under way"), "{engine}");
        to("easier").await;
        to("easier").await;
        assert_eq!(
            ada.days(&world).await,
            std::slice::from_ref(&easier),
            "{engine}"
        );
        to("whole").await;
        assert_eq!(ada.days(&world).await, [whole], "{engine}");
        to("easier").await;
        to("done").await;
        to("whole").await;
        assert_eq!(
            ada.days(&world).await,
            [easier],
            "{engine}: done is as it was done"
        );
    }
}

#[tokio::test]
async fn a_meeting_and_the_way_there_take_their_share_of_the_day() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        let new = NewAppointment {
            title: "Talk about sleep".into(),
            place: "Room 2".into(),
            directions: "Bus 5 to the square".into(),
            travel: 30,
            demand: Category::Heavy,
            starts_at: "2026-11-02T12:00:00Z".parse().unwrap(),
            minutes: 60,
            ..NewAppointment::default()
        };
        let id = AppointmentId::new(new_id());
        let mut tx = world.tx().await;
        let now = world.now();
        appointments::book(&mut tx, &id, &ada.enrolment, &ada.kim, &new, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = ada.today(&world).await;
        // An hour of something heavy is six points, an hour on the way two.
        for said in [
            "Bus 5 to the square",
            "On the way: 30 minutes",
            "about 8 points",
            "Kim Østergaard",
            "KØ",
        ] {
            assert!(page.contains(said), "{engine}: no {said:?} in {page}");
        }
        assert!(
            page.contains("The rest of the plan takes about 8 points"),
            "{engine}"
        );
        let offers = page.matches(&format!("/activities/{id}")).count();
        assert_eq!(offers, 0, "{engine}: a meeting is not ticked off");
    }
}

#[tokio::test]
async fn a_programme_counts_by_its_own_constants_and_each_day_keeps_what_it_was_made_from() {
    for engine in engines() {
        let world = World::on(engine).await;
        let own = "[pacing]\nversion = 7\nlight = 2.0\n";
        let ada = Ada::on(&world, own).await;
        ada.plans(&world, "Walk", TODAY, 60).await;
        ada.answers(&world, 5).await;
        let page = ada.today(&world).await;
        assert!(page.contains("Costs 4 points"), "{engine}: {page}");
        let text = async || {
            let mut tx = world.tx().await;
            let kept = kept::store::kept(&mut tx, &ada.id, TODAY).await.unwrap();
            kept.expect("a day")
        };
        let first = text().await;
        let inputs: Explanation = serde_json::from_str(&first.inputs).unwrap();
        assert_eq!(
            (inputs.constants, inputs.baseline.get()),
            (7, 10.0),
            "{engine}"
        );
        assert_eq!(
            inputs.check_in.and_then(CheckIn::energy),
            Energy::new(5),
            "{engine}"
        );
        ada.today(&world).await;
        assert_eq!(
            text().await,
            first,
            "{engine}: looking again keeps nothing new"
        );
        ada.answers(&world, 1).await;
        ada.today(&world).await;
        assert_ne!(text().await.inputs, first.inputs, "{engine}");
    }
}

#[tokio::test]
async fn the_week_is_a_picture_and_the_same_numbers_in_a_table() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        ada.plans(&world, "Washing", TODAY + 2.days(), 420).await;
        let answer = world.get(&ada.cookie, "/today/week").await;
        assert_eq!(answer.status, StatusCode::OK, "{engine}: {}", answer.body);
        let page = answer.body;
        assert_eq!(page.matches("class=\"planned\"").count(), 7, "{engine}");
        assert_eq!(page.matches("<th scope=\"row\">").count(), 7, "{engine}");
        assert!(
            page.contains("Wednesday: a lot is planned"),
            "{engine}: {page}"
        );
        assert!(page.contains("48 of 60 points"), "{engine}: {page}");
        let nobody = world.get("", "/today/week").await;
        assert_ne!(nobody.status, StatusCode::OK, "{engine}");
    }
}

#[tokio::test]
async fn telling_the_coordinator_begins_a_message_and_sends_nothing() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        let page = world.get(&ada.cookie, "/messages?about=mornings").await;
        assert!(
            page.body.contains("mornings have been low"),
            "{engine}: {}",
            page.body
        );
        let mut tx = world.tx().await;
        let sent = server::messages::store::latest(&mut tx, &ada.id, 10)
            .await
            .unwrap();
        assert!(sent.is_empty(), "{engine}");
    }
}
