//! Where occasions and contacts are kept.

mod addressee;
mod again;
mod batch;
mod by_hand;
mod claims;
mod facts;
mod hand_over;
mod letters;
mod occasions;
mod offer;
mod overrides;
mod overview;
mod planted;
mod programmes;
mod receipts;
mod reminders;
mod sweep;
mod turns;

pub use addressee::{Addressee, addressees};
pub use again::{SetAside, person_of, rearm, seen_by_link, send_again, set_aside, wake};
pub use batch::Held;
pub use by_hand::{Call, called, has_unseen, phone_list, seen};
pub use claims::{
    Order, Waiting, channels_due, claim, due, end, handed_over, hurry_next, next_try, still_ours,
    wait,
};
pub use facts::{Facts, facts};
pub use hand_over::{hand_over, without_referrer};
pub use letters::{keep_letter, post_letter};
pub use occasions::{
    NewOccasion, happened, issue, issued, last_by_hand, look_again, look_again_after,
    look_again_at_all, newest_questionnaire, permits, plan,
};
pub use offer::{Offer, call_to_come, offer_by_right, taken, wish_for_call};
pub use overrides::{OpenOccasion, open_of, reopen, settle_by, take_back};
pub use overview::{
    Asked, OpenColleague, asked, call_again, decline, open_for_colleagues, subject_of,
    tried_in_vain, tries_of,
};
pub use planted::{count_late, count_not_yet, decider, record_early};
pub(crate) use programmes::looks;
pub use programmes::{
    Colleague, Kept, ToLookAt, colleagues_of, enrolment_to_look_at, enrolments_due_by, next_look,
    programme, set_next_look, set_programme_look, standing, to_look_at,
};
pub use receipts::not_arrived;
pub use reminders::{end_reminders, remind, reminder_by_right};
pub use sweep::{settled, sweep, sweep_by_hand};
pub use turns::{Pace, paces, set_pace, take_time, wait_for_turn};

use app::programmes::{Channel, Respondent, Whom};
use app::scheduling::End;

use crate::storage::Fault;

/// The word for a channel in the database.
pub fn channel_word(channel: Channel) -> &'static str {
    match channel {
        Channel::Push => "push",
        Channel::Email => "email",
        Channel::Sms => "sms",
        Channel::Phone => "phone",
        Channel::Letter => "letter",
    }
}

/// The word for who is asked, in the database.
pub fn kind_word(respondent: Respondent) -> &'static str {
    match respondent {
        Respondent::Participant => "enrolment",
        Respondent::Coordinator => "coordinator",
        Respondent::Referrer => "referrer",
        Respondent::Staff => "staff",
        Respondent::Partner => "partner",
    }
}

/// Who is asked by that word.
pub fn respondent_of(word: &str) -> Result<Respondent, Fault> {
    let mut all = Respondent::OF_A_COURSE
        .into_iter()
        .chain(Respondent::STANDING);
    all.find(|it| kind_word(*it) == word)
        .ok_or(Fault::Corrupt("occasions.subject_kind"))
}

/// The word for whom a contact goes to, in the database.
fn whom_word(whom: Whom) -> &'static str {
    match whom {
        Whom::Person => "person",
        Whom::ContactPerson => "contact_person",
    }
}

/// The channel of that word.
pub fn channel_of(word: &str) -> Result<Channel, Fault> {
    [
        Channel::Push,
        Channel::Email,
        Channel::Sms,
        Channel::Phone,
        Channel::Letter,
    ]
    .into_iter()
    .find(|channel| channel_word(*channel) == word)
    .ok_or(Fault::Corrupt("contacts.channel"))
}

/// The instant at which an end is noted. When an answer ended it, that instant would tell
/// when somebody answered: the day is enough.
fn ended_at(end: End, now: jiff::Timestamp) -> i64 {
    if end == End::Cancelled {
        day_of(now)
    } else {
        now.as_millisecond()
    }
}

/// The first instant of the UTC day of `now`.
fn day_of(now: jiff::Timestamp) -> i64 {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let at = now.as_millisecond();
    at - at.rem_euclid(DAY)
}
