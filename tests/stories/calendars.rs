//! Appointments in somebody's own calendar: read by a program that knows the format, and saying
//! no more than its owner chose.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use app::appointments::Wish;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use server::participants::protection::store as protection;
use tests::engines;

use super::office::Office;

/// What a program that knows calendars reads in a file.
fn read(file: &str) -> Value {
    let python = std::env::var("DAGSFORM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let reader = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tools/peers/ical.py");
    let mut child = Command::new(&python)
        .arg(reader)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("{python}: {why}; set DAGSFORM_PYTHON"));
    let mut input = child.stdin.take().unwrap();
    input.write_all(file.as_bytes()).unwrap();
    drop(input);
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{file}");
    let read: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(read["wrong"].as_array().map(Vec::len), Some(0), "{read}");
    for entry in read["entries"].as_array().unwrap() {
        assert_eq!(entry["wrong"].as_array().map(Vec::len), Some(0), "{entry}");
    }
    read
}

/// The address on a page that has just made one.
fn address(page: &str) -> String {
    let at = page.find("/calendar/").expect("an address");
    let rest = &page[at..];
    rest[..rest.find(".ics").expect("its end") + 4].to_owned()
}

#[tokio::test]
async fn a_calendar_reads_the_times_that_were_agreed_around_both_changes_of_the_clock() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let agreed = [
            "2026-11-03T09:30:00Z",
            "2027-03-27T09:30:00Z",
            "2027-03-28T08:30:00Z",
            "2027-10-30T08:30:00Z",
            "2027-10-31T09:30:00Z",
        ];
        for at in agreed {
            office.booked("Talk", at, false).await;
        }
        let path = "/appointments/calendar";
        let made = office.world.post(&office.adas, path, "deed=make").await;
        assert_eq!(made.status, StatusCode::OK, "{engine}: {}", made.body);
        let feed = address(&made.body);
        let file = office.world.get("", &feed).await;
        let kind = file.headers["content-type"].to_str().unwrap();
        assert!(kind.starts_with("text/calendar"), "{engine}: {kind}");
        let told = read(&file.body);
        assert_eq!(told["zones"][0], "Europe/Stockholm", "{engine}: {told}");
        let starts: Vec<&str> = told["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["starts"].as_str().unwrap())
            .collect();
        assert_eq!(starts, agreed, "{engine}");
        for entry in told["entries"].as_array().unwrap() {
            let instant = |name: &str| entry[name].as_str().unwrap().parse::<Timestamp>().unwrap();
            let length = instant("ends").duration_since(instant("starts"));
            assert_eq!(length, SignedDuration::from_mins(45), "{engine}: {entry}");
            assert_eq!(entry["summary"], "Appointment", "{engine}");
            assert_eq!(entry["place"], "", "{engine}");
            assert_eq!(entry["text"], "", "{engine}");
        }
        for word in ["Talk", "Room 2", "Alex", "Ada", "Somali"] {
            assert!(!file.body.contains(word), "{engine}: {word}: {}", file.body);
        }
    }
}

#[tokio::test]
async fn details_are_told_only_to_a_calendar_whose_owner_chose_so() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office
            .booked("Talk, twice; \\ long", "2026-11-05T09:00:00Z", false)
            .await;
        let one = format!("/appointments/{id}/calendar.ics");
        let neutral = office.world.get(&office.adas, &one).await;
        assert_eq!(read(&neutral.body)["entries"][0]["summary"], "Appointment");
        let path = "/appointments/calendar";
        let chosen = office
            .world
            .post(&office.adas, path, "deed=save&details=yes")
            .await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{engine}");
        let full = office.world.get(&office.adas, &one).await;
        let entry = &read(&full.body)["entries"][0];
        assert_eq!(entry["summary"], "Talk, twice; \\ long", "{engine}");
        assert_eq!(entry["place"], "Room 2", "{engine}");
        assert_eq!(
            entry["text"], "You meet Alex\nBring: Shoes\nAn interpreter comes: Somali",
            "{engine}"
        );
        let bos = office.bo().await;
        let theirs = office.world.get(&bos, &one).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{engine}");
        let path = format!("/appointments/{id}/cancel");
        office.world.post(&office.kims, &path, "").await;
        let off = office.world.get(&office.adas, &one).await;
        assert_eq!(
            read(&off.body)["entries"][0]["status"],
            "CANCELLED",
            "{engine}"
        );
    }
}

#[tokio::test]
async fn an_address_stops_when_a_new_one_is_made_or_its_owner_says_so() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        let (world, path) = (&office.world, "/appointments/calendar");
        let opens = async |feed: &str| world.get("", feed).await.status == StatusCode::OK;
        let made = async || {
            let made = world.post(&office.adas, path, "deed=make").await;
            address(&made.body)
        };
        let first = made().await;
        assert!(opens(&first).await, "{engine}");
        let page = world.get(&office.adas, path).await.body;
        assert!(
            page.contains("You have an address since 2 November 2026") && !page.contains(&first),
            "{engine}: it is kept nowhere"
        );
        let second = made().await;
        assert!(!opens(&first).await && opens(&second).await, "{engine}");
        world.post(&office.adas, path, "deed=stop").await;
        assert!(!opens(&second).await, "{engine}");
        let third = made().await;
        let gone = world
            .post(&office.adas, "/my-data/sign-out", "which=all")
            .await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{engine}");
        assert!(
            !opens(&third).await,
            "{engine}: a lost phone's calendar too"
        );
    }
}

#[tokio::test]
async fn nothing_goes_to_a_calendar_once_name_and_address_are_protected() {
    for engine in engines() {
        let office = Office::on(engine).await;
        office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        let (world, path) = (&office.world, "/appointments/calendar");
        let made = world.post(&office.adas, path, "deed=make").await;
        let feed = address(&made.body);
        let mut tx = world.tx().await;
        protection::set_protected(&mut tx, &office.ada, true, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let shut = world.get("", &feed).await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND, "{engine}");
        let again = world.post(&office.adas, path, "deed=make").await;
        assert!(
            again.body.contains("Your name and address are protected"),
            "{engine}: {}",
            again.body
        );
    }
}

#[tokio::test]
async fn somebody_says_that_they_come_and_is_told_when_it_moved_meanwhile() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let id = office.booked("Talk", "2026-11-05T09:00:00Z", false).await;
        let path = format!("/appointments/{id}/wish");
        let read = office.kept(&id).await.starts_at.as_millisecond();
        let come = format!("wish=come&starts={read}");
        let said = office.world.post(&office.adas, &path, &come).await;
        assert_eq!(
            said.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            said.body
        );
        assert!(office.kept(&id).await.confirmed, "{engine}");
        let page = office.world.get(&office.adas, "/appointments").await.body;
        assert!(
            page.contains("We look forward to seeing you"),
            "{engine}: {page}"
        );
        let undo = format!("wish=none&starts={read}");
        office.world.post(&office.adas, &path, &undo).await;
        assert!(!office.kept(&id).await.confirmed, "{engine}: taken back");
        let moved = "day=2026-11-06&time=13:15&minutes=60";
        let to = format!("/appointments/{id}/move");
        office.world.post(&office.kims, &to, moved).await;
        let late = office.world.post(&office.adas, &path, &come).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(
            late.body.contains("was moved meanwhile") && late.body.contains("13:15"),
            "{engine}: {}",
            late.body
        );
        let kept = office.kept(&id).await;
        assert_eq!(
            (kept.confirmed, kept.wish),
            (false, None::<Wish>),
            "{engine}"
        );
    }
}
