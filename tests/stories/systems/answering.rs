//! Answers that a system sends in for somebody: once, in time, and only to what is asked.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::engines;

use super::{Clinic, DAY, header, said, slept};

#[tokio::test]
async fn a_request_that_arrives_twice_is_stored_once_and_answered_the_same() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let of = clinic.asked("sleep", "identified").await;
        let body = slept(&of, json!({"valueDecimal": 7.5}));
        let (first, second) =
            tokio::join!(clinic.answers("one", &body), clinic.answers("one", &body));
        for answer in [&first, &second, &clinic.answers("one", &body).await] {
            assert_eq!(
                answer.status,
                StatusCode::CREATED,
                "{engine}: {}",
                answer.body
            );
            assert_eq!(answer.body, first.body, "{engine}");
            let address = header(answer, "location");
            assert!(address.ends_with(&format!("/fhir/R4/QuestionnaireResponse/{of}")));
        }
        assert_eq!(
            clinic.count("select count(*) from responses").await,
            1,
            "{engine}"
        );
        let log = "select count(*) from access_log where deed = 'sent-answers'";
        assert_eq!(clinic.count(log).await, 1, "{engine}");

        let other = slept(&of, json!({"valueDecimal": 6}));
        let refused = clinic.answers("one", &other).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for key in ["two", ""] {
            let refused = clinic.answers(key, &other).await;
            assert_eq!(
                refused.status,
                StatusCode::CONFLICT,
                "{engine}: {}",
                refused.body
            );
        }
        let kept = clinic.count("select count(*) from answers").await;
        assert_eq!(kept, 3, "{engine}: slept, hours and mood");
        let state =
            "select count(*) from occasions where state = 'answered' and settled_on is not null";
        assert_eq!(clinic.count(state).await, 1, "{engine}");
        let mode = "select count(*) from responses where mode = 'api'";
        assert_eq!(clinic.count(mode).await, 1, "{engine}");
    }
}

#[tokio::test]
async fn what_comes_before_or_after_the_window_is_refused_and_nothing_is_kept() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let clock = &clinic.office.world.app.clock;
        let [late, over, declined] = [
            clinic.asked("sleep", "identified").await,
            clinic.asked("sleep", "identified").await,
            clinic.asked("sleep", "identified").await,
        ];
        let body = |of| slept(of, json!({"valueInteger": 7, "valueDecimal": 7}));
        let two_values = clinic.answers("", &body(&over)).await;
        assert_eq!(
            two_values.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{engine}"
        );
        let body = |of| slept(of, json!({"valueDecimal": 7}));
        clock.advance(-DAY);
        let early = clinic.answers("", &body(&over)).await;
        assert_eq!(
            early.status,
            StatusCode::CONFLICT,
            "{engine}: {}",
            early.body
        );
        clock.advance(DAY * 15);
        let counts = clinic.answers("", &body(&late)).await;
        assert_eq!(
            counts.status,
            StatusCode::CREATED,
            "{engine}: as on the pages"
        );
        clock.advance(DAY * 14);
        let refused = clinic.answers("", &body(&over)).await;
        assert_eq!(
            refused.status,
            StatusCode::GONE,
            "{engine}: {}",
            refused.body
        );
        assert_eq!(said(&refused)["issue"][0]["code"], "expired", "{engine}");
        clinic
            .run("update occasions set state = 'declined' where state = 'open'")
            .await;
        let refused = clinic.answers("", &body(&declined)).await;
        assert_eq!(refused.status, StatusCode::GONE, "{engine}");
        assert_eq!(
            clinic.count("select count(*) from answers").await,
            3,
            "{engine}"
        );
        assert_eq!(
            clinic.count("select count(*) from responses").await,
            1,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn an_answer_of_the_wrong_kind_or_to_what_is_not_asked_is_refused_with_its_place() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let of = clinic.asked("sleep", "identified").await;
        let with = |items: Value| {
            let mut body = slept(&of, json!({}));
            body["item"] = items;
            body
        };
        let yes = json!({"linkId": "slept", "answer": [{"valueBoolean": true}]});
        let no = json!({"linkId": "slept", "answer": [{"valueBoolean": false}]});
        let one = |link_id: &str, answer: Value| json!({"linkId": link_id, "answer": [answer]});
        let item = "QuestionnaireResponse.item";
        for (items, code, place) in [
            (json!([]), "required", item.to_owned()),
            (json!({}), "structure", item.to_owned()),
            (json!([1]), "required", format!("{item}[0]")),
            (
                json!([one("slept", json!({"valueString": "true"}))]),
                "value",
                format!("{item}[0].answer[0]"),
            ),
            (
                json!([one("slept", json!({"valueBoolean": 1}))]),
                "value",
                format!("{item}[0].answer[0]"),
            ),
            (
                json!([one("slept", json!(true))]),
                "value",
                format!("{item}[0].answer[0]"),
            ),
            (
                json!([yes, one("hours", json!({"valueDecimal": 25}))]),
                "value",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([yes, one("why", json!({"valueString": "noise"}))]),
                "business-rule",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([no, one("hours", json!({"valueDecimal": 7}))]),
                "business-rule",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([no, one("why", json!({"valueString": "x".repeat(21)}))]),
                "value",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([yes, one("machine", json!({"valueString": "x"}))]),
                "business-rule",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([yes, one("mood", json!({"valueCoding": {"code": "best"}}))]),
                "value",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([
                    yes,
                    one(
                        "mood",
                        json!({"valueCoding": {"code": "good", "system": "urn:x"}})
                    )
                ]),
                "value",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([yes, one("more", json!({"valueString": "x"}))]),
                "business-rule",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([yes, one("unknown", json!({"valueString": "x"}))]),
                "not-found",
                format!("{item}[1].linkId"),
            ),
            (
                json!([yes, yes]),
                "duplicate",
                format!("{item}[1].answer[0]"),
            ),
            (
                json!([{"linkId": "slept", "answer": []}]),
                "structure",
                format!("{item}[0].answer"),
            ),
        ] {
            let refused = clinic.answers("", &with(items.clone())).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {items}"
            );
            let outcome = said(&refused);
            assert_eq!(outcome["resourceType"], "OperationOutcome");
            let issue = &outcome["issue"][0];
            assert_eq!(issue["code"], code, "{engine}: {items}: {outcome}");
            assert_eq!(
                issue["expression"],
                json!([place]),
                "{engine}: {items}: {outcome}"
            );
        }
        for (name, value) in [
            ("status", json!("in-progress")),
            ("identifier", json!({"value": of.as_str()})),
            (
                "questionnaire",
                json!("https://clinic.example/fhir/Questionnaire/sleep|2"),
            ),
            ("resourceType", json!("Questionnaire")),
        ] {
            let mut body = slept(&of, json!({"valueDecimal": 7}));
            body[name] = value;
            let refused = clinic.answers("", &body).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {name}"
            );
        }
        assert_eq!(
            clinic.count("select count(*) from answers").await,
            0,
            "{engine}"
        );
        let nights = with(json!([no, one("why", json!({"valueString": "noise"}))]));
        let stored = clinic.answers("", &nights).await;
        assert_eq!(
            stored.status,
            StatusCode::CREATED,
            "{engine}: {}",
            stored.body
        );
        // What was asked and left is skipped, as the button on the page does.
        let mood = "select count(*) from answers where link_id = 'mood' and value = 'null'";
        assert_eq!(clinic.count(mood).await, 1, "{engine}");
    }
}

