//! What a first visit costs in bytes, as they go over the line.

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, COOKIE};
use axum::http::{Request, StatusCode};
use server::identity::store::Whose;
use server::{assets, web};
use tower::ServiceExt;

use super::screen::{Result, Screen};
use super::shown::Shown;
use super::site::Site;

/// The page and its style, compressed: readable before anything else has come.
const PAGE: usize = 14_000;
/// Everything that runs by itself, compressed: it comes after the page.
const PROGRAM: usize = 64_000;
/// All of a first visit.
const COLD: usize = 80_000;
/// A visit with everything kept that may be kept: the page itself.
const REPEAT: usize = 6_000;

/// How much of the page moved by itself in the first half second, as browsers count it.
const MOVED: &str = "return new Promise((done) => {
    let moved = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) if (!shift.hadRecentInput) moved += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(moved), 500);
  })";

/// The bytes of an answer as they are sent, and its text when it is not compressed.
async fn sent(site: &Site, cookie: &str, path: &str, encoding: &str) -> Result<Vec<u8>> {
    let request = Request::get(path)
        .header(COOKIE, cookie)
        .header(ACCEPT, "text/html")
        .header(ACCEPT_ENCODING, encoding)
        .body(Body::empty())?;
    let answer = web::router(site.world.app.clone()).oneshot(request).await?;
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    let coded = answer.headers().get(CONTENT_ENCODING).is_some();
    assert_eq!(
        coded,
        encoding == "br",
        "{path} is sent as it was asked for"
    );
    Ok(to_bytes(answer.into_body(), usize::MAX).await?.to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_to_today_is_light() -> Result {
    let site = Site::on("sqlite").await;
    let (ada, _) = site.participant("Ada").await;
    let kims = site.kims().await;
    for number in 1..=6 {
        let form = format!(
            "title=Walk+{number}&kind=exercise&category=physical&minutes=20&day=2026-11-02"
        );
        let planned = site
            .world
            .post(&kims, &format!("/people/{ada}/activities"), &form)
            .await;
        assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.body);
    }
    site.round().await;
    let adas = site.world.signed_in(Whose::Participant(ada)).await;

    let plain = String::from_utf8(sent(&site, &adas, "/today", "identity").await?)?;
    assert!(plain.contains("Walk 6"), "a full day: {plain}");
    let html = sent(&site, &adas, "/today", "br").await?.len();
    let styles = plain.split("<link rel=\"stylesheet\"").skip(1);
    let styles = styles.filter_map(|it| it.split("href=\"").nth(1)?.split('"').next());
    let mut style = 0;
    for path in styles {
        style += sent(&site, &adas, path, "br").await?.len();
    }
    assert!(style > 0, "a style sheet: {plain}");

    // What the page loads, by what a browser says it loaded.
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&adas).await?;
    phone.visit("/today").await?;
    phone
        .run(
            "return navigator.serviceWorker.ready.then(() => true)",
            vec![],
        )
        .await?;
    let mut programs = phone.loaded().await?;
    phone.close().await?;
    let worker = ["worker", "worker-safe", "worker-queue", "worker-forms"];
    programs.extend(worker.map(|file| format!("{}/{file}.js", site.base)));
    // And what the worker puts by for the pages of kept forms.
    programs.extend(["pack", "enabling"].map(|file| format!("{}/{file}.js", site.base)));
    // The whole bundle counts as soon as one island needs it, so it is counted always.
    let start = assets::start().ok_or("the browser's files; build the site first")?;
    let bundle = ["start.js", "app.js", "app_bg.wasm"].map(|file| start.replace("start.js", file));
    programs.extend(bundle.map(|path| format!("{}{path}", site.base)));
    programs.sort();
    programs.dedup();
    let mut program = 0;
    for address in &programs {
        let path = address
            .strip_prefix(&site.base)
            .ok_or("only our own files")?;
        if path.ends_with(".js") || path.ends_with(".wasm") {
            let bytes = sent(&site, &adas, path, "br").await?.len();
            println!("{bytes:>8}  {path}");
            program += bytes;
        }
    }
    println!("{html:>8}  /today\n{style:>8}  style");
    println!(
        "{:>8}  page, of {PAGE}\n{program:>8}  program, of {PROGRAM}",
        html + style
    );
    assert!(html + style <= PAGE, "{} bytes of page", html + style);
    assert!(html + style + program <= COLD, "of {COLD} in all");
    assert!(
        program <= PROGRAM,
        "{program} bytes of program: {programs:?}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_participant_comes_in_one_flight_and_stays_where_it_is() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let adas = site
        .world
        .signed_in(Whose::Participant(shown.ada.clone()))
        .await;
    let occasion = shown.occasion(&site).await;
    let begin = format!("/questions/{occasion}");
    let first = shown.first(&site, &occasion).await;
    let style = sent(&site, &adas, &assets::style(), "br").await?.len();
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&adas).await?;
    let pages = [
        "/today",
        "/plan",
        "/appointments",
        "/more",
        "/messages",
        "/my-data",
        "/settings",
        "/look",
        "/accessibility",
        "/anonymous",
    ];
    for language in ["da", "sv", "en", "ar"] {
        let chosen = format!("language={language}&back=/");
        site.world.post(&adas, "/language", &chosen).await;
        for path in pages.into_iter().chain([begin.as_str(), &first]) {
            let html = sent(&site, &adas, path, "br").await?.len();
            println!(
                "{:>8}  {language} {path}, {html} without its style",
                html + style
            );
            assert!(html + style <= PAGE, "{path}: {} bytes", html + style);
            assert!(html <= REPEAT, "{path}: {html} bytes when it is seen again");
            phone.visit(path).await?;
            let moved = phone.run(MOVED, vec![]).await?;
            assert_eq!(moved, 0, "{path} moves while it is read");
            let loaded = phone.loaded().await?;
            let wasm = loaded.iter().any(|it| it.ends_with(".wasm"));
            assert!(
                !wasm,
                "{path} has no island, and loads WebAssembly: {loaded:?}"
            );
        }
    }
    phone.close().await
}
