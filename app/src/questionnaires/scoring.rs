//! Scores: how the answers of a form are added up, as the form declares it.

use super::answer::Answers;
use super::element::Extension;
use super::refusal::{Refusal, Wrong};
use super::resource::{Item, Questionnaire};
use super::runner::Runner;

/// Declares one score, with sub-extensions `name`, `rule` (`sum`, `mean` or `gas`), `question` (a
/// link id; as many as there are), `weight` (one for each question, of `gas`), `maxMissing`,
/// `factor`, `row` (with `from` and `to`; as many as the table has) and `source`.
pub(super) const SCORE: &str = "https://dagsform.example/fhir/score";

/// How strongly goals of one person are taken to go together (Kiresuk and Sherman 1968).
const RHO: f64 = 0.3;

/// How answers are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// All of them; with some missing, as if those were like the others.
    Sum,
    /// The mean of those that were given.
    Mean,
    /// The T-score of goal attainment over the goals that were rated, from -2 to 2 each.
    Gas,
}

/// A score that a form declares.
#[derive(Clone, Debug, PartialEq)]
struct Declared<'q> {
    name: &'q str,
    rule: Rule,
    /// What goes into it, with its weight.
    parts: Vec<(&'q Item, f64)>,
    most_missing: usize,
    factor: f64,
    /// From what is computed to what it means; as it is where there is no table.
    table: Vec<(f64, f64)>,
    source: &'q str,
}

/// A score of one filled form.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// What it is called.
    pub name: String,
    /// Its value, to four decimals; none when too many answers are missing, or when its table
    /// has no row for it.
    pub value: Option<f64>,
    /// How many of its questions have no answer that counts.
    pub missing: usize,
    /// Where the rule comes from.
    pub source: String,
}

/// What is wrong with a declared score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadScore {
    /// No name, or a rule that there is not.
    #[error("it needs a `name`, and a `rule` of `sum`, `mean` or `gas`")]
    Rule,
    /// No questions, or one that is not there or has no number.
    #[error("each `question` names a question whose answers are numbers or have ordinal values")]
    Question,
    /// Not one weight for each question.
    #[error("`gas` takes a positive `weight` for each question, or none; other rules take none")]
    Weight,
    /// A number that is not one, or out of place.
    #[error("`maxMissing` is less than the questions, and only of `sum` and `mean`")]
    Missing,
    /// A row without two numbers, or two for one value.
    #[error("a `row` has one `from` and one `to`, and each `from` stands once")]
    Row,
    /// Nobody can check it.
    #[error("it needs a `source`")]
    Source,
}

impl Questionnaire {
    /// What is wrong with the scores that it declares.
    pub(super) fn bad_scores(&self) -> Vec<Refusal> {
        let declared = self.extensions(SCORE).enumerate();
        let bad = declared.filter_map(|(place, extension)| {
            let why = read(self, extension).err()?;
            let name = extension.part("name").and_then(Extension::text);
            let name = name.map_or_else(|| (place + 1).to_string(), str::to_owned);
            Some(Refusal::of_all(Wrong::BadScore { name, why }))
        });
        bad.collect()
    }
}

/// The scores that a form declares, of these answers.
pub fn scores(questionnaire: &Questionnaire, answers: &Answers) -> Vec<Score> {
    let runner = Runner::new(questionnaire, answers);
    let declared = questionnaire.extensions(SCORE);
    declared
        .filter_map(|extension| read(questionnaire, extension).ok())
        .map(|declared| declared.of(&runner))
        .collect()
}

fn read<'q>(form: &'q Questionnaire, written: &'q Extension) -> Result<Declared<'q>, BadScore> {
    let text = |name: &str| written.part(name).and_then(Extension::text);
    let name = text("name").ok_or(BadScore::Rule)?;
    let rule = match text("rule") {
        Some("sum") => Rule::Sum,
        Some("mean") => Rule::Mean,
        Some("gas") => Rule::Gas,
        _ => return Err(BadScore::Rule),
    };
    let items: Option<Vec<&Item>> = written
        .parts("question")
        .map(|part| form.item(part.text()?).filter(|item| item.has_numbers()))
        .collect();
    let items = items.filter(|items| !items.is_empty());
    let items = items.ok_or(BadScore::Question)?;
    let weights: Option<Vec<f64>> = written
        .parts("weight")
        .map(|part| part.number().filter(|weight| *weight > 0.0))
        .collect();
    let mut weights = weights.ok_or(BadScore::Weight)?;
    match (rule, weights.len()) {
        (_, 0) => weights = vec![1.0; items.len()],
        (Rule::Gas, some) if some == items.len() => {}
        _ => return Err(BadScore::Weight),
    }
    let most_missing = match (rule, written.part("maxMissing")) {
        (Rule::Gas, None) => items.len() - 1,
        (_, None) => 0,
        (Rule::Gas, Some(_)) => return Err(BadScore::Missing),
        (_, Some(part)) => {
            let most = part
                .number()
                .filter(|most| *most >= 0.0 && most.fract() == 0.0);
            let most = most.filter(|most| *most < items.len() as f64);
            most.ok_or(BadScore::Missing)? as usize
        }
    };
    let row = |part: &'q Extension| {
        let number = |name: &str| part.part(name).and_then(Extension::number);
        Some((number("from")?, number("to")?))
    };
    let table: Option<Vec<(f64, f64)>> = written.parts("row").map(row).collect();
    let table = table.ok_or(BadScore::Row)?;
    let is_twice = |place: usize| {
        table[..place]
            .iter()
            .any(|(from, _)| *from == table[place].0)
    };
    if (0..table.len()).any(is_twice) {
        return Err(BadScore::Row);
    }
    Ok(Declared {
        name,
        rule,
        parts: items.into_iter().zip(weights).collect(),
        most_missing,
        factor: written
            .part("factor")
            .and_then(Extension::number)
            .unwrap_or(1.0),
        table,
        source: text("source").ok_or(BadScore::Source)?,
    })
}

