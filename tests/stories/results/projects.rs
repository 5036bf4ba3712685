//! Rows without names: one asks, another decides, and everyone whose row it is can read so.

use std::collections::BTreeSet;

use app::identity::Role;
use app::ids::{EnrolmentId, ParticipantId};
use app::programmes::ConsentKind;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::participants::consents::store as consents;
use server::participants::store as participants;
use tests::{World, engines};

use super::exports::noted;
use super::office::Office;

const FORM: &str = "sex=woman&education=secondary&before=social_assistance&before_share=100\
                    &at_end=wage&at_end_share=75&track=activity";

async fn signed_in(world: &World, name: &str, role: Role) -> String {
    let staff = world.staff(name, role).await;
    world.signed_in(Whose::Staff(staff)).await
}

/// So many people; all but the last `silent` say yes to research.
async fn people(office: &Office, many: usize, silent: usize) -> Vec<(ParticipantId, EnrolmentId)> {
    let world = &office.world;
    let mut all = Vec::new();
    for number in 0..many {
        let enrolment = noted(office, number, FORM).await;
        let mut tx = world.tx().await;
        let known = participants::enrolment(&mut tx, &enrolment).await.unwrap();
        if number < many - silent {
            consents::give(&mut tx, &enrolment, ConsentKind::Research, world.now())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        all.push((known.participant, enrolment));
    }
    all
}

/// Asks, and returns the way to the project.
async fn asked(office: &Office, cookie: &str, title: &str) -> String {
    let form = format!(
        "programme={}&kind=research&title={title}&wants=Livelihood&basis=approval&reference=2026-17",
        office.programme
    );
    let kept = office.world.post(cookie, "/results/projects", &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = office.world.get(cookie, kept.location()).await.body;
    let newest = page.split("id=\"project-").nth(1).unwrap();
    format!("/results/projects/{}", newest.split('"').next().unwrap())
}

fn pseudonyms(file: &str) -> BTreeSet<&str> {
    let rows = file.lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap()).collect()
}

#[tokio::test]
async fn rows_are_taken_once_another_has_approved_and_everyone_in_them_reads_so() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let all = people(&office, 13, 1).await;
        let eva = signed_in(world, "Eva", Role::Evaluator).await;
        let path = asked(&office, &eva, "Evaluation+of+Koll").await;
        let (take, decision) = (
            format!("{path}/before_after.csv"),
            format!("{path}/decision"),
        );

        let early = world.post(&eva, &take, "").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(early.body.contains("Nobody has approved"), "{engine}");
        let self_made = world.post(&eva, &decision, "deed=approve").await;
        assert_eq!(self_made.status, StatusCode::FORBIDDEN, "{engine}");

        let mute = world
            .post(&office.manager, &decision, "deed=refuse&reason=")
            .await;
        assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            mute.body.contains("Write why not"),
            "{engine}: {}",
            mute.body
        );
        let refused = "deed=refuse&reason=Too+wide";
        world.post(&office.manager, &decision, refused).await;
        let page = world.get(&eva, "/results/projects").await.body;
        assert!(
            page.contains("Too wide") && page.contains("refused"),
            "{engine}: {page}"
        );
        assert_eq!(
            world.post(&eva, &take, "").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );

        world.post(&office.manager, &decision, "deed=approve").await;
        let taken = world.post(&eva, &take, "").await;
        assert_eq!(taken.status, StatusCode::OK, "{engine}: {}", taken.body);
        let file = taken.body;
        assert_eq!(
            file.lines().count(),
            1 + 12,
            "{engine}: who was silent is in no row"
        );
        let row = file.lines().nth(1).unwrap();
        assert!(
            row.contains(
                "koll-pa-formaga,woman,1980-1984,secondary,2027-01,2027-02,2027-05,\
                 social_assistance,100,wage,75,,,completed,activity"
            ),
            "{engine}: {row}"
        );
        for (person, enrolment) in &all {
            assert!(!file.contains(person.as_str()) && !file.contains(enrolment.as_str()));
        }
        assert!(
            !file.contains("Ada") && !file.contains("2027-01-11"),
            "{engine}"
        );

        let adas = world.signed_in(Whose::Participant(all[0].0.clone())).await;
        let own = world.get(&adas, "/my-data").await.body;
        assert!(
            own.contains("Evaluation of Koll") && own.contains("took a row about you"),
            "{engine}: {own}"
        );
        let silent = world.signed_in(Whose::Participant(all[12].0.clone())).await;
        let others = world.get(&silent, "/my-data").await.body;
        assert!(!others.contains("took a row about you"), "{engine}");

        // The same person is the same in this project, and another in the next.
        let again = world.post(&eva, &take, "").await.body;
        assert_eq!(pseudonyms(&again), pseudonyms(&file), "{engine}");
        let next = asked(&office, &eva, "Another").await;
        world
            .post(&office.manager, &format!("{next}/decision"), "deed=approve")
            .await;
        let other = world
            .post(&eva, &format!("{next}/before_after.csv"), "")
            .await
            .body;
        assert_eq!(other.lines().count(), 1 + 12, "{engine}");
        assert!(
            pseudonyms(&other).is_disjoint(&pseudonyms(&file)),
            "{engine}"
        );

        // Taken back by the person, and by an authority: gone from the next file.
        let mut tx = world.tx().await;
        consents::withdraw(&mut tx, &all[0].1, ConsentKind::Research, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let protect = "update participants set protected_identity = true where id = $1";
        office.sql(protect, &[all[1].0.as_str()]).await;
        let fewer = world.post(&eva, &take, "").await.body;
        assert_eq!(fewer.lines().count(), 1 + 10, "{engine}");
        let mut tx = world.tx().await;
        consents::withdraw(&mut tx, &all[2].1, ConsentKind::Research, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let few = world.post(&eva, &take, "").await;
        assert_eq!(few.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            few.body.contains("Fewer than ten"),
            "{engine}: {}",
            few.body
        );
        assert_eq!(
            office.count("select count(*) from project_takings").await,
            4
        );
    }
}

