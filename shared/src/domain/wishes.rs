//! What a person wants to hear, and how: the rules that turn a notification and its reader's settings into what is
//! shown in the app and when a mail may go. No input or output: time and zone come in.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{NotificationKind, named::named};

named! {
    /// When mail about news goes out: each by itself, or together once a day.
    EmailMode { Instant = "instant", Daily = "daily" }

    /// What a mute silences: everything, or only mail.
    MutedChannels { All = "all", Mail = "mail" }

    /// What a mute is about.
    MuteScope { Project = "project", Board = "board", Card = "card" }

    /// What a mail is: news of one or several things, a day's digest, an invitation to an address without an account, or one
    /// of those that an account cannot do without.
    MailPurpose {
        News = "news",
        Digest = "digest",
        Invite = "invite",
        Reset = "reset",
        Verify = "verify",
        /// To the address that was the account's until now.
        EmailChanged = "email_changed",
    }
}

impl MailPurpose {
    /// Whether it is about the account itself: such mail does not wait and cannot be turned off.
    #[must_use]
    pub fn is_of_account(self) -> bool {
        matches!(self, Self::Reset | Self::Verify | Self::EmailChanged)
    }
}

/// How one kind of notification is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels {
    pub in_app: bool,
    pub email: bool,
}

impl Channels {
    pub const BOTH: Self = Self { in_app: true, email: true };
    pub const NONE: Self = Self { in_app: false, email: false };
}

/// A span of every day, in minutes after midnight on the person's clock. It may pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    pub from: u32,
    pub to: u32,
}

/// One person's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// What differs from being told both ways.
    pub kinds: BTreeMap<NotificationKind, Channels>,
    pub email_mode: EmailMode,
    /// 0 to 23, on the person's clock.
    pub digest_hour: u32,
    pub quiet_hours: Option<QuietHours>,
    /// How long before a card is due its followers hear of it.
    pub due_soon: TimeDelta,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            kinds: BTreeMap::new(),
            email_mode: EmailMode::Instant,
            digest_hour: 8,
            quiet_hours: None,
            due_soon: TimeDelta::hours(24),
        }
    }
}

/// When the mail about a notification goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTime {
    /// Alone, at this time: now, or when quiet hours end.
    Alone(DateTime<Utc>),
    /// At this time, with whatever else happens to the card until then.
    Gathered(DateTime<Utc>),
    /// With the day's digest.
    Digest,
}

impl NotificationKind {
    /// Changes of a card, of which several within a short time become one mail. Everything else is mailed at once.
    #[must_use]
    pub fn is_gathered(self) -> bool {
        matches!(self, Self::Unassigned | Self::Commented | Self::DueChanged | Self::Completed | Self::Moved)
    }

    /// What a digest or a mute may hold back: not what someone set for themselves, nor what concerns their account.
    #[must_use]
    pub fn is_news(self) -> bool {
        !matches!(self, Self::Reminder | Self::Security)
    }
}

impl Wishes {
    #[must_use]
    pub fn channels(&self, kind: NotificationKind) -> Channels {
        let wished = self.kinds.get(&kind).copied().unwrap_or(Channels::BOTH);
        // Whoever could turn these off in a stolen session would.
        if kind == NotificationKind::Security { Channels { email: true, ..wished } } else { wished }
    }

    /// When a mail about it goes, for a reader who wants it mailed.
    #[must_use]
    pub fn mail_time(&self, kind: NotificationKind, now: DateTime<Utc>, window: TimeDelta, zone: Tz) -> MailTime {
        if self.email_mode == EmailMode::Daily && kind.is_news() {
            return MailTime::Digest;
        }
        let at = if kind.is_gathered() { now + window } else { now };
        match self.quiet_until(kind, at, zone) {
            // What quiet hours hold back is read in the morning together.
            Some(end) if kind.is_news() => MailTime::Gathered(end),
            Some(end) => MailTime::Alone(end),
            None if at > now => MailTime::Gathered(at),
            None => MailTime::Alone(at),
        }
    }

