//! What was measured: for people as a table, for programs as JSON.

use std::{fmt, fs, path::Path, time::Duration};

use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    /// The figure divided by another one of this run, which is named.
    pub ratio: Option<(f64, String)>,
}

#[derive(Debug, Default, Serialize)]
pub struct Table(Vec<Figure>);

impl Table {
    pub fn figures(&self) -> &[Figure] {
        &self.0
    }

    /// A figure in itself: what others are compared with.
    pub fn note(&mut self, name: &str, value: f64, unit: &'static str) {
        self.0.push(Figure { name: name.to_owned(), value, unit, ratio: None });
    }

    /// A figure beside another, which was noted before.
    pub fn compare(&mut self, name: &str, value: f64, unit: &'static str, with: &str) {
        let other = self.0.iter().find(|figure| figure.name == with).unwrap_or_else(|| panic!("{with} was not measured"));
        let ratio = Some((value / other.value, with.to_owned()));
        self.0.push(Figure { name: name.to_owned(), value, unit, ratio });
    }

    /// The middle and the slow end of some times, beside another figure in ms.
    pub fn spread(&mut self, name: &str, mut times: Vec<Duration>, with: &str) {
        times.sort();
        for percent in [50, 99] {
            let time = times[(times.len() - 1) * percent / 100];
            self.compare(&format!("{name}, p{percent}"), time.as_secs_f64() * 1_000.0, "ms", with);
        }
    }

    /// Writes the JSON into the build's own folder.
    pub fn write(&self, file: &str) {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
        fs::write(&path, serde_json::to_string_pretty(self).expect("figures are JSON")).expect("the file can be written");
        println!("as JSON: {}", path.display());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for figure in &self.0 {
            let value = if figure.value < 100.0 { format!("{:.2}", figure.value) } else { format!("{:.0}", figure.value) };
            write!(f, "  {:<62} {value:>9} {:<5}", figure.name, figure.unit)?;
            if let Some((ratio, with)) = &figure.ratio {
                write!(f, "  {ratio:.3} × {with}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// As what rates are counted in.
pub fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("not that many"))
}
