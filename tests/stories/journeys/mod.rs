//! Whole courses, from the invitation to the follow-up a year after the end: by what people press,
//! and by what reaches them.

mod apart;
mod called_off;
mod own_way;
mod without_app;

use std::sync::{Arc, Mutex};

use app::identity::Role;
use app::ids::{EnrolmentId, ParticipantId, ProgrammeId, StaffId};
use app::texts::Language;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use server::identity::store::Whose;
use server::notifications::{Address, Courier, Couriers, Outgoing, Undelivered};
use server::participants::store as participants;
use server::{notifications, on, scheduling};
use tests::{Answer, World};

const PROTOCOL: &str = include_str!("../../../app/programmes/ishoj-sme.toml");

/// Everything that was carried to anybody, and when.
#[derive(Debug, Default)]
struct Bag(Mutex<Vec<Outgoing>>);

#[async_trait::async_trait]
impl Courier for Bag {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

/// An office that runs the rules of Ishøj, and one person's way through them.
pub(super) struct Journey {
    pub(super) world: World,
    pub(super) kim: StaffId,
    pub(super) engine: &'static str,
    programme: ProgrammeId,
    bag: Arc<Bag>,
    couriers: Couriers,
}

/// Who takes part.
pub(super) struct Person {
    pub(super) enrolment: EnrolmentId,
    /// Where staff find them.
    pub(super) page: String,
}

impl Journey {
    /// On a Monday at nine, with Kim at the desk, and a gateway for text messages.
    pub(super) async fn on(engine: &'static str) -> Self {
        let world = World::on(engine).await;
        let programme = world.programme("ishoj-sme", PROTOCOL).await;
        world.publish().await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        let mut tx = world.tx().await;
        notifications::store::set_has_gateway(&mut tx, true)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let bag = Arc::new(Bag::default());
        let courier: Arc<dyn Courier> = Arc::clone(&bag) as _;
        let couriers = Couriers {
            mail: Arc::clone(&courier),
            push: Arc::clone(&courier),
            sms: courier,
        };
        Self {
            world,
            kim,
            engine,
            programme,
            bag,
            couriers,
        }
    }

    /// A session of Kim's, begun now: those of staff are short.
    pub(super) async fn kims(&self) -> String {
        self.world.signed_in(Whose::Staff(self.kim.clone())).await
    }

    /// Kim opens a page.
    pub(super) async fn kim_sees(&self, path: &str) -> String {
        let page = self.world.get(&self.kims().await, path).await;
        assert_eq!(page.status, 200, "{}: {path} {}", self.engine, page.body);
        page.body
    }

    /// Kim sends a form, which is taken; returns where it leads.
    pub(super) async fn kim_sends(&self, path: &str, form: &str) -> String {
        let done = self.world.post(&self.kims().await, path, form).await;
        assert_eq!(
            done.status, 303,
            "{}: {path} {form} {}",
            self.engine, done.body
        );
        done.location().to_owned()
    }

    /// Kim adds somebody to the programme, included on this Monday.
    pub(super) async fn kim_adds(&self, name: &str, more: &str) -> Person {
        let form = format!(
            "name={name}&programme={}&included=2026-11-02&{more}",
            self.programme
        );
        let to = self.kim_sends("/people", &form).await;
        let page = to.split('?').next().unwrap().to_owned();
        let id = ParticipantId::new(page.trim_start_matches("/people/"));
        let mut tx = self.world.tx().await;
        let all = participants::enrolments_of(&mut tx, &id).await.unwrap();
        Person {
            enrolment: all[0].id.clone(),
            page,
        }
    }

    /// Kim notes that somebody agrees to what the rules ask about.
    pub(super) async fn agrees(&self, person: &Person) {
        for kind in ["secrecy_waiver", "follow_up"] {
            let path = format!("{}/consents", person.page);
            self.kim_sends(&path, &format!("kind={kind}&deed=give"))
                .await;
        }
    }

