//! The activity log.

use shared::app::activity::ActivityView;

use crate::edge::wire::wire;

wire! {
    /// Something that happened.
    ActivityView as "Activity" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a80",
        /// Its number in the stream of its board (of its project, where it belongs to no board); `null` for a team's.
        seq = 41,
        /// What happened; the names of the events on sockets.
        name = "card.assigned",
        /// Who did it; `null` where nobody in particular did.
        actor,
        /// The same in a sentence.
        text = "Ada assigned Grace to WEB-12 Write the release notes",
        /// The same as data; which depends on the name.
        data,
        team_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        board_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        card_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        at = "2026-11-21T09:30:00.000001Z",
    }
}
