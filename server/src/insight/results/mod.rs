//! Loading the results page: from waves, blocks and labels, and from no answer.

mod public;
pub mod store;

use std::collections::BTreeMap;

use app::ids::{OrganisationId, ProgrammeId};
use app::insight::{
    Indicator, Label, Published, Quarter, Results, Tile, Wave, compares_with_start,
};
use app::programmes::{Definition, Metric, StudyArm, Target};
use app::texts::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::programmes::store::{Running, programmes};
use crate::storage::{Fault, Tx};

use self::store::PublishedRow;

/// The results of one programme of an office; of the first when none is `chosen`.
///
/// A function of labels and the calendar: what is asked and answered between two seals
/// changes nothing in it. [`Fault::Missing`] for a programme that the office does not run.
pub async fn results(
    tx: &mut Tx,
    organisation: &OrganisationId,
    chosen: Option<&str>,
    language: Language,
    now: Timestamp,
) -> Result<(ProgrammeId, Results), Fault> {
    let mut running = programmes(tx, organisation).await?;
    let here = |one: &Running| chosen.is_none_or(|chosen| one.id.as_str() == chosen);
    let position = running.iter().position(here).ok_or(Fault::Missing)?;
    let Running { id, definition, .. } = running.remove(position);
    let zone = TimeZone::get(&definition.zone).map_err(|_| Fault::Corrupt("definition.zone"))?;
    let today = now.to_zoned(zone.clone()).date();
    let since = Quarter::at(store::began_at(tx, &id).await?, &zone);
    let published = store::published(tx, &id).await?;
    let mut tiles = Vec::new();
    for indicator in Indicator::ALL
        .into_iter()
        .filter(|one| is_asked(&definition, *one))
    {
        let waves = waves(&published, indicator)?;
        let target = target(&definition, indicator);
        tiles.push(Tile::new(indicator, target, since, today, &waves));
    }
    let called = |one: Running| {
        (
            one.id.to_string(),
            one.definition.called(language).to_owned(),
        )
    };
    let results = Results {
        programme: definition.called(language).to_owned(),
        definition: definition.id.clone(),
        others: running.into_iter().map(called).collect(),
        tiles,
        public: public::figures(tx, &id).await?,
        register: super::register::years(tx, &id, today).await?,
        arms: arms(&definition),
        planned: planned(&definition),
    };
    Ok((id, results))
}

/// How many people the agreement has in each arm, when it has both.
fn arms(definition: &Definition) -> Option<(u32, u32)> {
    let places = |arm| definition.arms.iter().find(|it| it.id == arm)?.places;
    places(StudyArm::Intervention).zip(places(StudyArm::Control))
}

/// How many people take part in a year, by the target that says so, or by the places there are.
fn planned(definition: &Definition) -> Option<u32> {
    let promised = |target: &&Target| target.metric == Metric::PeopleAYear;
    let target = definition.targets.iter().find(promised);
    let promised = target.and_then(|it| it.threshold).map(|it| it as u32);
    promised.or(definition.places)
}

fn is_asked(definition: &Definition, indicator: Indicator) -> bool {
    definition.rules.iter().any(|rule| match indicator {
        Indicator::SelfRating => compares_with_start(rule),
        other => rule.questionnaire == other.word(),
    })
}

/// The share that the programme has promised of the answers to the same questionnaire.
fn target(definition: &Definition, indicator: Indicator) -> Option<f64> {
    let asks = |id: &String| {
        let rule = definition.rule(id);
        rule.is_some_and(|rule| rule.questionnaire == indicator.word())
    };
    let of_it =
        |target: &&Target| target.metric == Metric::Positive && target.rules.iter().any(asks);
    definition.targets.iter().find(of_it)?.threshold
}

fn waves(
    published: &[PublishedRow],
    indicator: Indicator,
) -> Result<BTreeMap<Quarter, Wave>, Fault> {
    let mut waves: BTreeMap<Quarter, Wave> = BTreeMap::new();
    let of_it = published
        .iter()
        .filter(|row| row.asked == indicator.word() && row.question == indicator.question());
    for row in of_it {
        let quarter = quarter(&row.starts_on)?;
        let wave = waves.entry(quarter).or_default();
        wave.blocks
            .push(labels(row).ok_or(Fault::Corrupt("labels"))?);
        wave.invited = u32::try_from(row.invited).map_err(|_| Fault::Corrupt("waves.invited"))?;
    }
    Ok(waves)
}

/// The quarter that begins on a day, as kept.
fn quarter(starts_on: &str) -> Result<Quarter, Fault> {
    let corrupt = || Fault::Corrupt("waves.starts_on");
    let starts_on: Date = starts_on.parse().map_err(|_| corrupt())?;
    Quarter::try_from(starts_on).map_err(|_| corrupt())
}

/// The labels of a row; `None` when sealing cannot have made them.
fn labels(row: &PublishedRow) -> Option<Published> {
    let number = |number: i64| u32::try_from(number).ok();
    let n = number(row.n)?;
    let unhappy = Label::published(n, number(row.unhappy_from)?, number(row.unhappy_to)?).ok()?;
    let happy = Label::published(n, number(row.happy_from)?, number(row.happy_to)?).ok()?;
    Published::new(unhappy, happy).ok()
}
