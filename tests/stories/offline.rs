//! A phone without a network: what it kept, what it says, and what it forgets; in a real browser.

use std::time::Duration;

use app::identity::Role;
use serde_json::json;
use server::identity::store::Whose;
use server::notifications::Couriers;
use server::web;
use tests::World;
use tests::driver::{self, Driver, Result};
use thirtyfour::Cookie;
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;

/// Today needs a programme that can be read.
const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// A participant's phone in front of a server that can be taken away.
struct Phone {
    browser: WebDriver,
    base: String,
    server: Option<Runtime>,
    _driver: Driver,
}

impl Drop for Phone {
    /// A runtime must not be dropped where others run, also when a test fails.
    fn drop(&mut self) {
        self.lose_the_network();
    }
}

impl Phone {
    /// Signed in as somebody who has just come in.
    async fn signed_in() -> Result<Self> {
        let world = World::on("sqlite").await;
        let staff = world.staff("Kim", Role::Coordinator).await;
        let programme = world.programme("ishoj-sme", PROTOCOL).await;
        let (ada, _) = world.participant("Ada", &programme, &staff).await;
        let cookie = world.signed_in(Whose::Participant(ada)).await;
        // As when a server starts: whoever speaks HTTP in this process, the driver's client
        // too, needs the cryptography that the couriers choose.
        Couriers::of(&world.app.settings, &world.app.db).await?;
        let (name, token) = cookie.split_once('=').ok_or("a cookie")?;

        // A runtime of its own: dropping it cuts every connection, as a tunnel does.
        let server = Runtime::new()?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let base = format!("http://{}", listener.local_addr()?);
        let router = web::router(world.app.clone());
        server.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });

        let (browser, driver) = driver::open(driver::wanted()?).await?;
        browser.goto(format!("{base}/robots.txt")).await?;
        let mut cookie = Cookie::new(name, token);
        cookie.set_path("/");
        browser.add_cookie(cookie).await?;
        let phone = Self {
            browser,
            base,
            server: Some(server),
            _driver: driver,
        };
        phone.visit("/today").await?;
        phone
            .until("return navigator.serviceWorker.controller !== null")
            .await?;
        Ok(phone)
    }

    async fn visit(&self, path: &str) -> Result {
        Ok(self.browser.goto(format!("{}{path}", self.base)).await?)
    }

    /// Waits until a script returns true.
    async fn until(&self, script: &str) -> Result {
        for _ in 0..100 {
            let said = self.browser.execute(script, vec![]).await;
            if said.is_ok_and(|said| said.json() == &json!(true)) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(format!("never true: {script}").into())
    }

    async fn has_kept(&self, path: &str) -> Result {
        self.until(&format!(
            "return caches.open('pages-v1').then((pages) => pages.match('{path}')).then(Boolean)"
        ))
        .await
    }

    async fn text(&self) -> Result<String> {
        Ok(self.browser.find(By::Tag("body")).await?.text().await?)
    }

    fn lose_the_network(&mut self) {
        if let Some(server) = self.server.take() {
            server.shutdown_background();
        }
    }

    async fn close(mut self) -> Result {
        self.lose_the_network();
        Ok(self.browser.clone().quit().await?)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_without_a_network_reads_the_pages_they_saw_last_and_when_that_was() -> Result {
    let mut phone = Phone::signed_in().await?;
    phone.visit("/today").await?;
    phone.has_kept("/today").await?;
    assert!(!phone.text().await?.contains("No connection right now"));

    phone.lose_the_network();
    phone.visit("/today").await?;
    let today = phone.text().await?;
    assert!(today.contains("No connection right now"), "{today}");
    assert!(today.contains("Ada"), "{today}");
    let style = "return getComputedStyle(document.querySelector('.bar')).display !== 'inline'";
    phone.until(style).await?;

    phone.visit("/plan").await?;
    let never_seen = phone.text().await?;
    assert!(never_seen.contains("You are offline"), "{never_seen}");
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_who_signs_out_leaves_nothing_on_the_phone() -> Result {
    let mut phone = Phone::signed_in().await?;
    phone.visit("/today").await?;
    phone.has_kept("/today").await?;
    phone.visit("/more").await?;
    // As a finger does: out from under the bar first.
    let middle =
        "document.querySelector(\"form[action='/sign-out']\").scrollIntoView({ block: 'center' })";
    phone.browser.execute(middle, vec![]).await?;
    phone
        .browser
        .find(By::Css("form[action='/sign-out'] button"))
        .await?
        .click()
        .await?;
    phone
        .until("return caches.has('pages-v1').then((has) => !has)")
        .await?;

    phone.lose_the_network();
    phone.visit("/today").await?;
    let text = phone.text().await?;
    assert!(
        text.contains("You are offline") && !text.contains("Ada"),
        "{text}"
    );
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_always_shown_even_when_it_cannot_be_read() -> Result {
    let phone = Phone::signed_in().await?;
    let allowed = json!({ "origin": phone.base, "permissions": ["notifications"] });
    phone
        .browser
        .cdp()
        .send_raw("Browser.grantPermissions", allowed)
        .await?;
    phone
        .browser
        .cdp()
        .send_raw("ServiceWorker.enable", json!({}))
        .await?;
    let said = json!({ "web_push": 8030, "notification": { "title": "You have a message", "navigate": "/m", "tag": "a" } });
    for (data, title) in [
        (said.to_string(), "You have a message"),
        ("?".into(), "Dagsform"),
    ] {
        let shown = format!(
            "return navigator.serviceWorker.ready.then((ready) => ready.getNotifications())\
             .then((all) => all.some((one) => one.title === '{title}'))"
        );
        let mut is_shown = false;
        for _ in 0..40 {
            // The browser counts its registrations from 0; ours is the only one, once it is there.
            for id in 0..4 {
                let push = json!({ "origin": format!("{}/", phone.base), "registrationId": id.to_string(), "data": data });
                let _ = phone
                    .browser
                    .cdp()
                    .send_raw("ServiceWorker.deliverPushMessage", push)
                    .await;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
            is_shown = phone
                .browser
                .execute(shown.clone(), vec![])
                .await?
                .convert()?;
            if is_shown {
                break;
            }
        }
        assert!(is_shown, "{title}");
    }
    phone.close().await
}
