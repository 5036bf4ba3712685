//! `/api/v1/openapi.json`: every endpoint for other systems, as OpenAPI 3.1.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::schema::Type;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, ObjectBuilder, OpenApi as Written, Ref, RefOr, ResponseBuilder,
};
use utoipa::{Modify, OpenApi};

use super::problem::{Problem, Refused};
use crate::fhir::OperationOutcome;

/// The frame of the document; the routes bring what stands in it.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Dagsform",
        description = "Programmes, questionnaires, occasions and answers for other systems of an \
                       office. What people answer in confidence is not among them.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    servers((url = "/")),
    components(schemas(Problem, OperationOutcome)),
    modifiers(&Token),
    security(("token" = [])),
)]
pub(super) struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut Written) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("Made by `dagsform token add`; one office each"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| super::routes().into_openapi().to_json().unwrap_or_default());

/// This document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "Dagsform",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value), Refused),
    security(()),
)]
pub(super) async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}

/// Which refusals there are, and what they mean, in one media type.
pub(crate) fn refused(
    kind: &str,
    schema: &str,
) -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
    let statuses = [
        ("400", "The request could not be understood"),
        (
            "401",
            "No token, or one that is unknown, expired or revoked",
        ),
        (
            "403",
            "The token may read, not write; or a consent is missing",
        ),
        (
            "404",
            "Not there, another office's, or not for other systems",
        ),
        ("405", "This cannot be done here"),
        ("409", "It is there already, with another content"),
        ("410", "The window for answers is over"),
        ("412", "More than one matches `If-None-Exist`"),
        ("413", "The body is larger than 1 MiB"),
        ("415", "The body is not JSON"),
        ("422", "Understood, but it cannot be taken as it is"),
        (
            "429",
            "Too many requests of this token in a minute, or too many wrong tokens",
        ),
    ];
    let response = |said: &str| {
        let schema = Some(RefOr::Ref(Ref::from_schema_name(schema)));
        let content = ContentBuilder::new().schema(schema).build();
        let response = ResponseBuilder::new().description(said);
        response.content(kind, content)
    };
    let all = statuses.map(|(status, said)| {
        let mut response = response(said);
        if status == "429" {
            let wait = ObjectBuilder::new().schema_type(Type::Integer);
            let wait = HeaderBuilder::new().schema(wait);
            let wait = wait.description(Some("So many seconds to wait"));
            response = response.header("Retry-After", wait.build());
        }
        (status.to_owned(), RefOr::T(response.build()))
    });
    all.into_iter().collect()
}
