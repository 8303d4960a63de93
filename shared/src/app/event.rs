//! Something that happened, for the activity log and the live streams.

use serde_json::Value;

use crate::{
    domain::{BoardId, CardId, ProjectId, TeamId},
    store::access::Place,
};

pub struct Event {
    pub name: &'static str,
    pub team: Option<TeamId>,
    pub project: Option<ProjectId>,
    pub board: Option<BoardId>,
    pub card: Option<CardId>,
    pub in_project_stream: bool,
    pub in_board_stream: bool,
    pub data: Value,
}

impl Event {
    /// For a team's log only: teams have no stream.
    #[must_use]
    pub fn of_team(name: &'static str, team: TeamId, data: Value) -> Self {
        Self {
            name,
            team: Some(team),
            project: None,
            board: None,
            card: None,
            in_project_stream: false,
            in_board_stream: false,
            data,
        }
    }

    #[must_use]
    pub fn of_project(name: &'static str, team: TeamId, project: ProjectId, data: Value) -> Self {
        Self { project: Some(project), in_project_stream: true, ..Self::of_team(name, team, data) }
    }

    /// In the board's stream; [`Event::also_in_project`] puts it into the project's, too.
    #[must_use]
    pub fn of_board(name: &'static str, place: &Place, board: BoardId, data: Value) -> Self {
        Self {
            project: Some(place.project_id),
            board: Some(board),
            in_board_stream: true,
            ..Self::of_team(name, place.team_id, data)
        }
    }

    #[must_use]
    pub fn of_card(name: &'static str, place: &Place, board: BoardId, card: CardId, data: Value) -> Self {
        Self { card: Some(card), ..Self::of_board(name, place, board, data) }
    }

    #[must_use]
    pub fn also_in_project(self) -> Self {
        Self { in_project_stream: true, ..self }
    }
}
