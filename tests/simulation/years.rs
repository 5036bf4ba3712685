//! Ordinary years, in which nothing breaks: everyone is reached, once, at a decent hour.

use server::simulation::{Contacts, Tells, Totals, Wish, in_offices, simulate};
use server::storage::Db;
use tests::{database, engines};

use super::scenes::{memory, protocol};

fn ends(contacts: &Contacts) -> usize {
    let Contacts {
        sent,
        merged,
        expired,
        cancelled,
        given_up,
        waiting,
        lost,
        ..
    } = contacts;
    sent + merged + expired + cancelled + given_up + waiting + lost
}

#[tokio::test]
async fn half_a_year_goes_by_and_every_contact_ends_once() {
    for engine in engines() {
        let db = Db::open_to_throw_away(&database(engine).await)
            .await
            .unwrap();
        let mut wish = Wish::fair(protocol(), 12, "2027-01-04".parse().unwrap(), 180, 1);
        wish.is_strict = true;
        let outcome = simulate(&wish, db, |_| {}).await.unwrap();
        assert_eq!(outcome.complaints, [""; 0], "{engine}");
        let contacts = outcome.totals.contacts;
        assert_eq!(contacts.due, ends(&contacts), "{engine}: {contacts:?}");
        assert!(
            contacts.sent > 100 && outcome.totals.answered > 30,
            "{engine}: {:?}",
            outcome.totals
        );
        let wrong = (
            contacts.lost,
            contacts.doubled,
            contacts.outside_hours,
            contacts.after_answer,
        );
        assert_eq!(wrong, (0, 0, 0, 0), "{engine}");
    }
}

#[tokio::test]
async fn the_same_seed_lives_the_same_half_year_and_another_one_does_not() {
    let wish = |seed| Wish::fair(protocol(), 6, "2027-01-04".parse().unwrap(), 90, seed);
    let first = simulate(&wish(7), memory().await, |_| {}).await.unwrap();
    let again = simulate(&wish(7), memory().await, |_| {}).await.unwrap();
    let other = simulate(&wish(8), memory().await, |_| {}).await.unwrap();
    assert_eq!(first.digest, again.digest);
    assert_ne!(first.digest, other.digest);
}

#[tokio::test]
async fn who_is_dealt_out_to_offices_lives_the_same_life() {
    let mut wish = Wish::fair(protocol(), 11, "2027-01-04".parse().unwrap(), 120, 3);
    wish.tells = Tells::Person(7);
    let one = simulate(&wish, memory().await, |_| {}).await.unwrap();
    let live = move || [3, 3, 4].map(|most| in_offices(&wish, most, |_, _| {}).unwrap());
    let [many, again, fewer] = tokio::task::spawn_blocking(live).await.unwrap();
    assert_eq!(many.digest, again.digest);
    assert_ne!(many.digest, fewer.digest, "other offices, another order");
    for offices in [many, fewer] {
        assert_eq!(offices.complaints, [""; 0]);
        let lives = |of: &Totals| (of.participants, of.answered, of.pushes);
        assert_eq!(lives(&offices.totals), lives(&one.totals));
        // Each office has a coordinator and a partner of its own, who are asked too.
        assert!(offices.totals.occasions > one.totals.occasions);
        assert!(offices.timeline.len() > 5);
        assert_eq!(offices.timeline, one.timeline);
    }
}
