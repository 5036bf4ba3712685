//! The shape of a document, looked at before anybody asks what it means.

use serde_json::Value;

use super::{MOST_ITEMS, Refused};
use crate::questionnaires::refusal::{Refusal, Wrong};
use crate::questionnaires::resource::{Item, Kind, Questionnaire};

/// So many refusals are told; whoever has more will mend these first.
const TOLD: usize = 100;

/// How deep brackets stand within each other, outside texts.
pub(super) fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Whether everything has the form that FHIR gives it, as far as we read it.
pub(super) fn shape(document: &Value) -> Result<(), Refused> {
    let named = document.get("resourceType").and_then(Value::as_str);
    if named != Some("Questionnaire") {
        let named = named.unwrap_or_default().to_owned();
        return Err(Wrong::OtherResource(named).into());
    }
    let mut scan = Scan {
        items: 0,
        refused: Vec::new(),
    };
    for name in ["modifierExtension", "implicitRules"] {
        if document.get(name).is_some() {
            scan.refuse("", document, Wrong::Modifier(name));
        }
    }
    if let Err(error) = serde_json::from_value::<Questionnaire>(alone(document)) {
        scan.refuse("", document, Wrong::Misshapen(error.to_string()));
    }
    scan.items(document, "");
    if scan.items > MOST_ITEMS {
        return Err(Wrong::TooMany(MOST_ITEMS).into());
    }
    if scan.refused.is_empty() {
        return Ok(());
    }
    scan.refused.truncate(TOLD);
    Err(Refused(scan.refused))
}

struct Scan {
    items: usize,
    refused: Vec<Refusal>,
}

impl Scan {
    fn items(&mut self, of: &Value, above: &str) {
        let Some(items) = of.get("item") else { return };
        let Some(items) = items.as_array() else {
            let said = "`item` is a list".to_owned();
            return self.refuse(&format!("{above}item"), of, Wrong::Misshapen(said));
        };
        for (place, item) in items.iter().enumerate() {
            self.items += 1;
            if self.items > MOST_ITEMS {
                return;
            }
            let path = format!("{above}item[{place}]");
            self.item(item, &path);
            self.items(item, &format!("{path}."));
        }
    }

    fn item(&mut self, item: &Value, path: &str) {
        let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
        if item.get("linkId").is_none_or(|it| it.as_str() == Some("")) {
            return self.refuse(path, item, Wrong::BadLinkId(String::new()));
        }
        if serde_json::from_value::<Kind>(kind.into()).is_err() {
            return self.refuse(path, item, Wrong::UnknownKind(kind.to_owned()));
        }
        if item.get("modifierExtension").is_some() {
            self.refuse(path, item, Wrong::Modifier("modifierExtension"));
        }
        if let Err(error) = serde_json::from_value::<Item>(alone(item)) {
            self.refuse(path, item, Wrong::Misshapen(error.to_string()));
        }
    }

    fn refuse(&mut self, path: &str, item: &Value, wrong: Wrong) {
        let link_id = item.get("linkId").and_then(Value::as_str);
        self.refused.push(Refusal {
            path: path.to_owned(),
            link_id: link_id.map(str::to_owned),
            wrong,
        });
    }
}

/// An element without the items in it, which are looked at one by one.
fn alone(element: &Value) -> Value {
    match element {
        Value::Object(fields) => {
            let own = fields.iter().filter(|(name, _)| *name != "item");
            Value::Object(own.map(|(name, it)| (name.clone(), it.clone())).collect())
        }
        other => other.clone(),
    }
}
