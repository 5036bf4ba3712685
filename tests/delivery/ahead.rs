//! What was read of a batch before it was claimed: believed only if nobody wrote about it since.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use server::notifications::{Courier, Couriers, Outgoing, Undelivered};
use server::on;
use server::scheduling::run_forever;
use server::storage::Db;
use tokio::sync::Semaphore;

use super::office::{Office, until};
use tests::engines;

/// So many mails are under way at most: four batches.
const UNDER_WAY: usize = 128;
const PEOPLE: usize = 200;

/// Takes nothing before it is opened, and counts.
#[derive(Debug)]
struct Gate {
    open: Semaphore,
    taken: AtomicUsize,
}

#[async_trait::async_trait]
impl Courier for Gate {
    async fn deliver(&self, _: &Outgoing) -> Result<(), Undelivered> {
        let _open = self.open.acquire().await;
        self.taken.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test]
async fn what_changes_between_the_reading_and_the_claim_counts() {
    for engine in engines() {
        for by_another_program in [false, true] {
            let office = Office::on(engine).await;
            for _ in 0..PEOPLE {
                office.person("ada").await;
            }
            let gate = Arc::new(Gate {
                open: Semaphore::new(0),
                taken: AtomicUsize::new(0),
            });
            let couriers = Couriers {
                mail: gate.clone(),
                ..office.couriers.clone()
            };
            let app = office.world.app.clone();
            let running = tokio::spawn(run_forever(app.clone(), couriers));
            let count = async |sql: &'static str| -> i64 {
                let mut tx = app.db.read().await.unwrap();
                on!(&mut tx, db => sqlx::query_scalar(sql).fetch_one(db).await).unwrap()
            };
            let claimed = "select count(*) from contacts where attempts = 1";
            until(
                "four batches are claimed, and the fifth is read",
                async || count(claimed).await == UNDER_WAY as i64,
            )
            .await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            // Their time is over all of a sudden. Nobody looks at that again after the claim.
            let db = match by_another_program {
                false => app.db.clone(),
                true => Db::connect(&app.settings.database_url).await.unwrap(),
            };
            let mut tx = db.write().await.unwrap();
            on!(&mut tx, db => sqlx::query(
                "update contacts set not_after_at = due_at where attempts = 0")
                .execute(db).await.map(drop))
            .unwrap();
            tx.commit().await.unwrap();
            gate.open.add_permits(PEOPLE);
            until("every mail has come to an end", async || {
                count("select count(*) from contacts where channel = 'email' and state = 'waiting'")
                    .await
                    == 0
            })
            .await;
            running.abort();
            let taken = gate.taken.load(Ordering::SeqCst);
            assert_eq!(taken, UNDER_WAY, "{engine}, another: {by_another_program}");
            let expired = count("select count(*) from contacts where state = 'expired'").await;
            assert_eq!(expired as usize, PEOPLE - UNDER_WAY, "{engine}");
        }
    }
}
