//! What staff see: the energy that somebody shares, and a request for erasure.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::{AnswerForm, ErasureRequest, Sharing};
use crate::ids::ParticipantId;
use crate::look::{BackLink, Card, Empty, ErrorSummary, Notice, Submit, TextArea, Weight};
use crate::participants::Problem;
use crate::texts::{Words, capital};

/// What somebody shares of their energy: what is not shared is not even loaded.
#[derive(Clone, Debug, Default)]
pub struct SharedEnergy {
    /// The kinds that are shared.
    pub kinds: Vec<Sharing>,
    /// Mornings, newest first: 0 to 10, or "not today".
    pub check_ins: Vec<(Date, Option<u8>)>,
    /// Activities, newest day first: day, title, the word of its state.
    pub activities: Vec<(Date, String, &'static str)>,
    /// What is left today, of what: whole points.
    pub budget: Option<(u32, u32)>,
}

/// `/people/{id}/energy`: what the person chose to share, and nothing else.
#[component]
pub fn SharedEnergyPage(
    /// The reader's language.
    words: Words,
    /// Whose.
    person: ParticipantId,
    /// As the person is called.
    name: String,
    /// What is shared.
    energy: SharedEnergy,
) -> impl IntoView {
    let is_shared = |kind| energy.kinds.contains(&kind);
    let nothing = energy
        .kinds
        .is_empty()
        .then(|| view! { <Empty text=words.say("mine-staff-nothing-shared")/> });
    let budget = is_shared(Sharing::Budget).then(|| {
        let text = match energy.budget {
            Some((left, budget)) => words.with(
                "mine-staff-budget",
                &[("left", left.into()), ("budget", budget.into())],
            ),
            None => words.say("mine-staff-none"),
        };
        view! { <Card title=words.say("mine-share-budget")><p>{text}</p></Card> }
    });
    let check_ins = is_shared(Sharing::CheckIns).then(|| {
        let rows = energy.check_ins.iter().map(|(day, said)| {
            let said = match said {
                Some(energy) => words.with("mine-staff-said", &[("energy", (*energy).into())]),
                None => words.say("mine-staff-not-today"),
            };
            view! { <tr><th scope="row">{capital(&words.day(*day))}</th><td>{said}</td></tr> }
        });
        let rows: Vec<_> = rows.collect();
        let shown = table(words, rows);
        view! { <Card title=words.say("mine-staff-check-ins")>{shown}</Card> }
    });
    let activities = is_shared(Sharing::Activities).then(|| {
        let rows = energy.activities.iter().map(|(day, title, state)| {
            // keys: mine-word-*
            let state = words.say(&format!("mine-word-{state}"));
            let title = title.clone();
            view! {
                <tr>
                    <th scope="row">{capital(&words.day(*day))}</th>
                    <td><span dir="auto">{title}</span> " – " {state}</td>
                </tr>
            }
        });
        let rows: Vec<_> = rows.collect();
        let shown = table(words, rows);
        view! { <Card title=words.say("mine-staff-activities")>{shown}</Card> }
    });
    view! {
        <BackLink words to=format!("/people/{person}")/>
        <h1>{words.say("mine-staff-energy")} " " <bdi>{name}</bdi></h1>
        <p class="hint">{words.say("mine-staff-energy-hint")}</p>
        {nothing}
        {budget}
        {check_ins}
        {activities}
    }
}

fn table<V: IntoView + 'static>(words: Words, rows: Vec<V>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="hint">{words.say("mine-staff-none")}</p> }.into_any();
    }
    view! { <table><tbody>{rows.into_iter().collect_view()}</tbody></table> }.into_any()
}

/// `/people/{id}/erasure`: what is asked, what the law lets go, and the answer.
#[component]
pub fn ErasureTaskPage(
    /// The reader's language.
    words: Words,
    /// Whose.
    person: ParticipantId,
    /// As the person is called.
    name: String,
    /// What is asked; `None` when nothing waits.
    request: Option<ErasureRequest>,
    /// Where days are told.
    zone: TimeZone,
    /// As typed.
    form: AnswerForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let problem = problems.first().map(|problem| words.say(problem.key));
    let back = format!("/people/{person}");
    let shown = match request {
        None => view! { <Empty text=words.say("mine-staff-erase-none")/> }.into_any(),
        Some(request) => {
            let asked = request.asked_at.to_zoned(zone).date();
            let by = words.date(ErasureRequest::answer_by(asked));
            let said = words.with(
                "mine-staff-erase-asked",
                &[("day", words.date(asked).into()), ("by", by.into())],
            );
            // keys: mine-erase-what-*
            let what = words.say(&format!("mine-erase-what-{}", request.what.as_str()));
            let comment = (!request.comment.is_empty()).then(|| {
                view! { <blockquote dir="auto">{request.comment.clone()}</blockquote> }
            });
            let energy = if request.energy_gone_at.is_some() {
                view! { <Notice>{words.say("mine-erase-energy-gone")}</Notice> }.into_any()
            } else {
                view! {
                    <form method="post" action=format!("/people/{person}/erasure/energy")>
                        <Submit text=words.say("mine-staff-erase-energy") weight=Weight::Plain/>
                    </form>
                    <p class="hint">{words.say("mine-staff-erase-energy-hint")}</p>
                }
                .into_any()
            };
            view! {
                <p><strong>{what}</strong></p>
                <p>{said}</p>
                {comment}
                <Card title=words.say("mine-staff-erase-law")>
                    <ul>
                        <li>{words.say("mine-staff-erase-goes")}</li>
                        <li>{words.say("mine-staff-erase-stays")}</li>
                    </ul>
                    {energy}
                </Card>
                <form method="post" action=format!("/people/{person}/erasure") novalidate>
                    <TextArea
                        name="answer" label=words.say("mine-staff-erase-answer")
                        hint=words.say("mine-staff-erase-answer-hint")
                        value=form.answer problem=problem
                    />
                    <Submit text=words.say("mine-staff-erase-send")/>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <BackLink words to=back/>
        <ErrorSummary words problems=summary/>
        <h1>{words.say("mine-staff-erase")} " " <bdi>{name}</bdi></h1>
        {shown}
    }
}
