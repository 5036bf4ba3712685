//! Which core a simulation runs on.

/// Keeps this thread, and those that it starts from now on, on one of the cores that it may
/// use: the same for the same `number`. An office and the thread of its store take turns, and
/// one that sleeps on another core takes longer to wake than most of its answers take.
///
/// Where the system has no such thing, nothing changes.
pub fn stay_on_core(number: usize) {
    #[cfg(target_os = "linux")]
    {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
        let Ok(all) = sched_getaffinity(None) else {
            return;
        };
        let mut cores = (0..CpuSet::MAX_CPU)
            .filter(|core| all.is_set(*core))
            .cycle();
        let mut one = CpuSet::new();
        if let Some(core) = cores.nth(number) {
            one.set(core);
            let _ = sched_setaffinity(None, &one);
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = number;
}
