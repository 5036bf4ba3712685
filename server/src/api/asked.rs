//! What a request asks for behind the `?`: known names, sound values, pages and where they go on.

use std::collections::BTreeSet;

use app::access::Deed;
use app::ids::{OrganisationId, ParticipantId};
use axum::http::Uri;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use url::form_urlencoded;

use super::Caller;
use super::refusal::{Issue, Refusal};
use crate::access::store::record_for_system;
use crate::storage::{Db, Fault, Tx};

/// How many things a page holds unless the request says.
const PAGE: i64 = 50;
/// How many it holds at most.
const MOST: i64 = 100;

/// The parameters of a request, each of them known.
///
/// An unknown one is refused: whoever misspells a filter would get more than they asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    /// The parameters of an address, which may have these names.
    pub(crate) fn of(uri: &Uri, known: &[&str]) -> Result<Self, Refusal> {
        Self::read(uri.query().unwrap_or_default(), known)
    }

    /// The parameters of a query, which may have these names.
    pub(crate) fn read(query: &str, known: &[&str]) -> Result<Self, Refusal> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        for (name, value) in &pairs {
            if !known.contains(&name.as_str()) {
                let said = format!("a parameter is unknown; there are {}", known.join(", "));
                return Err(Refusal::bad(said));
            }
            if value.len() > 400 || value.chars().any(char::is_control) {
                return Err(Self::wrong(name, "at most 400 characters in one line"));
            }
        }
        Ok(Self(pairs))
    }

    /// 400 for the value of one parameter.
    pub(crate) fn wrong(name: &str, wanted: &str) -> Refusal {
        let issue = Issue::new("value", format!("{name}: {wanted}")).at(name);
        Refusal::of(axum::http::StatusCode::BAD_REQUEST, vec![issue])
    }

    /// All values of a parameter.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.0.iter().filter(move |(it, _)| it == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that may stand once.
    pub(crate) fn one<'a>(&'a self, name: &'a str) -> Result<Option<&'a str>, Refusal> {
        let mut values = self.all(name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value.filter(|it| !it.is_empty())),
            (_, Some(_)) => Err(Self::wrong(name, "once at most")),
        }
    }

    /// A parameter that is a day, `2026-11-02`.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Refusal> {
        let read = |text: &str| {
            let plain = text.len() == 10;
            let day = text.parse().ok().filter(|_| plain);
            day.ok_or_else(|| Self::wrong(name, "a day such as 2026-11-02"))
        };
        self.one(name)?.map(read).transpose()
    }

    /// A parameter that is an id; what cannot be one is refused.
    pub(crate) fn id(&self, name: &str) -> Result<Option<String>, Refusal> {
        let read =
            |text: &str| id(text).ok_or_else(|| Self::wrong(name, "an id, as it was given out"));
        self.one(name)?.map(read).transpose()
    }

    /// How many things the page holds.
    pub(crate) fn count(&self, name: &str) -> Result<i64, Refusal> {
        let read = |text: &str| {
            let count = text.parse().ok().filter(|it| (1..=MOST).contains(it));
            count.ok_or_else(|| Self::wrong(name, "1 to 100"))
        };
        Ok(self.one(name)?.map(read).transpose()?.unwrap_or(PAGE))
    }

    /// Behind what the page begins.
    pub(crate) fn after(&self, name: &str) -> Result<Cursor, Refusal> {
        let read = |text: &str| {
            let wrong = "as the page before gave it";
            Cursor::of(text).ok_or_else(|| Self::wrong(name, wrong))
        };
        Ok(self.one(name)?.map(read).transpose()?.unwrap_or_default())
    }

    /// The same request, on from a place; as a query.
    pub(crate) fn query_from(&self, name: &str, cursor: Option<&Cursor>) -> String {
        let kept = self.0.iter().filter(|(it, _)| it != name);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept);
        if let Some(cursor) = cursor {
            query.append_pair(name, &cursor.to_text());
        }
        query.finish()
    }
}

/// An id as it stands in the database; `None` for what cannot be one.
pub(crate) fn id(text: &str) -> Option<String> {
    uuid::Uuid::try_parse(text).ok().map(|id| id.to_string())
}

