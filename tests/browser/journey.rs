//! The whole main job: from the coordinator's form to the participant's receipt.

use serde_json::{Value, json};

use super::peers::PEERS;
use super::screen::{Result, Screen};
use super::site::Site;
use tests::engines;

/// What no message may hold: whose it is, from whom, and what about.
const PERSONAL: [&str; 8] = [
    "Ada", "Lind", "Kim", "rating", "Ishøj", "rehab", "energy", "question",
];

#[tokio::test(flavor = "multi_thread")]
async fn someone_new_comes_in_is_asked_when_it_is_time_and_answers_on_the_phone() -> Result {
    for engine in engines() {
        let site = Site::on(engine).await;
        let email = format!("{}@example.org", uuid::Uuid::now_v7().simple());
        let code = add_a_person(&site, &email).await?;

        let phone = Screen::phone(&site.base).await?;
        come_in(&phone, &code).await?;
        check_in(&phone).await?;
        take_messages(&phone, &email).await?;

        assert_eq!(site.round().await, 0, "{engine}: nothing is due on Monday");
        assert_eq!(
            site.round_at("2026-11-03T08:00:00Z").await,
            1,
            "{engine}: one push at nine"
        );
        let pushes = PEERS.pushes_to(&email);
        assert_eq!(pushes.len(), 1, "{engine}");
        tells_nothing(&site, &pushes[0]);

        // Nobody opened it, so a day later a mail follows.
        assert!(PEERS.mails_to(&email).is_empty(), "{engine}: no mail yet");
        assert_eq!(site.round_at("2026-11-04T08:00:00Z").await, 1, "{engine}");
        let link = the_mail(&site, &email);
        phone.follow(&link).await?;
        phone.arrives("/today").await?;
        answer(&phone).await?;

        assert_eq!(
            site.round_at("2026-11-08T12:00:00Z").await,
            0,
            "{engine}: whoever answered has peace"
        );
        phone.visit("/today").await?;
        assert_eq!(
            phone.count("a[href^='/questions/']").await?,
            0,
            "{engine}: nothing waits"
        );
        phone.close().await?;
    }
    Ok(())
}

/// The coordinator adds Ada, notes consents and dates, and shows the invite; returns its code.
async fn add_a_person(site: &Site, email: &str) -> Result<String> {
    let desk = Screen::desk(&site.base).await?;
    desk.sign_in(&site.kims().await).await?;
    desk.visit("/people").await?;
    desk.tap("a[href='/people/new']").await?;
    desk.arrives("/people/new").await?;
    desk.types("#name", "Ada Lind").await?;
    desk.types("#year", "1980").await?;
    desk.types("#email", email).await?;
    desk.types("#phone", "+45 00 00 00 01").await?;
    desk.tap("#language option[value='en']").await?;
    desk.tap(&format!("#programme option[value='{}']", site.programme))
        .await?;
    desk.tap("#arm option[value='intervention']").await?;
    desk.sets("#included", "2026-11-03").await?;
    desk.tap("main form[action='/people'] button").await?;
    desk.says("Ada Lind").await?;
    let person = desk.path().await?;

    for consent in ["secrecy_waiver", "follow_up"] {
        let give = format!("form:has(input[value='{consent}']) button[value='give']");
        desk.tap(&give).await?;
        let taken_back = format!("form:has(input[value='{consent}']) button[value='withdraw']");
        desk.shows(&taken_back).await?;
    }
    desk.tap(&format!(
        "details:has(form[action='{person}/dates']) > summary"
    ))
    .await?;
    desk.sets("#started", "2026-11-03").await?;
    desk.sets("#planned_end", "2027-05-03").await?;
    desk.tap(&format!("form[action='{person}/dates'] button"))
        .await?;
    desk.shows("#started[value='2026-11-03']").await?;

    desk.tap("button[name='kind'][value='screen']").await?;
    desk.says("Invite for Ada Lind").await?;
    assert_eq!(desk.count(".qr svg").await?, 1, "a square to scan");
    desk.says(&format!("{}/invite", site.base)).await?;
    let code = desk.text(".code").await?;
    desk.close().await?;
    Ok(code)
}

