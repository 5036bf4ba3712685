//! The last ten months, lived through day by day: asked, answered or not, sealed.

use std::sync::Arc;

use app::ids::OccasionId;
use app::questionnaires::{Answers, Field, Runner};
use app::texts::Language;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::Rng;
use rand::rngs::StdRng;

use super::course::Person;
use super::{Office, deeds};
use crate::identity::sessions;
use crate::notifications::{Courier, Couriers, Outgoing, Undelivered};
use crate::questionnaires::{Deed, Mode, Occasion, Sent, answers, finish, take};
use crate::scheduling;
use crate::storage::{Db, Fault, Tx};

/// How far back the demonstration goes.
pub(super) const DAYS: SignedDuration = SignedDuration::from_hours(300 * 24);

/// Takes every message and carries it nowhere: the past is over, and the people are invented.
#[derive(Debug)]
struct Nowhere;

#[async_trait::async_trait]
impl Courier for Nowhere {
    async fn deliver(&self, _: &Outgoing) -> Result<(), Undelivered> {
        Ok(())
    }
}

/// Lives through the days up to `now`, a quarter past nine each morning and once at `now`.
pub(super) async fn live_through(
    db: &Db,
    office: &Office,
    people: &[Person],
    chance: &mut StdRng,
    now: Timestamp,
) -> Result<(), Fault> {
    let couriers = Couriers {
        mail: Arc::new(Nowhere),
        push: Arc::new(Nowhere),
        sms: Arc::new(Nowhere),
    };
    let today = now.to_zoned(office.zone.clone()).date();
    let mut day = (now - DAYS).to_zoned(office.zone.clone()).date();
    // A few days ago a coordinator asked some people by hand; not everyone has answered.
    let by_hand = today.saturating_sub(6.days());
    while day < today {
        let morning = day.at(9, 15, 0, 0).to_zoned(office.zone.clone());
        let morning = morning.map_or(now, |at| at.timestamp());
        scheduling::round(db, &couriers, morning).await?;
        let noon = morning + SignedDuration::from_hours(3);
        let mut tx = db.write().await?;
        if day == by_hand {
            let asked: Vec<_> = people.iter().filter_map(Person::asked_by_hand).collect();
            scheduling::send_now(&mut tx, "annual-satisfaction", &asked, morning).await?;
        }
        for person in people.iter().filter(|person| person.answers) {
            // The one that is shown still has something to answer.
            let is_busy = person.is_shown && day >= by_hand;
            if chance.random_bool(0.4) && !is_busy {
                person_answers(&mut tx, person, chance, noon).await?;
            }
        }
        colleagues_answer(&mut tx, office, chance, noon).await?;
        // Who is to be called since yesterday is still on the list.
        if day < today.saturating_sub(1.day()) {
            deeds::calls(&mut tx, office, chance, noon).await?;
        }
        tx.commit().await?;
        day = day.saturating_add(1.day());
    }
    Ok(())
}

/// Somebody opens the app and answers what waits.
async fn person_answers(
    tx: &mut Tx,
    person: &Person,
    chance: &mut StdRng,
    at: Timestamp,
) -> Result<(), Fault> {
    for waiting in answers::store::waiting(tx, &person.id, at).await? {
        let occasion = answers::store::occasion_of(tx, &person.id, &waiting.occasion).await?;
        answer(
            tx,
            &occasion,
            &waiting.questionnaire,
            person.mood,
            chance,
            at,
        )
        .await?;
    }
    Ok(())
}

/// Staff and partners answer by their links, some of them each day.
async fn colleagues_answer(
    tx: &mut Tx,
    office: &Office,
    chance: &mut StdRng,
    at: Timestamp,
) -> Result<(), Fault> {
    for open in scheduling::store::open_for_colleagues(tx, &office.id, at).await? {
        if !chance.random_bool(0.25) {
            continue;
        }
        let token = sessions::hash(&sessions::new_token());
        let ends = at + SignedDuration::from_mins(1);
        let opens = answers::store::Opens::Answer;
        answers::store::add_right(tx, &OccasionId::new(open.id), opens, &token, ends).await?;
        let occasion = answers::store::occasion_by_right(tx, &token, at).await?;
        let questionnaire =
            crate::questionnaires::store::questionnaire(tx, &occasion.questionnaire).await?;
        answer(tx, &occasion, &questionnaire, 0.72, chance, at).await?;
    }
    Ok(())
}

/// Answers every question, the better the mood the higher, and sends.
async fn answer(
    tx: &mut Tx,
    occasion: &Occasion,
    questionnaire: &app::questionnaires::Questionnaire,
    mood: f64,
    chance: &mut StdRng,
    at: Timestamp,
) -> Result<(), Fault> {
    let mode = Mode::App;
    loop {
        let given: Answers = answers::store::answers(tx, &occasion.id).await?;
        let runner = Runner::new(questionnaire, &given);
        let Some(item) = runner.first_unanswered() else {
            break;
        };
        let link_id = item.link_id().to_owned();
        let field = runner
            .question(&link_id, Language::En)
            .map(|question| question.field);
        let level = (mood + chance.random_range(-0.25..0.25)).clamp(0.0, 0.999);
        let typed = match field {
            Some(Field::Rows(rows)) => {
                // Rows run from best to worst, and a "don't know" may stand last.
                let place = ((1.0 - level) * rows.len().min(5) as f64) as usize;
                rows.get(place)
                    .map(|row| row.value.clone())
                    .unwrap_or_default()
            }
            Some(Field::YesNo) => (level > 0.4).to_string(),
            Some(Field::Number { .. }) => ((level * 10.0) as u32).to_string(),
            _ => String::new(),
        };
        let deed = if typed.is_empty() {
            Deed::Skip
        } else {
            Deed::Next
        };
        let sent = Sent {
            link_id: &link_id,
            deed,
            typed: &typed,
            mode,
            given: None,
        };
        take(tx, occasion, questionnaire, &sent, at).await?;
        let after: Answers = answers::store::answers(tx, &occasion.id).await?;
        if after.len() == given.len() {
            break; // sent with its last answer, or not to be answered this way
        }
    }
    finish(tx, occasion, questionnaire, mode, at)
        .await
        .map(drop)
}
