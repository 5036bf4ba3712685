//! What is wrong with a document that was to be a questionnaire, and where.

use super::scoring::BadScore;

/// One thing because of which a document is not asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}{wrong}", self.whose())]
pub struct Refusal {
    /// Where it stands, as in `item[2].enableWhen[0]`; empty for the document as a whole.
    pub path: String,
    /// The question, group or text that it is about, where it has a name.
    pub link_id: Option<String>,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Refusal {
    /// Something wrong with the document as a whole.
    pub fn of_all(wrong: Wrong) -> Self {
        Self {
            path: String::new(),
            link_id: None,
            wrong,
        }
    }

    fn whose(&self) -> String {
        let named = self.link_id.as_ref();
        named.map_or_else(String::new, |link_id| format!("question {link_id:?}: "))
    }
}

/// What is wrong. Each has a sentence of its own in the texts, which says how to mend it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Wrong {
    /// More bytes than are read.
    #[error("{bytes} bytes, {most} at most")]
    TooBig {
        /// How many there are.
        bytes: usize,
        /// How many are read.
        most: usize,
    },
    /// Bytes that are no text.
    #[error("not UTF-8")]
    NotText,
    /// Brackets within brackets, further than is read.
    #[error("more than {0} levels deep")]
    TooDeep(usize),
    /// Not JSON.
    #[error("not JSON, line {line}, column {column}")]
    Malformed {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but another thing, of the type that it names.
    #[error("not a Questionnaire but {0:?}")]
    OtherResource(String),
    /// More items than are asked of anybody.
    #[error("more than {0} items")]
    TooMany(usize),
    /// An element of another form than FHIR gives it, in the parser's words.
    #[error("{0}")]
    Misshapen(String),
    /// A kind of item that is not asked.
    #[error("an item of type {0:?} is not asked")]
    UnknownKind(String),
    /// An element that changes the meaning of what stands around it.
    #[error("`{0}` could change the meaning of everything around it")]
    Modifier(&'static str),
    /// Nothing to call it by.
    #[error("it has no title")]
    NoTitle,
    /// Nothing in it waits for an answer.
    #[error("it asks nothing")]
    AsksNothing,
    /// A link id that is missing, too long, or of characters that nobody sees.
    #[error("link id {0:?}: 1 to 255 characters are needed, and no line breaks")]
    BadLinkId(String),
    /// Two items of one name: answers would overwrite each other.
    #[error("link id {0:?} stands twice")]
    Twice(String),
    /// A question without words.
    #[error("it has no words")]
    NoWords,
    /// Several answers where there is only one.
    #[error("a yes or no is answered once")]
    Repeats,
    /// Conditions of which nobody knows whether all or any must hold.
    #[error("several conditions need `enableBehavior`")]
    NoBehaviour,
    /// Bounds between which nothing is.
    #[error("the least is more than the most")]
    LeastOverMost,
    /// A choice of nothing.
    #[error("a choice needs `answerOption`")]
    NoOptions,
    /// Options of what is no choice.
    #[error("only a choice may have `answerOption`")]
    NeedlessOptions,
    /// Options that cannot be told from each other.
    #[error("each option needs a code, a whole number or words of its own")]
    OptionsAlike,
    /// Options of two kinds: "3" must not mean two things.
    #[error("options are codes, whole numbers or words, not both")]
    MixedOptions,
    /// A value set that does not stand in the document.
    #[error("the value set {0:?} is not in the document")]
    ValueSetElsewhere(String),
    /// A value set that does not write out what is in it.
    #[error("the value set {0:?} does not write out its codes")]
    ValueSetOpen(String),
    /// A score that nobody could compute or check.
    #[error("score {name:?}: {why}")]
    BadScore {
        /// What it is called, or its number among the scores.
        name: String,
        /// What is wrong.
        why: BadScore,
    },
    /// A band that there is not.
    #[error("a band is `unhappy`, `between` or `happy`")]
    BadBand,
    /// A condition on a question that is nowhere.
    #[error("there is no such question before it: {0:?}")]
    UnknownQuestion(String),
    /// A condition on itself.
    #[error("there is no such question before it: {0:?} is the question itself")]
    OwnQuestion(String),
    /// A condition on what is asked later.
    #[error("there is no such question before it: {0:?} comes later")]
    LaterQuestion(String),
    /// Two that wait for each other.
    #[error("there is no such question before it: {0:?} waits for this one")]
    Circle(String),
    /// A condition on a heading or a text.
    #[error("{0:?} is not a question")]
    AsksNoAnswer(String),
    /// A condition whether there is an answer, without saying which it should be.
    #[error("`exists` needs `answerBoolean`")]
    ExistsNeedsBoolean,
    /// A condition on a code of another system than that of the option.
    #[error("the code in the condition is of another system than the option")]
    OtherSystem,
    /// A condition on more or less of what has no order.
    #[error("only numbers and days are more or less than others")]
    NoOrder,
    /// A condition without something to compare with.
    #[error("the answer to compare with is missing or of a kind we do not read")]
    NothingToCompare,
}
