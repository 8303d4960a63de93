//! The PostgreSQL, Redis and S3 that tests run against: `TEST_DATABASE_URL`, `TEST_REDIS_URL` and `TEST_S3_URL`. Without them a test
//! fails, because a test that is left out in silence proves nothing.

use url::Url;

/// A PostgreSQL database whose user may create others; the tests make their own beside it.
pub fn database_url() -> Url {
    given("TEST_DATABASE_URL", "postgres://me@localhost/postgres")
}

pub fn redis_url() -> Url {
    given("TEST_REDIS_URL", "redis://localhost:6379")
}

/// A bucket of an S3, with the key and its secret: `http://key:secret@host:port/bucket`.
pub fn s3_url() -> Url {
    given("TEST_S3_URL", "http://key:secret@localhost:9000/bucket")
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
