//! For this crate's own tests: people, boards and cards on a fresh database of either engine, made by the use cases
//! that make them for everybody, and the jobs run one after the other.

use std::{path::PathBuf, sync::Arc};

use shared::{
    app::{
        Actor, Ctx,
        accounts::act_as,
        cards::{self, CardView, NewCard},
        columns,
        notifications::{self, NotificationView},
        paging::PageRequest,
        projects::{self, NewProject, ProjectView},
        teams,
    },
    clock::Clock,
    config::Config,
    domain::{BoardId, CardId, ColumnKind, DeliveryId, InstanceRole, JobId, ProjectRole, TeamId, TeamRole, UserId},
    events::Bus,
    store::{self, Engine, Schema, users::User},
};
use uuid::Uuid;

use crate::{
    engine::LeaseWatch,
    jobs::{JobError, Registry, Running, all},
};

/// Makes the tests `name::on_sqlite` and `name::on_postgres` of each `async fn name(world: World)` in this file.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn on_sqlite() {
                $crate::testing::World::with(shared::store::Engine::Sqlite, super::$name).await;
            }
            #[tokio::test]
            async fn on_postgres() {
                $crate::testing::World::with(shared::store::Engine::Postgres, super::$name).await;
            }
        }
    )+};
}
pub(crate) use on_both_engines;

/// Goes with the test, failed or not.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Clone)]
pub struct World {
    pub ctx: Ctx,
    pub folder: PathBuf,
    jobs: Registry,
}

/// A project with its one board.
pub struct Project {
    pub view: ProjectView,
    pub board: BoardId,
    pub owner: Actor,
}

