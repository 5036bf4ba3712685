//! What follows an answer: asked so long after it, and never before.

use app::ids::ProgrammeId;
use jiff::{Timestamp, Unit};
use server::appointments::store as appointments;
use server::identity::store::Whose;
use server::scheduling::store;

use super::office::{Office, PROTOCOL, Person};
use tests::engines;

/// A week after the self-rating at the start was answered: is the number still right?
const FOLLOWING: &str = r#"
[[rule]]
id = "after-the-start"
questionnaire = "contact-check"
when = { from = "answer", of = "self-rating-start", after = "P7D" }
open_for = "P14D"
ladder = "gentle"
"#;

impl Office {
    /// A second programme, of this definition.
    pub async fn programme_of(&self, text: &str) -> ProgrammeId {
        app::programmes::read("following", text).unwrap();
        self.world.programme("following", text).await
    }

    /// Someone in that programme, with a phone.
    async fn in_programme(&self, programme: &ProgrammeId) -> Person {
        let name = format!("ada{}", uuid::Uuid::now_v7().simple());
        let (id, enrolment) = self.world.participant(&name, programme, &self.kim).await;
        let person = Person {
            id,
            enrolment,
            email: format!("{name}@example.org"),
            phone: name,
        };
        self.phone(&person, 201).await;
        person
    }

    async fn open(&self, person: &Person) -> String {
        let mut tx = self.world.tx().await;
        let open = store::open_of(&mut tx, &person.enrolment).await.unwrap();
        open[0].id.clone()
    }

    async fn asked(&self, person: &Person) -> Vec<String> {
        let mut rules: Vec<String> = self
            .stands(person)
            .await
            .into_iter()
            .map(|it| it.rule)
            .filter(|rule| !rule.starts_with("reminder/"))
            .collect();
        rules.dedup();
        rules
    }
}

#[tokio::test]
async fn a_week_after_an_answer_the_next_question_comes_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let text = format!("{PROTOCOL}{FOLLOWING}");
        let programme = office.programme_of(&text).await;
        let ada = office.in_programme(&programme).await;
        let bo = office.in_programme(&programme).await;
        let cy = office.in_programme(&programme).await;
        office.tick().await;
        // Bo never answers, and is not asked what follows; Cy answered on paper.
        office.at("2026-11-04T17:00:00Z");
        let start = office.open(&ada).await;
        let cookie = office
            .world
            .signed_in(Whose::Participant(ada.id.clone()))
            .await;
        for (question, value) in [
            ("health", "2"),
            ("life", "7"),
            ("energy", "5"),
            ("everyday", "most"),
        ] {
            let path = format!("/questions/{start}/{question}");
            let form = format!("answer={value}&deed=next");
            let done = office.world.post(&cookie, &path, &form).await;
            assert_eq!(done.status, 303, "{engine}: {question} {}", done.body);
        }
        let paper = format!("kind=on-paper&occasion={}", office.open(&cy).await);
        let path = format!("/people/{}/overrides", cy.id);
        let kims = office
            .world
            .signed_in(Whose::Staff(office.kim.clone()))
            .await;
        let done = office.world.post(&kims, &path, &paper).await;
        assert_eq!(done.status, 303, "{engine}: {}", done.body);
        office.run_until("2026-11-11T07:59:00Z").await;
        assert_eq!(office.asked(&ada).await, ["self-rating-start"], "{engine}");
        let before = ada.pushes().len();
        office.tick_at("2026-11-11T08:00:00Z").await;
        assert_eq!(ada.pushes().len(), before + 1, "{engine}: a week later");
        let both = ["after-the-start", "self-rating-start"];
        assert_eq!(office.asked(&ada).await, both, "{engine}");
        assert_eq!(office.asked(&cy).await, both, "{engine}: on paper too");
        office.run_until("2026-11-13T12:00:00Z").await;
        let stands = office.stands(&ada).await;
        let pushes = stands
            .iter()
            .filter(|it| it.rule == both[0] && it.channel == "push");
        assert_eq!(pushes.count(), 1, "{engine}: once");
        assert_eq!(office.asked(&bo).await, ["self-rating-start"], "{engine}");
    }
}

/// Two days after a review meeting that somebody came to: is the number still right?
const AFTER_REVIEWS: &str = r#"
[[appointment]]
id = "review"
name = { da = "Opfølgning", en = "Review meeting" }

[[rule]]
id = "after-reviews"
questionnaire = "contact-check"
when = { from = "appointment", of = "review", after = "P2D" }
open_for = "P14D"
ladder = "gentle"
"#;

#[tokio::test]
async fn two_days_after_a_review_that_somebody_came_to_a_question_comes() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let text = format!("{PROTOCOL}{AFTER_REVIEWS}");
        let programme = office.programme_of(&text).await;
        let (ada, bo) = (
            office.in_programme(&programme).await,
            office.in_programme(&programme).await,
        );
        office.tick().await;
        let kims = office
            .world
            .signed_in(Whose::Staff(office.kim.clone()))
            .await;
        let page = format!("/people/{}/appointments", ada.id);
        let body = office.world.get(&kims, &page).await.body;
        assert!(body.contains("Review meeting"), "{engine}: {body}");
        // Ada comes to a review and to another meeting, Bo stays away from his review.
        for (person, kind, day, came) in [
            (&ada, "review", "2026-11-04", "attended"),
            (&bo, "review", "2026-11-05", "no-show"),
            (&ada, "", "2026-11-06", "attended"),
        ] {
            // Staff sign in anew each day.
            let kims = || office.world.signed_in(Whose::Staff(office.kim.clone()));
            let page = format!("/people/{}/appointments", person.id);
            let form = format!("title=Talk&day={day}&time=10:00&minutes=45&kind={kind}");
            let booked = office.world.post(&kims().await, &page, &form).await;
            assert_eq!(booked.status, 303, "{engine}: {}", booked.body);
            office.run_until(&format!("{day}T11:00:00Z")).await;
            let mut tx = office.world.tx().await;
            let past = appointments::past(&mut tx, &person.id, office.world.now(), 1).await;
            drop(tx);
            let path = format!("/appointments/{}/attendance", past.unwrap()[0].id);
            let noted = office
                .world
                .post(&kims().await, &path, &format!("attendance={came}"))
                .await;
            assert_eq!(noted.status, 303, "{engine}: {}", noted.body);
        }
        office.run_until("2026-11-10T12:00:00Z").await;
        let both = ["after-reviews", "self-rating-start"];
        assert_eq!(office.asked(&ada).await, both, "{engine}");
        let stands = office.stands(&ada).await;
        let pushes: Vec<_> = stands
            .iter()
            .filter(|it| it.rule == both[0] && it.channel == "push")
            .map(|it| Timestamp::from_millisecond(it.due_at).unwrap())
            .map(|it| it.round(Unit::Minute).unwrap())
            .collect();
        // One review, one question, on the Friday after the Wednesday.
        assert_eq!(pushes.len(), 1, "{engine}");
        let friday = "2026-11-06T08:00:00Z".parse().unwrap();
        assert_eq!(pushes[0], friday, "{engine}");
        assert_eq!(office.asked(&bo).await, ["self-rating-start"], "{engine}");
    }
}
