//! One form field, read as an answer, or given back with the reason.

use jiff::civil::Date;

use super::answer::Answer;
use super::problem::Problem;
use super::resource::{Item, Kind};

/// The most characters in one line when the question does not say: 200.
pub const LINE: usize = 200;
/// The most characters in a longer text when the question does not say: 2,000.
pub const TEXT: usize = 2_000;

impl Item {
    /// Reads what a form sent for this question.
    ///
    /// Forgiving about what phones and habits add: spaces at the ends, a comma for decimals,
    /// Windows line ends, days written as `24.11.2026`. Several options stand on a line each; own
    /// words that are the same as a code are that option. An empty field is an answer that was
    /// skipped, or [`Problem::Empty`] where the question needs one.
    pub fn answer(&self, field: &str) -> Result<Answer, Problem> {
        let typed = tidy(field);
        if typed.is_empty() {
            return if self.required() {
                Err(Problem::Empty)
            } else {
                Ok(Answer::Skipped)
            };
        }
        match self.kind() {
            kind if kind.chooses() && self.repeats() => self.several(&typed),
            _ if self.lists() => self.listed(&typed),
            _ => self.one(&typed),
        }
    }

    /// A single answer, of a field that is not empty.
    pub(super) fn one(&self, typed: &str) -> Result<Answer, Problem> {
        match self.kind() {
            Kind::Boolean => typed
                .parse()
                .map(Answer::Boolean)
                .map_err(|_| Problem::NotAnOption),
            Kind::Choice => self.chosen(typed),
            Kind::OpenChoice => self.chosen(&typed.replace('\n', " ")),
            Kind::Integer => self.whole(typed),
            Kind::Decimal => {
                let number = number(typed)?;
                self.within(number)?;
                Ok(Answer::Decimal(number))
            }
            Kind::String => self.words(typed.replace('\n', " "), LINE),
            Kind::Text => self.words(typed.to_owned(), TEXT),
            Kind::Date => self.day(typed),
            Kind::Group | Kind::Display => Err(Problem::NotAnOption),
        }
    }

    fn day(&self, typed: &str) -> Result<Answer, Problem> {
        let day = day(typed).ok_or(Problem::NotADay)?;
        let (first, last) = self.days();
        if first.is_some_and(|first| day < first) || last.is_some_and(|last| day > last) {
            return Err(Problem::DayOutOfRange { first, last });
        }
        Ok(Answer::Date(day))
    }

    fn chosen(&self, typed: &str) -> Result<Answer, Problem> {
        let mut options = self.options().iter();
        match options.find(|option| option.value() == typed) {
            Some(option) => Ok(option.answer()),
            None if self.kind() == Kind::OpenChoice => self.words(typed.to_owned(), LINE),
            None => Err(Problem::NotAnOption),
        }
    }

    /// Each option once, and own words once.
    fn several(&self, typed: &str) -> Result<Answer, Problem> {
        let mut given = Vec::new();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let one = self.chosen(line)?;
            if given.contains(&one) {
                continue;
            }
            let is_own = |answer: &Answer| matches!(answer, Answer::Text(_));
            if is_own(&one) && given.iter().any(is_own) {
                return Err(Problem::NotAnOption);
            }
            given.push(one);
        }
        Ok(Answer::Several(given))
    }

    fn whole(&self, typed: &str) -> Result<Answer, Problem> {
        let number = number(typed)?;
        if number.fract() != 0.0 {
            return Err(Problem::NotWhole);
        }
        self.within(number)?;
        if number < f64::from(i32::MIN) || number > f64::from(i32::MAX) {
            return Err(Problem::OutOfRange {
                least: Some(i32::MIN.to_string()),
                most: Some(i32::MAX.to_string()),
            });
        }
        Ok(Answer::Integer(number as i32))
    }

    fn within(&self, number: f64) -> Result<(), Problem> {
        let (least, most) = self.bounds();
        if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
            return Err(Problem::OutOfRange {
                least: least.map(|least| least.to_string()),
                most: most.map(|most| most.to_string()),
            });
        }
        Ok(())
    }

    fn words(&self, text: String, otherwise: usize) -> Result<Answer, Problem> {
        let most = self.max_length().unwrap_or(otherwise);
        let typed = text.chars().count();
        if typed > most {
            return Err(Problem::TooLong { most, typed });
        }
        Ok(Answer::Text(text))
    }
}

