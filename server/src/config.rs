//! Settings: by flag, by environment, or from a TOML file, in that order.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::notifications::gateway::{Gateway, GivenGateway};

/// What a server is told when it starts. Every field may come from a flag, from the
/// environment or from the file; the first that says something wins.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Given {
    /// Folder for the database, the mail outbox and keys [default: ./data]
    #[arg(long, env = "DAGSFORM_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "DAGSFORM_LISTEN", value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// PostgreSQL instead of SQLite: postgres://user:password@host/database
    #[arg(
        long,
        env = "DAGSFORM_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
    /// What people type into the browser, such as `https://app.example.org`; needed behind a TLS proxy
    #[arg(long, env = "DAGSFORM_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where mail goes: smtp://host:port, smtps:// or smtp+starttls:// with user:password@; files in DIR/outbox when not given
    #[arg(
        long,
        env = "DAGSFORM_MAIL_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub mail_url: Option<String>,
    /// Sender of mail, and the contact that push services see (no-reply at localhost.localdomain when not given)
    #[arg(long, env = "DAGSFORM_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Where mail servers report what they could not deliver [default: the sender]
    #[arg(long, env = "DAGSFORM_MAIL_BOUNCES", value_name = "ADDRESS")]
    pub mail_bounces: Option<String>,
    /// The gateway for text messages; the table `[sms]` in the file
    #[command(flatten)]
    pub sms: GivenGateway,
    /// Folder for anonymous answers until their wave closes; outside every backup, the same for all servers (answers are confidential when not given)
    #[arg(long, env = "DAGSFORM_ANONYMOUS", value_name = "DIR")]
    pub anonymous: Option<PathBuf>,
    /// A second address that answers `/metrics` to monitors only; keep it off the internet (off when not given)
    #[arg(long, env = "DAGSFORM_METRICS", value_name = "ADDR:PORT")]
    pub metrics: Option<String>,
    /// Who gets a mail when the scheduler needs a person, at most once a day (nobody when not given)
    #[arg(long, env = "DAGSFORM_ALARM_TO", value_name = "ADDRESS")]
    pub alarm_to: Option<String>,
    /// How many requests a minute each token of another system may make; 0 for as many as it likes [default: 600]
    #[arg(long, env = "DAGSFORM_API_PER_MINUTE", value_name = "NUMBER")]
    pub api_per_minute: Option<u32>,
    /// Push hosts allowed although they are not public, such as 127.0.0.1:9999; for tests
    #[arg(
        long,
        env = "DAGSFORM_PUSH_ALLOW",
        value_name = "HOST:PORT",
        value_delimiter = ',',
        hide = true
    )]
    pub push_allow: Vec<String>,
    /// A file that says how many milliseconds the clock is ahead; for tests
    #[arg(long, env = "DAGSFORM_TEST_CLOCK", value_name = "FILE", hide = true)]
    pub test_clock: Option<PathBuf>,
    /// How often the scheduler looks for what is due, in seconds [default: 5]
    #[arg(long, env = "DAGSFORM_TICK", value_name = "SECONDS", hide = true)]
    pub tick: Option<u64>,
}

/// Settings that were checked and fit together.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder for the database, the mail outbox and keys.
    pub data: PathBuf,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// `sqlite:` or `postgres:`.
    pub database_url: String,
    /// Scheme, host and port as browsers see them, without a slash at the end.
    pub public_url: String,
    /// Where mail goes; files in the data folder when absent.
    pub mail_url: Option<String>,
    /// Sender of mail.
    pub mail_from: String,
    /// Sender of the envelope, where reports go; the sender of mail when absent.
    pub mail_bounces: Option<String>,
    /// The gateway for text messages; none are sent when absent.
    pub sms: Option<Gateway>,
    /// Where anonymous answers wait; without it there are none.
    pub anonymous: Option<PathBuf>,
    /// Where monitors ask for metrics.
    pub metrics: Option<SocketAddr>,
    /// Who gets a mail when something is wrong.
    pub alarm_to: Option<String>,
    /// How many requests a minute each token of another system may make; 0 for no limit.
    pub api_per_minute: u32,
    /// Push hosts allowed although they are not public.
    pub push_allow: Vec<String>,
    /// Moves the clock in tests.
    pub test_clock: Option<PathBuf>,
    /// Seconds between two looks of the scheduler.
    pub tick: u64,
}

