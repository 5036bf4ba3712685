//! `dagsform simulate`: years of a programme in seconds, with invented people.

use app::programmes::Definition;
use app::texts::Language;
use jiff::civil::Date;

use super::{Stop, programmes};
use crate::organisations::store as organisations;
use crate::simulation::{
    Outcome, Tells, Totals, Weather, Wish, in_offices, simulate, stay_on_core,
};
use crate::storage::Db;

/// What was asked for on the command line.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Short name of a shipped definition, or a TOML file.
    pub programme: String,
    /// How many take part.
    pub participants: usize,
    /// How many years.
    pub years: u16,
    /// The first day.
    pub from: Date,
    /// The same seed gives the same timeline.
    pub seed: u64,
    /// Whether servers, databases and providers fail.
    pub faults: bool,
    /// Whether the totals are printed as JSON.
    pub json: bool,
    /// Whose timeline to print, from 1.
    pub person: Option<usize>,
    /// An empty database for everyone, instead of one in memory for each office.
    pub database_url: Option<String>,
}

/// At most this many people in one office, where each has a store in memory.
const AN_OFFICE: usize = 1000;

/// Simulates and prints.
pub async fn run(asked: Asked) -> Result<(), Stop> {
    let protocol = programmes::protocol(&asked.programme, programmes::spoken(None)?)?;
    let definition = protocol.definition().clone();
    let last = asked
        .from
        .saturating_add(jiff::Span::new().years(asked.years));
    let days = asked.from.until(last).map_or(0, |span| span.get_days());
    let mut wish = Wish::fair(protocol, asked.participants, asked.from, days, asked.seed);
    if asked.faults {
        wish.weather = Some(Weather::of(asked.seed));
        wish.servers = 2;
    }
    wish.tells = asked.person.map_or(Tells::Nothing, Tells::Person);
    let url = asked.database_url.clone();
    let live = move || match url {
        Some(url) => in_one_office(&wish, &url),
        None => in_offices(&wish, AN_OFFICE, |done, of| {
            eprintln!("{done} of {of} offices …")
        })
        .map_err(Stop::from),
    };
    let outcome = tokio::task::spawn_blocking(live).await;
    let outcome = outcome.unwrap_or_else(|why| Err(Stop::refused(why.to_string())))?;
    if asked.json {
        let json = serde_json::to_string_pretty(&Json::of(&asked, &outcome));
        println!("{}", json.map_err(|why| Stop::refused(why.to_string()))?);
    } else {
        print!("{}", in_words(&asked, &definition, &outcome));
    }
    if outcome.complaints.is_empty() {
        return Ok(());
    }
    for complaint in outcome.complaints.iter().take(20) {
        eprintln!("{complaint}");
    }
    let wrong = outcome.complaints.len();
    Err(Stop::refused(format!(
        "{wrong} things went wrong; the same seed shows them again"
    )))
}

/// Everyone in one office, in an empty database somewhere. On this thread alone: one deed
/// follows the other, and a second thread would only wake up in vain.
fn in_one_office(wish: &Wish, url: &str) -> Result<Outcome, Stop> {
    stay_on_core(0);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| Stop::refused(why.to_string()))?;
    runtime.block_on(async {
        let db = Db::open_to_throw_away(url).await?;
        let mut tx = db.read().await?;
        if !organisations::organisations(&mut tx).await?.is_empty() {
            return Err(Stop::refused(
                "there is somebody in this database: a simulation wants an empty one in \
                 --database-url, or none at all to stay in memory",
            ));
        }
        drop(tx);
        let told = |day: Date| {
            if day.day() == 1 && (day.month() == 1 || day.month() == 7) {
                eprintln!("{day} …");
            }
        };
        Ok(simulate(wish, db, told).await?)
    })
}

/// The totals as a document.
#[derive(serde::Serialize)]
struct Json<'a> {
    programme: &'a str,
    from: Date,
    years: u16,
    seed: u64,
    faults: bool,
    #[serde(flatten)]
    totals: Totals,
    /// The same for the same timeline.
    timeline_hash: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    timeline: &'a [String],
}

impl<'a> Json<'a> {
    fn of(asked: &'a Asked, outcome: &'a Outcome) -> Self {
        Self {
            programme: &asked.programme,
            from: asked.from,
            years: asked.years,
            seed: asked.seed,
            faults: asked.faults,
            totals: outcome.totals,
            timeline_hash: format!("{:016x}", outcome.digest),
            timeline: &outcome.timeline,
        }
    }
}

fn in_words(asked: &Asked, definition: &Definition, outcome: &Outcome) -> String {
    let mut text = String::new();
    for line in &outcome.timeline {
        text.push_str(line);
        text.push('\n');
    }
    let (totals, contacts) = (&outcome.totals, &outcome.totals.contacts);
    let name = definition.called(Language::En);
    text.push_str(&format!(
        "{name}: {} people, {} years from {}, seed {}, timeline {:016x}\n\n",
        totals.participants, asked.years, asked.from, asked.seed, outcome.digest
    ));
    let rows = [
        ("questionnaires due", totals.occasions),
        ("answered", totals.answered),
        ("push messages taken", totals.pushes),
        ("e-mails taken", totals.mails),
        ("things that broke", totals.breaks),
        ("contacts due", contacts.due),
        ("  sent", contacts.sent),
        ("  merged", contacts.merged),
        ("  expired", contacts.expired),
        ("  cancelled", contacts.cancelled),
        ("  given up", contacts.given_up),
        ("  still waiting", contacts.waiting),
        ("  lost", contacts.lost),
        ("doubled", contacts.doubled),
        ("doubled after a break", contacts.doubled_after_break),
        ("outside the hours", contacts.outside_hours),
        ("after the answer", contacts.after_answer),
    ];
    for (what, count) in rows {
        text.push_str(&format!("{what:<24}{count:>10}\n"));
    }
    text
}
