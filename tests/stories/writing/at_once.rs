//! Two at one draft, and those who may not write at all.

use app::identity::Role;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::organisations;
use tests::engines;

use super::{Office, form, value};

#[tokio::test]
async fn of_two_who_edit_at_once_neither_loses_what_they_typed() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let mos = office.cookie("Mo", Role::Coordinator).await;
        let draft = office.begun("Sleep").await;
        draft.work().await;
        let item = format!("{}/items/q1", draft.path);
        let kims_page = office.get(&item).await.body;
        let mos_page = world.get(&mos, &item).await.body;
        let (mine, his) = (value(&kims_page, "revision"), value(&mos_page, "revision"));
        assert_eq!(mine, his, "{engine}");

        let from_mo = form(&[("revision", &his), ("text", "Do you sleep?")]);
        let saved = world.post(&mos, &item, &from_mo).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let typed = [("revision", mine.as_str()), ("text", "Did you <sleep>?")];
        let refused = office.post(&item, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        for said in [
            "Mo changed the draft meanwhile",
            "Did you &lt;sleep&gt;?",
            "This is what it says now",
            "Do you sleep?",
        ] {
            assert!(
                refused.body.contains(said),
                "{engine}: {said}: {}",
                refused.body
            );
        }
        assert!(draft.page("").await.contains("Do you sleep?"), "{engine}");
        let seen = value(&refused.body, "revision");
        let again = [("revision", seen.as_str()), ("text", "Did you <sleep>?")];
        let taken = office.post(&item, &again).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        assert!(
            draft.page("").await.contains("Did you &lt;sleep&gt;?"),
            "{engine}"
        );

        // Removing, publishing, translating and throwing away look at it too.
        for (rest, more) in [
            ("/items", ("deed", "remove")),
            ("/publish", ("attested", "")),
            ("/translate", ("to", "da")),
            ("/undo", ("x", "")),
            ("/discard", ("x", "")),
            ("/about", ("title", "Other")),
        ] {
            let fields = [("revision", mine.as_str()), ("of", "q2"), more];
            let old = office.post(&format!("{}{rest}", draft.path), &fields).await;
            assert_eq!(
                old.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{engine} {rest}"
            );
            assert!(
                old.body.contains("Kim changed the draft"),
                "{rest}: {}",
                old.body
            );
        }

        // A question that is gone can be added anew with what was typed.
        let item = format!("{}/items/q2", draft.path);
        let scale = office.get(&item).await.body;
        draft
            .done("/items", &[("of", "q2"), ("deed", "remove")])
            .await;
        let seen = value(&scale, "revision");
        let typed = [
            ("revision", seen.as_str()),
            ("sort", "scale"),
            ("text", "How well?"),
            ("least", "0"),
            ("most", "10"),
        ];
        let gone = office.post(&item, &typed).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}");
        assert!(gone.body.contains("How well?"), "{engine}: {}", gone.body);
        assert!(
            gone.body
                .contains(&format!("action=\"{}/new\"", draft.path))
        );
    }
}

#[tokio::test]
async fn the_steering_group_and_other_offices_write_nothing_here() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let world = &office.world;
        let draft = office.begun("Sleep").await;
        draft.work().await;
        let paths = [
            "/questionnaires",
            "/questionnaires/new",
            "/questionnaires/import",
            "/questionnaires/published/influence/1",
            &draft.path,
            &format!("{}/publish", draft.path),
        ];
        for (name, role) in [
            ("Mette", Role::Manager),
            ("Cy", Role::Clinician),
            ("Pim", Role::OccupationalTherapist),
        ] {
            let theirs = office.cookie(name, role).await;
            for path in paths {
                let page = world.get(&theirs, path).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{engine} {name} {path}");
            }
            let publish = format!("{}/publish", draft.path);
            let sent = world.post(&theirs, &publish, "revision=3").await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{engine} {name}");
            let home = world.get(&theirs, "/results").await.body;
            assert!(
                !home.contains("href=\"/questionnaires\""),
                "{engine} {name}"
            );
        }
        let ajas = office.cookie("Aja", Role::Administrator).await;
        let list = world.get(&ajas, "/questionnaires").await;
        assert_eq!(
            list.status,
            StatusCode::OK,
            "{engine}: who looks after definitions"
        );

        let mut tx = world.tx().await;
        let other = organisations::store::add_organisation(&mut tx, "Other", world.now())
            .await
            .unwrap();
        let new = organisations::store::NewMember {
            name: "Ulla",
            email: "ulla@example.org",
            phone: None,
            role: Role::Coordinator,
            language: app::texts::Language::En,
        };
        let ulla = organisations::store::add_member(&mut tx, &other, &new, world.now())
            .await
            .unwrap();
        let token = server::identity::sessions::new_token();
        let lasts = server::identity::sessions::STAFF;
        server::identity::store::open_session(
            &mut tx,
            &other,
            &Whose::Staff(ulla),
            &token,
            false,
            world.now(),
            lasts,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let ullas = format!("dagsform={token}");
        for path in [&draft.path, "/questionnaires/published/influence/1"] {
            let page = world.get(&ullas, path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{engine} {path}");
        }
        let theirs = world.get(&ullas, "/questionnaires").await.body;
        assert!(!theirs.contains("Sleep"), "{engine}: {theirs}");
    }
}
