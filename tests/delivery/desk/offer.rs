//! A call that was offered: the person chooses a time by the link, and the list shows it.

use axum::http::StatusCode;
use server::scheduling::store;
use tests::engines;

use super::super::office::{Office, Person};
use super::super::replies::number_on;

/// What stands before the link of an offer.
const OFFERS: &str = "Choose a time here:";

impl Office {
    /// Someone who ended a year ago, lives through the ladder, and gets the offer by mail.
    async fn offered_a_call(&self) -> (Person, String) {
        let bo = self.ended_a_year_ago().await;
        self.lives_to_the_tenth_day().await;
        let path = self.offer(&bo).await;
        (bo, path)
    }

    /// Someone whose course ended on 2 November, and who agreed to be asked again.
    async fn ended_a_year_ago(&self) -> Person {
        let bo = self.person("bo").await;
        self.answers(&bo).await;
        self.dates(&bo, "2026-05-04", "2026-10-30", Some("2026-11-02"))
            .await;
        self.agrees(&bo).await;
        bo
    }

    async fn lives_to_the_tenth_day(&self) {
        for instant in [
            "2027-10-19T07:00:00Z",
            "2027-11-02T08:00:00Z",
            "2027-11-03T08:00:00Z",
            "2027-11-08T16:30:00Z",
            "2027-11-12T08:00:00Z",
        ] {
            self.tick_at(instant).await;
        }
    }

    /// The path in the mail of the tenth day.
    async fn offer(&self, bo: &Person) -> String {
        let mails = bo.mails();
        let plain = mails.iter().filter_map(|mail| mail["plain"].as_str());
        let with_links: Vec<&str> = plain.filter(|plain| plain.contains(OFFERS)).collect();
        assert_eq!(
            with_links.len(),
            1,
            "one offer: {:?}",
            self.stands(bo).await
        );
        assert!(with_links[0].contains("Would you rather talk to us?"));
        // Each mail opens the form by a link of its own; the other link is the offer.
        let offer = with_links[0].find(OFFERS).unwrap();
        let at = offer + with_links[0][offer..].find("/a/").unwrap();
        let path = with_links[0][at..].split_whitespace().next().unwrap();
        path.to_owned()
    }

    async fn wishes(&self, path: &str, answer: &str) -> String {
        let number = number_on(&self.world.get("", path).await.body);
        let form = format!("answer={}&number={number}", answer.replace(':', "%3A"));
        let chosen = self.world.post("", path, &form).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
        assert_eq!(chosen.location(), path);
        self.world.get("", path).await.body
    }
}

#[tokio::test]
async fn someone_chooses_when_to_be_called_and_may_change_their_mind_until_then() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (bo, path) = office.offered_a_call().await;
        let page = office.world.get("", &path).await;
        assert_eq!(page.status, StatusCode::OK, "{engine}: {}", page.body);
        // A Friday: the next working days are Monday to Wednesday.
        for time in ["15T10:00", "15T13:00", "15T17:00", "16T10:00", "17T17:00"] {
            assert!(
                page.body.contains(&format!("value=\"2027-11-{time}\"")),
                "{engine}: {time}"
            );
        }
        assert!(
            !page.body.contains("2027-11-13") && !page.body.contains("2027-11-18"),
            "{engine}"
        );
        assert!(
            !page.body.contains("checked"),
            "{engine}: nothing is chosen beforehand"
        );
        for secret in ["Kim", bo.phone.as_str(), bo.id.as_str(), "+45", "year"] {
            assert!(!page.body.contains(secret), "{engine}: {secret}");
        }
        assert_eq!(office.to_call().await, [], "{engine}");
        let page = office.wishes(&path, "2027-11-16T13:00").await;
        assert!(
            page.contains("We will call you Tuesday 16 November at 13:00"),
            "{engine}: {page}"
        );
        let page = office.wishes(&path, "2027-11-15T17:00").await;
        assert!(
            page.contains("We will call you Monday 15 November at 17:00"),
            "{engine}: {page}"
        );
        // In the morning it is on the list with its time, though it is not due yet.
        office.at("2027-11-15T08:00:00Z");
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&bo.id),
            "{engine}"
        );
        let desk = office.world.get(&office.kims().await, "/desk").await.body;
        assert!(
            desk.contains("Would like a call 15 Nov 17:00"),
            "{engine}: {desk}"
        );
        let page = office.wishes(&path, "none").await;
        assert!(page.contains("We will not call you"), "{engine}: {page}");
        assert_eq!(office.to_call().await, [], "{engine}: rather not");
        let page = office.wishes(&path, "back").await;
        assert!(!page.contains("We will not call you"), "{engine}: {page}");
        office.at("2027-11-19T12:00:00Z");
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&bo.id),
            "{engine}: as planned"
        );
    }
}