/// Why the program did not start: one line that names the setting.
#[derive(Debug, thiserror::Error)]
#[error("{setting}: {reason}")]
pub struct WrongSetting {
    /// The setting, as it is written on the command line.
    pub setting: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}

fn wrong(setting: &str, reason: impl Into<String>) -> WrongSetting {
    WrongSetting {
        setting: setting.to_owned(),
        reason: reason.into(),
    }
}

impl Given {
    /// Reads the file at `path` for what flags and environment left open.
    pub fn with_file(self, path: Option<&Path>) -> Result<Self, WrongSetting> {
        let Some(path) = path else { return Ok(self) };
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|error| wrong("--config", format!("{shown} cannot be read: {error}")))?;
        let file: Self = toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            wrong("--config", format!("{shown}:{line}: {}", error.message()))
        })?;
        Ok(Self {
            data: self.data.or(file.data),
            listen: self.listen.or(file.listen),
            database_url: self.database_url.or(file.database_url),
            public_url: self.public_url.or(file.public_url),
            mail_url: self.mail_url.or(file.mail_url),
            mail_from: self.mail_from.or(file.mail_from),
            mail_bounces: self.mail_bounces.or(file.mail_bounces),
            sms: self.sms.or(file.sms),
            anonymous: self.anonymous.or(file.anonymous),
            metrics: self.metrics.or(file.metrics),
            alarm_to: self.alarm_to.or(file.alarm_to),
            api_per_minute: self.api_per_minute.or(file.api_per_minute),
            push_allow: if self.push_allow.is_empty() {
                file.push_allow
            } else {
                self.push_allow
            },
            test_clock: self.test_clock.or(file.test_clock),
            tick: self.tick.or(file.tick),
        })
    }

    /// Checks the settings and fills in what was left open.
    pub fn checked(self) -> Result<Settings, WrongSetting> {
        let data = self.data.unwrap_or_else(|| PathBuf::from("data"));
        let listen = self.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = address("--listen", &listen)?;
        let metrics = self
            .metrics
            .map(|given| address("--metrics", &given))
            .transpose()?;
        if let Some(to) = &self.alarm_to
            && !to.contains('@')
        {
            return Err(wrong("--alarm-to", format!("`{to}` is no e-mail address")));
        }
        let database_url = match self.database_url {
            None => format!("sqlite:{}", data.join("dagsform.db").display()),
            Some(url)
                if ["postgres://", "postgresql://", "sqlite:"]
                    .iter()
                    .any(|s| url.starts_with(s)) =>
            {
                url
            }
            Some(_) => {
                return Err(wrong(
                    "--database-url",
                    "begins with postgres:// (or leave it out for SQLite)",
                ));
            }
        };
        let public_url = match self.public_url {
            None if listen.ip().is_loopback() => format!("http://localhost:{}", listen.port()),
            None => {
                return Err(wrong(
                    "--public-url",
                    "is needed when listening beyond this machine; set up a TLS proxy and give its https:// address",
                ));
            }
            Some(given) => origin(&given, &listen)?,
        };
        if let Some(mail) = &self.mail_url
            && !["smtp://", "smtps://", "smtp+starttls://"]
                .iter()
                .any(|scheme| mail.starts_with(scheme))
        {
            return Err(wrong(
                "--mail-url",
                "begins with smtp://, smtps:// or smtp+starttls://",
            ));
        }
        let sms = self
            .sms
            .read()
            .map_err(|(setting, reason)| wrong(setting, reason))?;
        Ok(Settings {
            data,
            listen,
            database_url,
            public_url,
            mail_url: self.mail_url,
            mail_from: self
                .mail_from
                .unwrap_or_else(|| "no-reply@localhost.localdomain".to_owned()),
            mail_bounces: self.mail_bounces,
            sms,
            anonymous: self.anonymous,
            metrics,
            alarm_to: self.alarm_to,
            api_per_minute: self.api_per_minute.unwrap_or(600),
            push_allow: self.push_allow,
            test_clock: self.test_clock,
            tick: self.tick.unwrap_or(5).clamp(1, 3600),
        })
    }
}

