//! Answering a reminder by its link: one appointment, nothing personal, and no scanner.

use app::appointments::Wish;
use app::ids::AppointmentId;
use axum::http::StatusCode;
use server::appointments::store as appointments;

use super::office::{Office, Person};
use tests::engines;

impl Office {
    /// Someone who was reminded of a meeting by mail, the meeting, and the link's path.
    async fn reminded_by_mail(&self) -> (Person, AppointmentId, String) {
        let bo = self.person("bo").await;
        self.tick().await;
        self.answers(&bo).await;
        let meeting = self.booked(&bo, "2026-11-05T12:30:00Z").await;
        self.run_until("2026-11-04T15:00:00Z").await;
        let mail = bo.mails().pop().unwrap();
        let plain = mail["plain"].as_str().unwrap();
        let at = plain
            .find("/a/")
            .unwrap_or_else(|| panic!("no link in {plain}"));
        let path = plain[at..].split_whitespace().next().unwrap().to_owned();
        (bo, meeting, path)
    }

    async fn meeting(&self, id: &AppointmentId) -> app::appointments::Appointment {
        let mut tx = self.world.tx().await;
        appointments::appointment(&mut tx, id).await.unwrap()
    }
}

/// The number that the page asks a person to copy.
pub fn number_on(page: &str) -> String {
    let after = page.split("Write the number ").nth(1).unwrap();
    after.chars().take_while(char::is_ascii_digit).collect()
}

#[tokio::test]
async fn the_page_tells_the_time_and_nothing_of_whom_or_what() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (bo, _, path) = office.reminded_by_mail().await;
        let page = office.world.get("", &path).await;
        assert_eq!(page.status, StatusCode::OK, "{engine}");
        assert!(
            page.body.contains("Thursday 5 November at 13:30"),
            "{engine}: {}",
            page.body
        );
        for secret in [
            "Talk",
            "sleep",
            "Alex",
            "Room",
            "Kim",
            "bo",
            &bo.phone,
            bo.id.as_str(),
        ] {
            let text = page
                .body
                .replace("<body", "")
                .replace("</body", "")
                .replace("robots", "");
            let found = secret.len() > 2 && text.contains(secret);
            assert!(!found, "{engine}: {secret} in {text}");
        }
        assert!(
            !page.body.contains("checked"),
            "{engine}: nothing is chosen beforehand"
        );
    }
}

#[tokio::test]
async fn opening_the_link_and_sending_the_form_as_it_stands_changes_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (_, meeting, path) = office.reminded_by_mail().await;
        let before = office.meeting(&meeting).await;
        for _ in 0..3 {
            office.world.get("", &path).await;
        }
        // As it stands; with any one thing filled in; with what a guessing program fills in.
        let number = number_on(&office.world.get("", &path).await.body);
        for form in [
            "",
            "answer=&number=",
            "answer=come&number=",
            "answer=cancel&number=",
            "answer=cancel&number=1",
            "answer=cancel&number=cancel",
            "answer=on&number=on",
            &format!("number={number}"),
        ] {
            let back = office.world.post("", &path, form).await;
            assert_eq!(
                back.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {form}"
            );
        }
        assert_eq!(office.meeting(&meeting).await, before, "{engine}");
    }
}

#[tokio::test]
async fn a_person_chooses_copies_the_number_and_may_change_their_mind() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (_, meeting, path) = office.reminded_by_mail().await;
        let number = number_on(&office.world.get("", &path).await.body);
        let answers = async |answer: &str| {
            let form = format!("answer={answer}&number={number}");
            let answered = office.world.post("", &path, &form).await;
            assert_eq!(
                answered.status,
                StatusCode::SEE_OTHER,
                "{engine}: {}",
                answered.body
            );
            assert_eq!(answered.location(), path, "{engine}");
            (
                office.meeting(&meeting).await,
                office.world.get("", &path).await.body,
            )
        };
        let (kept, page) = answers("come").await;
        assert!(kept.confirmed && kept.wish.is_none(), "{engine}");
        assert!(
            page.contains("We look forward to seeing you"),
            "{engine}: {page}"
        );
        let (kept, page) = answers("move").await;
        assert_eq!(
            (kept.confirmed, kept.wish),
            (false, Some(Wish::Move)),
            "{engine}"
        );
        assert!(
            page.contains("You asked for another time"),
            "{engine}: {page}"
        );
        let mut tx = office.world.tx().await;
        let (of, now) = (&office.world.organisation, office.world.now());
        let wishes = appointments::wishes(&mut tx, of, now).await.unwrap();
        assert_eq!(
            wishes.len(),
            1,
            "{engine}: the coordinator sees it on the desk"
        );
        drop(tx);
        let (kept, _) = answers("cancel").await;
        assert_eq!(kept.wish, Some(Wish::Cancel), "{engine}");
        assert!(
            !kept.cancelled,
            "{engine}: a person answers, nothing is called off by itself"
        );
        let (kept, _) = answers("come").await;
        assert_eq!((kept.confirmed, kept.wish), (true, None), "{engine}");
    }
}

#[tokio::test]
async fn the_link_ends_with_the_meeting_with_its_time_and_with_the_offices_say() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (_, meeting, path) = office.reminded_by_mail().await;
        let status = async || office.world.get("", &path).await.status;
        assert_eq!(status().await, StatusCode::OK, "{engine}");
        office.takes_replies(false).await;
        assert_eq!(status().await, StatusCode::GONE, "{engine}: switched off");
        office.takes_replies(true).await;
        let other = format!("{}x", &path[..path.len() - 1]);
        let guessed = office.world.get("", &other).await.status;
        assert!(
            other == path || guessed == StatusCode::GONE,
            "{engine}: another link"
        );
        office.at("2026-11-05T12:29:00Z");
        assert_eq!(
            status().await,
            StatusCode::OK,
            "{engine}: to the last minute"
        );
        office.at("2026-11-05T12:30:00Z");
        assert_eq!(status().await, StatusCode::GONE, "{engine}: it has begun");
        let late = office
            .world
            .post("", &path, "answer=come&number=1")
            .await
            .status;
        assert_eq!(late, StatusCode::GONE, "{engine}");
        office.at("2026-11-04T15:10:00Z");
        let (mut tx, now) = (office.world.tx().await, office.world.now());
        let to = "2026-11-06T12:30:00Z".parse().unwrap();
        appointments::move_to(&mut tx, &meeting, to, 45, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            status().await,
            StatusCode::GONE,
            "{engine}: it has another time now"
        );
    }
}

#[tokio::test]
async fn an_office_that_takes_no_replies_sends_no_links() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.takes_replies(false).await;
        let bo = office.person("bo").await;
        office.tick().await;
        office.answers(&bo).await;
        office.booked(&bo, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T15:00:00Z").await;
        let mail = bo.mails().pop().unwrap();
        assert!(
            !mail["plain"].as_str().unwrap().contains("/a/"),
            "{engine}: {mail}"
        );
        assert!(
            !mail["html"].as_str().unwrap().contains("/a/"),
            "{engine}: {mail}"
        );
    }
}
