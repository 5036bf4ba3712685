//! Life without scripts: everything that matters is pages, links and forms.

use app::identity::Code;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::participants::invites;

use super::screen::{Result, Screen};
use super::site::Site;

/// A plan with one goal and one intervention, written by Kim.
pub async fn plan_for(site: &Site, person: &str) {
    let form = "based_on=0&goal-0-words=Sleep+through+the+night&goal-0-attainment=less\
                &step-0-title=Talk+with+a+doctor&step-0-sector=health&step-0-responsible=Kim";
    let path = format!("/people/{person}/plan");
    let kims = site.kims().await;
    let page = site.world.get(&kims, &path).await;
    let based_on = page.body.split(r#"name="based_on" value=""#).nth(1);
    let based_on = based_on
        .and_then(|it| it.split('"').next())
        .expect("what it is based on");
    let form = form.replace("based_on=0", &format!("based_on={based_on}"));
    let saved = site.world.post(&kims, &path, &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

async fn code_for(site: &Site, whose: &Whose) -> Code {
    let mut tx = site.world.tx().await;
    let (office, now) = (&site.world.organisation, site.world.now());
    let code = invites::make(&mut tx, office, whose, false, now)
        .await
        .expect("a code");
    tx.commit().await.expect("a commit");
    code
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_whose_phone_runs_no_scripts_comes_in_checks_in_answers_and_reads_the_plan()
-> Result {
    let site = Site::on("sqlite").await;
    let (ada, _) = site.participant("Ada").await;
    plan_for(&site, ada.as_str()).await;
    site.round().await;
    let code = code_for(&site, &Whose::Participant(ada)).await;

    let phone = Screen::phone(&site.base).await?;
    phone.scripts(false).await?;
    phone.visit("/").await?;
    phone.tap("main a[href='/invite']").await?;
    phone.types("#code", &code.grouped().to_lowercase()).await?;
    phone.tap("form[action='/invite'] button").await?;
    phone.arrives("/today").await?;

    phone.tap("button[name='energy'][value='3']").await?;
    phone.says("You answered 3 of 10 today.").await?;
    phone.says("points left").await?;

    phone.tap("a[href^='/questions/']").await?;
    phone.tap("main .actions a.primary").await?;
    phone.says("Question 1 of 4").await?;
    phone.tap("label.choice").await?;
    phone.tap("button[name='deed'][value='next']").await?;
    phone.says("Question 2 of 4").await?;

    // Whoever breaks off goes on later, where they were.
    phone.visit("/plan").await?;
    phone.says("Sleep through the night").await?;
    phone.says("Talk with a doctor").await?;
    phone.visit("/today").await?;
    phone.tap("a[href^='/questions/']").await?;
    phone.says("Question 2 of 4").await?;
    phone.close().await
}
