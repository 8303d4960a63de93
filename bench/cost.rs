//! What enqueuing costs whoever makes a request: the same transaction without and with rows of jobs in it.

use std::time::{Duration, Instant};

use shared::{
    domain::EventId,
    jobs::{NewJob, NotifyEvent},
    store::Runs,
};
use sqlx::{Connection, PgConnection};

use crate::{
    rig::{Rig, Size},
    table::Table,
};

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    let installation = rig.site().await;
    let ctx = installation.ctx(&[]).await;
    let url = installation.all_settings(&[])["DATABASE_URL"].clone();
    let mut server = PgConnection::connect(&url).await.expect("PostgreSQL answers");
    sqlx::raw_sql("CREATE TABLE changes (text text NOT NULL)").execute(&mut server).await.expect("a table can be made");
    // In turn, so that whatever else the machine does meets all alike.
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..size.transactions {
        for (jobs, times) in times.iter_mut().enumerate() {
            let begun = Instant::now();
            let mut work = ctx.begin_unattended().await.expect("a transaction begins");
            let change = work.tx.sql("INSERT INTO changes (text) VALUES ($1)").bind("something was changed".to_owned());
            change.run().await.expect("a row is written");
            for _ in 0..jobs {
                work.enqueue_new(NewJob::new(&NotifyEvent { event_id: EventId::new() }));
            }
            work.commit().await.expect("it commits");
            times.push(begun.elapsed());
        }
    }
    let [without, one, two] = times;
    let name = "a transaction of one row without a job";
    table.spread(name, without, super::limits::FSYNC);
    let with = format!("{name}, p50");
    table.spread("the same with one job", one, &with);
    table.spread("the same with two jobs", two, &with);
}
