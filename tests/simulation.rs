//! Years in seconds: the real scheduler, with invented people and seeded faults.

mod simulation {
    mod bugs;
    mod scenes;
    mod seeds;
    mod week;
    mod years;
}
