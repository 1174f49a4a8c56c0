//! `diagnose`: whether a scenario's numbers can be relied on, and how violence and trust are spread in it.

use super::answers::Survey;
use super::contrasts;
use super::figures::{cells, csv_of, or_dash, short, words};
use super::options::Simulation;
use super::{Cli, Failure, host};
use crate::experiment::RunOptions;
use crate::experiment::between::{Contrast, contrasts};
use crate::experiment::distributions::{MEANINGS, Share, shares};
use crate::experiment::look::run_and_look;
use crate::experiment::soundness::{Convergence, Slope, convergence, slopes};
use crate::experiment::statistics::{Estimate, Span};
use crate::metrics::{self, Name};
use crate::output::Record;
use crate::output::directory::write_atomically;
use crate::output::record::Keep;
use crate::scenario::Scenario;
use crate::scenario::problem::nearest_metric;
use clap::Args;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Metrics that are looked at unless others are named.
const METRICS: [Name; 8] = [
    Name::ViolenceRate,
    Name::DeathRate,
    Name::SettledShare,
    Name::PerceivedSecurity,
    Name::Legitimacy,
    Name::BribeShare,
    Name::RetaliationShare,
    Name::OffBudgetShare,
];

/// Options of `diagnose`.
#[derive(Debug, Args)]
pub(super) struct Diagnose {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    simulation: Simulation,
    /// Metric to look at; may be given again. Default violence, deaths and six others.
    #[arg(long, value_name = "NAME")]
    metric: Vec<String>,
    /// Also write the tables as a page, such as docs/soundness.md.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// What was found of one scenario.
struct Found {
    scenario: String,
    asked: Vec<String>,
    replicates: usize,
    slopes: Vec<Slope>,
    convergence: Vec<Convergence>,
    shares: Vec<Share>,
    contrasts: Vec<Contrast>,
}

impl Found {
    fn of_places(&self) -> contrasts::Of<'_> {
        (&self.scenario, &self.contrasts)
    }
}

impl Diagnose {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let names = self.metrics()?;
        let scenarios = self.simulation.load(cli, &self.files)?;
        if self.simulation.dry_run {
            let threads = self.simulation.threads;
            return scenarios.iter().try_for_each(|one| super::run::forecast(one, threads));
        }
        let out = self.simulation.out.clone().unwrap_or_else(|| Path::new("runs").join("diagnose"));
        let stop = host::until_interrupted();
        let look = |scenario: &Scenario| -> Result<Found, Failure> {
            if !cli.quiet {
                host::note(&scenario.name);
            }
            let keep = Keep { burn_in: true, ..Keep::default() };
            let threads = self.simulation.threads;
            let options = RunOptions { threads, keep, ..RunOptions::default() };
            let looked = run_and_look(scenario, &options, &stop)?;
            let records: Vec<&Record> = looked.iter().map(|one| &one.record).collect();
            Ok(Found {
                scenario: scenario.name.clone(),
                asked: names.clone(),
                replicates: records.len(),
                slopes: slopes(&records, &names),
                convergence: convergence(&records, &names),
                shares: shares(&looked),
                contrasts: contrasts(&records),
            })
        };
        let metric = |name: &String| ["--metric".to_owned(), name.clone()];
        let survey = Survey {
            kind: "diagnose",
            scenarios: &scenarios,
            arguments: self.metric.iter().flat_map(metric).collect(),
            tables: &["soundness.csv", "distributions.csv", "places.csv"],
            path: &out,
            force: self.simulation.force,
        };
        let found = survey.carry_out(|| {
            let found = scenarios.iter().map(look).collect::<Result<Vec<_>, _>>()?;
            let tables = vec![
                soundness_table(&found)?,
                distributions_table(&found)?,
                contrasts::table(found.iter().map(Found::of_places))?,
            ];
            Ok((found, tables))
        })?;
        if let Some(page) = &self.page {
            write_atomically(page, markdown(&found).as_bytes())?;
        }
        let mut stdout = host::stdout();
        if cli.json {
            writeln!(stdout, "{:#}", json(&found))?;
        } else {
            found.iter().try_for_each(|one| print(one, &mut stdout))?;
            writeln!(stdout, "tables in {}", out.display())?;
        }
        Ok(())
    }

    fn metrics(&self) -> Result<Vec<String>, Failure> {
        if let Some(name) = self.metric.iter().find(|name| metrics::named(name).is_none()) {
            return Err(Failure::Usage {
                message: format!("there is no metric {name:?}"),
                help: nearest_metric(name).map(|near| format!("did you mean {near:?}?")),
            });
        }
        let default = || METRICS.map(|metric| metric.name().to_owned()).to_vec();
        Ok(if self.metric.is_empty() { default() } else { self.metric.clone() })
    }
}

