//! What is planned for a person, as it was planned: the plan is shared, what became of it is theirs.

pub mod store;
