//! Going on where one was, tapping twice, and what cannot be taken.

use axum::http::StatusCode;
use tests::engines;

use super::{DAY, Office, value};

#[tokio::test]
async fn someone_who_stops_after_two_questions_goes_on_at_the_third() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;

        let intro = office.open(&of, "").await;
        assert!(
            intro
                .body
                .contains("4 questions. They take about 2 minutes."),
            "{}",
            intro.body
        );
        assert!(intro.body.contains(&format!("/questions/{of}/health")));

        let first = office.send(&of, "health", "answer=2&deed=next&key=a").await;
        assert_eq!(
            first.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            first.body
        );
        assert_eq!(first.location(), format!("/questions/{of}/life"));
        let good = value("health", r#"{"valueCoding":{"code":"2"}}"#);
        assert_eq!(
            office.kept(&of).await,
            std::slice::from_ref(&good),
            "{engine}: kept before the answer"
        );
        office.send(&of, "life", "answer=7&deed=next&key=b").await;

        // The next day, on another phone.
        office.world.app.clock.advance(DAY);
        let again = office.open(&of, "").await;
        assert_eq!(again.location(), format!("/questions/{of}/energy"));
        let before = office.open(&of, "/life").await;
        assert!(before.body.contains("Question 2 of 4"));
        assert!(
            before.body.contains("checked"),
            "what was answered is still there"
        );

        office.send(&of, "energy", "deed=skip&key=c").await;
        assert_eq!(office.settled(&of).await.0, "open");
        let last = office.open(&of, "/everyday").await;
        assert!(last.body.contains(">Send<"), "{}", last.body);
        let sent = office
            .send(&of, "everyday", "answer=half&deed=next&key=d")
            .await;
        assert_eq!(sent.location(), format!("/questions/{of}/done"));

        let expected = [
            value("energy", "null"),
            value("everyday", r#"{"valueCoding":{"code":"half"}}"#),
            good,
            value("life", r#"{"valueInteger":7}"#),
        ];
        assert_eq!(office.kept(&of).await, expected, "{engine}");
        let day = Some("2026-11-03".to_owned());
        assert_eq!(office.settled(&of).await, ("answered".to_owned(), day));
        assert_eq!(
            office
                .count("select count(*) from responses where mode = 'app'")
                .await,
            1
        );

        let done = office.open(&of, "/done").await;
        assert!(done.body.contains("Thank you"), "{}", done.body);
        assert!(done.body.contains("Receipt ") && done.body.contains("3 November 2026 09:00"));
        assert_eq!(
            office.open(&of, "").await.location(),
            format!("/questions/{of}/done")
        );
        let late = office.send(&of, "life", "answer=1&deed=next&key=e").await;
        assert_eq!(late.location(), format!("/questions/{of}/done"));
        assert_eq!(office.kept(&of).await, expected, "{engine}: sent is sent");
    }
}

#[tokio::test]
async fn two_taps_on_the_button_store_one_answer_and_send_once() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("influence", "confidential").await;
        let one = office.open(&of, "").await;
        assert_eq!(
            one.location(),
            format!("/questions/{of}/influence"),
            "no page in between"
        );

        let tap = || office.send(&of, "influence", "answer=agree&deed=next&key=once");
        let (first, second, third) = tokio::join!(tap(), tap(), tap());
        for answer in [first, second, third] {
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{engine}: {}",
                answer.body
            );
            assert_eq!(answer.location(), format!("/questions/{of}/done"));
        }
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );
        let happy = "select count(*) from staged_answers
                     where question = 'influence' and band = 'happy'";
        assert_eq!(office.count(happy).await, 1);
    }
}

#[tokio::test]
async fn an_older_submit_that_arrives_again_does_not_undo_a_newer_answer() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        let first = office.send(&of, "health", "answer=1&deed=next&key=a").await;
        office.send(&of, "health", "answer=3&deed=next&key=b").await;
        let replay = office.send(&of, "health", "answer=1&deed=next&key=a").await;
        assert_eq!(replay.location(), first.location());
        let three = value("health", r#"{"valueCoding":{"code":"3"}}"#);
        assert_eq!(office.kept(&of).await, [three], "{engine}");
        // A page from the browser's drawer carries the old key, and a new answer.
        office.send(&of, "health", "answer=5&deed=next&key=b").await;
        let five = value("health", r#"{"valueCoding":{"code":"5"}}"#);
        assert_eq!(office.kept(&of).await, [five], "{engine}");
        // Somebody else's key never meets mine.
        let secrets = "select count(*) from idempotency_keys where key in ('a', 'b')";
        assert_eq!(
            office.count(secrets).await,
            0,
            "{engine}: only a hash is kept"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_it_was_typed_with_the_reason() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("short", "identified").await;
        let long = office
            .send(&of, "word", "answer=%3Cb%3Efar+too+long&deed=next&key=a")
            .await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            long.body.contains("There is room for 10 characters"),
            "{}",
            long.body
        );
        assert!(long.body.contains("&lt;b&gt;far too long"), "{}", long.body);
        let empty = office.send(&of, "word", "answer=+&deed=next&key=a").await;
        assert!(
            empty.body.contains("Give an answer, or choose Skip."),
            "{}",
            empty.body
        );
        let odd = office
            .send(&of, "number", "answer=three&deed=next&key=a")
            .await;
        assert!(
            odd.body.contains("Write a number, such as 5."),
            "{}",
            odd.body
        );

        let rating = office.ada_is_asked("self-rating", "identified").await;
        let unknown = office
            .send(&rating, "health", "answer=6&deed=next&key=a")
            .await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unknown.body.contains("Choose one of the answers"),
            "{}",
            unknown.body
        );
        let beyond = office
            .send(&rating, "life", "answer=11&deed=next&key=a")
            .await;
        assert!(
            beyond.body.contains("Write a number from 0 to 10."),
            "{}",
            beyond.body
        );
        for form in [
            "answer=1",
            "deed=fly",
            "answer=1&answer=2&deed=next",
            "deed=next&deed=skip",
        ] {
            let sent = office.send(&rating, "health", form).await;
            assert!(
                sent.status.is_client_error(),
                "{engine}: {form}: {}",
                sent.status
            );
        }
        let huge = format!("deed=next&answer={}", "x".repeat(300_000));
        let sent = office.send(&rating, "health", &huge).await;
        assert_eq!(sent.status, StatusCode::PAYLOAD_TOO_LARGE, "{engine}");

        // A question that is not there leads to one that is.
        let away = office.send(&rating, "mood", "answer=1&deed=next").await;
        assert_eq!(away.location(), format!("/questions/{rating}/health"));
        let away = office.open(&rating, "/mood").await;
        assert_eq!(away.location(), format!("/questions/{rating}"));
        assert!(office.kept(&of).await.is_empty() && office.kept(&rating).await.is_empty());
    }
}
