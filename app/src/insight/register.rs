//! Figures from the register: over cohorts that the calendar closed, as labels as well.

use jiff::civil::Date;
use serde::Serialize;

use super::disclosure::NotALabel;
use super::mix::{Interval, Mix};
use crate::participants::{Livelihood, Sex};

/// What the register tells of the people of a programme, each in one group of it.
///
/// No group of one measure follows from groups of the others, so that labels of several
/// measures over the same people settle no more than each does alone. The one exception, that
/// whoever said what they live on has answered, has a proof of its own (`together`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Time from inclusion to the first activity, in weeks.
    FirstActivity,
    /// Time from the first activity to the end, in weeks.
    CourseLength,
    /// Appointments missed without a word, among those who had any.
    Missed,
    /// How far the follow-up a year on came: nobody reached, reached, answered.
    FollowUp,
    /// Whether it is known what people live on a year on. Counted until
    /// [`Measure::LivelihoodYear`] took its place: of one year there is one or the other.
    Livelihood,
    /// Sex of those included.
    Sex,
    /// What people lived on as their course began.
    LivelihoodBefore,
    /// What they lived on as it ended.
    LivelihoodEnd,
    /// What they live on a year on, as they said, or that it was only looked up.
    LivelihoodYear,
}

/// Weeks at which the groups of [`Measure::FirstActivity`] end; the last group has no end.
/// *ours*: the second is the month that programmes promise.
const FIRST_ACTIVITY: [u32; 4] = [2, 4, 8, 13];
/// The same of [`Measure::CourseLength`]: twelve weeks and six months are usual.
const COURSE_LENGTH: [u32; 5] = [8, 13, 18, 26, 39];

impl Measure {
    /// All that was ever counted, in the order in which the page shows them.
    pub const ALL: [Self; 9] = [
        Self::FirstActivity,
        Self::CourseLength,
        Self::Missed,
        Self::FollowUp,
        Self::Livelihood,
        Self::Sex,
        Self::LivelihoodBefore,
        Self::LivelihoodEnd,
        Self::LivelihoodYear,
    ];

    /// Whether a year that is sealed now has it.
    pub fn is_counted(self) -> bool {
        self != Self::Livelihood
    }

    /// Its word in the database, in files and in the keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::FirstActivity => "first-activity",
            Self::CourseLength => "course-length",
            Self::Missed => "missed",
            Self::FollowUp => "follow-up",
            Self::Livelihood => "livelihood",
            Self::Sex => "sex",
            Self::LivelihoodBefore => "livelihood-before",
            Self::LivelihoodEnd => "livelihood-end",
            Self::LivelihoodYear => "livelihood-year",
        }
    }

    /// The measure that [`Measure::word`] names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The weeks at which its groups end, for those measured in weeks.
    pub fn weeks(self) -> Option<&'static [u32]> {
        match self {
            Self::FirstActivity => Some(&FIRST_ACTIVITY),
            Self::CourseLength => Some(&COURSE_LENGTH),
            _ => None,
        }
    }

    /// The groups that a person may be in, in order, by their words.
    pub fn groups(self) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::FirstActivity | Self::CourseLength => {
                let weeks = self.weeks().unwrap_or_default();
                let ended = weeks.iter().map(|week| format!("weeks-{week}"));
                ended.chain(["later".to_owned()]).collect()
            }
            Self::Missed => words(&["none", "one", "more"]),
            Self::FollowUp => words(&["not-reached", "reached", "answered"]),
            Self::Livelihood => words(&["unknown", "known"]),
            Self::Sex => words(&["unknown", "woman", "man", "other"]),
            Self::LivelihoodBefore | Self::LivelihoodEnd => {
                words(&["unknown", "work", "study", "benefit", "other"])
            }
            Self::LivelihoodYear => {
                words(&["unknown", "work", "study", "benefit", "other", "looked-up"])
            }
        }
    }

    /// The group of someone of this sex.
    pub fn group_of_sex(sex: Option<Sex>) -> usize {
        match sex {
            None => 0,
            Some(Sex::Woman) => 1,
            Some(Sex::Man) => 2,
            Some(Sex::Other) => 3,
        }
    }

    /// The group of someone who lives on what this code says.
    pub fn group_of_livelihood(code: Option<&str>) -> usize {
        match code.map(Livelihood::of_code) {
            None => 0,
            Some(Livelihood::Work) => 1,
            Some(Livelihood::Study) => 2,
            Some(Livelihood::Benefit) => 3,
            Some(Livelihood::Other) => 4,
        }
    }

    /// The group of [`Measure::LivelihoodYear`] whose livelihood the register knows and nobody here.
    pub const LOOKED_UP: usize = 5;

    /// The group of someone for whom it took so many days; the last one when it has not
    /// happened. A day in the seventh week is within seven weeks.
    pub fn group_of_days(self, days: Option<i32>) -> usize {
        let weeks = self.weeks().unwrap_or_default();
        let Some(days) = days else {
            return weeks.len();
        };
        let within = |week: &u32| i64::from(days) <= 7 * i64::from(*week);
        weeks.iter().position(within).unwrap_or(weeks.len())
    }
}

/// The year whose people are counted together, once the register has had time to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Year(i16);

impl Year {
    /// A calendar year.
    pub fn of(date: Date) -> Self {
        Self(date.year())
    }

    /// As it is written.
    pub fn number(self) -> i16 {
        self.0
    }

