//! Whose words a questionnaire's are, and whether an office may use them unasked.

use super::element::Extension;
use super::resource::{Item, Questionnaire};

/// Whose words these are, with sub-extensions `holder`, `terms`, `source`, `attribution`,
/// `commercialOk`, `redistributable` and `requiresAttestation`.
pub(super) const LICENCE: &str = "https://dagsform.example/fhir/licence";

/// The terms of what an office wrote itself.
#[cfg(feature = "ssr")]
pub(super) const OWN: &str = "Own words";

/// What a questionnaire says about the terms on which it may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Licence {
    /// Who holds the rights, each once, as the document names them.
    pub holders: Vec<String>,
    /// On which terms, each once; in the words of the document.
    pub terms: Vec<String>,
    /// Whether the operator has to say that the office may use it: a licence asks for that, or
    /// some question has no licence at all.
    pub needs_attestation: bool,
    /// Whether a licence itself asks for that: such words are their holder's, to the letter.
    pub is_bound: bool,
}

impl Questionnaire {
    /// The terms of the questionnaire and of its questions.
    pub fn licence(&self) -> Licence {
        let mut licence = Licence::default();
        let whole = self.extension(LICENCE);
        if let Some(whole) = whole {
            licence.add(whole);
        }
        licence.of_items(self.items(), whole.is_some());
        licence
    }
}

impl Licence {
    fn add(&mut self, licence: &Extension) {
        let part = |name: &str| licence.part(name).and_then(Extension::text);
        for (said, kept) in [
            (part("holder"), &mut self.holders),
            (part("terms"), &mut self.terms),
        ] {
            if let Some(said) = said
                && !kept.iter().any(|it| it == said)
            {
                kept.push(said.to_owned());
            }
        }
        let asks = licence.part("requiresAttestation");
        let asks = asks.is_some_and(Extension::is_true);
        self.needs_attestation |= asks;
        self.is_bound |= asks;
    }

    fn of_items(&mut self, items: &[Item], is_covered: bool) {
        for item in items {
            let own = item.extension(LICENCE);
            if let Some(own) = own {
                self.add(own);
            }
            let is_covered = is_covered || own.is_some();
            self.needs_attestation |= item.kind().asks() && !is_covered;
            self.of_items(item.items(), is_covered);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::questionnaires::{Questionnaire, SHIPPED};

    fn licence(holder: &str, asks: bool) -> Value {
        json!([{"url": super::LICENCE, "extension": [
            {"url": "holder", "valueString": holder},
            {"url": "terms", "valueString": "By agreement"},
            {"url": "requiresAttestation", "valueBoolean": asks},
        ]}])
    }

    fn needs(whole: Option<Value>, own: Option<Value>) -> bool {
        let mut item = json!({"linkId": "a", "type": "boolean", "text": "?"});
        if let Some(own) = own {
            item["extension"] = own;
        }
        let mut form = json!({"resourceType": "Questionnaire", "status": "active", "item": [item]});
        if let Some(whole) = whole {
            form["extension"] = whole;
        }
        let form = Questionnaire::read(&form.to_string()).unwrap();
        form.licence().needs_attestation
    }

    #[test]
    fn words_of_somebody_else_need_an_operator_who_vouches_for_them() {
        assert!(needs(None, None), "no licence at all");
        assert!(needs(Some(licence("A", true)), None));
        assert!(needs(Some(licence("A", false)), Some(licence("B", true))));
        assert!(!needs(Some(licence("A", false)), None));
        assert!(!needs(None, Some(licence("B", false))));
        for shipped in SHIPPED {
            let form = Questionnaire::read(shipped.document).unwrap();
            assert!(!form.licence().needs_attestation, "{}", shipped.key);
        }
    }
}
