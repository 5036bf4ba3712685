//! Two years of an office, as seen from outside: the files and pages that it serves.

use std::collections::{BTreeMap, BTreeSet};

use app::identity::Role;
use app::ids::{OccasionId, ProgrammeId};
use app::insight::{Band, Quarter, Staged};
use axum::http::StatusCode;
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use server::identity::store::Whose;
use server::insight::{seal, stage};
use server::on;
use server::storage::{Tx, new_id};
use tests::World;

use super::super::office::{DEFINITION, midnight, zone};
use super::cohorts::{Cohort, QUARTERS};
use super::enumerator::{Case, Event, all};

/// What the file and the page say of a wave.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    answers: usize,
    unhappy: (usize, usize),
    happy: (usize, usize),
}

struct Town {
    world: World,
    manager: String,
    programmes: Vec<ProgrammeId>,
}

fn first() -> Quarter {
    Quarter::of(date(2026, 10, 1))
}

fn quarter(number: usize) -> Quarter {
    std::iter::successors(Some(first()), |it| Some(it.next()))
        .nth(number)
        .unwrap()
}

impl Town {
    async fn on(engine: &str, cohorts: &[Cohort]) -> Self {
        let world = World::on(engine).await;
        let mut programmes = Vec::new();
        for cohort in cohorts {
            let name = format!("cohort-{}", cohort.seed);
            programmes.push(world.programme(&name, DEFINITION).await);
        }
        let mut tx = world.tx().await;
        on!(&mut tx, db => {
            sqlx::query(
                "insert into questionnaires (id, organisation_id, url_key, version, document, published_at)
                 values ('influence-1', $1, 'influence', 1, '{}', 0)",
            )
            .bind(world.organisation.as_str())
            .execute(db)
            .await
            .map(drop)
        })
        .unwrap();
        tx.commit().await.unwrap();
        Self {
            world,
            manager: String::new(),
            programmes,
        }
    }

    async fn go_to(&mut self, to: Timestamp) {
        self.world.app.clock.set(to);
        let name = format!("Robin {to}");
        let manager = self.world.staff(&name, Role::Manager).await;
        self.manager = self.world.signed_in(Whose::Staff(manager)).await;
    }

    /// Everyone is asked and answers, as the questionnaire's handler keeps it.
    async fn answers(&self, number: usize, cohorts: &[Cohort]) {
        let mut tx = self.world.tx().await;
        for (cohort, programme) in cohorts.iter().zip(&self.programmes) {
            for (person, band) in &cohort.answers[number] {
                let subject = format!("{}p{person}", cohort.seed);
                let occasion = self.ask(&mut tx, programme, &subject, number).await;
                let staged = Staged::new(vec![("influence".into(), Band::ALL[*band])]);
                let now = self.world.now();
                stage(&mut tx, &occasion, &zone(), now, &staged)
                    .await
                    .unwrap();
                change(
                    &mut tx,
                    "update occasions set state = 'answered' where id = $1",
                    occasion.as_str(),
                )
                .await;
            }
        }
        tx.commit().await.unwrap();
    }

    async fn ask(&self, tx: &mut Tx, of: &ProgrammeId, who: &str, number: usize) -> OccasionId {
        let id = new_id();
        let closes = quarter(number).ends_on().saturating_sub(3.days());
        on!(tx, db => {
            sqlx::query(
                "insert into occasions
                 (id, organisation_id, programme_id, subject_kind, subject_id, rule_id, number,
                  questionnaire_id, collection, due_on, opens_at, closes_at)
                 values ($1, $2, $3, 'enrolment', $4, 'influence', $5, 'influence-1',
                  'confidential', '2026-11-02', 0, $6)",
            )
            .bind(&id)
            .bind(self.world.organisation.as_str())
            .bind(of.as_str())
            .bind(who)
            .bind(number as i64)
            .bind(midnight(closes).as_millisecond())
            .execute(db)
            .await
            .map(drop)
        })
        .unwrap();
        OccasionId::new(id)
    }

