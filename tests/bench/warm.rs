//! How soon an opened app shows Today: on a phone without a network, with a processor four times
//! slower than this machine's.

#[allow(dead_code, reason = "stories do more with a phone")]
#[path = "../stories/phone.rs"]
mod phone;

use app::identity::Role;
use phone::{Network, Pocket};
use serde_json::json;
use server::identity::store::Whose;
use server::notifications::Couriers;
use server::web;
use tests::World;
use tests::driver::Result;

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");
const OPENINGS: usize = 15;
/// The goal, in milliseconds.
const GOAL: f64 = 300.0;

/// Milliseconds from the tap to the first words, as the browser counts them; 0 until there are any.
const PAINTED: &str =
    "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";

#[tokio::main]
async fn main() -> Result {
    // `cargo test --benches` comes by as well, and has no time.
    if !std::env::args().any(|it| it == "--bench") {
        return Ok(());
    }
    let world = World::on("sqlite").await;
    let kim = world.staff("Kim", Role::Coordinator).await;
    let programme = world.programme("ishoj-sme", PROTOCOL).await;
    let (ada, _) = world.participant("Ada", &programme, &kim).await;
    let kims = world.signed_in(Whose::Staff(kim)).await;
    for number in 1..=6 {
        let form = format!(
            "title=Walk+{number}&kind=exercise&category=physical&minutes=20&day=2026-11-02"
        );
        let path = format!("/people/{ada}/activities");
        world.post(&kims, &path, &form).await;
    }
    let adas = world.signed_in(Whose::Participant(ada)).await;
    Couriers::of(&world.app.settings, &world.app.db).await?;
    let mut network = Network::with(web::router(world.app.clone()))?;
    let phone = Pocket::new(&network.base).await?;
    phone.signs_in(&adas).await?;
    let kept = "return caches.match('/today').then(Boolean)";
    phone.until(kept).await?;
    network.cut();

    for slower in [1, 4] {
        let mut times = Vec::with_capacity(OPENINGS);
        for _ in 0..OPENINGS {
            phone.browser.goto("about:blank").await?;
            let rate = json!({ "rate": slower });
            let cdp = phone.browser.cdp();
            cdp.send_raw("Emulation.setCPUThrottlingRate", rate).await?;
            phone.visit("/today").await?;
            phone.says("Walk 6").await?;
            let mut painted = 0.0;
            while painted == 0.0 {
                painted = phone.run(PAINTED, vec![]).await?.as_f64().unwrap_or(0.0);
            }
            times.push(painted);
        }
        times.sort_by(f64::total_cmp);
        let (middle, most) = (times[OPENINGS / 2], times[OPENINGS - 1]);
        println!(
            "Today without a network, processor {slower} × slower: {middle:.0} ms to the first words, {most:.0} at most, of {GOAL:.0}"
        );
    }
    phone.close().await
}
