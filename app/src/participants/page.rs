//! What staff see of the people in their care: the list, the form that adds one, the overview, the invite.

pub mod background;
mod dates;
pub mod guardian;
pub mod protection;
pub mod team;

use jiff::civil::Date;
use leptos::prelude::*;

pub use self::background::{BackgroundPage, Offered};
use self::dates::dates_form;
pub use self::guardian::{GuardianPage, YoungNotice};
pub use self::protection::{ProtectedPage, ProtectionNoted, ProtectionPage};
pub use self::team::TeamPage;
use super::{Dates, DatesForm, EndReason, PersonForm, Problem, Young};
use crate::look::{
    BackLink, Card, Choice, Empty, ErrorSummary, Notice, SelectField, Submit, TextField, Weight,
};
use crate::programmes::ConsentKind;
use crate::texts::{Language, Words};

/// One line of the list.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// The participant's id, for the link.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// What the programme is called.
    pub programme: String,
    /// The coordinator's name.
    pub coordinator: String,
    /// In the control group: register data only.
    pub is_control: bool,
    /// First day of the intervention.
    pub started: Option<Date>,
    /// Last day of the intervention.
    pub ended: Option<Date>,
}

/// `/people`: everyone, by name, with a search.
#[component]
pub fn PeoplePage(
    /// The reader's language.
    words: Words,
    /// Who was found.
    people: Vec<PersonLine>,
    /// What was searched for.
    search: String,
    /// Whether the reader may add someone.
    may_add: bool,
    /// How many with protected identity the reader alone looks after: they are in no list.
    protected: usize,
) -> impl IntoView {
    let protected = (protected > 0).then(|| {
        let text = words.with("people-protected-link", &[("n", protected.into())]);
        view! { <p><a href="/people/protected">{text}</a></p> }
    });
    let add = may_add.then(|| {
        view! { <a class="button primary" href="/people/new">{words.say("people-add")}</a> }
    });
    let list = if people.is_empty() {
        let text = if search.is_empty() {
            "people-empty"
        } else {
            "people-none-found"
        };
        view! { <Empty text=words.say(text)/> }.into_any()
    } else {
        let lines = people
            .into_iter()
            .map(|line| person_line(words, line))
            .collect_view();
        view! {
            <div class="scroll">
                <table>
                    <thead><tr>
                        <th scope="col">{words.say("people-name")}</th>
                        <th scope="col">{words.say("people-programme")}</th>
                        <th scope="col">{words.say("people-coordinator")}</th>
                        <th scope="col">{words.say("people-state")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <h1>{words.say("people-title")}</h1>
        <form class="toolbar" method="get" action="/people" role="search">
            <TextField name="search" label=words.say("people-search") value=search kind="search"/>
            <Submit text=words.say("people-search-do") weight=Weight::Quiet/>
            {add}
        </form>
        {list}
        {protected}
    }
}

fn person_line(words: Words, line: PersonLine) -> impl IntoView {
    let state = match (line.is_control, line.started, line.ended) {
        (true, ..) => words.say("people-control"),
        (_, _, Some(day)) => words.with("people-ended-on", &[("day", words.date(day).into())]),
        (_, Some(day), None) => words.with("people-since", &[("day", words.date(day).into())]),
        _ => words.say("people-not-started"),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/people/{}", line.id)><bdi>{line.name}</bdi></a></th>
            <td>{line.programme}</td>
            <td><bdi>{line.coordinator}</bdi></td>
            <td>{state}</td>
        </tr>
    }
}

/// The sentence under a field, if something is wrong with it.
fn problem_of(words: Words, problems: &[Problem], field: &str) -> Option<String> {
    problems
        .iter()
        .find(|problem| problem.field == field)
        .map(|problem| words.say(problem.key))
}

/// The summary above a form, if anything is wrong.
fn summary(words: Words, problems: &[Problem]) -> Option<impl IntoView + use<>> {
    let list: Vec<(String, String)> = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    (!list.is_empty()).then(|| view! { <ErrorSummary words problems=list/> })
}

/// `/people/new`: adds a person and enrols them.
#[component]
pub fn NewPersonPage(
    /// The reader's language.
    words: Words,
    /// What was typed so far.
    form: PersonForm,
    /// What has to be mended.
    problems: Vec<Problem>,
    /// The office's programmes, by id and name.
    programmes: Vec<(String, String)>,
) -> impl IntoView {
    let wrong = |field: &str| problem_of(words, &problems, field);
    let languages = Language::ALL
        .into_iter()
        .map(|language| {
            Choice::new(language.tag(), language.own_name())
                .chosen_if(form.language == language.tag())
        })
        .collect();
    let programmes = programmes
        .into_iter()
        .map(|(id, name)| {
            let chosen = form.programme == id;
            Choice::new(id, name).chosen_if(chosen)
        })
        .collect();
    let arms = ["intervention", "control"]
        .into_iter()
        .map(|arm| {
            // keys: people-arm-*
            Choice::new(arm, words.say(&format!("people-arm-{arm}"))).chosen_if(form.arm == arm)
        })
        .collect();
    view! {
        <BackLink words to="/people"/>
        {summary(words, &problems)}
        <h1>{words.say("people-add")}</h1>
        <form method="post" action="/people" novalidate>
            <TextField name="name" label=words.say("people-name") value=form.name.clone()
                problem=wrong("name") autocomplete="off" required=true/>
            <TextField name="year" label=words.say("people-year") hint=words.say("people-year-hint")
                value=form.year.clone() problem=wrong("year") autocomplete="off"/>
            <SelectField name="language" label=words.say("people-language") options=languages/>
            <TextField name="email" label=words.say("people-email") hint=words.say("people-email-hint")
                value=form.email.clone() problem=wrong("email") kind="email" autocomplete="off"/>
            <TextField name="phone" label=words.say("people-phone") value=form.phone.clone()
                problem=wrong("phone") kind="tel" autocomplete="off"/>
            <TextField name="mobile" label=words.say("people-mobile") hint=words.say("people-mobile-hint")
                value=form.mobile.clone() problem=wrong("mobile") kind="tel" autocomplete="off"/>
            <SelectField name="programme" label=words.say("people-programme")
                problem=wrong("programme") options=programmes/>
            <SelectField name="arm" label=words.say("people-arm") options=arms/>
            <TextField name="included" label=words.say("people-included") value=form.included.clone()
                problem=wrong("included") kind="date"/>
            <Submit text=words.say("people-save")/>
        </form>
    }
}

/// What the overview of a person knows of them.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The participant's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// Where calls go.
    pub phone: Option<String>,
    /// Where text messages go.
    pub mobile: Option<String>,
    /// What the programme is called.
    pub programme: String,
    /// In the control group: register data only, no app.
    pub is_control: bool,
    /// What happened when.
    pub dates: Dates,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Consents that count today.
    pub consents: Vec<ConsentKind>,
    /// Whether automatic messages are paused.
    pub paused: bool,
    /// Whether name and address are protected.
    pub is_protected: bool,
    /// What there is to say about a young person.
    pub young: Option<Young>,
    /// Whether the reader may change things.
    pub may_plan: bool,
}

/// `/people/{id}`: everything about one person, with the other rooms' parts inside.
#[component]
pub fn PersonPage(
    /// The reader's language.
    words: Words,
    /// The person.
    person: Overview,
    /// The key of a sentence about what was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
    /// What has to be mended in the dates.
    problems: Vec<Problem>,
    /// The dates as typed, when they come back.
    typed: Option<DatesForm>,
    /// Plan, appointments, questionnaires and messages.
    children: Children,
) -> impl IntoView {
    let id = person.id.clone();
    let invite = (person.may_plan && !person.is_control).then(|| {
        view! {
            <form class="toolbar" method="post" action=format!("/people/{id}/invite")>
                <Submit text=words.say("people-invite-screen") name="kind".to_owned() value="screen".to_owned()/>
                <Submit text=words.say("people-invite-paper") name="kind".to_owned() value="paper".to_owned() weight=Weight::Quiet/>
            </form>
        }
    });
    let done = done.map(|key| view! { <Notice><p>{words.say(key)}</p></Notice> });
    let young = person.young.filter(|_| person.may_plan);
    let young = young.map(|young| view! { <YoungNotice words id=id.clone() young/> });
    let ways = ways(words, &person);
    let dates = dates_form(words, &person, &problems, typed);
    let consents = consents(words, &person);
    view! {
        <BackLink words to="/people"/>
        {done}
        {summary(words, &problems)}
        <h1><bdi>{person.name.clone()}</bdi></h1>
        <p class="hint">{person.programme.clone()}</p>
        {young}
        {ways}
        {invite}
        {children()}
        {dates}
        {consents}
    }
}

/// The numbers and the address, with the way to where they are corrected.
fn ways(words: Words, person: &Overview) -> impl IntoView + use<> {
    let shielded = person
        .is_protected
        .then(|| view! { <Notice>{words.say("people-protection-is")}</Notice> });
    let known = [
        ("people-phone", &person.phone),
        ("people-mobile", &person.mobile),
        ("people-email", &person.email),
    ];
    let lines = known
        .into_iter()
        // Where someone is who must not be found stands on no page that lies open.
        .filter(|_| !person.is_protected)
        .filter_map(|(key, way)| way.clone().map(|way| (words.say(key), way)))
        .map(|(label, way)| view! { <dt>{label}</dt><dd><bdi>{way}</bdi></dd> })
        .collect_view();
    let path = format!("/people/{}/routes", person.id);
    let background = format!("/people/{}/background", person.id);
    let protection = format!("/people/{}/protection", person.id);
    let around = format!("/people/{}/team", person.id);
    let mend = person.may_plan.then(|| {
        view! {
            <p class="toolbar">
                <a class="button" href=path>{words.say("desk-routes-link")}</a>
                <a class="button" href=around>{words.say("people-team-link")}</a>
                <a class="button" href=background>{words.say("background-link")}</a>
                <a class="button" href=protection>{words.say("people-protection-link")}</a>
            </p>
        }
    });
    view! { {shielded} <dl>{lines}</dl> {mend} }
}

/// The consents, each for one purpose, and the pause: given and taken back in one step.
fn consents(words: Words, person: &Overview) -> impl IntoView + use<> {
    let rows = [
        (ConsentKind::SecrecyWaiver, "secrecy_waiver"),
        (ConsentKind::FollowUp, "follow_up"),
        (ConsentKind::Research, "research"),
    ]
    .map(|(kind, word)| {
        let given = person.consents.contains(&kind);
        let (state, deed) = if given {
            ("people-consent-given", "withdraw")
        } else {
            ("people-consent-not-given", "give")
        };
        let action = format!("/people/{}/consents", person.id);
        // keys: people-consent-*
        view! {
            <form class="toolbar" method="post" action=action>
                <input type="hidden" name="kind" value=word/>
                <p>{words.say(&format!("people-consent-{word}"))} " " <span class="badge">{words.say(state)}</span></p>
                <Submit text=words.say(&format!("people-consent-{deed}")) name="deed".to_owned() value=deed.to_owned() weight=Weight::Quiet/>
            </form>
        }
    });
    let (state, deed) = if person.paused {
        ("people-paused", "resume")
    } else {
        ("people-not-paused", "pause")
    };
    let action = format!("/people/{}/pause", person.id);
    person.may_plan.then(move || {
        // keys: people-pause*, people-resume*
        view! {
            <Card title=words.say("people-consents")>
                {rows.into_iter().collect_view()}
                <form class="toolbar" method="post" action=action>
                    <p>{words.say(state)}</p>
                    <Submit text=words.say(&format!("people-{deed}")) name="deed".to_owned() value=deed.to_owned() weight=Weight::Quiet/>
                </form>
            </Card>
        }
    })
}

/// What an invite shows once: the code is kept nowhere.
#[component]
pub fn InvitePage(
    /// The reader's language.
    words: Words,
    /// The participant's id, for the way back.
    id: String,
    /// The person's name.
    name: String,
    /// The code in groups of four.
    code: String,
    /// The address to open, without the code.
    address: String,
    /// The QR code of the whole link, as SVG.
    qr: String,
    /// Whether it is for paper: fourteen days, with the year of birth.
    on_paper: bool,
) -> impl IntoView {
    let key = if on_paper {
        "people-invite-paper-text"
    } else {
        "people-invite-screen-text"
    };
    view! {
        <BackLink words to=format!("/people/{id}")/>
        <h1>{words.say("people-invite-title")} " " <bdi>{name}</bdi></h1>
        <p>{words.say(key)}</p>
        <div class="qr" role="img" aria-label=words.say("people-invite-qr") inner_html=qr></div>
        <ol>
            <li>{words.say("people-invite-open")} " " <strong>{address}</strong></li>
            <li>{words.say("people-invite-type")} " " <strong class="code">{code}</strong></li>
        </ol>
        <p class="hint">{words.say("people-invite-once")}</p>
    }
}
