//! What people decide about their own data: sharing, consents, phones, erasure.

use app::pacing::{CheckIn, Energy};
use app::programmes::ConsentKind;
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::identity::store::Whose;
use server::pacing::store as pacing;
use server::participants::consents::store as consents;
use tests::{Answer, engines};

use super::office::Office;

impl Office {
    async fn mine(&self) -> String {
        self.world.get(&self.adas, "/my-data").await.body
    }

    async fn does(&self, path: &str, form: &str) -> Answer {
        let answer = self.world.post(&self.adas, path, form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            answer.body
        );
        answer
    }

    async fn kim_sees(&self, page: &str) -> Answer {
        let path = format!("/people/{}/{page}", self.ada);
        self.world.get(&self.kims, &path).await
    }

    /// Ada says how she is this morning.
    pub(super) async fn says(&self, energy: u8) {
        let mut tx = self.world.tx().await;
        let said = CheckIn::Said(Energy::new(energy).expect("0 to 10"));
        let today = "2026-11-02".parse().expect("a day");
        let now = self.world.now();
        pacing::check_in(&mut tx, &self.ada, today, said, now)
            .await
            .expect("a check-in");
        tx.commit().await.expect("a commit");
    }
}

#[tokio::test]
async fn nobody_sees_energy_until_its_owner_shares_it_and_no_longer_than_that() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.says(3).await;
        let before = office.kim_sees("energy").await.body;
        assert!(
            before.contains("shares nothing of their energy") && !before.contains("3 of 10"),
            "{engine}: {before}"
        );
        assert_eq!(office.mine().await.matches("Not shared").count(), 3);
        let share = "/my-data/sharing";
        office.does(share, "kind=check-ins&shared=yes").await;
        let seen = office.kim_sees("energy").await.body;
        assert!(seen.contains("3 of 10"), "{engine}: {seen}");
        assert!(
            !seen.contains("points left today"),
            "{engine}: the budget is a switch of its own"
        );
        let mine = office.mine().await;
        assert!(
            mine.contains("looked at what you share of your energy"),
            "{engine}: {mine}"
        );
        office.does(share, "kind=budget&shared=yes").await;
        let seen = office.kim_sees("energy").await.body;
        assert!(seen.contains("points left today"), "{engine}: {seen}");
        office.does(share, "kind=check-ins&shared=no").await;
        office.does(share, "kind=check-ins&shared=no").await;
        let after = office.kim_sees("energy").await.body;
        assert!(!after.contains("3 of 10"), "{engine}: {after}");
        let mine = office.mine().await;
        let log = mine.split("What you changed").nth(1).expect("a log");
        let log = log.split("</details>").next().expect("its end");
        assert_eq!(log.matches("<li>").count(), 3, "{engine}: {log}");
        let wrong = office
            .world
            .post(&office.adas, share, "kind=diary&shared=yes")
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    }
}

#[tokio::test]
async fn a_consent_is_taken_back_in_one_step_and_given_again_in_one() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let now = office.world.now();
        let given = async || {
            let mut tx = office.world.tx().await;
            let today = "2026-11-02".parse().expect("a day");
            consents::given(&mut tx, &office.enrolment, today)
                .await
                .expect("consents")
        };
        let none = office.mine().await;
        assert!(none.contains("not given any consents"), "{engine}: {none}");
        let mut tx = office.world.tx().await;
        consents::give(&mut tx, &office.enrolment, ConsentKind::FollowUp, now)
            .await
            .expect("a consent");
        tx.commit().await.expect("a commit");
        let form = |page: &str, deed: &str| {
            let consent = page.split("name=\"consent\" value=\"").nth(1);
            let id = consent.and_then(|rest| rest.split('"').next());
            format!("consent={}&deed={deed}", id.expect("a consent"))
        };
        let old = form(&office.mine().await, "withdraw");
        office.world.app.clock.advance(SignedDuration::from_mins(1));
        office.does("/my-data/consents", &old).await;
        assert_eq!(given().await, [], "{engine}");
        let page = office.mine().await;
        assert!(
            page.contains("Taken back 2 November 2026"),
            "{engine}: {page}"
        );
        office.world.app.clock.advance(SignedDuration::from_mins(1));
        office.does("/my-data/consents", &form(&page, "give")).await;
        assert_eq!(given().await, [ConsentKind::FollowUp], "{engine}");
        office.does("/my-data/consents", &old).await;
        assert_eq!(
            given().await,
            [ConsentKind::FollowUp],
            "{engine}: a page that has grown old takes nothing back"
        );
        // Nobody touches what somebody else allowed.
        let page = office.mine().await;
        let bos = office.bo().await;
        let theirs = form(&page, "withdraw");
        office.world.post(&bos, "/my-data/consents", &theirs).await;
        assert_eq!(given().await, [ConsentKind::FollowUp], "{engine}");
    }
}

