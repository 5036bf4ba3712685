//! Staff read what somebody answered with their name on it, and the person sees that they did.

use app::identity::Role;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::questionnaires::store;
use tests::engines;

use super::Office;

/// Two numbers that are added up, times four; and one more that goes into no score.
const SCORED: &str = r#"{"resourceType": "Questionnaire", "status": "active", "language": "en", "title": "Sleep",
  "extension": [{"url": "https://dagsform.example/fhir/score", "extension": [
    {"url": "name", "valueString": "Sleep score"}, {"url": "rule", "valueCode": "sum"},
    {"url": "question", "valueString": "one"}, {"url": "question", "valueString": "two"},
    {"url": "factor", "valueInteger": 4}, {"url": "source", "valueString": "The sleep manual"}]}],
  "item": [
    {"linkId": "one", "type": "integer", "text": "How many hours?",
     "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": {"code": "h", "display": "hours"}}]},
    {"linkId": "two", "type": "choice", "text": "How well?", "answerOption": [
      {"valueCoding": {"code": "well", "display": "Very well"},
       "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3}]}]},
    {"linkId": "words", "type": "text", "text": "Anything else?"}]}"#;

#[tokio::test]
async fn the_coordinator_reads_what_was_answered_and_what_it_comes_to() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, now) = (&office.world, office.world.now());
        let mut tx = world.tx().await;
        store::publish(&mut tx, &world.organisation, "sleep", 1, SCORED, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kims = world.signed_in(Whose::Staff(office.kim.clone())).await;
        let care = format!("/people/{}/follow-up", office.ada);
        let none = world.get(&kims, &care).await.body;
        assert!(none.contains("Nothing has been answered yet."), "{engine}");

        let of = office.ada_is_asked("sleep", "identified").await;
        office.send(&of, "one", "answer=7&deed=next").await;
        let path = format!("/people/{}/answers/{of}", office.ada);
        let early = world.get(&kims, &path).await;
        assert_eq!(
            early.status,
            StatusCode::NOT_FOUND,
            "{engine}: not sent yet"
        );
        office.send(&of, "two", "answer=well&deed=next").await;
        let words = "answer=%3Cb%3ENo&deed=next";
        let sent = office.send(&of, "words", words).await;
        assert!(sent.location().ends_with("/done"), "{engine}");

        assert!(
            world.get(&kims, &care).await.body.contains(&path),
            "{engine}"
        );
        let page = world.get(&kims, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{engine}: {}", page.body);
        for said in [
            "How many hours?",
            "hours",
            "Very well",
            "&lt;b&gt;No",
            "Sleep score: 40",
            "Source: The sleep manual",
            "Ada",
        ] {
            assert!(page.body.contains(said), "{engine}: {said}: {}", page.body);
        }
        let log = world.get(&office.cookie, "/my-data").await.body;
        assert!(log.contains("read what you answered."), "{engine}: {log}");

        // What has no name on it is nobody's to read.
        let of = office.ada_is_asked("influence", "confidential").await;
        office
            .send(&of, "influence", "answer=agree&deed=next")
            .await;
        for odd in [of.to_string(), "nothing".to_owned()] {
            let path = format!("/people/{}/answers/{odd}", office.ada);
            let answer = world.get(&kims, &path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{engine}: {odd}");
        }
        let mette = world.staff("Mette", Role::Manager).await;
        let mettes = world.signed_in(Whose::Staff(mette)).await;
        let refused = world.get(&mettes, &path).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{engine}");
        let own = world.get(&office.cookie, &path).await;
        assert!(!own.status.is_success(), "{engine}: {}", own.status);
    }
}

#[tokio::test]
async fn a_score_that_lacks_answers_says_how_many() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, now) = (&office.world, office.world.now());
        let mut tx = world.tx().await;
        store::publish(&mut tx, &world.organisation, "sleep", 1, SCORED, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let of = office.ada_is_asked("sleep", "identified").await;
        office.send(&of, "one", "answer=7&deed=next").await;
        for skipped in ["two", "words"] {
            office.send(&of, skipped, "deed=skip").await;
        }
        let kims = world.signed_in(Whose::Staff(office.kim.clone())).await;
        let path = format!("/people/{}/answers/{of}", office.ada);
        let page = world.get(&kims, &path).await.body;
        let said = "Sleep score: no score. Answers that are missing: 1.";
        assert!(page.contains(said), "{engine}: {page}");
        assert_eq!(page.matches("Skipped").count(), 2, "{engine}: {page}");
    }
}
