//! What leaves when several messages meet, and when somebody asked for silence.

use jiff::Timestamp;
use jiff::civil::date;

use super::{Coming, deliver};
use crate::programmes::Channel;
use crate::scheduling::preview::{Foreseen, Foretold};
use crate::scheduling::{Enrolled, Hours, Planned, Preferred, Reach, RemindersSay, Subject};

fn ada() -> Foreseen {
    Foreseen {
        subject: Subject::Enrolled(Enrolled::default()),
        reach: Reach {
            push: true,
            email: true,
            sms: false,
            by_hand: true,
        },
        preferred: Preferred::default(),
        booked: Vec::new(),
        silence: None,
        says: RemindersSay::default(),
    }
}

/// The steps of one occasion, in November 2026, open to the end of the month.
fn asks(occasion: usize, steps: &[(Channel, i8, i8)]) -> Vec<Coming> {
    let hours = Hours::danish();
    let end = hours.start_of(date(2026, 12, 1));
    let steps = steps.iter().zip(1..).map(|((channel, day, hour), step)| {
        let at = hours.instant(date(2026, 11, *day).at(*hour, 0, 0, 0));
        let planned = Planned::plain(step, *channel, at, end);
        Coming {
            occasion,
            planned,
            needs: None,
            told: Foretold {
                questionnaire: Some(format!("q{occasion}")),
                ..Foretold::of(&hours, &planned)
            },
        }
    });
    steps.collect()
}

/// What leaves, as `q0 Push 02 09:00`, with what one message carries besides behind a plus.
fn leaves(person: &Foreseen, coming: &[Vec<Coming>]) -> Vec<String> {
    let coming: Vec<Coming> = coming
        .iter()
        .flatten()
        .map(|it| Coming {
            told: it.told.clone(),
            ..*it
        })
        .collect();
    let told = deliver(&Hours::danish(), person, &coming, Timestamp::MAX);
    let line = |it: Foretold| {
        let about = it.also.iter().fold(it.questionnaire, |all, also| {
            Some(format!("{}+{}", all?, also.as_ref()?))
        });
        let at = it.at.strftime("%d %H:%M");
        let waited = if it.waited { " waited" } else { "" };
        format!("{} {:?} {at}{waited}", about.unwrap(), it.channel)
    };
    told.into_iter().map(line).collect()
}

#[test]
fn what_says_the_same_in_one_hour_is_one_message_and_a_third_one_waits() {
    use Channel::{Email, Push};
    let both = [asks(0, &[(Push, 3, 9)]), asks(1, &[(Push, 3, 9)])];
    assert_eq!(leaves(&ada(), &both), ["q0+q1 Push 03 09:00"]);
    let apart = [asks(0, &[(Push, 3, 9)]), asks(1, &[(Email, 3, 9)])];
    assert_eq!(leaves(&ada(), &apart).len(), 2);
    // Tuesday is full: the third leaves on Wednesday.
    let three = [
        asks(0, &[(Push, 3, 9)]),
        asks(1, &[(Push, 3, 11)]),
        asks(2, &[(Email, 3, 14)]),
    ];
    assert_eq!(
        leaves(&ada(), &three),
        ["q0 Push 03 09:00", "q1 Push 03 11:00", "q2 Email 04 09:00"]
    );
}

#[test]
fn what_falls_into_a_silence_comes_after_it_and_only_the_last_step_of_it() {
    use Channel::{Email, Phone, Push};
    let mut ada = ada();
    ada.silence = Some((date(2026, 11, 2), date(2026, 11, 5)));
    let ladder = [asks(0, &[(Push, 3, 9), (Email, 4, 9), (Phone, 10, 9)])];
    assert_eq!(
        leaves(&ada, &ladder),
        ["q0 Email 06 09:00 waited", "q0 Phone 10 09:00"]
    );
    // A call comes back on the list, a day later than the silence.
    let call = [asks(0, &[(Push, 3, 9), (Phone, 5, 9)])];
    assert_eq!(leaves(&ada, &call), ["q0 Phone 06 09:00 waited"]);
    // To the end of its time: nothing leaves.
    ada.silence = Some((date(2026, 11, 2), date(2026, 12, 5)));
    assert_eq!(leaves(&ada, &ladder), [""; 0]);
}
