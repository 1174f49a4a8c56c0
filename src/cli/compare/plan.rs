//! What a comparison will do: its scenarios, what is asked of them, and whether they can be compared at all.

use super::Compare;
use crate::cli::{Cli, Failure, report};
use crate::experiment::compare::{Precision, Question};
use crate::metrics::{self, Name};
use crate::params::Catalogue;
use crate::scenario::Scenario;
use crate::scenario::problem::{Location, Problem, Problems, nearest_metric};
use crate::world::places::decisive;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A comparison under way.
pub(super) struct Plan {
    pub scenarios: Vec<Scenario>,
    pub path: PathBuf,
    pub question: Question,
    pub precision: Option<Precision>,
}

impl Compare {
    pub(super) fn plan(&self, cli: &Cli) -> Result<Plan, Failure> {
        let mut scenarios = self.simulation.load(cli, &self.files)?;
        if self.placebo {
            let placebos =
                scenarios.iter().map(Scenario::placebo).collect::<Result<Vec<_>, _>>()?;
            scenarios.extend(placebos.into_iter().flatten());
        }
        if self.without_each {
            let without = scenarios[0].without_each()?;
            scenarios.extend(without);
        }
        if scenarios.len() < 2 {
            return Err(usage(
                "one scenario is compared with nothing",
                Some(
                    "give another, or --without-each, or --placebo of one with a programme"
                        .to_owned(),
                ),
            ));
        }
        // One file twice would lie in one directory.
        self.simulation.directories(&self.files)?;
        let (first, others) = scenarios.split_first().ok_or_else(|| usage("no scenario", None))?;
        for other in others {
            if other.params.run.seed != first.params.run.seed {
                return Err(usage(
                    &format!(
                        "{} and {} have different seeds: their replicates are no pairs",
                        first.name, other.name
                    ),
                    Some("give one with --seed".to_owned()),
                ));
            }
        }
        let horizon =
            scenarios.iter().map(|scenario| scenario.params.time.months).min().unwrap_or(0) as i32;
        self.check_fork(first, others, horizon)?;
        let told = unlike_samples(first, others);
        if let Some(problem) = told {
            if cli.deny_warnings {
                return Err(Failure::Input(Problems(vec![problem])));
            }
            report::warn(std::slice::from_ref(&problem));
            scenarios[0].warnings.push(problem);
        }
        let metrics = if self.metric.is_empty() {
            Name::usual().iter().map(ToString::to_string).collect()
        } else {
            self.metric.iter().map(|name| known(name)).collect::<Result<_, _>>()?
        };
        let question = Question {
            totals_only: self.metric.is_empty(),
            metrics,
            window: window(self.window.as_deref(), horizon)?,
            pilot: None,
        };
        let precision = self.until_precision.as_deref().map(precision).transpose()?;
        // Those that were made here go without saying.
        let stems: Vec<_> = scenarios[..self.files.len()]
            .iter()
            .map(|scenario| scenario.name.replace('/', "-"))
            .collect();
        let path = self
            .simulation
            .out
            .clone()
            .unwrap_or_else(|| Path::new("runs").join(stems.join("-against-")));
        Ok(Plan { scenarios, path, question, precision })
    }

    /// Scenarios that fork later than month 0 may differ only in what acts from month 1.
    fn check_fork(
        &self,
        first: &Scenario,
        others: &[Scenario],
        horizon: i32,
    ) -> Result<(), Failure> {
        if self.fork_at == 0 {
            return Ok(());
        }
        if self.fork_at as i32 >= horizon {
            let message = format!("--fork-at {} is not before month {horizon}", self.fork_at);
            return Err(usage(&message, None));
        }
        for other in others {
            let keys = first.past_differences(other, &Catalogue::standard());
            if !keys.is_empty() {
                let message = format!(
                    "{} and {} differ before month 1, in {}: they cannot fork in month {}",
                    first.name,
                    other.name,
                    keys.join(", "),
                    self.fork_at
                );
                return Err(usage(&message, None));
            }
        }
        Ok(())
    }
}

/// Arms that name different places hold different communities in their samples: what differs between them is then in part
/// who was drawn.
fn unlike_samples(first: &Scenario, others: &[Scenario]) -> Option<Problem> {
    let names = |scenario: &Scenario| -> BTreeSet<String> {
        decisive(&scenario.params).into_iter().map(str::to_owned).collect()
    };
    let own = names(first);
    let other = others.iter().find(|other| names(other) != own)?;
    let all: BTreeSet<String> = std::iter::once(first).chain(others).flat_map(names).collect();
    let all: Vec<String> = all.into_iter().collect();
    let message = format!(
        "{} and {} name different places, and their samples hold what they name: in part they live different communities",
        first.name, other.name
    );
    let help = format!("give all of them one sample: --set 'world.keep={all:?}'");
    Some(Problem::warning(
        Location::Argument(other.name.clone()),
        "world.keep",
        message,
        Some(help),
    ))
}

fn usage(message: &str, help: Option<String>) -> Failure {
    Failure::Usage { message: message.to_owned(), help }
}

/// A metric by its name.
fn known(name: &str) -> Result<String, Failure> {
    if metrics::named(name).is_some() {
        return Ok(name.to_owned());
    }
    Err(usage(
        &format!("no metric is called {name}"),
        nearest_metric(name).map(|near| format!("did you mean {near}?")),
    ))
}

/// `FROM:TO`, inside the horizon.
fn window(written: Option<&str>, horizon: i32) -> Result<(i32, i32), Failure> {
    let Some(written) = written else { return Ok((1, horizon)) };
    let parsed =
        written.split_once(':').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    match parsed {
        Some((from, to)) if 1 <= from && from <= to && to <= horizon => Ok((from, to)),
        _ => Err(usage(
            &format!(
                "found --window {written}; two months from 1 to {horizon} are wanted, as 61:{horizon}"
            ),
            None,
        )),
    }
}

/// `METRIC=SHARE%`.
fn precision(written: &str) -> Result<Precision, Failure> {
    let wrong = || {
        usage(
            &format!(
                "found --until-precision {written}; METRIC=SHARE% is wanted, as violence_rate=5%"
            ),
            None,
        )
    };
    let (metric, share) = written.split_once('=').ok_or_else(wrong)?;
    let percent: f64 = share.trim_end_matches('%').parse().map_err(|_| wrong())?;
    let is_right = share.ends_with('%') && percent > 0.0 && percent.is_finite();
    if !is_right {
        return Err(wrong());
    }
    Ok(Precision { metric: known(metric)?, share: percent / 100.0 })
}
