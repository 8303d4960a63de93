//! Everybody and everything that the matrix asks about, made once.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::json;
use uuid::Uuid;

use super::{
    dump::{Dump, Dumper},
    rights::{INSTANCE_ADMIN, OUTSIDER, OWNER, ROLES, Role},
    row::{Need, Row},
    scene::{Cast, Scene},
};
use crate::support::{Client, PASSWORD, Person, TestApp, id, ids};

/// What is deleted out of a place each, and by which path.
const DELETED: &[(&str, &str)] = &[
    ("comment_id", "comments"),
    ("own_comment_id", "comments"),
    ("invite", "invites"),
    ("team_invite", "invites"),
    ("card_id", "cards"),
    ("column_id", "columns"),
    ("board_id", "boards"),
    ("project_id", "projects"),
    ("team_id", "teams"),
];

pub struct World<'a> {
    pub app: &'a TestApp,
    dumper: Dumper,
    root: Person,
    ada: Person,
    eve: Person,
    ben: Person,
    stranger: Person,
    grace: Person,
    others: BTreeMap<&'static str, String>,
    /// One for each role. All but the instance admin's are the same person's, whose rights elsewhere must not help here.
    pub scenes: Vec<Scene>,
    /// Another place in which that person may do everything.
    pub elsewhere: Scene,
    /// What two people have of their own.
    pub personal: Scene,
    pub somebody_elses: Scene,
    /// Places out of which something was deleted, with what it was.
    pub gone: Vec<(&'static str, Scene)>,
    /// API tokens: of the owner of a team and of the instance admin, by scope.
    pub tokens: Vec<(Role, &'static str, Client)>,
}

/// An id of nothing.
pub fn nothing() -> String {
    Uuid::now_v7().to_string()
}

impl<'a> World<'a> {
    pub async fn build(app: &'a TestApp) -> Self {
        let root = app.register("root").await;
        let (ada, eve) = (app.register("ada").await, app.register("eve").await);
        let (grace, ben) = (app.register("grace").await, app.register("ben").await);
        let (stranger, victim, former) = (app.register("cyd").await, app.register("vic").await, app.register("finn").await);
        former.delete("/users/me").await.expect(204);
        let others = BTreeMap::from([("victim_id", victim.id), ("name", "scan_due".to_owned())]);
        let mut cast = Cast { ada: &ada, eve: &eve, ben: &ben, stranger: &stranger, others };
        // An invitation into a place that nothing else is asked about.
        let invite = cast.scene(OUTSIDER, &grace).await["invite_token"].to_owned();
        cast.others.insert("invite_token", invite);
        let (dora, erin) = (personal(app, "dora", &cast.others).await, personal(app, "erin", &cast.others).await);
        let (personal, somebody_elses) = (told(app, dora).await, told(app, erin).await);
        // The scenes make jobs: each tells somebody of something.
        cast.scene(OWNER, &grace).await;
        cast.others.insert("job_id", ids(&root.get("/admin/jobs?state=ready").await.expect(200)).remove(0));

        let of = |role: Role| cast.scene(role, if role.instance_admin { &root } else { &grace });
        let scenes = join_all(ROLES.iter().map(|role| of(*role))).await;
        let elsewhere = of(OWNER).await;
        let mut gone = join_all(DELETED.iter().map(async |(thing, path)| {
            let scene = of(OWNER).await;
            // Nobody but its author deletes a comment without more ado.
            let by = if *thing == "comment_id" { &ada } else { &grace };
            by.delete(&format!("/{path}/{}", &scene[*thing])).await.expect(204);
            (*thing, scene)
        }))
        .await;
        let without_account = [("victim_id", former.id.clone()), ("user_id", former.id)];
        gone.push(("victim_id", of(OWNER).await.with(without_account)));

        let mut tokens = Vec::new();
        for (role, scopes) in [(OWNER, &["read", "write"][..]), (INSTANCE_ADMIN, &["read", "write", "admin"])] {
            let person = if role.instance_admin { &root } else { &grace };
            for scope in scopes {
                let made = person.post("/users/me/tokens", json!({"name": "Export", "scope": scope})).await.expect(201);
                tokens.push((role, *scope, app.with_token(made["token"].as_str().expect("a token"))));
            }
        }

        let others = cast.others;
        let dumper = Dumper::new(app).await;
        Self {
            app,
            dumper,
            root,
            ada,
            eve,
            ben,
            stranger,
            grace,
            others,
            scenes,
            elsewhere,
            personal,
            somebody_elses,
            gone,
            tokens,
        }
    }

    /// The scene of somebody with this role.
    pub fn of(&self, role: Role) -> &Scene {
        self.scenes.iter().find(|scene| scene.role.name == role.name).expect("each role has a scene")
    }

    /// A place like this one, for what ends it.
    pub async fn another(&self, scene: &Scene) -> Scene {
        if scene.role.name == self.personal.role.name {
            return personal(self.app, &format!("p{}", Uuid::now_v7().simple()), &self.others).await;
        }
        let cast = Cast { ada: &self.ada, eve: &self.eve, ben: &self.ben, stranger: &self.stranger, others: self.others.clone() };
        cast.scene(scene.role, if scene.role.instance_admin { &self.root } else { &self.grace }).await
    }

    /// In which places a row is asked about.
    pub fn scenes_for(&self, row: &Row) -> Vec<&Scene> {
        match row.first() {
            Need::Nothing | Need::SignedIn | Need::Themselves => vec![&self.personal],
            Need::InstanceAdmin => vec![self.of(INSTANCE_ADMIN), self.of(OWNER)],
            _ => self.scenes.iter().collect(),
        }
    }

    /// The place of somebody who may do what the row is about.
    pub fn allowed(&self, row: &Row) -> &Scene {
        match row.first() {
            Need::Nothing | Need::SignedIn | Need::Themselves => &self.personal,
            Need::InstanceAdmin => self.of(INSTANCE_ADMIN),
            _ => self.of(OWNER),
        }
    }

    /// Who asks, in a scene.
    pub fn asks<'s>(&'s self, row: &Row, scene: &'s Scene) -> &'s Client {
        if row.first() == Need::Nothing { self.app.visitor() } else { &scene.caller }
    }

    /// A browser in which the owner of the scenes' teams is signed in by cookies.
    pub async fn browser(&self) -> Client {
        let sign_in = json!({"email": self.grace.email, "password": PASSWORD, "cookie": true});
        let own = self.app.base().replace("127.0.0.1", "localhost");
        let answer = self.app.post("/auth/login", sign_in).header("origin", own).await;
        let set = answer.headers.get_all("set-cookie").iter();
        let pairs: Vec<_> =
            set.map(|line| line.to_str().expect("a cookie").split(';').next().expect("a pair").to_owned()).collect();
        self.app.with("cookie", &pairs.join("; "))
    }

    pub async fn dump(&self) -> Dump {
        self.dumper.read(self.app).await
    }
}

async fn team(of: &Person) -> String {
    ids(&of.get("/teams").await.expect(200)).remove(0)
}

/// What somebody has of their own: a project, a card with a reminder, another session, a token.
async fn personal(app: &TestApp, handle: &str, others: &BTreeMap<&'static str, String>) -> Scene {
    let person = app.register(&handle[..handle.len().min(39)]).await;
    let board = person.project("Notes").await;
    let card = id(&person.card(&board.todo, "Buy milk").await);
    let at = json!({"at": "2999-01-01T00:00:00Z"});
    let reminder = id(&person.post(&format!("/cards/{card}/reminders"), at).await.expect(201));
    let token = id(&person.post("/users/me/tokens", json!({"name": "Export", "scope": "read"})).await.expect(201));
    person.sign_in_again().await;
    let sessions = person.get("/auth/sessions").await.expect(200);
    let other = sessions["items"].as_array().expect("a list").iter().find(|one| one["current"] == false);
    let role = Role { name: "themselves", ..OWNER };
    Scene::new(role, Client::clone(&person), others.clone()).with([
        ("caller_id", person.id.clone()),
        ("email", person.email.clone()),
        ("team_id", team(&person).await),
        ("project_id", board.project),
        ("board_id", board.id),
        ("column_id", board.todo),
        ("card_id", card),
        ("reminder_id", reminder),
        ("token_id", token),
        ("provider", "nobody".to_owned()),
        ("identity_id", Uuid::now_v7().to_string()),
        ("session_id", id(other.expect("they signed in twice"))),
    ])
}

/// The same, with a notification: of the token.
async fn told(app: &TestApp, scene: Scene) -> Scene {
    app.run_jobs().await;
    let told = ids(&scene.caller.get("/notifications").await.expect(200)).remove(0);
    scene.with([("notification_id", told)])
}
