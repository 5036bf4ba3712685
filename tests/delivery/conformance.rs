//! What every channel keeps to, one suite for all: mail, push and text messages, each with a
//! real server behind it.

use std::time::{Duration, Instant};

use app::notifications::Asks;
use serde_json::Value;
use server::config::{Given, Settings};
use server::notifications::gateway::GivenGateway;
use server::notifications::mail::Mailer;
use server::notifications::push::Pusher;
use server::notifications::sms::Texter;
use server::notifications::vapid::VapidKey;
use server::notifications::{
    Address, Courier, FORM, Key, MESSAGES, Outgoing, Subscription, Undelivered,
};
use server::storage::{Db, new_id};
use tests::{database, monday_nine};

use super::gateway::GATEWAY;
use super::peers::PEERS;

/// The patience of the couriers here: a provider that takes longer is too slow.
pub const SOON: Duration = Duration::from_millis(1500);

/// How a provider is made to answer.
#[derive(Clone, Copy)]
enum Answer {
    Yes,
    RefusedForGood,
    Later,
    Gone,
    Never,
}

/// A channel with what the suite needs to know of it.
struct Channel {
    name: &'static str,
    courier: Box<dyn Courier>,
    /// An address at which the provider answers so, and what it is recognised by.
    address: fn(Answer) -> (Address, String),
    /// What arrived for it.
    arrived: fn(&str) -> Vec<Value>,
    /// What tells one message from another at the provider.
    key_of: fn(&Value) -> String,
    /// What the person reads.
    words_of: fn(&Value) -> String,
    /// The time that the provider asks for when it says "later".
    asks_for: Option<Duration>,
    /// An address with this text inside.
    hostile: fn(&str) -> Address,
}

/// What an operator would say of the gateway.
pub fn gateway() -> GivenGateway {
    GivenGateway {
        url: Some(format!("http://127.0.0.1:{}/send", GATEWAY.port)),
        headers: vec![
            "Authorization: Bearer an invented password".to_owned(),
            "Idempotency-Key: {key}".to_owned(),
        ],
        id: Some("/messages/0/id".to_owned()),
        secret: Some("an invented secret of some length".to_owned()),
        ..GivenGateway::default()
    }
}

pub async fn settings() -> (Settings, Db) {
    let given = Given {
        data: Some(std::env::temp_dir().join(format!("dagsform-test-{}", new_id()))),
        database_url: Some(database("sqlite").await),
        public_url: Some("https://app.example.org".to_owned()),
        mail_url: Some(format!("smtp://127.0.0.1:{}", PEERS.smtp)),
        mail_from: Some("no-reply@dagsform.example".to_owned()),
        mail_bounces: Some("bounces@dagsform.example".to_owned()),
        push_allow: vec![
            format!("127.0.0.1:{}", PEERS.push),
            format!("127.0.0.1:{}", GATEWAY.port),
        ],
        sms: gateway(),
        ..Given::default()
    };
    let settings = given.checked().unwrap();
    let db = Db::open(&settings.database_url).await.unwrap();
    (settings, db)
}

pub fn subscription(status: u16, name: &str) -> Address {
    Address::Push(Subscription {
        id: "s".to_owned(),
        endpoint: format!("http://127.0.0.1:{}/{status}/{name}", PEERS.push),
        p256dh: PEERS.p256dh.clone(),
        auth: PEERS.auth.clone(),
    })
}

pub fn name() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

