//! How a job can fail. `?` on any error makes it a [`JobError::Retry`]; giving up is said explicitly.

use std::fmt;

use chrono::{DateTime, Utc};

#[derive(Debug)]
pub enum JobError {
    /// It may work later: again after a wait that grows, until the attempts of its kind are used up.
    Retry(anyhow::Error),
    /// Its time has not come: again then, and this was no attempt.
    NotYet(DateTime<Utc>),
    /// It can never work: dead at once, with this as the reason.
    Abort(anyhow::Error),
}

impl JobError {
    /// Gives up, with a reason for whoever looks at the dead job.
    pub fn abort(why: impl fmt::Display) -> Self {
        JobError::Abort(anyhow::anyhow!("{why}"))
    }

    /// Tries again later, with a reason for whoever looks at the job meanwhile.
    pub fn retry(why: impl fmt::Display) -> Self {
        JobError::Retry(anyhow::anyhow!("{why}"))
    }
}

impl<E: Into<anyhow::Error>> From<E> for JobError {
    fn from(error: E) -> Self {
        JobError::Retry(error.into())
    }
}

impl fmt::Display for JobError {
    /// The error and what caused it, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JobError::NotYet(at) => write!(f, "not before {at}"),
            JobError::Retry(error) | JobError::Abort(error) => write!(f, "{error:#}"),
        }
    }
}
