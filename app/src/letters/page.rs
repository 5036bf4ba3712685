//! `/letters/{contact}`: one letter on A4, ready to print, and what to do with it.

use jiff::civil::Date;
use leptos::prelude::*;

use super::PostalAddress;
use crate::look::{BackLink, ErrorSummary, Submit, TextArea, Weight};
use crate::programmes::Country;
use crate::texts::Words;

/// Everything that stands in one letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The language of the person it goes to.
    pub words: Words,
    /// Whose envelopes are used: their windows differ.
    pub country: Country,
    /// As the person is called.
    pub name: String,
    /// Where post goes.
    pub address: PostalAddress,
    /// The office that writes.
    pub office: String,
    /// The local day.
    pub today: Date,
    /// The last day on which the link works.
    pub until: Date,
    /// The link as a QR code in SVG.
    pub qr: String,
    /// The link as it is typed: without the scheme, its code in groups.
    pub link: String,
    /// The coordinator's name.
    pub coordinator: String,
    /// The coordinator's telephone number, when there is one.
    pub phone: Option<String>,
}

/// The letter as it is printed, with the forms around it that are not.
#[component]
pub fn LetterPage(
    /// The reader's language.
    words: Words,
    /// The contact, for the forms.
    contact: String,
    /// The letter.
    letter: Letter,
    /// The address as typed, when it comes back with something to mend.
    typed: Option<String>,
) -> impl IntoView {
    let problem = typed.is_some().then(|| words.say("letters-address-long"));
    let summary = problem.clone().map(
        |problem| view! { <ErrorSummary words problems=vec![("address".to_owned(), problem)]/> },
    );
    let address = typed.unwrap_or_else(|| letter.address.text());
    let action = format!("/letters/{contact}");
    let sent = format!("/letters/{contact}/sent");
    view! {
        <BackLink words to="/desk"/>
        {summary}
        <h1>{words.say("letters-title")} " " <bdi>{letter.name.clone()}</bdi></h1>
        <p class="hint">{words.say("letters-how")}</p>
        <form class="address" method="post" action=action novalidate>
            <TextArea name="address" label=words.say("letters-address") hint=words.say("letters-address-hint")
                value=address problem=problem rows=3/>
            <Submit text=words.say("letters-address-save") weight=Weight::Plain/>
        </form>
        {sheet(letter)}
        <form class="toolbar" method="post" action=sent>
            <Submit text=words.say("letters-sent")/>
        </form>
        <p class="hint unprinted">{words.say("letters-again")}</p>
    }
}

/// The sheet itself, in the language of the person.
fn sheet(letter: Letter) -> impl IntoView {
    let words = letter.words;
    let window = match letter.country {
        Country::Denmark => "window left-window",
        Country::Sweden => "window right-window",
    };
    let lines = letter.address.lines().iter();
    let lines = lines.map(|line| view! { <br/> {line.clone()} });
    let lines = lines.collect_view();
    let greeting = words.with("letters-greeting", &[("name", letter.name.clone().into())]);
    let until = words.with("letters-until", &[("day", words.date(letter.until).into())]);
    let call = letter.phone.clone().map(|phone| {
        // A number runs from left to right in every language.
        let places = [("phone", format!("\u{2066}{phone}\u{2069}").into())];
        view! { <p>{words.with("letters-call", &places)}</p> }
    });
    let phone = letter.phone.map(|phone| view! { <br/> <bdi>{phone}</bdi> });
    view! {
        <article class="letter" lang=words.language().tag() dir=words.language().direction()
            aria-label=words.say("letters-label")>
            <p class="sender">{letter.office.clone()}</p>
            <address class=window dir="auto"><bdi>{letter.name}</bdi> {lines}</address>
            <p class="dated">{words.date(letter.today)}</p>
            <p>{greeting}</p>
            <p>{words.say("letters-why")}</p>
            <div class="way">
                <div class="qr" role="img" aria-label=words.say("letters-qr") inner_html=letter.qr></div>
                <div>
                    <p>{words.say("letters-scan")}</p>
                    <p>{words.say("letters-type")}</p>
                    <p class="code" dir="ltr">{letter.link}</p>
                </div>
            </div>
            <p>{until}</p>
            <p>{words.say("letters-free")}</p>
            {call}
            <p>{words.say("letters-regards")}</p>
            <p><bdi>{letter.coordinator}</bdi> {phone} <br/> {letter.office}</p>
        </article>
    }
}
