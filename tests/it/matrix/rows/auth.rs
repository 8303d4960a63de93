//! Signing in and out.

use serde_json::json;

use crate::{
    matrix::row::{
        Need::{Nothing, Themselves},
        Row, row,
    },
    support::PASSWORD,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("register")
            .needs(&[Nothing])
            .body(|_| json!({"name": "Zoe", "handle": "zoe", "email": "zoe@example.org", "password": PASSWORD})),
        row("login").needs(&[Nothing]).body(|scene| json!({"email": scene["email"], "password": PASSWORD})),
        row("createToken").needs(&[Nothing]).body(|scene| json!({"username": scene["email"], "password": PASSWORD})),
        row("refresh").needs(&[Nothing]).body(|_| json!({"refresh_token": "made-up"})).answered(401),
        row("forgotPassword").needs(&[Nothing]).body(|scene| json!({"email": scene["email"]})),
        row("resetPassword").needs(&[Nothing]).body(|_| json!({"token": "made-up", "password": PASSWORD})).answered(422),
        row("verifyEmail").needs(&[Nothing]).body(|_| json!({"token": "made-up"})).answered(422),
        // The addresses of this world are verified: `recovery.rs` verifies one.
        row("resendVerification").needs(&[Themselves]).answered(409),
        // No provider is set up here: `oidc.rs` signs in with one.
        row("startOidc").needs(&[Nothing]).answered(404),
        row("finishOidc").needs(&[Nothing]).answered(404),
        row("enrolTotp").needs(&[Themselves]).alone(),
        // Before there is one to confirm, or to remove.
        row("confirmTotp").needs(&[Themselves]).body(|_| json!({"code": "123456"})).answered(409),
        row("removeTotp").needs(&[Themselves]).body(|_| json!({"code": "123456"})).answered(404),
        row("logout").needs(&[Themselves]).alone(),
        row("listSessions").needs(&[Themselves]),
        row("endSession").needs(&[Themselves]),
    ]
}
