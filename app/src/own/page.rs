//! `/my-data`: what is kept, who sees it, and what its owner may do about it.

pub mod download;
pub mod erase;
mod parts;
pub mod staff;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use self::parts::{consents, erasure, log, phones, projects, sharing};
use super::kept::Kind;
use super::{ErasureRequest, OwnConsent, SignedInOn, Turned};
use crate::look::{BackLink, Card};
use crate::participants::Decides;
use crate::texts::Words;

/// Everything that `/my-data` shows.
#[derive(Clone, Debug)]
pub struct MyData {
    /// The kinds of which something is kept, each with how many entries.
    pub kept: Vec<(Kind, i64)>,
    /// The switches that were turned, oldest first.
    pub turned: Vec<Turned>,
    /// The consents, those that were taken back included.
    pub consents: Vec<OwnConsent>,
    /// Who decides for a young person.
    pub decides: Option<Decides>,
    /// Where the person is signed in.
    pub phones: Vec<SignedInOn>,
    /// The newest request to erase, and what became of it.
    pub erasure: Option<ErasureRequest>,
    /// The projects that have taken a row about them, and when each last did.
    pub projects: Vec<(String, Timestamp)>,
    /// The newest lines of the log.
    pub looked: Vec<Looked>,
    /// Where the times are told.
    pub zone: TimeZone,
}

/// One line of the log: when, who, in which role, what, and what for.
#[derive(Clone, Debug)]
pub struct Looked {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub name: String,
    /// The word of a [`crate::identity::Role`].
    pub role: String,
    /// The word of a [`crate::access::Deed`].
    pub deed: String,
}

/// `/my-data`: each matter on a card of its own, the log last because it is long.
#[component]
pub fn MyDataPage(
    /// The reader's language.
    words: Words,
    /// What it shows.
    data: MyData,
) -> impl IntoView {
    let MyData {
        kept,
        turned,
        consents: given,
        decides,
        phones: signed_in,
        erasure: asked,
        projects: taken,
        looked,
        zone,
    } = data;
    let kept = kept
        .into_iter()
        .map(|(kind, many)| {
            // keys: mine-kind-*
            let name = words.say(&format!("mine-kind-{}", kind.as_str()));
            let many = words.with("mine-entries", &[("n", many.into())]);
            view! { <li>{name} <span class="hint">" – " {many}</span></li> }
        })
        .collect_view();
    view! {
        <BackLink words to="/more"/>
        <h1>{words.say("mine-title")}</h1>
        <p>{words.say("access-kept")}</p>
        <Card title=words.say("mine-kept") id="kept".to_owned()>
            <ul>{kept}</ul>
            <p>{words.say("mine-download-text")}</p>
            <div class="actions">
                <a class="button" href="/my-data/all.html" download="">{words.say("mine-download-page")}</a>
                <a class="button" href="/my-data/all.json" download="">{words.say("mine-download-file")}</a>
            </div>
        </Card>
        {sharing(words, &zone, turned)}
        {consents(words, &zone, given, decides)}
        {projects(words, &zone, taken)}
        {phones(words, &zone, signed_in)}
        {erasure(words, &zone, asked)}
        {log(words, &zone, looked)}
    }
}
