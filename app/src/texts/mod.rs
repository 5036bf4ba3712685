//! The languages of Dagsform and, on the server, every word it says.

#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
mod numbers;
#[cfg(feature = "ssr")]
mod words;

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
}

impl Language {
    /// All languages, in the order in which a choice lists them.
    pub const ALL: [Self; 4] = [Self::Da, Self::Sv, Self::En, Self::Ar];

    /// The BCP 47 tag, as in `lang="da"`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::Sv => "sv",
            Self::En => "en",
            Self::Ar => "ar",
        }
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

    /// Which way the language runs: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Da => "Dansk",
            Self::Sv => "Svenska",
            Self::En => "English",
            Self::Ar => "العربية",
        }
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
}