impl Declared<'_> {
    fn of(&self, runner: &Runner<'_, '_>) -> Score {
        let value = |item: &Item| item.score(runner.counts(item.link_id())?);
        let given = self
            .parts
            .iter()
            .filter_map(|(item, weight)| Some((value(item)?, *weight)));
        let given: Vec<(f64, f64)> = given.collect();
        let missing = self.parts.len() - given.len();
        let enough = missing <= self.most_missing;
        let value = enough.then(|| self.computed(&given) * self.factor);
        let value = value.map(|value| (value * 10_000.0).round() / 10_000.0);
        Score {
            name: self.name.to_owned(),
            value: value.and_then(|value| self.looked_up(value)),
            missing,
            source: self.source.to_owned(),
        }
    }

    fn computed(&self, given: &[(f64, f64)]) -> f64 {
        let sum: f64 = given.iter().map(|(value, _)| value).sum();
        let mean = sum / given.len() as f64;
        match self.rule {
            Rule::Sum => mean * self.parts.len() as f64,
            Rule::Mean => mean,
            Rule::Gas => gas(given),
        }
    }

    fn looked_up(&self, value: f64) -> Option<f64> {
        if self.table.is_empty() {
            return Some(value);
        }
        let row = self.table.iter().find(|(from, _)| *from == value);
        row.map(|(_, to)| *to)
    }
}

