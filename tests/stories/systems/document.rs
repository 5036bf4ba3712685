//! The document of the API: every route is in it, and everything in it is there.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::header::AUTHORIZATION;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use server::storage::new_id;
use tests::engines;

use super::{Clinic, said};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Method and path of everything in the document.
fn documented(document: &Value) -> Vec<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let mut all = Vec::new();
    for (path, operations) in paths {
        for method in METHODS {
            if operations.get(method).is_some() {
                all.push((method.to_owned(), path.clone()));
            }
        }
    }
    all
}

#[tokio::test]
async fn everything_documented_is_there_and_answers_as_documented() {
    for engine in engines() {
        let clinic = Clinic::on(engine).await;
        let document = clinic.get("", "/api/v1/openapi.json").await;
        assert_eq!(
            document.status,
            StatusCode::OK,
            "nobody needs a token to read it"
        );
        let document = said(&document);
        assert_eq!(document["openapi"], "3.1.0");
        let all = documented(&document);
        assert!(all.len() >= 12, "{all:?}");
        for (method, path) in all {
            let real = path.replace("{id}", &new_id());
            let request = Request::builder()
                .method(method.to_uppercase().as_str())
                .uri(&real);
            let request = request.header(AUTHORIZATION, format!("Bearer {}", clinic.writes));
            let answer = clinic
                .office
                .world
                .send(request.body(Body::empty()).unwrap())
                .await;
            let status = answer.status.as_u16().to_string();
            let operation = &document["paths"][&path][&method];
            let known = &operation["responses"][&status]["content"];
            assert!(
                known.is_object(),
                "{engine}: {method} {path}: {status} is not documented"
            );
            let kind = answer.headers["content-type"].to_str().unwrap();
            assert!(
                known.get(kind).is_some(),
                "{engine}: {method} {path}: {kind}: {known}"
            );
            let expected = if path.contains("{id}") { "404" } else { "200" };
            if method == "get" {
                assert_eq!(status, expected, "{engine}: {path}: {}", answer.body);
            }
        }
    }
}

/// A route is made by `routes!`, which takes the documentation along; and every documented
/// handler is a route. Nothing else makes routes there.
#[tokio::test]
async fn every_route_is_in_the_document() {
    let clinic = Clinic::on("sqlite").await;
    let document = said(&clinic.get("", "/api/v1/openapi.json").await);
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    let mut handlers = 0;
    for room in ["api", "fhir"] {
        for file in sources(&server.join(room)) {
            let text = std::fs::read_to_string(&file).unwrap();
            handlers += text.matches("#[utoipa::path(").count();
            for other in [".route(", ".route_service(", ".nest_service("] {
                assert!(!text.contains(other), "{}: {other}", file.display());
            }
        }
    }
    assert_eq!(documented(&document).len(), handlers);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn the_capabilities_name_what_can_be_searched() {
    let clinic = Clinic::on("sqlite").await;
    let statement = said(&clinic.get("", "/fhir/R4/metadata").await);
    assert_eq!(statement["fhirVersion"], "4.0.1");
    for resource in statement["rest"][0]["resource"].as_array().unwrap() {
        let kind = resource["type"].as_str().unwrap();
        for parameter in resource["searchParam"].as_array().unwrap() {
            let name = parameter["name"].as_str().unwrap();
            let value = match name {
                "authored" => "2026-11-02".to_owned(),
                "subject" => new_id(),
                _ => "x".to_owned(),
            };
            let path = format!("/fhir/R4/{kind}?{name}={value}");
            let found = clinic.get(&clinic.reads, &path).await;
            assert_eq!(
                found.status,
                StatusCode::OK,
                "{kind}: {name}: {}",
                found.body
            );
            assert_eq!(said(&found)["resourceType"], "Bundle");
        }
    }
}