async fn channels() -> Vec<Channel> {
    let (settings, db) = settings().await;
    vec![
        Channel {
            name: "mail",
            courier: Box::new(Mailer::of(&settings, SOON).unwrap()),
            address: |answer| {
                let local = match answer {
                    Answer::Yes => "ada",
                    Answer::RefusedForGood => "policy",
                    Answer::Later => "later",
                    Answer::Gone => "bounce",
                    Answer::Never => "slow",
                };
                let to = format!("{local}{}@example.org", name());
                (Address::Email(to.clone()), to)
            },
            arrived: |to| PEERS.mails_to(to),
            key_of: |mail| mail["headers"]["message-id"].to_string(),
            words_of: |mail| format!("{} {}", mail["plain"], mail["html"]),
            asks_for: None,
            hostile: |inside| Address::Email(format!("ada{inside}@example.org")),
        },
        Channel {
            name: "push",
            courier: Box::new(Pusher::of(&settings, VapidKey::made().unwrap(), SOON).unwrap()),
            address: |answer| {
                let status = match answer {
                    Answer::Yes => 201,
                    Answer::RefusedForGood => 413,
                    Answer::Later => 429,
                    Answer::Gone => 410,
                    Answer::Never => 0,
                };
                let name = name();
                (subscription(status, &name), name)
            },
            arrived: |name| PEERS.pushes_to(name),
            key_of: |push| push["topic"].to_string(),
            words_of: |push| push["message"].to_string(),
            asks_for: Some(Duration::from_secs(900)),
            hostile: |inside| subscription(201, &format!("x{inside}y")),
        },
        Channel {
            name: "sms",
            courier: Box::new(
                Texter::of(&settings, settings.sms.clone().unwrap(), &db, SOON).unwrap(),
            ),
            address: |answer| {
                let last = match answer {
                    Answer::Yes => "201",
                    Answer::RefusedForGood => "422",
                    Answer::Later => "429",
                    Answer::Gone => "410",
                    Answer::Never => "000",
                };
                let digits = uuid::Uuid::now_v7().as_u128() % 1_000_000_000;
                let to = format!("+45{digits:09}{last}");
                (Address::Sms(to.clone()), to)
            },
            arrived: |to| GATEWAY.texts_to(to),
            key_of: |text| format!("{} {}", text["reference"], text["key"]),
            words_of: |text| text["text"].to_string(),
            asks_for: Some(Duration::from_secs(900)),
            hostile: |inside| Address::Sms(format!("+4520304050{inside}")),
        },
    ]
}

pub fn message(to: Address, key: &str) -> Outgoing {
    Outgoing {
        key: Key::of(key, 1, "any"),
        language: app::texts::Language::Da,
        to,
        path: MESSAGES.to_owned(),
        chooses: true,
        at: monday_nine(),
        lifetime: Duration::from_secs(3600),
        urgent: false,
        when: None,
        reply: None,
    }
}

#[tokio::test]
async fn every_channel_hands_over_one_message_that_says_nothing() {
    for channel in channels().await {
        let (to, known) = (channel.address)(Answer::Yes);
        let key = name();
        channel.courier.deliver(&message(to, &key)).await.unwrap();
        let arrived = (channel.arrived)(&known);
        assert_eq!(arrived.len(), 1, "{}: {arrived:?}", channel.name);
        assert!(
            arrived[0]["problem"].is_null(),
            "{}: {arrived:?}",
            channel.name
        );
        let words = (channel.words_of)(&arrived[0]);
        assert!(
            words.contains("https://app.example.org/m"),
            "{}: {words}",
            channel.name
        );
        assert!(words.contains("besked"), "{}: {words}", channel.name);
        assert!(!words.contains(&key), "{}: {words}", channel.name);
    }
}

#[tokio::test]
async fn every_channel_says_what_a_refusal_means() {
    for channel in channels().await {
        let answer = async |answer| {
            let (to, known) = (channel.address)(answer);
            let result = channel.courier.deliver(&message(to, &name())).await;
            let why = format!("{}: {result:?}", channel.name);
            let told = result.as_ref().err().map(ToString::to_string);
            assert!(
                told.is_none_or(|told| !told.contains(&known)),
                "{why}: an address"
            );
            (result, why)
        };
        let (result, why) = answer(Answer::RefusedForGood).await;
        assert!(matches!(result, Err(Undelivered::GiveUp(_))), "{why}");
        let (result, why) = answer(Answer::Gone).await;
        assert!(matches!(result, Err(Undelivered::Gone(_))), "{why}");
        let (result, why) = answer(Answer::Later).await;
        let Err(Undelivered::Again { after, .. }) = result else {
            panic!("{why}");
        };
        assert_eq!(after, channel.asks_for, "{why}");
    }
}

#[tokio::test]
async fn no_channel_waits_for_a_provider_that_does_not_answer() {
    for channel in channels().await {
        let (to, _) = (channel.address)(Answer::Never);
        let began = Instant::now();
        let result = channel.courier.deliver(&message(to, &name())).await;
        let why = format!("{}: {result:?}", channel.name);
        assert!(
            matches!(result, Err(Undelivered::Again { after: None, .. })),
            "{why}"
        );
        let took = began.elapsed();
        assert!(took >= SOON / 2 && took < SOON * 6, "{why} after {took:?}");
    }
}

