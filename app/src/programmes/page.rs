//! `/programmes`: the definitions that an office runs, for whoever looks after them.

pub mod review;

pub use review::{Review, ReviewPage};

use jiff::civil::Date;
use leptos::prelude::*;

use crate::look::{BackLink, Card, Empty, ErrorSummary, FileField, Notice, Submit, TextArea};
use crate::texts::Words;

/// The most that a definition may have: 64 KB, four times what the longest shipped one has.
pub const LONGEST: usize = 64 * 1024;

/// One programme of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The programme's id, for the links.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The definition's short name.
    pub short: String,
    /// Every version, the newest first, with the day on which it was saved.
    pub versions: Vec<(i64, Date)>,
}

/// The programmes of an office.
#[component]
pub fn ProgrammesPage(
    /// The reader's language.
    words: Words,
    /// In the order in which they came.
    lines: Vec<Line>,
    /// The name and the version that was just saved.
    saved: Option<(String, i64)>,
) -> impl IntoView {
    let saved = saved.map(|(name, version)| {
        let places = [("name", name.into()), ("version", version.into())];
        view! { <Notice>{words.with("programmes-page-saved", &places)}</Notice> }
    });
    let list = if lines.is_empty() {
        view! { <Empty text=words.say("programmes-page-empty")/> }.into_any()
    } else {
        lines
            .into_iter()
            .map(|it| line(words, it))
            .collect_view()
            .into_any()
    };
    view! {
        <h1>{words.say("look-programmes")}</h1>
        {saved}
        <p class="toolbar">
            <a class="button primary" href="/programmes/edit">{words.say("programmes-page-new")}</a>
        </p>
        {list}
    }
}

fn line(words: Words, it: Line) -> impl IntoView {
    let since = it.versions.first().map(|(version, day)| {
        let places = [
            ("version", (*version).into()),
            ("day", words.date(*day).into()),
        ];
        words.with("programmes-page-since", &places)
    });
    let older = it.versions.iter().skip(1).map(|(version, day)| {
        let path = format!("/programmes/edit?of={}&version={version}", it.id);
        let places = [
            ("version", (*version).into()),
            ("day", words.date(*day).into()),
        ];
        view! { <li><a href=path>{words.with("programmes-page-since", &places)}</a></li> }
    });
    let older = older.collect_view();
    let older = (!older.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.say("programmes-page-older")}</summary>
                <ul class="list">{older}</ul>
            </details>
        }
    });
    view! {
        <Card title=it.name>
            <p class="hint"><bdi>{it.short}</bdi> " · " {since}</p>
            <p class="toolbar">
                <a class="button" href=format!("/programmes/edit?of={}", it.id)>{words.say("programmes-page-edit")}</a>
                <a class="button" href=format!("/programmes/{}/preview", it.id)>{words.say("scheduling-preview-link")}</a>
            </p>
            {older}
        </Card>
    }
}

/// `/programmes/edit`: a definition as a file or as text, and what is wrong with it.
#[component]
pub fn EditPage(
    /// The reader's language.
    words: Words,
    /// The text, as typed or as it was kept.
    text: String,
    /// What has to be mended.
    problem: Option<String>,
) -> impl IntoView {
    let listed = problem
        .clone()
        .map(|problem| vec![("text".to_owned(), problem)])
        .unwrap_or_default();
    view! {
        <BackLink words to="/programmes"/>
        <ErrorSummary words problems=listed/>
        <h1>{words.say("programmes-page-edit-title")}</h1>
        <p>{words.say("programmes-page-edit-why")}</p>
        <form method="post" action="/programmes/check" enctype="multipart/form-data" novalidate>
            <FileField name="file" label=words.say("programmes-page-file")
                hint=words.say("programmes-page-file-hint") accept=".toml,text/plain"/>
            <TextArea name="text" label=words.say("programmes-page-text") value=text problem
                rows=16 dir="ltr"/>
            <Submit text=words.say("programmes-page-check")/>
        </form>
    }
}
