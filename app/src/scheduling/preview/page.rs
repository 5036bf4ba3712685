//! `/programmes/{id}/preview` and `/people/{id}/preview`: a month as it will be, day by day.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Foretold, month};
use crate::look::{BackLink, Card, Empty, Notice, Submit, Weight};
use crate::programmes::{Channel, Respondent, Whom};
use crate::texts::{Words, capital};

/// Whose month it is.
#[derive(Clone, Debug)]
pub struct Whose {
    /// The programme's name, or the person's.
    pub name: String,
    /// The page's own path.
    pub path: String,
    /// Where the page leads back to.
    pub back: String,
    /// The office's other programmes, by path and name; none for a person.
    pub others: Vec<(String, String)>,
    /// The invented person's first and last day; absent for a real one.
    pub invented: Option<(Date, Date)>,
    /// Why less leaves than the dates say.
    pub less: Option<Less>,
}

/// Why less leaves than the dates of a person say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Less {
    /// Nothing leaves at all.
    Quiet,
    /// A pause that ends when somebody ends it; what is shown is without it.
    Paused,
    /// A pause to the end of this day; what is shown is with it.
    PausedUntil(Date),
}

impl Less {
    fn said(self, words: Words) -> String {
        match self {
            Self::Quiet => words.say("scheduling-preview-less-quiet"),
            Self::Paused => words.say("scheduling-preview-less-paused"),
            Self::PausedUntil(last) => {
                let day = [("day", words.day(last).into())];
                words.with("scheduling-preview-less-paused-until", &day)
            }
        }
    }
}

/// Which month is shown, of which.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// The local day.
    pub today: Date,
    /// Months from that of `today`.
    pub ahead: i32,
    /// The first on the slider.
    pub from: i32,
    /// The last on the slider.
    pub to: i32,
}

/// One month.
#[component]
pub fn PreviewPage(
    /// The reader's language.
    words: Words,
    /// Whose.
    whose: Whose,
    /// Which month.
    shown: Shown,
    /// What leaves in it, in order.
    told: Vec<Foretold>,
    /// Questionnaires by key and title.
    titles: Vec<(String, String)>,
    /// The first month after this one in which anything leaves, when this one is empty.
    next: Option<Date>,
) -> impl IntoView {
    let first = month(shown.today, shown.ahead);
    let key = if whose.invented.is_some() {
        "scheduling-preview-title"
    } else {
        "scheduling-preview-title-person"
    };
    let invented = whose.invented.map(|(start, end)| {
        let (start, end) = (words.date(start), words.date(end));
        let places = [("start", start.into()), ("end", end.into())];
        view! { <p>{words.with("scheduling-preview-invented", &places)}</p> }
    });
    let less = whose
        .less
        .map(|less| view! { <Notice>{less.said(words)}</Notice> });
    let others = (whose.others.len() > 1).then(|| {
        let links = whose.others.iter().map(|(path, name)| {
            let here = (*path == whose.path).then_some("page");
            let to = format!("{path}?ahead={}", shown.ahead);
            view! { <li><a href=to aria-current=here>{name.clone()}</a></li> }
        });
        view! {
            <nav class="choose" aria-label=words.say("scheduling-preview-programmes")>
                <ul>{links.collect_view()}</ul>
            </nav>
        }
    });
    let days = if told.is_empty() {
        let leads = next.map(|next| {
            let ahead = shown.ahead + months_between(first, next);
            let text = words.with(
                "scheduling-preview-next-busy",
                &[("month", words.month(next).into())],
            );
            (format!("{}?ahead={ahead}", whose.path), text)
        });
        view! { <Empty text=words.say("scheduling-preview-empty") action=leads/> }.into_any()
    } else {
        let mut days: Vec<(Date, Vec<Foretold>)> = Vec::new();
        for it in told {
            let day = it.at.date();
            match days.last_mut() {
                Some((last, of_day)) if *last == day => of_day.push(it),
                _ => days.push((day, vec![it])),
            }
        }
        let days = days.into_iter().map(|(day, of_day)| {
            let lines = of_day.into_iter().map(|it| line(words, &titles, it));
            let lines = lines.collect_view();
            view! { <Card title=capital(&words.day(day))><ul class="list">{lines}</ul></Card> }
        });
        days.collect_view().into_any()
    };
    view! {
        <BackLink words to=whose.back.clone()/>
        <h1>{words.say(key)} " " <bdi>{whose.name.clone()}</bdi></h1>
        {invented}
        {less}
        {others}
        {slider(words, &whose.path, shown)}
        <h2>{words.month(first)}</h2>
        {days}
        <p class="hint">{words.say("scheduling-preview-hint")}</p>
    }
}

