//! Where backgrounds are kept: one row for a course, and the track with the course itself.

use std::collections::BTreeMap;

use app::ids::{EnrolmentId, ProgrammeId, StaffId};
use app::participants::{Background, Education, Living, Sex};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    recommended_track: Option<String>,
    sex: Option<String>,
    education: Option<String>,
    before_on: Option<String>,
    before_share: Option<i64>,
    end_on: Option<String>,
    end_share: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Background, Fault> {
        let corrupt = || Fault::Corrupt("backgrounds");
        let sex = self.sex.map(|word| Sex::of(&word).ok_or_else(corrupt));
        let education = self
            .education
            .map(|word| Education::of(&word).ok_or_else(corrupt));
        Ok(Background {
            sex: sex.transpose()?,
            education: education.transpose()?,
            before: living(self.before_on, self.before_share)?,
            at_end: living(self.end_on, self.end_share)?,
            track: self.recommended_track,
        })
    }
}

/// What somebody lives on, as two columns keep it.
pub fn living(source: Option<String>, share: Option<i64>) -> Result<Option<Living>, Fault> {
    let share = share.map(|share| u8::try_from(share).map_err(|_| Fault::Corrupt("a share")));
    let share = share.transpose()?;
    Ok(source.map(|source| Living { source, share }))
}

/// The columns of [`Row`], of the courses that `$which` chooses.
macro_rules! background {
    ($which:literal) => {
        concat!(
            "select e.id, e.recommended_track, b.sex, b.education, b.before_on, b.before_share,
                    b.end_on, b.end_share
             from enrolments e left join backgrounds b on b.enrolment_id = e.id where ",
            $which
        )
    };
}

/// What is noted of a course.
pub async fn background(tx: &mut Tx, of: &EnrolmentId) -> Result<Background, Fault> {
    let row: Option<Row> = on!(tx, db => {
        sqlx::query_as(background!("e.id = $1")).bind(of.as_str()).fetch_optional(db).await
    })?;
    row.ok_or(Fault::Missing)?.read()
}

/// What is noted of each course of a programme, by the course's id.
pub async fn backgrounds_in(
    tx: &mut Tx,
    programme: &ProgrammeId,
) -> Result<BTreeMap<String, Background>, Fault> {
    let rows: Vec<Row> = on!(tx, db => {
        sqlx::query_as(background!("e.programme_id = $1"))
            .bind(programme.as_str())
            .fetch_all(db)
            .await
    })?;
    rows.into_iter()
        .map(|row| Ok((row.id.clone(), row.read()?)))
        .collect()
}

/// Notes it, in place of what was noted before.
pub async fn set_background(
    tx: &mut Tx,
    of: &EnrolmentId,
    new: &Background,
    by: &StaffId,
    now: Timestamp,
) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query("update enrolments set recommended_track = $2 where id = $1")
            .bind(of.as_str())
            .bind(new.track.as_deref())
            .execute(db)
            .await
            .map(drop)
    })?;
    let source = |living: &Option<Living>| living.as_ref().map(|it| it.source.clone());
    let share = |living: &Option<Living>| living.as_ref().and_then(|it| it.share).map(i64::from);
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into backgrounds (enrolment_id, sex, education, before_on, before_share,
                                      end_on, end_share, noted_by, noted_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (enrolment_id) do update set
              sex = excluded.sex, education = excluded.education,
              before_on = excluded.before_on, before_share = excluded.before_share,
              end_on = excluded.end_on, end_share = excluded.end_share,
              noted_by = excluded.noted_by, noted_at = excluded.noted_at",
        )
        .bind(of.as_str())
        .bind(new.sex.map(Sex::as_str))
        .bind(new.education.map(Education::as_str))
        .bind(source(&new.before))
        .bind(share(&new.before))
        .bind(source(&new.at_end))
        .bind(share(&new.at_end))
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}
