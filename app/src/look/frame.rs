//! The document around every page: head, skip link, header, the way around, help, languages.

use leptos::prelude::*;

use super::appearance::Theme;
use super::around::{about, aloud, help, languages, offline, update};
use super::icons;
use crate::texts::Words;

/// Everything around a page's own content.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language the page is in.
    pub words: Words,
    /// What the page is called; the name of the app follows it.
    pub title: String,
    /// Path of this page with its query, where choosing a language leads back to.
    pub here: String,
    /// Which entry of the bar or rail is the current one.
    pub section: Section,
    /// Who looks at the page.
    pub viewer: Viewer,
    /// The files that the page loads.
    pub assets: Assets,
    /// Whether a form comes back with something to mend; the title says so first.
    pub problem: bool,
    /// The colours that this device was told to show.
    pub theme: Theme,
}

/// The files that a page loads, by their URLs, and the nonce that lets its scripts run.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The module that wakes islands; only on a page that has one.
    pub start: Option<String>,
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: String,
    /// The small script that registers `/worker.js`; on participants' pages only.
    pub worker: Option<String>,
}

/// The entries of the bottom bar (participants) and of the left rail (staff).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// A page that stands in none of them.
    #[default]
    None,
    /// `/today`.
    Today,
    /// `/plan`.
    Plan,
    /// `/appointments`.
    Appointments,
    /// `/more`.
    More,
    /// `/desk`.
    Desk,
    /// `/people`.
    People,
    /// `/results`.
    Results,
    /// `/programmes`.
    Programmes,
    /// `/questionnaires`.
    Questionnaires,
}

/// Who looks at a page, and what they need on every page.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// Nobody is signed in.
    Nobody,
    /// A participant, on their own phone or a shared one.
    Participant {
        /// Whom to call; on every page, at the same place.
        coordinator: Option<Coordinator>,
        /// Whether there is a message they have not read.
        new_messages: bool,
    },
    /// Someone who works with participants or with results.
    Staff {
        /// Their name.
        name: String,
        /// Whether they see aggregates and nothing else.
        results_only: bool,
        /// Whether they write what people are asked.
        writes: bool,
    },
    /// Someone who looks after definitions, and sees neither people nor results.
    Administrator {
        /// Their name.
        name: String,
    },
}

/// The person a participant can turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordinator {
    /// Their name.
    pub name: String,
    /// Their telephone number as it is dialled; spaces are allowed.
    pub phone: Option<String>,
    /// Where their photo is, if there is one.
    pub photo: Option<String>,
}

impl Section {
    fn path(self) -> &'static str {
        match self {
            Self::None => "/",
            Self::Today => "/today",
            Self::Plan => "/plan",
            Self::Appointments => "/appointments",
            Self::More => "/more",
            Self::Desk => "/desk",
            Self::People => "/people",
            Self::Results => "/results",
            Self::Programmes => "/programmes",
            Self::Questionnaires => "/questionnaires",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::None => "app-name",
            Self::Today => "look-today",
            Self::Plan => "look-plan",
            Self::Appointments => "look-appointments",
            Self::More => "look-more",
            Self::Desk => "look-desk",
            Self::People => "look-people",
            Self::Results => "look-results",
            Self::Programmes => "look-programmes",
            Self::Questionnaires => "look-questionnaires",
        }
    }

    fn icon(self) -> AnyView {
        match self {
            Self::None => icons::mark().into_any(),
            Self::Today => icons::today().into_any(),
            Self::Plan => icons::plan().into_any(),
            Self::Appointments => icons::appointments().into_any(),
            Self::More => icons::more().into_any(),
            Self::Desk => icons::desk().into_any(),
            Self::People => icons::people().into_any(),
            Self::Results => icons::results().into_any(),
            Self::Programmes => icons::plan().into_any(),
            Self::Questionnaires => icons::questionnaires().into_any(),
        }
    }
}

impl Viewer {
    /// The entries this viewer has, always in this order.
    fn sections(&self) -> &'static [Section] {
        match self {
            Self::Nobody => &[],
            Self::Participant { .. } => &[
                Section::Today,
                Section::Plan,
                Section::Appointments,
                Section::More,
            ],
            Self::Staff {
                results_only: true, ..
            } => &[Section::Results],
            Self::Staff { writes: true, .. } => &[
                Section::Desk,
                Section::People,
                Section::Questionnaires,
                Section::Results,
            ],
            Self::Staff { .. } => &[Section::Desk, Section::People, Section::Results],
            Self::Administrator { .. } => &[Section::Programmes, Section::Questionnaires],
        }
    }

    fn class(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Participant { .. } => "participant",
            Self::Staff { .. } | Self::Administrator { .. } => "staff",
        }
    }
}

