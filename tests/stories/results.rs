//! From confidential answers to results: nothing moves before a wave is sealed, nobody is
//! given away after it.

use app::identity::Role;
use app::ids::{OccasionId, ProgrammeId};
use app::insight::{Band, Quarter, Staged};
use app::programmes::{Definition, read};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use server::identity::store::Whose;
use server::insight::{seal, self_rated, stage};
use server::on;
use server::storage::new_id;
use tests::{World, engines};

const DEFINITION: &str = include_str!("../../app/programmes/koll-pa-formaga.toml");

/// A programme with staff who look at its results, on Monday 2 November 2026.
struct Office {
    world: World,
    programme: ProgrammeId,
    definition: Definition,
    manager: String,
}

/// Who is asked what, from when until when.
#[derive(Clone, Copy)]
struct Round<'a> {
    kind: &'a str,
    rule: &'a str,
    questionnaire: &'a str,
    collection: &'a str,
    closes_on: Date,
}

const INFLUENCE: Round<'static> = Round {
    kind: "enrolment",
    rule: "influence",
    questionnaire: "influence",
    collection: "confidential",
    closes_on: date(2026, 11, 23),
};

const SELF_RATING_END: Round<'static> = Round {
    rule: "self-rating-end",
    questionnaire: "self-rating",
    collection: "identified",
    ..INFLUENCE
};

fn zone() -> TimeZone {
    TimeZone::get("Europe/Stockholm").unwrap()
}

fn midnight(day: Date) -> Timestamp {
    day.to_zoned(zone()).unwrap().timestamp()
}

/// The middle of the day after the fourth quarter of 2026.
fn new_year() -> Timestamp {
    "2027-01-01T11:00:00Z".parse().unwrap()
}

