//! A questionnaire from elsewhere is taken in, asked, and given out again as it came.

use std::path::PathBuf;

use app::texts::{Language, Words};
use serde_json::{Value, json};
use server::operate::questionnaires::{Wish, export, import, list, report};
use server::questionnaires::store;
use server::storage::new_id;
use tests::{World, engines};

/// A short instrument of somebody who has to be asked first, written with odd spaces.
fn instrument(text: &str) -> String {
    let form = json!({"resourceType": "Questionnaire", "status": "active", "language": "en",
        "url": "http://example.org/Questionnaire/WorkScore", "title": "Work score",
        "unknownElement": {"kept": [1.50, "as it came"]},
        "extension": [{"url": "https://dagsform.example/fhir/licence", "extension": [
            {"url": "holder", "valueString": "An institute"},
            {"url": "terms", "valueString": "By agreement"},
            {"url": "requiresAttestation", "valueBoolean": true}]}],
        "item": [{"linkId": "now", "type": "integer", "text": text}]});
    format!("{form:#}\n\n")
}

fn wish(text: &str, attest: Option<&str>) -> Wish {
    let file: PathBuf = std::env::temp_dir().join(format!("dagsform-test-{}.json", new_id()));
    std::fs::write(&file, text).unwrap();
    Wish {
        file,
        key: None,
        attest: attest.map(str::to_owned),
        check: false,
        office: None,
        words: Words::of(Language::En),
    }
}

async fn taken(world: &World, wish: &Wish) -> Result<(), String> {
    let settings = (*world.app.settings).clone();
    import(|| Ok(settings), wish)
        .await
        .map_err(|why| why.to_string())
}

#[tokio::test]
async fn a_licensed_instrument_is_published_on_somebodys_word_and_comes_out_unchanged() {
    for engine in engines() {
        let world = World::on(engine).await;
        let settings = (*world.app.settings).clone();
        let text = instrument("How is work today?");

        let refused = taken(&world, &wish(&text, Some("  "))).await.unwrap_err();
        assert!(refused.contains("--attest"), "{engine}: {refused}");
        let checked = Wish {
            check: true,
            ..wish(&text, None)
        };
        taken(&world, &checked).await.unwrap();
        assert!(list(settings.clone(), None).await.unwrap().is_empty());

        let word = "Kim Holm, 2 November 2026, agreement 17";
        for _ in 0..2 {
            taken(&world, &wish(&text, Some(word))).await.unwrap();
        }
        let listed = list(settings.clone(), None).await.unwrap();
        assert_eq!(listed.len(), 1, "{engine}: twice is once: {listed:?}");
        for said in [
            "work-score 1",
            "Work score",
            "By agreement (An institute)",
            word,
        ] {
            assert!(listed[0].contains(said), "{engine}: {said}: {listed:?}");
        }
        let out = export(settings.clone(), None, "work-score", None).await;
        let out = out.unwrap();
        assert_eq!(out, text, "{engine}");
        let as_json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(as_json(&out), as_json(&text));

        // An edit is a new version; what was asked before stays.
        let edited = instrument("How is work now?");
        taken(&world, &wish(&edited, Some(word))).await.unwrap();
        let newest = export(settings.clone(), None, "work-score", None).await;
        assert_eq!(newest.unwrap(), edited, "{engine}");
        let first = export(settings.clone(), None, "work-score", Some(1)).await;
        assert_eq!(first.unwrap(), text, "{engine}");
        assert!(export(settings, None, "work-score", Some(3)).await.is_err());
        let mut tx = world.tx().await;
        let asked = store::latest(&mut tx, &world.organisation, "work-score").await;
        let form = store::questionnaire(&mut tx, &asked.unwrap())
            .await
            .unwrap();
        assert_eq!(form.items().len(), 1);
    }
}

#[tokio::test]
async fn what_cannot_be_asked_or_hides_what_is_shipped_is_not_published() {
    for engine in engines() {
        let world = World::on(engine).await;
        let open = instrument("?").replace("\"valueBoolean\": true", "\"valueBoolean\": false");
        let named = |key: &str| Wish {
            key: Some(key.to_owned()),
            ..wish(&open, None)
        };
        let shipped = taken(&world, &named("self-rating")).await.unwrap_err();
        assert!(
            shipped.contains("comes with Dagsform"),
            "{engine}: {shipped}"
        );
        let odd = taken(&world, &named("Work Score")).await.unwrap_err();
        assert!(odd.contains("small letters"), "{engine}: {odd}");
        let broken = open.replace("integer", "quantity");
        let refused = taken(&world, &wish(&broken, None)).await.unwrap_err();
        let told = "item[0] (now): Items of the type \"quantity\" are not asked here";
        assert!(refused.contains(told), "{engine}: {refused}");
        let settings = (*world.app.settings).clone();
        assert!(list(settings, None).await.unwrap().is_empty(), "{engine}");
        taken(&world, &wish(&open, None)).await.expect("open terms");
    }
}

#[test]
fn whoever_gave_their_word_is_not_asked_for_it() {
    let bound = instrument("?");
    let bare = bound.replace("fhir/licence", "fhir/other");
    for text in [bound, bare] {
        let taken = app::questionnaires::import(text.as_bytes()).unwrap();
        for language in Language::ALL {
            let told = |attest: Option<&str>| {
                let wish = Wish {
                    words: Words::of(language),
                    ..wish(&text, attest)
                };
                report(&wish, &taken)
            };
            assert!(told(None).contains("--attest"), "{language:?}");
            assert!(told(Some(" ")).contains("--attest"), "{language:?}");
            let given = told(Some("Kim Holm, agreement 17"));
            assert!(!given.contains("--attest"), "{language:?}: {given}");
        }
    }
}
