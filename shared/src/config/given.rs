//! Where values come from: the environment, else a file of `NAME=value` lines. What is in the file and is no setting is
//! an error, as it is most likely a slip of the pen; the environment has names of others, too.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use url::Url;

use super::{Config, SETTINGS, Setting, oidc, parse};

/// A setting that cannot be used, and why. The value itself is left out: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSetting {
    pub name: String,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSettings(pub Vec<BadSetting>);

impl fmt::Display for BadSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, bad) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{} {}", bad.name, bad.why)?;
        }
        Ok(())
    }
}
impl std::error::Error for BadSettings {}

/// What was given, before anybody has understood it.
pub struct Given {
    environment: BTreeMap<String, String>,
    file: BTreeMap<String, String>,
    bad: Vec<BadSetting>,
    /// The file could not be read at all: what is missing may be in it.
    blind: bool,
}

/// A setting as it is, fit to be printed.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    pub name: String,
    pub value: String,
    pub from: &'static str,
}

impl Given {
    /// Of this environment, and of the file that its `CONFIG_FILE` names; without that, of `.env` where it exists.
    pub fn of(environment: impl IntoIterator<Item = (String, String)>) -> Self {
        let environment: BTreeMap<_, _> = environment.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let mut given = Self { environment, file: BTreeMap::new(), bad: Vec::new(), blind: false };
        let named = given.environment.get("CONFIG_FILE").map(PathBuf::from);
        if let Some(path) = named.or_else(|| Path::new(".env").exists().then(|| ".env".into())) {
            given.read(&path);
        }
        given
    }

    /// Of this process's environment.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self::of(environment())
    }

    fn read(&mut self, path: &Path) {
        let lines = match dotenvy::from_path_iter(path) {
            Ok(lines) => lines,
            Err(error) => {
                self.blind = true;
                return self.complain(format!("names {}, which cannot be read: {error}", path.display()));
            }
        };
        let mut last: Option<String> = None;
        for line in lines {
            let name = line.as_ref().ok().map(|(name, _)| name.clone());
            match line {
                Ok((name, value)) if is_setting(&name) => {
                    if !value.is_empty() {
                        self.file.insert(name, value);
                    }
                }
                Ok((name, _)) => {
                    let meant = meant_by(&name).map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
                    self.complain(format!("{} sets {name}, which is no setting{meant}", path.display()));
                }
                // The error has the line or its value in it, which may be a secret.
                Err(dotenvy::Error::LineParse(..)) => {
                    let place =
                        last.as_deref().map_or_else(|| "its first line".to_owned(), |last| format!("the line after {last}"));
                    self.complain(format!(
                        "{}: {place} cannot be read; a value with blanks, $ or # goes into 'quotes'",
                        path.display()
                    ));
                }
                Err(error) => {
                    self.blind = true;
                    return self.complain(format!("names {}, which cannot be read: {error}", path.display()));
                }
            }
            last = name.or(last);
        }
    }

    fn complain(&mut self, why: String) {
        self.bad.push(BadSetting { name: "CONFIG_FILE".into(), why });
    }

    fn value(&self, name: &str) -> Option<&String> {
        self.environment.get(name).or_else(|| self.file.get(name))
    }

    /// The settings.
    ///
    /// # Errors
    /// One line for each missing, unknown or wrong one, naming it and saying why.
    pub fn config(&self) -> Result<Config, BadSettings> {
        let values = self.file.iter().chain(&self.environment).map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut bad = self.bad.clone();
        match parse::config(&values) {
            Ok(config) if bad.is_empty() => return Ok(config),
            // What is missing may stand where nobody can read it.
            Err(more) if !self.blind => bad.extend(more.0),
            Ok(_) | Err(_) => {}
        }
        Err(BadSettings(bad))
    }

    /// Every setting as it is, or as it is when not given. Secrets are masked.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let names = |setting: &Setting| -> Vec<String> {
            if !setting.name.contains(oidc::PLACE) {
                return vec![setting.name.to_owned()];
            }
            let all: BTreeSet<_> = self.environment.keys().chain(self.file.keys()).collect();
            all.into_iter().filter(|name| oidc::is_setting(setting.name, name)).cloned().collect()
        };
        let one = |setting: &Setting, name: String| match self.value(&name) {
            Some(value) => Shown {
                value: shown(setting, value),
                from: if self.environment.contains_key(&name) { "environment" } else { "file" },
                name,
            },
            None => Shown { name, value: setting.default.to_owned(), from: "default" },
        };
        SETTINGS.iter().flat_map(|setting| names(setting).into_iter().map(|name| one(setting, name))).collect()
    }

    /// Names in the environment that are no settings and look as if they were meant to be, and which.
    #[must_use]
    pub fn doubtful(&self) -> Vec<(&str, &'static str)> {
        let unknown = self.environment.keys().filter(|name| !is_setting(name));
        unknown.filter_map(|name| Some((name.as_str(), meant_by(name)?))).collect()
    }
}

