//! A call at a time that the person chooses: what is offered, and what was chosen.

use jiff::civil::{Time, time};
use jiff::{Timestamp, ToSpan};

use super::{Hours, Window};
use crate::appointments::reply::ReplyForm;
use crate::participants::Problem;

/// What somebody says to a call that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallWish {
    /// Call then.
    At(Timestamp),
    /// Rather not at all.
    None,
    /// Nothing any more: the call comes as planned.
    Back,
}

/// The word on the form of [`CallWish::None`].
pub const NONE: &str = "none";
/// The word on the form of [`CallWish::Back`].
pub const BACK: &str = "back";

/// So many days are offered.
const DAYS: usize = 3;
/// How far ahead they are looked for.
const AHEAD: i32 = 31;
/// Morning, afternoon and the end of the working day.
const TIMES: [Time; 3] = [time(10, 0, 0, 0), time(13, 0, 0, 0), time(17, 0, 0, 0)];

/// A few times on the coming working days, from tomorrow on, in the hours in which the call
/// may be made and before `until`; none of those that are `taken`.
pub fn offered(
    hours: &Hours,
    window: Option<Window>,
    now: Timestamp,
    until: Timestamp,
    taken: &[Timestamp],
) -> Vec<Timestamp> {
    let today = hours.day(now);
    let free = |day: jiff::civil::Date| {
        let in_hours = |at: &Time| window.is_none_or(|it| it.holds(day.to_datetime(*at)));
        let mut times: Vec<Time> = TIMES.into_iter().filter(in_hours).collect();
        if times.is_empty() {
            times.extend(window.map(Window::from).filter(in_hours));
        }
        let at = times
            .into_iter()
            .map(|at| hours.instant(day.to_datetime(at)));
        at.filter(|at| *at < until && !taken.contains(at))
            .collect::<Vec<Timestamp>>()
    };
    (1..=AHEAD)
        .map(|ahead| today.saturating_add(ahead.days()))
        .filter(|day| hours.is_working(*day))
        .map(free)
        .filter(|times| !times.is_empty())
        .take(DAYS)
        .flatten()
        .collect()
}

/// A time as the form sends it: the wall clock, to the minute.
pub fn word(hours: &Hours, at: Timestamp) -> String {
    hours.local(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What was meant, or every problem at once. `offered` are the times that are free by now,
/// `number` is what the page shows.
pub fn read(
    form: &ReplyForm,
    number: u8,
    hours: &Hours,
    offered: &[Timestamp],
) -> Result<CallWish, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut wrong = |field, key| problems.push(Problem { field, key });
    let time = offered.iter().find(|at| word(hours, **at) == form.answer);
    let wish = match form.answer.as_str() {
        NONE => Some(CallWish::None),
        BACK => Some(CallWish::Back),
        _ => time.map(|at| CallWish::At(*at)),
    };
    if wish.is_none() {
        let is_time = form.answer.parse::<jiff::civil::DateTime>().is_ok();
        let key = if is_time {
            "scheduling-offer-gone"
        } else {
            "scheduling-offer-choose"
        };
        wrong("answer", key);
    }
    if !form.has(number) {
        wrong("number", "appointments-reply-number-wrong");
    }
    match wish {
        Some(wish) if problems.is_empty() => Ok(wish),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::{CallWish, offered, read, word};
    use crate::appointments::reply::ReplyForm;
    use crate::programmes::{read as definition, shipped};
    use crate::scheduling::Hours;

    fn hours() -> Hours {
        let (name, text) = shipped()[0];
        Hours::of(&definition(name, text).unwrap()).unwrap()
    }

    #[test]
    fn three_working_days_are_offered_in_the_hours_of_the_call_without_what_is_taken() {
        let hours = hours();
        let at = |day: i8, hour: i8| hours.instant(date(2026, 11, day).at(hour, 0, 0, 0));
        let window = "123456 12:00-20:00".parse().ok();
        // A Thursday: Friday, Monday and Tuesday.
        let all = offered(&hours, window, at(12, 9), Timestamp::MAX, &[at(16, 13)]);
        let five = [at(13, 13), at(13, 17), at(16, 17), at(17, 13), at(17, 17)];
        assert_eq!(all, five);
        let ends = offered(&hours, window, at(12, 9), at(13, 17), &[]);
        assert_eq!(ends, [at(13, 13)]);
        let early = "12345 08:00-09:00".parse().ok();
        assert_eq!(
            offered(&hours, early, at(12, 9), at(16, 0), &[]),
            [at(13, 8)]
        );
    }

    #[test]
    fn a_person_chooses_one_of_the_times_and_copies_the_number() {
        let hours = hours();
        let at = hours.instant(date(2026, 11, 13).at(13, 0, 0, 0));
        let form = |answer: &str, number: &str| ReplyForm {
            answer: answer.into(),
            number: number.into(),
        };
        let said = word(&hours, at);
        assert_eq!(said, "2026-11-13T13:00");
        let choose = |answer: &str, number: &str| {
            let read = read(&form(answer, number), 47, &hours, &[at]);
            read.map_err(|problems| problems.iter().map(|it| it.key).collect::<Vec<_>>())
        };
        assert_eq!(choose(&said, "47"), Ok(CallWish::At(at)));
        assert_eq!(choose("none", " ٤٧"), Ok(CallWish::None));
        let number = "appointments-reply-number-wrong";
        assert_eq!(choose("", ""), Err(vec!["scheduling-offer-choose", number]));
        assert_eq!(choose(&said, ""), Err(vec![number]));
        assert_eq!(
            choose("2026-11-13T17:00", "47"),
            Err(vec!["scheduling-offer-gone"]),
            "somebody else took it"
        );
    }
}
