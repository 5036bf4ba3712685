//! Reads a person's rows into what `app::pacing::day` asks for.

use app::ids::{ActivityId, ParticipantId};
use app::pacing::{
    Activity, Baseline, Category, CheckIn, DayInput, Easier, Energy, History, Leeway, Minutes,
    Notice, Points, Priority, Rated, Rating, State,
};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::on;
use crate::pacing::kept::store as kept;
use crate::storage::{Fault, Tx};

/// How many days back activities are read in full: payback halves every day.
pub(super) const DAYS: i64 = 28;
/// How many check-ins are read: one for each of those days, and those of the usual morning
/// of the first of them.
const CHECK_INS: i64 = DAYS + 28;

/// What is known of a person before `today`, and what of today itself.
pub async fn history(
    tx: &mut Tx,
    of: &ParticipantId,
    today: Date,
) -> Result<(History, DayInput), Fault> {
    let first = today.saturating_sub(DAYS.days());
    let tomorrow = today.saturating_add(1.day());
    let check_ins = check_ins(tx, of, today).await?;
    let feels_fine: std::collections::BTreeSet<Date> =
        overrides(tx, of, first, today).await?.into_iter().collect();
    let mut ahead = activities(tx, of, today, tomorrow).await?;
    // Those with a time first, in their order; then the others, in the order they were made.
    ahead.sort_by(|a, b| {
        let place = |it: &Activity| (it.starts.is_none(), it.starts, it.id.clone());
        place(a).cmp(&place(b))
    });
    let (activities_today, activities_tomorrow) = ahead
        .into_iter()
        .partition(|activity| activity.day == today);
    let day = DayInput {
        date: today,
        check_in: check_ins
            .iter()
            .find(|(day, _)| *day == today)
            .map(|(_, said)| *said),
        feels_fine: feels_fine.contains(&today),
        activities: activities_today,
        tomorrow: activities_tomorrow,
        noticed: noticed(tx, of, today).await?,
    };
    let history = History {
        baselines: baselines(tx, of).await?,
        check_ins: check_ins.into_iter().collect(),
        feels_fine,
        activities: activities(tx, of, first, today.saturating_sub(1.day())).await?,
        earlier_ratings: earlier_ratings(tx, of, first).await?,
    };
    Ok((history, day))
}

fn date(text: &str, column: &'static str) -> Result<Date, Fault> {
    text.parse().map_err(|_| Fault::Corrupt(column))
}

/// The latest check-ins up to `until`; a "not today" of an earlier day says nothing.
async fn check_ins(
    tx: &mut Tx,
    of: &ParticipantId,
    until: Date,
) -> Result<Vec<(Date, CheckIn)>, Fault> {
    let rows: Vec<(String, Option<i64>)> = on!(tx, db => {
        sqlx::query_as(
            "select day_on, energy from check_ins
             where participant_id = $1 and day_on <= $2 and (energy is not null or day_on = $2)
             order by day_on desc limit $3",
        )
        .bind(of.as_str())
        .bind(until.to_string())
        .bind(CHECK_INS + 1)
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(day, energy)| {
            let said = match energy {
                None => CheckIn::NotToday,
                Some(energy) => u8::try_from(energy)
                    .ok()
                    .and_then(Energy::new)
                    .map(CheckIn::Said)
                    .ok_or(Fault::Corrupt("check_ins.energy"))?,
            };
            Ok((date(&day, "check_ins.day_on")?, said))
        })
        .collect()
}

/// What was said that day already.
async fn noticed(tx: &mut Tx, of: &ParticipantId, day: Date) -> Result<Option<Notice>, Fault> {
    Ok(kept::kept(tx, of, day).await?.and_then(|kept| kept.notice))
}

async fn overrides(
    tx: &mut Tx,
    of: &ParticipantId,
    from: Date,
    until: Date,
) -> Result<Vec<Date>, Fault> {
    let days: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select day_on from overrides
             where participant_id = $1 and day_on between $2 and $3 order by day_on",
        )
        .bind(of.as_str())
        .bind(from.to_string())
        .bind(until.to_string())
        .fetch_all(db)
        .await
    })?;
    days.iter()
        .map(|day| date(day, "overrides.day_on"))
        .collect()
}

