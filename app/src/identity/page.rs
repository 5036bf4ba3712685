//! The pages before anyone is signed in.

use leptos::prelude::*;

use super::CodeForm;
use crate::look::{BackLink, Choice, Choices, ErrorSummary, Submit, TextField};
use crate::texts::Words;

/// `/`: what this is, and the way in.
#[component]
pub fn WelcomePage(
    /// The reader's language.
    words: Words,
) -> impl IntoView {
    view! {
        <h1>{words.say("identity-welcome")}</h1>
        <p>{words.say("identity-welcome-text")}</p>
        <p><a class="button primary" href="/invite">{words.say("identity-have-code")}</a></p>
        <p class="hint">{words.say("identity-no-code")}</p>
    }
}

/// `/invite`: takes the code, scanned or typed; asks for the year of birth when the code was printed.
#[component]
pub fn CodePage(
    /// The reader's language.
    words: Words,
    /// What was typed so far.
    form: CodeForm,
    /// Whether the year of birth is asked for.
    ask_year: bool,
    /// What has to be mended.
    problem: Option<String>,
    /// The script that fills the code in from a scanned link.
    script: Option<String>,
) -> impl IntoView {
    let field = if ask_year { "year" } else { "code" };
    let summary = problem.clone().map(|problem| {
        view! { <ErrorSummary words problems=vec![(field.to_owned(), problem)]/> }
    });
    let (code_problem, year_problem) = if ask_year {
        (None, problem)
    } else {
        (problem, None)
    };
    let shared = form.is_shared_phone();
    let phones = vec![
        Choice::new("own", words.say("identity-phone-own")).chosen_if(!shared),
        Choice::new("shared", words.say("identity-phone-shared")).chosen_if(shared),
    ];
    let year = ask_year.then(|| {
        view! {
            <TextField
                name="year" label=words.say("identity-year") hint=words.say("identity-year-hint")
                value=form.year problem=year_problem kind="text" autocomplete="bday-year" required=true
            />
        }
    });
    let script = script.map(|src| {
        view! { <script type="module" nonce=leptos::nonce::use_nonce() src=src></script> }
    });
    view! {
        <BackLink words to="/"/>
        {summary}
        <h1>{words.say("identity-code-title")}</h1>
        <form method="post" action="/invite" novalidate>
            <TextField
                name="code" label=words.say("identity-code") hint=words.say("identity-code-hint")
                value=form.code problem=code_problem autocomplete="one-time-code" required=true
            />
            {year}
            <Choices name="phone" legend=words.say("identity-phone") options=phones/>
            <Submit text=words.say("identity-come-in")/>
        </form>
        {script}
    }
}
