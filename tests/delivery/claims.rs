//! Several servers on one database: one message, whoever crashes and whoever is late.

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use server::notifications::{Courier, Couriers, Outgoing, Undelivered};
use server::scheduling::{self, Stepped};
use server::storage::Db;

use super::office::Office;
use tests::engines;

#[tokio::test(flavor = "multi_thread")]
async fn one_message_however_many_servers_run() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let mut people = Vec::new();
        for _ in 0..5 {
            people.push(office.with_phone(201).await);
        }
        let (db, now) = (office.world.app.db.clone(), office.world.now());
        let looks = (0..4).map(|_| scheduling::look(&db, now));
        for looked in futures::future::join_all(looks).await {
            looked.unwrap();
        }
        let steps = (0..8).map(|_| {
            let (db, couriers) = (db.clone(), office.couriers.clone());
            tokio::spawn(async move { scheduling::step(&db, &couriers, now, || 0.5).await })
        });
        let mut sent = 0;
        for stepped in futures::future::join_all(steps).await {
            sent += stepped.unwrap().unwrap().sent;
        }
        assert_eq!(sent, 5, "{engine}: recorded once for each");
        for person in &people {
            assert_eq!(
                person.pushes().len(),
                1,
                "{engine}: handed over once to each"
            );
            assert_eq!(
                office.stands(person).await.len(),
                3,
                "{engine}: and issued once"
            );
        }
    }
}

/// Takes so long that another server takes over while it is at it.
#[derive(Debug)]
struct Sleeper {
    db: Db,
    others: Couriers,
    /// What the other server did.
    other_did: Mutex<Option<Stepped>>,
    /// What it says once it is awake.
    says: Result<(), Undelivered>,
}

impl Sleeper {
    async fn on(office: &Office, says: Result<(), Undelivered>) -> (Arc<Self>, Couriers) {
        let (db, now) = (office.world.app.db.clone(), office.world.now());
        scheduling::look(&db, now).await.unwrap();
        let sleeper = Arc::new(Self {
            db,
            others: office.couriers.clone(),
            other_did: Mutex::default(),
            says,
        });
        let couriers = Couriers {
            mail: office.couriers.mail.clone(),
            push: sleeper.clone(),
            sms: office.couriers.sms.clone(),
        };
        (sleeper, couriers)
    }
}

#[async_trait::async_trait]
impl Courier for Sleeper {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        let later = message.at + SignedDuration::from_secs(31);
        let step = scheduling::step(&self.db, &self.others, later, || 0.5).await;
        *self.other_did.lock().unwrap() = Some(step.expect("a step"));
        self.says.clone()
    }
}

#[tokio::test]
async fn a_server_that_wakes_up_late_changes_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let failed = Err(Undelivered::GiveUp("woke up and found it failed".into()));
        let (sleeper, couriers) = Sleeper::on(&office, failed).await;
        let (db, now) = (&office.world.app.db, office.world.now());
        let stepped = scheduling::step(db, &couriers, now, || 0.5).await.unwrap();
        assert_eq!(stepped, Stepped { due: 1, sent: 0 }, "{engine}");
        let took_over = Some(Stepped { due: 1, sent: 1 });
        assert_eq!(*sleeper.other_did.lock().unwrap(), took_over, "{engine}");
        let push = &office.stands(&ada).await[0];
        assert_eq!(
            push.state, "sent",
            "{engine}: what the late one says counts for nothing"
        );
        assert_eq!((push.epoch, push.attempts), (2, 2), "{engine}");
        assert_eq!(ada.pushes().len(), 1, "{engine}");
    }
}

#[tokio::test]
async fn what_a_late_server_handed_over_is_still_the_concern_of_whoever_holds_it_now() {
    for engine in engines() {
        let office = Office::on(engine).await;
        // The one that took over was told to come again later.
        let ada = office.with_phone(503).await;
        let (sleeper, couriers) = Sleeper::on(&office, Ok(())).await;
        let (db, now) = (&office.world.app.db, office.world.now());
        let stepped = scheduling::step(db, &couriers, now, || 0.5).await.unwrap();
        assert_eq!(stepped, Stepped { due: 1, sent: 0 }, "{engine}: not ours");
        let took_over = Some(Stepped { due: 1, sent: 0 });
        assert_eq!(*sleeper.other_did.lock().unwrap(), took_over, "{engine}");
        let push = &office.stands(&ada).await[0];
        assert_eq!(push.state, "waiting", "{engine}: {push:?}");
        assert_eq!((push.epoch, push.attempts), (2, 2), "{engine}");
        let again = (now + SignedDuration::from_secs(31)).as_millisecond();
        assert!(push.try_at > again, "{engine}: as the second one left it");
    }
}

/// Dies in the middle of every call, as a server does that loses its power.
#[derive(Debug)]
struct Crash;

