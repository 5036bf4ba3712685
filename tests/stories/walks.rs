//! One person through each shipped programme, from referral to the follow-up a year after the end.

use app::ids::EnrolmentId;
use app::participants::{Dates, EndReason, NewDates};
use app::programmes::{Anchor, ConsentKind, Period, shipped};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};
use server::notifications::Couriers;
use server::participants::consents::store as consents;
use server::participants::store as participants;
use server::programmes::{Protocol, store as programmes};
use server::scheduling;
use tests::{World, engines};

/// The day of the referral, a week before the person is included.
const REFERRED: Date = date(2026, 10, 26);

async fn happens(world: &World, enrolment: &EnrolmentId, dates: Dates) {
    let end_reason = dates.ended.map(|_| EndReason::Completed);
    let mut tx = world.tx().await;
    let new = NewDates { dates, end_reason };
    participants::set_dates(&mut tx, enrolment, &new, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Lets the scheduler work each morning of a week's distance until a day has passed.
async fn until(world: &World, couriers: &Couriers, day: Date) {
    let end = day
        .at(20, 0, 0, 0)
        .in_tz("Europe/Copenhagen")
        .unwrap()
        .timestamp();
    while world.now() < end {
        let next = (world.now() + SignedDuration::from_hours(24 * 7)).min(end);
        world.app.clock.set(next);
        scheduling::round(&world.app.db, couriers, next)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn somebody_goes_through_each_programme_and_is_asked_a_year_after_the_end() {
    for engine in engines() {
        let world = World::on(engine).await;
        let couriers = Couriers::of(&world.app.settings, &world.app.db)
            .await
            .unwrap();
        let staff = world.staff("Kim", app::identity::Role::Coordinator).await;
        world.publish().await;
        let mut tx = world.tx().await;
        let mut walks = Vec::new();
        for (name, text) in shipped() {
            let protocol = Protocol::read(name, text).unwrap();
            let id =
                programmes::add_programme(&mut tx, &world.organisation, &protocol, world.now())
                    .await
                    .unwrap();
            walks.push((id, protocol));
        }
        tx.commit().await.unwrap();

        let mut people = Vec::new();
        for (n, (programme, _)) in walks.iter().enumerate() {
            let (person, enrolment) = world
                .participant(&format!("Walker{n}"), programme, &staff)
                .await;
            let mut tx = world.tx().await;
            for kind in [ConsentKind::SecrecyWaiver, ConsentKind::FollowUp] {
                consents::give(&mut tx, &enrolment, kind, world.now())
                    .await
                    .unwrap();
            }
            tx.commit().await.unwrap();
            people.push((person, enrolment));
        }
        let mut dates = Dates {
            referred: Some(REFERRED),
            included: Some(date(2026, 11, 2)),
            ..Dates::default()
        };
        let plan = [(21, "assessed"), (28, "started"), (28 + 182, "ended")];
        for (days, what) in plan {
            let day = REFERRED.saturating_add((days as i64).days());
            until(&world, &couriers, day).await;
            match what {
                "assessed" => dates.assessed = Some(day),
                "started" => {
                    dates.started = Some(day);
                    dates.planned_end = Some(day.saturating_add(26.weeks()));
                }
                _ => dates.ended = Some(day),
            }
            for (_, enrolment) in &people {
                happens(&world, enrolment, dates).await;
            }
        }
        let ended = dates.ended.unwrap();
        let year_after = Period::months(12).after(ended);
        until(&world, &couriers, year_after.saturating_add(1.day())).await;

        let mut tx = world.app.db.read().await.unwrap();
        let asked = scheduling::store::asked(&mut tx, &world.organisation, REFERRED, world.now())
            .await
            .unwrap();
        for ((person, _), (_, protocol)) in people.iter().zip(&walks) {
            let definition = protocol.definition();
            let mine: Vec<_> = asked
                .iter()
                .filter(|it| it.participant_id == person.as_str())
                .collect();
            let days = |key: &str| -> Vec<&str> {
                let of = mine.iter().filter(|it| it.questionnaire == key);
                of.map(|it| it.due_on.as_str()).collect()
            };
            let follow_up = definition
                .rules
                .iter()
                .any(|it| it.questionnaire == "one-year-follow-up");
            assert!(follow_up, "{}", definition.id);
            assert_eq!(
                days("one-year-follow-up"),
                [year_after.to_string()],
                "{engine} {}: once, a year after the actual end",
                definition.id
            );
            let first = [Anchor::Inclusion, Anchor::Start]
                .map(|anchor| {
                    if anchor == Anchor::Start {
                        dates.started
                    } else {
                        dates.included
                    }
                })
                .map(|day| day.unwrap().to_string());
            let ratings = days("self-rating");
            assert!(
                first.iter().any(|day| ratings.contains(&day.as_str())),
                "{engine} {}: rated at the beginning: {ratings:?}",
                definition.id
            );
            assert!(
                ratings.contains(&ended.to_string().as_str()),
                "{engine} {}: {ratings:?}",
                definition.id
            );
            assert!(
                ratings.contains(&year_after.to_string().as_str()),
                "{engine} {}: {ratings:?}",
                definition.id
            );
        }
    }
}
