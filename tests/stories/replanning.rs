//! A smaller plan is offered, taken, taken back or left; nothing moves by itself.

use app::identity::Role;
use app::ids::{ActivityId, EnrolmentId, ParticipantId, StaffId};
use app::pacing::{Category, CheckIn, Deed, Easier, Energy, Leeway, Minutes, NewActivity, Points};
use app::programmes::shipped;
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};
use server::identity::store::Whose;
use server::pacing::{ahead, history, store};
use tests::{World, engines};

pub(super) const TODAY: Date = date(2026, 11, 2);

/// Someone whose days are known: ten points a day, and eight spent on each of the last six.
pub(super) struct Ada {
    pub(super) id: ParticipantId,
    pub(super) enrolment: EnrolmentId,
    pub(super) kim: StaffId,
    pub(super) cookie: String,
}

impl Ada {
    pub(super) async fn on(world: &World, more: &str) -> Self {
        let kim = world.staff("Kim Østergaard", Role::Coordinator).await;
        let (_, definition) = shipped()
            .into_iter()
            .find(|(file, _)| *file == "ishoj-sme.toml")
            .unwrap();
        let programme = world
            .programme("ishoj-sme", &format!("{definition}\n{more}"))
            .await;
        let (id, enrolment) = world.participant("Ada Holm", &programme, &kim).await;
        let cookie = world.signed_in(Whose::Participant(id.clone())).await;
        let ada = Self {
            id,
            enrolment,
            kim,
            cookie,
        };
        let mut tx = world.tx().await;
        let from = TODAY - 30.days();
        store::decide_baseline(&mut tx, &ada.id, from, Points::new(10.0), &ada.kim)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for days in 1..=6 {
            let id = ada.plans(world, "Walk", TODAY - days.days(), 240).await;
            let mut tx = world.tx().await;
            store::act(&mut tx, &ada.id, &id, Deed::Done, world.now())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        ada
    }

    pub(super) async fn plans(
        &self,
        world: &World,
        title: &str,
        day: Date,
        minutes: u16,
    ) -> ActivityId {
        let easier = Easier {
            title: "Round the house".to_owned(),
            minutes: Minutes::new(15).unwrap(),
        };
        let new = NewActivity {
            intervention: None,
            title: title.to_owned(),
            kind: "walk".to_owned(),
            category: Category::Light,
            minutes: Minutes::new(minutes).unwrap(),
            day,
            starts: None,
            leeway: Leeway {
                easier: Some(easier),
                ..Leeway::default()
            },
        };
        let mut tx = world.tx().await;
        let id = store::add_activity(&mut tx, &self.id, &self.enrolment, &new)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub(super) async fn answers(&self, world: &World, energy: u8) {
        let mut tx = world.tx().await;
        let said = CheckIn::Said(Energy::new(energy).unwrap());
        store::check_in(&mut tx, &self.id, TODAY, said, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The days of what is planned from today on, by title, in their order.
    pub(super) async fn days(&self, world: &World) -> Vec<(String, Date, u16)> {
        let mut tx = world.tx().await;
        let until = TODAY + 14.days();
        let all = history::store::activities(&mut tx, &self.id, TODAY, until)
            .await
            .unwrap();
        let mut days: Vec<_> = all
            .into_iter()
            .map(|it| (it.title, it.day, it.minutes.get()))
            .collect();
        days.sort();
        days
    }

    /// The same as staff see it.
    async fn planned(&self, world: &World) -> Vec<(String, Date, u16)> {
        let mut tx = world.tx().await;
        let all = ahead::store::planned(&mut tx, &self.id, TODAY)
            .await
            .unwrap();
        let all = all.into_iter().map(|it| (it.title, it.day, it.minutes));
        let mut days: Vec<_> = all.collect();
        days.sort();
        days
    }

    pub(super) async fn today(&self, world: &World) -> String {
        let answer = world.get(&self.cookie, "/today").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.body
    }
}

/// What the form on Today would send back with an answer.
fn offered(page: &str) -> Option<String> {
    let rest = page.split("name=\"steps\" value=\"").nth(1)?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn a_smaller_plan_is_offered_once_the_morning_is_answered_then_taken_and_taken_back() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        ada.plans(&world, "Bills", TODAY, 120).await;
        ada.plans(&world, "Washing", TODAY, 240).await;
        let before = ada.days(&world).await;
        assert_eq!(
            offered(&ada.today(&world).await),
            None,
            "{engine}: one thing at a time"
        );

        ada.answers(&world, 5).await;
        let page = ada.today(&world).await;
        assert!(
            page.contains("Bills") && page.contains("/today/replan"),
            "{engine}: {page}"
        );
        let steps = offered(&page).expect("an offer");
        assert_eq!(
            ada.days(&world).await,
            before,
            "{engine}: nothing moves by itself"
        );

        let form = format!("steps={}&answer=accept", steps.replace(' ', "+"));
        let (first, second) = tokio::join!(
            world.post(&ada.cookie, "/today/replan", &form),
            world.post(&ada.cookie, "/today/replan", &form),
        );
        for answer in [first, second] {
            assert_eq!(answer.location(), "/today", "{engine}: {}", answer.body);
        }
        let after = ada.days(&world).await;
        let bills = after.iter().find(|(title, _, _)| title == "Bills").unwrap();
        assert!(bills.1 > TODAY, "{engine}: {after:?}");
        assert_eq!(ada.planned(&world).await, before, "{engine}: it is hers");
        let page = ada.today(&world).await;
        assert_eq!(offered(&page), None, "{engine}: one a day");
        assert!(page.contains("/today/replan/undo"), "{engine}");

        for _ in 0..2 {
            let answer = world.post(&ada.cookie, "/today/replan/undo", "").await;
            assert_eq!(answer.location(), "/today", "{engine}: {}", answer.body);
        }
        assert_eq!(ada.days(&world).await, before, "{engine}");
        assert_eq!(
            offered(&ada.today(&world).await),
            None,
            "{engine}: not again today"
        );
    }
}

#[tokio::test]
async fn a_long_activity_is_split_and_becomes_one_again() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        ada.plans(&world, "Washing", TODAY, 480).await;
        ada.answers(&world, 5).await;
        let washing = |day: Date, minutes| ("Washing".to_owned(), day, minutes);
        let steps = offered(&ada.today(&world).await).expect("an offer");
        let form = format!("steps={steps}&answer=accept");
        world.post(&ada.cookie, "/today/replan", &form).await;
        let next = TODAY + 1.day();
        assert_eq!(
            ada.days(&world).await,
            [washing(TODAY, 240), washing(next, 240)],
            "{engine}: {steps}"
        );
        assert_eq!(
            ada.planned(&world).await,
            [washing(TODAY, 480)],
            "{engine}: it is hers"
        );
        world.post(&ada.cookie, "/today/replan/undo", "").await;
        assert_eq!(ada.days(&world).await, [washing(TODAY, 480)], "{engine}");
    }
}

#[tokio::test]
async fn not_now_is_heard_for_the_day_and_changes_nothing() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        ada.plans(&world, "Washing", TODAY, 360).await;
        ada.answers(&world, 5).await;
        let before = ada.days(&world).await;
        let steps = offered(&ada.today(&world).await).expect("an offer");
        let form = |answer: &str| format!("steps={}&answer={answer}", steps.replace(' ', "+"));
        let answer = world
            .post(&ada.cookie, "/today/replan", &form("not_now"))
            .await;
        assert_eq!(answer.location(), "/today", "{engine}: {}", answer.body);
        // The other phone still shows the offer; the first answer of the day counts.
        let late = world
            .post(&ada.cookie, "/today/replan", &form("accept"))
            .await;
        assert_eq!(late.location(), "/today", "{engine}");
        assert_eq!(ada.days(&world).await, before, "{engine}");
        let page = ada.today(&world).await;
        assert!(
            offered(&page).is_none() && !page.contains("replan/undo"),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn another_morning_than_was_said_at_first_gets_an_offer_of_its_own() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        ada.plans(&world, "Washing", TODAY, 360).await;
        let later = |minutes| world.app.clock.advance(SignedDuration::from_mins(minutes));
        let form = |steps: &str, answer: &str| {
            format!("steps={}&answer={answer}", steps.replace(' ', "+"))
        };
        let offer = async || offered(&ada.today(&world).await);
        ada.answers(&world, 5).await;
        later(1);
        let not_now = form(&offer().await.expect("an offer"), "not_now");
        world.post(&ada.cookie, "/today/replan", &not_now).await;
        later(1);
        ada.answers(&world, 5).await;
        assert_eq!(
            offer().await,
            None,
            "{engine}: the same morning, said twice"
        );
        later(1);
        ada.answers(&world, 3).await;
        let accept = form(&offer().await.expect("a new offer"), "accept");
        later(1);
        world.post(&ada.cookie, "/today/replan", &accept).await;
        let smaller = ada.days(&world).await;
        let page = ada.today(&world).await;
        assert!(page.contains("/today/replan/undo"), "{engine}: it is kept");
        world.post(&ada.cookie, "/today/replan/undo", "").await;
        assert_ne!(ada.days(&world).await, smaller, "{engine}");
        assert_eq!(offer().await, None, "{engine}: taken back for this morning");
        later(1);
        ada.answers(&world, 2).await;
        assert!(offer().await.is_some(), "{engine}: and for no other");
    }
}

