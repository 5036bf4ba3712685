//! `dagsform`: one program that serves, schedules, demonstrates and looks after itself.

mod command;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use server::config::{Given, Settings};
use server::operate::{self, demo, doctor, people, serve, simulate, tokens};
use server::scheduling::store::Pace;

/// Dagsform: plans, appointments and follow-up for coordinated rehabilitation.
///
/// Start with `dagsform demo --data ./data` and `dagsform serve --data ./data` to look around.
/// For an office: `dagsform serve --data DIR --listen 127.0.0.1:8080 --public-url https://…` behind a
/// TLS proxy, then `dagsform office add` and `dagsform staff add` for the first people.
#[derive(Debug, Parser)]
#[command(name = "dagsform", version, max_term_width = 100)]
struct Cli {
    /// TOML file with settings; flags and environment come first
    #[arg(long, global = true, env = "DAGSFORM_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web pages and run the scheduler, in one process
    Serve(Serve),
    /// Fill an empty folder with invented people to look around with, and print sign-in links
    Demo(Demo),
    /// Bring the database up to date and stop
    Migrate(Given),
    /// Look whether everything an installation needs is there and works
    Doctor(Doctor),
    /// Offices of this installation
    #[command(subcommand)]
    Office(Office),
    /// People who work at an office
    #[command(subcommand)]
    Staff(Staff),
    /// Programme definitions
    #[command(subcommand)]
    Programme(Programme),
    /// Questionnaires: take one in, give one out, and see which there are
    #[command(subcommand)]
    Questionnaire(command::Questionnaire),
    /// Tokens by which other systems of an office come in
    #[command(subcommand)]
    Token(tokens::Token),
    /// Run years of a programme in seconds, with invented people, and count what they got
    Simulate(Simulate),
}

/// Runs the real scheduler with invented people on a clock that jumps from one due instant to
/// the next. Nothing leaves this machine, and the same seed gives the same timeline.
///
/// Examples:
///
///   dagsform simulate --programme ishoj-sme --participants 100 --years 2
///
///   dagsform simulate --programme my.toml --participants 20 --years 1 --person 3
///
///   dagsform simulate --programme ishoj-sme --years 1 --faults --seed 7 --json
///
/// It ends with an error if anything was lost, doubled, sent at night or after the answer.
#[derive(Debug, Args)]
struct Simulate {
    /// Short name of a shipped definition such as ishoj-sme, or a TOML file
    #[arg(long, value_name = "ID")]
    programme: String,
    /// How many people take part; they join evenly over the years. More than 500 are dealt out
    /// to several offices, unless --database-url names one place for all
    #[arg(long, default_value_t = 100, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    participants: u32,
    /// How many years to live through
    #[arg(long, default_value_t = 2, value_name = "Y", value_parser = clap::value_parser!(u16).range(1..=50))]
    years: u16,
    /// The same seed gives the same people, answers and faults
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// The first day
    #[arg(long, default_value = "2026-01-01", value_name = "DAY")]
    from: jiff::civil::Date,
    /// Let servers die, databases be busy, providers refuse and clocks be wrong; two servers
    #[arg(long)]
    faults: bool,
    /// Print the totals as JSON
    #[arg(long)]
    json: bool,
    /// Print everything that happened with one person, from 1
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    person: Option<u32>,
    /// An empty database to use, as for serve; in memory when left out
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    given: Given,
    /// Serve pages only; another process schedules
    #[arg(long, conflicts_with = "scheduler_only")]
    no_scheduler: bool,
    /// Schedule only; other processes serve pages
    #[arg(long)]
    scheduler_only: bool,
}

#[derive(Debug, Args)]
struct Demo {
    #[command(flatten)]
    given: Given,
    /// The same seed invents the same people
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// How many people take part
    #[arg(long, default_value_t = 40, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=2000))]
    participants: u32,
    /// The language of the invented office: da, sv, en or ar
    #[arg(long, default_value = "da", value_name = "TAG")]
    language: String,
    /// Print the links as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Doctor {
    #[command(flatten)]
    given: Given,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
    /// The clock is right as it stands: believe it again after it ran ahead
    #[arg(long)]
    trust_clock: bool,
}

