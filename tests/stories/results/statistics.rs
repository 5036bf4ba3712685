//! The figures' arithmetic beside scipy and statsmodels, and what labels cost in accuracy.

use std::collections::BTreeMap;
use std::process::Stdio;

use app::insight::{
    Epsilon, Estimate, Label, Ledger, Noisy, PUBLIC, Published, Union, discrete_laplace,
    smallest_seen,
};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::attacker::Dice;

/// The label of a count, as it can be read back: there is no other way to one from here.
fn label(n: u32, count: u32) -> Label {
    let starts = (0..=count).rev();
    let mut all = starts.flat_map(|from| (count..=n).map(move |to| (from, to)));
    all.find_map(|(from, to)| Label::published(n, from, to).ok())
        .unwrap()
}

fn estimate(n: u32, unhappy: u32, happy: u32, invited: u32) -> Estimate {
    let labels = Published::new(label(n, unhappy), label(n, happy)).unwrap();
    Estimate::new(Union::of(&[labels]).unwrap(), invited)
}

/// Figures of random people, each with what it was computed from.
fn figures() -> Vec<Value> {
    let mut dice = Dice::of(7);
    let mut figures = Vec::new();
    for _ in 0..400 {
        let n = 10 + dice.roll(400) as u32;
        let happy = dice.roll(n as usize + 1) as u32;
        let unhappy = dice.roll((n - happy) as usize + 1) as u32;
        let invited = n + dice.roll(60) as u32;
        let one = estimate(n, unhappy, happy, invited);
        figures.push(json!({
            "kind": "share", "n": n, "invited": invited,
            "happy": one.union().happy(), "unhappy": one.union().unhappy(),
            "share": one.happy(), "likely": one.likely_happy(),
            "likely_unhappy": one.likely_unhappy(), "all": one.had_all_answered(),
            "response": one.response(),
        }));
        let (group, other) = (2 + dice.roll(300) as u32, 2 + dice.roll(300) as u32);
        let share = dice.roll(1000) as f64 / 1000.0;
        if let Some(seen) = smallest_seen(group, other, share) {
            figures.push(json!({
                "kind": "power", "group": group, "other": other, "share": share, "seen": seen,
            }));
        }
    }
    for (num, den) in [(1, 1), (2, 1), (6, 1), (7, 3)] {
        let mut drawn: BTreeMap<String, u32> = BTreeMap::new();
        for _ in 0..100_000 {
            let x = discrete_laplace(num, den, &mut || dice.bits());
            *drawn.entry(x.to_string()).or_default() += 1;
        }
        figures.push(json!({"kind": "laplace", "num": num, "den": den, "drawn": drawn}));
    }
    for parts in 1..=8 {
        let cost = Epsilon::WAVE.split(parts);
        let mut bits = || dice.bits();
        let noisy = Noisy::draw(
            "q",
            (20, 90),
            PUBLIC,
            cost,
            &mut Ledger::default(),
            &mut bits,
        );
        let within = noisy.unwrap().within();
        figures.push(json!({"kind": "within", "cost": cost.thousandths(), "within": within}));
    }
    figures
}

#[tokio::test]
async fn figures_agree_with_scipy_and_statsmodels() {
    let python = std::env::var("DAGSFORM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/peers/figures.py");
    let mut child = Command::new(&python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("{python}: {why}; set DAGSFORM_PYTHON"));
    let figures = figures();
    let lines: String = figures.iter().map(|it| format!("{it}\n")).collect();
    let mut input = child.stdin.take().unwrap();
    let writing = async move {
        input.write_all(lines.as_bytes()).await.unwrap();
        drop(input);
    };
    let (ended, ()) = tokio::join!(child.wait_with_output(), writing);
    let ended = ended.unwrap();
    let told = String::from_utf8_lossy(&ended.stdout);
    println!("{told}");
    assert!(ended.status.success(), "{told}");
    let last = told.lines().last().unwrap();
    assert!(
        last.starts_with(&format!("{} figures", figures.len())),
        "{last}"
    );
}

/// Over populations of any share: the mean error of the middle of a label, in points, the
/// half-width that chance alone has, and how often what is drawn covers the population.
fn usefulness(n: u32, dice: &mut Dice) -> (f64, f64, f64) {
    const DRAWN: u32 = 3000;
    let (mut error, mut chance, mut covered) = (0.0, 0.0, 0);
    for _ in 0..DRAWN {
        let share = dice.roll(1001) as f64 / 1000.0;
        let answers = (0..n).filter(|_| (dice.roll(1_000_000) as f64) < share * 1e6);
        let happy = answers.count() as u32;
        let one = estimate(n, 0, happy, n);
        let seen = f64::from(happy) / f64::from(n);
        error += (one.happy().middle() - seen).abs() * 100.0;
        let likely = one.likely_happy();
        covered += u32::from(likely.low <= share && share <= likely.high);
        chance += 196.0 * (share * (1.0 - share) / f64::from(n)).sqrt();
    }
    let of = f64::from(DRAWN);
    (error / of, chance / of, f64::from(covered) / of)
}

#[test]
fn labels_cost_little_beside_chance_and_cover_the_population() {
    let mut dice = Dice::of(3);
    for (n, goal) in [(15, 100.0), (30, 4.5), (60, 100.0), (85, 1.5), (250, 1.0)] {
        let (error, chance, covered) = usefulness(n, &mut dice);
        println!("n {n}: labels {error:.2} points, chance {chance:.1}, covered {covered:.3}");
        assert!(error <= goal, "n {n}: {error:.2} points");
        assert!(
            covered >= 0.95 && error < chance / 2.0,
            "n {n}: {covered:.3}"
        );
    }
}
