//! Stories about people, told on both engines.

mod stories {
    mod appointments;
    mod attendance;
    mod bad_input;
    mod deadlines;
    mod demonstration;
    mod foretelling;
    mod letters;
    mod office;
    mod offline;
    mod pacing;
    mod plans;
    mod programmes;
    mod questions;
    mod results;
    mod signing_in;
    mod town;
    mod walks;
}
