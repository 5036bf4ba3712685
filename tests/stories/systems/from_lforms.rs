//! A form that LHC-Forms exported is taken in, asked on the phone, and read by LHC-Forms again.

use std::path::PathBuf;

use app::ids::OccasionId;
use app::texts::{Language, Words};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::operate::questionnaires::{Wish, import};
use tests::{Answer, engines};

use super::{Clinic, said};

/// As LHC-Forms 40.1.3 wrote it, from questions that were invented for this.
const EXPORTED: &str = include_str!("from_lforms.json");

async fn imported(clinic: &Clinic) -> OccasionId {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let wish = Wish {
        file: here.join("stories/systems/from_lforms.json"),
        key: Some("sleep-there".to_owned()),
        attest: None,
        check: false,
        office: None,
        words: Words::of(Language::En),
    };
    let settings = (*clinic.office.world.app.settings).clone();
    let done = import(|| Ok(settings), &wish).await;
    done.unwrap_or_else(|why| panic!("{why}"));
    clinic.asked("sleep-there", "identified").await
}

/// What Ada sends for one question; its name as it stands in addresses.
async fn sends(clinic: &Clinic, of: &OccasionId, segment: &str, form: &str) -> Answer {
    let office = &clinic.office;
    let path = format!("/questions/{of}/{segment}");
    office.world.post(&office.adas, &path, form).await
}

async fn opens(clinic: &Clinic, of: &OccasionId, segment: &str) -> Answer {
    let office = &clinic.office;
    let path = format!("/questions/{of}/{segment}");
    office.world.get(&office.adas, &path).await
}

#[tokio::test]
async fn a_form_of_another_tool_runs_on_the_phone_and_its_answers_go_back_there() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let of = imported(&clinic).await;
        let on = |segment: &str| format!("/questions/{of}/{segment}");

        // A slash is no slash in an address, however it is written.
        let first = opens(&clinic, &of, "~2F5001-8~2F5002-6").await;
        assert_eq!(first.status, StatusCode::OK, "{engine}: {}", first.body);
        for said in [
            "Nights",
            "How many hours did you sleep?",
            "~2F5001-8~2F5002-6",
        ] {
            assert!(
                first.body.contains(said),
                "{engine}: {said}: {}",
                first.body
            );
        }
        for odd in ["%2F5005-9", "~2f5005-9", "~", "~FF"] {
            let none = opens(&clinic, &of, odd).await;
            assert_eq!(none.status, StatusCode::NOT_FOUND, "{engine}: {odd}");
            let none = sends(&clinic, &of, odd, "deed=next&answer=1&key=z").await;
            assert_eq!(none.status, StatusCode::NOT_FOUND, "{engine}: {odd}");
        }
        let many = sends(
            &clinic,
            &of,
            "~2F5001-8~2F5002-6",
            "answer=25&deed=next&key=a",
        )
        .await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(many.body.contains(r#"value="25""#), "{}", many.body);
        let next = sends(
            &clinic,
            &of,
            "~2F5001-8~2F5002-6",
            "answer=5,5&deed=next&key=b",
        )
        .await;
        assert_eq!(next.location(), on("~2F5001-8~2F5003-4"), "{engine}");
        let next = sends(
            &clinic,
            &of,
            "~2F5001-8~2F5003-4",
            "answer=B&deed=next&key=c",
        )
        .await;
        assert_eq!(
            next.location(),
            on("~2F5001-8~2F5004-2"),
            "{engine}: bad asks why"
        );
        let own = "answer=N&more=The+moon&deed=next&key=d";
        let next = sends(&clinic, &of, "~2F5001-8~2F5004-2", own).await;
        assert_eq!(next.location(), on("~2F5005-9"), "{engine}");

        listed(&clinic, &of, engine).await;

        let day = sends(
            &clinic,
            &of,
            "~2F5006-7",
            "answer=2026-10-31&deed=next&key=h",
        )
        .await;
        assert_eq!(day.location(), on("~2F5007-5"), "{engine}: under six hours");
        sends(&clinic, &of, "~2F5007-5", "answer=8&deed=next&key=i").await;
        let last = sends(&clinic, &of, "~2F5008-3", "answer=a%0D%0Ab&deed=next&key=j").await;
        assert_eq!(last.location(), on("done"), "{engine}: {}", last.body);

        let path = format!("/fhir/R4/QuestionnaireResponse/{of}");
        let response = said(&clinic.get(&clinic.reads, &path).await);
        assert_eq!(response["item"], told(), "{engine}");
        let form: Value = serde_json::from_str(EXPORTED).unwrap();
        assert_eq!(read_there(&form, &response), plain(&told()), "{engine}");
    }
}

