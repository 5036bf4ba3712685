//! Where it is read what was planned for a person.

use std::collections::HashMap;

use app::ids::{ActivityId, ParticipantId};
use app::pacing::ahead::Planned;
use jiff::civil::{Date, Time};

use crate::on;
use crate::pacing::replan::store::{Before, changed};
use crate::storage::{Fault, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    day_on: String,
    starts: Option<String>,
    minutes: i64,
}

impl Row {
    fn read(self) -> Result<Planned, Fault> {
        let day = self.day_on.parse();
        Ok(Planned {
            title: self.title,
            day: day.map_err(|_| Fault::Corrupt("activities.day_on"))?,
            starts: time(self.starts)?,
            minutes: u16::try_from(self.minutes)
                .map_err(|_| Fault::Corrupt("activities.minutes"))?,
        })
    }
}

fn time(text: Option<String>) -> Result<Option<Time>, Fault> {
    let time = text.map(|text| Time::strptime("%H:%M", text));
    time.transpose()
        .map_err(|_| Fault::Corrupt("activities.starts"))
}

/// What was planned for `from` and later, soonest first. A smaller plan that the person took
/// moves nothing here and splits nothing: it would tell how much they could do.
pub async fn planned(tx: &mut Tx, of: &ParticipantId, from: Date) -> Result<Vec<Planned>, Fault> {
    let rows: Vec<Row> = on!(&mut *tx, db => {
        sqlx::query_as(
            "select id, title, day_on, starts, minutes from activities
             where participant_id = $1 and day_on >= $2 order by day_on, coalesce(starts, ''), id",
        )
        .bind(of.as_str())
        .bind(from.to_string())
        .fetch_all(db)
        .await
    })?;
    // The latest change comes first, so that the plan as it was at first is what remains.
    let mut first: HashMap<ActivityId, Before> = HashMap::new();
    for before in changed(tx, of).await? {
        let (Before::Was { id, .. } | Before::New { id }) = &before;
        first.insert(id.clone(), before);
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let before = first.remove(&ActivityId::new(&row.id));
        let mut planned = row.read()?;
        match before {
            None => {}
            Some(Before::New { .. }) => continue,
            Some(Before::Was {
                day,
                starts,
                minutes,
                ..
            }) => {
                (planned.day, planned.minutes) = (day, minutes);
                planned.starts = time(starts)?;
            }
        }
        all.push(planned);
    }
    all.retain(|it| it.day >= from);
    all.sort_by_key(|it| (it.day, it.starts));
    Ok(all)
}