#[derive(Debug, Subcommand)]
enum Office {
    /// Choose how many messages a minute an office sends by a channel
    Pace {
        #[command(flatten)]
        given: Given,
        /// push, email or sms
        channel: String,
        /// At most so many a minute; as fast as it goes when left out
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60_000))]
        per_minute: Option<u32>,
        /// At most so many a minute of those that come late, after an outage [default: 600]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60_000))]
        late_per_minute: Option<u32>,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
    /// Add an office
    Add {
        #[command(flatten)]
        given: Given,
        /// What it is called
        #[arg(long)]
        name: String,
    },
    /// Decide what reminders of appointments say besides that there is a message
    Reminders {
        #[command(flatten)]
        given: Given,
        /// May they be answered by a link, without signing in?
        #[arg(long, action = clap::ArgAction::Set, value_name = "BOOL")]
        replies: bool,
        /// Do they tell day and time?
        #[arg(long, action = clap::ArgAction::Set, value_name = "BOOL")]
        time: bool,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum Staff {
    /// Add someone and print a link that lets them in once, within ten minutes
    Add {
        #[command(flatten)]
        given: Given,
        /// As colleagues call them
        #[arg(long)]
        name: String,
        /// Their address at work; names them on the command line
        #[arg(long)]
        email: String,
        /// coordinator, clinician, occupational_therapist, manager or administrator
        #[arg(long, default_value = "coordinator")]
        role: String,
        /// Where participants may call
        #[arg(long)]
        phone: Option<String>,
        /// da, sv, en or ar
        #[arg(long, default_value = "da")]
        language: String,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
    /// Print a new link that lets someone in once, within ten minutes
    Link {
        #[command(flatten)]
        given: Given,
        /// Their address at work
        email: String,
    },
}

#[derive(Debug, Subcommand)]
enum Programme {
    /// Read a definition and say what is wrong with it
    Check {
        /// TOML file
        file: PathBuf,
        /// The language of a refusal: da, sv, en or ar; that of the terminal when left out
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
    },
    /// Say what saving an edited definition would change in the next 90 days; nothing is saved
    Impact(Edited),
    /// Add a definition to an office, or save it as a new version of the one it has
    Add(Edited),
}

// What two commands are given; a doc comment here would stand in their help.
#[derive(Debug, Args)]
struct Edited {
    #[command(flatten)]
    given: Given,
    /// TOML file, or the short name of a shipped one such as ishoj-sme
    definition: String,
    /// The office, when there are several
    #[arg(long)]
    office: Option<String>,
    /// The language of a refusal: da, sv, en or ar; that of the terminal when left out
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("dagsform: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), operate::Stop> {
    let file = cli.config;
    let settings = |given: Given| -> Result<Settings, operate::Stop> {
        Ok(given.with_file(file.as_deref())?.checked()?)
    };
    match cli.command {
        Command::Serve(serve) => {
            let parts = serve::Parts {
                pages: !serve.scheduler_only,
                scheduler: !serve.no_scheduler,
            };
            serve::run(settings(serve.given)?, parts).await
        }
        Command::Demo(demo) => {
            let wish = demo::Wish {
                seed: demo.seed,
                participants: demo.participants,
                language: people::language(&demo.language)?,
                json: demo.json,
            };
            demo::run(settings(demo.given)?, wish).await
        }
        Command::Migrate(given) => operate::migrate(settings(given)?).await,
        Command::Doctor(doctor) => {
            let settings = settings(doctor.given)?;
            if doctor.trust_clock {
                doctor::trust_clock(settings.clone()).await?;
            }
            doctor::run(settings, doctor.json).await
        }
        Command::Office(Office::Pace {
            given,
            channel,
            per_minute,
            late_per_minute,
            office,
        }) => {
            let pace = Pace {
                per_minute: per_minute.map(i64::from),
                late_per_minute: late_per_minute.map(i64::from),
            };
            people::set_pace(settings(given)?, &channel, pace, office.as_deref()).await
        }
        Command::Office(Office::Add { given, name }) => {
            people::add_office(settings(given)?, &name).await
        }
        Command::Office(Office::Reminders {
            given,
            replies,
            time,
            office,
        }) => people::set_reminders(settings(given)?, office.as_deref(), replies, time).await,
        Command::Staff(Staff::Add {
            given,
            name,
            email,
            role,
            phone,
            language,
            office,
        }) => {
            let new = people::NewStaff {
                name,
                email,
                role,
                phone,
                language,
                office,
            };
            people::add_staff(settings(given)?, new).await
        }
        Command::Staff(Staff::Link { given, email }) => {
            people::link(settings(given)?, &email).await
        }
        Command::Simulate(asked) => {
            let asked = simulate::Asked {
                programme: asked.programme,
                participants: asked.participants as usize,
                years: asked.years,
                from: asked.from,
                seed: asked.seed,
                faults: asked.faults,
                json: asked.json,
                person: asked.person.map(|it| it as usize),
                database_url: asked.database_url,
            };
            simulate::run(asked).await
        }
        Command::Programme(asked) => programme(asked, settings).await,
        Command::Questionnaire(asked) => command::questionnaire(asked, settings).await,
        Command::Token(asked) => tokens::run(asked, settings).await,
    }
}

/// `dagsform programme`
async fn programme(
    asked: Programme,
    settings: impl Fn(Given) -> Result<Settings, operate::Stop>,
) -> Result<(), operate::Stop> {
    use operate::programmes::{add, check, impact, spoken};
    match asked {
        Programme::Check { file, language } => check(&file, spoken(language.as_deref())?),
        Programme::Impact(edited) => {
            let (settings, wish) = wished(edited, settings)?;
            impact(settings, &wish).await
        }
        Programme::Add(edited) => {
            let (settings, wish) = wished(edited, settings)?;
            add(settings, &wish).await
        }
    }
}

fn wished(
    edited: Edited,
    settings: impl Fn(Given) -> Result<Settings, operate::Stop>,
) -> Result<(Settings, operate::programmes::Wish), operate::Stop> {
    let wish = operate::programmes::Wish {
        definition: edited.definition,
        office: edited.office,
        words: operate::programmes::spoken(edited.language.as_deref())?,
    };
    Ok((settings(edited.given)?, wish))
}
