//! The form in which a coordinator writes a plan: rows of goals and interventions.

use jiff::civil::Date;

use super::{Attainment, Goal, Intervention, Plan, Sector};
use crate::ids::{GoalId, InterventionId};

/// The plan as typed: pairs of field name and text, in the order of the form.
///
/// Fields come as `goal-3-words`, `goal-3-id`. A row without words is no row; a row that was
/// in the plan before and has lost its words is taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanForm {
    fields: Vec<(String, String)>,
}

/// What has to be mended, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanProblem {
    /// The field's name and id on the form, such as `step-2-to`.
    pub field: String,
    /// The key of the sentence that says how.
    pub key: &'static str,
}

/// The longest text a field takes, in characters.
const LONGEST: usize = 400;

/// How many rows of a kind a form may have.
pub(super) const ROWS: usize = 24;

impl PlanForm {
    /// Takes the fields as they came.
    pub fn of(fields: Vec<(String, String)>) -> Self {
        // PostgreSQL keeps no text with a zero character, and nobody types one.
        let fields = fields
            .into_iter()
            .map(|(name, text)| (name, text.replace('\0', "")))
            .collect();
        Self { fields }
    }

    /// The form that shows a plan as it stands, with a note.
    pub fn showing(plan: &Plan, note: &str) -> Self {
        let mut fields = vec![("note".to_owned(), note.to_owned())];
        let mut put = |kind: &str, row: usize, name: &str, text: String| {
            fields.push((format!("{kind}-{row}-{name}"), text));
        };
        for (row, goal) in plan.goals.iter().enumerate() {
            put("goal", row, "id", goal.id.to_string());
            put("goal", row, "words", goal.words.clone());
            let attainment = goal.attainment.as_str().to_owned();
            put("goal", row, "attainment", attainment);
            for (step, text) in Attainment::ALL.into_iter().zip(&goal.steps) {
                put("goal", row, step.as_str(), text.clone());
            }
        }
        let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        for (row, step) in plan.interventions.iter().enumerate() {
            put("step", row, "id", step.id.to_string());
            put("step", row, "title", step.title.clone());
            put("step", row, "sector", step.sector.as_str().to_owned());
            put("step", row, "responsible", step.responsible.clone());
            put("step", row, "from", written(step.from));
            put("step", row, "to", written(step.to));
        }
        Self { fields }
    }

    /// What was typed into one field; empty when it was not on the form.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text.trim())
    }

    /// How many rows of a kind (`goal`, `step`) the form shows: those that hold something, and three more.
    pub fn rows(&self, kind: &str) -> usize {
        let names: &[&str] = match kind {
            "goal" => &["id", "words"],
            _ => &["id", "title", "responsible", "from", "to"],
        };
        let holds = |row: &usize| {
            names
                .iter()
                .any(|name| !self.text(&format!("{kind}-{row}-{name}")).is_empty())
        };
        let filled = (0..ROWS).rev().find(holds).map_or(0, |row| row + 1);
        (filled + 3).min(ROWS)
    }

    /// The note to the participant about this revision.
    pub fn note(&self) -> &str {
        self.text("note")
    }

    /// The number of the revision that the writer had before them; 0 when there was none.
    pub fn based_on(&self) -> i64 {
        self.text("based_on").parse().unwrap_or(0)
    }

    /// The plan that was meant, or every problem at once. `new_id` gives each new row its id.
    pub fn read(&self, mut new_id: impl FnMut() -> String) -> Result<Plan, Vec<PlanProblem>> {
        let mut problems: Vec<_> = self
            .fields
            .iter()
            .filter(|(_, text)| text.chars().count() > LONGEST)
            .map(|(field, _)| problem(field, "plan-text-long"))
            .collect();
        let mut plan = Plan::default();
        for row in 0..ROWS {
            if let Some(goal) = self.goal(row, &plan, &mut new_id) {
                plan.goals.push(goal);
            }
            if let Some(step) = self.step(row, &plan, &mut new_id, &mut problems) {
                plan.interventions.push(step);
            }
        }
        if problems.is_empty() {
            Ok(plan)
        } else {
            Err(problems)
        }
    }

    fn goal(&self, row: usize, plan: &Plan, new_id: &mut impl FnMut() -> String) -> Option<Goal> {
        let field = |name: &str| self.text(&format!("goal-{row}-{name}"));
        if field("words").is_empty() {
            return None;
        }
        let kept = GoalId::new(field("id"));
        let is_new = field("id").is_empty() || plan.goals.iter().any(|goal| goal.id == kept);
        Some(Goal {
            id: if is_new { GoalId::new(new_id()) } else { kept },
            words: field("words").to_owned(),
            attainment: Attainment::of(field("attainment")).unwrap_or_default(),
            steps: Attainment::ALL.map(|step| field(step.as_str()).to_owned()),
        })
    }

    fn step(
        &self,
        row: usize,
        plan: &Plan,
        new_id: &mut impl FnMut() -> String,
        problems: &mut Vec<PlanProblem>,
    ) -> Option<Intervention> {
        let name = |name: &str| format!("step-{row}-{name}");
        let field = |part: &str| self.text(&name(part));
        if field("title").is_empty() {
            let is_begun = ["responsible", "from", "to"]
                .iter()
                .any(|part| !field(part).is_empty());
            if is_begun && field("id").is_empty() {
                problems.push(problem(&name("title"), "plan-step-title-missing"));
            }
            return None;
        }
        let mut day = |part: &str| match field(part) {
            "" => None,
            text => {
                let day = text.parse().ok();
                let day = day.filter(|day: &Date| (1990..=2200).contains(&day.year()));
                if day.is_none() {
                    problems.push(problem(&name(part), "people-day-wrong"));
                }
                day
            }
        };
        let (from, to) = (day("from"), day("to"));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            problems.push(problem(&name("to"), "plan-ends-before"));
        }
        let kept = InterventionId::new(field("id"));
        let is_new = field("id").is_empty() || plan.interventions.iter().any(|old| old.id == kept);
        Some(Intervention {
            id: if is_new {
                InterventionId::new(new_id())
            } else {
                kept
            },
            title: field("title").to_owned(),
            sector: Sector::of(field("sector")).unwrap_or(Sector::Health),
            responsible: field("responsible").to_owned(),
            from,
            to,
        })
    }
}

