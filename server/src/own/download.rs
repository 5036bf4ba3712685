//! `/my-data/all.json` and `/my-data/all.html`: everything that is kept of a person, to take along.

use std::collections::{BTreeMap, BTreeSet};

use app::ids::{OccasionId, ParticipantId};
use app::own::kept::{self, Entry, Kind, Value as Told};
use app::own::page::download::EverythingPage;
use app::programmes::in_words;
use app::questionnaires::answered;
use app::texts::{Language, Words};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::store::carrying::{Row, rows};
use super::store::tables::{self, How, Table};
use crate::error::Error;
use crate::identity::Me;
use crate::programmes::naming::zone_of;
use crate::questionnaires::answers;
use crate::storage::{Fault, Tx};
use crate::web::{App, document};
use crate::{participants, programmes, questionnaires};

/// `GET /my-data/all.json`: every row, by table.
pub async fn json(State(app): State<App>, me: Me) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let mut by_table = Map::new();
    for (table, rows) in everything(&mut tx, &me).await? {
        let rows = rows.into_iter().map(Value::Object).collect();
        by_table.insert(table.name.to_owned(), Value::Array(rows));
    }
    tx.commit().await?;
    let whole = json!({
        "made_at": app.clock.now().to_string(),
        "times": "instants are UTC; days are local to the programme",
        "tables": by_table,
    });
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    Ok(to_take(text, "application/json", "json"))
}

/// `GET /my-data/all.html`: the same for reading, in the person's language.
pub async fn html(State(app): State<App>, me: Me) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let all = everything(&mut tx, &me).await?;
    let zone = zone_of(&mut tx, &me.id).await?;
    let name = participants::store::participant(&mut tx, &me.id)
        .await?
        .name;
    let words = me.words;
    let names = &Names {
        called: called(&mut tx, &me.id, words.language()).await?,
        answered: answered(&mut tx, &me.id, words, &all).await?,
    };
    tx.commit().await?;
    let told = |kind: Kind| -> (Kind, Vec<Entry>) {
        let mine = all.iter().filter(|(table, _)| table.kind == kind);
        let entries = mine
            .flat_map(|(table, rows)| rows.iter().map(move |row| entry(table, row, words, names)));
        (kind, entries.filter(|entry| !entry.is_empty()).collect())
    };
    let kept: Vec<_> = Kind::ALL.into_iter().map(told).collect();
    let at = now.to_zoned(zone.clone());
    let made = format!("{}, {}", words.date(at.date()), words.time(at.time()));
    let text = document(words, &words.say("mine-all-title"), move || {
        view! { <EverythingPage words name made kept zone/> }
    });
    Ok(to_take(text, "text/html; charset=utf-8", "html"))
}

async fn everything(tx: &mut Tx, me: &Me) -> Result<Vec<(&'static Table, Vec<Row>)>, Fault> {
    let mut all = Vec::new();
    for table in tables::all() {
        all.push((table, rows(tx, table, &me.id).await?));
    }
    Ok(all)
}

/// What stands on the page instead of short names.
struct Names {
    called: BTreeMap<String, String>,
    /// Question and answer, by occasion and link id.
    answered: BTreeMap<(String, String), (String, String)>,
}

