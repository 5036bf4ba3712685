//! How fast: an office's own pace, a walk after an outage, and nobody held back by another.

use std::sync::{Arc, Mutex};

use app::programmes::Channel;
use jiff::SignedDuration;
use server::notifications::{Address, Courier, Couriers, Outgoing, Undelivered};
use server::scheduling::store::{self, Pace};
use server::scheduling::{self, run_forever};

use super::office::{Office, Person, until};
use tests::engines;

/// Takes everything, and remembers where it went, in order.
#[derive(Debug, Default)]
struct Taken(Mutex<Vec<String>>);

#[async_trait::async_trait]
impl Courier for Taken {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        let to = match &message.to {
            Address::Push(phone) => phone.endpoint.clone(),
            Address::Email(address) => address.clone(),
            #[allow(unreachable_patterns, reason = "there may be more ways than these")]
            _ => String::new(),
        };
        self.0.lock().unwrap().push(to);
        Ok(())
    }
}

impl Taken {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// Never comes back from a call to a phone whose name is among these; takes the others.
#[derive(Debug)]
struct Stuck(Vec<String>);

#[async_trait::async_trait]
impl Courier for Stuck {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        if let Address::Push(phone) = &message.to
            && self.0.iter().any(|name| phone.endpoint.ends_with(name))
        {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

async fn people(office: &Office, count: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for _ in 0..count {
        people.push(office.with_phone(201).await);
    }
    let (db, now) = (&office.world.app.db, office.world.now());
    scheduling::look(db, now).await.unwrap();
    people
}

async fn choose(office: &Office, pace: Pace) {
    let mut tx = office.world.tx().await;
    let of = &office.world.organisation;
    store::set_pace(&mut tx, of, Channel::Push, pace)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn after_an_outage_messages_leave_at_a_walk_and_the_most_urgent_first() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let pace = Pace {
            per_minute: None,
            late_per_minute: Some(10),
        };
        choose(&office, pace).await;
        let people = people(&office, 14).await;
        // The last of them has the least time left.
        let urgent = &people[13];
        let sql = "update contacts set not_after_at = not_after_at - 86400000
                   where occasion_id in (select id from occasions where subject_id = $1)";
        office.sql(sql, urgent.enrolment.as_str()).await;
        let taken = Arc::new(Taken::default());
        let couriers = Couriers {
            push: taken.clone(),
            ..office.couriers.clone()
        };
        let db = &office.world.app.db;
        // The server was off for three hours.
        let noon = office.at("2026-11-02T11:00:00Z");
        scheduling::round(db, &couriers, noon).await.unwrap();
        assert_eq!(taken.count(), 1, "{engine}: a message every six seconds");
        assert!(
            taken.0.lock().unwrap()[0].ends_with(&urgent.phone),
            "{engine}"
        );
        scheduling::round(db, &couriers, noon + SignedDuration::from_secs(30))
            .await
            .unwrap();
        assert_eq!(taken.count(), 6, "{engine}");
        scheduling::round(db, &couriers, noon + SignedDuration::from_secs(90))
            .await
            .unwrap();
        assert_eq!(taken.count(), 14, "{engine}: each in its turn, and once");
        for person in &people {
            assert_eq!(office.stands(person).await[0].state, "sent", "{engine}");
        }
    }
}

#[tokio::test]
async fn an_office_sends_no_faster_than_it_chose_and_its_other_channels_as_they_like() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let pace = Pace {
            per_minute: Some(2),
            late_per_minute: None,
        };
        choose(&office, pace).await;
        let bo = office.person("bo").await;
        people(&office, 3).await;
        let taken = Arc::new(Taken::default());
        let couriers = Couriers {
            push: taken.clone(),
            ..office.couriers.clone()
        };
        let (db, now) = (&office.world.app.db, office.world.now());
        scheduling::round(db, &couriers, now).await.unwrap();
        assert_eq!((taken.count(), bo.mails().len()), (1, 1), "{engine}");
        scheduling::round(db, &couriers, now + SignedDuration::from_secs(29))
            .await
            .unwrap();
        assert_eq!(taken.count(), 1, "{engine}");
        scheduling::round(db, &couriers, now + SignedDuration::from_secs(60))
            .await
            .unwrap();
        assert_eq!(taken.count(), 3, "{engine}");
    }
}

#[tokio::test]
async fn who_is_slow_holds_back_nobodys_record() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let people = people(&office, 6).await;
        let couriers = Couriers {
            push: Arc::new(Stuck(vec![people[2].phone.clone()])),
            ..office.couriers.clone()
        };
        let (db, now) = (&office.world.app.db, office.world.now());
        let step = scheduling::step(db, &couriers, now, || 0.5);
        // Less than a courier's patience; then the server dies.
        let died = tokio::time::timeout(std::time::Duration::from_secs(3), step).await;
        assert!(died.is_err(), "{engine}: one call has not come back");
        for (number, person) in people.iter().enumerate() {
            let stuck = number == 2;
            let push = &office.stands(person).await[0];
            assert_eq!(
                push.state,
                if stuck { "waiting" } else { "sent" },
                "{engine} {number}"
            );
        }
    }
}

#[tokio::test]
async fn a_dead_push_service_keeps_no_mail_waiting_and_no_other_phone() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let mut stuck = Vec::new();
        for _ in 0..8 {
            stuck.push(office.with_phone(201).await.phone);
        }
        let bo = office.person("bo").await;
        let taken = Arc::new(Taken::default());
        let mut couriers = office.couriers.clone();
        couriers.push = Arc::new(Stuck(stuck));
        couriers.mail = taken.clone();
        let app = office.world.app.clone();
        let running = tokio::spawn(run_forever(app, couriers));
        until("the mail went while the phones hung", async || {
            taken.count() > 0
        })
        .await;
        // Someone who comes later has a phone at a service that works.
        let cy = office.with_phone(201).await;
        let is_sent = async || {
            let stands = office.stands(&cy).await;
            stands.first().is_some_and(|push| push.state == "sent")
        };
        let from = std::time::Instant::now();
        until("the next phone was called", is_sent).await;
        assert!(from.elapsed() < server::scheduling::PATIENCE, "{engine}");
        running.abort();
        assert_eq!(office.ends(&bo).await[0], "email sent", "{engine}");
    }
}
