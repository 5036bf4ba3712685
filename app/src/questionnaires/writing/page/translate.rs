//! `/questionnaires/drafts/{id}/translate`: every text beside its translation.

use leptos::prelude::*;

use super::language_name;
use crate::look::{BackLink, Empty, ErrorSummary, Notice, Submit, TextArea};
use crate::questionnaires::writing::{Draft, Line, Mend, Phrase, Place};
use crate::texts::{Language, Words};

/// A draft as it is translated.
#[derive(Clone, Debug)]
pub struct Translating {
    /// The draft's id.
    pub id: String,
    /// What it says.
    pub draft: Draft,
    /// Which edit the page was read from.
    pub revision: i64,
    /// Into which language.
    pub to: Language,
    /// What was typed, one for each text; none when nothing was sent.
    pub typed: Option<Vec<String>>,
    /// What has to be mended, by the number of the text.
    pub wrong: Vec<(usize, Mend)>,
    /// Somebody else's change that came between.
    pub overtaken: Option<Mend>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// The original to the left, the translation to the right, text by text.
#[component]
pub fn TranslatePage(
    /// The reader's language.
    words: Words,
    /// What is translated.
    of: Translating,
) -> impl IntoView {
    let base = format!("/questionnaires/drafts/{}", of.id);
    let phrases = of.draft.phrases(of.to);
    let overtaken = of
        .overtaken
        .iter()
        .map(|it| ("t-0".to_owned(), it.told(words)));
    let wrong = of.wrong.iter();
    let wrong = wrong.map(|(nth, mend)| (format!("t-{nth}"), mend.told(words)));
    let problems: Vec<_> = overtaken.chain(wrong).collect();
    let own = of.draft.language();
    let choose = Language::ALL.into_iter().filter(|it| *it != own);
    let choose = choose.map(|language| {
        let current = (language == of.to).then_some("page");
        let to = format!("{base}/translate?to={}", language.tag());
        view! { <li><a href=to aria-current=current>{language_name(words, language)}</a></li> }
    });
    let choose = choose.collect_view();
    let missing = phrases.iter().filter(|it| it.said.is_empty()).count();
    let places = [("n", missing.into()), ("of", phrases.len().into())];
    let count = words.with("writing-translate-count", &places);
    let lines = of.draft.lines();
    let rows = phrases
        .iter()
        .enumerate()
        .map(|(nth, phrase)| row(words, &of, &lines, nth, phrase));
    let rows = rows.collect_view();
    let name = language_name(words, of.to);
    let title = words.with("writing-translate-title", &[("language", name.into())]);
    let saved = of
        .saved
        .then(|| view! { <Notice>{words.say("writing-saved")}</Notice> });
    let form = if phrases.is_empty() {
        view! { <Empty text=words.say("writing-translate-empty")/> }.into_any()
    } else {
        view! {
            <form class="wide" method="post" action=format!("{base}/translate") novalidate>
                <input type="hidden" name="revision" value=of.revision.to_string()/>
                <input type="hidden" name="to" value=of.to.tag()/>
                {rows}
                <Submit text=words.say("writing-save")/>
            </form>
        }
        .into_any()
    };
    view! {
        <BackLink words to=base.clone()/>
        <ErrorSummary words problems/>
        <h1>{title}</h1>
        {saved}
        <nav class="choose" aria-label=words.say("writing-languages")><ul>{choose}</ul></nav>
        <p>{count}</p>
        <p class="hint">{words.say("writing-translate-hint")}</p>
        {form}
    }
}

fn row(
    words: Words,
    of: &Translating,
    lines: &[Line],
    nth: usize,
    phrase: &Phrase,
) -> impl IntoView + use<> {
    let number = |link_id: &str| {
        let line = lines.iter().find(|it| it.link_id == link_id);
        line.and_then(|it| it.number)
    };
    let what = match &phrase.place {
        Place::Title => words.say("writing-title"),
        Place::Purpose => words.say("writing-purpose"),
        Place::Item(link_id) => match number(link_id) {
            Some(number) => words.with("writing-phrase-question", &[("number", number.into())]),
            None => words.say("writing-phrase-text"),
        },
        Place::Option(link_id) => {
            let number = number(link_id).unwrap_or_default();
            words.with("writing-phrase-option", &[("number", number.into())])
        }
    };
    let typed = of.typed.as_ref().and_then(|typed| typed.get(nth));
    let said = typed.cloned().unwrap_or_else(|| phrase.said.clone());
    let problem = of.wrong.iter().find(|(at, _)| *at == nth);
    let problem = problem.map(|(_, mend)| mend.told(words));
    let own = of.draft.language();
    let name = language_name(words, of.to);
    let label = words.with(
        "writing-phrase-label",
        &[("language", name.into()), ("what", what.clone().into())],
    );
    let rows = if phrase.base.chars().count() > 60 {
        3
    } else {
        1
    };
    let base = phrase.base.clone();
    view! {
        <div class="pair">
            <div>
                <p class="hint">{what}</p>
                <p lang=own.tag() dir=own.direction() class="kept">{base}</p>
            </div>
            <TextArea name=format!("t-{nth}") label=label value=said rows problem
                dir="auto"/>
        </div>
    }
}
