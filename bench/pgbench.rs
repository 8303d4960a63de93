//! PostgreSQL's own load generator: what the database does with the same rows and nothing of ours around it.

use std::time::Duration;

use crate::{rig::Site, support::own_servers::postgres_program};

/// Transactions a second, each by any of these scripts, of so many clients.
pub fn rate(site: &Site, scripts: &[String], clients: usize, limit: Duration) -> f64 {
    let seconds = limit.as_secs().max(1).to_string();
    let mut pgbench = postgres_program("pgbench");
    pgbench.args(["-n", "-M", "prepared", "-j", "2", "-c", &clients.to_string(), "-T", &seconds]);
    for (number, script) in scripts.iter().enumerate() {
        let file = site.place().folder().join(format!("{number}.sql"));
        std::fs::write(&file, script).expect("the script can be written");
        pgbench.arg("-f").arg(file);
    }
    let ran = pgbench.arg(site.database()).output().expect("pgbench can be started");
    let said = String::from_utf8_lossy(&ran.stdout);
    let tps = said.lines().find_map(|line| line.strip_prefix("tps = ")).and_then(|rest| rest.split(' ').next()?.parse().ok());
    tps.unwrap_or_else(|| panic!("pgbench tells its rate: {said} {}", String::from_utf8_lossy(&ran.stderr)))
}
