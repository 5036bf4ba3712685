//! Without a mouse, without colours, without scripts, and four times as large.

use serde_json::{Value, json};
use server::identity::store::Whose;
use thirtyfour::Key;

use super::screen::{Result, Screen};
use super::shown::Shown;
use super::site::Site;

/// What a participant opens.
const PAGES: [&str; 10] = [
    "/today",
    "/plan",
    "/appointments",
    "/more",
    "/messages",
    "/my-data",
    "/settings",
    "/look",
    "/accessibility",
    "/anonymous",
];

/// What a person can press or fill in; the row around a choice has its edge.
const EDGED: &str = "main :is(button, .button, .primary, .choice, textarea, \
     input:not([type='hidden'], [type='radio'], [type='checkbox'], [type='range']))";

/// What has the focus: whether it is what was looked for, and what is wrong with it.
const FOCUS: &str = "const it = document.activeElement, box = it.getBoundingClientRect();
    const style = getComputedStyle(it), row = it.closest('label');
    const ring = (one) => one && getComputedStyle(one).outlineStyle !== 'none'
      && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, innerHeight / 2)];
    const over = document.elementFromPoint(x, y);
    const seen = over && (it.contains(over) || over.contains(it) || row?.contains(over));
    return { fits: it.matches(arguments[0]), nowhere: it === document.body,
      wrong: it === document.body ? '' : !ring(it) && !ring(row) ? 'no ring' : !seen ? 'covered' : '',
      what: it.outerHTML.slice(0, 90) }";

impl Screen {
    /// Goes on with the tab key until the focus is on `css`; each stop on the way can be seen.
    async fn tab_to(&self, css: &str) -> Result {
        for _ in 0..80 {
            self.press(Key::Tab).await?;
            let focus = self.run(FOCUS, vec![json!(css)]).await?;
            let wrong = focus["wrong"].as_str().unwrap_or_default();
            if !wrong.is_empty() {
                return Err(format!("{}: {wrong}: {}", self.path().await?, focus["what"]).into());
            }
            if focus["fits"] == true {
                return Ok(());
            }
        }
        Err(format!("{} has no way to {css} by keys", self.path().await?).into())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_day_is_done_with_the_keyboard_alone() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let adas = site
        .world
        .signed_in(Whose::Participant(shown.ada.clone()))
        .await;
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&adas).await?;
    phone.visit("/today").await?;
    phone.tab_to(".skip").await?;
    phone.press(Key::Enter).await?;
    phone.tab_to("button[name='energy'][value='5']").await?;
    phone.press(Key::Enter).await?;
    phone.says("You answered 5 of 10 today.").await?;
    phone.tab_to("form[action$='/done'] button").await?;
    phone.press(Key::Enter).await?;
    phone.shows("form[action$='/undo'] button").await?;

    phone.tab_to("a[href^='/questions/']").await?;
    phone.press(Key::Enter).await?;
    phone.says("4 questions").await?;
    phone.tab_to("main .actions a.primary").await?;
    phone.press(Key::Enter).await?;
    for number in 1..=4 {
        phone.says(&format!("Question {number} of 4")).await?;
        if phone.count("input[type='radio']").await? > 0 {
            phone.tab_to("input[type='radio']").await?;
            phone.press(Key::Space).await?;
        } else {
            phone.tab_to("#answer").await?;
            phone.types("#answer", "5").await?;
        }
        phone.tab_to("button[name='deed'][value='next']").await?;
        phone.press(Key::Enter).await?;
    }
    phone.says("Thank you, your answers have arrived").await?;

