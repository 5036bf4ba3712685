//! Every message in every language: one constant sentence, and the way in.
//!
//! A message names no programme, unit, topic or person: whoever else sees the screen or the
//! mailbox learns nothing but that there is something to read.

use leptos::prelude::*;
use serde_json::json;

use crate::texts::{Language, Words};

/// Every push message has this size, or a whole multiple where an address is very long, so
/// that its length tells nothing. In bytes, before it is encrypted.
pub const PUSH_BYTES: usize = 512;

/// One e-mail, still without an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The subject line.
    pub subject: String,
    /// The same as plain text.
    pub plain: String,
    /// The same as a page.
    pub html: String,
}

/// Where an e-mail leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads<'a> {
    /// To the messages, after signing in; the address holds a route and no secret.
    ToSignIn(&'a str),
    /// To one form for someone who has no account; the address is the right to answer it.
    ToForm(&'a str),
}

/// The e-mail that there is something to read.
pub fn mail(language: Language, leads: Leads<'_>) -> Mail {
    let words = Words::of(language);
    let (text, link, address) = match leads {
        Leads::ToSignIn(address) => ("notifications-log-in", "notifications-log-in-link", address),
        Leads::ToForm(address) => ("notifications-open", "notifications-open-link", address),
    };
    let title = words.say("notifications-title");
    let (text, link) = (words.say(text), words.say(link));
    let about = words.say("notifications-about");
    let plain = format!("{title}. {text}\r\n\r\n{address}\r\n\r\n{about}\r\n");
    let address = address.to_owned();
    let heading = title.clone();
    let document = view! {
        <html lang=language.tag() dir=language.direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title.clone()}</title>
            </head>
            <body>
                <h1>{heading}</h1>
                <p>{text}</p>
                <p>
                    <a href=address>{link}</a>
                </p>
                <p>
                    <small>{about}</small>
                </p>
            </body>
        </html>
    };
    Mail {
        subject: title,
        plain,
        html: format!("<!DOCTYPE html>{}", document.to_html()),
    }
}

/// The push message that there is something to read: declarative Web Push (iOS reads it by
/// itself, the service worker reads the same elsewhere), filled up with spaces.
///
/// `address` is where a tap leads: a route, no id. The tag is the same for all, so that two
/// notifications on one phone become one.
pub fn push(language: Language, address: &str) -> Vec<u8> {
    let words = Words::of(language);
    let message = json!({
        "web_push": 8030,
        "notification": {
            "title": words.say("notifications-title"),
            "body": words.say("notifications-log-in"),
            "lang": language.tag(),
            "dir": language.direction(),
            "navigate": address,
            "tag": "dagsform",
            "silent": false,
        },
    });
    let mut payload = message.to_string().into_bytes();
    payload.resize(payload.len().next_multiple_of(PUSH_BYTES), b' ');
    payload
}

#[cfg(test)]
mod tests {
    use super::{Leads, PUSH_BYTES, mail, push};
    use crate::texts::{Language, Words};

    #[test]
    fn a_push_has_one_size_in_every_language_and_is_still_json() {
        for language in Language::ALL {
            let payload = push(language, "https://app.example.org/m");
            assert_eq!(payload.len(), PUSH_BYTES, "{language:?}");
            let read: serde_json::Value = serde_json::from_slice(&payload).unwrap();
            assert_eq!(read["web_push"], 8030);
            assert_eq!(
                read["notification"]["navigate"],
                "https://app.example.org/m"
            );
            let title = Words::of(language).say("notifications-title");
            assert_eq!(read["notification"]["title"], title);
        }
    }

    #[test]
    fn a_mail_leads_in_and_says_nothing_else() {
        for language in Language::ALL {
            let mail = mail(language, Leads::ToSignIn("https://app.example.org/m"));
            assert!(mail.plain.contains("https://app.example.org/m\r\n"));
            assert!(
                mail.html.contains(r#"href="https://app.example.org/m""#),
                "{}",
                mail.html
            );
            assert!(mail.html.contains(&format!(r#"lang="{}""#, language.tag())));
            assert!(!mail.subject.contains(['\r', '\n']));
            assert!(!mail.html.contains("<!--"), "{}", mail.html);
            assert!(!mail.html.contains("style") && !mail.html.contains("<img"));
        }
    }

    #[test]
    fn a_form_link_cannot_break_out_of_its_place() {
        let mail = mail(Language::Da, Leads::ToForm(r#"https://a/"><script>"#));
        assert!(!mail.html.contains("<script>"), "{}", mail.html);
    }
}
