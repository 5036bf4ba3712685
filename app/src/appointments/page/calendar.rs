//! `/appointments/calendar`: an address that a calendar on the phone follows.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::look::{BackLink, Card, Choice, Choices, Notice, Submit, TextField, Weight};
use crate::texts::Words;

/// What is known of somebody's calendar address.
#[derive(Clone, Debug, Default)]
pub struct FeedState {
    /// Since when there is one.
    pub since: Option<Date>,
    /// Whether entries say what, where and with whom.
    pub details: bool,
    /// The address, right after it was made: it is kept nowhere.
    pub made: Option<String>,
    /// Name and address are protected: nothing leaves.
    pub is_protected: bool,
}

/// The page on which an address is made, made anew, and switched off.
#[component]
pub fn CalendarPage(
    /// The reader's language.
    words: Words,
    /// How things stand.
    feed: FeedState,
) -> impl IntoView {
    if feed.is_protected {
        return view! {
            <BackLink words to="/appointments"/>
            <h1>{words.say("calendar-title")}</h1>
            <p>{words.say("calendar-protected")}</p>
        }
        .into_any();
    }
    let made = feed.made.map(|address| {
        view! {
            <Notice>
                <p>{words.say("calendar-made")}</p>
                <TextField name="address" label=words.say("calendar-address") value=address autocomplete="off"/>
                <p>{words.say("calendar-once")}</p>
            </Notice>
        }
    });
    let choice = |value: &str, key: &str| {
        Choice::new(value, words.say(key)).chosen_if((value == "yes") == feed.details)
    };
    let options = vec![
        choice("no", "calendar-details-no"),
        choice("yes", "calendar-details-yes"),
    ];
    let (since, make) = match feed.since {
        None => (
            view! { <p>{words.say("calendar-none")}</p> }.into_any(),
            "calendar-make",
        ),
        Some(day) => {
            let since = words.with("calendar-since", &[("day", words.date(day).into())]);
            (view! { <p>{since}</p> }.into_any(), "calendar-anew")
        }
    };
    let stop = feed.since.map(|_| {
        view! {
            <Submit
                text=words.say("calendar-stop") weight=Weight::Quiet
                name="deed".to_owned() value="stop".to_owned()
            />
        }
    });
    let anew = feed
        .since
        .map(|_| view! { <p class="hint">{words.say("calendar-anew-hint")}</p> });
    view! {
        <BackLink words to="/appointments"/>
        <h1>{words.say("calendar-title")}</h1>
        {made}
        <p>{words.say("calendar-text")}</p>
        <Card title=words.say("calendar-says")>
            <form method="post" action="/appointments/calendar">
                <Choices name="details" legend=words.say("calendar-details") options=options/>
                <Submit
                    text=words.say("calendar-save") weight=Weight::Plain
                    name="deed".to_owned() value="save".to_owned()
                />
            </form>
        </Card>
        <Card title=words.say("calendar-follow")>
            {since}
            {anew}
            <form class="actions" method="post" action="/appointments/calendar">
                <Submit text=words.say(make) name="deed".to_owned() value="make".to_owned()/>
                {stop}
            </form>
        </Card>
    }
    .into_any()
}
