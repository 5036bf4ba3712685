//! Coordinator and referrer: asked about a course by mail, by the rules that hold for everyone.

use app::identity::Role;
use app::ids::{EnrolmentId, ParticipantId, ProgrammeId, StaffId};
use app::participants::Referrer;
use app::programmes::ConsentKind;
use app::texts::Language;
use server::on;
use server::participants::consents::store as consents;
use server::participants::team::store as team;

use super::office::{Office, PROTOCOL};
use super::peers::PEERS;
use tests::engines;

/// As a course begins, both are asked about it; what the secrecy waiver allows, too.
const AROUND: &str = r#"
[[rule]]
id = "coordinator-start"
questionnaire = "cross-sector"
respondent = "coordinator"
when = { from = "inclusion" }
open_for = "P28D"
ladder = "colleagues"

[[rule]]
id = "referrer-start"
questionnaire = "influence"
respondent = "referrer"
collection = "confidential"
when = { from = "inclusion" }
open_for = "P28D"
ladder = "colleagues"
"#;

/// In the night after the Monday on which everyone begins, and the morning after it.
const NIGHT: &str = "2026-11-02T21:30:00Z";
const MORNING: &str = "2026-11-03T09:00:00Z";

/// Somebody's mailbox, and what came to it.
struct Mailbox(String);

impl Mailbox {
    fn new(of: &str) -> Self {
        let name = format!("{of}{}", uuid::Uuid::now_v7().simple());
        Self(format!("{name}@example.org"))
    }

    fn mails(&self) -> usize {
        PEERS.mails_to(&self.0).len()
    }

    /// The path that the last mail leads to.
    fn link(&self, office: &Office) -> String {
        let mails = PEERS.mails_to(&self.0);
        let plain = mails.last().unwrap()["plain"].as_str().unwrap().to_owned();
        let base = &office.world.app.settings.public_url;
        let mut lines = plain.lines();
        let found = lines.find_map(|line| line.strip_prefix(base.as_str()));
        found.unwrap().to_owned()
    }
}

impl Office {
    async fn coordinator(&self, name: &str) -> (StaffId, Mailbox) {
        let name = format!("{name}{}", uuid::Uuid::now_v7().simple());
        let id = self.world.staff(&name, Role::Coordinator).await;
        (id, Mailbox(format!("{name}@example.org")))
    }

    async fn someone(&self, programme: &ProgrammeId, of: &StaffId) -> (ParticipantId, EnrolmentId) {
        let name = format!("ada{}", uuid::Uuid::now_v7().simple());
        self.world.participant(&name, programme, of).await
    }

