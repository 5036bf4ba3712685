//! `/my-data`: what is kept, who sees it, and what its owner may do about it.

use app::look::Section;
use app::own::kept::Kind;
use app::own::page::{Looked, MyData, MyDataPage};
use app::own::{OwnConsent, SignedInOn};
use axum::extract::State;
use axum::http::HeaderMap;
use jiff::Timestamp;
use leptos::prelude::*;

use super::store::{self, carrying, tables};
use crate::access;
use crate::error::Error;
use crate::identity::{Me, sessions, store as identity};
use crate::participants::consents::store as consents;
use crate::participants::guardian::store as guardian;
use crate::programmes::naming::{names, zone_of};
use crate::projects;
use crate::storage::{Fault, Tx};
use crate::web::{App, Page, page};

/// How many lines of the log a person sees at once; the file has all of them.
const MOST: i64 = 100;

/// `GET /my-data`
pub async fn show(State(app): State<App>, me: Me, headers: HeaderMap) -> Result<Page, Error> {
    let mut tx = app.db.read().await?;
    let asked = store::of_person(&mut tx, &me.id).await?;
    let token = sessions::token(&app.settings, &headers).unwrap_or_default();
    let data = MyData {
        kept: kept(&mut tx, &me).await?,
        turned: store::turned(&mut tx, &me.id).await?,
        consents: own_consents(&mut tx, &me).await?,
        decides: guardian::decides(&mut tx, &me.id).await?,
        phones: phones(&mut tx, &me, &token, app.clock.now()).await?,
        erasure: asked.into_iter().next(),
        projects: projects::store::with(&mut tx, &me.id).await?,
        looked: looked(&mut tx, &me).await?,
        zone: zone_of(&mut tx, &me.id).await?,
    };
    tx.commit().await?;
    let words = me.words;
    let title = words.say("mine-title");
    Ok(page(&me.audience, &title, Section::More, move || {
        view! { <MyDataPage words data/> }
    }))
}

/// The kinds of which something is kept, each with how many rows it has.
async fn kept(tx: &mut Tx, me: &Me) -> Result<Vec<(Kind, i64)>, Fault> {
    let mut all: Vec<(Kind, i64)> = Kind::ALL.into_iter().map(|kind| (kind, 0)).collect();
    for table in tables::all() {
        let many = carrying::many(tx, table, &me.id).await?;
        for (kind, count) in &mut all {
            *count += if *kind == table.kind { many } else { 0 };
        }
    }
    all.retain(|(_, count)| *count > 0);
    Ok(all)
}

async fn own_consents(tx: &mut Tx, me: &Me) -> Result<Vec<OwnConsent>, Fault> {
    let names = names(tx, &me.organisation, me.words.language()).await?;
    let all = consents::of_person(tx, &me.id).await?;
    let name = |id: &str| names.iter().find(|(it, _)| it == id).map(|it| it.1.clone());
    let own = |it: consents::Kept| OwnConsent {
        programme: name(it.programme.as_str()).unwrap_or_default(),
        id: it.id,
        kind: consents::word(it.kind).to_owned(),
        parties: it.parties,
        given_at: it.given_at,
        until: it.until,
        withdrawn_at: it.withdrawn_at,
    };
    Ok(all.into_iter().map(own).collect())
}

async fn phones(
    tx: &mut Tx,
    me: &Me,
    token: &str,
    now: Timestamp,
) -> Result<Vec<SignedInOn>, Fault> {
    let this = sessions::hash(token);
    let all = identity::sessions_of(tx, &me.id, now).await?;
    let phone = |(hash, is_shared, since, seen): (String, bool, Timestamp, Timestamp)| SignedInOn {
        is_this: hash == this,
        is_shared,
        since,
        seen,
    };
    Ok(all.into_iter().map(phone).collect())
}

async fn looked(tx: &mut Tx, me: &Me) -> Result<Vec<Looked>, Fault> {
    let entries = access::store::entries(tx, &me.id, MOST).await?;
    let looked = entries.into_iter().map(|entry| {
        let at = Timestamp::from_millisecond(entry.at);
        Ok(Looked {
            at: at.map_err(|_| Fault::Corrupt("access_log.at"))?,
            name: entry.name,
            role: entry.role,
            deed: entry.deed,
        })
    });
    looked.collect()
}
