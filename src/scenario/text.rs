//! A scenario as text again.

use super::{NamedFile, Scenario};
use crate::params::Value;
use std::fmt::Write;

impl Scenario {
    /// The resolved scenario as TOML: every value, with where it comes from. Reads back as the same
    /// scenario.
    pub fn to_toml(&self) -> String {
        self.write_toml(true)
    }

    /// The same without origins, for manifests: depends on nothing but what the scenario says.
    pub fn to_plain_toml(&self) -> String {
        self.write_toml(false)
    }

    /// The same with the files that it names at other places, relative to where the text will lie.
    pub fn to_portable_toml(&self, place: impl Fn(&NamedFile) -> String) -> String {
        let mut moved = self.clone();
        for file in &self.files {
            for resolved in moved.values.iter_mut().filter(|resolved| resolved.key == file.key) {
                *resolved = resolved.with(Value::Text(place(file)));
            }
        }
        moved.to_plain_toml()
    }

    fn write_toml(&self, with_origins: bool) -> String {
        let mut text = format!("schema_version = {}\n", super::SCHEMA_VERSION);
        for (key, value) in [("title", &self.title), ("description", &self.description)] {
            if !value.is_empty() {
                let _ = writeln!(text, "{key} = {}", toml::Value::from(value.as_str()));
            }
        }
        let mut table = "";
        for resolved in &self.values {
            let (of, name) = resolved.key.rsplit_once('.').unwrap_or(("", &resolved.key));
            if of != table {
                let _ = write!(text, "\n[{of}]\n");
                table = of;
            }
            let value = &resolved.value;
            let _ = if with_origins {
                writeln!(text, "{name} = {value} # {}", resolved.origin)
            } else {
                writeln!(text, "{name} = {value}")
            };
        }
        let origins = with_origins.then_some(self.written.records.as_slice());
        super::records::write(&self.params.programme, origins, &mut text);
        text
    }
}