fn per_cent(slope: Option<&Estimate>) -> String {
    let Some(slope) = slope else { return "-".to_owned() };
    let half = slope.half_width.map_or_else(String::new, |half| format!(" ± {:.2}", half * 100.0));
    format!("{:+.2}{half} %", slope.mean * 100.0)
}

/// How many replicates a metric needs; nothing where one has no deviation to tell by.
fn needed(known: &Convergence, replicates: Option<usize>) -> String {
    match (known.deviation, replicates) {
        (None, _) => "-".to_owned(),
        (_, Some(n)) => n.to_string(),
        _ => "more than 100,000".to_owned(),
    }
}

fn print(found: &Found, stdout: &mut impl Write) -> Result<(), Failure> {
    writeln!(stdout, "\n{}, {} replicates\n", found.scenario, found.replicates)?;
    writeln!(stdout, "{:<20} {:>11}  {:>20}", "slope a year", "months", "")?;
    for one in &found.slopes {
        writeln!(
            stdout,
            "{:<20} {:>4} to {:>3}  {:>20}  {}",
            one.metric,
            one.from,
            one.to,
            per_cent(one.slope.as_ref()),
            one.steadiness.word()
        )?;
    }
    let is_told = |name: &String| found.convergence.iter().any(|known| known.metric == name);
    for name in found.asked.iter().filter(|name| !is_told(name)) {
        writeln!(stdout, "{name} is not defined in any replicate")?;
    }
    writeln!(
        stdout,
        "\n{:<20} {:>30} {:>8} {:>8} {:>22}",
        "replicates needed", "mean (95 %)", "for 5 %", "for 1 %", "smallest difference"
    )?;
    for one in &found.convergence {
        writeln!(
            stdout,
            "{:<20} {:>30} {:>8} {:>8} {:>22}",
            one.metric,
            words(&one.mean),
            needed(one, one.for_five_percent),
            needed(one, one.for_one_percent),
            or_dash(one.detectable, short)
        )?;
    }
    writeln!(stdout, "\n{:<22} {:<12} {:>28}", "distribution", "at", "share or ratio (95 %)")?;
    for share in &found.shares {
        let value = words(&share.value);
        writeln!(stdout, "{:<22} {:<12} {value:>28}", share.distribution, share.bin)?;
    }
    contrasts::print(&found.contrasts, stdout)
}

/// `soundness.csv`.
fn soundness_table(found: &[Found]) -> Result<Vec<u8>, Failure> {
    let mut rows = vec![
        ["scenario", "metric", "number", "value", "low", "high", "verdict", "replicates"]
            .map(str::to_owned),
    ];
    for one in found {
        let mut add = |metric: &str, number: String, span: Option<Span>, verdict: &str| {
            let [value, low, high] = cells(span);
            rows.push([
                one.scenario.clone(),
                metric.to_owned(),
                number,
                value,
                low,
                high,
                verdict.to_owned(),
                span.map_or(0, |span| span.n).to_string(),
            ]);
        };
        for slope in &one.slopes {
            let number = format!("slope_a_year_months_{}_to_{}", slope.from, slope.to);
            add(slope.metric, number, slope.slope.map(Span::from), slope.steadiness.word());
        }
        for known in &one.convergence {
            let plain = |mean: f64| Span { mean, low: None, high: None, n: known.mean.n };
            add(known.metric, "mean".to_owned(), Some(known.mean), "");
            add(known.metric, "deviation".to_owned(), known.deviation.map(plain), "");
            add(known.metric, "detectable_difference".to_owned(), known.detectable.map(plain), "");
            let counts = [("5", known.for_five_percent), ("1", known.for_one_percent)];
            for (percent, n) in counts {
                if let Some(n) = n {
                    let number = format!("replicates_for_{percent}_percent");
                    add(known.metric, number, Some(plain(n as f64)), "");
                }
            }
        }
    }
    csv_of(&rows)
}

/// `distributions.csv`.
fn distributions_table(found: &[Found]) -> Result<Vec<u8>, Failure> {
    let mut rows = vec![
        ["scenario", "distribution", "bin", "value", "low", "high", "replicates"]
            .map(str::to_owned),
    ];
    for one in found {
        for share in &one.shares {
            let [value, low, high] = cells(Some(share.value));
            rows.push([
                one.scenario.clone(),
                share.distribution.to_owned(),
                share.bin.clone(),
                value,
                low,
                high,
                share.value.n.to_string(),
            ]);
        }
    }
    csv_of(&rows)
}

