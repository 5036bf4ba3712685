//! Scenes that simulations play in: a busy little programme around a night of summer time.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use server::programmes::Protocol;
use server::simulation::{Share, Span, Tells, Weather, Wish};
use server::storage::Db;

const PROTOCOL: &str = include_str!("protocol.toml");

/// The programme that everyone here takes part in.
pub(crate) fn protocol() -> Protocol {
    Protocol::read("protocol.toml", PROTOCOL).expect("a protocol")
}

/// The same programme after an edit that asks for nothing else: the text is new, and so is
/// the way in which reminders follow each other.
fn edited(version: u32) -> Protocol {
    let text = PROTOCOL
        .replace("version = 1", &format!("version = {version}"))
        .replace(
            "after = \"P1D\", at = \"17:00:00\"",
            &format!("after = \"P1D\", at = \"1{version}:00:00\""),
        );
    Protocol::read("protocol.toml", &text).expect("a protocol")
}

/// The same programme on a crowded day: four more questions, hours apart, so that none of
/// their messages stands for another.
pub(crate) fn crowded() -> Protocol {
    let more = (9..17).step_by(2).map(|hour| {
        format!(
            "[[rule]]\nid = \"at-{hour}\"\nquestionnaire = \"annual-satisfaction\"\n\
             when = {{ cron = \"0 {hour} * * 3\", from = \"inclusion\", until = \"end\" }}\n\
             open_for = \"P5D\"\nladder = \"gentle\"\n\n"
        )
    });
    let text = format!("{PROTOCOL}\n{}", more.collect::<String>());
    Protocol::read("protocol.toml", &text).expect("a protocol")
}

/// What one seed plays: four weeks around the last Sunday of March or of October, two servers,
/// whatever weather the seed brings.
pub(crate) fn stormy(seed: u64) -> Wish {
    let from = if seed.is_multiple_of(2) {
        "2027-03-15"
    } else {
        "2026-10-12"
    };
    Wish {
        protocol: protocol(),
        participants: 6,
        share: Share::ALL,
        span: Span {
            from: from.parse().expect("a day"),
            days: 28,
            at_once: true,
            eventful: true,
        },
        seed,
        servers: if seed.is_multiple_of(5) { 1 } else { 2 },
        weather: Some(Weather::of(seed)),
        crash_at: None,
        edits: vec![edited(2), edited(3)],
        bug: None,
        is_strict: true,
        tells: Tells::Nothing,
    }
}

/// Twenty people and one server in the week of the autumn Sunday that has 25 hours; the
/// server dies at the effect point of this number, and nothing else breaks.
pub(crate) fn week(crash_at: u64) -> Wish {
    Wish {
        protocol: protocol(),
        participants: 20,
        share: Share::ALL,
        span: Span {
            from: "2026-10-22".parse().expect("a day"),
            days: 7,
            at_once: true,
            eventful: true,
        },
        seed: 20,
        servers: 1,
        weather: None,
        crash_at: Some(crash_at),
        edits: vec![edited(2)],
        bug: None,
        is_strict: true,
        tells: Tells::Nothing,
    }
}

/// A database in memory, of its own.
pub(crate) async fn memory() -> Db {
    Db::open_to_throw_away("sqlite::memory:")
        .await
        .expect("a database")
}

/// Plays these numbers side by side on as many threads as there are; in order.
pub(crate) fn side_by_side<T, F, P>(numbers: impl IntoIterator<Item = u64>, plays: P) -> Vec<T>
where
    T: Send,
    F: Future<Output = T>,
    P: Fn(u64) -> F + Sync,
{
    let numbers: Vec<u64> = numbers.into_iter().collect();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let next = AtomicUsize::new(0);
    let played = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.min(numbers.len()) {
            scope.spawn(|| {
                let mut runtime = tokio::runtime::Builder::new_current_thread();
                let runtime = runtime.enable_all().build().expect("a runtime");
                while let Some(number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = runtime.block_on(plays(*number));
                    played.lock().expect("the others").insert(number, outcome);
                }
            });
        }
    });
    played
        .into_inner()
        .expect("the others")
        .into_values()
        .collect()
}
