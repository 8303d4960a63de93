//! How many sockets one person and one address may have open in this process.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use shared::{config::Config, domain::UserId};

use super::tally::Tally;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Who {
    User(UserId),
    Address(IpAddr),
}

pub struct Crowd {
    per_user: usize,
    per_address: usize,
    open: Mutex<Tally<Who>>,
}

/// One that is counted until it is dropped.
pub struct Counted {
    crowd: Arc<Crowd>,
    who: Who,
}

impl Crowd {
    pub fn new(config: &Config) -> Arc<Self> {
        let (per_user, per_address) = (config.sockets_per_user, config.sockets_per_address);
        Arc::new(Self { per_user, per_address, open: Mutex::default() })
    }

    /// `None`: they have too many already.
    pub fn user(self: &Arc<Self>, user: UserId) -> Option<Counted> {
        self.count(Who::User(user), self.per_user)
    }

    pub fn address(self: &Arc<Self>, address: IpAddr) -> Option<Counted> {
        self.count(Who::Address(network(address)), self.per_address)
    }

    fn count(self: &Arc<Self>, who: Who, most: usize) -> Option<Counted> {
        let mut open = self.lock();
        if open.count(&who) >= most {
            return None;
        }
        open.add(who);
        Some(Counted { crowd: self.clone(), who })
    }

    fn lock(&self) -> MutexGuard<'_, Tally<Who>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever has one IPv6 address has the 2⁶⁴ beside it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.crowd.lock().remove(&self.who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_too_many_waits_until_one_is_closed() {
        let crowd = Arc::new(Crowd { per_user: 2, per_address: 1, open: Mutex::default() });
        let (ada, bob) = (UserId::new(), UserId::new());
        let first = crowd.user(ada).unwrap();
        let _second = crowd.user(ada).unwrap();
        assert!(crowd.user(ada).is_none() && crowd.user(bob).is_some());
        drop(first);
        assert!(crowd.user(ada).is_some());
        let _one = crowd.address("2001:db8::1".parse().unwrap()).unwrap();
        assert!(crowd.address("2001:db8::ffff:2".parse().unwrap()).is_none());
        assert!(crowd.address("2001:db8:0:1::1".parse().unwrap()).is_some());
    }
}
