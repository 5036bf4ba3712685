//! A plan is written, read, answered and written again, also by two people at once.

use app::identity::Role;
use app::ids::{GoalId, PlanRevisionId};
use app::plan::{Attainment, Goal, NewReply, Plan};
use axum::http::StatusCode;
use server::access::store as access;
use server::identity::store::Whose;
use server::plan::store::{self, NewRevision, NotAdded};
use server::storage::Fault;
use tests::engines;

use super::office::Office;

impl Office {
    fn path(&self) -> String {
        format!("/people/{}/plan", self.ada)
    }

    async fn save(&self, form: &str) -> tests::Answer {
        self.world.post(&self.kims, &self.path(), form).await
    }

    async fn newest(&self) -> app::plan::Revision {
        let mut tx = self.world.tx().await;
        let newest = store::newest(&mut tx, &self.enrolment).await.unwrap();
        newest.expect("a plan")
    }

    /// The fields of the newest plan as its form sends them, based on it.
    async fn typed(&self) -> String {
        let newest = self.newest().await;
        let mut form = format!("based_on={}", newest.number);
        for (row, goal) in newest.plan.goals.iter().enumerate() {
            let (id, words) = (&goal.id, goal.words.replace(' ', "+"));
            let step = goal.attainment.as_str();
            form += &format!(
                "&goal-{row}-id={id}&goal-{row}-words={words}&goal-{row}-attainment={step}"
            );
        }
        form
    }
}

const FIRST: &str = "based_on=0&goal-0-words=Walk+to+the+lake&goal-0-attainment=less\
    &step-0-title=Physiotherapy&step-0-sector=health&step-0-responsible=Alex&step-0-from=2026-11-01&step-0-to=2027-01-31\
    &step-1-title=Work+trial&step-1-sector=employment&step-1-from=2026-10-01\
    &step-2-title=Course&step-2-sector=education&step-2-from=2027-02-01&note=Good+to+meet+you";

#[tokio::test]
async fn a_plan_is_written_and_the_person_reads_it_in_words() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let empty = office.world.get(&office.adas, "/plan").await;
        assert!(empty.body.contains("You have no plan yet"), "{engine}");
        let form = office.world.get(&office.kims, &office.path()).await;
        assert_eq!(form.status, StatusCode::OK, "{engine}: {}", form.body);
        assert!(form.body.contains("goal-2-words") && !form.body.contains("goal-3-words"));
        let saved = office.save(FIRST).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            saved.body
        );
        let page = format!("/people/{}?done=plan", office.ada);
        assert_eq!(saved.location(), page, "{engine}");
        let plan = office.world.get(&office.adas, "/plan").await;
        for told in [
            "Walk to the lake",
            "On the way",
            "Physiotherapy",
            "Alex looks after it",
            "1 November 2026 to 31 January 2027",
            "side by side",
            "From Kim",
            "Good to meet you",
            "Written on 2 November 2026 by Kim",
        ] {
            assert!(plan.body.contains(told), "{engine}: {told}: {}", plan.body);
        }
        assert!(
            !plan.body.contains("New since last time"),
            "{engine}: the first"
        );
        let mut tx = office.world.tx().await;
        let log = access::entries(&mut tx, &office.ada, 9).await.unwrap();
        let deeds: Vec<_> = log.iter().rev().map(|entry| entry.deed.as_str()).collect();
        assert_eq!(deeds, ["read-overview", "wrote-plan"], "{engine}");
    }
}

#[tokio::test]
async fn what_changed_is_told_in_sentences_and_the_old_plan_stays() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.save(FIRST).await;
        let again = office.typed().await.replace("=less", "=expected");
        let saved = office.save(&format!("{again}&goal-1-words=Cook")).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            saved.body
        );
        let plan = office.world.get(&office.adas, "/plan").await;
        for told in [
            "New since last time",
            "Walk to the lake: Reached",
            "New goal: Cook",
            "No longer in the plan: Physiotherapy",
            "Earlier plans",
        ] {
            assert!(plan.body.contains(told), "{engine}: {told}: {}", plan.body);
        }
        let mut tx = office.world.tx().await;
        let all = store::revisions(&mut tx, &office.enrolment).await.unwrap();
        let numbers: Vec<_> = all.iter().map(|revision| revision.number).collect();
        assert_eq!(numbers, [2, 1], "{engine}");
        assert_eq!(all[1].plan.interventions.len(), 3, "{engine}: as it was");
        assert_eq!(all[0].plan.goals[0].id, all[1].plan.goals[0].id, "{engine}");
    }
}

