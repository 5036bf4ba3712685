//! Answers without a name: tokens that nobody can follow, and what is refused.

mod counted;
mod disk;
mod either_way;
mod linkage;
mod refused;

use app::identity::Role;
use app::ids::{EnrolmentId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::anonymous::{Pool, pour};
use server::config::Given;
use server::identity::store::Whose;
use server::on;
use server::questionnaires::store;
use server::storage::new_id;
use tests::{Answer, World, database};

const PROTOCOL: &str = include_str!("../../../app/programmes/koll-pa-formaga.toml");

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// An office that takes anonymous answers.
struct Office {
    world: World,
    programme: ProgrammeId,
    kim: StaffId,
}

/// Somebody who takes part, with a phone.
struct Person {
    id: ParticipantId,
    enrolment: EnrolmentId,
    cookie: String,
}

/// A token as a phone keeps it.
#[derive(Clone)]
struct Ticket {
    wave: String,
    token: blind::Token,
}

fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}

impl Office {
    async fn on(engine: &str) -> Self {
        let data = std::env::temp_dir().join(format!("dagsform-test-{}", new_id()));
        Self::with(Given {
            anonymous: Some(data.join("anonymous")),
            data: Some(data),
            database_url: Some(database(engine).await),
            ..Given::default()
        })
        .await
    }

    async fn with(given: Given) -> Self {
        let world = World::with(given.checked().unwrap()).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let programme = world.programme("koll-pa-formaga", PROTOCOL).await;
        world.publish().await;
        Self {
            world,
            programme,
            kim,
        }
    }

    fn pool(&self) -> Pool {
        Pool::in_folder(self.world.app.settings.anonymous.as_deref().unwrap())
    }

    async fn person(&self, name: &str) -> Person {
        let (id, enrolment) = self
            .world
            .participant(name, &self.programme, &self.kim)
            .await;
        let cookie = self.world.signed_in(Whose::Participant(id.clone())).await;
        Person {
            id,
            enrolment,
            cookie,
        }
    }

    /// Somebody is asked about their influence, for two weeks from now.
    async fn asked(&self, whom: &Person) -> OccasionId {
        let (id, now) = (new_id(), self.world.now());
        let mut tx = self.world.tx().await;
        let form = store::latest(&mut tx, &self.world.organisation, "influence")
            .await
            .unwrap();
        on!(&mut tx, db => sqlx::query(
            "insert into occasions (id, organisation_id, programme_id, subject_kind, subject_id,
               rule_id, number, questionnaire_id, collection, due_on, opens_at, closes_at)
             values ($1, $2, $3, 'enrolment', $4, 'influence', 1, $5, 'confidential', '2026-11-02',
               $6, $7)")
            .bind(&id).bind(self.world.organisation.as_str()).bind(self.programme.as_str())
            .bind(whom.enrolment.as_str()).bind(form.as_str())
            .bind(now.as_millisecond()).bind((now + DAY * 14).as_millisecond())
            .execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        OccasionId::new(id)
    }

    async fn form(&self, key: &str) -> String {
        let mut tx = self.world.app.db.read().await.unwrap();
        store::latest(&mut tx, &self.world.organisation, key)
            .await
            .unwrap()
            .to_string()
    }

    async fn send(&self, cookie: &str, path: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header(COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.world.send(request).await
    }

    /// The rounds for which somebody's phone is to fetch a token, as Today names them.
    async fn wanted(&self, whom: &Person) -> Vec<String> {
        let today = self.world.get(&whom.cookie, "/today").await.body;
        let Some(rest) = today.split("data-tokens=\"").nth(1) else {
            return Vec::new();
        };
        let list = rest.split('"').next().unwrap().replace("&quot;", "\"");
        serde_json::from_str(&list).unwrap()
    }

    async fn ask_for(&self, whom: &Person, round: &str, blinded: &[u8]) -> Answer {
        let body = json!({"round": round, "blinded": written(blinded)});
        self.send(&whom.cookie, "/anonymous/tokens", &body).await
    }

    /// The key of a wave, as it is published for everyone.
    async fn published(&self, wave: &str) -> Vec<u8> {
        let keys = self.world.get("", "/anonymous/keys").await;
        let keys: Value = serde_json::from_str(&keys.body).unwrap();
        read(&keys["keys"][wave])
    }

    /// What a phone does when the app is opened: a token for a round, checked against the published key.
    async fn ticket(&self, whom: &Person, round: &str) -> Ticket {
        let asked = blind::begin().unwrap();
        let given = self.ask_for(whom, round, &asked.blinded).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.body);
        let given: Value = serde_json::from_str(&given.body).unwrap();
        let wave = given["wave"].as_str().unwrap().to_owned();
        let published = self.published(&wave).await;
        assert_eq!(read(&given["key"]), published);
        let answered = blind::Answered {
            evaluated: read(&given["evaluated"]).try_into().unwrap(),
            proof: read(&given["proof"]).try_into().unwrap(),
        };
        let token = blind::finish(&asked.hidden, &published, &answered).unwrap();
        Ticket { wave, token }
    }

    /// A token for the first round that Today names.
    async fn first_ticket(&self, whom: &Person) -> Ticket {
        let round = self.wanted(whom).await.remove(0);
        self.ticket(whom, &round).await
    }

    /// What goes out with a token: nothing that names anyone.
    async fn answers(&self, ticket: &Ticket, answer: &str) -> Value {
        json!({
            "wave": ticket.wave,
            "token": written(ticket.token.bytes()),
            "form": self.form("influence").await,
            "answers": {"influence": answer},
        })
    }

    /// Answers with a token and without a cookie.
    async fn redeem(&self, ticket: &Ticket, answer: &str) -> Answer {
        let body = self.answers(ticket, answer).await;
        self.send("", "/anonymous/answers", &body).await
    }

    /// "I have answered or do not want to".
    async fn settle(&self, whom: &Person, of: &OccasionId) -> Answer {
        let path = format!("/anonymous/{of}/settled");
        self.world.post(&whom.cookie, &path, "").await
    }

    fn go_on(&self, days: i32) {
        let later = self.world.now() + DAY * days;
        self.world.app.clock.set(later);
    }

    async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.world.app.db.read().await.unwrap();
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    /// What waits for the wave of a token: unhappy, between, happy.
    async fn waiting(&self, ticket: &Ticket) -> [u32; 3] {
        let held = self
            .pool()
            .hold(&app::ids::WaveId::new(&ticket.wave))
            .await
            .unwrap();
        let counts = held.counts().await.unwrap();
        counts.get("influence").copied().unwrap_or_default()
    }

    /// The quarter has ended: what waits is handed on and sealed.
    async fn seal(&self) -> usize {
        let (db, now) = (&self.world.app.db, self.world.now());
        pour(db, Some(&self.pool()), now).await.unwrap();
        server::insight::seal(db, now).await.unwrap()
    }
}

/// Why a request was refused, with its status.
fn refusal(answer: &Answer) -> (u16, String) {
    let said: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let code = said["refused"].as_str().unwrap_or_default();
    (answer.status.as_u16(), code.to_owned())
}

fn no(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