#[tokio::test]
async fn a_second_try_carries_the_same_key_and_another_message_another() {
    for channel in channels().await {
        let (to, known) = (channel.address)(Answer::Yes);
        let (one, other) = (name(), name());
        for key in [&one, &one, &other] {
            channel
                .courier
                .deliver(&message(to.clone(), key))
                .await
                .unwrap();
        }
        let keys: Vec<String> = (channel.arrived)(&known)
            .iter()
            .map(channel.key_of)
            .collect();
        assert_eq!(keys.len(), 3, "{}", channel.name);
        assert_eq!(keys[0], keys[1], "{}", channel.name);
        assert_ne!(keys[0], keys[2], "{}", channel.name);
        assert!(keys[0].len() > 30, "{}: {keys:?}", channel.name);
    }
}

#[tokio::test]
async fn whatever_stands_in_an_address_reaches_nobody_else() {
    let victims = [
        format!("victim{}@example.org", name()),
        format!("+4599{:08}", uuid::Uuid::now_v7().as_u128() % 100_000_000),
    ];
    let mut inside = Vec::new();
    for gap in [
        "\r\n", "\n", "\r", "\0", "\u{b}", "\u{85}", "\u{2028}", "\t", ",", ";", "\"", "\\",
    ] {
        for victim in &victims {
            inside.push(format!("{gap}{victim}"));
            inside.push(format!("{gap}RCPT TO:<{victim}>"));
            inside.push(format!("{gap}\",\"to\":\"{victim}"));
            inside.push(format!("{gap}&to={victim}"));
        }
    }
    for channel in channels().await {
        for text in &inside {
            let to = (channel.hostile)(text);
            let result = channel.courier.deliver(&message(to, &name())).await;
            if let Err(why) = &result {
                let why = why.to_string();
                let told = victims.iter().any(|victim| why.contains(victim));
                assert!(!told, "{}: {why}", channel.name);
            }
        }
    }
    assert_eq!(PEERS.mails_to(&victims[0]).len(), 0);
    assert_eq!(GATEWAY.texts_to(&victims[1]).len(), 0);
}

#[tokio::test]
async fn whatever_stands_in_any_other_field_stays_one_message_to_one_recipient() {
    let victim = format!("victim{}@example.org", name());
    for channel in channels().await {
        for gap in [
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\u{2028}",
            "\"",
            "{to}",
            "{key}",
            "</p><script>",
            "\r\n.\r\n",
        ] {
            let (to, known) = (channel.address)(Answer::Yes);
            let evil = format!("{gap}RCPT TO:<{victim}>{gap}Bcc: {victim}\",\"to\":\"+4511111111");
            let mut message = message(to, &name());
            message.path = format!("{FORM}{evil}");
            message.when = Some(evil.clone());
            message.reply = Some((Asks::Come, format!("{FORM}{evil}")));
            let result = channel.courier.deliver(&message).await;
            let arrived = (channel.arrived)(&known);
            let few = usize::from(result.is_ok());
            assert_eq!(arrived.len(), few, "{}: {gap:?} {result:?}", channel.name);
            if let Some(mail) = arrived.first().filter(|_| channel.name == "mail") {
                assert_eq!(mail["to"].as_array().unwrap().len(), 1, "{gap:?}");
                assert!(mail["headers"]["bcc"].is_null(), "{gap:?}");
                assert!(
                    !mail["html"].as_str().unwrap().contains("<script>"),
                    "{gap:?}"
                );
                assert_eq!(mail["bare_line_ends"], false, "{gap:?}");
            }
        }
    }
    assert_eq!(PEERS.mails_to(&victim).len(), 0);
    assert_eq!(GATEWAY.texts_to("+4511111111").len(), 0);
}

#[tokio::test]
async fn an_address_is_in_nothing_that_is_written_down() {
    for channel in channels().await {
        let (to, known) = (channel.address)(Answer::Yes);
        let message = message(to, &name());
        let shown = format!("{message:?} {:?}", channel.courier);
        assert!(!shown.contains(&known), "{}: {shown}", channel.name);
        assert!(
            !shown.contains("invented password"),
            "{}: {shown}",
            channel.name
        );
    }
}
