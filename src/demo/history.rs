//! When what happened in the demo: over the last weeks, so that its reports have something to show.

use chrono::TimeDelta;
use shared::domain::ColumnKind;

use super::cards::{Place, Story};

/// When the first card was made.
const BEGAN: TimeDelta = TimeDelta::days(30);

#[derive(Clone, Copy)]
pub enum Act {
    Make,
    Move(ColumnKind),
    /// One of the story's comments.
    Say(usize),
}

/// Something that was done with a card (its place in the list), and how long ago.
pub struct Step {
    pub ago: TimeDelta,
    pub card: usize,
    pub act: Act,
}

/// All that was done with the cards of a project, the first thing first.
pub fn steps(stories: &[Story]) -> Vec<Step> {
    let mut steps: Vec<Step> = stories.iter().enumerate().flat_map(|(card, story)| of_card(card, story, stories.len())).collect();
    steps.sort_by_key(|step| std::cmp::Reverse(step.ago));
    steps
}

/// Cards are made one after the other. What is done was worked on for some days, each at its own time of the day.
fn of_card(card: usize, story: &Story, of: usize) -> Vec<Step> {
    let (place, of) = (i32::try_from(card).unwrap_or_default(), i32::try_from(of).unwrap_or(1));
    let hours = |n: i32| TimeDelta::hours(i64::from(n));
    let made = BEGAN - BEGAN * place / (of + 1) - hours(place * 5 % 8);
    let mut acts = vec![(made, Act::Make)];
    match story.place {
        Place::ToDo => {}
        Place::InProgress => acts.push((made / 3, Act::Move(ColumnKind::InProgress))),
        Place::Done => {
            let begun = made - hours(20 + place % 3 * 15);
            acts.push((begun, Act::Move(ColumnKind::InProgress)));
            acts.push((begun - hours(30 + place * 37 % 100), Act::Move(ColumnKind::Done)));
        }
    }
    let last = acts.last().map_or(made, |(ago, _)| *ago);
    let count = i32::try_from(story.comments.len()).unwrap_or_default();
    let said = (1..=count).zip(0..).map(|(nth, comment)| (last - last * nth / (count + 1), Act::Say(comment)));
    acts.extend(said);
    acts.into_iter().map(|(ago, act)| Step { ago, card, act }).collect()
}