impl World {
    pub async fn with<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(World) -> F) {
        let name = format!("boardwire_test_{}_{}", Clock::default().now().timestamp(), Uuid::now_v7().simple());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let _folder = Folder(folder.clone());
        let mut settings = vec![
            ("CONFIG_FILE".to_owned(), "/dev/null".to_owned()),
            ("DATA_DIR".to_owned(), folder.display().to_string()),
            ("BASE_URL".to_owned(), "https://boards.example.org".to_owned()),
            ("SECRET_KEY".to_owned(), "a-key-for-tests-only-0123456789abcdefghij".to_owned()),
            ("DATABASE_CONNECTIONS".to_owned(), "8".to_owned()),
        ];
        let server = (engine == Engine::Postgres).then(server_url);
        if let Some(server) = &server {
            let admin = store::connect(server, 1, Schema::Keep).await.expect("TEST_DATABASE_URL answers");
            admin.sql(format!("CREATE DATABASE {name}")).run().await.expect("a database can be made");
            admin.close().await;
            settings.push(("DATABASE_URL".to_owned(), sibling(server, &name)));
        }
        let config = Config::load(settings).expect("the settings are good");
        let db = store::connect(config.database_url().expose(), 8, Schema::Migrate).await.expect("the database opens");
        let ctx = Ctx::new(config, db, Clock::default(), Bus::in_process()).expect("the context can be made");
        let world = World { ctx, folder: folder.clone(), jobs: all() };
        test(world.clone()).await;
        world.ctx.db.close().await;
        if let Some(server) = &server {
            let admin = store::connect(server, 1, Schema::Keep).await.expect("TEST_DATABASE_URL answers");
            admin.sql(format!("DROP DATABASE {name} WITH (FORCE)")).run().await.expect("the database can be dropped");
        }
    }

    /// The same world with these settings changed.
    pub fn configured(&self, change: impl FnOnce(&mut Config)) -> World {
        let mut config = self.ctx.config.clone();
        change(&mut config);
        let ctx = Ctx::new(config, self.ctx.db.clone(), self.ctx.clock.clone(), self.ctx.bus.clone());
        World { ctx: ctx.expect("the context can be made"), folder: self.folder.clone(), jobs: all() }
    }

    pub async fn person(&self, name: &str) -> Actor {
        self.person_in(name, "Europe/Berlin").await
    }

    pub async fn person_in(&self, name: &str, zone: &str) -> Actor {
        let now = self.ctx.clock.now();
        let handle: String = name.to_lowercase().chars().filter(char::is_ascii_lowercase).collect();
        let user = User {
            id: UserId::new(),
            name: name.to_owned(),
            email: format!("{handle}@example.org"),
            handle,
            new_email: None,
            email_verified_at: None,
            password_hash: None,
            role: InstanceRole::Member,
            time_zone: zone.to_owned(),
            locale: "en".to_owned(),
            version: 1,
            created_at: now,
            updated_at: now,
            disabled_at: None,
            email_suppressed_at: None,
            email_answer: None,
            totp_enabled: false,
        };
        let mut work = self.ctx.begin_unattended().await.unwrap();
        assert!(store::users::insert_user(&mut work.tx, &user).await.unwrap(), "{name} is new");
        work.commit().await.unwrap();
        act_as(&self.ctx, user.id).await.unwrap()
    }

    /// A team of `owner` and a project in it with `members`. What its making would tell them is not told.
    pub async fn project(&self, owner: &Actor, name: &str, members: &[&Actor]) -> Project {
        let team = teams::create(&self.ctx, owner, teams::NewTeam { name: "Acme".to_owned(), description: None }).await.unwrap();
        let new = NewProject {
            team_id: Some(team.id),
            name: name.to_owned(),
            key: Some("WEB".to_owned()),
            description: None,
            deadline: None,
            visibility: None,
        };
        let view = projects::create(&self.ctx, owner, new).await.unwrap();
        for member in members {
            self.join(owner, team.id, member).await;
            projects::put_member(&self.ctx, owner, view.id, member.user_id, ProjectRole::Member).await.unwrap();
        }
        self.forget_jobs().await;
        let boards = shared::app::boards::list(&self.ctx, owner, view.id, &PageRequest::default()).await.unwrap();
        Project { board: boards.items[0].id, view, owner: owner.clone() }
    }

    pub async fn join(&self, owner: &Actor, team: TeamId, member: &Actor) {
        teams::put_member(&self.ctx, owner, team, member.user_id, TeamRole::Member).await.unwrap();
    }

    /// A card in the project's first column.
    pub async fn card(&self, project: &Project, title: &str, due: Option<&str>) -> CardView {
        let columns = columns::list(&self.ctx, &project.owner, project.board).await.unwrap();
        let todo = columns.items.iter().find(|column| column.kind == ColumnKind::Todo).unwrap();
        let new = NewCard { title: title.to_owned(), due: due.map(str::to_owned), ..NewCard::default() };
        cards::create(&self.ctx, &project.owner, todo.id, new).await.unwrap()
    }

    pub async fn assign(&self, project: &Project, card: CardId, user: &Actor) {
        cards::assign(&self.ctx, &project.owner, card, user.user_id).await.unwrap();
    }

    /// What someone was told, the newest first.
    pub async fn told(&self, user: &Actor) -> Vec<NotificationView> {
        notifications::list(&self.ctx, user, false, &PageRequest::default()).await.unwrap().page.items
    }

    pub async fn sentences(&self, user: &Actor) -> Vec<String> {
        self.told(user).await.into_iter().map(|told| told.text).collect()
    }

    /// The mails written as files, in the order of what they tell.
    pub fn mails(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder.join("mail")) else { return Vec::new() };
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
    }

    pub async fn run_scan(&self) {
        let mut work = self.ctx.begin_unattended().await.unwrap();
        work.enqueue(&shared::jobs::ScanDue {});
        work.commit().await.unwrap();
        self.run_jobs().await;
    }

    /// Runs every job that is due, and those they make, each of them twice: a job may be delivered again at any time.
    pub async fn run_jobs(&self) {
        loop {
            let text = "SELECT id, kind, payload FROM jobs WHERE finished_at IS NULL AND run_at <= $1 ORDER BY id";
            let now = self.ctx.clock.now();
            let waiting: Vec<(JobId, String, String)> = self.ctx.db.sql(text).bind(now).all().await.unwrap();
            if waiting.is_empty() {
                return;
            }
            for (id, kind, payload) in waiting {
                self.run(id, &kind, &payload).await.unwrap();
                self.run(id, &kind, &payload).await.unwrap();
                self.end(id).await;
            }
        }
    }

    /// Runs the oldest job of this kind, and leaves it waiting.
    pub async fn try_job(&self, kind: &str) -> Result<(), JobError> {
        let waiting = self.waiting().await;
        let (id, kind, payload) = waiting.iter().find(|job| job.1 == kind).expect("there is such a job");
        self.run(*id, kind, payload).await
    }

    /// All jobs of this kind, to be run at the same time, and left waiting.
    pub async fn each_job(&self, kind: &str) -> Vec<impl Future<Output = Result<(), JobError>>> {
        let waiting = self.waiting().await.into_iter().filter(|job| job.1 == kind);
        waiting.map(|(id, kind, payload)| async move { self.run(id, &kind, &payload).await }).collect()
    }

    /// As [`World::try_job`], by a process that has lost its lease meanwhile.
    pub async fn try_lost_job(&self, kind: &str) -> Result<(), JobError> {
        let waiting = self.waiting().await;
        let (id, kind, payload) = waiting.iter().find(|job| job.1 == kind).expect("there is such a job");
        self.run_under(LeaseWatch::lost(&self.ctx.clock), *id, kind, payload).await
    }

    async fn run(&self, id: JobId, kind: &str, payload: &str) -> Result<(), JobError> {
        self.run_under(LeaseWatch::for_ever(), id, kind, payload).await
    }

    async fn run_under(&self, lease: LeaseWatch, id: JobId, kind: &str, payload: &str) -> Result<(), JobError> {
        let running = Running {
            id,
            lease,
            kind: kind.to_owned(),
            attempts: 0,
            at: shared::domain::TraceParent::within(id.0.as_u128()),
            created_at: self.ctx.clock.now(),
        };
        let handler = self.jobs.find(kind).expect("every kind has a handler");
        handler.run(self.ctx.clone(), Arc::new(running), payload).await
    }

    async fn waiting(&self) -> Vec<(JobId, String, String)> {
        let text = "SELECT id, kind, payload FROM jobs WHERE finished_at IS NULL ORDER BY id";
        self.ctx.db.sql(text).all().await.unwrap()
    }

    async fn end(&self, id: JobId) {
        let mut work = self.ctx.begin_unattended().await.unwrap();
        let now = work.now;
        let text = "UPDATE jobs SET state = 'done', finished_at = $2 WHERE id = $1";
        store::Runs::sql(&mut work.tx, text).bind(id).bind(now).run().await.unwrap();
        work.commit().await.unwrap();
    }

    pub async fn forget_jobs(&self) {
        for (id, ..) in self.waiting().await {
            self.end(id).await;
        }
    }

    pub async fn forget_kind(&self, kind: &str) {
        for (id, ..) in self.waiting().await.into_iter().filter(|job| job.1 == kind) {
            self.end(id).await;
        }
    }

    pub async fn delivery_ids(&self) -> Vec<DeliveryId> {
        let ids = self.ctx.db.sql("SELECT id FROM deliveries ORDER BY id").all::<(DeliveryId,)>().await.unwrap();
        ids.into_iter().map(|(id,)| id).collect()
    }

    /// The states of all deliveries and why they are in them, in the order they were made.
    pub async fn deliveries(&self) -> Vec<(String, Option<String>)> {
        self.ctx.db.sql("SELECT state, reason FROM deliveries ORDER BY id").all().await.unwrap()
    }

    pub async fn execute(&self, text: &'static str, id: Uuid) {
        let mut work = self.ctx.begin_unattended().await.unwrap();
        store::Runs::sql(&mut work.tx, text).bind(id).run().await.unwrap();
        work.commit().await.unwrap();
    }
}

fn server_url() -> String {
    std::env::var("TEST_DATABASE_URL").unwrap_or_else(|_| {
        panic!(
            "TEST_DATABASE_URL is not set. Run the tests with `make test`, which starts a private server, or set it to a \
             database whose user may make others, for example postgres://me@localhost/postgres."
        )
    })
}

/// Another database on the same server.
fn sibling(server: &str, name: &str) -> String {
    let mut url: url::Url = server.parse().expect("TEST_DATABASE_URL is an address");
    url.set_path(name);
    url.to_string()
}
