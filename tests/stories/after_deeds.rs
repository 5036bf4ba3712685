//! What a person's page says once something was done there, and what is planned for the person.

use axum::http::StatusCode;
use server::identity::store::Whose;
use tests::engines;

use super::office::Office;

const WALK: &str = "title=Round+the+lake&kind=walk&category=light&minutes=30&day=2026-11-03\
    &starts=10:30&moves=yes&easier=To+the+bench&easier_minutes=10";

impl Office {
    fn hers(&self, rest: &str) -> String {
        format!("/people/{}{rest}", self.ada)
    }

    /// What Kim reads after sending a form about Ada.
    async fn after(&self, rest: &str, form: &str) -> String {
        let sent = self.world.post(&self.kims, &self.hers(rest), form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{rest}: {}", sent.body);
        self.world.get(&self.kims, sent.location()).await.body
    }
}

/// The calm lines of a page: what a screen reader says by itself.
fn said(page: &str) -> Vec<String> {
    let lines = page.split("role=\"status\"").skip(1);
    let lines = lines.filter_map(|rest| rest.split_once('>')?.1.split("</div>").next());
    let plain = |line: &str| line.replace("<p>", "").replace("</p>", "");
    lines.map(plain).collect()
}

#[tokio::test]
async fn whoever_plans_reads_that_it_is_kept_and_sees_what_is_ahead() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let page = office.world.get(&office.kims, &office.hers("")).await.body;
        assert!(page.contains("Nothing is planned"), "{engine}");
        assert!(said(&page).is_empty(), "{engine}: nothing was done");

        let page = office.after("/activities", WALK).await;
        assert_eq!(
            said(&page),
            ["The activity is planned. The person sees it on its day."],
            "{engine}"
        );
        for told in ["Tuesday 3 November 10:30", "Round the lake", "30 minutes"] {
            assert!(page.contains(told), "{engine}: {told}");
        }
        let page = office.after("/baseline", "points=10,5").await;
        assert_eq!(
            said(&page),
            ["What you agreed is saved. It counts from today."],
            "{engine}"
        );
        let page = office.after("/consents", "kind=research&deed=give").await;
        assert_eq!(said(&page), ["It is saved."], "{engine}");
        let made_up = office.hers("?done=Call+this+number");
        let page = office.world.get(&office.kims, &made_up).await.body;
        assert!(said(&page).is_empty(), "{engine}: no words of others");
    }
}

#[tokio::test]
async fn what_became_of_an_activity_is_the_persons_to_tell() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let planned = |page: &str| {
            let card = page.split("Planned activities").nth(1).expect("a card");
            card.split("</section>")
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let before = planned(&office.after("/activities", WALK).await);
        office
            .world
            .app
            .clock
            .set("2026-11-03T09:00:00Z".parse().expect("an instant"));
        let today = office.world.get(&office.adas, "/today").await.body;
        let id = today.split("id=\"activity-").nth(1).expect("an activity");
        let id = id.split('"').next().unwrap_or_default();
        for deed in ["easier", "start", "left"] {
            let path = format!("/activities/{id}/{deed}");
            office.world.post(&office.adas, &path, "").await;
        }
        // Sessions of staff are short: Kim comes in anew.
        let kims = office
            .world
            .signed_in(Whose::Staff(office.kim.clone()))
            .await;
        let page = office.world.get(&kims, &office.hers("")).await.body;
        assert_eq!(planned(&page), before, "{engine}");
    }
}

#[tokio::test]
async fn a_reload_after_a_form_came_back_opens_the_page_it_stands_on() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for form in ["/activities", "/baseline", "/dates"] {
            let to = office.hers(form);
            let sent = office
                .world
                .post(&office.kims, &to, "started=x&points=x")
                .await;
            assert_eq!(
                sent.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {form}"
            );
            let again = office.world.get(&office.kims, &to).await;
            assert_eq!(
                (again.status, again.location()),
                (StatusCode::SEE_OTHER, &*office.hers("")),
                "{engine}: {form}"
            );
        }
        let theirs = office.world.get(&office.adas, "/plan/reply").await;
        assert_eq!(theirs.location(), "/plan", "{engine}");
        let nowhere = office.world.get(&office.adas, "/nowhere").await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "{engine}");
    }
}
