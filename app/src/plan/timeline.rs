//! The plan along time: a lane for each sector, and whether its lanes run beside each other.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::{Intervention, Plan, Sector, Stands};

/// A plan along time. There is none where no intervention has a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The first day that is drawn: of a month.
    pub from: Date,
    /// The last day that is drawn: of a month.
    pub to: Date,
    /// The lanes that hold something, in the order of the sectors.
    pub lanes: Vec<Lane>,
    /// How the sectors work together.
    pub pathway: Pathway,
}

/// What one sector does.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Which sector.
    pub sector: Sector,
    /// Its interventions, the earliest first.
    pub bars: Vec<Bar>,
}

/// One intervention along time.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub step: Intervention,
    /// Where today lies in it.
    pub stands: Stands,
}

/// How the sectors of a plan work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pathway {
    /// Everything is of one sector.
    Single,
    /// Things of several sectors run at the same time.
    Integrated,
    /// One sector comes after the other.
    Sequential,
}

impl Timeline {
    /// The time line of a plan, as `today` sees it.
    pub fn of(plan: &Plan, today: Date) -> Option<Self> {
        let steps = &plan.interventions;
        let days = || steps.iter().flat_map(|step| [step.from, step.to]).flatten();
        let (first, last) = (days().min()?.min(today), days().max()?.max(today));
        let lanes = Sector::ALL.into_iter().filter_map(|sector| {
            let mine = steps.iter().filter(|step| step.sector == sector);
            let mut bars: Vec<Bar> = mine
                .map(|step| Bar {
                    step: step.clone(),
                    stands: step.stands(today),
                })
                .collect();
            bars.sort_by_key(|bar| (bar.step.from, bar.step.to));
            (!bars.is_empty()).then_some(Lane { sector, bars })
        });
        Some(Self {
            from: first.first_of_month(),
            to: last.last_of_month(),
            lanes: lanes.collect(),
            pathway: pathway(steps),
        })
    }

    /// How many days are drawn, both ends included.
    pub fn days(&self) -> i32 {
        days_between(self.from, self.to) + 1
    }

    /// Where a day lies, 0 at the beginning to 1 at the end; days outside lie at the ends.
    pub fn place(&self, day: Date) -> f64 {
        let day = day.clamp(self.from, self.to);
        f64::from(days_between(self.from, day)) / f64::from(self.days())
    }

    /// From where to where a bar reaches; one without a day reaches to the edge.
    pub fn reach(&self, step: &Intervention) -> (f64, f64) {
        let from = step.from.map_or(0.0, |day| self.place(day));
        // The last day belongs to it.
        let after = |day: Date| day.saturating_add(1.day());
        let to = step.to.map_or(1.0, |day| {
            if day >= self.to {
                1.0
            } else {
                self.place(after(day))
            }
        });
        (from, to.max(from))
    }

    /// The first days of months to name on the axis: `most` of them at most, evenly.
    pub fn months(&self, most: usize) -> Vec<Date> {
        let mut all = Vec::new();
        let mut month = self.from;
        while month <= self.to && all.len() < 1200 {
            all.push(month);
            month = month.saturating_add(1.month());
        }
        let every = all.len().div_ceil(most.max(1)).max(1);
        all.into_iter().step_by(every).collect()
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to))
        .map_or(0, |span| span.get_days())
}

/// Whether two interventions share a day. One without a day has no end on that side.
fn overlap(one: &Intervention, other: &Intervention) -> bool {
    let begins_in_time = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    begins_in_time(one.from, other.to) && begins_in_time(other.from, one.to)
}

fn pathway(steps: &[Intervention]) -> Pathway {
    let pairs = steps.iter().enumerate().flat_map(|(place, one)| {
        let others = steps.iter().skip(place + 1);
        others.map(move |other| (one, other))
    });
    let mut apart = pairs
        .filter(|(one, other)| one.sector != other.sector)
        .peekable();
    if apart.peek().is_none() {
        Pathway::Single
    } else if apart.any(|(one, other)| overlap(one, other)) {
        Pathway::Integrated
    } else {
        Pathway::Sequential
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Intervention, Plan, Sector};
    use super::{Pathway, Timeline};
    use crate::ids::InterventionId;

    fn step(sector: Sector, from: &str, to: &str) -> Intervention {
        Intervention {
            id: InterventionId::new(from),
            title: "Gym".into(),
            sector,
            responsible: "Kim".into(),
            from: from.parse().ok(),
            to: to.parse().ok(),
        }
    }

    fn line(steps: Vec<Intervention>) -> Option<Timeline> {
        let plan = Plan {
            goals: Vec::new(),
            interventions: steps,
        };
        Timeline::of(&plan, "2026-11-02".parse().unwrap())
    }

    #[test]
    fn sectors_run_beside_each_other_or_one_after_the_other() {
        let health = || step(Sector::Health, "2026-11-01", "2026-11-30");
        let work = |from: &str| step(Sector::Employment, from, "2027-01-31");
        let pathway = |steps| line(steps).unwrap().pathway;
        assert_eq!(pathway(vec![health()]), Pathway::Single);
        let beside = vec![health(), work("2026-11-30")];
        assert_eq!(pathway(beside), Pathway::Integrated);
        let after = vec![health(), work("2026-12-01")];
        assert_eq!(pathway(after), Pathway::Sequential);
        let open = vec![health(), work("")];
        assert_eq!(pathway(open), Pathway::Integrated);
    }

    #[test]
    fn a_bar_reaches_from_its_first_day_to_the_end_of_its_last() {
        let line = line(vec![step(Sector::Health, "2026-11-01", "2026-11-30")]).unwrap();
        assert_eq!(line.days(), 30);
        assert_eq!(line.reach(&line.lanes[0].bars[0].step), (0.0, 1.0));
        let day = step(Sector::Health, "2026-11-16", "2026-11-16");
        assert_eq!(line.reach(&day), (15.0 / 30.0, 16.0 / 30.0));
        let open = step(Sector::Health, "", "");
        assert_eq!(line.reach(&open), (0.0, 1.0));
    }

    #[test]
    fn a_long_course_names_few_months_and_no_course_none() {
        assert_eq!(line(vec![step(Sector::Health, "", "")]), None);
        let line = line(vec![step(Sector::Health, "2026-01-15", "2027-12-01")]).unwrap();
        let months = line.months(5);
        assert_eq!(months.len(), 5);
        assert_eq!(months[1].to_string(), "2026-06-01");
    }
}
