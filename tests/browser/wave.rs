//! A wave that closes: nine answers say nothing, ten say something, and nothing before its time.

use app::identity::Role;
use app::ids::{OccasionId, ParticipantId};
use axum::http::StatusCode;
use server::scheduling;

use super::screen::{Result, Screen};
use super::site::Site;
use tests::engines;

/// Where the indicator of the participants' influence stands.
const TILE: &str = "section[aria-labelledby='influence-heading']";

/// Ten people who are all asked the same thing today, in confidence.
async fn ten_asked(site: &Site) -> Vec<(ParticipantId, OccasionId)> {
    let (mut people, mut enrolments) = (Vec::new(), Vec::new());
    for number in 1..=10 {
        let (id, enrolment) = site.participant(&format!("Person{number}")).await;
        people.push(id);
        enrolments.push(enrolment);
    }
    let mut tx = site.world.tx().await;
    let now = site.world.now();
    let sent = scheduling::send_now(&mut tx, "influence", &enrolments, now)
        .await
        .expect("sent");
    tx.commit().await.expect("a commit");
    let occasions = sent.into_iter().map(|(_, outcome)| outcome.expect("asked"));
    people.into_iter().zip(occasions).collect()
}

/// The first one answers in a browser, on the question's own page.
async fn answers_on_the_phone(
    site: &Site,
    person: &ParticipantId,
    occasion: &OccasionId,
) -> Result {
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&site.signed_in(person).await).await?;
    phone.visit(&format!("/questions/{occasion}")).await?;
    phone.says("I have had a say in my plan.").await?;
    phone
        .says("Your answer is confidential, not anonymous.")
        .await?;
    phone.fits().await?;
    phone.tap("label.choice").await?;
    phone.tap("button[name='deed'][value='next']").await?;
    phone.says("Thank you, your answers have arrived").await?;
    phone.close().await
}

/// The others answer with what the same page would send.
async fn answers_by_form(site: &Site, person: &ParticipantId, occasion: &OccasionId, row: usize) {
    let cookie = site.signed_in(person).await;
    let path = format!("/questions/{occasion}/influence");
    let page = site.world.get(&cookie, &path).await;
    let mut rows = page
        .body
        .split("<input")
        .filter(|it| it.contains(r#"name="answer""#));
    let row = rows.nth(row).expect("a row to choose");
    let value = row
        .split(r#"value=""#)
        .nth(1)
        .and_then(|it| it.split('"').next());
    let form = format!("answer={}&deed=next", value.expect("a value"));
    let sent = site.world.post(&cookie, &path, &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(sent.location().ends_with("/done"), "{}", sent.location());
}

/// What a manager reads of the influence, and how many drawings stand beside it.
async fn read_results(site: &Site) -> Result<(String, usize)> {
    let desk = Screen::desk(&site.base).await?;
    desk.sign_in(
        &site
            .staff(
                &format!("Mette {}", uuid::Uuid::now_v7().simple()),
                Role::Manager,
            )
            .await,
    )
    .await?;
    desk.visit("/results").await?;
    desk.fits().await?;
    let read = (
        desk.text(TILE).await?,
        desk.count(&format!("{TILE} svg")).await?,
    );
    desk.close().await?;
    Ok(read)
}

/// `answers` of ten people answer; returns what the manager reads before and after the close.
async fn wave_of(engine: &str, answers: usize) -> Result<[(String, usize); 2]> {
    let site = Site::on(engine).await;
    let asked = ten_asked(&site).await;
    let (first, others) = asked.split_first().ok_or("ten people")?;
    answers_on_the_phone(&site, &first.0, &first.1).await?;
    for (place, (person, occasion)) in others.iter().take(answers - 1).enumerate() {
        answers_by_form(&site, person, occasion, place % 2).await;
    }
    site.round_at("2026-12-31T12:00:00Z").await;
    let before = read_results(&site).await?;
    site.round_at("2027-01-02T09:00:00Z").await;
    Ok([before, read_results(&site).await?])
}

#[tokio::test(flavor = "multi_thread")]
async fn nine_answers_say_nothing_when_the_wave_has_closed() -> Result {
    for engine in engines() {
        let [before, (after, drawings)] = wave_of(engine, 9).await?;
        assert_eq!(before.1, 0, "{engine}: {}", before.0);
        assert!(
            after.contains("Too few answers (fewer than 10)."),
            "{engine}: {after}"
        );
        assert_eq!(drawings, 0, "{engine}: no drawing");
        for figure in ["%", "9", "people asked"] {
            assert!(!after.contains(figure), "{engine}: {figure} in {after}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_answers_show_a_figure_that_was_not_there_before() -> Result {
    for engine in engines() {
        let [(before, drawn), (after, drawings)] = wave_of(engine, 10).await?;
        assert!(!before.contains('%') && drawn == 0, "{engine}: {before}");
        assert!(before.contains("New answers wait"), "{engine}: {before}");
        assert!(
            after.contains("10 answers from 10 people asked (100%)"),
            "{engine}: {after}"
        );
        assert!(
            after.contains("Agree, quarter 4, 2026"),
            "{engine}: {after}"
        );
        assert!(drawings > 0, "{engine}: a drawing");
        assert!(!after.contains("Too few"), "{engine}: {after}");
    }
    Ok(())
}
