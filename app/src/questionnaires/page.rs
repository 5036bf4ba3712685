//! `/questions/{occasion}/{question}`: one question on a page.

mod control;

use leptos::prelude::*;

use self::control::field;
use super::around::{Kept, about, foreign, kept};
use super::element::Said;
use super::problem::Problem;
use super::runner::{Field, Question};
use crate::look::{BackLink, ErrorSummary, Submit, Weight};
use crate::texts::Words;

/// What the page of one question shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The question, with what was answered before.
    pub question: Question,
    /// Where the form goes.
    pub action: String,
    /// Where "back" leads.
    pub back: String,
    /// Sent along, so that two taps on the button store one answer.
    pub key: String,
    /// What becomes of the answers.
    pub kept: Kept,
    /// The name of the person it is about, where that is somebody else.
    pub about: Option<String>,
    /// What was typed and could not be taken, with the reason.
    pub refused: Option<(String, Problem)>,
}

impl Ask {
    fn typed(&self) -> String {
        match &self.refused {
            Some((typed, _)) => typed.clone(),
            None => self.question.typed.clone(),
        }
    }
}

/// One question: what it is, its answers as large rows, one button, and two ways round it.
#[component]
pub fn AskPage(
    /// The language of the page.
    words: Words,
    /// What it shows.
    ask: Ask,
) -> impl IntoView {
    let question = ask.question.clone();
    let progress = question.progress;
    let problem = ask.refused.as_ref().map(|(_, problem)| say(words, problem));
    let summary = problem
        .clone()
        .map(|sentence| vec![("answer".to_owned(), sentence)])
        .unwrap_or_default();
    let kept = kept(words, ask.kept, ask.about.as_deref());
    let about = ask.about.clone().map(|name| about(words, name));
    // Where there is one question alone, nothing came before it.
    let is_foreign = progress.of == 1 && question.heading.language != words.language().tag();
    let go = if question.last {
        "questions-send"
    } else {
        "questions-next"
    };
    // After "next", which is what Enter in a field presses.
    let more = matches!(question.field, Field::Several(_)).then(|| {
        view! {
            <Submit
                text=words.say("questions-more-fields")
                weight=Weight::Quiet
                name="deed".to_owned()
                value="more".to_owned()
            />
        }
    });
    view! {
        <BackLink words to=ask.back.clone()/>
        <ErrorSummary words problems=summary/>
        <form class="question" method="post" action=ask.action.clone() novalidate>
            <input type="hidden" name="key" value=ask.key.clone()/>
            // For a phone that loses its network here: after this one the form is sent.
            {question.last.then(|| view! { <input type="hidden" name="last" value="yes"/> })}
            {about}
            {foreign(words, is_foreign)}
            <p class="progress">
                {words.with(
                    "questions-progress",
                    &[("number", progress.number.into()), ("of", progress.of.into())],
                )}
            </p>
            {question
                .before
                .iter()
                .map(|said| view! { <p class="before">{spoken(words, said)}</p> })
                .collect_view()}
            {field(words, &ask, problem)}
            <div class="actions">
                <Submit text=words.say(go) name="deed".to_owned() value="next".to_owned()/>
                {more}
                <Submit
                    text=words.say("questions-skip")
                    weight=Weight::Quiet
                    name="deed".to_owned()
                    value="skip".to_owned()
                />
                <Submit
                    text=words.say("questions-not-today")
                    weight=Weight::Quiet
                    name="deed".to_owned()
                    value="not_today".to_owned()
                />
            </div>
            <p class="hint">{kept}</p>
            {question
                .source
                .map(|source| {
                    let source = words.with("questions-source", &[("source", source.into())]);
                    view! { <p class="hint source">{source}</p> }
                })}
        </form>
    }
}

/// A text of the questionnaire, marked where its language is not the page's.
pub(super) fn spoken(words: Words, said: &Said) -> impl IntoView + use<> {
    let foreign = said.language != words.language().tag();
    let lang = foreign.then(|| said.language.clone());
    let text = said.text.clone();
    match lang {
        None => text.into_any(),
        Some(lang) => view! { <span lang=lang dir="auto">{text}</span> }.into_any(),
    }
}

