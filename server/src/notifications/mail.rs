//! E-mail by SMTP, or into files where no server is set.

use std::path::Path;
use std::time::{Duration, SystemTime};

use app::notifications::{Leads, mail};
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{Address as MailAddress, AsyncFileTransport, AsyncSmtpTransport};
use lettre::{AsyncTransport, Message, Tokio1Executor};

use super::{Address, Courier, FORM, Outgoing, SETTINGS, Undelivered};
use crate::config::Settings;

/// The most connections that are kept open to the mail server.
const CONNECTIONS: u32 = 32;
/// The longest address that SMTP has room for (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// Carries e-mail.
#[derive(Debug)]
pub struct Mailer {
    from: Mailbox,
    /// Where mail servers report to: the sender of the envelope.
    bounces: MailAddress,
    patience: Duration,
    public_url: String,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

impl Mailer {
    /// By the server of `--mail-url`, else into files in `outbox` of the data folder. One
    /// line that names the setting when it can't be read.
    pub fn of(settings: &Settings, patience: Duration) -> Result<Self, String> {
        let way = match &settings.mail_url {
            Some(url) => Way::Smtp(smtp(url, patience)?),
            None => Way::Files(files(&settings.data.join("outbox"))?),
        };
        let address = address(&settings.mail_from)
            .ok_or_else(|| format!("--mail-from: `{}` is no address", settings.mail_from))?;
        let bounces = match &settings.mail_bounces {
            None => address.clone(),
            Some(to) => {
                self::address(to).ok_or_else(|| format!("--mail-bounces: `{to}` is no address"))?
            }
        };
        Ok(Self {
            from: Mailbox::new(Some("Dagsform".to_owned()), address),
            bounces,
            patience,
            public_url: settings.public_url.clone(),
            way,
        })
    }

    /// A plain line or two to whoever runs the server.
    pub async fn tell(&self, to: &str, subject: &str, text: String) -> Result<(), Undelivered> {
        let no = || Undelivered::GiveUp("the address is not well formed".into());
        let mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address(to).ok_or_else(no)?))
            .subject(subject)
            .singlepart(encoded(ContentType::TEXT_PLAIN, text))
            .map_err(|_| no())?;
        self.hand_over(mail).await
    }

    async fn hand_over(&self, mail: Message) -> Result<(), Undelivered> {
        let handed_over = async {
            match &self.way {
                Way::Smtp(server) => server.send(mail).await.map(drop).map_err(|it| refused(&it)),
                Way::Files(folder) => folder
                    .send(mail)
                    .await
                    .map(drop)
                    .map_err(|_| Undelivered::again("the outbox could not be written")),
            }
        };
        // The transport's own timeout does not cover every step of a conversation.
        tokio::time::timeout(self.patience, handed_over)
            .await
            .unwrap_or_else(|_| Err(Undelivered::again("the mail server was too slow")))
    }

    /// One message to one mailbox; `None` if the address could be anything else.
    fn message(&self, to: &str, message: &Outgoing) -> Option<Message> {
        let to = address(to)?;
        let link = format!("{}{}", self.public_url, message.path);
        let leads = if message.path.starts_with(FORM) {
            Leads::ToForm(&link)
        } else {
            Leads::ToSignIn(&link)
        };
        let reply = message.reply_link(&self.public_url);
        let words = mail(message.language, leads, message.besides(reply.as_ref()));
        let id = format!("<{}@{}>", message.key.as_str(), self.from.email.domain());
        if [&id, &words.subject]
            .into_iter()
            .any(|text| has_control(text))
        {
            return None;
        }
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let envelope = Envelope::new(Some(self.bounces.clone()), vec![to.clone()]).ok()?;
        let mut builder = Message::builder();
        if message.chooses {
            // To the page where one chooses what comes and how, after signing in. There is
            // no `List-Unsubscribe-Post`: it would need a secret in every mail, and mail
            // scanners press such buttons.
            let choose = HeaderName::new_from_ascii_str("List-Unsubscribe");
            let link = format!("<{}{SETTINGS}>", self.public_url);
            builder = builder.raw_header(HeaderValue::new(choose, link));
        }
        builder
            .envelope(envelope)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(words.subject)
            .message_id(Some(id))
            .date(SystemTime::from(message.at))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .multipart(
                MultiPart::alternative()
                    .singlepart(encoded(ContentType::TEXT_PLAIN, words.plain))
                    .singlepart(encoded(ContentType::TEXT_HTML, words.html)),
            )
            .ok()
    }
}

