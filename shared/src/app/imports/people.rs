//! Whom the names in a file mean here: members of the project, by their handle or address. Nobody else is meant, and nobody
//! is invited.

use std::collections::HashMap;

use super::parcel::PersonIn;
use crate::{
    app::Result,
    domain::{BoardId, Permission, UserId},
    store::{self, Db, Tx, users::Creator},
};

/// Who may be meant, person by person of the parcel.
pub struct People(Vec<Option<UserId>>);

/// So many are asked for at a time.
const CHUNK: usize = 500;

impl People {
    /// Finds accounts; whether they are members of a board's project is asked by [`People::on_board`].
    pub async fn find(db: &Db, people: &[PersonIn]) -> Result<Self> {
        let mut by_handle = HashMap::new();
        let mut by_email = HashMap::new();
        for chunk in people.chunks(CHUNK) {
            let handles: Vec<String> = chunk.iter().map(|one| one.handle.clone()).filter(|handle| is_key(handle)).collect();
            let emails: Vec<String> = chunk.iter().filter_map(|one| one.email.clone()).filter(|email| is_key(email)).collect();
            let found = store::users::list_by_handles(db, &handles).await?;
            by_handle.extend(found.into_iter().map(|(id, handle)| (handle, id)));
            let found = store::imports::list_by_emails(db, &emails).await?;
            by_email.extend(found.into_iter().map(|(id, email)| (email, id)));
        }
        let meant = |one: &PersonIn| {
            let by_email = one.email.as_ref().and_then(|email| by_email.get(email));
            by_email.or_else(|| by_handle.get(&one.handle)).copied()
        };
        Ok(Self(people.iter().map(meant).collect()))
    }

    /// Those who are members and see this board, by their place in the parcel.
    pub async fn on_board(&self, tx: &mut Tx, board: BoardId) -> Result<HashMap<usize, Creator>> {
        let mut users: Vec<UserId> = self.0.iter().flatten().copied().collect();
        users.sort();
        users.dedup();
        let mut members = HashMap::new();
        for chunk in users.chunks(CHUNK) {
            for (person, place) in store::access::people_on_board(&mut *tx, board, chunk).await? {
                let standing = &place.standing;
                let belongs = standing.project_role.is_some() || standing.team_role.is_some();
                if belongs && place.permissions().allows(Permission::BoardView) {
                    members.insert(person.created_by, person);
                }
            }
        }
        let known = self.0.iter().enumerate().filter_map(|(at, user)| Some((at, members.get(&(*user)?)?.clone())));
        Ok(known.collect())
    }

    /// The accounts that may be meant, whatever they may see.
    pub fn user(&self, at: usize) -> Option<UserId> {
        self.0.get(at).copied().flatten()
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.len() <= 254 && !text.contains('\0')
}
