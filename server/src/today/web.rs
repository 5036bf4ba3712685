//! `/today`, `/offline`, `/sign-out/waiting` and `/readyz`.

use app::anonymous::page::TokensWanted;
use app::appointments::page::TodayAppointments;
use app::look::{OfflinePage, Section, Viewer};
use app::pacing::day;
use app::pacing::page::{ActivityList, BudgetCard, CheckInCard, SuggestionCard, SuggestionTaken};
use app::questionnaires::pack::LeavingPage;
use app::questionnaires::{Answers, Runner};
use app::today::page::{TodayPage, Waiting};
use axum::extract::State;
use jiff::ToSpan;
use leptos::prelude::*;

use crate::error::Error;
use crate::identity::{Me, Reader};
use crate::pacing::replan::Offer;
use crate::programmes::naming;
use crate::web::{App, Page, page, page_again};
use crate::{anonymous, assets, pacing, questionnaires, scheduling};

/// `GET /today`: the day, complete without scripts. Opening it is a sign of life.
pub async fn show(State(app): State<App>, me: Me) -> Result<Page, Error> {
    shown(&app, &me, None).await
}

/// Today as it stands; `problem` is the key of a sentence about what could not be done.
pub async fn shown(app: &App, me: &Me, problem: Option<&'static str>) -> Result<Page, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let rules = naming::rules_of(&mut tx, &me.id).await?;
    let zone = rules.zone.clone();
    let today = naming::day(now, &zone);
    let known = pacing::history::known(&mut tx, &me.id, &rules, now).await?;
    let check_in = known.today.check_in;
    let budget = day(&known.history, known.today.clone(), &rules.pacing);
    let smaller = pacing::replan::offer(&mut tx, &me.id, &budget, &known, &rules).await?;
    let is_new_day = pacing::kept::is_news(&mut tx, &me.id, &budget).await?;
    let mut planned = known.today.activities.clone();
    planned.extend(known.later);
    let meetings = known.meetings;
    let waiting = questionnaires::answers::store::waiting(&mut tx, &me.id, now).await?;
    // Only a phone of one's own can go on to the next without us.
    let offered = if me.is_shared_phone { 1 } else { waiting.len() };
    let offer = |due: questionnaires::Waiting| Waiting {
        occasion: due.occasion.to_string(),
        title: due.questionnaire.title(me.words.language()).text,
        questions: Runner::new(&due.questionnaire, &Answers::default())
            .questions()
            .count(),
        until: naming::day(due.closes_at - 1.second(), &zone),
    };
    let waiting: Vec<Waiting> = waiting.into_iter().take(offered).map(offer).collect();
    let has_folder = app.settings.anonymous.is_some() && !me.is_shared_phone;
    let rounds = match has_folder {
        true => anonymous::wanted(&mut tx, &me.id, now).await?,
        false => Vec::new(),
    };
    let rounds: Vec<String> = rounds.iter().map(ToString::to_string).collect();
    let keeper = (!me.is_shared_phone).then(|| questionnaires::keeping::keeper(&me.id));
    // Only with something to answer is there something to have seen: no write otherwise.
    let is_news = !waiting.is_empty() && scheduling::store::has_unseen(&mut tx, &me.id).await?;
    tx.commit().await?;
    if is_news {
        let mut tx = app.db.write().await?;
        scheduling::store::seen(&mut tx, &me.id, now).await?;
        tx.commit().await?;
    }
    if is_new_day {
        pacing::kept::keep(&app.db, &me.id, &budget, now).await?;
    }
    let words = me.words;
    let new_messages = matches!(
        me.audience.viewer,
        Viewer::Participant {
            new_messages: true,
            ..
        }
    );
    // As people are greeted; a name of one word stays whole.
    let name = me
        .name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned();
    let title = words.say("today-title");
    let asked = check_in.is_none() || matches!(smaller, Offer::Smaller(_));
    let body = move || {
        let activities = budget.activities.clone();
        let costs = activities.clone();
        let offered = match smaller {
            Offer::Nothing => ().into_any(),
            Offer::Smaller(suggestion) => {
                view! { <SuggestionCard words suggestion planned today/> }.into_any()
            }
            Offer::Taken => view! { <SuggestionTaken words/> }.into_any(),
        };
        view! {
            <TodayPage words name today new_messages waiting keeper asked problem>
                <CheckInCard words check_in/>
                <BudgetCard words day=budget/>
                {offered}
                <TodayAppointments words appointments=meetings zone costs/>
                <ActivityList words activities/>
                {(!rounds.is_empty())
                    .then(|| view! { <TokensWanted rounds module=assets::blind()/> })}
            </TodayPage>
        }
    };
    Ok(match problem {
        Some(_) => page_again(&me.audience, &title, Section::Today, body),
        None => page(&me.audience, &title, Section::Today, body),
    })
}

/// `GET /offline`: the same for everyone, so that the service worker may keep it.
pub async fn offline(reader: Reader) -> Page {
    let words = reader.audience.words;
    let title = words.say("look-offline-title");
    page(
        &reader.audience,
        &title,
        Section::None,
        move || view! { <OfflinePage words/> },
    )
}

/// `GET /sign-out/waiting`: the same for everyone, for the service worker to keep and to show when
/// somebody signs out while answers wait that could not be sent.
pub async fn leaving(reader: Reader) -> Page {
    let words = reader.audience.words;
    let title = words.say("queue-leave-title");
    page(
        &reader.audience,
        &title,
        Section::None,
        move || view! { <LeavingPage words/> },
    )
}

/// `GET /readyz`: whether the database answers.
pub async fn ready(State(app): State<App>) -> Result<&'static str, Error> {
    let mut tx = app.db.read().await?;
    crate::storage::installation::value(&mut tx, "ready").await?;
    Ok("ok")
}
