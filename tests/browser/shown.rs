//! A person with something on every page: a plan, activities, appointments, messages, questions.

use app::ids::ParticipantId;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::questionnaires::answers::store as answers;

use super::site::Site;

/// Ada, and what Kim did for her.
pub struct Shown {
    pub ada: ParticipantId,
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
        Self { ada }
    }

    /// What Ada can answer now.
    pub async fn occasion(&self, site: &Site) -> String {
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
    pub async fn first(&self, site: &Site, occasion: &str) -> String {
        let adas = site
            .world
            .signed_in(Whose::Participant(self.ada.clone()))
            .await;
        let page = site
            .world
            .get(&adas, &format!("/questions/{occasion}"))
            .await;
        let leads = format!("/questions/{occasion}/");
        let after = page.body.split_once(&leads).expect("a way on").1;
        let question = after.split('"').next().expect("an address");
        format!("{leads}{question}")
    }
}
