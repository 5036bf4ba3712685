//! By which way each step of a ladder goes: what leads to the person, what they like first.

use super::{Preferred, Reach};
use crate::programmes::{Channel, Step, Whom};

/// The way of each step, in order; `None` for a step that leads to nobody.
///
/// The message that a person likes best goes first, whether the ladder names it or not,
/// if it leads to them. The other messages follow in the ladder's order: those that it
/// overtook each move down by one. The ladder has no more messages than before, so a way
/// that the ladder does not name at all takes the place of the first. Every step that
/// leaves a choice, and every notice, goes by what the person likes. Calls and letters
/// stay where they are, and nobody is called because they like calls: it is the ladder
/// that says where people have time for that.
pub(super) fn ways(steps: &[Step], reach: Reach, preferred: Preferred) -> Vec<Option<Channel>> {
    let leading = |step: &Step| -> Vec<Channel> {
        let mut ways: Vec<Channel> = step.channels().filter(|it| reach.by(*it)).collect();
        ways.sort_by_key(|it| Some(*it) != preferred.channel);
        ways
    };
    let mut choices: Vec<Vec<Channel>> = steps.iter().map(leading).collect();
    let liked = preferred
        .channel
        .filter(|it| !it.is_by_hand() && reach.by(*it));
    if let Some(liked) = liked {
        lead(steps, &mut choices, liked);
    }
    choices.iter().map(|it| it.first().copied()).collect()
}

/// Puts `liked` before the messages that come before its first step.
fn lead(steps: &[Step], choices: &mut [Vec<Channel>], liked: Channel) {
    let is_message = |step: &Step| step.to == Whom::Person && !step.channel.is_by_hand();
    let numbered = || steps.iter().enumerate().filter(|(_, it)| is_message(it));
    for (notice, _) in numbered().filter(|(_, it)| it.is_notice()) {
        choices[notice] = vec![liked];
    }
    let messages: Vec<usize> = numbered()
        .filter(|(_, it)| !it.is_notice())
        .map(|(nth, _)| nth)
        .collect();
    // A step that leads to nobody makes way as it is, and moves nothing down.
    let mut before: Vec<usize> = messages.clone();
    before.retain(|nth| !choices[*nth].is_empty());
    match before.iter().position(|nth| choices[*nth].contains(&liked)) {
        Some(of_its_own) => {
            for pair in (1..=of_its_own).rev() {
                choices.swap(before[pair], before[pair - 1]);
            }
        }
        None => {
            if let Some(first) = messages.first() {
                choices[*first] = vec![liked];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ways;
    use crate::programmes::{Channel, Ladder, Step};
    use crate::scheduling::{Preferred, Reach};

    const ALL: &str = "push email sms hand";

    /// A ladder, written as `push`, `push/sms`, `-push` for a notice, `!phone` for a call
    /// to a contact person.
    fn steps(written: &str) -> Vec<Step> {
        let mut text = String::from("id = 'it'\n");
        for (day, step) in written.split(' ').enumerate() {
            let after = if step.starts_with('-') {
                "-P14D".to_owned()
            } else {
                format!("P{day}D")
            };
            let to = if step.starts_with('!') {
                "contact_person"
            } else {
                "person"
            };
            let mut named = step.trim_start_matches(['-', '!']).split('/');
            let first = named.next().unwrap();
            let or: Vec<String> = named.map(|it| format!("'{it}'")).collect();
            text += &format!(
                "[[step]]\nchannel = '{first}'\nor = [{}]\nafter = '{after}'\nto = '{to}'\n",
                or.join(", ")
            );
        }
        let ladder: Ladder = toml::from_str(&text).unwrap();
        ladder.steps
    }

    fn word(channel: Option<Channel>) -> &'static str {
        match channel {
            Some(Channel::Push) => "push",
            Some(Channel::Email) => "email",
            Some(Channel::Sms) => "sms",
            Some(Channel::Phone) => "phone",
            Some(Channel::Letter) => "letter",
            None => "-",
        }
    }

    #[test]
    fn what_someone_likes_best_leads_and_the_others_follow_in_their_order() {
        use Channel::{Email, Letter, Phone, Push, Sms};
        let cases = [
            // Nobody chose anything: the ladder as it stands.
            ("push email phone", ALL, None, "push email phone"),
            ("push email phone", ALL, Some(Push), "push email phone"),
            ("push email phone", ALL, Some(Email), "email push phone"),
            (
                "push sms email phone",
                ALL,
                Some(Email),
                "email push sms phone",
            ),
            // Not in the ladder at all: it leads, and there is no message more than before.
            ("push email phone", ALL, Some(Sms), "sms email phone"),
            ("push", ALL, Some(Email), "email"),
            // What does not lead to the person can't lead.
            ("push email phone", "push hand", Some(Email), "push - phone"),
            ("push email", "push email", Some(Sms), "push email"),
            // A step that leads to nobody is none to move down: the call keeps its day.
            (
                "push email phone",
                "email hand",
                Some(Email),
                "- email phone",
            ),
            (
                "push email phone",
                "email sms hand",
                Some(Sms),
                "sms email phone",
            ),
            ("push sms email", "sms email", Some(Email), "- email sms"),
            // Where a step leaves the choice, all go by what is liked.
            ("push/sms email/sms", ALL, Some(Sms), "sms sms"),
            (
                "-push/email push/email sms email",
                ALL,
                Some(Email),
                "email email sms email",
            ),
            ("-push push email", ALL, Some(Email), "email email push"),
            // Calls and letters stay, and nobody calls where the ladder does not.
            (
                "push email phone letter",
                ALL,
                Some(Phone),
                "push email phone letter",
            ),
            ("push email", ALL, Some(Letter), "push email"),
            ("phone push email", ALL, Some(Email), "phone email push"),
            ("push email !phone", ALL, Some(Email), "email push phone"),
        ];
        for (ladder, leading, liked, expected) in cases {
            let reach = Reach {
                push: leading.contains("push"),
                email: leading.contains("email"),
                sms: leading.contains("sms"),
                by_hand: leading.contains("hand"),
            };
            let preferred = Preferred {
                channel: liked,
                at: None,
            };
            let gone: Vec<&str> = ways(&steps(ladder), reach, preferred)
                .into_iter()
                .map(word)
                .collect();
            assert_eq!(gone.join(" "), expected, "{ladder}, {leading}, {liked:?}");
        }
    }
}
