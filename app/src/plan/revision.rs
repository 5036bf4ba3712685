//! One revision of a plan as it was kept, and what the participant says to it.

use jiff::Timestamp;
use serde::Deserialize;

use super::Plan;
use crate::ids::PlanRevisionId;
use crate::participants::Problem;

/// One revision; it is never changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Which.
    pub id: PlanRevisionId,
    /// 1 for the first plan of an enrolment, and one more each time.
    pub number: i64,
    /// When it was written.
    pub made_at: Timestamp,
    /// The name of whoever wrote it.
    pub made_by: String,
    /// What the writer wanted to say to the participant; may be empty.
    pub note: String,
    /// What was agreed.
    pub plan: Plan,
    /// What the participant says to it, if anything yet.
    pub reply: Option<Reply>,
}

/// What the participant says to a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// "This is what we agreed", or else "not what I meant".
    pub agreed: bool,
    /// In the person's own words; may be empty.
    pub comment: String,
    /// When.
    pub replied_at: Timestamp,
}

/// The reply as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// The revision that the person had before them.
    pub revision: String,
    /// `yes` or `no`.
    pub agreed: String,
    /// In the person's own words.
    pub comment: String,
}

/// A reply as understood from the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply {
    /// To which revision; it may be somebody else's or not exist.
    pub revision: PlanRevisionId,
    /// "This is what we agreed", or else "not what I meant".
    pub agreed: bool,
    /// At most 1000 characters; may be empty.
    pub comment: String,
}

/// The longest comment, in characters.
const LONGEST: usize = 1000;

impl ReplyForm {
    /// The form filled with what was said before.
    pub fn showing(revision: &Revision) -> Self {
        let reply = revision.reply.as_ref();
        Self {
            revision: revision.id.to_string(),
            agreed: reply
                .map_or("", |reply| if reply.agreed { "yes" } else { "no" })
                .to_owned(),
            comment: reply.map_or_else(String::new, |reply| reply.comment.clone()),
        }
    }

    /// The reply that was meant, or every problem at once.
    pub fn read(&self) -> Result<NewReply, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        let agreed = match self.agreed.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if agreed.is_none() {
            wrong("agreed", "plan-reply-missing");
        }
        // PostgreSQL keeps no text with a zero character, and nobody types one.
        let comment = self.comment.replace('\0', "").trim().to_owned();
        if comment.chars().count() > LONGEST {
            wrong("comment", "plan-reply-long");
        }
        match agreed {
            Some(agreed) if problems.is_empty() => Ok(NewReply {
                revision: PlanRevisionId::new(self.revision.replace('\0', "")),
                agreed,
                comment,
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ReplyForm;

    fn says(agreed: &str, comment: &str) -> ReplyForm {
        ReplyForm {
            revision: "r".into(),
            agreed: agreed.into(),
            comment: comment.into(),
        }
    }

    #[test]
    fn no_takes_no_explanation() {
        let reply = says("no", " ").read().unwrap();
        assert!(!reply.agreed && reply.comment.is_empty());
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let problems = says("", &"å".repeat(1001)).read().unwrap_err();
        let fields: Vec<_> = problems.iter().map(|p| p.field).collect();
        assert_eq!(fields, ["agreed", "comment"]);
        assert!(says("yes", &"å".repeat(1000)).read().is_ok());
    }
}
