//! What the form of one question sends.

use serde::Deserialize;

use super::Deed;

/// What a question's form sends.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<(String, String)>")]
pub struct AnswerForm {
    /// What was chosen or typed, a line for each of several; empty when there is nothing.
    pub(super) answer: String,
    /// The button.
    pub(super) deed: Deed,
    /// Made with the page; the header of the same meaning goes before it.
    pub(super) key: String,
}

/// Why the fields are not those of a question.
#[derive(Debug, thiserror::Error)]
pub enum NotAForm {
    /// No button, an unknown one, or two.
    #[error("one `deed` is needed: next, skip, not_today or more")]
    Deed,
    /// Two keys.
    #[error("`key` stands twice")]
    Key,
}

impl TryFrom<Vec<(String, String)>> for AnswerForm {
    type Error = NotAForm;

    fn try_from(fields: Vec<(String, String)>) -> Result<Self, NotAForm> {
        let all = |wanted: &str| {
            let of = fields.iter().filter(|(name, _)| name == wanted);
            of.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
        };
        let deed = match all("deed")[..] {
            ["next"] => Deed::Next,
            ["skip"] => Deed::Skip,
            ["not_today"] => Deed::NotToday,
            ["more"] => Deed::More,
            _ => return Err(NotAForm::Deed),
        };
        let key = match all("key")[..] {
            [] => String::new(),
            [key] => key.to_owned(),
            _ => return Err(NotAForm::Key),
        };
        let mut lines = all("answer");
        lines.retain(|line| !line.is_empty());
        // A row that was chosen goes before the field beside it, which may hold an older thought.
        if lines.is_empty() {
            lines = all("own");
        }
        lines.extend(all("more"));
        Ok(Self {
            answer: lines.join("\n"),
            deed,
            key,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::AnswerForm;

    fn read(fields: &[(&str, &str)]) -> Option<String> {
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        let form = AnswerForm::try_from(owned.collect::<Vec<_>>()).ok()?;
        Some(form.answer)
    }

    #[test]
    fn what_was_chosen_goes_before_own_words_and_more_words_are_added() {
        let next = ("deed", "next");
        for (fields, answer) in [
            (vec![next], ""),
            (vec![next, ("answer", "a")], "a"),
            (vec![next, ("answer", "a"), ("answer", "b")], "a\nb"),
            (vec![next, ("answer", "a"), ("own", "boat")], "a"),
            (vec![next, ("answer", ""), ("own", "boat")], "boat"),
            (vec![next, ("own", "boat")], "boat"),
            (vec![next, ("answer", "a"), ("more", "boat")], "a\nboat"),
            (vec![next, ("answer", "two\nlines")], "two\nlines"),
        ] {
            assert_eq!(read(&fields).as_deref(), Some(answer), "{fields:?}");
        }
        for odd in [
            &[][..],
            &[("deed", "fly")],
            &[next, next],
            &[next, ("key", "a"), ("key", "b")],
        ] {
            assert_eq!(read(odd), None, "{odd:?}");
        }
    }
}
