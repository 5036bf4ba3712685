//! Where programmes and the versions of their definitions are kept.

use std::sync::Arc;

use app::ids::{OrganisationId, ProgrammeId};
use app::programmes::Definition;
use jiff::Timestamp;

use super::{Protocol, kept};
use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// A programme as it runs now.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Which.
    pub id: ProgrammeId,
    /// How many times its definition was saved; the first is 1.
    pub version: i64,
    /// The definition as it stands.
    pub definition: Arc<Definition>,
}

/// Why a new version was not saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// The definition is another programme's: its short name differs.
    #[error("this is the definition of `{given}`, not of `{kept}`")]
    OtherProgramme {
        /// The short name that was given.
        given: String,
        /// The short name that the programme has.
        kept: String,
    },
    /// It could not be kept.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Adds a programme, with its definition as version 1. A database fault when the
/// organisation runs a programme of that short name already.
pub async fn add_programme(
    tx: &mut Tx,
    organisation: &OrganisationId,
    protocol: &Protocol,
    now: Timestamp,
) -> Result<ProgrammeId, Fault> {
    let id = ProgrammeId::new(new_id());
    on!(&mut *tx, db => {
        sqlx::query(
            "insert into programmes (id, organisation_id, definition_id, created_at)
             values ($1, $2, $3, $4)",
        )
        .bind(id.as_str())
        .bind(organisation.as_str())
        .bind(&protocol.definition().id)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    add_version(tx, &id, 1, protocol, now).await?;
    Ok(id)
}

/// Saves an edited definition and returns its version; [`Fault::Missing`] without such a
/// programme. Saving the text that stands already changes nothing.
pub async fn save_version(
    tx: &mut Tx,
    programme: &ProgrammeId,
    protocol: &Protocol,
    now: Timestamp,
) -> Result<i64, NotSaved> {
    // The update changes nothing but holds the row, so that two edits come one after the other.
    let kept: String = on!(&mut *tx, db => {
        sqlx::query_scalar(
            "update programmes set definition_id = definition_id where id = $1
             returning definition_id",
        )
        .bind(programme.as_str())
        .fetch_one(db)
        .await
    })
    .map_err(Fault::from)?;
    let given = &protocol.definition().id;
    if *given != kept {
        return Err(NotSaved::OtherProgramme {
            given: given.clone(),
            kept,
        });
    }
    let (version, text) = newest(tx, programme).await?;
    if text == protocol.text() {
        return Ok(version);
    }
    add_version(tx, programme, version + 1, protocol, now).await?;
    Ok(version + 1)
}

/// The current version of a programme, to look for it where definitions are kept read.
pub async fn version(tx: &mut Tx, programme: &ProgrammeId) -> Result<i64, Fault> {
    let found: Option<i64> = on!(tx, db => {
        sqlx::query_scalar("select max(version) from protocol_versions where programme_id = $1")
            .bind(programme.as_str())
            .fetch_one(db)
            .await
    })?;
    found.ok_or(Fault::Missing)
}

/// The definition of a programme as it stands.
pub async fn definition(tx: &mut Tx, programme: &ProgrammeId) -> Result<Arc<Definition>, Fault> {
    let (_, text) = newest(tx, programme).await?;
    as_kept(&text)
}

/// The definition of a programme as it stood in one version.
pub async fn definition_of(
    tx: &mut Tx,
    programme: &ProgrammeId,
    version: i64,
) -> Result<Arc<Definition>, Fault> {
    let text: String = on!(tx, db => {
        sqlx::query_scalar(
            "select definition from protocol_versions where programme_id = $1 and version = $2",
        )
        .bind(programme.as_str())
        .bind(version)
        .fetch_one(db)
        .await
    })?;
    as_kept(&text)
}

/// The programmes of an organisation as they stand, by short name.
pub async fn programmes(tx: &mut Tx, organisation: &OrganisationId) -> Result<Vec<Running>, Fault> {
    let rows: Vec<(String, i64, String)> = on!(tx, db => {
        sqlx::query_as(
            "select p.id, v.version, v.definition
             from programmes p join protocol_versions v on v.programme_id = p.id
             where p.organisation_id = $1
               and v.version = (select max(newest.version) from protocol_versions newest
                                where newest.programme_id = p.id)
             order by p.created_at, p.definition_id",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(id, version, text)| {
            Ok(Running {
                id: ProgrammeId::new(id),
                version,
                definition: as_kept(&text)?,
            })
        })
        .collect()
}

/// Every version of the programmes of an organisation, the newest of each first, with the
/// instant at which it was saved.
pub async fn versions(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(ProgrammeId, i64, Timestamp)>, Fault> {
    let rows: Vec<(String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select p.id, v.version, v.made_at
             from programmes p join protocol_versions v on v.programme_id = p.id
             where p.organisation_id = $1 order by p.id, v.version desc",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    let version = |(id, version, at): (String, i64, i64)| {
        let at = Timestamp::from_millisecond(at);
        let at = at.map_err(|_| Fault::Corrupt("protocol_versions.made_at"))?;
        Ok((ProgrammeId::new(id), version, at))
    };
    rows.into_iter().map(version).collect()
}

/// The text of one version of a programme of this organisation, the newest when none is named.
pub async fn text(
    tx: &mut Tx,
    organisation: &OrganisationId,
    programme: &ProgrammeId,
    version: Option<i64>,
) -> Result<String, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select v.definition
             from programmes p join protocol_versions v on v.programme_id = p.id
             where p.id = $1 and p.organisation_id = $2 and ($3 = 0 or v.version = $3)
             order by v.version desc limit 1",
        )
        .bind(programme.as_str())
        .bind(organisation.as_str())
        .bind(version.unwrap_or(0))
        .fetch_one(db)
        .await
    })?)
}

/// Holds the programmes of an organisation until the transaction ends: of two who save at
/// once, the second sees what the first saved.
pub async fn hold(tx: &mut Tx, organisation: &OrganisationId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update organisations set name = name where id = $1")
            .bind(organisation.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}

async fn newest(tx: &mut Tx, programme: &ProgrammeId) -> Result<(i64, String), Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select version, definition from protocol_versions where programme_id = $1
             order by version desc limit 1",
        )
        .bind(programme.as_str())
        .fetch_one(db)
        .await
    })?)
}

async fn add_version(
    tx: &mut Tx,
    programme: &ProgrammeId,
    version: i64,
    protocol: &Protocol,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into protocol_versions (programme_id, version, definition, made_at)
             values ($1, $2, $3, $4)",
        )
        .bind(programme.as_str())
        .bind(version)
        .bind(protocol.text())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

fn as_kept(text: &str) -> Result<Arc<Definition>, Fault> {
    kept::read(text)
        .map(|(definition, _)| definition)
        .map_err(|_| Fault::Corrupt("protocol_versions.definition"))
}
