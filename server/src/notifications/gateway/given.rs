//! What an operator says about the gateway, read and checked.

use clap::Args;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Deserialize;

use super::{Gateway, Receipts};

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
