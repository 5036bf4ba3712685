//! What two groups of people can show at all: the smallest difference that they would see.

/// Two-sided 5 %.
const SURE: f64 = 1.959_963_984_540_054;
/// Eight times of ten.
const SEEN: f64 = 0.841_621_233_572_914_3;

/// The smallest share in one group that would be told from `share` in the other, eight
/// times of ten at two-sided 5 %; `None` when even everyone would not be enough.
///
/// Unit: 0 to 1. Cohen's arcsine effect size with the normal approximation. 30 people
/// against 30 see 20 % against 54 %, and nothing nearer.
pub fn smallest_seen(group: u32, other: u32, share: f64) -> Option<f64> {
    let (a, b) = (f64::from(group), f64::from(other));
    if group == 0 || other == 0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let effect = (SURE + SEEN) / (a * b / (a + b)).sqrt();
    let angle = share.sqrt().asin() + effect / 2.0;
    (angle <= std::f64::consts::FRAC_PI_2).then(|| angle.sin().powi(2))
}

#[cfg(test)]
mod tests {
    use super::smallest_seen;

    #[test]
    fn thirty_against_thirty_see_little() {
        let seen = smallest_seen(30, 30, 0.2).unwrap();
        assert!((seen - 0.54).abs() < 0.005, "{seen}");
        assert!(smallest_seen(300, 300, 0.2).unwrap() < 0.31);
        assert_eq!(
            smallest_seen(30, 30, 0.9),
            None,
            "nothing is that much better"
        );
        assert_eq!(smallest_seen(0, 30, 0.2), None);
    }
}
