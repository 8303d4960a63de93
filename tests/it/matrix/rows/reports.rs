//! Reports and the dashboard, and one's calendar.

use crate::matrix::row::{
    Need::{Project, SignedIn, Themselves},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("getProjectProgress").needs(&[Project("board_view")]),
        row("getProjectReport").needs(&[Project("board_view")]),
        row("getTeamPerformance").needs(&[SignedIn]).hides("team_id", "team_id"),
        row("getWorkload").needs(&[SignedIn]).hides("team_id", "team_id"),
        row("getDashboard").needs(&[SignedIn]),
        row("createCalendar").needs(&[Themselves]),
    ]
}
