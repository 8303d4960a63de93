//! The program and the system that a browser's `User-Agent` names, for people to read. It is what a client says of itself:
//! good for recognising one's own, and no proof of anything.

/// What browsers call themselves. Most name others, too, whose pages they want: the first that is found is meant.
const PROGRAMS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];
/// Of what is not known, so much is told.
const LONGEST: usize = 120;

/// “Firefox on Linux”; what is no browser's is given as it is, cut to a sane length.
#[must_use]
pub fn described(agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let safari = || (agent.contains("Safari/") && agent.contains("Version/")).then_some("Safari");
    let program = if agent.starts_with("Mozilla/") { find(&PROGRAMS).or_else(safari) } else { None };
    match (program, find(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} on {system}"),
        (Some(program), None) => program.to_owned(),
        (None, _) => agent.chars().take(LONGEST).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn browsers_are_named_and_others_left_as_they_are() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let chrome = format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} Chrome/156.0.0.0 Safari/537.36");
        assert_eq!(described(&chrome), "Chrome on Linux");
        assert_eq!(described(&chrome.replace("X11; Linux x86_64", "Linux; Android 15; K")), "Chrome on Android");
        assert_eq!(
            described(&format!("{chrome} Edg/156.0.0.0").replace("X11; Linux x86_64", "Windows NT 10.0")),
            "Edge on Windows"
        );
        let firefox = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0";
        assert_eq!(described(firefox), "Firefox on macOS");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(described(safari), "Safari on iPhone");
        assert_eq!(described("curl/8.9.1"), "curl/8.9.1");
        assert_eq!(described("Firefox on a boat"), "Firefox on a boat");
        assert_eq!(described(&"x".repeat(500)).len(), 120);
    }
}
