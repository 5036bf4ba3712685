//! What the servers of one installation share, by name: keys, the clock's floor.

use super::{Fault, Tx};
use crate::on;

/// The value kept under `name`.
pub async fn value(tx: &mut Tx, name: &str) -> Result<Option<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar("select value from installation where name = $1")
            .bind(name)
            .fetch_optional(db)
            .await
    })?)
}

/// Keeps `value` under `name`, in place of what was there.
pub async fn set_value(tx: &mut Tx, name: &str, value: &str) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into installation (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps `value` under `name` unless something is there; returns what is there now.
pub async fn value_or(tx: &mut Tx, name: &str, value: &str) -> Result<String, Fault> {
    on!(tx, db => {
        sqlx::query(
            "insert into installation (name, value) values ($1, $2) on conflict (name) do nothing",
        )
        .bind(name)
        .bind(value)
        .execute(db)
        .await
        .map(drop)
    })?;
    self::value(tx, name).await?.ok_or(Fault::Missing)
}
