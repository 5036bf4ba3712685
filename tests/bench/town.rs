//! A town of people who are all due, made in one statement a table.

use app::identity::Role;
use server::config::Given;
use server::on;
use server::storage::new_id;
use tests::{World, database};

use crate::browser::{AUTH, P256DH};

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// An office with as many people as are wanted.
pub struct Town {
    pub world: World,
    programme: String,
    coordinator: String,
    questionnaire: String,
    push: u16,
    people: i64,
}

impl Town {
    /// Nobody lives here yet; phones are reached at port `push`, mail at `smtp`.
    pub async fn on(engine: &str, push: u16, smtp: u16) -> Self {
        let given = Given {
            data: Some(std::env::temp_dir().join(format!("dagsform-bench-{}", new_id()))),
            database_url: Some(database(engine).await),
            mail_url: Some(format!("smtp://127.0.0.1:{smtp}")),
            mail_from: Some("no-reply@dagsform.example".to_owned()),
            push_allow: vec![format!("127.0.0.1:{push}")],
            tick: Some(1),
            ..Given::default()
        };
        let world = World::with(given.checked().expect("settings")).await;
        let programme = world.programme("ishoj-sme", PROTOCOL).await.to_string();
        let coordinator = world.staff("Kim", Role::Coordinator).await.to_string();
        world.publish().await;
        let mut tx = world.tx().await;
        let questionnaire = on!(&mut tx, db => sqlx::query_scalar(
            "select id from questionnaires where url_key = 'self-rating'")
            .fetch_one(db)
            .await)
        .expect("a questionnaire");
        tx.commit().await.expect("a commit");
        Self {
            world,
            programme,
            coordinator,
            questionnaire,
            push,
            people: 0,
        }
    }

    /// `count` more people, each with a phone, a mailbox and one occasion with a contact by
    /// `channel`, due `in_ms` from now, and `apart_ms` after the one before.
    pub async fn grow(&mut self, count: i64, channel: &str, in_ms: i64, apart_ms: i64) {
        let (from, now) = (self.people, self.world.now().as_millisecond());
        self.people += count;
        // SQLite and PostgreSQL both count like this.
        macro_rules! insert {
            ($what:literal, $values:literal $(, $more:expr)*) => {{
                let sql = concat!(
                    "with recursive n (i) as (select $1 union all select i + 1 from n where i < $2 - 1)
                     insert into ", $what, " select ", $values, " from n");
                let mut tx = self.world.tx().await;
                on!(&mut tx, db => sqlx::query(sql)
                    .bind(from).bind(self.people)$(.bind($more))*
                    .execute(db).await.map(drop)).expect($what);
                tx.commit().await.expect("a commit");
            }};
        }
        let office = self.world.organisation.as_str();
        insert!(
            "participants (id, organisation_id, name, language, email, created_at)",
            "'00000000-0000-7000-8000-' || (100000000000 + i), $3, 'Ada', 'en',
             'ada' || i || '@example.org', $4",
            office,
            now
        );
        insert!(
            "enrolments (id, organisation_id, participant_id, programme_id, coordinator_id,
                         study_arm, next_look_at, created_at)",
            "'00000000-0000-7000-8001-' || (100000000000 + i), $3,
             '00000000-0000-7000-8000-' || (100000000000 + i), $4, $5, 'intervention',
             $6 + 3000000000, $6",
            office,
            &self.programme,
            &self.coordinator,
            now
        );
        let endpoint = format!("http://127.0.0.1:{}/", self.push);
        insert!(
            "push_subscriptions (id, participant_id, endpoint, p256dh, auth, created_at)",
            "'00000000-0000-7000-8002-' || (100000000000 + i),
             '00000000-0000-7000-8000-' || (100000000000 + i), $3 || i, $4, $5, $6",
            endpoint,
            P256DH,
            AUTH,
            now
        );
        insert!(
            "occasions (id, organisation_id, programme_id, subject_kind, subject_id, rule_id,
                        number, questionnaire_id, collection, due_on, opens_at, closes_at)",
            "'00000000-0000-7000-8003-' || (100000000000 + i), $3, $4, 'enrolment',
             '00000000-0000-7000-8001-' || (100000000000 + i), 'bench', 1, $5, 'identified',
             '2026-11-02', $6, $6 + 1200000000",
            office,
            &self.programme,
            &self.questionnaire,
            now
        );
        insert!(
            "contacts (id, organisation_id, occasion_id, person_id, step, channel, planned_at,
                       due_at, not_after_at, try_at)",
            "'00000000-0000-7000-8004-' || (100000000000 + i), $3,
             '00000000-0000-7000-8003-' || (100000000000 + i),
             '00000000-0000-7000-8000-' || (100000000000 + i), 1, $4, $5 + (i - $1) * $6,
             $5 + (i - $1) * $6, $5 + 1200000000, $5 + (i - $1) * $6",
            office,
            channel,
            now + in_ms,
            apart_ms
        );
        if let Some(pool) = self.world.app.db.postgres() {
            sqlx::query("analyze")
                .execute(pool)
                .await
                .expect("statistics");
        }
    }

    /// How many live here.
    pub fn people(&self) -> i64 {
        self.people
    }

    /// Everybody is due again, as if nothing had been sent.
    pub async fn again(&self) {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query(
            "update contacts set state = 'waiting', epoch = 0, attempts = 0, leased_until = null,
                    ended_at = null, try_at = due_at where state <> 'waiting' or epoch <> 0")
            .execute(db).await.map(drop))
        .expect("a town");
        tx.commit().await.expect("a commit");
        if let Some(pool) = self.world.app.db.postgres() {
            sqlx::query("vacuum analyze contacts")
                .execute(pool)
                .await
                .expect("a clean table");
        }
    }
}
