//! A letter as it leaves the printer: one sheet, and the address where the window is.

use app::participants::{Dates, EndReason, NewDates};
use app::programmes::ConsentKind;
use server::participants::consents::store as consents;
use server::participants::store as participants;

use super::screen::{Result, Screen};
use super::site::Site;

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_one_sheet_with_the_address_in_the_window() -> Result {
    let site = Site::on("sqlite").await;
    let (_, enrolment) = site.participant("Ada").await;
    let dates = NewDates {
        dates: Dates {
            included: Some("2026-05-04".parse()?),
            started: Some("2026-05-04".parse()?),
            planned_end: Some("2026-10-30".parse()?),
            ended: Some("2026-11-02".parse()?),
            ..Dates::default()
        },
        end_reason: Some(EndReason::Completed),
    };
    let mut tx = site.world.tx().await;
    let now = site.world.now();
    participants::set_dates(&mut tx, &enrolment, &dates, now).await?;
    consents::give(&mut tx, &enrolment, ConsentKind::FollowUp, now).await?;
    tx.commit().await?;
    for at in [
        "2027-10-19T08:00:00Z",
        "2027-11-02T08:00:00Z",
        "2027-12-20T10:00:00Z",
    ] {
        site.round_at(at).await;
    }
    let desk = Screen::desk(&site.base).await?;
    desk.sign_in(&site.kims().await).await?;
    desk.scripts(false).await?;
    desk.visit("/desk").await?;
    desk.tap("form[action^='/letters/']:not([action$='/sent']) button")
        .await?;
    desk.shows(".letter .qr svg").await?;
    desk.types("[name=address]", "Skolegade 3, 2. tv\nBaghuset\n2635 Ishøj")
        .await?;
    desk.tap("form.address button").await?;
    desk.says("Skolegade 3, 2. tv").await?;
    desk.fits().await?;
    assert_eq!(desk.sheets().await?, 1);
    desk.scripts(true).await?;
    desk.on_paper(true).await?;
    let (left, top) = desk.place(".letter .window").await?;
    assert!((19.0..=21.0).contains(&left), "{left} mm from the left");
    assert!((45.0..=50.0).contains(&top), "{top} mm from the top");
    for gone in ["h1", ".bar", ".bottom", "form.address", ".unprinted"] {
        let (_, tall) = desk.size(gone).await?;
        assert_eq!(tall, 0.0, "{gone} is on the paper");
    }
    desk.on_paper(false).await?;
    desk.tap("form[action$='/sent'] button").await?;
    desk.says("Noted: the letter is sent.").await?;
    desk.close().await
}
