//! `claims`: what the paper says would come out, each as an experiment that can fail.

use super::answers::answer;
use super::figures::{or_dash, short};
use super::options::Simulation;
use super::sweep::{Folder, hold, interrupted, progress, shard, tell_part};
use super::{Cli, Failure, host, store};
use crate::experiment::claims::draws::Draws;
use crate::experiment::claims::table::Tables;
use crate::experiment::claims::words::untested;
use crate::experiment::claims::{Plan, Size, page};
use crate::output::answers::{Arm, Files, Question};
use crate::output::claims::Row;
use crate::output::directory::write_atomically;
use crate::params::Catalogue;
use crate::scenario::claim::{Claim, files, number_of};
use crate::scenario::problem::nearest;
use crate::scenario::sets::Ensemble;
use crate::scenario::{Origin, Problems, Scenario, Settings, library};
use crate::world::Country;
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where claims lie, where they are not those of the library.
pub(super) const FOLDER: &str = "scenarios/claims";
/// Where the ensemble lies among the inputs.
const SETS: &str = "inputs/ensemble.csv";

/// Options of `claims`.
#[derive(Debug, Args)]
pub(super) struct Claims {
    /// Numbers of claims, such as 32 or M1, or claim files; default all.
    #[arg(value_name = "N")]
    wanted: Vec<String>,
    #[command(flatten)]
    simulation: Simulation,
    /// A first look: small worlds, few seeds, two draws.
    #[arg(long)]
    quick: bool,
    /// Points drawn from the prior of what nobody has measured, and of --ensemble as many sets.
    #[arg(long, value_name = "N")]
    draws: Option<u32>,
    /// Communities at a draw.
    #[arg(long, value_name = "N")]
    draw_communities: Option<u32>,
    /// Seeds at a draw.
    #[arg(long, value_name = "N")]
    draw_replicates: Option<u32>,
    /// Run only this part of the runs, as 1/4; a call without it joins the parts.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
    /// Also write the page, such as docs/claims.md, and the tables beside it.
    #[arg(long, value_name = "FILE", conflicts_with = "shard")]
    page: Option<PathBuf>,
    /// Run nothing: write the page again from the tables beside it.
    #[arg(long, requires = "page")]
    rewrite: bool,
}

