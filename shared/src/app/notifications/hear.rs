//! Who is told of something, and how they want to hear of it.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::tell::{Notice, Place};
use crate::{
    domain::{CardId, Channels, MutedChannels, UserId},
    store::{
        Runs, StoreError,
        audience::{self, Viewer},
        notification_settings::list_mutes_of,
        notifications as rows,
    },
};

/// One person who is to be told of something they may see, and how they want to hear of it.
pub(super) struct Heard<'a> {
    pub notice: Notice<'a>,
    pub viewer: Viewer,
    pub channels: Channels,
}

impl Heard<'_> {
    /// Everything it is in that can be muted.
    fn places(&self) -> impl Iterator<Item = Uuid> + use<> {
        let card = self.card().map(|card| card.0);
        [card, Some(self.notice.telling.place.seen_by()), self.viewer.project_id.map(|id| id.0)].into_iter().flatten()
    }

    pub fn card(&self) -> Option<CardId> {
        if let Place::Card(_, card) = self.notice.telling.place { Some(card) } else { None }
    }
}

/// Those of the notices that were not told before, to people who may see what they would be told of, now.
pub(super) async fn hear<'a>(on: &mut impl Runs, notices: &[Notice<'a>]) -> Result<Vec<Heard<'a>>, StoreError> {
    let asked: Vec<_> = notices.iter().map(|one| (one.user, one.telling.kind, one.telling.subject.clone())).collect();
    let told = rows::told(&mut *on, &asked).await?;
    let untold: Vec<_> = notices.iter().zip(&asked).filter(|(_, asked)| !told.contains(asked)).map(|(one, _)| *one).collect();
    let viewers = viewers(on, &untold).await?;
    let mut heard = Vec::new();
    for notice in untold {
        let Some(viewer) = viewers.get(&(notice.user, notice.telling.place.seen_by())) else { continue };
        let channels = viewer.wishes.channels(notice.telling.kind);
        heard.push(Heard { notice, viewer: viewer.clone(), channels });
    }
    let users: BTreeSet<_> = heard.iter().map(|one| one.notice.user).collect();
    let places: BTreeSet<_> = heard.iter().flat_map(Heard::places).collect();
    let mutes = list_mutes_of(&mut *on, &Vec::from_iter(users), &Vec::from_iter(places)).await?;
    for one in heard.iter_mut().filter(|one| one.notice.telling.kind.is_news()) {
        let places: Vec<_> = one.places().collect();
        for (_, _, muted) in mutes.iter().filter(|(user, place, _)| *user == one.notice.user && places.contains(place)) {
            one.channels.email = false;
            one.channels.in_app &= *muted == MutedChannels::Mail;
        }
    }
    Ok(heard)
}

/// Who of them may see what they would be told of.
async fn viewers(on: &mut impl Runs, notices: &[Notice<'_>]) -> Result<HashMap<(UserId, Uuid), Viewer>, StoreError> {
    let (mut boards, mut projects, mut teams) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut owners = BTreeSet::new();
    for Notice { user, telling, .. } in notices {
        match telling.place {
            Place::Card(board, _) | Place::Board(board) => _ = boards.insert((board, *user)),
            Place::Project(project) | Place::Chat(project, _) => _ = projects.insert((project, *user)),
            Place::Team(team) => _ = teams.insert((team, *user)),
            Place::Invite(_) | Place::Account => _ = owners.insert(*user),
        }
    }
    let mut found = audience::board_viewers(&mut *on, &Vec::from_iter(boards)).await?;
    found.extend(audience::project_viewers(&mut *on, &Vec::from_iter(projects)).await?);
    found.extend(audience::team_viewers(&mut *on, &Vec::from_iter(teams)).await?);
    found.extend(audience::owners(&mut *on, &Vec::from_iter(owners)).await?);
    Ok(found.into_iter().map(|viewer| ((viewer.user_id, viewer.place), viewer)).collect())
}
