//! Reads all rows about a person, as documents.

use app::ids::ParticipantId;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::tables::{Column, How, Table};
use crate::on;
use crate::storage::{Fault, Tx};

/// A row, by column.
pub type Row = Map<String, Value>;

/// The rows of a table that are about this person, in the order of their first columns.
pub async fn rows(tx: &mut Tx, table: &Table, of: &ParticipantId) -> Result<Vec<Row>, Fault> {
    let sql = statement(table, matches!(tx, Tx::Sqlite(_)));
    let found: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(of.as_str())
            .fetch_all(db)
            .await
    })?;
    found.iter().map(|text| row(table, text)).collect()
}

/// How many rows of a table are about this person.
pub async fn many(tx: &mut Tx, table: &Table, of: &ParticipantId) -> Result<i64, Fault> {
    let sql = format!(
        "select count(*) from {} t where {}",
        table.name,
        table.whose.condition()
    );
    Ok(on!(tx, db => {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(of.as_str())
            .fetch_one(db)
            .await
    })?)
}

/// Built from the names in [`super::tables`] alone.
fn statement(table: &Table, sqlite: bool) -> String {
    let written: Vec<String> = columns(table)
        .map(|column| format!("'{}', {}", column.name, value(column)))
        .collect();
    let (object, end) = if sqlite {
        ("json_object(", ")")
    } else {
        ("cast(json_build_object(", ") as text)")
    };
    let order = table.columns.iter().take(2).map(|column| column.name);
    let order: Vec<&str> = order.collect();
    format!(
        "select {object}{}{end} from {} t where {} order by {}",
        written.join(", "),
        table.name,
        table.whose.condition(),
        order.join(", ")
    )
}

fn columns(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|it| it.how != How::Out)
}

fn value(column: &Column) -> String {
    let name = column.name;
    let of = |table: &str, told: &str| {
        format!("(select {told} from {table} where {table}.id = t.{name})")
    };
    match column.how {
        How::Staff => of("staff", "name"),
        How::System => of("api_tokens", "name"),
        How::Referrer => of("referrers", "name"),
        How::Programme => of("programmes", "definition_id"),
        How::Questionnaire => of("questionnaires", "url_key"),
        _ => format!("t.{name}"),
    }
}

/// What one engine writes as the other does: instants and flags in words, documents as such.
fn row(table: &Table, text: &str) -> Result<Row, Fault> {
    let broken = || Fault::Corrupt(table.name);
    let mut row: Row = serde_json::from_str(text).map_err(|_| broken())?;
    for column in columns(table) {
        let Some(value) = row.get_mut(column.name) else {
            continue;
        };
        let written = match (column.how, &*value) {
            (How::At, Value::Number(at)) => {
                let at = at
                    .as_i64()
                    .and_then(|at| Timestamp::from_millisecond(at).ok());
                Some(Value::String(at.ok_or_else(broken)?.to_string()))
            }
            (How::Flag, Value::Number(flag)) => Some(Value::Bool(flag.as_i64() != Some(0))),
            (How::Json | How::Answer, Value::String(text)) => {
                Some(serde_json::from_str(text).map_err(|_| broken())?)
            }
            _ => None,
        };
        if let Some(written) = written {
            *value = written;
        }
    }
    Ok(row)
}