fn problem(field: &str, key: &'static str) -> PlanProblem {
    PlanProblem {
        field: field.to_owned(),
        key,
    }
}

#[cfg(test)]
mod tests {
    use super::{PlanForm, PlanProblem};

    fn typed(fields: &[(&str, &str)]) -> PlanForm {
        PlanForm::of(
            fields
                .iter()
                .map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))
                .collect(),
        )
    }

    fn counted() -> impl FnMut() -> String {
        let mut n = 0;
        move || {
            n += 1;
            n.to_string()
        }
    }

    fn told(problems: &[PlanProblem]) -> Vec<(&str, &str)> {
        problems.iter().map(|p| (p.field.as_str(), p.key)).collect()
    }

    #[test]
    fn a_plan_shown_and_sent_back_unchanged_is_the_same_plan() {
        let form = typed(&[
            ("goal-0-words", "Walk to the lake"),
            ("step-2-title", "Gym"),
            ("step-2-sector", "employment"),
            ("step-2-from", "2026-02-02"),
        ]);
        let plan = form.read(counted()).unwrap();
        assert_eq!((plan.goals.len(), plan.interventions.len()), (1, 1));
        let again = PlanForm::showing(&plan, "")
            .read(|| unreachable!("no row is new"))
            .unwrap();
        assert_eq!(again, plan);
    }

    #[test]
    fn what_has_to_be_mended_is_told_at_its_field() {
        let form = typed(&[
            ("step-0-title", "Gym"),
            ("step-0-from", "2026-02-02"),
            ("step-0-to", "2026-01-02"),
            ("step-1-title", "Course"),
            ("step-1-from", "soon"),
            ("step-2-responsible", "Kim"),
            ("note", &"x".repeat(401)),
        ]);
        let problems = form.read(counted()).unwrap_err();
        assert_eq!(
            told(&problems),
            [
                ("note", "plan-text-long"),
                ("step-0-to", "plan-ends-before"),
                ("step-1-from", "people-day-wrong"),
                ("step-2-title", "plan-step-title-missing"),
            ]
        );
    }

    #[test]
    fn a_row_that_lost_its_words_is_taken_out() {
        let form = typed(&[
            ("step-0-id", "gym"),
            ("step-0-title", " "),
            ("step-0-responsible", "Kim"),
            ("goal-0-id", "walk"),
            ("goal-0-words", ""),
        ]);
        let plan = form.read(counted()).unwrap();
        assert!(plan.goals.is_empty() && plan.interventions.is_empty());
    }

    #[test]
    fn two_rows_never_share_an_id() {
        let form = typed(&[
            ("goal-0-id", "walk"),
            ("goal-0-words", "Walk"),
            ("goal-1-id", "walk"),
            ("goal-1-words", "Swim\0"),
        ]);
        let plan = form.read(counted()).unwrap();
        assert_eq!(plan.goals[1].id.as_str(), "1");
        assert_eq!(plan.goals[1].words, "Swim");
    }

    #[test]
    fn there_are_always_three_rows_more() {
        assert_eq!(typed(&[]).rows("goal"), 3);
        assert_eq!(typed(&[("goal-1-words", "Walk")]).rows("goal"), 5);
        assert_eq!(typed(&[("step-23-title", "Gym")]).rows("step"), 24);
    }
}
