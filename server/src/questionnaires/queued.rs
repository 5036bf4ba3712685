//! `/answers/queued`: takes what waited on a phone, one answer a request, with no session.

use app::ids::OccasionId;
use app::questionnaires::{NotTaken, Questionnaire, Runner, address};
use app::texts::Words;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::once::Once;
use super::visit::receipt_number;
use super::{Deed, Mode, Occasion, Sent, Stand, State as Stands, Taken, answers, store, zone_of};
use crate::anonymous::visit::held_for;
use crate::error::Error;
use crate::identity::sessions::hash;
use crate::identity::visitor::language;
use crate::storage::{Fault, Tx};
use crate::web::App;

/// The most bytes of one request: a long text in any script, and its frame.
const LARGEST: usize = 64 * 1024;

/// The most answers to one questionnaire that come in a minute; a phone that has more waits.
const MOST_A_MINUTE: i64 = 300;

/// The endpoint with its limit.
pub fn route() -> MethodRouter<App> {
    post(queued).layer(DefaultBodyLimit::max(LARGEST))
}

/// What a phone sends: one answer, or, without a question, that all of them are to be sent.
#[derive(Debug, Deserialize)]
struct Waited {
    /// Whose questions the phone believes these to be.
    occasion: String,
    /// The link id, as it stands in the address of its page.
    question: Option<String>,
    /// `next`, `skip` or `not_today`.
    deed: Option<String>,
    /// As it was typed or chosen, a line for each of several.
    #[serde(default)]
    answer: String,
    /// For how many milliseconds it has waited, by the phone's own clock.
    #[serde(default)]
    waited: u64,
}

impl Waited {
    fn deed(&self) -> Option<Deed> {
        match self.deed.as_deref() {
            None | Some("next") => Some(Deed::Next),
            Some("skip") => Some(Deed::Skip),
            Some("not_today") => Some(Deed::NotToday),
            Some(_) => None,
        }
    }

    /// When it was given: never later than now, whatever the phone's clock says, and never
    /// before anybody could have been asked.
    fn given(&self, occasion: &Occasion, now: Timestamp) -> Timestamp {
        let waited = i64::try_from(self.waited).unwrap_or(i64::MAX);
        let given = now.checked_sub(SignedDuration::from_millis(waited));
        given
            .unwrap_or(occasion.opens_at)
            .max(occasion.opens_at)
            .min(now)
    }
}

/// What the phone may forget its answer for.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Receipt {
    /// `kept`, `newer` (a later answer to the same question is there), `open` (not everything is
    /// answered) or `sent`.
    state: String,
    /// What to quote: of this answer, and of all of them once they are sent.
    receipt: String,
}

/// What came of it: a receipt, or why not.
enum Said {
    Receipt(Receipt),
    No(NotTaken),
}

/// `POST /answers/queued`
async fn queued(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let stranger = Words::of(language(&headers));
    let Ok(waited) = serde_json::from_slice::<Waited>(&body) else {
        return Ok(no(&NotTaken::NotUnderstood, stranger));
    };
    let mut tx = app.db.write().await?;
    let right = match bearer(&headers) {
        Some(token) => answers::store::upload(&mut tx, &hash(token)).await?,
        None => None,
    };
    let Some((id, until)) = right else {
        drop(tx);
        // Nobody who has a good right waits for those who guess.
        app.callers.check(now)?;
        app.callers.count(now);
        return Ok(no(&NotTaken::Unknown, stranger));
    };
    let mut occasion = answers::store::occasion(&mut tx, &id).await?;
    occasion.state = answers::store::hold(&mut tx, &id).await?;
    let words = Words::of(answers::store::language_of(&mut tx, &occasion).await?);
    let said = if now < until {
        take(&mut tx, &occasion, &headers, &waited, now).await?
    } else {
        Said::No(NotTaken::Closed)
    };
    Ok(match said {
        Said::Receipt(receipt) => {
            tx.commit().await?;
            let no_store = [(header::CACHE_CONTROL, "no-store")];
            (no_store, Json(receipt)).into_response()
        }
        // Nothing was written: the transaction ends as it began.
        Said::No(why) => no(&why, words),
    })
}

