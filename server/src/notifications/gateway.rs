//! How a text message gateway is spoken to: by templates, so that any of them will do.

use clap::Args;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;

/// What an operator says about the gateway. In the file it is the table `[sms]`.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GivenGateway {
    /// Address of the text message gateway; may hold {to}, {text} and {key}
    #[arg(
        long = "sms-url",
        env = "DAGSFORM_SMS_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub url: Option<String>,
    /// GET, POST or PUT [default: POST]
    #[arg(
        long = "sms-method",
        env = "DAGSFORM_SMS_METHOD",
        value_name = "METHOD"
    )]
    pub method: Option<String>,
    /// A header such as `Authorization: Bearer …`; may hold {key}; several, or one a line in the environment
    #[arg(
        long = "sms-header",
        env = "DAGSFORM_SMS_HEADERS",
        value_name = "NAME: VALUE",
        value_delimiter = '\n',
        hide_env_values = true
    )]
    pub headers: Vec<String>,
    /// What is sent, with {to}, {text} and {key} in it: JSON, or a form [default: JSON with to, text and reference]
    #[arg(long = "sms-body", env = "DAGSFORM_SMS_BODY", value_name = "TEMPLATE")]
    pub body: Option<String>,
    /// Where in a JSON answer the gateway's own id stands, such as /messages/0/id
    #[arg(long = "sms-id", env = "DAGSFORM_SMS_ID", value_name = "POINTER")]
    pub id: Option<String>,
    /// Statuses that mean yes [default: 200,201,202,204]
    #[arg(
        long = "sms-ok",
        env = "DAGSFORM_SMS_OK",
        value_name = "STATUS",
        value_delimiter = ','
    )]
    pub ok: Vec<u16>,
    /// Statuses that mean there is no such number [default: 410]
    #[arg(
        long = "sms-gone",
        env = "DAGSFORM_SMS_GONE",
        value_name = "STATUS",
        value_delimiter = ','
    )]
    pub gone: Vec<u16>,
    /// The secret that delivery receipts are signed with; without it none are taken
    #[arg(
        long = "sms-secret",
        env = "DAGSFORM_SMS_SECRET",
        value_name = "SECRET",
        hide_env_values = true
    )]
    pub secret: Option<String>,
    /// Where in a receipt our key or the gateway's id stands [default: /reference]
    #[arg(
        long = "sms-receipt-id",
        env = "DAGSFORM_SMS_RECEIPT_ID",
        value_name = "POINTER"
    )]
    pub receipt_id: Option<String>,
    /// Where in a receipt it says what became of the message [default: /status]
    #[arg(
        long = "sms-receipt-status",
        env = "DAGSFORM_SMS_RECEIPT_STATUS",
        value_name = "POINTER"
    )]
    pub receipt_status: Option<String>,
    /// Words there that mean it arrived [default: delivered]
    #[arg(
        long = "sms-delivered",
        env = "DAGSFORM_SMS_DELIVERED",
        value_name = "WORD",
        value_delimiter = ','
    )]
    pub delivered: Vec<String>,
    /// Words there that mean it never will [default: failed,undelivered,undeliverable,expired,rejected]
    #[arg(
        long = "sms-failed",
        env = "DAGSFORM_SMS_FAILED",
        value_name = "WORD",
        value_delimiter = ','
    )]
    pub failed: Vec<String>,
}

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

impl GivenGateway {
    /// What was left open here, from there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        fn filled<T>(own: Vec<T>, other: Vec<T>) -> Vec<T> {
            if own.is_empty() { other } else { own }
        }
        Self {
            url: self.url.or(other.url),
            method: self.method.or(other.method),
            headers: filled(self.headers, other.headers),
            body: self.body.or(other.body),
            id: self.id.or(other.id),
            ok: filled(self.ok, other.ok),
            gone: filled(self.gone, other.gone),
            secret: self.secret.or(other.secret),
            receipt_id: self.receipt_id.or(other.receipt_id),
            receipt_status: self.receipt_status.or(other.receipt_status),
            delivered: filled(self.delivered, other.delivered),
            failed: filled(self.failed, other.failed),
        }
    }

    /// The gateway; `None` when no address is given. The setting and what is wrong with it
    /// otherwise, without repeating what may be a password.
    pub fn read(self) -> Result<Option<Gateway>, (&'static str, String)> {
        let Some(url) = self.url else { return Ok(None) };
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            return Err(("--sms-url", "begins with https://".to_owned()));
        }
        let method = match self.method.as_deref().unwrap_or("POST") {
            "GET" => Method::GET,
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            other => {
                return Err((
                    "--sms-method",
                    format!("`{other}` is none of GET, POST, PUT"),
                ));
            }
        };
        let mut headers = Vec::new();
        for line in self.headers.iter().filter(|line| !line.trim().is_empty()) {
            let wrong = || ("--sms-header", "is no `Name: value` in one line".to_owned());
            let (name, value) = line.split_once(':').ok_or_else(wrong)?;
            let name: HeaderName = name.trim().parse().map_err(|_| wrong())?;
            let value = value.trim();
            HeaderValue::from_str(value).map_err(|_| wrong())?;
            if value.contains("{to}") || value.contains("{text}") {
                let why = "holds {to} or {text}: those stand in the address or the body";
                return Err(("--sms-header", why.to_owned()));
            }
            headers.push((name, value.to_owned()));
        }
        let usual = r#"{"to":"{to}","text":"{text}","reference":"{key}"}"#;
        let body = match (self.body, &method) {
            (Some(body), _) => body,
            (None, &Method::GET) => String::new(),
            (None, _) => usual.to_owned(),
        };
        let gateway = Gateway {
            url,
            method,
            headers,
            body,
            id: pointer("--sms-id", self.id)?,
            ok: or(self.ok, &[200, 201, 202, 204]),
            gone: or(self.gone, &[410]),
            receipts: match self.secret {
                None => None,
                Some(secret) if secret.len() < 16 => {
                    return Err(("--sms-secret", "has fewer than 16 letters".to_owned()));
                }
                Some(secret) => Some(Receipts {
                    secret,
                    id: pointer("--sms-receipt-id", self.receipt_id)?
                        .unwrap_or_else(|| "/reference".to_owned()),
                    status: pointer("--sms-receipt-status", self.receipt_status)?
                        .unwrap_or_else(|| "/status".to_owned()),
                    delivered: words(self.delivered, &["delivered"]),
                    failed: words(
                        self.failed,
                        &[
                            "failed",
                            "undelivered",
                            "undeliverable",
                            "expired",
                            "rejected",
                        ],
                    ),
                }),
            },
        };
        gateway.makes_sense()?;
        Ok(Some(gateway))
    }
}

fn or(own: Vec<u16>, usual: &[u16]) -> Vec<u16> {
    if own.is_empty() { usual.to_vec() } else { own }
}

fn words(own: Vec<String>, usual: &[&str]) -> Vec<String> {
    if own.is_empty() {
        usual.iter().map(|&word| word.to_owned()).collect()
    } else {
        own.iter().map(|word| word.trim().to_lowercase()).collect()
    }
}

fn pointer(
    setting: &'static str,
    text: Option<String>,
) -> Result<Option<String>, (&'static str, String)> {
    match text {
        Some(text) if !text.starts_with('/') => Err((
            setting,
            format!("`{text}` is no JSON pointer such as /messages/0/id"),
        )),
        other => Ok(other),
    }
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
