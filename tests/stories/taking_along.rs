//! Everything that is kept of a person, taken along: no table, no column and no row is missing.

use std::collections::{BTreeMap, BTreeSet};

use app::texts::Language;
use serde_json::Value;
use server::config::Given;
use server::on;
use server::operate::{self, demo};
use server::organisations::store as organisations;
use server::own::store::tables::{self, LEFT_OUT, Whose};
use server::storage::{Tx, new_id};
use tests::{World, database, engines, monday_nine};

use super::office::Office;

async fn texts(tx: &mut Tx, sql: String) -> Vec<String> {
    on!(tx, db => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(db).await).expect("rows")
}

/// The tables whose rows belong to people: those that name them, and those that name such rows.
async fn about_people(tx: &mut Tx) -> BTreeSet<String> {
    let names =
        "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'";
    let all = texts(tx, names.to_owned()).await;
    // These hold ids without a reference, because what they name is of several kinds.
    let mut found: BTreeSet<String> = ["participants", "occasions", "contacts", "access_log"]
        .map(str::to_owned)
        .into();
    loop {
        let before = found.len();
        for name in &all {
            let to = format!("select \"table\" from pragma_foreign_key_list('{name}')");
            if texts(tx, to).await.iter().any(|to| found.contains(to)) {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

#[tokio::test]
async fn every_table_and_column_about_people_is_in_the_file() {
    let office = Office::on("sqlite").await;
    let mut tx = office.world.tx().await;
    let known: BTreeSet<String> = tables::all()
        .map(|table| table.name)
        .chain(LEFT_OUT.iter().map(|(name, _)| *name))
        .map(str::to_owned)
        .collect();
    let about = about_people(&mut tx).await;
    let missing: Vec<_> = about.difference(&known).collect();
    assert!(missing.is_empty(), "in no file: {missing:?}");
    for table in tables::all() {
        let sql = format!("select name from pragma_table_info('{}')", table.name);
        let there: BTreeSet<String> = texts(&mut tx, sql).await.into_iter().collect();
        let named: BTreeSet<String> = table.columns.iter().map(|it| it.name.to_owned()).collect();
        assert_eq!(there, named, "{}", table.name);
    }
}

/// What stands on a page as the database has it, without a space: `follow_up`, `self-rating`, `da`.
fn short_names(page: &str) -> BTreeSet<&str> {
    let labels = [
        "Hvad", "Status", "Hvordan", "Hvorfor", "Rolle", "Forløb", "Sprog",
    ];
    let after = |label: &&str| format!("{label}: <span dir=\"auto\">");
    let values = labels.iter().flat_map(|label| {
        page.split(after(label).as_str())
            .skip(1)
            .collect::<Vec<_>>()
    });
    let values = values.filter_map(|rest| rest.split('<').next());
    let is_raw = |value: &&str| {
        value.contains('_')
            || ["da", "upload", "answer"].contains(value)
            || value.contains('-') && value.is_ascii() && !value.contains(' ')
    };
    values
        .filter(|value| *value != "e-mail")
        .filter(is_raw)
        .collect()
}

/// How many rows each table has.
async fn counted(tx: &mut Tx) -> BTreeMap<&'static str, i64> {
    let mut all = BTreeMap::new();
    for table in tables::all() {
        let sql = format!("select count(*) from {}", table.name);
        let many =
            on!(&mut *tx, db => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(db).await);
        all.insert(table.name, many.expect("a count"));
    }
    all
}

#[tokio::test]
async fn whoever_takes_their_data_along_has_every_row_that_goes_with_them() {
    for engine in engines() {
        let given = Given {
            data: Some(std::env::temp_dir().join(format!("dagsform-test-{}", new_id()))),
            database_url: Some(database(engine).await),
            ..Given::default()
        };
        let app = operate::open(given.checked().unwrap()).await.unwrap();
        app.clock.set(monday_nine());
        let wish = demo::Wish {
            seed: 1,
            participants: 5,
            language: Language::Da,
            json: true,
        };
        let links = demo::invent(&app, &wish).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let offices = organisations::organisations(&mut tx).await.unwrap();
        drop(tx);
        let world = World::around(app, offices[0].0.clone());
        let path = &links[0].1[links[0].1.find("/demo/").unwrap()..];
        let come_in = world.get("", path).await;
        let cookie = come_in.headers["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let file = world.get(&cookie, "/my-data/all.json").await;
        let said = file.headers["content-disposition"].to_str().unwrap();
        assert!(said.starts_with("attachment"), "{engine}: {said}");
        let file: Value = serde_json::from_str(&file.body).unwrap();
        let rows = |table: &str| file["tables"][table].as_array().unwrap().len() as i64;
        let person = file["tables"]["participants"][0]["id"].as_str().unwrap();

        // What goes when the person does, by the references alone.
        let mut tx = world.tx().await;
        let before = counted(&mut tx).await;
        on!(&mut tx, db => sqlx::query("delete from participants where id = $1")
            .bind(person).execute(db).await.map(drop))
        .unwrap();
        let after = counted(&mut tx).await;
        tx.undo().await.unwrap();
        for table in tables::all() {
            let gone = before[table.name] - after[table.name];
            assert!(
                rows(table.name) >= gone,
                "{engine}: {}: {gone} rows",
                table.name
            );
            // Questions and messages stay when a person goes, until their time is over.
            let goes = matches!(
                table.whose,
                Whose::Own | Whose::Person | Whose::Course | Whose::Revision
            );
            if goes && table.name != "access_log" {
                assert_eq!(
                    rows(table.name),
                    gone,
                    "{engine}: {}: nobody else's",
                    table.name
                );
            }
        }
        for table in [
            "plan_revisions",
            "check_ins",
            "activities",
            "appointments",
            "consents",
            "occasions",
            "contacts",
        ] {
            assert!(rows(table) > 0, "{engine}: {table}");
        }
        let revision = &file["tables"]["plan_revisions"][0];
        assert!(revision["plan"]["goals"].is_array(), "{engine}: {revision}");
        let made = revision["made_at"].as_str().unwrap();
        assert!(made.ends_with('Z'), "{engine}: {made}");
        let session = &file["tables"]["sessions"][0];
        assert!(session["shared_phone"].is_boolean(), "{engine}: {session}");
        let text = file.to_string();
        assert!(!text.contains("hash"), "{engine}: no way in");

        let page = world.get(&cookie, "/my-data/all.html").await.body;
        assert!(page.starts_with("<!DOCTYPE html>"), "{engine}");
        assert!(!page.contains("Unknown localization"), "{engine}: {page}");
        assert!(page.contains("Gå en tur til havnen"), "{engine}: {page}");
        // Words of ours and short names are told as people say them.
        for told in [
            "Myndighederne må dele det",
            "Dansk",
            "Ishøj og Socialmedicinsk Enhed",
            "Sundhed, Fysioterapeuten",
            "Hvor meget af det, du gerne vil, kan du klare i hverdagen?",
        ] {
            assert!(page.contains(told), "{engine}: {told}: {page}");
        }
        assert!(!page.contains(">most<"), "{engine}: an answer by its code");
        let raw = short_names(&page);
        assert!(raw.is_empty(), "{engine}: {raw:?}");
        assert!(
            !page.contains("<script") && !page.contains("src="),
            "{engine}"
        );
    }
}
