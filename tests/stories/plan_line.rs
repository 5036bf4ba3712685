//! The plan along time, what its steps mean, and a plan that changes while somebody reads it.

use axum::http::StatusCode;
use tests::engines;

use super::office::Office;

const PLAN: &str = "based_on=0&goal-0-words=Walk&goal-0-attainment=less\
    &goal-0-expected=To+the+lake&goal-0-less=To+the+corner\
    &step-0-title=Gym&step-0-sector=health&step-0-responsible=Kim\
    &step-0-from=2026-10-01&step-0-to=2026-12-31\
    &step-1-title=Library&step-1-sector=employment&step-1-responsible=Alex\
    &step-1-from=2026-11-15&step-1-to=2027-02-28";

#[tokio::test]
async fn a_plan_is_drawn_along_time_and_told_in_a_table() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let path = format!("/people/{}/plan", office.ada);
        let saved = office.world.post(&office.kims, &path, PLAN).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            saved.body
        );
        let page = office.world.get(&office.adas, "/plan").await.body;
        for told in [
            "Several areas help at the same time",
            "class=\"plan-line\"",
            "class=\"bar now\"",
            "class=\"bar later\"",
            "The same as a table",
            "1 October 2026 to 31 December 2026",
            "What the steps look like",
            "To the lake",
        ] {
            assert!(page.contains(told), "{engine}: {told}: {page}");
        }
        let here = page.split("aria-current=\"step\"").nth(1).expect("a step");
        let here = here.split("</li>").next().expect("its end");
        assert!(here.contains("To the corner"), "{engine}: {here}");
        let form = office.world.get(&office.kims, &path).await.body;
        assert!(
            form.contains("name=\"goal-0-expected\" value=\"To the lake\""),
            "{engine}: {form}"
        );
        let after = PLAN.replace("2026-11-15", "2027-01-01");
        let after = after.replace("based_on=0", "based_on=1");
        office.world.post(&office.kims, &path, &after).await;
        let page = office.world.get(&office.adas, "/plan").await.body;
        assert!(page.contains("one after the other"), "{engine}: {page}");
    }
}

#[tokio::test]
async fn whoever_answers_a_plan_that_was_replaced_sees_the_new_one_first() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let path = format!("/people/{}/plan", office.ada);
        let world = &office.world;
        world.post(&office.kims, &path, PLAN).await;
        let read = world.get(&office.adas, "/plan").await.body;
        let revision = |page: &str| {
            let field = page.split("name=\"revision\" value=\"").nth(1);
            let id = field.and_then(|rest| rest.split('"').next());
            id.expect("a revision").to_owned()
        };
        let old = revision(&read);
        let second = "based_on=1&goal-0-words=Swim&note=New";
        world.post(&office.kims, &path, second).await;
        let form = format!("revision={old}&agreed=no&comment=Not+so+far");
        let back = world.post(&office.adas, "/plan/reply", &form).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for told in ["was changed meanwhile", "Swim", "Not so far"] {
            assert!(back.body.contains(told), "{engine}: {told}: {}", back.body);
        }
        assert_eq!(office.rows_in("plan_replies").await, 0, "{engine}");
        let again = form.replace(&old, &revision(&back.body));
        let kept = world.post(&office.adas, "/plan/reply", &again).await;
        assert_eq!(
            kept.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            kept.body
        );
        assert_eq!(office.rows_in("plan_replies").await, 1, "{engine}");
    }
}