    /// The year after.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1).min(Date::MAX.year()))
    }

    /// The year before.
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1).max(Date::MIN.year()))
    }

    /// The first day, and the first day after the last.
    pub fn days(self) -> (Date, Date) {
        let day = |year: i16| Date::new(year, 1, 1).unwrap_or(Date::MAX);
        (day(self.0), day(self.0.saturating_add(1)))
    }

    /// The day on which its figures are made: the first of April after it. By then every
    /// deadline of a programme that began in it has passed.
    pub fn sealed_on(self) -> Date {
        Date::new(self.0.saturating_add(1), 4, 1).unwrap_or(Date::MAX)
    }

    /// The newest year whose figures are made by `today`.
    pub fn newest_sealed(today: Date) -> Self {
        let last = Self::of(today).previous();
        if last.sealed_on() <= today {
            last
        } else {
            last.previous()
        }
    }
}

/// How many people of a closed year are in each group: what only the sealing may see.
///
/// It can be filled and sealed, and not read.
#[derive(Clone, Debug)]
pub struct Cohort {
    measure: Measure,
    counts: Vec<u32>,
}

impl Cohort {
    /// Nobody yet.
    pub fn new(measure: Measure) -> Self {
        Self {
            measure,
            counts: vec![0; measure.groups().len()],
        }
    }

    /// Counts one more person; the last group takes who fits no other.
    pub fn add(&mut self, group: usize) {
        let last = self.counts.len().saturating_sub(1);
        if let Some(count) = self.counts.get_mut(group.min(last)) {
            *count = count.saturating_add(1);
        }
    }

    /// All that is ever said of them; `None` for fewer people than a block.
    pub fn seal(&self, year: Year) -> Option<RegisterFigure> {
        Some(RegisterFigure {
            measure: self.measure,
            year,
            labels: Mix::of(&self.counts)?,
        })
    }
}

/// What one year's register tells of one measure: an interval of people for each group.
///
/// Unit: people, each in exactly one group. Source: dates, attendance and follow-ups of a
/// programme, counted once when the year is sealed and never again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterFigure {
    measure: Measure,
    year: Year,
    labels: Mix,
}

/// Between how many whole weeks and how many; `None`: no end, or not yet.
pub type Weeks = (u32, Option<u32>);

impl RegisterFigure {
    /// A figure as it was published before; [`NotALabel`] unless sealing can have made it.
    pub fn published(
        measure: Measure,
        year: i16,
        size: u32,
        groups: Vec<Interval>,
    ) -> Result<Self, NotALabel> {
        if measure.groups().len() != groups.len() {
            return Err(NotALabel);
        }
        Ok(Self {
            measure,
            year: Year(year),
            labels: Mix::published(size, groups)?,
        })
    }

    /// What it measures.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Of which year.
    pub fn year(&self) -> Year {
        self.year
    }

    /// How many people.
    pub fn people(&self) -> u32 {
        self.labels.size()
    }

    /// Where the number of people in each group lies.
    pub fn groups(&self) -> &[Interval] {
        self.labels.groups()
    }

    /// In which whole weeks the person at `share` of the row stands, 0.5 for the median and
    /// 0.9 for P90; `None` for what is not measured in weeks.
    pub fn quantile(&self, share: f64) -> Option<Weeks> {
        let weeks = self.measure.weeks()?;
        let (first, last) = self.labels.quantile(share);
        let from = first.checked_sub(1).and_then(|it| weeks.get(it).copied());
        Some((from.unwrap_or(0), weeks.get(last).copied()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Cohort, Measure, RegisterFigure, Year};

    fn year() -> Year {
        Year::of(date(2026, 5, 1))
    }

    fn started(days: &[(Option<i32>, u32)]) -> Option<RegisterFigure> {
        let mut cohort = Cohort::new(Measure::FirstActivity);
        for (days, people) in days {
            for _ in 0..*people {
                cohort.add(Measure::FirstActivity.group_of_days(*days));
            }
        }
        cohort.seal(year())
    }

    #[test]
    fn nine_people_are_no_cohort() {
        assert!(started(&[(Some(3), 9)]).is_none());
        assert!(started(&[(Some(3), 10)]).is_some());
    }

    #[test]
    fn a_median_is_told_in_whole_weeks_only() {
        let figure = started(&[(Some(10), 12), (Some(20), 9), (Some(40), 6), (None, 3)]).unwrap();
        assert_eq!(figure.people(), 30);
        assert_eq!(figure.quantile(0.5), Some((0, Some(4))));
        assert_eq!(figure.quantile(0.9), Some((2, None)));
    }

    #[test]
    fn days_fall_into_the_weeks_within_which_they_lie() {
        let of = |days| Measure::FirstActivity.group_of_days(Some(days));
        assert_eq!(
            [-3, 0, 14, 15, 28, 29, 91, 92].map(of),
            [0, 0, 0, 1, 1, 2, 3, 4]
        );
        assert_eq!(Measure::FirstActivity.group_of_days(None), 4);
    }

    #[test]
    fn a_year_is_sealed_on_the_first_of_april_after_it() {
        assert_eq!(year().sealed_on(), date(2027, 4, 1));
        assert_eq!(Year::newest_sealed(date(2027, 3, 31)).number(), 2025);
        assert_eq!(Year::newest_sealed(date(2027, 4, 1)), year());
        assert_eq!(year().days(), (date(2026, 1, 1), date(2027, 1, 1)));
    }

    #[test]
    fn a_figure_from_the_database_must_be_one_that_sealing_makes() {
        let figure = started(&[(Some(10), 12), (None, 3)]).unwrap();
        let groups = figure.groups().to_vec();
        let again = RegisterFigure::published(Measure::FirstActivity, 2026, 15, groups.clone());
        assert_eq!(again, Ok(figure));
        let other = RegisterFigure::published(Measure::CourseLength, 2026, 15, groups);
        assert!(other.is_err(), "five groups where there are six");
    }

    #[test]
    fn every_measure_has_one_word() {
        for measure in Measure::ALL {
            assert_eq!(Measure::of_word(measure.word()), Some(measure));
        }
    }
}
