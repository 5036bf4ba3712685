//! What may leave the office: counts under noise, drawn once, for many answers only.

use axum::http::StatusCode;
use server::insight::seal;
use tests::engines;

use super::office::{Office, line, new_year};

impl Office {
    async fn public(&self) -> String {
        let answer = self.world.get(&self.manager, "/results/public.csv").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.body
    }
}

#[tokio::test]
async fn a_wave_of_250_answers_has_a_figure_for_the_public_that_stays() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        office.answered(0..250, 200).await;
        assert_eq!(seal(&office.world.app.db, new_year()).await.unwrap(), 1);
        office.go_to(new_year()).await;
        let file = office.public().await;
        let figure = line(&file, "influence,2026-Q4,250,").to_owned();
        assert!(figure.ends_with(",6,1.000"), "{engine}: {file}");
        let happy: i64 = figure.split(',').nth(4).unwrap().parse().unwrap();
        // Once in 10^11 the noise is larger than this.
        assert!((happy - 200).abs() < 50, "{engine}: {figure}");
        let page = office.world.get(&office.manager, "/results").await.body;
        assert!(page.contains("For publication"), "{engine}: {page}");

        seal(&office.world.app.db, new_year()).await.unwrap();
        office
            .sql("delete from occasions where subject_id = $1", &["e3"])
            .await;
        assert_eq!(office.public().await, file, "{engine}: drawn again");

        office
            .sql("update noisy_figures set cost = 1001", &[])
            .await;
        let answer = office.world.get(&office.manager, "/results").await;
        assert_eq!(
            answer.status,
            StatusCode::INTERNAL_SERVER_ERROR,
            "{engine}: overspent"
        );
    }
}

#[tokio::test]
async fn a_smaller_wave_has_nothing_for_the_public() {
    for engine in engines() {
        let mut office = Office::on(engine).await;
        office.answered(0..249, 200).await;
        seal(&office.world.app.db, new_year()).await.unwrap();
        office.go_to(new_year()).await;
        assert_eq!(office.public().await.lines().count(), 1, "{engine}");
        let page = office.world.get(&office.manager, "/results").await.body;
        assert!(!page.contains("For publication"), "{engine}");
        assert!(page.contains("249 answers"), "{engine}");
    }
}
