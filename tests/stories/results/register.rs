//! What the register tells: counted once, when the year is over, and never moved.

use app::ids::EnrolmentId;
use app::insight::Measure;
use app::participants::{Dates, NewDates};
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use server::insight::seal_years;
use server::{on, participants};
use tests::engines;

use super::office::Office;

fn april() -> Timestamp {
    "2028-04-01T08:00:00Z".parse().unwrap()
}

/// Someone who was included in 2027, started after `days` (or never), and ended.
async fn course(office: &Office, number: i64, days: Option<i64>) -> EnrolmentId {
    let world = &office.world;
    let name = format!("Robin {number} {}", world.now());
    let coordinator = world.staff(&name, app::identity::Role::Coordinator).await;
    let (_, enrolment) = world
        .participant(&format!("Ada {number}"), &office.programme, &coordinator)
        .await;
    let included = date(2027, 2, 1).saturating_add(number.days());
    let started = days.map(|days| included.saturating_add(days.days()));
    let ended: Option<Date> = started.map(|day| day.saturating_add(84.days()));
    let dates = Dates {
        included: Some(included),
        started,
        ended,
        ..Dates::default()
    };
    let new = NewDates {
        dates,
        end_reason: None,
    };
    let mut tx = world.tx().await;
    participants::store::set_dates(&mut tx, &enrolment, &new, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    enrolment
}

impl Office {
    async fn missed(&self, enrolment: &EnrolmentId, attendance: &'static str) {
        let id = server::storage::new_id();
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => {
            sqlx::query(
                "insert into appointments
                 (id, enrolment_id, title, with_whom, place, number, starts_at, agreed_at, minutes,
                  attendance, booked_by, booked_at)
                 select $1, e.id, 'Talk', '', '',
                  (select 1 + count(*) from appointments a where a.enrolment_id = e.id),
                  0, 0, 30, $3, e.coordinator_id, 0 from enrolments e where e.id = $2",
            )
            .bind(&id)
            .bind(enrolment.as_str())
            .bind(attendance)
            .execute(db)
            .await
            .map(drop)
        })
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn counted(&self, now: Timestamp) -> usize {
        let mut tx = self.world.tx().await;
        let counted = seal_years(&mut tx, now).await.unwrap();
        tx.commit().await.unwrap();
        counted
    }

    async fn register(&self) -> String {
        let answer = self.world.get(&self.manager, "/results/register.csv").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.body
    }
}

#[tokio::test]
async fn a_year_is_counted_once_when_it_is_over_and_never_moves() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let mut people = Vec::new();
        for number in 0..14 {
            let days = [Some(5), Some(20), Some(40), None][number as usize % 4];
            people.push(course(&office, number, days).await);
        }
        for (number, one) in people.iter().enumerate() {
            office.missed(one, "attended").await;
            if number == 1 {
                office.missed(one, "no-show").await;
            }
        }
        office.go_to(april() - 24.hours()).await;
        let before = office.world.get(&office.manager, "/results").await.body;
        assert!(
            before.contains("The figures for") && before.contains("April 2028"),
            "{before}"
        );
        assert_eq!(
            office.counted(office.world.now()).await,
            1,
            "{engine}: 2026, with nobody in it"
        );
        assert!(
            office
                .register()
                .await
                .contains("2026,first-activity,too_few,")
        );

        office.go_to(april()).await;
        assert_eq!(office.counted(april()).await, 1, "{engine}");
        assert_eq!(office.counted(april()).await, 0, "{engine}: again");
        let file = office.register().await;
        // Four started within two weeks, four within four, three within eight, three never.
        for line in [
            "2027,first-activity,sealed,14,weeks-2,0,",
            "2027,first-activity,sealed,14,later,0,",
            "2027,follow-up,too_few,",
            "2027,course-length,sealed,11,weeks-8,0,",
            "2028,,open,",
        ] {
            assert!(file.contains(line), "{engine}: {line}: {file}");
        }
        assert!(
            !file.contains(",4,4,") && !file.contains(",3,3,"),
            "{engine}: a count"
        );
        let page = office.world.get(&office.manager, "/results").await.body;
        assert!(
            page.contains("Nine of ten") && page.contains("share-bar"),
            "{engine}: {page}"
        );

        // A start that comes to light later, and an erasure.
        let sql = "update enrolments set started_on = '2027-02-20'";
        office.sql(sql, &[]).await;
        office
            .sql(
                "delete from enrolments where id = $1",
                &[people[0].as_str()],
            )
            .await;
        office.go_to(april() + 48.hours()).await;
        assert_eq!(office.counted(office.world.now()).await, 0);
        assert_eq!(office.register().await, file, "{engine}: it moved");
    }
}

