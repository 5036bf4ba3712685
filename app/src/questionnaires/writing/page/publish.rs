//! `/questionnaires/drafts/{id}/publish`: what publishing changes, and for whom.

use leptos::prelude::*;

use super::language_name;
use crate::look::{BackLink, Card, ErrorSummary, Submit, TextField};
use crate::questionnaires::Licence;
use crate::questionnaires::writing::Changes;
use crate::texts::{Language, Words};

/// A draft that somebody wants to publish.
#[derive(Clone, Debug)]
pub struct Publishing {
    /// Its id.
    pub id: String,
    /// Which edit was looked at.
    pub revision: i64,
    /// What it is called.
    pub title: String,
    /// Which version it becomes.
    pub version: i64,
    /// What differs from the one before; none for the first.
    pub changes: Option<Changes>,
    /// The programmes that ask it, by name.
    pub programmes: Vec<String>,
    /// How many were asked an older version and can still answer it.
    pub waiting: i64,
    /// Texts without words, by language.
    pub missing: Vec<(Language, usize)>,
    /// Whose words they are, and whether somebody has to say that the office may use them.
    pub licence: Licence,
    /// What was typed about that.
    pub attested: String,
    /// Everything because of which it cannot be published: where to mend it, and why.
    pub refused: Vec<(String, String)>,
    /// What is wrong with what was typed, and at which field.
    pub problem: Option<(String, String)>,
}

/// The last look before a version is there for good.
#[component]
pub fn PublishPage(
    /// The reader's language.
    words: Words,
    /// What would be published.
    of: Publishing,
) -> impl IntoView {
    let base = format!("/questionnaires/drafts/{}", of.id);
    let problem = of.problem.clone();
    let listed: Vec<_> = problem.clone().into_iter().collect();
    let places = [
        ("title", of.title.clone().into()),
        ("version", of.version.into()),
    ];
    let title = words.with("writing-publish-title", &places);
    if !of.refused.is_empty() {
        let rows = of.refused.into_iter().map(|(to, said)| {
            view! { <li><a href=to>{said}</a></li> }
        });
        return view! {
            <BackLink words to=base/>
            <div class="error-summary" role="alert">
                <h2>{words.say("writing-publish-not-yet")}</h2>
                <ul>{rows.collect_view()}</ul>
            </div>
            <h1>{title}</h1>
        }
        .into_any();
    }
    let changes = changes(words, of.changes.as_ref());
    let whom = whom(words, &of);
    let missing = of
        .missing
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(language, n)| {
            let places = [
                ("language", language_name(words, *language).into()),
                ("n", (*n).into()),
            ];
            let said = words.with("writing-publish-missing", &places);
            let to = format!("{base}/translate?to={}", language.tag());
            view! { <li><a href=to>{said}</a></li> }
        });
    let missing = missing.collect_view();
    let missing = (!missing.is_empty()).then(|| {
        view! {
            <Card title=words.say("writing-languages")>
                <p>{words.say("writing-publish-neighbour")}</p>
                <ul class="list">{missing}</ul>
            </Card>
        }
    });
    let licence = of.licence.told(words, false);
    let at = problem.as_ref().filter(|(field, _)| field == "attested");
    let at = at.map(|(_, said)| said.clone());
    let word = of.licence.needs_attestation.then(|| {
        view! {
            <TextField name="attested" label=words.say("writing-attested") value=of.attested.clone()
                hint=words.say("writing-attested-hint") problem=at/>
        }
    });
    let publish = words.with("writing-publish-now", &[("version", of.version.into())]);
    view! {
        <BackLink words to=base.clone()/>
        <ErrorSummary words problems=listed/>
        <h1>{title}</h1>
        <Card title=words.say("writing-publish-changes")>{changes}</Card>
        <Card title=words.say("writing-publish-whom")>{whom}</Card>
        {missing}
        <Card title=words.say("writing-publish-words")>
            <p>{words.say("writing-publish-own")}</p>
            <p>{licence}</p>
        </Card>
        <form method="post" action=format!("{base}/publish") novalidate>
            <input type="hidden" name="revision" value=of.revision.to_string()/>
            {word}
            <p class="hint">{words.say("writing-publish-for-good")}</p>
            <Submit text=publish/>
        </form>
    }
    .into_any()
}

fn whom(words: Words, of: &Publishing) -> impl IntoView + use<> {
    let asked = if of.programmes.is_empty() {
        view! { <p>{words.say("writing-publish-nobody")}</p> }.into_any()
    } else {
        let rows = of
            .programmes
            .iter()
            .map(|it| view! { <li><bdi>{it.clone()}</bdi></li> });
        view! {
            <p>{words.say("writing-publish-programmes")}</p>
            <ul>{rows.collect_view()}</ul>
        }
        .into_any()
    };
    let waiting = (of.waiting > 0).then(|| {
        let said = words.with("writing-publish-waiting", &[("n", of.waiting.into())]);
        view! { <p>{said}</p> }
    });
    view! {
        {asked}
        {waiting}
        <p>{words.say("writing-publish-answers")}</p>
    }
}

fn changes(words: Words, changes: Option<&Changes>) -> AnyView {
    let Some(changes) = changes else {
        return view! { <p>{words.say("writing-publish-first")}</p> }.into_any();
    };
    if changes.is_empty() {
        return view! { <p>{words.say("writing-publish-same")}</p> }.into_any();
    }
    let of = |key: &str, names: &[String]| {
        (!names.is_empty()).then(|| {
            let names = names
                .iter()
                .map(|it| view! { <li><bdi>{it.clone()}</bdi></li> });
            view! { <h3>{words.say(key)}</h3> <ul>{names.collect_view()}</ul> }
        })
    };
    let also = [
        (changes.renamed, "writing-publish-renamed"),
        (changes.moved, "writing-publish-moved"),
    ];
    let also = also.into_iter().filter(|(is, _)| *is);
    let also = also.map(|(_, key)| view! { <p>{words.say(key)}</p> });
    view! {
        {of("writing-publish-added", &changes.added)}
        {of("writing-publish-changed", &changes.changed)}
        {of("writing-publish-removed", &changes.removed)}
        {also.collect_view()}
    }
    .into_any()
}
