//! What a handler may know of its visitor, taken from the session.

use app::identity::Role;
use app::ids::{OrganisationId, ParticipantId, StaffId};
use app::look::{Appearance, Coordinator, Viewer};
use app::texts::{Language, Words};
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use jiff::SignedDuration;

use super::sessions::{self, cookie};
use super::store::{self, Session, Whose};
use crate::error::Error;
use crate::storage::Tx;
use crate::web::{App, Audience};
use crate::{messages, organisations, participants};

/// The cookie that remembers a language for pages without a session. Not personal.
pub(super) const LANGUAGE_COOKIE: &str = "dagsform-language";

/// The cookie that remembers how this device shows pages. Not personal.
pub const APPEARANCE_COOKIE: &str = "dagsform-look";

/// How this device was told to show pages.
pub fn appearance(headers: &HeaderMap) -> Appearance {
    let kept = cookie(headers, APPEARANCE_COOKIE);
    kept.map_or_else(Appearance::default, |kept| Appearance::of(&kept))
}

/// The language that somebody chose for pages without a session.
pub fn chosen_language(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE_COOKIE).and_then(|tag| Language::of_tag(&tag))
}

/// The language of someone who may not be signed in.
pub fn language(headers: &HeaderMap) -> Language {
    let asked = || {
        let header = headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|header| header.to_str().ok());
        Language::accepted(header.unwrap_or_default())
    };
    chosen_language(headers).unwrap_or_else(asked)
}

/// Someone who reads a page that needs no session.
#[derive(Clone, Debug)]
pub struct Reader {
    /// For whom the page is rendered.
    pub audience: Audience,
    /// Whose session this is, if there is one.
    pub whose: Option<Whose>,
    /// Nothing may be kept on this phone.
    pub is_shared_phone: bool,
}

/// The participant who is signed in.
#[derive(Clone, Debug)]
pub struct Me {
    /// Who.
    pub id: ParticipantId,
    /// Of which office.
    pub organisation: OrganisationId,
    /// As the person is called.
    pub name: String,
    /// In the language the person reads.
    pub words: Words,
    /// For whom the page is rendered.
    pub audience: Audience,
    /// Nothing may be kept on this phone.
    pub is_shared_phone: bool,
}

/// The member of staff who is signed in.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// Of which office.
    pub organisation: OrganisationId,
    /// As colleagues call them.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// In the language they read.
    pub words: Words,
    /// For whom the page is rendered.
    pub audience: Audience,
}

/// How old a session's last use may be before it is written down again.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// The session of a request, read in a transaction that may go on to read whose it is.
async fn session(tx: &mut Tx, parts: &Parts, app: &App) -> Result<Option<Session>, Error> {
    match sessions::token(&app.settings, &parts.headers) {
        Some(token) => Ok(store::session(tx, &token, app.clock.now()).await?),
        None => Ok(None),
    }
}

/// Writes down that a session was used, unless it was not long ago.
async fn roll_on(session: &Session, parts: &Parts, app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    if now.duration_since(session.seen_at) <= FRESH {
        return Ok(());
    }
    let Some(token) = sessions::token(&app.settings, &parts.headers) else {
        return Ok(());
    };
    let idle = match (&session.whose, session.shared_phone) {
        (Whose::Staff(_), _) => sessions::STAFF.idle,
        (Whose::Participant(_), true) => sessions::SHARED_PHONE.idle,
        (Whose::Participant(_), false) => sessions::OWN_PHONE.idle,
    };
    let mut tx = app.db.write().await?;
    store::touch_session(&mut tx, &token, now, idle).await?;
    Ok(tx.commit().await?)
}

