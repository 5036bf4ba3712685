//! A meeting or a group is called off: whoever was to come is told, in the app and by their channel.

use app::texts::Language;
use tests::engines;

use super::{Journey, Person, between, said, way};

/// Kim books a talk on Thursday the fifth; returns its id.
async fn booked(journey: &Journey, person: &Person, key: &str) -> String {
    let path = format!("{}/appointments", person.page);
    let key = format!("00000000-0000-0000-0000-00000000000{key}");
    let form = format!("title=Talk&day=2026-11-05&time=13:30&minutes=45&key={key}");
    journey.kim_sends(&path, &form).await;
    key
}

#[tokio::test]
async fn whoever_was_to_come_to_a_meeting_is_told_once_that_it_is_off() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=1980&language=da&arm=intervention&email=ada@example.org";
        let ada = journey.kim_adds("Ada", ways).await;
        let adas = journey.comes_in(&ada, "own").await;
        let meeting = booked(&journey, &ada, "1").await;
        journey.until("2026-11-04").await;
        journey.carried();
        let path = format!("/appointments/{meeting}/cancel");
        let (one, two) = tokio::join!(
            async { journey.world.post(&journey.kims().await, &path, "").await },
            async { journey.world.post(&journey.kims().await, &path, "").await },
        );
        for answer in [one, two] {
            assert!(
                answer.location().ends_with("done=cancelled"),
                "{}",
                answer.body
            );
        }
        journey.works().await;
        let mails = journey.carried();
        assert_eq!(
            mails.iter().map(way).collect::<Vec<_>>(),
            ["email"],
            "{engine}"
        );
        assert_eq!(mails[0].language, Language::Da, "{engine}");
        assert_eq!(
            (mails[0].path.as_str(), &mails[0].reply),
            ("/m", &None),
            "{engine}"
        );
        let words = said(&mails[0]);
        for secret in ["13", "november", "aflyst", "Talk", "Kim"] {
            assert!(!words.contains(secret), "{engine}: {words}");
        }
        let today = journey.sees(&adas, "/today").await;
        assert!(today.contains("href=\"/messages\""), "{engine}: {today}");
        let messages = journey.sees(&adas, "/messages").await;
        let told = "Din aftale torsdag 5. november kl. 13.30 er aflyst.";
        assert_eq!(messages.matches(told).count(), 1, "{engine}: {messages}");
        journey.until("2026-11-06").await;
        assert!(
            journey.carried().is_empty(),
            "{engine}: and nobody is reminded of it"
        );
    }
}

#[tokio::test]
async fn whom_no_message_reaches_in_time_is_left_for_a_call_and_nobody_is_told_of_the_past() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let bo = journey
            .kim_adds("Bo", "year=1980&language=sv&arm=intervention")
            .await;
        let meeting = booked(&journey, &bo, "1").await;
        let path = format!("/appointments/{meeting}/cancel");
        let to = journey.kim_sends(&path, "").await;
        let page = journey.kim_sees(&to).await;
        assert!(page.contains("Call them."), "{engine}: {page}");
        assert_eq!(
            journey.rows("messages").await,
            1,
            "{engine}: it lies in the app"
        );

        // In the night before an early meeting there is no waking hour left; past ones are past.
        let cy = journey
            .kim_adds(
                "Cy",
                "year=1980&language=sv&arm=intervention&email=c@example.org",
            )
            .await;
        let meeting = booked(&journey, &cy, "2").await;
        journey.until("2026-11-06").await;
        journey.carried();
        let to = journey
            .kim_sends(&format!("/appointments/{meeting}/cancel"), "")
            .await;
        assert!(to.ends_with("done=cancelled"), "{engine}: {to}");
        journey.works().await;
        assert!(journey.carried().is_empty(), "{engine}");
        assert_eq!(
            journey.rows("messages").await,
            1,
            "{engine}: nothing is said of the past"
        );
    }
}

#[tokio::test]
async fn everyone_in_a_group_is_told_in_their_own_language_that_it_is_off() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let mut people = Vec::new();
        for (name, tag) in [("Ada", "da"), ("Samira", "ar")] {
            let mail = format!("{}@example.org", name.to_lowercase());
            let ways = format!("year=1980&language={tag}&arm=intervention&email={mail}");
            people.push(journey.kim_adds(name, &ways).await);
        }
        let form = "title=Choir&day=2026-11-05&time=10:00&minutes=45&places=8\
                    &key=00000000-0000-0000-0000-000000000009";
        let group = journey.kim_sends("/groups", form).await;
        let group = group.split('?').next().unwrap().to_owned();
        let all: Vec<_> = people
            .iter()
            .map(|it| format!("enrolment={}", it.enrolment))
            .collect();
        journey
            .kim_sends(&format!("{group}/people"), &all.join("&"))
            .await;
        journey.works().await;
        journey.until("2026-11-03").await;
        journey.carried();
        for _ in 0..2 {
            journey.kim_sends(&format!("{group}/cancel"), "").await;
        }
        journey.works().await;
        let mut tags: Vec<_> = journey
            .carried()
            .iter()
            .map(|it| it.language.tag())
            .collect();
        tags.sort_unstable();
        assert_eq!(tags, ["ar", "da"], "{engine}: each once");
        let samiras = journey.comes_in(&people[1], "own").await;
        let messages = journey.sees(&samiras, "/messages").await;
        assert!(messages.contains("أُلغي موعدك"), "{engine}: {messages}");
        assert_eq!(journey.rows("messages").await, 2, "{engine}");
        let page = journey.kim_sees(&group).await;
        let names = between(&page, "<main", "</main>").unwrap();
        assert!(
            names.contains("Ada") && names.contains("Samira"),
            "{engine}: it is kept who was in"
        );
    }
}