    /// Kim notes the beginning of a course of six months, or its end too.
    pub(super) async fn dates(&self, person: &Person, ended: Option<&str>) {
        let mut form =
            "included=2026-11-02&assessed=2026-11-16&started=2026-11-30&planned_end=2027-05-31"
                .to_owned();
        if let Some(day) = ended {
            form += &format!("&ended={day}&end_reason=completed");
        }
        self.kim_sends(&format!("{}/dates", person.page), &form)
            .await;
    }

    /// Kim shows the square; the person comes in on this kind of phone, and gets a session.
    pub(super) async fn comes_in(&self, person: &Person, phone: &str) -> String {
        let path = format!("{}/invite", person.page);
        let shown = self
            .world
            .post(&self.kims().await, &path, "kind=screen")
            .await;
        assert_eq!(shown.status, 200, "{}: {}", self.engine, shown.body);
        let code = between(&shown.body, "class=\"code\">", "<").expect("a code");
        let form = format!("code={code}&phone={phone}");
        let came = self.world.post("", "/invite", &form).await;
        assert_eq!(came.status, 303, "{}: {}", self.engine, came.body);
        let cookie = came.headers["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// What a participant sees.
    pub(super) async fn sees(&self, cookie: &str, path: &str) -> String {
        let page = self.world.get(cookie, path).await;
        assert_eq!(page.status, 200, "{}: {path} {}", self.engine, page.body);
        page.body
    }

    /// A participant sends a form, which is taken; returns where it leads.
    pub(super) async fn sends(&self, cookie: &str, path: &str, form: &str) -> String {
        let done = self.world.post(cookie, path, form).await;
        assert_eq!(
            done.status, 303,
            "{}: {path} {form} {}",
            self.engine, done.body
        );
        done.location().to_owned()
    }

    /// Days pass, with the scheduler at work, until nine on this day.
    pub(super) async fn until(&self, day: &str) {
        let day: Date = day.parse().unwrap();
        let end = nine(day);
        while self.world.now() < end {
            let left = end.duration_since(self.world.now());
            // Far from anything that happens, a few days are as good as one.
            let step = if left > SignedDuration::from_hours(24 * 10) {
                SignedDuration::from_hours(24 * 7)
            } else {
                SignedDuration::from_hours(2)
            };
            let next = (self.world.now() + step).min(end);
            self.world.app.clock.set(next);
            self.works().await;
        }
    }

    /// The scheduler does what is due now.
    pub(super) async fn works(&self) {
        let (db, now) = (&self.world.app.db, self.world.now());
        scheduling::round(db, &self.couriers, now).await.unwrap();
    }

    /// What was carried to people who take part since the last time that somebody looked:
    /// whoever works here is asked about the work now and then.
    pub(super) fn carried(&self) -> Vec<Outgoing> {
        let mut all = std::mem::take(&mut *self.bag.0.lock().unwrap());
        all.retain(|it| it.chooses);
        all
    }

    /// How what was carried since then went, without what it said.
    pub(super) fn ways(&self) -> Vec<&'static str> {
        self.carried().iter().map(way).collect()
    }

    /// What can be answered now, by the name of its questionnaire.
    pub(super) async fn open(&self, person: &Person, questionnaire: &str) -> Option<String> {
        let mut tx = self.world.tx().await;
        let all = scheduling::store::open_of(&mut tx, &person.enrolment)
            .await
            .unwrap();
        let found = all.iter().find(|it| it.questionnaire == questionnaire);
        found.map(|it| it.id.to_string())
    }

    /// Goes through a form from its first page on, and answers each question by its first
    /// choice or by a five; returns the page after the last.
    pub(super) async fn answers(&self, cookie: &str, form: &str) -> Answer {
        self.answers_from(cookie, form, form).await
    }

    /// The same by the link of a message or a letter, which is begun by a press.
    pub(super) async fn answers_by_link(&self, link: &str) -> Answer {
        let first = self.sends("", link, "").await;
        self.answers_from("", link, &first).await
    }

    async fn answers_from(&self, cookie: &str, form: &str, first: &str) -> Answer {
        let mut at = self.world.get(cookie, first).await;
        for _ in 0..20 {
            if at.status == 303 {
                at = self.world.get(cookie, at.location()).await;
                continue;
            }
            assert_eq!(at.status, 200, "{}: {form} {}", self.engine, at.body);
            if let Some(start) = start(&at.body, form) {
                at = self.world.get(cookie, &start).await;
                continue;
            }
            let Some(action) = asked(&at.body, form) else {
                return at;
            };
            let value = first_choice(&at.body).unwrap_or_else(|| "5".to_owned());
            let given = format!("answer={value}&deed=next");
            at = self.world.post(cookie, &action, &given).await;
        }
        panic!("{}: {form} never ends: {}", self.engine, at.body)
    }

    /// Closes the follow-ups that are over, and returns how this one ended.
    pub(super) async fn ended(&self, person: &Person) -> Option<&'static str> {
        let mut tx = self.world.tx().await;
        server::desk::year::close(&mut tx, self.world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = self.world.tx().await;
        let rule = "one-year-follow-up";
        let end = server::desk::store::disposition(&mut tx, &person.enrolment, rule).await;
        end.unwrap().map(|it| it.as_str())
    }

    /// The calls and letters that wait for somebody now: their contacts.
    pub(super) async fn to_do(&self, channel: &str) -> Vec<String> {
        let mut tx = self.world.tx().await;
        let (office, now) = (&self.world.organisation, self.world.now());
        let list = scheduling::store::phone_list(&mut tx, office, now)
            .await
            .unwrap();
        let list = list.into_iter().filter(|it| it.channel == channel);
        list.map(|it| it.contact_id).collect()
    }

    /// How often somebody was asked something.
    pub(super) async fn times_asked(&self, person: &Person) -> i64 {
        let mut tx = self.world.tx().await;
        let statement = "select count(*) from occasions where subject_id = $1";
        on!(&mut tx, db => sqlx::query_scalar(statement)
            .bind(person.enrolment.as_str()).fetch_one(db).await)
        .unwrap()
    }

    /// How many rows a table has.
    pub(super) async fn rows(&self, table: &str) -> i64 {
        let mut tx = self.world.tx().await;
        let statement = format!("select count(*) from {table}");
        on!(&mut tx, db => sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(db).await)
            .unwrap()
    }
}

/// Nine in the morning in Copenhagen.
fn nine(day: Date) -> Timestamp {
    let at = day.at(9, 0, 0, 0).in_tz("Europe/Copenhagen");
    at.unwrap().timestamp()
}

/// How a message goes.
pub(super) fn way(message: &Outgoing) -> &'static str {
    match message.to {
        Address::Email(_) => "email",
        Address::Push(_) => "push",
        Address::Sms(_) => "sms",
    }
}

/// What stands between two marks, the first time.
pub(super) fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let rest = &text[text.find(from)? + from.len()..];
    Some(rest[..rest.find(to)?].to_owned())
}