#[tokio::test]
async fn whoever_asked_can_take_it_back_and_an_approval_can_be_taken_back_too() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        people(&office, 10, 0).await;
        let eva = signed_in(world, "Eva", Role::Evaluator).await;
        let path = asked(&office, &eva, "Evaluation").await;
        let (take, back) = (
            format!("{path}/before_after.csv"),
            format!("{path}/take-back"),
        );
        let decision = format!("{path}/decision");
        world.post(&office.manager, &decision, "deed=approve").await;
        world.post(&eva, &back, "deed=back").await;
        assert_eq!(
            world.post(&eva, &take, "").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let gone = world.post(&office.manager, &decision, "deed=approve").await;
        assert_eq!(gone.status, StatusCode::FORBIDDEN, "{engine}");
        world.post(&eva, &back, "deed=again").await;
        assert_eq!(
            world.post(&eva, &take, "").await.status,
            StatusCode::OK,
            "{engine}"
        );
        let stop = "deed=refuse&reason=It+is+over";
        world.post(&office.manager, &decision, stop).await;
        assert_eq!(
            world.post(&eva, &take, "").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
}

#[tokio::test]
async fn rows_are_for_those_who_asked_for_them_in_their_own_office() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        people(&office, 10, 0).await;
        let eva = signed_in(world, "Eva", Role::Evaluator).await;
        let path = asked(&office, &eva, "Evaluation").await;
        let take = format!("{path}/before_after.csv");
        world
            .post(&office.manager, &format!("{path}/decision"), "deed=approve")
            .await;
        let kim = signed_in(world, "Kim", Role::Coordinator).await;
        let admin = signed_in(world, "Per", Role::Administrator).await;
        for (cookie, page) in [
            (&kim, StatusCode::OK),
            (&office.manager, StatusCode::OK),
            (&admin, StatusCode::FORBIDDEN),
        ] {
            let status = world.get(cookie, "/results/projects").await.status;
            assert_eq!(status, page, "{engine}");
            assert_eq!(
                world.post(cookie, &take, "").await.status,
                StatusCode::FORBIDDEN
            );
            let ask = world.post(cookie, "/results/projects", "programme=x").await;
            assert_eq!(ask.status, StatusCode::FORBIDDEN, "{engine}");
            if *cookie != office.manager {
                let decide = format!("{path}/decision");
                let decided = world.post(cookie, &decide, "deed=approve").await;
                assert_eq!(decided.status, StatusCode::FORBIDDEN, "{engine}");
            }
        }
        let unknown = world
            .post(&eva, "/results/projects/x/before_after.csv", "")
            .await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{engine}");
        let nothing = format!("programme={}", office.programme);
        let empty = world.post(&eva, "/results/projects", &nothing).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(empty.body.contains("Choose a legal basis") || empty.body.contains("Write a name"));
        let seen = world.get(&eva, "/people").await.status;
        assert_eq!(
            seen,
            StatusCode::FORBIDDEN,
            "{engine}: an evaluator sees no people"
        );
    }
}
