//! A month as it will be: every message to come, from the compiler that plans them and the
//! rules by which they leave.

mod delivery;
pub mod page;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use self::delivery::{Coming, deliver};
use super::{
    Booked, Enrolled, Hours, Permit, Planned, Preferred, Reach, RemindersSay, Subject,
    announced_at, contacts, occasions, reminder_contacts, reminders_of,
};
use crate::programmes::{Channel, Definition, Events, Period, Respondent, Whom};

/// How many months lie ahead on the slider: five years.
pub const AHEAD: i32 = 60;
/// How long a course lasts in a preview when its definition sets no length.
const A_COURSE: Period = Period::months(6);

/// Someone whose messages are foretold.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// As the compiler is asked about them.
    pub subject: Subject,
    /// The ways that lead to them.
    pub reach: Reach,
    /// How they like to be reached.
    pub preferred: Preferred,
    /// Their appointments that are booked.
    pub booked: Vec<Booked>,
    /// The first and the last local day of a pause.
    pub silence: Option<(Date, Date)>,
    /// What messages of their office say.
    pub says: RemindersSay,
}

/// One message, call or letter to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foretold {
    /// Local wall clock; never before this.
    pub at: DateTime,
    /// How.
    pub channel: Channel,
    /// The questionnaire's key; absent for a reminder of an appointment.
    pub questionnaire: Option<String>,
    /// Who is asked.
    pub respondent: Respondent,
    /// Whom it goes to.
    pub whom: Whom,
    /// How often somebody calls at most; 1 for what the machine sends.
    pub tries: u32,
    /// It tells of what is coming, before there is anything to answer.
    pub is_notice: bool,
    /// It comes only if the message before it brought no answer.
    pub is_repeat: bool,
    /// What else the same message is about, as its own `questionnaire` says it.
    pub also: Vec<Option<String>>,
    /// It waited for the end of a pause.
    pub waited: bool,
}

impl Foretold {
    /// A reminder to a participant, as it is planned.
    fn of(hours: &Hours, planned: &Planned) -> Self {
        Self {
            at: hours.local(planned.due_at),
            channel: planned.channel,
            questionnaire: None,
            respondent: Respondent::Participant,
            whom: planned.whom,
            tries: planned.tries,
            is_notice: false,
            is_repeat: false,
            also: Vec::new(),
            waited: false,
        }
    }
}

/// The first day of the month that lies `months` after the one of `today`.
pub fn month(today: Date, months: i32) -> Date {
    today.first_of_month().saturating_add(months.months())
}

/// Everything that leaves in the month that begins on `first`, in order.
///
/// As the dates, consents and ways stand, and as if nobody answered: an answer takes back
/// what follows it.
pub fn foretell(
    definition: &Definition,
    hours: &Hours,
    people: &[Foreseen],
    first: Date,
) -> Vec<Foretold> {
    let (from, until) = (hours.start_of(first), hours.start_of(month(first, 1)));
    let mut all = all_until(definition, hours, people, until);
    all.retain(|it| hours.instant(it.at) >= from);
    all
}

/// The first month from that of `first` on, of `AHEAD`, in which anything leaves.
pub fn next_busy(
    definition: &Definition,
    hours: &Hours,
    people: &[Foreseen],
    first: Date,
) -> Option<Date> {
    let (from, until) = (hours.start_of(first), hours.start_of(month(first, AHEAD)));
    let all = all_until(definition, hours, people, until);
    let found = all.into_iter().find(|it| hours.instant(it.at) >= from);
    found.map(|it| it.at.date().first_of_month())
}

fn all_until(
    definition: &Definition,
    hours: &Hours,
    people: &[Foreseen],
    until: Timestamp,
) -> Vec<Foretold> {
    let leaves = |person: &Foreseen| {
        let mut coming = asked(definition, hours, person, until);
        reminded(definition, hours, person, &mut coming);
        deliver(hours, person, &coming, until)
    };
    let mut all: Vec<Foretold> = people.iter().flat_map(leaves).collect();
    all.sort_by_key(|it| (it.at, it.respondent != Respondent::Participant));
    all
}

/// What asks a person, planned as if somebody looked at the very moment, which the scheduler
/// does.
fn asked(
    definition: &Definition,
    hours: &Hours,
    person: &Foreseen,
    until: Timestamp,
) -> Vec<Coming> {
    let dues = occasions(definition, hours, &person.subject, until);
    let mut coming = Vec::new();
    for (occasion, due) in dues.iter().enumerate() {
        let found = definition.rule(&due.rule_id);
        let found = found.and_then(|rule| Some((rule, definition.ladder(&rule.ladder)?)));
        let Some((rule, ladder)) = found else {
            continue;
        };
        let issued = announced_at(due, Some(ladder), hours);
        let mut begun = false;
        for planned in contacts(due, issued, ladder, hours, person.reach, person.preferred) {
            let is_notice = planned.not_after <= due.opens_at;
            if planned.due_at < planned.not_after {
                let told = Foretold {
                    questionnaire: Some(rule.questionnaire.clone()),
                    respondent: rule.respondent,
                    is_notice,
                    is_repeat: begun,
                    ..Foretold::of(hours, &planned)
                };
                let needs = rule.needs;
                coming.push(Coming {
                    occasion,
                    planned,
                    needs,
                    told,
                });
            }
            begun |= !is_notice;
        }
    }
    coming
}

