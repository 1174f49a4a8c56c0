//! A study whose runs are shared out among processes that hold no memory in common.

use super::host::Host;
use super::{Cli, Command, Failure, answers, sweep};
use crate::experiment::sweep::{Unit, Untold, families, sweep as live, units};
use crate::output::answers::Files;
use crate::output::stored::Shelf;
use crate::params::Catalogue;
use crate::scenario::Study;
use std::ffi::OsString;
use std::path::Path;

/// A study, run by run. Whoever has its files lives the same runs under the same names.
#[derive(Debug)]
pub struct SharedStudy {
    study: Study,
    units: Vec<Unit>,
    /// The study as it is asked for, with all that it names: path and contents.
    pub files: Files,
}

impl SharedStudy {
    /// Reads a study as `nodal sweep` does with these arguments, the program's name first.
    ///
    /// # Errors
    /// With what is wrong with it or the arguments.
    ///
    /// # Examples
    /// ```
    /// use nodal::host::{Host, SharedStudy};
    ///
    /// let arguments = ["nodal", "sweep", "studies/quick", "--months", "24"];
    /// let shared = SharedStudy::read(&Host::default(), arguments.map(Into::into))?;
    /// assert_eq!(shared.names().len(), shared.families().iter().map(|(runs, _)| runs.len()).sum::<usize>());
    /// # Ok::<(), nodal::host::Failure>(())
    /// ```
    pub fn read(
        host: &Host,
        arguments: impl IntoIterator<Item = OsString>,
    ) -> Result<Self, Failure> {
        host.with(arguments, |cli: &Cli| match &cli.command {
            Command::Sweep(sweep) => Self::new(sweep.load(cli)?),
            _ => Err(Failure::Usage {
                message: "only the runs of a sweep can be shared out".to_owned(),
                help: None,
            }),
        })
    }

    fn new(study: Study) -> Result<Self, Failure> {
        let (_, files) = answers::of_study(sweep::TABLES.0, &study)?;
        let units = units(&study, &Catalogue::standard());
        Ok(Self { study, units, files })
    }

    /// The path of the study's file among its files.
    pub fn file(&self) -> &'static str {
        answers::STUDY
    }

    /// Replicates of each point.
    pub fn replicates(&self) -> u32 {
        self.study.replicates
    }

    /// The names of its runs, in the order of the table: equal for equal work of one build.
    pub fn names(&self) -> Vec<String> {
        self.units.iter().map(|unit| unit.name(&self.study)).collect()
    }

    /// Positions of runs by the pasts that they share, which are lived once, each family with what to call it; without
    /// those whose points are no scenarios.
    pub fn families(&self) -> Vec<(Vec<usize>, String)> {
        let lived: Vec<usize> =
            (0..self.units.len()).filter(|&i| self.units[i].refused.is_none()).collect();
        let named = |family: Vec<usize>| {
            let unit = &self.units[family[0]];
            let name =
                format!("{} point {} replicate {}", unit.scenario.name, unit.point, unit.replicate);
            (family, name)
        };
        families(&self.units, &lived).into_iter().map(named).collect()
    }

    /// Lives runs by their positions, and keeps each in a folder under its name as soon as it is done. Returns what went
    /// wrong with which.
    ///
    /// # Errors
    /// When the host stopped it, with what was kept.
    pub fn live(
        &self,
        host: &Host,
        runs: &[usize],
        folder: &Path,
        threads: usize,
    ) -> Result<Vec<(usize, String)>, Failure> {
        let units: Vec<Unit> =
            runs.iter().filter_map(|&run| self.units.get(run).cloned()).collect();
        std::fs::create_dir_all(folder)?;
        // Whoever asked takes them from there.
        let store = sweep::Folder(Shelf::new(folder.to_owned(), String::new()).in_passing());
        let swept = live(&self.study, &units, &store, threads, host.stopped(), &|| {});
        let mut failed = Vec::new();
        for (&run, outcome) in runs.iter().zip(swept.outcomes) {
            match outcome {
                None => return Err(sweep::interrupted(folder)),
                Some(Err(Untold::Failed(error))) => failed.push((run, error)),
                Some(_) => {}
            }
        }
        Ok(failed)
    }
}
