//! Messages between a person and the coordinator: short, read, and taken back in time.

use axum::http::StatusCode;
use jiff::SignedDuration;
use tests::engines;

use super::office::Office;

impl Office {
    /// Where the newest message on a page may be taken back.
    async fn undo(&self, cookie: &str, path: &str) -> Option<String> {
        let page = self.world.get(cookie, path).await.body;
        let form = page.split("action=\"").find(|it| it.contains("/undo\""))?;
        form.split('"').next().map(str::to_owned)
    }
}

#[tokio::test]
async fn a_message_that_nobody_has_read_is_taken_back_and_its_words_are_kept() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let sent = world
            .post(&office.adas, "/messages", "body=Not+like+this")
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{engine}");
        world
            .post(&office.adas, "/messages", "body=Not+like+this")
            .await;
        assert_eq!(
            office.rows_in("messages").await,
            1,
            "{engine}: a second tap"
        );
        let undo = office.undo(&office.adas, "/messages").await.expect("undo");
        let bos = office.bo().await;
        world.post(&bos, &undo, "").await;
        assert_eq!(office.rows_in("messages").await, 1, "{engine}: not theirs");
        let back = world.post(&office.adas, &undo, "").await;
        assert_eq!(back.status, StatusCode::OK, "{engine}: {}", back.body);
        assert!(
            back.body.contains("Not like this"),
            "{engine}: in the field"
        );
        assert_eq!(office.rows_in("messages").await, 0, "{engine}");
        let again = world.post(&office.adas, &undo, "").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
    }
}

#[tokio::test]
async fn what_was_read_or_is_old_stays() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, path) = (&office.world, format!("/people/{}/messages", office.ada));
        world.post(&office.kims, &path, "body=See+you").await;
        let undo = office.undo(&office.kims, &path).await.expect("undo");
        world.get(&office.adas, "/messages").await;
        let late = world.post(&office.kims, &undo, "").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            late.body.contains("was read, or is too old"),
            "{engine}: {}",
            late.body
        );
        assert_eq!(office.undo(&office.kims, &path).await, None, "{engine}");
        world.post(&office.adas, "/messages", "body=Yes").await;
        assert!(
            office.undo(&office.adas, "/messages").await.is_some(),
            "{engine}"
        );
        world.app.clock.advance(SignedDuration::from_mins(6));
        assert_eq!(
            office.undo(&office.adas, "/messages").await,
            None,
            "{engine}: old"
        );
        assert_eq!(office.rows_in("messages").await, 2, "{engine}");
    }
}

#[tokio::test]
async fn ten_thousand_letters_come_back_with_a_kind_word() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let long = "å".repeat(10_000);
        let (world, path) = (&office.world, format!("/people/{}/messages", office.ada));
        for (cookie, path) in [(&office.adas, "/messages"), (&office.kims, path.as_str())] {
            let back = world.post(cookie, path, &format!("body={long}")).await;
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
            assert!(
                back.body.contains("Make it shorter") && back.body.contains(&long),
                "{engine}: nothing typed is lost"
            );
        }
        assert_eq!(office.rows_in("messages").await, 0, "{engine}");
    }
}
