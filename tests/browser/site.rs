//! A whole installation behind an address: pages, scheduler, mail server and push service.

use app::identity::Role;
use app::ids::{EnrolmentId, ParticipantId, ProgrammeId, StaffId};
use jiff::Timestamp;
use server::config::Given;
use server::identity::store::Whose;
use server::notifications::Couriers;
use server::storage::new_id;
use server::{scheduling, web};
use tests::{World, database};

use super::peers::PEERS;

/// Push at once, mail after a day; what is confidential goes with a gentler ladder.
const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// An installation with one office and its coordinator.
pub struct Site {
    pub world: World,
    /// What people type into the browser; links in mails begin with it.
    pub base: String,
    pub programme: ProgrammeId,
    pub kim: StaffId,
    couriers: Couriers,
}

impl Site {
    /// On a Monday at nine in Copenhagen, with nobody in it but Kim.
    pub async fn on(engine: &str) -> Self {
        Self::with(engine, false).await
    }

    /// The same, where people may answer without their name.
    pub async fn nameless(engine: &str) -> Self {
        Self::with(engine, true).await
    }

    async fn with(engine: &str, nameless: bool) -> Self {
        let data = std::env::temp_dir().join(format!("dagsform-test-{}", new_id()));
        // The address is in invites and mails, so it is known before the server starts.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let given = Given {
            anonymous: nameless.then(|| data.join("anonymous")),
            data: Some(data),
            database_url: Some(database(engine).await),
            public_url: Some(base.clone()),
            mail_url: Some(format!("smtp://127.0.0.1:{}", PEERS.smtp)),
            mail_from: Some("no-reply@dagsform.example".to_owned()),
            push_allow: vec![format!("127.0.0.1:{}", PEERS.push)],
            ..Given::default()
        };
        let world = World::with(given.checked().expect("settings")).await;
        let router = web::router(world.app.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let couriers = Couriers::of(&world.app.settings, &world.app.db)
            .await
            .expect("couriers");
        let programme = world.programme("ishoj-sme", PROTOCOL).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        world.publish().await;
        Self {
            world,
            base,
            programme,
            kim,
            couriers,
        }
    }

    /// Someone who takes part, with a mailbox at the test's mail server.
    pub async fn participant(&self, name: &str) -> (ParticipantId, EnrolmentId) {
        self.world
            .participant(name, &self.programme, &self.kim)
            .await
    }

    /// A session of somebody who takes part, on a phone of their own.
    pub async fn signed_in(&self, person: &ParticipantId) -> String {
        self.world
            .signed_in(Whose::Participant(person.clone()))
            .await
    }

    /// Has whoever holds a session read another language from now on.
    pub async fn speaks(&self, cookie: &str, tag: &str) {
        let form = format!("language={tag}&back=/");
        let chosen = self.world.post(cookie, "/language", &form).await;
        assert_eq!(chosen.status, 303, "{tag}: {}", chosen.body);
    }

    /// A session of somebody who works here, in this role.
    pub async fn staff(&self, name: &str, role: Role) -> String {
        let id = self.world.staff(name, role).await;
        self.world.signed_in(Whose::Staff(id)).await
    }

    /// A session of Kim's, begun now: those of staff are short.
    pub async fn kims(&self) -> String {
        self.world.signed_in(Whose::Staff(self.kim.clone())).await
    }

    /// The clock shows this instant, and the scheduler does what is due by then. Returns how
    /// many messages it handed over.
    pub async fn round_at(&self, instant: &str) -> usize {
        let instant: Timestamp = instant.parse().expect("an instant");
        self.world.app.clock.set(instant);
        self.round().await
    }

    /// One round of the scheduler: what is due is made and sent, waves that are over are sealed.
    pub async fn round(&self) -> usize {
        let (db, now) = (&self.world.app.db, self.world.now());
        scheduling::round(db, &self.couriers, now)
            .await
            .expect("a round")
    }
}