    phone.visit("/plan").await?;
    phone
        .tab_to("form[action='/plan/reply'] input[type='radio']")
        .await?;
    phone.press(Key::Space).await?;
    phone.tab_to("form[action='/plan/reply'] button").await?;
    phone.press(Key::Enter).await?;
    phone.says("said on").await?;
    for path in PAGES {
        phone.visit(path).await?;
        phone.tab_to("a[href='/accessibility']").await?;
    }
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_to_push_a_page_sideways_at_four_times_its_size() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let adas = site
        .world
        .signed_in(Whose::Participant(shown.ada.clone()))
        .await;
    let occasion = shown.occasion(&site).await;
    let begin = format!("/questions/{occasion}");
    let first = shown.first(&site, &occasion).await;
    let screen = Screen::enlarged(&site.base).await?;
    screen.sign_in(&adas).await?;
    for language in ["da", "sv", "en", "ar"] {
        let chosen = format!("language={language}&back=/");
        site.world.post(&adas, "/language", &chosen).await;
        for path in PAGES.into_iter().chain([begin.as_str(), &first]) {
            screen.visit(path).await?;
            screen.fits().await?;
        }
    }
    screen.sign_in(&site.kims().await).await?;
    let under = [
        "",
        "/plan",
        "/appointments",
        "/messages",
        "/follow-up",
        "/routes",
        "/team",
    ];
    let hers = under.map(|it| format!("/people/{}{it}", shown.ada));
    let works = [
        "/desk",
        "/people",
        "/people/new",
        "/surveys",
        "/results",
        "/status",
    ];
    for path in works.into_iter().chain(hers.iter().map(String::as_str)) {
        screen.visit(path).await?;
        screen.fits().await?;
    }
    screen.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_colour_says_is_said_without_it_too() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let adas = site
        .world
        .signed_in(Whose::Participant(shown.ada.clone()))
        .await;
    let phone = Screen::phone(&site.base).await?;
    phone.prefers(&[("forced-colors", "active")]).await?;
    phone.sign_in(&adas).await?;
    phone.visit("/today").await?;
    phone.tap("button[name='energy'][value='5']").await?;
    phone.says("You answered 5 of 10 today.").await?;
    let drawn = |css: &str| {
        let script = "return [...document.querySelectorAll(arguments[0])].map((it) => {
            const style = getComputedStyle(it);
            return [style.borderTopStyle, style.borderTopWidth, style.backgroundColor,
              style.borderTopColor, style.textDecorationLine].join() })";
        phone.run(script, vec![json!(css)])
    };
    let full = drawn(".pebble.full").await?;
    let used = drawn(".pebble.used, .pebble.ring").await?;
    for one in full.as_array().into_iter().flatten() {
        assert!(!used.as_array().is_some_and(|it| it.contains(one)), "{one}");
    }
    for path in ["/today", "/plan", "/look", "/messages"] {
        phone.visit(path).await?;
        let edges = drawn(EDGED);
        for edge in edges.await?.as_array().into_iter().flatten() {
            let edge = edge.as_str().unwrap_or_default();
            let is_quiet = edge.ends_with("underline");
            assert!(is_quiet || !edge.starts_with("none,"), "{path}: {edge}");
        }
    }
    let script = "const looks = (it) => { const of = getComputedStyle(it.closest('label'));
          return of.borderTopColor + of.borderTopWidth };
        const all = [...document.querySelectorAll('[name=theme]')];
        return [looks(all.find((it) => it.checked)), looks(all.find((it) => !it.checked))]";
    phone.visit("/look").await?;
    let looks: Value = phone.run(script, vec![]).await?;
    assert_ne!(looks[0], looks[1], "a choice shows that it is chosen");
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_whole_without_scripts() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let adas = site
        .world
        .signed_in(Whose::Participant(shown.ada.clone()))
        .await;
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&adas).await?;
    phone.scripts(false).await?;
    for path in PAGES {
        phone.visit(path).await?;
        assert_eq!(phone.count("main h1").await?, 1, "{path} has one heading");
        phone.fits().await?;
        // A button that nobody answers to would be worse than none.
        let idle = "main button:not([type='submit'], form button)";
        let shown = phone.run(
            "return [...document.querySelectorAll(arguments[0])].filter((it) => it.checkVisibility()).length",
            vec![json!(idle)],
        );
        assert_eq!(shown.await?, 0, "{path}: a button that needs a script");
    }
    phone.visit("/look").await?;
    phone.tap("input[name='theme'][value='quiet']").await?;
    phone.tap("input[name='words'][value='easy']").await?;
    phone.tap("form[action='/look'] button").await?;
    phone.says("This is how the pages look now.").await?;
    phone.visit("/messages").await?;
    assert_eq!(phone.count("html[data-theme='quiet']").await?, 1);
    phone
        .says("Only you and the coordinator can see this.")
        .await?;
    phone.close().await
}
