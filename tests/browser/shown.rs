//! A person with something on every page: a plan, activities, appointments, messages, questions.

use app::ids::ParticipantId;
use axum::http::StatusCode;
use server::questionnaires::answers::store as answers;

use super::screen::{Result, Screen};
use super::site::Site;

/// What a participant opens, besides questions.
pub const PAGES: [&str; 10] = [
    "/today",
    "/plan",
    "/appointments",
    "/more",
    "/messages",
    "/my-data",
    "/settings",
    "/look",
    "/accessibility",
    "/anonymous",
];

/// Where a coordinator works, besides the pages of one person.
pub const WORKS: [&str; 12] = [
    "/desk",
    "/people",
    "/people/new",
    "/surveys",
    "/groups",
    "/results",
    "/results/exports",
    "/results/projects",
    "/results/report",
    "/follow-up",
    "/set-aside",
    "/status",
];

/// The pages of one person, after `/people/{id}`.
const HERS: [&str; 10] = [
    "",
    "/plan",
    "/appointments",
    "/messages",
    "/follow-up",
    "/routes",
    "/team",
    "/background",
    "/energy",
    "/preview",
];

/// Ada, and what Kim did for her.
pub struct Shown {
    pub ada: ParticipantId,
    /// Her session.
    pub adas: String,
}

impl Shown {
    /// Everything on a Monday at nine.
    pub async fn with_a_life(site: &Site) -> Self {
        let (ada, _) = site.participant("Ada").await;
        let person = format!("/people/{ada}");
        for (under, form) in [
            (
                "activities",
                "title=Walk&kind=exercise&category=physical&minutes=20&day=2026-11-02",
            ),
            (
                "activities",
                "title=Rest&kind=rest&category=restorative&minutes=30&day=2026-11-02",
            ),
            (
                "appointments",
                "title=First+talk&with_whom=Alex&place=Room+2&bring=Shoes&day=2026-11-02&time=13%3A00\
                 &minutes=45&interpreter=Somali&voluntary=no",
            ),
            (
                "appointments",
                "title=Swimming&with_whom=Bente&place=&bring=&day=2026-11-05&time=10%3A00\
                 &minutes=60&interpreter=&voluntary=yes",
            ),
            ("messages", "body=See+you+on+Thursday"),
        ] {
            let kims = site.kims().await;
            let kept = site
                .world
                .post(&kims, &format!("{person}/{under}"), form)
                .await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{under}: {}", kept.body);
        }
        super::scriptless::plan_for(site, ada.as_str()).await;
        site.round().await;
        let adas = site.signed_in(&ada).await;
        Self { ada, adas }
    }

    /// Her phone, signed in.
    pub async fn phone(&self, site: &Site) -> Result<Screen> {
        let phone = Screen::phone(&site.base).await?;
        phone.sign_in(&self.adas).await?;
        Ok(phone)
    }

    /// Her pages at the office.
    pub fn hers(&self) -> Vec<String> {
        let under = HERS.iter();
        under
            .map(|it| format!("/people/{}{it}", self.ada))
            .collect()
    }

    /// The page before what waits for her, and the page of its first question.
    pub async fn asked(&self, site: &Site) -> [String; 2] {
        let occasion = self.occasion(site).await;
        let first = self.first(site, &occasion).await;
        [format!("/questions/{occasion}"), first]
    }

    /// What Ada can answer now.
    async fn occasion(&self, site: &Site) -> String {
        let mut tx = site.world.tx().await;
        let waiting = answers::waiting(&mut tx, &self.ada, site.world.now()).await;
        let waiting = waiting.expect("what waits");
        waiting
            .first()
            .expect("something to answer")
            .occasion
            .to_string()
    }

    /// The page of its first question.
    async fn first(&self, site: &Site, occasion: &str) -> String {
        let begin = format!("/questions/{occasion}");
        let page = site.world.get(&self.adas, &begin).await;
        let leads = format!("/questions/{occasion}/");
        let after = page.body.split_once(&leads).expect("a way on").1;
        let question = after.split('"').next().expect("an address");
        format!("{leads}{question}")
    }
}
