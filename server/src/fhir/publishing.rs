//! Publishing a questionnaire that another system sends: once, and never changed afterwards.

use app::ids::OrganisationId;
use app::questionnaires::import::import;
use app::questionnaires::{self, SHIPPED, Wrong};
use app::texts::{Language, Words};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;

use super::body::Sent;
use super::store::{self, Published};
use crate::api::refusal::{Issue, Refusal};
use crate::questionnaires::store::publish;
use crate::storage::Tx;

/// A version of the document's own that counts further than this is a text to us.
const HIGHEST: i64 = 1_000_000;

/// What came of it.
#[derive(Debug)]
pub(super) enum Came {
    /// It is published.
    New(Published),
    /// The same was there already.
    There(Published),
}

/// Refuses what could not be asked, for the reasons that an import by hand gives, in English.
fn checked(sent: &Sent) -> Result<(), Refusal> {
    sent.must_be("Questionnaire")?;
    let refused = |issues| Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, issues);
    let form = import(sent.text.as_bytes())
        .map_err(|wrong| refused(wrong.refusals().iter().map(issue).collect()))?;
    if form.report.licence.needs_attestation {
        // Nobody can sign for a licence by a token.
        let said = "its licence needs somebody to attest to it, or it has none: other systems \
                    cannot; `dagsform questionnaire import --attest` can";
        return Err(refused(vec![Issue::new("business-rule", said)]));
    }
    Ok(())
}

fn issue(wrong: &questionnaires::Refusal) -> Issue {
    let code = match wrong.wrong {
        Wrong::TooBig { .. } | Wrong::TooDeep(_) | Wrong::TooMany(_) => "too-costly",
        _ => "not-supported",
    };
    let issue = Issue::new(code, wrong.wrong.told(Words::of(Language::En)));
    match wrong.path.as_str() {
        "" => issue,
        path => issue.at(format!("Questionnaire.{path}")),
    }
}

/// Publishes a questionnaire as the next version of its key. What was published before under
/// the same name stays what it was.
pub(super) async fn take(
    tx: &mut Tx,
    office: &OrganisationId,
    sent: &Sent,
    now: Timestamp,
) -> Result<Came, Refusal> {
    checked(sent)?;
    must_be_in_use(&sent.resource)?;
    let key = key(&sent.resource)?;
    let before = store::versions_of(tx, office, &key).await?;
    let same = |it: &&Published| bare(&it.document) == bare(&sent.resource);
    if let Some(there) = before.iter().find(same) {
        return Ok(Came::There(there.clone()));
    }
    let number = number(&key, &sent.resource, &before)?;
    let id = publish(tx, office, &key, number, &sent.text, now).await?;
    let kept = store::published(tx, office, id.as_str()).await?;
    // Somebody else was faster; theirs stands.
    if bare(&kept.document) != bare(&sent.resource) {
        return Err(taken("another one was published at the same time"));
    }
    Ok(Came::New(kept))
}

/// A document without what a server adds to it.
fn bare(document: &Value) -> Value {
    let mut bare = document.clone();
    if let Some(bare) = bare.as_object_mut() {
        bare.remove("id");
        bare.remove("meta");
    }
    bare
}

fn must_be_in_use(document: &Value) -> Result<(), Refusal> {
    let status = document.get("status").and_then(Value::as_str);
    if status.is_some_and(|status| ["active", "draft"].contains(&status)) {
        return Ok(());
    }
    let said = "`status` is active or draft for what is to be published";
    let issue = Issue::new("value", said).at("Questionnaire.status");
    Err(Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, vec![issue]))
}

/// The name by which programmes refer to it: the end of its address, or its name.
fn key(document: &Value) -> Result<String, Refusal> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let named = match text("url") {
        Some(url) => url.trim_end_matches('/').rsplit(['/', ':']).next(),
        None => text("name"),
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let key: String = named.unwrap_or_default().chars().map(plain).collect();
    let key = key.trim_matches('-').to_ascii_lowercase();
    if (1..=64).contains(&key.len()) {
        return Ok(key);
    }
    let said = "a `url` is needed whose last part is a name of 1 to 64 letters and digits";
    let issue = Issue::new("required", said).at("Questionnaire.url");
    Err(Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, vec![issue]))
}

fn number(key: &str, document: &Value, before: &[Published]) -> Result<i64, Refusal> {
    if SHIPPED.iter().any(|shipped| shipped.key == key) {
        return Err(taken("a questionnaire of this name comes with the program"));
    }
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    if before.iter().any(|it| it.text("url") != text("url")) {
        return Err(taken("another `url` has the same last part"));
    }
    let own = text("version");
    if own.is_some() && before.iter().any(|it| it.text("version") == own) {
        let said = "this version is published with another content; raise `version`";
        return Err(taken(said));
    }
    let newest = before.first().map_or(0, |it| it.version);
    let counted = own
        .and_then(|own| own.parse().ok())
        .filter(|own| (1..=HIGHEST).contains(own));
    match counted {
        Some(own) if own <= newest => Err(taken("a newer version is published; raise `version`")),
        Some(own) => Ok(own),
        None => Ok(newest + 1),
    }
}

fn taken(said: &str) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "conflict", said)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::key;

    #[test]
    fn a_key_is_the_end_of_the_address() {
        let of = |url: &str| key(&json!({"url": url})).ok();
        assert_eq!(
            of("https://a.example/q/Morning-1"),
            Some("morning-1".to_owned())
        );
        assert_eq!(of("urn:oid:1.2.3"), Some("1-2-3".to_owned()));
        assert_eq!(of("https://a.example/æ/"), None);
        assert_eq!(of(&"a".repeat(65)), None);
        assert_eq!(
            key(&json!({"name": "Sleep"})).ok(),
            Some("sleep".to_owned())
        );
        assert!(key(&json!({})).is_err());
    }
}
