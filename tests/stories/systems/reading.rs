//! What a system reads: pages that go on where the last one ended, and only what it asked for.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::engines;

use super::{Clinic, DAY, said, slept};

/// Follows `next` to the end; what stands on each page.
async fn pages(clinic: &Clinic, path: &str) -> Vec<Vec<Value>> {
    let (mut pages, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next.take() {
        let answer = clinic.get(&clinic.reads, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        let body = said(&answer);
        if body["resourceType"] == "Bundle" {
            let empty = Vec::new();
            let entries = body["entry"].as_array().unwrap_or(&empty);
            pages.push(entries.iter().map(|it| it["resource"].clone()).collect());
            let links = body["link"].as_array().unwrap();
            let link = links.iter().find(|it| it["relation"] == "next");
            let url = link.and_then(|it| it["url"].as_str());
            next = url.map(|url| url[url.find("/fhir/").unwrap()..].to_owned());
        } else {
            pages.push(body["items"].as_array().unwrap().clone());
            let separator = if path.contains('?') { '&' } else { '?' };
            let base = path.split("&after").next().unwrap();
            let after = body["next"].as_str();
            next = after.map(|after| format!("{base}{separator}after={after}"));
        }
        assert!(pages.len() < 20, "{path} never ends");
    }
    pages
}

fn ids(pages: &[Vec<Value>], name: &str) -> Vec<String> {
    let id = |it: &Value| it[name].as_str().unwrap().to_owned();
    pages.iter().flatten().map(id).collect()
}

#[tokio::test]
async fn answers_come_page_by_page_and_what_is_new_comes_last() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let mut expected = Vec::new();
        for hours in 0..5 {
            let of = clinic.asked("sleep", "identified").await;
            let body = slept(&of, json!({"valueDecimal": hours}));
            assert_eq!(clinic.answers("", &body).await.status, StatusCode::CREATED);
            expected.push(of.as_str().to_owned());
            clinic.office.world.app.clock.advance(DAY / 2);
        }
        let open = clinic.asked("sleep", "identified").await;
        let search = "/fhir/R4/QuestionnaireResponse";
        let found = pages(&clinic, &format!("{search}?_count=2")).await;
        assert_eq!(
            found.iter().map(Vec::len).collect::<Vec<_>>(),
            [2, 2, 1],
            "{engine}"
        );
        assert_eq!(ids(&found, "id"), expected, "{engine}");
        let plain = pages(&clinic, "/api/v1/answers?limit=2").await;
        assert_eq!(ids(&plain, "occasion"), expected, "{engine}");
        let answers = &plain[0][1]["answers"];
        assert_eq!(
            *answers,
            json!({"slept": true, "hours": 1.0, "mood": "good"}),
            "{engine}"
        );
        let made = pages(&clinic, "/api/v1/occasions?limit=4").await;
        expected.push(open.as_str().to_owned());
        assert_eq!(ids(&made, "id"), expected, "{engine}");
        for (query, count) in [
            ("?state=open", 1),
            ("?state=answered", 5),
            ("?due_from=2026-11-02&due_to=2026-11-02", 6),
            ("?due_from=2026-11-03", 0),
            ("?questionnaire=sleep", 6),
            ("?questionnaire=sleep%7C1", 6),
            ("?questionnaire=influence", 0),
            ("?questionnaire=nothing", 0),
        ] {
            let found = pages(&clinic, &format!("/api/v1/occasions{query}")).await;
            assert_eq!(found.concat().len(), count, "{engine}: {query}");
        }
        let enrolment = clinic.enrolment();
        for (query, count) in [
            ("?authored=2026-11-02".to_owned(), 2),
            ("?authored=ge2026-11-03".to_owned(), 3),
            ("?authored=gt2026-11-03&authored=le2026-11-04".to_owned(), 1),
            ("?authored=lt2026-11-02".to_owned(), 0),
            (format!("?subject={enrolment}"), 5),
            (format!("?subject=EpisodeOfCare/{enrolment}"), 5),
            (format!("?subject={open}"), 0),
            (
                "?questionnaire=https://clinic.example/fhir/Questionnaire/sleep".to_owned(),
                5,
            ),
            (
                "?questionnaire=https://clinic.example/fhir/Questionnaire/sleep%7C2".to_owned(),
                0,
            ),
        ] {
            let found = pages(&clinic, &format!("{search}{query}")).await;
            assert_eq!(found.concat().len(), count, "{engine}: {query}");
        }
    }
}