fn json(found: &[Found]) -> serde_json::Value {
    let of = |one: &Found| {
        let slopes: Vec<_> = one
            .slopes
            .iter()
            .map(|s| {
                serde_json::json!({
                    "metric": s.metric, "from": s.from, "to": s.to, "slope_a_year": s.slope.map(|slope| slope.mean),
                    "half_width": s.slope.and_then(|slope| slope.half_width), "verdict": s.steadiness.word(),
                })
            })
            .collect();
        let convergence: Vec<_> = one
            .convergence
            .iter()
            .map(|c| {
                serde_json::json!({
                    "metric": c.metric, "mean": c.mean.mean, "low": c.mean.low, "high": c.mean.high,
                    "replicates_for_5_percent": c.for_five_percent,
                    "replicates_for_1_percent": c.for_one_percent, "detectable_difference": c.detectable,
                })
            })
            .collect();
        let shares: Vec<_> = one
            .shares
            .iter()
            .map(|s| {
                serde_json::json!({
                    "distribution": s.distribution, "bin": s.bin, "value": s.value.mean,
                    "low": s.value.low, "high": s.value.high,
                })
            })
            .collect();
        serde_json::json!({
            "scenario": one.scenario, "replicates": one.replicates, "slopes": slopes,
            "convergence": convergence, "distributions": shares,
            "places": contrasts::json(&one.contrasts),
        })
    };
    found.iter().map(of).collect()
}

/// The page: what each number is, and the scenarios side by side.
fn markdown(found: &[Found]) -> String {
    let mut text = String::from(
        "# How sound the numbers are, and how they are spread\n\nWritten by `nodal diagnose`; do not edit. Intervals are 95 % over \
         replicates.\n\n## Level before and after month 0\n\nSlope of a metric over its mean, % a year, over the last 48 months of the \
         burn-in (months −47 to 0) and the first 48 after it. *Level*: the whole interval lies within 2 %; *cannot tell*: more \
         replicates would be needed.\n\n| scenario | metric | burn-in | | months 1 to 48 | |\n|---|---|---|---|---|---|\n",
    );
    for one in found {
        for pair in one.slopes.chunks(2) {
            let _ = write!(text, "| `{}` | {} |", one.scenario, pair[0].metric);
            for slope in pair {
                let _ = write!(
                    text,
                    " {} | {} |",
                    per_cent(slope.slope.as_ref()),
                    slope.steadiness.word()
                );
            }
            text.push('\n');
        }
    }
    text.push_str(
        "\n## How many replicates are enough\n\nReplicates until the 95 % interval of a mean over ten years is within 5 % or 1 % of it, \
         and the smallest difference that two scenarios with as many replicates as here would show with probability 0.8 at the 5 % \
         level *without* pairing. Pairing divides that difference by the square root of the gain that `nodal compare` prints.\n\n\
         | scenario | metric | mean | unit | for 5 % | for 1 % | smallest difference | replicates here |\n|---|---|---|---|---|---|---|---|\n",
    );
    for one in found {
        for known in &one.convergence {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} | {} | {} | {} | {} |",
                one.scenario,
                known.metric,
                words(&known.mean),
                known.unit,
                needed(known, known.for_five_percent),
                needed(known, known.for_one_percent),
                or_dash(known.detectable, short),
                known.mean.n
            );
        }
    }
    text.push_str("\n## Distributions\n");
    for (name, meaning) in MEANINGS {
        let _ = write!(text, "\n**{name}.** {meaning}.\n\n| |");
        for one in found {
            let _ = write!(text, " `{}` |", one.scenario);
        }
        let _ = write!(text, "\n|---|{}\n", "---|".repeat(found.len()));
        let first = found.iter().find(|one| one.shares.iter().any(|s| s.distribution == name));
        for row in first.iter().flat_map(|one| &one.shares).filter(|s| s.distribution == name) {
            let _ = write!(text, "| {} |", row.bin);
            for one in found {
                let same = |s: &&Share| s.distribution == name && s.bin == row.bin;
                let cell = one
                    .shares
                    .iter()
                    .find(same)
                    .map_or_else(|| "–".to_owned(), |s| words(&s.value));
                let _ = write!(text, " {cell} |");
            }
            text.push('\n');
        }
    }
    let of_places: Vec<contrasts::Of> = found.iter().map(Found::of_places).collect();
    contrasts::section(&of_places, &mut text);
    text.push_str(
        "\n## Beside real ones\n\n*Sizes.* Nigerian press reports of mob killings have 1.4 dead an incident, at most 33, mostly low single \
         digits (F52): one killing is the rule there as here, but nothing here kills thirty at once, for an act of the model has one \
         victim. *Time and space.* No source among the facts measures repeats or clustering in a place of these kinds; the ratios are \
         there to be held against an incident register of one's own. They come from feuds, bands, fear and differences between places; \
         no term makes acts cluster. *Trust.* Nigerian trust in the police is 24 % (F31) and coverage by police differs twelvefold between \
         its states (F30); the spread of trust over communities here has no counterpart among the facts.\n",
    );
    text
}
