//! A file from elsewhere is looked at on a page, published, and downloaded as it came.

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use serde_json::json;
use tests::{Answer, engines};

use super::{Office, value};

/// An instrument of somebody who has to be asked first, with odd line ends.
fn instrument(asks: bool) -> String {
    let form = json!({"resourceType": "Questionnaire", "status": "active", "language": "en",
        "url": "http://example.org/Questionnaire/WorkScore", "title": "Work score",
        "extension": [{"url": "https://dagsform.example/fhir/licence", "extension": [
            {"url": "holder", "valueString": "An institute"},
            {"url": "terms", "valueString": "By agreement"},
            {"url": "requiresAttestation", "valueBoolean": asks}]}],
        "item": [{"linkId": "now", "type": "integer", "text": "How is work today?"}]});
    format!("{form:#}\r\n\n")
}

impl Office {
    async fn upload(&self, file: &[u8]) -> Answer {
        let mut body = b"--border\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.json\"\r\ncontent-type: application/json\r\n\r\n".to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--border--\r\n");
        let request = Request::post("/questionnaires/import")
            .header(COOKIE, &self.kims)
            .header(ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=border");
        self.world
            .send(request.body(Body::from(body)).unwrap())
            .await
    }
}

#[tokio::test]
async fn a_file_is_looked_at_published_on_somebodys_word_and_downloaded_as_it_came() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let text = instrument(true);
        let report = office.upload(text.as_bytes()).await;
        assert_eq!(report.status, StatusCode::OK, "{engine}: {}", report.body);
        for said in ["Work score", "By agreement", "Who has agreed?"] {
            assert!(
                report.body.contains(said),
                "{engine}: {said}: {}",
                report.body
            );
        }
        assert!(
            !report.body.contains("--attest"),
            "{engine}: {}",
            report.body
        );
        let document = value(&report.body, "document");
        assert_eq!(value(&report.body, "key"), "work-score", "{engine}");

        let send = async |key: &str, word: &str| {
            let fields = [
                ("document", document.as_str()),
                ("key", key),
                ("attested", word),
            ];
            office.post("/questionnaires/imported", &fields).await
        };
        for (key, word, said) in [
            (
                "work-score",
                " ",
                "Write who has agreed, when, and on which terms.",
            ),
            ("Work score", "Kim, today", "Use 1 to 64 small letters"),
            (
                "influence",
                "Kim, today",
                "comes with Dagsform has that name",
            ),
        ] {
            let refused = send(key, word).await;
            let status = refused.status;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}: {key}");
            assert!(
                refused.body.contains(said),
                "{engine}: {said}: {}",
                refused.body
            );
            assert!(
                refused.body.contains(&format!("value=\"{key}\"")),
                "{engine}"
            );
        }
        let taken = send("work-score", "Kim Holm, 2 November 2026, agreement 17").await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        let list = office.get(taken.location()).await.body;
        for said in [
            "Work score is published as version 1",
            "agreement 17",
            "imported",
            "The words belong to the holder of the rights",
        ] {
            assert!(list.contains(said), "{engine}: {said}: {list}");
        }
        let out = office.get("/questionnaires/published/work-score/1").await;
        assert_eq!(out.body, text, "{engine}: as it came");
        assert_eq!(out.headers["content-type"], "application/fhir+json");

        // Such words are not edited here, whatever a form sends.
        let path = "/questionnaires/published/work-score";
        let copy = office.post(path, &[("deed", "copy")]).await;
        assert_eq!(copy.status, StatusCode::FORBIDDEN, "{engine}");
        let again = office.upload(text.as_bytes()).await.body;
        assert!(
            again.contains("Version 1 is there under that name"),
            "{again}"
        );
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_asked_is_refused_with_every_place() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let two = r#"{"resourceType": "Questionnaire", "title": "T", "item": [
            {"linkId": "a", "type": "boolean"}, {"linkId": "b", "type": "choice", "text": "?"}]}"#;
        let large = vec![b' '; 1024 * 1024 + 1];
        for (file, said) in [
            (&b""[..], "Choose a file first."),
            (b"{", "line 1, column 1"),
            (two.as_bytes(), "item[0] (a): The question has no words."),
            (
                two.as_bytes(),
                "item[1] (b): A choice needs something to choose.",
            ),
            (&large, "1048577 bytes"),
        ] {
            let refused = office.upload(file).await;
            let status = refused.status;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}: {said}");
            assert!(
                refused.body.contains(said),
                "{engine}: {said}: {}",
                refused.body
            );
        }
        let huge = vec![b' '; 3 * 1024 * 1024];
        let refused = office.upload(&huge).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{engine}");

        // As large as it may be, it is taken.
        let text = instrument(false);
        let room = 1024 * 1024 - text.len();
        let most = format!("{text}{}", " ".repeat(room));
        let report = office.upload(most.as_bytes()).await;
        assert_eq!(report.status, StatusCode::OK, "{engine}");
        let document = value(&report.body, "document");
        let fields = [("document", document.as_str()), ("key", "large")];
        let taken = office.post("/questionnaires/imported", &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{engine}");
        let out = office.get("/questionnaires/published/large/1").await;
        assert_eq!(out.body.len(), most.len(), "{engine}");
    }
}

#[tokio::test]
async fn questions_from_elsewhere_are_edited_whatever_they_are_called() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let text = instrument(false).replace(
            "\"item\": [",
            "\"item\": [{\"linkId\": \"/smør & co\", \"type\": \"boolean\", \"text\": \"Before?\"},",
        );
        let report = office.upload(text.as_bytes()).await;
        assert_eq!(report.status, StatusCode::OK, "{engine}: {}", report.body);
        let document = value(&report.body, "document");
        let fields = [("document", document.as_str()), ("key", "work-score")];
        let taken = office.post("/questionnaires/imported", &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        let path = "/questionnaires/published/work-score";
        let draft = office.draft(&office.post(path, &[("deed", "copy")]).await);

        let item = "/items/~2Fsm~C3~B8r~20~26~20co";
        assert!(draft.page("").await.contains(item), "{engine}");
        assert!(draft.page(item).await.contains("Before?"), "{engine}");
        draft.done(item, &[("text", "Before that?")]).await;
        let down = [("of", "/smør & co"), ("deed", "down")];
        let shown = draft.done("/items", &down).await;
        let (page, at) = shown.split_once('#').expect("where it is now");
        let page = office.get(page).await.body;
        assert!(
            page.contains(&format!("id=\"{at}\"")),
            "{engine}: {at}: {page}"
        );
        assert!(page.contains("Before that?"), "{engine}: {page}");
    }
}