/// What was answered, as the forms say it. A form that is not there any more leaves its answers as
/// they are.
async fn answered(
    tx: &mut Tx,
    of: &ParticipantId,
    words: Words,
    all: &[(&'static Table, Vec<Row>)],
) -> Result<BTreeMap<(String, String), (String, String)>, Fault> {
    let rows = all.iter().filter(|(table, _)| table.name == "answers");
    let ids = rows.flat_map(|(_, rows)| rows);
    let ids: BTreeSet<&str> = ids
        .filter_map(|row| row.get("occasion_id")?.as_str())
        .collect();
    let mut told = BTreeMap::new();
    for id in ids.into_iter().map(OccasionId::new) {
        let occasion = match answers::store::occasion_of(tx, of, &id).await {
            Err(Fault::Missing) => continue,
            found => found?,
        };
        let form = questionnaires::store::questionnaire(tx, &occasion.questionnaire).await?;
        for (link_id, answer) in answers::store::answers(tx, &id).await?.iter() {
            if let Some(said) = answered::in_words(words, &form, link_id, answer) {
                told.insert((id.to_string(), link_id.to_owned()), said);
            }
        }
    }
    Ok(told)
}

/// What people call the programmes of a person, their deadlines and rules, and what is asked there.
async fn called(
    tx: &mut Tx,
    of: &ParticipantId,
    language: Language,
) -> Result<BTreeMap<String, String>, Fault> {
    let office = participants::store::organisation_of(tx, of).await?;
    let titles = questionnaires::store::titles(tx, &office, language).await?;
    let mut names: BTreeMap<String, String> = titles.into_iter().collect();
    for enrolment in participants::store::enrolments_of(tx, of).await? {
        let definition = programmes::store::definition(tx, &enrolment.programme).await?;
        let rules = definition.rules.iter().filter_map(|rule| {
            let asks = names.get(&rule.questionnaire)?;
            Some((rule.id.clone(), asks.clone()))
        });
        let rules: Vec<_> = rules.collect();
        let deadlines = definition.deadlines.iter();
        let deadlines =
            deadlines.map(|it| (it.id.clone(), in_words(&it.name, language).to_owned()));
        names.extend(rules.into_iter().chain(deadlines));
        names.insert(
            definition.id.clone(),
            definition.called(language).to_owned(),
        );
    }
    Ok(names)
}

/// What a person reads of a row: what has a label, and is not empty.
fn entry(table: &Table, row: &Row, words: Words, names: &Names) -> Entry {
    let text_of = |name: &str| {
        row.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let answered = names
        .answered
        .get(&(text_of("occasion_id"), text_of("link_id")));
    let columns = table.columns.iter();
    let told = columns.filter_map(|column| {
        let label = column.label?;
        let value = row.get(column.name).filter(|value| !value.is_null())?;
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            other => said(words, other),
        };
        if text.is_empty() {
            return None;
        }
        let value = match (column.how, value) {
            (How::At, _) => text.parse::<Timestamp>().map_or(Told::Text(text), Told::At),
            (How::Day, _) => text.parse().map_or(Told::Text(text), Told::Day),
            (How::Word(of), _) => Told::Word(of, text),
            (How::Language, _) => {
                let own = Language::of_tag(&text).map(|it| it.own_name().to_owned());
                Told::Text(own.unwrap_or(text))
            }
            (How::Programme | How::Questionnaire | How::Rule, _) => {
                Told::Text(names.called.get(&text).cloned().unwrap_or(text))
            }
            (How::Question, _) => Told::Text(answered.map_or(text, |it| it.0.clone())),
            (How::Answer, _) => Told::Text(answered.map_or(text, |it| it.1.clone())),
            (_, Value::Bool(flag)) => Told::Flag(*flag),
            _ => Told::Text(text),
        };
        Some((label, value))
    });
    told.collect()
}

/// The texts and numbers of a document, in order, its words and days as a plan has them; ids of
/// rows say nothing to anyone.
fn said(words: Words, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => joined(all.iter().map(|value| said(words, value))),
        Value::Object(all) => {
            let parts = all.iter().filter(|(name, _)| *name != "id");
            joined(
                parts.map(|(name, value)| match (name.as_str(), value.as_str()) {
                    ("attainment", Some(word)) => kept::in_words(words, "plan-attainment-", word),
                    ("sector", Some(word)) => kept::in_words(words, "plan-sector-", word),
                    ("from" | "to", Some(day)) => {
                        day.parse().map_or(day.to_owned(), |day| words.date(day))
                    }
                    _ => said(words, value),
                }),
            )
        }
        other => other.to_string(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A file that the browser keeps; no copy stays on the way.
fn to_take(text: String, kind: &'static str, end: &str) -> Response {
    let named = format!("attachment; filename=\"my-data.{end}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, named),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, text).into_response()
}
