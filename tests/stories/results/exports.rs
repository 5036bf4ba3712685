//! The files that others ask for: what a coordinator noted, counted once, and told as intervals.

use app::desk::followup::Known;
use app::identity::Role;
use app::ids::EnrolmentId;
use app::participants::{Dates, EndReason, NewDates};
use app::questionnaires::Answer;
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::date;
use server::identity::store::Whose;
use server::insight::seal_years;
use server::{desk, on, participants};
use tests::engines;

use super::office::Office;

const FOLLOW_UP: &str = "one-year-follow-up";

fn april() -> Timestamp {
    "2028-04-01T08:00:00Z".parse().unwrap()
}

/// Someone whose whole course lies in 2027, with what the coordinator noted by the form.
pub(super) async fn noted(office: &Office, number: usize, form: &str) -> EnrolmentId {
    let world = &office.world;
    let kim = world
        .staff(&format!("Kim {number} {}", world.now()), Role::Coordinator)
        .await;
    let kims = world.signed_in(Whose::Staff(kim.clone())).await;
    let name = format!("Ada {number}");
    let (person, enrolment) = world.participant(&name, &office.programme, &kim).await;
    let dates = Dates {
        included: Some(date(2027, 1, 11)),
        started: Some(date(2027, 2, 1)),
        ended: Some(date(2027, 5, 3)),
        ..Dates::default()
    };
    let new = NewDates {
        dates,
        end_reason: Some(EndReason::Completed),
    };
    let mut tx = world.tx().await;
    participants::store::set_dates(&mut tx, &enrolment, &new, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let path = format!("/people/{person}/background");
    let kept = world.post(&kims, &path, form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = world.get(&kims, &path).await.body;
    for pair in form.split('&') {
        let (_, value) = pair.split_once('=').unwrap();
        assert!(
            page.contains(&format!("value=\"{value}\" selected")),
            "{value}: {page}"
        );
    }
    enrolment
}

/// The follow-up of this course closes; they said that they live on `code`.
async fn followed_up(office: &Office, enrolment: &EnrolmentId, code: Option<&str>) {
    let round = super::office::Round {
        rule: FOLLOW_UP,
        questionnaire: FOLLOW_UP,
        collection: "identified",
        ..super::office::INFLUENCE
    };
    let occasion = office.ask(enrolment.as_str(), round).await;
    let world = &office.world;
    let mut tx = world.tx().await;
    if let Some(code) = code {
        for (link_id, value) in [("livelihood", code), ("livelihood_extent", "75")] {
            let value = serde_json::to_string(&Answer::Choice(value.to_owned())).unwrap();
            on!(&mut tx, db => {
                sqlx::query(
                    "insert into answers (occasion_id, link_id, value, answered_at)
                     values ($1, $2, $3, 0)",
                )
                .bind(occasion.as_str())
                .bind(link_id)
                .bind(&value)
                .execute(db)
                .await
                .map(drop)
            })
            .unwrap();
        }
    }
    let known = Known {
        livelihood_in_register: code.is_none(),
        ..Known::default()
    };
    let closed = date(2027, 9, 1);
    desk::store::add_disposition(&mut tx, enrolment, FOLLOW_UP, known, closed)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

impl Office {
    async fn file(&self, name: &str) -> String {
        let answer = self
            .world
            .get(&self.manager, &format!("/results/exports/{name}"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
        answer.body
    }
}

#[tokio::test]
async fn what_a_coordinator_noted_is_counted_once_and_told_as_intervals() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        for number in 0..12 {
            let sex = ["woman", "woman", "man"][number % 3];
            let form = format!(
                "sex={sex}&education=secondary&before=social_assistance&before_share=100\
                 &at_end=wage&at_end_share=75&track=activity"
            );
            let enrolment = noted(&office, number, &form).await;
            let said = ["wage", "study", "wage"][number % 3];
            followed_up(&office, &enrolment, (number > 0).then_some(said)).await;
        }
        let before = office.file("finsam_year.csv").await;
        assert!(!before.contains("sealed"), "{engine}: {before}");

        office.go_to(april()).await;
        let mut tx = office.world.tx().await;
        seal_years(&mut tx, april()).await.unwrap();
        tx.commit().await.unwrap();
        let finsam = office.file("finsam_year.csv").await;
        assert!(
            finsam.contains("koll-pa-formaga,2027,sealed,55,12,12,7,12,0,6,0,6,0,6"),
            "{engine}: {finsam}"
        );
        let status = office.file("status_1_3_6_12.csv").await;
        for line in [
            "2027,12,sealed,12,work,7,12,0.583,1.000",
            "2027,12,sealed,12,looked-up,0,6,",
            "2027,6,not_asked,",
        ] {
            assert!(status.contains(line), "{engine}: {line}: {status}");
        }
        let skandia = office.file("skandia_inputs.csv").await;
        for line in [
            "2027,livelihood-before,benefit,people,sealed,12,7,12",
            "2027,livelihood-end,work,people,sealed,12,7,12",
            "2027,cost,,money per person,not_kept,,,",
        ] {
            assert!(skandia.contains(line), "{engine}: {line}: {skandia}");
        }
        let book = office.file("skandia_inputs.codebook.csv").await;
        assert!(
            book.contains("skandia_inputs.csv,unit,"),
            "{engine}: {book}"
        );

        // Noted anew and erased afterwards: nothing that was counted moves.
        office.sql("update backgrounds set sex = 'man'", &[]).await;
        office
            .sql("update dispositions set lives_on = null", &[])
            .await;
        office.go_to("2028-04-20T08:00:00Z".parse().unwrap()).await;
        assert_eq!(office.file("finsam_year.csv").await, finsam, "{engine}");
        assert_eq!(office.file("status_1_3_6_12.csv").await, status, "{engine}");
        let page = office.world.get(&office.manager, "/results").await.body;
        assert!(page.contains("Women and men"), "{engine}: {page}");
    }
}

#[tokio::test]
async fn a_background_that_nobody_offered_comes_back_with_what_to_mend() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let kims = world.signed_in(Whose::Staff(kim.clone())).await;
        let (person, _) = world.participant("Ada", &office.programme, &kim).await;
        let path = format!("/people/{person}/background");
        let refused = world.post(&kims, &path, "before=lottery&track=moon").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(refused.body.contains("Choose one of the list"), "{engine}");
        assert_eq!(office.count("select count(*) from backgrounds").await, 0);
        let others = world.get(&office.manager, &path).await;
        assert_eq!(others.status, StatusCode::FORBIDDEN, "{engine}");
    }
}

#[tokio::test]
async fn the_files_are_for_those_who_see_results_and_none_is_made_up() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let page = world.get(&office.manager, "/results/exports").await;
        assert_eq!(page.status, StatusCode::OK, "{engine}");
        assert!(page.body.contains("not_asked"), "{engine}: {}", page.body);
        let book = world
            .get(&office.manager, "/results/exports/indicators.xlsx")
            .await;
        assert!(book.body.starts_with("PK"), "{engine}");
        assert!(
            format!("{:?}", book.headers.get("content-type")).contains("spreadsheetml"),
            "{engine}"
        );
        let kim = world.staff("Kim", Role::Administrator).await;
        let kims = world.signed_in(Whose::Staff(kim)).await;
        for (path, seen) in [
            ("/results/exports", StatusCode::OK),
            ("/results/exports/finsam_year.csv", StatusCode::OK),
            ("/results/exports/finsam_year.pdf", StatusCode::NOT_FOUND),
            ("/results/exports/people.csv", StatusCode::NOT_FOUND),
            ("/results/exports/people", StatusCode::NOT_FOUND),
        ] {
            let status = world.get(&office.manager, path).await.status;
            assert_eq!(status, seen, "{engine}: {path}");
            assert_ne!(world.get(&kims, path).await.status, StatusCode::OK);
            assert_ne!(world.get("", path).await.status, StatusCode::OK);
        }
    }
}