/// Where this process's `/readyz` answers, whatever the other settings are. A file is read only where the environment does
/// not say it: whoever asks for health may not be able to read the file, and need not.
///
/// # Errors
/// As [`Given::config`].
pub fn metrics_addr() -> Result<SocketAddr, BadSettings> {
    let environment: BTreeMap<_, _> = environment().collect();
    let mut told = environment.get("METRICS_ADDR").filter(|value| !value.is_empty()).cloned();
    if told.is_none() {
        let given = Given::of(environment);
        if given.blind {
            return Err(BadSettings(given.bad));
        }
        told = given.value("METRICS_ADDR").cloned();
    }
    parse::metrics_addr(told)
}

/// A value that is not UTF-8 comes as what cannot be taken for another.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())))
}

fn is_setting(name: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.name == name || oidc::is_setting(setting.name, name))
}

/// The setting whose name differs least from this one, by a letter or two.
fn meant_by(name: &str) -> Option<&'static str> {
    let nearest = SETTINGS.iter().map(|setting| (strsim::levenshtein(name, setting.name), setting.name)).min()?;
    (nearest.0 <= 2 && name.len() > 5).then_some(nearest.1)
}

/// A value as it may be shown. It is the setting that says whether it is an address: a password may look like one.
fn shown(setting: &Setting, value: &str) -> String {
    match (setting.secret, setting.form) {
        (false, _) => value.to_owned(),
        (true, "URL") => masked(value),
        (true, _) => "[redacted]".to_owned(),
    }
}

/// Of an address, all but its password and its parameters, which may hold one; of what is none, nothing.
fn masked(value: &str) -> String {
    let Ok(mut url) = Url::parse(value) else { return "[redacted]".to_owned() };
    if url.scheme() == "sqlite" {
        return value.to_owned();
    }
    let had = url.query().is_some();
    url.set_query(None);
    url.set_fragment(None);
    if !url.has_host() || (url.password().is_some() && url.set_password(Some("redacted")).is_err()) {
        return "[redacted]".to_owned();
    }
    if had { format!("{url}?…") } else { url.to_string() }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn with_file(text: &str, more: &[(&str, &str)]) -> Given {
        let file = file(text);
        let path = file.path().to_str().unwrap();
        Given::of(more.iter().chain(&[("CONFIG_FILE", path)]).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let given =
            with_file("REDIS_URI=redis://x\nACCESS_TTL=soon\nNOISE=1\nSECRET_KEY=hunter2 and more\n", &[("BIND_ADDR", "x")]);
        let bad = given.config().unwrap_err().to_string();
        let lines: Vec<&str> = bad.lines().collect();
        assert_eq!(lines.len(), 5, "{bad}");
        assert!(lines[0].ends_with("sets REDIS_URI, which is no setting; did you mean REDIS_URL?"), "{bad}");
        assert!(lines[1].ends_with("sets NOISE, which is no setting"), "{bad}");
        assert!(lines[2].contains("the line after NOISE") && !bad.contains("hunter2"), "{bad}");
        assert!(lines[3].starts_with("BIND_ADDR") && lines[4].starts_with("ACCESS_TTL"), "{bad}");
    }

    #[test]
    fn the_environment_beats_the_file() {
        let given = with_file("ACCESS_TTL=1h\nREFRESH_TTL=2h\n", &[("ACCESS_TTL", "3h"), ("REFRESH_TTL", "")]);
        let config = given.config().unwrap();
        assert_eq!((config.access_ttl.as_secs(), config.refresh_ttl.as_secs()), (3 * 3600, 2 * 3600));
        let shown = given.shown();
        let of = |name: &str| shown.iter().find(|one| one.name == name).map(|one| (one.value.as_str(), one.from)).unwrap();
        assert_eq!(of("ACCESS_TTL"), ("3h", "environment"));
        assert_eq!(of("REFRESH_TTL"), ("2h", "file"));
        assert_eq!(of("REGISTRATION"), ("open", "default"));
    }

    #[test]
    fn secrets_are_not_shown() {
        let secrets = [
            ("DATABASE_URL", "postgres://me:hunter2@db.example:5432/boards?sslpassword=hunter2"),
            ("REDIS_URL", "redis://:hunter2@redis.example"),
            ("SMTP_URL", "smtp://me:hunter2@mail.example?tls=required"),
            ("SECRET_KEY", "hunter2hunter2hunter2hunter2hunter2"),
            ("AWS_SECRET_ACCESS_KEY", "hunter2"),
            ("AWS_SESSION_TOKEN", "x://hunter2"),
            ("OIDC_COMPANY_CLIENT_SECRET", "hunter2"),
        ];
        let shown = with_file("", &secrets).shown();
        assert!(!format!("{shown:?}").contains("hunter2"), "{shown:?}");
        for (name, _) in secrets {
            assert!(shown.iter().any(|one| one.name == name), "{name}");
        }
        assert!(format!("{shown:?}").contains("postgres://me:redacted@db.example:5432/boards?…"), "{shown:?}");
    }

    #[test]
    fn a_slip_of_the_pen_in_the_environment_is_noticed() {
        let given = with_file("", &[("SMTP_URI", "smtp://x"), ("PATH", "/bin"), ("HOME", "/"), ("LANG", "C")]);
        assert_eq!(given.doubtful(), [("SMTP_URI", "SMTP_URL")]);
    }
}
