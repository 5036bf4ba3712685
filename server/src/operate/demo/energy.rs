//! The invented people's energy: four weeks of mornings and activities, and the week ahead.

use app::pacing::{
    Category, CheckIn, Deed, Easier, Energy, Leeway, Minutes, NewActivity, Points, Priority, Rating,
};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use rand::Rng;
use rand::rngs::StdRng;

use super::course::Person;
use super::{Office, cast};
use crate::operate::Stop;
use crate::pacing;
use crate::storage::Tx;

/// What someone said each morning and what they did, and what lies ahead of them.
pub(super) async fn energy(
    tx: &mut Tx,
    office: &Office,
    person: &Person,
    chance: &mut StdRng,
    lines: &cast::Lines,
    now: Timestamp,
    today: Date,
) -> Result<(), Stop> {
    let therapist = &office.coordinators[0];
    let decided = person.started.saturating_add(2.weeks());
    pacing::store::decide_baseline(tx, &person.id, decided, Points::new(11.0), therapist).await?;
    let ahead: i64 = if person.is_shown { 6 } else { 0 };
    let days: i64 = if person.is_shown { 28 } else { 5 };
    for back in (-ahead..=days).rev() {
        let day = today.saturating_sub(back.days());
        let is_today = back == 0;
        if back > 0 && chance.random_bool(0.85) {
            let energy =
                (person.mood * 7.0 + chance.random_range(-1.5..1.5)).clamp(0.0, 10.0) as u8;
            if let Some(energy) = Energy::new(energy) {
                pacing::store::check_in(tx, &person.id, day, CheckIn::Said(energy), now).await?;
            }
        }
        for place in 0..if is_today { 4 } else { 2 } {
            let pick = if is_today {
                [0, 1, 3, 4][place]
            } else if back < 0 {
                // Days ahead take no dice, so that everybody else stays as they are.
                [(1 - back) as usize % 5, (3 - back) as usize % 5][place]
            } else {
                chance.random_range(0..5)
            };
            let (title, kind) = lines.activities[pick];
            let category = [
                Category::Light,
                Category::Medium,
                Category::Medium,
                Category::Heavy,
                Category::Restorative,
            ][pick];
            let minutes = if is_today {
                [30, 45, 60, 30][place]
            } else if back < 0 {
                45
            } else {
                [20, 30, 45, 60][chance.random_range(0..4)]
            };
            let Ok(minutes) = Minutes::new(minutes) else {
                continue;
            };
            let starts = (is_today && place == 0).then(|| Time::constant(10, 30, 0, 0));
            let new = NewActivity {
                intervention: None,
                title: title.to_owned(),
                kind: kind.to_owned(),
                category,
                minutes,
                day,
                starts,
                leeway: leeway(pick, title, minutes),
            };
            let id = pacing::store::add_activity(tx, &person.id, &person.enrolment, &new).await?;
            let is_over = back > 0 && chance.random_bool(0.8);
            if is_over {
                pacing::store::act(tx, &person.id, &id, Deed::Done, now).await?;
                let said = [
                    Rating::Less,
                    Rating::AsExpected,
                    Rating::AsExpected,
                    Rating::More,
                ][chance.random_range(0..4)];
                pacing::store::act(tx, &person.id, &id, Deed::Rate(said), now).await?;
            } else if back > 0 {
                pacing::store::act(tx, &person.id, &id, Deed::Left, now).await?;
            }
        }
    }
    Ok(())
}

/// How far the invented activities may be moved: bills can wait, and a visit is agreed.
fn leeway(pick: usize, title: &str, minutes: Minutes) -> Leeway {
    let easier = Minutes::new(minutes.get() / 2)
        .ok()
        .filter(|it| it.get() >= 15);
    Leeway {
        asks_first: pick == 3,
        priority: if pick == 2 {
            Priority::CanWait
        } else {
            Priority::Usual
        },
        easier: easier.filter(|_| pick < 2).map(|minutes| Easier {
            title: title.to_owned(),
            minutes,
        }),
        ..Leeway::default()
    }
}
