//! What the instance admin runs.

use crate::matrix::row::{Need::InstanceAdmin, Row, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("listAudit").needs(&[InstanceAdmin]).filters("actor", "user_id"),
        row("listJobs").needs(&[InstanceAdmin]),
        row("getJob").needs(&[InstanceAdmin]),
        row("discardJob").needs(&[InstanceAdmin]),
        row("retryJob").needs(&[InstanceAdmin]),
        row("listQueues").needs(&[InstanceAdmin]),
        row("listSchedules").needs(&[InstanceAdmin]),
        row("runSchedule").needs(&[InstanceAdmin]),
    ]
}
