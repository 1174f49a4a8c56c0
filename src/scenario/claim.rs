//! Claim files: what the paper says would come out, each as an experiment that can fail.

use super::claim_reader::{self, Draft};
use super::problem::{Location, Problem, Problems};
use super::{Assignment, Origin, Resolved, Scenario, Settings, library, read};
use crate::engine::vocabulary;
use crate::metrics;
use crate::params::{Catalogue, Role, Value};
use std::path::{Path, PathBuf};

/// Years after month 0 that a claim's arms live.
pub const HORIZON: u32 = 10;

vocabulary! {
    /// How the arms of an outcome are set against each other, replicate by replicate.
    Contrast {
        /// One arm, against the number that `than` gives.
        Level = "level",
        /// The first arm less the second.
        Difference = "difference",
        /// The first less the second, less what the third has over the fourth.
        Double = "double",
        /// The interaction of so many inputs as there are powers of two of arms; the last input alternates fastest.
        Factorial = "factorial",
        /// The slope over a ladder of arms, which stand at `at`.
        Ladder = "ladder",
        /// What an arm has in `years` over what it had in `before`, less the same of the second arm where there is one.
        Change = "change",
        /// The slope over `years` within an arm, less that of the second arm where there is one.
        Trend = "trend",
        /// Contexts of `programmes` arms each: the best of each context, chosen on one half of the replicates and scored on
        /// the other, less the one programme that is best over all contexts, likewise.
        Matching = "matching",
    }
}

vocabulary! {
    /// Which way an outcome is claimed to go.
    Sign {
        /// Above 0, or above `than`.
        Up = "up",
        /// Below it.
        Down = "down",
        /// The paper leaves it open.
        Open = "open",
    }
}

impl Sign {
    /// 1 up, -1 down; an open one as up.
    pub const fn factor(self) -> f64 {
        match self {
            Self::Up | Self::Open => 1.0,
            Self::Down => -1.0,
        }
    }
}

vocabulary! {
    /// What is said of the places of a country at the end of a run, which no mean over them tells.
    Between {
        /// Groups into which places fall by who is at work in them, by the gap statistic: one where there are no groups.
        Configurations = "configurations",
        /// Share of places whose kinds of provider in reach are those of two years before.
        KeptConfigurations = "kept_configurations",
        /// Partial rank correlation over places of disputes settled by police and otherwise, per household and given violent
        /// acts, less its mean over worlds in which the first are dealt anew between places.
        InverseRelation = "inverse_relation",
    }
}

/// What an outcome reads off a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// A column of the metrics, by position.
    Metric(usize),
    /// Something about its places at its end.
    Between(Between),
}

impl Reads {
    /// Name, and the level of a dimension; empty in a total.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Metric(column) => {
                let column = &metrics::columns()[column];
                (column.metric.name, column.level)
            }
            Self::Between(between) => (between.name(), ""),
        }
    }
}

/// What is read off the arms.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// In words.
    pub words: String,
    /// What is read off each run.
    pub reads: Reads,
    /// How arms are set against each other.
    pub contrast: Contrast,
    /// The arms, by position.
    pub arms: Vec<usize>,
    /// Where the arms of a ladder stand.
    pub at: Vec<f64>,
    /// Arms a context in a matching.
    pub programmes: usize,
    /// First and last year over which values are means.
    pub years: (u32, u32),
    /// The same before, for a change.
    pub before: (u32, u32),
    /// The claimed sign.
    pub sign: Sign,
    /// The number that must be passed.
    pub than: f64,
    /// Values are taken as logarithms: contrasts of ratios.
    pub is_ratio: bool,
    /// Whether the claim needs it; else it is only told.
    pub is_needed: bool,
}

/// What the size of an experiment sets in every arm.
pub const SIZE: [&str; 4] =
    ["world.communities", "world.households", "time.burn_in_months", "time.months"];

/// A scenario of a claim.
#[derive(Debug, Clone)]
pub struct Arm {
    /// Name in the file.
    pub name: String,
    /// The scenario's file.
    pub file: PathBuf,
    /// The scenario, at the size of the defaults.
    pub scenario: Scenario,
}

/// The mechanism that is believed to carry a claim.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carrier {
    /// In words.
    pub words: String,
    /// What switches it off in every arm.
    pub off: Vec<Assignment>,
}

/// A checked claim.
#[derive(Debug, Clone, Default)]
pub struct Claim {
    /// Its number: `32`, or `M1`.
    pub number: String,
    /// A few words.
    pub title: String,
    /// The sentence in our words.
    pub sentence: String,
    /// Section of the paper.
    pub section: String,
    /// What would contradict it.
    pub contradicts: String,
    /// What keeps the experiment from being arithmetic.
    pub falsifiable: String,
    /// What a field study would have to measure.
    pub measure: String,
    /// Why a rule contains the outcome already; empty for what can fail.
    pub declared: String,
    /// The mechanism that is believed to carry it.
    pub carrier: Carrier,
    /// Scenarios.
    pub arms: Vec<Arm>,
    /// What is read off them.
    pub outcomes: Vec<Outcome>,
    /// Its file.
    pub path: PathBuf,
    /// Its text.
    pub source: String,
    /// What is told before it is run.
    pub warnings: Vec<Problem>,
}

