//! The form of one question: its words, its answers, and when it is asked.

use leptos::prelude::*;

use super::{problem, sort_name, summary};
use crate::look::{
    BackLink, Choice, Choices, ErrorSummary, SelectField, Submit, TextArea, TextField,
};
use crate::questionnaires::writing::{Draft, ItemForm, Mend, Offer, Sort, told_condition};
use crate::texts::Words;

/// So many conditions can be added at a time.
const MORE: usize = 2;

/// One question as it is edited.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The draft that it belongs to.
    pub draft: Draft,
    /// Which edit of the draft the form was read from.
    pub revision: i64,
    /// What stands in the fields.
    pub form: ItemForm,
    /// What it may wait for.
    pub offers: Vec<Offer>,
    /// Where the form goes.
    pub action: String,
    /// Where "back" leads.
    pub back: String,
    /// Whether it is a new one.
    pub is_new: bool,
    /// What has to be mended.
    pub problems: Vec<(&'static str, Mend)>,
    /// What stands there now, when somebody else changed it.
    pub theirs: Option<String>,
}

/// The form of one question.
#[component]
pub fn ItemPage(
    /// The reader's language.
    words: Words,
    /// What is edited.
    asked: Asked,
) -> impl IntoView {
    let form = &asked.form;
    let sort = form.sort;
    let name = sort_name(words, sort);
    let title = if asked.is_new {
        words.with("writing-item-new", &[("sort", name.into())])
    } else {
        words.with("writing-item-edit", &[("sort", name.into())])
    };
    let problem = |name: &str| problem(words, &asked.problems, name);
    let theirs = asked.theirs.clone().map(|theirs| {
        let said = words.say("writing-theirs");
        view! { <div class="notice"><p>{said}</p> <p><bdi>{theirs}</bdi></p></div> }
    });
    let label = if sort.asks() {
        words.say("writing-text")
    } else {
        words.say("writing-heading-text")
    };
    let answers = answers(words, form, &problem);
    let required = sort.asks().then(|| {
        let hint = words.say("writing-required-hint");
        tick(
            words,
            "required",
            "writing-required",
            Some(hint),
            form.required,
        )
    });
    let after = asked.is_new.then(|| after(words, &asked, problem("after")));
    let when = when(words, &asked, problem("when"));
    let (action, back) = (asked.action.clone(), asked.back.clone());
    let other = (sort == Sort::Other).then(|| view! { <p>{words.say("writing-other-why")}</p> });
    view! {
        <BackLink words to=back/>
        <ErrorSummary words problems=summary(words, &asked.problems)/>
        <h1>{title}</h1>
        {other}
        {theirs}
        <form method="post" action=action novalidate>
            <input type="hidden" name="revision" value=asked.revision.to_string()/>
            <input type="hidden" name="sort" value=sort.word()/>
            <TextArea name="text" label=label value=form.text.clone() rows=3 dir="auto"
                problem=problem("text")/>
            {answers}
            {required}
            {after}
            {when}
            <Submit text=words.say("writing-save")/>
        </form>
    }
}

