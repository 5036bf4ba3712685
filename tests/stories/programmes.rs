//! Programmes are kept as definitions, and an edit is a new version beside the old.

use app::ids::{OrganisationId, ProgrammeId};
use app::programmes::{Period, shipped};
use server::on;
use server::programmes::{Protocol, store};
use server::storage::{Fault, Tx};
use tests::{World, engines};

fn protocol(file: &str) -> Protocol {
    let (name, text) = shipped().into_iter().find(|it| it.0 == file).unwrap();
    Protocol::read(name, text).unwrap()
}

/// The same definition with a slower review of the plan.
fn edited(protocol: &Protocol) -> Protocol {
    let text = protocol
        .text()
        .replace("version = 1", "version = 2")
        .replace("P6W", "P8W");
    assert_ne!(text, protocol.text());
    Protocol::read("edited.toml", &text).unwrap()
}

async fn kept(world: &World, protocol: &Protocol) -> ProgrammeId {
    let mut tx = world.tx().await;
    let id = store::add_programme(&mut tx, &world.organisation, protocol, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn an_office_runs_every_shipped_programme_as_its_definition_says() {
    for engine in engines() {
        let world = World::on(engine).await;
        for (name, text) in shipped() {
            let id = kept(&world, &Protocol::read(name, text).unwrap()).await;
            let definition = store::definition(&mut world.tx().await, &id).await.unwrap();
            assert_eq!(format!("{}.toml", definition.id), name, "{engine}");
        }
        let mut tx = world.app.db.read().await.unwrap();
        let all = store::programmes(&mut tx, &world.organisation)
            .await
            .unwrap();
        let mut names: Vec<_> = all.iter().map(|it| it.definition.id.clone()).collect();
        assert_eq!(names.len(), shipped().len(), "{engine}");
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len(), "{engine}");
        assert!(all.iter().all(|it| it.version == 1), "{engine}");
        let elsewhere = OrganisationId::new("elsewhere");
        let none = store::programmes(&mut tx, &elsewhere).await.unwrap();
        assert!(none.is_empty(), "{engine}");
    }
}

#[tokio::test]
async fn an_edit_is_a_new_version_and_the_old_one_stays_to_be_read() {
    for engine in engines() {
        let world = World::on(engine).await;
        let first = protocol("ishoj-sme.toml");
        let other = kept(&world, &protocol("insjoriket-balder.toml")).await;
        let id = kept(&world, &first).await;
        let second = edited(&first);

        let mut tx = world.tx().await;
        let saved = store::save_version(&mut tx, &id, &second, world.now()).await;
        assert_eq!(saved.unwrap(), 2, "{engine}");
        let again = store::save_version(&mut tx, &id, &second, world.now()).await;
        assert_eq!(
            again.unwrap(),
            2,
            "{engine}: the same text is no new version"
        );
        tx.commit().await.unwrap();

        let mut tx = world.app.db.read().await.unwrap();
        assert_eq!(store::version(&mut tx, &id).await.unwrap(), 2, "{engine}");
        let review = async |tx: &mut Tx, version| {
            let definition = store::definition_of(tx, &id, version).await.unwrap();
            let review = definition
                .deadlines
                .iter()
                .find(|it| it.id == "plan-review");
            review.unwrap().within
        };
        assert_eq!(review(&mut tx, 1).await, Period::days(42), "{engine}");
        assert_eq!(review(&mut tx, 2).await, Period::days(56), "{engine}");
        let now = store::definition(&mut tx, &id).await.unwrap();
        assert_eq!(*now, *second.definition(), "{engine}");
        let all = store::programmes(&mut tx, &world.organisation)
            .await
            .unwrap();
        let versions: Vec<_> = all.iter().map(|it| (it.id.clone(), it.version)).collect();
        assert_eq!(versions, [(other, 1), (id, 2)], "{engine}");
    }
}

#[tokio::test]
async fn two_people_who_save_at_once_make_two_versions() {
    for engine in engines() {
        let world = World::on(engine).await;
        let first = protocol("ishoj-sme.toml");
        let id = kept(&world, &first).await;
        let with_review = |every: &str| {
            let text = first.text().replace("P6W", every);
            Protocol::read("edited.toml", &text).unwrap()
        };
        let mut one = world.tx().await;
        let saved = store::save_version(&mut one, &id, &with_review("P4W"), world.now()).await;
        assert_eq!(saved.unwrap(), 2, "{engine}");

        let mut other = Box::pin(async {
            let mut tx = world.tx().await;
            let saved = store::save_version(&mut tx, &id, &with_review("P5W"), world.now()).await;
            tx.commit().await.unwrap();
            saved.unwrap()
        });
        let a_while = std::time::Duration::from_millis(300);
        let early = tokio::time::timeout(a_while, &mut other).await;
        assert!(early.is_err(), "{engine}: the second waits for the first");
        one.commit().await.unwrap();
        assert_eq!(other.await, 3, "{engine}");
    }
}

#[tokio::test]
async fn a_programme_that_runs_does_not_stop_because_more_is_asked_of_new_definitions() {
    for engine in engines() {
        let world = World::on(engine).await;
        let id = kept(&world, &protocol("ishoj-sme.toml")).await;
        let mut tx = world.tx().await;
        let older = protocol("ishoj-sme.toml").text().replace("P6W", "P0D");
        assert!(Protocol::read("older.toml", &older).is_err(), "{engine}");
        on!(&mut tx, db => {
            sqlx::query("update protocol_versions set definition = $2 where programme_id = $1")
                .bind(id.as_str())
                .bind(&older)
                .execute(db)
                .await
                .map(drop)
        })
        .unwrap();
        let definition = store::definition(&mut tx, &id).await.unwrap();
        assert_eq!(definition.id, "ishoj-sme", "{engine}");
    }
}

#[tokio::test]
async fn a_definition_is_not_saved_over_another_programme() {
    for engine in engines() {
        let world = World::on(engine).await;
        let id = kept(&world, &protocol("ishoj-sme.toml")).await;
        let other = protocol("insjoriket-aktiv.toml");
        let mut tx = world.tx().await;
        let refused = store::save_version(&mut tx, &id, &other, world.now()).await;
        assert_eq!(
            refused.unwrap_err().to_string(),
            "this is the definition of `insjoriket-aktiv`, not of `ishoj-sme`",
            "{engine}"
        );
        assert_eq!(store::version(&mut tx, &id).await.unwrap(), 1, "{engine}");
        let nobody = ProgrammeId::new("nobody");
        let missing = store::save_version(&mut tx, &nobody, &other, world.now()).await;
        assert!(
            matches!(missing, Err(store::NotSaved::Fault(Fault::Missing))),
            "{engine}"
        );
        let missing = store::definition(&mut tx, &nobody).await;
        assert!(matches!(missing, Err(Fault::Missing)), "{engine}");
        let missing = store::version(&mut tx, &nobody).await;
        assert!(matches!(missing, Err(Fault::Missing)), "{engine}");
    }
}

#[tokio::test]
async fn an_office_runs_a_programme_once() {
    for engine in engines() {
        let world = World::on(engine).await;
        let first = protocol("ishoj-sme.toml");
        kept(&world, &first).await;
        let mut tx = world.tx().await;
        let twice = store::add_programme(&mut tx, &world.organisation, &first, world.now()).await;
        assert!(matches!(twice, Err(Fault::Database(_))), "{engine}");
    }
}

#[tokio::test]
async fn a_definition_that_somebody_broke_in_the_database_is_told_apart_from_a_missing_one() {
    for engine in engines() {
        let world = World::on(engine).await;
        let id = kept(&world, &protocol("ishoj-sme.toml")).await;
        let mut tx = world.tx().await;
        on!(&mut tx, db => {
            sqlx::query("update protocol_versions set definition = 'id =' where programme_id = $1")
                .bind(id.as_str())
                .execute(db)
                .await
                .map(drop)
        })
        .unwrap();
        let broken = store::definition(&mut tx, &id).await;
        assert!(matches!(broken, Err(Fault::Corrupt(_))), "{engine}");
    }
}

#[tokio::test]
async fn before_an_edit_is_saved_the_office_hears_whom_it_asks_more_often() {
    for engine in engines() {
        let world = World::on(engine).await;
        let first = protocol("ishoj-sme.toml");
        let id = kept(&world, &first).await;
        let kim = world.staff("Kim", app::identity::Role::Coordinator).await;
        let (_, enrolment) = world.participant("Ada", &id, &kim).await;
        world.participant("Bo", &id, &kim).await;
        let mut tx = world.tx().await;
        on!(&mut tx, db => {
            sqlx::query("update enrolments set started_on = '2026-11-02' where id = $1")
                .bind(enrolment.as_str())
                .execute(db)
                .await
                .map(drop)
        })
        .unwrap();
        let text = first.text();
        let often = text.replace(
            "when = { every = \"P3M\", from = \"start\"",
            "when = { every = \"P1M\", from = \"start\"",
        );
        let often = often.replacen(
            "collection = \"confidential\"\nwhen = { every = \"P1M\"",
            "collection = \"confidential\"\nwhen = { every = \"P3M\"",
            1,
        );
        let edited = Protocol::read("edited.toml", &often).unwrap();
        let report = server::programmes::impact::report;
        let same = report(&mut tx, &id, first.definition(), world.now())
            .await
            .unwrap();
        assert!(same.is_none(), "{engine}: {same:?}");
        let told = report(&mut tx, &id, edited.definition(), world.now())
            .await
            .unwrap();
        assert_eq!(
            (told.people, told.more, told.fewer),
            (3, 1, 0),
            "{engine}: {told:?}"
        );
        assert!(
            told.rules.contains_key("self-rating-quarterly"),
            "{engine}: {told:?}"
        );
        let version = store::version(&mut tx, &id).await.unwrap();
        assert_eq!(version, 1, "{engine}: nothing was saved");
    }
}
