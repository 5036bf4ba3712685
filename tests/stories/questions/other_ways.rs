//! Questions of imported forms: own words, several boxes, lists, help, and what they begin with.

use axum::http::StatusCode;
use server::questionnaires::store;
use tests::engines;

use super::{Office, value};

/// A form with a question of each kind that shipped ones do without.
const WAYS: &str = r##"{"resourceType": "Questionnaire", "status": "active", "language": "en",
  "title": "Ways", "contained": [{"resourceType": "ValueSet", "id": "days", "compose": {"include": [
    {"system": "http://example.org/days", "concept": [
      {"code": "mon", "display": "Monday", "designation": [{"language": "da", "value": "Mandag"}]},
      {"code": "tue", "display": "Tuesday"}]}]}}],
  "item": [
    {"linkId": "source", "type": "string", "text": "Source", "initial": [{"valueString": "paper"}],
     "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}]},
    {"linkId": "days", "prefix": "1.", "type": "choice", "text": "Which days?", "repeats": true,
     "answerValueSet": "#days",
     "enableWhen": [{"question": "source", "operator": "=", "answerString": "paper"}]},
    {"linkId": "travel", "type": "open-choice", "text": "How do you get here?", "answerOption": [
      {"valueCoding": {"code": "bus", "display": "By bus"}}, {"valueCoding": {"code": "car", "display": "By car"}}]},
    {"linkId": "aids", "type": "open-choice", "repeats": true, "text": "What helps?", "answerOption": [
      {"valueCoding": {"code": "rest", "display": "Rest"}}, {"valueCoding": {"code": "walks", "display": "Walks"}}]},
    {"linkId": "town", "type": "choice", "text": "Which town?", "answerOption": [
      {"valueCoding": {"code": "a", "display": "Abyhoj"}},
      {"valueCoding": {"code": "b", "display": "Borup"}, "initialSelected": true}],
     "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
       "valueCodeableConcept": {"coding": [{"code": "drop-down"}]}}]},
    {"linkId": "weight", "type": "decimal", "text": "How heavy is the bag?",
     "extension": [
       {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": {"code": "kg", "display": "kilograms"}},
       {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 7.5}],
     "item": [{"linkId": "weight-help", "type": "display", "text": "With everything in it.",
       "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
         "valueCodeableConcept": {"coding": [{"code": "help"}]}}]}]},
    {"linkId": "end", "type": "boolean", "text": "Was Tuesday good?",
     "enableWhen": [{"question": "days", "operator": "=", "answerCoding": {"code": "tue"}}]}]}"##;

