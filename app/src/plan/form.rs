//! The form in which a coordinator writes a plan: rows of goals and interventions.

use jiff::civil::Date;

use super::{Attainment, Goal, Intervention, Plan, Sector};
use crate::ids::{GoalId, InterventionId};
use crate::participants::Problem;

/// The plan as typed: pairs of field name and text, in the order of the form.
///
/// Fields come as `goal-3-words`, `goal-3-id`; a row without words is no row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanForm {
    fields: Vec<(String, String)>,
}

/// The longest text a field takes.
const LONGEST: usize = 400;

/// How many rows of a kind a form may have.
pub(super) const ROWS: usize = 24;

impl PlanForm {
    /// Takes the fields as they came.
    pub fn of(fields: Vec<(String, String)>) -> Self {
        Self { fields }
    }

    /// The form that shows a plan as it stands.
    pub fn showing(plan: &Plan) -> Self {
        let mut fields = Vec::new();
        let mut put = |kind: &str, row: usize, name: &str, text: String| {
            fields.push((format!("{kind}-{row}-{name}"), text));
        };
        for (row, goal) in plan.goals.iter().enumerate() {
            put("goal", row, "id", goal.id.to_string());
            put("goal", row, "words", goal.words.clone());
            put(
                "goal",
                row,
                "attainment",
                goal.attainment.as_str().to_owned(),
            );
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

    /// How many rows of a kind hold something.
    pub fn rows(&self, kind: &str, filled: &str) -> usize {
        (0..ROWS)
            .rev()
            .find(|row| !self.text(&format!("{kind}-{row}-{filled}")).is_empty())
            .map_or(0, |row| row + 1)
    }

    /// The note to the participant about this revision.
    pub fn note(&self) -> &str {
        self.text("note")
    }

    /// The plan that was meant. `new_id` gives each new row its id.
    pub fn read(&self, mut new_id: impl FnMut() -> String) -> Result<Plan, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut plan = Plan::default();
        if self
            .fields
            .iter()
            .any(|(_, text)| text.chars().count() > LONGEST)
        {
            problems.push(Problem {
                field: "plan",
                key: "plan-text-long",
            });
        }
        for row in 0..ROWS {
            let field = |name: &str| self.text(&format!("goal-{row}-{name}"));
            if !field("words").is_empty() {
                plan.goals.push(Goal {
                    id: GoalId::new(kept(field("id"), &mut new_id)),
                    words: field("words").to_owned(),
                    attainment: Attainment::of(field("attainment")).unwrap_or_default(),
                });
            }
            let field = |name: &str| self.text(&format!("step-{row}-{name}"));
            if field("title").is_empty() {
                continue;
            }
            let mut day = |text: &str| match text {
                "" => None,
                text => text.parse::<Date>().ok().or_else(|| {
                    problems.push(Problem {
                        field: "plan",
                        key: "people-day-wrong",
                    });
                    None
                }),
            };
            let (from, to) = (day(field("from")), day(field("to")));
            if from.zip(to).is_some_and(|(from, to)| to < from) {
                problems.push(Problem {
                    field: "plan",
                    key: "plan-ends-before",
                });
            }
            plan.interventions.push(Intervention {
                id: InterventionId::new(kept(field("id"), &mut new_id)),
                title: field("title").to_owned(),
                sector: Sector::of(field("sector")).unwrap_or(Sector::Health),
                responsible: field("responsible").to_owned(),
                from,
                to,
            });
        }
        if problems.is_empty() {
            Ok(plan)
        } else {
            Err(problems)
        }
    }
}

fn kept(id: &str, new_id: &mut impl FnMut() -> String) -> String {
    if id.is_empty() {
        new_id()
    } else {
        id.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::PlanForm;

    fn typed(fields: &[(&str, &str)]) -> PlanForm {
        PlanForm::of(
            fields
                .iter()
                .map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_plan_shown_and_sent_back_unchanged_is_the_same_plan() {
        let form = typed(&[
            ("goal-0-words", "Walk to the lake"),
            ("step-2-title", "Gym"),
            ("step-2-sector", "employment"),
            ("step-2-from", "2026-02-02"),
        ]);
        let mut n = 0;
        let plan = form
            .read(|| {
                n += 1;
                n.to_string()
            })
            .unwrap();
        assert_eq!((plan.goals.len(), plan.interventions.len()), (1, 1));
        let again = PlanForm::showing(&plan)
            .read(|| unreachable!("no row is new"))
            .unwrap();
        assert_eq!(again, plan);
    }

    #[test]
    fn a_step_that_ends_before_it_begins_is_told() {
        let form = typed(&[
            ("step-0-title", "Gym"),
            ("step-0-from", "2026-02-02"),
            ("step-0-to", "2026-01-02"),
        ]);
        assert_eq!(
            form.read(String::new).unwrap_err()[0].key,
            "plan-ends-before"
        );
    }
}
