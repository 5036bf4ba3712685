//! Answers without a name, in a real browser: the ticket on one visit, the answer on another.

use app::ids::WaveId;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::ACCEPT_ENCODING;
use serde_json::{Value, json};
use server::anonymous::Pool;
use server::identity::store::Whose;
use server::{assets, scheduling, web};
use tower::ServiceExt;

use super::screen::{Result, Screen};
use super::site::Site;

/// The module and the script that loads it, compressed: only a phone that fetches a ticket pays.
const MODULE: usize = 25_000;

/// Looks into what the phone keeps, or changes it: `work` is given the store.
const KEPT: &str = "const [store, name, what] = arguments;
  // Opening what is not there yet would make it, and empty.
  return indexedDB.databases().then((all) => all.some((it) => it.name === 'anonymous') && new Promise((done, fail) => {
    const request = indexedDB.open('anonymous', 1);
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const it = request.result.transaction(store, 'readwrite').objectStore(store);
      const asked = what ? it.put(what, name) : name ? it.get(name) : it.getAllKeys();
      asked.onsuccess = () => { request.result.close(); done(asked.result); };
    };
  }))";

/// Everything in the database of what was begun.
const DRAFTS: &str = "return new Promise((done) => {
    const open = indexedDB.open('drafts');
    open.onsuccess = () => {
      const all = open.result.transaction('drafts').objectStore('drafts').getAll();
      all.onsuccess = () => { open.result.close(); done(all.result.map((it) => ({...it, sealed: {...it.sealed}}))); };
    };
  })";

async fn kept(
    phone: &Screen,
    store: &str,
    name: Option<&str>,
    what: Option<Value>,
) -> Result<Value> {
    phone
        .run(KEPT, vec![json!(store), json!(name), json!(what)])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_of_one_visit_sends_answers_without_a_name_on_another() -> Result {
    let site = Site::nameless("sqlite").await;
    let (ada, enrolment) = site.participant("Ada").await;
    let adas = site.world.signed_in(Whose::Participant(ada)).await;
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&adas).await?;
    phone.visit("/today").await?;
    let mut tickets = Value::Null;
    for _ in 0..100 {
        tickets = kept(&phone, "tokens", None, None).await.unwrap_or_default();
        if tickets.as_array().is_some_and(|it| it.len() == 2) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(tickets.as_array().map(Vec::len), Some(2), "{tickets}");
    phone.visit("/today").await?;
    let loaded = phone.loaded().await?;
    assert!(
        !loaded.iter().any(|it| it.ends_with(".wasm")),
        "once they are there nothing is loaded: {loaded:?}"
    );

    let mut tx = site.world.tx().await;
    let now = site.world.now();
    let sent = scheduling::send_now(&mut tx, "influence", &[enrolment], now).await?;
    tx.commit().await?;
    let of = sent[0].1.as_ref().expect("asked").clone();
    let questions = format!("/questions/{of}");
    phone.visit(&questions).await?;
    phone.says("Your ticket came today.").await?;
    assert_eq!(phone.count("[data-begins]:not([hidden])").await?, 0);

    // The next day.
    let page = phone.run(
        "return {...document.querySelector('[data-anonymous]').dataset}",
        vec![],
    );
    let page = page.await?;
    let wave = page["anonymous"].as_str().expect("a wave").to_owned();
    let mine = format!(
        "{} {wave}",
        page["round"]
            .as_str()
            .and_then(|it| it.split(' ').next())
            .expect("whose")
    );
    let mut ticket = kept(&phone, "tokens", Some(&mine), None).await?;
    let key = ticket["key"].as_str().expect("a key").to_owned();
    ticket["since"] = json!("Mon Nov 02 2026 before");
    kept(&phone, "tokens", Some(&mine), Some(ticket)).await?;

    // A server that shows this phone another key than it saw first gets nothing.
    kept(&phone, "keys", Some(&wave), Some(json!("another"))).await?;
    phone.visit(&questions).await?;
    answer(&phone).await?;
    phone
        .says("The stamp is not the one that everyone gets.")
        .await?;
    let drafts = phone.run(DRAFTS, vec![]).await?;
    assert_eq!(drafts.as_array().map(Vec::len), Some(1), "{drafts}");
    let fields: Vec<&String> = drafts[0]
        .as_object()
        .into_iter()
        .flatten()
        .map(|it| it.0)
        .collect();
    assert_eq!(fields, ["iv", "sealed"], "nothing in the clear: {drafts}");
    kept(&phone, "keys", Some(&wave), Some(json!(key))).await?;

    phone.visit(&questions).await?;
    phone.fits().await?;
    phone
        .run(
            "const real = window.fetch; window.calls = [];
             window.fetch = (to, how) => { calls.push([String(to), how]); return real(to, how); }",
            vec![],
        )
        .await?;
    phone.tap("[data-begins] button").await?;
    phone.says("Thank you for your answers").await?;
    phone.says("It is on your phone alone.").await?;
    let calls = phone.run("return window.calls", vec![]).await?;
    let sent = calls.as_array().and_then(|all| all.last()).expect("a call");
    assert_eq!(sent[0], "/anonymous/answers", "{calls}");
    assert_eq!(sent[1]["credentials"], "omit", "{calls}");
    let body = sent[1]["body"].as_str().expect("a body");
    let settings = &site.world.app.settings;
    let folder = settings.anonymous.as_deref().expect("a folder");
    let held = Pool::in_folder(folder).hold(&WaveId::new(&wave)).await?;
    let counts = held.counts().await?;
    drop(held);
    assert_eq!(counts["influence"].iter().sum::<u32>(), 1, "{body}");

    phone.submit("[data-shown] [data-settles]").await?;
    phone.arrives("/today").await?;
    phone.visit(&questions).await?;
    phone.arrives("/today").await?;

    // Nothing that was answered here is left when somebody signs out.
    phone.visit("/more").await?;
    phone.submit("form[action='/sign-out']").await?;
    phone.arrives("/").await?;
    let left = "return indexedDB.databases().then((all) => all.map(({ name }) => name))";
    let left = phone.run(left, vec![]).await?;
    assert!(!left.to_string().contains("drafts"), "{left}");
    phone.close().await
}

/// Begins, and answers the one question with its first row.
async fn answer(phone: &Screen) -> Result {
    phone.tap("[data-begins] button").await?;
    phone.says("goes without your name").await?;
    phone.tap("label.choice").await?;
    phone.tap("button[name='deed'][value='next']").await
}

#[tokio::test]
async fn the_module_for_tickets_is_light() -> Result {
    let site = Site::on("sqlite").await;
    let glue = assets::blind().ok_or("the browser's files; build the site first")?;
    let mut module = 0;
    for path in [glue.clone(), glue.replace("blind.js", "blind_bg.wasm")] {
        let request = Request::get(&path)
            .header(ACCEPT_ENCODING, "br")
            .body(Body::empty())?;
        let answer = web::router(site.world.app.clone()).oneshot(request).await?;
        assert!(answer.status().is_success(), "{path}");
        let bytes = to_bytes(answer.into_body(), usize::MAX).await?.len();
        println!("{bytes:>8}  {path}");
        module += bytes;
    }
    assert!(module <= MODULE, "{module} bytes, of {MODULE}");
    Ok(())
}
