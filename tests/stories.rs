//! Stories about people, told on both engines.

mod stories {
    mod appointments;
    mod plans;
    mod signing_in;
}
