//! How a text message gateway is spoken to: by templates, so that any of them will do.

mod given;

pub use given::GivenGateway;

use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

/// A gateway whose settings were read and fit together.
#[derive(Clone)]
pub struct Gateway {
    url: String,
    method: Method,
    headers: Vec<(HeaderName, String)>,
    body: String,
    /// Where in the answer the gateway's own id stands.
    pub(super) id: Option<String>,
    pub(super) ok: Vec<u16>,
    pub(super) gone: Vec<u16>,
    /// How receipts are read; `None`: none are taken.
    pub receipts: Option<Receipts>,
}

// Addresses and headers hold the account's password.
impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gateway(..)")
    }
}

/// How delivery receipts are signed and read.
#[derive(Clone)]
pub struct Receipts {
    /// The shared secret.
    pub secret: String,
    /// JSON pointer to our key or the gateway's id.
    pub id: String,
    /// JSON pointer to what became of it.
    pub status: String,
    /// Words that mean it arrived.
    pub delivered: Vec<String>,
    /// Words that mean it never will.
    pub failed: Vec<String>,
}

impl std::fmt::Debug for Receipts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Receipts(..)")
    }
}

/// What goes into the templates.
#[derive(Clone, Copy)]
pub(super) struct Filling<'a> {
    pub(super) to: &'a str,
    pub(super) text: &'a str,
    pub(super) key: &'a str,
}

/// One call to the gateway, ready to be made.
pub(super) struct Prepared {
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<String>,
}

impl Gateway {
    /// Whether number and text go anywhere, and a JSON body is JSON once it is filled.
    fn makes_sense(&self) -> Result<(), (&'static str, String)> {
        let all = format!("{}{}", self.url, self.body);
        for place in ["{to}", "{text}"] {
            if !all.contains(place) {
                return Err((
                    "--sms-body",
                    format!("{place} stands in neither address nor body"),
                ));
            }
        }
        let hostile = Filling {
            to: "+4520304050",
            text: "a\"b\\c\r\n&d={key}",
            key: "k",
        };
        let body = self.filled(hostile).body.unwrap_or_default();
        if self.is_json() && serde_json::from_str::<Value>(&body).is_err() {
            return Err(("--sms-body", "is no JSON once it is filled".to_owned()));
        }
        Ok(())
    }

    fn is_json(&self) -> bool {
        self.body.trim_start().starts_with(['{', '['])
    }

    /// The address with nothing in it, to see whether it may be called.
    pub(super) fn address(&self) -> String {
        let nothing = Filling {
            to: "",
            text: "",
            key: "",
        };
        fill(&self.url, nothing, in_form)
    }

    /// One call, every value written so that it stays in its place.
    pub(super) fn filled(&self, filling: Filling<'_>) -> Prepared {
        let mut headers = HeaderMap::new();
        let kind = if self.is_json() {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        headers.insert(
            reqwest::header::CONTENT_TYPE,
            HeaderValue::from_static(kind),
        );
        for (name, value) in &self.headers {
            // The key is base64url: it can't break out of a header.
            if let Ok(value) = HeaderValue::from_str(&value.replace("{key}", filling.key)) {
                headers.insert(name.clone(), value);
            }
        }
        let written = if self.is_json() { in_json } else { in_form };
        Prepared {
            method: self.method.clone(),
            url: fill(&self.url, filling, in_form),
            headers,
            body: (!self.body.is_empty()).then(|| fill(&self.body, filling, written)),
        }
    }
}

/// Fills a template in one pass: a text that says `{key}` stays as it is.
fn fill(template: &str, with: Filling<'_>, written: fn(&str) -> String) -> String {
    let places = [
        ("{to}", with.to),
        ("{text}", with.text),
        ("{key}", with.key),
    ];
    let mut filled = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        match places.iter().find(|(place, _)| rest.starts_with(place)) {
            Some((place, value)) => {
                filled.push_str(&written(value));
                rest = &rest[place.len()..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// Between the quotation marks of a JSON string.
fn in_json(value: &str) -> String {
    let quoted = Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn in_form(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Filling, GivenGateway};

    fn given() -> GivenGateway {
        GivenGateway {
            url: Some("https://sms.example.org/send".to_owned()),
            ..GivenGateway::default()
        }
    }

    fn refused(given: GivenGateway) -> (&'static str, String) {
        given.read().err().unwrap_or(("let through", String::new()))
    }

    const HOSTILE: Filling<'_> = Filling {
        to: "+4520304050",
        text: "\"},{\"to\":\"x\r\n&to=+1{to}{key}",
        key: "key-1",
    };

    #[test]
    fn without_an_address_there_is_no_gateway() {
        assert!(GivenGateway::default().read().unwrap().is_none());
    }

    #[test]
    fn every_value_stays_in_its_place() {
        let json = given().read().unwrap().unwrap().filled(HOSTILE);
        let body: serde_json::Value = serde_json::from_str(&json.body.unwrap()).unwrap();
        assert_eq!(body["text"], HOSTILE.text);
        assert_eq!(body["to"], HOSTILE.to);
        assert_eq!(body["reference"], "key-1");
        assert_eq!(body.as_object().unwrap().len(), 3);
        let form = GivenGateway {
            url: Some("https://sms.example.org/send?to={to}".to_owned()),
            body: Some("message={text}&ref={key}".to_owned()),
            headers: vec!["Idempotency-Key: {key}".to_owned()],
            ..given()
        };
        let form = form.read().unwrap().unwrap().filled(HOSTILE);
        assert_eq!(form.url, "https://sms.example.org/send?to=%2B4520304050");
        let body = form.body.unwrap();
        let pairs: Vec<_> = url::form_urlencoded::parse(body.as_bytes()).collect();
        assert_eq!(pairs.len(), 2, "{body}");
        assert_eq!(pairs[0].1, HOSTILE.text);
        assert_eq!(form.headers["idempotency-key"], "key-1");
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_named_and_no_secret_repeated() {
        let cases = [
            (
                "--sms-url",
                GivenGateway {
                    url: Some("sms.example.org".into()),
                    ..given()
                },
            ),
            (
                "--sms-method",
                GivenGateway {
                    method: Some("BREW".into()),
                    ..given()
                },
            ),
            (
                "--sms-header",
                GivenGateway {
                    headers: vec!["secret".into()],
                    ..given()
                },
            ),
            (
                "--sms-header",
                GivenGateway {
                    headers: vec!["X: secret\u{1}".into()],
                    ..given()
                },
            ),
            (
                "--sms-header",
                GivenGateway {
                    headers: vec!["X: {to}".into()],
                    ..given()
                },
            ),
            (
                "--sms-body",
                GivenGateway {
                    body: Some("text={text}".into()),
                    ..given()
                },
            ),
            (
                "--sms-body",
                GivenGateway {
                    body: Some("{\"a\":{to},\"b\":{text}}".into()),
                    ..given()
                },
            ),
            (
                "--sms-id",
                GivenGateway {
                    id: Some("id".into()),
                    ..given()
                },
            ),
            (
                "--sms-secret",
                GivenGateway {
                    secret: Some("secret".into()),
                    ..given()
                },
            ),
        ];
        for (setting, given) in cases {
            let (named, why) = refused(given);
            assert_eq!(named, setting, "{why}");
            assert!(!why.contains("secret"), "{why}");
        }
    }
}
