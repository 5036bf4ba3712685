//! Text messages by the gateway that an operator has chosen.

use std::time::Duration;

use app::notifications::{Leads, text};
use app::participants::Mobile;
use reqwest::Response;
use serde_json::Value;

use super::calls::{Calls, retry_after};
use super::gateway::{Filling, Gateway};
use super::{Address, Courier, FORM, Outgoing, Undelivered, store};
use crate::config::Settings;
use crate::storage::Db;

/// The longest answer that is read for the gateway's id, in bytes.
const LONGEST: usize = 64 * 1024;

/// Carries text messages.
#[derive(Debug)]
pub struct Texter {
    gateway: Gateway,
    calls: Calls,
    public_url: String,
    db: Db,
}

impl Texter {
    /// By the gateway of the settings; one line that names the setting when it may not be called.
    pub fn of(
        settings: &Settings,
        gateway: Gateway,
        db: &Db,
        patience: Duration,
    ) -> Result<Self, String> {
        let calls = Calls::of(&settings.push_allow, patience)?;
        calls
            .check(&gateway.address())
            .map_err(|refused| format!("--sms-url: {refused}"))?;
        Ok(Self {
            gateway,
            calls,
            public_url: settings.public_url.clone(),
            db: db.clone(),
        })
    }

    fn words(&self, message: &Outgoing) -> String {
        let link = format!("{}{}", self.public_url, message.path);
        let leads = if message.path.starts_with(FORM) {
            Leads::ToForm(&link)
        } else {
            Leads::ToSignIn(&link)
        };
        let reply = message.reply_link(&self.public_url);
        text(message.language, leads, message.besides(reply.as_ref()))
    }

    /// Keeps the gateway's own id, by which its receipts may name the message. That it can't
    /// be kept does not undo that the message was taken.
    async fn keep_id(&self, key: &str, answer: Response) {
        let Some(pointer) = &self.gateway.id else {
            return;
        };
        let Some(id) = id_in(answer, pointer).await else {
            return;
        };
        let kept = async {
            let mut tx = self.db.write().await?;
            store::set_gateway_id(&mut tx, key, &id).await?;
            tx.commit().await
        };
        if let Err(fault) = kept.await {
            tracing::warn!(%fault, "the id of a text message could not be kept");
        }
    }
}

async fn id_in(mut answer: Response, pointer: &str) -> Option<String> {
    let mut body = Vec::new();
    while let Some(more) = answer.chunk().await.ok()? {
        if body.len() + more.len() > LONGEST {
            return None;
        }
        body.extend_from_slice(&more);
    }
    let answer: Value = serde_json::from_slice(&body).ok()?;
    word(answer.pointer(pointer)?)
}

/// A word or a number that somebody outside wrote, if it can be kept.
pub(super) fn word(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let fits = !text.is_empty() && text.len() <= 200 && !text.contains(char::is_control);
    fits.then_some(text)
}

#[async_trait::async_trait]
impl Courier for Texter {
    async fn deliver(&self, message: &Outgoing) -> Result<(), Undelivered> {
        let Address::Sms(to) = &message.to else {
            return Err(Undelivered::GiveUp("no mobile number".into()));
        };
        let to = Mobile::read(to)
            .ok_or_else(|| Undelivered::Gone("the number is not well formed".into()))?;
        let words = self.words(message);
        let filling = Filling {
            to: to.as_str(),
            text: &words,
            key: message.key.as_str(),
        };
        let call = self.gateway.filled(filling);
        let url = self
            .calls
            .check(&call.url)
            .map_err(|refused| Undelivered::again(refused.to_string()))?;
        let mut request = self
            .calls
            .client(&url)
            .request(call.method, url)
            .headers(call.headers);
        if let Some(body) = call.body {
            request = request.body(body);
        }
        // The reason would name the address, and that the number; that it failed is enough.
        let answer = request
            .send()
            .await
            .map_err(|_| Undelivered::again("the gateway did not answer"))?;
        let status = answer.status().as_u16();
        let why = format!("sms {status}");
        match status {
            status if self.gateway.ok.contains(&status) => {
                self.keep_id(message.key.as_str(), answer).await;
                Ok(())
            }
            status if self.gateway.gone.contains(&status) => Err(Undelivered::Gone(why)),
            // Our account or our pace, not this person: it may be mended by the next try.
            401..=403 | 408 | 425 | 429 | 500.. => Err(Undelivered::Again {
                why,
                after: retry_after(answer.headers(), message.at),
            }),
            _ => Err(Undelivered::GiveUp(why)),
        }
    }
}

/// Stands where no gateway is set up. Nobody's ladder leads here then; what was planned
/// before the gateway was taken away goes on to the next step.
#[derive(Debug)]
pub struct NoGateway;

#[async_trait::async_trait]
impl Courier for NoGateway {
    async fn deliver(&self, _: &Outgoing) -> Result<(), Undelivered> {
        Err(Undelivered::GiveUp(
            "no text message gateway is set up".into(),
        ))
    }
}