/// What to do about a problem, in the person's words.
pub(super) fn say(words: Words, problem: &Problem) -> String {
    let key = problem.key();
    match problem {
        Problem::OutOfRange { least, most } => {
            let bound = |bound: &Option<String>| bound.clone().unwrap_or_default().into();
            words.with(key, &[("least", bound(least)), ("most", bound(most))])
        }
        Problem::DayOutOfRange { first, last } => {
            let day = |day: &Option<_>| day.map(|day| words.date(day)).unwrap_or_default();
            words.with(
                key,
                &[("first", day(first).into()), ("last", day(last).into())],
            )
        }
        Problem::TooMany { most } => words.with(key, &[("most", (*most).into())]),
        Problem::TooLong { most, typed } => words.with(
            key,
            &[("most", (*most).into()), ("over", (typed - most).into())],
        ),
        _ => words.say(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{Answers, Questionnaire, Runner, SHIPPED};
    use crate::texts::Language;

    fn ask(key: &str, link_id: &str, refused: Option<(String, Problem)>) -> Ask {
        let shipped = SHIPPED.iter().find(|shipped| shipped.key == key).unwrap();
        let form = Questionnaire::read(shipped.document).unwrap();
        let answers = Answers::default();
        let question = Runner::new(&form, &answers)
            .question(link_id, Language::Da)
            .unwrap();
        Ask {
            question,
            action: "/questions/1/health".to_owned(),
            back: "/today".to_owned(),
            key: "k".to_owned(),
            kept: Kept::Named,
            about: None,
            refused,
        }
    }

    fn html(language: Language, ask: Ask) -> String {
        let words = Words::of(language);
        Owner::new_root(None).with(|| view! { <AskPage words ask/> }.to_html())
    }

    #[test]
    fn a_question_is_one_heading_large_rows_and_one_button() {
        let page = html(Language::Da, ask("self-rating", "health", None));
        assert_eq!(page.matches("<h1").count(), 1);
        assert_eq!(page.matches(r#"type="radio""#).count(), 5);
        assert!(page.contains("Spørgsmål 1 af 4"), "{page}");
        assert_eq!(page.matches(r#"class="primary""#).count(), 1);
        for deed in ["next", "skip", "not_today"] {
            assert!(page.contains(&format!(r#"value="{deed}""#)), "{deed}");
        }
        assert!(!page.contains("checked"), "nothing is chosen beforehand");
        assert!(!page.contains("error-summary"));
    }

    #[test]
    fn a_problem_stands_on_top_and_at_its_field_in_the_same_words() {
        let refused = Some((String::new(), Problem::Empty));
        let page = html(Language::Sv, ask("self-rating", "life", refused));
        assert!(page.contains("error-summary"), "{page}");
        assert!(page.contains(r##"href="#answer""##) && page.contains(r#"id="answer""#));
        assert_eq!(
            page.matches("Ge ett svar, eller välj Hoppa över.").count(),
            2
        );
        assert!(page.contains(r#"id="answer-problem""#));
        assert!(page.contains(r#"aria-describedby="answer-problem""#));
        // The question was loaded in Danish: a Swedish page says so to the screen reader.
        assert!(page.contains(r#"lang="da""#));
    }

    #[test]
    fn what_was_typed_is_given_back_and_stays_text() {
        let mut ask = ask("self-rating", "health", None);
        ask.question.field = Field::Lines;
        let evil = "<script>\n& \"quoted\"";
        let problem = Problem::TooLong { most: 5, typed: 19 };
        ask.refused = Some((evil.to_owned(), problem));
        let page = html(Language::En, ask);
        assert!(!page.contains("<script>"));
        assert!(page.contains("&lt;script&gt;\n&amp; "), "{page}");
        assert!(page.contains("Please make it 14 shorter"), "{page}");
    }

    #[test]
    fn every_sentence_of_this_room_exists_in_every_language() {
        let catalogue = include_str!("../../texts/en/questions.ftl");
        let keys: Vec<&str> = catalogue
            .lines()
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .filter(|key| key.starts_with("questions-"))
            .collect();
        assert!(keys.len() > 30);
        for (name, other) in [
            ("da", include_str!("../../texts/da/questions.ftl")),
            ("sv", include_str!("../../texts/sv/questions.ftl")),
            ("ar", include_str!("../../texts/ar/questions.ftl")),
        ] {
            for key in &keys {
                assert!(other.contains(&format!("{key} =")), "{name}: {key}");
            }
        }
    }
}
