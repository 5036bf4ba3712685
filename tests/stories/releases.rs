//! A newer release comes when it is let in, never while somebody writes; a notice leaves a dot.

use serde_json::json;
use server::web;
use tests::driver::Result;

use super::office::Office;
use super::phone::{Network, Pocket, on_a_phone};

/// Notes the dots on the app's icon, and answers how it stands.
const BADGE: &str = "(() => {
    let badge = 'none';
    WorkerNavigator.prototype.setAppBadge = async (...all) => { badge = all.length ? 'a number' : 'a dot' };
    addEventListener('message', ({ data, ports }) => { if (data.type === 'badge') ports[0].postMessage(badge) });
})();\n";

/// What the worker says of the dot.
const ASKED: &str = "return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    navigator.serviceWorker.controller.postMessage({ type: 'badge' }, [port2]);
})";

const OFFERED: &str = "return !document.querySelector('[data-update]').hidden";
const WAITS: &str = "return navigator.serviceWorker.getRegistration()
    .then((it) => it.update().then(() => Boolean(it.waiting)))";

impl Office {
    async fn phone(&self, kind: &'static str) -> Result<(Network, Pocket)> {
        let app = &self.world.app;
        server::notifications::Couriers::of(&app.settings, &app.db).await?;
        let network = Network::with(on_a_phone(web::router(app.clone()), kind))?;
        let phone = Pocket::new(&network.base).await?;
        phone.signs_in(&self.adas).await?;
        Ok((network, phone))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_release_waits_for_whoever_writes_and_loses_no_word() -> Result {
    let office = Office::on("sqlite").await;
    let (mut network, phone) = office.phone("").await?;
    let routes = web::router(office.world.app.clone());
    phone.visit("/messages").await?;
    let begin = "const field = document.querySelector('textarea');
        field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";
    phone
        .run(begin, vec![json!("Dear Kim, I would like to")])
        .await?;
    network.back(on_a_phone(routes.clone(), "// A release later.\n"))?;
    phone.until(WAITS).await?;
    assert_eq!(
        phone.run(OFFERED, vec![]).await?,
        json!(false),
        "not while she writes"
    );
    let typed = "return document.querySelector('textarea').value";
    let words = json!("Dear Kim, I would like to");
    assert_eq!(phone.run(typed, vec![]).await?, words);

    // On the next page it is offered, and steps back from whoever begins to write there.
    phone.visit("/messages").await?;
    phone.until(OFFERED).await?;
    phone.run(begin, vec![words.clone()]).await?;
    assert_eq!(phone.run(OFFERED, vec![]).await?, json!(false));
    assert_eq!(phone.run(typed, vec![]).await?, words);

    phone.visit("/today").await?;
    phone.until(OFFERED).await?;
    phone.run("window.before = true", vec![]).await?;
    phone.press("[data-update] button").await?;
    phone
        .until("return !window.before && document.readyState === 'complete'")
        .await?;
    let is_new = "return navigator.serviceWorker.getRegistration().then((it) => !it.waiting)";
    phone.until(is_new).await?;
    assert_eq!(phone.run(OFFERED, vec![]).await?, json!(false), "once");
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_leaves_a_dot_and_no_number_and_opening_the_app_takes_it_away() -> Result {
    let office = Office::on("sqlite").await;
    let (network, phone) = office.phone(BADGE).await?;
    let cleared = "Navigator.prototype.clearAppBadge = async () => { window.cleared = true }";
    phone.everywhere(cleared).await?;
    let cdp = phone.browser.cdp();
    let allowed = json!({ "origin": network.base, "permissions": ["notifications"] });
    cdp.send_raw("Browser.grantPermissions", allowed).await?;
    cdp.send_raw("ServiceWorker.enable", json!({})).await?;
    assert_eq!(phone.run(ASKED, vec![]).await?, json!("none"));
    let said = json!({ "notification": { "title": "You have a message", "navigate": "/m" } });
    let mut badge = json!("none");
    for _ in 0..40 {
        // The browser counts its registrations from 0; ours is the only one, once it is there.
        for id in 0..4 {
            let push = json!({ "origin": format!("{}/", network.base),
                "registrationId": id.to_string(), "data": said.to_string() });
            let _ = cdp.send_raw("ServiceWorker.deliverPushMessage", push).await;
        }
        badge = phone.run(ASKED, vec![]).await?;
        if badge != "none" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    assert_eq!(
        badge,
        json!("a dot"),
        "how many there are is nobody's business"
    );
    phone.visit("/today").await?;
    phone.until("return window.cleared === true").await?;
    phone.close().await
}
