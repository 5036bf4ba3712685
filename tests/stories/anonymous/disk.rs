//! What somebody finds who copies the disk: backups, the database's own log, and the order of rows.

use std::path::PathBuf;

use sqlx::{PgPool, Row, SqlitePool};

/// The database of an office, as a thief of the whole machine reads it.
pub(super) enum Disk {
    Sqlite(SqlitePool, PathBuf),
    Postgres(PgPool),
}

/// How far behind an id the words of its row are looked for.
const ROW: usize = 200;

/// Words that give an answer away, the longer ones first, with the band they stand for.
const WORDS: [(&[u8], usize); 6] = [
    (b"unhappy", 0),
    (b"disagree", 0),
    (b"between", 1),
    (b"neither", 1),
    (b"happy", 2),
    (b"agree", 2),
];

impl Disk {
    pub(super) async fn of(url: &str) -> Self {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Self::Sqlite(SqlitePool::connect(url).await.unwrap(), path.into());
        }
        Self::Postgres(PgPool::connect(url).await.unwrap())
    }

    /// A backup as an operator makes it.
    pub(super) async fn backup(&self) -> Vec<u8> {
        match self {
            Self::Sqlite(pool, path) => {
                let copy = path.with_extension(format!("backup-{}", uuid::Uuid::new_v4()));
                let text = format!("vacuum into '{}'", copy.display());
                sqlx::query(sqlx::AssertSqlSafe(text))
                    .execute(pool)
                    .await
                    .unwrap();
                std::fs::read(copy).unwrap()
            }
            Self::Postgres(pool) => {
                let tables = "select tablename::text from pg_tables where schemaname = 'public'";
                let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(pool).await.unwrap();
                let mut dump = Vec::new();
                for table in tables {
                    let text = format!("select t::text from {table} t order by ctid");
                    let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
                        .fetch_all(pool)
                        .await
                        .unwrap();
                    dump.extend(rows.join("\n").into_bytes());
                }
                dump
            }
        }
    }

    /// How far the log has come.
    pub(super) async fn mark(&self) -> i64 {
        match self {
            Self::Sqlite(..) => 0,
            Self::Postgres(pool) => {
                let at = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";
                sqlx::query_scalar(at).fetch_one(pool).await.unwrap()
            }
        }
    }

    /// The log since a mark. SQLite's holds whatever was not overwritten yet.
    pub(super) async fn log(&self, since: i64) -> Vec<u8> {
        let pool = match self {
            Self::Sqlite(_, path) => {
                let log = PathBuf::from(format!("{}-wal", path.display()));
                return std::fs::read(log).unwrap_or_default();
            }
            Self::Postgres(pool) => pool,
        };
        let segment: i64 = 16 * 1024 * 1024;
        let until = self.mark().await;
        let flushed = "select pg_switch_wal()::text";
        sqlx::query(flushed).execute(pool).await.unwrap();
        let mut log = Vec::new();
        let mut at = since;
        while at < until {
            let from = at % segment;
            let length = (segment - from).min(until - at);
            let read = "select pg_read_binary_file(
                          'pg_wal/' || pg_walfile_name('0/0'::pg_lsn + ($1 + 1)::numeric), $2, $3)";
            let row = sqlx::query(read)
                .bind(at)
                .bind(from)
                .bind(length)
                .fetch_one(pool)
                .await
                .unwrap();
            log.extend(row.get::<Vec<u8>, _>(0));
            at += length;
        }
        log
    }

    /// The bands of the staged rows as they lie on the disk.
    pub(super) async fn staged(&self) -> Vec<usize> {
        let bands: Vec<String> = match self {
            Self::Sqlite(pool, _) => {
                sqlx::query_scalar("select band from staged_answers order by rowid")
                    .fetch_all(pool)
                    .await
            }
            Self::Postgres(pool) => {
                sqlx::query_scalar(
                    "select band from staged_answers order by xmin::text::bigint, ctid",
                )
                .fetch_all(pool)
                .await
            }
        }
        .unwrap();
        bands.iter().filter_map(|it| word(it.as_bytes())).collect()
    }
}

fn word(text: &[u8]) -> Option<usize> {
    let is_at = |(word, _): &&(&[u8], usize)| text.starts_with(word);
    WORDS.iter().find(is_at).map(|(_, band)| *band)
}

/// Every answer that stands close behind one of the ids, in the order of the bytes.
pub(super) fn answers_in(bytes: &[u8], ids: &[String]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(dash) = bytes[at..].iter().position(|byte| *byte == b'-') {
        let dash = at + dash;
        at = dash + 1;
        let Some(start) = dash.checked_sub(8) else {
            continue;
        };
        let Some(id) = bytes.get(start..start + 36) else {
            break;
        };
        if ids.iter().any(|known| known.as_bytes() == id) {
            let row = &bytes[start + 36..bytes.len().min(start + 36 + ROW)];
            found.extend((0..row.len()).find_map(|place| word(&row[place..])));
        }
    }
    found
}
