//! `/people/{id}/background`: what an evaluation compares, as staff note it.

use leptos::prelude::*;

use super::{problem_of, summary};
use crate::look::{BackLink, Choice, SelectField, Submit};
use crate::participants::{BackgroundForm, Education, Problem, SHARES, Sex};
use crate::texts::Words;

/// What may be chosen, each by its code and what it is called.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// What one may live on.
    pub sources: Vec<(String, String)>,
    /// The tracks of the programme.
    pub tracks: Vec<(String, String)>,
}

impl Offered {
    /// The codes alone.
    pub fn codes(offered: &[(String, String)]) -> Vec<String> {
        offered.iter().map(|(code, _)| code.clone()).collect()
    }
}

/// Sex, education, livelihood before and after, and the track.
#[component]
pub fn BackgroundPage(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    id: String,
    /// The person's name.
    name: String,
    /// As known, or as typed.
    form: BackgroundForm,
    /// What may be chosen.
    offered: Offered,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| problem_of(words, &problems, field);
    let choices = |chosen: &str, of: Vec<(String, String)>| -> Vec<Choice> {
        let none = Choice::new("", words.say("background-not-known"));
        std::iter::once(none)
            .chain(
                of.into_iter()
                    .map(|(code, called)| Choice::new(code, called)),
            )
            .map(|it| {
                let is_it = it.value == chosen;
                it.chosen_if(is_it)
            })
            .collect()
    };
    // keys: background-sex-*
    let sexes = Sex::ALL.map(|it| {
        let word = it.as_str();
        (
            word.to_owned(),
            words.say(&format!("background-sex-{word}")),
        )
    });
    // keys: background-education-*
    let educations = Education::ALL.map(|it| {
        let word = it.as_str();
        (
            word.to_owned(),
            words.say(&format!("background-education-{word}")),
        )
    });
    let shares = SHARES.map(|share| {
        let said = words.with("insight-percent", &[("share", share.to_string().into())]);
        (share.to_string(), said)
    });
    let (before, at_end) = (
        choices(&form.before, offered.sources.clone()),
        choices(&form.at_end, offered.sources),
    );
    let (before_share, at_end_share) = (
        choices(&form.before_share, shares.clone().into()),
        choices(&form.at_end_share, shares.into()),
    );
    let track = (!offered.tracks.is_empty()).then(|| {
        view! {
            <SelectField name="track" label=words.say("background-track") problem=wrong("track")
                options=choices(&form.track, offered.tracks)/>
        }
    });
    view! {
        <BackLink words to=format!("/people/{id}")/>
        {summary(words, &problems)}
        <h1>{words.say("background-title")} " " <bdi>{name}</bdi></h1>
        <p class="hint">{words.say("background-why")}</p>
        <form method="post" action=format!("/people/{id}/background") novalidate>
            <SelectField name="sex" label=words.say("background-sex") problem=wrong("sex")
                options=choices(&form.sex, sexes.into())/>
            <SelectField name="education" label=words.say("background-education")
                hint=words.say("background-education-hint") problem=wrong("education")
                options=choices(&form.education, educations.into())/>
            <SelectField name="before" label=words.say("background-before") problem=wrong("before")
                options=before/>
            <SelectField name="before_share" label=words.say("background-share") options=before_share/>
            <SelectField name="at_end" label=words.say("background-at-end") problem=wrong("at_end")
                options=at_end/>
            <SelectField name="at_end_share" label=words.say("background-share-end")
                options=at_end_share/>
            {track}
            <Submit text=words.say("people-save")/>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{BackgroundPage, BackgroundPageProps, Offered};
    use crate::participants::{BackgroundForm, Problem};
    use crate::questionnaires::livelihood_sources;
    use crate::texts::{Language, Words};

    #[test]
    fn every_language_has_every_word_and_what_was_chosen_stays_chosen() {
        for language in Language::ALL {
            let props = BackgroundPageProps {
                words: Words::of(language),
                id: "p1".into(),
                name: "Ada".into(),
                form: BackgroundForm {
                    sex: "woman".into(),
                    before: "social_assistance".into(),
                    before_share: "75".into(),
                    ..BackgroundForm::default()
                },
                offered: Offered {
                    sources: livelihood_sources(language),
                    tracks: vec![("activity".into(), "Activity".into())],
                },
                problems: vec![Problem {
                    field: "track",
                    key: "background-choose",
                }],
            };
            let html = Owner::new().with(|| BackgroundPage(props).to_html());
            assert!(!html.contains("Unknown localization"), "{html}");
            for chosen in ["woman", "social_assistance", "75"] {
                let chosen = format!("value=\"{chosen}\" selected");
                assert!(html.contains(&chosen), "{chosen}: {html}");
            }
        }
    }
}
