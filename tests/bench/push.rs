//! `./dev bench`, push messages: how many one core encrypts and signs, beside what the same
//! library needs for the primitives alone.

mod browser;

use std::hint::black_box;
use std::time::{Duration, Instant};

use app::texts::Language;
use browser::{AUTH, P256DH};
use jiff::Timestamp;
use openssl::bn::BigNumContext;
use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey, EcPoint, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sha::sha256;
use openssl::sign::Signer;
use openssl::symm::{Cipher, encrypt_aead};
use server::config::Given;
use server::notifications::push::Pusher;
use server::notifications::vapid::VapidKey;
use server::notifications::{Address, Key, MESSAGES, Outgoing, Subscription};
use url::Url;

const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_secs(1);

fn main() {
    // `cargo test --benches` comes by as well, and has no time.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    let given = Given {
        mail_from: Some("no-reply@dagsform.example".to_owned()),
        ..Given::default()
    };
    let settings = given.checked().expect("settings");
    let key = VapidKey::made().expect("a key");
    let pusher = Pusher::of(&settings, key, TIME).expect("a pusher");
    let to = subscription();
    let message = message(&to);
    let signer =
        EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).and_then(|it| EcKey::generate(&it));
    let signer = signer.expect("a key");
    let mut services = 0_u64;
    let sealed = |at: &str| {
        let url = Url::parse(at).expect("an address");
        let sealed = pusher.sealed(&to, &url, &message).expect("a message");
        black_box(sealed.payload.expect("a payload").content.len())
    };
    let bytes = sealed("https://push.example/1");
    println!("\nPush messages on one core, {bytes} bytes each; median of {ROUNDS} rounds");
    let (mut bare, mut ours, mut signing, mut signed) = (vec![], vec![], vec![], vec![]);
    // In turn, so that a slow moment of the machine meets each of them.
    for _ in 0..ROUNDS {
        bare.push(per_second(|| {
            encrypt(bytes).expect("a cipher");
        }));
        ours.push(per_second(|| {
            sealed("https://push.example/1");
        }));
        signing.push(per_second(|| {
            encrypt(bytes).expect("a cipher");
            sign(&signer).expect("a signature");
        }));
        // Never the same push service twice, so that each message needs a signature.
        signed.push(per_second(|| {
            services += 1;
            sealed(&format!("https://push-{services}.example/1"));
        }));
    }
    let limit = row("primitives: encrypt", bare, None);
    row("encrypt, signature kept", ours, Some(limit));
    let limit = row("primitives: both", signing, None);
    row("encrypt and sign", signed, Some(limit));
}

fn subscription() -> Subscription {
    Subscription {
        id: "phone".to_owned(),
        endpoint: "https://push.example/1".to_owned(),
        p256dh: P256DH.to_owned(),
        auth: AUTH.to_owned(),
    }
}

fn message(to: &Subscription) -> Outgoing {
    Outgoing {
        key: Key::of("occasion", 1, "push"),
        language: Language::Da,
        to: Address::Push(to.clone()),
        path: MESSAGES.to_owned(),
        at: Timestamp::UNIX_EPOCH,
        lifetime: Duration::from_secs(3600),
        urgent: false,
        when: None,
        reply: None,
        chooses: false,
    }
}

fn per_second(mut once: impl FnMut()) -> f64 {
    let from = Instant::now();
    let mut times = 0;
    while from.elapsed() < TIME {
        once();
        times += 1;
    }
    f64::from(times) / from.elapsed().as_secs_f64()
}

fn row(name: &str, mut rates: Vec<f64>, limit: Option<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    let rate = rates[rates.len() / 2];
    let ratio = limit.map(|limit| format!("   {:.2} of the primitives", rate / limit));
    println!(
        "  {name:<24} {rate:>8.0} per s{}",
        ratio.unwrap_or_default()
    );
    rate
}

/// What RFC 8291 is made of: a key for one message, a shared secret, five HMACs, and AES-GCM.
fn encrypt(bytes: usize) -> Result<Vec<u8>, ErrorStack> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    let mut numbers = BigNumContext::new()?;
    let ours = EcKey::generate(&group)?;
    let theirs = openssl::base64::decode_block(&padded(P256DH))?;
    let theirs = EcPoint::from_bytes(&group, &theirs, &mut numbers)?;
    let theirs = PKey::from_ec_key(EcKey::from_public_key(&group, &theirs)?)?;
    let public =
        ours.public_key()
            .to_bytes(&group, PointConversionForm::UNCOMPRESSED, &mut numbers)?;
    let ours = PKey::from_ec_key(ours)?;
    let mut deriver = Deriver::new(&ours)?;
    deriver.set_peer(&theirs)?;
    let mut secret = deriver.derive_to_vec()?;
    for _ in 0..5 {
        let key = PKey::hmac(&secret)?;
        secret = Signer::new(MessageDigest::sha256(), &key)?.sign_oneshot_to_vec(&public)?;
    }
    let mut tag = [0; 16];
    let plain = vec![b' '; bytes];
    let cipher = Cipher::aes_128_gcm();
    encrypt_aead(
        cipher,
        &secret[..16],
        Some(&secret[16..28]),
        &[],
        &plain,
        &mut tag,
    )
}

/// What RFC 8292 is made of: one signature with P-256.
fn sign(key: &EcKey<Private>) -> Result<EcdsaSig, ErrorStack> {
    EcdsaSig::sign(&sha256(b"header.claims"), key)
}

/// Base64url as plain base64.
fn padded(text: &str) -> String {
    let text = text.replace('-', "+").replace('_', "/");
    let missing = text.len().next_multiple_of(4) - text.len();
    text + &"=".repeat(missing)
}
