//! How pages look on somebody's device, the statement on access, and the style guide.

use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use server::identity::sessions::{SHARED_PHONE, new_token};
use server::identity::store::{self as identity, Whose};
use server::storage::installation;
use tests::{Answer, engines};

use super::office::Office;

/// The cookie that an answer leaves on the device.
fn kept(answer: &Answer) -> &str {
    let cookie = answer.headers.get(SET_COOKIE).expect("a cookie");
    cookie.to_str().expect("text")
}

#[tokio::test]
async fn a_phone_shows_pages_as_its_owner_chose_and_nobody_else_hears_of_it() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, adas) = (&office.world, &office.adas);
        let usual = world.get(adas, "/messages").await.body;
        assert!(
            !usual.contains("data-theme"),
            "{engine}: as the device says"
        );
        assert!(
            usual.contains("href=\"/look\""),
            "{engine}: a way to the choice"
        );

        let chosen = world.post(adas, "/look", "theme=quiet&words=easy").await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{engine}");
        let cookie = kept(&chosen);
        assert!(cookie.contains("Max-Age="), "{engine}: {cookie}");
        assert!(cookie.contains("HttpOnly"), "{engine}: {cookie}");
        let device = format!("{adas}; {}", cookie.split(';').next().unwrap());
        let calm = world.get(&device, "/messages").await.body;
        assert!(calm.contains("data-theme=\"quiet\""), "{engine}");
        assert!(
            calm.contains("Only you and the coordinator can see this."),
            "{engine}: simple words"
        );
        assert!(!usual.contains("can see this."), "{engine}: and usual ones");
        let said = world.get(&device, "/look?kept=1").await.body;
        assert!(said.contains("This is how the pages look now."), "{engine}");

        // Another device knows nothing of it, the coordinator's pages least of all.
        let other = world.get(adas, "/messages").await.body;
        assert!(!other.contains("data-theme"), "{engine}");
        let person = format!("/people/{}", office.ada);
        let hers = world.get(&office.kims, &person).await.body;
        assert!(!hers.contains("data-theme"), "{engine}");

        let strange = world.post(adas, "/look", "theme=%3Cb%3E&words=9").await;
        assert!(kept(&strange).contains("=device.usual;"), "{engine}");
    }
}

#[tokio::test]
async fn a_borrowed_phone_forgets_how_its_pages_looked() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (world, token) = (&office.world, new_token());
        let mut tx = world.tx().await;
        let whose = Whose::Participant(office.ada.clone());
        let (of, now) = (&world.organisation, world.now());
        identity::open_session(&mut tx, of, &whose, &token, true, now, SHARED_PHONE)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let borrowed = format!("dagsform={token}");
        let chosen = world
            .post(&borrowed, "/look", "theme=dark&words=usual")
            .await;
        assert!(!kept(&chosen).contains("Max-Age"), "{engine}");
    }
}

#[tokio::test]
async fn everyone_reads_how_accessible_this_is_and_whom_to_tell() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        for cookie in ["", &office.adas, &office.kims] {
            for language in ["da", "sv", "en", "ar"] {
                let device = format!("{cookie}; dagsform-language={language}");
                let page = world.get(&device, "/accessibility").await;
                assert_eq!(page.status, StatusCode::OK, "{engine}");
                assert!(page.body.contains("EN 301 549"), "{engine}");
                assert!(page.body.contains("https://www.digg.se/"), "{engine}");
                assert!(page.body.contains("https://digst.dk/"), "{engine}");
            }
        }
        let hers = world.get(&office.adas, "/accessibility").await.body;
        assert!(hers.contains("Write to your coordinator"), "{engine}");
    }
}

#[tokio::test]
async fn the_style_guide_is_there_where_everybody_is_invented() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let real = world.get(&office.kims, "/style").await;
        assert_eq!(real.status, StatusCode::NOT_FOUND, "{engine}");
        let mut tx = world.tx().await;
        installation::set_value(&mut tx, "demonstration", "yes")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let invented = world.get("", "/style").await;
        assert_eq!(invented.status, StatusCode::OK, "{engine}");
        assert!(invented.body.contains("class=\"pebble"), "{engine}");
    }
}
