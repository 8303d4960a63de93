//! What events are about, as it is now: their cards, and who works on them and watches them. It is loaded for all events that
//! are told together, in a few queries however many they are.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Context;
use shared::{
    domain::{CardId, UserId},
    store::{
        Db,
        cards::{Card, list_assignees, list_cards, list_watchers},
        events::Logged,
    },
};

#[derive(Default)]
pub struct Scene {
    cards: HashMap<CardId, Card>,
    assignees: HashSet<(CardId, UserId)>,
    watchers: HashSet<(CardId, UserId)>,
}

impl Scene {
    pub async fn of(db: &Db, events: &[Logged]) -> anyhow::Result<Self> {
        let named: BTreeSet<CardId> = events.iter().filter_map(|event| event.card_id).collect();
        let named = Vec::from_iter(named);
        // Whom an assignment is told is not asked of those who watch.
        let watched = events.iter().filter(|event| !matches!(event.name.as_str(), "card.assigned" | "card.unassigned"));
        let watched: BTreeSet<CardId> = watched.filter_map(|event| event.card_id).collect();
        let watched = Vec::from_iter(watched);
        let (cards, assignees, watchers) =
            tokio::try_join!(list_cards(db, &named), list_assignees(db, &named), list_watchers(db, &watched))?;
        Ok(Self {
            cards: cards.into_iter().map(|card| (card.id, card)).collect(),
            assignees: assignees.into_iter().map(|assignee| (assignee.card_id, assignee.user_id)).collect(),
            watchers: watchers.into_iter().collect(),
        })
    }

    /// The card that an event is about, which it must name. `None`: it was deleted.
    pub fn card_of(&self, event: &Logged) -> anyhow::Result<Option<&Card>> {
        let id = event.card_id.with_context(|| format!("{} names no card", event.name))?;
        Ok(self.cards.get(&id))
    }

    pub fn is_assigned(&self, card: CardId, user: UserId) -> bool {
        self.assignees.contains(&(card, user))
    }

    /// Who hears of what happens to a card: its assignees and watchers.
    pub fn followers(&self, card: CardId) -> Vec<UserId> {
        let all = self.assignees.iter().chain(&self.watchers).filter(|(followed, _)| *followed == card);
        let people: BTreeSet<UserId> = all.map(|(_, user)| *user).collect();
        people.into_iter().collect()
    }
}