async fn baselines(tx: &mut Tx, of: &ParticipantId) -> Result<Vec<Baseline>, Fault> {
    let rows: Vec<(String, f64)> = on!(tx, db => {
        sqlx::query_as(
            "select from_on, points from baselines where participant_id = $1 order by from_on",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(from, points)| {
            Ok(Baseline {
                from: date(&from, "baselines.from_on")?,
                points: Points::new(points),
            })
        })
        .collect()
}

/// All ratings before a day, because what is learnt never starts anew. One row a kind:
/// after years there are thousands of ratings, and a row each would make Today slow.
async fn earlier_ratings(
    tx: &mut Tx,
    of: &ParticipantId,
    before: Date,
) -> Result<Vec<Rated>, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select kind, string_agg(rating, ',' order by day_on, settled_at, id) as ratings
             from activities where participant_id = $1 and day_on < $2 and rating is not null
             group by kind order by kind",
        )
        .bind(of.as_str())
        .bind(before.to_string())
        .fetch_all(db)
        .await
    })?;
    let mut all = Vec::new();
    for (kind, ratings) in rows {
        for word in ratings.split(',') {
            let rating = known_rating(word)?;
            let kind = kind.clone();
            all.push(Rated { kind, rating });
        }
    }
    Ok(all)
}

fn known_rating(word: &str) -> Result<Rating, Fault> {
    Rating::parse(word).map_err(|_| Fault::Corrupt("activities.rating"))
}

#[derive(sqlx::FromRow)]
struct ActivityRow {
    id: String,
    title: String,
    kind: String,
    category: String,
    minutes: i64,
    day_on: String,
    starts: Option<String>,
    state: String,
    rating: Option<String>,
    fixed: bool,
    asks_first: bool,
    earliest_on: Option<String>,
    latest_on: Option<String>,
    priority: String,
    easier_title: Option<String>,
    easier_minutes: Option<i64>,
    is_easier: bool,
}

impl ActivityRow {
    fn activity(self) -> Result<Activity, Fault> {
        let starts = |text: String| -> Result<Time, Fault> {
            text.parse()
                .map_err(|_| Fault::Corrupt("activities.starts"))
        };
        let minutes = |minutes: i64| {
            u16::try_from(minutes)
                .ok()
                .and_then(|minutes| Minutes::new(minutes).ok())
                .ok_or(Fault::Corrupt("activities.minutes"))
        };
        let day = |text: Option<String>, column| text.map(|it| date(&it, column)).transpose();
        let easier = match (self.easier_title, self.easier_minutes) {
            (Some(title), Some(shorter)) => Some(Easier {
                title,
                minutes: minutes(shorter)?,
            }),
            _ => None,
        };
        let chosen = easier.clone().filter(|_| self.is_easier);
        Ok(Activity {
            id: ActivityId::new(self.id),
            title: chosen.as_ref().map_or(self.title, |it| it.title.clone()),
            kind: self.kind,
            category: Category::parse(&self.category)
                .map_err(|_| Fault::Corrupt("activities.category"))?,
            minutes: match &chosen {
                Some(easier) => easier.minutes,
                None => minutes(self.minutes)?,
            },
            day: date(&self.day_on, "activities.day_on")?,
            starts: self.starts.map(starts).transpose()?,
            state: State::parse(&self.state).map_err(|_| Fault::Corrupt("activities.state"))?,
            rating: self.rating.as_deref().map(known_rating).transpose()?,
            is_easier: chosen.is_some(),
            is_meeting: false,
            leeway: Leeway {
                fixed: self.fixed,
                earliest: day(self.earliest_on, "activities.earliest_on")?,
                latest: day(self.latest_on, "activities.latest_on")?,
                priority: Priority::parse(&self.priority)
                    .map_err(|_| Fault::Corrupt("activities.priority"))?,
                asks_first: self.asks_first,
                easier,
            },
        })
    }
}

/// A person's activities from one day to another, both counted, in the order in which they
/// were settled.
pub async fn activities(
    tx: &mut Tx,
    of: &ParticipantId,
    from: Date,
    until: Date,
) -> Result<Vec<Activity>, Fault> {
    let rows: Vec<ActivityRow> = on!(tx, db => {
        sqlx::query_as(
            "select id, title, kind, category, minutes, day_on, starts, state, rating, fixed,
                    asks_first, earliest_on, latest_on, priority, easier_title, easier_minutes,
                    is_easier
             from activities where participant_id = $1 and day_on between $2 and $3
             order by day_on, settled_at, id",
        )
        .bind(of.as_str())
        .bind(from.to_string())
        .bind(until.to_string())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(ActivityRow::activity).collect()
}