#[async_trait::async_trait]
impl Courier for Crash {
    async fn deliver(&self, _: &Outgoing) -> Result<(), Undelivered> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_crash_in_the_middle_is_a_counted_try_and_five_are_enough() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let (db, mut now) = (office.world.app.db.clone(), office.world.now());
        scheduling::look(&db, now).await.unwrap();
        let couriers = Couriers {
            mail: office.couriers.mail.clone(),
            push: Arc::new(Crash),
            sms: office.couriers.sms.clone(),
        };
        for _ in 0..5 {
            // The claim is committed by then; the process goes before the call comes back.
            let died = tokio::time::timeout(
                std::time::Duration::from_millis(1500),
                scheduling::step(&db, &couriers, now, || 0.5),
            );
            assert!(died.await.is_err(), "{engine}: still calling");
            let push = office.stands(&ada).await[0].clone();
            assert_eq!(push.state, "waiting", "{engine}");
            let early = scheduling::step(&db, &office.couriers, now, || 0.5)
                .await
                .unwrap();
            assert_eq!(early.due, 0, "{engine}: the lease holds");
            now += SignedDuration::from_secs(31);
        }
        office.world.app.clock.set(now);
        office.tick().await;
        let ends = ["push given_up", "email sent", "phone waiting"];
        assert_eq!(
            office.ends(&ada).await,
            ends,
            "{engine}: it does not block the ladder"
        );
        assert_eq!(ada.pushes().len(), 0, "{engine}");
    }
}

#[tokio::test]
async fn a_consent_that_is_taken_back_stops_what_is_claimed_already() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office
            .dates(&ada, "2026-05-04", "2026-12-01", Some("2026-11-02"))
            .await;
        office.agrees(&ada).await;
        office.at("2027-11-02T08:00:00Z");
        scheduling::look(&office.world.app.db, office.world.now())
            .await
            .unwrap();
        let due = office.stands(&ada).await;
        assert!(
            due.iter()
                .any(|it| it.rule == "one-year-follow-up" && it.channel == "push")
        );
        // In the very transaction that claims the message, the consent goes.
        withdraw_when_claimed(&office).await;
        let before = ada.pushes().len();
        assert_eq!(office.tick().await, 0, "{engine}");
        assert_eq!(
            ada.pushes().len(),
            before,
            "{engine}: claimed, and not handed over"
        );
        assert_eq!(ada.mails().len(), 0, "{engine}");
        let stands = office.stands(&ada).await;
        let claimed = |it: &&super::office::Stand| it.reason == "no consent" && it.epoch == 1;
        let stopped = stands.iter().find(claimed);
        let stopped = stopped.unwrap_or_else(|| panic!("{engine}: {stands:?}"));
        assert_eq!(
            (stopped.state.as_str(), stopped.attempts),
            ("cancelled", 1),
            "{engine}"
        );
        assert_eq!(
            office.run_until("2027-11-22T09:00:00Z").await,
            0,
            "{engine}"
        );
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: nor is anybody called"
        );
    }
}

async fn withdraw_when_claimed(office: &Office) {
    let mut tx = office.world.tx().await;
    match &mut tx {
        server::storage::Tx::Sqlite(tx) => {
            sqlx::query(
                "create trigger taken_back after update on contacts when new.leased_until is not null
                 begin update consents set withdrawn_at = 1; end",
            )
            .execute(&mut **tx)
            .await
            .unwrap();
        }
        server::storage::Tx::Postgres(tx) => {
            sqlx::query(
                "create function taken_back() returns trigger language plpgsql as
                 'begin update consents set withdrawn_at = 1; return null; end'",
            )
            .execute(&mut **tx)
            .await
            .unwrap();
            sqlx::query(
                "create trigger taken_back after update on contacts for each row
                 when (new.leased_until is not null) execute function taken_back()",
            )
            .execute(&mut **tx)
            .await
            .unwrap();
        }
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn all_servers_of_an_installation_push_with_one_key() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let db = &office.world.app.db;
        let keys = (0..4).map(|_| server::notifications::vapid::key(db));
        let keys: Vec<String> = futures::future::join_all(keys)
            .await
            .into_iter()
            .map(|key| key.unwrap().public().to_owned())
            .collect();
        assert!(keys.iter().all(|key| *key == keys[0]), "{engine}: {keys:?}");
        let ada = office.with_phone(201).await;
        office.tick().await;
        assert_eq!(ada.pushes()[0]["claims"]["key"], keys[0], "{engine}");
    }
}

#[tokio::test]
async fn the_loop_sends_by_itself() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let app = office.world.app.clone();
        let running = tokio::spawn(scheduling::run_forever(app, office.couriers.clone()));
        let arrived = async {
            while ada.pushes().is_empty() {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        };
        let patience = std::time::Duration::from_secs(20);
        let arrived = tokio::time::timeout(patience, arrived).await;
        assert!(arrived.is_ok(), "{engine}: nobody called for it");
        running.abort();
    }
}
