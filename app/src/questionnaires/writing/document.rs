//! The document of a draft as JSON: items found, fields set, and what is not known left alone.

use serde_json::{Map, Value, json};

use crate::questionnaires::licence::{LICENCE, OWN};
use crate::questionnaires::resource::Item;

/// Says that the words are the office's own.
pub(super) fn own_words(holder: &str) -> Value {
    json!({"url": LICENCE, "extension": [
        {"url": "holder", "valueString": holder},
        {"url": "terms", "valueString": OWN},
        {"url": "requiresAttestation", "valueBoolean": false},
    ]})
}

/// The list of this name in an element, made where there was none.
pub(super) fn list<'a>(of: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    if !of[name].is_array() {
        of[name] = json!([]);
    }
    match &mut of[name] {
        Value::Array(list) => list,
        _ => unreachable!("it was made just now"),
    }
}

pub(super) fn extensions(of: &mut Value) -> &mut Vec<Value> {
    list(of, "extension")
}

/// Takes an element's field away, or sets it.
pub(super) fn set(of: &mut Value, name: &str, value: Option<Value>) {
    let Some(fields) = of.as_object_mut() else {
        return;
    };
    match value {
        Some(value) => drop(fields.insert(name.to_owned(), value)),
        None => drop(fields.remove(name)),
    }
}

/// Lets `change` work on the item of a link id, among its neighbours; whether there is one.
pub(super) fn among(
    of: &mut Value,
    link_id: &str,
    change: &mut dyn FnMut(&mut Vec<Value>, usize),
) -> bool {
    let Some(items) = of.get_mut("item").and_then(Value::as_array_mut) else {
        return false;
    };
    if let Some(place) = items.iter().position(|it| it["linkId"] == link_id) {
        change(items, place);
        if items.is_empty() {
            of.as_object_mut()
                .map(|fields: &mut Map<_, _>| fields.remove("item"));
        }
        return true;
    }
    items.iter_mut().any(|item| among(item, link_id, change))
}

/// Whether the options of a question can be written as lines of words.
pub(super) fn has_worded_options(item: &Item) -> bool {
    let own = item.own_options();
    !own.is_empty() && own.iter().all(|it| it.value_integer.is_none())
}
