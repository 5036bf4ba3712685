//! The follow-up a year after the end, and the phone list that reaches whoever no message did.

use app::ids::ContactId;
use server::scheduling::store;

use super::office::Office;
use tests::engines;

#[tokio::test]
async fn the_follow_up_counts_from_the_actual_end_and_ends_on_the_phone_list() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.answers(&ada).await;
        // Planned to end in December, ended on 4 November 2026.
        office.agrees(&ada).await;
        office
            .dates(&ada, "2026-05-04", "2026-12-18", Some("2026-11-04"))
            .await;
        let follow_up = "one-year-follow-up";
        office.run_until("2026-11-30T12:00:00Z").await;
        let stands = office.stands(&ada).await;
        assert!(
            stands.iter().all(|it| it.rule != follow_up),
            "{engine}: {stands:?}"
        );
        office.tick_at("2027-10-20T23:00:00Z").await;
        let stands = office.stands(&ada).await;
        let notice = stands.iter().find(|it| it.rule == follow_up).unwrap();
        assert_eq!(
            (notice.channel.as_str(), notice.state.as_str()),
            ("push", "waiting"),
            "{engine}: told two weeks before"
        );
        office.run_until("2027-10-21T12:00:00Z").await;
        office.tick_at("2027-11-04T07:59:00Z").await;
        let before = (ada.pushes().len(), ada.mails().len());
        assert_eq!(
            office.tick_at("2027-11-04T08:00:00Z").await,
            1,
            "{engine}: a year to the day"
        );
        assert_eq!(ada.pushes().len(), before.0 + 1, "{engine}");
        office.run_until("2027-11-19T12:00:00Z").await;
        assert!(
            ada.mails().len() > before.1,
            "{engine}: the mails of the ladder"
        );
        assert_eq!(
            office.to_call().await,
            [],
            "{engine}: the call comes after seventeen days"
        );
        office.run_until("2027-11-22T09:00:00Z").await;
        let to_call = office.to_call().await;
        assert!(
            !to_call.is_empty() && to_call.iter().all(|it| *it == ada.id),
            "{engine}"
        );
        let stands = office.stands(&ada).await;
        let mine: Vec<_> = stands.iter().filter(|it| it.rule == follow_up).collect();
        let steps: Vec<String> = mine
            .iter()
            .map(|it| format!("{} {}", it.channel, it.state))
            .collect();
        let expected = [
            "push sent",
            "push sent",
            "email sent",
            "push sent",
            "email sent",
            "phone waiting",
            "letter waiting",
            "phone waiting",
        ];
        assert_eq!(
            steps, expected,
            "{engine}: five messages, and people after them"
        );
    }
}

#[tokio::test]
async fn without_the_consent_nobody_is_asked_a_year_later() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office
            .dates(&ada, "2026-05-04", "2026-12-18", Some("2026-11-02"))
            .await;
        office.tick().await;
        let before = office.stands(&ada).await;
        office.tick_at("2027-11-02T08:00:00Z").await;
        office.tick_at("2027-11-03T08:00:00Z").await;
        let after = office.stands(&ada).await;
        assert_eq!(after.len(), before.len(), "{engine}: {after:?}");
    }
}

#[tokio::test]
async fn a_call_that_was_made_is_off_the_list_and_another_office_cannot_make_it() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("ada").await;
        office.without_email(&ada).await;
        office.tick().await;
        let now = office.world.now();
        let mut tx = office.world.tx().await;
        let list = store::phone_list(&mut tx, &office.world.organisation, now)
            .await
            .unwrap();
        let contact = ContactId::new(list[0].contact_id.clone());
        assert_eq!(list[0].questionnaire, "self-rating", "{engine}");
        let other = app::ids::OrganisationId::new("another office");
        assert!(
            store::called(&mut tx, &other, &contact, "reached", now)
                .await
                .is_err()
        );
        let mine = &office.world.organisation;
        store::called(&mut tx, mine, &contact, "reached", now)
            .await
            .unwrap();
        let again = store::called(&mut tx, mine, &contact, "reached", now).await;
        assert!(again.is_err(), "{engine}: a call is made once");
        tx.commit().await.unwrap();
        assert_eq!(office.to_call().await, [], "{engine}");
        assert_eq!(office.ends(&ada).await, ["phone sent"], "{engine}");
    }
}
