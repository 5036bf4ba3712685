//! One week, and a death at every single effect point of it.

use server::simulation::simulate;

use super::scenes::{memory, side_by_side, week};

#[test]
fn wherever_a_server_dies_in_a_week_with_25_hours_on_sunday_everyone_is_reached_once() {
    everyone_is_reached_with_a_death_at_every(60);
}

#[test]
#[ignore = "takes long: ./dev prove"]
fn at_each_point_of_a_week_a_server_may_die_and_everyone_is_reached_once() {
    everyone_is_reached_with_a_death_at_every(1);
}

/// Plays the week once for every `step`th effect point, with a death there.
fn everyone_is_reached_with_a_death_at_every(step: usize) {
    let points = |crash_at: u64| async move {
        let outcome = simulate(&week(crash_at), memory().await, |_| {})
            .await
            .expect("a week");
        (crash_at, outcome)
    };
    // No point has this number: nothing dies.
    let whole = side_by_side(0..1, points).remove(0).1;
    assert_eq!(whole.complaints, [""; 0]);
    let deaths: Vec<_> = (1..whole.points + 1)
        .step_by(step)
        .flat_map(|at| side_by_side(at..at + 1, points))
        .collect();
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
        "{} effect points, a death at every {step}: {} contacts due in the week, {doubled} taken twice \
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
    assert!(whole.points > 300, "{} points", whole.points);
    assert!(
        step > 1 || doubled > 0,
        "no death fell between the yes and the record"
    );
    let one_each = deaths
        .iter()
        .all(|it| it.1.totals.contacts.doubled_after_break <= 32);
    assert!(one_each, "one death may double no more than one batch");
}