/// The same rules as on the pages, for what comes later. The occasion is held.
async fn take(
    tx: &mut Tx,
    occasion: &Occasion,
    headers: &HeaderMap,
    waited: &Waited,
    now: Timestamp,
) -> Result<Said, Fault> {
    let of = &occasion.id;
    if waited.occasion != of.as_str() {
        return Ok(Said::No(NotTaken::Another));
    }
    let question = waited.question.as_deref().map(address::of_segment);
    if question == Some(None) {
        return Ok(Said::No(NotTaken::NoQuestion));
    }
    let question = question.flatten();
    let link_id = question.as_deref().unwrap_or_default();
    let once = waited
        .deed()
        .and_then(|deed| Once::of(link_id, headers, "", deed, &waited.answer));
    let (Some(once), Some(deed)) = (once, waited.deed()) else {
        return Ok(Said::No(NotTaken::NotUnderstood));
    };
    if let Some(receipt) = answers::store::receipt(tx, of.as_str(), &once.key).await? {
        return Ok(match once.repeated(&receipt) {
            Some(kept) => Said::Receipt(again(&once, kept)),
            None => Said::No(NotTaken::KeyReused),
        });
    }
    if let Some(why) = stands_against(tx, occasion, waited, now).await? {
        return Ok(Said::No(why));
    }
    let minute = now - SignedDuration::from_secs(60);
    if answers::store::keys_since(tx, of, minute).await? >= MOST_A_MINUTE {
        return Ok(Said::No(NotTaken::TooMany));
    }
    let form = store::questionnaire(tx, &occasion.questionnaire).await?;
    let state = match &question {
        Some(_) if occasion.state == Stands::Answered => "sent",
        Some(link_id) => {
            let sent = Sent {
                link_id,
                deed,
                typed: &waited.answer,
                mode: Mode::App,
                given: Some(waited.given(occasion, now)),
            };
            match keep(tx, occasion, &form, &sent, now).await? {
                Ok(state) => state,
                Err(why) => return Ok(Said::No(why)),
            }
        }
        None => match super::finish(tx, occasion, &form, Mode::App, now).await? {
            Taken::Done => "sent",
            _ => "open",
        },
    };
    let receipt = match state {
        "sent" => receipt_number(of),
        _ => number(&once),
    };
    let receipt = Receipt {
        state: state.to_owned(),
        receipt,
    };
    // Confidential answers leave no trace of when they came.
    if state != "sent" || !occasion.is_confidential() {
        let written = serde_json::to_string(&receipt).unwrap_or_default();
        let kept = once.receipt(&written);
        answers::store::keep_receipt(tx, of.as_str(), &once.key, &kept, now).await?;
    }
    Ok(Said::Receipt(receipt))
}

/// Why nothing of this questionnaire is taken now, whatever it is.
async fn stands_against(
    tx: &mut Tx,
    occasion: &Occasion,
    waited: &Waited,
    now: Timestamp,
) -> Result<Option<NotTaken>, Fault> {
    let today = now.to_zoned(zone_of(tx, occasion).await?).date();
    if !answers::store::permits(tx, &occasion.id, today).await? {
        return Ok(Some(NotTaken::Withdrawn));
    }
    if held_for(tx, occasion, now).await?.is_some() {
        return Ok(Some(NotTaken::Anonymous));
    }
    Ok(match occasion.stand(now) {
        Stand::Ahead => Some(NotTaken::Early),
        Stand::Over => Some(NotTaken::Closed),
        // With nobody's name on it, nothing tells a repeat from an answer that came too late.
        Stand::Answered if waited.question.is_some() && !occasion.is_confidential() => {
            Some(NotTaken::Sent)
        }
        Stand::Answered | Stand::Open | Stand::Late => None,
    })
}

/// Keeps one answer, unless a later one is there, and says what became of it.
async fn keep(
    tx: &mut Tx,
    occasion: &Occasion,
    form: &Questionnaire,
    sent: &Sent<'_>,
    now: Timestamp,
) -> Result<Result<&'static str, NotTaken>, Fault> {
    let of = &occasion.id;
    let given = answers::store::answers(tx, of).await?;
    let runner = Runner::new(form, &given);
    if runner.asked(sent.link_id).is_none() {
        let item = form.item(sent.link_id);
        return Ok(Err(
            if item.is_some_and(|item| item.kind().asks() && !item.hidden()) {
                NotTaken::NotAsked
            } else {
                NotTaken::NoQuestion
            },
        ));
    }
    let newest = answers::store::answered_at(tx, of, sent.link_id).await?;
    if newest
        .zip(sent.given)
        .is_some_and(|(newest, given)| newest > given)
    {
        return Ok(Ok("newer"));
    }
    let taken = super::take(tx, occasion, form, sent, now).await?;
    if let Taken::Again(problem) = taken {
        return Ok(Err(NotTaken::Unfit(problem)));
    }
    // Late ones are sent without a word as soon as they are complete.
    let state = answers::store::hold(tx, of).await?;
    Ok(Ok(if state == Stands::Answered {
        "sent"
    } else {
        "kept"
    }))
}

/// The receipt of a repeat: the one from the first time, also where that was a form.
fn again(once: &Once, kept: &str) -> Receipt {
    serde_json::from_str(kept).unwrap_or_else(|_| Receipt {
        state: "kept".to_owned(),
        receipt: number(once),
    })
}

/// What to quote when asking about one answer. It is made from the key, which says nothing.
fn number(once: &Once) -> String {
    receipt_number(&OccasionId::new(&once.key))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::trim)
}

/// A refusal, for the program and, in a sentence, for the person. It repeats nothing that came.
fn no(why: &NotTaken, words: Words) -> Response {
    let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let body = json!({
        "type": format!("urn:dagsform:problem:{}", why.code()),
        "title": why.said(words),
        "status": status.as_u16(),
        "refused": why.code(),
    });
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}
