//! What only one channel does: a mail's envelope, and the signature of a push.

use server::notifications::mail::Mailer;
use server::notifications::push::Pusher;
use server::notifications::vapid::VapidKey;
use server::notifications::{Address, Courier, FORM, MESSAGES};
use tests::monday_nine;

use super::conformance::{SOON, message, name, settings, subscription};
use super::peers::PEERS;

#[tokio::test]
async fn the_envelope_names_where_reports_go_and_the_mail_how_to_choose_what_comes() {
    let (settings, _) = settings().await;
    let mailer = Mailer::of(&settings, SOON).unwrap();
    let to = format!("ada{}@example.org", name());
    mailer
        .deliver(&message(Address::Email(to.clone()), &name()))
        .await
        .unwrap();
    let mail = PEERS.mails_to(&to)[0].clone();
    assert_eq!(mail["from"], "bounces@dagsform.example");
    assert!(
        mail["headers"]["from"]
            .as_str()
            .unwrap()
            .contains("no-reply@dagsform.example")
    );
    assert_eq!(
        mail["headers"]["list-unsubscribe"],
        "<https://app.example.org/settings>"
    );
    assert!(
        mail["headers"]["list-unsubscribe-post"].is_null(),
        "scanners press such buttons"
    );
    // A form of a partner leads to no settings: they have no account. Nor have staff any.
    for path in [format!("{FORM}token"), MESSAGES.to_owned()] {
        let to = format!("ada{}@example.org", name());
        let mut form = message(Address::Email(to.clone()), &name());
        (form.path, form.chooses) = (path, false);
        mailer.deliver(&form).await.unwrap();
        assert!(PEERS.mails_to(&to)[0]["headers"]["list-unsubscribe"].is_null());
    }
}

#[tokio::test]
async fn one_signature_goes_for_every_phone_of_a_push_service() {
    let (settings, _) = settings().await;
    let pusher = Pusher::of(&settings, VapidKey::made().unwrap(), SOON).unwrap();
    let (one, other, late) = (name(), name(), name());
    for who in [&one, &other] {
        pusher
            .deliver(&message(subscription(201, who), who))
            .await
            .unwrap();
    }
    let mut later = message(subscription(201, &late), &late);
    later.at = monday_nine() + jiff::SignedDuration::from_hours(7);
    later.urgent = true;
    pusher.deliver(&later).await.unwrap();
    let push = |who: &str| PEERS.pushes_to(who)[0].clone();
    assert_eq!(push(&one)["claims"], push(&other)["claims"]);
    assert_eq!(
        push(&late)["status"],
        201,
        "a new one after six hours is good too"
    );
    assert_eq!(
        (&push(&one)["urgency"], &push(&late)["urgency"]),
        (&"normal".into(), &"high".into())
    );
    assert_eq!(push(&one)["clear_size"], push(&late)["clear_size"]);
}
