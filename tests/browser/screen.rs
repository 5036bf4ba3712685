//! Chromium in front of Dagsform: a phone or a desk, and an eye on what it complains about.

use std::time::Duration;

use serde_json::{Value, json};
use tests::driver::{self, Driver};
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, Cookie};

pub use tests::driver::Result;

/// A browser of one person.
pub struct Screen {
    browser: WebDriver,
    base: String,
    width: u64,
    _driver: Driver,
}

impl Screen {
    /// A phone of 360 × 740.
    pub async fn phone(base: &str) -> Result<Self> {
        let screen = json!({ "width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true });
        Self::open(base, 360, screen).await
    }

    /// A desk of 1280 × 800.
    pub async fn desk(base: &str) -> Result<Self> {
        let screen =
            json!({ "width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        Self::open(base, 1280, screen).await
    }

    /// A page at 400 %: 1280 × 1024 seen as 320 × 256.
    pub async fn enlarged(base: &str) -> Result<Self> {
        let screen =
            json!({ "width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": false });
        Self::open(base, 320, screen).await
    }

    async fn open(base: &str, width: u64, screen: Value) -> Result<Self> {
        let mut wanted = driver::wanted()?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let (browser, driver) = driver::open(wanted).await?;
        let cdp = browser.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", screen)
            .await?;
        // What the policy blocks is not always in the log; the page's own event is the witness.
        let watch = "addEventListener('securitypolicyviolation', (event) => \
                     console.error('blocked', event.violatedDirective, event.blockedURI))";
        let watch = json!({ "source": watch });
        cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", watch)
            .await?;
        Ok(Self {
            browser,
            base: base.to_owned(),
            width,
            _driver: driver,
        })
    }

    /// Puts a session into the browser, as signing in does.
    pub async fn sign_in(&self, cookie: &str) -> Result {
        let (name, token) = cookie.split_once('=').ok_or("a cookie")?;
        self.visit("/robots.txt").await?;
        self.browser.delete_all_cookies().await?;
        let mut cookie = Cookie::new(name, token);
        cookie.set_path("/");
        Ok(self.browser.add_cookie(cookie).await?)
    }

    /// Chooses a language, as somebody does who is not signed in.
    pub async fn speak(&self, tag: &str) -> Result {
        self.visit("/robots.txt").await?;
        let mut cookie = Cookie::new("dagsform-language", tag);
        cookie.set_path("/");
        Ok(self.browser.add_cookie(cookie).await?)
    }

    /// Turns scripts on or off for the pages to come.
    pub async fn scripts(&self, on: bool) -> Result {
        let off = json!({ "value": !on });
        self.browser
            .cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", off)
            .await?;
        Ok(())
    }

    /// Has every page to come run a script before its own; no policy of the page is in its way.
    pub async fn always(&self, script: &str) -> Result {
        let source = json!({ "source": script });
        self.browser
            .cdp()
            .send_raw("Page.addScriptToEvaluateOnNewDocument", source)
            .await?;
        Ok(())
    }

    /// What the person told their device, such as `prefers-color-scheme` and `dark`.
    pub async fn prefers(&self, what: &[(&str, &str)]) -> Result {
        let said = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<_> = what.iter().map(said).collect();
        let media = json!({ "features": features });
        let cdp = self.browser.cdp();
        cdp.send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: Key) -> Result {
        let place = self.browser.active_element().await?;
        Ok(place.send_keys(key + "").await?)
    }

    /// Opens a page of ours.
    pub async fn visit(&self, path: &str) -> Result {
        self.follow(&format!("{}{path}", self.base)).await
    }

    /// Opens an address, such as that of a link in a mail.
    pub async fn follow(&self, address: &str) -> Result {
        Ok(self.browser.goto(address).await?)
    }

    /// The path of the page that is open.
    pub async fn path(&self) -> Result<String> {
        Ok(self.browser.current_url().await?.path().to_owned())
    }

    /// Waits until the open page has this path.
    pub async fn arrives(&self, path: &str) -> Result {
        for _ in 0..100 {
            if self.path().await? == path {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!(
            "at {}, not at {path}: {}",
            self.path().await?,
            self.text("body").await?
        )
        .into())
    }

    /// The words of an element.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.browser.find(By::Css(css)).await?.text().await?)
    }

    /// How many elements fit.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.browser.find_all(By::Css(css)).await?.len())
    }

    /// Waits until something on the page fits.
    pub async fn shows(&self, css: &str) -> Result {
        for _ in 0..100 {
            if self.count(css).await.is_ok_and(|count| count > 0) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!(
            "{} never showed {css}: {}",
            self.path().await?,
            self.text("body").await?
        )
        .into())
    }

    /// Waits until the page says `part`.
    pub async fn says(&self, part: &str) -> Result {
        for _ in 0..100 {
            // An error is a page on its way out: the element is gone or not there yet.
            if self
                .text("body")
                .await
                .is_ok_and(|text| text.contains(part))
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!(
            "{} never said {part:?}: {}",
            self.path().await?,
            self.text("body").await?
        )
        .into())
    }

    /// A tap with a finger, which first brings the place to the middle: fails when something
    /// lies over it there.
    pub async fn tap(&self, css: &str) -> Result {
        let middle = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
        self.run(middle, vec![json!(css)]).await?;
        let found = self.browser.find(By::Css(css)).await;
        let found = found.map_err(|_| format!("nothing to tap at {css}"))?;
        found
            .click()
            .await
            .map_err(|error| format!("{css}: {error}").into())
    }

    /// Types into a field.
    pub async fn types(&self, css: &str, text: &str) -> Result {
        let field = self.browser.find(By::Css(css)).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Sends a form as it stands, and waits for what comes back.
    pub async fn submit(&self, form: &str) -> Result {
        let script = "const form = document.querySelector(arguments[0]);
             if (!form) return 'missing';
             window.before = true; form.requestSubmit(form.querySelector('button:not([type=button])'));";
        if self.run(script, vec![json!(form)]).await? == "missing" {
            return Err(format!("no {form} on {}", self.path().await?).into());
        }
        for _ in 0..100 {
            let new = "return !window.before && document.readyState === 'complete'";
            if self.run(new, vec![]).await.is_ok_and(|it| it == true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("{form} on {} brought nothing", self.path().await?).into())
    }

    /// Sets a field whose look depends on the browser's language, such as a date.
    pub async fn sets(&self, css: &str, value: &str) -> Result {
        let script = "document.querySelector(arguments[0]).value = arguments[1]";
        self.run(script, vec![json!(css), json!(value)])
            .await
            .map(drop)
    }

    /// Runs a script in the page, and waits for its promise.
    pub async fn run(&self, script: &str, with: Vec<Value>) -> Result<Value> {
        Ok(self.browser.execute(script, with).await?.json().clone())
    }

    /// Every address that the open page loaded, itself included.
    pub async fn loaded(&self) -> Result<Vec<String>> {
        let script = "return performance.getEntries()\
                      .filter((it) => ['navigation', 'resource'].includes(it.entryType))\
                      .map((it) => it.name)";
        Ok(serde_json::from_value(self.run(script, vec![]).await?)?)
    }

    /// The page fits: nobody has to push it sideways.
    pub async fn fits(&self) -> Result {
        let script = "return document.documentElement.scrollWidth";
        let wide = self.run(script, vec![]).await?.as_u64().ok_or("a width")?;
        if wide <= self.width {
            return Ok(());
        }
        Err(format!("{} is {wide} wide on {}", self.path().await?, self.width).into())
    }

    /// How many sheets of paper the open page prints on.
    pub async fn sheets(&self) -> Result<u64> {
        let wanted = json!({ "preferCSSPageSize": true, "printBackground": true });
        let printed = self
            .browser
            .cdp()
            .send_raw("Page.printToPDF", wanted)
            .await?;
        let pdf = printed["data"].as_str().ok_or("a PDF")?;
        let script = "return atob(arguments[0]).match(/\\/Type\\s*\\/Page[^s]/g)?.length ?? 0";
        self.scripts(true).await?;
        let sheets = self.run(script, vec![json!(pdf)]).await?;
        Ok(sheets.as_u64().ok_or("a number")?)
    }

    /// Shows the open page as paper does, or as a screen again.
    pub async fn on_paper(&self, paper: bool) -> Result {
        let media = json!({ "media": if paper { "print" } else { "" } });
        let cdp = self.browser.cdp();
        cdp.send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// How far an element stands from the left and the top of the page, in millimetres.
    pub async fn place(&self, css: &str) -> Result<(f64, f64)> {
        self.pair(css, "[box.left + scrollX, box.top + scrollY]")
            .await
    }

    /// How wide and tall an element is, in millimetres.
    pub async fn size(&self, css: &str) -> Result<(f64, f64)> {
        self.pair(css, "[box.width, box.height]").await
    }

    async fn pair(&self, css: &str, of_box: &str) -> Result<(f64, f64)> {
        let script = format!(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();
             return {of_box}.map((it) => it * 25.4 / 96)"
        );
        Ok(serde_json::from_value(
            self.run(&script, vec![json!(css)]).await?,
        )?)
    }

    /// Ends the browser, whatever it complained about: it notes each answer that is no page.
    pub async fn quit(self) -> Result {
        Ok(self.browser.clone().quit().await?)
    }

    /// Ends the browser; fails if it had anything to complain about.
    pub async fn close(self) -> Result {
        let log = self.browser.browser_log().await?;
        // Chromium notes when it leaves out the fade between two pages, as it does when the
        // next one comes at once. Nobody sees it, and no page can prevent it.
        let fade = "ViewTransition opt-in disabled";
        let complaints = log.into_iter().map(|entry| entry.message);
        let complaints: Vec<_> = complaints.filter(|it| !it.contains(fade)).collect();
        self.browser.clone().quit().await?;
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(format!("{complaints:#?}").into())
        }
    }
}
