//! The desk of an office that sends: what a coordinator presses.

mod calls;
mod decisions;
mod offer;
mod year;

use jiff::{SignedDuration, Timestamp};
use server::identity::store::Whose;
use server::scheduling::store;

use super::office::{Office, Person};

impl Office {
    pub(super) async fn kims(&self) -> String {
        self.world.signed_in(Whose::Staff(self.kim.clone())).await
    }

    /// The one contact that somebody is to call or write to now.
    pub(super) async fn contact(&self) -> String {
        let mut tx = self.world.tx().await;
        let (office, now) = (&self.world.organisation, self.world.now());
        let list = store::phone_list(&mut tx, office, now).await.unwrap();
        assert_eq!(list.len(), 1, "{list:?}");
        list[0].contact_id.clone()
    }

    /// Notes how the one call on the list went; returns where that leads.
    pub(super) async fn call(&self, form: &str) -> String {
        let path = format!("/desk/calls/{}", self.contact().await);
        let answer = self.world.post(&self.kims().await, &path, form).await;
        assert_eq!(answer.status, 303, "{form}: {}", answer.body);
        answer.location().to_owned()
    }

    pub(super) async fn decide(&self, person: &Person, form: &str) {
        let path = format!("/people/{}/overrides", person.id);
        let answer = self.world.post(&self.kims().await, &path, form).await;
        assert_eq!(answer.status, 303, "{form}: {}", answer.body);
    }

    /// Undoes the one decision that stands, by the button on the page.
    pub(super) async fn undo(&self, person: &Person) {
        let page = format!("/people/{}/follow-up", person.id);
        let body = self.world.get(&self.kims().await, &page).await.body;
        let start = body.find(&format!("/people/{}/overrides/", person.id));
        let rest = &body[start.expect("a decision to undo")..];
        let path = &rest[..rest.find('"').unwrap()];
        assert!(path.ends_with("/undo"), "{path}");
        assert_eq!(
            self.world.post(&self.kims().await, path, "").await.status,
            303
        );
    }

    pub(super) async fn occasion(&self, person: &Person) -> String {
        let mut tx = self.world.tx().await;
        let open = store::open_of(&mut tx, &person.enrolment).await.unwrap();
        open.first().expect("an open question").id.clone()
    }

    /// Ticks once a day, as a server that is started every morning; returns how many were sent.
    pub(super) async fn day_by_day(&self, instant: &str) -> usize {
        let end: Timestamp = instant.parse().unwrap();
        let mut sent = 0;
        while self.world.now() < end {
            let next = (self.world.now() + SignedDuration::from_hours(24)).min(end);
            self.world.app.clock.set(next);
            sent += self.tick().await;
        }
        sent
    }

    /// Someone whom no message reaches: on the phone list at once.
    pub(super) async fn to_be_called(&self) -> Person {
        let person = self.person("ada").await;
        self.without_email(&person).await;
        self.tick().await;
        person
    }
}
