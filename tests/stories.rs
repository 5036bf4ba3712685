//! Stories about people, told on both engines.

mod stories {
    mod pacing;
    mod signing_in;
}