#[tokio::test]
async fn a_plan_that_changed_since_is_shown_as_it_stands_and_stays() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        let id = ada.plans(&world, "Washing", TODAY, 360).await;
        ada.answers(&world, 5).await;
        let steps = offered(&ada.today(&world).await).expect("an offer");
        world
            .post(&ada.cookie, &format!("/activities/{id}/easier"), "")
            .await;
        let before = ada.days(&world).await;
        let form = format!("steps={}&answer=accept", steps.replace(' ', "+"));
        let answer = world.post(&ada.cookie, "/today/replan", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            answer.body.contains("changed since"),
            "{engine}: {}",
            answer.body
        );
        assert_eq!(ada.days(&world).await, before, "{engine}");

        for odd in [
            "",
            "steps=&answer=accept",
            "steps=x.2026-11-02.60.postpone&answer=maybe",
            "steps=%00.2026-11-02.60.postpone&answer=accept",
            "steps=a.2026-11-02.60.postpone+a.2026-11-02.60.postpone&answer=accept",
        ] {
            let answer = world.post(&ada.cookie, "/today/replan", odd).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {odd}"
            );
        }
        let stranger = world.staff("Alex", Role::Coordinator).await;
        let staff = world.signed_in(Whose::Staff(stranger)).await;
        let answer = world.post(&staff, "/today/replan", &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{engine}");
    }
}

#[tokio::test]
async fn nobody_moves_what_is_somebody_elses() {
    for engine in engines() {
        let world = World::on(engine).await;
        let ada = Ada::on(&world, "").await;
        let id = ada.plans(&world, "Washing", TODAY, 60).await;
        let programme = world
            .programme("other", shipped().into_iter().next().unwrap().1)
            .await;
        let (bo, _) = world.participant("Bo", &programme, &ada.kim).await;
        let bos = world.signed_in(Whose::Participant(bo)).await;
        let before = ada.days(&world).await;
        let form = format!("steps={id}.{TODAY}.60.postpone&answer=accept");
        let answer = world.post(&bos, "/today/replan", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for verb in ["start", "easier", "whole"] {
            let answer = world
                .post(&bos, &format!("/activities/{id}/{verb}"), "")
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{engine}: {verb}");
        }
        assert_eq!(ada.days(&world).await, before, "{engine}");
    }
}
