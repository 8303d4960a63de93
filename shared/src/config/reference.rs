//! What people read about settings, made from the list: `.env.example` and `docs/settings.md`. The page has the limits
//! that are no settings, too, so that there is one place to look up how much is how much.

use std::{fmt::Write, time::Duration};

use super::{SETTINGS, Setting};
use crate::limits::{self, Amount};

/// What `.env.example` holds.
#[must_use]
pub fn example_file() -> String {
    let mut out = String::from(
        "# Settings of Boardwire. Copy to .env, or to a file elsewhere that the variable CONFIG_FILE names; or give them in\n\
         # the environment, which beats the file. `boardwire config check` says what is wrong with them.\n\
         # Every line is optional; what is commented out shows an example.\n",
    );
    let mut section = "";
    // Of a file, it is the environment that says where it is.
    for setting in SETTINGS.iter().filter(|setting| setting.name != "CONFIG_FILE") {
        if setting.section != section {
            section = setting.section;
            let _ = write!(out, "\n## {section}\n");
        }
        let _ = write!(out, "\n# {}\n# Default: {}.\n# {}={}\n", setting.meaning, setting.default, setting.name, setting.example);
    }
    out
}

/// What `docs/settings.md` holds.
#[must_use]
pub fn reference_page() -> String {
    let mut out = String::from(
        "# Settings and limits\n\n\
         Made from the code by `make generate`: change `shared/src/config/settings.rs` or `shared/src/limits.rs`, not this page.\n\n\
         A setting comes from the environment, else from the file that `CONFIG_FILE` names (lines of `NAME=value`; without it\n\
         `.env`, where there is one), else it has its default. All are optional but `SECRET_KEY` with PostgreSQL. A name in the\n\
         file that is no setting is an error. `boardwire config check` shows all as they are, without secrets, and names what is\n\
         wrong; with `--connect` it also tries the database, Redis, the mail server and the storage. *Read by* says which processes\n\
         go by a setting: giving it to the others does no harm. Secrets are marked with 🔒.\n",
    );
    let mut section = "";
    for setting in SETTINGS {
        if setting.section != section {
            section = setting.section;
            let _ = write!(
                out,
                "\n## {section}\n\n| name | meaning | form | default | example | read by |\n|---|---|---|---|---|---|\n"
            );
        }
        out.push_str(&row(setting));
    }
    out.push_str(
        "\n## Limits\n\n\
         What goes beyond one of these is refused, waits or is given up, so that no single client, statement or server holds up\n\
         the others. Those in capitals are settings. How many requests a person may make, and how often passwords and codes may\n\
         be tried, is multiplied by `RATE_LIMIT`; what jobs may take is said with each kind of job.\n",
    );
    for (of, list) in limits::ALL {
        let _ = write!(out, "\n### {of}\n\n| limit | most | what then |\n|---|---|---|\n");
        for limit in *list {
            let _ = writeln!(out, "| {} | {} | {} |", limit.what, amount(limit.most), limit.then);
        }
    }
    out
}

fn row(setting: &Setting) -> String {
    let Setting { name, meaning, form, default, example, example_in_words, read_by, secret, .. } = setting;
    let lock = if *secret { " 🔒" } else { "" };
    let code = |text: &str| format!("`{}`", text.replace('|', "\\|"));
    // Words stay words; what one could type looks like it.
    let default = if default.contains(' ') || *default == "none" { cell(default) } else { code(default) };
    let example = if *example_in_words { cell(example) } else { code(example) };
    format!("| {}{lock} | {} | {} | {default} | {example} | {read_by} |\n", code(name), cell(meaning), cell(form))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "\\<")
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::Time(time) => duration(time),
        Amount::Bytes(bytes) if bytes % 1_000_000 == 0 => format!("{} MB", bytes / 1_000_000),
        Amount::Bytes(bytes) if bytes % (1 << 20) == 0 => format!("{} MiB", bytes >> 20),
        Amount::Bytes(bytes) => format!("{} KiB", bytes >> 10),
        Amount::Count(count) => count.to_string(),
        Amount::Setting(name) => {
            let default = SETTINGS.iter().find(|setting| setting.name == name).map_or("?", |setting| setting.default);
            format!("`{name}`: {default}")
        }
    }
}

fn duration(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds if seconds >= 120 && seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_setting_and_every_limit() {
        let page = reference_page();
        for setting in SETTINGS {
            let row = page.lines().find(|line| line.starts_with(&format!("| `{}`", setting.name))).expect(setting.name);
            assert_eq!(row.contains('🔒'), setting.secret, "{row}");
            assert_eq!(row.matches(" | ").count(), 5, "{row}");
        }
        assert!(page.contains("| the size of a JSON body | 1 MiB | 413 |"), "{page}");
        assert!(page.contains("| a statement (statement_timeout) | 30 s | 503 |"), "{page}");
        assert!(page.contains("| connections of a process | `DATABASE_CONNECTIONS`: 16 |"), "{page}");
        assert!(page.contains("| 250 ms |") && page.contains("| 10 min |") && !page.contains("`: ?"), "{page}");
    }

    #[test]
    fn what_sounds_like_a_secret_is_one() {
        for setting in SETTINGS {
            let sounds = ["SECRET", "PASSWORD", "SESSION_TOKEN"].iter().any(|part| setting.name.contains(part));
            assert!(!sounds || setting.secret, "{}", setting.name);
        }
    }
}
