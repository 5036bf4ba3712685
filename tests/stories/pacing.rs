//! A person's energy, from the taps on Today to the budget that comes of them.

use app::identity::Role;
use app::ids::{ActivityId, EnrolmentId, ParticipantId, StaffId};
use app::pacing::{
    Category, CheckIn, Constants, DayBudget, Deed, Leeway, Minutes, NewActivity, Points, Rating,
    Reason, State, day,
};
use app::programmes::shipped;
use axum::http::StatusCode;
use jiff::civil::{Date, date, time};
use jiff::{SignedDuration, ToSpan};
use server::identity::store::Whose;
use server::on;
use server::pacing::{history, store};
use server::storage::Fault;
use tests::{World, engines};

const TODAY: Date = date(2026, 11, 2);

/// Someone who takes part, signed in.
struct Person {
    id: ParticipantId,
    enrolment: EnrolmentId,
    coordinator: StaffId,
    cookie: String,
}

async fn person(world: &World, name: &str) -> Person {
    let coordinator = world
        .staff(&format!("Kim of {name}"), Role::Coordinator)
        .await;
    let (_, definition) = shipped()
        .into_iter()
        .find(|(file, _)| *file == "ishoj-sme.toml")
        .unwrap();
    let programme = world.programme(name, definition).await;
    let (id, enrolment) = world.participant(name, &programme, &coordinator).await;
    let cookie = world.signed_in(Whose::Participant(id.clone())).await;
    Person {
        id,
        enrolment,
        coordinator,
        cookie,
    }
}

fn walk(day: Date, minutes: u16) -> NewActivity {
    NewActivity {
        intervention: None,
        title: "A walk".to_owned(),
        kind: "walk".to_owned(),
        category: Category::Light,
        minutes: Minutes::new(minutes).unwrap(),
        day,
        starts: None,
        leeway: Leeway::default(),
    }
}

async fn add(world: &World, who: &Person, new: &NewActivity) -> ActivityId {
    let mut tx = world.tx().await;
    let id = store::add_activity(&mut tx, &who.id, &who.enrolment, new)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn act(world: &World, who: &Person, id: &ActivityId, deed: Deed) -> Result<(), Fault> {
    let mut tx = world.tx().await;
    store::act(&mut tx, &who.id, id, deed, world.now()).await?;
    tx.commit().await
}

async fn on(world: &World, who: &Person, date: Date) -> DayBudget {
    let mut tx = world.tx().await;
    let (before, today) = history::store::history(&mut tx, &who.id, date)
        .await
        .unwrap();
    day(&before, today, &Constants::default())
}

fn about(got: Points, expected: f64, engine: &str) {
    assert!(
        (got.get() - expected).abs() < 0.005,
        "{engine}: {got:?} instead of {expected}"
    );
}

#[tokio::test]
async fn a_check_in_is_one_tap_and_the_last_answer_of_the_day_counts() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        assert_eq!(on(&world, &ada, TODAY).await.explanation.check_in, None);
        for (typed, budget) in [("3", 9.6), ("not_today", 12.0), ("5", 12.0), ("5", 12.0)] {
            let form = format!("energy={typed}");
            let answer = world.post(&ada.cookie, "/today/check-in", &form).await;
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{engine}: {}",
                answer.body
            );
            assert_eq!(answer.location(), "/today");
            let today = on(&world, &ada, TODAY).await;
            about(today.budget, budget, engine);
            let not_today = today.explanation.check_in == Some(CheckIn::NotToday);
            assert_eq!(not_today, typed == "not_today", "{engine}");
        }
        // Late in the evening UTC it is tomorrow in Copenhagen.
        world
            .app
            .clock
            .advance(SignedDuration::from_hours(15) + SignedDuration::from_mins(30));
        world.post(&ada.cookie, "/today/check-in", "energy=0").await;
        about(on(&world, &ada, TODAY).await.budget, 12.0, engine);
        about(on(&world, &ada, TODAY + 1.day()).await.budget, 7.2, engine);
    }
}

