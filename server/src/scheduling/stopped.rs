//! The note that a server sends nothing because its clock ran ahead, for as long as it runs.

use jiff::{SignedDuration, Timestamp};

use crate::storage::{Db, Fault, Tx, installation};

/// Since when, and when the server said so last, both by the clock that ran ahead; empty when
/// all is well.
const STOPPED: &str = "clock-stopped";
/// The note as another server found it, and since when it stands so, by a clock that is right.
const SEEN: &str = "clock-stopped-seen";
/// A server that stopped says so again after this long.
const BEAT: SignedDuration = SignedDuration::from_mins(1);
/// One that has not said so for this long is not there any more.
const GONE: SignedDuration = SignedDuration::from_mins(10);

/// Since when, by the clock that ran ahead, nothing is sent.
pub(super) async fn since(tx: &mut Tx) -> Result<Option<Timestamp>, Fault> {
    Ok(note(tx).await?.map(|(since, _)| since))
}

async fn note(tx: &mut Tx) -> Result<Option<(Timestamp, Timestamp)>, Fault> {
    Ok(read(
        &installation::value(tx, STOPPED).await?.unwrap_or_default(),
    ))
}

/// Two instants in unix milliseconds.
fn read(note: &str) -> Option<(Timestamp, Timestamp)> {
    let (since, said) = note.split_once(' ')?;
    let instant = |text: &str| Timestamp::from_millisecond(text.parse().ok()?).ok();
    Some((instant(since)?, instant(said)?))
}

/// Says that nothing is sent, and once a minute that it is still so, with the clock that ran
/// ahead at `wall`. True when nobody had said so.
pub(super) async fn raise(db: &Db, wall: Timestamp) -> Result<bool, Fault> {
    let mut tx = db.read().await?;
    let note = note(&mut tx).await?;
    drop(tx);
    let is_fresh = |said: Timestamp| wall.duration_since(said).abs() < BEAT;
    if note.is_some_and(|(_, said)| is_fresh(said)) {
        return Ok(false);
    }
    let since = note.map_or(wall, |(since, _)| since);
    let text = format!("{} {}", since.as_millisecond(), wall.as_millisecond());
    let mut tx = db.write().await?;
    installation::set_value(&mut tx, STOPPED, &text).await?;
    tx.commit().await?;
    Ok(note.is_none())
}

/// All is well again.
pub(super) async fn lower(tx: &mut Tx) -> Result<(), Fault> {
    installation::set_value(tx, STOPPED, "").await
}

/// Whether [`let_go`] has something to write.
pub(super) async fn has_news(tx: &mut Tx, now: Timestamp) -> Result<bool, Fault> {
    let text = installation::value(tx, STOPPED).await?.unwrap_or_default();
    if text.is_empty() {
        return Ok(false);
    }
    let seen = installation::value(tx, SEEN).await?.unwrap_or_default();
    Ok(stands(&text, &seen).is_none_or(|first| now.duration_since(first) >= GONE))
}

/// Lowers the note of a server that is not there any more: it has not said for ten minutes,
/// by the clock of whoever looks, that it still sends nothing.
pub(super) async fn let_go(tx: &mut Tx, now: Timestamp) -> Result<(), Fault> {
    let text = installation::value(tx, STOPPED).await?.unwrap_or_default();
    if text.is_empty() {
        return Ok(());
    }
    let seen = installation::value(tx, SEEN).await?.unwrap_or_default();
    match stands(&text, &seen) {
        None => {
            let seen = format!("{} {text}", now.as_millisecond());
            installation::set_value(tx, SEEN, &seen).await
        }
        Some(first) if now.duration_since(first) >= GONE => {
            tracing::info!("the server whose clock ran ahead is not there any more");
            lower(tx).await
        }
        Some(_) => Ok(()),
    }
}

/// Since when the note stands as it does; nothing when it was not seen so before.
fn stands(text: &str, seen: &str) -> Option<Timestamp> {
    let (first, was) = seen.split_once(' ')?;
    let first = Timestamp::from_millisecond(first.parse().ok()?).ok()?;
    (was == text).then_some(first)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{read, stands};

    #[test]
    fn a_note_is_two_instants_and_anything_else_is_none() {
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        assert_eq!(read("1000 2000"), Some((at(1000), at(2000))));
        for other in ["", "1000", "1000 soon"] {
            assert_eq!(read(other), None, "{other}");
        }
        assert_eq!(stands("1 2", "500 1 2"), Some(at(500)));
        assert_eq!(stands("1 3", "500 1 2"), None, "said again meanwhile");
        assert_eq!(stands("1 3", ""), None);
    }
}
