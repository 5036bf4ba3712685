//! How one question is answered: rows to tap, boxes to tick, a list, or a field.

use leptos::prelude::*;

use super::{Ask, spoken};
use crate::questionnaires::element::Said;
use crate::questionnaires::runner::{Choice, Field};
use crate::questionnaires::several::MOST_ANSWERS;
use crate::texts::Words;

/// So many empty fields stand below what was typed.
const EMPTY: usize = 2;

/// What the parts of a question's field share.
struct Drawn {
    words: Words,
    /// What was answered or typed; a line for each of several.
    typed: String,
    /// Ids of what describes it.
    described: Option<String>,
    wrong: Option<&'static str>,
}

/// The question with what it is answered by, and what is wrong with the last try.
pub(super) fn field(words: Words, ask: &Ask, problem: Option<String>) -> AnyView {
    let question = &ask.question;
    let heading = spoken(words, &question.heading);
    let class = if problem.is_some() {
        "field wrong"
    } else {
        "field"
    };
    let mut described = Vec::new();
    if !question.help.is_empty() {
        described.push("answer-help");
    }
    if problem.is_some() {
        described.push("answer-problem");
    }
    let drawn = Drawn {
        words,
        typed: ask.typed(),
        described: (!described.is_empty()).then(|| described.join(" ")),
        wrong: problem.is_some().then_some("true"),
    };
    let help = question.help.iter();
    let help = help.map(|said| view! { <p class="hint">{spoken(words, said)}</p> });
    let help = (!question.help.is_empty())
        .then(|| view! { <div id="answer-help">{help.collect_view()}</div> });
    let problem =
        problem.map(|sentence| view! { <p id="answer-problem" class="problem">{sentence}</p> });
    let rows = match &question.field {
        Field::Rows(rows) => drawn.rows(rows.clone(), "radio"),
        Field::YesNo => drawn.rows(yes_no(words), "radio"),
        Field::Boxes { rows, or_words } => {
            let boxes = drawn.rows(rows.clone(), "checkbox");
            let more = or_words.then(|| drawn.own_words("more", rows));
            view! {
                <p class="hint">{words.say("questions-hint-several")}</p>
                {boxes}
                {more}
            }
            .into_any()
        }
        Field::RowsOrWords(rows) => drawn.rows_or_words(rows),
        Field::Several(of) => drawn.several(of),
        other => {
            let control = drawn.control(other);
            let unit = question.unit.as_ref();
            let unit = unit.map(|said| view! { <span class="hint">{spoken(words, said)}</span> });
            return view! {
                <div class=class>
                    <h1>
                        <label for="answer">{heading}</label>
                    </h1>
                    {help}
                    {problem}
                    {control}
                    {unit}
                </div>
            }
            .into_any();
        }
    };
    view! {
        <fieldset class=class aria-describedby=drawn.described>
            <legend>
                <h1>{heading}</h1>
            </legend>
            {help}
            {problem}
            {rows}
        </fieldset>
    }
    .into_any()
}

impl Drawn {
    fn is_chosen(&self, value: &str) -> bool {
        self.typed.lines().any(|line| line == value)
    }

    /// What was typed that is none of the options.
    fn own(&self, rows: &[Choice]) -> String {
        let mut lines = self.typed.lines();
        let own = lines.find(|line| !rows.iter().any(|row| row.value == *line));
        own.unwrap_or_default().to_owned()
    }

    fn rows(&self, rows: Vec<Choice>, kind: &'static str) -> AnyView {
        let rows = rows.into_iter().enumerate();
        let rows = rows.map(|(place, row)| self.row(place, row, kind));
        view! { <div class="choices">{rows.collect_view()}</div> }.into_any()
    }

    fn row(&self, place: usize, row: Choice, kind: &'static str) -> AnyView {
        let words = self.words;
        let id = id(place);
        let checked = self.is_chosen(&row.value);
        let meaning = row
            .meaning
            .map(|meaning| view! { <span class="hint">{spoken(words, &meaning)}</span> });
        view! {
            <label class="choice">
                <input type=kind name="answer" id=id value=row.value checked=checked/>
                <span>{spoken(words, &row.said)} {meaning}</span>
            </label>
        }
        .into_any()
    }

    /// The last row stands for the field under it, so that a change of mind needs no deleting.
    fn rows_or_words(&self, rows: &[Choice]) -> AnyView {
        let own = !self.own(rows).is_empty();
        let drawn = rows.iter().cloned().enumerate();
        let drawn = drawn.map(|(place, row)| self.row(place, row, "radio"));
        view! {
            <div class="choices">
                {drawn.collect_view()}
                <label class="choice">
                    <input type="radio" name="answer" id="answer-own" value="" checked=own/>
                    <span>{self.words.say("questions-own-words")}</span>
                </label>
            </div>
            {self.own_words("own", rows)}
        }
        .into_any()
    }

