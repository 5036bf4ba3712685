//! What a draft would change in what is asked now.

use std::collections::BTreeMap;

use super::Draft;
use crate::questionnaires::resource::{Item, Questionnaire};

/// What differs between two versions, question by question, each by its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New ones.
    pub added: Vec<String>,
    /// Other words, answers or conditions.
    pub changed: Vec<String>,
    /// Not asked any more.
    pub removed: Vec<String>,
    /// Whether what stays stands in another order.
    pub moved: bool,
    /// Whether the title differs.
    pub renamed: bool,
}

impl Changes {
    /// What `draft` changes in `before`.
    pub fn between(before: &Questionnaire, draft: &Draft) -> Self {
        let (old, new) = (all(before), all(draft.form()));
        let by_name: BTreeMap<&str, &Item> = old.iter().map(|it| (it.link_id(), *it)).collect();
        let mut changes = Self {
            renamed: before.title(draft.language()).text != draft.about().title,
            ..Self::default()
        };
        for item in &new {
            match by_name.get(item.link_id()) {
                None => changes.added.push(words_of(item)),
                Some(other) if !same(other, item) => changes.changed.push(words_of(item)),
                Some(_) => {}
            }
        }
        let stays = |item: &&&Item| new.iter().any(|it| it.link_id() == item.link_id());
        let gone = old.iter().filter(|it| !stays(it));
        changes.removed = gone.map(|it| words_of(it)).collect();
        let order = |of: &[&Item], other: &[&Item]| -> Vec<String> {
            let both = of
                .iter()
                .filter(|it| other.iter().any(|that| that.link_id() == it.link_id()));
            both.map(|it| it.link_id().to_owned()).collect()
        };
        changes.moved = order(&old, &new) != order(&new, &old);
        changes
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything but what only helps to answer the question around it.
fn all(form: &Questionnaire) -> Vec<&Item> {
    fn add<'a>(items: &'a [Item], into: &mut Vec<&'a Item>) {
        for item in items.iter().filter(|it| !it.is_label()) {
            into.push(item);
            add(item.items(), into);
        }
    }
    let mut found = Vec::new();
    add(form.items(), &mut found);
    found
}

fn words_of(item: &Item) -> String {
    item.plain_text().unwrap_or(item.link_id()).to_owned()
}

/// The same, but for the questions in it, which are looked at on their own.
fn same(one: &Item, other: &Item) -> bool {
    let bare = |item: &Item| {
        let mut value = serde_json::to_value(item).unwrap_or_default();
        if let Some(items) = value.get_mut("item").and_then(|it| it.as_array_mut()) {
            let labels = item.items().iter().map(Item::is_label);
            let mut labels = labels.collect::<Vec<_>>().into_iter();
            items.retain(|_| labels.next().unwrap_or(false));
        }
        if value["item"].as_array().is_some_and(Vec::is_empty) {
            super::set(&mut value, "item", None);
        }
        value
    };
    bare(one) == bare(other)
}
