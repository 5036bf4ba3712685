//! A phone of one's own: Chromium with a profile that stays when it is killed, and a server whose
//! network can be cut.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use serde_json::{Value, json};
use server::storage::new_id;
use tests::driver::{self, Driver, Result};
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, Cookie};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A server that can go away and come back at the same address.
pub(super) struct Network {
    pub(super) base: String,
    runtime: Option<Runtime>,
}

impl Network {
    /// Serves on a port of its own.
    pub(super) fn with(router: Router) -> Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let mut network = Self {
            base: format!("http://127.0.0.1:{port}"),
            runtime: None,
        };
        network.back(router)?;
        Ok(network)
    }

    /// Serves again, perhaps something newer.
    pub(super) fn back(&mut self, router: Router) -> Result {
        self.cut();
        let address = self.base.trim_start_matches("http://");
        let listener = free(address)?;
        listener.set_nonblocking(true)?;
        // A runtime of its own: dropping it cuts every connection, as a tunnel does.
        let runtime = Runtime::new()?;
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });
        self.runtime = Some(runtime);
        Ok(())
    }

    /// Nobody answers any more.
    pub(super) fn cut(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Network {
    /// A runtime must not be dropped where others run, also when a test fails.
    fn drop(&mut self) {
        self.cut();
    }
}

/// The same port again, as soon as whoever had it has let go.
fn free(address: &str) -> Result<std::net::TcpListener> {
    for _ in 0..100 {
        if let Ok(listener) = std::net::TcpListener::bind(address) {
            return Ok(listener);
        }
        std::thread::sleep(Duration::from_millis(30));
    }
    Ok(std::net::TcpListener::bind(address)?)
}

/// A browser on a profile that outlives it.
pub(super) struct Pocket {
    pub(super) browser: WebDriver,
    pub(super) profile: PathBuf,
    base: String,
    driver: Driver,
}

impl Pocket {
    /// A new phone, which knows nobody.
    pub(super) async fn new(base: &str) -> Result<Self> {
        let profile = std::env::temp_dir().join(format!("dagsform-phone-{}", new_id()));
        Self::on(profile, base).await
    }

    async fn on(profile: PathBuf, base: &str) -> Result<Self> {
        let mut wanted = driver::wanted()?;
        wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        let (browser, driver) = driver::open(wanted).await?;
        Ok(Self {
            browser,
            profile,
            base: base.to_owned(),
            driver,
        })
    }

    /// Puts a session into the browser, as signing in does.
    pub(super) async fn gets(&self, cookie: &str) -> Result {
        let (name, token) = cookie.split_once('=').ok_or("a cookie")?;
        self.visit("/robots.txt").await?;
        let mut cookie = Cookie::new(name, token);
        cookie.set_path("/");
        Ok(self.browser.add_cookie(cookie).await?)
    }

    /// Signed in, with Today open and the service worker at work.
    pub(super) async fn signs_in(&self, cookie: &str) -> Result {
        self.gets(cookie).await?;
        self.visit("/today").await?;
        self.until("return navigator.serviceWorker.controller !== null")
            .await?;
        self.visit("/today").await
    }

    /// Waits until so many forms are on the phone, and Today.
    pub(super) async fn has_kept(&self, forms: usize) -> Result {
        self.until(&format!(
            "return Promise.all([caches.open('forms-v1').then((all) => all.keys()), caches.match('/today')])
               .then(([all, today]) => all.length === {forms} && Boolean(today))"
        ))
        .await
    }

    /// Kills the browser as a phone does that needs the memory, and starts it anew.
    pub(super) async fn killed_and_opened_again(self) -> Result<Self> {
        let Self {
            profile,
            base,
            driver,
            browser,
        } = self;
        kill(&profile)?;
        drop(driver);
        // Its session is gone with it: nothing is left to say goodbye to.
        std::mem::forget(browser);
        for lock in ["SingletonLock", "SingletonSocket", "SingletonCookie"] {
            let _ = std::fs::remove_file(profile.join(lock));
        }
        Self::on(profile, &base).await
    }

    /// Kills the browser and returns its profile's folder.
    pub(super) fn killed(self) -> Result<PathBuf> {
        kill(&self.profile)?;
        std::mem::forget(self.browser);
        Ok(self.profile)
    }

    pub(super) async fn visit(&self, path: &str) -> Result {
        Ok(self.browser.goto(format!("{}{path}", self.base)).await?)
    }

    pub(super) async fn text(&self) -> Result<String> {
        Ok(self.browser.find(By::Tag("body")).await?.text().await?)
    }

    pub(super) async fn run(&self, script: &str, with: Vec<Value>) -> Result<Value> {
        Ok(self.browser.execute(script, with).await?.json().clone())
    }

    /// Waits until a script returns true.
    pub(super) async fn until(&self, script: &str) -> Result {
        for _ in 0..300 {
            let said = self.browser.execute(script, vec![]).await;
            if said.is_ok_and(|said| said.json() == &json!(true)) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        Err(format!("never true: {script}: {}", self.text().await?).into())
    }

    /// Waits until the page says `part`.
    pub(super) async fn says(&self, part: &str) -> Result {
        let part = serde_json::to_string(part)?;
        self.until(&format!("return document.body.innerText.includes({part})"))
            .await
    }

    /// Presses what fits, wherever it stands.
    pub(super) async fn press(&self, css: &str) -> Result {
        let script = "document.querySelector(arguments[0]).click()";
        self.run(script, vec![json!(css)]).await.map(drop)
    }

    /// Answers the question that is open: the given row of those to tap, or the words.
    pub(super) async fn answers(&self, row: usize, words: &str) -> Result {
        let script = "const form = document.querySelector('form.question');
            const rows = form.querySelectorAll('input[type=radio]');
            if (rows.length > 0) rows[arguments[0] % rows.length].checked = true;
            else form.querySelector('[name=answer]').value = arguments[1];
            form.querySelector('[value=next]').click()";
        self.run(script, vec![json!(row), json!(words)])
            .await
            .map(drop)
    }

    /// From now on this script runs in every page, before anything else.
    pub(super) async fn everywhere(&self, script: &str) -> Result {
        let source = json!({ "source": script });
        let command = "Page.addScriptToEvaluateOnNewDocument";
        Ok(self
            .browser
            .cdp()
            .send_raw(command, source)
            .await
            .map(drop)?)
    }

    /// Ends the browser kindly.
    pub(super) async fn close(self) -> Result {
        let profile = self.profile.clone();
        self.browser.clone().quit().await?;
        drop(self.driver);
        let _ = std::fs::remove_dir_all(profile);
        Ok(())
    }
}

/// Ends every process of the browser that has this profile open, without a warning.
fn kill(profile: &Path) -> Result {
    let mark = format!("--user-data-dir={}", profile.display());
    for entry in std::fs::read_dir("/proc")?.filter_map(|it| it.ok()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if name.parse::<u32>().is_ok() && String::from_utf8_lossy(&line).contains(&mark) {
            let _ = Command::new("kill").args(["-9", &name]).status();
        }
    }
    std::thread::sleep(Duration::from_millis(300));
    Ok(())
}

/// The worker of this release on a phone of some kind: the script comes before its own.
pub(super) fn on_a_phone(routes: Router, kind: &'static str) -> Router {
    let worker = routes.clone();
    let answer = async move || {
        let asked = Request::get("/worker.js").body(Body::empty()).unwrap();
        let answer = worker.oneshot(asked).await.unwrap();
        let script = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let script = [kind.as_bytes(), &script[..]].concat();
        ([(CONTENT_TYPE, "text/javascript")], script)
    };
    Router::new()
        .route("/worker.js", get(answer))
        .fallback_service(routes)
}
