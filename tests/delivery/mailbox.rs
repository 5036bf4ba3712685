//! What a mail looks like when it has arrived, and what a mail server may answer.

use std::collections::BTreeSet;

use server::config::Given;
use server::notifications::Courier;
use server::notifications::mail::Mailer;
use server::notifications::{Address, Key, MESSAGES, Outgoing, PATIENCE};

use super::office::Office;
use super::peers::PEERS;
use tests::engines;

#[tokio::test]
async fn the_mail_says_to_log_in_and_nothing_else() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("ada").await;
        assert_eq!(
            office.tick().await,
            1,
            "{engine}: without a phone the mail goes first"
        );
        let mails = ada.mails();
        assert_eq!(mails.len(), 1, "{engine}");
        let mail = &mails[0];
        assert_eq!(
            mail["to"].as_array().unwrap().len(),
            1,
            "{engine}: one recipient"
        );
        assert_eq!(mail["headers"]["subject"], "You have a message", "{engine}");
        assert_eq!(
            mail["headers"]["auto-submitted"], "auto-generated",
            "{engine}"
        );
        assert_eq!(
            mail["headers"]["to"],
            ada.email.as_str(),
            "{engine}: no name beside it"
        );
        let choose = format!("<{}/settings>", office.world.app.settings.public_url);
        assert_eq!(mail["headers"]["list-unsubscribe"], choose, "{engine}");
        let id = mail["headers"]["message-id"].as_str().unwrap();
        assert!(
            id.ends_with("@dagsform.example>") && id.len() > 40,
            "{engine}: {id}"
        );
        assert_eq!(mail["defects"], serde_json::json!([]), "{engine}");
        assert_eq!(mail["bare_line_ends"], false, "{engine}");
        for encoding in mail["encodings"].as_array().unwrap() {
            assert_eq!(encoding, "quoted-printable", "{engine}");
        }
        // Whoever is signed in nowhere gets a link that opens what is asked, and shows nothing of it.
        let url = format!("{}/a/", office.world.app.settings.public_url);
        assert!(mail["plain"].as_str().unwrap().contains(&url), "{engine}");
        assert!(mail["html"].as_str().unwrap().contains(&url), "{engine}");
        let said = format!("{} {} {}", mail["headers"], mail["plain"], mail["html"]);
        for secret in [
            ada.id.as_str(),
            ada.enrolment.as_str(),
            "elf-rating",
            "Ishøj",
            "SME",
        ] {
            assert!(!said.contains(secret), "{engine}: {secret} in {said}");
        }
    }
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_puts_the_person_on_the_phone_list() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("bounce").await;
        assert_eq!(office.tick().await, 0, "{engine}");
        assert_eq!(
            office.ends(&ada).await,
            ["email given_up", "phone waiting"],
            "{engine}"
        );
        assert_eq!(
            office.stands(&ada).await[0].reason,
            "smtp 550",
            "{engine}: and no address"
        );
        assert_eq!(
            office.to_call().await,
            std::slice::from_ref(&ada.id),
            "{engine}: at once"
        );
        let mut tx = office.world.tx().await;
        let of = &office.world.organisation;
        let now = office.world.now();
        let aside = server::scheduling::store::set_aside(&mut tx, of, now, 10)
            .await
            .unwrap();
        assert_eq!(aside.len(), 1, "{engine}: somebody can mend the address");
    }
}

#[tokio::test]
async fn a_mail_server_that_says_later_is_asked_later() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("later").await;
        assert_eq!(office.tick().await, 0, "{engine}");
        let first = office.stands(&ada).await[0].clone();
        assert_eq!(
            (first.state.as_str(), first.attempts),
            ("waiting", 1),
            "{engine}"
        );
        assert!(
            first.try_at >= office.world.now().as_millisecond() + 30_000,
            "{engine}"
        );
        assert_eq!(office.to_call().await, [], "{engine}");
    }
}

/// Delivers to this address by real SMTP and says whether the courier took it.
async fn deliver(to: &str) -> bool {
    let given = Given {
        mail_url: Some(format!("smtp://127.0.0.1:{}", PEERS.smtp)),
        mail_from: Some("no-reply@dagsform.example".to_owned()),
        ..Given::default()
    };
    let mailer = Mailer::of(&given.checked().unwrap(), PATIENCE).unwrap();
    let message = Outgoing {
        key: Key::of(to, 1, "email"),
        language: app::texts::Language::Ar,
        to: Address::Email(to.to_owned()),
        path: MESSAGES.to_owned(),
        chooses: true,
        at: tests::monday_nine(),
        lifetime: std::time::Duration::from_secs(60),
        urgent: false,
        when: None,
        reply: None,
    };
    mailer.deliver(&message).await.is_ok()
}

#[tokio::test]
async fn a_hostile_address_reaches_nobody_else() {
    let victim = format!("victim{}@example.org", uuid::Uuid::now_v7().simple());
    let mut taken = BTreeSet::new();
    let breaks = [
        "\r\n", "\n", "\r", "\0", "\u{b}", "\u{85}", "\u{2028}", " ", "\t", ",", ";",
    ];
    let forms = [
        "a@example.org{}RCPT TO:<{victim}>",
        "a@example.org{}Bcc: {victim}",
        "a{}b@example.org",
        "a@example.org{}{victim}",
        "{victim}{}",
        "{}{victim}",
        "\"a{}b\"@example.org",
        "a@[127.0.0.1{}]",
        "a@example.org>{}RCPT TO:<{victim}",
        "a@example.org> BODY=8BITMIME{}DATA",
    ];
    for form in forms {
        for hidden in breaks {
            let to = form.replacen("{}", hidden, 1).replace("{victim}", &victim);
            if deliver(&to).await {
                taken.insert(to);
            }
        }
    }
    assert_eq!(taken, BTreeSet::new());
    assert_eq!(PEERS.mails_to(&victim).len(), 0);
    assert!(deliver(&victim).await, "the ordinary address still works");
    assert_eq!(PEERS.mails_to(&victim).len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_the_mail_lies_in_the_outbox() {
    let data = std::env::temp_dir().join(format!("dagsform-test-{}", uuid::Uuid::now_v7()));
    let given = Given {
        data: Some(data.clone()),
        ..Given::default()
    };
    let mailer = Mailer::of(&given.checked().unwrap(), PATIENCE).unwrap();
    let message = Outgoing {
        key: Key::of("occasion", 1, "email"),
        language: app::texts::Language::Da,
        to: Address::Email("ada@example.org".to_owned()),
        path: MESSAGES.to_owned(),
        chooses: true,
        at: tests::monday_nine(),
        lifetime: std::time::Duration::from_secs(60),
        urgent: false,
        when: None,
        reply: None,
    };
    mailer.deliver(&message).await.unwrap();
    let mut files = std::fs::read_dir(data.join("outbox")).unwrap();
    let mail = std::fs::read_to_string(files.next().unwrap().unwrap().path()).unwrap();
    assert!(
        mail.contains("To: ada@example.org") && mail.contains("Du har en besked"),
        "{mail}"
    );
    assert!(
        mail.contains("Date: Mon, 02 Nov 2026 08:00:00 +0000"),
        "{mail}"
    );
}
