//! A whole system in a test: a real database, the real routes, a clock that a test sets.

pub mod driver;

use std::sync::Arc;

use app::identity::Role;
use app::ids::{EnrolmentId, OrganisationId, ParticipantId, ProgrammeId, StaffId};
use app::participants::NewParticipant;
use app::programmes::StudyArm;
use app::texts::Language;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use server::clock::Clock;
use server::config::{Given, Settings};
use server::identity::sessions::{self, OWN_PHONE, STAFF};
use server::identity::store::{self as identity, Whose};
use server::on;
use server::organisations::store as organisations;
use server::participants::store as participants;
use server::questionnaires::store::publish_shipped;
use server::storage::{Db, Tx, new_id};
use server::web::{self, App};
use tower::ServiceExt;

/// The engines that every story is told on.
///
/// PostgreSQL needs `POSTGRES_URL` (a server where databases may be made; `./dev test` starts one).
/// `DAGSFORM_ENGINES=sqlite` or `=postgres` leaves the other out while one works on something else.
pub fn engines() -> Vec<&'static str> {
    match std::env::var("DAGSFORM_ENGINES").as_deref() {
        Ok("sqlite") => vec!["sqlite"],
        Ok("postgres") => vec!["postgres"],
        _ => vec!["sqlite", "postgres"],
    }
}

/// Monday 2 November 2026, nine in the morning in Copenhagen and Stockholm.
pub fn monday_nine() -> Timestamp {
    "2026-11-02T08:00:00Z".parse().expect("an instant")
}

/// A system of its own, gone after the test.
pub struct World {
    /// The state that handlers see.
    pub app: App,
    /// The office.
    pub organisation: OrganisationId,
    router: Router,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// Where a 303 leads.
    pub fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
    }
}

/// Makes an empty database on the named engine and returns its URL.
pub async fn database(engine: &str) -> String {
    if engine == "sqlite" {
        let file = std::env::temp_dir().join(format!("dagsform-test-{}.db", new_id()));
        return format!("sqlite:{}", file.display());
    }
    let base = std::env::var("POSTGRES_URL").expect("POSTGRES_URL: run the tests by ./dev test");
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    let admin = sqlx::PgPool::connect(&format!("{base}/postgres"))
        .await
        .expect("PostgreSQL");
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}")))
        .execute(&admin)
        .await
        .expect("a new database");
    admin.close().await;
    format!("{base}/{name}")
}

impl World {
    /// A fresh system on the named engine, on a Monday at nine.
    pub async fn on(engine: &str) -> Self {
        let url = database(engine).await;
        let data = std::env::temp_dir().join(format!("dagsform-test-{}", new_id()));
        let given = Given {
            data: Some(data),
            database_url: Some(url),
            // Tests ask more in a minute than any system should.
            api_per_minute: Some(0),
            ..Given::default()
        };
        Self::with(given.checked().expect("settings")).await
    }

    /// A fresh system with settings of its own.
    pub async fn with(settings: Settings) -> Self {
        server::notifications::push::use_ring();
        let clock = Clock::system();
        clock.set(monday_nine());
        let db = Db::open(&settings.database_url).await.expect("a database");
        let app = App {
            db,
            clock,
            settings: Arc::new(settings),
            brake: Default::default(),
            callers: Default::default(),
            pace: Default::default(),
        };
        let mut tx = app.db.write().await.expect("a transaction");
        let organisation = organisations::add_organisation(&mut tx, "Office", app.clock.now())
            .await
            .expect("an office");
        tx.commit().await.expect("a commit");
        Self::around(app, organisation)
    }

    /// The system of an installation that somebody has filled already.
    pub fn around(app: App, organisation: OrganisationId) -> Self {
        Self {
            router: web::router(app.clone()),
            app,
            organisation,
        }
    }

    /// A transaction that may write.
    pub async fn tx(&self) -> Tx {
        self.app.db.write().await.expect("a transaction")
    }

    /// The present instant of this world.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// A programme by its definition's short name; the definition itself is what `text` says.
    pub async fn programme(&self, definition_id: &str, text: &str) -> ProgrammeId {
        let (id, now) = (new_id(), self.now().as_millisecond());
        let mut tx = self.tx().await;
        on!(&mut tx, db => sqlx::query("insert into programmes (id, organisation_id, definition_id, created_at) values ($1, $2, $3, $4)")
            .bind(&id).bind(self.organisation.as_str()).bind(definition_id).bind(now).execute(db).await.map(drop)).expect("a programme");
        on!(&mut tx, db => sqlx::query("insert into protocol_versions (programme_id, version, definition, made_at) values ($1, 1, $2, $3)")
            .bind(&id).bind(text).bind(now).execute(db).await.map(drop)).expect("a protocol");
        tx.commit().await.expect("a commit");
        ProgrammeId::new(id)
    }

    /// The office publishes the questionnaires that Dagsform ships.
    pub async fn publish(&self) {
        let mut tx = self.tx().await;
        publish_shipped(&mut tx, &self.organisation, self.now())
            .await
            .expect("questionnaires");
        tx.commit().await.expect("a commit");
    }

    /// Someone who works here.
    pub async fn staff(&self, name: &str, role: Role) -> StaffId {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let new = organisations::NewMember {
            name,
            email: &email,
            phone: Some("+45 00 00 00 00"),
            role,
            language: Language::En,
        };
        let mut tx = self.tx().await;
        let id = organisations::add_member(&mut tx, &self.organisation, &new, self.now())
            .await
            .expect("a member");
        tx.commit().await.expect("a commit");
        id
    }

    /// Someone who takes part in a programme, included today.
    pub async fn participant(
        &self,
        name: &str,
        programme: &ProgrammeId,
        coordinator: &StaffId,
    ) -> (ParticipantId, EnrolmentId) {
        let new = NewParticipant {
            name: name.to_owned(),
            year_of_birth: Some(1980),
            language: Language::En,
            email: Some(format!("{}@example.org", name.to_lowercase())),
            phone: Some("+45 00 00 00 01".to_owned()),
            mobile: None,
            arm: StudyArm::Intervention,
            included: Some("2026-11-02".parse().expect("a day")),
        };
        let mut tx = self.tx().await;
        let ids = participants::add(
            &mut tx,
            &self.organisation,
            programme,
            coordinator,
            &new,
            self.now(),
        )
        .await
        .expect("a participant");
        tx.commit().await.expect("a commit");
        ids
    }

    /// Signs somebody in and returns the cookie.
    pub async fn signed_in(&self, whose: Whose) -> String {
        let token = sessions::new_token();
        let lasts = if matches!(whose, Whose::Staff(_)) {
            STAFF
        } else {
            OWN_PHONE
        };
        let mut tx = self.tx().await;
        identity::open_session(
            &mut tx,
            &self.organisation,
            &whose,
            &token,
            false,
            self.now(),
            lasts,
        )
        .await
        .expect("a session");
        tx.commit().await.expect("a commit");
        format!("dagsform={token}")
    }

    /// Opens a page; `cookie` may be empty.
    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        let request = Request::get(path)
            .header(COOKIE, cookie)
            .header(ACCEPT, "text/html");
        self.send(request.body(Body::empty()).expect("a request"))
            .await
    }

    /// Sends a form; `form` is as browsers encode it.
    pub async fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(COOKIE, cookie)
            .header(ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(
            request
                .body(Body::from(form.to_owned()))
                .expect("a request"),
        )
        .await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Serves this world on a port of its own, for a real browser; returns its address.
    pub async fn serve(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        base
    }
}
