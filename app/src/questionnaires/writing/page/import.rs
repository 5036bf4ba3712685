//! `/questionnaires/import`: a file from elsewhere, and what became of it.

use leptos::prelude::*;

use crate::look::{BackLink, ErrorSummary, FileField, Notice, Submit, TextField};
use crate::texts::Words;

/// Where a file is chosen.
#[component]
pub fn ImportPage(
    /// The reader's language.
    words: Words,
    /// Why the last one was not taken, each with the place; none at first.
    refused: Vec<String>,
) -> impl IntoView {
    let listed = refused.into_iter().map(|said| ("file".to_owned(), said));
    let listed: Vec<_> = listed.collect();
    view! {
        <BackLink words to="/questionnaires"/>
        <ErrorSummary words problems=listed/>
        <h1>{words.say("writing-import")}</h1>
        <p>{words.say("writing-import-why")}</p>
        <form method="post" action="/questionnaires/import" enctype="multipart/form-data" novalidate>
            <FileField name="file" label=words.say("writing-import-file")
                hint=words.say("writing-import-hint") accept=".json,application/json"/>
            <Submit text=words.say("writing-import-look")/>
        </form>
    }
}

/// A document that could be published, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What it is called.
    pub title: String,
    /// The report, line by line.
    pub report: Vec<String>,
    /// The document, as the form carries it.
    pub carried: String,
    /// The name by which programmes will refer to it.
    pub key: String,
    /// The version that there is of that name already.
    pub there: Option<i64>,
    /// What has to be mended about the name.
    pub bad_key: Option<String>,
    /// Whether somebody has to say that the office may use it.
    pub needs_word: bool,
    /// What was typed about that.
    pub attested: String,
    /// What has to be mended about it.
    pub bad_word: Option<String>,
}

/// What became of a file, and what publishes it.
#[component]
pub fn ReportPage(
    /// The reader's language.
    words: Words,
    /// What it says.
    of: Reported,
) -> impl IntoView {
    let named = [("key", &of.bad_key), ("attested", &of.bad_word)].into_iter();
    let listed = named.filter_map(|(name, it)| Some((name.to_owned(), it.clone()?)));
    let listed: Vec<_> = listed.collect();
    let report = of.report.into_iter().map(|line| {
        let is_detail = line.starts_with("  ");
        let line = line.trim().to_owned();
        if is_detail {
            view! { <p class="hint">"– " <bdi>{line}</bdi></p> }.into_any()
        } else {
            view! { <p>{line}</p> }.into_any()
        }
    });
    let word = of.needs_word.then(|| {
        view! {
            <TextField name="attested" label=words.say("writing-attested") value=of.attested.clone()
                hint=words.say("writing-attested-hint") problem=of.bad_word.clone()/>
        }
    });
    let there = of.there.map(|version| {
        let said = words.with("writing-import-there", &[("version", version.into())]);
        view! { <Notice>{said}</Notice> }
    });
    view! {
        <BackLink words to="/questionnaires/import"/>
        <ErrorSummary words problems=listed/>
        <h1 dir="auto">{of.title}</h1>
        {there}
        <div class="card">{report.collect_view()}</div>
        <form method="post" action="/questionnaires/imported" novalidate>
            <input type="hidden" name="document" value=of.carried/>
            <TextField name="key" label=words.say("writing-key") value=of.key
                hint=words.say("writing-key-hint") problem=of.bad_key/>
            {word}
            <p class="hint">{words.say("writing-publish-for-good")}</p>
            <Submit text=words.say("writing-import-publish")/>
        </form>
    }
}
