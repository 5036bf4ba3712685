//! What may be published beyond the office, with how much it may be off.

use leptos::prelude::*;

use super::super::chart::percent;
use super::super::public::PublicFigure;
use super::{Keys, wave};
use crate::texts::Words;

/// The public's figures of the programme; nothing as long as no wave was large enough.
#[component]
pub fn ForThePublic(
    /// The reader's words.
    words: Words,
    /// The figures, the newest wave first.
    figures: Vec<PublicFigure>,
    /// The programme's id, for the file.
    programme: String,
) -> impl IntoView {
    (!figures.is_empty()).then(|| {
        let rows = figures.into_iter().map(|figure| {
            let (share, off) = figure.happy();
            let about = words.with(
                "publication-about",
                &[
                    ("share", percent(words, share).into()),
                    ("off", words.number((off * 1000.0).round() / 10.0).into()),
                ],
            );
            view! {
                <tr>
                    <th scope="row">
                        {words.say(Keys::of(figure.indicator).name)} ", " {wave(words, figure.quarter)}
                    </th>
                    <td>{about}</td>
                    <td>{figure.noisy.answers().to_string()}</td>
                </tr>
            }
        });
        view! {
            <section class="tile" aria-labelledby="public-heading">
                <h2 id="public-heading">{words.say("publication-title")}</h2>
                <p class="hint">{words.say("publication-intro")}</p>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.say("insight-wave")}</th>
                            <th scope="col">{words.say("publication-share")}</th>
                            <th scope="col">{words.say("insight-answers")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                <p><a href=format!("/results/public.csv?programme={programme}")>{words.say("publication-file")}</a></p>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use leptos::prelude::*;

    use super::{ForThePublic, ForThePublicProps, PublicFigure};
    use crate::insight::{Indicator, Ledger, Noisy, Quarter};
    use crate::texts::{Language, Words};

    #[test]
    fn every_language_says_how_much_a_public_figure_may_be_off() {
        for language in Language::ALL {
            let mut ledger = Ledger::default();
            let noisy = Noisy::published("influence", (20, 150), 250, 1000, &mut ledger);
            let figure = PublicFigure {
                indicator: Indicator::Influence,
                quarter: Quarter::of(date(2026, 10, 1)),
                noisy: noisy.unwrap(),
            };
            let words = Words::of(language);
            let props = ForThePublicProps {
                words,
                figures: vec![figure],
                programme: "p1".into(),
            };
            let html = Owner::new().with(|| ForThePublic(props).to_html());
            assert!(
                !html.contains("Unknown localization") && !html.contains("{$"),
                "{html}"
            );
            let off = words.number(2.4);
            assert!(html.contains("60") && html.contains(&off), "{off}: {html}");
        }
    }
}