#[tokio::test]
async fn someone_with_two_courses_is_one_person() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        for number in 0..10 {
            let one = course(&office, number, Some(10)).await;
            if number == 9 {
                office
                    .sql("delete from enrolments where id = $1", &[one.as_str()])
                    .await;
                continue;
            }
            for again in 0..2 {
                let id = format!("again-{number}-{again}");
                let sql =
                    "insert into enrolments (id, organisation_id, participant_id, programme_id,
                     coordinator_id, study_arm, included_on, started_on, ended_on, created_at)
                     select $1, organisation_id, participant_id, programme_id, coordinator_id,
                     study_arm, included_on, started_on, ended_on, created_at
                     from enrolments where id = $2";
                office.sql(sql, &[&id, one.as_str()]).await;
                office
                    .missed(&EnrolmentId::new(id.clone()), "attended")
                    .await;
                let sql = "insert into dispositions (enrolment_id, rule_id, disposition, reached,
                     answered, livelihood, closed_on)
                     values ($1, 'one-year-follow-up', 'complete', true, true, true, '2027-05-01')";
                office.sql(sql, &[&id]).await;
            }
        }
        office.go_to(april()).await;
        office.counted(april()).await;
        let file = office.register().await;
        assert!(
            !file.contains("sealed"),
            "{engine}: nine became more: {file}"
        );
    }
}

#[tokio::test]
async fn nine_people_and_the_control_group_are_told_nothing_of() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        for number in 0..12 {
            let one = course(&office, number, Some(10)).await;
            if number >= 9 {
                let sql = "update enrolments set study_arm = 'control' where id = $1";
                office.sql(sql, &[one.as_str()]).await;
            }
        }
        office.go_to(april()).await;
        office.counted(april()).await;
        let file = office.register().await;
        assert!(!file.contains("sealed"), "{engine}: {file}");
        for measure in Measure::ALL.into_iter().filter(|it| it.is_counted()) {
            let line = format!("2027,{},too_few,", measure.word());
            assert!(file.contains(&line), "{engine}: {file}");
        }
    }
}

#[tokio::test]
async fn labels_of_the_register_that_were_changed_by_hand_are_not_shown() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        for number in 0..12 {
            course(&office, number, Some(10)).await;
        }
        office.go_to(april()).await;
        office.counted(april()).await;
        office
            .sql("update register_labels set n_from = n_to", &[])
            .await;
        let answer = office.world.get(&office.manager, "/results").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{engine}");
    }
}

#[tokio::test]
async fn the_codebook_is_for_those_who_see_results() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let book = office
            .world
            .get(&office.manager, "/results/codebook.csv")
            .await;
        assert_eq!(book.status, StatusCode::OK, "{engine}");
        assert!(book.body.contains("register.csv,people_from,"), "{engine}");
        assert_ne!(
            office.world.get("", "/results/codebook.csv").await.status,
            StatusCode::OK
        );
        let staff = office
            .world
            .staff("Kim", app::identity::Role::Administrator)
            .await;
        let cookie = office
            .world
            .signed_in(server::identity::store::Whose::Staff(staff))
            .await;
        for path in ["/results/codebook.csv", "/results/register.csv"] {
            let status = office.world.get(&cookie, path).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{engine}: {path}");
        }
    }
}
