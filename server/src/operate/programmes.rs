//! `dagsform programme`: definitions read, and put to work.

use std::path::Path;

use app::programmes::shipped;
use app::scheduling::Impact;
use app::texts::{Language, Words};

use super::{Stop, open, people};
use crate::config::Settings;
use crate::programmes::impact::report;
use crate::programmes::store::{self, Running};
use crate::programmes::{Protocol, check as check_file};
use crate::scheduling::store as scheduling;

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

/// `dagsform programme impact`: what saving would change, and nothing is saved.
pub async fn impact(
    settings: Settings,
    definition: &str,
    office: Option<&str>,
    words: Words,
) -> Result<(), Stop> {
    let protocol = protocol(definition, words)?;
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let office = people::office(&mut tx, office).await?;
    let running = store::programmes(&mut tx, &office).await?;
    let same = |it: &&Running| it.definition.id == protocol.definition().id;
    let Some(kept) = running.iter().find(same) else {
        let id = &protocol.definition().id;
        return Err(Stop::refused(format!(
            "this office does not run `{id}` yet"
        )));
    };
    let now = app.clock.now();
    let impact = report(&mut tx, &kept.id, protocol.definition(), now).await?;
    print!("{}", told(&impact));
    Ok(())
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
pub async fn add(
    settings: Settings,
    definition: &str,
    office: Option<&str>,
    words: Words,
) -> Result<(), Stop> {
    let protocol = protocol(definition, words)?;
    let app = open(settings).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let office = people::office(&mut tx, office).await?;
    let running = store::programmes(&mut tx, &office).await?;
    let same = |it: &&Running| it.definition.id == protocol.definition().id;
    let version = match running.iter().find(same) {
        Some(kept) => {
            let impact = report(&mut tx, &kept.id, protocol.definition(), now).await?;
            print!("{}", told(&impact));
            let version = store::save_version(&mut tx, &kept.id, &protocol, now)
                .await
                .map_err(|why| Stop::refused(why.to_string()))?;
            scheduling::look_again_at_all(&mut tx, &kept.id, now).await?;
            version
        }
        None => {
            store::add_programme(&mut tx, &office, &protocol, now).await?;
            1
        }
    };
    tx.commit().await?;
    println!("{} runs as version {version}.", protocol.definition().id);
    Ok(())
}
