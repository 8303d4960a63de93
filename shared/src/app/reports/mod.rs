//! What managers read: how far projects are, what people work on, how long things take.
//!
//! The same rules hold for every number. It counts what its reader may see: cards of boards that are hidden from them are
//! in no number of theirs, so two people may read different numbers of one project. Deleted cards were never there. Archived
//! cards are off the board, and so out of what is to do, in progress or done; that they were made and completed stays true,
//! so they are in what happened by the day and in how long things took. `docs/reports.md` says it for readers.

mod dashboard;
mod line;
mod people;
mod progress;
mod project;
mod table;

pub use dashboard::{Dashboard, ProjectProgress, dashboard};
pub use line::CardLine;
pub use people::{ByPriority, PersonPerformance, PersonWorkload, TeamPerformance, Workload, team_performance, workload};
pub use progress::{Progress, of_project as progress};
pub use project::{DayFigures, ProjectReport, Range, of_project as project};
pub use table::Tabular;
