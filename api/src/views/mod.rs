//! The views of `shared` as OpenAPI shows them: meaning and example of every field, in one place a view.

mod accounts;
mod activity;
mod boards;
mod calendar;
mod cards;
mod chat;
mod checklists;
mod comments;
mod files;
mod invites;
mod labels;
mod notification_settings;
mod notifications;
mod operators;
mod pages;
mod people;
mod projects;
mod reminders;
mod reports;
mod streams;
mod teams;