/// The T-score of goals with their weights: 50 when all came as expected.
///
/// T = 50 + 10 Σwx / √((1 - ρ) Σw² + ρ (Σw)²)
fn gas(goals: &[(f64, f64)]) -> f64 {
    let total = |of: fn(&(f64, f64)) -> f64| goals.iter().map(of).sum::<f64>();
    let attained = total(|(value, weight)| value * weight);
    let squares = total(|(_, weight)| weight * weight);
    let weights = total(|(_, weight)| *weight);
    50.0 + 10.0 * attained / ((1.0 - RHO) * squares + RHO * weights * weights).sqrt()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BadScore, scores};
    use crate::questionnaires::{Answer, Answers, NotAQuestionnaire, Questionnaire, Wrong};

    fn part(name: &str, value: Value) -> Value {
        let kind = match &value {
            Value::String(_) => "valueString",
            Value::Number(number) if number.is_i64() => "valueInteger",
            _ => "valueDecimal",
        };
        json!({"url": name, kind: value})
    }

    /// A form of `count` whole numbers with one score of all of them.
    fn form(count: usize, rule: &str, more: &[(&str, Value)]) -> String {
        let items = (0..count)
            .map(|place| json!({"linkId": format!("q{place}"), "type": "integer", "text": "?"}));
        let mut parts = vec![part("name", json!("Score")), part("rule", json!(rule))];
        parts.extend((0..count).map(|place| part("question", json!(format!("q{place}")))));
        parts.extend(more.iter().map(|(name, value)| part(name, value.clone())));
        json!({"resourceType": "Questionnaire", "status": "active", "item": items.collect::<Value>(),
            "extension": [{"url": super::SCORE, "extension": parts}]})
        .to_string()
    }

    fn scored(form: &str, given: &[Option<i32>]) -> Option<f64> {
        let form = Questionnaire::read(form).unwrap();
        let answer = |(place, given): (usize, &Option<i32>)| {
            let answer = given.map_or(Answer::Skipped, Answer::Integer);
            (format!("q{place}"), answer)
        };
        let answers: Answers = given.iter().enumerate().map(answer).collect();
        scores(&form, &answers)[0].value
    }

    fn source() -> (&'static str, Value) {
        ("source", json!("A paper"))
    }

    #[test]
    fn goals_are_scored_as_the_published_vectors_say() {
        for (goals, weights, expected) in [
            (vec![0, 0, 0], vec![], 50.00),
            (vec![-1, -1, -1], vec![], 36.31),
            (vec![1, 0, 0], vec![], 54.56),
            (vec![2, 2, 2], vec![], 77.39),
            (vec![1, 0, -1], vec![3, 2, 1], 54.41),
            (vec![1], vec![], 60.00),
            (vec![-2], vec![], 30.00),
        ] {
            let weights: Vec<_> = weights.iter().map(|it| ("weight", json!(it))).collect();
            let form = form(goals.len(), "gas", &[weights, vec![source()]].concat());
            let given: Vec<_> = goals.iter().copied().map(Some).collect();
            let value = scored(&form, &given).unwrap();
            assert!((value - expected).abs() < 0.005, "{goals:?}: {value}");
        }
        // A goal that was not rated is left out, weight and all.
        let form = form(3, "gas", &[source()]);
        assert_eq!(scored(&form, &[Some(1), None, None]), Some(60.0));
        assert_eq!(scored(&form, &[None, None, None]), None);
    }

    #[test]
    fn sums_and_means_follow_the_rule_of_the_instrument_for_what_is_missing() {
        let all = |value: i32, count: usize| vec![Some(value); count];
        let with = |count: usize, rule: &str, more: &[(&str, Value)]| {
            form(count, rule, &[more, &[source()]].concat())
        };
        // WHO-5: times four, 0 to 100, and only of all five.
        let who = with(5, "sum", &[("factor", json!(4))]);
        assert_eq!(scored(&who, &all(5, 5)), Some(100.0));
        assert_eq!(
            scored(&who, &[Some(3), Some(2), Some(3), Some(2), Some(3)]),
            Some(52.0)
        );
        assert_eq!(
            scored(&who, &[Some(5), Some(5), Some(5), Some(5), None]),
            None
        );
        // PHQ-9: up to two missing are taken to be like the others.
        let phq = with(9, "sum", &[("maxMissing", json!(2))]);
        let mut given = all(2, 9);
        assert_eq!(scored(&phq, &given), Some(18.0));
        (given[0], given[1]) = (None, None);
        assert_eq!(scored(&phq, &given), Some(18.0));
        given[2] = None;
        assert_eq!(scored(&phq, &given), None);
        // WHODAS 2.0, 12 items: one missing gets the mean of the other eleven.
        let whodas = with(12, "sum", &[("maxMissing", json!(1))]);
        let mut given = all(1, 12);
        given[3] = Some(4);
        given[11] = None;
        assert_eq!(scored(&whodas, &given), Some(15.2727), "14 of 11, over 12");
        // FSS: the mean of nine.
        let fss = with(9, "mean", &[]);
        let given = [7, 6, 5, 4, 7, 6, 5, 4, 1].map(Some);
        assert_eq!(scored(&fss, &given), Some(5.0));
    }

    #[test]
    fn a_table_says_what_a_sum_means_and_knows_no_other_value() {
        let row = |from: i32, to: f64| json!({"url": "row", "extension": [part("from", json!(from)), part("to", json!(to))]});
        let mut form: Value = serde_json::from_str(&form(2, "sum", &[source()])).unwrap();
        let parts = form["extension"][0]["extension"].as_array_mut().unwrap();
        parts.extend([row(2, 10.5), row(3, 12.25)]);
        let text = form.to_string();
        assert_eq!(scored(&text, &[Some(1), Some(1)]), Some(10.5));
        assert_eq!(scored(&text, &[Some(2), Some(1)]), Some(12.25));
        assert_eq!(scored(&text, &[Some(2), Some(2)]), None);
        form["extension"][0]["extension"]
            .as_array_mut()
            .unwrap()
            .push(row(3, 1.0));
        assert_eq!(refused(&form.to_string()), Some(BadScore::Row));
    }

    fn refused(form: &str) -> Option<BadScore> {
        match Questionnaire::read(form) {
            Err(NotAQuestionnaire::Refused(refusal)) => match refusal.wrong {
                Wrong::BadScore { why, .. } => Some(why),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn a_score_that_nobody_could_compute_or_check_is_refused() {
        assert_eq!(refused(&form(2, "sum", &[source()])), None);
        for (count, rule, more, why) in [
            (2, "median", vec![source()], BadScore::Rule),
            (
                0,
                "sum",
                vec![source(), ("question", json!("nowhere"))],
                BadScore::Question,
            ),
            (
                2,
                "sum",
                vec![source(), ("weight", json!(2))],
                BadScore::Weight,
            ),
            (
                2,
                "gas",
                vec![source(), ("weight", json!(2))],
                BadScore::Weight,
            ),
            (
                2,
                "sum",
                vec![source(), ("maxMissing", json!(2))],
                BadScore::Missing,
            ),
            (
                2,
                "gas",
                vec![source(), ("maxMissing", json!(1))],
                BadScore::Missing,
            ),
            (2, "sum", vec![("factor", json!(2))], BadScore::Source),
        ] {
            let form = form(count, rule, &more);
            let form = form.replace(
                "\"item\":[]",
                "\"item\":[{\"linkId\":\"a\",\"type\":\"boolean\",\"text\":\"?\"}]",
            );
            assert_eq!(refused(&form), Some(why), "{form}");
        }
    }
}
