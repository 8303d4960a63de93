//! Who may do what: one pure function from a person's roles to their permissions on a board or project.

use super::named::named;
use super::{ProjectRole, TeamRole, UnknownName, Visibility};

named! {
    /// The unit that board overrides grant and revoke.
    Permission {
        /// Read, follow live, watch.
        BoardView = "board_view",
        /// Comment and chat.
        BoardComment = "board_comment",
        /// Cards, columns, labels, checklists, files, imports.
        BoardWrite = "board_write",
        /// Change and delete boards and the project.
        BoardManage = "board_manage",
        /// Members, overrides, invites.
        UserManage = "user_manage",
    }
}

/// A set of [`Permission`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u8);

impl Permissions {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(0b1_1111);

    #[must_use]
    pub fn of(these: &[Permission]) -> Self {
        these.iter().fold(Self::NONE, |set, one| Self(set.0 | bit(*one)))
    }

    #[must_use]
    pub fn allows(self, one: Permission) -> bool {
        self.0 & bit(one) != 0
    }

    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `others` are among these.
    #[must_use]
    pub fn covers(self, others: Self) -> bool {
        others.without(self) == Self::NONE
    }

    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |one| self.allows(*one))
    }

    /// Reads the comma-separated form that overrides are stored in.
    pub fn parse(list: &str) -> Result<Self, UnknownName> {
        list.split(',').filter(|name| !name.is_empty()).try_fold(Self::NONE, |set, name| Ok(Self(set.0 | bit(name.parse()?))))
    }
}

const fn bit(one: Permission) -> u8 {
    1 << one as u8
}

impl ProjectRole {
    #[must_use]
    pub fn permissions(self) -> Permissions {
        use Permission::{BoardComment, BoardView, BoardWrite};
        match self {
            ProjectRole::Manager => Permissions::ALL,
            ProjectRole::Member => Permissions::of(&[BoardView, BoardComment, BoardWrite]),
            ProjectRole::Viewer => Permissions::of(&[BoardView, BoardComment]),
        }
    }
}

/// What is known of a person when asking what they may do in a project or on one of its boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub instance_admin: bool,
    pub team_role: Option<TeamRole>,
    pub project_role: Option<ProjectRole>,
    pub visibility: Visibility,
    /// What the board at hand changes; `None` when asking about the project itself.
    pub overrides: Option<Overrides>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Takes the place of the project role on this board.
    pub role: Option<ProjectRole>,
    pub grant: Permissions,
    pub revoke: Permissions,
}