/// The months as a range, with links to the ones beside for whoever taps.
fn slider(words: Words, path: &str, shown: Shown) -> impl IntoView + use<> {
    let beside = |ahead: i32, rel: &'static str, key: &'static str| {
        let is_there = (shown.from..=shown.to).contains(&ahead);
        is_there.then(|| {
            let to = format!("{path}?ahead={ahead}");
            let places = [("month", words.month(month(shown.today, ahead)).into())];
            view! { <a class="button" rel=rel href=to>{words.with(key, &places)}</a> }
        })
    };
    let (first, last) = (month(shown.today, shown.from), month(shown.today, shown.to));
    let hint = words.with(
        "scheduling-preview-range",
        &[
            ("from", words.month(first).into()),
            ("to", words.month(last).into()),
        ],
    );
    view! {
        <form class="months" method="get" action=path.to_owned()>
            <label for="ahead">{words.say("scheduling-preview-month")}</label>
            <p class="hint" id="ahead-hint">{hint}</p>
            <input type="range" id="ahead" name="ahead" min=shown.from max=shown.to step="1"
                value=shown.ahead aria-describedby="ahead-hint"
                aria-valuetext=words.month(month(shown.today, shown.ahead))/>
            <p class="toolbar">
                {beside(shown.ahead - 1, "prev", "scheduling-preview-before")}
                <Submit text=words.say("scheduling-preview-show") weight=Weight::Plain/>
                {beside(shown.ahead + 1, "next", "scheduling-preview-after")}
            </p>
        </form>
    }
}

/// Hour, channel, what it is about and whom it goes to.
fn line(words: Words, titles: &[(String, String)], it: Foretold) -> impl IntoView + use<> {
    let at = it.at.strftime("%Y-%m-%dT%H:%M").to_string();
    let channel = words.say(match it.channel {
        Channel::Push => "scheduling-channel-push",
        Channel::Email => "scheduling-channel-email",
        Channel::Sms => "scheduling-channel-sms",
        Channel::Phone => "scheduling-channel-phone",
        Channel::Letter => "scheduling-channel-letter",
    });
    let channel = if it.tries > 1 {
        let places = [("channel", channel.into()), ("n", it.tries.into())];
        words.with("scheduling-preview-tries", &places)
    } else {
        channel
    };
    let called = |about: &Option<String>| match about {
        None => words.say("scheduling-preview-appointment"),
        Some(key) => {
            let title = titles.iter().find(|(known, _)| known == key);
            title.map_or_else(|| key.clone(), |(_, title)| title.clone())
        }
    };
    let about = called(&it.questionnaire);
    let also = it.also.iter().map(|also| {
        view! { " · " <b>{called(also)}</b> }
    });
    let also = also.collect_view();
    let one = (!it.also.is_empty()).then_some("scheduling-preview-one-message");
    let waited = it.waited.then_some("scheduling-preview-waited");
    let to = words.say(match (it.respondent, it.whom) {
        (Respondent::Participant, Whom::Person) => "scheduling-preview-to-participant",
        (Respondent::Participant, Whom::ContactPerson) => "scheduling-preview-to-contact-person",
        (Respondent::Staff, _) => "scheduling-preview-to-staff",
        (Respondent::Partner, _) => "scheduling-preview-to-partner",
        (Respondent::Coordinator, _) => "scheduling-preview-to-coordinator",
        (Respondent::Referrer, _) => "scheduling-preview-to-referrer",
    });
    let by = words.with(
        "scheduling-preview-by",
        &[("channel", channel.into()), ("to", to.into())],
    );
    let when = if it.is_notice {
        Some("scheduling-preview-notice")
    } else {
        it.is_repeat.then_some("scheduling-preview-repeat")
    };
    let hints = [one, waited, when].into_iter().flatten();
    let hints = hints.map(|key| view! { " " <span class="hint">{words.say(key)}</span> });
    let hints = hints.collect_view();
    view! {
        <li>
            <time datetime=at>{words.time(it.at.time())}</time> " " <b>{about}</b> {also}
            <br/>
            {by} {hints}
        </li>
    }
}

fn months_between(from: Date, to: Date) -> i32 {
    let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    months(to) - months(from)
}