#[tokio::test]
async fn a_form_from_elsewhere_is_answered_in_every_way_it_knows() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, now) = (&office.world, office.world.now());
        let mut tx = world.tx().await;
        store::publish(&mut tx, &world.organisation, "ways", 1, WAYS, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let of = office.ada_is_asked("ways", "identified").await;

        // What is hidden is not asked, and what it begins with counts.
        let days = office.open(&of, "/days").await.body;
        assert!(days.contains("1. Which days?"), "{engine}: {days}");
        assert_eq!(days.matches(r#"type="checkbox""#).count(), 2, "{days}");
        for said in ["Monday", "Choose as many as fit."] {
            assert!(days.contains(said), "{engine}: {said}: {days}");
        }
        let sent = office
            .send(&of, "days", "answer=mon&answer=tue&deed=next&key=a")
            .await;
        assert_eq!(
            sent.location(),
            format!("/questions/{of}/travel"),
            "{}",
            sent.body
        );
        let days = office.open(&of, "/days").await.body;
        assert_eq!(days.matches("checked").count(), 2, "{engine}: {days}");

        // Own words; and an option goes before words that were left in the field.
        let travel = office.open(&of, "/travel").await.body;
        assert!(travel.contains("In my own words"), "{engine}: {travel}");
        let long = format!("answer=&own={}&deed=next&key=b", "x".repeat(201));
        let long = office.send(&of, "travel", &long).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            long.body.contains(&"x".repeat(201)),
            "nothing typed is lost"
        );
        let words = "answer=&own=By+%3Cb%3Eboat&deed=next&key=c";
        office.send(&of, "travel", words).await;
        let travel = office.open(&of, "/travel").await.body;
        assert!(
            travel.contains(r#"value="By &lt;b&gt;boat""#),
            "{engine}: {travel}"
        );
        office
            .send(&of, "travel", "answer=bus&own=By+boat&deed=next&key=d")
            .await;
        assert!(
            office
                .kept(&of)
                .await
                .contains(&value("travel", r#"{"valueCoding":{"code":"bus"}}"#)),
            "{engine}"
        );

        office
            .send(&of, "aids", "answer=rest&more=A+dog&deed=next&key=e")
            .await;
        let aids = office.open(&of, "/aids").await.body;
        assert_eq!(aids.matches("checked").count(), 1, "{engine}: {aids}");
        assert!(aids.contains(r#"value="A dog""#), "{engine}: {aids}");

        // A list that begins with what the form says.
        let town = office.open(&of, "/town").await.body;
        assert!(
            town.contains("<select") && town.contains("Borup"),
            "{engine}: {town}"
        );
        assert_eq!(town.matches("selected").count(), 1, "{engine}: {town}");
        office.send(&of, "town", "answer=a&deed=next&key=f").await;

        let weight = office.open(&of, "/weight").await.body;
        for said in ["kilograms", "With everything in it.", r#"id="answer-help""#] {
            assert!(weight.contains(said), "{engine}: {said}: {weight}");
        }
        let heavy = office
            .send(&of, "weight", "answer=7,6&deed=next&key=g")
            .await;
        assert!(
            heavy.body.contains("Write a number of 7.5 at most."),
            "{}",
            heavy.body
        );
        office
            .send(&of, "weight", "answer=7,5&deed=next&key=h")
            .await;

        // One of several answers opens the next question.
        let last = office.send(&of, "end", "answer=true&deed=next&key=i").await;
        assert_eq!(
            last.location(),
            format!("/questions/{of}/done"),
            "{}",
            last.body
        );
        let expected = [
            value(
                "aids",
                r#"[{"valueCoding":{"code":"rest"}},{"valueString":"A dog"}]"#,
            ),
            value(
                "days",
                r#"[{"valueCoding":{"code":"mon"}},{"valueCoding":{"code":"tue"}}]"#,
            ),
            value("end", r#"{"valueBoolean":true}"#),
            value("town", r#"{"valueCoding":{"code":"a"}}"#),
            value("travel", r#"{"valueCoding":{"code":"bus"}}"#),
            value("weight", r#"{"valueDecimal":7.5}"#),
        ];
        assert_eq!(office.kept(&of).await, expected, "{engine}");
    }
}

#[tokio::test]
async fn a_link_shows_what_the_form_begins_with_and_nothing_that_was_answered() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, now) = (&office.world, office.world.now());
        let mut tx = world.tx().await;
        store::publish(&mut tx, &world.organisation, "ways", 1, WAYS, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let of = office.ada_is_asked("ways", "identified").await;
        office.right(&of, "a-token", now + super::DAY).await;
        let select = |body: &str, town: &str| {
            let chosen = body.split("<option").find(|it| it.contains("selected"));
            chosen.is_some_and(|it| it.contains(town))
        };
        let before = world.get("", "/a/a-token/town").await.body;
        assert!(select(&before, "Borup"), "{engine}: {before}");
        office.send(&of, "town", "answer=a&deed=next&key=a").await;
        let after = world.get("", "/a/a-token/town").await.body;
        assert!(select(&after, "Borup"), "{engine}: {after}");
        assert!(
            select(&office.open(&of, "/town").await.body, "Abyhoj"),
            "{engine}"
        );
    }
}
