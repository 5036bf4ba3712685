//! `dagsform doctor`: looks whether everything an installation needs is there and works.

use app::ids::WaveId;
use serde::Serialize;

use super::{Stop, open};
use crate::anonymous::Pool;
use crate::config::Settings;
use crate::notifications::PATIENCE;
use crate::notifications::mail::Mailer;
use crate::notifications::vapid;
use crate::organisations::store as organisations;
use crate::programmes::store as programmes;
use crate::status;
use crate::web::App;

/// One finding.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    says: String,
}

/// Prints the findings; stops with an error when something is not well.
pub async fn run(settings: Settings, json: bool) -> Result<(), Stop> {
    let app = open(settings).await?;
    let findings = examine(&app).await;
    if json {
        println!("{}", serde_json::json!({ "findings": findings }));
    } else {
        for finding in &findings {
            let mark = if finding.well { "well" } else { "LOOK" };
            println!("{mark}  {:<12} {}", finding.what, finding.says);
        }
    }
    let unwell = findings.iter().filter(|finding| !finding.well).count();
    if unwell == 0 {
        Ok(())
    } else {
        Err(Stop::refused(format!("{unwell} of the above need a look")))
    }
}

/// The operator says that the clock is right, so that sending goes on.
pub async fn trust_clock(settings: Settings) -> Result<(), Stop> {
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    crate::scheduling::trust(&mut tx, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

fn finding<E: std::fmt::Display>(what: &'static str, found: Result<String, E>) -> Finding {
    match found {
        Ok(says) => Finding {
            what,
            well: true,
            says,
        },
        Err(error) => Finding {
            what,
            well: false,
            says: error.to_string(),
        },
    }
}

async fn examine(app: &App) -> Vec<Finding> {
    vec![
        finding("database", database(app).await),
        finding("address", address(app)),
        finding("mail", mail(app).await),
        finding(
            "push",
            vapid::key(&app.db)
                .await
                .map(|_| "the key is there".to_owned()),
        ),
        finding("programmes", definitions(app).await),
        finding("anonymous", nameless(app).await),
        finding("outbox", outbox(app).await),
        finding("clock", clock(app).await),
        finding("scheduler", scheduler(app).await),
    ]
}

async fn database(app: &App) -> Result<String, Stop> {
    let mut tx = app.db.write().await?;
    let offices = organisations::organisations(&mut tx).await?.len();
    let engine = if matches!(tx, crate::storage::Tx::Sqlite(_)) {
        "SQLite"
    } else {
        "PostgreSQL"
    };
    tx.commit().await?;
    Ok(format!("{engine}, up to date, offices: {offices}"))
}

fn address(app: &App) -> Result<String, Stop> {
    let at = &app.settings.public_url;
    Ok(if app.settings.is_secure() {
        at.clone()
    } else {
        format!("{at} (plain http, this machine only)")
    })
}

async fn mail(app: &App) -> Result<String, Stop> {
    Mailer::of(&app.settings, PATIENCE).map_err(Stop::refused)?;
    Ok(match &app.settings.mail_url {
        Some(_) => "by SMTP; the server was not asked".to_owned(),
        None => format!(
            "into files under {}",
            app.settings.data.join("outbox").display()
        ),
    })
}

/// Whether answers without a name could be kept; nothing is written but the folder itself.
async fn nameless(app: &App) -> Result<String, Stop> {
    let Some(folder) = &app.settings.anonymous else {
        return Ok("off: answers are confidential".to_owned());
    };
    let what = format!("--anonymous {}", folder.display());
    let read = match Pool::in_folder(folder).hold(&WaveId::new("doctor")).await {
        Ok(held) => held.counts().await.map(drop),
        Err(why) => Err(why),
    };
    read.map_err(|why| Stop::System { what, why })?;
    Ok(format!(
        "answers wait in {}; no backup may hold it",
        folder.display()
    ))
}

async fn definitions(app: &App) -> Result<String, Stop> {
    let mut tx = app.db.read().await?;
    let mut count = 0;
    for (office, _) in organisations::organisations(&mut tx).await? {
        for programme in programmes::programmes(&mut tx, &office).await? {
            programmes::definition(&mut tx, &programme.id).await?;
            count += 1;
        }
    }
    Ok(format!("{count}, each reads without a complaint"))
}

async fn outbox(app: &App) -> Result<String, Stop> {
    let mut tx = app.db.read().await?;
    let (overdue, _) = status::store::late_and_unended(&mut tx, None, app.clock.now()).await?;
    let given_up = status::store::set_aside(&mut tx).await?;
    let says =
        format!("overdue by more than an hour: {overdue}, set aside for a person: {given_up}");
    if overdue == 0 {
        Ok(says)
    } else {
        Err(Stop::refused(says))
    }
}

async fn clock(app: &App) -> Result<String, Stop> {
    let mut tx = app.db.read().await?;
    let standing = crate::scheduling::standing(&mut tx).await?;
    match (standing.stopped, standing.floor) {
        (Some(at), Some(floor)) => Err(Stop::refused(format!(
            "a server's clock ran ahead from {floor} to {at}, and nothing is sent; put the clock \
             right, or say that it is: dagsform doctor --trust-clock",
        ))),
        (_, Some(floor)) => Ok(format!("messages were last looked after at {floor}")),
        (_, None) => Ok("the scheduler has not run yet".to_owned()),
    }
}

async fn scheduler(app: &App) -> Result<String, Stop> {
    let mut tx = app.db.read().await?;
    let now = app.clock.now();
    let facts = status::facts(&mut tx, None, now).await?;
    let Some(last) = facts.last_round else {
        return Ok("has not gone round yet: start `dagsform serve`".to_owned());
    };
    let alarms = app::status::alarms(&facts, now);
    if alarms.is_empty() {
        return Ok(format!("last went round {}", last.strftime("%F %T UTC")));
    }
    let said: Vec<_> = alarms.into_iter().map(status::said).collect();
    Err(Stop::refused(said.join("; ")))
}
