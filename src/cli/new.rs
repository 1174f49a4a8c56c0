//! `new`: a scenario file to start from.

use super::{Cli, Failure};
use crate::params::Catalogue;
use crate::scenario::{Scenario, Settings};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `new`.
#[derive(Debug, Args)]
pub(super) struct New {
    /// Name of the scenario; NAME.toml is written.
    name: String,
    /// Scenario that the new one extends; default none: a weak state.
    #[arg(long, value_name = "SCENARIO")]
    from: Option<PathBuf>,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
}

impl New {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let path = PathBuf::from(self.name.strip_suffix(".toml").unwrap_or(&self.name))
            .with_extension("toml");
        if path.exists() && !self.force {
            return Err(Failure::Usage {
                message: format!("{} is there already", path.display()),
                help: Some("give another name, or --force to write over it".to_owned()),
            });
        }
        let extends = match &self.from {
            None => String::new(),
            Some(from) => {
                Scenario::load(from, &Settings::default(), &Catalogue::standard())?;
                format!(
                    "extends = {}\n",
                    toml::Value::from(relative(from, &path).to_string_lossy().as_ref())
                )
            }
        };
        std::fs::write(&path, template(&self.name, &extends)).map_err(|error| {
            Failure::Halfway(format!("cannot write {}: {error}", path.display()))
        })?;
        if !cli.quiet {
            writeln!(
                std::io::stdout().lock(),
                "wrote {}; try: nodal run {}",
                path.display(),
                path.display()
            )?;
        }
        Ok(())
    }
}

/// The path of `from` as seen from the folder of `to`.
fn relative(from: &Path, to: &Path) -> PathBuf {
    match to.parent() {
        Some(folder) if folder != Path::new("") && from.is_relative() => {
            let up: PathBuf = folder.components().map(|_| "..").collect();
            up.join(from)
        }
        _ => from.to_owned(),
    }
}

fn template(name: &str, extends: &str) -> String {
    format!(
        "schema_version = 1\n{extends}title = {title}\ndescription = \"\"\"\n\
         What this scenario stands for, and what to look at.\"\"\"\n\n\
         # State only what differs. `nodal list parameters` shows all keys, `nodal explain KEY` one of them.\n\n\
         [time]\nmonths = 120 # after a burn-in of 120\n\n\
         [world]\ncommunities = 60\nhouseholds = 200 # per community\n\n\
         # [provider.public]\n# officers = 80 # per 100,000 persons\n\n\
         # [mechanisms]\n# feuds = false # switches one mechanism off\n",
        title = toml::Value::from(name),
    )
}
