//! `/people/{id}/team`: the coordinator and the referrer of one course.

use leptos::prelude::*;

use super::{problem_of, summary};
use crate::look::{BackLink, Card, Choice, SelectField, Submit, TextField};
use crate::participants::{Problem, ReferrerForm};
use crate::texts::{Language, Words};

/// Hands a course over, and keeps who referred the person.
#[component]
pub fn TeamPage(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    id: String,
    /// The person's name.
    name: String,
    /// Who may be the coordinator, by id and name; the present one is chosen.
    coordinators: Vec<Choice>,
    /// The referrer as known, or as typed.
    form: ReferrerForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| problem_of(words, &problems, field);
    let wrong_coordinator = wrong("coordinator");
    let (wrong_name, wrong_email) = (wrong("referrer"), wrong("referrer_email"));
    let (hand_over, refer) = (
        format!("/people/{id}/coordinator"),
        format!("/people/{id}/referrer"),
    );
    let languages = Language::ALL
        .into_iter()
        .map(|it| {
            Choice::new(it.tag(), it.own_name()).chosen_if(form.referrer_language == it.tag())
        })
        .collect();
    view! {
        <BackLink words to=format!("/people/{id}")/>
        {summary(words, &problems)}
        <h1>{words.say("people-team-title")} " " <bdi>{name}</bdi></h1>
        <Card title=words.say("people-coordinator")>
            <form method="post" action=hand_over novalidate>
                <SelectField name="coordinator" label=words.say("people-team-to")
                    hint=words.say("people-team-hand-over-hint") problem=wrong_coordinator
                    options=coordinators/>
                <Submit text=words.say("people-team-hand-over")/>
            </form>
        </Card>
        <Card title=words.say("people-referrer")>
            <p class="hint">{words.say("people-referrer-why")}</p>
            <form method="post" action=refer novalidate>
                <TextField name="referrer" label=words.say("people-name")
                    hint=words.say("people-referrer-hint") value=form.referrer.clone()
                    problem=wrong_name autocomplete="off"/>
                <TextField name="referrer_email" label=words.say("people-email")
                    value=form.referrer_email.clone() problem=wrong_email kind="email"
                    autocomplete="off"/>
                <SelectField name="referrer_language" label=words.say("people-language")
                    options=languages/>
                <Submit text=words.say("people-save")/>
            </form>
        </Card>
    }
}
