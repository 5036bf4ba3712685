//! `dagsform programme`: definitions read, and put to work.

use std::path::Path;

use app::programmes::shipped;

use super::{Stop, open, people};
use crate::config::Settings;
use crate::programmes::store::{self, Running};
use crate::programmes::{Protocol, check as check_file};
use crate::scheduling::store as scheduling;

/// `dagsform programme check`
pub fn check(file: &Path) -> Result<(), Stop> {
    let summary = check_file(file).map_err(|wrong| Stop::refused(wrong.to_string()))?;
    print!("{summary}");
    Ok(())
}

/// A definition by the short name of a shipped one, or from a file.
pub fn protocol(named: &str) -> Result<Protocol, Stop> {
    let file = format!("{named}.toml");
    if let Some((name, text)) = shipped().into_iter().find(|(name, _)| *name == file) {
        return Protocol::read(name, text).map_err(|wrong| Stop::refused(wrong.to_string()));
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
    Protocol::read(named, &text).map_err(|wrong| Stop::refused(wrong.to_string()))
}

/// `dagsform programme add`
pub async fn add(settings: Settings, definition: &str, office: Option<&str>) -> Result<(), Stop> {
    let protocol = protocol(definition)?;
    let app = open(settings).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let office = people::office(&mut tx, office).await?;
    let running = store::programmes(&mut tx, &office).await?;
    let same = |it: &&Running| it.definition.id == protocol.definition().id;
    let version = match running.iter().find(same) {
        Some(kept) => {
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
