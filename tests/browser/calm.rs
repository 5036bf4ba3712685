//! Every page keeps to itself: no request to anyone else, nothing in the console, nothing too wide.

use app::identity::Role;

use super::screen::{Result, Screen};
use super::shown::{PAGES, Shown, WORKS};
use super::site::Site;

/// Opens each page and looks at what it loaded.
async fn keeps_to_itself(site: &Site, screen: &Screen, paths: &[&str]) -> Result {
    for path in paths {
        screen.visit(path).await?;
        screen
            .arrives(path.split('?').next().unwrap_or(path))
            .await?;
        assert_eq!(screen.count("main h1").await?, 1, "{path} has one heading");
        let loaded = screen.loaded().await?;
        assert!(loaded.len() > 1, "{path} loads its style: {loaded:?}");
        let elsewhere: Vec<_> = loaded
            .iter()
            .filter(|it| !it.starts_with(&site.base))
            .collect();
        assert!(elsewhere.is_empty(), "{path} asks others: {elsewhere:?}");
        screen.fits().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participants_pages_ask_nobody_else_and_complain_of_nothing() -> Result {
    let site = Site::on("sqlite").await;
    let (ada, _) = site.participant("Ada").await;
    site.round().await;
    let phone = Screen::phone(&site.base).await?;
    phone.sign_in(&site.signed_in(&ada).await).await?;
    keeps_to_itself(&site, &phone, &PAGES).await?;
    phone.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offices_pages_ask_nobody_else_and_complain_of_nothing() -> Result {
    let site = Site::on("sqlite").await;
    let shown = Shown::with_a_life(&site).await;
    let desk = Screen::desk(&site.base).await?;
    desk.sign_in(&site.kims().await).await?;
    keeps_to_itself(&site, &desk, &WORKS).await?;
    let (hers, foretold) = (
        shown.hers(),
        format!("/programmes/{}/preview", site.programme),
    );
    let hers = hers.iter().chain([&foretold]).map(String::as_str);
    keeps_to_itself(&site, &desk, &hers.collect::<Vec<_>>()).await?;
    desk.sign_in(&site.staff("Mette", Role::Manager).await)
        .await?;
    keeps_to_itself(&site, &desk, &["/results"]).await?;
    desk.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_writing_keep_to_themselves_on_a_desk_and_on_a_phone() -> Result {
    let site = Site::on("sqlite").await;
    let kims = site.kims().await;
    let post = async |path: &str, form: &str| {
        let answer = site.world.post(&kims, path, form).await;
        answer.location().to_owned()
    };
    let draft = post("/questionnaires/new", "title=Sleep&language=en").await;
    let yes_no = "revision=1&sort=yesno&text=Do+you+sleep%3F";
    post(&format!("{draft}/new"), yes_no).await;
    let scale = "revision=2&sort=scale&text=How+well%3F&least=0&most=10&when=q1+%3D+true";
    post(&format!("{draft}/new"), scale).await;
    let under = [
        "",
        "/about",
        "/new?sort=choice",
        "/items/q2",
        "/translate?to=ar",
        "/preview",
        "/preview?in=ar&at=q1",
        "/publish",
    ];
    let under = under.map(|it| format!("{draft}{it}"));
    let mut paths: Vec<&str> = under.iter().map(String::as_str).collect();
    paths.extend([
        "/questionnaires",
        "/questionnaires/new",
        "/questionnaires/import",
    ]);
    for screen in [
        Screen::desk(&site.base).await?,
        Screen::phone(&site.base).await?,
    ] {
        screen.sign_in(&kims).await?;
        keeps_to_itself(&site, &screen, &paths).await?;
        screen.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_policy_forbids_is_noticed_here() -> Result {
    let site = Site::on("sqlite").await;
    let phone = Screen::phone(&site.base).await?;
    phone.visit("/").await?;
    let picture = "document.body.append(Object.assign(new Image(), { src: 'data:image/gif,x' }))";
    phone.run(picture, vec![]).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let noticed = phone
        .close()
        .await
        .err()
        .map(|complaint| complaint.to_string());
    assert!(noticed.is_some_and(|complaint| complaint.contains("img-src")));
    Ok(())
}
