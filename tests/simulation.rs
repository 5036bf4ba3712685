//! Years in seconds: the real scheduler, with invented people and seeded faults.

mod simulation {
    mod scenes;
    mod seeds;
    mod years;
}
