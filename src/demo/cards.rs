//! What is on the demo's boards.

use shared::domain::Priority;

#[derive(Clone, Copy)]
pub enum Place {
    ToDo,
    InProgress,
    Done,
}

#[derive(Clone, Copy)]
pub enum Due {
    None,
    /// All day, so many days from today.
    Day(i64),
    Hours(i64),
}

/// One card. People are their places in the list of people.
pub struct Story {
    pub title: &'static str,
    pub description: &'static str,
    pub place: Place,
    pub priority: Priority,
    pub due: Due,
    pub author: usize,
    pub assignees: &'static [usize],
    pub comments: &'static [(usize, &'static str)],
}

const fn story(
    place: Place,
    title: &'static str,
    priority: Priority,
    due: Due,
    author: usize,
    assignees: &'static [usize],
) -> Story {
    Story { title, description: "", place, priority, due, author, assignees, comments: &[] }
}

impl Story {
    const fn about(self, description: &'static str) -> Self {
        Self { description, ..self }
    }

    const fn saying(self, comments: &'static [(usize, &'static str)]) -> Self {
        Self { comments, ..self }
    }
}

use Due::{Day, Hours};
use Place::{Done, InProgress, ToDo};
use Priority::{High, Low, Medium, Urgent};

type Project = (&'static str, &'static str, &'static [Story]);

pub const PROJECTS: &[Project] = &[
    ("Website relaunch", "A faster site, easier to read on a phone, in time for the spring season.", WEBSITE),
    ("Office move", "From the harbour to the old pilot house.", OFFICE),
];

const WEBSITE: &[Story] = &[
    story(Done, "Interview five customers about the current site", High, Due::None, 0, &[2])
        .about("Ask what they came for, and whether they found it. Notes go into the shared folder.")
        .saying(&[
            (2, "All five done. Three of them never found the opening hours."),
            (0, "That goes to the top of the new start page, then."),
        ]),
    story(Done, "Choose colours and type", Medium, Day(-9), 0, &[0]),
    story(Done, "Sketch the start page", Medium, Day(-6), 0, &[0, 2]),
    story(Done, "Move the DNS to the new provider", Low, Due::None, 1, &[1]),
    story(Done, "Set up the build and preview pages", Medium, Due::None, 1, &[1])
        .saying(&[(1, "Every branch now gets its own preview address.")]),
    story(InProgress, "Build the start page", High, Day(0), 0, &[1])
        .about("As in the sketch:\n\n- opening hours at the top\n- three offers\n- the map loads only when asked for")
        .saying(&[
            (1, "Hours and offers are in. The map is left."),
            (0, "Looks good on my phone."),
            (2, "The second offer's text is too long for small screens."),
        ]),
    story(InProgress, "Write the texts for the offers", High, Hours(5), 0, &[2]),
    story(InProgress, "Fix the contact form on old iPhones", Urgent, Day(-1), 2, &[1])
        .saying(&[(2, "Two customers wrote to us about it this week.")]),
    story(InProgress, "Photos of the team", Low, Day(3), 0, &[0]),
    story(ToDo, "Redirect the old addresses", High, Day(6), 1, &[1])
        .about("The 40 most visited pages of last year, as a list in the repository."),
    story(ToDo, "Privacy page", Medium, Day(0), 0, &[2]),
    story(ToDo, "Check contrast and keyboard use", High, Day(8), 2, &[2]),
    story(ToDo, "Load test with last spring's peak", Medium, Day(10), 1, &[1]),
    story(ToDo, "Newsletter sign-up", Low, Due::None, 0, &[]),
    story(ToDo, "Write to customers about the new site", Medium, Day(14), 0, &[]),
];

const OFFICE: &[Story] = &[
    story(Done, "Sign the lease", Urgent, Day(-20), 0, &[0]),
    story(Done, "Measure the rooms", Medium, Day(-12), 0, &[2])
        .saying(&[(2, "The meeting room is 4.20 m by 3.60 m. The big table fits.")]),
    story(Done, "Tell the post office", Low, Due::None, 1, &[1]),
    story(InProgress, "Order the internet connection", Urgent, Day(-2), 0, &[1]).saying(&[
        (1, "They promised a date by Friday."),
        (0, "Please call them again if there is none: everything else hangs on it."),
    ]),
    story(InProgress, "Quotes from three movers", High, Day(0), 0, &[2]),
    story(InProgress, "Plan who sits where", Medium, Hours(20), 0, &[0, 1, 2])
        .about("Two desks by the window for whoever needs daylight."),
    story(InProgress, "Repair the blinds", Low, Day(5), 2, &[2]),
    story(ToDo, "Pack the archive", Medium, Day(9), 0, &[]),
    story(ToDo, "New address on the website and in mails", High, Day(12), 0, &[1]),
    story(ToDo, "Hand the old keys back", High, Day(21), 0, &[0]),
    story(ToDo, "Party in the new rooms", Low, Due::None, 2, &[]).saying(&[(2, "I know someone with a pizza oven.")]),
    story(ToDo, "Cancel the old electricity contract", Medium, Day(-1), 1, &[0]),
];
