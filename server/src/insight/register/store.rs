//! Where the labels of closed years are kept.

use std::collections::BTreeMap;

use app::ids::ProgrammeId;
use app::insight::{Interval, Measure, RegisterFigure, Year};
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx};

/// Marks a year as counted; false when it has been.
pub async fn mark_sealed(
    tx: &mut Tx,
    programme: &ProgrammeId,
    year: Year,
    today: Date,
) -> Result<bool, Fault> {
    let marked = on!(tx, db => {
        sqlx::query(
            "insert into register_years (programme_id, year, sealed_on) values ($1, $2, $3)
             on conflict (programme_id, year) do nothing",
        )
        .bind(programme.as_str())
        .bind(i64::from(year.number()))
        .bind(today.to_string())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(marked == 1)
}

/// Publishes a figure.
pub async fn publish(
    tx: &mut Tx,
    programme: &ProgrammeId,
    figure: &RegisterFigure,
) -> Result<(), Fault> {
    for (place, (from, to)) in figure.groups().iter().enumerate() {
        on!(tx, db => {
            sqlx::query(
                "insert into register_labels
                 (programme_id, year, measure, place, n, n_from, n_to)
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(programme.as_str())
            .bind(i64::from(figure.year().number()))
            .bind(figure.measure().word())
            .bind(place as i64)
            .bind(i64::from(figure.people()))
            .bind(i64::from(*from))
            .bind(i64::from(*to))
            .execute(db)
            .await
            .map(drop)
        })?;
    }
    Ok(())
}

/// The years that are counted, the newest first.
pub async fn sealed(tx: &mut Tx, programme: &ProgrammeId) -> Result<Vec<Year>, Fault> {
    let years: Vec<(i64,)> = on!(tx, db => {
        sqlx::query_as("select year from register_years where programme_id = $1 order by year desc")
            .bind(programme.as_str())
            .fetch_all(db)
            .await
    })?;
    years
        .into_iter()
        .map(|(year,)| {
            let year = i16::try_from(year)
                .ok()
                .and_then(|it| Date::new(it, 1, 1).ok());
            Ok(Year::of(year.ok_or(Fault::Corrupt("register_years.year"))?))
        })
        .collect()
}

/// Every figure that was ever published of a programme, the newest year first.
pub async fn published(tx: &mut Tx, programme: &ProgrammeId) -> Result<Vec<RegisterFigure>, Fault> {
    let rows: Vec<(i64, String, i64, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select year, measure, n, n_from, n_to from register_labels
             where programme_id = $1 order by year desc, measure, place",
        )
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?;
    let corrupt = || Fault::Corrupt("register_labels");
    let mut figures: BTreeMap<(i16, Measure), (u32, Vec<Interval>)> = BTreeMap::new();
    for (year, measure, n, from, to) in rows {
        let number = |number: i64| u32::try_from(number).map_err(|_| corrupt());
        let year = i16::try_from(year).map_err(|_| corrupt())?;
        let measure = Measure::of_word(&measure).ok_or_else(corrupt)?;
        let n = number(n)?;
        let figure = figures.entry((year, measure)).or_insert((n, Vec::new()));
        if figure.0 != n {
            return Err(corrupt());
        }
        figure.1.push((number(from)?, number(to)?));
    }
    figures
        .into_iter()
        .rev()
        .map(|((year, measure), (n, groups))| {
            RegisterFigure::published(measure, year, n, groups).map_err(|_| corrupt())
        })
        .collect()
}
