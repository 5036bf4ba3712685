//! What other systems never see: other offices, confidential answers, protected people.

use axum::http::StatusCode;
use serde_json::json;
use server::api::May;
use server::organisations::store as organisations;
use server::participants::protection::store as protection;
use tests::engines;

use super::{Clinic, OCCASION, header, said, slept};

/// Every place where somebody's data could show.
async fn sees(clinic: &Clinic, token: &str, occasion: &str) -> String {
    let enrolment = clinic.enrolment();
    let mut seen = String::new();
    for path in [
        "/api/v1/occasions".to_owned(),
        format!("/api/v1/occasions?enrolment={enrolment}"),
        "/api/v1/occasions?state=answered".to_owned(),
        "/api/v1/answers".to_owned(),
        format!("/api/v1/answers?enrolment={enrolment}"),
        "/fhir/R4/QuestionnaireResponse".to_owned(),
        format!("/fhir/R4/QuestionnaireResponse?subject={enrolment}"),
        format!("/fhir/R4/QuestionnaireResponse/{occasion}"),
    ] {
        let answer = clinic.get(token, &path).await;
        assert!(
            [StatusCode::OK, StatusCode::NOT_FOUND].contains(&answer.status),
            "{path}: {}",
            answer.body
        );
        let body = said(&answer);
        assert!(body.get("total").is_none(), "nothing is counted: {path}");
        for list in ["items", "entry"] {
            seen.push_str(&body[list].to_string());
        }
        if answer.status == StatusCode::OK && body["resourceType"] == "QuestionnaireResponse" {
            seen.push_str(&answer.body);
        }
    }
    seen
}

#[tokio::test]
async fn a_token_of_another_office_sees_nothing_and_changes_nothing() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let done = clinic.asked("sleep", "identified").await;
        let stored = clinic
            .answers("", &slept(&done, json!({"valueDecimal": 7.5})))
            .await;
        assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.body);
        let open = clinic.asked("sleep", "identified").await;
        assert!(
            sees(&clinic, &clinic.reads, done.as_str())
                .await
                .contains(done.as_str())
        );

        let mut tx = world.tx().await;
        let other = organisations::add_organisation(&mut tx, "Other", world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let theirs = clinic.token_of(&other, "Theirs", May::Write, None).await;
        let seen = sees(&clinic, &theirs, done.as_str()).await;
        for id in [done.as_str(), open.as_str(), clinic.enrolment().as_str()] {
            assert!(!seen.contains(id), "{engine}: {seen}");
        }
        let forms = clinic.get(&theirs, "/fhir/R4/Questionnaire").await;
        assert!(
            said(&forms).get("entry").is_none(),
            "{engine}: {}",
            forms.body
        );
        let programmes = clinic.get(&theirs, "/api/v1/programmes").await;
        assert_eq!(said(&programmes)["items"], json!([]), "{engine}");
        let ours = said(&clinic.get(&clinic.reads, "/fhir/R4/Questionnaire").await);
        let id = ours["entry"][0]["resource"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let read = clinic
            .get(&theirs, &format!("/fhir/R4/Questionnaire/{id}"))
            .await;
        assert_eq!(read.status, StatusCode::NOT_FOUND, "{engine}");
        let body = slept(&open, json!({"valueDecimal": 1}));
        let sent = clinic
            .post(&theirs, "/fhir/R4/QuestionnaireResponse", "k", &body)
            .await;
        assert_eq!(
            sent.status,
            StatusCode::NOT_FOUND,
            "{engine}: {}",
            sent.body
        );
        assert_eq!(
            clinic.count("select count(*) from responses").await,
            1,
            "{engine}"
        );
        let log = "select count(*) from access_log where organisation_id <>
                   (select organisation_id from participants)";
        assert_eq!(clinic.count(log).await, 0, "{engine}");
    }
}

