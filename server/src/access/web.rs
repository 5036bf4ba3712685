//! `/more`: what else there is.

use app::access::page::MorePage;
use app::look::{Section, Viewer};
use axum::extract::State;
use leptos::prelude::*;

use crate::error::Error;
use crate::identity::Me;
use crate::web::{App, Page, page};

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
