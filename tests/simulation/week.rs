//! One week, and a death at every single effect point of it.

use server::simulation::{Outcome, simulate};

use super::scenes::{memory, side_by_side, week};

/// The points are shared out to as many tests, so that each is over in a minute or two.
const SHARES: usize = 10;

/// One test for each share: its points are `share`, `share + SHARES`, and so on.
macro_rules! a_server_may_die_at_each_point_of {
    ($($name:ident = $share:literal),*) => {
        $(#[test]
        fn $name() {
            everyone_is_reached_once_with_a_death_at_each_point_of($share);
        })*
    };
}

a_server_may_die_at_each_point_of!(
    share_0 = 0,
    share_1 = 1,
    share_2 = 2,
    share_3 = 3,
    share_4 = 4,
    share_5 = 5,
    share_6 = 6,
    share_7 = 7,
    share_8 = 8,
    share_9 = 9
);

async fn with_a_death_at(point: u64) -> (u64, Outcome) {
    let outcome = simulate(&week(point), memory().await, |_| {}).await;
    (point, outcome.expect("a week"))
}

fn everyone_is_reached_once_with_a_death_at_each_point_of(share: u64) {
    // No point has the number 0: nothing dies.
    let whole = side_by_side([0], with_a_death_at).remove(0).1;
    assert_eq!(whole.complaints, [""; 0]);
    assert!(whole.points > 300, "{} points", whole.points);
    let points = (1 + share..=whole.points).step_by(SHARES);
    let deaths = side_by_side(points, with_a_death_at);
    let wrong: Vec<String> = deaths
        .iter()
        .filter(|(_, outcome)| !outcome.complaints.is_empty())
        .map(|(at, outcome)| format!("point {at}: {}", outcome.complaints.join("\n  ")))
        .collect();
    let doubled = |it: &(u64, Outcome)| it.1.totals.contacts.doubled_after_break;
    println!(
        "{} of {} effect points: {} contacts due in the week, {} taken twice because a server \
         died between the yes and the record",
        deaths.len(),
        whole.points,
        whole.totals.contacts.due,
        deaths.iter().map(doubled).sum::<usize>()
    );
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        deaths.len(),
        wrong.join("\n")
    );
    assert!(
        deaths.iter().any(|it| doubled(it) > 0),
        "no death fell between the yes and the record"
    );
    assert!(
        deaths.iter().all(|it| doubled(it) <= 32),
        "one death may double no more than one batch"
    );
}
