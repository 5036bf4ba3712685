//! A protected identity: in no search, on no list, in no message, and opened by one person.

use app::identity::Role;
use app::ids::{OccasionId, StaffId};
use axum::http::StatusCode;
use server::identity::sessions::hash;
use server::identity::store::Whose;
use server::messages::store as messages;
use server::on;
use server::questionnaires::answers::store::{self as answers, Opens};
use server::questionnaires::store as questionnaires;
use server::scheduling;
use tests::engines;

use super::office::Office;

impl Office {
    /// Another coordinator of the office.
    async fn colleague(&self) -> (StaffId, String) {
        let lis = self.world.staff("Lis", Role::Coordinator).await;
        let liss = self.world.signed_in(Whose::Staff(lis.clone())).await;
        (lis, liss)
    }

    async fn protect(&self, cookie: &str, reason: &str) -> tests::Answer {
        let path = format!("/people/{}/protection", self.ada);
        let form = format!("reason={reason}");
        self.world.post(cookie, &path, &form).await
    }

    /// What every page about Ada answers to this member of staff.
    async fn opened_by(&self, cookie: &str) -> Vec<StatusCode> {
        let mut all = Vec::new();
        for page in [
            "",
            "/routes",
            "/team",
            "/plan",
            "/messages",
            "/follow-up",
            "/preview",
        ] {
            let path = format!("/people/{}{page}", self.ada);
            all.push(self.world.get(cookie, &path).await.status);
        }
        all
    }

    /// A link to Ada's questions, as it may lie in a mailbox.
    async fn link(&self) -> &'static str {
        let mut tx = self.world.tx().await;
        let now = self.world.now();
        questionnaires::publish_shipped(&mut tx, &self.world.organisation, now)
            .await
            .unwrap();
        let to = [self.enrolment.clone()];
        let sent = scheduling::send_now(&mut tx, "self-rating", &to, now).await;
        let occasion: OccasionId = sent.unwrap()[0].1.clone().unwrap();
        let until = now + jiff::SignedDuration::from_hours(48);
        answers::add_right(&mut tx, &occasion, Opens::Answer, &hash("token"), until)
            .await
            .unwrap();
        messages::send(&mut tx, &self.ada, None, "Hello", now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        "/a/token"
    }

    /// Deeds with their purposes, as they stand in the log.
    async fn logged(&self) -> Vec<(String, String)> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as(
            "select deed, purpose from access_log
             where deed in ('protected-identity', 'lifted-protection') order by at, id")
            .fetch_all(db).await)
        .unwrap()
    }
}

#[tokio::test]
async fn who_must_not_be_found_is_found_by_the_own_coordinator_alone() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let (lis, liss) = office.colleague().await;
        let link = office.link().await;
        let page = world
            .get(&office.kims, &format!("/people/{}", office.ada))
            .await;
        assert!(page.body.contains("+45 00 00 00 01"), "{engine}");
        assert!(
            world.get(&liss, "/desk").await.body.contains("Ada"),
            "{engine}"
        );
        assert_eq!(world.get("", link).await.status, StatusCode::OK, "{engine}");

        let unsaid = office.protect(&office.kims, "").await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(unsaid.body.contains("Choose a reason."), "{engine}");
        for _ in 0..2 {
            let done = office.protect(&office.kims, "authority").await;
            assert_eq!(
                done.status,
                StatusCode::SEE_OTHER,
                "{engine}: {}",
                done.body
            );
        }
        let log = [("protected-identity".to_owned(), "authority".to_owned())];
        assert_eq!(office.logged().await, log, "{engine}: once");

        assert_eq!(
            world.get("", link).await.status,
            StatusCode::GONE,
            "{engine}"
        );
        let hidden = office.opened_by(&liss).await;
        assert!(
            hidden.iter().all(|it| *it == StatusCode::NOT_FOUND),
            "{hidden:?}"
        );
        for page in [
            "/people",
            "/people?search=ada",
            "/people/protected",
            "/desk",
            "/surveys",
        ] {
            let body = world.get(&liss, page).await.body;
            assert!(!body.contains("Ada"), "{engine}: {page} {body}");
        }
        let desk = world.get(&office.kims, "/desk").await.body;
        assert!(desk.contains("wrote to you"), "{engine}: {desk}");
        let open = office.opened_by(&office.kims).await;
        assert!(
            open.iter().all(|it| *it == StatusCode::OK),
            "{engine}: {open:?}"
        );
        let hers = world
            .get(&office.kims, &format!("/people/{}", office.ada))
            .await
            .body;
        assert!(hers.contains("Name and address are protected."), "{hers}");
        assert!(!hers.contains("+45 00 00 00 01"), "{engine}: {hers}");
        let people = world.get(&office.kims, "/people?search=ada").await.body;
        assert!(!people.contains("<bdi>Ada</bdi>"), "{engine}: in no search");
        assert!(
            people.contains("One person with a protected identity"),
            "{people}"
        );
        let mine = world.get(&office.kims, "/people/protected").await.body;
        assert!(mine.contains("Ada"), "{engine}: {mine}");
        let log = world.get(&office.adas, "/my-data").await.body;
        assert!(log.contains("noted that your name and address are protected"));

        // Whoever takes over opens it, and the one before does not.
        let to = format!("/people/{}/coordinator", office.ada);
        let over = world
            .post(&office.kims, &to, &format!("coordinator={lis}"))
            .await;
        assert_eq!(over.status, StatusCode::SEE_OTHER, "{engine}");
        let kims = office.opened_by(&office.kims).await;
        assert!(
            kims.iter().all(|it| *it == StatusCode::NOT_FOUND),
            "{kims:?}"
        );
        let refused = office.protect(&office.kims, "ended").await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{engine}");
        let lifted = office.protect(&liss, "ended").await;
        assert_eq!(
            lifted.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            lifted.body
        );
        let found = world.get(&office.kims, "/people?search=ada").await.body;
        assert!(found.contains("<bdi>Ada</bdi>"), "{engine}: {found}");
        let page = world
            .get(&liss, &format!("/people/{}/protection", office.ada))
            .await;
        assert!(
            page.body.contains("The protection has ended"),
            "{}",
            page.body
        );
        assert_eq!(office.logged().await.len(), 2, "{engine}");
    }
}

#[tokio::test]
async fn nobody_is_lost_when_the_coordinator_leaves() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (_, liss) = office.colleague().await;
        let clara = office.world.staff("Clara", Role::Clinician).await;
        let claras = office.world.signed_in(Whose::Staff(clara)).await;
        let refused = office.protect(&claras, "told").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{engine}");
        // Somebody else may note it, and loses sight of it with that.
        let noted = office.protect(&liss, "told").await;
        assert_eq!(noted.location(), "/people", "{engine}: {}", noted.body);
        let hidden = office.opened_by(&liss).await;
        assert!(
            hidden.iter().all(|it| *it == StatusCode::NOT_FOUND),
            "{hidden:?}"
        );
        let mut tx = office.world.tx().await;
        on!(&mut tx, db => sqlx::query("update staff set active = false where id = $1")
            .bind(office.kim.as_str()).execute(db).await.map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        let list = office.world.get(&liss, "/people/protected").await.body;
        assert!(list.contains("Ada"), "{engine}: {list}");
        let open = office.opened_by(&liss).await;
        assert!(
            open.iter().all(|it| *it == StatusCode::OK),
            "{engine}: {open:?}"
        );
    }
}