/// Without spaces at the ends, without control characters, lines ended by `\n`.
fn tidy(field: &str) -> String {
    let lines = field.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect();
    kept.trim().to_owned()
}

pub(super) fn number(typed: &str) -> Result<f64, Problem> {
    let plain = typed.replace(',', ".").replace('\u{2212}', "-");
    // `parse` also takes "inf", "NaN" and "1e9", which nobody means.
    let digits = plain
        .chars()
        .all(|c| c.is_ascii_digit() || "+-.".contains(c));
    let number: f64 = plain.parse().map_err(|_| Problem::NotANumber)?;
    if digits && number.is_finite() {
        // Adding zero turns -0 into 0.
        Ok(number + 0.0)
    } else {
        Err(Problem::NotANumber)
    }
}

/// `2026-11-24` as a date field sends it, or day, month and year as they are written by hand.
fn day(typed: &str) -> Option<Date> {
    let parts: Vec<&str> = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::questionnaires::Questionnaire;

    fn question(kind: &str, more: serde_json::Value) -> Item {
        let mut item = json!({"linkId": "q", "type": kind, "text": "?"});
        for (name, value) in more.as_object().unwrap() {
            item[name] = value.clone();
        }
        let form = json!({"resourceType": "Questionnaire", "status": "active", "item": [item]});
        Questionnaire::read(&form.to_string()).unwrap().items()[0].clone()
    }

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        let whole = question("integer", json!({}));
        assert_eq!(whole.answer(" 7 "), Ok(Answer::Integer(7)));
        assert_eq!(whole.answer("−2"), Ok(Answer::Integer(-2)));
        assert_eq!(whole.answer("7,0"), Ok(Answer::Integer(7)));
        assert_eq!(whole.answer("7,5"), Err(Problem::NotWhole));
        for odd in ["seven", "NaN", "inf", "1e3", "1 000", "--1", "."] {
            assert_eq!(whole.answer(odd), Err(Problem::NotANumber), "{odd}");
        }
        assert!(matches!(
            whole.answer("99999999999"),
            Err(Problem::OutOfRange { .. })
        ));
        let decimal = question("decimal", json!({}));
        assert_eq!(decimal.answer("37,5"), Ok(Answer::Decimal(37.5)));
    }

    #[test]
    fn a_number_outside_the_scale_is_given_back_with_the_scale() {
        let scale = question(
            "integer",
            json!({"extension": [
                {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
                {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 10},
            ]}),
        );
        assert_eq!(scale.answer("10"), Ok(Answer::Integer(10)));
        let expected = Problem::OutOfRange {
            least: Some("0".into()),
            most: Some("10".into()),
        };
        assert_eq!(scale.answer("11"), Err(expected.clone()));
        assert_eq!(scale.answer("-1"), Err(expected));
    }

    #[test]
    fn only_what_was_offered_can_be_chosen() {
        let coded = question(
            "choice",
            json!({"required": true, "answerOption": [
                {"valueCoding": {"code": "good"}}, {"valueCoding": {"code": "bad"}}
            ]}),
        );
        assert_eq!(coded.answer("good"), Ok(Answer::Choice("good".into())));
        assert_eq!(coded.answer("Good"), Err(Problem::NotAnOption));
        assert_eq!(coded.answer(""), Err(Problem::Empty));
        let numbered = question("choice", json!({"answerOption": [{"valueInteger": 3}]}));
        assert_eq!(numbered.answer("3"), Ok(Answer::Integer(3)));
        assert_eq!(numbered.answer("03"), Err(Problem::NotAnOption));
        assert_eq!(numbered.answer(""), Ok(Answer::Skipped));
        assert_eq!(
            question("boolean", json!({})).answer("true"),
            Ok(Answer::Boolean(true))
        );
        assert_eq!(
            question("boolean", json!({})).answer("1"),
            Err(Problem::NotAnOption)
        );
    }

    #[test]
    fn own_words_are_an_answer_where_the_choice_is_open() {
        let options = json!([{"valueCoding": {"code": "bus"}}, {"valueCoding": {"code": "car"}}]);
        let open = question(
            "open-choice",
            json!({"answerOption": options, "maxLength": 9}),
        );
        assert_eq!(open.answer("bus"), Ok(Answer::Choice("bus".into())));
        assert_eq!(
            open.answer(" by\nboat "),
            Ok(Answer::Text("by boat".into()))
        );
        let problem = Problem::TooLong { most: 9, typed: 12 };
        assert_eq!(open.answer("on horseback"), Err(problem));
        assert_eq!(open.answer(" "), Ok(Answer::Skipped));
    }

    #[test]
    fn an_option_may_be_words_and_answers_with_them() {
        let options = json!([{"valueString": "By bus"}, {"valueString": "By car"}]);
        let worded = question("choice", json!({"answerOption": options}));
        assert_eq!(worded.answer("By car"), Ok(Answer::Text("By car".into())));
        assert_eq!(worded.answer("By boat"), Err(Problem::NotAnOption));
    }

    #[test]
    fn several_options_are_taken_once_each() {
        let options = json!([{"valueCoding": {"code": "bus"}}, {"valueCoding": {"code": "car"}}]);
        let more = json!({"repeats": true, "answerOption": options});
        let closed = question("choice", more.clone());
        let choice = |code: &str| Answer::Choice(code.into());
        let both = Answer::Several(vec![choice("car"), choice("bus")]);
        assert_eq!(closed.answer("car\r\nbus\ncar\n"), Ok(both.clone()));
        assert_eq!(closed.answer(&both.typed()), Ok(both));
        let one = Answer::Several(vec![choice("bus")]);
        assert_eq!(
            closed.answer("bus"),
            Ok(one),
            "one of several is a list of one"
        );
        assert_eq!(closed.answer("bus\nboat"), Err(Problem::NotAnOption));
        assert_eq!(closed.answer("\n"), Ok(Answer::Skipped));
        let open = question("open-choice", more);
        let own = Answer::Several(vec![choice("bus"), Answer::Text("boat".into())]);
        assert_eq!(open.answer("bus\nboat"), Ok(own.clone()));
        assert_eq!(
            open.answer("bus\nboat\nboat"),
            Ok(own),
            "said twice is said"
        );
        assert_eq!(open.answer("boat\nsled"), Err(Problem::NotAnOption));
    }

    #[test]
    fn a_text_is_counted_in_characters_and_kept_as_it_was_meant() {
        let short = question("text", json!({"maxLength": 5}));
        assert_eq!(short.answer("æøå😀x"), Ok(Answer::Text("æøå😀x".into())));
        let problem = Problem::TooLong { most: 5, typed: 6 };
        assert_eq!(short.answer("æøå😀xy"), Err(problem));
        let long = question("text", json!({}));
        assert_eq!(long.answer("a\r\nb\0"), Ok(Answer::Text("a\nb".into())));
        assert!(matches!(
            long.answer(&"x".repeat(TEXT + 1)),
            Err(Problem::TooLong { .. })
        ));
        assert_eq!(
            question("string", json!({})).answer("a\nb"),
            Ok(Answer::Text("a b".into()))
        );
    }

    #[test]
    fn a_day_is_taken_from_the_field_or_as_written_by_hand() {
        let when = question("date", json!({}));
        let leap = Ok(Answer::Date(date(2028, 2, 29)));
        for typed in ["2028-02-29", "29.2.2028", "29/02/2028", "29-02-2028"] {
            assert_eq!(when.answer(typed), leap, "{typed}");
        }
        for odd in [
            "2027-02-29",
            "29.2.28",
            "tomorrow",
            "2028-13-01",
            "1.2.3.2028",
        ] {
            assert_eq!(when.answer(odd), Err(Problem::NotADay), "{odd}");
        }
    }

    #[test]
    fn a_day_outside_its_bounds_is_given_back_with_them() {
        let bound = |name: &str, day: &str| json!({"url": format!("http://hl7.org/fhir/StructureDefinition/{name}"), "valueDate": day});
        let bounds = [
            bound("minValue", "2026-11-02"),
            bound("maxValue", "2026-11-30"),
        ];
        let when = question("date", json!({"extension": bounds}));
        let (first, last) = (Some(date(2026, 11, 2)), Some(date(2026, 11, 30)));
        for day in [first, last].into_iter().flatten() {
            assert_eq!(when.answer(&day.to_string()), Ok(Answer::Date(day)));
        }
        for odd in ["2026-11-01", "1.12.2026"] {
            assert_eq!(
                when.answer(odd),
                Err(Problem::DayOutOfRange { first, last })
            );
        }
        let since = question("date", json!({"extension": [bounds[0]]}));
        let problem = Problem::DayOutOfRange { first, last: None };
        assert_eq!(since.answer("2026-11-01"), Err(problem));
    }
}
