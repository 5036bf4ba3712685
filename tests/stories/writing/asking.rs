//! From the first word to the answers, and on to the next version.

use axum::http::StatusCode;
use server::identity::store::Whose;
use server::on;
use server::questionnaires::store;
use tests::engines;

use super::{Office, form};

#[tokio::test]
async fn what_a_coordinator_writes_is_asked_and_answers_keep_their_version() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let kim = world.staff("Bo", app::identity::Role::Coordinator).await;
        let mut tx = world.tx().await;
        let programme = server::programmes::store::programmes(&mut tx, &world.organisation)
            .await
            .unwrap()[0]
            .id
            .clone();
        tx.commit().await.unwrap();
        let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;

        let draft = office.begun("Back at work").await;
        let empty = draft.page("").await;
        assert!(empty.contains("There are no questions yet"), "{empty}");
        assert!(!empty.contains("/publish"), "{engine}: {empty}");
        draft.work().await;
        let page = draft.page("").await;
        assert!(
            page.contains("Only if question 1 is “Yes”"),
            "{engine}: {page}"
        );
        let look = draft.page("/publish").await;
        for said in [
            "Publish “Back at work” as version 1",
            "It is the first version",
            "No programme uses it",
            "5 texts are missing in Danish",
            "Terms: Own words. Holder: Office.",
        ] {
            assert!(look.contains(said), "{engine}: {said}: {look}");
        }
        let publish = format!("{}/publish", draft.path);
        let fields = [("revision", super::value(&look, "revision"))];
        let fields = fields.each_ref().map(|(name, it)| (*name, it.as_str()));
        let list = office.post(&publish, &fields).await;
        assert_eq!(list.status, StatusCode::SEE_OTHER, "{}", list.body);
        let again = office.post(&publish, &fields).await;
        assert_eq!(
            again.location(),
            "/questionnaires",
            "{engine}: twice is once"
        );
        let list = office.get(list.location()).await.body;
        for said in [
            "Back at work is published as version 1",
            "Version 1, since 2 November 2026, published by Kim",
            "written here",
        ] {
            assert!(list.contains(said), "{engine}: {said}: {list}");
        }

        let surveys = office.get("/surveys").await.body;
        assert!(surveys.contains("Back at work"), "{engine}: {surveys}");
        let id = enrolment.to_string();
        let sent = [("questionnaire", "back-at-work"), ("enrolments", &id)];
        let sent = office.post("/surveys", &sent).await;
        assert_eq!(sent.location(), "/surveys?sent=1", "{engine}");
        let adas = world.signed_in(Whose::Participant(ada)).await;
        let mut tx = world.tx().await;
        let occasion: String = on!(&mut tx, db => sqlx::query_scalar(
            "select o.id from occasions o join questionnaires q on q.id = o.questionnaire_id
             where q.url_key = 'back-at-work'").fetch_one(db).await)
        .unwrap();
        tx.commit().await.unwrap();
        let path = format!("/questions/{occasion}/q1");
        let asked = world.get(&adas, &path).await.body;
        assert!(asked.contains("Are you at work?"), "{engine}: {asked}");
        let yes = form(&[("answer", "true"), ("deed", "next"), ("key", "a")]);
        let next = world.post(&adas, &path, &yes).await;
        assert_eq!(next.location(), format!("/questions/{occasion}/q2"));

        // The next version says it in other words; hers stays.
        let next = [("deed", "next")];
        let next = office
            .post("/questionnaires/published/back-at-work", &next)
            .await;
        let next = office.draft(&next);
        let edit = [("text", "Do you work?"), ("required", "yes")];
        next.done("/items/q1", &edit).await;
        let look = next.page("/publish").await;
        for said in [
            "as version 2",
            "Changed",
            "Do you work?",
            "One was asked the version before",
        ] {
            assert!(look.contains(said), "{engine}: {said}: {look}");
        }
        next.done("/publish", &[]).await;
        let still = world.get(&adas, &path).await.body;
        assert!(still.contains("Are you at work?"), "{engine}: {still}");
        let mut tx = world.tx().await;
        let key = "back-at-work";
        let newest = store::latest(&mut tx, &world.organisation, key).await;
        let newest = store::questionnaire(&mut tx, &newest.unwrap()).await;
        let newest = newest.unwrap();
        let first = newest.item("q1").unwrap();
        assert!(first.required(), "{engine}");
        let licence = newest.licence();
        assert_eq!(licence.holders, ["Office"], "{engine}");
        assert!(!licence.needs_attestation, "{engine}");
    }
}

#[tokio::test]
async fn a_copy_is_another_questionnaire_whose_words_are_still_their_holders() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let copy = office
            .post("/questionnaires/published/influence", &[("deed", "copy")])
            .await;
        let draft = office.draft(&copy);
        let page = draft.page("").await;
        assert!(page.contains("-copy</bdi>"), "{engine}: {page}");
        let own = [("sort", "short"), ("text", "What would you change?")];
        draft.done("/new", &own).await;
        let look = draft.page("/publish").await;
        assert!(look.contains("Own words"), "{engine}: {look}");
        draft.done("/publish", &[]).await;
        let list = office.get("/questionnaires").await.body;
        assert!(list.contains("(copy)"), "{engine}: {list}");
        let file = list
            .split("/questionnaires/published/")
            .find(|it| it.contains("-copy/1"));
        assert!(file.is_some(), "{engine}");

        // What comes with the program has no next version here.
        let next = office
            .post("/questionnaires/published/influence", &[("deed", "next")])
            .await;
        assert_eq!(next.status, StatusCode::FORBIDDEN, "{engine}");
    }
}
