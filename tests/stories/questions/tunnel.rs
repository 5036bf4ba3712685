//! Answering in a tunnel, in a real browser: every answer arrives, and arrives once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::ids::OccasionId;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::get;
use serde_json::json;
use server::notifications::Couriers;
use server::questionnaires::store;
use server::{on, web};
use tests::driver::Result;

use super::Office;
use crate::stories::phone::{Network, Pocket};

const FORMS: usize = 20;
const QUESTIONS: usize = 10;

/// Ten questions of five kinds; the last but one is asked because of an answer before it.
fn form(number: usize) -> String {
    let items: Vec<_> = (0..QUESTIONS)
        .map(|place| {
            let text = format!("Question {number}.{place}?");
            let id = format!("q{place}");
            match place % 5 {
                0 => json!({"linkId": id, "type": "boolean", "text": text}),
                1 => json!({"linkId": id, "type": "choice", "text": text, "answerOption":
                    [{"valueCoding": {"code": "a", "display": "A"}}, {"valueCoding": {"code": "b", "display": "B"}}]}),
                2 => json!({"linkId": id, "type": "integer", "text": text}),
                3 => json!({"linkId": id, "type": "text", "text": text, "required": true,
                    "enableWhen": [{"question": "q0", "operator": "exists", "answerBoolean": true}]}),
                _ => json!({"linkId": id, "type": "date", "text": text}),
            }
        })
        .collect();
    json!({"resourceType": "Questionnaire", "status": "active", "title": format!("Form {number}"), "item": items})
        .to_string()
}

impl Office {
    /// So many questionnaires wait for Ada.
    pub(super) async fn due(&self, forms: usize) -> Vec<OccasionId> {
        let mut all = Vec::new();
        for number in 0..forms {
            let key = format!("form-{number:02}");
            let mut tx = self.world.tx().await;
            let office = &self.world.organisation;
            store::publish(&mut tx, office, &key, 1, &form(number), self.world.now())
                .await
                .unwrap();
            tx.commit().await.unwrap();
            all.push(self.ada_is_asked(&key, "identified").await);
        }
        all
    }

