//! Questionnaires that a system sends: published as they came, and never changed.

use app::questionnaires::SHIPPED;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::{Answer, engines};

use super::{Clinic, SLEEP, header, said};

const PATH: &str = "/fhir/R4/Questionnaire";

/// A form that no program knows, with something in it that nobody here reads.
fn dreams(version: Option<&str>) -> Value {
    let mut form: Value = serde_json::from_str(&SLEEP.replace("sleep", "dreams")).unwrap();
    form["useContext"] = json!([{"code": {"code": "focus"}}]);
    match version {
        Some(version) => form["version"] = json!(version),
        None => drop(form.as_object_mut().unwrap().remove("version")),
    }
    form
}

impl Clinic {
    async fn form(&self, form: &Value) -> Answer {
        self.post(&self.writes, PATH, "", form).await
    }

    async fn sent(&self, kind: &str, name: &str, value: &str, body: String) -> Answer {
        let request = Request::post(PATH)
            .header(AUTHORIZATION, format!("Bearer {}", self.writes))
            .header(CONTENT_TYPE, kind)
            .header(CONTENT_LENGTH, body.len())
            .header(name, value);
        let request = request.body(Body::from(body)).unwrap();
        self.office.world.send(request).await
    }
}

#[tokio::test]
async fn a_form_is_published_once_comes_out_as_it_came_and_is_asked_from_then_on() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let first = clinic.form(&dreams(Some("1"))).await;
        assert_eq!(
            first.status,
            StatusCode::CREATED,
            "{engine}: {}",
            first.body
        );
        let again = clinic.form(&dreams(Some("1"))).await;
        assert_eq!(
            again.status,
            StatusCode::OK,
            "{engine}: the same is no error"
        );
        assert_eq!(said(&again), said(&first), "{engine}");
        let id = said(&first)["id"].as_str().unwrap().to_owned();
        let mut expected = dreams(Some("1"));
        expected["id"] = json!(id);
        let read = clinic.get(&clinic.reads, &format!("{PATH}/{id}")).await;
        assert_eq!(said(&read), expected, "{engine}: as it came");
        assert_eq!(header(&read, "content-type"), "application/fhir+json");
        assert!(header(&first, "location").ends_with(&format!("{PATH}/{id}")));

        let mut other = dreams(Some("1"));
        other["title"] = json!("Another");
        let refused = clinic.form(&other).await;
        assert_eq!(
            refused.status,
            StatusCode::CONFLICT,
            "{engine}: {}",
            refused.body
        );
        other["version"] = json!("2");
        assert_eq!(
            clinic.form(&other).await.status,
            StatusCode::CREATED,
            "{engine}"
        );
        let older = clinic.form(&dreams(Some("0"))).await;
        assert_eq!(
            older.status,
            StatusCode::CREATED,
            "{engine}: a name, not a number"
        );
        let of = clinic.asked("dreams", "identified").await;
        let seen = said(&clinic.get(&clinic.reads, "/api/v1/occasions").await);
        let asked = seen["items"].as_array().unwrap();
        let asked = asked.iter().find(|it| it["id"] == of.as_str()).unwrap();
        assert_eq!(asked["questionnaire"]["version"], 3, "{engine}: {asked}");
        let unversioned = clinic.form(&dreams(None)).await;
        assert_eq!(
            said(&unversioned)["version"],
            "4",
            "{engine}: {}",
            unversioned.body
        );
    }
}

