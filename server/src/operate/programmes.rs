//! `dagsform programme`: definitions read, and put to work.

use std::path::Path;

use app::ids::{OrganisationId, ProgrammeId};
use app::programmes::shipped;
use app::scheduling::Impact;
use app::texts::{Language, Words};
use jiff::Timestamp;

use super::{Stop, open, people};
use crate::config::Settings;
use crate::programmes::impact::report;
use crate::programmes::store;
use crate::programmes::{Protocol, check as check_file};
use crate::scheduling::store as scheduling;
use crate::storage::Tx;

/// The language to refuse a definition in: the tag that was given, else that of the terminal
/// (`LANG`, such as `da_DK.UTF-8`), else English.
pub fn spoken(tag: Option<&str>) -> Result<Words, Stop> {
    let language = match tag {
        Some(tag) => people::language(tag)?,
        None => {
            let lang = std::env::var("LANG").unwrap_or_default();
            let tag = lang.split('.').next().unwrap_or_default();
            Language::of_tag(tag).unwrap_or_default()
        }
    };
    Ok(Words::of(language))
}

/// `dagsform programme check`
pub fn check(file: &Path, words: Words) -> Result<(), Stop> {
    let summary = check_file(file).map_err(|wrong| Stop::refused(wrong.told(words)))?;
    print!("{summary}");
    Ok(())
}

/// A definition by the short name of a shipped one, or from a file.
pub fn protocol(named: &str, words: Words) -> Result<Protocol, Stop> {
    let file = format!("{named}.toml");
    if let Some((name, text)) = shipped().into_iter().find(|(name, _)| *name == file) {
        return Protocol::read(name, text).map_err(|wrong| Stop::refused(wrong.told(words)));
    }
    let text = std::fs::read_to_string(named).map_err(|why| {
        let names: Vec<_> = shipped()
            .iter()
            .map(|(name, _)| name.trim_end_matches(".toml"))
            .collect();
        Stop::refused(format!(
            "{named} cannot be read ({why}); shipped are {}",
            names.join(", ")
        ))
    })?;
    Protocol::read(named, &text).map_err(|wrong| Stop::refused(wrong.told(words)))
}

/// A definition that an operator has in mind for an office.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The short name of a shipped definition, or a file.
    pub definition: String,
    /// The office, when there are several.
    pub office: Option<String>,
    /// The language to refuse in.
    pub words: Words,
}

/// A definition with the office it is for.
struct Before {
    protocol: Protocol,
    tx: Tx,
    office: OrganisationId,
    /// What the office runs under the same name, if it does.
    kept: Option<ProgrammeId>,
    now: Timestamp,
}

impl Before {
    async fn of(settings: Settings, wish: &Wish) -> Result<Self, Stop> {
        let protocol = protocol(&wish.definition, wish.words)?;
        let app = open(settings).await?;
        let now = app.clock.now();
        let mut tx = app.db.write().await?;
        let office = people::office(&mut tx, wish.office.as_deref()).await?;
        let mut running = store::programmes(&mut tx, &office).await?.into_iter();
        let kept = running.find(|it| it.definition.id == protocol.definition().id);
        let kept = kept.map(|it| it.id);
        Ok(Self {
            protocol,
            tx,
            office,
            kept,
            now,
        })
    }

    /// Says what saving would change for those whom `kept` is about.
    async fn tell_impact(&mut self, kept: &ProgrammeId) -> Result<(), Stop> {
        let definition = self.protocol.definition();
        let impact = report(&mut self.tx, kept, definition, self.now).await?;
        print!("{}", told(&impact));
        Ok(())
    }
}

/// `dagsform programme impact`: what saving would change, and nothing is saved.
pub async fn impact(settings: Settings, wish: &Wish) -> Result<(), Stop> {
    let mut before = Before::of(settings, wish).await?;
    let Some(kept) = before.kept.clone() else {
        let id = &before.protocol.definition().id;
        return Err(Stop::refused(format!(
            "this office does not run `{id}` yet"
        )));
    };
    before.tell_impact(&kept).await
}

/// What a report says, a line for each thing.
fn told(impact: &Impact) -> String {
    if impact.is_none() {
        return "Nobody is asked more or less often in the next 90 days.\n".to_owned();
    }
    let mut text = format!(
        "In the next 90 days, of {} people: {} are asked more often, {} less often.\n",
        impact.people, impact.more, impact.fewer
    );
    for (rule, (before, after)) in &impact.rules {
        text.push_str(&format!(
            "  {rule}: {before} times as it stands, {after} as edited\n"
        ));
    }
    text.push_str("What was sent already stays as it is, and nothing is sent again.\n");
    text
}

/// `dagsform programme add`
pub async fn add(settings: Settings, wish: &Wish) -> Result<(), Stop> {
    let mut before = Before::of(settings, wish).await?;
    let now = before.now;
    let version = match before.kept.clone() {
        Some(kept) => {
            before.tell_impact(&kept).await?;
            let version = store::save_version(&mut before.tx, &kept, &before.protocol, now)
                .await
                .map_err(|why| Stop::refused(why.to_string()))?;
            scheduling::look_again_at_all(&mut before.tx, &kept, now).await?;
            version
        }
        None => {
            let (office, protocol) = (&before.office, &before.protocol);
            store::add_programme(&mut before.tx, office, protocol, now).await?;
            1
        }
    };
    before.tx.commit().await?;
    println!(
        "{} runs as version {version}.",
        before.protocol.definition().id
    );
    Ok(())
}
