//! Stories about people, told on both engines.

mod stories {
    mod signing_in;
}
