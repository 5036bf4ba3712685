//! An office that sends: real couriers, a shipped programme, and people with phones.

use app::identity::Role;
use app::ids::{EnrolmentId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use app::participants::{Dates, EndReason, NewDates};
use app::programmes::ConsentKind;
use app::scheduling::RemindersSay;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use server::config::Given;
use server::notifications::Couriers;
use server::notifications::store::{NewSubscription, subscribe};
use server::on;
use server::organisations::store::set_reminders_say;
use server::participants::{consents, store as participants};
use server::scheduling::{self, store};
use server::storage::new_id;
use tests::{World, database};

use super::peers::PEERS;

/// Push at once, mail after a day, a call after four; the follow-up a year after the end.
pub const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// An office with its couriers.
pub struct Office {
    pub world: World,
    pub couriers: Couriers,
    pub programme: ProgrammeId,
    pub kim: StaffId,
}

/// Someone who takes part.
#[derive(Clone)]
pub struct Person {
    pub id: ParticipantId,
    pub enrolment: EnrolmentId,
    pub email: String,
    /// The name of the person's browser at the push service.
    pub phone: String,
}

/// How one contact stands.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stand {
    pub rule: String,
    pub step: i64,
    pub channel: String,
    pub state: String,
    pub reason: String,
    pub epoch: i64,
    pub attempts: i64,
    pub due_at: i64,
    pub try_at: i64,
}

