//! What an evaluation compares: sex, education, and what someone lives on before and after.

use serde::Deserialize;

use super::Problem;

/// Sex, as the yearly report of a coordination association counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Woman.
    Woman,
    /// Man.
    Man,
    /// Another answer than these two.
    Other,
}

impl Sex {
    /// In the order of a choice, and of the groups of a figure.
    pub const ALL: [Self; 3] = [Self::Woman, Self::Man, Self::Other];

    /// The word in the database and in files; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Woman => "woman",
            Self::Man => "man",
            Self::Other => "other",
        }
    }

    /// The one of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// The highest education that someone has finished, wherever it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Education {
    /// Less than compulsory school.
    Less,
    /// Compulsory school.
    Compulsory,
    /// Upper secondary or vocational.
    Secondary,
    /// Anything after that.
    Higher,
}

impl Education {
    /// From the shortest to the longest.
    pub const ALL: [Self; 4] = [Self::Less, Self::Compulsory, Self::Secondary, Self::Higher];

    /// The word in the database and in files; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Less => "less",
            Self::Compulsory => "compulsory",
            Self::Secondary => "secondary",
            Self::Higher => "higher",
        }
    }

    /// The one of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What someone mostly lives on, and how much of their income that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Living {
    /// A code of the follow-up's question about livelihood, such as `wage`.
    pub source: String,
    /// Percent of the income: 25, 50, 75 or 100; `None` when nobody said.
    pub share: Option<u8>,
}

/// The shares of an income that can be noted, in percent.
pub const SHARES: [u8; 4] = [100, 75, 50, 25];

/// How sources of livelihood are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Livelihood {
    /// A wage.
    Work,
    /// Studies.
    Study,
    /// Any benefit or assistance.
    Benefit,
    /// The family, or something else.
    Other,
}

impl Livelihood {
    /// The group of a code. Whatever a later form adds is a benefit unless it says otherwise:
    /// laws make new benefits, and seldom anything else.
    pub fn of_code(code: &str) -> Self {
        match code {
            "wage" => Self::Work,
            "study" => Self::Study,
            "family" | "other" => Self::Other,
            _ => Self::Benefit,
        }
    }
}

/// What is noted of one course; what is `None` is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// Sex.
    pub sex: Option<Sex>,
    /// Education.
    pub education: Option<Education>,
    /// What they lived on as the course began.
    pub before: Option<Living>,
    /// What they lived on as it ended.
    pub at_end: Option<Living>,
    /// The track that was recommended, by its short name in the definition.
    pub track: Option<String>,
}

/// The form of a [`Background`], as it was sent. Empty means not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each is the field of that name")]
pub struct BackgroundForm {
    pub sex: String,
    pub education: String,
    pub before: String,
    pub before_share: String,
    pub at_end: String,
    pub at_end_share: String,
    pub track: String,
}

impl From<&Background> for BackgroundForm {
    fn from(known: &Background) -> Self {
        let share = |living: &Option<Living>| {
            let share = living.as_ref().and_then(|living| living.share);
            share.map(|share| share.to_string()).unwrap_or_default()
        };
        let source = |living: &Option<Living>| {
            let source = living.as_ref().map(|living| living.source.clone());
            source.unwrap_or_default()
        };
        Self {
            sex: known.sex.map_or("", Sex::as_str).to_owned(),
            education: known.education.map_or("", Education::as_str).to_owned(),
            before: source(&known.before),
            before_share: share(&known.before),
            at_end: source(&known.at_end),
            at_end_share: share(&known.at_end),
            track: known.track.clone().unwrap_or_default(),
        }
    }
}

impl BackgroundForm {
    /// Reads the form. `sources` and `tracks` are the codes that may be chosen.
    pub fn read(&self, sources: &[String], tracks: &[String]) -> Result<Background, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field| {
            problems.push(Problem {
                field,
                key: "background-choose",
            });
        };
        if !self.sex.is_empty() && Sex::of(&self.sex).is_none() {
            wrong("sex");
        }
        if !self.education.is_empty() && Education::of(&self.education).is_none() {
            wrong("education");
        }
        let living = |source: &str, share: &str| {
            let known = sources.iter().any(|it| it == source);
            let share = match share {
                "" => Some(None),
                share => share
                    .parse()
                    .ok()
                    .filter(|it| SHARES.contains(it))
                    .map(Some),
            };
            match (source, share) {
                // A share of nothing is nothing.
                ("", Some(_)) => Ok(None),
                (source, Some(share)) if known => Ok(Some(Living {
                    source: source.to_owned(),
                    share,
                })),
                _ => Err(()),
            }
        };
        let before = living(&self.before, &self.before_share);
        let at_end = living(&self.at_end, &self.at_end_share);
        if before.is_err() {
            wrong("before");
        }
        if at_end.is_err() {
            wrong("at_end");
        }
        if !self.track.is_empty() && !tracks.contains(&self.track) {
            wrong("track");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Background {
            sex: Sex::of(&self.sex),
            education: Education::of(&self.education),
            before: before.unwrap_or_default(),
            at_end: at_end.unwrap_or_default(),
            track: Some(self.track.clone()).filter(|track| !track.is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Background, BackgroundForm, Education, Livelihood, Living, Sex};

    fn read(form: &BackgroundForm) -> Result<Background, Vec<&'static str>> {
        let codes = |codes: &[&str]| codes.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        form.read(
            &codes(&["wage", "social_assistance"]),
            &codes(&["activity"]),
        )
        .map_err(|problems| problems.iter().map(|it| it.field).collect())
    }

    #[test]
    fn nothing_chosen_is_nothing_known() {
        assert_eq!(read(&BackgroundForm::default()), Ok(Background::default()));
    }

    #[test]
    fn what_was_chosen_comes_back_as_it_was() {
        let known = Background {
            sex: Some(Sex::Woman),
            education: Some(Education::Compulsory),
            before: Some(Living {
                source: "social_assistance".into(),
                share: Some(100),
            }),
            at_end: Some(Living {
                source: "wage".into(),
                share: None,
            }),
            track: Some("activity".into()),
        };
        assert_eq!(read(&BackgroundForm::from(&known)), Ok(known));
    }

    #[test]
    fn what_nobody_offered_is_told_field_by_field() {
        let form = BackgroundForm {
            sex: "x".into(),
            education: "x".into(),
            before: "lottery".into(),
            at_end: "wage".into(),
            at_end_share: "60".into(),
            track: "x".into(),
            ..BackgroundForm::default()
        };
        let fields = ["sex", "education", "before", "at_end", "track"];
        assert_eq!(read(&form), Err(fields.to_vec()));
    }

    #[test]
    fn a_benefit_that_is_new_is_a_benefit() {
        assert_eq!(Livelihood::of_code("wage"), Livelihood::Work);
        assert_eq!(Livelihood::of_code("new_law_2027"), Livelihood::Benefit);
        assert_eq!(Livelihood::of_code("family"), Livelihood::Other);
    }
}