#[tokio::test]
async fn what_is_answered_in_confidence_is_not_there_at_all() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let begun = clinic.asked("annual-satisfaction", "confidential").await;
        let sent = clinic.asked("influence", "confidential").await;
        let form = "answer=disagree&deed=next&key=a";
        let path = format!("/questions/{begun}/satisfied");
        world.post(&clinic.office.adas, &path, form).await;
        let path = format!("/questions/{sent}/influence");
        world.post(&clinic.office.adas, &path, form).await;
        assert_eq!(
            clinic.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );

        for of in [&begun, &sent] {
            let seen = sees(&clinic, &clinic.reads, of.as_str()).await;
            for trace in [begun.as_str(), sent.as_str(), "disagree", "satisfied"] {
                assert!(!seen.contains(trace), "{engine}: {trace} in {seen}");
            }
            let body = json!({
                "resourceType": "QuestionnaireResponse", "status": "completed",
                "identifier": {"system": OCCASION, "value": of.as_str()},
                "questionnaire": "https://dagsform.example/fhir/Questionnaire/influence|1",
                "item": [{"linkId": "influence", "answer": [{"valueCoding": {"code": "agree"}}]}],
            });
            let refused = clinic.answers("k", &body).await;
            assert_eq!(
                refused.status,
                StatusCode::NOT_FOUND,
                "{engine}: {}",
                refused.body
            );
        }
        assert_eq!(
            clinic.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );
        assert_eq!(
            clinic.count("select count(*) from responses").await,
            0,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn somebody_with_protected_identity_is_in_no_list_and_no_consent_no_sight() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let done = clinic.asked("sleep", "identified").await;
        clinic
            .answers("", &slept(&done, json!({"valueDecimal": 7.5})))
            .await;
        let needs = clinic
            .asked_by("later", "sleep", "identified", Some("follow_up"))
            .await;
        let seen = sees(&clinic, &clinic.reads, done.as_str()).await;
        assert!(seen.contains(done.as_str()), "{engine}");
        assert!(!seen.contains(needs.as_str()), "{engine}: nobody consented");
        let refused = clinic
            .answers("", &slept(&needs, json!({"valueDecimal": 7})))
            .await;
        assert_eq!(
            refused.status,
            StatusCode::FORBIDDEN,
            "{engine}: {}",
            refused.body
        );
        assert_eq!(header(&refused, "www-authenticate"), "");

        let mut tx = world.tx().await;
        protection::set_protected(&mut tx, &clinic.office.ada, true, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let seen = sees(&clinic, &clinic.reads, done.as_str()).await;
        assert!(!seen.contains(done.as_str()), "{engine}: {seen}");
        let open = clinic.asked("sleep", "identified").await;
        let refused = clinic
            .answers("", &slept(&open, json!({"valueDecimal": 7})))
            .await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{engine}");
    }
}

#[tokio::test]
async fn the_person_reads_in_the_log_which_system_fetched_their_answers() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let world = &clinic.office.world;
        let done = clinic.asked("sleep", "identified").await;
        clinic
            .answers("", &slept(&done, json!({"valueDecimal": 7.5})))
            .await;
        let before = world.get(&clinic.office.adas, "/my-data").await;
        assert!(
            before.body.contains("sent in answers for you."),
            "{}",
            before.body
        );
        assert!(!before.body.contains("Statistics"), "{engine}");
        clinic.get(&clinic.reads, "/api/v1/answers").await;
        let after = world.get(&clinic.office.adas, "/my-data").await;
        assert!(
            after.body.contains("Statistics"),
            "{engine}: {}",
            after.body
        );
        assert!(
            after.body.contains("another computer system"),
            "{}",
            after.body
        );
        assert!(
            after.body.contains("read what you answered."),
            "{}",
            after.body
        );
        for _ in 0..3 {
            clinic.get(&clinic.reads, "/api/v1/occasions").await;
        }
        let looked = "select count(*) from access_log where deed = 'read-occasions'";
        assert_eq!(
            clinic.count(looked).await,
            1,
            "{engine}: once a day is enough"
        );
    }
}
