//! One share as an interval on a bar: the uncertainty first, then the label, then the target.

use leptos::prelude::*;

use super::estimate::{Estimate, Share};
use crate::texts::Words;

const LEFT: f64 = 12.0;
const WIDTH: f64 = 296.0;

/// Where a share of 0 to 1 stands on the bar. The scale runs from left to right in every
/// language, as numbers do.
fn x(share: f64) -> f64 {
    ((LEFT + share * WIDTH) * 10.0).round() / 10.0
}

fn band(share: Share) -> (f64, f64) {
    let from = x(share.low);
    // A line's width at least, so that an interval near one end can be seen.
    (
        from,
        ((x(share.high) - from).max(2.0) * 10.0).round() / 10.0,
    )
}

/// Words at a place on the bar are written so that they stay inside it.
fn anchor(at: f64) -> &'static str {
    match at {
        at if at < 0.2 => "start",
        at if at > 0.8 => "end",
        _ => "middle",
    }
}

/// The happy share of one question as a drawing.
///
/// A hatched band with an outline: where the share likely lies. A full, narrower band:
/// what the labels say of those who answered. A dashed line with its words: the target.
/// Pattern, width and outline tell them apart, colour only helps. `id` must be unique on
/// the page; the same figures stand in the table after it.
#[component]
pub fn IntervalChart(
    /// The reader's words.
    words: Words,
    /// ASCII, unique on the page.
    id: String,
    /// What the share is of, and which wave.
    title: String,
    /// The figures.
    estimate: Estimate,
    /// Promised share, 0 to 1.
    target: Option<f64>,
) -> impl IntoView {
    let (likely_x, likely_width) = band(estimate.likely_happy());
    let (label_x, label_width) = band(estimate.happy());
    let description = words.with(
        "insight-chart-says",
        &[
            ("share", range(words, estimate.happy()).into()),
            ("likely", range(words, estimate.likely_happy()).into()),
        ],
    );
    let ids = [
        format!("{id}-title"),
        format!("{id}-desc"),
        format!("{id}-hatch"),
    ];
    let [title_id, desc_id, hatch_id] = ids;
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|tick| {
        let label = (tick != 0.25 && tick != 0.75).then(|| {
            view! {
                <text x=x(tick).to_string() y="76" text-anchor=anchor(tick) font-size="12" fill="currentColor">
                    {percent(words, tick)}
                </text>
            }
        });
        view! {
            <line class="tick" x1=x(tick).to_string() x2=x(tick).to_string() y1="54" y2="60" stroke="currentColor"></line>
            {label}
        }
    });
    let target = target.map(|target| {
        let said = words.with(
            "insight-target-line",
            &[("share", percent(words, target).into())],
        );
        let at = x(target).to_string();
        // Where Arabic begins is where the bar ends.
        let is_rtl = words.language().direction() == "rtl";
        let inline = if is_rtl { 1.0 - target } else { target };
        view! {
            <line
                class="target" x1=at.clone() x2=at.clone() y1="18" y2="60"
                stroke="currentColor" stroke-width="2" stroke-dasharray="4 3"
            ></line>
            <text
                x=at y="13" direction=words.language().direction()
                text-anchor=anchor(inline) font-size="12" fill="currentColor"
            >
                {said}
            </text>
        }
    });
    view! {
        <svg
            class="interval" viewBox="0 0 320 80" role="img" direction="ltr"
            aria-labelledby=format!("{title_id} {desc_id}")
        >
            <title id=title_id.clone()>{title}</title>
            <desc id=desc_id.clone()>{description}</desc>
            <defs>
                <pattern id=hatch_id.clone() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch" x1="0" x2="0" y1="0" y2="6" stroke="currentColor" stroke-width="2" opacity="0.45"></line>
                </pattern>
            </defs>
            <line class="track" x1=x(0.0).to_string() x2=x(1.0).to_string() y1="57" y2="57" stroke="currentColor"></line>
            {ticks.into_iter().collect_view()}
            <rect
                class="likely" x=likely_x.to_string() width=likely_width.to_string() y="22" height="30" rx="3"
                fill=format!("url(#{hatch_id})") stroke="currentColor"
            ></rect>
            <rect
                class="label" x=label_x.to_string() width=label_width.to_string() y="30" height="14" rx="3"
                fill="currentColor"
            ></rect>
            {target}
        </svg>
    }
}

/// A share as whole percent, as the language writes it.
pub(super) fn percent(words: Words, share: f64) -> String {
    let share = ((share * 100.0).round() as i64).to_string();
    words.with("insight-percent", &[("share", share.into())])
}

/// An interval in whole percent, rounded outwards.
pub(super) fn range(words: Words, share: Share) -> String {
    let (low, high) = share.percent();
    words.with(
        "insight-range",
        &[
            ("low", low.to_string().into()),
            ("high", high.to_string().into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{IntervalChart, IntervalChartProps};
    use crate::insight::disclosure::{Label, Published};
    use crate::insight::{Estimate, Union};
    use crate::texts::{Language, Words};

    fn chart(target: Option<f64>) -> String {
        let [few, many] = [(0, 3), (9, 12)].map(|(a, b)| Label::published(12, a, b).unwrap());
        let union = Union::of(&[Published::new(few, many).unwrap()]).unwrap();
        let owner = Owner::new();
        owner.with(|| {
            IntervalChart(IntervalChartProps {
                words: Words::of(Language::Da),
                id: "influence".into(),
                title: "Enige".into(),
                estimate: Estimate::new(union, 16),
                target,
            })
            .to_html()
        })
    }

    #[test]
    fn uncertainty_is_drawn_first_and_the_target_last() {
        let svg = chart(Some(0.75));
        let place = |class: &str| svg.find(&format!("class=\"{class}\"")).unwrap();
        assert!(place("likely") < place("label"), "{svg}");
        assert!(place("label") < place("target"));
        assert!(svg.contains("role=\"img\"") && svg.contains("<title") && svg.contains("<desc"));
        assert!(
            svg.contains("url(#influence-hatch)"),
            "a pattern, not colour alone"
        );
        assert!(!svg.contains("style="), "no inline style");
        assert!(!chart(None).contains("class=\"target\""));
    }

    #[test]
    fn the_drawing_says_in_words_what_it_shows() {
        let svg = chart(Some(0.75));
        assert!(
            svg.contains("75–100\u{a0}%") && svg.contains("46–100\u{a0}%"),
            "{svg}"
        );
    }
}
