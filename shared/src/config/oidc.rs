//! The OpenID providers that people may sign in with: their names in `OIDC_PROVIDERS`, and of each its own settings.

use std::collections::BTreeMap;

use super::{
    Secret, is_loopback,
    parse::{Reader, list, web_address},
};

#[derive(Clone, Debug)]
pub struct OidcProvider {
    /// As in the settings and in our addresses.
    pub key: String,
    /// As people are shown it.
    pub name: String,
    /// As the provider spells it: compared to the letter.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<Secret>,
}

const PREFIX: &str = "OIDC_";
/// What stands for a provider's name in the list of settings.
pub(super) const PLACE: &str = "<NAME>";

/// Whether this is the setting of some provider, such as `OIDC_COMPANY_ISSUER` of `OIDC_<NAME>_ISSUER`.
pub(super) fn is_setting(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once(PLACE) else { return false };
    name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(|between| !between.is_empty())
}

pub(super) fn providers(from: &mut Reader<'_>) -> Vec<OidcProvider> {
    let keys = from.read("OIDC_PROVIDERS", Vec::new(), |text| list(text, key));
    let mut providers: BTreeMap<&str, OidcProvider> = BTreeMap::new();
    for key in &keys {
        let Some(provider) = provider(from, key) else { continue };
        if providers.insert(key, provider).is_some() {
            from.complain("OIDC_PROVIDERS", format!("names {key} twice"));
        }
    }
    keys.iter().filter_map(|key| providers.remove(key.as_str())).collect()
}

fn provider(from: &mut Reader<'_>, key: &str) -> Option<OidcProvider> {
    let setting = |what: &str| format!("{PREFIX}{}_{what}", key.to_uppercase().replace('-', "_"));
    let needed = |from: &mut Reader<'_>, what: &str| {
        let name = setting(what);
        let value = from.text(&name).map(str::to_owned);
        if value.is_none() {
            from.complain(&name, format!("is required, as OIDC_PROVIDERS names {key}"));
        }
        value
    };
    let issuer = needed(from, "ISSUER");
    let client_id = needed(from, "CLIENT_ID");
    let client_secret = from.text(&setting("CLIENT_SECRET")).map(Secret::new);
    let name = from.text(&setting("NAME")).map_or_else(|| capitalized(key), str::to_owned);
    let issuer = issuer?;
    if let Err(why) = issuer_address(&issuer) {
        from.complain(&setting("ISSUER"), why);
    }
    Some(OidcProvider { key: key.to_owned(), name, issuer, client_id: client_id?, client_secret })
}

fn key(text: &str) -> Result<String, String> {
    let fits = (1..=32).contains(&text.len())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && text.starts_with(|c: char| c.is_ascii_lowercase());
    if fits {
        Ok(text.to_owned())
    } else {
        Err(format!("has “{text}”: names are small letters, digits and -, such as company"))
    }
}

fn capitalized(key: &str) -> String {
    key[..1].to_uppercase() + &key[1..]
}

/// What a provider says counts, so it must be heard over TLS; on this machine nobody listens in between.
fn issuer_address(text: &str) -> Result<(), String> {
    let url = web_address(text)?;
    if url.scheme() == "https" || is_loopback(&url) { Ok(()) } else { Err("must begin with https://".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;

    #[test]
    fn each_provider_has_its_own_settings() {
        let config = load(&[
            ("OIDC_PROVIDERS", "company, our-second"),
            ("OIDC_COMPANY_ISSUER", "https://id.example.org/realms/all"),
            ("OIDC_COMPANY_CLIENT_ID", "boards"),
            ("OIDC_COMPANY_CLIENT_SECRET", "hunter2"),
            ("OIDC_OUR_SECOND_ISSUER", "http://127.0.0.1:9000"),
            ("OIDC_OUR_SECOND_CLIENT_ID", "boards"),
            ("OIDC_OUR_SECOND_NAME", "Our second"),
        ])
        .unwrap();
        let [company, second] = config.oidc_providers.as_slice() else { panic!("{config:?}") };
        assert_eq!((company.name.as_str(), company.client_id.as_str()), ("Company", "boards"));
        assert_eq!((second.key.as_str(), second.name.as_str()), ("our-second", "Our second"));
        assert!(second.client_secret.is_none() && !format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn each_wrong_setting_of_a_provider_is_named() {
        let wrong = |issuer: &str| {
            let given = [("OIDC_PROVIDERS", "a"), ("OIDC_A_ISSUER", issuer), ("OIDC_A_CLIENT_ID", "x")];
            load(&given).unwrap_err().to_string()
        };
        for issuer in ["http://id.example.org", "http://127.0.0.1.example.org", "http://localhost.example.org", "ftp://x"] {
            assert!(wrong(issuer).starts_with("OIDC_A_ISSUER must"), "{issuer}");
        }
        let said = load(&[("OIDC_PROVIDERS", "a")]).unwrap_err().to_string();
        assert_eq!(said.lines().count(), 2, "{said}");
        for (names, why) in [("A", "small letters"), ("../a", "small letters"), ("a,a", "twice")] {
            let given = [("OIDC_PROVIDERS", names), ("OIDC_A_ISSUER", "https://x.example"), ("OIDC_A_CLIENT_ID", "x")];
            assert!(load(&given).unwrap_err().to_string().contains(why), "{names}");
        }
    }

    #[test]
    fn a_file_may_set_those_of_any_provider() {
        assert!(is_setting("OIDC_<NAME>_ISSUER", "OIDC_COMPANY_ISSUER"));
        assert!(!is_setting("OIDC_<NAME>_ISSUER", "OIDC__ISSUER") && !is_setting("OIDC_<NAME>_ISSUER", "OIDC_COMPANY_ISSUE"));
        assert!(!is_setting("BASE_URL", "BASE_URL"));
    }
}
