//! The tests of the whole program: what people, operators and other programs see of it. `make test` runs them.

mod accounts;
mod assignment;
mod boards;
mod cards;
mod demo;
mod edge;
mod jobs_crash;
mod jobs_database;
mod jobs_engine;
mod jobs_redis;
mod jobs_store;
mod live;
mod mail_crash;
mod mail_times;
mod notification_settings;
mod notifying;
mod pages;
mod processes;
mod reminders;
mod schedules;
mod schemas;
mod support;
