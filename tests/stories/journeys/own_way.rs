//! Courses that go their own way: in Arabic, at sixteen, and "not today" for a whole week.

use app::texts::Language;
use jiff::ToSpan;
use jiff::civil::date;
use tests::engines;

use super::{Journey, Person, all_in, start, way};

/// The end, the year after it, and an answer to what is asked then, by the link of the mail: the
/// session in the app has long ended.
async fn goes_on_to_the_follow_up(journey: &Journey, person: &Person) {
    let engine = journey.engine;
    journey.until("2027-05-31").await;
    journey.dates(person, Some("2027-05-31")).await;
    journey.until("2028-05-31").await;
    journey.carried();
    journey.until("2028-06-02").await;
    assert!(
        journey.open(person, "one-year-follow-up").await.is_some(),
        "{engine}"
    );
    let mails = journey.carried();
    let link = &mails.last().expect("a mail").path;
    assert!(
        link.starts_with("/a/"),
        "{engine}: a link that opens: {link}"
    );
    let done = journey.answers_by_link(link).await;
    assert_eq!(done.status, 200, "{engine}: {}", done.body);
    assert!(
        journey.open(person, "one-year-follow-up").await.is_none(),
        "{engine}"
    );
    journey.until("2028-08-30").await;
    assert!(journey.to_do("phone").await.is_empty(), "{engine}");
    assert_eq!(journey.ended(person).await, Some("complete"), "{engine}");
}

#[tokio::test]
async fn someone_who_reads_arabic_finds_every_page_in_arabic_and_an_interpreter_on_the_telephone() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=1982&language=ar&arm=intervention\
                    &email=samira@example.org&phone=%2B45+10+20+30+40";
        let samira = journey.kim_adds("Samira", ways).await;
        let routes =
            "email=samira@example.org&phone=%2B45+10+20+30+40&language=ar&interpreter=Arabic";
        journey
            .kim_sends(&format!("{}/routes", samira.page), routes)
            .await;
        journey.agrees(&samira).await;
        journey.dates(&samira, None).await;
        let samiras = journey.comes_in(&samira, "own").await;
        journey.works().await;

        let rating = journey
            .open(&samira, "self-rating")
            .await
            .expect("a question");
        let form = format!("/questions/{rating}");
        for path in [
            "/today",
            "/plan",
            "/appointments",
            "/more",
            "/messages",
            "/my-data",
            "/settings",
            &form,
        ] {
            let page = journey.sees(&samiras, path).await;
            assert!(
                page.contains("lang=\"ar\"") && page.contains("dir=\"rtl\""),
                "{engine}: {path}"
            );
            assert!(!page.contains("Unknown localization"), "{engine}: {path}");
        }
        // The questions themselves are nobody's to translate: who wants them read in Arabic is
        // told of the telephone, and English is marked as English.
        let asked = journey.sees(&samiras, &form).await;
        assert!(asked.contains("lang=\"en\""), "{engine}: {asked}");
        assert!(asked.contains("href=\"tel:"), "{engine}: {asked}");
        assert!(asked.contains("مترجم"), "{engine}: an interpreter: {asked}");

        // She leaves it: four days later Kim's list says that an interpreter is needed.
        journey.until("2026-11-07").await;
        let mails = journey.carried();
        assert_eq!(
            mails.iter().map(way).collect::<Vec<_>>(),
            ["email"],
            "{engine}"
        );
        assert!(all_in(&mails, Language::Ar), "{engine}");
        let desk = journey.kim_sees("/desk").await;
        assert!(desk.contains("Arabic"), "{engine}: {desk}");
        goes_on_to_the_follow_up(&journey, &samira).await;
    }
}

