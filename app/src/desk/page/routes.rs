//! `/people/{id}/routes`: the ways to a person, and how they like to be reached.

use leptos::prelude::*;

use crate::look::{BackLink, Choice, ErrorSummary, SelectField, Submit, TextField};
use crate::participants::{PREFERRED, Problem, RoutesForm, TimeOfDay};
use crate::texts::{Language, Words};

/// The form of the ways to a person.
#[component]
pub fn RoutesPage(
    /// The reader's language.
    words: Words,
    /// The participant's id, for the way back.
    id: String,
    /// The person's name.
    name: String,
    /// What was typed, or what is known.
    form: RoutesForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let listed: Vec<(String, String)> = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let languages = Language::ALL
        .into_iter()
        .map(|it| Choice::new(it.tag(), it.own_name()).chosen_if(form.language == it.tag()))
        .collect();
    let any = || Choice::new("", words.say("desk-routes-any"));
    let channels = std::iter::once(any())
        .chain(PREFERRED.into_iter().map(|(_, word)| {
            // keys: desk-channel-*
            let label = words.say(&format!("desk-channel-{word}"));
            Choice::new(word, label).chosen_if(form.channel == word)
        }))
        .collect();
    let times = std::iter::once(any())
        .chain(TimeOfDay::ALL.into_iter().map(|it| {
            // keys: desk-time-*
            let label = words.say(&format!("desk-time-{}", it.as_str()));
            Choice::new(it.as_str(), label).chosen_if(form.time == it.as_str())
        }))
        .collect();
    view! {
        <BackLink words to=format!("/people/{id}")/>
        {(!listed.is_empty()).then(|| view! { <ErrorSummary words problems=listed/> })}
        <h1>{words.say("desk-routes-title")} " " <bdi>{name}</bdi></h1>
        <p>{words.say("desk-routes-why")}</p>
        <p class="hint">{words.say("desk-routes-mended")}</p>
        <form method="post" action=format!("/people/{id}/routes") novalidate>
            <TextField name="phone" label=words.say("people-phone") value=form.phone.clone()
                problem=wrong("phone") kind="tel" autocomplete="off"/>
            <TextField name="mobile" label=words.say("people-mobile") hint=words.say("people-mobile-hint")
                value=form.mobile.clone() problem=wrong("mobile") kind="tel" autocomplete="off"/>
            <TextField name="email" label=words.say("people-email") hint=words.say("people-email-hint")
                value=form.email.clone() problem=wrong("email") kind="email" autocomplete="off"/>
            <SelectField name="language" label=words.say("people-language") options=languages/>
            <SelectField name="channel" label=words.say("desk-routes-channel") options=channels/>
            <SelectField name="time" label=words.say("desk-routes-time") options=times/>
            <TextField name="interpreter" label=words.say("desk-routes-interpreter")
                hint=words.say("desk-routes-interpreter-hint") value=form.interpreter.clone()
                problem=wrong("interpreter") autocomplete="off"/>
            <TextField name="contact_person" label=words.say("desk-routes-contact-person")
                hint=words.say("desk-routes-contact-person-hint") value=form.contact_person.clone()
                problem=wrong("contact_person") autocomplete="off"/>
            <TextField name="contact_person_phone" label=words.say("desk-routes-contact-person-phone")
                value=form.contact_person_phone.clone() problem=wrong("contact_person_phone")
                kind="tel" autocomplete="off"/>
            <Submit text=words.say("people-save")/>
        </form>
    }
}