#[tokio::test]
async fn forms_are_found_by_address_version_and_status() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        for version in ["1", "2"] {
            let published = clinic.form(&dreams(Some(version))).await;
            assert_eq!(published.status, StatusCode::CREATED, "{}", published.body);
        }
        let url = "https://clinic.example/fhir/Questionnaire/dreams";
        for (query, count) in [
            (format!("?url={url}"), 2),
            (format!("?url={url}&version=2"), 1),
            (format!("?url={url}&version=3"), 0),
            ("?status=draft".to_owned(), 0),
            // Those that come along, the one about sleep and both of these.
            ("?status=active&_count=100".to_owned(), SHIPPED.len() + 3),
            ("?_count=4".to_owned(), 4),
        ] {
            let found = said(&clinic.get(&clinic.reads, &format!("{PATH}{query}")).await);
            let entries = found["entry"].as_array().map_or(0, Vec::len);
            assert_eq!(entries, count, "{engine}: {query}: {found}");
        }
        let kind = "application/fhir+json";
        let changed = dreams(Some("3")).to_string();
        for (search, status) in [
            (format!("url={url}&version=2"), StatusCode::OK),
            (format!("url={url}"), StatusCode::PRECONDITION_FAILED),
            ("nonsense=1".to_owned(), StatusCode::BAD_REQUEST),
            (format!("url={url}&version=3"), StatusCode::CREATED),
        ] {
            let answer = clinic
                .sent(kind, "if-none-exist", &search, changed.clone())
                .await;
            assert_eq!(answer.status, status, "{engine}: {search}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn what_is_no_form_gets_a_clear_answer_and_is_not_kept() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let before = clinic.count("select count(*) from questionnaires").await;
        let fhir = "application/fhir+json";
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        let large = format!("{{\"resourceType\":\"{}\"}}", "x".repeat(1_100_000));
        let mut licensed: Value = serde_json::from_str(&SLEEP.replace("sleep", "held")).unwrap();
        let attest = json!({"url": "requiresAttestation", "valueBoolean": true});
        let url = "https://dagsform.example/fhir/licence";
        licensed["extension"] = json!([{"url": url, "extension": [attest]}]);
        let fits = format!("{{\"resourceType\":\"{}\"}}", "x".repeat(900_000));
        for (kind, body, status) in [
            (
                "text/plain",
                SLEEP.to_owned(),
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ),
            (
                "application/fhir+xml",
                SLEEP.to_owned(),
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ),
            (fhir, String::new(), StatusCode::BAD_REQUEST),
            (
                fhir,
                "{\"resourceType\":".to_owned(),
                StatusCode::BAD_REQUEST,
            ),
            (fhir, large, StatusCode::PAYLOAD_TOO_LARGE),
            (fhir, fits, StatusCode::UNPROCESSABLE_ENTITY),
            (fhir, deep, StatusCode::UNPROCESSABLE_ENTITY),
            (fhir, licensed.to_string(), StatusCode::UNPROCESSABLE_ENTITY),
            (fhir, "null".to_owned(), StatusCode::UNPROCESSABLE_ENTITY),
            (
                fhir,
                json!({"resourceType": "Patient"}).to_string(),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                fhir,
                json!({"resourceType": "Questionnaire"}).to_string(),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                fhir,
                SLEEP.replace("active", "retired"),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                fhir,
                SLEEP.replace("\"boolean\"", "\"attachment\""),
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                fhir,
                SLEEP.replace("/sleep", "/self-rating"),
                StatusCode::CONFLICT,
            ),
            (fhir, SLEEP.replace("clinic", "other"), StatusCode::CONFLICT),
        ] {
            let refused = clinic
                .sent(kind, "prefer", "return=minimal", body.clone())
                .await;
            let short: String = body.chars().take(60).collect();
            assert_eq!(
                refused.status, status,
                "{engine}: {short}: {}",
                refused.body
            );
            let outcome = said(&refused);
            assert_eq!(
                outcome["resourceType"], "OperationOutcome",
                "{engine}: {short}"
            );
        }
        assert_eq!(
            clinic.count("select count(*) from questionnaires").await,
            before
        );
    }
}

#[tokio::test]
async fn a_form_sent_again_under_the_same_key_is_answered_like_the_first() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let keyed = async |form: &Value, key: &str| {
            let kind = "application/fhir+json";
            clinic
                .sent(kind, "idempotency-key", key, form.to_string())
                .await
        };
        // Without a version of its own, each sending would be the next one.
        let mut form = dreams(None);
        let first = keyed(&form, "k-1").await;
        assert_eq!(
            first.status,
            StatusCode::CREATED,
            "{engine}: {}",
            first.body
        );
        form["title"] = json!("Dreams again");
        let other = keyed(&form, "k-2").await;
        assert_eq!(
            other.status,
            StatusCode::CREATED,
            "{engine}: {}",
            other.body
        );
        let again = keyed(&dreams(None), "k-1").await;
        assert_eq!(again.status, first.status, "{engine}: {}", again.body);
        assert_eq!(said(&again), said(&first), "{engine}");
        assert_eq!(header(&again, "location"), header(&first, "location"));
        let wrong = keyed(&dreams(Some("7")), "k-1").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let there = keyed(&form, "k-3").await;
        assert_eq!(there.status, StatusCode::OK, "{engine}: it was there");
        let there = keyed(&form, "k-3").await;
        assert_eq!(there.status, StatusCode::OK, "{engine}: and still is");
        let long = keyed(&form, &"k".repeat(201)).await;
        assert_eq!(long.status, StatusCode::BAD_REQUEST, "{engine}");

        let versioned = dreams(Some("a"));
        let (one, two) = tokio::join!(keyed(&versioned, "k-4"), keyed(&versioned, "k-4"));
        let at_once = [one.status, two.status];
        assert_eq!(
            at_once,
            [StatusCode::CREATED; 2],
            "{engine}: {} {}",
            one.body,
            two.body
        );
        assert_eq!(said(&one)["id"], said(&two)["id"], "{engine}");
    }
}
