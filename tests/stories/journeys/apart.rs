//! Courses that nobody outside may hear of: a protected identity, and the control group.

use app::identity::Role;
use server::identity::store::Whose;
use tests::engines;

use super::Journey;

#[tokio::test]
async fn someone_who_must_not_be_found_goes_through_it_without_one_message() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=1990&language=sv&arm=intervention&email=eva@example.org\
                    &phone=%2B45+10+20+30+40&mobile=%2B4520304050";
        let eva = journey.kim_adds("Eva", ways).await;
        let path = format!("{}/protection", eva.page);
        journey.kim_sends(&path, "reason=authority").await;
        journey.agrees(&eva).await;
        journey.dates(&eva, None).await;
        let lis = journey.world.staff("Lis", Role::Coordinator).await;

        // She comes in with Kim beside her, and finds everything in the app.
        let evas = journey.comes_in(&eva, "own").await;
        journey.works().await;
        let today = journey.sees(&evas, "/today").await;
        assert!(today.contains("Eva"), "{engine}: {today}");
        let rating = journey.open(&eva, "self-rating").await.expect("a question");
        let done = journey
            .answers(&evas, &format!("/questions/{rating}"))
            .await;
        assert!(
            done.body.contains("href=\"/today\""),
            "{engine}: {}",
            done.body
        );
        let meeting = "title=Talk&day=2026-11-05&time=13:30&minutes=45&key=1";
        journey
            .kim_sends(&format!("{}/appointments", eva.page), meeting)
            .await;

        journey.until("2027-05-31").await;
        journey.dates(&eva, Some("2027-05-31")).await;
        for day in ["2027-09-01", "2028-06-20", "2028-07-14", "2028-08-30"] {
            journey.until(day).await;
            let liss = journey.world.signed_in(Whose::Staff(lis.clone())).await;
            let desk = journey.world.get(&liss, "/desk").await.body;
            assert!(!desk.contains("Eva"), "{engine}: {day} {desk}");
            assert!(journey.to_do("phone").await.is_empty(), "{engine}: {day}");
            assert!(journey.to_do("letter").await.is_empty(), "{engine}: {day}");
        }
        assert!(journey.carried().is_empty(), "{engine}: not one message");
        journey.kim_sees(&eva.page).await;
        assert_eq!(journey.ended(&eva).await, Some("protected"), "{engine}");
    }
}

#[tokio::test]
async fn the_control_group_has_no_app_and_hears_nothing_until_it_is_looked_up() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=1975&language=da&arm=control&email=bo@example.org\
                    &phone=%2B45+10+20+30+40&mobile=%2B4520304050";
        let bo = journey.kim_adds("Bo", ways).await;
        let page = journey.kim_sees(&bo.page).await;
        assert!(!page.contains("/invite"), "{engine}: no invite is offered");
        let path = format!("{}/invite", bo.page);
        let invite = journey
            .world
            .post(&journey.kims().await, &path, "kind=screen")
            .await;
        assert_eq!(invite.status, 403, "{engine}");
        journey.dates(&bo, None).await;
        // Somebody presses it for everyone: whoever is compared with is left out.
        let survey = format!("questionnaire=self-rating&enrolments={}", bo.enrolment);
        journey
            .world
            .post(&journey.kims().await, "/surveys", &survey)
            .await;

        journey.until("2027-05-31").await;
        journey.dates(&bo, Some("2027-05-31")).await;
        journey.until("2028-08-12").await;
        assert!(journey.carried().is_empty(), "{engine}: not one message");
        assert_eq!(journey.times_asked(&bo).await, 0, "{engine}: nothing");
        assert!(journey.to_do("phone").await.is_empty(), "{engine}");
        assert!(journey.to_do("letter").await.is_empty(), "{engine}");

        // The register is all that is asked, on the seventieth day.
        let desk = journey.kim_sees("/desk").await;
        assert!(desk.contains("Look the livelihood up"), "{engine}: {desk}");
        let path = format!("/desk/register/{}/one-year-follow-up", bo.enrolment);
        journey.kim_sends(&path, "").await;
        assert!(
            !journey
                .kim_sees("/desk")
                .await
                .contains("Look the livelihood up")
        );
        journey.until("2028-08-30").await;
        // Whoever is compared with is in no figure of who was reached.
        assert_eq!(journey.ended(&bo).await, None, "{engine}");
        let year = journey.kim_sees("/follow-up").await;
        assert!(!year.contains("Bo<"), "{engine}: {year}");
    }
}