    /// A field for each that was typed, and empty ones for more.
    fn several(&self, of: &Field) -> AnyView {
        let (words, wrong) = (self.words, self.wrong);
        let typed: Vec<&str> = self.typed.lines().filter(|line| !line.is_empty()).collect();
        let fields = (typed.len() + EMPTY).min(MOST_ANSWERS).max(typed.len());
        let (kind, mode) = match of {
            Field::Day => ("date", None),
            Field::Number { whole: true } => ("text", Some("numeric")),
            Field::Number { whole: false } => ("text", Some("decimal")),
            _ => ("text", None),
        };
        let fields = (0..fields).map(|place| {
            let id = id(place);
            let label = words.with("questions-entry", &[("number", (place + 1).into())]);
            let value = typed.get(place).map(|line| (*line).to_owned());
            view! {
                <div class="field">
                    <label for=id.clone()>{label}</label>
                    <input
                        id=id
                        name="answer"
                        type=kind
                        inputmode=mode
                        autocomplete="off"
                        value=value.unwrap_or_default()
                        aria-invalid=wrong
                    />
                </div>
            }
        });
        view! {
            <p class="hint">{words.say("questions-hint-each")}</p>
            {fields.collect_view()}
        }
        .into_any()
    }

    fn own_words(&self, name: &'static str, rows: &[Choice]) -> AnyView {
        let label = if name == "own" {
            "questions-own-words-here"
        } else {
            "questions-more-words"
        };
        view! {
            <div class="field">
                <label for="own">{self.words.say(label)}</label>
                <input
                    id="own"
                    name=name
                    type="text"
                    autocomplete="off"
                    value=self.own(rows)
                    aria-invalid=self.wrong
                />
            </div>
        }
        .into_any()
    }

    fn control(&self, field: &Field) -> AnyView {
        let (words, wrong) = (self.words, self.wrong);
        let (typed, described) = (self.typed.clone(), self.described.clone());
        match field {
            Field::List(rows) => {
                let options = rows.iter().map(|row| {
                    let foreign = row.said.language != words.language().tag();
                    let lang = foreign.then(|| row.said.language.clone());
                    let chosen = self.is_chosen(&row.value);
                    view! {
                        <option value=row.value.clone() lang=lang selected=chosen>
                            {row.said.text.clone()}
                        </option>
                    }
                });
                view! {
                    <select
                        id="answer"
                        name="answer"
                        aria-invalid=wrong
                        aria-describedby=described
                    >
                        <option value="">{words.say("questions-choose")}</option>
                        {options.collect_view()}
                    </select>
                }
                .into_any()
            }
            // The parser drops the first line break after the tag; one more keeps what was typed.
            Field::Lines => view! {
                <textarea
                    id="answer"
                    name="answer"
                    rows="5"
                    aria-invalid=wrong
                    aria-describedby=described
                >{format!("\n{}", crate::look::fields::escaped(&typed))}</textarea>
            }
            .into_any(),
            Field::Day => view! {
                <p class="hint">{words.say("questions-hint-day")}</p>
                <input
                    id="answer"
                    name="answer"
                    type="date"
                    value=typed
                    aria-invalid=wrong
                    aria-describedby=described
                />
            }
            .into_any(),
            other => {
                // A number field of the browser would swallow what it cannot read; this one
                // brings up the digits and leaves the judgement to us.
                let mode = match other {
                    Field::Number { whole: true } => "numeric",
                    Field::Number { whole: false } => "decimal",
                    _ => "text",
                };
                view! {
                    <input
                        id="answer"
                        name="answer"
                        type="text"
                        inputmode=mode
                        autocomplete="off"
                        value=typed
                        aria-invalid=wrong
                        aria-describedby=described
                    />
                }
                .into_any()
            }
        }
    }
}

/// The summary leads to the first row or field.
fn id(place: usize) -> String {
    match place {
        0 => "answer".to_owned(),
        place => format!("answer-{place}"),
    }
}

fn yes_no(words: Words) -> Vec<Choice> {
    [("true", "questions-yes"), ("false", "questions-no")]
        .map(|(value, key)| Choice {
            value: value.to_owned(),
            said: Said {
                text: words.say(key),
                language: words.language().tag().to_owned(),
            },
            meaning: None,
        })
        .to_vec()
}
