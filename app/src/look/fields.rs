//! Fields of forms: label, hint, what to mend, and the control, tied together for everyone.
//!
//! A field's `id` is its name unless another is given; [`ErrorSummary`] links to it. Forms
//! carry `novalidate`: the server says what to mend, in the person's language.

use leptos::prelude::*;

use crate::texts::Words;

/// The hint and the problem of a field, and the ids that `aria-describedby` names.
fn said(
    id: &str,
    hint: Option<String>,
    problem: Option<String>,
) -> (Option<String>, impl IntoView + use<>) {
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let named: Vec<&str> = [
        hint.is_some().then_some(hint_id.as_str()),
        problem.is_some().then_some(problem_id.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = (!named.is_empty()).then(|| named.join(" "));
    let shown = view! {
        {hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
        {problem.map(|problem| view! { <p class="problem" id=problem_id.clone()>{problem}</p> })}
    };
    (described, shown)
}

fn class(problem: bool) -> &'static str {
    if problem { "field wrong" } else { "field" }
}

/// One line of text, a date, a time or a number.
#[component]
pub fn TextField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Other id than the name, where a page repeats a field.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// Help that stands between label and field.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is in the field, as it was typed.
    #[prop(optional, into)]
    value: String,
    /// What to mend.
    #[prop(optional_no_strip, into)]
    problem: Option<String>,
    /// `text`, `email`, `tel`, `date`, `time`, `number` or `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in, such as `name`; see the HTML standard's list.
    #[prop(optional_no_strip, into)]
    autocomplete: Option<&'static str>,
    /// Smallest value of a number, date or time.
    #[prop(optional_no_strip, into)]
    min: Option<String>,
    /// Greatest value of a number, date or time.
    #[prop(optional_no_strip, into)]
    max: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let wrong = problem.is_some();
    let (described, said) = said(&id, hint, problem);
    view! {
        <div class=class(wrong)>
            <label for=id.clone()>{label}</label>
            {said}
            <input
                id=id type=kind name=name value=value min=min max=max required=required
                autocomplete=autocomplete aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Other id than the name, where a page repeats a field.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// Help that stands between label and field.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is in the field, as it was typed.
    #[prop(optional, into)]
    value: String,
    /// What to mend.
    #[prop(optional_no_strip, into)]
    problem: Option<String>,
    /// `ltr` for what is code, in every language.
    #[prop(optional_no_strip, into)]
    dir: Option<&'static str>,
    /// Lines that are shown before the field scrolls or grows.
    #[prop(default = 4)]
    rows: u8,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let wrong = problem.is_some();
    let (described, said) = said(&id, hint, problem);
    // The parser drops the first line break after the tag; one more keeps what was typed.
    let value = format!("\n{}", escaped(&value));
    view! {
        <div class=class(wrong)>
            <label for=id.clone()>{label}</label>
            {said}
            <textarea
                id=id name=name rows=rows required=required dir=dir aria-describedby=described
                aria-invalid=wrong.then_some("true")
            >{value}</textarea>
        </div>
    }
}

/// A file from the reader's own machine; its form is sent as `multipart/form-data`.
#[component]
pub fn FileField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Help that stands between label and field.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// The kinds of file that the browser offers.
    accept: &'static str,
) -> impl IntoView {
    let (described, said) = said(&name, hint, None);
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            {said}
            <input id=name.clone() type="file" name=name accept=accept aria-describedby=described/>
        </div>
    }
}

/// Text for the inside of a text area, which Leptos writes out as it is: what somebody
/// typed must never end the field and begin a script.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// One choice of a [`SelectField`], or one row of [`Choices`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A line under the label; rows only.
    pub hint: Option<String>,
    /// What it stands under: rows in turn that share it stand beside each other.
    pub under: Option<String>,
    /// Whether it is chosen when the page opens.
    pub chosen: bool,
}

