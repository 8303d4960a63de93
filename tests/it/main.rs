//! The tests of the whole program: what people, operators and other programs see of it. `make test` runs them.

mod accounts;
mod jobs_store;
mod schemas;
mod support;
