//! An office whose people are asked, answer, and look at what is published.

use app::identity::Role;
use app::ids::{OccasionId, ProgrammeId};
use app::insight::{Band, Quarter, Staged};
use app::programmes::{Definition, read};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use server::identity::store::Whose;
use server::insight::stage;
use server::on;
use server::storage::new_id;
use tests::World;

pub(super) const DEFINITION: &str = include_str!("../../../app/programmes/koll-pa-formaga.toml");

/// A programme with staff who look at its results, on Monday 2 November 2026.
pub(super) struct Office {
    pub(super) world: World,
    pub(super) programme: ProgrammeId,
    pub(super) definition: Definition,
    pub(super) manager: String,
}

/// Who is asked what, from when until when.
#[derive(Clone, Copy)]
pub(super) struct Round<'a> {
    pub(super) kind: &'a str,
    pub(super) rule: &'a str,
    pub(super) questionnaire: &'a str,
    pub(super) collection: &'a str,
    pub(super) closes_on: Date,
}

pub(super) const INFLUENCE: Round<'static> = Round {
    kind: "enrolment",
    rule: "influence",
    questionnaire: "influence",
    collection: "confidential",
    closes_on: date(2026, 11, 23),
};

pub(super) const SELF_RATING_END: Round<'static> = Round {
    rule: "self-rating-end",
    questionnaire: "self-rating",
    collection: "identified",
    ..INFLUENCE
};

pub(super) fn zone() -> TimeZone {
    TimeZone::get("Europe/Stockholm").unwrap()
}

pub(super) fn midnight(day: Date) -> Timestamp {
    day.to_zoned(zone()).unwrap().timestamp()
}

/// The middle of the day after the fourth quarter of 2026.
pub(super) fn new_year() -> Timestamp {
    "2027-01-01T11:00:00Z".parse().unwrap()
}

impl Office {
    pub(super) async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let programme = world.programme("koll-pa-formaga", DEFINITION).await;
        let manager = world.staff("Robin", Role::Manager).await;
        let manager = world.signed_in(Whose::Staff(manager)).await;
        let definition = read("koll-pa-formaga.toml", DEFINITION).unwrap();
        Self {
            world,
            programme,
            definition,
            manager,
        }
    }

    /// Moves the clock, with a session that is still good then.
    pub(super) async fn go_to(&mut self, to: Timestamp) {
        self.world.app.clock.set(to);
        let manager = self
            .world
            .staff(&format!("Robin {to}"), Role::Manager)
            .await;
        self.manager = self.world.signed_in(Whose::Staff(manager)).await;
    }

    pub(super) async fn sql(&self, text: &'static str, values: &[&str]) {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => {
            let mut query = sqlx::query(text);
            for value in values {
                query = query.bind((*value).to_owned());
            }
            query.execute(db).await.map(drop)
        })
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub(super) async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.world.app.db.read().await.unwrap();
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    /// Asks one person, who has not answered yet.
    pub(super) async fn ask(&self, person: &str, round: Round<'_>) -> OccasionId {
        let (form, id) = (format!("{}-1", round.questionnaire), new_id());
        let organisation = self.world.organisation.as_str();
        self.sql(
            "insert into questionnaires (id, organisation_id, url_key, version, document, published_at)
             values ($1, $2, $3, 1, '{}', 0) on conflict do nothing",
            &[&form, organisation, round.questionnaire],
        )
        .await;
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => {
            sqlx::query(
                "insert into occasions
                 (id, organisation_id, programme_id, subject_kind, subject_id, rule_id, number,
                  questionnaire_id, collection, due_on, opens_at, closes_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2026-11-02', 0, $10)",
            )
            .bind(&id)
            .bind(organisation)
            .bind(self.programme.as_str())
            .bind(round.kind)
            .bind(person)
            .bind(round.rule)
            .bind(midnight(round.closes_on).as_millisecond() / 86_400_000)
            .bind(&form)
            .bind(round.collection)
            .bind(midnight(round.closes_on).as_millisecond())
            .execute(db)
            .await
            .map(drop)
        })
        .unwrap();
        tx.commit().await.unwrap();
        OccasionId::new(id)
    }

    /// Answers, as the questionnaire's handler does: staged and settled in one transaction.
    pub(super) async fn answer(
        &self,
        occasion: &OccasionId,
        question: &str,
        band: Band,
    ) -> Quarter {
        let staged = Staged::new(vec![(question.to_owned(), band)]);
        let mut tx = self.world.tx().await;
        let now = self.world.now();
        let quarter = stage(&mut tx, occasion, &zone(), now, &staged)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.sql(
            "update occasions set state = 'answered' where id = $1",
            &[occasion.as_str()],
        )
        .await;
        quarter
    }

    /// `people` are asked about their influence; the first `happy` of them agree.
    pub(super) async fn answered(&self, people: std::ops::Range<usize>, happy: usize) {
        for person in people {
            let occasion = self.ask(&format!("e{person}"), INFLUENCE).await;
            let band = if person < happy {
                Band::Happy
            } else {
                Band::Unhappy
            };
            self.answer(&occasion, "influence", band).await;
        }
    }

    /// Everything that is published, as it goes over the wire.
    pub(super) async fn published(&self) -> String {
        let mut published = String::new();
        for path in [
            "/results",
            "/results/figures.csv",
            "/results/public.csv",
            "/results/register.csv",
            "/results/exports",
            "/results/report",
            "/results/report?span=programme",
            "/results/exports/finsam_year.csv",
            "/results/exports/status_1_3_6_12.csv",
            "/results/exports/skandia_inputs.csv",
            "/results/exports/indicators.xlsx",
        ] {
            let answer = self.world.get(&self.manager, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            for header in ["content-length", "etag", "last-modified"] {
                published.push_str(&format!("{header}: {:?}\n", answer.headers.get(header)));
            }
            published.push_str(&answer.body);
        }
        published
    }

    pub(super) async fn figures(&self) -> String {
        self.world
            .get(&self.manager, "/results/figures.csv")
            .await
            .body
    }
}

/// The line of one wave in the file.
pub(super) fn line<'a>(file: &'a str, of: &str) -> &'a str {
    file.lines()
        .find(|line| line.contains(of))
        .unwrap_or_default()
}
