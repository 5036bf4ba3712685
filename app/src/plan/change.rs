//! What changed from one revision of a plan to the next.

use super::{Attainment, Goal, Intervention, Plan};

/// One difference, in the order in which a person would tell it.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A goal came in.
    NewGoal(String),
    /// A goal, or one of its steps, was put into other words.
    RewordedGoal(String),
    /// A goal is further or less far than before.
    Progress(String, Attainment),
    /// A goal was let go.
    GoalLeft(String),
    /// An intervention came in.
    NewIntervention(String),
    /// An intervention has other dates, another title or someone else answers for it.
    ChangedIntervention(String),
    /// An intervention was taken out.
    InterventionLeft(String),
}

/// What changed from `before` to `after`; nothing when the plans are the same.
pub fn changes(before: &Plan, after: &Plan) -> Vec<Change> {
    let goal_before = |goal: &Goal| before.goals.iter().find(|old| old.id == goal.id);
    let goals = after.goals.iter().flat_map(|goal| match goal_before(goal) {
        None => vec![Change::NewGoal(goal.words.clone())],
        Some(old) => {
            let mut changes = Vec::new();
            if old.words != goal.words || old.steps != goal.steps {
                changes.push(Change::RewordedGoal(goal.words.clone()));
            }
            if old.attainment != goal.attainment {
                changes.push(Change::Progress(goal.words.clone(), goal.attainment));
            }
            changes
        }
    });
    let goals_left = before
        .goals
        .iter()
        .filter(|old| !after.goals.iter().any(|goal| goal.id == old.id))
        .map(|old| Change::GoalLeft(old.words.clone()));
    let old_of = |new: &Intervention| before.interventions.iter().find(|old| old.id == new.id);
    let interventions = after
        .interventions
        .iter()
        .filter_map(|new| match old_of(new) {
            None => Some(Change::NewIntervention(new.title.clone())),
            Some(old) if old != new => Some(Change::ChangedIntervention(new.title.clone())),
            Some(_) => None,
        });
    let left = before
        .interventions
        .iter()
        .filter(|old| !after.interventions.iter().any(|new| new.id == old.id))
        .map(|old| Change::InterventionLeft(old.title.clone()));
    goals
        .chain(goals_left)
        .chain(interventions)
        .chain(left)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Attainment, Goal, Intervention, Plan, Sector};
    use super::{Change, changes};
    use crate::ids::{GoalId, InterventionId};

    fn goal(id: &str, words: &str, attainment: Attainment) -> Goal {
        Goal {
            id: GoalId::new(id),
            words: words.into(),
            attainment,
            steps: Default::default(),
        }
    }

    fn gym(responsible: &str) -> Intervention {
        Intervention {
            id: InterventionId::new("gym"),
            title: "Gym".into(),
            sector: Sector::Health,
            responsible: responsible.into(),
            from: None,
            to: None,
        }
    }

    #[test]
    fn a_person_is_told_what_is_new_what_moved_and_what_is_gone() {
        let before = Plan {
            goals: vec![
                goal("walk", "Walk to the lake", Attainment::Less),
                goal("b", "Bake", Attainment::Less),
            ],
            interventions: vec![gym("Kim")],
        };
        let after = Plan {
            goals: vec![
                goal("walk", "Walk to the lake", Attainment::Expected),
                goal("c", "Cook", Attainment::Less),
            ],
            interventions: vec![gym("Alex")],
        };
        let told = changes(&before, &after);
        assert_eq!(
            told,
            [
                Change::Progress("Walk to the lake".into(), Attainment::Expected),
                Change::NewGoal("Cook".into()),
                Change::GoalLeft("Bake".into()),
                Change::ChangedIntervention("Gym".into()),
            ]
        );
        assert_eq!(changes(&after, &after), []);
    }
}
