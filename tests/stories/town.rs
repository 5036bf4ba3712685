//! A town for those who send what they should not: people, visitors, and ids of all kinds.

use app::identity::Role;
use server::identity::store::Whose;
use server::scheduling;
use server::storage::new_id;
use tests::{Answer, World};

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// Every page with an id in it, `{}` for the id.
pub const PAGES: [&str; 26] = [
    "/people/{}",
    "/people/{}/reach",
    "/people/{}/routes",
    "/people/{}/team",
    "/people/{}/protection",
    "/people/{}/guardian",
    "/desk/photo",
    "/coordinator.jpg?v={}",
    "/people/{}/plan",
    "/people/{}/appointments",
    "/people/{}/messages",
    "/people/{}/answers/{}",
    "/people/{}/energy",
    "/appointments/{}/calendar.ics",
    "/calendar/{}.ics",
    "/groups/{}",
    "/people/{}/erasure",
    "/questions/{}",
    "/questions/{}/health",
    "/questions/{}/done",
    "/desk/questions/{}",
    "/programmes/edit?of={}",
    "/a/{}",
    "/a/{}/health",
    "/demo/{}",
    "/results?programme={}",
];

/// Every form, `{}` for an id, with one that fits.
pub const FORMS: [(&str, &str); 51] = [
    ("/invite", "code=0000-0000-0000-0000&phone=own"),
    ("/language", "language=da&back=%2Ftoday"),
    ("/messages", "body=Hello"),
    ("/questions/{}/health", "answer=1&deed=next&key=k"),
    ("/questions/{}/finish", ""),
    ("/a/{}", ""),
    ("/a/{}/health", "answer=1&deed=next&key=k"),
    ("/today/check-in", "energy=5"),
    ("/today/override", ""),
    (
        "/today/replan",
        "steps={}.2026-11-02.30.postpone&answer=accept",
    ),
    ("/today/replan/undo", ""),
    ("/activities/{}/start", ""),
    ("/activities/{}/easier", ""),
    ("/activities/{}/whole", ""),
    ("/activities/{}/done", ""),
    ("/activities/{}/rating", "rating=less"),
    (
        "/people/{}/activities",
        "title=Walk&kind=exercise&category=physical&minutes=20&day=2026-11-02",
    ),
    ("/people/{}/baseline", "points=12"),
    (
        "/people/{}/routes",
        "email=bo@example.org&mobile=%2B4520304050&language=da",
    ),
    ("/people/{}/protection", "reason=authority"),
    ("/people/{}/guardian", "decides=own"),
    ("/people/{}/coordinator", "coordinator={}"),
    (
        "/people/{}/referrer",
        "referrer=Lund&referrer_email=lund@example.org&referrer_language=da",
    ),
    ("/desk/questions/{}/health", "answer=1&deed=next&key=k"),
    ("/programmes/check", "text=id"),
    ("/programmes", "text=id&on=1"),
    ("/plan/reply", "revision={}&agreed=yes&comment=Fine"),
    (
        "/people/{}/plan",
        "based_on=0&goal-0-id={}&goal-0-words=Sleep&note=New",
    ),
    ("/appointments/{}/wish", "wish=move"),
    ("/appointments/{}/attendance", "attendance=came"),
    ("/appointments/{}/cancel", ""),
    (
        "/people/{}/appointments",
        "title=Talk&day=2026-11-05&time=10:00&minutes=45&key={}",
    ),
    ("/desk/calls/{}", "result=reached"),
    ("/surveys", "questionnaire=influence&enrolments={}"),
    (
        "/people",
        "name=Bo&year=1980&language=da&email=bo@example.org&programme={}&arm=intervention",
    ),
    (
        "/people/{}/dates",
        "started=2026-11-03&planned_end=2027-05-03",
    ),
    ("/people/{}/consents", "kind=follow_up&deed=give"),
    ("/people/{}/invite", "kind=screen"),
    ("/appointments/calendar", "deed=save&details=yes"),
    ("/appointments/{}/wish", "wish=come&starts=1"),
    ("/messages/{}/undo", ""),
    ("/people/{}/messages/{}/undo", ""),
    (
        "/groups",
        "title=Choir&day=2026-11-05&time=10:00&minutes=45&places=8&key={}",
    ),
    ("/groups/{}/people", "enrolment={}"),
    ("/groups/{}/cancel", ""),
    ("/my-data/sharing", "kind=check-ins&shared=yes"),
    ("/my-data/consents", "consent={}&deed=withdraw"),
    ("/my-data/sign-out", "which=others"),
    ("/my-data/erase", "what=energy&comment=Please"),
    ("/people/{}/erasure", "answer=Done"),
    ("/people/{}/erasure/energy", ""),
];

/// Two offices in one system: a person in each, and who works there.
pub struct Town {
    pub world: World,
    pub ada: String,
    /// Nobody; Ada; another participant; Kim; a manager; an administrator.
    pub visitors: [String; 6],
    /// Ids of others, unknown ones, and what is none.
    pub ids: Vec<String>,
}

impl Town {
    pub async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let programme = world.programme("ishoj-sme", PROTOCOL).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let mette = world.staff("Mette", Role::Manager).await;
        let aja = world.staff("Aja", Role::Administrator).await;
        let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;
        let (bo, _) = world.participant("Bo", &programme, &kim).await;
        world.publish().await;
        let mut tx = world.tx().await;
        let now = world.now();
        let to = [enrolment.clone()];
        let sent = scheduling::send_now(&mut tx, "self-rating", &to, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let occasion = sent[0].1.clone().unwrap();
        let visitors = [
            String::new(),
            world.signed_in(Whose::Participant(ada.clone())).await,
            world.signed_in(Whose::Participant(bo)).await,
            world.signed_in(Whose::Staff(kim)).await,
            world.signed_in(Whose::Staff(mette)).await,
            world.signed_in(Whose::Staff(aja)).await,
        ];
        let ids = vec![
            new_id(),
            ada.to_string(),
            enrolment.to_string(),
            occasion.to_string(),
            programme.to_string(),
            "%00".to_owned(),
            "%FF%FE".to_owned(),
            "%0D%0A".to_owned(),
            "1%27%20or%201=1".to_owned(),
            "..%2F..%2Fetc".to_owned(),
            "x".repeat(5000),
        ];
        Self {
            world,
            ada: ada.to_string(),
            visitors,
            ids,
        }
    }
}

/// A page in the reader's language, a way on, or a machine's problem: never our fault.
pub fn is_clear(answer: &Answer, what: &str) {
    assert!(
        !answer.status.is_server_error(),
        "{what}: {} {}",
        answer.status,
        answer.body
    );
    if answer.status.is_client_error() {
        let words = answer.body.contains("<h1") && !answer.body.contains("Unknown localization");
        assert!(words, "{what}: {} says {:?}", answer.status, answer.body);
    }
}
