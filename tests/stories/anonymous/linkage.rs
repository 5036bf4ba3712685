//! Somebody has a copy of the disk, a week of backups and all logs, and knows who answered on which
//! day. With tokens this matches answers to people no better than chance; in confidence it does.

use axum::http::StatusCode;
use server::config::Given;
use server::storage::new_id;
use tests::{database, engines};

use super::disk::{Disk, answers_in};
use super::{Office, Ticket};

const DAYS: usize = 7;
const A_DAY: usize = 4;
const PEOPLE: usize = DAYS * A_DAY;

/// Shuffles for one source of evidence.
const SHUFFLES: usize = 20_000;

/// How rarely a shuffle may do as well before the evidence counts.
const CONVICTS: f64 = 0.001;

/// A small generator of its own, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// What one source says of each day: how often each band was seen.
type Seen = [[usize; 3]; DAYS];

fn tally(bands: &[usize]) -> [usize; 3] {
    let mut tally = [0; 3];
    for band in bands {
        tally[*band] += 1;
    }
    tally
}

/// A sequence, cut into days by how many answered on each.
fn cut(bands: &[usize]) -> Seen {
    let mut seen = Seen::default();
    for (day, bands) in bands.chunks(A_DAY).take(DAYS).enumerate() {
        seen[day] = tally(bands);
    }
    seen
}

/// How often a shuffle of the answers among all people fits the evidence as well as the truth.
fn chance(seen: &Seen, truth: &[usize]) -> f64 {
    let guess = |place: usize, band: usize| {
        let day = seen[place / A_DAY];
        let all: usize = day.iter().sum();
        if all == 0 {
            return 1.0 / 3.0;
        }
        day[band] as f64 / all as f64
    };
    let fit = |bands: &[usize]| -> f64 {
        let each = bands.iter().enumerate();
        each.map(|(place, band)| guess(place, *band)).sum()
    };
    let found = fit(truth);
    let mut dice = Dice(99);
    let mut bands = truth.to_vec();
    let mut as_well = 0;
    for _ in 0..SHUFFLES {
        for place in (1..bands.len()).rev() {
            bands.swap(place, dice.below(place + 1));
        }
        if fit(&bands) >= found - 1e-9 {
            as_well += 1;
        }
    }
    f64::from(as_well) / SHUFFLES as f64
}

/// A week in which everyone answers, and all that is left of it on the disk. Returns for each source
/// of evidence how well chance does.
async fn week(engine: &str, with_tokens: bool) -> Vec<(&'static str, f64)> {
    let data = std::env::temp_dir().join(format!("dagsform-test-{}", new_id()));
    let url = database(engine).await;
    let given = Given {
        anonymous: with_tokens.then(|| data.join("anonymous")),
        data: Some(data),
        database_url: Some(url.clone()),
        ..Given::default()
    };
    let office = Office::with(given).await;
    let disk = Disk::of(&url).await;
    let mut dice = Dice(2026);
    let truth: Vec<usize> = (0..PEOPLE).map(|_| dice.below(3)).collect();
    let mut people = Vec::new();
    let mut ids = Vec::new();
    let mut tickets: Vec<Ticket> = Vec::new();
    // The whole cohort, and some who never answer.
    for number in 0..PEOPLE + 6 {
        let person = office.person(&format!("P{number}")).await;
        if with_tokens {
            tickets.push(office.first_ticket(&person).await);
        }
        let of = office.asked(&person).await;
        ids.push(of.to_string());
        people.push((person, of));
    }
    let mut before = [0; 3];
    let (mut backups, mut logs) = (Seen::default(), Seen::default());
    for day in 0..DAYS {
        office.go_on(1);
        let mark = disk.mark().await;
        for place in day * A_DAY..(day + 1) * A_DAY {
            let (person, of) = &people[place];
            let answer = ["disagree", "neither", "agree"][truth[place]];
            if with_tokens {
                let sent = office.redeem(&tickets[place], answer).await;
                assert_eq!(sent.status, StatusCode::OK, "{engine}: {}", sent.body);
                office.settle(person, of).await;
            } else {
                let path = format!("/questions/{of}/influence");
                let form = format!("answer={answer}&deed=next");
                office.world.post(&person.cookie, &path, &form).await;
            }
        }
        if day == 0 {
            let text = "select id from waves where asked = 'influence'";
            let mut tx = office.world.app.db.read().await.unwrap();
            let waves: Vec<String> =
                server::on!(&mut tx, db => sqlx::query_scalar(text).fetch_all(db).await).unwrap();
            ids.extend(waves);
        }
        logs[day] = tally(&answers_in(&disk.log(mark).await, &ids));
        let backup = tally(&answers_in(&disk.backup().await, &ids));
        for band in 0..3 {
            backups[day][band] = backup[band].saturating_sub(before[band]);
        }
        before = backup;
    }
    let rows = disk.staged().await;
    let mark = disk.mark().await;
    office.go_on(70);
    if with_tokens {
        assert_eq!(office.seal().await, 1, "{engine}");
    } else {
        let now = office.world.now();
        server::insight::seal(&office.world.app.db, now)
            .await
            .unwrap();
    }
    let after = answers_in(&disk.log(mark).await, &ids);
    let found = [
        ("backups, day by day", backups),
        ("the log, day by day", logs),
        ("rows as they lie", cut(&rows)),
        ("the log of the sealing", cut(&after)),
    ];
    found
        .map(|(name, seen)| (name, chance(&seen, &truth)))
        .to_vec()
}

#[tokio::test]
async fn who_answered_what_is_found_no_better_than_by_chance() {
    for engine in engines() {
        for (source, chance) in week(engine, true).await {
            println!("{engine:>8}  with tokens    {chance:.4}  {source}");
            assert!(chance > CONVICTS, "{engine}: {source}: {chance}");
        }
        // The same eyes see it where answers are confidential, and that is what these are called.
        let confided = week(engine, false).await;
        for (source, chance) in &confided {
            println!("{engine:>8}  in confidence  {chance:.4}  {source}");
        }
        for needed in ["backups, day by day", "rows as they lie"] {
            let found = confided.iter().find(|(source, _)| *source == needed);
            let chance = found.unwrap().1;
            assert!(
                chance <= CONVICTS,
                "{engine}: {needed} must convict: {chance}"
            );
        }
    }
}