#[tokio::test]
async fn a_person_says_what_they_think_and_may_change_their_mind() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.save(FIRST).await;
        let revision = office.newest().await.id;
        let say = async |what: String| {
            let form = format!("revision={revision}&{what}");
            office.world.post(&office.adas, "/plan/reply", &form).await
        };
        let nothing = say("comment=I+am+not+sure".into()).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(nothing.body.contains("Choose yes or no"), "{engine}");
        assert!(nothing.body.contains("I am not sure"), "{engine}: typed");
        let long = say(format!("agreed=yes&comment={}", "x".repeat(1001))).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let no = say("agreed=no&comment=I+meant+the+sea".into()).await;
        assert_eq!(no.status, StatusCode::SEE_OTHER, "{engine}: {}", no.body);
        let plan = office.world.get(&office.adas, "/plan").await.body;
        assert!(
            plan.contains("this is not what I meant” – said on 2 November 2026"),
            "{engine}: {plan}"
        );
        assert!(plan.contains("I meant the sea"), "{engine}");
        say("agreed=yes&comment=%00".into()).await;
        let reply = office.newest().await.reply.expect("a reply");
        assert!(reply.agreed && reply.comment.is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn nobody_answers_for_somebody_else() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.save(FIRST).await;
        let world = &office.world;
        let bos = office.bo().await;
        let form = format!("revision={}&agreed=yes", office.newest().await.id);
        let answer = world.post(&bos, "/plan/reply", &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{engine}");
        assert!(office.newest().await.reply.is_none(), "{engine}");
        let unknown = world
            .post(&bos, "/plan/reply", "revision=x&agreed=yes")
            .await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{engine}");
    }
}

#[tokio::test]
async fn only_those_who_plan_for_this_person_write() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        let mos = office.stranger().await;
        let world = &office.world;
        let sam = world.staff("Sam", Role::Clinician).await;
        let sams = world.signed_in(Whose::Staff(sam)).await;
        for (who, cookie, expected) in [
            ("a clinician", &sams, StatusCode::FORBIDDEN),
            ("another office", &mos, StatusCode::NOT_FOUND),
            ("the participant", &office.adas, StatusCode::FORBIDDEN),
        ] {
            let read = world.get(cookie, &office.path()).await;
            let written = world.post(cookie, &office.path(), FIRST).await;
            assert_eq!(read.status, expected, "{engine}: {who} reads");
            assert_eq!(written.status, expected, "{engine}: {who} writes");
        }
        let signed_out = world.post("", &office.path(), FIRST).await;
        assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED, "{engine}");
        let mut tx = world.tx().await;
        let plans = store::revisions(&mut tx, &office.enrolment).await.unwrap();
        assert!(plans.is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn a_form_with_something_to_mend_comes_back_as_it_was_typed() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let long = "y".repeat(401);
        let form = format!(
            "based_on=0&goal-0-words={long}&step-0-title=Gym&step-0-from=2026-12-02&step-0-to=2026-12-01\
             &step-1-title=Sea&step-1-from=soon&step-2-responsible=Robin"
        );
        let back = office.save(&form).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for told in [
            "href=\"#goal-0-words\"",
            "href=\"#step-0-to\"",
            "href=\"#step-1-from\"",
            "href=\"#step-2-title\"",
            "value=\"Robin\"",
            &long,
        ] {
            assert!(back.body.contains(told), "{engine}: {told}");
        }
        let nothing = office.save("based_on=0&note=+").await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(nothing.body.contains("The plan is as it was"), "{engine}");
        let garbage = office.save("%ff=%fe&based_on=x&goal-0-words=%00").await;
        assert!(
            garbage.status.is_client_error(),
            "{engine}: {}",
            garbage.status
        );
    }
}

