//! Answering: one question at a time, on any day, by the person who was asked.

mod agreeing;
mod apart;
mod by_link;
mod going_on;
mod importing;
mod in_time;
mod other_ways;
mod own_phone;
mod queued;
mod read_by_staff;
mod tunnel;
mod unsent;

use app::identity::Role;
use app::ids::{EnrolmentId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use jiff::{SignedDuration, Timestamp};
use server::identity::sessions::hash;
use server::identity::store::Whose;
use server::on;
use server::questionnaires::answers::store::{self as answers, Opens};
use server::questionnaires::store;
use server::storage::new_id;
use tests::{Answer, World};

const PROTOCOL: &str = include_str!("../../../app/programmes/koll-pa-formaga.toml");

/// A form with one text of at most ten characters and one number.
const SHORT: &str = r#"{"resourceType": "Questionnaire", "status": "active", "item": [
    {"linkId": "word", "type": "text", "text": "One word?", "maxLength": 10, "required": true},
    {"linkId": "number", "type": "integer", "text": "A number?"}]}"#;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Ada, who takes part, and the office around her.
struct Office {
    world: World,
    programme: ProgrammeId,
    kim: StaffId,
    ada: ParticipantId,
    enrolment: EnrolmentId,
    cookie: String,
}

impl Office {
    async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let programme = world.programme("koll-pa-formaga", PROTOCOL).await;
        let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;
        let cookie = world.signed_in(Whose::Participant(ada.clone())).await;
        world.publish().await;
        let mut tx = world.tx().await;
        store::publish(&mut tx, &world.organisation, "short", 1, SHORT, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Self {
            world,
            programme,
            kim,
            ada,
            enrolment,
            cookie,
        }
    }

    /// Somebody else who takes part, signed in.
    async fn other(&self) -> (ParticipantId, String) {
        let (bo, _) = self
            .world
            .participant("Bo", &self.programme, &self.kim)
            .await;
        let cookie = self.world.signed_in(Whose::Participant(bo.clone())).await;
        (bo, cookie)
    }

    /// An occasion that opens now and lasts two weeks.
    async fn asked(&self, kind: &str, whom: &str, key: &str, collection: &str) -> OccasionId {
        let (id, now) = (new_id(), self.world.now());
        let mut tx = self.world.tx().await;
        let form = store::latest(&mut tx, &self.world.organisation, key)
            .await
            .unwrap();
        on!(&mut tx, db => sqlx::query(
            "insert into occasions (id, organisation_id, programme_id, subject_kind, subject_id,
               rule_id, number, questionnaire_id, collection, due_on, opens_at, closes_at)
             values ($1, $2, $3, $4, $5, $6, 1, $7, $8, '2026-11-02', $9, $10)")
            .bind(&id).bind(self.world.organisation.as_str()).bind(self.programme.as_str())
            .bind(kind).bind(whom).bind(key).bind(form.as_str()).bind(collection)
            .bind(now.as_millisecond()).bind((now + DAY * 14).as_millisecond())
            .execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        OccasionId::new(id)
    }

    async fn ada_is_asked(&self, key: &str, collection: &str) -> OccasionId {
        self.asked("enrolment", self.enrolment.as_str(), key, collection)
            .await
    }

    async fn send(&self, of: &OccasionId, link_id: &str, form: &str) -> Answer {
        self.world
            .post(&self.cookie, &format!("/questions/{of}/{link_id}"), form)
            .await
    }

    async fn open(&self, of: &OccasionId, rest: &str) -> Answer {
        self.world
            .get(&self.cookie, &format!("/questions/{of}{rest}"))
            .await
    }

    /// Link ids and values, as they are kept.
    async fn kept(&self, of: &OccasionId) -> Vec<(String, String)> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as(
            "select link_id, value from answers where occasion_id = $1 order by link_id")
            .bind(of.as_str()).fetch_all(db).await)
        .unwrap()
    }

    async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    /// State and day of an occasion.
    async fn settled(&self, of: &OccasionId) -> (String, Option<String>) {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as("select state, settled_on from occasions where id = $1")
            .bind(of.as_str()).fetch_one(db).await)
        .unwrap()
    }

    async fn right(&self, of: &OccasionId, token: &str, until: Timestamp) {
        let mut tx = self.world.tx().await;
        answers::add_right(&mut tx, of, Opens::Answer, &hash(token), until)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

fn value(link_id: &str, value: &str) -> (String, String) {
    (link_id.to_owned(), value.to_owned())
}
