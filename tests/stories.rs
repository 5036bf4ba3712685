//! Stories about people, told on both engines.

mod stories {
    mod appointments;
    mod attendance;
    mod bad_input;
    mod calendars;
    mod deadlines;
    mod definitions;
    mod demonstration;
    mod foretelling;
    mod groups;
    mod letters;
    mod office;
    mod offline;
    mod own;
    mod pacing;
    mod phone;
    mod plan_line;
    mod plans;
    mod programmes;
    mod protection;
    mod questions;
    mod results;
    mod signing_in;
    mod systems;
    mod taking_along;
    mod team;
    mod town;
    mod walks;
    mod words_between;
    mod writing;
}
