//! The words of whoever runs the instance: what is audited, which jobs are asked for, what processes are.

use super::named::named;

named! {
    /// What was done that someone may have to answer for. Stored: change one only with a migration.
    AuditAction {
        AccountCreated = "account.created",
        SignedIn = "account.signed_in",
        SignInFailed = "account.sign_in_failed",
        PasswordChanged = "account.password_changed",
        PasswordReset = "account.password_reset",
        TotpEnabled = "account.totp_enabled",
        TotpRemoved = "account.totp_removed",
        /// To confirm or remove it, by who is signed in; at a sign-in it is `account.sign_in_failed`.
        TotpRefused = "account.totp_refused",
        RecoveryCodeUsed = "account.recovery_code_used",
        EmailChangeAsked = "account.email_change_asked",
        EmailChanged = "account.email_changed",
        RoleChanged = "account.role_changed",
        AccountChanged = "account.changed",
        AccountDisabled = "account.disabled",
        AccountEnabled = "account.enabled",
        AccountDeleted = "account.deleted",
        ApiTokenCreated = "api_token.created",
        ApiTokenRevoked = "api_token.revoked",
        CalendarCreated = "calendar.created",
        IdentityLinked = "identity.linked",
        IdentityUnlinked = "identity.unlinked",
        TeamMemberAdded = "team.member_added",
        TeamRoleChanged = "team.role_changed",
        TeamMemberRemoved = "team.member_removed",
        ProjectMemberAdded = "project.member_added",
        ProjectRoleChanged = "project.role_changed",
        ProjectMemberRemoved = "project.member_removed",
        BoardRightsChanged = "board.rights_changed",
        InviteCreated = "invite.created",
        InviteRevoked = "invite.revoked",
        JobRetried = "job.retried",
        JobDiscarded = "job.discarded",
        ScheduleRun = "schedule.run",
        AddressReleased = "address.released",
        BackedUp = "instance.backed_up",
        /// Its database was filled from a backup, or from the SQLite database that it had before.
        Restored = "instance.restored",
    }

    /// How something came to the program.
    Via {
        Api = "api",
        CommandLine = "command_line",
        /// A job's or a schedule's own doing.
        Program = "program",
    }

    /// Which jobs an operator asks for: a state, or those that are ready but not due yet.
    JobsAsked {
        Ready = "ready",
        Scheduled = "scheduled",
        Running = "running",
        Done = "done",
        Dead = "dead",
        Discarded = "discarded",
    }

    /// What a process that made itself known does.
    WorkerRole { Worker = "worker", Scheduler = "scheduler" }

    /// Whether it takes on more.
    WorkerState { Running = "running", Draining = "draining" }
}
