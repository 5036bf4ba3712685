//! A phone without a network: what it kept, what it says, and what it forgets; in a real browser.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use server::web;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, Cookie};
use tokio::runtime::Runtime;

use super::office::Office;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Chromedriver, which ends with its owner, also when a test panics.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server in a runtime of its own: ending it cuts every connection, as a tunnel does.
struct Server(Option<Runtime>);

impl Server {
    fn end(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// A participant's phone in front of a server that can be taken away.
struct Phone {
    browser: WebDriver,
    base: String,
    server: Server,
    _driver: Driver,
}

impl Phone {
    /// Signed in as somebody who has just come in.
    async fn signed_in() -> Result<Self> {
        let office = Office::on("sqlite").await;
        let (name, token) = office.adas.split_once('=').ok_or("a cookie")?;

        let runtime = Runtime::new()?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let base = format!("http://{}", listener.local_addr()?);
        let router = web::router(office.world.app.clone());
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });

        // The client that speaks to chromedriver wants one, although it stays on this machine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = Server(Some(runtime));
        let (driver, port) = chromedriver()?;
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary("/usr/bin/chromium")?;
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ] {
            wanted.add_arg(argument)?;
        }
        let browser = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await?;
        browser.goto(format!("{base}/robots.txt")).await?;
        let mut cookie = Cookie::new(name, token);
        cookie.set_path("/");
        browser.add_cookie(cookie).await?;
        let phone = Self {
            browser,
            base,
            server,
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
        self.server.end();
    }

    async fn close(self) -> Result {
        Ok(self.browser.quit().await?)
    }
}

/// Starts chromedriver on a port it chooses, and reads the port from what it prints.
fn chromedriver() -> Result<(Driver, u16)> {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .spawn()?;
    let lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let driver = Driver(child);
    for line in lines {
        if let Some((_, port)) = line?.rsplit_once("successfully on port ") {
            return Ok((driver, port.trim_end_matches('.').parse()?));
        }
    }
    Err("chromedriver did not start".into())
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
        // The browser counts its registrations from 0; ours is the only one.
        for id in 0..4 {
            let push = json!({ "origin": format!("{}/", phone.base), "registrationId": id.to_string(), "data": data });
            let _ = phone
                .browser
                .cdp()
                .send_raw("ServiceWorker.deliverPushMessage", push)
                .await;
        }
        phone
            .until(&format!(
                "return navigator.serviceWorker.ready.then((ready) => ready.getNotifications())\
                 .then((all) => all.some((one) => one.title === '{title}'))"
            ))
            .await?;
    }
    phone.close().await
}
