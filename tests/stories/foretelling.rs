//! Staff look at the months to come: an invented person of a programme, or a real one.

use app::identity::Role;
use app::programmes::{Channel, ConsentKind};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use server::identity::store::Whose;
use server::notifications::Couriers;
use server::on;
use server::participants::consents::store as consents;
use server::scheduling::{self, store};
use tests::engines;

use super::office::Office;

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

impl Office {
    async fn page(&self, path: &str) -> String {
        let answer = self.world.get(&self.kims, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// The scheduler does its work at every moment at which there is some.
    async fn lives_until(&self, end: Timestamp) {
        let (world, db) = (&self.world, &self.world.app.db);
        let couriers = Couriers::of(&world.app.settings, db).await.unwrap();
        loop {
            let mut tx = db.read().await.unwrap();
            let mut next = store::next_look(&mut tx).await.unwrap();
            for channel in [Channel::Push, Channel::Email, Channel::Sms] {
                let tried = store::next_try(&mut tx, channel).await.unwrap();
                next = next.into_iter().chain(tried).min();
            }
            drop(tx);
            let Some(next) = next.filter(|next| *next < end) else {
                return;
            };
            let now = next.max(world.now() + SignedDuration::from_secs(1));
            world.app.clock.set(now);
            scheduling::round(db, &couriers, now).await.unwrap();
        }
    }
}

/// An instant as the page tells it.
fn local(ms: i64) -> String {
    let zone = TimeZone::get("Europe/Copenhagen").unwrap();
    let at = Timestamp::from_millisecond(ms).unwrap().to_zoned(zone);
    at.strftime("%Y-%m-%dT%H:%M").to_string()
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
async fn two_questionnaires_of_one_morning_and_a_pause_are_foretold_as_they_then_leave() {
    for engine in engines() {
        let office = Office::asking(engine, PROTOCOL).await;
        let world = &office.world;
        office.course("2026-11-02", "2027-10-29", None).await;
        // On the first morning Ada asks for silence for two days.
        let mut tx = world.tx().await;
        let last = Some("2026-11-04".parse().unwrap());
        consents::set_pause(&mut tx, &office.ada, Some("wish"), last)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut told = Vec::new();
        let mut merged = Vec::new();
        for ahead in 0..=9 {
            let page = office
                .page(&format!("/people/{}/preview?ahead={ahead}", office.ada))
                .await;
            if ahead == 0 {
                assert!(page.contains("paused to the end of"), "{engine}: {page}");
                assert!(page.contains("Waits for the end of the pause."), "{engine}");
                assert!(!page.contains("<time datetime=\"2026-11-02"), "{engine}");
            }
            let lines = page.split("<time datetime=\"").skip(1);
            let mails = lines.filter(|line| line.contains("e-mail"));
            for line in mails {
                told.push(line[..16].to_owned());
                if line.contains("One message for all of them.") {
                    merged.push(line.to_owned());
                }
            }
        }
        // Each quarter brings two.
        assert_eq!(merged.len(), 3, "{engine}: {merged:?}");
        assert!(merged[0].starts_with("2027-02-02T"), "{engine}: {merged:?}");
        let about = merged[0].matches("</b>").count();
        assert_eq!(about, 2, "{engine}: {merged:?}");
        office
            .lives_until("2027-09-01T00:00:00Z".parse().unwrap())
            .await;
        let mut tx = world.tx().await;
        let sent: Vec<i64> = on!(&mut tx, db => sqlx::query_scalar(
            "select ended_at from contacts
             where person_id = $1 and state = 'sent' and channel = 'email' order by ended_at")
            .bind(office.ada.as_str())
            .fetch_all(db)
            .await)
        .unwrap();
        let sent: Vec<String> = sent.into_iter().map(local).collect();
        assert_eq!(told, sent, "{engine}");
        assert!(told.len() > 3 && told[0] == "2026-11-05T09:00", "{told:?}");
    }
}

#[tokio::test]
async fn what_is_foretold_for_a_person_is_what_the_scheduler_then_plans() {
    for engine in engines() {
        let office = Office::asking(engine, PROTOCOL).await;
        office
            .course("2026-05-04", "2026-10-30", Some("2026-11-02"))
            .await;
        let (world, now) = (&office.world, office.world.now());
        let mut tx = world.tx().await;
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
        for local in planned.into_iter().map(local) {
            assert!(told.contains(&local), "{engine}: {local} not in {told:?}");
        }
    }
}