/// The whole HTML document around a finished body; the doctype goes before it.
#[component]
pub fn Document(
    /// What stands around the page's own content.
    frame: Frame,
    /// The page's own content: finished HTML, rendered by a page component.
    body: String,
) -> impl IntoView {
    let Frame {
        words,
        title,
        here,
        section,
        viewer,
        assets,
        problem,
        theme,
    } = frame;
    let title = format!("{title} – {}", words.say("app-name"));
    let title = if problem {
        words.with("look-problem-title", &[("title", title.into())])
    } else {
        title
    };
    // Only a participant's app starts at Today, so only they are offered to install it.
    let is_staff = viewer.class() == "staff";
    let home = viewer
        .sections()
        .first()
        .map_or("/", |section| section.path());
    view! {
        <html lang=words.language().tag() dir=words.language().direction() data-theme=theme.attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <title>{title}</title>
                <link rel="stylesheet" href=assets.style/>
                <meta name="color-scheme" content=theme.schemes()/>
                {around_the_page(theme)}
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-192.png"/>
                {(!is_staff).then(|| view! { <link rel="manifest" href="/manifest.webmanifest"/> })}
                {script(assets.start, &assets.nonce)}
                {script(assets.worker, &assets.nonce)}
            </head>
            <body class=viewer.class()>
                <a class="skip" href="#main">{words.say("look-skip")}</a>
                <header class="top">
                    <a class="brand" href=home>{icons::mark()} {words.say("app-name")}</a>
                    {aloud(words, &viewer)}
                </header>
                {way_around(words, section, &viewer)}
                {offline(words, &viewer)}
                <main id="main" tabindex="-1" inner_html=body></main>
                <footer class="bottom">
                    {help(words, &viewer)}
                    {languages(words, &here)}
                    {about(words)}
                    {update(words, &viewer)}
                </footer>
            </body>
        </html>
    }
}

/// The colour of what the browser draws around the page.
fn around_the_page(theme: Theme) -> AnyView {
    let of = |colour: &'static str| leptos::html::meta().name("theme-color").content(colour);
    let both = |light, dark| {
        let light = of(light).attr("media", "(prefers-color-scheme: light)");
        let dark = of(dark).attr("media", "(prefers-color-scheme: dark)");
        (light, dark).into_any()
    };
    match theme {
        Theme::Light => of("#faf7f2").into_any(),
        Theme::Dark => of("#14211e").into_any(),
        Theme::Quiet => both("#f3f5f3", "#18211f"),
        Theme::Device => both("#faf7f2", "#14211e"),
    }
}

/// A module that runs after the page is shown, allowed by the nonce of the answer.
fn script(url: Option<String>, nonce: &str) -> impl IntoView + use<> {
    let nonce = nonce.to_owned();
    url.map(|url| view! { <script type="module" nonce=nonce src=url></script> })
}

/// The bar at the bottom of a phone, or the rail at the side of a desk.
fn way_around(words: Words, current: Section, viewer: &Viewer) -> Option<impl IntoView + use<>> {
    let sections = viewer.sections();
    let has_new = matches!(
        viewer,
        Viewer::Participant {
            new_messages: true,
            ..
        }
    );
    let entries = sections
        .iter()
        .map(|&section| {
            let here = (section == current).then_some("page");
            let new = (has_new && section == Section::More).then(|| {
                view! { <span class="dot">{words.say("look-new-messages")}</span> }
            });
            view! {
                <li>
                    <a href=section.path() aria-current=here>
                        {section.icon()} <span>{words.say(section.key())}</span> {new}
                    </a>
                </li>
            }
        })
        .collect_view();
    let person = match viewer {
        Viewer::Staff { name, .. } | Viewer::Administrator { name } => {
            let name = name.clone();
            Some(view! {
                <form class="me" method="post" action="/sign-out">
                    <bdi>{name}</bdi>
                    <button class="quiet">{words.say("look-sign-out")}</button>
                </form>
            })
        }
        _ => None,
    };
    (!sections.is_empty()).then(|| {
        view! {
            <nav class="bar" aria-label=words.say("look-sections")>
                <ul>{entries}</ul>
                {person}
            </nav>
        }
    })
}
