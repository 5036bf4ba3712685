//! Read aloud: by a voice of the phone itself, in the language of the page, or not offered at all.

use serde_json::json;
use server::web;
use tests::driver::Result;

use super::office::Office;
use super::phone::{Network, Pocket};

/// A phone with one voice, of which the test decides, and an ear that notes what it says.
const VOICE: &str = "window.said = [];
    const { lang, local } = JSON.parse(localStorage.getItem('voice') ?? '{}');
    const voices = lang ? [{ lang, localService: local, name: 'a voice' }] : [];
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => voices,
        speak: ({ text, voice, lang }) => said.push([text, voice?.localService, lang]),
        cancel: () => said.push('silence'),
        addEventListener: () => undefined,
    } });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };";

/// The lines of the page that a person sees, without what is around them.
const LINES: &str = "return document.querySelector('main').innerText
    .split('\\n').filter((line) => line.trim())";

impl Pocket {
    /// This is the phone's only voice from the next page on.
    async fn has_voice(&self, lang: &str, local: bool) -> Result {
        let voice = json!({ "lang": lang, "local": local }).to_string();
        let set = "localStorage.setItem('voice', arguments[0])";
        self.run(set, vec![json!(voice)]).await?;
        self.visit("/today").await
    }

    async fn shows_the_button(&self) -> Result<bool> {
        let shown = "return !document.querySelector('[data-aloud]').hidden";
        Ok(self.run(shown, vec![]).await? == json!(true))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_read_by_a_voice_of_the_phone_in_its_language_and_by_no_other() -> Result {
    let office = Office::on("sqlite").await;
    let app = &office.world.app;
    server::notifications::Couriers::of(&app.settings, &app.db).await?;
    let network = Network::with(web::router(app.clone()))?;
    let phone = Pocket::new(&network.base).await?;
    phone.everywhere(VOICE).await?;
    phone.signs_in(&office.adas).await?;
    assert!(!phone.shows_the_button().await?, "no voice");
    for (lang, local, why) in [
        (
            "en-GB",
            false,
            "a voice from the network would hear all of it",
        ),
        ("da-DK", true, "a voice that speaks another language"),
        ("english", true, "no language at all"),
    ] {
        phone.has_voice(lang, local).await?;
        assert!(!phone.shows_the_button().await?, "{why}");
    }

    phone.has_voice("en_GB", true).await?;
    phone
        .until("return !document.querySelector('[data-aloud]').hidden")
        .await?;
    let lines: Vec<String> = serde_json::from_value(phone.run(LINES, vec![]).await?)?;
    assert!(lines.len() > 3, "{lines:?}");
    phone.press("[data-aloud]").await?;
    let said: Vec<(String, bool, String)> =
        serde_json::from_value(phone.run("return said", vec![]).await?)?;
    let words: Vec<&String> = said.iter().map(|(words, ..)| words).collect();
    assert_eq!(
        words,
        lines.iter().collect::<Vec<_>>(),
        "the whole page, line by line"
    );
    assert!(
        said.iter()
            .all(|(_, local, lang)| *local && lang == "en_GB"),
        "{said:?}"
    );
    let button = "const it = document.querySelector('[data-aloud]');
        return [it.textContent.trim(), it.getAttribute('aria-pressed')]";
    assert_eq!(phone.run(button, vec![]).await?, json!(["Stop", "true"]));

    // The same button ends it.
    phone.press("[data-aloud]").await?;
    assert_eq!(
        phone.run("return said.at(-1)", vec![]).await?,
        json!("silence")
    );
    assert_eq!(
        phone.run(button, vec![]).await?,
        json!(["Read aloud", "false"])
    );
    phone.close().await
}