impl Claims {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let paths = self.paths()?;
        let part = self.shard.as_deref().map(shard).transpose()?;
        let mut size = if self.quick { Size::QUICK } else { Size::FULL };
        size.draws = self.draws.unwrap_or(size.draws);
        size.draw_replicates = self.draw_replicates.unwrap_or(size.draw_replicates).max(1);
        let claims = self.load(cli, &paths, &size)?;
        if let (true, Some(page)) = (self.rewrite, &self.page) {
            return rewrite(&claims, page);
        }
        let Some(arm) = claims.iter().find_map(|claim| claim.arms.first()) else {
            return Err(Failure::Usage {
                message: format!("there are no claims in {FOLDER}/"),
                help: None,
            });
        };
        let first = &arm.scenario;
        self.fit(first, &mut size);
        let seed = first.params.run.seed;
        let catalogue = Catalogue::standard();
        let sets = match &self.simulation.ensemble {
            Some(file) => {
                Draws::of_ensemble(&Ensemble::load(file, &catalogue)?, size.draws, &catalogue)
            }
            None => Draws::default(),
        };
        let plan = Plan::new(&claims, size, [Draws::prior(size.draws, seed, &catalogue), sets])?;
        if self.simulation.dry_run {
            return forecast(&plan, self.simulation.threads);
        }
        for (scenario, replicates) in plan.scenarios() {
            let one = scenario.with_replicates(replicates);
            super::memory::admit(std::slice::from_ref(&one), self.simulation.threads)?;
        }
        self.carry_out(cli, &plan, seed, part)
    }

    /// The files of the claims that are asked for.
    fn paths(&self) -> Result<Vec<PathBuf>, Failure> {
        let is_file = |text: &String| {
            text.contains('/') || Path::new(text).extension().is_some_and(|ending| ending == "toml")
        };
        if !self.wanted.is_empty() && self.wanted.iter().all(is_file) {
            return Ok(self.wanted.iter().map(PathBuf::from).collect());
        }
        let all = of_library()?;
        if self.wanted.is_empty() {
            return Ok(all);
        }
        let numbers: Vec<String> = all.iter().map(|path| number_of(path)).collect();
        let of = |text: &String| {
            if is_file(text) {
                return Ok(PathBuf::from(text));
            }
            let at = numbers.iter().position(|number| number.eq_ignore_ascii_case(text));
            at.map(|at| all[at].clone()).ok_or_else(|| Failure::Usage {
                message: format!(
                    "claim {text} is no outcome of the paper, or there is none of this number"
                ),
                help: nearest(text, numbers.iter().map(String::as_str))
                    .map(|near| format!("did you mean {near}? `nodal list claims` shows all"))
                    .or_else(|| Some("`nodal list claims` shows all".to_owned())),
            })
        };
        self.wanted.iter().map(of).collect()
    }

    /// Loads claims, collecting the problems of all.
    fn load(&self, cli: &Cli, paths: &[PathBuf], size: &Size) -> Result<Vec<Claim>, Failure> {
        // Claims are tried at the defaults and at each set, and not at defaults that are spread over sets.
        let settings =
            Settings { assignments: size.assignments(), ..self.simulation.at_defaults() };
        let months = settings.options.iter().any(|(key, ..)| *key == "time.months");
        if months {
            return Err(Failure::Usage {
                message:
                    "every claim lives ten years: what it says of them could not be read in fewer"
                        .to_owned(),
                help: Some("leave --months out".to_owned()),
            });
        }
        let mut problems = Problems::default();
        let mut claims = Vec::new();
        for path in paths {
            match Claim::load(path, &settings, &Catalogue::standard()) {
                Ok(claim) => {
                    problems.add(claim.warnings.clone());
                    claims.push(claim);
                }
                Err(Problems(found)) => problems.add(found),
            }
        }
        super::scenarios::accept(cli, problems)?;
        Ok(claims)
    }

    /// Takes into the size what arguments say.
    fn fit(&self, first: &Scenario, size: &mut Size) {
        let is_given = |key: &str| {
            first
                .values
                .iter()
                .any(|one| one.key == key && matches!(one.origin, Origin::Argument(_)))
        };
        let (world, run) = (&first.params.world, &first.params.run);
        (size.communities, size.households) = (world.communities, world.households);
        size.burn_in = first.params.time.burn_in_months;
        if is_given("run.replicates") {
            size.replicates = run.replicates;
        }
        let most = self.draw_communities.unwrap_or(size.draw_communities);
        size.draw_communities = most.min(size.communities);
    }

    /// What is asked, and all that answers it again.
    fn question(&self, plan: &Plan, seed: u64) -> Question {
        let size = &plan.size;
        let place = |claim: &Claim| {
            let name = claim
                .path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            format!("inputs/claims/{name}")
        };
        let mut asks: Vec<String> = plan.claims.iter().map(place).collect();
        asks.extend(self.quick.then(|| "--quick".to_owned()));
        asks.extend(self.simulation.set.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
        let numbers = [
            ("--seed", seed.to_string()),
            ("--draws", size.draws.to_string()),
            ("--draw-communities", size.draw_communities.to_string()),
            ("--draw-replicates", size.draw_replicates.to_string()),
        ];
        asks.extend(self.simulation.ensemble.iter().map(|_| format!("--ensemble={SETS}")));
        asks.extend(numbers.into_iter().flat_map(|(name, number)| [name.to_owned(), number]));
        let mut hasher = blake3::Hasher::new();
        for claim in plan.claims {
            hasher.update(claim.source.as_bytes());
        }
        for point in &plan.draws[1].points {
            hasher.update(format!("{:?}", point.values).as_bytes());
        }
        let arms = plan.claims.iter().flat_map(|claim| &claim.arms);
        Question {
            kind: "claims",
            asks,
            about: hasher.finalize().to_hex().to_string(),
            seed,
            scenarios: arms
                .map(|arm| Arm {
                    name: arm.scenario.name.clone(),
                    scenario_hash: arm.scenario.hash(),
                    forked: None,
                })
                .collect(),
        }
    }

    fn carry_out(
        &self,
        cli: &Cli,
        plan: &Plan,
        seed: u64,
        part: Option<(usize, usize)>,
    ) -> Result<(), Failure> {
        let start = Instant::now();
        let question = self.question(plan, seed);
        let out = self.simulation.out.clone().unwrap_or_else(|| Path::new("runs").join("claims"));
        let (directory, _lock) =
            hold(&out, (&question, &Tables::FILES), self.simulation.force, part)?;
        let folder = Folder::below(&out)?;
        let stop = host::until_interrupted();
        let units = plan.part(part);
        let bar = progress(cli, units.len() as u64);
        let threads = self.simulation.threads;
        let lived = plan.carry_out(&units, &folder, threads, &stop, &|| bar.inc(1));
        bar.finish_and_clear();
        store::tell(&store::of_shelf(&folder.0, &out));
        let lived = lived.map_err(Failure::Halfway)?.ok_or_else(|| interrupted(&out))?;
        let Some(directory) = directory else { return tell_part(part, units.len(), &out) };
        if plan.refused() > 0 && !cli.quiet {
            host::note(&format!(
                "note: {} draws of single claims break a rule of some arm and count for nothing",
                plan.refused()
            ));
        }
        let judged = plan.judge(&lived);
        let tables = Tables::of(plan.claims, &judged, &plan.size);
        for claim in plan.claims.iter().filter(|_| !cli.quiet) {
            for sentence in untested(claim, &tables.outcomes_of(claim)) {
                host::note(&format!("note: claim {}: {sentence}", claim.number));
            }
        }
        let files: Files = tables.files().map_err(|error| Failure::Halfway(error.to_string()))?;
        let mut answer = answer(&question, Some(plan.size.replicates), None, start);
        answer.warnings =
            plan.claims.iter().flat_map(|claim| &claim.warnings).map(ToString::to_string).collect();
        let mut inputs = inputs(plan.claims);
        if let Some(file) = &self.simulation.ensemble {
            inputs.push((SETS.to_owned(), std::fs::read(file)?));
        }
        directory.finish(answer, &files, &inputs)?;
        if let Some(page) = &self.page {
            for (name, table) in &files {
                write_atomically(&page.with_file_name(name), table)?;
            }
            let text = page::markdown(plan.claims, &tables);
            write_atomically(page, text.as_bytes())?;
        }
        print(cli, plan.claims, &tables.claims, &out)
    }
}

