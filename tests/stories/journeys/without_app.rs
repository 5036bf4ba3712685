//! Courses without an app of one's own: by text and by voice, and on a borrowed phone.

use app::texts::Language;
use tests::engines;

use super::{Journey, all_in, between, said, way};

#[tokio::test]
async fn someone_without_a_smartphone_is_reached_by_text_and_by_voice() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=1965&language=da&arm=intervention\
                    &phone=%2B45+10+20+30+40&mobile=%2B4520304050";
        let gerda = journey.kim_adds("Gerda", ways).await;
        journey.agrees(&gerda).await;
        journey.dates(&gerda, None).await;

        // Nothing that needs a screen: somebody calls, and fills the form in with her.
        journey.works().await;
        assert!(journey.carried().is_empty(), "{engine}: by no machine");
        let rating = call(&journey).await;
        let done = journey.answers(&journey.kims().await, &rating).await;
        assert!(done.body.contains("Receipt"), "{engine}: {}", done.body);
        assert!(journey.to_do("phone").await.is_empty(), "{engine}");

        // A meeting is reminded of by text, in her language, and says nothing of what it is.
        let meeting = "title=Talk&day=2026-11-05&time=13:30&minutes=45&key=1";
        let path = format!("{}/appointments", gerda.page);
        journey.kim_sends(&path, meeting).await;
        journey.until("2026-11-06").await;
        let texts = journey.carried();
        assert_eq!(texts.iter().map(way).collect::<Vec<_>>(), ["sms", "sms"]);
        assert!(all_in(&texts, Language::Da), "{engine}");
        let words = said(&texts[0]);
        assert!(words.starts_with("Du har en besked"), "{engine}: {words}");
        for secret in ["Talk", "Kim", "Ish", "Gerda"] {
            assert!(!words.contains(secret), "{engine}: {words}");
        }

        journey.until("2027-05-31").await;
        journey.dates(&gerda, Some("2027-05-31")).await;
        journey.carried();
        // Is this still her number? A text in the third, the sixth and the ninth month.
        journey.until("2028-05-01").await;
        let checks = journey.ways();
        assert!(!checks.is_empty(), "{engine}");
        assert!(checks.iter().all(|it| *it == "sms"), "{engine}: {checks:?}");

        // The year is over: a few texts, then the telephone.
        journey.until("2028-06-17").await;
        let asked = journey.ways();
        assert!((1..=5).contains(&asked.len()), "{engine}: {asked:?}");
        assert!(asked.iter().all(|it| *it == "sms"), "{engine}: {asked:?}");
        journey.until("2028-06-20").await;
        let year = call(&journey).await;
        let done = journey.answers(&journey.kims().await, &year).await;
        assert!(done.body.contains("Receipt"), "{engine}: {}", done.body);
        journey.until("2028-08-30").await;
        assert!(
            journey.carried().is_empty(),
            "{engine}: and then there is peace"
        );
        assert_eq!(journey.ended(&gerda).await, Some("complete"), "{engine}");
    }
}

/// Kim calls; somebody picks up and has the time. Returns where the form is.
async fn call(journey: &Journey) -> String {
    let list = journey.to_do("phone").await;
    let path = format!("/desk/calls/{}", list.first().expect("a call"));
    journey.kim_sends(&path, "outcome=answering").await
}

#[tokio::test]
async fn someone_at_a_hostel_answers_on_a_borrowed_phone_which_keeps_nothing() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let at = "year=1985&language=sv&arm=intervention&phone=%2B45+10+20+30+40";
        let olle = journey.kim_adds("Olle", at).await;
        journey.agrees(&olle).await;
        journey.dates(&olle, None).await;
        journey.works().await;

        let borrowed = journey.comes_in(&olle, "shared").await;
        for path in ["/today", "/plan", "/appointments", "/more"] {
            let page = journey.world.get(&borrowed, path).await;
            assert_eq!(page.status, 200, "{engine}: {path}");
            assert!(!page.headers.contains_key("x-keep"), "{engine}: {path}");
            assert_eq!(
                page.headers["cache-control"], "no-store",
                "{engine}: {path}"
            );
            assert!(!page.body.contains("data-keeper"), "{engine}: {path}");
        }
        let rating = journey
            .open(&olle, "self-rating")
            .await
            .expect("a question");
        let form = format!("/questions/{rating}");
        let pack = journey
            .world
            .post(&borrowed, &format!("{form}/pack"), "")
            .await;
        assert_eq!(pack.status, 403, "{engine}: no form to keep");
        let done = journey.answers(&borrowed, &form).await;
        assert!(
            done.body.contains("Kvittens") || done.body.contains("Kvitto"),
            "{}",
            done.body
        );
        let out = journey.world.post(&borrowed, "/sign-out", "").await;
        assert!(out.headers.contains_key("clear-site-data"), "{engine}");
        let after = journey.world.get(&borrowed, "/today").await;
        assert!(!after.status.is_success(), "{engine}: {}", after.status);

        journey.until("2027-05-31").await;
        journey.dates(&olle, Some("2027-05-31")).await;
        // Nobody finds him at the hostel: after the calls a letter goes there.
        journey.until("2028-07-14").await;
        assert!(journey.carried().is_empty(), "{engine}: he has no address");
        let letters = journey.to_do("letter").await;
        let path = format!("/letters/{}", letters.first().expect("a letter"));
        let address = "address=Herberget%0D%0AGatan+1%0D%0A2635+Ish%C3%B8j";
        let letter = journey
            .world
            .post(&journey.kims().await, &path, address)
            .await;
        assert!(
            letter.body.contains("Herberget"),
            "{engine}: {}",
            letter.body
        );
        let code = between(&letter.body, "/a/", "<").expect("a code to type");
        let code: String = code.chars().take(19).collect();
        journey.kim_sends(&format!("{path}/sent"), "").await;

        // He types the code into whatever phone lies there, and the next to hold it sees nothing.
        let door = format!("/a/{code}");
        let done = journey.answers_by_link(&door).await;
        assert!(
            done.body.contains("Kvittens") || done.body.contains("Kvitto"),
            "{}",
            done.body
        );
        assert!(!done.body.contains("Olle"), "{engine}: {}", done.body);
        let again = journey.world.get("", &door).await;
        assert!(
            !again.body.contains("Olle") && !again.body.contains("checked"),
            "{}",
            again.body
        );
        journey.until("2028-08-30").await;
        assert_eq!(journey.ended(&olle).await, Some("complete"), "{engine}");
    }
}
