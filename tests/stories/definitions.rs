//! Whoever looks after definitions sees what an edit changes before it is saved.

use app::identity::Role;
use app::ids::ProgrammeId;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use server::identity::store::Whose;
use server::on;
use server::programmes::{Protocol, store};
use server::questionnaires::store as questionnaires;
use server::scheduling;
use tests::{Answer, World, engines};

const PROTOCOL: &str = include_str!("../../app/programmes/ishoj-sme.toml");

/// An office with one programme, somebody in it, and Aja, who looks after definitions.
struct Office {
    world: World,
    programme: ProgrammeId,
    ajas: String,
    kims: String,
}

impl Office {
    async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let mut tx = world.tx().await;
        let (office, now) = (&world.organisation, world.now());
        questionnaires::publish_shipped(&mut tx, office, now)
            .await
            .unwrap();
        let first = Protocol::read("ishoj-sme.toml", PROTOCOL).unwrap();
        let programme = store::add_programme(&mut tx, office, &first, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let aja = world.staff("Aja", Role::Administrator).await;
        let kim = world.staff("Kim", Role::Coordinator).await;
        world.participant("Ada", &programme, &kim).await;
        scheduling::look(&world.app.db, world.now()).await.unwrap();
        Self {
            ajas: world.signed_in(Whose::Staff(aja)).await,
            kims: world.signed_in(Whose::Staff(kim)).await,
            world,
            programme,
        }
    }

    async fn post(&self, path: &str, text: &str, on: Option<i64>) -> Answer {
        let fields = [("text", text.to_owned())]
            .into_iter()
            .chain(on.map(|on| ("on", on.to_string())));
        let form: Vec<_> = fields
            .map(|(key, value)| format!("{key}={}", encoded(&value)))
            .collect();
        self.world.post(&self.ajas, path, &form.join("&")).await
    }

    /// A file, with a field beside it, as browsers send them.
    async fn upload(&self, file: &[u8], text: &str) -> Answer {
        let mut body = b"--border\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.toml\"\r\ncontent-type: application/octet-stream\r\n\r\n".to_vec();
        body.extend_from_slice(file);
        let rest = format!(
            "\r\n--border\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--border--\r\n"
        );
        body.extend_from_slice(rest.as_bytes());
        let request = Request::post("/programmes/check")
            .header(COOKIE, &self.ajas)
            .header(ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=border");
        self.world
            .send(request.body(Body::from(body)).unwrap())
            .await
    }

    async fn version(&self) -> i64 {
        let mut tx = self.world.tx().await;
        store::version(&mut tx, &self.programme).await.unwrap()
    }

    /// Everything that was issued, as it stands.
    async fn issued(&self) -> Vec<(String, i64, String)> {
        let mut tx = self.world.tx().await;
        on!(&mut tx, db => sqlx::query_as(
            "select rule_id, opens_at, state from occasions order by rule_id, number")
            .fetch_all(db).await)
        .unwrap()
    }
}

/// As browsers encode a field of a form, with the line ends that they send.
fn encoded(text: &str) -> String {
    let text = text.replace('\n', "\r\n");
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

#[tokio::test]
async fn an_edit_is_looked_at_before_it_is_saved_and_changes_nothing_that_was_issued() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        assert_eq!(world.get(&office.ajas, "/").await.location(), "/programmes");
        let list = world.get(&office.ajas, "/programmes").await.body;
        assert!(list.contains("Version 1, since 2 November 2026"), "{list}");
        let edit = format!("/programmes/edit?of={}", office.programme);
        assert!(list.contains(&edit), "{engine}: {list}");
        let preview = format!("/programmes/{}/preview", office.programme);
        let shown = world.get(&office.ajas, &preview).await;
        assert_eq!(shown.status, StatusCode::OK, "{engine}");
        let page = world.get(&office.ajas, &edit).await.body;
        assert!(page.contains("self-rating-quarterly"), "{engine}: {page}");

        let before = office.issued().await;
        assert!(!before.is_empty(), "{engine}");
        let often = PROTOCOL.replace(
            "when = { from = \"inclusion\" }",
            "when = { every = \"P1M\", from = \"inclusion\", until = \"end\" }",
        );
        let often = often.replace("P6W", "P5W");
        let review = office.post("/programmes/check", &often, None).await;
        assert_eq!(review.status, StatusCode::OK, "{engine}: {}", review.body);
        for said in [
            "rule self-rating-start",
            "deadline plan-review",
            "Save version 2 with 2 changes",
            "1 are asked more often",
            "What was sent already stays as it is",
        ] {
            assert!(
                review.body.contains(said),
                "{engine}: {said} {}",
                review.body
            );
        }
        assert_eq!(office.version().await, 1, "{engine}: nothing is saved yet");

        for _ in 0..2 {
            let saved = office.post("/programmes", &often, Some(1)).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
            let list = world.get(&office.ajas, saved.location()).await.body;
            assert!(list.contains("runs as version 2 from now on"), "{list}");
        }
        assert_eq!(office.version().await, 2, "{engine}: pressed twice is once");
        scheduling::look(&world.app.db, world.now()).await.unwrap();
        assert_eq!(office.issued().await, before, "{engine}");
        // What stood before can be taken back from the list.
        let older = format!("{edit}&amp;version=1");
        let list = world.get(&office.ajas, "/programmes").await.body;
        assert!(list.contains(&older), "{engine}: {list}");
        let older = older.replace("&amp;", "&");
        let text = world.get(&office.ajas, &older).await.body;
        assert!(text.contains("P6W") && !text.contains("P5W"), "{engine}");
    }
}

