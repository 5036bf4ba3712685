//! Stories about people, told on both engines.

mod stories {
    mod pacing;
    mod programmes;
    mod questions;
    mod results;
    mod signing_in;
}