    /// When the quiet hours end that `at` lies in; `None` outside of them. A reminder beats them: it was set for a time.
    #[must_use]
    pub fn quiet_until(&self, kind: NotificationKind, at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let quiet = self.quiet_hours.filter(|_| kind != NotificationKind::Reminder)?;
        quiet.until(at, zone)
    }

    /// The latest moment not after `now` at which a digest is due: today's hour, or yesterday's.
    #[must_use]
    pub fn last_digest_moment(&self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(self.digest_hour.min(23), 0, 0).unwrap_or(NaiveTime::MIN);
        let today = now.with_timezone(&zone).date_naive();
        let moment = at_local(today, time, zone);
        if moment <= now { moment } else { at_local(today.checked_sub_days(Days::new(1)).unwrap_or(today), time, zone) }
    }
}

impl QuietHours {
    fn until(self, at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        use chrono::Timelike;
        let local = at.with_timezone(&zone);
        let minute = local.hour() * 60 + local.minute();
        let inside =
            if self.from < self.to { (self.from..self.to).contains(&minute) } else { minute >= self.from || minute < self.to };
        if !inside {
            return None;
        }
        let time = NaiveTime::from_hms_opt(self.to / 60, self.to % 60, 0)?;
        let today = local.date_naive();
        let end = at_local(today, time, zone);
        // On the night that clocks are put back the end may come twice; the one that is still ahead counts.
        Some(if end > at { end } else { later_local(today, time, zone, at) })
    }
}

/// The instant of a local time: the first where it comes twice, the first after the gap where it does not come.
fn at_local(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let mut local = day.and_time(time);
    for _ in 0..12 {
        if let Some(at) = zone.from_local_datetime(&local).earliest() {
            return at.with_timezone(&Utc);
        }
        local += TimeDelta::minutes(15);
    }
    Utc.from_utc_datetime(&day.and_time(time))
}

