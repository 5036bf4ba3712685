//! The participant's word on a plan: "this is what we agreed", or "not what I meant".

use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::{ReplyForm, Revision};
use super::parts::said;
use crate::look::{Card, Choice, Choices, Submit, TextArea, Weight};
use crate::participants::Problem;
use crate::texts::Words;

/// The reply form; folded away behind what was said, once something was.
pub(super) fn reply_part(
    words: Words,
    revision: &Revision,
    zone: &TimeZone,
    typed: Option<(ReplyForm, Vec<Problem>)>,
) -> AnyView {
    let said = said(words, revision, zone);
    let is_back = typed.is_some();
    let (form, problems) = typed.unwrap_or_else(|| (ReplyForm::showing(revision), Vec::new()));
    let has_said = said.is_some();
    let fields = view! { <ReplyFields words form problems is_first=!has_said/> };
    if has_said {
        view! {
            <Card title=words.say("plan-reply") id="reply".to_owned()>
                {said}
                <details open=is_back>
                    <summary>{words.say("plan-reply-change")}</summary>
                    {fields}
                </details>
            </Card>
        }
        .into_any()
    } else {
        view! { <Card title=words.say("plan-reply") id="reply".to_owned()>{fields}</Card> }
            .into_any()
    }
}

#[component]
fn ReplyFields(
    words: Words,
    form: ReplyForm,
    problems: Vec<Problem>,
    is_first: bool,
) -> impl IntoView {
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let (agreed, comment) = (wrong("agreed"), wrong("comment"));
    let choice =
        |value: &str, key: &str| Choice::new(value, words.say(key)).chosen_if(form.agreed == value);
    let options = vec![
        choice("yes", "plan-reply-yes"),
        choice("no", "plan-reply-no"),
    ];
    let weight = if is_first {
        Weight::Primary
    } else {
        Weight::Plain
    };
    view! {
        <form method="post" action="/plan/reply" novalidate>
            <input type="hidden" name="revision" value=form.revision/>
            <Choices name="agreed" legend=words.say("plan-reply-ask") problem=agreed options=options/>
            <TextArea
                name="comment" label=words.say("plan-reply-comment") hint=words.say("plan-reply-hint")
                value=form.comment problem=comment rows=3
            />
            <Submit text=words.say("plan-reply-send") weight=weight/>
        </form>
    }
}
