//! Jobs that time asks for: the list of schedules, and how a cron expression becomes instants.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{
    MaintainDatabase, NewJob, PruneEvents, PruneJobs, PruneSessions, RewrapSecrets, ScanDigests, ScanDue, ScanReminders,
    SweepFiles,
};

/// A job that is enqueued again and again.
pub struct Schedule {
    /// Stored, and part of its jobs' dedupe keys: change it only with a migration.
    pub name: &'static str,
    /// As [`Cron::parse`] reads it.
    pub cron: &'static str,
    pub time_zone: &'static str,
    pub job: fn() -> NewJob,
}

/// Every schedule of this program.
pub const SCHEDULES: &[Schedule] = &[
    Schedule { name: "scan_due", cron: "*/20 * * * * *", time_zone: "UTC", job: || NewJob::new(&ScanDue {}) },
    Schedule { name: "scan_reminders", cron: "*/20 * * * * *", time_zone: "UTC", job: || NewJob::new(&ScanReminders {}) },
    // Every quarter of an hour is some zone's full hour.
    Schedule { name: "scan_digests", cron: "0 */15 * * * *", time_zone: "UTC", job: || NewJob::new(&ScanDigests {}) },
    Schedule { name: "prune_jobs", cron: "0 7 * * * *", time_zone: "UTC", job: || NewJob::new(&PruneJobs {}) },
    Schedule { name: "prune_sessions", cron: "0 17 3 * * *", time_zone: "UTC", job: || NewJob::new(&PruneSessions {}) },
    Schedule { name: "prune_events", cron: "0 23 3 * * *", time_zone: "UTC", job: || NewJob::new(&PruneEvents {}) },
    Schedule { name: "rewrap_secrets", cron: "0 29 3 * * *", time_zone: "UTC", job: || NewJob::new(&RewrapSecrets {}) },
    Schedule { name: "sweep_files", cron: "0 41 3 * * *", time_zone: "UTC", job: || NewJob::new(&SweepFiles {}) },
    Schedule { name: "maintain_database", cron: "0 41 3 * * *", time_zone: "UTC", job: || NewJob::new(&MaintainDatabase {}) },
];

/// When something happens: a cron expression on the clocks of a time zone.
#[derive(Clone, Debug)]
pub struct Cron {
    times: cron::Schedule,
    zone: Tz,
}

impl Cron {
    /// Reads six fields (second, minute, hour, day of month, month, day of week) and an IANA time zone.
    ///
    /// # Errors
    /// What is wrong, for whoever wrote it.
    pub fn parse(expression: &str, time_zone: &str) -> Result<Self, String> {
        let fields = expression.split_whitespace().count();
        if fields != 6 {
            return Err(format!("“{expression}” has {fields} fields; six are needed: second minute hour day month weekday"));
        }
        let times = expression.parse().map_err(|error| format!("“{expression}” is no cron expression: {error}"))?;
        let zone = time_zone.parse().map_err(|_| format!("“{time_zone}” is no IANA time zone, such as Europe/Berlin"))?;
        Ok(Self { times, zone })
    }

    /// The first time after `after`; `None` if there is none in this century.
    ///
    /// A time that comes twice, because clocks are put back, counts the first time. One that does not come, because
    /// clocks are put forward, counts by the clock that was not put forward: 02:30 is then 03:30. Something that happens
    /// more often than daily is best planned in UTC, where there are no such days.
    #[must_use]
    pub fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // The crate skips times that do not come. Given a clock without a zone, it leaves that to us.
        let wall = after.with_timezone(&self.zone).naive_local().and_utc();
        self.times.after(&wall).map(|wall| self.instant(wall.naive_utc())).find(|at| *at > after)
    }

    fn instant(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        const MORE_THAN_CLOCKS_MOVE: TimeDelta = TimeDelta::hours(3);
        let at = |wall| self.zone.from_local_datetime(&wall).earliest().map(|at| at.with_timezone(&Utc));
        at(wall)
            .or_else(|| at(wall - MORE_THAN_CLOCKS_MOVE).map(|before| before + MORE_THAN_CLOCKS_MOVE))
            .unwrap_or_else(|| wall.and_utc())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(expression: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
        let cron = Cron::parse(expression, zone).unwrap();
        let mut at = after.parse::<DateTime<Utc>>().unwrap();
        (0..count)
            .map(|_| {
                at = cron.next_after(at).unwrap();
                at.with_timezone(&cron.zone).to_rfc3339()
            })
            .collect()
    }

    #[test]
    fn every_schedule_of_the_program_is_valid() {
        for schedule in SCHEDULES {
            let cron = Cron::parse(schedule.cron, schedule.time_zone).unwrap();
            assert!(cron.next_after(DateTime::UNIX_EPOCH).is_some(), "{}", schedule.name);
        }
    }

    #[test]
    fn every_twenty_seconds_goes_on_over_the_minute() {
        let found = times("*/20 * * * * *", "UTC", "2026-11-21T10:00:20.5Z", 3);
        assert_eq!(found, ["2026-11-21T10:00:40+00:00", "2026-11-21T10:01:00+00:00", "2026-11-21T10:01:20+00:00"]);
    }

    #[test]
    fn a_time_that_clocks_skip_counts_by_the_old_clock() {
        let found = times("0 30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2);
        assert_eq!(found, ["2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00"]);
    }

    #[test]
    fn a_time_that_comes_twice_counts_once() {
        let found = times("0 30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2);
        assert_eq!(found, ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (expression, zone, why) in [
            ("0 * * * *", "UTC", "has 5 fields"),
            ("@daily", "UTC", "has 1 fields"),
            ("61 * * * * *", "UTC", "no cron expression"),
            ("0 0 * * * *", "Berlin", "no IANA time zone"),
        ] {
            let said = Cron::parse(expression, zone).unwrap_err();
            assert!(said.contains(why), "{said}");
        }
    }

    #[test]
    fn a_day_that_never_comes_has_no_next_time() {
        assert_eq!(Cron::parse("0 0 0 30 2 *", "UTC").unwrap().next_after(DateTime::UNIX_EPOCH), None);
    }
}
