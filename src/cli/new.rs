//! `new`: a scenario file to start from.

use super::own_country::Own;
use super::{Cli, Failure, host};
use crate::params::Catalogue;
use crate::scenario::{Problems, SCHEMA_VERSION, Scenario, Settings, library};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `new`.
#[derive(Debug, Args)]
pub(super) struct New {
    /// Name of the scenario; NAME.toml is written.
    name: String,
    /// Scenario that the new one extends, a file or one of the library; default none: a weak state.
    #[arg(long, value_name = "SCENARIO")]
    from: Option<PathBuf>,
    /// Settlements of a country, a table or GeoNames' dump as it comes: a scenario of that country is written.
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    country: Option<PathBuf>,
    /// Outline of the country, GeoJSON in degrees.
    #[arg(long, value_name = "FILE", requires = "country")]
    outline: Option<PathBuf>,
    /// Persons of the country; who lives in no settlement lives in villages inside the outline.
    #[arg(long, value_name = "PERSONS", requires = "outline")]
    population: Option<f64>,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
}

impl New {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let path = PathBuf::from(self.name.strip_suffix(".toml").unwrap_or(&self.name))
            .with_extension("toml");
        self.is_free(&path)?;
        if let Some(settlements) = &self.country {
            return self.of_country(cli, settlements, &path);
        }
        let extends = match &self.from {
            None => String::new(),
            Some(from) => {
                let from = library::found(from);
                Scenario::load(&from, &Settings::default(), &Catalogue::standard())?;
                let extended = if library::has(&from) { from } else { relative(&from, &path) };
                format!("extends = {}\n", toml::Value::from(extended.to_string_lossy().as_ref()))
            }
        };
        write(&path, &template(&self.name, &extends))?;
        if !cli.quiet {
            writeln!(
                host::stdout(),
                "wrote {}; try: nodal run {}",
                path.display(),
                path.display()
            )?;
        }
        Ok(())
    }
}

impl New {
    fn is_free(&self, path: &Path) -> Result<(), Failure> {
        if !path.exists() || self.force {
            return Ok(());
        }
        Err(Failure::Usage {
            message: format!("{} is there already", path.display()),
            help: Some("give another name, or --force to write over it".to_owned()),
        })
    }

    /// A scenario of a country, with what was read and made.
    fn of_country(&self, cli: &Cli, settlements: &Path, path: &Path) -> Result<(), Failure> {
        let own =
            Own { settlements, outline: self.outline.as_deref(), population: self.population };
        let title = path.file_stem().unwrap_or_default().to_string_lossy();
        let made = own.make(&title, path)?;
        super::scenarios::accept(cli, Problems(made.warnings))?;
        made.files.iter().try_for_each(|file| self.is_free(&file.path))?;
        made.files.iter().try_for_each(|file| write(&file.path, &file.text))?;
        if !cli.quiet {
            let mut stdout = host::stdout();
            writeln!(stdout, "{}", made.account)?;
            let names: Vec<_> =
                made.files.iter().map(|file| file.path.display().to_string()).collect();
            let first = path.display();
            writeln!(stdout, "wrote {}; try: nodal run {first} --dry-run", names.join(" and "))?;
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text)
        .map_err(|error| Failure::Halfway(format!("cannot write {}: {error}", path.display())))
}

/// The path of `from` as seen from the folder of `to`.
pub(super) fn relative(from: &Path, to: &Path) -> PathBuf {
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
        "schema_version = {SCHEMA_VERSION}\n{extends}title = {title}\ndescription = \"\"\"\n\
         What this scenario stands for, and what to look at.\"\"\"\n\n\
         # State only what differs. `nodal list parameters` shows all keys, `nodal explain KEY` one of them.\n\n\
         [time]\nmonths = 120 # after a burn-in of 120\n\n\
         [world]\ncommunities = 60\nhouseholds = 200 # per community\n\n\
         # [provider.public]\n# officers = 80 # per 100,000 persons\n\n\
         # [mechanisms]\n# feuds = false # switches one mechanism off\n",
        title = toml::Value::from(name),
    )
}