#[tokio::test]
async fn several_options_and_own_words_come_in_and_out_as_they_are() {
    let form = json!({"resourceType": "Questionnaire", "status": "active", "title": "Travel",
        "url": "https://clinic.example/fhir/Questionnaire/travel", "version": "1",
        "item": [{"linkId": "by", "type": "open-choice", "repeats": true, "text": "How do you travel?",
            "answerOption": [{"valueCoding": {"system": "s", "code": "bus", "display": "Bus"}},
                {"valueCoding": {"system": "s", "code": "7", "display": "Tram"}}]}]});
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        clinic.publish("travel", 1, &form.to_string()).await;
        let of = clinic.asked("travel", "identified").await;
        let sent = |answers: Value| {
            let mut body = slept(&of, json!({}));
            body["questionnaire"] = form["url"].clone();
            body["item"] = json!([{"linkId": "by", "answer": answers}]);
            body
        };
        for wrong in [
            json!([{"valueCoding": {"code": "boat"}}]),
            json!([{"valueString": "7"}]),
            json!([{"valueString": "by sea"}, {"valueString": "by air"}]),
            json!([]),
        ] {
            let refused = clinic.answers("", &sent(wrong.clone())).await;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            assert_eq!(
                refused.status, status,
                "{engine}: {wrong}: {}",
                refused.body
            );
        }
        let own = "on foot,\nslowly";
        let all = json!([{"valueCoding": {"code": "7"}}, {"valueCoding": {"code": "bus"}}, {"valueString": own}]);
        let taken = clinic.answers("", &sent(all)).await;
        assert_eq!(
            taken.status,
            StatusCode::CREATED,
            "{engine}: {}",
            taken.body
        );
        let path = format!("/fhir/R4/QuestionnaireResponse/{of}");
        let read = said(&clinic.get(&clinic.reads, &path).await);
        let expected = json!([{"valueCoding": {"system": "s", "code": "7", "display": "Tram"}},
            {"valueCoding": {"system": "s", "code": "bus", "display": "Bus"}},
            {"valueString": "on foot, slowly"}]);
        assert_eq!(read["item"][0]["answer"], expected, "{engine}: {read}");
        let plain = said(&clinic.get(&clinic.reads, "/api/v1/answers").await);
        let expected = json!(["7", "bus", "on foot, slowly"]);
        assert_eq!(
            plain["items"][0]["answers"]["by"], expected,
            "{engine}: {plain}"
        );
    }
}
