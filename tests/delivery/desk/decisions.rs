//! People over the machine: by phone, on paper, paused, exempt, and a consent taken back.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::ids::ParticipantId;
use server::notifications::{Courier, Couriers, Outgoing, Undelivered};
use server::participants::consents;
use server::scheduling;
use tests::engines;
use tokio::sync::Notify;

use super::super::office::Office;

#[tokio::test]
async fn whoever_was_talked_to_hears_nothing_until_the_day_that_was_said_or_until_it_is_undone() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        let occasion = office.occasion(&ada).await;
        let form = format!("kind=by-phone&occasion={occasion}&until=2026-11-04");
        office.decide(&ada, &form).await;
        assert_eq!(
            office.run_until("2026-11-04T22:00:00Z").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.run_until("2026-11-05T09:00:00Z").await,
            1,
            "{engine}: the day after"
        );
        office.run_until("2026-11-06T08:30:00Z").await;
        assert_eq!(office.to_call().await.len(), 1, "{engine}");
        office
            .decide(&ada, &format!("kind=by-phone&occasion={occasion}"))
            .await;
        assert_eq!(office.to_call().await, [], "{engine}");
        office.undo(&ada).await;
        assert_eq!(office.to_call().await.len(), 1, "{engine}: undone");
    }
}

#[tokio::test]
async fn what_was_answered_on_paper_is_answered_and_can_be_taken_back() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        let occasion = office.occasion(&ada).await;
        office
            .decide(&ada, &format!("kind=on-paper&occasion={occasion}"))
            .await;
        let ends = ["push sent", "email cancelled", "phone cancelled"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        office.undo(&ada).await;
        let ends = ["push sent", "email waiting", "phone waiting"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        assert_eq!(
            office.run_until("2026-11-03T09:00:00Z").await,
            1,
            "{engine}: the mail after all"
        );
        assert_eq!(ada.pushes().len(), 1, "{engine}: nothing twice");
        let twice = format!("kind=on-paper&occasion={occasion}");
        office.decide(&ada, &twice).await;
        let path = format!("/people/{}/overrides", ada.id);
        let again = office.world.post(&office.kims().await, &path, &twice).await;
        assert_eq!(again.status, 404, "{engine}: it is not open any more");
    }
}

#[tokio::test]
async fn a_pause_ends_by_itself_and_an_exemption_asks_nothing_meanwhile() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office
            .decide(&ada, "kind=paused&reason=hard-time&until=2026-11-03")
            .await;
        assert_eq!(
            office.run_until("2026-11-03T22:30:00Z").await,
            0,
            "{engine}"
        );
        assert!(
            office.run_until("2026-11-04T10:00:00Z").await >= 1,
            "{engine}: over"
        );

        let office = Office::on(engine).await;
        let bo = office.with_phone(201).await;
        assert_eq!(office.tick().await, 1, "{engine}");
        office.dates(&bo, "2026-10-05", "2027-04-05", None).await;
        office
            .decide(&bo, "kind=exempt&reason=away&until=2027-01-31")
            .await;
        // Three months after the start a rating falls due: accounted for, and not asked.
        assert_eq!(
            office.day_by_day("2027-01-20T12:00:00Z").await,
            0,
            "{engine}"
        );
        let before = bo.pushes().len();
        let path = format!("/people/{}/overrides", bo.id);
        let past = office
            .world
            .post(&office.kims().await, &path, "kind=exempt&until=2026-01-01")
            .await;
        assert_eq!(past.status, 422, "{engine}");
        assert!(past.body.contains("That day has passed"), "{engine}");
        office.day_by_day("2027-04-06T12:00:00Z").await;
        assert!(bo.pushes().len() > before, "{engine}: asked again in April");
    }
}

/// Holds the first message until it is let go, and then loses it.
#[derive(Debug, Default)]
struct Slow {
    taken: AtomicUsize,
    holds: Notify,
    goes_on: Notify,
}

#[async_trait::async_trait]
impl Courier for Slow {
    async fn deliver(&self, _: &Outgoing) -> Result<(), Undelivered> {
        self.taken.fetch_add(1, Ordering::SeqCst);
        self.holds.notify_one();
        self.goes_on.notified().await;
        Err(Undelivered::again("the line went dead"))
    }
}

#[tokio::test]
async fn a_consent_taken_back_while_a_courier_is_slow_ends_it_there() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office
            .dates(&ada, "2026-05-04", "2026-12-01", Some("2026-11-02"))
            .await;
        office.agrees(&ada).await;
        office.at("2027-11-02T08:00:00Z");
        let slow = Arc::new(Slow::default());
        let push: Arc<dyn Courier> = slow.clone();
        office.couriers = Couriers {
            push,
            ..office.couriers.clone()
        };
        let (db, now) = (office.world.app.db.clone(), office.world.now());
        scheduling::look(&db, now).await.unwrap();
        let step = scheduling::step(&db, &office.couriers, now, || 0.5);
        let meanwhile = async {
            slow.holds.notified().await;
            let mut tx = office.world.tx().await;
            let kind = app::programmes::ConsentKind::FollowUp;
            consents::store::withdraw(&mut tx, &ada.enrolment, kind, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            slow.goes_on.notify_waiters();
            slow.goes_on.notify_one();
        };
        let both = async { tokio::join!(step, meanwhile) };
        let patience = std::time::Duration::from_secs(20);
        let (stepped, ()) = tokio::time::timeout(patience, both)
            .await
            .expect("a message");
        assert_eq!(stepped.unwrap().sent, 0, "{engine}");
        let taken = slow.taken.load(Ordering::SeqCst);
        for _ in 0..4 {
            slow.goes_on.notify_one();
        }
        office.day_by_day("2027-12-24T12:00:00Z").await;
        assert_eq!(
            slow.taken.load(Ordering::SeqCst),
            taken,
            "{engine}: never tried again"
        );
        let stands = office.stands(&ada).await;
        let follow_up = stands.iter().filter(|it| it.rule == "one-year-follow-up");
        assert!(follow_up.clone().count() > 3, "{engine}");
        for it in follow_up {
            assert_eq!(it.state, "cancelled", "{engine}: {it:?}");
        }
        assert_eq!(
            office.to_call().await,
            Vec::<ParticipantId>::new(),
            "{engine}"
        );
    }
}
