//! Stories about people, told on both engines.

mod stories {
    mod programmes;
    mod signing_in;
}
