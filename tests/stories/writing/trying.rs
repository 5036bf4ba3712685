//! Translating side by side, and trying a draft on a phone.

use axum::http::StatusCode;
use server::on;
use tests::engines;

use super::{Office, value};

#[tokio::test]
async fn a_translation_is_what_people_read_who_chose_that_language() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let draft = office.begun("Work").await;
        draft.work().await;
        let page = draft.page("/translate?to=da").await;
        assert!(
            page.contains("5 of 5 texts are missing."),
            "{engine}: {page}"
        );
        assert!(page.contains(r#"lang="en""#) && page.contains("Very good"));
        // Whoever chooses a language comes back to this page.
        let back = format!(r#"value="{}/translate?to=da""#, draft.path);
        assert!(page.contains(&back), "{engine}: {page}");
        let typed = [
            ("to", "da"),
            ("t-0", "Arbejde"),
            ("t-1", "Er du på arbejde?"),
            ("t-3", "Meget dårligt"),
        ];
        let shown = draft.done("/translate", &typed).await;
        let page = office.get(&shown).await.body;
        assert!(
            page.contains("2 of 5 texts are missing."),
            "{engine}: {page}"
        );
        assert!(page.contains("Er du på arbejde?"), "{engine}: {page}");
        let overview = draft.page("").await;
        assert!(
            overview.contains("2 texts are missing"),
            "{engine}: {overview}"
        );

        let long = "x".repeat(2001);
        let typed = [("to", "da"), ("t-0", "Job"), ("t-1", long.as_str())];
        let refused = draft.send("/translate", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            refused.body.contains(&long),
            "{engine}: nothing typed is lost"
        );
        assert!(
            refused.body.contains("Please make it 1 shorter"),
            "{engine}"
        );

        let preview = draft.page("/preview?in=da&at=q1").await;
        assert!(preview.contains("Er du på arbejde?"), "{engine}: {preview}");
        assert!(
            preview.contains("Spørgsmål 1 af"),
            "{engine}: in their words"
        );
        // An emptied one is missing again.
        draft
            .done("/translate", &[("to", "da"), ("t-0", ""), ("t-1", " ")])
            .await;
        let preview = draft.page("/preview?in=da&at=q1").await;
        assert!(preview.contains("Are you at work?"), "{engine}: {preview}");
    }
}

#[tokio::test]
async fn a_draft_is_tried_as_people_will_meet_it_and_nothing_is_kept() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let draft = office.begun("Work").await;
        draft.work().await;
        let long = [("sort", "long"), ("text", "Anything else?")];
        draft.done("/new", &long).await;
        let intro = draft.page("/preview").await;
        assert!(intro.contains("2 questions"), "{engine}: {intro}");
        assert_eq!(intro.matches("<h1").count(), 1, "{engine}: {intro}");

        let step = async |place: &str, answer: &str, deed: &str| {
            let fields = [("answer", answer), ("deed", deed), ("key", "")];
            office.post(place, &fields).await
        };
        let first = office
            .get(&format!("{}/preview?at=q1", draft.path))
            .await
            .body;
        let mut actions = first
            .split("action=\"")
            .map(|it| it.split('"').next().unwrap());
        let action = actions.find(|it| it.contains("/preview")).unwrap();
        let action = action.replace("&amp;", "&");
        let yes = step(&action, "true", "next").await;
        assert_eq!(yes.status, StatusCode::SEE_OTHER, "{}", yes.body);
        let second = office.get(yes.location()).await.body;
        assert!(second.contains("How is it?"), "{engine}: {second}");
        assert!(second.contains("Question 2 of 3"), "{engine}: {second}");
        let wrong = step(yes.location(), "nine", "next").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        let on = step(yes.location(), "4", "next").await;
        let third = office.get(on.location()).await.body;
        assert!(third.contains("Anything else?"), "{engine}: {third}");
        // Back is the question before, with what was answered.
        let back = third.split("class=\"back\"").nth(2).unwrap_or(&third);
        assert!(third.contains("at=q2") || back.contains("q2"), "{engine}");
        let secret = "my own words";
        let end = step(on.location(), secret, "next").await;
        assert!(!end.location().contains("secret"), "{engine}");
        let end_page = office.get(end.location()).await.body;
        assert!(end_page.contains("Thank you"), "{engine}: {end_page}");
        assert!(!end_page.contains(secret), "{engine}: {end_page}");

        // No is another way through it, also in Arabic.
        let no = step(&action.replace("in=en", "in=ar"), "false", "next").await;
        let page = office.get(no.location()).await.body;
        assert!(page.contains("Anything else?"), "{engine}: {page}");
        assert!(page.contains(r#"dir="rtl""#), "{engine}: {page}");
        let later = step(&action, "", "not_today").await;
        assert_eq!(later.status, StatusCode::SEE_OTHER, "{engine}");

        let mut tx = office.world.tx().await;
        let kept: i64 = on!(&mut tx, db => sqlx::query_scalar(
            "select (select count(*) from answers) + (select count(*) from occasions
             where questionnaire_id is null and appointment_id is null)")
            .fetch_one(db).await)
        .unwrap();
        assert_eq!(kept, 0, "{engine}: nothing is kept");
        let revision = value(&draft.page("").await, "revision");
        assert_eq!(revision, "4", "{engine}: and the draft is as it was");
    }
}