impl Office {
    async fn on(engine: &str) -> Self {
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
    async fn go_to(&mut self, to: Timestamp) {
        self.world.app.clock.set(to);
        let manager = self
            .world
            .staff(&format!("Robin {to}"), Role::Manager)
            .await;
        self.manager = self.world.signed_in(Whose::Staff(manager)).await;
    }

    async fn sql(&self, text: &'static str, values: &[&str]) {
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

    async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.world.app.db.read().await.unwrap();
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    /// Asks one person, who has not answered yet.
    async fn ask(&self, person: &str, round: Round<'_>) -> OccasionId {
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
    async fn answer(&self, occasion: &OccasionId, question: &str, band: Band) -> Quarter {
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
    async fn answered(&self, people: std::ops::Range<usize>, happy: usize) {
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
    async fn published(&self) -> String {
        let mut published = String::new();
        for path in ["/results", "/results/figures.csv"] {
            let answer = self.world.get(&self.manager, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            for header in ["content-length", "etag", "last-modified"] {
                published.push_str(&format!("{header}: {:?}\n", answer.headers.get(header)));
            }
            published.push_str(&answer.body);
        }
        published
    }

    async fn figures(&self) -> String {
        self.world
            .get(&self.manager, "/results/figures.csv")
            .await
            .body
    }
}

/// The line of one wave in the file.
fn line<'a>(file: &'a str, of: &str) -> &'a str {
    file.lines()
        .find(|line| line.contains(of))
        .unwrap_or_default()
}

#[tokio::test]
async fn nine_answers_show_nothing_and_ten_show_a_figure() {
    for engine in engines() {
        let mut nine = Office::on(engine).await;
        nine.answered(0..9, 9).await;
        nine.go_to(new_year()).await;
        assert_eq!(seal(&nine.world.app.db, new_year()).await.unwrap(), 1);
        nine.go_to("2027-01-02T11:00:00Z".parse().unwrap()).await;
        let page = nine.world.get(&nine.manager, "/results").await.body;
        assert!(
            page.contains("Too few answers (fewer than 10)"),
            "{engine}: {page}"
        );
        assert!(
            !page.contains("class=\"interval\"") && !page.contains('%'),
            "{engine}"
        );
        let file = nine.figures().await;
        assert!(
            line(&file, "influence,2026-Q4").ends_with("too_few,,,,,,,,,,,,,0.75,"),
            "{file}"
        );
        assert_eq!(nine.count("select count(*) from blocks").await, 0);
        assert_eq!(
            nine.count("select count(*) from staged_answers").await,
            0,
            "never carried over"
        );

        let mut ten = Office::on(engine).await;
        ten.answered(0..10, 9).await;
        ten.ask("silent", INFLUENCE).await;
        ten.go_to(new_year()).await;
        let before = ten.published().await;
        assert!(
            !before.contains("class=\"interval\""),
            "{engine}: not before it is sealed"
        );
        assert_eq!(seal(&ten.world.app.db, new_year()).await.unwrap(), 1);
        let page = ten.world.get(&ten.manager, "/results").await.body;
        assert!(
            page.contains("class=\"interval\"") && page.contains("60–100%"),
            "{engine}: {page}"
        );
        assert!(
            page.contains("10 answers from 11 people asked"),
            "{engine}: {page}"
        );
        let file = ten.figures().await;
        assert!(
            line(&file, "influence,2026-Q4").contains("sealed,10,11,6,10,0,5,"),
            "{file}"
        );
    }
}

/// What one may look at to find out whether answers have come in.
#[derive(Clone, Copy)]
enum Looking {
    AtWhatWePublish,
    /// Planted: whole percent of what is staged, refreshed with every answer from five on.
    AtLivePercent,
}

/// Looks after each answer, and says what could be seen.
async fn seen_between_seals(engine: &str, looking: Looking) -> Vec<String> {
    let mut office = Office::on(engine).await;
    let mut seen = Vec::new();
    for person in 0..12 {
        office.ask(&format!("e{person}"), INFLUENCE).await;
    }
    for person in 12..26 {
        if person > 12 {
            office.answered(person..person + 1, 20).await;
        }
        seen.push(match looking {
            Looking::AtWhatWePublish => office.published().await,
            Looking::AtLivePercent => {
                let all = office.count("select count(*) from staged_answers").await;
                let happy = "select count(*) from staged_answers where band = 'happy'";
                let happy = office.count(happy).await;
                if all < 5 {
                    String::new()
                } else {
                    format!("{}%", 100 * happy / all)
                }
            }
        });
    }
    if matches!(looking, Looking::AtWhatWePublish) {
        // The quarter has ended and the sealing is late: still nothing may show.
        office.go_to(new_year()).await;
        let late = office.published().await;
        let empty = Office::on(engine).await;
        let mut empty = Office {
            world: empty.world,
            ..empty
        };
        empty.go_to(new_year()).await;
        assert_eq!(
            without_ids(&late, &office),
            without_ids(&empty.published().await, &empty)
        );
    }
    seen
}

/// The page names its programme in links; two worlds have two ids.
fn without_ids(published: &str, office: &Office) -> String {
    published.replace(office.programme.as_str(), "programme")
}

#[tokio::test]
async fn nothing_that_is_published_moves_between_two_seals() {
    for engine in engines() {
        let seen = seen_between_seals(engine, Looking::AtWhatWePublish).await;
        assert!(
            seen.windows(2).all(|pair| pair[0] == pair[1]),
            "{engine}: an answer shows"
        );
        let seen = seen_between_seals(engine, Looking::AtLivePercent).await;
        assert!(
            seen.windows(2).any(|pair| pair[0] != pair[1]),
            "the planted leak is convicted"
        );
    }
}

#[tokio::test]
async fn two_servers_seal_a_wave_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.answered(0..12, 6).await;
        let db = &office.world.app.db;
        assert_eq!(
            seal(db, office.world.now()).await.unwrap(),
            0,
            "{engine}: still open"
        );
        let (first, second) = tokio::join!(seal(db, new_year()), seal(db, new_year()));
        assert_eq!(first.unwrap() + second.unwrap(), 1, "{engine}");
        assert_eq!(
            seal(db, new_year()).await.unwrap(),
            0,
            "{engine}: already sealed"
        );
        assert_eq!(
            office.count("select count(*) from labels").await,
            1,
            "{engine}"
        );
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            0,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_sealing_waits_for_an_answer_that_is_just_being_kept() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.answered(0..12, 6).await;
        let last = office.ask("last", INFLUENCE).await;
        let db = &office.world.app.db;
        let staged = Staged::new(vec![("influence".to_owned(), Band::Happy)]);
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        stage(&mut tx, &last, &zone(), now, &staged).await.unwrap();
        let patience = std::time::Duration::from_millis(300);
        let early = tokio::time::timeout(patience, seal(db, new_year())).await;
        assert!(early.is_err(), "{engine}: sealed behind its back");
        tx.commit().await.unwrap();
        assert_eq!(seal(db, new_year()).await.unwrap(), 1, "{engine}");
        assert_eq!(office.count("select n from labels").await, 13, "{engine}");
        assert_eq!(office.count("select count(*) from staged_answers").await, 0, "{engine}");
    }
}

#[tokio::test]
async fn what_was_published_stands_whatever_happens_afterwards() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        office.answered(0..12, 6).await;
        let silent = office.ask("silent", INFLUENCE).await;
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        let before = office.published().await;
        assert!(
            before.contains("12 answers from 13 people asked"),
            "{engine}"
        );

        // Discharged and struck out, erased, and one who finds the form a year later.
        office
            .sql(
                "update occasions set state = 'cancelled' where id = $1",
                &[silent.as_str()],
            )
            .await;
        office
            .sql("delete from occasions where subject_id = $1", &["e3"])
            .await;
        let late = office.ask("late", INFLUENCE).await;
        let quarter = office.answer(&late, "influence", Band::Unhappy).await;
        assert_eq!(quarter.to_string(), "2027-Q1", "{engine}");
        seal(&office.world.app.db, new_year()).await.unwrap();
        assert_eq!(office.published().await, before, "{engine}");
    }
}

