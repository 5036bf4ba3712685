//! `dagsform questionnaire`, as it is typed.

use std::path::PathBuf;

use clap::Subcommand;
use server::config::{Given, Settings};
use server::operate;

/// Questionnaires: take one in, give one out, and see which there are.
#[derive(Debug, Subcommand)]
pub(crate) enum Questionnaire {
    /// Read a FHIR R4 Questionnaire, say what becomes of it, and publish it as a new version
    ///
    /// Versions are never changed: what was asked stays as it was, and the next occasion asks
    /// the newest one.
    Import {
        #[command(flatten)]
        given: Given,
        /// JSON file
        file: PathBuf,
        /// The name by which programmes refer to it; made from its id, URL or name when left out
        #[arg(long, value_name = "NAME")]
        key: Option<String>,
        /// Who has allowed its use, when, and on which terms; needed where its licence asks for it
        #[arg(long, value_name = "TEXT")]
        attest: Option<String>,
        /// Only say what would become of it
        #[arg(long)]
        check: bool,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
        /// The language of the report: da, sv, en or ar; that of the terminal when left out
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
    },
    /// Print a questionnaire as it came
    Export {
        #[command(flatten)]
        given: Given,
        /// The name by which programmes refer to it
        key: String,
        /// An older version; the newest when left out
        #[arg(long, value_name = "N")]
        version: Option<i64>,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
    /// List every version, with its terms and who attested to them
    List {
        #[command(flatten)]
        given: Given,
        /// The office, when there are several
        #[arg(long)]
        office: Option<String>,
    },
}

/// `dagsform questionnaire`
pub(crate) async fn questionnaire(
    asked: Questionnaire,
    settings: impl Fn(Given) -> Result<Settings, operate::Stop>,
) -> Result<(), operate::Stop> {
    use operate::questionnaires::{Wish, export, import, list};
    match asked {
        Questionnaire::Import {
            given,
            file,
            key,
            attest,
            check,
            office,
            language,
        } => {
            let wish = Wish {
                file,
                key,
                attest,
                check,
                office,
                words: operate::programmes::spoken(language.as_deref())?,
            };
            import(|| settings(given), &wish).await
        }
        Questionnaire::Export {
            given,
            key,
            version,
            office,
        } => {
            let document = export(settings(given)?, office.as_deref(), &key, version).await?;
            println!("{}", document.trim_end());
            Ok(())
        }
        Questionnaire::List { given, office } => {
            for line in list(settings(given)?, office.as_deref()).await? {
                println!("{line}");
            }
            Ok(())
        }
    }
}