fn answers(words: Words, form: &ItemForm, problem: &impl Fn(&str) -> Option<String>) -> AnyView {
    match form.sort {
        Sort::Scale => view! {
            <TextField name="least" label=words.say("writing-scale-least") value=form.least.clone()
                hint=words.say("writing-scale-hint") problem=problem("least")/>
            <TextField name="lower" label=words.say("writing-scale-lower") value=form.lower.clone()
                hint=words.say("writing-scale-lower-hint") problem=problem("lower")/>
            <TextField name="most" label=words.say("writing-scale-most") value=form.most.clone()
                problem=problem("most")/>
            <TextField name="upper" label=words.say("writing-scale-upper") value=form.upper.clone()
                hint=words.say("writing-scale-upper-hint") problem=problem("upper")/>
        }
        .into_any(),
        Sort::Number => view! {
            <TextField name="least" label=words.say("writing-number-least") value=form.least.clone()
                hint=words.say("writing-may-be-empty") problem=problem("least")/>
            <TextField name="most" label=words.say("writing-number-most") value=form.most.clone()
                hint=words.say("writing-may-be-empty") problem=problem("most")/>
            {tick(words, "decimals", "writing-decimals", None, form.decimals)}
        }
        .into_any(),
        Sort::Choice => view! {
            <TextArea name="options" label=words.say("writing-options") rows=6 dir="auto"
                value=form.options.clone() hint=words.say("writing-options-hint")
                problem=problem("options")/>
            {tick(words, "several", "writing-several", None, form.several)}
            {tick(words, "own_words", "writing-own-words", None, form.own_words)}
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// Where a new question comes: at the end, or behind one that is there.
fn after(words: Words, asked: &Asked, problem: Option<String>) -> impl IntoView + use<> {
    let lines = asked.draft.lines();
    let end = Choice::new("", words.say("writing-place-end"));
    let behind = lines.iter().map(|line| {
        let said = words.with("writing-place", &[("text", short(&line.text).into())]);
        Choice::new(&line.link_id, said).chosen_if(line.link_id == asked.form.after)
    });
    let options: Vec<_> = std::iter::once(end).chain(behind).collect();
    (options.len() > 1).then(|| {
        view! { <SelectField name="after" label=words.say("writing-place-label") problem options/> }
    })
}

fn tick(
    words: Words,
    name: &'static str,
    key: &'static str,
    hint: Option<String>,
    chosen: bool,
) -> impl IntoView + use<> {
    let hint = hint.map(|hint| view! { <span class="hint">{hint}</span> });
    view! {
        <label class="choice">
            <input id=name type="checkbox" name=name value="yes" checked=chosen/>
            <span>{words.say(key)} {hint}</span>
        </label>
    }
}

/// Rows to pick from, each with all earlier questions and their answers. What is picked already
/// has a row, and a few more are free; saving brings new ones.
fn when(words: Words, asked: &Asked, problem: Option<String>) -> Option<impl IntoView + use<>> {
    if asked.offers.is_empty() {
        return None;
    }
    let picked = &asked.form.conditions;
    let rows = (0..picked.len() + MORE).map(|nth| {
        let chosen = picked.get(nth);
        let groups = asked.offers.iter().map(|offer| {
            let places = [
                ("number", offer.number.into()),
                ("text", short(&offer.text).into()),
            ];
            let label = words.with("writing-when-group", &places);
            let picks = offer.picks.iter().map(|(name, condition)| {
                let places = [
                    ("number", offer.number.into()),
                    ("is", told_condition(words, &asked.draft, condition).into()),
                ];
                let said = words.with("writing-when-question", &places);
                let selected = chosen == Some(name);
                view! { <option value=name.clone() selected=selected>{said}</option> }
            });
            view! { <optgroup label=label>{picks.collect_view()}</optgroup> }
        });
        let id = if nth == 0 {
            "when".to_owned()
        } else {
            format!("when-{nth}")
        };
        let label = words.with("writing-when-row", &[("n", (nth + 1).into())]);
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <select id=id name="when">
                    <option value="">{words.say("writing-when-none")}</option>
                    {groups.collect_view()}
                </select>
            </div>
        }
    });
    let rows = rows.collect_view();
    let together = vec![
        Choice::new("all", words.say("writing-together-all")).chosen_if(!asked.form.any),
        Choice::new("any", words.say("writing-together-any")).chosen_if(asked.form.any),
    ];
    let problem = problem.map(|said| view! { <p class="problem">{said}</p> });
    let is_open = !picked.is_empty() || problem.is_some();
    Some(view! {
        <details class="card" open=is_open>
            <summary>{words.say("writing-when-title")}</summary>
            <p class="hint">{words.say("writing-when-hint")}</p>
            {problem}
            {rows}
            <Choices name="together" legend=words.say("writing-together") options=together/>
        </details>
    })
}

/// The beginning of a text, for a list.
fn short(text: &str) -> String {
    let mut plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() > 60 {
        plain = plain.chars().take(59).collect::<String>() + "…";
    }
    plain
}
