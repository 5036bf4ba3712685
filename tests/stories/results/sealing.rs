//! Which answers are sealed together, once, by whichever server comes first.

use app::insight::{Band, Staged};
use jiff::civil::date;
use server::insight::{seal, self_rated, stage};
use tests::engines;

use super::office::{INFLUENCE, Office, Round, SELF_RATING_END, line, new_year, zone};

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
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            0,
            "{engine}"
        );
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
