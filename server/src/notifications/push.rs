//! Web push: encrypted for one browser (RFC 8291), signed by us (RFC 8292), sent by ourselves.

use std::time::Duration;

use app::notifications::push;
use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use url::Url;
use web_push::{ContentEncoding, SubscriptionInfo, Urgency, VapidSignature, VapidSignatureBuilder};
use web_push::{WebPushMessage, WebPushMessageBuilder};

use super::calls::{Calls, retry_after};
use super::signatures::Signatures;
use super::vapid::VapidKey;
use super::{Address, Courier, Outgoing, Subscription, Undelivered};
use crate::config::Settings;

/// The longest that push services keep a message: four weeks.
const LONGEST_LIFETIME: Duration = Duration::from_secs(28 * 24 * 60 * 60);

/// Carries push messages.
#[derive(Debug)]
pub struct Pusher {
    key: VapidKey,
    /// `sub` of the signature: whom a push service may write to. Apple refuses anything
    /// that is no real mailto: or https: address.
    contact: String,
    public_url: String,
    calls: Calls,
    signatures: Signatures<VapidSignature>,
}

/// Makes ring the process's provider of TLS; whoever was first is as good.
pub fn use_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Pusher {
    /// With the installation's key. One line when TLS can't be set up.
    pub fn of(settings: &Settings, key: VapidKey, patience: Duration) -> Result<Self, String> {
        Ok(Self {
            key,
            contact: format!("mailto:{}", settings.mail_from),
            public_url: settings.public_url.clone(),
            calls: Calls::of(&settings.push_allow, patience)?,
            signatures: Signatures::default(),
        })
    }

    /// Our signature for a push service: the same for every phone of it.
    fn signature(
        &self,
        info: &SubscriptionInfo,
        url: &Url,
        now: Timestamp,
    ) -> Option<VapidSignature> {
        let origin = url.origin().ascii_serialization();
        self.signatures.of(&origin, now, || {
            let mut builder =
                VapidSignatureBuilder::from_pem(self.key.pem().as_bytes(), info).ok()?;
            // The library would leave the port out, and sign for a made-up contact.
            builder.add_claim("aud", origin.as_str());
            builder.add_claim("sub", self.contact.as_str());
            builder.build().ok()
        })
    }

    /// The message as the push service gets it; `None` if the subscription makes no sense.
    /// Sends nothing.
    pub fn sealed(
        &self,
        to: &Subscription,
        url: &Url,
        message: &Outgoing,
    ) -> Option<WebPushMessage> {
        let info = SubscriptionInfo::new(url.as_str(), &to.p256dh, &to.auth);
        let link = format!("{}{}", self.public_url, message.path);
        // The phone's own person reads it, signed in: there is no need for another link.
        let payload = push(message.language, &link, message.besides(None));
        let mut builder = WebPushMessageBuilder::new(&info);
        builder.set_payload(ContentEncoding::Aes128Gcm, &payload);
        builder.set_vapid_signature(self.signature(&info, url, message.at)?);
        let lifetime = message.lifetime.min(LONGEST_LIFETIME).as_secs();
        builder.set_ttl(u32::try_from(lifetime).unwrap_or(u32::MAX));
        builder.set_topic(message.key.topic().to_owned());
        builder.set_urgency(if message.urgent {
            Urgency::High
        } else {
            Urgency::Normal
        });
        builder.build().ok()
    }
}

#[async_trait::async_trait]
impl Courier for Pusher {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        let Address::Push(to) = &message.to else {
            return Err(Undelivered::GiveUp("no subscription".into()));
        };
        let url = self
            .calls
            .check(&to.endpoint)
            .map_err(|refused| Undelivered::Gone(refused.to_string()))?;
        let sealed = self
            .sealed(to, &url, message)
            .ok_or_else(|| Undelivered::Gone("the subscription makes no sense".into()))?;
        let mut request = self
            .calls
            .client(&url)
            .post(url)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header("ttl", sealed.ttl);
        if let Some(topic) = sealed.topic {
            request = request.header("topic", topic);
        }
        if let Some(urgency) = sealed.urgency {
            request = request.header("urgency", urgency.to_string());
        }
        if let Some(payload) = sealed.payload {
            request = request.header(CONTENT_ENCODING, payload.content_encoding.to_str());
            for (name, value) in payload.crypto_headers {
                request = request.header(name, value);
            }
            request = request.body(payload.content);
        }
        // The reason would name the address; that it failed is enough. The body is never read.
        let answer = request
            .send()
            .await
            .map_err(|_| Undelivered::again("the push service did not answer"))?;
        said(answer.status(), answer.headers(), message.at)
    }
}

/// What the status of a push service means for us (RFC 8030, 8292 and what they do).
fn said(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Result<(), Undelivered> {
    let why = format!("push {}", status.as_u16());
    match status.as_u16() {
        200..=202 | 204 => Ok(()),
        404 | 410 => Err(Undelivered::Gone(why)),
        408 | 425 | 429 | 500.. => Err(Undelivered::Again {
            why,
            after: retry_after(headers, now),
        }),
        _ => Err(Undelivered::GiveUp(why)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, RETRY_AFTER};

    use super::{Undelivered, said};

    fn now() -> Timestamp {
        "2026-11-02T08:00:00Z".parse().unwrap()
    }

    fn told(status: u16, retry: Option<&str>) -> Result<(), Undelivered> {
        let mut headers = HeaderMap::new();
        if let Some(retry) = retry {
            headers.insert(RETRY_AFTER, retry.parse().unwrap());
        }
        said(StatusCode::from_u16(status).unwrap(), &headers, now())
    }

    #[test]
    fn each_status_says_what_to_do_next() {
        assert_eq!(told(201, None), Ok(()));
        for gone in [404, 410] {
            assert!(matches!(told(gone, None), Err(Undelivered::Gone(_))));
        }
        for never in [301, 400, 403, 413] {
            assert!(
                matches!(told(never, None), Err(Undelivered::GiveUp(_))),
                "{never}"
            );
        }
        for again in [429, 500, 503] {
            assert!(matches!(
                told(again, None),
                Err(Undelivered::Again { after: None, .. })
            ));
        }
    }

    #[test]
    fn a_service_that_asks_for_time_gets_it() {
        let asks = |retry| match told(429, Some(retry)) {
            Err(Undelivered::Again { after, .. }) => after,
            other => panic!("{other:?}"),
        };
        assert_eq!(asks("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            asks("Mon, 02 Nov 2026 08:05:00 GMT"),
            Some(Duration::from_secs(300))
        );
        assert_eq!(asks("soon"), None);
    }
}
