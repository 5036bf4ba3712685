//! Stories about people, told on both engines.

mod stories {
    mod pacing;
    mod programmes;
    mod results;
    mod signing_in;
}
