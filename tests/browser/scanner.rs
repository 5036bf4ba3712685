//! A mail scanner as they are today: it opens every link, runs the scripts, and sends every
//! form as it stands. It must change nothing. Then a person answers.

use app::appointments::NewAppointment;
use app::ids::AppointmentId;
use server::appointments::store as appointments;
use server::storage::new_id;

use super::peers::PEERS;
use super::screen::{Result, Screen};
use super::site::Site;

impl Site {
    async fn meeting(&self, id: &AppointmentId) -> app::appointments::Appointment {
        let mut tx = self.world.tx().await;
        appointments::appointment(&mut tx, id)
            .await
            .expect("a meeting")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_scanner_that_sends_every_form_changes_nothing_and_a_person_answers() -> Result {
    let site = Site::on("sqlite").await;
    let name = format!("bo{}", uuid::Uuid::now_v7().simple());
    let (_, enrolment) = site.participant(&name).await;
    let new = NewAppointment {
        title: "Talk about sleep".into(),
        with_whom: "Alex".into(),
        place: "Room 2".into(),
        bring: String::new(),
        starts_at: "2026-11-05T12:30:00Z".parse()?,
        minutes: 45,
        interpreter: String::new(),
        voluntary: false,
        ..NewAppointment::default()
    };
    let meeting = AppointmentId::new(new_id());
    let mut tx = site.world.tx().await;
    let now = site.world.now();
    appointments::book(&mut tx, &meeting, &enrolment, &site.kim, &new, now).await?;
    tx.commit().await?;
    site.round().await;
    site.round_at("2026-11-04T15:00:00Z").await;
    let mails = PEERS.mails_to(&format!("{name}@example.org"));
    let link = mails
        .iter()
        .filter_map(|mail| {
            mail["plain"]
                .as_str()?
                .split_whitespace()
                .find(|it| it.contains("/a/"))
        })
        .next_back()
        .ok_or("a link in the mail")?
        .to_owned();
    let before = site.meeting(&meeting).await;

    let scanner = Screen::desk(&site.base).await?;
    scanner.follow(&link).await?;
    scanner.says("Thursday 5 November at 13:30").await?;
    let forms = scanner.count("form").await?;
    let buttons = scanner.count("button, input[type='submit']").await?;
    assert!(forms >= 1 && buttons >= 1);
    for nth in 0..forms {
        // Once past the browser's own checks, and once more what came back.
        scanner.follow(&link).await?;
        for _ in 0..2 {
            let send =
                "const form = document.forms[arguments[0]] ?? document.forms[0]; form.submit()";
            scanner.run(send, vec![nth.into()]).await?;
            scanner.shows("main").await?;
        }
    }
    for nth in 0..buttons {
        scanner.follow(&link).await?;
        for _ in 0..2 {
            let press =
                "document.querySelectorAll('button, input[type=submit]')[arguments[0]]?.click()";
            scanner.run(press, vec![nth.into()]).await?;
            scanner.shows("main").await?;
        }
    }
    scanner.follow(&link).await?;
    for nth in 0..scanner.count("a[href]").await? {
        scanner.follow(&link).await?;
        scanner
            .run(
                "document.querySelectorAll('a[href]')[arguments[0]]?.click()",
                vec![nth.into()],
            )
            .await?;
    }
    assert_eq!(
        site.meeting(&meeting).await,
        before,
        "the scanner changed something"
    );

    let phone = Screen::phone(&site.base).await?;
    phone.scripts(false).await?;
    phone.follow(&link).await?;
    let label = phone.text("label[for='number']").await?;
    let number: String = label.chars().filter(char::is_ascii_digit).collect();
    phone.tap("input[value='move']").await?;
    phone.types("#number", &number).await?;
    phone.fits().await?;
    phone.tap("main form[action^='/a/'] button").await?;
    phone.says("You asked for another time.").await?;
    assert!(site.meeting(&meeting).await.wish.is_some());
    phone.close().await?;
    Ok(())
}
