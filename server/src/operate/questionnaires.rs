//! `dagsform questionnaire`: taken in from a file, given out again, and listed.

use std::path::PathBuf;

use app::questionnaires::import::{self as importing, MOST_BYTES};
use app::questionnaires::{Imported, Questionnaire};
use app::texts::{Language, Words};

use super::{Stop, open, people};
use crate::config::Settings;
use crate::questionnaires::publishing::{NotPublished, publish};
use crate::questionnaires::store::{self, Published};
use crate::storage::Fault;

/// What an operator wants to take in.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The document.
    pub file: PathBuf,
    /// The name to publish it under; made from the document when there is none.
    pub key: Option<String>,
    /// Who allowed its use, when, and on which terms.
    pub attest: Option<String>,
    /// Only say what would become of it.
    pub check: bool,
    /// The office, when there are several.
    pub office: Option<String>,
    /// The language of the report.
    pub words: Words,
}

impl From<NotPublished> for Stop {
    fn from(why: NotPublished) -> Self {
        match why {
            NotPublished::Fault(fault) => Self::Fault(fault),
            other => Self::Refused(other.to_string()),
        }
    }
}

/// `dagsform questionnaire import`. The settings are only read when something is published.
pub async fn import(
    settings: impl FnOnce() -> Result<Settings, Stop>,
    wish: &Wish,
) -> Result<(), Stop> {
    let imported = read(wish)?;
    let title = imported.questionnaire.title(wish.words.language()).text;
    println!("{title}\n{}", report(wish, &imported));
    if wish.check {
        return Ok(());
    }
    let made = importing::key(&imported.questionnaire);
    let key = wish.key.clone().or(made).unwrap_or_default();
    let app = open(settings()?).await?;
    let mut tx = app.db.write().await?;
    let office = people::office(&mut tx, wish.office.as_deref()).await?;
    let (attested, now) = (wish.attest.as_deref(), app.clock.now());
    let version = publish(&mut tx, &office, &key, &imported, attested, now).await?;
    tx.commit().await?;
    println!("Published as {key}, version {version}.");
    Ok(())
}

/// What became of a document, over several lines. Whoever gave their word is not asked for it.
pub fn report(wish: &Wish, imported: &Imported) -> String {
    let word = wish.attest.as_deref().unwrap_or_default();
    imported.report.told(wish.words, word.trim().is_empty())
}

fn read(wish: &Wish) -> Result<Imported, Stop> {
    let system = |why| Stop::System {
        what: wish.file.display().to_string(),
        why,
    };
    // What is far too big is not read to be refused; one byte too many is.
    let file = std::fs::File::open(&wish.file).map_err(system)?;
    let mut bytes = Vec::new();
    let most = MOST_BYTES as u64 + 1;
    std::io::Read::read_to_end(&mut std::io::Read::take(file, most), &mut bytes).map_err(system)?;
    app::questionnaires::import(&bytes).map_err(|refused| {
        Stop::refused(format!(
            "{}\n{}",
            wish.file.display(),
            refused.told(wish.words)
        ))
    })
}

/// `dagsform questionnaire export`: what was taken in, as it came.
pub async fn export(
    settings: Settings,
    office: Option<&str>,
    key: &str,
    version: Option<i64>,
) -> Result<String, Stop> {
    let mut all = all(settings, office).await?.into_iter();
    let is_wanted =
        |it: &Published| it.key == key && version.is_none_or(|version| it.version == version);
    let found = all.find(is_wanted).ok_or_else(|| {
        Stop::refused(format!(
            "there is no such version of {key:?}; see dagsform questionnaire list"
        ))
    })?;
    Ok(found.document)
}

/// `dagsform questionnaire list`: a line for each version.
pub async fn list(settings: Settings, office: Option<&str>) -> Result<Vec<String>, Stop> {
    let all = all(settings, office).await?;
    all.iter().map(|one| Ok(line(one)?)).collect()
}

async fn all(settings: Settings, office: Option<&str>) -> Result<Vec<Published>, Stop> {
    let app = open(settings).await?;
    let mut tx = app.db.read().await?;
    let office = people::office(&mut tx, office).await?;
    Ok(store::published(&mut tx, &office).await?)
}

/// One version: its name, title, day, terms, and who attested to them.
fn line(one: &Published) -> Result<String, Fault> {
    let read = Questionnaire::read(&one.document)
        .map_err(|_| Fault::Corrupt("questionnaires.document"))?;
    let licence = read.licence();
    let day = one.published_at.strftime("%Y-%m-%d");
    let terms = if licence.terms.is_empty() {
        "terms unknown".to_owned()
    } else {
        format!(
            "{} ({})",
            licence.terms.join(", "),
            licence.holders.join(", ")
        )
    };
    let attested = one.attested.as_ref();
    let attested = attested.map_or_else(String::new, |said| format!("; attested: {said}"));
    Ok(format!(
        "{} {}  {day}  {}; {terms}{attested}",
        one.key,
        one.version,
        read.title(Language::En).text
    ))
}