/// Several typed answers: fields are added without scripts, and nothing typed is lost.
async fn listed(clinic: &Clinic, of: &OccasionId, engine: &str) {
    let fields = |page: &Answer| page.body.matches(r#"name="answer""#).count();
    let empty = opens(clinic, of, "~2F5005-9").await;
    assert_eq!(fields(&empty), 2, "{engine}: {}", empty.body);
    let typed = "answer=By+bus&answer=%3Cb%3E&key=e";
    let more = sends(clinic, of, "~2F5005-9", &format!("{typed}&deed=more")).await;
    assert_eq!(more.status, StatusCode::OK, "{engine}");
    assert_eq!(fields(&more), 4, "{engine}: {}", more.body);
    for kept in [
        r#"value="By bus""#,
        r#"value="&lt;b&gt;""#,
        "More fields",
        "Answer 4",
    ] {
        assert!(more.body.contains(kept), "{engine}: {kept}: {}", more.body);
    }
    assert!(!more.body.contains("error-summary"), "{engine}");
    let kept = "select count(*) from answers where link_id = '/5005-9'";
    assert_eq!(clinic.count(kept).await, 0, "{engine}: not an answer yet");
    let long = format!("{typed}&answer={}&deed=next", "x".repeat(21));
    let long = sends(clinic, of, "~2F5005-9", &long).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    assert_eq!(fields(&long), 5, "{engine}: {}", long.body);
    assert!(long.body.contains("Please make it 1 shorter"), "{engine}");
    let two = "answer=By+bus&answer=&answer=On+foot&deed=next&key=f";
    let next = sends(clinic, of, "~2F5005-9", two).await;
    let day = format!("/questions/{of}/~2F5006-7");
    assert_eq!(next.location(), day, "{engine}: {}", next.body);
    let again = opens(clinic, of, "~2F5005-9").await;
    assert_eq!(fields(&again), 4, "{engine}: two, and two empty ones");
    assert_eq!(clinic.count(kept).await, 1, "{engine}");
}

fn told() -> Value {
    let coding =
        |code: &str, display: &str| json!({"valueCoding": {"code": code, "display": display}});
    json!([
        {"linkId": "/5001-8", "text": "Nights", "item": [
            {"linkId": "/5001-8/5002-6", "text": "How many hours did you sleep?", "answer": [{"valueDecimal": 5.5}]},
            {"linkId": "/5001-8/5003-4", "text": "How was your sleep?", "answer": [coding("B", "Bad")]},
            {"linkId": "/5001-8/5004-2", "text": "What kept you awake?",
             "answer": [coding("N", "Noise"), {"valueString": "The moon"}]}]},
        {"linkId": "/5005-9", "text": "Which ways did you go? One in each field.",
         "answer": [{"valueString": "By bus"}, {"valueString": "On foot"}]},
        {"linkId": "/5006-7", "text": "When did you last sleep well?", "answer": [{"valueDate": "2026-10-31"}]},
        {"linkId": "/5007-5", "text": "How many hours in bed?", "answer": [{"valueInteger": 8}]},
        {"linkId": "/5008-3", "text": "Is there more to say?", "answer": [{"valueString": "a\nb"}]},
    ])
}

/// What LHC-Forms holds after reading the response into the form that it exported.
fn read_there(form: &Value, response: &Value) -> Value {
    let folder = std::env::var_os("DAGSFORM_LFORMS").map(PathBuf::from);
    let folder = folder.expect("set DAGSFORM_LFORMS: tools/peers/lforms, installed by `npm ci`");
    let written = |what: &str, value: &Value| {
        let name = format!("dagsform-{}-{what}.json", server::storage::new_id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, value.to_string()).unwrap();
        path
    };
    let ended = std::process::Command::new("node")
        .arg("lforms.mjs")
        .args([written("form", form), written("response", response)])
        .current_dir(folder)
        .output()
        .unwrap_or_else(|why| panic!("node: {why}; Node 20 or newer is needed"));
    let told = String::from_utf8_lossy(&ended.stdout);
    let read = serde_json::from_str(&told).unwrap_or_else(|_| {
        panic!("{told}\n{}", String::from_utf8_lossy(&ended.stderr));
    });
    plain(&read)
}

/// Link ids with their answers, in the order of the form. LHC-Forms adds the ordinal value to
/// codes, as an extension.
fn plain(items: &Value) -> Value {
    fn walk(items: &Value, into: &mut Vec<Value>) {
        for item in items.as_array().into_iter().flatten() {
            let mut answers = item["answer"].clone();
            for answer in answers.as_array_mut().into_iter().flatten() {
                if let Some(coding) = answer.get_mut("valueCoding").and_then(Value::as_object_mut) {
                    coding.remove("extension");
                }
            }
            if answers.is_array() {
                into.push(json!([item["linkId"], answers]));
            }
            walk(&item["item"], into);
        }
    }
    let mut all = Vec::new();
    walk(items, &mut all);
    Value::Array(all)
}
