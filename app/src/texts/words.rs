//! Every sentence by its key, from the Fluent catalogues in `app/texts`.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::{Loader, fluent_bundle::FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use super::Language;

fluent_templates::static_loader! {
    static CATALOGUES = {
        locales: "./texts",
        fallback_language: "en",
        // Names stand in `<bdi>`; marks inside the text would end up in subjects and in prose.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: Language,
    easy: bool,
}

impl Words {
    /// The words of `language`.
    pub fn of(language: Language) -> Self {
        Self {
            language,
            easy: false,
        }
    }

    /// The same words, the ones that matter said simply if `easy`.
    pub fn said_simply(self, easy: bool) -> Self {
        Self { easy, ..self }
    }

    /// The language these words are in.
    pub fn language(self) -> Language {
        self.language
    }

    /// The sentence under `key`. A key that is in no catalogue fails the tests.
    pub fn say(self, key: &str) -> String {
        if let Some(said) = self.simple(key, None) {
            return said;
        }
        CATALOGUES.lookup(&self.identifier(), key)
    }

    /// The sentence under `key`, with what its places stand for.
    pub fn with<'a>(self, key: &str, places: &[(&'static str, FluentValue<'a>)]) -> String {
        let places: HashMap<Cow<'static, str>, FluentValue<'a>> = places
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        if let Some(said) = self.simple(key, Some(&places)) {
            return said;
        }
        CATALOGUES.lookup_with_args(&self.identifier(), key, &places)
    }

    /// The sentence under a key that is made up of a word in the database; none for a word that
    /// no catalogue knows.
    pub fn known(self, key: &str) -> Option<String> {
        CATALOGUES.try_lookup(&self.identifier(), key)
    }

    /// The simple sentence for `key`, if they are wanted and there is one.
    fn simple(
        self,
        key: &str,
        places: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>,
    ) -> Option<String> {
        if !self.easy {
            return None;
        }
        let key = format!("easy-{key}"); // keys: easy-*
        let language = self.identifier();
        match places {
            None => CATALOGUES.try_lookup(&language, &key),
            Some(places) => CATALOGUES.try_lookup_with_args(&language, &key, places),
        }
    }

    pub(super) fn identifier(self) -> LanguageIdentifier {
        let tag = self.language.tag();
        tag.parse().unwrap_or(langid!("en"))
    }
}
