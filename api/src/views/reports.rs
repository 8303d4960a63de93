//! Reports.

use shared::{
    app::reports::{
        ByPriority, CardLine, Dashboard, DayFigures, PersonPerformance, PersonWorkload, Progress, ProjectProgress, ProjectReport,
        TeamPerformance, Workload,
    },
    domain::figures::Typical,
};

use crate::edge::wire::wire;

wire! {
    /// Cards by where they stand: those that the reader may see, archived ones aside.
    Progress as "Progress" {
        total = 12,
        todo = 5,
        in_progress = 3,
        done = 4,
        /// Those not done whose due date has passed.
        overdue = 1,
        /// How many of a hundred are done, in whole ones: 100 only when all are.
        percent = 33,
    }

    /// How a project went over some days.
    ProjectReport as "ProjectReport" {
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        from = "2026-11-01",
        to = "2026-11-21",
        /// In which the days begin and end.
        time_zone = "Europe/Berlin",
        /// As it is now, whichever days are asked for.
        progress,
        /// Each day that has begun.
        days,
        /// From when a card was first in progress until it was completed, of those completed in these days.
        cycle_time,
        /// From when a card was made until it was completed, of those completed in these days.
        lead_time,
        /// What is overdue now, the longest first; at most 100.
        overdue,
    }

    /// A day of a project.
    DayFigures as "DayFigures" {
        date = "2026-11-21",
        /// Cards made on it, whether archived since or not.
        created = 4,
        /// Cards completed on it that are still done, whether archived since or not.
        completed = 2,
        /// How many were to do when it ended, or are now if it has not.
        todo = 5,
        in_progress = 3,
        done = 4,
    }

    /// What is typical of some lengths of time, in whole seconds; `null` where there are none.
    Typical as "TypicalTime" {
        /// How many there are.
        count = 4,
        average_s = 93600,
        /// Half of them are no longer.
        median_s = 86400,
        /// 85 of a hundred are no longer.
        p85_s = 172_800,
    }

    /// A card in a line of a report.
    CardLine as "CardLine" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        key = "WEB-12",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        board_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        column_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a50",
        /// Its column's kind.
        status = "in_progress",
        title = "Write the release notes",
        priority = "high",
        /// A date (all day, in the setter's time zone) or a date-time.
        due = "2026-11-20",
        /// The instant it falls due.
        due_at = "2026-11-20T23:00:00Z",
        assignees,
        updated_at = "2026-11-21T09:30:00.000001Z",
    }

    /// How far people are.
    TeamPerformance as "TeamPerformance" {
        /// Everyone, by name.
        items,
    }

    /// The cards that someone is assigned to, archived ones aside.
    PersonPerformance as "PersonPerformance" {
        user,
        total = 8,
        done = 4,
        in_progress = 1,
        todo = 3,
        /// How many of a hundred are done, in whole ones: 100 only when all are.
        completion_rate = 50,
    }

    /// How much people have to do.
    Workload as "Workload" {
        /// Everyone, by name.
        items,
    }

    /// The cards that someone is assigned to and that are not done, archived ones aside.
    PersonWorkload as "PersonWorkload" {
        user,
        /// How many there are.
        open = 4,
        by_priority,
        /// Those whose due date has passed.
        overdue = 1,
    }

    /// Open cards by priority.
    ByPriority as "OpenByPriority" {
        none = 1,
        low = 0,
        medium = 2,
        high = 1,
        urgent = 0,
    }

    /// Where one begins the day.
    Dashboard as "Dashboard" {
        /// Cards that the reader is assigned to or did something about lately, what changed last first; at most 20.
        recent_cards,
        /// Of the cards that the reader is assigned to and are not done: those whose due date has passed, the longest first; at
        /// most 20.
        overdue,
        /// And those that fall due within seven days, the next first; at most 20.
        due_soon,
        /// The reader's projects, oldest first; at most 200.
        project_progress,
        /// How many notifications are unread in all.
        unread_count = 3,
        /// The latest of them; at most 10.
        unread_notifications,
    }

    /// How far a project is.
    ProjectProgress as "ProjectProgress" {
        project,
        progress,
    }
}
