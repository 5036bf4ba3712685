//! Seeds: servers die, databases are busy, providers refuse, clocks err, people change their
//! minds; and still nobody is lost, asked twice, woken, or written to after they answered.

use std::time::Instant;

use server::simulation::{Outcome, Tells, simulate};
use server::storage::Db;
use tests::{database, engines};

use super::scenes::{memory, side_by_side, stormy};

/// How many seeds one test plays; four of them make 200.
const SEEDS: u64 = 50;
/// How many a long proof plays.
const MANY: u64 = 10_000;

/// Plays one seed; what went wrong, with the command that plays it again.
async fn play(seed: u64, db: Db) -> Result<Outcome, String> {
    let again = format!("DAGSFORM_SEED={seed} ./dev test one_seed_tells_its_timeline");
    match simulate(&stormy(seed), db, |_| {}).await {
        Ok(outcome) if outcome.complaints.is_empty() => Ok(outcome),
        Ok(outcome) => Err(format!(
            "seed {seed}: {}\n  {again}",
            outcome.complaints.join("\n  ")
        )),
        Err(fault) => Err(format!("seed {seed}: {fault}\n  {again}")),
    }
}

fn no_seed_complains(seeds: std::ops::Range<u64>) {
    let began = Instant::now();
    let many = seeds.end - seeds.start;
    let played = side_by_side(
        seeds,
        |seed| async move { play(seed, memory().await).await },
    );
    let wrong: Vec<&str> = played
        .iter()
        .filter_map(|it| it.as_ref().err().map(String::as_str))
        .collect();
    let sum = |of: fn(&Outcome) -> usize| played.iter().flatten().map(of).sum::<usize>();
    println!(
        "{many} seeds in {:.1?}: {} effect points, {} breaks, {} contacts due, {} sent, {} taken twice after a break",
        began.elapsed(),
        sum(|it| it.points as usize),
        sum(|it| it.totals.breaks),
        sum(|it| it.totals.contacts.due),
        sum(|it| it.totals.contacts.sent),
        sum(|it| it.totals.contacts.doubled_after_break),
    );
    assert!(
        wrong.is_empty(),
        "{} of {many} seeds:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
    assert!(
        sum(|it| it.totals.breaks) > many as usize,
        "hardly anything broke"
    );
}

#[test]
fn whatever_breaks_nobody_is_lost_asked_twice_or_woken() {
    no_seed_complains(0..SEEDS);
}

#[test]
fn whatever_breaks_in_the_second_fifty_nobody_is_lost_asked_twice_or_woken() {
    no_seed_complains(SEEDS..2 * SEEDS);
}

#[test]
fn whatever_breaks_in_the_third_fifty_nobody_is_lost_asked_twice_or_woken() {
    no_seed_complains(2 * SEEDS..3 * SEEDS);
}

#[test]
fn whatever_breaks_in_the_fourth_fifty_nobody_is_lost_asked_twice_or_woken() {
    no_seed_complains(3 * SEEDS..4 * SEEDS);
}

#[test]
#[ignore = "takes long: ./dev prove"]
fn whatever_breaks_in_ten_thousand_seeds_nobody_is_lost_asked_twice_or_woken() {
    no_seed_complains(4 * SEEDS..MANY);
}

#[tokio::test]
async fn the_real_files_and_servers_of_both_engines_break_as_well_as_memory_does() {
    for engine in engines() {
        for seed in 1000..1003 {
            let db = Db::open_to_throw_away(&database(engine).await)
                .await
                .unwrap();
            if let Err(wrong) = play(seed, db).await {
                panic!("{engine}: {wrong}");
            }
        }
    }
}

#[tokio::test]
async fn the_same_seed_breaks_the_same_things_and_tells_the_same_timeline() {
    for seed in [3, 4, 51, 52, 56, 59, 61] {
        let first = play(seed, memory().await).await.unwrap();
        let again = play(seed, memory().await).await.unwrap();
        assert_eq!(first.digest, again.digest, "seed {seed}");
        assert_eq!(first.totals, again.totals, "seed {seed}");
    }
}

#[tokio::test]
async fn one_seed_tells_its_timeline() {
    let seed = std::env::var("DAGSFORM_SEED")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(1);
    let began = Instant::now();
    let mut wish = stormy(seed);
    wish.tells = Tells::Everything;
    let outcome = simulate(&wish, memory().await, |_| {}).await.unwrap();
    println!("{}", outcome.timeline.join("\n"));
    println!(
        "seed {seed} in {:.1?}: {:#?}",
        began.elapsed(),
        outcome.totals
    );
    assert_eq!(outcome.complaints, [""; 0], "seed {seed}");
    assert!(outcome.timeline.len() > 50);
}
