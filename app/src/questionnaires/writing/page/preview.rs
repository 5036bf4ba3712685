//! `/questionnaires/drafts/{id}/preview`: the pages as people meet them, in the frame of a phone.

use leptos::prelude::*;

use super::language_name;
use crate::look::BackLink;
use crate::questionnaires::address::segment;
use crate::questionnaires::around::{Intro, IntroPage};
use crate::questionnaires::page::{Ask, AskPage};
use crate::texts::{Language, Words};

/// Where somebody is who tries a draft.
#[derive(Clone, Debug)]
pub struct Trying {
    /// The draft's id.
    pub id: String,
    /// In which language the phone is.
    pub language: Language,
    /// What is answered so far, for the address.
    pub so_far: String,
    /// What the phone shows.
    pub shown: Shown,
}

/// What the phone shows.
#[derive(Clone, Debug)]
pub enum Shown {
    /// Before the first question.
    Intro(Intro),
    /// A question.
    Ask(Box<Ask>),
    /// After the last one.
    End,
}

/// The runner's own pages, which keep nothing here.
#[component]
pub fn PreviewPage(
    /// The reader's language.
    words: Words,
    /// What is tried.
    trying: Trying,
) -> impl IntoView {
    let base = format!("/questionnaires/drafts/{}", trying.id);
    let theirs = Words::of(trying.language);
    let at = match &trying.shown {
        Shown::Ask(ask) => format!("&at={}", segment(&ask.question.link_id)),
        Shown::Intro(_) | Shown::End => String::new(),
    };
    let choose = Language::ALL.into_iter().map(|language| {
        let current = (language == trying.language).then_some("page");
        let to = format!(
            "{base}/preview?in={}{at}&so={}",
            language.tag(),
            trying.so_far
        );
        view! { <li><a href=to aria-current=current>{language_name(words, language)}</a></li> }
    });
    let choose = choose.collect_view();
    let anew = format!("{base}/preview?in={}", trying.language.tag());
    let phone = match trying.shown {
        Shown::Intro(intro) => view! { <IntroPage words=theirs intro/> }.into_any(),
        Shown::Ask(ask) => view! { <AskPage words=theirs ask=*ask/> }.into_any(),
        Shown::End => view! {
            <h1>{theirs.say("questions-done-title")}</h1>
            <div class="actions">
                <a class="primary" href=anew.clone()>{theirs.say("questions-intro-start")}</a>
            </div>
        }
        .into_any(),
    };
    let (tag, direction) = (trying.language.tag(), trying.language.direction());
    view! {
        <BackLink words to=base/>
        <p><b>{words.say("writing-preview-title")}</b> " " {words.say("writing-preview-why")}</p>
        <nav class="choose" aria-label=words.say("writing-languages")><ul>{choose}</ul></nav>
        <section class="phone" lang=tag dir=direction aria-label=words.say("writing-preview-phone")>
            {phone}
        </section>
        <p><a class="button" href=anew>{words.say("writing-preview-anew")}</a></p>
    }
}
