//! Two programs that know the standards better than we do: one invents requests from the
//! document, one reads what we write as FHIR.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};
use tests::engines;
use tokio::process::Command;

use super::{Clinic, said, slept};

/// How many requests are invented for each endpoint in each way.
const EXAMPLES: &str = "25";
/// What every answer to them has to keep to.
const CHECKS: [&str; 5] = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
];

fn python() -> PathBuf {
    let python = std::env::var("DAGSFORM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    PathBuf::from(python)
}

/// No answer is our fault, and none is another than the document says.
#[tokio::test(flavor = "multi_thread")]
async fn invented_requests_are_answered_as_the_document_says() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let done = clinic.asked("sleep", "identified").await;
        clinic
            .answers("", &slept(&done, json!({"valueDecimal": 7.5})))
            .await;
        clinic.asked("sleep", "identified").await;
        clinic.asked("influence", "confidential").await;
        let base = clinic.office.world.serve().await;
        let mut command = Command::new(python().with_file_name("schemathesis"));
        command
            .args([
                "run",
                &format!("{base}/api/v1/openapi.json"),
                "--url",
                &base,
            ])
            .args([
                "--header",
                &format!("Authorization: Bearer {}", clinic.writes),
            ])
            .args(["--checks", &CHECKS.join(",")])
            .args([
                "--max-examples",
                EXAMPLES,
                "--phases",
                "examples,coverage,fuzzing",
            ])
            .arg("--generation-deterministic")
            .args(["--warnings", "off", "--no-color", "--continue-on-failure"])
            .current_dir(std::env::temp_dir());
        let ended = command.output().await;
        let ended = ended.unwrap_or_else(|why| panic!("schemathesis: {why}; set DAGSFORM_PYTHON"));
        let told = String::from_utf8_lossy(&ended.stdout);
        let also = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{engine}:\n{told}\n{also}");
        assert!(told.contains("No issues found"), "{engine}:\n{told}");
    }
}

#[tokio::test]
async fn what_is_written_is_fhir() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let done = clinic.asked("sleep", "identified").await;
        clinic
            .answers("", &slept(&done, json!({"valueDecimal": 7.5})))
            .await;
        let mut written = Vec::new();
        for path in [
            "/fhir/R4/metadata",
            "/fhir/R4/Questionnaire?_count=100",
            "/fhir/R4/Questionnaire?status=unknown",
            "/fhir/R4/QuestionnaireResponse",
            "/fhir/R4/QuestionnaireResponse?subject=nobody",
            &format!("/fhir/R4/QuestionnaireResponse/{done}"),
        ] {
            let resource = said(&clinic.get(&clinic.reads, path).await);
            let entries = resource["entry"].as_array().cloned().unwrap_or_default();
            written.extend(entries.into_iter().map(|it| it["resource"].clone()));
            written.push(resource);
        }
        let refused = clinic
            .answers("", &slept(&done, json!({"valueString": "x"})))
            .await;
        written.push(said(&refused));
        let (is_right, told) = read(&written);
        assert!(is_right, "{engine}: {told}");
        assert!(
            told.contains(&format!("{} read, 0 wrong", written.len())),
            "{told}"
        );
        let nonsense = json!({"resourceType": "QuestionnaireResponse", "status": 1});
        assert!(!read(&[nonsense]).0, "the reader notices what is wrong");
    }
}

fn read(resources: &[Value]) -> (bool, String) {
    let reader = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tools/peers/r4b.py");
    let mut child = std::process::Command::new(python())
        .arg(reader)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("python: {why}; set DAGSFORM_PYTHON"));
    let mut input = child.stdin.take().unwrap();
    for resource in resources {
        writeln!(input, "{resource}").unwrap();
    }
    drop(input);
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    (ended.status.success(), told)
}