#[tokio::test]
async fn two_coordinators_at_once_lose_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office
            .save("based_on=0&goal-0-words=Walk&goal-1-words=Bake")
            .await;
        let both_read = office.typed().await;
        let robin = office.world.staff("Robin", Role::Coordinator).await;
        let robins = office.world.signed_in(Whose::Staff(robin)).await;
        let theirs = format!("{both_read}&goal-2-words=Swim").replace("=Bake", "=Bake+bread");
        let first = office.world.post(&robins, &office.path(), &theirs).await;
        assert_eq!(
            first.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            first.body
        );
        let mine =
            format!("{both_read}&goal-2-words=Sing&note=Hello").replace("=Walk", "=Walk+far");
        let second = office.save(&mine).await;
        assert_eq!(
            second.status,
            StatusCode::CONFLICT,
            "{engine}: {}",
            second.body
        );
        for kept in [
            "Robin saved the plan while you were writing",
            "New goal: Swim",
            "name=\"based_on\" value=\"2\"",
            "value=\"Walk far\"",
            "value=\"Bake bread\"",
            "value=\"Swim\"",
            "value=\"Sing\"",
            "Hello",
        ] {
            assert!(
                second.body.contains(kept),
                "{engine}: {kept}: {}",
                second.body
            );
        }
        assert_eq!(
            office.newest().await.number,
            2,
            "{engine}: nothing was written over"
        );
        let twice = office.world.post(&robins, &office.path(), &theirs).await;
        assert_eq!(
            twice.status,
            StatusCode::SEE_OTHER,
            "{engine}: a form sent twice"
        );
        assert_eq!(office.newest().await.number, 2, "{engine}: is one plan");
    }
}

fn walking(words: &str) -> Plan {
    Plan {
        goals: vec![Goal {
            id: GoalId::new("walk"),
            words: words.to_owned(),
            attainment: Attainment::Less,
            steps: Default::default(),
        }],
        interventions: Vec::new(),
    }
}

#[tokio::test]
async fn of_two_writers_at_the_same_moment_one_is_told_to_look_again() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let write = async |words: &'static str| {
            let plan = walking(words);
            let new = NewRevision {
                based_on: 0,
                note: "",
                plan: &plan,
            };
            let (world, now) = (&office.world, office.world.now());
            let mut tx = world.tx().await;
            let added = store::add(&mut tx, &office.enrolment, &office.kim, &new, now).await;
            if added.is_ok() {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            tx.commit().await.unwrap();
            added
        };
        let (one, two) = tokio::join!(write("Walk"), write("Swim"));
        let stale = [&one, &two]
            .iter()
            .filter(|added| matches!(added, Err(NotAdded::Stale)))
            .count();
        assert_eq!(stale, 1, "{engine}: {one:?} {two:?}");
        assert_eq!(office.newest().await.number, 1, "{engine}");
    }
}

#[tokio::test]
async fn a_plan_is_kept_word_for_word() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let plan = walking("Gå til søen – „langsomt“ \u{202e}'; drop table plan_revisions --");
        let new = NewRevision {
            based_on: 0,
            note: "Hej",
            plan: &plan,
        };
        let mut tx = world.tx().await;
        assert_eq!(
            store::newest(&mut tx, &office.enrolment).await.unwrap(),
            None
        );
        let id = store::add(&mut tx, &office.enrolment, &office.kim, &new, world.now()).await;
        let id = id.unwrap();
        let said = NewReply {
            revision: id.clone(),
            agreed: false,
            comment: "Nej".into(),
        };
        store::reply(&mut tx, &office.ada, &said, world.now())
            .await
            .unwrap();
        let unknown = NewReply {
            revision: PlanRevisionId::new("x"),
            ..said
        };
        let missing = store::reply(&mut tx, &office.ada, &unknown, world.now()).await;
        assert!(matches!(missing, Err(Fault::Missing)), "{engine}");
        tx.commit().await.unwrap();
        let kept = office.newest().await;
        assert_eq!((kept.id, kept.plan, kept.note), (id, plan, "Hej".into()));
        assert_eq!(kept.made_by, "Kim", "{engine}");
        assert_eq!(kept.reply.unwrap().comment, "Nej", "{engine}");
    }
}
