//! Where anonymous answers wait: one file for each wave, beside the database and outside its backups.
//!
//! A database remembers order: by rows, by pages, in its log and in every backup. So answers are
//! not rows here. The file of a wave holds how often each band was given and which tokens are
//! spent, sorted; an answer only raises a count. It is written anew each time, the old one is
//! overwritten, and it carries no time. Whoever reads the disk finds sums.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use app::ids::WaveId;
use app::insight::{Band, Staged};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

/// Tells programs that make backups to leave the folder out, by the convention of cache folders.
const LEFT_OUT: &str = "Signature: 8a477f597d28d172789f06886806bc55
# Anonymous answers wait here until their wave closes. No backup may hold this folder.
";

/// How often each band was given to one question, in the order of [`Band::ALL`].
pub type Counts = BTreeMap<String, [u32; 3]>;

/// The folder of an installation. All servers of one database share one.
#[derive(Clone, Debug)]
pub struct Pool {
    folder: PathBuf,
}

/// What one file holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Waiting {
    spent: BTreeSet<String>,
    counts: Counts,
}

/// The file of one wave, held by this server alone until it is dropped.
#[derive(Debug)]
pub struct Held {
    file: PathBuf,
    _lock: File,
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

impl Pool {
    /// The pool in a folder, which is made when the first answer comes.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Holds the file of one wave; waits for whoever holds it.
    pub async fn hold(&self, wave: &WaveId) -> io::Result<Held> {
        let folder = self.folder.clone();
        let file = folder.join(format!("{wave}.json"));
        aside(move || {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&folder)?;
            let tag = folder.join("CACHEDIR.TAG");
            if !tag.exists() {
                fs::write(tag, LEFT_OUT)?;
            }
            let lock = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(folder.join("lock"))?;
            lock.lock()?;
            // What a server that stopped in between left: nobody was told that it counts.
            remove(&file.with_extension("new"))?;
            Ok(Held { file, _lock: lock })
        })
        .await
    }

    /// The waves that have a file.
    pub async fn waves(&self) -> io::Result<Vec<WaveId>> {
        let folder = self.folder.clone();
        aside(move || {
            if !folder.is_dir() {
                return Ok(Vec::new());
            }
            let mut waves = Vec::new();
            for entry in fs::read_dir(folder)? {
                let name = entry?.file_name();
                if let Some(wave) = name.to_str().and_then(|name| name.strip_suffix(".json")) {
                    waves.push(WaveId::new(wave));
                }
            }
            Ok(waves)
        })
        .await
    }
}

impl Held {
    /// Spends a token and counts what it came with; false when it was spent before.
    pub async fn spend(self, name: String, staged: Staged) -> io::Result<bool> {
        aside(move || {
            let mut waiting = read(&self.file)?;
            if !waiting.spent.insert(name) {
                return Ok(false);
            }
            for (question, band) in staged.bands() {
                let counts = waiting.counts.entry(question.to_owned()).or_default();
                let count = &mut counts[place(band)];
                *count = count.saturating_add(1);
            }
            let text = serde_json::to_vec(&waiting).map_err(io::Error::other)?;
            replace(&self.file, &text)?;
            Ok(true)
        })
        .await
    }

    /// What waits; nothing when nobody has answered.
    pub async fn counts(&self) -> io::Result<Counts> {
        let file = self.file.clone();
        aside(move || Ok(read(&file)?.counts)).await
    }

    /// Overwrites the file and removes it.
    pub async fn forget(self) -> io::Result<()> {
        aside(move || {
            if let Some(old) = open(&self.file)? {
                remove(&self.file)?;
                overwrite(old)?;
            }
            Ok(())
        })
        .await
    }
}

/// Where a band stands in the counts.
pub(crate) fn place(band: Band) -> usize {
    Band::ALL.iter().position(|it| *it == band).unwrap_or(0)
}

fn read(file: &Path) -> io::Result<Waiting> {
    let mut text = Vec::new();
    match File::open(file) {
        Ok(mut file) => file.read_to_end(&mut text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Waiting::default()),
        Err(error) => return Err(error),
    };
    serde_json::from_slice(&text).map_err(io::Error::other)
}

fn open(file: &Path) -> io::Result<Option<File>> {
    match OpenOptions::new().write(true).open(file) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Puts a new file in the place of the old one, and overwrites what the old one held.
fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let old = open(file)?;
    let fresh = file.with_extension("new");
    let mut new = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)?;
    new.write_all(text)?;
    new.set_modified(SystemTime::UNIX_EPOCH)?;
    new.sync_all()?;
    fs::rename(&fresh, file)?;
    if let Some(folder) = file.parent() {
        File::open(folder)?.sync_all()?;
    }
    old.map_or(Ok(()), overwrite)
}

fn overwrite(mut old: File) -> io::Result<()> {
    let length = usize::try_from(old.metadata()?.len()).map_err(io::Error::other)?;
    old.write_all(&vec![0; length])?;
    old.sync_all()
}