/// The page again, from the tables beside it.
fn rewrite(claims: &[Claim], page: &Path) -> Result<(), Failure> {
    let folder = page.parent().unwrap_or(Path::new(""));
    let tables = Tables::read(folder).map_err(|(path, error)| Failure::Usage {
        message: format!("{}: {error}", path.display()),
        help: None,
    })?;
    if let [first, rest @ ..] = &tables.untold(claims)[..] {
        let others = match rest.len() {
            0 => String::new(),
            n => format!(", and of {n} others"),
        };
        let message = format!("the tables tell nothing of {first} as it is now{others}");
        let help = "the claims were changed since they were lived: leave --rewrite out".to_owned();
        return Err(Failure::Usage { message, help: Some(help) });
    }
    Ok(write_atomically(page, page::markdown(claims, &tables).as_bytes())?)
}

/// The files of the claims here, or of the library's.
pub(super) fn of_library() -> Result<Vec<PathBuf>, Failure> {
    Ok(files(Path::new(FOLDER))?)
}

/// Claims, and the scenarios that they name and these extend, where their paths find them.
fn inputs(claims: &[Claim]) -> Files {
    let mut found = BTreeMap::new();
    for claim in claims {
        let name = claim
            .path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        found.insert(format!("inputs/claims/{name}"), claim.source.clone().into_bytes());
        let root = claim.path.parent().map(|folder| folder.join(".."));
        let Some(root) = root.and_then(|root| library::real(&root)) else { continue };
        for arm in &claim.arms {
            add(&root, &arm.file, &mut found);
        }
    }
    found.into_iter().collect()
}

/// A scenario file and all that it extends.
fn add(root: &Path, file: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    let Some(path) = library::real(&library::found(file)) else { return };
    let Ok(text) = library::text(&path) else { return };
    let extended = text
        .parse::<toml::Table>()
        .ok()
        .and_then(|table| table.get("extends").and_then(toml::Value::as_str).map(str::to_owned));
    if let Ok(inside) = path.strip_prefix(root) {
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        found.insert(format!("inputs/{}", parts.join("/")), text.into_bytes());
    }
    if let Some(extended) = extended {
        add(root, &library::beside(&path, &extended), found);
    }
}

/// How many runs, and how long they would take.
fn forecast(plan: &Plan, threads: usize) -> Result<(), Failure> {
    let Some((first, _)) = plan.scenarios().next() else { return Ok(()) };
    let mut params = first.params.clone();
    params.world.communities = params.world.communities.min(100);
    let mut country =
        Country::build(&params, None, 1).map_err(|error| Failure::Halfway(error.to_string()))?;
    let households = f64::from(params.world.communities) * f64::from(params.world.households);
    let each = super::pace::settled_month(&mut country)? / households;
    let cores = super::memory::cores(threads);
    let lived = plan.household_months();
    let minutes = |months: f64| (months * each / cores as f64 / 60.0).ceil();
    let stages = lived.iter().filter(|(_, months)| **months > 0.0);
    let stages = stages.map(|(stage, months)| format!("{} {:.0}", stage.name(), minutes(*months)));
    writeln!(
        host::stdout(),
        "{} claims: {} runs of {} scenarios, about {:.0} minutes on {cores} threads ({}); nothing was written",
        plan.claims.len(),
        plan.runs(),
        plan.scenarios().count(),
        minutes(lived.values().sum()),
        stages.collect::<Vec<_>>().join(", "),
    )?;
    Ok(())
}

fn print(cli: &Cli, claims: &[Claim], rows: &[Row], out: &Path) -> Result<(), Failure> {
    let mut stdout = host::stdout();
    if cli.json {
        let all =
            serde_json::to_value(rows).map_err(|error| Failure::Halfway(error.to_string()))?;
        writeln!(stdout, "{all:#}")?;
        return Ok(());
    }
    for (claim, row) in claims.iter().zip(rows) {
        let share = or_dash(row.share_holds, |share| format!("{:.0} %", 100.0 * share));
        writeln!(
            stdout,
            "{:<4} {:<13} {:>9} ({} to {}), off {}, holds in {share} of {}: {}",
            row.claim,
            row.verdict,
            or_dash(row.effect, short),
            or_dash(row.low, short),
            or_dash(row.high, short),
            or_dash(row.ablated_effect, short),
            match row.sets {
                0 => format!("{} draws", row.draws),
                sets => format!("{sets} sets"),
            },
            claim.title
        )?;
    }
    writeln!(stdout, "\ntable in {}", out.join(Tables::FILES[0]).display())?;
    Ok(())
}