#[tokio::test]
async fn a_lost_phone_is_signed_out_from_another_one() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let lost = office
            .world
            .signed_in(Whose::Participant(office.ada.clone()))
            .await;
        let world = &office.world;
        let page = office.mine().await;
        assert_eq!(
            page.matches("Your own phone or computer").count(),
            2,
            "{engine}: {page}"
        );
        assert_eq!(page.matches(">This one<").count(), 1, "{engine}: {page}");
        office.does("/my-data/sign-out", "which=others").await;
        let out = world.get(&lost, "/today").await;
        assert_eq!(out.location(), "/", "{engine}: the lost one is out");
        let here = world.get(&office.adas, "/today").await;
        assert_eq!(here.status, StatusCode::OK, "{engine}: this one is not");
        let all = office.does("/my-data/sign-out", "which=all").await;
        let cookie = all.headers["set-cookie"].to_str().expect("a cookie");
        assert!(cookie.contains("Max-Age=0"), "{engine}: {cookie}");
        let out = world.get(&office.adas, "/today").await;
        assert_eq!(out.location(), "/", "{engine}");
        let staff = world.get(&office.kims, "/desk").await;
        assert_eq!(staff.status, StatusCode::OK, "{engine}: nobody else is");
    }
}

#[tokio::test]
async fn a_request_for_erasure_reaches_the_desk_and_is_answered() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.says(6).await;
        let wrong = format!("comment={}", "x".repeat(10_000));
        let back = office
            .world
            .post(&office.adas, "/my-data/erase", &wrong)
            .await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            back.body.contains("Choose what should be erased")
                && back.body.contains(&"x".repeat(10_000)),
            "{engine}: nothing typed is lost"
        );
        let ask = "what=everything&comment=I+moved";
        office.does("/my-data/erase", ask).await;
        office.does("/my-data/erase/undo", "").await;
        let desk = office.world.get(&office.kims, "/desk").await.body;
        assert!(
            !desk.contains("Requests for erasure"),
            "{engine}: taken back"
        );
        office.does("/my-data/erase", "what=energy").await;
        office.does("/my-data/erase", ask).await;
        assert_eq!(office.rows_in("erasure_requests").await, 2, "{engine}");
        let desk = office.world.get(&office.kims, "/desk").await.body;
        assert!(
            desk.contains("Requests for erasure (1)") && desk.contains("Answer by 2 December 2026"),
            "{engine}: {desk}"
        );
        let task = office.kim_sees("erasure").await.body;
        assert!(task.contains("I moved"), "{engine}: {task}");
        let path = format!("/people/{}/erasure", office.ada);
        let world = &office.world;
        let gone = world
            .post(&office.kims, &format!("{path}/energy"), "")
            .await;
        assert_eq!(
            gone.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            gone.body
        );
        assert_eq!(office.rows_in("check_ins").await, 0, "{engine}");
        let empty = world.post(&office.kims, &path, "answer=+").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let done = world
            .post(&office.kims, &path, "answer=The+plan+stays.")
            .await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            done.body
        );
        let said = world.get(&office.kims, done.location()).await.body;
        assert!(said.contains("The answer is saved."), "{engine}: {said}");
        let desk = world.get(&office.kims, "/desk").await.body;
        assert!(!desk.contains("Requests for erasure"), "{engine}: {desk}");
        let mine = office.mine().await;
        for told in [
            "The plan stays.",
            "Check-ins and activities are erased.",
            "looked at your request for erasure",
        ] {
            assert!(mine.contains(told), "{engine}: {told}: {mine}");
        }
        // Without a request nobody erases anything.
        office.says(6).await;
        world
            .post(&office.kims, &format!("{path}/energy"), "")
            .await;
        assert_eq!(office.rows_in("check_ins").await, 1, "{engine}");
    }
}