#[tokio::test]
async fn someone_of_sixteen_comes_in_once_it_is_clear_who_decides_and_is_asked_anew_at_eighteen() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=2010&language=sv&arm=intervention&email=mo@example.org";
        let mo = journey.kim_adds("Mo", ways).await;
        let who = format!("{}/guardian", mo.page);
        let page = journey.kim_sees(&mo.page).await;
        assert!(
            page.contains("may be under 18") && page.contains(&who),
            "{engine}: {page}"
        );
        for (path, form) in [
            ("/invite", "kind=screen"),
            ("/consents", "kind=follow_up&deed=give"),
        ] {
            let path = format!("{}{path}", mo.page);
            assert_eq!(
                journey.kim_sends(&path, form).await,
                who,
                "{engine}: not yet"
            );
        }
        assert_eq!(journey.rows("invites").await, 0, "{engine}");
        assert_eq!(journey.rows("consents").await, 0, "{engine}");
        let unsaid = journey.world.post(&journey.kims().await, &who, "").await;
        assert_eq!(unsaid.status, 422, "{engine}");
        assert!(
            unsaid.body.contains("Choose who decides."),
            "{engine}: {}",
            unsaid.body
        );
        for _ in 0..2 {
            journey.kim_sends(&who, "decides=guardian").await;
        }
        journey.agrees(&mo).await;
        journey.dates(&mo, None).await;
        let mos = journey.comes_in(&mo, "own").await;
        let mine = journey.sees(&mos, "/my-data").await;
        assert!(
            mine.contains("En förälder har sagt ja för dig."),
            "{engine}: {mine}"
        );

        // The year Mo turns eighteen tells nothing of the birthday; from the next on it does.
        journey.until("2028-12-20").await;
        let page = journey.kim_sees(&mo.page).await;
        assert!(page.contains("A guardian has said yes"), "{engine}: {page}");
        journey.until("2029-01-02").await;
        let page = journey.kim_sees(&mo.page).await;
        assert!(page.contains("come of age"), "{engine}: {page}");
        for _ in 0..2 {
            journey.kim_sends(&who, "decides=asked").await;
        }
        let page = journey.kim_sees(&mo.page).await;
        assert!(
            !page.contains("come of age") && !page.contains(&who),
            "{engine}: {page}"
        );
        assert_eq!(
            journey.rows("guardians").await,
            0,
            "{engine}: nothing is kept about it"
        );
    }
}

#[tokio::test]
async fn someone_of_sixteen_is_asked_a_year_after_the_end_as_everyone_is() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=2010&language=sv&arm=intervention&email=mo@example.org";
        let mo = journey.kim_adds("Mo", ways).await;
        journey
            .kim_sends(&format!("{}/guardian", mo.page), "decides=own")
            .await;
        journey.agrees(&mo).await;
        journey.dates(&mo, None).await;
        journey.until("2027-05-30").await;
        goes_on_to_the_follow_up(&journey, &mo).await;
    }
}

#[tokio::test]
async fn someone_who_says_not_today_for_a_week_is_neither_pushed_nor_blamed() {
    for engine in engines() {
        let journey = Journey::on(engine).await;
        let ways = "year=1988&language=en&arm=intervention\
                    &email=ada@example.org&phone=%2B45+10+20+30+40";
        let ada = journey.kim_adds("Ada", ways).await;
        journey.agrees(&ada).await;
        journey.dates(&ada, None).await;
        let adas = journey.comes_in(&ada, "own").await;
        journey.works().await;
        let rating = journey.open(&ada, "self-rating").await.expect("a question");
        let first = journey.sees(&adas, &format!("/questions/{rating}")).await;
        let first = start(&first, &format!("/questions/{rating}")).expect("a start");

        let mut day = date(2026, 11, 2);
        for n in 0..7 {
            journey.until(&day.to_string()).await;
            let to = journey
                .sends(&adas, "/today/check-in", "energy=not_today")
                .await;
            assert_eq!(to, "/today", "{engine}: day {n}");
            let to = journey.sends(&adas, &first, "deed=not_today").await;
            assert_eq!(to, "/today", "{engine}: day {n}");
            let today = journey.sees(&adas, "/today").await;
            for blame in [
                "missed",
                "forgot",
                "streak",
                "overdue",
                "late",
                "still have not",
            ] {
                assert!(
                    !today.to_lowercase().contains(&format!(" {blame} ")),
                    "{engine}: {blame}"
                );
            }
            // The offer stands there as on the first day.
            assert!(
                today.contains(&format!("/questions/{rating}")),
                "{engine}: day {n}"
            );
            day += 1.day();
        }
        let week = journey.carried();
        assert!(week.len() <= 2, "{engine}: {:?}", week.len());
        assert_eq!(journey.rows("answers").await, 0, "{engine}");
        // On the eighth day there is some energy, and all of it is as it was.
        journey.until("2026-11-10").await;
        journey.sends(&adas, "/today/check-in", "energy=6").await;
        let done = journey
            .answers(&adas, &format!("/questions/{rating}"))
            .await;
        assert!(done.body.contains("Receipt"), "{engine}: {}", done.body);
        assert!(
            journey.to_do("phone").await.is_empty(),
            "{engine}: nobody calls any more"
        );
        journey.until("2027-05-30").await;
        goes_on_to_the_follow_up(&journey, &ada).await;
    }
}
