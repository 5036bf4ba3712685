//! Where the desk keeps what people note.

mod calls;
mod deadlines;
mod overrides;
pub mod photo;
mod year;

pub use calls::{CallRow, add_call, calls_of, tried};
pub use deadlines::{consents_of_office, forget, note, notes_of, notes_of_office};
pub use overrides::{Made, add_override, is_exempt, one, standing, undo};
pub use year::{
    Closed, Ended, add_disposition, add_lookup, closed_in, disposition, ended, followed, lookup,
    not_closed,
};