    async fn body(&self, path: &str) -> String {
        let answer = self.world.get(&self.manager, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.body
    }

    /// What stands in the file of one programme, by wave.
    async fn file(&self, programme: &ProgrammeId) -> BTreeMap<String, Read> {
        let path = format!("/results/figures.csv?programme={programme}");
        let file = self.body(&path).await;
        let mut lines = file.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let columns = lines.next().unwrap();
        let place = |name: &str| columns.iter().position(|it| *it == name).unwrap();
        let of_it = lines.filter(|line| {
            line[place("indicator")] == "influence" && line[place("state")] == "sealed"
        });
        of_it
            .map(|line| {
                let number = |name: &str| line[place(name)].parse().unwrap();
                let read = Read {
                    answers: number("answers"),
                    unhappy: (number("unhappy_from"), number("unhappy_to")),
                    happy: (number("happy_from"), number("happy_to")),
                };
                (line[place("wave")].to_owned(), read)
            })
            .collect()
    }
}

async fn change(tx: &mut Tx, sql: &'static str, value: &str) {
    on!(tx, db => sqlx::query(sql).bind(value).execute(db).await.map(drop)).unwrap();
}

/// Lives through two years and reads everything after each seal and each erasure. What comes
/// back is all that may be known of each wave.
pub(super) async fn published_over_two_years(engine: &str, cohorts: &[Cohort]) -> Vec<Case> {
    let mut town = Town::on(engine, cohorts).await;
    let mut seen: Vec<BTreeMap<String, Vec<Read>>> = vec![BTreeMap::new(); cohorts.len()];
    for number in 0..QUARTERS {
        let closes = quarter(number).closes_at(&zone());
        town.go_to(closes - 240.hours()).await;
        town.answers(number, cohorts).await;
        town.go_to(closes + 12.hours()).await;
        let sealed = seal(&town.world.app.db, town.world.now()).await.unwrap();
        let answered = cohorts.iter().filter(|it| !it.answers[number].is_empty());
        assert_eq!(sealed, answered.count(), "{engine}");
        town.look(&mut seen).await;
        let mut tx = town.world.tx().await;
        for cohort in cohorts {
            for person in &cohort.erased[number] {
                let subject = format!("{}p{person}", cohort.seed);
                change(
                    &mut tx,
                    "delete from occasions where subject_id = $1",
                    &subject,
                )
                .await;
            }
        }
        tx.commit().await.unwrap();
        town.look(&mut seen).await;
    }
    for (programme, seen) in town.programmes.iter().zip(&seen) {
        town.page_says_the_same(programme, seen).await;
    }
    let cases = cohorts.iter().zip(&seen);
    cases
        .flat_map(|(cohort, seen)| known(cohort, seen))
        .collect()
}

impl Town {
    /// Notes whatever is news in any file.
    async fn look(&self, seen: &mut [BTreeMap<String, Vec<Read>>]) {
        for (programme, seen) in self.programmes.iter().zip(seen) {
            for (wave, read) in self.file(programme).await {
                let before = seen.entry(wave).or_default();
                if before.last() != Some(&read) {
                    before.push(read);
                }
            }
        }
    }

    /// The page may round, but says nothing of a count that the file does not say.
    async fn page_says_the_same(&self, of: &ProgrammeId, seen: &BTreeMap<String, Vec<Read>>) {
        let page = self.body(&format!("/results?programme={of}")).await;
        let Some((_, newest)) = seen.iter().next_back() else {
            return;
        };
        let Read { answers, happy, .. } = newest.last().unwrap();
        let says = format!("between {} and {} of {answers} answers", happy.0, happy.1);
        assert!(plain(&page).contains(&says), "{says}: {page}");
    }
}

/// Without the marks that keep numbers apart from words written the other way.
fn plain(page: &str) -> String {
    page.replace(['\u{2068}', '\u{2069}'], "")
}

/// What was read, put beside who answered and in which order.
fn known(cohort: &Cohort, seen: &BTreeMap<String, Vec<Read>>) -> Vec<Case> {
    let mut cases = Vec::new();
    for number in 0..QUARTERS {
        let Some(reads) = seen.get(&quarter(number).to_string()) else {
            continue;
        };
        let joined = cohort.answers[number].iter();
        let mut events: Vec<Event> = joined.map(|(who, _)| Event::Joins(*who)).collect();
        let mut here = events.len();
        for (place, read) in reads.iter().enumerate() {
            if place == 1 {
                // News after the seal can only be about those who stayed.
                for who in &cohort.erased[number] {
                    events.push(Event::Leaves(*who));
                    here -= 1;
                }
            }
            assert_eq!(read.answers, here, "who answered is known");
            let inside = |(from, to): (usize, usize), count: usize| from <= count && count <= to;
            let fits: BTreeSet<_> = all(here)
                .filter(|it| inside(read.unhappy, it[0]) && inside(read.happy, it[2]))
                .collect();
            events.push(Event::Told(fits));
        }
        cases.push(Case {
            people: cohort.people,
            events,
            known: cohort.known(number),
        });
    }
    cases
}
