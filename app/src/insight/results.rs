//! What the results page knows of an indicator: a function of labels and the calendar.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::disclosure::Published;
use super::estimate::{Estimate, Union};
use super::public::PublicFigure;
use super::waves::Quarter;
use super::years::RegisterYears;

/// What a programme is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Indicator {
    /// Participants have had a say in their plan.
    Influence,
    /// Staff and partners work together across sectors.
    CrossSector,
    /// Participants rate their health better, the same or worse than at the start.
    SelfRating,
}

impl Indicator {
    /// In the order in which the page shows them.
    pub const ALL: [Self; 3] = [Self::Influence, Self::CrossSector, Self::SelfRating];

    /// Its word in texts, in files, and for what is asked in its waves: the questionnaire's
    /// key for answers, a word of its own for the change from one answer to another.
    pub fn word(self) -> &'static str {
        match self {
            Self::Influence => "influence",
            Self::CrossSector => "cross-sector",
            Self::SelfRating => HEALTH_CHANGE,
        }
    }

    /// The question of the questionnaire that it is read from.
    pub fn question(self) -> &'static str {
        match self {
            Self::Influence => "influence",
            Self::CrossSector => "cross_sector",
            Self::SelfRating => HEALTH,
        }
    }
}

/// The question of the self-rating that is compared from start to end.
pub const HEALTH: &str = "health";
/// What is asked, so to speak, in the waves of that comparison.
pub const HEALTH_CHANGE: &str = "health-change";

/// What there is to say of one wave of one question.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum State {
    /// Answers are still coming in; nothing is known of them, not even whether.
    Open,
    /// The wave has just closed; its answers are counted within the day.
    Counting,
    /// Fewer than ten answers, or none: no figure at all.
    TooFew,
    /// Sealed and published.
    Sealed(Estimate),
}

/// The labels of one wave and how many were asked in it, both fixed when it was sealed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wave {
    /// What was published, block by block.
    pub blocks: Vec<Published>,
    /// How many occasions ended in the wave, answered or not.
    pub invited: u32,
}

/// One indicator of one programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Which.
    pub indicator: Indicator,
    /// Happy share promised by the programme, 0 to 1.
    pub target: Option<f64>,
    /// The wave that is open now.
    pub open: Quarter,
    /// The closed waves, the newest first.
    pub closed: Vec<(Quarter, State)>,
}

/// So many closed waves are listed.
pub const LISTED: usize = 8;

impl Tile {
    /// What is shown on `today` of a programme that began in the quarter `since`.
    ///
    /// Depends on the calendar and on labels, and on nothing else: a wave in which nobody
    /// answered looks like one in which nine did, also while it waits to be sealed.
    pub fn new(
        indicator: Indicator,
        target: Option<f64>,
        since: Quarter,
        today: Date,
        waves: &BTreeMap<Quarter, Wave>,
    ) -> Self {
        let open = Quarter::of(today);
        let since = waves.keys().next().map_or(since, |first| since.min(*first));
        let closed =
            std::iter::successors(Some(open.previous()), |quarter| Some(quarter.previous()))
                .take(LISTED)
                .take_while(|quarter| *quarter >= since)
                .map(|quarter| (quarter, state(quarter, today, waves.get(&quarter))))
                .collect();
        Self {
            indicator,
            target,
            open,
            closed,
        }
    }

    /// The newest closed wave.
    pub fn newest(&self) -> Option<(Quarter, State)> {
        self.closed.first().copied()
    }

    /// The newest closed wave that has a figure.
    pub fn newest_figure(&self) -> Option<(Quarter, Estimate)> {
        self.closed.iter().find_map(|(quarter, state)| match state {
            State::Sealed(estimate) => Some((*quarter, *estimate)),
            _ => None,
        })
    }
}

fn state(quarter: Quarter, today: Date, wave: Option<&Wave>) -> State {
    match wave.and_then(|wave| Some((Union::of(&wave.blocks)?, wave.invited))) {
        Some((union, invited)) => State::Sealed(Estimate::new(union, invited)),
        None if today < quarter.ends_on() => State::Open,
        None if today == quarter.ends_on() => State::Counting,
        None => State::TooFew,
    }
}

/// All that the results page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The programme's name in the reader's language.
    pub programme: String,
    /// The definition's short name, for files.
    pub definition: String,
    /// The other programmes of the office: id and name.
    pub others: Vec<(String, String)>,
    /// Its indicators.
    pub tiles: Vec<Tile>,
    /// What may be published beyond the office, the newest wave first.
    pub public: Vec<PublicFigure>,
    /// What its register tells, year by year.
    pub register: RegisterYears,
    /// People in the intervention and in the control group, when the agreement has both.
    pub arms: Option<(u32, u32)>,
    /// People who are to take part in a year, as the programme has promised.
    pub planned: Option<u32>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::{Indicator, Quarter, State, Tile, Wave};
    use crate::insight::disclosure::{Label, Published};

    fn tile(since: (i16, i8), today: (i16, i8, i8), waves: &BTreeMap<Quarter, Wave>) -> Tile {
        let since = Quarter::of(date(since.0, since.1, 1));
        let today = date(today.0, today.1, today.2);
        Tile::new(Indicator::Influence, Some(0.75), since, today, waves)
    }

    fn sealed(today: (i16, i8)) -> (Quarter, Wave) {
        let [few, many] = [(0, 5), (6, 10)].map(|(a, b)| Label::published(10, a, b).unwrap());
        let blocks = vec![Published::new(few, many).unwrap()];
        (
            Quarter::of(date(today.0, today.1, 1)),
            Wave {
                blocks,
                invited: 14,
            },
        )
    }

    #[test]
    fn a_new_programme_waits_for_its_first_wave() {
        let tile = tile((2026, 11), (2026, 11, 24), &BTreeMap::new());
        assert_eq!(tile.newest(), None);
        assert_eq!(tile.open.ends_on(), date(2027, 1, 1));
    }

    #[test]
    fn a_wave_without_labels_says_too_few_from_the_second_day() {
        let first_day = tile((2026, 4), (2026, 7, 1), &BTreeMap::new());
        assert_eq!(first_day.newest().unwrap().1, State::Counting);
        let second_day = tile((2026, 4), (2026, 7, 2), &BTreeMap::new());
        assert_eq!(second_day.newest().unwrap().1, State::TooFew);
        // A sealed wave of nine has a row and no labels: it looks the same on both days.
        let nine = BTreeMap::from([(Quarter::of(date(2026, 4, 1)), Wave::default())]);
        assert_eq!(tile((2026, 4), (2026, 7, 1), &nine), first_day);
        assert_eq!(tile((2026, 4), (2026, 7, 2), &nine), second_day);
    }

    #[test]
    fn history_lists_the_newest_first_and_no_more_than_eight() {
        let waves = BTreeMap::from([sealed((2026, 4))]);
        let tile = tile((2020, 1), (2026, 11, 24), &waves);
        assert_eq!(tile.closed.len(), 8);
        assert_eq!(tile.closed[0].1, State::TooFew);
        assert!(matches!(tile.closed[1].1, State::Sealed(estimate) if estimate.invited() == 14));
    }
}