#[tokio::test]
async fn what_is_no_answer_changes_nothing_and_says_so() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let id = add(&world, &ada, &walk(TODAY, 30)).await;
        let rating = format!("/activities/{id}/rating");
        for (path, form) in [
            ("/today/check-in", "energy=11"),
            ("/today/check-in", "energy="),
            ("/today/check-in", ""),
            ("/today/check-in", "energy=3&energy=4"),
            ("/today/check-in", "energy=%00"),
            (rating.as_str(), "rating=awful"),
            (rating.as_str(), ""),
        ] {
            let answer = world.post(&ada.cookie, path, form).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {path} {form}"
            );
            assert!(
                answer.body.contains("<h1"),
                "{engine}: a page: {}",
                answer.body
            );
        }
        let today = on(&world, &ada, TODAY).await;
        assert_eq!(today.explanation.check_in, None, "{engine}");
        let nobody = world.post("", "/today/check-in", "energy=3").await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{engine}");
        let staff = world.signed_in(Whose::Staff(ada.coordinator.clone())).await;
        let other = world.post(&staff, "/today/check-in", "energy=3").await;
        assert_eq!(other.status, StatusCode::FORBIDDEN, "{engine}");
    }
}

#[tokio::test]
async fn an_activity_is_done_once_however_often_one_taps_and_can_be_undone() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let id = add(&world, &ada, &walk(TODAY, 60)).await;
        let to = |verb: &str| format!("/activities/{id}/{verb}");
        let (done, left, undo, rating) = (to("done"), to("left"), to("undo"), to("rating"));

        let (first, second) = tokio::join!(
            world.post(&ada.cookie, &done, ""),
            world.post(&ada.cookie, &done, ""),
        );
        assert_eq!(
            (first.location(), second.location()),
            ("/today", "/today"),
            "{engine}"
        );
        about(on(&world, &ada, TODAY).await.spent, 2.0, engine);

        let state = async || {
            let today = on(&world, &ada, TODAY).await;
            let activity = &today.activities[0].activity;
            (activity.state, activity.rating)
        };
        world.post(&ada.cookie, &rating, "rating=more").await;
        world.post(&ada.cookie, &done, "").await;
        assert_eq!(state().await, (State::Done, Some(Rating::More)), "{engine}");
        world.post(&ada.cookie, &undo, "").await;
        assert_eq!(state().await, (State::Planned, None), "{engine}");
        world.post(&ada.cookie, &rating, "rating=less").await;
        assert_eq!(
            state().await,
            (State::Planned, None),
            "{engine}: nothing to rate"
        );
        world.post(&ada.cookie, &left, "").await;
        world.post(&ada.cookie, &left, "").await;
        assert_eq!(state().await, (State::Left, None), "{engine}");
        about(on(&world, &ada, TODAY).await.spent, 0.0, engine);
    }
}

#[tokio::test]
async fn the_first_tap_keeps_its_instant() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let id = add(&world, &ada, &walk(TODAY, 60)).await;
        let first = world.now();
        act(&world, &ada, &id, Deed::Done).await.unwrap();
        world.app.clock.advance(SignedDuration::from_hours(1));
        act(&world, &ada, &id, Deed::Done).await.unwrap();
        let mut tx = world.tx().await;
        let kept: i64 = on!(&mut tx, db => {
            sqlx::query_scalar("select settled_at from activities where id = $1")
                .bind(id.as_str())
                .fetch_one(db)
                .await
        })
        .unwrap();
        assert!((kept - first.as_millisecond()).abs() < 1_000, "{engine}");
    }
}