/// The local time's second coming today if that is after `at`, else tomorrow's.
fn later_local(today: NaiveDate, time: NaiveTime, zone: Tz, at: DateTime<Utc>) -> DateTime<Utc> {
    let again = zone.from_local_datetime(&today.and_time(time)).latest().map(|again| again.with_timezone(&Utc));
    match again {
        Some(again) if again > at => again,
        _ => at_local(today.checked_add_days(Days::new(1)).unwrap_or(today), time, zone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = chrono_tz::Europe::Berlin;
    const WINDOW: TimeDelta = TimeDelta::minutes(2);

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn quiet(from: &str, to: &str) -> Wishes {
        let minutes = |text: &str| {
            let (h, m) = text.split_once(':').unwrap();
            h.parse::<u32>().unwrap() * 60 + m.parse::<u32>().unwrap()
        };
        Wishes { quiet_hours: Some(QuietHours { from: minutes(from), to: minutes(to) }), ..Wishes::default() }
    }

    fn held(wishes: &Wishes, now: &str) -> Option<DateTime<Utc>> {
        wishes.quiet_until(NotificationKind::Assigned, at(now), BERLIN)
    }

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = quiet("22:00", "07:30");
        assert_eq!(held(&night, "2026-11-21T20:59:00Z"), None);
        assert_eq!(held(&night, "2026-11-21T21:00:00Z"), Some(at("2026-11-22T06:30:00Z")));
        assert_eq!(held(&night, "2026-11-22T06:29:59Z"), Some(at("2026-11-22T06:30:00Z")));
        assert_eq!(held(&night, "2026-11-22T06:30:00Z"), None);
        let noon = quiet("12:00", "13:00");
        assert_eq!(held(&noon, "2026-11-21T11:30:00Z"), Some(at("2026-11-21T12:00:00Z")));
        assert_eq!(held(&noon, "2026-11-21T12:00:00Z"), None);
    }

    #[test]
    fn quiet_hours_end_by_the_clock_on_both_clock_changes() {
        let night = quiet("22:00", "07:00");
        assert_eq!(held(&night, "2026-03-28T22:00:00Z"), Some(at("2026-03-29T05:00:00Z")));
        assert_eq!(held(&night, "2026-10-24T22:00:00Z"), Some(at("2026-10-25T06:00:00Z")));
        // An end that is skipped is the first moment after; one that comes twice ends them each time.
        assert_eq!(held(&quiet("22:00", "02:30"), "2026-03-28T22:00:00Z"), Some(at("2026-03-29T01:00:00Z")));
        let twice = quiet("22:00", "02:30");
        assert_eq!(held(&twice, "2026-10-25T00:15:00Z"), Some(at("2026-10-25T00:30:00Z")));
        assert_eq!(held(&twice, "2026-10-25T01:10:00Z"), Some(at("2026-10-25T01:30:00Z")));
        assert_eq!(held(&twice, "2026-10-25T01:30:00Z"), None);
    }

    #[test]
    fn only_a_reminder_beats_quiet_hours() {
        let night = quiet("22:00", "07:00");
        let now = at("2026-11-21T23:00:00Z");
        let morning = at("2026-11-22T06:00:00Z");
        for kind in NotificationKind::ALL {
            let expected = match kind {
                NotificationKind::Reminder => MailTime::Alone(now),
                NotificationKind::Security => MailTime::Alone(morning),
                _ => MailTime::Gathered(morning),
            };
            assert_eq!(night.mail_time(*kind, now, WINDOW, BERLIN), expected, "{kind}");
        }
    }

    #[test]
    fn changes_wait_for_their_window_and_assignments_do_not() {
        let now = at("2026-11-21T12:00:00Z");
        let wishes = Wishes::default();
        assert_eq!(wishes.mail_time(NotificationKind::Moved, now, WINDOW, BERLIN), MailTime::Gathered(now + WINDOW));
        assert_eq!(wishes.mail_time(NotificationKind::Assigned, now, WINDOW, BERLIN), MailTime::Alone(now));
        assert_eq!(wishes.mail_time(NotificationKind::Moved, now, TimeDelta::zero(), BERLIN), MailTime::Alone(now));
    }

    #[test]
    fn a_digest_takes_all_news_and_nothing_else() {
        let wishes = Wishes { email_mode: EmailMode::Daily, ..Wishes::default() };
        let now = at("2026-11-21T12:00:00Z");
        for kind in NotificationKind::ALL {
            let digest = wishes.mail_time(*kind, now, WINDOW, BERLIN) == MailTime::Digest;
            assert_eq!(digest, !matches!(kind, NotificationKind::Reminder | NotificationKind::Security), "{kind}");
        }
    }

    #[test]
    fn a_digest_is_due_at_the_local_hour_also_where_it_is_skipped() {
        let digest = |hour, now: &str, zone| Wishes { digest_hour: hour, ..Wishes::default() }.last_digest_moment(at(now), zone);
        assert_eq!(digest(8, "2026-11-21T07:00:00Z", BERLIN), at("2026-11-21T07:00:00Z"));
        assert_eq!(digest(8, "2026-11-21T06:59:59Z", BERLIN), at("2026-11-20T07:00:00Z"));
        assert_eq!(digest(8, "2026-11-21T02:15:00Z", chrono_tz::Asia::Kathmandu), at("2026-11-21T02:15:00Z"));
        assert_eq!(digest(2, "2026-03-29T12:00:00Z", BERLIN), at("2026-03-29T01:00:00Z"));
        assert_eq!(digest(2, "2026-10-25T12:00:00Z", BERLIN), at("2026-10-25T00:00:00Z"));
    }

    #[test]
    fn security_notices_are_always_mailed() {
        let kinds = BTreeMap::from([(NotificationKind::Security, Channels::NONE), (NotificationKind::Moved, Channels::NONE)]);
        let wishes = Wishes { kinds, ..Wishes::default() };
        assert!(wishes.channels(NotificationKind::Security).email);
        assert_eq!(wishes.channels(NotificationKind::Moved), Channels::NONE);
        assert_eq!(wishes.channels(NotificationKind::Assigned), Channels::BOTH);
    }
}
