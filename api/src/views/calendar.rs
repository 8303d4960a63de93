//! Calendars.

use shared::app::calendar::CalendarView;

use crate::edge::wire::wire;

wire! {
    /// The private address of a calendar.
    CalendarView as "Calendar" {
        /// For a calendar program to subscribe to.
        url = "https://boards.example.org/calendar/5CqyHk2o9Yv1sGfWm0bZtA3xJdR8uLpN6eTiQwKcVhE.ics",
    }
}
