//! The views of `shared` as OpenAPI shows them: meaning and example of every field, in one place a view.

mod accounts;
mod pages;
mod people;
mod teams;
