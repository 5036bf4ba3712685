//! What cannot be kept says where and why, and how to mend it; nothing that was typed is lost.

use axum::http::StatusCode;
use tests::engines;

use super::Office;

#[tokio::test]
async fn what_cannot_be_kept_comes_back_as_it_was_typed() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let fields = [("title", "  "), ("purpose", "For <us>"), ("language", "da")];
        let untitled = office.post("/questionnaires/new", &fields).await;
        assert_eq!(
            untitled.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{engine}"
        );
        assert!(untitled.body.contains("Give the questionnaire a title."));
        assert!(
            untitled.body.contains("For &lt;us&gt;"),
            "{}",
            untitled.body
        );
        let draft = office.begun("Sleep").await;
        let long = "x".repeat(201);
        for (fields, said, kept) in [
            (
                vec![("sort", "short"), ("text", " ")],
                "Write what it should say.",
                "",
            ),
            (
                vec![
                    ("sort", "scale"),
                    ("text", "A"),
                    ("least", "5"),
                    ("most", "1"),
                ],
                "The last number must be more than the first.",
                r#"value="5""#,
            ),
            (
                vec![
                    ("sort", "scale"),
                    ("text", "A"),
                    ("least", "0"),
                    ("most", "100"),
                ],
                "A scale has 11 steps at most.",
                r#"value="100""#,
            ),
            (
                vec![
                    ("sort", "scale"),
                    ("text", "A"),
                    ("least", "none"),
                    ("most", "5"),
                ],
                "Type a number, such as 0 or 10.",
                r#"value="none""#,
            ),
            (
                vec![("sort", "choice"), ("text", "A"), ("options", "Bus\nBus")],
                "“Bus” stands twice.",
                "Bus\nBus",
            ),
            (
                vec![("sort", "choice"), ("text", "A"), ("options", "Bus")],
                "Write at least two options",
                "Bus",
            ),
            (
                vec![
                    ("sort", "yesno"),
                    ("text", "Kept words"),
                    ("when", "q9 = true"),
                ],
                "A condition does not fit any more.",
                "Kept words",
            ),
            (
                vec![
                    ("sort", "scale"),
                    ("text", "A"),
                    ("least", "0"),
                    ("most", "5"),
                    ("lower", &long),
                ],
                "Please make it 1 shorter",
                &long,
            ),
        ] {
            let refused = draft.send("/new", &fields).await;
            let status = refused.status;
            assert_eq!(
                status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {fields:?}"
            );
            assert!(
                refused.body.contains(said),
                "{engine}: {said}: {}",
                refused.body
            );
            assert!(
                refused.body.contains(kept),
                "{engine}: {kept}: {}",
                refused.body
            );
            assert!(refused.body.contains("error-summary"), "{engine}");
        }
        assert!(draft.page("").await.contains("There are no questions yet"));
        let nothing = draft.send("/publish", &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let said = "There is no question in it.";
        assert!(nothing.body.contains(said), "{engine}: {}", nothing.body);
    }
}

#[tokio::test]
async fn a_question_that_others_wait_for_is_not_taken_from_under_them() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let draft = office.begun("Work").await;
        draft.work().await;
        for fields in [
            [("of", "q1"), ("deed", "remove")],
            [("of", "q1"), ("deed", "down")],
            [("of", "q2"), ("deed", "up")],
        ] {
            let refused = draft.send("/items", &fields).await;
            let status = refused.status;
            assert_eq!(
                status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine}: {fields:?}"
            );
            let said = "“How is it?” depends on it.";
            assert!(refused.body.contains(said), "{engine}: {}", refused.body);
        }
        // An option that somebody waits for is kept from vanishing too.
        let choice = [
            ("sort", "choice"),
            ("text", "How do you get here?"),
            ("options", "Bus\nCar"),
        ];
        draft.done("/new", &choice).await;
        let after = [
            ("sort", "short"),
            ("text", "Which line?"),
            ("when", "q3 = o1"),
        ];
        draft.done("/new", &after).await;
        let page = draft.page("").await;
        assert!(page.contains("question 3 is “Bus”"), "{engine}: {page}");
        // A new word for it stays the same option; without it, nobody could be asked.
        let edit = "/items/q3";
        let words = ("text", "How do you get here?");
        draft.done(edit, &[words, ("options", "By bus\nCar")]).await;
        let page = draft.page("").await;
        assert!(page.contains("question 3 is “By bus”"), "{engine}: {page}");
        let without = [words, ("options", "Car\nTrain\nBoat")];
        let refused = draft.send(edit, &without).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(refused.body.contains("“Which line?” depends on it."));
        assert!(refused.body.contains("Train"), "{engine}: as typed");
    }
}

#[tokio::test]
async fn what_was_removed_moved_or_thrown_away_by_mistake_is_taken_back() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let draft = office.begun("Work").await;
        draft.work().await;
        let shown = draft
            .done("/items", &[("of", "q2"), ("deed", "remove")])
            .await;
        let page = office.get(&shown).await.body;
        assert!(page.contains("Removed."), "{engine}: {page}");
        assert!(!page.contains("How is it?"), "{engine}: {page}");
        let shown = draft.done("/undo", &[]).await;
        let page = office.get(&shown).await.body;
        assert!(page.contains("How is it?"), "{engine}: {page}");
        assert!(page.contains("Only if question 1 is “Yes”"), "{engine}");

        let heading = [("sort", "heading"), ("text", "About your day")];
        draft.done("/new", &heading).await;
        draft.done("/items", &[("of", "q3"), ("deed", "up")]).await;
        let page = draft.page("").await;
        let place = |said: &str| page.find(said).unwrap();
        assert!(place("About your day") < place("How is it?"), "{engine}");

        // A new one finds its place at once, but not before what it waits for.
        let between = |after: &'static str, when: &'static str| {
            let words = [("sort", "yesno"), ("text", "In between?")];
            let place = [("after", after), ("when", when)];
            [words, place].concat()
        };
        let early = draft.send("/new", &between("q1", "q2 >= 3")).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let said = "Choose a place after it.";
        assert!(early.body.contains(said), "{engine}: {}", early.body);
        draft.done("/new", &between("q1", "q1 = false")).await;
        let page = draft.page("").await;
        let place = |said: &str| page.find(said).unwrap();
        assert!(place("In between?") < place("About your day"), "{engine}");

        let gone = draft.done("/discard", &[]).await;
        let list = office.get(&gone).await.body;
        assert!(list.contains("The draft is gone."), "{engine}: {list}");
        assert!(!list.contains("Being written"), "{engine}: {list}");
    }
}
