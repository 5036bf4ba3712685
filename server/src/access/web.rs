//! `/more` and `/my-data`.

use app::access::page::{Looked, MorePage, MyDataPage};
use app::look::{Section, Viewer};
use axum::extract::State;
use jiff::Timestamp;
use leptos::prelude::*;

use super::store;
use crate::error::Error;
use crate::identity::Me;
use crate::programmes::naming::zone_of;
use crate::storage::Fault;
use crate::web::{App, Page, page};

/// How many lines of the log a person sees at once.
const MOST: i64 = 100;

/// `GET /more`
pub async fn more(State(app): State<App>, me: Me) -> Result<Page, Error> {
    let words = me.words;
    let new_messages = matches!(
        me.audience.viewer,
        Viewer::Participant {
            new_messages: true,
            ..
        }
    );
    let push_key = crate::notifications::vapid::key(&app.db)
        .await?
        .public()
        .to_owned();
    let (title, is_shared) = (words.say("more-title"), me.is_shared_phone);
    Ok(page(&me.audience, &title, Section::More, move || {
        view! { <MorePage words new_messages push_key is_shared/> }
    }))
}

/// `GET /my-data`
pub async fn my_data(State(app): State<App>, me: Me) -> Result<Page, Error> {
    let mut tx = app.db.read().await?;
    let zone = zone_of(&mut tx, &me.id).await?;
    let looked = store::entries(&mut tx, &me.id, MOST)
        .await?
        .into_iter()
        .map(|entry| {
            let at = Timestamp::from_millisecond(entry.at)
                .map_err(|_| Fault::Corrupt("access_log.at"))?;
            Ok(Looked {
                at,
                name: entry.name,
                role: entry.role,
                deed: entry.deed,
            })
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let words = me.words;
    let title = words.say("access-title");
    Ok(page(&me.audience, &title, Section::More, move || {
        view! { <MyDataPage words looked zone/> }
    }))
}
