//! No page puts a barrier in anybody's way that axe can find: every page, language and theme.

use app::identity::Role;
use app::texts::Language;
use server::identity::store::Whose;

use super::screen::{Result, Screen};
use super::shown::Shown;
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
            let chosen = site
                .world
                .post(cookie, "/language", &format!("language={tag}&back=/"))
                .await;
            assert_eq!(chosen.status, 303, "{}", chosen.body);
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

fn none(found: &[String]) {
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_meets_no_barrier_on_any_page() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let ada = site
        .world
        .signed_in(Whose::Participant(shown.ada.clone()))
        .await;
    let phone = Screen::phone(&site.base).await?;
    phone.with_axe().await?;
    phone.sign_in(&ada).await?;
    let asked = shown.occasion(&site).await;
    let begin = format!("/questions/{asked}");
    let first = shown.first(&site, &asked).await;
    let states = [
        ("/today", None),
        ("/plan", None),
        ("/plan", Some("form[action='/plan/reply']")),
        ("/appointments", None),
        ("/more", None),
        ("/messages", None),
        ("/messages", Some("form[action='/messages']")),
        ("/my-data", None),
        ("/settings", None),
        ("/look", None),
        ("/look", Some("form[action='/look']")),
        ("/accessibility", None),
        ("/anonymous", None),
        (begin.as_str(), None),
        (first.as_str(), None),
    ];
    none(&look(&site, &phone, &ada, &states).await?);
    phone.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_new_meets_no_barrier_where_nothing_is_yet() -> Result {
    let site = Site::on("sqlite").await;
    let (bo, _) = site.participant("Bo").await;
    let bos = site.world.signed_in(Whose::Participant(bo)).await;
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
    let empty = ["/today", "/plan", "/appointments", "/messages", "/my-data"];
    found.extend(look(&site, &phone, &bos, &empty.map(|it| (it, None))).await?);
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
    let under = [
        "",
        "/plan",
        "/appointments",
        "/messages",
        "/follow-up",
        "/routes",
        "/team",
        "/protection",
        "/preview",
    ];
    let hers = under.map(|it| format!("/people/{}{it}", shown.ada));
    let mut states: Vec<(&str, Option<&str>)> = hers.iter().map(|it| (it.as_str(), None)).collect();
    states.extend([
        ("/desk", None),
        ("/people", None),
        ("/people/new", None),
        ("/people/new", Some("form[action='/people']")),
        ("/people/protected", None),
        ("/surveys", None),
        ("/results", None),
        ("/follow-up", None),
        ("/set-aside", None),
        ("/status", None),
        ("/questionnaires", None),
        ("/look", None),
    ]);
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
    let mut states: Vec<(&str, Option<&str>)> =
        under.iter().map(|it| (it.as_str(), None)).collect();
    states.extend([
        ("/questionnaires/new", None),
        ("/questionnaires/import", None),
    ]);
    let desk = Screen::desk(&site.base).await?;
    desk.with_axe().await?;
    desk.sign_in(&kims).await?;
    let mut found = look(&site, &desk, &kims, &states).await?;
    let administrators = site.staff("Inge", Role::Administrator).await;
    desk.sign_in(&administrators).await?;
    let foretold = format!("/programmes/{}/preview", site.programme);
    let states = ["/programmes", "/programmes/edit", foretold.as_str()];
    found.extend(look(&site, &desk, &administrators, &states.map(|it| (it, None))).await?);
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
