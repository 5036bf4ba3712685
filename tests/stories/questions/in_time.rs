//! Not today, not yet, and too late.

use axum::http::StatusCode;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use server::questionnaires::answers::store as answers;
use server::questionnaires::store;
use tests::engines;

use super::{DAY, Office, SHORT, value};

#[tokio::test]
async fn not_today_keeps_what_was_chosen_and_counts_for_nothing() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        let later = office
            .send(&of, "health", "answer=4&deed=not_today&key=a")
            .await;
        assert_eq!(later.location(), "/today");
        let later = office
            .send(&of, "life", "answer=nonsense&deed=not_today&key=b")
            .await;
        assert_eq!(
            later.location(),
            "/today",
            "{engine}: no form to mend on the way out"
        );
        let four = value("health", r#"{"valueCoding":{"code":"4"}}"#);
        assert_eq!(office.kept(&of).await, [four], "{engine}");
        assert_eq!(office.settled(&of).await, ("open".to_owned(), None));

        let (bo, _) = office.other().await;
        let now = office.world.now();
        let mut tx = office.world.tx().await;
        let waiting = answers::waiting(&mut tx, &office.ada, now).await.unwrap();
        let seen: Vec<_> = waiting
            .iter()
            .map(|one| (&one.occasion, one.is_begun))
            .collect();
        assert_eq!(seen, [(&of, true)], "{engine}: still there, and begun");
        assert!(
            answers::waiting(&mut tx, &bo, now)
                .await
                .unwrap()
                .is_empty()
        );
        let closed = answers::waiting(&mut tx, &office.ada, now + DAY * 14)
            .await
            .unwrap();
        assert!(closed.is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn what_comes_a_little_too_late_is_kept_and_counts_and_what_comes_much_later_is_kept() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let finished = office.ada_is_asked("influence", "confidential").await;
        let begun = office.ada_is_asked("self-rating", "identified").await;
        office
            .send(&begun, "health", "answer=4&deed=next&key=a")
            .await;
        office.world.app.clock.advance(DAY * 14);

        let closed = office.open(&finished, "").await;
        assert_eq!(closed.status, StatusCode::GONE, "{engine}");
        assert!(
            closed.body.contains("This one has closed"),
            "{}",
            closed.body
        );
        assert!(!closed.body.contains("We have kept"));
        let page = office.open(&finished, "/influence").await;
        assert_eq!(page.location(), format!("/questions/{finished}"));
        // The page was open in the browser since yesterday.
        let late = office
            .send(&finished, "influence", "answer=agree&deed=next&key=b")
            .await;
        assert_eq!(late.status, StatusCode::GONE);
        assert!(
            late.body.contains("We have kept what you answered."),
            "{}",
            late.body
        );
        assert_eq!(office.settled(&finished).await.0, "answered");
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );

        office.world.app.clock.advance(DAY * 14);
        let much_later = office
            .send(&begun, "life", "answer=3&deed=next&key=c")
            .await;
        assert_eq!(much_later.status, StatusCode::GONE);
        assert!(much_later.body.contains("We have kept what you answered."));
        assert_eq!(
            office.kept(&begun).await.len(),
            2,
            "{engine}: nothing is thrown away"
        );
        assert_eq!(
            office.settled(&begun).await.0,
            "open",
            "{engine}: but it counts no more"
        );
        assert_eq!(office.count("select count(*) from responses").await, 0);

        let confidential = office
            .ada_is_asked("annual-satisfaction", "confidential")
            .await;
        office
            .send(&confidential, "satisfied", "answer=agree&deed=next&key=d")
            .await;
        office.world.app.clock.advance(DAY * 28);
        let after = office
            .send(&confidential, "together", "answer=agree&deed=next&key=e")
            .await;
        assert!(!after.body.contains("We have kept"), "{}", after.body);
        let mut tx = office.world.tx().await;
        // As the sweep of each day does, that knows of the one before.
        let before = office.world.now() - SignedDuration::from_hours(14 * 24);
        let last = Some(before.to_zoned(TimeZone::UTC).date());
        answers::sweep(&mut tx, office.world.now(), last)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(
            office.kept(&confidential).await.is_empty(),
            "{engine}: no draft is left behind"
        );
        assert_eq!(
            office.kept(&begun).await.len(),
            2,
            "{engine}: with a name it stays"
        );
    }
}

#[tokio::test]
async fn what_is_not_due_yet_is_not_there_yet() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office.ada_is_asked("self-rating", "identified").await;
        office.world.app.clock.advance(-DAY);
        assert_eq!(
            office.open(&of, "").await.status,
            StatusCode::NOT_FOUND,
            "{engine}"
        );
        let early = office.send(&of, "health", "answer=1&deed=next").await;
        assert_eq!(early.status, StatusCode::NOT_FOUND, "{engine}");
        assert!(office.kept(&of).await.is_empty());
    }
}

#[tokio::test]
async fn a_published_version_never_changes_and_a_new_one_is_asked_from_then_on() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, office_id) = (&office.world, &office.world.organisation);
        let before = office.count("select count(*) from questionnaires").await;
        let mut tx = world.tx().await;
        store::publish_shipped(&mut tx, office_id, world.now())
            .await
            .unwrap();
        let first = store::latest(&mut tx, office_id, "short").await.unwrap();
        let other = SHORT.replace("One word?", "Another?");
        let again = store::publish(&mut tx, office_id, "short", 1, &other, world.now()).await;
        assert_eq!(again.unwrap(), first, "{engine}");
        let kept = store::questionnaire(&mut tx, &first).await.unwrap();
        assert!(
            serde_json::to_string(&kept).unwrap().contains("One word?"),
            "{engine}"
        );
        let second = store::publish(&mut tx, office_id, "short", 2, &other, world.now()).await;
        assert_eq!(
            store::latest(&mut tx, office_id, "short").await.unwrap(),
            second.unwrap()
        );
        assert!(store::latest(&mut tx, office_id, "nothing").await.is_err());
        tx.commit().await.unwrap();
        let after = office.count("select count(*) from questionnaires").await;
        assert_eq!(after, before + 1, "{engine}");
    }
}

#[tokio::test]
async fn what_is_complete_but_not_sent_waits_for_one_more_tap() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let of = office
            .ada_is_asked("annual-satisfaction", "confidential")
            .await;
        let early = office.send(&of, "finish", "").await;
        assert_eq!(
            early.location(),
            format!("/questions/{of}/satisfied"),
            "{engine}: not yet"
        );
        office
            .send(&of, "satisfied", "answer=agree&deed=next&key=a")
            .await;
        let form = "answer=neither&deed=not_today&key=b";
        let later = office.send(&of, "together", form).await;
        assert_eq!(later.location(), "/today");
        assert_eq!(
            office.settled(&of).await.0,
            "open",
            "{engine}: nobody said send"
        );

        let back = office.open(&of, "").await;
        assert!(
            back.body.contains("That was the last question"),
            "{}",
            back.body
        );
        let (first, second) = tokio::join!(
            office.send(&of, "finish", ""),
            office.send(&of, "finish", "")
        );
        assert_eq!(first.location(), format!("/questions/{of}/done"));
        assert_eq!(second.location(), format!("/questions/{of}/done"));
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            2,
            "{engine}"
        );
    }
}