/// An address and a port of this machine.
fn address(setting: &str, given: &str) -> Result<SocketAddr, WrongSetting> {
    let local = given.replace("localhost:", "127.0.0.1:");
    local.parse().map_err(|_| {
        let reason = format!("`{given}` is no address and port such as 127.0.0.1:8080");
        wrong(setting, reason)
    })
}

/// The scheme, host and port of an address, if it is one that a browser may be given.
fn origin(given: &str, listen: &SocketAddr) -> Result<String, WrongSetting> {
    let no = |reason: &str| wrong("--public-url", format!("`{given}` {reason}"));
    let url = url::Url::parse(given)
        .map_err(|_| no("is no web address such as https://app.example.org"))?;
    let origin = url.origin();
    match url.scheme() {
        "https" => Ok(origin.ascii_serialization()),
        "http" if listen.ip().is_loopback() => Ok(origin.ascii_serialization()),
        "http" => Err(no("must be https:// when listening beyond this machine")),
        _ => Err(no("must begin with https://")),
    }
}

impl Settings {
    /// Whether browsers reach us over TLS, so that cookies may ask for it.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::Given;

    fn refused(given: Given) -> String {
        given.checked().unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_setting_stops_the_start_with_one_line_that_names_it() {
        let given = Given::default();
        let listen = Given {
            listen: Some("here".into()),
            ..given.clone()
        };
        assert!(refused(listen).starts_with("--listen: `here` is no address"));
        let open = Given {
            listen: Some("0.0.0.0:80".into()),
            ..given.clone()
        };
        assert!(refused(open).starts_with("--public-url: is needed"));
        let plain = Given {
            listen: Some("0.0.0.0:80".into()),
            public_url: Some("http://app.example.org".into()),
            ..given.clone()
        };
        assert!(refused(plain).contains("must be https://"));
        let mysql = Given {
            database_url: Some("mysql://x".into()),
            ..given.clone()
        };
        assert!(refused(mysql).starts_with("--database-url: begins with"));
        let mail = Given {
            mail_url: Some("mail.example.org".into()),
            ..given
        };
        assert!(refused(mail).starts_with("--mail-url: begins with"));
    }

    #[test]
    fn a_wrong_file_is_named_with_its_line() {
        let path = std::env::temp_dir().join(format!("dagsform-{}.toml", std::process::id()));
        std::fs::write(&path, "data = \"x\"\nlisten-on = \"y\"\n").unwrap();
        let error = Given::default()
            .with_file(Some(&path))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(".toml:2: unknown field `listen-on`"),
            "{error}"
        );
    }

    #[test]
    fn the_gateway_for_text_messages_stands_in_a_table_of_its_own() {
        let path = std::env::temp_dir().join(format!("dagsform-sms-{}.toml", std::process::id()));
        let text = "[sms]\nurl = \"https://sms.example.org/send\"\nheaders = [\"X: y\"]\n";
        std::fs::write(&path, text).unwrap();
        let given = Given::default().with_file(Some(&path)).unwrap();
        assert!(given.checked().unwrap().sms.is_some());
        std::fs::write(&path, "[sms]\nurl = \"ftp://sms.example.org\"\n").unwrap();
        let given = Given::default().with_file(Some(&path)).unwrap();
        assert!(refused(given).starts_with("--sms-url: begins with https://"));
        assert!(Given::default().checked().unwrap().sms.is_none());
    }

    #[test]
    fn without_settings_it_listens_on_this_machine_only() {
        let settings = Given::default().checked().unwrap();
        assert_eq!(settings.public_url, "http://localhost:8080");
        assert!(!settings.is_secure());
    }
}
