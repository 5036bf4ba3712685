//! Stories about people, told on both engines.

mod stories {
    mod programmes;
    mod results;
    mod signing_in;
}
