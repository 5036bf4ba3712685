//! Other systems of an office: let in by a token, and no further than they may.

mod answering;
mod document;
mod from_lforms;
mod hiding;
mod peers;
mod publishing;
mod reading;
mod tokens;

use app::ids::{EnrolmentId, OccasionId, OrganisationId};
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Method, Request};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use server::api::{May, store as api};
use server::identity::sessions::hash;
use server::on;
use server::questionnaires::store;
use server::storage::new_id;
use tests::Answer;

use super::office::Office;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const OCCASION: &str = "https://dagsform.example/fhir/occasion";

/// A form of another system, with a condition, a hidden question and a choice.
pub const SLEEP: &str = r#"{"resourceType": "Questionnaire", "status": "active", "title": "Sleep",
  "url": "https://clinic.example/fhir/Questionnaire/sleep", "version": "1",
  "extension": [{"url": "https://dagsform.example/fhir/licence", "extension": [
    {"url": "terms", "valueString": "ours"}, {"url": "requiresAttestation", "valueBoolean": false}]}],
  "item": [
    {"linkId": "slept", "type": "boolean", "text": "Did you sleep?", "required": true},
    {"linkId": "hours", "type": "decimal", "text": "How many hours?",
     "enableWhen": [{"question": "slept", "operator": "=", "answerBoolean": true}],
     "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 24}]},
    {"linkId": "why", "type": "text", "text": "What kept you awake?", "maxLength": 20,
     "enableWhen": [{"question": "slept", "operator": "=", "answerBoolean": false}]},
    {"linkId": "machine", "type": "string", "text": "For machines",
     "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}]},
    {"linkId": "more", "type": "group", "text": "More", "item": [
      {"linkId": "mood", "type": "choice", "text": "How are you?", "answerOption": [
        {"valueCoding": {"system": "https://clinic.example/mood", "code": "good", "display": "Good"}},
        {"valueCoding": {"system": "https://clinic.example/mood", "code": "bad", "display": "Bad"}}]}]}]}"#;

/// An office with Ada in it, and a system that may write.
struct Clinic {
    office: Office,
    /// May write.
    writes: String,
    /// May read.
    reads: String,
}

impl Clinic {
    async fn on(engine: &str) -> Self {
        let office = Office::on(engine).await;
        office.world.publish().await;
        let mut clinic = Self {
            office,
            writes: String::new(),
            reads: String::new(),
        };
        clinic.writes = clinic.token("Clinic", May::Write, None).await;
        clinic.reads = clinic.token("Statistics", May::Read, None).await;
        clinic.publish("sleep", 1, SLEEP).await;
        clinic
    }

    async fn token(&self, name: &str, may: May, until: Option<Timestamp>) -> String {
        let office = self.office.world.organisation.clone();
        self.token_of(&office, name, may, until).await
    }

    async fn token_of(
        &self,
        office: &OrganisationId,
        name: &str,
        may: May,
        until: Option<Timestamp>,
    ) -> String {
        let world = &self.office.world;
        let token = format!("dagsform_{}", new_id());
        let mut tx = world.tx().await;
        api::add_token(
            &mut tx,
            office,
            (name, may),
            &hash(&token),
            until,
            world.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        token
    }

    async fn publish(&self, key: &str, version: i64, document: &str) {
        let world = &self.office.world;
        let mut tx = world.tx().await;
        store::publish(
            &mut tx,
            &world.organisation,
            key,
            version,
            document,
            world.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Ada is asked from now on, for two weeks.
    async fn asked(&self, key: &str, collection: &str) -> OccasionId {
        let rule = format!("rule-{}", new_id());
        self.asked_by(&rule, key, collection, None).await
    }

    async fn asked_by(
        &self,
        rule: &str,
        key: &str,
        collection: &str,
        needs: Option<&str>,
    ) -> OccasionId {
        let (id, world) = (new_id(), &self.office.world);
        let now = world.now();
        let mut tx = world.tx().await;
        let form = store::latest(&mut tx, &world.organisation, key)
            .await
            .unwrap();
        on!(&mut tx, db => sqlx::query(
            "insert into occasions (id, organisation_id, programme_id, subject_kind, subject_id,
               rule_id, number, questionnaire_id, collection, needs, due_on, opens_at, closes_at)
             values ($1, $2, $3, 'enrolment', $4, $5, 1, $6, $7, $8, '2026-11-02', $9, $10)")
            .bind(&id).bind(world.organisation.as_str()).bind(self.office.programme.as_str())
            .bind(self.enrolment().as_str()).bind(rule).bind(form.as_str()).bind(collection)
            .bind(needs).bind(now.as_millisecond()).bind((now + DAY * 14).as_millisecond())
            .execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        OccasionId::new(id)
    }

    fn enrolment(&self) -> &EnrolmentId {
        &self.office.enrolment
    }

    async fn get(&self, token: &str, path: &str) -> Answer {
        let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
        let request = request.body(Body::empty()).unwrap();
        self.office.world.send(request).await
    }

    async fn post(&self, token: &str, path: &str, key: &str, body: &Value) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, "application/fhir+json");
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.office.world.send(request).await
    }

    /// Sends answers of Ada in.
    async fn answers(&self, key: &str, body: &Value) -> Answer {
        self.post(&self.writes, "/fhir/R4/QuestionnaireResponse", key, body)
            .await
    }

    async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.office.world.tx().await;
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    async fn run(&self, text: &'static str) {
        let mut tx = self.office.world.tx().await;
        on!(&mut tx, db => sqlx::query(text).execute(db).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
    }
}

/// A response to the form about sleep.
fn slept(of: &OccasionId, hours: Value) -> Value {
    json!({
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": OCCASION, "value": of.as_str()},
        "questionnaire": "https://clinic.example/fhir/Questionnaire/sleep|1",
        "status": "completed",
        "item": [
            {"linkId": "slept", "answer": [{"valueBoolean": true}]},
            {"linkId": "hours", "answer": [hours]},
            {"linkId": "more", "item": [
                {"linkId": "mood", "answer": [{"valueCoding": {"code": "good"}}]},
            ]},
        ],
    })
}

fn said(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body))
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let value = answer.headers.get(name).and_then(|it| it.to_str().ok());
    value.unwrap_or_default()
}