/// The path that a page leads back to: only what a GET can show again.
fn here(parts: &Parts) -> String {
    // Routes within routes see only the end of the address.
    let original = parts.extensions.get::<OriginalUri>();
    let uri = original.map_or(&parts.uri, |original| &original.0);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    if parts.method == Method::GET {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

impl FromRequestParts<App> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let mut tx = app.db.read().await?;
        let session = session(&mut tx, parts, app).await?;
        tx.commit().await?;
        if let Some(session) = &session {
            roll_on(session, parts, app).await?;
        }
        let is_shared_phone = session.as_ref().is_some_and(|it| it.shared_phone);
        let whose = session.map(|session| session.whose);
        let audience = Audience::nobody(language(&parts.headers), &here(parts))
            .shown_as(appearance(&parts.headers));
        Ok(Self {
            audience,
            whose,
            is_shared_phone,
        })
    }
}

impl FromRequestParts<App> for Me {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let mut tx = app.db.read().await?;
        let session = session(&mut tx, parts, app).await?;
        let session = session.ok_or(Error::NotSignedIn)?;
        let Whose::Participant(id) = session.whose.clone() else {
            return Err(Error::NotAllowed);
        };
        let person = participants::store::participant(&mut tx, &id).await?;
        let coordinator = participants::store::coordinator_of(&mut tx, &id).await?;
        let new_messages = messages::store::has_new_for_participant(&mut tx, &id).await?;
        tx.commit().await?;
        roll_on(&session, parts, app).await?;
        let appearance = appearance(&parts.headers);
        let words = Words::of(person.language).said_simply(appearance.easy);
        let coordinator = coordinator.map(|(name, phone, photo)| Coordinator {
            name,
            phone,
            photo: photo.map(|version| format!("/coordinator.jpg?v={version}")),
        });
        let audience = Audience {
            words,
            viewer: Viewer::Participant {
                coordinator,
                new_messages,
            },
            here: here(parts),
            keep: false,
            appearance,
        };
        // Set for the pages that a phone may keep, unless the phone is borrowed.
        let keep = !session.shared_phone
            && ["/today", "/plan", "/appointments", "/more"].contains(&parts.uri.path());
        let audience = Audience { keep, ..audience };
        Ok(Self {
            id,
            organisation: session.organisation,
            name: person.name,
            words,
            audience,
            is_shared_phone: session.shared_phone,
        })
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let mut tx = app.db.read().await?;
        let session = session(&mut tx, parts, app).await?;
        let session = session.ok_or(Error::NotSignedIn)?;
        let Whose::Staff(id) = session.whose.clone() else {
            return Err(Error::NotAllowed);
        };
        let member = organisations::store::member(&mut tx, &id).await?;
        tx.commit().await?;
        roll_on(&session, parts, app).await?;
        let words = Words::of(member.language);
        let name = member.name.clone();
        let viewer = if member.role.defines() {
            Viewer::Administrator { name }
        } else {
            let results_only = !member.role.sees_people();
            let writes = member.role.writes_questionnaires();
            Viewer::Staff {
                name,
                results_only,
                writes,
            }
        };
        let audience = Audience {
            words,
            viewer,
            here: here(parts),
            keep: false,
            appearance: appearance(&parts.headers),
        };
        let Session { organisation, .. } = session;
        Ok(Self {
            id,
            organisation,
            name: member.name,
            role: member.role,
            words,
            audience,
        })
    }
}

impl Staff {
    /// Refuses whoever's role does not plan, book and send.
    pub fn must_plan(&self) -> Result<(), Error> {
        if self.role.plans() {
            Ok(())
        } else {
            Err(Error::NotAllowed)
        }
    }

    /// Refuses whoever's role does not look after definitions.
    pub fn must_define(&self) -> Result<(), Error> {
        if self.role.defines() {
            Ok(())
        } else {
            Err(Error::NotAllowed)
        }
    }

    /// Refuses whoever's role does not write what people are asked.
    pub fn must_write_questionnaires(&self) -> Result<(), Error> {
        if self.role.writes_questionnaires() {
            Ok(())
        } else {
            Err(Error::NotAllowed)
        }
    }

    /// Refuses whoever's role does not work with named people.
    pub fn must_see_people(&self) -> Result<(), Error> {
        if self.role.sees_people() {
            Ok(())
        } else {
            Err(Error::NotAllowed)
        }
    }
}