#[tokio::test]
async fn staff_and_partners_who_are_few_are_counted_together() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        for (kind, people) in [("staff", 6), ("partner", 7)] {
            let rule = format!(
                "cross-sector-{}",
                if kind == "staff" { "staff" } else { "partners" }
            );
            let round = Round {
                kind,
                rule: &rule,
                questionnaire: "cross-sector",
                ..INFLUENCE
            };
            for person in 0..people {
                let occasion = office.ask(&format!("{kind}{person}"), round).await;
                office.answer(&occasion, "cross_sector", Band::Happy).await;
            }
        }
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        let file = office.figures().await;
        assert!(
            line(&file, "cross-sector,2026-Q4").contains("sealed,13,13,"),
            "{engine}: {file}"
        );
    }
}

#[tokio::test]
async fn someone_who_answers_two_rounds_in_a_quarter_counts_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.answered(0..9, 9).await;
        let again = Round {
            closes_on: date(2026, 12, 20),
            ..INFLUENCE
        };
        let second = office.ask("e0", again).await;
        office.answer(&second, "influence", Band::Happy).await;
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            9,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_round_that_runs_over_the_end_of_a_quarter_is_not_split() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let round = Round {
            closes_on: date(2027, 1, 12),
            ..INFLUENCE
        };
        for person in 0..12 {
            if person == 6 {
                seal(&office.world.app.db, new_year()).await.unwrap();
                office.go_to(new_year()).await;
            }
            let occasion = office.ask(&format!("e{person}"), round).await;
            let quarter = office.answer(&occasion, "influence", Band::Happy).await;
            assert_eq!(quarter.to_string(), "2027-Q1", "{engine}");
        }
        assert_eq!(
            office.count("select count(*) from waves").await,
            1,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn health_before_and_after_is_shown_as_a_change_of_those_who_answered_both() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let rule = office.definition.rule("self-rating-end").unwrap().clone();
        let start = Round {
            rule: "self-rating-start",
            ..SELF_RATING_END
        };
        for person in 0..13 {
            let person = format!("e{person}");
            for (round, code) in [(start, "4"), (SELF_RATING_END, "2")] {
                if person == "e12" && round.rule == "self-rating-start" {
                    continue; // Never said how it was: nothing to compare with.
                }
                let occasion = office.ask(&person, round).await;
                let value = format!("{{\"valueCoding\":{{\"code\":\"{code}\"}}}}");
                office
                    .sql(
                        "insert into answers (occasion_id, link_id, value, answered_at)
                         values ($1, 'health', $2, 0)",
                        &[occasion.as_str(), &value],
                    )
                    .await;
                let rule = if round.rule == rule.id {
                    &rule
                } else {
                    &office.definition.rules[0]
                };
                let mut tx = office.world.tx().await;
                let now = office.world.now();
                self_rated(&mut tx, &occasion, rule, &zone(), now)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        }
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        let file = office.figures().await;
        let line = line(&file, "health-change,2026-Q4");
        assert!(line.contains("sealed,12,13,9,12,0,3,"), "{engine}: {file}");
    }
}

#[tokio::test]
async fn a_label_that_was_changed_by_hand_is_not_shown() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        office.answered(0..12, 6).await;
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        office
            .sql("update labels set happy_from = happy_to", &[])
            .await;
        let answer = office.world.get(&office.manager, "/results").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{engine}");
    }
}

#[tokio::test]
async fn results_are_for_those_who_may_see_them_and_for_their_own_office() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        assert_ne!(
            world.get("", "/results").await.status,
            StatusCode::OK,
            "{engine}"
        );
        for (role, status) in [
            (Role::Coordinator, StatusCode::OK),
            (Role::Administrator, StatusCode::FORBIDDEN),
        ] {
            let staff = world.staff(role.as_str(), role).await;
            let cookie = world.signed_in(Whose::Staff(staff)).await;
            for path in ["/results", "/results/figures.csv"] {
                assert_eq!(
                    world.get(&cookie, path).await.status,
                    status,
                    "{engine}: {path}"
                );
            }
        }
        let elsewhere = world
            .get(&office.manager, "/results?programme=another")
            .await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "{engine}");
    }
}
