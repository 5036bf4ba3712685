//! Coordinator and referrer of a course: asked about it, handed over, noted.

use app::identity::Role;
use app::ids::{EnrolmentId, OccasionId, ParticipantId, ProgrammeId, StaffId};
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::on;
use server::questionnaires::store as questionnaires;
use server::scheduling;
use tests::{World, engines};

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// As a course begins, its coordinator is asked about it.
const ASKED: &str = r#"
[[rule]]
id = "coordinator-start"
questionnaire = "cross-sector"
respondent = "coordinator"
when = { from = "inclusion" }
open_for = "P28D"
ladder = "colleagues"
"#;

/// Kim and Lis, who coordinate, and two people of Kim's.
struct Office {
    world: World,
    kims: String,
    liss: String,
    lis: StaffId,
    people: [(ParticipantId, EnrolmentId); 2],
}

impl Office {
    async fn on(engine: &str, rule: &str) -> Self {
        let world = World::on(engine).await;
        let text = format!("{PROTOCOL}{rule}");
        app::programmes::read("asked", &text).unwrap();
        let programme: ProgrammeId = world.programme("ishoj-sme", &text).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let lis = world.staff("Lis", Role::Coordinator).await;
        let mut tx = world.tx().await;
        questionnaires::publish_shipped(&mut tx, &world.organisation, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let people = [
            world.participant("Ada", &programme, &kim).await,
            world.participant("Bo", &programme, &kim).await,
        ];
        scheduling::look(&world.app.db, world.now()).await.unwrap();
        Self {
            kims: world.signed_in(Whose::Staff(kim)).await,
            liss: world.signed_in(Whose::Staff(lis.clone())).await,
            lis,
            world,
            people,
        }
    }

    /// What the coordinator of one of them is asked.
    async fn asked(&self, person: usize) -> OccasionId {
        let mut tx = self.world.tx().await;
        let id: String = on!(&mut tx, db => sqlx::query_scalar(
            "select id from occasions where subject_id = $1 and subject_kind = 'coordinator'")
            .bind(self.people[person].1.as_str()).fetch_one(db).await)
        .unwrap();
        OccasionId::new(id)
    }

    async fn count(&self, text: &'static str) -> i64 {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_scalar(text).fetch_one(db).await).unwrap()
    }

    async fn desk(&self, cookie: &str) -> String {
        self.world.get(cookie, "/desk").await.body
    }
}

#[tokio::test]
async fn a_coordinator_answers_on_the_desk_about_the_people_in_their_care() {
    for engine in engines() {
        let office = Office::on(engine, ASKED).await;
        let world = &office.world;
        assert_eq!(world.get(&office.kims, "/m").await.location(), "/desk");
        let of = office.asked(0).await;
        let path = format!("/desk/questions/{of}");
        let desk = office.desk(&office.kims).await;
        assert!(desk.contains("Questions to you"), "{engine}: {desk}");
        assert!(desk.contains(&path), "{engine}: {desk}");
        assert!(!office.desk(&office.liss).await.contains("Questions to you"));

        let theirs = world.get(&office.liss, &path).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{engine}");
        let adas = Whose::Participant(office.people[0].0.clone());
        let adas = world.signed_in(adas).await;
        let hers = world.get(&adas, &path).await;
        assert_eq!(hers.status, StatusCode::FORBIDDEN, "{engine}");

        let first = world.get(&office.kims, &path).await;
        let question = first.location().to_owned();
        let page = world.get(&office.kims, &question).await.body;
        assert!(page.contains("<bdi>Ada</bdi>"), "{engine}: {page}");
        assert!(page.contains("kept with this course"), "{engine}: {page}");
        let wrong = world.post(&office.kims, &question, "deed=next").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let form = "answer=neither&deed=next&key=a";
        let sent = world.post(&office.kims, &question, form).await;
        assert_eq!(sent.location(), format!("{path}/done"), "{}", sent.body);
        let done = world.get(&office.kims, &format!("{path}/done")).await.body;
        assert!(done.contains("To the desk"), "{engine}: {done}");
        let desk = office.desk(&office.kims).await;
        assert!(!desk.contains(&path), "{engine}: answered");
        assert!(desk.contains("Questions to you"), "{engine}: Bo is left");
        let log = world.get(&adas, "/my-data").await.body;
        assert!(
            log.contains("answered questions about your course"),
            "{log}"
        );
        let kept = "select count(*) from responses where mode = 'desk'";
        assert_eq!(office.count(kept).await, 1, "{engine}");
        let mails = "select count(*) from contacts where state = 'cancelled'";
        assert_eq!(office.count(mails).await, 2, "{engine}: no mail follows");
    }
}

#[tokio::test]
async fn whoever_takes_over_finds_what_is_not_answered() {
    for engine in engines() {
        let office = Office::on(engine, ASKED).await;
        let world = &office.world;
        let person = &office.people[1].0;
        let path = format!("/desk/questions/{}", office.asked(1).await);
        let to = format!("/people/{person}/coordinator");
        let page = format!("/people/{person}/team");
        let page = world.get(&office.kims, &page).await;
        assert!(page.body.contains("Lis"), "{engine}: {}", page.body);
        let nobody = world.post(&office.kims, &to, "coordinator=nobody").await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(nobody.body.contains("Choose someone who works here."));
        let clinician = world.staff("Clara", Role::Clinician).await;
        let claras = world.signed_in(Whose::Staff(clinician.clone())).await;
        let form = format!("coordinator={}", office.lis);
        let refused = world.post(&claras, &to, &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{engine}");
        let hers = format!("coordinator={clinician}");
        let refused = world.post(&office.kims, &to, &hers).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");

        for _ in 0..2 {
            let done = world.post(&office.kims, &to, &form).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{engine}");
        }
        assert!(office.desk(&office.liss).await.contains(&path), "{engine}");
        assert!(!office.desk(&office.kims).await.contains(&path), "{engine}");
        let kims = world.get(&office.kims, &path).await;
        assert_eq!(kims.status, StatusCode::NOT_FOUND, "{engine}");
        let mine = world.get(&office.liss, &path).await;
        assert_eq!(mine.status, StatusCode::SEE_OTHER, "{engine}: one question");
    }
}

#[tokio::test]
async fn in_confidence_a_coordinator_of_two_counts_once() {
    for engine in engines() {
        let rule = ASKED.replace("when =", "collection = \"confidential\"\nwhen =");
        let rule = rule.replace("cross-sector", "influence");
        let office = Office::on(engine, &rule).await;
        for person in 0..2 {
            let path = format!("/desk/questions/{}", office.asked(person).await);
            let question = format!("{path}/influence");
            let form = "answer=neither&deed=next&key=a";
            let sent = office.world.post(&office.kims, &question, form).await;
            assert_eq!(sent.location(), format!("{path}/done"), "{}", sent.body);
        }
        let staged = "select count(*) from staged_answers where stratum = 'staff/confidential'";
        assert_eq!(office.count(staged).await, 1, "{engine}");
        let said = "select count(*) from access_log where deed = 'answered-about'";
        assert_eq!(office.count(said).await, 0, "{engine}: no hour is kept");
    }
}

#[tokio::test]
async fn the_referrer_is_noted_mended_and_taken_off() {
    for engine in engines() {
        let office = Office::on(engine, ASKED).await;
        let world = &office.world;
        let person = &office.people[0].0;
        let (page, to) = (
            format!("/people/{person}/team"),
            format!("/people/{person}/referrer"),
        );
        let wrong = "referrer=Dr.+Lund&referrer_email=clinic&referrer_language=da";
        let again = world.post(&office.kims, &to, wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(again.body.contains("Dr. Lund") && again.body.contains("clinic"));
        assert!(again.body.contains("it needs one @"), "{}", again.body);
        let right = "referrer=Dr.+Lund&referrer_email=Lund%40Clinic.Example&referrer_language=da";
        let kept = world.post(&office.kims, &to, right).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{engine}");
        let shown = world.get(&office.kims, &page).await.body;
        assert!(shown.contains("lund@clinic.example"), "{engine}: {shown}");
        // One mailbox is one referrer, of whomever.
        let other = format!("/people/{}/referrer", office.people[1].0);
        world.post(&office.kims, &other, right).await;
        assert_eq!(office.count("select count(*) from referrers").await, 1);
        let nobody = "referrer=&referrer_email=&referrer_language=da";
        for to in [&to, &other] {
            let off = world.post(&office.kims, to, nobody).await;
            assert_eq!(off.status, StatusCode::SEE_OTHER, "{engine}");
        }
        assert_eq!(office.count("select count(*) from referrers").await, 0);
        let clinician = world.staff("Clara", Role::Clinician).await;
        let claras = world.signed_in(Whose::Staff(clinician)).await;
        for answer in [
            world.get(&claras, &page).await,
            world.post(&claras, &to, right).await,
        ] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{engine}");
        }
    }
}
