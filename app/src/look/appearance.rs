//! `/look`: how one device shows every page: its theme, and the words that matter said simply.
//!
//! Kept on the device alone. That somebody reads the simple words is nobody else's business.

use leptos::prelude::*;

use super::{BackLink, Choice, Choices, Notice, Submit};
use crate::texts::Words;

/// The colours and the calm of every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light or dark, as the device says.
    #[default]
    Device,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// One hue, larger words, no pictures and no motion; light or dark as the device says.
    Quiet,
}

impl Theme {
    /// All themes, in the order in which a choice lists them.
    pub const ALL: [Self; 4] = [Self::Device, Self::Light, Self::Dark, Self::Quiet];

    /// Its word in forms, in the cookie and in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Quiet => "quiet",
        }
    }

    /// The theme of a word; as the device says for one we do not have.
    pub fn of(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|theme| theme.name() == name);
        found.unwrap_or_default()
    }

    /// What `<html>` carries, where the device does not decide alone.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::Device).then(|| self.name())
    }

    /// What the browser is told to draw its own parts in.
    pub fn schemes(self) -> &'static str {
        match self {
            Self::Device | Self::Quiet => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How one device shows every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The colours.
    pub theme: Theme,
    /// Whether the words that matter are said simply.
    pub easy: bool,
}

impl Appearance {
    /// As [`Self::kept`] wrote it; what is not understood is as usual.
    pub fn of(kept: &str) -> Self {
        let (theme, words) = kept.split_once('.').unwrap_or((kept, ""));
        Self {
            theme: Theme::of(theme),
            easy: words == "easy",
        }
    }

    /// In few letters, for the device to keep.
    pub fn kept(self) -> String {
        let words = if self.easy { "easy" } else { "usual" };
        format!("{}.{words}", self.theme.name())
    }
}

/// Where somebody chooses how this device shows every page.
#[component]
pub fn AppearancePage(
    /// The reader's language.
    words: Words,
    /// What this device shows now.
    now: Appearance,
    /// Whether that was chosen just now.
    is_new: bool,
) -> impl IntoView {
    // keys: look-theme-*
    let themes = Theme::ALL.map(|theme| {
        let name = theme.name();
        let hint = (theme == Theme::Quiet).then(|| words.say("look-quiet-hint"));
        Choice {
            hint,
            ..Choice::new(name, words.say(&format!("look-theme-{name}")))
                .chosen_if(now.theme == theme)
        }
    });
    let sorts = [
        Choice::new("usual", words.say("look-words-usual")).chosen_if(!now.easy),
        Choice {
            hint: Some(words.say("look-words-easy-hint")),
            ..Choice::new("easy", words.say("look-words-easy")).chosen_if(now.easy)
        },
    ];
    let said = is_new.then(|| view! { <Notice><p>{words.say("look-kept")}</p></Notice> });
    view! {
        <BackLink words to="/"/>
        {said}
        <h1>{words.say("look-appearance")}</h1>
        <p class="hint">{words.say("look-appearance-text")}</p>
        <form method="post" action="/look">
            <Choices name="theme" legend=words.say("look-theme") options=themes.to_vec()/>
            <Choices name="words" legend=words.say("look-words") options=sorts.to_vec()/>
            <Submit text=words.say("look-keep")/>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::{Appearance, Theme};

    #[test]
    fn a_device_shows_pages_as_it_was_told() {
        for theme in Theme::ALL {
            for easy in [false, true] {
                let chosen = Appearance { theme, easy };
                assert_eq!(Appearance::of(&chosen.kept()), chosen);
            }
        }
    }

    #[test]
    fn a_device_that_kept_nonsense_shows_pages_as_usual() {
        for kept in ["", ".", "loud.hard", "<script>", "quieteasy"] {
            assert_eq!(Appearance::of(kept), Appearance::default(), "{kept}");
        }
    }
}