#[tokio::test]
async fn opening_the_offer_and_sending_the_form_as_it_stands_changes_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (bo, path) = office.offered_a_call().await;
        let before = office.stands(&bo).await;
        for _ in 0..3 {
            office.world.get("", &path).await;
        }
        let number = number_on(&office.world.get("", &path).await.body);
        for form in [
            String::new(),
            "answer=&number=".to_owned(),
            "answer=none&number=".to_owned(),
            "answer=none&number=1".to_owned(),
            "answer=2027-11-15T13%3A00&number=on".to_owned(),
            format!("number={number}"),
            // A Sunday, a night, and what has passed were never offered.
            format!("answer=2027-11-14T13%3A00&number={number}"),
            format!("answer=2027-11-15T03%3A00&number={number}"),
            format!("answer=2027-11-11T13%3A00&number={number}"),
        ] {
            let back = office.world.post("", &path, &form).await;
            assert_eq!(
                back.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {form}"
            );
        }
        assert_eq!(office.stands(&bo).await, before, "{engine}");
        // It opens no question.
        let questions = format!("{path}/livelihood");
        let gone = office.world.get("", &questions).await.status;
        assert_eq!(gone, StatusCode::GONE, "{engine}");
    }
}

#[tokio::test]
async fn two_people_are_not_called_at_the_same_time_and_the_list_goes_by_the_clock() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (first, second) = (
            office.ended_a_year_ago().await,
            office.ended_a_year_ago().await,
        );
        office.lives_to_the_tenth_day().await;
        let path = office.offer(&first).await;
        let other = office.offer(&second).await;
        office.wishes(&path, "2027-11-15T13:00").await;
        let number = number_on(&office.world.get("", &other).await.body);
        let form = format!("answer=2027-11-15T13%3A00&number={number}");
        let taken = office.world.post("", &other, &form).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            taken.body.contains("That time is gone"),
            "{engine}: {}",
            taken.body
        );
        office.wishes(&other, "2027-11-15T10:00").await;
        office.at("2027-11-15T07:00:00Z");
        let of = [second.id.clone(), first.id.clone()];
        assert_eq!(
            office.to_call().await,
            of,
            "{engine}: by the time that was chosen"
        );
        // The time has come: it is no more to be chosen, and nobody picks up.
        office.at("2027-11-15T09:05:00Z");
        let page = office.world.get("", &other).await.body;
        assert!(
            page.contains("We will call you in a moment"),
            "{engine}: {page}"
        );
        let mut tx = office.world.tx().await;
        let (at, now) = (&office.world.organisation, office.world.now());
        let list = store::phone_list(&mut tx, at, now).await.unwrap();
        drop(tx);
        let call = format!("/desk/calls/{}", list[0].contact_id);
        let kims = office.kims().await;
        let noted = office.world.post(&kims, &call, "outcome=no-answer").await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{engine}");
        let page = office.world.get("", &other).await.body;
        assert!(
            page.contains("When may we call?"),
            "{engine}: may choose again: {page}"
        );
    }
}

#[tokio::test]
async fn the_offer_ends_with_the_last_day_of_the_consent_and_comes_back_with_a_new_one() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (bo, path) = office.offered_a_call().await;
        let ends = "update consents set expires_on = '2027-11-12' where enrolment_id = $1";
        office.sql(ends, bo.enrolment.as_str()).await;
        let status = async || office.world.get("", &path).await.status;
        assert_eq!(status().await, StatusCode::OK, "{engine}: the last day");
        let care = format!("/people/{}", bo.id);
        let page = office.world.get(&office.kims().await, &care).await.body;
        assert!(page.contains("value=\"withdraw\""), "{engine}: {page}");
        office.at("2027-11-13T08:00:00Z");
        assert_eq!(status().await, StatusCode::GONE, "{engine}");
        let form = "answer=2027-11-15T13%3A00&number=1";
        let late = office.world.post("", &path, form).await;
        assert_eq!(late.status, StatusCode::GONE, "{engine}");
        let page = office.world.get(&office.kims().await, &care).await.body;
        assert!(!page.contains("value=\"withdraw\""), "{engine}: {page}");
        office.agrees(&bo).await;
        assert_eq!(status().await, StatusCode::OK, "{engine}: agreed anew");
    }
}

#[tokio::test]
async fn the_offer_ends_with_an_answer_and_with_the_offices_say() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (bo, path) = office.offered_a_call().await;
        let status = async || office.world.get("", &path).await.status;
        assert_eq!(status().await, StatusCode::OK, "{engine}");
        office.takes_replies(false).await;
        assert_eq!(status().await, StatusCode::GONE, "{engine}: switched off");
        office.takes_replies(true).await;
        assert_eq!(status().await, StatusCode::OK, "{engine}");
        office.answers(&bo).await;
        assert_eq!(status().await, StatusCode::GONE, "{engine}: answered");
        let late = office.world.post("", &path, "answer=none&number=1").await;
        assert_eq!(late.status, StatusCode::GONE, "{engine}");
    }
}
