//! Stories about people, told on both engines.

mod stories {
    mod after_deeds;
    mod aloud;
    mod anonymous;
    mod appointments;
    mod attendance;
    mod bad_input;
    mod calendars;
    mod deadlines;
    mod definitions;
    mod demonstration;
    mod foretelling;
    mod groups;
    mod journeys;
    mod letters;
    mod looks;
    mod mistakes;
    mod office;
    mod offline;
    mod opened;
    mod own;
    mod pacing;
    mod phone;
    mod photo;
    mod plan_line;
    mod plans;
    mod programmes;
    mod protection;
    mod questions;
    mod releases;
    mod replanning;
    mod results;
    mod signing_in;
    mod systems;
    mod taking_along;
    mod team;
    mod town;
    mod walks;
    mod whole_days;
    mod words_between;
    mod writing;
}