/// The participant scans the square: the link opens, the code is filled in, one press.
async fn come_in(phone: &Screen, code: &str) -> Result {
    let scanned: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    assert_eq!(scanned.len(), 16, "{code}");
    phone.visit(&format!("/invite#{scanned}")).await?;
    // A page has loaded when its scripts have run.
    let filled = "return [document.querySelector('#code').value, location.hash]";
    let filled = phone.run(filled, vec![]).await?;
    assert_eq!(
        filled,
        json!([scanned, ""]),
        "filled in, and gone from the address bar"
    );
    phone.tap("form[action='/invite'] button").await?;
    phone.arrives("/today").await?;
    phone.says("Hello Ada").await?;
    phone.fits().await
}

/// One tap, and the day has a budget.
async fn check_in(phone: &Screen) -> Result {
    phone.says("How much energy do you have today?").await?;
    phone.tap("button[name='energy'][value='5']").await?;
    phone.says("You answered 5 of 10 today.").await?;
    let budget = phone.text(".budget .energy").await?;
    assert!(budget.contains("points left"), "{budget}");
    assert!(
        phone.count(".budget .pebble").await? > 0,
        "the points are drawn too"
    );
    phone.fits().await
}

/// The phone says that it takes messages, as the page's own script would.
///
/// `PushManager.subscribe` asks a browser maker's service for an address, and no test may
/// reach one: so the address and the keys are those of the test's own push service, which
/// decrypts with its own key. All the rest, session and route included, is as on a phone.
async fn take_messages(phone: &Screen, name: &str) -> Result {
    let subscription = json!({
        "endpoint": format!("http://127.0.0.1:{}/201/{name}", PEERS.push),
        "keys": { "p256dh": PEERS.p256dh, "auth": PEERS.auth },
    });
    let script = "return fetch('/push/subscriptions', { method: 'POST', \
                  headers: { 'content-type': 'application/json' }, \
                  body: JSON.stringify(arguments[0]) }).then((answer) => answer.status)";
    let status = phone.run(script, vec![subscription]).await?;
    assert_eq!(status, json!(204));
    Ok(())
}

/// The push was signed, encrypted for this phone alone, and says no more than that it is there.
fn tells_nothing(site: &Site, push: &Value) {
    assert_eq!(push["problem"], Value::Null, "{push}");
    assert_eq!(
        push["message"]["web_push"], 8030,
        "declarative: shown without our script"
    );
    let shown = &push["message"]["notification"];
    assert_eq!(shown["title"], "You have a message");
    assert_eq!(shown["navigate"], format!("{}/m", site.base));
    let said = push["message"].to_string();
    for word in PERSONAL {
        assert!(!said.contains(word), "{word} in {said}");
    }
}

/// The one mail that came: it says no more either. Returns the link in it.
fn the_mail(site: &Site, email: &str) -> String {
    let mails = PEERS.mails_to(email);
    assert_eq!(mails.len(), 1, "{mails:?}");
    let mail = &mails[0];
    assert_eq!(mail["defects"], json!([]));
    assert_eq!(mail["headers"]["subject"], "You have a message");
    let plain = mail["plain"].as_str().expect("a plain part");
    let said = format!("{} {plain} {}", mail["headers"]["subject"], mail["html"]);
    for word in PERSONAL {
        assert!(!said.contains(word), "{word} in {said}");
    }
    let link = plain
        .split_whitespace()
        .find(|word| word.starts_with(&site.base));
    link.expect("a link to us").to_owned()
}

/// One question on a page, each answered on the phone, to the receipt.
async fn answer(phone: &Screen) -> Result {
    phone.tap("a[href^='/questions/']").await?;
    phone.says("4 questions").await?;
    phone.fits().await?;
    phone.tap("main .actions a.primary").await?;
    for number in 1..=4 {
        phone.says(&format!("Question {number} of 4")).await?;
        assert_eq!(phone.count("main h1").await?, 1, "one question on a page");
        phone.fits().await?;
        if phone.count("input[type='radio']").await? > 0 {
            phone.tap("label.choice").await?;
        } else {
            phone.types("#answer", "5").await?;
        }
        phone.tap("button[name='deed'][value='next']").await?;
    }
    phone.says("Thank you, your answers have arrived").await?;
    phone.says("Receipt").await?;
    let path = phone.path().await?;
    assert!(path.ends_with("/done"), "{path}");
    phone.fits().await
}
