//! A row of the matrix: what one operation needs, how to ask for it well, and what may be wrong with what it names.

use serde_json::Value;

use super::{rights::Role, scene::Scene};

/// What somebody needs for an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: it is for those who are not signed in, too.
    Nothing,
    /// To be signed in, by whatever. Things it names are the caller's own: everybody else's are not found.
    SignedIn,
    /// The same, and not by an API token.
    Themselves,
    /// To be the instance admin.
    InstanceAdmin,
    /// This permission on the board.
    Board(&'static str),
    /// This permission in the project.
    Project(&'static str),
    /// This permission in the project; without it, it does not seem to be there.
    SeenWith(&'static str),
    /// To be in the team.
    Team,
    /// To be in the team, and more than its guest.
    TeamMember,
    /// To be an owner or admin of the team.
    TeamAdmin,
    /// To be an owner of the team.
    TeamOwner,
    /// To be somebody else: nobody may, though those who see it are told so.
    NobodyMay,
}

/// What comes of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Forbidden,
    NotFound,
}

/// What becomes of an id beside the first that the caller may not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// 422, whatever is wrong with it; also for one that the caller may use, but not here.
    Refused,
    /// 404, as if there were none.
    Hidden,
    /// It finds nothing, as if there were none.
    Filter,
    /// Anybody with an account may be named; 404 for nobody.
    Anyone,
    /// Naming somebody who has no part in it is no mistake, and changes nothing.
    Ignored,
}

pub struct Row {
    pub operation: &'static str,
    pub case: &'static str,
    pub needs: &'static [Need],
    pub make: Option<fn(&Scene) -> Value>,
    /// Which thing of the scene stands for a parameter of the path, where that is not the one of its name.
    pub with: Vec<(&'static str, &'static str)>,
    /// Ids beside the first: the field, the kind of thing it names, and what becomes of a wrong one.
    pub names: Vec<(&'static str, &'static str, Named)>,
    pub alone: bool,
    /// Where a good request cannot be made up: what this one is answered with.
    pub answered: Option<u16>,
}

pub fn row(operation: &'static str) -> Row {
    Row { operation, case: "", needs: &[], make: None, with: Vec::new(), names: Vec::new(), alone: false, answered: None }
}

impl Row {
    pub fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    /// What tells this row from others of the same operation.
    pub fn case(self, case: &'static str) -> Self {
        Self { case, ..self }
    }

    pub fn body(self, make: fn(&Scene) -> Value) -> Self {
        Self { make: Some(make), ..self }
    }

    pub fn with(mut self, parameter: &'static str, thing: &'static str) -> Self {
        self.with.push((parameter, thing));
        self
    }

    pub fn refuses(self, field: &'static str, thing: &'static str) -> Self {
        self.names(field, thing, Named::Refused)
    }

    pub fn hides(self, field: &'static str, thing: &'static str) -> Self {
        self.names(field, thing, Named::Hidden)
    }

    pub fn filters(self, field: &'static str, thing: &'static str) -> Self {
        self.names(field, thing, Named::Filter)
    }

    pub fn takes_anyone(self, field: &'static str) -> Self {
        self.names(field, "user_id", Named::Anyone)
    }

    pub fn ignores(self, field: &'static str, thing: &'static str) -> Self {
        self.names(field, thing, Named::Ignored)
    }

    fn names(mut self, field: &'static str, thing: &'static str, what: Named) -> Self {
        self.names.push((field, thing, what));
        self
    }

    /// It ends what other rows need.
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// The good request cannot be made up (it needs a link from a mail, say): this is what a made-up one is answered with.
    pub fn answered(self, status: u16) -> Self {
        Self { answered: Some(status), ..self }
    }

    pub fn name(&self) -> String {
        if self.case.is_empty() { self.operation.to_owned() } else { format!("{} ({})", self.operation, self.case) }
    }

    /// Which thing of a scene stands for a parameter of the path.
    pub fn thing<'a>(&'a self, parameter: &'a str) -> &'a str {
        self.with.iter().find(|(this, _)| *this == parameter).map_or(parameter, |(_, thing)| thing)
    }

    pub fn first(&self) -> Need {
        *self.needs.first().unwrap_or_else(|| panic!("{} says what it needs", self.operation))
    }

    /// Whether it is about a place in which people have roles.
    pub fn is_placed(&self) -> bool {
        !matches!(self.first(), Need::Nothing | Need::SignedIn | Need::Themselves | Need::InstanceAdmin)
    }

    /// What comes of somebody with this role asking well.
    pub fn outcome(&self, role: &Role) -> Outcome {
        let meets = |need: &Need| match need {
            Need::Nothing | Need::SignedIn | Need::Themselves => true,
            Need::InstanceAdmin => role.instance_admin,
            Need::Board(permission) => role.on_board().contains(permission),
            Need::Project(permission) | Need::SeenWith(permission) => role.in_project().contains(permission),
            Need::Team => role.instance_admin || role.team.is_some(),
            Need::TeamMember => role.instance_admin || matches!(role.team, Some("owner" | "admin" | "member")),
            Need::TeamAdmin => role.instance_admin || matches!(role.team, Some("owner" | "admin")),
            Need::TeamOwner => role.instance_admin || role.team == Some("owner"),
            Need::NobodyMay => false,
        };
        let sees = match self.first() {
            Need::Board(_) => meets(&Need::Board("board_view")),
            Need::Project(_) => meets(&Need::Project("board_view")),
            Need::SeenWith(permission) => meets(&Need::SeenWith(permission)),
            Need::Team | Need::TeamMember | Need::TeamAdmin | Need::TeamOwner => meets(&Need::Team),
            _ => true,
        };
        match (sees, self.needs.iter().all(meets)) {
            (false, _) => Outcome::NotFound,
            (true, false) => Outcome::Forbidden,
            (true, true) => Outcome::Done,
        }
    }
}
