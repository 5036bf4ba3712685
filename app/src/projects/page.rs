//! `/results/projects`: who wants rows without names, what was decided, and what was taken.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::{Basis, Kind, Problem, Project, ProjectForm, State};
use crate::look::{
    BackLink, Card, Choice, Empty, ErrorSummary, Notice, SelectField, Submit, TextArea, TextField,
    Weight,
};
use crate::texts::Words;

/// What the reader may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Ask for rows, and take them once somebody has approved.
    pub ask: bool,
    /// Decide.
    pub decide: bool,
}

/// Everything that the page shows.
#[derive(Clone, Debug)]
pub struct Projects {
    /// The programme's id, for the links.
    pub programme: String,
    /// What it is called.
    pub called: String,
    /// The newest first.
    pub all: Vec<Project>,
    /// What the reader may do.
    pub may: May,
    /// What is asked for, as typed.
    pub form: ProjectForm,
    /// What has to be mended; a decision's field ends with its project's id.
    pub problems: Vec<(String, &'static str)>,
    /// The key of a sentence about why nothing was taken.
    pub notice: Option<&'static str>,
    /// Where times are told.
    pub zone: TimeZone,
}

impl Projects {
    fn problem(&self, words: Words, field: &str) -> Option<String> {
        let found = self.problems.iter().find(|(of, _)| of == field);
        found.map(|(_, key)| words.say(key))
    }
}

impl From<Problem> for (String, &'static str) {
    fn from(problem: Problem) -> Self {
        (problem.field.to_owned(), problem.key)
    }
}

/// The list, and the form for a new one.
#[component]
pub fn ProjectsPage(
    /// The reader's words.
    words: Words,
    /// What it shows.
    projects: Projects,
) -> impl IntoView {
    let told: Vec<_> = projects
        .problems
        .iter()
        .map(|(field, key)| (field.clone(), words.say(key)))
        .collect();
    let summary = (!told.is_empty()).then(|| view! { <ErrorSummary words problems=told/> });
    let notice = projects
        .notice
        .map(|key| view! { <Notice><p>{words.say(key)}</p></Notice> });
    let ask = projects.may.ask.then(|| ask(words, &projects));
    let none = projects
        .all
        .is_empty()
        .then(|| view! { <Empty text=words.say("projects-none")/> });
    let all = projects
        .all
        .iter()
        .map(|project| one(words, &projects, project))
        .collect_view();
    view! {
        <BackLink words to=format!("/results/exports?programme={}", projects.programme)/>
        {summary}
        {notice}
        <header>
            <h1>{words.say("projects-title")}</h1>
            <p class="hint">{projects.called.clone()}</p>
        </header>
        <p>{words.say("projects-intro")}</p>
        <p><a href="/results/projects/before_after.codebook.csv">{words.say("yearly-codebook")}</a></p>
        {none}
        {all}
        {ask}
    }
}

fn ask(words: Words, projects: &Projects) -> impl IntoView + use<> {
    let (form, programme) = (projects.form.clone(), projects.programme.clone());
    let projects = projects.clone();
    let wrong = move |field: &str| projects.problem(words, field);
    let kinds = Kind::ALL
        .into_iter()
        .map(|it| {
            // keys: projects-kind-*
            let label = words.say(&format!("projects-kind-{}", it.as_str()));
            Choice::new(it.as_str(), label).chosen_if(form.kind == it.as_str())
        })
        .collect();
    let bases = Basis::ALL
        .into_iter()
        .map(|it| {
            // keys: projects-basis-*
            let label = words.say(&format!("projects-basis-{}", it.as_str()));
            Choice::new(it.as_str(), label).chosen_if(form.basis == it.as_str())
        })
        .collect();
    view! {
        <Card title=words.say("projects-ask")>
            <form method="post" action="/results/projects" novalidate>
                <input type="hidden" name="programme" value=programme/>
                <SelectField name="kind" label=words.say("projects-kind") problem=wrong("kind") options=kinds/>
                <TextField name="title" label=words.say("projects-name") hint=words.say("projects-name-hint")
                    value=form.title.clone() problem=wrong("title") autocomplete="off" required=true/>
                <TextArea name="wants" label=words.say("projects-wants") hint=words.say("projects-wants-hint")
                    value=form.wants.clone() problem=wrong("wants") required=true/>
                <SelectField name="basis" label=words.say("projects-basis") problem=wrong("basis") options=bases/>
                <TextField name="reference" label=words.say("projects-reference")
                    hint=words.say("projects-reference-hint") value=form.reference.clone()
                    problem=wrong("reference") autocomplete="off"/>
                <Submit text=words.say("projects-send")/>
            </form>
        </Card>
    }
}

fn when(words: Words, zone: &TimeZone, at: Timestamp) -> String {
    let at = at.to_zoned(zone.clone());
    format!("{}, {}", words.date(at.date()), words.time(at.time()))
}

fn one(words: Words, projects: &Projects, project: &Project) -> impl IntoView + use<> {
    let by = |key: &str, (name, at): &(String, Timestamp)| {
        let when = when(words, &projects.zone, *at);
        words.with(key, &[("name", name.clone().into()), ("when", when.into())])
    };
    let (state, reason) = match &project.state {
        State::Waiting => ("projects-waiting", None),
        State::Approved => ("projects-approved", None),
        State::Refused(reason) => ("projects-refused", Some(reason.clone())),
        State::TakenBack => ("projects-taken-back", None),
    };
    let decided = project
        .decided
        .as_ref()
        .map(|it| by("projects-decided-by", it));
    let takings = project.takings.iter().map(|(name, at, people)| {
        let said = words.with(
            "projects-took",
            &[
                ("name", name.clone().into()),
                ("when", when(words, &projects.zone, *at).into()),
                ("people", (*people).into()),
            ],
        );
        view! { <li>{said}</li> }
    });
    // keys: projects-kind-* projects-basis-*
    let kind = words.say(&format!("projects-kind-{}", project.kind.as_str()));
    let basis = words.say(&format!("projects-basis-{}", project.basis.as_str()));
    let reference = (!project.reference.is_empty())
        .then(|| view! { ": " <bdi>{project.reference.clone()}</bdi> });
    let reason = reason.map(|reason| {
        view! { <dt>{words.say("projects-reason")}</dt><dd><bdi>{reason}</bdi></dd> }
    });
    view! {
        <section class="card" aria-labelledby=format!("project-{}", project.id)>
            <h2 id=format!("project-{}", project.id)><bdi>{project.title.clone()}</bdi></h2>
            <p>{kind} " " <span class="badge">{words.say(state)}</span></p>
            <dl>
                <dt>{words.say("projects-wants")}</dt>
                <dd><bdi>{project.wants.clone()}</bdi></dd>
                <dt>{words.say("projects-basis")}</dt>
                <dd>{basis} {reference}</dd>
                {reason}
            </dl>
            <p class="hint">{by("projects-asked-by", &project.asked)}</p>
            {decided.map(|said| view! { <p class="hint">{said}</p> })}
            <ul>{takings.collect_view()}</ul>
            {deeds(words, projects, project)}
        </section>
    }
}

/// What the reader may do about one project.
fn deeds(words: Words, projects: &Projects, project: &Project) -> impl IntoView + use<> {
    let path = |deed: &str| format!("/results/projects/{}/{deed}", project.id);
    let is_open = project.state != State::TakenBack;
    let take = (projects.may.ask && project.state == State::Approved).then(|| {
        view! {
            <form method="post" action=path("before_after.csv")>
                <Submit text=words.say("projects-take")/>
            </form>
        }
    });
    let back = project.is_own.then(|| {
        let key = if is_open {
            "projects-take-back"
        } else {
            "projects-want-again"
        };
        view! {
            <form method="post" action=path("take-back")>
                <Submit text=words.say(key) name="deed".to_owned()
                    value=if is_open { "back" } else { "again" }.to_owned() weight=Weight::Quiet/>
            </form>
        }
    });
    let decide = (projects.may.decide && !project.is_own && is_open).then(|| {
        let field = format!("reason-{}", project.id);
        let problem = projects.problem(words, &field);
        let approve = (project.state != State::Approved).then(|| {
            view! {
                <Submit text=words.say("projects-approve") name="deed".to_owned() value="approve".to_owned()/>
            }
        });
        view! {
            <form method="post" action=path("decision") novalidate>
                <TextField name="reason" id=field label=words.say("projects-reason")
                    hint=words.say("projects-reason-hint") problem=problem autocomplete="off"/>
                <div class="actions">
                    {approve}
                    <Submit text=words.say("projects-refuse") name="deed".to_owned()
                        value="refuse".to_owned() weight=Weight::Quiet/>
                </div>
            </form>
        }
    });
    view! { {take} {decide} {back} }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use leptos::prelude::*;

    use super::{May, Projects, ProjectsPage, ProjectsPageProps};
    use crate::projects::{Basis, Kind, Project, ProjectForm, State};
    use crate::texts::{Language, Words};

    fn page(language: Language, state: State, may: May, is_own: bool) -> String {
        let at = Timestamp::UNIX_EPOCH;
        let project = Project {
            id: "x1".into(),
            kind: Kind::Partner,
            title: "Municipality".into(),
            wants: "Livelihood".into(),
            basis: Basis::Agreement,
            reference: "7/2026".into(),
            asked: ("Eva".into(), at),
            state,
            decided: Some(("Mette".into(), at)),
            takings: vec![("Eva".into(), at, 12)],
            is_own,
        };
        let projects = Projects {
            programme: "p1".into(),
            called: "Koll".into(),
            all: vec![project],
            may,
            form: ProjectForm::default(),
            problems: vec![("reason-x1".into(), "projects-reason-missing")],
            notice: Some("projects-too-few"),
            zone: TimeZone::UTC,
        };
        let props = ProjectsPageProps {
            words: Words::of(language),
            projects,
        };
        Owner::new().with(|| ProjectsPage(props).to_html())
    }

    #[test]
    fn nobody_decides_on_what_they_asked_for_themselves() {
        let all = May {
            ask: true,
            decide: true,
        };
        let own = page(Language::En, State::Waiting, all, true);
        assert!(!own.contains("x1/decision") && own.contains("x1/take-back"));
        let others = page(Language::En, State::Waiting, all, false);
        assert!(others.contains("x1/decision") && !others.contains("x1/take-back"));
        assert!(
            !others.contains("x1/before_after.csv"),
            "not before it is approved"
        );
        let approved = page(Language::En, State::Approved, all, false);
        assert!(approved.contains("x1/before_after.csv"));
        let looking = page(Language::En, State::Approved, May::default(), false);
        assert!(!looking.contains("<form"), "{looking}");
    }

    #[test]
    fn every_language_has_every_word() {
        let all = May {
            ask: true,
            decide: true,
        };
        for language in Language::ALL {
            for state in [
                State::Waiting,
                State::Approved,
                State::Refused("No".into()),
                State::TakenBack,
            ] {
                let html = page(language, state, all, true);
                assert!(!html.contains("Unknown localization"), "{html}");
                assert!(!html.contains("{$"), "{html}");
            }
        }
    }
}
