//! What goes wrong in people's hands: a kind answer in their language, and nothing typed is lost.

use axum::http::StatusCode;
use tests::{Answer, engines};

use super::office::Office;

/// What is said in each language: a plan that was replaced while it was read, a meeting that was
/// moved, a text that is too long.
const SAID: [[&str; 4]; 4] = [
    [
        "da",
        "Planen er ændret imens. Se den nye plan, og vælg så igen.",
        "Aftalen er flyttet imens. Se den nye tid, og svar så igen.",
        "Der er plads til 1000 tegn.",
    ],
    [
        "sv",
        "Planen har ändrats under tiden. Se den nya planen och välj igen.",
        "Mötet har flyttats under tiden. Se den nya tiden och svara igen.",
        "Det finns plats för 1000 tecken.",
    ],
    [
        "en",
        "The plan was changed meanwhile. Look at the new one, and choose again.",
        "The appointment was moved meanwhile. Look at the new time, and answer again.",
        "There is room for 1000 characters.",
    ],
    [
        "ar",
        "تغيّرت الخطة في هذه الأثناء.",
        "نُقل الموعد في هذه الأثناء.",
        "المساحة",
    ],
];

impl Office {
    async fn ada_sends(&self, path: &str, form: &str) -> Answer {
        self.world.post(&self.adas, path, form).await
    }

    /// The plan as it stands, by the id that the form about it carries.
    async fn plan_read(&self) -> String {
        let page = self.world.get(&self.adas, "/plan").await.body;
        let at = page.find("name=\"revision\" value=\"").expect("a form") + 23;
        page[at..at + 36].to_owned()
    }
}

/// The form comes back: 422, in this language, with the sentence and with what was typed.
fn comes_back(answer: &Answer, tag: &str, sentence: &str, typed: &str) {
    let page = &answer.body;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(
        page.contains(&format!("<html lang=\"{tag}\"")),
        "{tag}: {page}"
    );
    assert!(page.contains(sentence), "{tag}: {sentence}: {page}");
    assert!(page.contains(typed), "{tag}: nothing typed is lost: {page}");
}

#[tokio::test]
async fn a_plan_that_was_replaced_while_it_was_read_is_shown_before_it_is_answered() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let path = format!("/people/{}/plan", office.ada);
        let write = async |based_on: usize, words: &str| {
            let form = format!("based_on={based_on}&goal-0-words={words}&note=Hello");
            let saved = office.world.post(&office.kims, &path, &form).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        };
        write(0, "Sleep").await;
        for (n, [tag, replaced, ..]) in SAID.into_iter().enumerate() {
            office
                .ada_sends("/language", &format!("language={tag}&back=/"))
                .await;
            let read = office.plan_read().await;
            write(n + 1, &format!("Goal{n}")).await;
            let form = format!("revision={read}&agreed=yes&comment=My+own+words");
            let back = office.ada_sends("/plan/reply", &form).await;
            comes_back(&back, tag, replaced, "My own words");
            assert!(
                back.body.contains(&format!("Goal{n}")),
                "{engine}: the new one"
            );
            assert_eq!(office.rows_in("plan_replies").await, 0, "{engine}: {tag}");
        }
        // Once she has seen it, the same press counts.
        let form = format!("revision={}&agreed=yes", office.plan_read().await);
        let done = office.ada_sends("/plan/reply", &form).await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            done.body
        );
    }
}

#[tokio::test]
async fn an_answer_to_a_meeting_that_was_moved_meanwhile_shows_its_new_time_first() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        let path = format!("/appointments/{id}/move");
        for (n, [tag, _, moved, _]) in SAID.into_iter().enumerate() {
            office
                .ada_sends("/language", &format!("language={tag}&back=/"))
                .await;
            let read = office.kept(&id).await.starts_at.as_millisecond();
            let form = format!("day=2026-11-{:02}&time=14:30&minutes=45", 6 + n);
            let done = office.world.post(&office.kims, &path, &form).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            for wish in ["come", "move", "cancel"] {
                let form = format!("wish={wish}&starts={read}");
                let back = office
                    .ada_sends(&format!("/appointments/{id}/wish"), &form)
                    .await;
                comes_back(&back, tag, moved, "14");
            }
            assert_eq!(office.kept(&id).await.wish, None, "{engine}: {tag}");
        }
        let now = office.kept(&id).await.starts_at.as_millisecond();
        let form = format!("wish=move&starts={now}");
        office
            .ada_sends(&format!("/appointments/{id}/wish"), &form)
            .await;
        assert!(office.kept(&id).await.wish.is_some(), "{engine}");
    }
}

#[tokio::test]
async fn ten_thousand_letters_come_back_from_every_field_that_people_write_in() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let path = format!("/people/{}/plan", office.ada);
        let form = "based_on=0&goal-0-words=Sleep&note=Hello";
        office.world.post(&office.kims, &path, form).await;
        let long = "å".repeat(10_000);
        for [tag, _, _, room] in SAID {
            office
                .ada_sends("/language", &format!("language={tag}&back=/"))
                .await;
            let read = office.plan_read().await;
            let form = format!("revision={read}&agreed=no&comment={long}");
            comes_back(
                &office.ada_sends("/plan/reply", &form).await,
                tag,
                room,
                &long,
            );
            let form = format!("what=energy&comment={long}");
            comes_back(
                &office.ada_sends("/my-data/erase", &form).await,
                tag,
                room,
                &long,
            );
        }
        assert_eq!(office.rows_in("plan_replies").await, 0, "{engine}");
        assert_eq!(office.rows_in("erasure_requests").await, 0, "{engine}");
    }
}

#[tokio::test]
async fn a_rating_outside_its_scale_changes_nothing_and_leads_back_in_every_language() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for [tag, ..] in SAID {
            // As a browser has it from signing in on.
            let cookie = format!("{}; dagsform-language={tag}", office.adas);
            for energy in ["11", "-1", "5.5", "many", "%00", "99999999999999999999"] {
                let form = format!("energy={energy}");
                let back = office.world.post(&cookie, "/today/check-in", &form).await;
                assert!(back.status.is_client_error(), "{engine}: {energy}");
                let page = &back.body;
                assert!(
                    page.contains(&format!("<html lang=\"{tag}\"")),
                    "{tag}: {page}"
                );
                assert!(page.contains("href=\"/"), "{tag}: a way on: {page}");
            }
        }
        assert_eq!(office.rows_in("check_ins").await, 0, "{engine}");
    }
}
