//! The whole year after the end: checks, a notice, the follow-up, the register, and one end for each.

use jiff::civil::date;
use server::identity::store::Whose;
use server::scheduling::store;
use tests::engines;

use super::super::office::Office;

#[tokio::test]
async fn a_year_on_everyone_is_accounted_for_in_one_disposition() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let answers = office.with_phone(201).await;
        let silent = office.with_phone(201).await;
        let unasked = office.person("uno").await;
        for person in [&answers, &silent, &unasked] {
            office.answers(person).await;
            office
                .dates(person, "2026-05-04", "2026-10-30", Some("2026-11-02"))
                .await;
        }
        office.agrees(&answers).await;
        office.agrees(&silent).await;
        office.tick_at("2027-02-02T08:00:00Z").await;
        let checks = office.stands(&silent).await;
        let check = checks.iter().filter(|it| it.rule == "contact-check-3");
        assert!(
            check.count() >= 1,
            "{engine}: is this still your number? {checks:?}"
        );
        office.tick_at("2027-10-19T08:00:00Z").await;
        // What the coordinator says in advance, where the person reads it.
        let adas = office
            .world
            .signed_in(Whose::Participant(silent.id.clone()))
            .await;
        let told = office.world.get(&adas, "/messages").await.body;
        assert!(
            told.contains("two minutes") && told.contains("Kim"),
            "{engine}: {told}"
        );
        office.tick_at("2027-11-02T08:00:00Z").await;
        let mine = office
            .world
            .signed_in(Whose::Participant(answers.id.clone()))
            .await;
        let mut tx = office.world.tx().await;
        let open = store::open_of(&mut tx, &answers.enrolment).await.unwrap();
        drop(tx);
        let of = open
            .iter()
            .find(|it| it.questionnaire == "one-year-follow-up")
            .unwrap();
        for (question, typed) in [
            ("livelihood", "wage"),
            ("livelihood_extent", "100"),
            ("occupation", "work"),
            ("plan_followed", "yes"),
        ] {
            let path = format!("/questions/{}/{question}", of.id);
            let page = office.world.get(&mine, &path).await;
            let value = first_choice(&page.body).unwrap_or(typed.to_owned());
            let done = office
                .world
                .post(&mine, &path, &format!("answer={value}&deed=next"))
                .await;
            assert_eq!(done.status, 303, "{engine}: {question} {}", done.body);
        }
        office.at("2028-01-12T12:00:00Z");
        let desk = office.world.get(&office.kims().await, "/desk").await.body;
        assert!(desk.contains("Look the livelihood up"), "{engine}: {desk}");
        let year = office
            .world
            .get(&office.kims().await, "/follow-up")
            .await
            .body;
        assert!(year.contains("1 of 3"), "{engine}: {year}");
        let path = format!("/desk/register/{}/one-year-follow-up", silent.enrolment);
        assert_eq!(
            office
                .world
                .post(&office.kims().await, &path, "")
                .await
                .status,
            303,
            "{engine}"
        );
        office.at("2028-02-02T12:00:00Z");
        for _ in 0..2 {
            let mut tx = office.world.tx().await;
            server::desk::year::close(&mut tx, office.world.now())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = office.world.tx().await;
        let mut ends = Vec::new();
        for person in [&answers, &silent, &unasked] {
            let of = &person.enrolment;
            let end = server::desk::store::disposition(&mut tx, of, "one-year-follow-up").await;
            ends.push(end.unwrap().expect("one disposition").as_str());
        }
        // One that has closed is in nobody's way.
        let whenever = (date(2026, 1, 1), date(2028, 1, 1));
        for (rule, open) in [("one-year-follow-up", 0), ("two-years-on", 3)] {
            let programme = &office.programme;
            let left = server::desk::store::not_closed(&mut tx, programme, rule, whenever).await;
            assert_eq!(left.unwrap().len(), open, "{engine}: {rule}");
        }
        drop(tx);
        assert_eq!(
            ends,
            ["complete", "register-only", "no-consent"],
            "{engine}"
        );
        let year = office
            .world
            .get(&office.kims().await, "/follow-up")
            .await
            .body;
        assert!(
            year.contains("2 of 3") && year.contains("Answered in full"),
            "{engine}: {year}"
        );
        // Small numbers tell who is who: a colleague sees only their own people.
        let lee = office
            .world
            .staff("Lee", app::identity::Role::Coordinator)
            .await;
        let lees = office.world.signed_in(Whose::Staff(lee)).await;
        let year = office.world.get(&lees, "/follow-up").await.body;
        assert!(!year.contains(" of 3"), "{engine}: {year}");
    }
}

fn first_choice(page: &str) -> Option<String> {
    let at = page.find("name=\"answer\"")?;
    let rest = &page[at..];
    let value = &rest[rest.find("value=\"")? + 7..];
    Some(value[..value.find('"')?].to_owned())
}
