//! Chromium for a test, behind a chromedriver of its own.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};

/// What a test of a browser comes to.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Chromium is told to speak to nobody but the page's own server.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
];

/// Chromedriver, which ends with its owner, also when a test panics.
#[derive(Debug)]
pub struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The Chromium that `CHROMIUM` names, or Debian's.
pub fn wanted() -> Result<ChromeCapabilities> {
    let mut wanted = DesiredCapabilities::chrome();
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    wanted.set_binary(&chromium)?;
    for flag in FLAGS {
        wanted.add_arg(flag)?;
    }
    Ok(wanted)
}

/// Opens a browser; it lives as long as its driver.
pub async fn open(wanted: ChromeCapabilities) -> Result<(WebDriver, Driver)> {
    let (driver, port) = chromedriver()?;
    let browser = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await?;
    Ok((browser, driver))
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
        if let Some((_, port)) = line?.split_once("started successfully on port ") {
            return Ok((driver, port.trim_end_matches('.').parse()?));
        }
    }
    Err("chromedriver did not start".into())
}
