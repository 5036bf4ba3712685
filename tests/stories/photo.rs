//! The coordinator's photo: sent by the coordinator, seen by the people in their care, and nothing more.

use app::identity::Role;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use server::identity::store::Whose;
use tests::{Answer, engines};

use super::office::Office;

/// A JPEG in outline, with where it was taken written beside the picture.
fn jpeg(wide: u16) -> Vec<u8> {
    let mut all = vec![0xff, 0xd8];
    let mut segment = |marker: u8, body: &[u8]| {
        all.extend([0xff, marker]);
        all.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        all.extend(body);
    };
    segment(0xe1, b"Exif GPS 55.6 12.3");
    let [high, low] = wide.to_be_bytes();
    segment(0xc0, &[8, high, low, high, low, 1, 1, 0x11, 0]);
    segment(0xda, &[1, 1, 0, 0, 63, 0]);
    all.extend([0x2a, 0xff, 0xd9]);
    all
}

impl Office {
    async fn sends_photo(&self, cookie: &str, file: &[u8]) -> Answer {
        let head =
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n";
        let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
        let request = Request::post("/desk/photo")
            .header(COOKIE, cookie)
            .header(ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body));
        self.world.send(request.unwrap()).await
    }
}

/// Where the page says that the photo is.
fn photo(page: &str) -> Option<&str> {
    let rest = &page[page.find("src=\"/coordinator.jpg")? + 5..];
    rest.split('"').next()
}

#[tokio::test]
async fn people_see_their_own_coordinator_and_where_it_was_taken_stays_untold() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let today = world.get(&office.adas, "/more").await.body;
        assert_eq!(photo(&today), None, "{engine}: letters until there is one");
        assert!(today.contains("class=\"face\""), "{engine}");

        let done = office.sends_photo(&office.kims, &jpeg(96)).await;
        assert_eq!(done.location(), "/desk/photo", "{engine}: {}", done.body);
        let page = world.get(&office.kims, "/desk/photo").await.body;
        assert!(page.contains("/desk/photo.jpg?v="), "{engine}: {page}");
        let more = world.get(&office.adas, "/more").await.body;
        let path = photo(&more).expect("a photo").to_owned();
        let picture = world.get(&office.adas, &path).await;
        assert_eq!(picture.headers[CONTENT_TYPE], "image/jpeg", "{engine}");
        assert!(!picture.body.contains("GPS"), "{engine}: {}", picture.body);

        // Nobody else's: neither whoever is signed in nowhere, nor people of another coordinator.
        let lis = world.staff("Lis", Role::Coordinator).await;
        let (bo, _) = world.participant("Bo", &office.programme, &lis).await;
        let bos = world.signed_in(Whose::Participant(bo)).await;
        assert_eq!(world.get(&bos, &path).await.status, 404, "{engine}");
        assert_eq!(world.get("", &path).await.status, 303, "{engine}");
        assert_eq!(
            photo(&world.get(&bos, "/more").await.body),
            None,
            "{engine}"
        );

        // Another one has another address; none, and the letters are back.
        office.sends_photo(&office.kims, &jpeg(128)).await;
        let more = world.get(&office.adas, "/more").await.body;
        assert_ne!(photo(&more), Some(path.as_str()), "{engine}");
        for _ in 0..2 {
            let gone = world.post(&office.kims, "/desk/photo/remove", "").await;
            assert_eq!(gone.status, 303, "{engine}: {}", gone.body);
        }
        assert_eq!(
            photo(&world.get(&office.adas, "/more").await.body),
            None,
            "{engine}"
        );
        assert_eq!(world.get(&office.adas, &path).await.status, 404, "{engine}");
    }
}

#[tokio::test]
async fn what_is_no_small_photo_is_refused_in_words() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let large = vec![7; 300 * 1024];
        for (file, said) in [
            (&b""[..], "Choose a photo."),
            (b"\x89PNG", "This file is something else."),
            (&jpeg(4000), "The photo is too large."),
        ] {
            let back = office.sends_photo(&office.kims, file).await;
            assert_eq!(back.status, 422, "{engine}: {said}");
            assert!(back.body.contains(said), "{engine}: {said}: {}", back.body);
        }
        let back = office.sends_photo(&office.kims, &large).await;
        assert!(
            back.status.is_client_error() && back.body.contains("<h1"),
            "{engine}"
        );
        let refused = office.sends_photo(&office.adas, &jpeg(96)).await;
        assert_eq!(refused.status, 403, "{engine}: {}", refused.body);
        assert_eq!(office.rows_in("photos").await, 0, "{engine}");
    }
}
