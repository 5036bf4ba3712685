//! One week, and a death at every single effect point of it.

use server::simulation::simulate;

use super::scenes::{memory, side_by_side, week};

#[test]
fn wherever_a_server_dies_in_a_week_with_25_hours_on_sunday_everyone_is_reached_once() {
    let points = |crash_at: u64| async move {
        let outcome = simulate(&week(crash_at), memory().await, |_| {})
            .await
            .expect("a week");
        (crash_at, outcome)
    };
    // No point has this number: nothing dies.
    let whole = side_by_side(0..1, points).remove(0).1;
    assert_eq!(whole.complaints, [""; 0]);
    let deaths = side_by_side(1..whole.points + 1, points);
    let wrong: Vec<String> = deaths
        .iter()
        .filter(|(_, outcome)| !outcome.complaints.is_empty())
        .map(|(at, outcome)| format!("point {at}: {}", outcome.complaints.join("\n  ")))
        .collect();
    let doubled: usize = deaths
        .iter()
        .map(|it| it.1.totals.contacts.doubled_after_break)
        .sum();
    println!(
        "{} effect points, a death at each: {} contacts due in the week, {doubled} taken twice \
         because a server died between the yes and the record",
        whole.points, whole.totals.contacts.due
    );
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        whole.points,
        wrong.join("\n")
    );
    assert!(whole.points > 300 && doubled > 0, "{} points", whole.points);
    let one_each = deaths
        .iter()
        .all(|it| it.1.totals.contacts.doubled_after_break <= 32);
    assert!(one_each, "one death may double no more than one batch");
}
