//! What holds for any request that answers a question: no fault of ours, and nothing kept that is no
//! answer.

use app::identity::Role;
use app::ids::EnrolmentId;
use app::ids::OccasionId;
use app::questionnaires::{Questionnaire, Runner};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request, Uri};
use server::identity::store::Whose;
use server::on;
use server::questionnaires::{answers::store as answers, store};
use server::storage::new_id;
use tests::World;

const PROTOCOL: &str = include_str!("../../../app/programmes/koll-pa-formaga.toml");

/// A question of each kind.
const FORM: &str = r#"{"resourceType": "Questionnaire", "status": "active", "title": "All", "item": [
  {"linkId": "yes", "type": "boolean", "text": "?", "required": true},
  {"linkId": "whole", "type": "integer", "text": "?",
   "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 10}]},
  {"linkId": "number", "type": "decimal", "text": "?"},
  {"linkId": "/line", "type": "string", "text": "?", "maxLength": 20},
  {"linkId": "lines", "type": "text", "text": "?"},
  {"linkId": "day", "type": "date", "text": "?"},
  {"linkId": "one", "type": "choice", "text": "?", "answerOption": [{"valueInteger": 1}, {"valueInteger": 2}]},
  {"linkId": "some", "type": "open-choice", "repeats": true, "text": "?",
   "answerOption": [{"valueCoding": {"code": "a"}}, {"valueCoding": {"code": "b"}}]},
  {"linkId": "list", "type": "date", "repeats": true, "text": "?"},
  {"linkId": "late", "type": "boolean", "text": "?",
   "enableWhen": [{"question": "whole", "operator": ">", "answerInteger": 3}]}]}"#;

/// Somebody who is asked all of it.
pub(crate) struct Door {
    world: World,
    form: Questionnaire,
    cookie: String,
    enrolment: EnrolmentId,
    programme: String,
    asked: usize,
}

impl Door {
    pub(crate) async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let programme = world.programme("koll-pa-formaga", PROTOCOL).await;
        let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;
        let cookie = world.signed_in(Whose::Participant(ada)).await;
        let mut tx = world.tx().await;
        let office = &world.organisation;
        store::publish(&mut tx, office, "all", 1, FORM, world.now())
            .await
            .expect("published");
        tx.commit().await.expect("kept");
        Self {
            form: Questionnaire::read(FORM).expect("a form"),
            cookie,
            enrolment,
            programme: programme.as_str().to_owned(),
            asked: 0,
            world,
        }
    }

    /// How many requests came through.
    pub(crate) fn asked(&self) -> usize {
        self.asked
    }

    async fn occasion(&self) -> OccasionId {
        let (id, now) = (new_id(), self.world.now().as_millisecond());
        let mut tx = self.world.tx().await;
        let form = store::latest(&mut tx, &self.world.organisation, "all")
            .await
            .expect("published");
        on!(&mut tx, db => sqlx::query(
            "insert into occasions (id, organisation_id, programme_id, subject_kind, subject_id,
               rule_id, number, questionnaire_id, collection, due_on, opens_at, closes_at)
             values ($1, $2, $3, 'enrolment', $4, $1, 1, $5, 'identified', '2026-11-02', $6, $7)")
            .bind(&id).bind(self.world.organisation.as_str()).bind(&self.programme)
            .bind(self.enrolment.as_str()).bind(form.as_str()).bind(now).bind(now + 86_400_000)
            .execute(db).await.map(drop))
        .expect("asked");
        tx.commit().await.expect("kept");
        OccasionId::new(id)
    }

    /// The first line is the question as it stands in the address, the rest is the body. Panics when
    /// something does not hold.
    pub(crate) async fn holds(&mut self, bytes: &[u8]) {
        let end = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(bytes.len());
        let (segment, body) = bytes.split_at(end);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        let of = self.occasion().await;
        let path = format!("/questions/{of}/{}", String::from_utf8_lossy(segment));
        let Ok(uri) = path.parse::<Uri>() else { return };
        let request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_vec()))
            .expect("a request");
        let answer = self.world.send(request).await;
        self.asked += 1;
        assert!(
            !answer.status.is_server_error(),
            "{}: {}",
            answer.status,
            answer.body
        );
        let mut tx = self.world.tx().await;
        let kept = answers::answers(&mut tx, &of)
            .await
            .expect("what is kept can be read");
        let runner = Runner::new(&self.form, &kept);
        for (link_id, answer) in kept.iter() {
            assert!(answer.each().is_empty() || runner.counts(link_id).is_some());
            let item = self.form.item(link_id).expect("only what is asked is kept");
            let typed = answer.typed();
            let again = item.answer(&typed);
            assert!(
                typed.is_empty() || again.as_ref() == Ok(answer),
                "{link_id}: {typed:?}"
            );
        }
    }
}
