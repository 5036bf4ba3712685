//! What a participant chooses of messages is what the scheduler does.

use axum::http::StatusCode;
use server::identity::store::Whose;

use super::office::{Office, Person};
use tests::{Answer, engines};

impl Office {
    async fn chooses(&self, person: &Person, form: &str) -> Answer {
        let whose = Whose::Participant(person.id.clone());
        let cookie = self.world.signed_in(whose).await;
        self.world.post(&cookie, "/settings", form).await
    }
}

#[tokio::test]
async fn the_channel_and_the_hour_that_were_chosen_come_first() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let saved = office
            .chooses(
                &ada,
                "reminders=yes&first=email&time=afternoon&paused_until=",
            )
            .await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            saved.body
        );
        assert_eq!(office.tick().await, 0, "{engine}: nothing at nine");
        let sent = office.tick_at("2026-11-02T12:00:00Z").await;
        assert_eq!(sent, 1, "{engine}: and one message at one");
        let told = || (ada.mails().len(), ada.pushes().len());
        assert_eq!(told(), (1, 0), "{engine}: the mail leads");
        office.run_until("2026-11-03T11:59:00Z").await;
        assert_eq!(told(), (1, 0), "{engine}: what it overtook comes later");
        office.tick_at("2026-11-03T12:00:00Z").await;
        assert_eq!(told(), (1, 1), "{engine}: in the place of the mail");
        let ends = ["email sent", "push sent", "phone waiting"];
        assert_eq!(office.ends(&ada).await, ends, "{engine}");
        let cookie = office
            .world
            .signed_in(Whose::Participant(ada.id.clone()))
            .await;
        let page = office.world.get(&cookie, "/settings").await.body;
        assert!(
            page.contains("<option value=\"email\" selected"),
            "{engine}: {page}"
        );
    }
}

#[tokio::test]
async fn a_pause_ends_after_its_last_day_and_lasts_a_year_at_most() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        let wrong = office.chooses(&ada, "paused_until=2028-01-01").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            wrong.body.contains("a year ahead at most"),
            "{engine}: {}",
            wrong.body
        );
        office.chooses(&ada, "paused_until=2026-11-04").await;
        office.run_until("2026-11-04T18:00:00Z").await;
        assert_eq!(
            (ada.mails().len(), ada.pushes().len()),
            (0, 0),
            "{engine}: silence"
        );
        office.run_until("2026-11-05T12:00:00Z").await;
        assert_eq!(
            ada.mails().len() + ada.pushes().len(),
            1,
            "{engine}: and then a message"
        );
    }
}

#[tokio::test]
async fn whoever_turns_reminders_off_gets_none_of_those_either_that_wait() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.with_phone(201).await;
        office.tick().await;
        office.answers(&ada).await;
        office.booked(&ada, "2026-11-05T12:30:00Z").await;
        office.run_until("2026-11-04T10:00:00Z").await;
        office.chooses(&ada, "reminders=no").await;
        office.run_until("2026-11-05T13:00:00Z").await;
        let ends = office.reminded(&ada).await;
        assert_eq!(
            ends,
            [
                "day-before 1 push cancelled",
                "day-before 1 email cancelled"
            ],
            "{engine}"
        );
    }
}
