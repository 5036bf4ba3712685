//! Day and time of an appointment as a message tells them.

use jiff::civil::DateTime;

use crate::texts::Words;

/// "Thursday 5 November at 13:30", in the local time of the programme.
pub fn told(words: Words, starts: DateTime) -> String {
    words.with(
        "appointments-told",
        &[
            ("day", words.day(starts.date()).into()),
            ("time", words.time(starts.time()).into()),
        ],
    )
}
