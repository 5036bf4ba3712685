//! Several answers to one question that offers no options: as many as there are.

use super::answer::Answer;
use super::problem::Problem;
use super::resource::{Item, Kind, Questionnaire};

/// The most answers that one question takes: 50.
pub const MOST_ANSWERS: usize = 50;

impl Item {
    /// Whether it takes several answers that are typed, not chosen.
    pub(super) fn lists(&self) -> bool {
        self.repeats() && self.kind().asks() && !self.kind().chooses()
    }

    /// An answer for each line that says something. The same may be said twice: two falls in one
    /// month are two.
    pub(super) fn listed(&self, typed: &str) -> Result<Answer, Problem> {
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        let given: Vec<Answer> = lines.map(|line| self.one(line)).collect::<Result<_, _>>()?;
        if given.len() > MOST_ANSWERS {
            return Err(Problem::TooMany { most: MOST_ANSWERS });
        }
        Ok(Answer::Several(given))
    }
}

impl Questionnaire {
    /// Whether some question is drawn again while it is answered, with one field more.
    pub fn needs_the_server(&self) -> bool {
        fn any_lists(items: &[Item]) -> bool {
            items
                .iter()
                .any(|item| item.lists() || any_lists(item.items()))
        }
        any_lists(self.items())
    }
}

impl Kind {
    /// Whether several of it can be typed. Nobody says yes and no to one question.
    pub(super) fn can_repeat(self) -> bool {
        self != Self::Boolean
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::{Answer, Item, MOST_ANSWERS, Problem};
    use crate::questionnaires::{Answers, Field, Questionnaire, Runner, response_items, scores};
    use crate::texts::Language;

    fn form(kind: &str, more: Value) -> Questionnaire {
        let mut item = json!({"linkId": "q", "type": kind, "text": "?", "repeats": true});
        for (name, value) in more.as_object().unwrap() {
            item[name] = value.clone();
        }
        let later = json!({"linkId": "late", "type": "boolean", "text": "?",
            "enableWhen": [{"question": "q", "operator": "exists", "answerBoolean": true}]});
        let form =
            json!({"resourceType": "Questionnaire", "status": "active", "item": [item, later]});
        Questionnaire::read(&form.to_string()).unwrap()
    }

    fn question(kind: &str, more: Value) -> Item {
        form(kind, more).items()[0].clone()
    }

    #[test]
    fn as_many_as_there_are_each_by_the_rule_of_its_kind() {
        let text = |words: &str| Answer::Text(words.into());
        let several = |all: Vec<Answer>| Ok(Answer::Several(all));
        let words = question("string", json!({"maxLength": 5}));
        assert_eq!(
            words.answer(" one\n\ntwo \n"),
            several(vec![text("one"), text("two")])
        );
        assert_eq!(
            words.answer("one"),
            several(vec![text("one")]),
            "one is a list of one"
        );
        assert_eq!(words.answer("a\na"), several(vec![text("a"), text("a")]));
        assert_eq!(words.answer(" \n "), Ok(Answer::Skipped));
        let long = Problem::TooLong { most: 5, typed: 6 };
        assert_eq!(
            words.answer("short\nlonger"),
            Err(long),
            "one wrong, none taken"
        );
        let days = question("date", json!({}));
        let both = vec![
            Answer::Date(date(2026, 11, 2)),
            Answer::Date(date(2028, 2, 29)),
        ];
        assert_eq!(days.answer("2026-11-02\n29.2.2028"), several(both));
        let numbers = question("decimal", json!({}));
        assert_eq!(
            numbers.answer("1,5\n2"),
            several(vec![Answer::Decimal(1.5), Answer::Decimal(2.0)])
        );
        assert_eq!(numbers.answer("1\nx"), Err(Problem::NotANumber));
        let needed = question("integer", json!({"required": true}));
        assert_eq!(needed.answer(""), Err(Problem::Empty));
        let lines = |count| vec!["1"; count].join("\n");
        assert!(needed.answer(&lines(MOST_ANSWERS)).is_ok());
        let many = Problem::TooMany { most: MOST_ANSWERS };
        assert_eq!(needed.answer(&lines(MOST_ANSWERS + 1)), Err(many));
    }

    #[test]
    fn they_are_asked_in_a_field_each_count_in_conditions_and_are_told_one_by_one() {
        let form = form("integer", json!({}));
        let mut answers = Answers::default();
        let question = Runner::new(&form, &answers)
            .question("q", Language::En)
            .unwrap();
        let field = Field::Several(Box::new(Field::Number { whole: true }));
        assert_eq!(question.field, field);
        answers.keep("q", form.items()[0].answer("3\n8").unwrap());
        let runner = Runner::new(&form, &answers);
        assert!(runner.asked("late").is_some());
        assert_eq!(runner.question("q", Language::En).unwrap().typed, "3\n8");
        let told = json!([{"linkId": "q", "text": "?", "answer": [{"valueInteger": 3}, {"valueInteger": 8}]}]);
        assert_eq!(Value::Array(response_items(&form, &answers)), told);
        assert!(scores(&form, &answers).is_empty());
    }

    #[test]
    fn what_is_yes_or_no_is_answered_once() {
        let item = json!({"linkId": "q", "type": "boolean", "text": "?", "repeats": true});
        let form = json!({"resourceType": "Questionnaire", "status": "active", "item": [item]});
        let refused = Questionnaire::read(&form.to_string())
            .unwrap_err()
            .to_string();
        assert!(refused.contains("yes or no"), "{refused}");
    }
}
