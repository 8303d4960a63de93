//! What the machine and its servers can do, with nothing of ours in between.

use std::{
    fs::File,
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::{
    rig::{Rig, Size},
    table::Table,
};

pub const FSYNCS: &str = "fsyncs of 8 KiB";
pub const FSYNC: &str = "one fsync of 8 KiB";
pub const INSERTS: &str = "inserts committed, 1 connection";
pub const MANY_INSERTS: &str = "inserts committed, 8 connections";
pub const PUBLISH: &str = "Redis PUBLISH, one at a time";
pub const LPUSH: &str = "Redis LPUSH, 16 at a time";

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    let fsyncs = fsyncs(size.limit);
    table.note(FSYNCS, fsyncs, "/s");
    table.note(FSYNC, 1_000.0 / fsyncs, "ms");
    run(rig, "CREATE TABLE inserts (id bigserial PRIMARY KEY, text text NOT NULL)").await;
    let one = inserts(rig, 1, size.limit).await;
    table.compare(INSERTS, one, "/s", FSYNCS);
    table.compare(MANY_INSERTS, inserts(rig, 8, size.limit).await, "/s", INSERTS);
    let publish = redis(rig, 1, size.limit, "PUBLISH").await;
    table.compare(PUBLISH, publish, "/s", INSERTS);
    table.compare("Redis LPUSH, one at a time", redis(rig, 1, size.limit, "LPUSH").await, "/s", PUBLISH);
    table.compare(LPUSH, redis(rig, 16, size.limit, "LPUSH").await, "/s", PUBLISH);
}

/// Beside the database's own files.
fn fsyncs(limit: Duration) -> f64 {
    let folder = TempDir::new_in("/tmp").expect("a folder can be made");
    let mut file = File::create(folder.path().join("fsync")).expect("a file can be made");
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < limit || count == 0 {
        file.write_all(&[b'x'; 8 * 1024]).and_then(|()| file.sync_data()).expect("the disk takes it");
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

async fn run(rig: &Rig, text: &str) {
    let mut server = PgConnection::connect(&rig.postgres.url()).await.expect("PostgreSQL answers");
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut server).await.expect("it is done");
}

async fn inserts(rig: &Rig, connections: usize, limit: Duration) -> f64 {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(PgConnection::connect(&rig.postgres.url()).await.expect("PostgreSQL answers"));
    }
    rate(limit, open, async |mut connection| {
        let text = "0123456789".repeat(20);
        let insert = sqlx::query("INSERT INTO inserts (text) VALUES ($1)").bind(text).execute(&mut connection).await;
        insert.expect("it is inserted");
        connection
    })
    .await
}

async fn redis(rig: &Rig, at_a_time: usize, limit: Duration, command: &'static str) -> f64 {
    let client = redis::Client::open(rig.redis.url()).expect("an address");
    let connection = client.get_multiplexed_async_connection().await.expect("Redis answers");
    rate(limit, vec![connection; at_a_time], async move |mut connection| {
        let answer = redis::cmd(command).arg("bench").arg("0123456789".repeat(5)).query_async::<()>(&mut connection).await;
        answer.expect("Redis does it");
        connection
    })
    .await
}

/// How often a second something can be done, over all `hands` at once.
async fn rate<H: Send + 'static, F, Fut>(limit: Duration, hands: Vec<H>, act: F) -> f64
where
    F: Fn(H) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = H> + Send,
{
    let (begun, count, mut acting) = (Instant::now(), Arc::new(AtomicU32::new(0)), JoinSet::new());
    for mut hand in hands {
        let (count, act) = (count.clone(), act.clone());
        acting.spawn(async move {
            while begun.elapsed() < limit {
                hand = act(hand).await;
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    while let Some(done) = acting.join_next().await {
        done.expect("measuring does not fail");
    }
    f64::from(count.load(Ordering::Relaxed)) / begun.elapsed().as_secs_f64()
}
