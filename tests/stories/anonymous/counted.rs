//! What becomes of anonymous answers when the quarter has ended.

use app::ids::WaveId;
use app::insight::Staged;
use server::anonymous::pour;
use server::notifications::Couriers;
use server::{on, scheduling};
use tests::engines;

use super::{Office, no, refusal};

#[tokio::test]
async fn they_are_sealed_apart_from_confidential_ones_and_the_file_goes() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let mut tickets = Vec::new();
        for number in 0..12 {
            let person = office.person(&format!("Ada{number}")).await;
            tickets.push(office.first_ticket(&person).await);
        }
        office.go_on(1);
        for (number, ticket) in tickets.iter().enumerate() {
            let answer = if number < 9 { "agree" } else { "disagree" };
            office.redeem(ticket, answer).await;
        }
        for number in 0..11 {
            let person = office.person(&format!("Bo{number}")).await;
            let of = office.asked(&person).await;
            let path = format!("/questions/{of}/influence");
            let form = "answer=agree&deed=next";
            office.world.post(&person.cookie, &path, form).await;
        }
        assert_eq!(office.seal().await, 0, "{engine}: the quarter runs");
        office.go_on(70);
        let late = office.person("Cleo").await;
        drop(late);
        let over = office.redeem(&tickets[0], "agree").await;
        assert_eq!(refusal(&over), no(410, "over"), "{engine}");

        // A server that was not given the folder neither seals without them nor loses them.
        let (db, now) = (&office.world.app.db, office.world.now());
        assert_eq!(pour(db, None, now).await.unwrap(), 0, "{engine}");
        assert_eq!(server::insight::seal(db, now).await.unwrap(), 0, "{engine}");

        assert_eq!(office.seal().await, 1, "{engine}");
        let mut tx = db.read().await.unwrap();
        let blocks: Vec<(String, i64, i64, i64)> = on!(&mut tx, db => sqlx::query_as(
            "select b.stratum, l.n, l.happy_from, l.happy_to
             from blocks b join labels l on l.block_id = b.id order by b.stratum")
            .fetch_all(db).await)
        .unwrap();
        drop(tx);
        let expected = [
            ("participant/anonymous".to_owned(), 12, 9, 12),
            ("participant/confidential".to_owned(), 11, 8, 11),
        ];
        assert_eq!(blocks, expected, "{engine}");
        assert!(office.pool().waves().await.unwrap().is_empty(), "{engine}");
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            0,
            "{engine}"
        );
        assert_eq!(office.seal().await, 0, "{engine}: once");
    }
}

#[tokio::test]
async fn a_server_that_runs_hands_them_on_and_seals_them_by_itself() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for number in 0..10 {
            let person = office.person(&format!("Ada{number}")).await;
            let ticket = office.first_ticket(&person).await;
            office.redeem(&ticket, "agree").await;
        }
        office.go_on(70);
        let app = &office.world.app;
        let couriers = Couriers::of(&app.settings, &app.db).await.unwrap();
        let server = tokio::spawn(scheduling::run_forever(app.clone(), couriers));
        let sealed = async {
            while office.count("select count(*) from blocks").await == 0 {
                tokio::task::yield_now().await;
            }
        };
        let patience = std::time::Duration::from_secs(30);
        tokio::time::timeout(patience, sealed)
            .await
            .unwrap_or_else(|_| panic!("{engine}: nothing was sealed"));
        server.abort();
        assert!(office.pool().waves().await.unwrap().is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn few_of_each_are_counted_together_or_not_at_all() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for number in 0..6 {
            let person = office.person(&format!("Ada{number}")).await;
            let ticket = office.first_ticket(&person).await;
            office.redeem(&ticket, "agree").await;
            let person = office.person(&format!("Bo{number}")).await;
            let of = office.asked(&person).await;
            let path = format!("/questions/{of}/influence");
            let form = "answer=agree&deed=next";
            office.world.post(&person.cookie, &path, form).await;
        }
        office.go_on(70);
        office.seal().await;
        let mut tx = office.world.app.db.read().await.unwrap();
        let blocks: Vec<(String, i64)> = on!(&mut tx, db =>
            sqlx::query_as("select stratum, n from blocks").fetch_all(db).await)
        .unwrap();
        assert_eq!(blocks, [("participant".to_owned(), 12)], "{engine}");
    }
}

#[tokio::test]
async fn a_server_that_stops_in_between_loses_nothing_and_counts_nothing_twice() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("Ada").await;
        let ticket = office.first_ticket(&ada).await;
        office.redeem(&ticket, "agree").await;
        let wave = WaveId::new(&ticket.wave);
        let folder = office.world.app.settings.anonymous.clone().unwrap();
        let file = folder.join(format!("{wave}.json"));
        let kept = std::fs::read(&file).unwrap();
        // What it was about to write when it stopped.
        std::fs::write(file.with_extension("new"), "{\"spent\":[\"x\"").unwrap();
        assert_eq!(office.waiting(&ticket).await, [0, 0, 1], "{engine}");

        office.go_on(70);
        let (db, now) = (&office.world.app.db, office.world.now());
        pour(db, Some(&office.pool()), now).await.unwrap();
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );
        // It had handed them on, and stopped before it could remove the file.
        std::fs::write(&file, kept).unwrap();
        pour(db, Some(&office.pool()), now).await.unwrap();
        assert_eq!(
            office.count("select count(*) from staged_answers").await,
            1,
            "{engine}"
        );
        office.seal().await;
        assert_eq!(office.pool().waves().await.unwrap(), [], "{engine}: swept");
    }
}

#[tokio::test]
async fn the_file_holds_sums_and_no_time_and_what_it_held_before_is_overwritten() {
    let office = Office::on("sqlite").await;
    let wave = WaveId::new("w");
    let folder = office.world.app.settings.anonymous.clone().unwrap();
    let file = folder.join("w.json");
    let staged = |band| Staged::new(vec![("influence".to_owned(), band)]);
    let spend = async |name: &str, band| {
        let held = office.pool().hold(&wave).await.unwrap();
        held.spend(name.to_owned(), staged(band)).await.unwrap()
    };
    assert!(spend("b", app::insight::Band::Happy).await);
    // Somebody holds the old file open, as a disk keeps what was removed.
    let mut old = std::fs::File::open(&file).unwrap();
    assert!(spend("a", app::insight::Band::Unhappy).await);
    assert!(!spend("b", app::insight::Band::Unhappy).await, "spent");
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        text,
        r#"{"spent":["a","b"],"counts":{"influence":[1,0,1]}}"#
    );
    let mut before = Vec::new();
    std::io::Read::read_to_end(&mut old, &mut before).unwrap();
    assert!(before.iter().all(|byte| *byte == 0), "{before:?}");
    let modified = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(modified, std::time::SystemTime::UNIX_EPOCH);
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "nobody else reads it");
    assert!(folder.join("CACHEDIR.TAG").is_file());
}
