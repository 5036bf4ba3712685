//! Stories about people, told on both engines.

mod stories {
    mod appointments;
    mod attendance;
    mod bad_input;
    mod deadlines;
    mod definitions;
    mod demonstration;
    mod foretelling;
    mod letters;
    mod looks;
    mod office;
    mod offline;
    mod pacing;
    mod phone;
    mod plans;
    mod programmes;
    mod protection;
    mod questions;
    mod replanning;
    mod results;
    mod signing_in;
    mod systems;
    mod team;
    mod town;
    mod walks;
    mod whole_days;
    mod writing;
}
