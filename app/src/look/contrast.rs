//! The colours of `public/style.css` can be read: their contrast by WCAG 2.2, light and dark.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../../public/style.css");

/// What is read, on which ground, and the least contrast it needs: 4.5 for text (1.4.3),
/// 3 for shapes and the borders of fields (1.4.11).
const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "ground", 7.0),
    ("ink", "card", 7.0),
    ("ink", "wash", 7.0),
    ("ink-soft", "ground", 4.5),
    ("ink-soft", "card", 4.5),
    ("ink-soft", "wash", 4.5),
    ("spruce", "ground", 4.5),
    ("spruce", "card", 4.5),
    ("spruce", "wash", 4.5),
    ("on-spruce", "spruce", 4.5),
    ("on-sun", "sun", 4.5),
    ("on-rest", "rest", 4.5),
    ("clay", "ground", 4.5),
    ("clay", "card", 4.5),
    ("clay", "wash", 4.5),
    ("line", "ground", 3.0),
    ("line", "card", 3.0),
    ("sun-edge", "ground", 3.0),
    ("sun-edge", "card", 3.0),
    ("sun-edge", "wash", 3.0),
    ("rest-edge", "ground", 3.0),
    ("rest-edge", "card", 3.0),
];

/// The colour tokens between two places in the style sheet.
fn tokens(block: &str) -> HashMap<&str, [u8; 3]> {
    block
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let hex = u32::from_str_radix(value.strip_suffix(';')?, 16).ok()?;
            let [_, red, green, blue] = hex.to_be_bytes();
            Some((name, [red, green, blue]))
        })
        .collect()
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Contrast ratio, WCAG 2.2: 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_is_21() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn every_colour_can_be_read_by_day_and_by_night() {
    let start = STYLE.find("@layer tokens {").unwrap();
    let dark = STYLE.find("@media (prefers-color-scheme: dark)").unwrap();
    let end = STYLE.find("@layer base {").unwrap();
    for (theme, block) in [("light", &STYLE[start..dark]), ("dark", &STYLE[dark..end])] {
        let tokens = tokens(block);
        for (on, ground, least) in PAIRS {
            let ratio = contrast(tokens[on], tokens[ground]);
            assert!(
                ratio >= *least,
                "{theme}: {on} on {ground} is {ratio:.2}, not {least}"
            );
        }
    }
}
