//! At most one calm word a day about how the plan fits the energy.

use serde::{Deserialize, Serialize};

use super::{Activity, Category, Constants, DayInput, Energy, PastDay, Points, State, UnknownWord};

/// Something worth saying today. One a day, in this order; never while still learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Three low mornings running: offers to tell the coordinator, and never does it by itself.
    LowMornings,
    /// More is planned today than there is energy for.
    PlanIsOver,
    /// Three days running went over.
    DaysOver,
    /// After today, tomorrow's plan would be over.
    TomorrowIsOver,
    /// More than an hour and a half of heavy activities, and no rest among today's.
    HeavyWithoutRest,
    /// Two heavy activities follow each other without a pause.
    HeavyBackToBack,
    /// Very quiet days though the mornings were not low: a kind question, never a warning.
    QuietDays,
}

impl Notice {
    /// All, as they come first.
    pub const ALL: [Self; 7] = [
        Self::LowMornings,
        Self::PlanIsOver,
        Self::DaysOver,
        Self::TomorrowIsOver,
        Self::HeavyWithoutRest,
        Self::HeavyBackToBack,
        Self::QuietDays,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LowMornings => "low_mornings",
            Self::PlanIsOver => "plan_is_over",
            Self::DaysOver => "days_over",
            Self::TomorrowIsOver => "tomorrow_is_over",
            Self::HeavyWithoutRest => "heavy_without_rest",
            Self::HeavyBackToBack => "heavy_back_to_back",
            Self::QuietDays => "quiet_days",
        }
    }

    /// The notice of that word.
    pub fn parse(word: &str) -> Result<Self, UnknownWord> {
        let found = Self::ALL.into_iter().find(|notice| notice.as_str() == word);
        found.ok_or(UnknownWord)
    }
}

/// What lies ahead, in points.
pub(super) struct Ahead {
    /// What was said this morning, if anything.
    pub(super) said: Option<Energy>,
    /// What there is today.
    pub(super) budget: Points,
    /// What today costs if everything planned is done.
    pub(super) if_all_done: Points,
    /// What there will be tomorrow if so, after a usual morning.
    pub(super) tomorrow_budget: Points,
    /// What tomorrow's plan costs.
    pub(super) tomorrow: Points,
}

/// The first thing that there is to say.
pub(super) fn notice(
    past: &[PastDay],
    today: &DayInput,
    ahead: &Ahead,
    constants: &Constants,
) -> Option<Notice> {
    // Days are told in whole points: what is less than half a point over would read as enough.
    let over = |cost: Points, budget: Points| cost.get() >= budget.get() + 0.5;
    let found = [
        (
            low_mornings(past, ahead.said, constants),
            Notice::LowMornings,
        ),
        (over(ahead.if_all_done, ahead.budget), Notice::PlanIsOver),
        (days_over(past, constants), Notice::DaysOver),
        (
            over(ahead.tomorrow, ahead.tomorrow_budget),
            Notice::TomorrowIsOver,
        ),
        (
            heavy_without_rest(&today.activities, constants),
            Notice::HeavyWithoutRest,
        ),
        (
            heavy_back_to_back(&today.activities),
            Notice::HeavyBackToBack,
        ),
        (quiet_days(past, constants), Notice::QuietDays),
    ];
    // One a day: what was said this morning stays while it holds, and nothing follows it.
    found
        .into_iter()
        .find(|(is, it)| *is && today.noticed.is_none_or(|said| said == *it))
        .map(|(_, notice)| notice)
}

fn low_mornings(past: &[PastDay], said: Option<Energy>, constants: &Constants) -> bool {
    let low = |said: Option<Energy>| said.is_some_and(|said| said.get() <= constants.low_morning);
    let before = constants.low_mornings.saturating_sub(1) as usize;
    let running = past
        .iter()
        .rev()
        .take(before)
        .filter(|day| low(day.morning))
        .count();
    low(said) && running == before
}

fn days_over(past: &[PastDay], constants: &Constants) -> bool {
    let days = constants.days_over as usize;
    let over = |day: &&PastDay| day.percentage() > 100.0 + 1e-6;
    past.iter().rev().take(days).filter(over).count() == days
}

fn is_heavy(activity: &Activity) -> bool {
    activity.category == Category::Heavy && activity.state != State::Left
}

fn heavy_without_rest(activities: &[Activity], constants: &Constants) -> bool {
    let minutes: u32 = activities
        .iter()
        .filter(|activity| is_heavy(activity))
        .map(|activity| u32::from(activity.minutes.get()))
        .sum();
    let rests = activities.iter().any(|activity| {
        activity.category == Category::Restorative && activity.state != State::Left
    });
    let ahead = activities
        .iter()
        .any(|activity| is_heavy(activity) && activity.state == State::Planned);
    ahead && !rests && minutes > constants.heavy_minutes
}

fn heavy_back_to_back(activities: &[Activity]) -> bool {
    let mut timed: Vec<(i32, &Activity)> = activities
        .iter()
        .filter(|activity| is_heavy(activity))
        .filter_map(|activity| {
            let starts = activity.starts?;
            Some((
                i32::from(starts.hour()) * 60 + i32::from(starts.minute()),
                activity,
            ))
        })
        .collect();
    timed.sort_by_key(|(starts, _)| *starts);
    timed.windows(2).any(|pair| match pair {
        [(starts, first), (then, second)] => {
            second.state == State::Planned && starts + i32::from(first.minutes.get()) >= *then
        }
        _ => false,
    })
}

fn quiet_days(past: &[PastDay], constants: &Constants) -> bool {
    // A day on which nothing was logged is unknown, not quiet.
    let quiet = |day: &&PastDay| {
        day.logged && day.percentage() < constants.quiet_below && day.factor >= 1.0
    };
    past.iter().rev().take(7).filter(quiet).count() >= constants.quiet_days as usize
}
