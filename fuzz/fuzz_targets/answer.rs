//! Any request that answers a question, through the routes into a database.
#![no_main]

#[path = "../../tests/forms/held/answer.rs"]
mod answer;

use std::cell::RefCell;

use answer::Door;
use tokio::runtime::Runtime;

/// A database is given up after so many requests, so that it stays small.
const ENOUGH: usize = 5_000;

thread_local! {
    static HOUSE: RefCell<Option<(Runtime, Door)>> = const { RefCell::new(None) };
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    HOUSE.with_borrow_mut(|house| {
        if house.as_ref().is_none_or(|(_, door)| door.asked() >= ENOUGH) {
            *house = None;
            let runtime = Runtime::new().expect("a runtime");
            let door = runtime.block_on(Door::on("sqlite"));
            *house = Some((runtime, door));
        }
        if let Some((runtime, door)) = house {
            runtime.block_on(door.holds(bytes));
        }
    });
});