#[tokio::test]
async fn answers_are_exported_as_they_were_given_and_name_nobody() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let of = clinic.asked("sleep", "identified").await;
        clinic
            .answers("", &slept(&of, json!({"valueDecimal": 7.5})))
            .await;
        let path = format!("/fhir/R4/QuestionnaireResponse/{of}");
        let read = clinic.get(&clinic.reads, &path).await;
        let resource = said(&read);
        assert_eq!(
            resource["questionnaire"],
            "https://clinic.example/fhir/Questionnaire/sleep|1"
        );
        let mood =
            json!({"code": "good", "display": "Good", "system": "https://clinic.example/mood"});
        let items = json!([
            {"linkId": "slept", "text": "Did you sleep?", "answer": [{"valueBoolean": true}]},
            {"linkId": "hours", "text": "How many hours?", "answer": [{"valueDecimal": 7.5}]},
            {"linkId": "more", "text": "More", "item": [
                {"linkId": "mood", "text": "How are you?", "answer": [{"valueCoding": mood}]},
            ]},
        ]);
        assert_eq!(resource["item"], items, "{engine}");
        for name in ["Ada", clinic.office.ada.as_str(), "@example.org"] {
            assert!(
                !read.body.contains(name),
                "{engine}: {name} in {}",
                read.body
            );
        }
        assert_eq!(
            resource["subject"]["identifier"]["value"],
            clinic.enrolment().as_str()
        );
    }
}

#[tokio::test]
async fn what_a_person_answers_on_the_page_is_read_as_well_and_not_before_it_is_sent() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let of = clinic.asked("sleep", "identified").await;
        let world = &clinic.office.world;
        let path = format!("/fhir/R4/QuestionnaireResponse/{of}");
        for (question, form, status) in [
            (
                "slept",
                "answer=true&deed=next&key=a",
                StatusCode::NOT_FOUND,
            ),
            ("hours", "answer=8,5&deed=next&key=b", StatusCode::NOT_FOUND),
            ("mood", "deed=skip&key=c", StatusCode::OK),
        ] {
            let page = format!("/questions/{of}/{question}");
            let sent = world.post(&clinic.office.adas, &page, form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{engine}: {question}");
            let read = clinic.get(&clinic.reads, &path).await;
            assert_eq!(read.status, status, "{engine}: {question}: {}", read.body);
        }
        let resource = said(&clinic.get(&clinic.reads, &path).await);
        assert_eq!(
            resource["item"][1]["answer"],
            json!([{"valueDecimal": 8.5}]),
            "{engine}"
        );
        assert!(
            resource["item"][2]["item"][0].get("answer").is_none(),
            "{engine}: skipped"
        );
        assert_eq!(resource["extension"][0]["valueCode"], "app", "{engine}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_in_words() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        for path in [
            "/api/v1/occasions?stat=open",
            "/api/v1/occasions?state=new",
            "/api/v1/occasions?limit=0",
            "/api/v1/occasions?after=x",
            "/api/v1/occasions?due_from=yesterday",
            "/api/v1/answers?enrolment=%00",
            "/api/v1/programmes?x=1",
            "/fhir/R4/QuestionnaireResponse?authored=2026",
            "/fhir/R4/QuestionnaireResponse?authored=sa2026-11-02",
            "/fhir/R4/QuestionnaireResponse?authored=%F0%9F%98%80",
            "/fhir/R4/QuestionnaireResponse?subject=Ada",
            "/fhir/R4/Questionnaire?_count=1000",
            "/fhir/R4/Questionnaire?url=a&url=b",
        ] {
            let refused = clinic.get(&clinic.reads, path).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{engine}: {path}");
            let body = said(&refused);
            if path.starts_with("/fhir") {
                assert_eq!(body["resourceType"], "OperationOutcome", "{path}");
            } else {
                assert_eq!(body["status"], 400, "{path}");
            }
        }
        for path in [
            "/api/v1/nothing",
            "/fhir/R4/Patient",
            "/fhir/R4/Questionnaire/x",
        ] {
            let refused = clinic.get(&clinic.reads, path).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{engine}: {path}");
            assert!(said(&refused).is_object(), "{path}");
        }
    }
}
