//! The app is opened: Today as it was seen last, at once, and then as it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use server::identity::sessions::{self, OWN_PHONE};
use server::identity::store::{self as identity, Whose};
use server::{on, web};
use tests::driver::Result;

use super::office::Office;
use super::phone::{Network, Pocket};

/// While it holds, nobody gets Today from the server.
#[derive(Clone, Default)]
struct Gate(Arc<AtomicBool>);

impl Gate {
    fn closes(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn opens(&self) {
        self.0.store(false, Ordering::SeqCst);
    }

    fn before(&self, routes: Router) -> Router {
        let gate = self.clone();
        routes.layer(middleware::from_fn(move |request: Request, next: Next| {
            let gate = gate.clone();
            async move {
                while request.uri().path() == "/today" && gate.0.load(Ordering::SeqCst) {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                next.run(request).await
            }
        }))
    }
}

/// A phone with this session, which has seen Today, and a gate before the server.
async fn phone(office: &Office, cookie: &str) -> Result<(Gate, Network, Pocket)> {
    let app = &office.world.app;
    server::notifications::Couriers::of(&app.settings, &app.db).await?;
    let gate = Gate::default();
    let network = Network::with(gate.before(web::router(app.clone())))?;
    let phone = Pocket::new(&network.base).await?;
    phone.signs_in(cookie).await?;
    Ok((gate, network, phone))
}

/// Puts the app away and opens it again: no page of ours is left before it.
async fn opens(phone: &Pocket) -> Result {
    phone.browser.goto("about:blank").await?;
    phone.visit("/today").await
}

const AS_IT_WAS: &str = "The page as it was:";
const KEPT: &str = "return caches.match('/today').then(Boolean)";

#[tokio::test(flavor = "multi_thread")]
async fn today_is_there_at_once_and_what_is_new_takes_its_place() -> Result {
    let office = Office::on("sqlite").await;
    let (gate, mut network, phone) = phone(&office, &office.adas).await?;
    phone.until(KEPT).await?;
    gate.closes();
    let path = format!("/people/{}/messages", office.ada);
    office.world.post(&office.kims, &path, "body=Hello").await;
    opens(&phone).await?;
    phone.says(AS_IT_WAS).await?;
    phone.says("Hello Ada").await?;
    assert!(!phone.text().await?.contains("new message"), "as it was");
    gate.opens();
    phone.says("new message").await?;
    assert!(!phone.text().await?.contains(AS_IT_WAS), "as it is");

    // Nothing is new: the line says so, and nothing moves.
    opens(&phone).await?;
    phone.says("The page is up to date.").await?;

    // Whoever has begun with the old page is not taken away from it.
    gate.closes();
    opens(&phone).await?;
    phone.says(AS_IT_WAS).await?;
    phone
        .run("dispatchEvent(new Event('pointerdown'))", vec![])
        .await?;
    office.world.get(&office.adas, "/messages").await;
    gate.opens();
    phone.says("There is something new on this page.").await?;
    phone.press("[data-renewing] a").await?;
    phone
        .until("return document.querySelector('[data-renewing]').hidden")
        .await?;
    assert!(!phone.text().await?.contains("new message"));

    // Without a network it says what it always said.
    phone.until(KEPT).await?;
    network.cut();
    opens(&phone).await?;
    phone
        .says("No connection right now. You see the page as it was:")
        .await?;
    assert!(!phone.text().await?.contains(AS_IT_WAS));
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_signed_out_elsewhere_is_led_out_and_the_page_is_gone() -> Result {
    let office = Office::on("sqlite").await;
    let (_gate, mut network, phone) = phone(&office, &office.adas).await?;
    phone.until(KEPT).await?;
    let mut tx = office.world.tx().await;
    on!(&mut tx, db => sqlx::query("delete from sessions").execute(db).await.map(drop))?;
    tx.commit().await?;
    opens(&phone).await?;
    phone.says("I have a code").await?;
    let gone = "return caches.has('pages-v1').then((has) => !has)";
    phone.until(gone).await?;
    network.cut();
    opens(&phone).await?;
    assert!(!phone.text().await?.contains("Ada"));
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_borrowed_phone_shows_nothing_that_was_seen_before() -> Result {
    let office = Office::on("sqlite").await;
    let token = sessions::new_token();
    let whose = Whose::Participant(office.ada.clone());
    let (here, now) = (&office.world.organisation, office.world.now());
    let mut tx = office.world.tx().await;
    identity::open_session(&mut tx, here, &whose, &token, true, now, OWN_PHONE).await?;
    tx.commit().await?;
    let (gate, _network, phone) = phone(&office, &format!("dagsform={token}")).await?;
    phone.says("Hello Ada").await?;
    gate.closes();
    let opener = gate.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(1)).await;
        opener.opens();
    });
    let began = Instant::now();
    opens(&phone).await?;
    assert!(
        began.elapsed() > Duration::from_millis(900),
        "it waits for the server"
    );
    assert!(!phone.text().await?.contains(AS_IT_WAS));
    let nothing = "return caches.match('/today').then((page) => !page)";
    phone.until(nothing).await?;
    phone.close().await
}
