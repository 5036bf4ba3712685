//! No page puts a barrier in anybody's way that axe can find: every page, language and theme.

use app::identity::Role;
use app::texts::Language;

use super::screen::{Result, Screen};
use super::shown::{PAGES, Shown, WORKS};
use super::site::Site;

/// Opens each page and state in each language, and lists what is in the way there.
async fn look(
    site: &Site,
    screen: &Screen,
    cookie: &str,
    states: &[(&str, Option<&str>)],
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        if cookie.is_empty() {
            screen.speak(tag).await?;
        } else {
            site.speaks(cookie, tag).await;
        }
        for (path, deed) in states {
            screen.visit(path).await?;
            if let Some(css) = deed {
                screen.submit(css).await?;
            }
            let spoken = screen.run("return document.documentElement.lang", vec![]);
            assert_eq!(
                spoken.await?,
                tag,
                "{path} is in the language of the reader"
            );
            let place = format!("{tag} {path}{}", deed.map_or("", |_| " (sent)"));
            found.extend(screen.barriers(&place).await?);
        }
    }
    Ok(found)
}

/// Pages as they are opened.
fn opened<'a>(pages: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, Option<&'a str>)> {
    pages.into_iter().map(|it| (it, None)).collect()
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_meets_no_barrier_on_any_page() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let phone = shown.phone(&site).await?;
    phone.with_axe().await?;
    let asked = shown.asked(&site).await;
    let sent = ["/plan/reply", "/messages", "/look"].map(|it| format!("form[action='{it}']"));
    let [reply, message, look_so] = &sent;
    let mut states = opened(PAGES.into_iter().chain(asked.iter().map(String::as_str)));
    states.extend([
        ("/plan", Some(reply.as_str())),
        ("/messages", Some(message)),
        ("/look", Some(look_so)),
    ]);
    none(&look(&site, &phone, &shown.adas, &states).await?);
    phone.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_new_meets_no_barrier_where_nothing_is_yet() -> Result {
    let site = Site::on("sqlite").await;
    let (bo, _) = site.participant("Bo").await;
    let bos = site.signed_in(&bo).await;
    let phone = Screen::phone(&site.base).await?;
    phone.with_axe().await?;
    let doors = [
        ("/", None),
        ("/invite", None),
        ("/invite", Some("form[action='/invite']")),
        ("/look", None),
        ("/accessibility", None),
        ("/offline", None),
        ("/sign-out/waiting", None),
        ("/a/nothing", None),
        ("/nothing", None),
    ];
    let mut found = look(&site, &phone, "", &doors).await?;
    phone.sign_in(&bos).await?;
    found.extend(look(&site, &phone, &bos, &opened(PAGES)).await?);
    none(&found);
    phone.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_work_with_people_meet_no_barrier() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let kims = site.kims().await;
    let desk = Screen::desk(&site.base).await?;
    desk.with_axe().await?;
    desk.sign_in(&kims).await?;
    let (hers, protection) = (shown.hers(), format!("/people/{}/protection", shown.ada));
    let mut states = opened(WORKS.into_iter().chain(hers.iter().map(String::as_str)));
    states.extend(opened([
        protection.as_str(),
        "/people/protected",
        "/questionnaires",
        "/look",
    ]));
    states.push(("/people/new", Some("form[action='/people']")));
    none(&look(&site, &desk, &kims, &states).await?);
    desk.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_write_questions_and_programmes_meet_no_barrier() -> Result {
    let site = Site::on("sqlite").await;
    let kims = site.kims().await;
    let post = async |path: &str, form: &str| {
        let answer = site.world.post(&kims, path, form).await;
        answer.location().to_owned()
    };
    let draft = post("/questionnaires/new", "title=Sleep&language=en").await;
    let scale = "revision=1&sort=scale&text=How+well%3F&least=0&most=10";
    post(&format!("{draft}/new"), scale).await;
    let under = [
        "",
        "/about",
        "/new?sort=choice",
        "/items/q1",
        "/translate?to=ar",
        "/preview",
        "/publish",
    ];
    let under = under.map(|it| format!("{draft}{it}"));
    let mut states = opened(under.iter().map(String::as_str));
    states.extend(opened(["/questionnaires/new", "/questionnaires/import"]));
    let desk = Screen::desk(&site.base).await?;
    desk.with_axe().await?;
    desk.sign_in(&kims).await?;
    let mut found = look(&site, &desk, &kims, &states).await?;
    let administrators = site.staff("Inge", Role::Administrator).await;
    desk.sign_in(&administrators).await?;
    let foretold = format!("/programmes/{}/preview", site.programme);
    let states = ["/programmes", "/programmes/edit", foretold.as_str()];
    found.extend(look(&site, &desk, &administrators, &opened(states)).await?);
    let managers = site.staff("Mette", Role::Manager).await;
    desk.sign_in(&managers).await?;
    found.extend(look(&site, &desk, &managers, &[("/results", None)]).await?);
    none(&found);
    desk.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_barrier_is_noticed_here() -> Result {
    let site = Site::on("sqlite").await;
    let phone = Screen::phone(&site.base).await?;
    phone.with_axe().await?;
    phone.visit("/").await?;
    let wall =
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<input name=wall>')";
    phone.run(wall, vec![]).await?;
    let found = phone.barriers("/").await?;
    assert!(found.iter().any(|it| it.contains("label")), "{found:?}");
    phone.close().await
}
