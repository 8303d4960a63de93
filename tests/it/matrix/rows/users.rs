//! Accounts: one's own, and everybody's for the instance admin.

use serde_json::json;

use crate::{
    matrix::row::{
        Need::{InstanceAdmin, SignedIn, Themselves},
        Row, row,
    },
    support::PASSWORD,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("getMe").needs(&[SignedIn]),
        row("updateMe").needs(&[SignedIn]).body(|_| json!({"name": "Dora King"})),
        row("updateMe")
            .case("another address")
            .needs(&[Themselves])
            .body(|_| json!({"email": "king@example.org", "current_password": PASSWORD})),
        row("deleteMe").needs(&[Themselves]).alone(),
        row("changePassword")
            .needs(&[Themselves])
            .body(|_| json!({"current_password": PASSWORD, "new_password": "brisk-lantern-9-teak"}))
            .alone(),
        row("listApiTokens").needs(&[Themselves]),
        row("createApiToken").needs(&[Themselves]).body(|_| json!({"name": "Import", "scope": "write"})),
        row("revokeApiToken").needs(&[Themselves]),
        row("listIdentities").needs(&[Themselves]),
        row("unlinkIdentity").needs(&[Themselves]).answered(404),
        row("listUsers").needs(&[InstanceAdmin]),
        row("getUser").needs(&[InstanceAdmin]).with("user_id", "victim_id"),
        row("updateUser").needs(&[InstanceAdmin]).with("user_id", "victim_id").body(|_| json!({"name": "Vic King"})),
        row("deleteUser").needs(&[InstanceAdmin]).with("user_id", "victim_id"),
    ]
}
