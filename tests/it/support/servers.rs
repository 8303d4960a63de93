//! The PostgreSQL and Redis that tests run against: `TEST_DATABASE_URL` and `TEST_REDIS_URL`. Without them a test
//! fails, because a test that is left out in silence proves nothing.

use url::Url;

/// A PostgreSQL database whose user may create others; the tests make their own beside it.
pub fn database_url() -> Url {
    given("TEST_DATABASE_URL", "postgres://me@localhost/postgres")
}

pub fn redis_url() -> Url {
    given("TEST_REDIS_URL", "redis://localhost:6379")
}

fn given(name: &str, example: &str) -> Url {
    let value = std::env::var(name).unwrap_or_default();
    assert!(
        !value.is_empty(),
        "{name} is not set. Run the tests with `make test`, or some of them with \
         `tools/with-services cargo test …`: both start private servers. Or set {name} yourself, for example to {example}."
    );
    value.parse().unwrap_or_else(|error| panic!("{name} is no address: {error}"))
}
