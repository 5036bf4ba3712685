//! `/results/exports`: the files that others ask for, each with what it holds and why a cell is empty.

use leptos::prelude::*;

use super::super::exports::File;
use crate::look::{BackLink, Card};
use crate::texts::Words;

/// Every file of a programme, with its codebook, as CSV and as a workbook.
#[component]
pub fn ExportsPage(
    /// The reader's words.
    words: Words,
    /// What the programme is called.
    called: String,
    /// The programme's id, for the links.
    programme: String,
) -> impl IntoView {
    let files = File::ALL.map(|file| {
        let programme = programme.clone();
        view! { <OneFile words file programme/> }
    });
    view! {
        <BackLink words to=format!("/results?programme={programme}")/>
        <header>
            <h1>{words.say("exports-title")}</h1>
            <p class="hint">{called}</p>
        </header>
        <p>{words.say("exports-intro")}</p>
        {files.into_iter().collect_view()}
        <Card title=words.say("projects-title")>
            <p>{words.say("projects-intro")}</p>
            <p><a class="button" href=format!("/results/projects?programme={programme}")>{words.say("projects-link")}</a></p>
        </Card>
    }
}

/// One file: what it holds, what that rests on, why a cell is empty, and the ways to take it.
#[component]
fn OneFile(words: Words, file: File, programme: String) -> impl IntoView {
    let name = file.name();
    // keys: exports-*
    let say = move |what: &str| words.say(&format!("exports-{name}{what}"));
    let link = move |ending: &str| format!("/results/exports/{name}{ending}?programme={programme}");
    view! {
        <Card title=say("")>
            <p>{say("-holds")}</p>
            <dl>
                <dt>{words.say("exports-rests-on")}</dt>
                <dd>{say("-rests")}</dd>
                <dt>{words.say("exports-empty")}</dt>
                <dd>{say("-empty")}</dd>
            </dl>
            <p class="toolbar">
                <a class="button" href=link(".csv")>{words.say("exports-csv")}</a>
                <a class="button" href=link(".xlsx")>{words.say("exports-xlsx")}</a>
                <a href=link(".codebook.csv")>{words.say("yearly-codebook")}</a>
            </p>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{ExportsPage, ExportsPageProps};
    use crate::texts::{Language, Words};

    #[test]
    fn every_language_says_what_each_file_holds() {
        for language in Language::ALL {
            let props = ExportsPageProps {
                words: Words::of(language),
                called: "Koll på förmåga".into(),
                programme: "p1".into(),
            };
            let html = Owner::new().with(|| ExportsPage(props).to_html());
            assert!(!html.contains("Unknown localization"), "{html}");
            assert!(html.contains("/results/exports/skandia_inputs.xlsx?programme=p1"));
        }
    }
}