impl Standing {
    /// The effective permissions. The instance admin, and the team's owners and admins, hold every permission
    /// whatever a board says.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        if self.instance_admin || matches!(self.team_role, Some(TeamRole::Owner | TeamRole::Admin)) {
            return Permissions::ALL;
        }
        let overrides = self.overrides.unwrap_or_default();
        let of_role = overrides.role.or(self.project_role).map_or(Permissions::NONE, ProjectRole::permissions);
        let of_team = match (self.team_role, self.visibility, overrides.role) {
            // An override's role is the whole answer for its board: it can lower as well as raise.
            (Some(TeamRole::Member), Visibility::Team, None) => ProjectRole::Viewer.permissions(),
            _ => Permissions::NONE,
        };
        let set = of_role.with(of_team).with(overrides.grant).without(overrides.revoke);
        // Hidden is hidden: nothing can be done to what cannot be seen.
        if set.allows(Permission::BoardView) { set } else { Permissions::NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: Standing =
        Standing { instance_admin: false, team_role: None, project_role: None, visibility: Visibility::Private, overrides: None };

    #[test]
    fn a_stranger_may_do_nothing() {
        assert_eq!(NOBODY.permissions(), Permissions::NONE);
    }

    #[test]
    fn a_team_member_reads_and_comments_where_the_project_is_open_to_the_team() {
        let standing = Standing { team_role: Some(TeamRole::Member), ..NOBODY };
        assert_eq!(standing.permissions(), Permissions::NONE);
        let open = Standing { visibility: Visibility::Team, ..standing };
        assert_eq!(open.permissions(), ProjectRole::Viewer.permissions());
        let guest = Standing { team_role: Some(TeamRole::Guest), ..open };
        assert_eq!(guest.permissions(), Permissions::NONE);
    }

    #[test]
    fn an_override_lowers_grants_and_hides() {
        let member = Standing { project_role: Some(ProjectRole::Member), ..NOBODY };
        let with = |overrides| Standing { overrides: Some(overrides), ..member }.permissions();
        let lowered = with(Overrides { role: Some(ProjectRole::Viewer), ..Overrides::default() });
        assert!(!lowered.allows(Permission::BoardWrite));
        let granted = with(Overrides { grant: Permissions::of(&[Permission::BoardManage]), ..Overrides::default() });
        assert!(granted.allows(Permission::BoardManage) && !granted.allows(Permission::UserManage));
        let hidden = with(Overrides { revoke: Permissions::of(&[Permission::BoardView]), ..Overrides::default() });
        assert_eq!(hidden, Permissions::NONE);
    }

    #[test]
    fn owners_and_admins_keep_every_permission() {
        let revoke = Some(Overrides { revoke: Permissions::ALL, ..Overrides::default() });
        for standing in [
            Standing { instance_admin: true, overrides: revoke, ..NOBODY },
            Standing { team_role: Some(TeamRole::Owner), overrides: revoke, ..NOBODY },
            Standing { team_role: Some(TeamRole::Admin), overrides: revoke, ..NOBODY },
        ] {
            assert_eq!(standing.permissions(), Permissions::ALL);
        }
    }

    /// Every set of permissions.
    fn sets() -> impl Iterator<Item = Permissions> {
        (0..=Permissions::ALL.0).map(Permissions)
    }

    /// Everything that can be known of a person.
    fn standings() -> impl Iterator<Item = Standing> {
        let project_roles = || std::iter::once(None).chain(ProjectRole::ALL.iter().copied().map(Some));
        let overrides = move || {
            let one = move |role| sets().flat_map(move |grant| sets().map(move |revoke| Some(Overrides { role, grant, revoke })));
            std::iter::once(None).chain(project_roles().flat_map(one))
        };
        let team_roles = || std::iter::once(None).chain(TeamRole::ALL.iter().copied().map(Some));
        [false, true].into_iter().flat_map(move |instance_admin| {
            team_roles().flat_map(move |team_role| {
                project_roles().flat_map(move |project_role| {
                    Visibility::ALL.iter().flat_map(move |visibility| {
                        overrides().map(move |overrides| Standing {
                            instance_admin,
                            team_role,
                            project_role,
                            visibility: *visibility,
                            overrides,
                        })
                    })
                })
            })
        })
    }

    /// The contract's table, asked of one permission at a time and in other words than the function's: by its rows, and by
    /// what it says of overrides below them.
    fn by_the_table(of: Standing, one: Permission) -> bool {
        use Permission::{BoardComment, BoardManage, BoardView, BoardWrite, UserManage};
        let row = |manager, member, viewer, open_to_team| {
            let of_role = |role| match role {
                ProjectRole::Manager => manager,
                ProjectRole::Member => member,
                ProjectRole::Viewer => viewer,
            };
            let from_team = of.team_role == Some(TeamRole::Member) && of.visibility == Visibility::Team && open_to_team;
            let role = of.overrides.and_then(|overrides| overrides.role);
            role.map_or_else(|| of.project_role.is_some_and(of_role) || from_team, of_role)
        };
        let by_role = |one| match one {
            BoardView | BoardComment => row(true, true, true, true),
            BoardWrite => row(true, true, false, false),
            BoardManage | UserManage => row(true, false, false, false),
        };
        let lists = of.overrides.unwrap_or_default();
        // First `grant` adds, then `revoke` removes: what is in both is gone.
        let here = |one| !lists.revoke.allows(one) && (lists.grant.allows(one) || by_role(one));
        let above = of.instance_admin || of.team_role == Some(TeamRole::Owner) || of.team_role == Some(TeamRole::Admin);
        above || (here(BoardView) && here(one))
    }

    #[test]
    fn the_function_is_the_table_of_the_contract_for_every_combination() {
        let mut seen = 0;
        for standing in standings() {
            let permissions = standing.permissions();
            for one in Permission::ALL {
                assert_eq!(permissions.allows(*one), by_the_table(standing, *one), "{} for {standing:?}", one.as_str());
            }
            seen += 1;
        }
        assert_eq!(seen, 2 * 5 * 4 * 2 * (1 + 4 * 32 * 32));
    }

    #[test]
    fn a_guest_of_the_team_has_only_what_projects_and_boards_give() {
        for standing in standings().filter(|standing| standing.team_role == Some(TeamRole::Guest)) {
            assert_eq!(standing.permissions(), Standing { team_role: None, ..standing }.permissions(), "{standing:?}");
        }
    }

    #[test]
    fn stored_lists_are_read_back() {
        assert_eq!(Permissions::parse("").unwrap(), Permissions::NONE);
        let two = Permissions::of(&[Permission::BoardView, Permission::UserManage]);
        let list: Vec<_> = two.iter().map(Permission::as_str).collect();
        assert_eq!(Permissions::parse(&list.join(",")).unwrap(), two);
        assert!(Permissions::parse("board_view,fly").is_err());
    }
}