#[tokio::test]
async fn a_broken_definition_comes_back_with_the_line_and_all_that_was_typed() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let broken = PROTOCOL.replace("Europe/Copenhagen", "Europe/Nowhere");
        let line = 1 + broken
            .lines()
            .position(|it| it.contains("Nowhere"))
            .unwrap();
        let told = format!("Line {line}, zone: ");
        let typed = office.post("/programmes/check", &broken, None).await;
        let uploaded = office.upload(broken.as_bytes(), "").await;
        let saved = office.post("/programmes", &broken, Some(1)).await;
        for answer in [typed, uploaded, saved] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
            assert!(answer.body.contains(&told), "{engine}: {}", answer.body);
            assert!(answer.body.contains("is no time zone"), "{engine}");
            assert!(answer.body.contains("one-year-follow-up"), "{engine}: kept");
        }
        for (text, said) in [
            ("", "Choose a file, or write a definition"),
            ("id = </textarea><script>", "Line 1"),
            ("\u{0}", "Line 1"),
        ] {
            let answer = office.post("/programmes/check", text, None).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
            assert!(answer.body.contains(said), "{engine}: {}", answer.body);
            assert!(!answer.body.contains("<script>"), "{engine}");
        }
        let picture = office.upload(b"\x89PNG\r\n\xff\xfe", "").await;
        assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(picture.body.contains("That file is no text"), "{engine}");
        let long = format!("{PROTOCOL}\n# {}", "a".repeat(64 * 1024));
        let answer = office.upload(long.as_bytes(), "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(answer.body.contains("room for 64 KB"), "{engine}");
        let longer = vec![b'a'; 300 * 1024];
        let answer = office.upload(&longer, "").await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{engine}");
        assert!(answer.body.contains("<h1"), "{engine}: {}", answer.body);
        assert_eq!(office.version().await, 1, "{engine}");
    }
}

#[tokio::test]
async fn a_file_goes_before_the_field_and_a_new_programme_is_added() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let other = include_str!("../../app/programmes/insjoriket-aktiv.toml");
        let windows = format!("\u{feff}{}", other.replace('\n', "\r\n"));
        let review = office.upload(windows.as_bytes(), PROTOCOL).await;
        assert_eq!(review.status, StatusCode::OK, "{engine}: {}", review.body);
        assert!(review.body.contains("AKTIV"), "{engine}: {}", review.body);
        assert!(review.body.contains("Save version 1"), "{engine}");
        let unknown = other.replace(
            "questionnaire = \"influence\"",
            "questionnaire = \"nobody-has\"",
        );
        let warned = office.post("/programmes/check", &unknown, None).await;
        assert!(
            warned.body.contains("nobody-has"),
            "{engine}: {}",
            warned.body
        );
        let saved = office.post("/programmes", other, Some(0)).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            saved.body
        );
        let list = office.world.get(&office.ajas, "/programmes").await.body;
        assert!(list.contains("AKTIV"), "{engine}: {list}");
        let mut tx = office.world.tx().await;
        let all = store::programmes(&mut tx, &office.world.organisation).await;
        let kept = all.unwrap();
        assert_eq!(kept.len(), 2, "{engine}");
        let text = store::text(&mut tx, &office.world.organisation, &kept[1].id, None).await;
        assert_eq!(text.unwrap(), other, "{engine}: with our line ends");
    }
}

#[tokio::test]
async fn of_two_who_save_at_once_the_second_sees_what_the_first_saved() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let (one, two) = (
            PROTOCOL.replace("P6W", "P8W"),
            PROTOCOL.replace("P6W", "P4W"),
        );
        let (first, second) = tokio::join!(
            office.post("/programmes", &one, Some(1)),
            office.post("/programmes", &two, Some(1)),
        );
        let mut both = [first, second];
        both.sort_by_key(|it| it.status.as_u16());
        let [saved, late] = both;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{engine}: {}",
            saved.body
        );
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for said in [
            "Version 2 was saved in the meantime",
            "Save version 3 with one change",
        ] {
            assert!(late.body.contains(said), "{engine}: {said} {}", late.body);
        }
        assert_eq!(office.version().await, 2, "{engine}");
    }
}

#[tokio::test]
async fn definitions_are_saved_by_whoever_looks_after_them_and_by_nobody_else() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let text = format!("text={}&on=1", encoded(&PROTOCOL.replace("P6W", "P8W")));
        let clara = world.staff("Clara", Role::Clinician).await;
        let mette = world.staff("Mette", Role::Manager).await;
        let claras = world.signed_in(Whose::Staff(clara)).await;
        let mettes = world.signed_in(Whose::Staff(mette)).await;
        for cookie in [&office.kims, &claras, &mettes] {
            for path in ["/programmes/check", "/programmes/edit", "/programmes"] {
                let answer = world.post(cookie, path, &text).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{engine}: {path}");
            }
            let edit = world.get(cookie, "/programmes/edit").await;
            assert_eq!(edit.status, StatusCode::FORBIDDEN, "{engine}");
        }
        // Whoever works with people finds the months to come there, and no way to change them.
        let theirs = world.get(&office.kims, "/programmes").await;
        assert_eq!(theirs.status, StatusCode::SEE_OTHER, "{engine}");
        for path in ["/desk", "/people", "/results"] {
            let refused = world.get(&office.ajas, path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{engine}: {path}");
        }
        assert_eq!(office.version().await, 1, "{engine}");
    }
}