/// Waits until it is so, for as long as somebody who tests has patience.
pub async fn until(what: &str, done: impl AsyncFn() -> bool) {
    let waited = tokio::time::timeout(std::time::Duration::from_secs(20), async {
        while !done().await {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    });
    assert!(waited.await.is_ok(), "{what}");
}

impl Office {
    /// On a Monday at nine in Copenhagen, with nobody in it but Kim.
    pub async fn on(engine: &str) -> Self {
        let given = Given {
            data: Some(std::env::temp_dir().join(format!("dagsform-test-{}", new_id()))),
            database_url: Some(database(engine).await),
            mail_url: Some(format!("smtp://127.0.0.1:{}", PEERS.smtp)),
            mail_from: Some("no-reply@dagsform.example".to_owned()),
            push_allow: vec![format!("127.0.0.1:{}", PEERS.push)],
            ..Given::default()
        };
        Self::with(given).await
    }

    /// An office of an installation with settings of its own.
    pub async fn with(given: Given) -> Self {
        let world = World::with(given.checked().unwrap()).await;
        let couriers = Couriers::of(&world.app.settings, &world.app.db)
            .await
            .unwrap();
        let programme = world.programme("ishoj-sme", PROTOCOL).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        world.publish().await;
        Self {
            world,
            couriers,
            programme,
            kim,
        }
    }

    /// Someone new, included today, without a phone that takes messages.
    pub async fn person(&self, mailbox: &str) -> Person {
        let name = format!("{mailbox}{}", uuid::Uuid::now_v7().simple());
        let (id, enrolment) = self
            .world
            .participant(&name, &self.programme, &self.kim)
            .await;
        let email = format!("{}@example.org", name.to_lowercase());
        Person {
            id,
            enrolment,
            email,
            phone: name,
        }
    }

    /// Someone new whose phone takes messages; the push service answers with `status`.
    pub async fn with_phone(&self, status: u16) -> Person {
        let person = self.person("ada").await;
        self.phone(&person, status).await;
        person
    }

    /// The person says yes to messages on a phone.
    pub async fn phone(&self, person: &Person, status: u16) {
        let endpoint = format!("http://127.0.0.1:{}/{status}/{}", PEERS.push, person.phone);
        let new = NewSubscription {
            endpoint: &endpoint,
            p256dh: &PEERS.p256dh,
            auth: &PEERS.auth,
        };
        let mut tx = self.world.tx().await;
        subscribe(&mut tx, &person.id, &new, self.world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// How many phones of this person are kept.
    pub async fn phones(&self, person: &Person) -> usize {
        let mut tx = self.world.tx().await;
        let of = person.id.as_str();
        let phones = server::notifications::store::subscriptions_of(&mut tx, &[of]).await;
        phones.unwrap().get(of).map_or(0, Vec::len)
    }

    /// Staff pause messages to a person for a reason, or let them go on.
    pub async fn pause(&self, person: &Person, why: Option<&str>) {
        let mut tx = self.world.tx().await;
        consents::store::set_pause(&mut tx, &person.id, why, None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Whether the office lets people answer reminders and offers by a link.
    pub async fn takes_replies(&self, reply: bool) {
        let mut tx = self.world.tx().await;
        let say = RemindersSay { reply, time: false };
        set_reminders_say(&mut tx, &self.world.organisation, say)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Takes the address away.
    pub async fn without_email(&self, person: &Person) {
        self.sql(
            "update participants set email = null where id = $1",
            person.id.as_str(),
        )
        .await;
    }

    /// Changes something directly, as another room would.
    pub async fn sql(&self, statement: &'static str, of: &str) {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query(statement).bind(of).execute(db).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
    }

    /// The office's clock shows this instant.
    pub fn at(&self, instant: &str) -> Timestamp {
        self.world.app.clock.set(instant.parse().unwrap());
        self.world.now()
    }

    /// One tick of the scheduler: a look, and steps until nothing is due. Returns how many
    /// messages were handed over.
    pub async fn tick(&self) -> usize {
        let (db, now) = (&self.world.app.db, self.world.now());
        scheduling::look(db, now).await.unwrap();
        let mut sent = 0;
        loop {
            let stepped = scheduling::step(db, &self.couriers, now, || 0.5)
                .await
                .unwrap();
            sent += stepped.sent;
            if stepped.due == 0 {
                return sent;
            }
        }
    }

    /// Moves the clock and ticks.
    pub async fn tick_at(&self, instant: &str) -> usize {
        self.at(instant);
        self.tick().await
    }

    /// Ticks every half hour from now on until `instant`, as a server that never sleeps.
    pub async fn run_until(&self, instant: &str) -> usize {
        let end: Timestamp = instant.parse().unwrap();
        let mut sent = 0;
        while self.world.now() < end {
            let next = (self.world.now() + SignedDuration::from_mins(30)).min(end);
            self.world.app.clock.set(next);
            sent += self.tick().await;
        }
        sent
    }

    /// Sends a questionnaire by hand and returns the occasion.
    pub async fn by_hand(&self, person: &Person, questionnaire: &str) -> OccasionId {
        let mut tx = self.world.tx().await;
        let to = [person.enrolment.clone()];
        let now = self.world.now();
        let sent = scheduling::send_now(&mut tx, questionnaire, &to, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        sent.into_iter().next().unwrap().1.unwrap()
    }

    /// Registers the course of a person.
    pub async fn dates(&self, person: &Person, started: &str, planned: &str, ended: Option<&str>) {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let new = NewDates {
            dates: Dates {
                included: Some(day(started)),
                started: Some(day(started)),
                planned_end: Some(day(planned)),
                ended: ended.map(day),
                ..Dates::default()
            },
            end_reason: ended.map(|_| EndReason::Completed),
        };
        let mut tx = self.world.tx().await;
        let now = self.world.now();
        participants::set_dates(&mut tx, &person.enrolment, &new, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The person agrees to be asked a year later.
    pub async fn agrees(&self, person: &Person) {
        let mut tx = self.world.tx().await;
        let now = self.world.now();
        let kind = ConsentKind::FollowUp;
        consents::store::give(&mut tx, &person.enrolment, kind, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The person answers everything that is open, as the questionnaires' room notes it.
    pub async fn answers(&self, person: &Person) {
        let (mut tx, now) = (self.world.tx().await, self.world.now());
        let statement = "update occasions set state = 'answered', settled_on = '2026-11-03'
                         where subject_id = $1 and state = 'open' returning id";
        let open: Vec<String> = on!(&mut tx, db => sqlx::query_scalar(statement)
            .bind(person.enrolment.as_str())
            .fetch_all(db)
            .await)
        .unwrap();
        for id in open {
            store::settled(&mut tx, &OccasionId::new(id), now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// How every contact of a person stands, by rule and step.
    pub async fn stands(&self, person: &Person) -> Vec<Stand> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as(
            "select o.rule_id as rule, c.step, c.channel, c.state, c.reason, c.epoch, c.attempts,
                    c.due_at, c.try_at
             from contacts c join occasions o on o.id = c.occasion_id
             where o.subject_id = $1 order by o.rule_id, o.number, c.step")
            .bind(person.enrolment.as_str())
            .fetch_all(db)
            .await)
        .unwrap()
    }

    /// The channel and the end of each contact of a person.
    pub async fn ends(&self, person: &Person) -> Vec<String> {
        let stands = self.stands(person).await;
        stands
            .iter()
            .map(|it| format!("{} {}", it.channel, it.state))
            .collect()
    }

    /// Who is on the phone list now.
    pub async fn to_call(&self) -> Vec<ParticipantId> {
        let mut tx = self.world.tx().await;
        let (office, now) = (&self.world.organisation, self.world.now());
        let list = store::phone_list(&mut tx, office, now).await.unwrap();
        list.into_iter()
            .map(|call| ParticipantId::new(call.participant_id))
            .collect()
    }
}

impl Person {
    /// The mails that this person got.
    pub fn mails(&self) -> Vec<Value> {
        PEERS.mails_to(&self.email)
    }

    /// The pushes that this person's phone got, or refused.
    pub fn pushes(&self) -> Vec<Value> {
        PEERS.pushes_to(&self.phone)
    }
}
