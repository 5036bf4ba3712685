//! A phone that fails: without a network, without room, with a clock that is wrong by a day. What
//! was typed stays where it was typed, and the person is told.

use serde_json::json;
use tests::driver::Result;

use super::Office;
use crate::stories::phone::{Network, Pocket, on_a_phone};

/// No answer finds room on the phone.
const FULL: &str = "(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...all) {
        if (this.name === 'waiting') throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, all);
    };
})();\n";

/// The phone's clock goes as somebody last set it.
const CLOCK: &str = "(() => {
    const now = Date.now;
    let wrong = 0;
    Date.now = () => now() + wrong;
    addEventListener('message', ({ data }) => { if (data.type === 'clock') wrong = data.by });
})();\n";

impl Office {
    /// Ada's phone of this kind, with one form on it, and then no network.
    async fn phone(&self, kind: &'static str) -> Result<(Network, Pocket)> {
        self.due(1).await;
        let couriers =
            server::notifications::Couriers::of(&self.world.app.settings, &self.world.app.db);
        couriers.await?;
        let mut network = Network::with(on_a_phone(self.routes(), kind))?;
        let phone = Pocket::new(&network.base).await?;
        phone.signs_in(&self.cookie).await?;
        phone.has_kept(1).await?;
        network.cut();
        Ok((network, phone))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_for_which_a_phone_has_no_room_stays_in_its_field() -> Result {
    let office = Office::on("sqlite").await;
    let (mut network, phone) = office.phone(FULL).await?;
    phone.visit("/today").await?;
    phone.press("[data-due] a").await?;
    phone.says("Question 0.0?").await?;
    phone.answers(0, "").await?;
    phone.says("There is no room for your answer").await?;
    phone.says("Question 0.0?").await?;
    let chosen = "return document.querySelector('form.question input:checked') !== null";
    phone.until(chosen).await?;

    // With a network the same press sends it.
    network.back(office.routes())?;
    phone.answers(0, "").await?;
    phone.says("Question 0.1?").await?;
    assert_eq!(office.count("select count(*) from answers").await, 1);
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_find_no_network_stay_on_the_page_and_are_sent_by_the_next_press() -> Result {
    let office = Office::on("sqlite").await;
    let (mut network, phone) = office.phone("").await?;
    network.back(office.routes())?;
    phone.visit("/messages").await?;
    let long = "Hello Kim. ".repeat(80);
    let write = "document.querySelector('textarea').value = arguments[0]";
    phone.run(write, vec![json!(long)]).await?;
    network.cut();
    phone.press("form[action='/messages'] button").await?;
    phone
        .says("It did not get through. What you wrote is still here.")
        .await?;
    let typed = "return document.querySelector('textarea').value";
    assert_eq!(phone.run(typed, vec![]).await?, json!(long));

    network.back(office.routes())?;
    phone.press("form[action='/messages'] button").await?;
    phone
        .until("return document.querySelector('textarea').value === ''")
        .await?;
    phone.says("Hello Kim. Hello Kim.").await?;
    assert_eq!(office.count("select count(*) from messages").await, 1);
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_whose_clock_is_wrong_by_a_day_sends_all_the_same() -> Result {
    let office = Office::on("sqlite").await;
    let (mut network, phone) = office.phone(CLOCK).await?;
    let set = "navigator.serviceWorker.controller.postMessage({ type: 'clock', by: arguments[0] })";
    let day = 24 * 60 * 60 * 1000;
    phone.visit("/today").await?;
    phone.press("[data-due] a").await?;
    for (place, by) in [(0, -day), (1, day)] {
        phone.says(&format!("Question 0.{place}?")).await?;
        phone.run(set, vec![json!(by)]).await?;
        phone.answers(0, "").await?;
    }
    phone.says("Question 0.2?").await?;
    phone.says("2 answers are waiting on this phone").await?;

    // Somebody puts the clock right: that is no reason to wait another day.
    phone.run(set, vec![json!(0)]).await?;
    network.back(on_a_phone(office.routes(), CLOCK))?;
    phone.visit("/today").await?;
    phone
        .until("return document.querySelector('[data-waiting]').hidden")
        .await?;
    assert_eq!(office.count("select count(*) from answers").await, 2);
    phone.close().await
}
