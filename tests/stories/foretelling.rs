//! Staff look at the months to come: an invented person of a programme, or a real one.

use app::identity::Role;
use app::participants::{Dates, EndReason, NewDates};
use app::programmes::ConsentKind;
use jiff::civil::Date;
use server::identity::store::Whose;
use server::on;
use server::participants::consents::store as consents;
use server::participants::store as participants;
use tests::engines;

use super::office::Office;

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

impl Office {
    async fn page(&self, path: &str) -> String {
        let answer = self.world.get(&self.kims, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }
}

#[tokio::test]
async fn staff_slide_over_the_months_of_a_programme_without_a_script() {
    for engine in engines() {
        let office = Office::asking(engine, PROTOCOL).await;
        let preview = format!("/programmes/{}/preview", office.programme);
        for page in ["/status", "/surveys"] {
            assert!(office.page(page).await.contains("href=\"/programmes\""));
        }
        let first = office.world.get(&office.kims, "/programmes").await;
        assert_eq!(first.location(), preview, "{engine}");
        let now = office.page(&preview).await;
        assert!(now.contains("November 2026"), "{engine}: {now}");
        assert!(now.contains("type=\"range\"") && now.contains("rel=\"next\""));
        assert!(
            !now.contains("rel=\"prev\""),
            "{engine}: nothing before today"
        );
        assert!(!now.contains("<leptos-island"), "{engine}");
        // Half a year of course from 2 November, and a year on: the whole ladder, letter included.
        let mut seen = String::new();
        for ahead in 17..=21 {
            seen += &office.page(&format!("{preview}?ahead={ahead}")).await;
        }
        for said in [
            "to the participant",
            "to the agreed contact person",
            "letter",
            "tries",
            "Only if there is no answer yet.",
            "Tells that questions are coming.",
        ] {
            assert!(seen.contains(said), "{engine}: {said}");
        }
        // Whatever is typed into the address is some month.
        for odd in ["-1", "9999", "soon", ""] {
            let path = format!("{preview}?ahead={odd}");
            assert!(office.page(&path).await.contains("type=\"range\""));
        }
        let none = office
            .world
            .get(&office.kims, "/programmes/none/preview")
            .await;
        assert_eq!(none.status, 404, "{engine}");
        let manager = office.world.staff("Mette", Role::Manager).await;
        let metes = office.world.signed_in(Whose::Staff(manager)).await;
        let refused = office.world.get(&metes, &preview).await;
        assert_eq!(refused.status, 403, "{engine}: results only");
    }
}

#[tokio::test]
async fn what_is_foretold_for_a_person_is_what_the_scheduler_then_plans() {
    for engine in engines() {
        let office = Office::asking(engine, PROTOCOL).await;
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        let dates = NewDates {
            dates: Dates {
                included: day("2026-05-04"),
                started: day("2026-05-04"),
                planned_end: day("2026-10-30"),
                ended: day("2026-11-02"),
                ..Dates::default()
            },
            end_reason: Some(EndReason::Completed),
        };
        let (world, now) = (&office.world, office.world.now());
        let mut tx = world.tx().await;
        participants::set_dates(&mut tx, &office.enrolment, &dates, now)
            .await
            .unwrap();
        let follow_up = ConsentKind::FollowUp;
        consents::give(&mut tx, &office.enrolment, follow_up, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let preview = format!("/people/{}/preview", office.ada);
        let care = office
            .page(&format!("/people/{}/follow-up", office.ada))
            .await;
        assert!(care.contains(&preview), "{engine}: {care}");
        let past = office.page(&format!("{preview}?ahead=-6")).await;
        assert!(past.contains("May 2026"), "{engine}: {past}");
        let mut told = Vec::new();
        for ahead in 11..=15 {
            let page = office.page(&format!("{preview}?ahead={ahead}")).await;
            let times = page.split("<time datetime=\"").skip(1);
            told.extend(times.filter_map(|it| Some(it.split_once('"')?.0.to_owned())));
        }
        // The scheduler looks as the first of it falls due, and plans the same.
        world.app.clock.set("2027-10-18T22:00:00Z".parse().unwrap());
        server::scheduling::look(&world.app.db, world.now())
            .await
            .unwrap();
        let mut tx = world.tx().await;
        let planned: Vec<i64> = on!(&mut tx, db => sqlx::query_scalar(
            "select c.planned_at from contacts c join occasions o on o.id = c.occasion_id
             where o.subject_id = $1 and o.rule_id = 'one-year-follow-up' order by c.planned_at")
            .bind(office.enrolment.as_str())
            .fetch_all(db)
            .await)
        .unwrap();
        drop(tx);
        assert!(planned.len() > 4, "{engine}: {planned:?}");
        let zone = jiff::tz::TimeZone::get("Europe/Copenhagen").unwrap();
        for at in planned {
            let at = jiff::Timestamp::from_millisecond(at).unwrap();
            let local = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M");
            let local = local.to_string();
            assert!(told.contains(&local), "{engine}: {local} not in {told:?}");
        }
    }
}
