//! Closing years: from a programme's dates, attendance and follow-ups to labels, once.

pub mod store;

use std::collections::BTreeSet;

use app::ids::{OrganisationId, ProgrammeId};
use app::insight::{Cohort, Measure, RegisterFigure, RegisterYears, Year};
use app::participants::Enrolment;
use app::programmes::StudyArm;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::results::store::began_at;
use crate::participants::background::store::backgrounds_in;
use crate::programmes::store::programmes;
use crate::storage::{Fault, Tx};
use crate::{appointments, desk, organisations, participants};

/// So many years back a year is still counted that nobody has counted.
const BACK: usize = 3;

/// Counts every year that is due by `now` in every office, and returns how many this call
/// counted. Safe to repeat: whoever marks a year writes its labels in the same transaction.
pub async fn seal_years(tx: &mut Tx, now: Timestamp) -> Result<usize, Fault> {
    let mut sealed = 0;
    for (office, _) in organisations::store::organisations(tx).await? {
        sealed += seal_years_of(tx, &office, now).await?;
    }
    Ok(sealed)
}

async fn seal_years_of(
    tx: &mut Tx,
    office: &OrganisationId,
    now: Timestamp,
) -> Result<usize, Fault> {
    let mut sealed = 0;
    let running = match programmes(tx, office).await {
        // A definition that can't be read any more must not keep other offices waiting.
        Err(Fault::Corrupt(_)) => return Ok(0),
        running => running?,
    };
    for running in running {
        let zone = TimeZone::get(&running.definition.zone)
            .map_err(|_| Fault::Corrupt("definition.zone"))?;
        let today = now.to_zoned(zone.clone()).date();
        // What was before the programme was set up here is not in its register.
        let began = began_at(tx, &running.id).await?.to_zoned(zone.clone());
        let newest = Year::newest_sealed(today);
        let years = std::iter::successors(Some(newest), |year| Some(year.previous()));
        let since = Year::of(began.date());
        for year in years.take(BACK).take_while(|year| *year >= since) {
            if store::mark_sealed(tx, &running.id, year, today).await? {
                seal_one(tx, &running.id, year).await?;
                sealed += 1;
            }
        }
    }
    Ok(sealed)
}

async fn seal_one(tx: &mut Tx, programme: &ProgrammeId, year: Year) -> Result<(), Fault> {
    let enrolled = participants::store::enrolments_in(tx, programme).await?;
    let mut took_part = enrolled;
    took_part.retain(|one| one.arm == StudyArm::Intervention);
    for measure in Measure::ALL.into_iter().filter(|it| it.is_counted()) {
        let cohort = counted(tx, programme, year, measure, &took_part).await?;
        if let Some(figure) = cohort.seal(year) {
            store::publish(tx, programme, &figure).await?;
        }
    }
    Ok(())
}

/// The courses with that day in the year: of each person the first one, because two
/// colluders must not become four.
fn once(
    enrolments: &[Enrolment],
    year: Year,
    day: impl Fn(&Enrolment) -> Option<Date>,
) -> Vec<&Enrolment> {
    let mut seen = BTreeSet::new();
    let is_in = |one: &&Enrolment| day(one).is_some_and(|day| Year::of(day) == year);
    let mut courses: Vec<&Enrolment> = enrolments.iter().filter(is_in).collect();
    courses.retain(|one| seen.insert(one.participant.as_str().to_owned()));
    courses
}

/// Days from one day to another; `None` unless both are known.
fn days(from: Option<Date>, to: Option<Date>) -> Option<i32> {
    Some(to?.since(from?).ok()?.get_days())
}

/// Who is counted, and in which group: those included in the year by when they started,
/// those who ended in it by how long it took and what they missed, and the follow-ups that
/// closed in it.
async fn counted(
    tx: &mut Tx,
    programme: &ProgrammeId,
    year: Year,
    measure: Measure,
    enrolments: &[Enrolment],
) -> Result<Cohort, Fault> {
    let mut cohort = Cohort::new(measure);
    match measure {
        Measure::FirstActivity => {
            for one in once(enrolments, year, |one| one.dates.included) {
                // A start that was registered after the year was counted is none.
                let by = one.dates.started.filter(|day| *day < year.sealed_on());
                cohort.add(measure.group_of_days(days(one.dates.included, by)));
            }
        }
        Measure::CourseLength => {
            for one in once(enrolments, year, |one| one.dates.ended) {
                if let Some(days) = days(one.dates.started, one.dates.ended) {
                    cohort.add(measure.group_of_days(Some(days)));
                }
            }
        }
        Measure::Missed => {
            for one in once(enrolments, year, |one| one.dates.ended) {
                if let Some(missed) = appointments::store::missed(tx, &one.id).await? {
                    cohort.add(missed.min(2) as usize);
                }
            }
        }
        Measure::Sex | Measure::LivelihoodBefore | Measure::LivelihoodEnd => {
            let known = backgrounds_in(tx, programme).await?;
            let day = |one: &Enrolment| match measure {
                Measure::LivelihoodEnd => one.dates.ended,
                _ => one.dates.included,
            };
            for one in once(enrolments, year, day) {
                let of = known.get(one.id.as_str()).cloned().unwrap_or_default();
                let living = match measure {
                    Measure::LivelihoodEnd => of.at_end,
                    _ => of.before,
                };
                cohort.add(match measure {
                    Measure::Sex => Measure::group_of_sex(of.sex),
                    _ => Measure::group_of_livelihood(living.as_ref().map(|it| &*it.source)),
                });
            }
        }
        Measure::FollowUp | Measure::Livelihood | Measure::LivelihoodYear => {
            for how in desk::store::closed_in(tx, programme, year.days()).await? {
                cohort.add(match (measure, &how.lives_on) {
                    (Measure::Livelihood, _) => usize::from(how.livelihood),
                    (Measure::LivelihoodYear, None) if how.livelihood => Measure::LOOKED_UP,
                    (Measure::LivelihoodYear, said) => {
                        Measure::group_of_livelihood(said.as_deref())
                    }
                    _ if how.answered => 2,
                    _ => usize::from(how.reached),
                });
            }
        }
    }
    Ok(cohort)
}

/// What is known of a programme's years on `today`: the figures, and what waits.
pub async fn years(
    tx: &mut Tx,
    programme: &ProgrammeId,
    today: Date,
) -> Result<RegisterYears, Fault> {
    let figures: Vec<RegisterFigure> = store::published(tx, programme).await?;
    let sealed = store::sealed(tx, programme).await?;
    Ok(RegisterYears::new(figures, sealed, today))
}
