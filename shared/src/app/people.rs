//! People as they appear inside other things.

use serde::{Deserialize, Serialize};

use super::{Actor, Result};
use crate::{
    domain::{Permission, UserId},
    store::{access::Caller, users::Creator},
};

/// A person inside another resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    pub handle: String,
}

impl From<Creator> for Person {
    fn from(creator: Creator) -> Self {
        Self { id: creator.created_by, name: creator.creator_name, handle: creator.creator_handle }
    }
}

/// Someone's part in a team or project.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView<R> {
    pub user: Person,
    pub role: R,
}

/// Someone's part in a board, with what they may do there.
#[derive(Clone, Debug, Serialize)]
pub struct BoardMemberView {
    pub user: Person,
    pub role: Option<crate::domain::ProjectRole>,
    pub permissions: Vec<Permission>,
}

/// A membership as it now is, and whether it is new.
#[derive(Debug)]
pub struct Put<T> {
    pub value: T,
    pub new: bool,
}

impl Actor {
    #[must_use]
    pub fn person(&self) -> Person {
        Person { id: self.user_id, name: self.name.clone(), handle: self.handle.clone() }
    }

    pub(crate) fn creator(&self) -> Creator {
        Creator { created_by: self.user_id, creator_name: self.name.clone(), creator_handle: self.handle.clone() }
    }

    pub(crate) fn caller(&self) -> Caller {
        Caller { id: self.user_id, instance_admin: self.is_admin() }
    }
}

/// The person of an account that exists; 404 for one that does not.
pub(crate) async fn find(on: impl crate::store::Runs, id: UserId) -> Result<Person> {
    let user = crate::store::users::find_user(on, id).await?.ok_or(super::AppError::NotFound("user"))?;
    Ok(Person { id: user.id, name: user.name, handle: user.handle })
}
