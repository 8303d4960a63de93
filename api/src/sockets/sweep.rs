//! When to look at the rows without a hint: every second while other processes' hints do not arrive, once when they
//! arrive again, and else now and then.

/// How often one looks although hints arrive, in ticks of a second: a hint may be lost.
const SWEEP: u32 = 15;
/// How often a socket looks at its rights where one process does everything: what the command line changes sends no hint.
const ALONE: u32 = 3;

pub struct Sweep {
    ticks: u32,
    was_away: bool,
    alone: u32,
}

impl Sweep {
    /// For reading a stream.
    pub fn of_rows() -> Self {
        Self { ticks: 0, was_away: false, alone: 1 }
    }

    /// For one reader's session and rights.
    pub fn of_rights() -> Self {
        Self { alone: ALONE, ..Self::of_rows() }
    }

    /// To be asked once a second. `connected` is the bus's word: `None` where there is no Redis, and other processes may
    /// write all the same.
    pub fn is_due(&mut self, connected: Option<bool>) -> bool {
        self.ticks += 1;
        let away = connected == Some(false);
        let due = away || self.was_away || self.ticks >= if connected.is_none() { self.alone } else { SWEEP };
        self.was_away = away;
        if due {
            self.ticks = 0;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_looked_at_every_second_while_redis_is_away() {
        let mut sweep = Sweep::of_rows();
        let due: Vec<bool> = [Some(true), Some(false), Some(false), Some(true), Some(true)].map(|c| sweep.is_due(c)).to_vec();
        assert_eq!(due, [false, true, true, true, false]);
        assert_eq!((0..SWEEP).filter(|_| sweep.is_due(Some(true))).count(), 1);
        assert!(sweep.is_due(None) && sweep.is_due(None));
    }

    #[test]
    fn rights_are_looked_at_every_second_while_redis_is_away_and_less_often_where_there_is_none() {
        let mut sweep = Sweep::of_rights();
        assert!(sweep.is_due(Some(false)) && sweep.is_due(Some(false)) && sweep.is_due(Some(true)));
        assert_eq!((0..3 * ALONE).filter(|_| sweep.is_due(None)).count(), 3);
    }
}
