//! One look at many people: few commits, and nobody is kept waiting by one who can't be read.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use server::scheduling;
use server::simulation::Bug;
use server::storage::Fault;
use server::storage::watch::Watch;

use super::office::Office;
use tests::engines;

/// Counts what is kept.
#[derive(Debug, Default)]
struct Commits(AtomicUsize);

#[async_trait::async_trait]
impl Watch for Commits {
    async fn begin(&self, _writes: bool) -> Result<(), Fault> {
        Ok(())
    }

    async fn before_commit(&self) -> Result<(), Fault> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    async fn after_commit(&self) -> Result<(), Fault> {
        Ok(())
    }

    fn end(&self) {}

    async fn rest(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }

    fn planted(&self) -> Option<Bug> {
        None
    }
}

#[tokio::test]
async fn a_look_at_many_people_is_kept_in_few_commits() {
    for engine in engines() {
        let office = Office::on(engine).await;
        for _ in 0..70 {
            office.person("ada").await;
        }
        let commits = Arc::new(Commits::default());
        let db = office.world.app.db.watched_by(commits.clone());
        let looked = scheduling::look(&db, office.world.now()).await.unwrap();
        assert_eq!(looked.occasions, 70, "{engine}: everyone is asked");
        // Three times some tens of people, and the staff of the programme. Nothing is over, so
        // nothing is swept.
        assert_eq!(commits.0.load(Ordering::Relaxed), 4, "{engine}");
    }
}

#[tokio::test]
async fn whoever_cant_be_read_keeps_nobody_else_waiting() {
    for engine in engines() {
        let office = Office::on(engine).await;
        let ada = office.person("ada").await;
        let bo = office.person("bo").await;
        let cy = office.person("cy").await;
        let breaks = "update enrolments set study_arm = 'neither' where id = $1";
        office.sql(breaks, bo.enrolment.as_str()).await;
        let (db, now) = (&office.world.app.db, office.world.now());
        let looked = scheduling::look(db, now).await.unwrap();
        assert_eq!(looked.occasions, 2, "{engine}");
        for (person, asked) in [(&ada, true), (&bo, false), (&cy, true)] {
            let stands = office.stands(person).await;
            assert_eq!(!stands.is_empty(), asked, "{engine}: {stands:?}");
        }
        let again = scheduling::look(db, now).await.unwrap();
        assert_eq!(again.looked_at, 0, "{engine}: left alone for an hour");
        let mends = "update enrolments set study_arm = 'intervention' where id = $1";
        office.sql(mends, bo.enrolment.as_str()).await;
        office.tick_at("2026-11-02T09:01:00Z").await;
        assert!(!office.stands(&bo).await.is_empty(), "{engine}: and then");
    }
}