impl Claim {
    /// Digest of its experiment: what its arms say beside the defaults, what is switched off, and what is read off them;
    /// whatever its size, its seed and its words. A table that was made of another one tells of another experiment.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for arm in &self.arms {
            let is_said = |resolved: &Resolved| {
                resolved.origin != Origin::Default && !SIZE.contains(&resolved.key.as_str())
            };
            hasher.update(arm.scenario.hash_of(is_said).as_bytes());
        }
        for Assignment { key, value, .. } in &self.carrier.off {
            hasher.update(format!("{key} {value}\n").as_bytes());
        }
        for outcome in &self.outcomes {
            let wordless = Outcome { words: String::new(), ..outcome.clone() };
            hasher.update(format!("{wordless:?}\n").as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// Fewest replicates that say anything of it: what is matched is chosen on one half of them and scored on the other.
    pub fn least_replicates(&self) -> u32 {
        let is_matched = |outcome: &Outcome| outcome.contrast == Contrast::Matching;
        if self.outcomes.iter().any(is_matched) { 2 } else { 1 }
    }

    /// Loads and checks a claim file and every scenario that it compares.
    ///
    /// # Errors
    /// With every problem found.
    pub fn load(path: &Path, settings: &Settings, catalogue: &Catalogue) -> Result<Self, Problems> {
        let path = &library::found(path);
        let text = read::contents(path)?;
        let Draft { mut claim, arms, problems, .. } = claim_reader::read(path, &text, catalogue);
        let mut problems = Problems(problems);
        for arm in arms {
            let assignments = settings.assignments.iter().cloned().chain(arm.sets).collect();
            let settings = Settings { assignments, ..settings.clone() };
            let loaded = Scenario::load(&arm.file, &settings, catalogue).and_then(|scenario| {
                if arm.is_placebo { placebo(&scenario, &arm.location) } else { Ok(scenario) }
            });
            match loaded {
                Ok(mut scenario) => {
                    scenario.name = format!("{}/{}", claim.number, arm.name);
                    problems.add(scenario.warnings.clone());
                    claim.arms.push(Arm { name: arm.name, file: arm.file, scenario });
                }
                Err(Problems(found)) => problems.add(found),
            }
        }
        if !problems.has_errors() {
            let off = &claim.carrier.off;
            let tried = claim.arms.iter().map(|arm| arm.scenario.at(off, catalogue));
            tried.filter_map(Result::err).for_each(|Problems(found)| problems.add(found));
        }
        if problems.has_errors() {
            return Err(problems);
        }
        claim.warnings = problems.0;
        claim.source = text;
        Ok(claim)
    }
}

/// The placebo of a scenario that must have a programme.
fn placebo(scenario: &Scenario, location: &Location) -> Result<Scenario, Problems> {
    scenario.placebo()?.ok_or_else(|| {
        let message = "the scenario has no programme: it has no placebo".to_owned();
        Problems(vec![Problem::error(location.clone(), "placebo", message, None)])
    })
}

/// Why an arm may not set a key: how people act is the same in all arms. Mechanisms may be switched, and what the
/// computation needs may be said.
pub(super) fn refused(key: &str, catalogue: &Catalogue) -> Option<(String, String)> {
    let parameter = catalogue.find(key)?;
    let is_switch = matches!(parameter.default, Value::Switch(_));
    (parameter.role == Role::Behaviour && !is_switch).then(|| {
        (
            "this is how people act, which is the same in all claims: nothing is tuned claim by claim".to_owned(),
            "arms differ in situation, programmes and switches; the prior goes through what people may do".to_owned(),
        )
    })
}

/// Whether a file is a claim, as far as can be seen without checking it.
pub fn is_claim(path: &Path) -> bool {
    read::has_any(path, &read::CLAIM)
}

/// The files of claims in a folder, or those of the library where there is no such folder, in the order of their numbers.
///
/// # Errors
/// When the folder cannot be read.
pub fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            found.push(entry?.path());
        }
    } else {
        let of_claims = |name: &&str| Path::new(name).parent() == Some(Path::new("claims"));
        found.extend(library::names().filter(of_claims).map(library::path));
    }
    found.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    found.sort_by_key(|path| order(&number_of(path)));
    Ok(found)
}

/// The number in the name of a claim's file: what stands before the first `_`.
pub fn number_of(path: &Path) -> String {
    let stem =
        path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    stem.split('_').next().unwrap_or_default().to_owned()
}

/// Numbers first, then those with a letter before them.
fn order(number: &str) -> (bool, u32, String) {
    let digits = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (digits.len() < number.len(), digits.parse().unwrap_or(u32::MAX), number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table tells of another experiment when what is compared, switched off or read is another, and at no other size.
    #[test]
    fn the_digest_is_of_the_experiment_alone() {
        let load = |sets: &[&str]| {
            let sets = sets.iter().map(|&set| set.to_owned()).collect();
            let path = Path::new("scenarios/claims/65_early_resolution.toml");
            Claim::load(path, &Settings { sets, ..Settings::default() }, &Catalogue::standard())
                .unwrap()
        };
        let own = load(&[]);
        let small =
            ["world.communities=8", "world.households=60", "time.burn_in_months=24", "run.seed=9"];
        assert_eq!(load(&small).digest(), own.digest());
        assert_ne!(load(&["intervention.committees.money=2.8"]).digest(), own.digest());
        let mut other = own.clone();
        (other.title, other.outcomes[0].words) = ("t".to_owned(), "w".to_owned());
        assert_eq!(other.digest(), own.digest());
        other.outcomes[0].years = (1, 3);
        assert_ne!(other.digest(), own.digest());
        other = own.clone();
        other.carrier.off.clear();
        assert_ne!(other.digest(), own.digest());
    }
}
