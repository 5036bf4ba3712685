//! `dagsform office` and `dagsform staff`: the first people of an installation.

use app::identity::Role;
use app::ids::OrganisationId;
use app::programmes::Channel;
use app::scheduling::RemindersSay;
use app::texts::Language;

use super::{Stop, open};
use crate::config::Settings;
use crate::identity::store::Whose;
use crate::organisations::store::{self, Member, NewMember};
use crate::participants::invites;
use crate::programmes::store as programmes;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};
use crate::web::App;

/// Someone new, as typed on the command line.
#[derive(Debug)]
pub struct NewStaff {
    /// As colleagues call them.
    pub name: String,
    /// Their address at work.
    pub email: String,
    /// The word of a role.
    pub role: String,
    /// Where participants may call.
    pub phone: Option<String>,
    /// The tag of a language.
    pub language: String,
    /// The office, when there are several.
    pub office: Option<String>,
}

/// The language of a tag.
pub fn language(tag: &str) -> Result<Language, Stop> {
    Language::of_tag(tag)
        .ok_or_else(|| Stop::refused(format!("--language {tag}: use da, sv, en or ar")))
}

/// `dagsform office add`
pub async fn add_office(settings: Settings, name: &str) -> Result<(), Stop> {
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let office = store::add_organisation(&mut tx, name, app.clock.now()).await?;
    crate::questionnaires::store::publish_shipped(&mut tx, &office, app.clock.now()).await?;
    tx.commit().await?;
    println!("Added the office {name}. Next: dagsform staff add --name … --email …");
    Ok(())
}

/// `dagsform office reminders`
pub async fn set_reminders(
    settings: Settings,
    named: Option<&str>,
    reply: bool,
    time: bool,
) -> Result<(), Stop> {
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let office = office(&mut tx, named).await?;
    store::set_reminders_say(&mut tx, &office, RemindersSay { reply, time }).await?;
    tx.commit().await?;
    let replies = if reply { "can" } else { "can't" };
    let tell = if time { "tell" } else { "don't tell" };
    println!("Reminders {replies} be answered by a link, and they {tell} day and time.");
    Ok(())
}

/// `dagsform office pace`
pub async fn set_pace(
    settings: Settings,
    channel: &str,
    pace: scheduling::Pace,
    named: Option<&str>,
) -> Result<(), Stop> {
    let of = scheduling::channel_of(channel);
    let by_machine = [Channel::Push, Channel::Email, Channel::Sms];
    let Some(channel) = of.ok().filter(|of| by_machine.contains(of)) else {
        let why = format!("{channel}: use push, email or sms");
        return Err(Stop::refused(why));
    };
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let office = office(&mut tx, named).await?;
    scheduling::set_pace(&mut tx, &office, channel, pace).await?;
    tx.commit().await?;
    println!("The pace holds from now on.");
    Ok(())
}

/// The one office, or the one that is named.
pub async fn office(tx: &mut Tx, named: Option<&str>) -> Result<OrganisationId, Stop> {
    let offices = store::organisations(tx).await?;
    let names = || {
        offices
            .iter()
            .map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (named, offices.as_slice()) {
        (None, [(id, _)]) => Ok(id.clone()),
        (None, []) => Err(Stop::refused(
            "there is no office yet: dagsform office add --name …",
        )),
        (None, _) => Err(Stop::refused(format!(
            "say which with --office: {}",
            names()
        ))),
        (Some(named), _) => offices
            .iter()
            .find(|(_, name)| name == named)
            .map(|(id, _)| id.clone())
            .ok_or_else(|| Stop::refused(format!("--office {named}: there is {}", names()))),
    }
}

/// `dagsform staff add`
pub async fn add_staff(settings: Settings, new: NewStaff) -> Result<(), Stop> {
    let role = Role::of(&new.role).ok_or_else(|| {
        let words: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        Stop::refused(format!(
            "--role {}: use one of {}",
            new.role,
            words.join(", ")
        ))
    })?;
    let language = language(&new.language)?;
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let office = office(&mut tx, new.office.as_deref()).await?;
    if store::member_by_email(&mut tx, &new.email).await.is_ok() {
        return Err(Stop::refused(format!(
            "{} is here already: dagsform staff link {}",
            new.email, new.email
        )));
    }
    let member = NewMember {
        name: &new.name,
        email: &new.email,
        phone: new.phone.as_deref(),
        role,
        language,
    };
    let id = store::add_member(&mut tx, &office, &member, app.clock.now()).await?;
    // Whoever is new may be asked from today on.
    for programme in programmes::programmes(&mut tx, &office).await? {
        scheduling::set_programme_look(&mut tx, &programme.id, Some(app.clock.now())).await?;
    }
    let member = store::member(&mut tx, &id).await?;
    show_link(&app, tx, &member).await
}

/// `dagsform staff link`
pub async fn link(settings: Settings, email: &str) -> Result<(), Stop> {
    let app = open(settings).await?;
    let mut tx = app.db.write().await?;
    let member = match store::member_by_email(&mut tx, email).await {
        Ok(member) => member,
        Err(Fault::Missing) => {
            return Err(Stop::refused(format!(
                "nobody has the address {email}: dagsform staff add …"
            )));
        }
        Err(fault) => return Err(fault.into()),
    };
    show_link(&app, tx, &member).await
}

async fn show_link(app: &App, mut tx: Tx, member: &Member) -> Result<(), Stop> {
    let whose = Whose::Staff(member.id.clone());
    let code = invites::make(
        &mut tx,
        &member.organisation,
        &whose,
        false,
        app.clock.now(),
    )
    .await?;
    tx.commit().await?;
    println!("For {}, once, within ten minutes:", member.name);
    println!("{}", invites::link(&app.settings, &code));
    println!(
        "or type {} at {}/invite",
        code.grouped(),
        app.settings.public_url
    );
    Ok(())
}
