//! The languages of Dagsform and, on the server, every word it says.

#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
mod numbers;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use dates::capital;
#[cfg(feature = "ssr")]
pub use words::Words;

use serde::{Deserialize, Serialize};

/// A language that a person reads Dagsform in.
///
/// Danish and Swedish are written first; English for colleagues from elsewhere; Arabic
/// from right to left.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dansk.
    Da,
    /// Svenska.
    Sv,
    /// English.
    #[default]
    En,
    /// العربية.
    Ar,
    /// Українська, a draft.
    #[serde(skip)]
    Uk,
}

/// What a language needs besides its folder in `app/texts`: one line.
struct Facts {
    tag: &'static str,
    own_name: &'static str,
    direction: &'static str,
    /// With the region, because habits differ within a language: no "am" and "pm" here.
    #[cfg_attr(
        not(feature = "ssr"),
        expect(dead_code, reason = "the server writes dates")
    )]
    region: &'static str,
    /// What stands before the fraction of a number.
    #[cfg_attr(
        not(feature = "ssr"),
        expect(dead_code, reason = "the server writes numbers")
    )]
    comma: char,
}

const fn facts(
    tag: &'static str,
    own_name: &'static str,
    direction: &'static str,
    region: &'static str,
    comma: char,
) -> Facts {
    Facts {
        tag,
        own_name,
        direction,
        region,
        comma,
    }
}

impl Language {
    /// The languages that people may choose, in the order in which a choice lists them.
    pub const ALL: [Self; 4] = [Self::Da, Self::Sv, Self::En, Self::Ar];

    /// Languages that are being translated: shown in the style guide, offered to nobody. What
    /// they lack is said in English.
    pub const DRAFTS: [Self; 1] = [Self::Uk];

    fn facts(self) -> Facts {
        match self {
            Self::Da => facts("da", "Dansk", "ltr", "da-DK", ','),
            Self::Sv => facts("sv", "Svenska", "ltr", "sv-SE", ','),
            Self::En => facts("en", "English", "ltr", "en-GB", '.'),
            Self::Ar => facts("ar", "العربية", "rtl", "ar-u-hc-h23", '.'),
            Self::Uk => facts("uk", "Українська", "ltr", "uk-UA", ','),
        }
    }

    /// The BCP 47 tag, as in `lang="da"`.
    pub fn tag(self) -> &'static str {
        self.facts().tag
    }

    /// The language of a BCP 47 tag such as `sv-SE`; `None` for one we do not have.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The best of our languages for an `Accept-Language` header, English when none fits.
    pub fn accepted(header: &str) -> Self {
        let weight = |part: &str| {
            part.split_once(";q=")
                .map_or(Some(1.0), |(_, q)| q.trim().parse::<f32>().ok())
        };
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let tag = part.split(';').next().unwrap_or_default().trim();
                Some((weight(part.trim())?, Self::of_tag(tag)?))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        // A stable sort keeps the header's own order among equals.
        wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        wanted.first().map_or(Self::En, |(_, language)| *language)
    }

    /// The draft of this tag.
    pub fn draft_of_tag(tag: &str) -> Option<Self> {
        Self::DRAFTS.into_iter().find(|draft| draft.tag() == tag)
    }

    /// Which way the language runs: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        self.facts().direction
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        self.facts().own_name
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_browser_gets_the_language_it_wants_most() {
        assert_eq!(Language::accepted("sv-SE,sv;q=0.9,en;q=0.8"), Language::Sv);
        assert_eq!(Language::accepted("de, en;q=0.5, da;q=0.8"), Language::Da);
        assert_eq!(Language::accepted("da;q=0"), Language::En);
        assert_eq!(Language::accepted(""), Language::En);
    }

    #[test]
    fn a_draft_is_offered_to_nobody() {
        assert_eq!(Language::of_tag("uk"), None);
        assert_eq!(Language::accepted("uk, sv;q=0.5"), Language::Sv);
        assert_eq!(Language::draft_of_tag("uk"), Some(Language::Uk));
        assert_eq!(Language::draft_of_tag("da"), None);
    }
}
