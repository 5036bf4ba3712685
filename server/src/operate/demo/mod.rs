//! `dagsform demo`: fills an empty installation with invented people and a year of their days.
//!
//! The same seed invents the same people, plans and answers. Everything goes the way that
//! real things go: the scheduler issues, the questionnaire runner takes, waves are sealed.

mod cast;
mod course;
mod deeds;
mod energy;
mod past;
mod together;

use app::ids::{OrganisationId, ParticipantId, ProgrammeId, StaffId};
use app::texts::{Language, Words};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::json;

use super::{Stop, open};
use crate::config::Settings;
use crate::identity::sessions;
use crate::organisations::store as organisations;
use crate::participants::invites;
use crate::programmes::{naming, store as programmes};
use crate::questionnaires;
use crate::storage::{Fault, Tx, installation};
use crate::web::App;

/// What to invent.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The same seed invents the same people.
    pub seed: u64,
    /// How many take part.
    pub participants: u32,
    /// The language of the office.
    pub language: Language,
    /// Whether the links are printed as JSON.
    pub json: bool,
}

/// The invented office.
struct Office {
    id: OrganisationId,
    /// Where most take part, and where the others do.
    programmes: [ProgrammeId; 2],
    coordinators: Vec<StaffId>,
    manager: StaffId,
    language: Language,
    zone: TimeZone,
}

/// Who comes in by which link: participant, coordinator, steering group.
pub type Links = [(&'static str, String); 3];

/// Fills the installation and prints the sign-in links.
pub async fn run(settings: Settings, wish: Wish) -> Result<(), Stop> {
    let app = open(settings).await?;
    if !wish.json {
        eprintln!(
            "{} invented people; living through the last ten months …",
            wish.participants
        );
    }
    let links = invent(&app, &wish).await?;
    if wish.json {
        let links: serde_json::Map<_, _> = links
            .into_iter()
            .map(|(who, link)| (who.to_owned(), json!(link)))
            .collect();
        println!("{}", serde_json::Value::Object(links));
        return Ok(());
    }
    println!("{}", invites::qr_text(&links[0].1));
    for (who, link) in links {
        println!("{who}: {link}");
    }
    Ok(())
}

/// Fills an empty installation, up to the moment that its clock shows.
pub async fn invent(app: &App, wish: &Wish) -> Result<Links, Stop> {
    let now = app.clock.now();
    let mut chance = StdRng::seed_from_u64(wish.seed);
    let mut tx = app.db.write().await?;
    if !organisations::organisations(&mut tx).await?.is_empty() {
        return Err(Stop::refused(format!(
            "there is somebody here already: the demonstration wants an empty --data folder, not {}",
            app.settings.data.display()
        )));
    }
    let office = found(&mut tx, wish.language, now).await?;
    let people = course::enrol(&mut tx, &office, &mut chance, wish.participants, now).await?;
    tx.commit().await?;
    past::live_through(&app.db, &office, &people, &mut chance, now).await?;
    let mut tx = app.db.write().await?;
    course::today(&mut tx, &office, &people, &mut chance, now).await?;
    let today = naming::day(now, &office.zone);
    together::group(&mut tx, &office, &people, now, today).await?;
    together::shares(&mut tx, &people, now).await?;
    deeds::deadlines(&mut tx, &office, &people, &mut chance, today).await?;
    let shown = people
        .iter()
        .find(|person| person.is_shown)
        .or(people.first());
    let shown = shown.map_or_else(|| ParticipantId::new(""), |person| person.id.clone());
    let mut links = [
        ("participant", format!("participant:{shown}")),
        ("coordinator", format!("staff:{}", office.coordinators[0])),
        ("steering", format!("staff:{}", office.manager)),
    ];
    for (_, whom) in &mut links {
        let token = link(&mut tx, whom).await?;
        *whom = format!("{}/demo/{token}", app.settings.public_url);
    }
    installation::set_value(&mut tx, INVENTED, "yes").await?;
    tx.commit().await?;
    Ok(links)
}

/// Under which an installation knows that it was invented.
const INVENTED: &str = "demonstration";

/// Whether everybody in this installation is invented.
pub async fn is_one(tx: &mut Tx) -> Result<bool, Fault> {
    Ok(installation::value(tx, INVENTED).await?.is_some())
}

/// A link that signs somebody in by GET: only in a database that was made here, and only
/// while it is served on this machine alone.
async fn link(tx: &mut Tx, whom: &str) -> Result<String, Stop> {
    let token = sessions::new_token();
    installation::set_value(tx, &format!("demo:{}", sessions::hash(&token)), whom).await?;
    Ok(token)
}

async fn found(tx: &mut Tx, language: Language, now: Timestamp) -> Result<Office, Stop> {
    // The office is as old as the days that are lived through.
    let then = now - past::DAYS;
    let swedish = language == Language::Sv;
    let id = organisations::add_organisation(tx, cast::office(language), then).await?;
    questionnaires::store::publish_shipped(tx, &id, then).await?;
    let [main, other] = if swedish {
        ["insjoriket-individsamverkan", "insjoriket-aktiv"]
    } else {
        ["ishoj-sme", "copenhagen-stress-clinics"]
    };
    let words = Words::of(language);
    let main = super::programmes::protocol(main, words)?;
    let other = super::programmes::protocol(other, words)?;
    let zone = naming::zone(main.definition())?;
    let main = programmes::add_programme(tx, &id, &main, then).await?;
    // A little later, so that lists lead with the one where most take part.
    let later = then + jiff::SignedDuration::from_secs(1);
    let other = programmes::add_programme(tx, &id, &other, later).await?;
    let mut coordinators = Vec::new();
    for member in cast::STAFF {
        let new = organisations::NewMember {
            name: member.name,
            email: member.email,
            phone: Some(member.phone),
            role: member.role,
            language,
        };
        coordinators.push((
            member.role,
            organisations::add_member(tx, &id, &new, then).await?,
        ));
    }
    for (name, email) in cast::PARTNERS {
        organisations::add_partner(tx, &id, &main, name, email, language).await?;
    }
    let of = |role| {
        let mine = coordinators.iter().filter(move |(its, _)| *its == role);
        mine.map(|(_, id)| id.clone()).collect::<Vec<_>>()
    };
    let manager = of(app::identity::Role::Manager).into_iter().next();
    Ok(Office {
        id,
        programmes: [main, other],
        manager: manager.ok_or_else(|| Stop::refused("the invented office has no manager"))?,
        coordinators: of(app::identity::Role::Coordinator),
        language,
        zone,
    })
}
