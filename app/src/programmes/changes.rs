//! What differs between two definitions of one programme, by the names of its parts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Definition;

/// The parts of a definition that differ, in its own words: `rule influence`, `pacing heavy 3.0 → 4.0`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// There now, and not before.
    pub added: Vec<String>,
    /// There before, and no more.
    pub removed: Vec<String>,
    /// There before and now, and not the same.
    pub changed: Vec<String>,
}

impl Changes {
    /// From `before` to `after`. The number that a definition gives itself is no part of it.
    pub fn between(before: &Definition, after: &Definition) -> Self {
        let (before, after) = (parts(before), parts(after));
        let mut changes = Self::default();
        for (name, value) in &after {
            match before.get(name) {
                None => changes.added.push(name.clone()),
                Some(old) if old != value => changes.changed.push(turned(name, old, value)),
                Some(_) => {}
            }
        }
        let gone = before.keys().filter(|name| !after.contains_key(*name));
        changes.removed.extend(gone.cloned());
        changes
    }

    /// How many parts differ.
    pub fn len(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len()
    }

    /// Whether nothing differs but remarks, spaces and the number.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A part by its name, with what it was and is where a word or a number says that.
fn turned(name: &str, before: &Value, after: &Value) -> String {
    let said = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    match (said(before), said(after)) {
        (Some(before), Some(after)) => format!("{name} {before} → {after}"),
        _ => name.to_owned(),
    }
}

/// Every part by its name: the members of lists by their short names, those of `pacing` by
/// theirs, the rest by its field.
fn parts(of: &Definition) -> BTreeMap<String, Value> {
    let Ok(Value::Object(fields)) = serde_json::to_value(of) else {
        return BTreeMap::new();
    };
    let mut parts = BTreeMap::new();
    for (field, value) in fields {
        match value {
            Value::Array(members) => {
                for (nth, member) in members.into_iter().enumerate() {
                    let own = ["id", "kind"]
                        .iter()
                        .find_map(|key| member.get(key)?.as_str());
                    let name = own.map_or_else(|| (nth + 1).to_string(), str::to_owned);
                    parts.insert(format!("{field} {name}"), member);
                }
            }
            Value::Object(members) if field == "pacing" => {
                let members = members.into_iter();
                parts.extend(members.map(|(name, value)| (format!("{field} {name}"), value)));
            }
            Value::Null => {}
            _ if field == "version" => {}
            value => {
                parts.insert(field, value);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::Changes;
    use crate::programmes::{Definition, read, shipped};

    fn ishoj(edit: impl Fn(&str) -> String) -> Definition {
        let all = shipped();
        let (name, text) = all.iter().find(|it| it.0 == "ishoj-sme.toml").unwrap();
        read(name, &edit(text)).unwrap()
    }

    #[test]
    fn what_differs_is_told_by_its_own_name() {
        let first = ishoj(str::to_owned);
        let remarked =
            ishoj(|text| format!("# A remark.\n{text}").replace("version = 1", "version = 2"));
        assert!(Changes::between(&first, &remarked).is_empty());
        let edited = ishoj(|text| {
            let text = text.replace("id = \"contact-check-9\"", "id = \"contact-check-10\"");
            text.replace("P6W", "P8W")
        });
        let told = Changes::between(&first, &edited);
        assert_eq!(told.added, ["rule contact-check-10"]);
        assert_eq!(told.removed, ["rule contact-check-9"]);
        assert_eq!(told.changed, ["deadline plan-review"]);
        assert_eq!(told.len(), 3);
    }

    #[test]
    fn a_constant_of_the_energy_model_is_told_with_what_it_was_and_is() {
        let first = ishoj(str::to_owned);
        let edited = ishoj(|text| format!("{text}\n[pacing]\nversion = 2\nheavy = 4.0\n"));
        let told = Changes::between(&first, &edited);
        assert_eq!(
            told.changed,
            ["pacing heavy 3.0 → 4.0", "pacing version 1 → 2"]
        );
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
