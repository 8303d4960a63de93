//! Where traces go, under the names that OpenTelemetry gives these settings.

use url::Url;

use super::{Secret, parse::Reader};

/// A collector that takes OTLP over HTTP.
#[derive(Clone, Debug)]
pub struct TracesConfig {
    /// Without `/v1/traces`.
    pub endpoint: Url,
    /// Sent along with everything; the values may be keys.
    pub headers: Vec<(String, Secret)>,
    pub service_name: String,
}

pub(super) fn read(from: &mut Reader<'_>) -> Option<TracesConfig> {
    let endpoint = from.optional("OTEL_EXPORTER_OTLP_ENDPOINT", |text| {
        let plain = |url: &Url| url.has_host() && url.username().is_empty() && url.password().is_none() && url.query().is_none();
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && plain(url));
        url.ok_or_else(|| "must be a web address without a key, such as http://localhost:4318".to_owned())
    });
    let headers = from.read("OTEL_EXPORTER_OTLP_HEADERS", Vec::new(), |text| {
        text.split(',').filter(|pair| !pair.trim().is_empty()).map(header).collect()
    });
    let service_name = from.text("OTEL_SERVICE_NAME").unwrap_or("boardwire").to_owned();
    endpoint.map(|endpoint| TracesConfig { endpoint, headers, service_name })
}

fn header(pair: &str) -> Result<(String, Secret), String> {
    let (name, value) = pair.split_once('=').map_or(("", ""), |(name, value)| (name.trim(), value.trim()));
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits { Ok((name.to_owned(), Secret::new(value))) } else { Err("must be name=value, separated by commas".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::super::load;

    #[test]
    fn traces_go_nowhere_unless_an_endpoint_is_named() {
        assert!(load(&[("OTEL_SERVICE_NAME", "boards")]).unwrap().traces.is_none());
        let config = load(&[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=hunter2, x-place=here"),
        ]);
        let traces = config.unwrap().traces.unwrap();
        assert_eq!((&*traces.service_name, traces.headers.len()), ("boardwire", 2));
        assert_eq!(traces.headers[0].1.expose(), "hunter2");
        assert!(!format!("{traces:?}").contains("hunter2"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (name, value, why) in [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318", "web address"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://key:hunter2@collector.example.org", "without a key"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "hunter2", "name=value"),
        ] {
            let said = load(&[(name, value)]).unwrap_err().to_string();
            assert!(said.starts_with(name) && said.contains(why) && !said.contains("hunter2"), "{said}");
        }
    }
}