#[tokio::test]
async fn somebody_elses_activity_is_not_there() {
    for engine in engines() {
        let world = World::on(engine).await;
        let (ada, bo) = (person(&world, "Ada").await, person(&world, "Bo").await);
        let id = add(&world, &ada, &walk(TODAY, 60)).await;
        act(&world, &ada, &id, Deed::Done).await.unwrap();
        for (verb, form) in [
            ("done", ""),
            ("left", ""),
            ("undo", ""),
            ("rating", "rating=more"),
        ] {
            let answer = world
                .post(&bo.cookie, &format!("/activities/{id}/{verb}"), form)
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{engine}: {verb}");
        }
        for odd in [
            "x",
            "%00",
            "0190a0a0-0000-7000-8000-000000000000",
            "%F0%9F%99%82",
        ] {
            let answer = world
                .post(&ada.cookie, &format!("/activities/{odd}/done"), "")
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{engine}: {odd}");
        }
        let today = on(&world, &ada, TODAY).await;
        assert_eq!(today.activities[0].activity.state, State::Done, "{engine}");
        assert_eq!(today.activities[0].activity.rating, None, "{engine}");
        assert!(
            on(&world, &bo, TODAY).await.activities.is_empty(),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_day_that_went_over_is_paid_back_unless_someone_feels_fine() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let mut tx = world.tx().await;
        let from = TODAY - 30.days();
        let points = Points::new(16.0);
        store::decide_baseline(&mut tx, &ada.id, from, Points::new(9.0), &ada.coordinator)
            .await
            .unwrap();
        store::decide_baseline(&mut tx, &ada.id, from, points, &ada.coordinator)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for minutes in [480, 180] {
            let id = add(&world, &ada, &walk(TODAY - 1.day(), minutes)).await;
            act(&world, &ada, &id, Deed::Done).await.unwrap();
        }
        let today = on(&world, &ada, TODAY).await;
        about(today.budget, 12.4, engine);
        assert_eq!(
            today.explanation.went_over,
            Some(TODAY - 1.day()),
            "{engine}"
        );

        for _ in 0..2 {
            let answer = world.post(&ada.cookie, "/today/override", "").await;
            assert_eq!(answer.location(), "/today", "{engine}: {}", answer.body);
        }
        let today = on(&world, &ada, TODAY).await;
        about(today.budget, 16.0, engine);
        assert_eq!(today.explanation.reason, Reason::FeelsFine, "{engine}");
        about(on(&world, &ada, TODAY + 1.day()).await.budget, 14.2, engine);
    }
}

#[tokio::test]
async fn ratings_from_long_ago_still_say_what_a_walk_costs_and_the_first_ones_say_most() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let less = [40, 10].map(|days| (days, Rating::Less));
        let much_more = [300, 200, 150, 100].map(|days| (days, Rating::MuchMore));
        for (days, rating) in less.into_iter().chain(much_more) {
            let id = add(&world, &ada, &walk(TODAY - days.days(), 30)).await;
            act(&world, &ada, &id, Deed::Done).await.unwrap();
            act(&world, &ada, &id, Deed::Rate(rating)).await.unwrap();
        }
        add(&world, &ada, &walk(TODAY, 30)).await;
        // The four oldest by a quarter each, the two newest by a tenth.
        let learnt = 1.75 * 0.75_f64.powf(0.2);
        about(
            on(&world, &ada, TODAY).await.activities[0].cost,
            learnt,
            engine,
        );
    }
}

#[tokio::test]
async fn the_usual_morning_looks_back_twenty_eight_answers_however_long_ago() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let mut tx = world.tx().await;
        let said = |energy: u8| app::pacing::Energy::new(energy).map(CheckIn::Said).unwrap();
        for days in 0..60_i64 {
            let energy = if days < 28 { 2 } else { 9 };
            let day = TODAY - (3 * days + 1).days();
            store::check_in(&mut tx, &ada.id, day, said(energy), world.now())
                .await
                .unwrap();
            let between = day - 1.day();
            store::check_in(&mut tx, &ada.id, between, CheckIn::NotToday, world.now())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let usual = on(&world, &ada, TODAY).await.explanation.usual;
        assert_eq!((usual.energy, usual.known), (2.0, true), "{engine}");
    }
}

#[tokio::test]
async fn today_shows_what_has_a_time_first_and_tomorrow_is_kept_apart() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = person(&world, "Ada").await;
        let at = |hour| NewActivity {
            starts: Some(time(hour, 5, 0, 0)),
            ..walk(TODAY, 30)
        };
        add(&world, &ada, &walk(TODAY, 45)).await;
        add(&world, &ada, &at(14)).await;
        add(&world, &ada, &at(9)).await;
        add(&world, &ada, &walk(TODAY + 1.day(), 60)).await;
        let today = on(&world, &ada, TODAY).await;
        let shown: Vec<_> = today
            .activities
            .iter()
            .map(|it| it.activity.starts)
            .collect();
        assert_eq!(
            shown,
            [Some(time(9, 5, 0, 0)), Some(time(14, 5, 0, 0)), None],
            "{engine}"
        );
    }
}