impl Choice {
    /// A choice without a hint that is not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// The same choice, beside the others under this heading.
    pub fn under(self, heading: impl Into<String>) -> Self {
        Self {
            under: Some(heading.into()),
            ..self
        }
    }

    /// The same choice, chosen if `chosen` says so.
    pub fn chosen_if(self, chosen: bool) -> Self {
        Self { chosen, ..self }
    }
}

/// A group of large rows, one of which (or, with `many`, any of which) is chosen. Those under
/// one heading are short, and stand beside each other.
#[component]
pub fn Choices(
    /// Name in the form; the id of the first row too, so that a summary can lead there.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Whether the question is the page's only heading.
    #[prop(optional)]
    heading: bool,
    /// Help under the question.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to mend.
    #[prop(optional_no_strip, into)]
    problem: Option<String>,
    /// The rows.
    options: Vec<Choice>,
    /// Whether several may be chosen.
    #[prop(optional)]
    many: bool,
) -> impl IntoView {
    let wrong = problem.is_some();
    let (described, said) = said(&name, hint, problem);
    let kind = if many { "checkbox" } else { "radio" };
    let id = |place: usize| match place {
        0 => name.clone(),
        _ => format!("{name}-{place}"),
    };
    let row = |(place, choice): (usize, &Choice)| {
        let hint = choice.hint.clone();
        let hint = hint.map(|hint| view! { <span class="hint">{hint}</span> });
        let (value, label) = (choice.value.clone(), choice.label.clone());
        view! {
            <label class="choice">
                <input id=id(place) type=kind name=name.clone() value=value checked=choice.chosen/>
                <span>{label} {hint}</span>
            </label>
        }
    };
    let mut place = 0;
    let groups = options.chunk_by(|one, next| one.under.is_some() && one.under == next.under);
    let rows = groups
        .map(|group| {
            let numbered = (place..).zip(group);
            place += group.len();
            let rows = numbered.map(row).collect_view();
            let heading = group.first().and_then(|it| it.under.clone());
            match heading {
                None => rows.into_any(),
                Some(heading) => {
                    let of = format!("{}-under", id(place));
                    view! {
                        <div class="beside" role="group" aria-labelledby=of.clone()>
                            <p id=of.clone()>{heading}</p>
                            {rows}
                        </div>
                    }
                    .into_any()
                }
            }
        })
        .collect_view();
    let legend = if heading {
        view! { <h1>{legend}</h1> }.into_any()
    } else {
        legend.into_any()
    };
    view! {
        <fieldset class=class(wrong) aria-describedby=described>
            <legend>{legend}</legend>
            {said}
            <div class="choices">{rows}</div>
        </fieldset>
    }
}

/// One of a list, in little room; [`Choices`] serves better on a phone.
#[component]
pub fn SelectField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Other id than the name, where a page repeats a field.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// Help that stands between label and field.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to mend.
    #[prop(optional_no_strip, into)]
    problem: Option<String>,
    /// The list; the first is shown when none is chosen.
    options: Vec<Choice>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let wrong = problem.is_some();
    let (described, said) = said(&id, hint, problem);
    let options = options
        .into_iter()
        .map(|choice| {
            view! { <option value=choice.value selected=choice.chosen>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <div class=class(wrong)>
            <label for=id.clone()>{label}</label>
            {said}
            <select id=id name=name aria-describedby=described aria-invalid=wrong.then_some("true")>
                {options}
            </select>
        </div>
    }
}

/// What to mend on this page, first on it, with a link to each field; nothing when all is well.
///
/// `autofocus` leads there without a script; each message is the field's own, word for word.
#[component]
pub fn ErrorSummary(
    /// The language of the heading.
    words: Words,
    /// The field's id and what to mend, in the order of the fields.
    problems: Vec<(String, String)>,
) -> impl IntoView {
    (!problems.is_empty()).then(|| {
        let lines = problems
            .into_iter()
            .map(|(id, message)| view! { <li><a href=format!("#{id}")>{message}</a></li> })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus>
                <h2>{words.say("look-problem-heading")}</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}