#[async_trait::async_trait]
impl Courier for Mailer {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        let Address::Email(to) = &message.to else {
            return Err(Undelivered::GiveUp("no mail address".into()));
        };
        let mail = self
            .message(to, message)
            .ok_or_else(|| Undelivered::GiveUp("the address is not well formed".into()))?;
        self.hand_over(mail).await
    }
}

/// Only the code: what the server says about it may name the person.
fn refused(error: &SmtpError) -> Undelivered {
    let code = error.status().map(|code| format!("smtp {code}"));
    let why = code.unwrap_or_else(|| "the mail server did not answer as it should".to_owned());
    let said = std::error::Error::source(error).map(ToString::to_string);
    if error.is_permanent() && said.is_some_and(|said| is_no_mailbox(&said)) {
        Undelivered::Gone(why)
    } else if error.is_permanent() {
        Undelivered::GiveUp(why)
    } else {
        Undelivered::again(why)
    }
}

/// Whether a refusal says that there is no such mailbox, by its enhanced status code (RFC
/// 3463). A refusal without one may be about our server, and must not cost everyone theirs.
fn is_no_mailbox(said: &str) -> bool {
    let codes = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];
    said.split(|letter: char| letter.is_whitespace() || letter == ':')
        .find(|word| word.starts_with("5.") && word.matches('.').count() == 2)
        .is_some_and(|code| codes.contains(&code))
}

/// An address in which nothing can hide: no control character, no line end, no quoted part.
fn address(text: &str) -> Option<MailAddress> {
    let plain = text.len() <= LONGEST
        && !has_control(text)
        && !text.contains([' ', '"', '<', '>', ',', ';', '\\', '(', ')']);
    plain.then(|| text.parse().ok()).flatten()
}

fn has_control(text: &str) -> bool {
    text.chars().any(|letter| {
        // Line and paragraph separators end a line for some readers too.
        letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
    })
}

/// A part that is always encoded: a bare line end in a body would end the SMTP data early.
fn encoded(kind: ContentType, text: String) -> SinglePart {
    SinglePart::builder()
        .header(kind)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text)
}

fn smtp(url: &str, patience: Duration) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
    let read = match url.strip_prefix("smtp+starttls://") {
        Some(rest) => format!("smtp://{rest}?tls=required"),
        None => url.to_owned(),
    };
    // The reason is left out: it could repeat the password.
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&read)
        .map_err(|_| "--mail-url: is no address of a mail server".to_owned())?;
    // As many connections are kept as calls are under way at once.
    let pool = PoolConfig::new().max_size(CONNECTIONS);
    Ok(builder.timeout(Some(patience)).pool_config(pool).build())
}

fn files(folder: &Path) -> Result<AsyncFileTransport<Tokio1Executor>, String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("--data: {} cannot be made: {error}", folder.display()))?;
    Ok(AsyncFileTransport::new(folder))
}

#[cfg(test)]
mod tests {
    use super::{address, is_no_mailbox};

    #[test]
    fn only_a_missing_mailbox_costs_somebody_their_address() {
        assert!(is_no_mailbox("5.1.1 no such mailbox"));
        assert!(is_no_mailbox("<ada@example.org>: 5.1.10 null MX"));
        for ours in [
            "5.7.1 relay access denied",
            "relay not permitted",
            "5.7.26 not authenticated, see 5.1.1",
            "",
        ] {
            assert!(!is_no_mailbox(ours), "{ours}");
        }
    }

    #[test]
    fn an_address_is_one_address_and_nothing_else() {
        for good in [
            "ada@example.org",
            "ada.b+c@mail.example.dk",
            "åse@example.org",
        ] {
            assert!(address(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example.org\r\nBcc: eve@example.org",
            "ada@example.org\nRCPT TO:<eve@example.org>",
            "ada@example.org\r",
            "a\u{0}da@example.org",
            "ada@example.org, eve@example.org",
            "\"ada eve\"@example.org",
            "<ada@example.org>",
            "Ada <ada@example.org>",
            "ada@example.org\u{2028}Bcc: x",
            "ada@exa mple.org",
        ] {
            assert!(address(bad).is_none(), "{bad:?}");
        }
        assert!(address(&format!("{}@example.org", "a".repeat(300))).is_none());
    }
}
