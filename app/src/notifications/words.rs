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

/// What a link asks that is answered without signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Whether the person comes to an appointment.
    Come,
    /// When they would like to be called.
    Call,
}

impl Asks {
    /// The key of the question.
    fn key(self) -> &'static str {
        match self {
            Self::Come => "notifications-reply",
            Self::Call => "notifications-call",
        }
    }
}

/// What a message says besides, where the office chose so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Besides<'a> {
    /// Day and time of an appointment in words.
    pub when: Option<&'a str>,
    /// What is asked, and the address at which the person may answer without signing in.
    pub reply: Option<(Asks, &'a str)>,
}

impl Besides<'_> {
    /// "Your appointment is on Thursday at 10:30."
    fn when(&self, words: Words) -> Option<String> {
        let when = self.when?;
        Some(words.with("notifications-when", &[("when", when.into())]))
    }
}

/// The e-mail that there is something to read.
pub fn mail(language: Language, leads: Leads<'_>, besides: Besides<'_>) -> Mail {
    let words = Words::of(language);
    let (text, link, address) = match leads {
        Leads::ToSignIn(address) => ("notifications-log-in", "notifications-log-in-link", address),
        Leads::ToForm(address) => ("notifications-open", "notifications-open-link", address),
    };
    let title = words.say("notifications-title");
    let (text, link) = (words.say(text), words.say(link));
    let about = words.say("notifications-about");
    let when = besides.when(words);
    let reply = besides.reply.map(|(asks, to)| (words.say(asks.key()), to));
    let plain: String = [
        Some(format!("{title}. {text}\r\n\r\n{address}\r\n\r\n")),
        when.as_ref().map(|when| format!("{when}\r\n\r\n")),
        reply
            .as_ref()
            .map(|(asked, to)| format!("{asked}\r\n{to}\r\n\r\n")),
        Some(format!("{about}\r\n")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let when = when.map(|when| view! { <p>{when}</p> });
    let reply = reply.map(|(asked, to)| {
        view! { <p><a href=to.to_owned()>{asked}</a></p> }
    });
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
                {when}
                {reply}
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
pub fn push(language: Language, address: &str, besides: Besides<'_>) -> Vec<u8> {
    let words = Words::of(language);
    let log_in = words.say("notifications-log-in");
    let body = match besides.when(words) {
        Some(when) => format!("{when} {log_in}"),
        None => log_in,
    };
    let message = json!({
        "web_push": 8030,
        "notification": {
            "title": words.say("notifications-title"),
            "body": body,
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

/// The text message that there is something to read: one line.
pub fn text(language: Language, leads: Leads<'_>, besides: Besides<'_>) -> String {
    let words = Words::of(language);
    let (key, address) = match leads {
        Leads::ToSignIn(address) => ("notifications-log-in", address),
        Leads::ToForm(address) => ("notifications-open", address),
    };
    let title = words.say("notifications-title");
    let mut said = format!("{title}. {} {address}", words.say(key));
    if let Some(when) = besides.when(words) {
        said = format!("{said} {when}");
    }
    if let Some((asks, reply)) = besides.reply {
        said = format!("{said} {} {reply}", words.say(asks.key()));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::{Asks, Besides, Leads, PUSH_BYTES, mail, push, text};
    use crate::texts::{Language, Words};

    /// Where a message leads.
    const LINK: &str = "https://app.example.org/m";

    #[test]
    fn a_push_has_one_size_in_every_language_and_is_still_json() {
        for language in Language::ALL {
            let payload = push(language, LINK, Besides::default());
            assert_eq!(payload.len(), PUSH_BYTES, "{language:?}");
            let read: serde_json::Value = serde_json::from_slice(&payload).unwrap();
            assert_eq!(read["web_push"], 8030);
            assert_eq!(read["notification"]["navigate"], LINK);
            let title = Words::of(language).say("notifications-title");
            assert_eq!(read["notification"]["title"], title);
        }
    }

    #[test]
    fn a_mail_leads_in_and_says_nothing_else() {
        for language in Language::ALL {
            let mail = mail(language, Leads::ToSignIn(LINK), Besides::default());
            assert!(mail.plain.contains(&format!("{LINK}\r\n")));
            let href = format!(r#"href="{LINK}""#);
            assert!(mail.html.contains(&href), "{}", mail.html);
            assert!(mail.html.contains(&format!(r#"lang="{}""#, language.tag())));
            assert!(!mail.subject.contains(['\r', '\n']));
            assert!(!mail.html.contains("<!--"), "{}", mail.html);
            assert!(!mail.html.contains("style") && !mail.html.contains("<img"));
        }
    }

    #[test]
    fn a_form_link_cannot_break_out_of_its_place() {
        let mail = mail(
            Language::Da,
            Leads::ToForm(r#"https://a/"><script>"#),
            Besides::default(),
        );
        assert!(!mail.html.contains("<script>"), "{}", mail.html);
    }

    #[test]
    fn a_reminder_tells_the_time_only_where_the_office_chose_so() {
        let besides = Besides {
            when: Some("Thursday 10:30"),
            reply: Some((Asks::Come, "https://app.example.org/a/token")),
        };
        for language in Language::ALL {
            let leads = Leads::ToSignIn(LINK);
            let told = mail(language, leads, besides);
            for said in [&told.plain, &told.html, &text(language, leads, besides)] {
                assert!(said.contains("Thursday 10:30"), "{said}");
                assert!(said.contains("https://app.example.org/a/token"), "{said}");
            }
            let payload = push(language, LINK, besides);
            assert_eq!(
                payload.len(),
                PUSH_BYTES,
                "{language:?}: the same size with the time"
            );
            let payload = String::from_utf8(payload).unwrap();
            assert!(payload.contains("Thursday 10:30") && !payload.contains("/a/token"));
            let plain = text(language, leads, Besides::default());
            assert!(!plain.contains("10:30") && plain.ends_with("/m"), "{plain}");
        }
    }
}
