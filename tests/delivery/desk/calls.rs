//! Calls: noted with one tap, tried again at other times, and filled in together.

use server::scheduling::store;
use tests::engines;

use super::super::office::Office;

#[tokio::test]
async fn someone_who_does_not_pick_up_is_called_at_other_times_and_then_no_more() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.to_be_called().await;
        let desk = office.world.get(&office.kims().await, "/desk").await.body;
        assert!(desk.contains("Try 1 of 3"), "{engine}: {desk}");
        office.call("outcome=no-answer").await;
        assert_eq!(office.to_call().await, [], "{engine}: not again today");
        // Tuesday evening, as suggested.
        office.at("2026-11-03T15:59:00Z");
        assert_eq!(office.to_call().await, [], "{engine}");
        office.at("2026-11-03T16:00:00Z");
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}"
        );
        let desk = office.world.get(&office.kims().await, "/desk").await.body;
        assert!(desk.contains("Try 2 of 3"), "{engine}");
        office.call("outcome=later&again=2026-11-05T13:00").await;
        office.at("2026-11-05T12:00:00Z");
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}: as she asked"
        );
        office.call("outcome=no-answer&interpreter=yes").await;
        office.at("2026-11-12T12:00:00Z");
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: that was the last try"
        );
        let stands = office.stands(&ada).await;
        assert_eq!(
            (stands[0].state.as_str(), stands[0].reason.as_str()),
            ("sent", "nobody picked up"),
            "{engine}"
        );
        let page = format!("/people/{}/follow-up", ada.id);
        let body = office.world.get(&office.kims().await, &page).await.body;
        assert!(
            body.contains("Call again at that time") && body.contains("An interpreter is needed")
        );
    }
}

#[tokio::test]
async fn the_caller_fills_in_the_same_form_and_it_says_so() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.to_be_called().await;
        let form = office.call("outcome=answering").await;
        assert!(
            form.starts_with(&format!("/people/{}/questions/", ada.id)),
            "{form}"
        );
        let mut at = office.world.get(&office.kims().await, &form).await;
        assert_eq!(at.status, 200, "{engine}: {}", at.body);
        let mut path = format!("{form}/health");
        for (typed, next) in [
            ("2", "life"),
            ("7", "energy"),
            ("6", "everyday"),
            ("half", "done"),
        ] {
            at = office
                .world
                .post(
                    &office.kims().await,
                    &path,
                    &format!("answer={typed}&deed=next"),
                )
                .await;
            assert_eq!(at.status, 303, "{engine} {path}: {}", at.body);
            path = format!("{form}/{next}");
        }
        assert_eq!(at.location(), format!("{form}/done"), "{engine}");
        let mut tx = office.world.tx().await;
        let mode: String = server::on!(&mut tx, db =>
            sqlx::query_scalar("select mode from responses").fetch_one(db).await)
        .unwrap();
        drop(tx);
        assert_eq!(mode, "phone", "{engine}");
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: answered, off the list"
        );
        // Nobody of another person's care opens it.
        let bo = office.person("bo").await;
        let wrong = form.replace(ada.id.as_str(), bo.id.as_str());
        assert_eq!(
            office.world.get(&office.kims().await, &wrong).await.status,
            404,
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_no_and_a_death_stop_everything_at_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.to_be_called().await;
        office.call("outcome=refused").await;
        assert_eq!(office.ends(&ada).await, ["phone sent"], "{engine}");
        let mut tx = office.world.tx().await;
        let open = store::open_of(&mut tx, &ada.enrolment).await.unwrap();
        assert_eq!(open, [], "{engine}: declined");
        drop(tx);
        office
            .sql(
                "update participants set email = 'a@example.org' where id = $1",
                ada.id.as_str(),
            )
            .await;
        assert_eq!(
            office.run_until("2026-11-08T08:00:00Z").await,
            0,
            "{engine}"
        );

        let office = Office::on(engine).await;
        let bo = office.to_be_called().await;
        office.call("outcome=deceased").await;
        office.dates(&bo, "2026-10-05", "2027-04-05", None).await;
        office
            .sql(
                "update participants set email = 'b@example.org' where id = $1",
                bo.id.as_str(),
            )
            .await;
        assert_eq!(
            office.day_by_day("2027-02-01T08:00:00Z").await,
            0,
            "{engine}"
        );
        let ends = office.ends(&bo).await;
        assert_eq!(
            ends,
            ["phone sent"],
            "{engine}: nothing is planned any more"
        );
        let mut tx = office.world.tx().await;
        let asked = store::issued(&mut tx, &office.programme, bo.enrolment.as_str()).await;
        drop(tx);
        assert!(
            asked.unwrap().len() > 1,
            "{engine}: but it is accounted for"
        );
        let desk = office.world.get(&office.kims().await, "/desk").await.body;
        assert!(!desk.contains(&bo.phone), "{engine}: {desk}");
    }
}

#[tokio::test]
async fn a_wrong_number_leads_to_the_page_that_mends_it() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.to_be_called().await;
        let next = office.call("outcome=wrong-number").await;
        assert_eq!(next, format!("/people/{}/routes", ada.id), "{engine}");
        let wrong = office
            .world
            .post(&office.kims().await, &next, "phone=call+me&language=en")
            .await;
        assert_eq!(wrong.status, 422, "{engine}");
        assert!(wrong.body.contains("call me"), "{engine}: as it was typed");
        let right = "phone=%2B45+00+00+00+09&language=da&channel=email&time=evening\
                     &contact_person=Grace&contact_person_phone=%2B45+00+00+00+08";
        assert_eq!(
            office
                .world
                .post(&office.kims().await, &next, right)
                .await
                .status,
            303,
            "{engine}"
        );
        let page = office.world.get(&office.kims().await, &next).await.body;
        assert!(
            page.contains("+45 00 00 00 09") && page.contains("Grace"),
            "{engine}"
        );
    }
}