/// Where the first question is, on the page before it.
pub(super) fn start(page: &str, form: &str) -> Option<String> {
    let href = format!("href=\"{form}/");
    let mut links = page
        .split("<a ")
        .map(|it| it.split('>').next().unwrap_or_default());
    let link = links.find(|it| it.contains(&href) && it.contains("class=\"primary\""))?;
    between(link, "href=\"", "\"")
}

/// Where the question on this page is answered, if it asks one.
fn asked(page: &str, form: &str) -> Option<String> {
    let action = between(page, &format!("action=\"{form}/"), "\"")?;
    Some(format!("{form}/{action}"))
}

/// The first row to tap on a question's page.
fn first_choice(page: &str) -> Option<String> {
    let row = page
        .split("<input")
        .find(|it| it.contains("type=\"radio\"") && it.contains("name=\"answer\""))?;
    between(row, "value=\"", "\"")
}

/// Every word that a message to a person says, as a text message would.
pub(super) fn said(message: &Outgoing) -> String {
    use app::notifications::{Besides, Leads, text};
    let leads = Leads::ToSignIn(&message.path);
    let besides = Besides {
        when: message.when.as_deref(),
        reply: None,
    };
    text(message.language, leads, besides)
}

/// No message was in another language than this.
pub(super) fn all_in(messages: &[Outgoing], language: Language) -> bool {
    messages.iter().all(|it| it.language == language)
}