    async fn referred_by(&self, enrolment: &EnrolmentId, mailbox: Option<&Mailbox>) {
        let referrer = mailbox.map(|it| Referrer {
            name: "Dr. Lund".to_owned(),
            email: it.0.clone(),
            language: Language::Da,
        });
        let mut tx = self.world.tx().await;
        let (office, now) = (&self.world.organisation, self.world.now());
        team::set_referrer(&mut tx, office, enrolment, referrer.as_ref(), now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn handed_to(&self, enrolment: &EnrolmentId, to: &StaffId) {
        let mut tx = self.world.tx().await;
        team::set_coordinator(&mut tx, enrolment, to, self.world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn states(&self, of: &EnrolmentId, kind: &str) -> Vec<String> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_scalar(
            "select o.state || ' ' || c.state from occasions o join contacts c on c.occasion_id = o.id
             where o.subject_id = $1 and o.subject_kind = $2 order by o.rule_id, c.step")
            .bind(of.as_str()).bind(kind).fetch_all(db).await)
        .unwrap()
    }
}

#[tokio::test]
async fn coordinator_and_referrer_get_a_mail_in_the_morning_and_whoever_takes_over_the_rest() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let programme = office.programme_of(&format!("{PROTOCOL}{AROUND}")).await;
        let (lena, lenas) = office.coordinator("lena").await;
        let (mia, mias) = office.coordinator("mia").await;
        let (doctor, clinic) = (Mailbox::new("doctor"), Mailbox::new("clinic"));
        let (_, ada) = office.someone(&programme, &lena).await;
        let (_, ben) = office.someone(&programme, &lena).await;
        office.referred_by(&ada, Some(&doctor)).await;
        office.referred_by(&ben, Some(&doctor)).await;
        office.tick_at(NIGHT).await;
        assert_eq!((lenas.mails(), doctor.mails()), (0, 0), "{engine}: night");
        // Nothing was sent yet: all of it is for whoever takes over.
        office.handed_to(&ben, &mia).await;
        office.referred_by(&ben, Some(&clinic)).await;
        office.run_until(MORNING).await;
        let all = [&lenas, &mias, &doctor, &clinic].map(|it| it.mails());
        assert_eq!(all, [1, 1, 1, 1], "{engine}: one each");
        assert_eq!(lenas.link(&office), "/m", "{engine}: whoever works here");

        // The doctor's link opens the form, and names nobody.
        let link = doctor.link(&office);
        let said = PEERS.mails_to(&doctor.0)[0].to_string();
        let page = office.world.get("", &link).await;
        assert_eq!(page.status, 200, "{engine}: {}", page.body);
        assert!(!said.contains("ada") && !page.body.contains("ada0"));
        let start = office.world.post("", &link, "").await;
        let first = start.location().to_owned();
        let sent = office
            .world
            .post("", &first, "answer=neither&deed=next&key=a")
            .await;
        assert_eq!(sent.status, 303, "{engine}: {}", sent.body);
        let done = sent.location().to_owned();
        assert!(done.ends_with("/done"), "{engine}: {done}");
        let ends = ["answered sent", "answered cancelled"];
        assert_eq!(office.states(&ada, "referrer").await, ends, "{engine}");

        // Ada goes to Mia as well, after the first mail: the reminder is Mia's.
        office.at("2026-11-05T09:00:00Z");
        office.handed_to(&ada, &mia).await;
        office.run_until("2026-11-10T12:00:00Z").await;
        assert_eq!(lenas.mails(), 1, "{engine}: Lena hears no more");
        assert_eq!(doctor.mails(), 1, "{engine}: an answer ends it");
        // Both of Mia's reminders say the same, so one mail carries both.
        assert_eq!((mias.mails(), clinic.mails()), (2, 2), "{engine}");
        let gone = Mailbox::new("nobody");
        office.referred_by(&ben, Some(&gone)).await;
        let old = office.world.get("", &clinic.link(&office)).await;
        assert_eq!(
            old.status, 410,
            "{engine}: the link of the one before ended"
        );
    }
}

#[tokio::test]
async fn what_a_person_takes_back_is_asked_of_nobody() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let asks = AROUND.replace("open_for", "needs = \"secrecy_waiver\"\nopen_for");
        let programme = office.programme_of(&format!("{PROTOCOL}{asks}")).await;
        let (lena, lenas) = office.coordinator("lena").await;
        let doctor = Mailbox::new("doctor");
        let mut people = Vec::new();
        for _ in 0..3 {
            let (id, enrolment) = office.someone(&programme, &lena).await;
            office.referred_by(&enrolment, Some(&doctor)).await;
            let (mut tx, now) = (office.world.tx().await, office.world.now());
            consents::give(&mut tx, &enrolment, ConsentKind::SecrecyWaiver, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            people.push((id, enrolment));
        }
        office.tick_at(NIGHT).await;
        for (_, enrolment) in &people {
            let waits = ["open waiting", "open waiting"];
            assert_eq!(office.states(enrolment, "referrer").await, waits);
            assert_eq!(office.states(enrolment, "coordinator").await, waits);
        }
        let mut tx = office.world.tx().await;
        let now = office.world.now();
        consents::withdraw(&mut tx, &people[0].1, ConsentKind::SecrecyWaiver, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let protect = "update participants set protected_identity = true where id = $1";
        office.sql(protect, people[1].0.as_str()).await;
        let died = "update participants set died_on = '2026-11-02' where id = $1";
        office.sql(died, people[2].0.as_str()).await;
        office.run_until("2026-11-12T12:00:00Z").await;
        assert_eq!((lenas.mails(), doctor.mails()), (0, 0), "{engine}");
        for (_, enrolment) in &people {
            for kind in ["referrer", "coordinator"] {
                let states = office.states(enrolment, kind).await;
                let ended = states.iter().all(|it| it.ends_with("cancelled"));
                assert!(ended && states.len() == 2, "{engine}: {kind} {states:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_doctor_who_refers_many_gets_two_mails_a_day() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let programme = office.programme_of(&format!("{PROTOCOL}{AROUND}")).await;
        let doctor = Mailbox::new("doctor");
        for _ in 0..3 {
            let (_, enrolment) = office.someone(&programme, &office.kim).await;
            office.referred_by(&enrolment, Some(&doctor)).await;
        }
        office.run_until("2026-11-02T20:00:00Z").await;
        assert_eq!(doctor.mails(), 2, "{engine}: the third waits");
        office.run_until("2026-11-03T20:00:00Z").await;
        assert_eq!(doctor.mails(), 3, "{engine}: on the next day");
    }
}
