//! `dagsform token`: which other systems an office lets in.

use clap::Subcommand;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Stop, open, people};
use crate::api::{May, store};
use crate::config::{Given, Settings};
use crate::identity::sessions::{hash, new_token};
use crate::storage::Fault;

/// The longest name of a token, in characters: participants read it in their log.
const LONGEST_NAME: usize = 60;

/// What can be done about tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Let another system of an office in, and print its token, this once
    Add {
        /// Where the installation is
        #[command(flatten)]
        given: Given,
        /// What the system is called; participants read it in the log of who has looked
        #[arg(long)]
        name: String,
        /// read or write; who may write may read
        #[arg(long, default_value = "read", value_name = "WORD")]
        may: String,
        /// The last day on which it is good, in UTC; until it is revoked when left out
        #[arg(long, value_name = "DAY")]
        until: Option<Date>,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
    /// List the tokens of an office, and when each was last used
    List {
        /// Where the installation is
        #[command(flatten)]
        given: Given,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
    /// Shut a system out, at once
    Revoke {
        /// Where the installation is
        #[command(flatten)]
        given: Given,
        /// What the system is called
        #[arg(long)]
        name: String,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
}

/// Does what was asked.
pub async fn run(
    asked: Token,
    settings: impl Fn(Given) -> Result<Settings, Stop>,
) -> Result<(), Stop> {
    match asked {
        Token::Add {
            given,
            name,
            may,
            until,
            office,
        } => {
            let token = add(settings(given)?, &name, &may, until, office.as_deref()).await?;
            println!("{token}");
            eprintln!("Keep it well: it is shown this once, and only its hash is kept.");
            Ok(())
        }
        Token::List { given, office } => {
            for line in list(settings(given)?, office.as_deref()).await? {
                println!("{line}");
            }
            Ok(())
        }
        Token::Revoke {
            given,
            name,
            office,
        } => {
            revoke(settings(given)?, &name, office.as_deref()).await?;
            println!("{name} is shut out.");
            Ok(())
        }
    }
}

/// `dagsform token add`: makes a token and returns it.
pub async fn add(
    settings: Settings,
    name: &str,
    may: &str,
    until: Option<Date>,
    office: Option<&str>,
) -> Result<String, Stop> {
    let may =
        May::of(may).ok_or_else(|| Stop::refused(format!("--may {may}: use read or write")))?;
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
        let why = format!("--name: 1 to {LONGEST_NAME} characters in one line");
        return Err(Stop::refused(why));
    }
    let app = open(settings).await?;
    let now = app.clock.now();
    let ends = until.map(after).transpose()?;
    if ends.is_some_and(|ends| ends <= now) {
        return Err(Stop::refused("--until: that day is over"));
    }
    let mut tx = app.db.write().await?;
    let office = people::office(&mut tx, office).await?;
    let taken = store::tokens(&mut tx, &office).await?;
    let is_taken = |it: &store::KeptToken| it.name == name && it.revoked_at.is_none();
    if taken.iter().any(is_taken) {
        let why = format!("{name} has a token: dagsform token revoke --name …");
        return Err(Stop::refused(why));
    }
    // The beginning tells scanners of source code and of mails what they found.
    let token = format!("dagsform_{}", new_token());
    store::add_token(&mut tx, &office, (name, may), &hash(&token), ends, now).await?;
    tx.commit().await?;
    Ok(token)
}

/// The instant in which the day after begins.
fn after(day: Date) -> Result<Timestamp, Stop> {
    let next = day
        .tomorrow()
        .and_then(|next| next.to_zoned(TimeZone::UTC))
        .map_err(|_| Stop::refused("--until: that day is too far away"))?;
    Ok(next.timestamp())
}

/// `dagsform token list`: a line for each token.
pub async fn list(settings: Settings, office: Option<&str>) -> Result<Vec<String>, Stop> {
    let app = open(settings).await?;
    let now = app.clock.now().as_millisecond();
    let mut tx = app.db.read().await?;
    let office = people::office(&mut tx, office).await?;
    let line = |token: store::KeptToken| {
        let state = match (token.revoked_at, token.expires_at) {
            (Some(_), _) => "revoked".to_owned(),
            (None, Some(ends)) if ends <= now => "expired".to_owned(),
            (None, Some(ends)) => format!("until {}", last_day(ends)),
            (None, None) => "until revoked".to_owned(),
        };
        let used = token
            .used_on
            .map_or("never used".to_owned(), |day| format!("used {day}"));
        format!("{}\t{}\t{state}\t{used}", token.name, token.may)
    };
    let tokens = store::tokens(&mut tx, &office).await?;
    Ok(tokens.into_iter().map(line).collect())
}

/// The last day before an instant.
fn last_day(ends: i64) -> String {
    Timestamp::from_millisecond(ends - 1)
        .map(|at| at.to_zoned(TimeZone::UTC).date().to_string())
        .unwrap_or_default()
}

/// `dagsform token revoke`
pub async fn revoke(settings: Settings, name: &str, office: Option<&str>) -> Result<(), Stop> {
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let office = people::office(&mut tx, office).await?;
    match store::revoke(&mut tx, &office, name, app.clock.now()).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(Fault::Missing) => Err(Stop::refused(format!(
            "{name} has no token: dagsform token list"
        ))),
        Err(fault) => Err(fault.into()),
    }
}
