//! The table of routes beside the router: their templates for logs, and the methods of each for `Allow`.

use std::collections::HashMap;

use poem::http::{HeaderValue, Method};

#[derive(Default)]
pub struct Table(HashMap<String, Entry>);

struct Entry {
    /// With the parameters' names: `/api/v1/cards/{card_id}`.
    template: String,
    methods: Vec<Method>,
}

impl Table {
    /// Adds a path in OpenAPI's spelling.
    pub fn add(&mut self, template: &str, methods: impl IntoIterator<Item = Method>) {
        let entry =
            self.0.entry(pattern(template)).or_insert_with(|| Entry { template: template.to_owned(), methods: Vec::new() });
        entry.methods.extend(methods);
    }

    pub fn template(&self, pattern: &str) -> Option<&str> {
        self.0.get(pattern).map(|entry| entry.template.as_str())
    }

    /// The template that a path leads to, of a request that has not been routed, or is gone.
    pub fn of_path(&self, path: &str) -> Option<&str> {
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        let leads_to = |template: &&str| {
            let wanted = template.split('/');
            wanted.clone().count() == parts.len()
                && wanted.zip(&parts).all(|(wanted, part)| wanted.starts_with('{') || wanted == *part)
        };
        let templates = self.0.values().map(|entry| entry.template.as_str());
        templates.filter(leads_to).min_by_key(|template| template.matches('{').count())
    }

    /// The value of `Allow` (RFC 9110, 10.2.1).
    pub fn allow(&self, pattern: &str) -> Option<HeaderValue> {
        let mut methods: Vec<&str> = self.0.get(pattern)?.methods.iter().map(Method::as_str).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.sort_unstable();
        HeaderValue::try_from(methods.join(", ")).ok()
    }
}

/// How poem spells it: parameters by their place, as poem-openapi names them.
pub fn pattern(template: &str) -> String {
    let mut parameters = 0;
    let parts = template.split('/').map(|part| {
        if !part.starts_with('{') {
            return part.to_owned();
        }
        parameters += 1;
        format!(":param{}", parameters - 1)
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_found_by_the_routers_pattern() {
        let mut table = Table::default();
        table.add("/api/v1/cards/{card_id}/assignees/{user_id}", [Method::PUT, Method::DELETE]);
        table.add("/api/v1/cards/{card_id}", [Method::GET, Method::PATCH]);
        assert_eq!(table.template("/api/v1/cards/:param0"), Some("/api/v1/cards/{card_id}"));
        assert_eq!(table.of_path("/api/v1/cards/5/assignees/7"), Some("/api/v1/cards/{card_id}/assignees/{user_id}"));
        assert_eq!(table.of_path("/api/v1/cards/5/"), Some("/api/v1/cards/{card_id}"));
        assert_eq!((table.of_path("/api/v1/cards"), table.of_path("/nothing")), (None, None));
        table.add("/api/v1/cards/search", [Method::GET]);
        assert_eq!(table.of_path("/api/v1/cards/search"), Some("/api/v1/cards/search"));
        assert_eq!(table.allow("/api/v1/cards/:param0/assignees/:param1").unwrap(), "DELETE, PUT");
        assert_eq!(table.allow("/api/v1/cards/:param0").unwrap(), "GET, HEAD, PATCH");
    }
}