    /// Counts from now on how often an answer is written, first and again.
    async fn counts_writes(&self) {
        let mut tx = self.world.tx().await;
        for text in [
            "create table writes (link_id text)",
            "create trigger first after insert on answers begin insert into writes values (new.link_id); end",
            "create trigger again after update on answers begin insert into writes values (new.link_id); end",
        ] {
            on!(&mut tx, db => sqlx::query(text).execute(db).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(super) fn routes(&self) -> Router {
        web::router(self.world.app.clone())
    }

    /// Ada's phone, signed in, with what is due on it, and then no network.
    pub(super) async fn tunnel(&self, forms: usize) -> Result<(Network, Pocket)> {
        // As when a server starts: whoever speaks HTTP in this process, the driver's client
        // too, needs the cryptography that the couriers choose.
        Couriers::of(&self.world.app.settings, &self.world.app.db).await?;
        let mut network = Network::with(self.routes())?;
        let phone = Pocket::new(&network.base).await?;
        phone.signs_in(&self.cookie).await?;
        phone.has_kept(forms).await?;
        network.cut();
        Ok((network, phone))
    }
}

/// Loses its answer on the way back, for the requests of these numbers: what they brought is
/// stored all the same.
fn forgetful(routes: Router, losing: &'static [usize]) -> Router {
    let seen = Arc::new(AtomicUsize::new(0));
    routes.layer(middleware::from_fn(move |request: Request, next: Next| {
        let seen = seen.clone();
        async move {
            let counts = request.uri().path() == "/answers/queued";
            let answer = next.run(request).await;
            let number = if counts {
                seen.fetch_add(1, Ordering::SeqCst)
            } else {
                usize::MAX
            };
            if losing.contains(&number) {
                return StatusCode::BAD_GATEWAY.into_response();
            }
            answer
        }
    }))
}

/// The next version: its worker is another one.
fn newer(routes: Router) -> Router {
    let worker = concat!(
        include_str!("../../../public/worker.js"),
        "\n// A version later.\n"
    );
    let kind = [(CONTENT_TYPE, "text/javascript")];
    Router::new()
        .route("/worker.js", get(async move || (kind, worker)))
        .fallback_service(routes)
}

/// Somebody quick: answers each question as soon as it is there, by the fields and the button.
const QUICK: &str = "
    const answer = () => {
        const form = document.querySelector('[data-shown] form.question');
        if (!form || form.answered) return;
        form.answered = true;
        const [number, place] = form.querySelector('h1').textContent.match(/\\d+/g).map(Number);
        const row = form.querySelector('input[type=radio]');
        const words = { 2: '7', 4: '2026-11-02' }[place % 5] ?? `words ${number}.${place}`;
        if (row) row.checked = true;
        else form.querySelector('[name=answer]').value = words;
        form.querySelector('[value=next]').click();
    };
    new MutationObserver(answer).observe(document, { childList: true, subtree: true });";

/// Answers everything that Today offers in the tunnel.
async fn answer_forms(phone: &Pocket, numbers: std::ops::Range<usize>) -> Result {
    phone.everywhere(QUICK).await?;
    for number in numbers {
        phone.visit("/today").await?;
        let offered = "const due = document.querySelectorAll('[data-due]:not([hidden]) h2');
            return due.length === 1 && due[0].innerText";
        phone
            .until(&format!("{offered} === 'Form {number}'"))
            .await?;
        phone.press("[data-due]:not([hidden]) a").await?;
        phone.says("Your answers are on this phone").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_answers_from_a_tunnel_arrive_exactly_once() -> Result {
    let began = std::time::Instant::now();
    let office = Office::on("sqlite").await;
    office.due(FORMS).await;
    office.counts_writes().await;
    let (mut network, phone) = office.tunnel(FORMS).await?;

    answer_forms(&phone, 0..FORMS / 2).await?;
    phone.visit("/today").await?;
    phone.says("100 answers are waiting on this phone").await?;
    let phone = phone.killed_and_opened_again().await?;
    answer_forms(&phone, FORMS / 2..FORMS).await?;
    assert_eq!(office.count("select count(*) from answers").await, 0);
    println!("answered in {:.0} s", began.elapsed().as_secs_f32());

    // Meanwhile the session ends, and the server starts again in a newer version.
    let mut tx = office.world.tx().await;
    on!(&mut tx, db => sqlx::query("delete from sessions").execute(db).await.map(drop))?;
    tx.commit().await?;
    network.back(forgetful(newer(office.routes()), &[3, 60, 150]))?;
    for _ in 0..120 {
        phone.visit("/").await?;
        if office.count("select count(*) from responses").await == FORMS as i64 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let answers = office.count("select count(*) from answers").await;
    let writes = office.count("select count(*) from writes").await;
    let sent = office.count("select count(*) from responses").await;
    println!(
        "{answers} answers of {} stored in {writes} writes, {sent} questionnaires sent, {:.0} s",
        FORMS * QUESTIONS,
        began.elapsed().as_secs_f32()
    );
    assert_eq!((answers, writes, sent), (200, 200, 20));

    // Signed in again: a receipt for each, and nothing waits.
    let whose = server::identity::store::Whose::Participant(office.ada.clone());
    phone.gets(&office.world.signed_in(whose).await).await?;
    phone.visit("/today").await?;
    phone.says("We have your answers. Receipt").await?;
    assert!(!phone.text().await?.contains("waiting"));
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_with_answers_waiting_is_asked_first() -> Result {
    let office = Office::on("sqlite").await;
    office.due(1).await;
    let (mut network, phone) = office.tunnel(1).await?;
    phone.visit("/today").await?;
    phone.press("[data-due] a").await?;
    phone.says("Question 0.0?").await?;
    phone.answers(0, "").await?;
    phone.says("Question 0.1?").await?;
    phone.says("One answer is waiting on this phone").await?;

    let leave = "const form = Object.assign(document.createElement('form'), { method: 'post', action: '/sign-out' });
        document.body.append(form); form.submit()";
    phone.run(leave, vec![]).await?;
    phone
        .says("There are answers that we do not have yet")
        .await?;
    phone.press("a.primary").await?;
    phone.says("One answer is waiting on this phone").await?;

    // With a network they are sent first, and then everything is gone from the phone.
    network.back(office.routes())?;
    phone.run(leave, vec![]).await?;
    phone.until("return location.pathname === '/'").await?;
    assert_eq!(office.count("select count(*) from answers").await, 1);
    let gone = "return Promise.all([indexedDB.databases(), caches.has('forms-v1'), caches.has('pages-v1')])
        .then(([all, forms, pages]) => all.length === 0 && !forms && !pages)";
    phone.until(gone).await?;

    // And who would rather have them deleted gets that.
    let whose = server::identity::store::Whose::Participant(office.ada.clone());
    phone.signs_in(&office.world.signed_in(whose).await).await?;
    phone.has_kept(1).await?;
    network.cut();
    phone.visit("/today").await?;
    phone.press("[data-due] a").await?;
    phone.says("Question 0.1?").await?;
    phone.answers(0, "").await?;
    phone.says("One answer is waiting").await?;
    phone.run(leave, vec![]).await?;
    phone
        .says("There are answers that we do not have yet")
        .await?;
    phone.press("form[action='/sign-out'] button").await?;
    phone.says("You are offline").await?;
    phone.until(gone).await?;
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_on_a_phone_cannot_be_read_there() -> Result {
    let office = Office::on("sqlite").await;
    office.due(1).await;
    let (network, phone) = office.tunnel(1).await?;
    phone.visit("/today").await?;
    phone.press("[data-due] a").await?;
    let secret = "Xylophonkonzertabend";
    for place in 0..4 {
        phone.says(&format!("Question 0.{place}?")).await?;
        phone
            .answers(0, if place == 2 { "7" } else { secret })
            .await?;
    }
    phone.says("4 answers are waiting").await?;
    // Going back shows what was typed: it is there, and it can be decrypted.
    phone.press("a.back").await?;
    phone
        .until(&format!(
            "return document.querySelector('textarea')?.value === '{secret}'"
        ))
        .await?;
    phone.visit("/robots.txt").await?;
    drop(network);
    let profile = phone.killed()?;
    let (mut files, mut found) = (0, Vec::new());
    for kept in ["IndexedDB", "Service Worker"] {
        search(
            &profile.join("Default").join(kept),
            secret,
            &mut files,
            &mut found,
        )?;
    }
    assert!(files > 5, "the phone's database is somewhere else: {files}");
    assert!(found.is_empty(), "{found:?}");
    std::fs::remove_dir_all(profile)?;
    Ok(())
}

/// Counts the files in a folder, and finds those with these words in any of a browser's encodings.
fn search(
    folder: &std::path::Path,
    words: &str,
    files: &mut usize,
    found: &mut Vec<String>,
) -> Result {
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            search(&path, words, files, found)?;
            continue;
        }
        *files += 1;
        let bytes = std::fs::read(&path)?;
        let has = |part: &[u8]| bytes.windows(part.len()).any(|it| it == part);
        if has(words.as_bytes()) || has(&wide) {
            found.push(path.display().to_string());
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_refused_stays_until_the_person_has_seen_why() -> Result {
    let office = Office::on("sqlite").await;
    let of = office.branching().await;
    let (mut network, phone) = office.tunnel(1).await?;
    phone.visit("/today").await?;
    phone.press("[data-due] a").await?;
    phone.says("Do you work?").await?;
    phone.answers(0, "").await?;
    phone.says("How many hours?").await?;
    // What the phone can judge by itself it says at once.
    phone.answers(0, "many").await?;
    phone.says("Write a number, such as 5.").await?;
    phone.answers(0, "20").await?;
    phone.says("Your answers are on this phone").await?;

    // On another phone, later, she says that she does not work.
    network.back(office.routes())?;
    let other = office
        .send(&of, "works", "answer=false&deed=not_today&key=k")
        .await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    phone.visit("/today").await?;
    phone.says("One answer could not be sent.").await?;
    phone.press("[data-waiting] a").await?;
    phone
        .says("We no longer ask this, because another answer has changed.")
        .await?;
    phone.until("const field = document.querySelector('[name=answer]'); return field.value === '20' && field.disabled").await?;
    phone.press("[data-discards]").await?;
    phone.until("return location.pathname === '/today' && document.querySelector('[data-waiting]').hidden").await?;
    assert_eq!(
        office.kept(&of).await,
        vec![super::value("works", r#"{"valueBoolean":false}"#)]
    );
    phone.close().await
}