/// Behind what a page begins: an instant, and an id among those of the same instant. Others
/// than us take it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Unix milliseconds; 0 where the order is by id alone.
    pub at: i64,
    /// The last id of the page before; empty before the first.
    pub id: String,
}

impl Cursor {
    /// As it stands in an address.
    pub(crate) fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}.{}", self.at, self.id))
    }

    fn of(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (at, last) = text.split_once('.')?;
        let (at, id) = (at.parse().ok()?, id(last)?);
        Some(Self { at, id })
    }
}

/// Cuts off what was read beyond a page of `count`, to know whether there is more; returns
/// where the next page begins.
pub(crate) fn cut<T>(
    rows: &mut Vec<T>,
    count: i64,
    place: impl Fn(&T) -> Cursor,
) -> Option<Cursor> {
    let count = usize::try_from(count).unwrap_or(0);
    if rows.len() <= count {
        return None;
    }
    rows.truncate(count);
    rows.last().map(place)
}

/// The questionnaire that a request names: its key, or its address, with or without `|version`.
pub(crate) async fn questionnaire(
    tx: &mut Tx,
    office: &OrganisationId,
    named: &str,
) -> Result<Option<(String, Option<i64>)>, Fault> {
    let (name, version) = match named.split_once('|') {
        Some((name, version)) => (name, Some(version)),
        None => (named, None),
    };
    let all = crate::fhir::store::versions(tx, office).await?;
    let by_id = name.rsplit('/').next().and_then(id);
    let found = all.into_iter().find(|it| {
        let is_it = it.key == name
            || it.url.as_deref() == Some(name)
            || by_id.as_deref() == Some(it.id.as_str());
        is_it && version.is_none_or(|version| it.version_text() == version)
    });
    Ok(found.map(|it| {
        let exact = version.is_some() || by_id.is_some();
        (it.key, exact.then_some(it.version))
    }))
}

/// Notes in the log of everyone whom an answer is about what another system did. Looking what
/// is due is noted once in 24 hours: a system that asks every minute would drown the rest.
pub(crate) async fn log(
    tx: &mut Tx,
    caller: &Caller,
    people: impl IntoIterator<Item = &ParticipantId>,
    deed: Deed,
    now: Timestamp,
) -> Result<(), Fault> {
    let since = match deed {
        Deed::ReadOccasions => now - SignedDuration::from_hours(24),
        _ => Timestamp::MAX,
    };
    let people: BTreeSet<_> = people.into_iter().collect();
    for person in people {
        record_for_system(tx, caller, person, deed, (now, since)).await?;
    }
    Ok(())
}

/// The same for what was read, before it is told. Reading itself holds up nobody who writes.
pub(crate) async fn log_reading(
    db: &Db,
    caller: &Caller,
    people: &[ParticipantId],
    deed: Deed,
    now: Timestamp,
) -> Result<(), Fault> {
    if people.is_empty() {
        return Ok(());
    }
    let mut tx = db.write().await?;
    log(&mut tx, caller, people, deed, now).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::{Asked, Cursor, cut};

    #[test]
    fn a_page_says_where_the_next_one_begins_and_only_if_there_is_one() {
        let place = |it: &i64| Cursor {
            at: *it,
            id: "0192f0c1-2d3e-7000-8000-000000000001".to_owned(),
        };
        let mut full = vec![1, 2, 3];
        let next = cut(&mut full, 2, place).unwrap();
        assert_eq!(full, [1, 2]);
        assert_eq!(Cursor::of(&next.to_text()), Some(next));
        assert_eq!(cut(&mut vec![1, 2], 2, place), None);
    }

    #[test]
    fn what_is_unknown_doubled_or_unsound_is_refused() {
        let read = |query: &str| Asked::read(query, &["day", "limit", "after"]);
        for query in ["dya=2026-11-02", "day=%00", "day=a%0ab"] {
            assert!(read(query).is_err(), "{query}");
        }
        for query in ["day=2026-13-01", "day=1&day=2", "day=2026-11-02T00"] {
            assert!(read(query).unwrap().day("day").is_err(), "{query}");
        }
        for query in ["limit=0", "limit=101", "limit=x"] {
            assert!(read(query).unwrap().count("limit").is_err(), "{query}");
        }
        assert!(read("after=AAAA").unwrap().after("after").is_err());
        assert_eq!(read("").unwrap().count("limit").unwrap(), 50);
    }
}
