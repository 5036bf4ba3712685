//! The figures as a file: the same labels as on the page, one line for each wave.

use std::fmt::Write;

use super::estimate::{Share, Verdict};
use super::results::{Results, State};

/// What each column is called.
pub const COLUMNS: &str = "programme,indicator,wave,state,answers,invited,happy_from,happy_to,\
     unhappy_from,unhappy_to,happy_share_low,happy_share_high,likely_low,likely_high,\
     had_all_answered_low,had_all_answered_high,target,verdict";

/// The results as CSV (RFC 4180, UTF-8): shares from 0 to 1, counts as intervals.
pub fn csv(results: &Results) -> String {
    let mut file = format!("{COLUMNS}\r\n");
    for tile in &results.tiles {
        let open = (tile.open, State::Open);
        for (quarter, state) in std::iter::once(&open).chain(&tile.closed) {
            let target = tile
                .target
                .map_or(String::new(), |target| target.to_string());
            let verdict = match (tile.target, state) {
                (Some(target), State::Sealed(estimate)) => word(estimate.verdict(target)),
                _ => "",
            };
            let _ = write!(
                file,
                "{},{},{quarter},{},{target},{verdict}\r\n",
                field(&results.definition),
                tile.indicator.word(),
                figures(state)
            );
        }
    }
    file
}

fn figures(state: &State) -> String {
    let word = match state {
        State::Open => "open",
        State::Counting => "counting",
        State::TooFew => "too_few",
        State::Sealed(estimate) => {
            let union = estimate.union();
            let ((a, b), (c, d)) = (union.happy(), union.unhappy());
            let shares = [
                estimate.happy(),
                estimate.likely_happy(),
                estimate.had_all_answered(),
            ]
            .map(outwards)
            .join(",");
            let (answers, invited) = (union.answers(), estimate.invited());
            return format!("sealed,{answers},{invited},{a},{b},{c},{d},{shares}");
        }
    };
    format!("{word}{}", ",".repeat(12))
}

/// Three decimals, rounded so that the interval never looks surer than it is.
fn outwards(share: Share) -> String {
    let low = (share.low * 1000.0 + 1e-9).floor() / 1000.0;
    let high = (share.high * 1000.0 - 1e-9).ceil() / 1000.0;
    format!("{low:.3},{high:.3}")
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reached => "reached",
        Verdict::NotReached => "not_reached",
        Verdict::CannotSay => "cannot_say",
    }
}

/// A text as a field: quoted where it must be, and never a formula to a spreadsheet.
pub(crate) fn field(text: &str) -> String {
    let text = text.trim_start_matches(['=', '+', '-', '@', '\t', '\r']);
    if text.contains(['"', ',', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::{COLUMNS, csv};
    use crate::insight::disclosure::{Label, Published};
    use crate::insight::{Indicator, Quarter, RegisterYears, Results, Tile, Wave};

    #[test]
    fn every_line_has_every_column_and_figures_stand_only_where_a_wave_is_sealed() {
        let [few, many] = [(0, 3), (9, 12)].map(|(a, b)| Label::published(12, a, b).unwrap());
        let blocks = vec![Published::new(few, many).unwrap()];
        let sealed = Quarter::of(date(2026, 1, 1));
        let waves = BTreeMap::from([(
            sealed,
            Wave {
                blocks,
                invited: 16,
            },
        )]);
        let tile = Tile::new(
            Indicator::Influence,
            Some(0.5),
            sealed,
            date(2026, 8, 1),
            &waves,
        );
        let results = Results {
            programme: "Koll på förmåga".into(),
            definition: "koll-pa-formaga".into(),
            others: Vec::new(),
            tiles: vec![tile],
            public: Vec::new(),
            register: RegisterYears::default(),
            arms: None,
            planned: None,
        };
        let file = csv(&results);
        let lines: Vec<_> = file.trim_end().split("\r\n").collect();
        let columns = COLUMNS.split(',').count();
        assert!(
            lines.iter().all(|line| line.split(',').count() == columns),
            "{file}"
        );
        assert_eq!(
            lines[1],
            "koll-pa-formaga,influence,2026-Q3,open,,,,,,,,,,,,,0.5,"
        );
        assert!(lines[2].contains("2026-Q2,too_few,,"), "{file}");
        assert_eq!(
            lines[3],
            "koll-pa-formaga,influence,2026-Q1,sealed,12,16,9,12,0,3,0.750,1.000,0.467,1.000,0.562,1.000,0.5,cannot_say"
        );
    }

    #[test]
    fn a_name_cannot_break_out_of_its_field() {
        assert_eq!(super::field("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(super::field("=1+1"), "1+1");
    }
}