/// What reminds a person of appointments, behind what is `coming` already.
fn reminded(definition: &Definition, hours: &Hours, person: &Foreseen, coming: &mut Vec<Coming>) {
    let first = coming.last().map_or(0, |it| it.occasion + 1);
    let booked = person.booked.iter();
    let all = booked.flat_map(|it| reminders_of(definition, hours, it));
    for (occasion, reminding) in (first..).zip(all) {
        let (reach, preferred) = (person.reach, person.preferred);
        let contacts = reminder_contacts(definition, hours, &reminding, reach, preferred);
        coming.extend(contacts.into_iter().map(|planned| Coming {
            occasion,
            planned,
            needs: None,
            told: Foretold {
                is_repeat: planned.step > 1,
                ..Foretold::of(hours, &planned)
            },
        }));
    }
}

/// An invented person who begins on `start`, can be reached in every way and has said yes to
/// every consent; the course ends as the definition plans it, after half a year when it does
/// not. With them the coordinator and the referrer of that course, and one member of staff and
/// one partner, who answer since `since`.
pub fn someone(
    definition: &Definition,
    start: Date,
    since: Date,
    says: RemindersSay,
) -> Vec<Foreseen> {
    let planned = definition.planned_end(start);
    let ends = planned.unwrap_or_else(|| A_COURSE.after(start));
    let events = Events {
        referral: Some(start),
        inclusion: Some(start),
        assessment: Some(start),
        start: Some(start),
        planned_end: Some(ends),
        end: Some(ends),
    };
    let consents = definition.consents.iter();
    let consents = consents.map(|it| Permit {
        kind: it.kind,
        until: None,
    });
    let consents: Vec<Permit> = consents.collect();
    let of_the_course = |respondent: Respondent| {
        Subject::Enrolled(Enrolled {
            respondent,
            events: events.clone(),
            consents: consents.clone(),
            ..Enrolled::default()
        })
    };
    let foreseen = |subject, by_hand| Foreseen {
        subject,
        reach: Reach {
            push: by_hand,
            email: true,
            sms: by_hand,
            by_hand,
        },
        preferred: Preferred::default(),
        booked: Vec::new(),
        silence: None,
        says,
    };
    let standing = |respondent| foreseen(Subject::Standing { respondent, since }, false);
    let of_courses =
        Respondent::OF_A_COURSE.map(|it| foreseen(of_the_course(it), !it.is_colleague()));
    let standing = Respondent::STANDING.map(standing);
    of_courses.into_iter().chain(standing).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, Weekday, date};

    use super::{foretell, month, next_busy, someone};
    use crate::programmes::{Channel, read, shipped};
    use crate::scheduling::{Hours, RemindersSay, is_holiday};

    #[test]
    fn a_year_on_the_preview_shows_the_whole_ladder_and_nothing_in_the_night() {
        let all = shipped();
        let (name, text) = all.iter().find(|it| it.0 == "ishoj-sme.toml").unwrap();
        let definition = read(name, text).unwrap();
        let hours = Hours::of(&definition).unwrap();
        let start = date(2026, 11, 22);
        let people = someone(&definition, start, start, RemindersSay::default());
        let mut seen = Vec::new();
        for ahead in 0..36 {
            let first = month(start, ahead);
            let told = foretell(&definition, &hours, &people, first);
            assert!(told.iter().all(|it| it.at.date().first_of_month() == first));
            seen.extend(told);
        }
        assert!(seen.is_sorted_by_key(|it| it.at));
        for it in seen.iter().filter(|it| !it.channel.is_by_hand()) {
            let day = it.at.date();
            assert!((8..21).contains(&it.at.hour()), "{it:?}");
            let weekend = [Weekday::Saturday, Weekday::Sunday].contains(&day.weekday());
            assert!(!weekend && !is_holiday(definition.country, day), "{it:?}");
        }
        let year =
            |it: &&super::Foretold| it.questionnaire.as_deref() == Some("one-year-follow-up");
        let ladder: Vec<_> = seen.iter().filter(year).collect();
        assert!(ladder.iter().any(|it| it.is_notice), "{ladder:?}");
        assert!(
            ladder
                .iter()
                .any(|it| it.channel == Channel::Phone && it.tries > 1)
        );
        assert!(
            ladder.iter().any(|it| it.channel == Channel::Letter),
            "{ladder:?}"
        );
        // A month without anything leads on to the next that has something.
        let empty = |it: &Date| foretell(&definition, &hours, &people, *it).is_empty();
        let quiet = (0..36)
            .map(|ahead| month(start, ahead))
            .find(empty)
            .unwrap();
        let busy = next_busy(&definition, &hours, &people, quiet).unwrap();
        assert!(busy > quiet);
        assert!(!foretell(&definition, &hours, &people, busy).is_empty());
    }
}
