//! The colours of `public/style.css` can be read: their contrast by WCAG 2.2, in every theme.

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

/// The colours of one rule of the style sheet, told by how it begins.
fn rule(begins: &str) -> HashMap<&'static str, [u8; 3]> {
    let after = STYLE.split_once(begins).expect(begins).1;
    tokens(after.split_once('}').expect("an end").0)
}

/// Light, dark as the device says, dark by choice, and the calm theme on both kinds of device.
fn themes() -> [(&'static str, HashMap<&'static str, [u8; 3]>); 5] {
    let over = |ground: &HashMap<_, _>, rules: &[&str]| {
        let mut all = ground.clone();
        rules.iter().for_each(|begins| all.extend(rule(begins)));
        all
    };
    let light = rule("\n  :root {");
    let dark = over(&light, &[":root:not([data-theme=\"light\"]) {"]);
    let chosen = over(&light, &["\n  [data-theme=\"dark\"] {"]);
    let quiet = over(&light, &["\n  [data-theme=\"quiet\"] {"]);
    let quiet_dark = over(&dark, &["    :root[data-theme=\"quiet\"] {"]);
    [
        ("light", light),
        ("dark", dark),
        ("dark by choice", chosen),
        ("calm", quiet),
        ("calm and dark", quiet_dark),
    ]
}

#[test]
fn every_colour_can_be_read_in_every_theme() {
    for (theme, tokens) in themes() {
        for (on, ground, least) in PAIRS {
            let ratio = contrast(tokens[on], tokens[ground]);
            assert!(
                ratio >= *least,
                "{theme}: {on} on {ground} is {ratio:.2}, not {least}"
            );
        }
    }
}

#[test]
fn dark_is_the_same_whether_the_device_or_the_person_chose_it() {
    let [_, (_, by_device), (_, by_choice), ..] = themes();
    assert_eq!(by_device, by_choice);
}
