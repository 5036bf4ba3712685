//! Two people wrote at once: one plan that keeps what each of them did.

use super::Plan;
use crate::ids::{GoalId, InterventionId};

/// What `mine` and `theirs` make together, both written on `base`.
///
/// A row that only one of us touched is as that one left it. A row that both touched is as
/// in `mine`; `theirs` stays readable in its own revision.
pub fn merged(base: &Plan, mine: &Plan, theirs: &Plan) -> Plan {
    let mine = &known(base, mine, theirs);
    Plan {
        goals: rows(&base.goals, &mine.goals, &theirs.goals, |goal| {
            goal.id.as_str()
        }),
        interventions: rows(
            &base.interventions,
            &mine.interventions,
            &theirs.interventions,
            |step| step.id.as_str(),
        ),
    }
}

/// `mine`, where a row that both of us added in the same words is one row and not two.
///
/// It happens to whoever goes back to an old form and sends it again.
fn known(base: &Plan, mine: &Plan, theirs: &Plan) -> Plan {
    let mut mine = mine.clone();
    for goal in &mut mine.goals {
        let is_old = |id: &GoalId| base.goals.iter().any(|old| old.id == *id);
        let same = theirs
            .goals
            .iter()
            .find(|their| their.words == goal.words && !is_old(&their.id));
        if let (false, Some(their)) = (is_old(&goal.id), same) {
            goal.id = their.id.clone();
        }
    }
    for step in &mut mine.interventions {
        let is_old = |id: &InterventionId| base.interventions.iter().any(|old| old.id == *id);
        let same = theirs
            .interventions
            .iter()
            .find(|their| their.title == step.title && !is_old(&their.id));
        if let (false, Some(their)) = (is_old(&step.id), same) {
            step.id = their.id.clone();
        }
    }
    mine
}

fn rows<T: Clone + PartialEq>(
    base: &[T],
    mine: &[T],
    theirs: &[T],
    id: impl Fn(&T) -> &str,
) -> Vec<T> {
    let find = |rows: &[T], row: &T| rows.iter().find(|other| id(other) == id(row)).cloned();
    let from_theirs = theirs.iter().filter_map(|their| {
        match (find(base, their), find(mine, their)) {
            // They added it, or I took out what they changed: it stays, so that nothing is lost.
            (None, None) => Some(their.clone()),
            (Some(old), None) => (old != *their).then(|| their.clone()),
            (Some(old), Some(my)) if old == my => Some(their.clone()),
            (_, Some(my)) => Some(my),
        }
    });
    let only_mine = mine.iter().filter(|my| {
        let they_took_it_out = find(base, my).is_some_and(|old| old == **my);
        find(theirs, my).is_none() && !they_took_it_out
    });
    from_theirs.chain(only_mine.cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Attainment, Goal, Plan};
    use super::merged;
    use crate::ids::GoalId;

    fn plan(goals: &[(&str, &str)]) -> Plan {
        let goal = |(id, words): &(&str, &str)| Goal {
            id: GoalId::new(*id),
            words: (*words).into(),
            attainment: Attainment::Less,
            steps: Default::default(),
        };
        Plan {
            goals: goals.iter().map(goal).collect(),
            interventions: Vec::new(),
        }
    }

    #[test]
    fn what_either_of_us_did_is_there() {
        let base = plan(&[("a", "Walk"), ("b", "Bake"), ("c", "Sew"), ("d", "Rest")]);
        let mine = plan(&[
            ("a", "Walk far"),
            ("b", "Bake"),
            ("d", "Rest"),
            ("m", "Mine"),
        ]);
        let theirs = plan(&[
            ("a", "Walk"),
            ("b", "Bake bread"),
            ("c", "Sew"),
            ("t", "Theirs"),
        ]);
        // I reworded a, took out c and added m; they reworded b, took out d and added t.
        let both = plan(&[
            ("a", "Walk far"),
            ("b", "Bake bread"),
            ("t", "Theirs"),
            ("m", "Mine"),
        ]);
        assert_eq!(merged(&base, &mine, &theirs), both);
    }

    #[test]
    fn an_old_form_sent_again_doubles_nothing() {
        let base = plan(&[("a", "Walk")]);
        let theirs = plan(&[("a", "Walk"), ("t", "Sing"), ("u", "Swim")]);
        let mine = plan(&[("a", "Walk"), ("m", "Sing"), ("n", "Sew")]);
        let both = plan(&[("a", "Walk"), ("t", "Sing"), ("u", "Swim"), ("n", "Sew")]);
        assert_eq!(merged(&base, &mine, &theirs), both);
    }

    #[test]
    fn where_both_wrote_mine_stands_and_nothing_goes_silently() {
        let base = plan(&[("a", "Walk"), ("b", "Bake"), ("c", "Sew")]);
        let mine = plan(&[("a", "Walk far"), ("c", "Sew more")]);
        let theirs = plan(&[("a", "Walk slowly"), ("b", "Bake bread")]);
        let both = plan(&[("a", "Walk far"), ("b", "Bake bread"), ("c", "Sew more")]);
        assert_eq!(merged(&base, &mine, &theirs), both);
    }
}
