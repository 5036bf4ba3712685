//! The office that `dagsform demo` invents: a morning as long as a real one.

use app::texts::Language;
use jiff::Timestamp;
use server::config::Given;
use server::operate::{self, demo};
use server::organisations::store as organisations;
use server::storage::new_id;
use tests::{World, database, engines, monday_nine};

/// How many lines a group of the desk has, as its heading says.
fn lines(desk: &str, group: &str) -> usize {
    let heading = format!("{group} (");
    let Some(at) = desk.find(&heading) else {
        return 0;
    };
    let rest = &desk[at + heading.len()..];
    rest[..rest.find(')').unwrap()].parse().unwrap()
}

#[tokio::test]
async fn a_morning_at_the_invented_office_is_as_long_as_a_real_one() {
    for engine in engines() {
        let given = Given {
            data: Some(std::env::temp_dir().join(format!("dagsform-test-{}", new_id()))),
            database_url: Some(database(engine).await),
            ..Given::default()
        };
        let app = operate::open(given.checked().unwrap()).await.unwrap();
        app.clock.set(monday_nine());
        let wish = demo::Wish {
            seed: 1,
            participants: 40,
            language: Language::En,
            json: true,
        };
        let links = demo::invent(&app, &wish).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let office = organisations::organisations(&mut tx).await.unwrap();
        let calls: Vec<String> = server::on!(&mut tx, db => sqlx::query_scalar(
            "select distinct outcome from calls order by outcome").fetch_all(db).await)
        .unwrap();
        let consents: Vec<(i64, String)> = server::on!(&mut tx, db => sqlx::query_as(
            "select c.given_at, e.referred_on from consents c
             join enrolments e on e.id = c.enrolment_id").fetch_all(db).await)
        .unwrap();
        for (given, referred) in &consents {
            let given = Timestamp::from_millisecond(*given).unwrap().to_string();
            assert!(
                given[..10] > referred[..],
                "{engine}: {given} before {referred}"
            );
        }
        let group: String = server::on!(&mut tx, db => sqlx::query_scalar(
            "select id from group_sessions").fetch_one(db).await)
        .unwrap();
        drop(tx);
        let world = World::around(app, office[0].0.clone());
        let (_, coordinator) = links.iter().find(|(who, _)| *who == "coordinator").unwrap();
        let path = &coordinator[coordinator.find("/demo/").unwrap()..];
        let come_in = world.get("", path).await;
        let cookie = come_in.headers["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let desk = world.get(&cookie, "/desk").await.body;
        let group = world.get(&cookie, &format!("/groups/{group}")).await.body;
        assert!(
            group.contains("3 of 8 places are free"),
            "{engine}: {group}"
        );
        let (_, participant) = &links[0];
        let path = &participant[participant.find("/demo/").unwrap()..];
        let come_in = world.get("", path).await;
        let adas = come_in.headers["set-cookie"].to_str().unwrap();
        let plan = world
            .get(adas.split(';').next().unwrap(), "/plan")
            .await
            .body;
        assert!(plan.contains("I walk to the corner"), "{engine}: {plan}");
        let deadlines = lines(&desk, "Deadlines");
        assert!((4..=12).contains(&deadlines), "{engine}: {deadlines}");
        let overdue = desk.matches(": was due ").count();
        assert!((2..=3).contains(&overdue), "{engine}: {overdue}");
        assert_eq!(desk.matches("Reason noted").count(), 1, "{engine}");
        let to_call = lines(&desk, "To call");
        assert!((1..=10).contains(&to_call), "{engine}: {to_call}");
        for outcome in ["later", "no-answer", "reached"] {
            assert!(calls.iter().any(|it| it == outcome), "{engine}: {calls:?}");
        }
    }
}
