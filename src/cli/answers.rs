//! What commands that write more than one run have in common: their question, the inputs that lie beside the results, and
//! what the manifest says.

use super::{Failure, host, store};
use crate::output::answers::{Answer, AnswerDirectory, Arm, Files, Question, REPLICATES};
use crate::output::{identity, manifest};
use crate::scenario::study_keys::StudyKey;
use crate::scenario::{Scenario, Study};
use std::path::Path;
use std::time::Instant;

/// Where a scenario lies among the inputs.
pub(super) fn place_of(name: &str) -> String {
    format!("inputs/{name}.toml")
}

/// Scenarios as they were resolved, with the files that they name beside them.
pub(super) fn inputs_of(scenarios: &[Scenario]) -> Files {
    let mut files = Files::new();
    for scenario in scenarios {
        let last = scenario.name.rsplit('/').next().unwrap_or_default();
        let text = scenario.to_portable_toml(|file| format!("{last}.{}", file.role()));
        files.push((place_of(&scenario.name), text.into_bytes()));
        let named = scenario.files.iter();
        files.extend(named.map(|file| {
            (format!("inputs/{}.{}", scenario.name, file.role()), file.bytes.to_vec())
        }));
    }
    files
}

/// What a command asks of scenarios, with more arguments than their files.
pub(super) fn question(
    kind: &'static str,
    scenarios: &[Scenario],
    arguments: Vec<String>,
) -> Question {
    let files = scenarios.iter().map(|scenario| place_of(&scenario.name));
    let mut seeds: Vec<_> =
        scenarios.iter().map(|scenario| scenario.params.run.seed.to_string()).collect();
    seeds.dedup();
    Question {
        kind,
        asks: files.chain(arguments).collect(),
        // One seed is named; where scenarios bring several, all are part of the question.
        about: if seeds.len() > 1 { format!("seeds {}", seeds.join(" ")) } else { String::new() },
        seed: scenarios.first().map_or(0, |scenario| scenario.params.run.seed),
        scenarios: scenarios
            .iter()
            .map(|scenario| Arm {
                name: scenario.name.clone(),
                scenario_hash: scenario.hash(),
                forked: None,
            })
            .collect(),
    }
}

/// Where a study lies among the inputs.
pub(super) const STUDY: &str = "inputs/study.toml";
/// The design of one's own beside it.
const POINTS: &str = "study.points.csv";

/// What a command asks of a study, and the study with all that it names as it lies beside the results: what it sets for its
/// scenarios is said in them.
pub(super) fn of_study(kind: &'static str, study: &Study) -> Result<(Question, Files), Failure> {
    let failed = |error: String| Failure::Halfway(format!("cannot write {STUDY}: {error}"));
    let mut table: toml::Table =
        study.source.parse().map_err(|error: toml::de::Error| failed(error.to_string()))?;
    let places = study.scenarios.iter().map(|scenario| format!("{}.toml", scenario.name));
    let places = toml::Value::Array(places.map(toml::Value::from).collect());
    table.insert("scenarios".to_owned(), places);
    table.remove("set");
    if let Some(file) = table.get_mut("study").and_then(|of_study| of_study.get_mut("file")) {
        *file = toml::Value::from(POINTS);
    }
    if let Some(decision) = table.get_mut("decision").and_then(toml::Value::as_table_mut)
        && !study.points_source.is_empty()
    {
        decision.insert("ensemble".to_owned(), toml::Value::from(POINTS));
    }
    let written = toml::to_string(&table).map_err(|error| failed(error.to_string()))?;
    if let Some(of_study) = table.get_mut("study").and_then(toml::Value::as_table_mut) {
        for key in StudyKey::ALL.iter().filter(|key| key.is_growing()) {
            of_study.remove(key.name());
        }
    }
    let about = toml::to_string(&table).map_err(|error| failed(error.to_string()))?;
    let mut question = question(kind, &study.scenarios, Vec::new());
    question.asks = vec![STUDY.to_owned()];
    let about = [about.as_bytes(), &study.points_source].concat();
    question.about = blake3::hash(&about).to_hex().to_string();
    let mut files = inputs_of(&study.scenarios);
    if !study.points_source.is_empty() {
        files.push((format!("inputs/{POINTS}"), study.points_source.to_vec()));
    }
    files.push((STUDY.to_owned(), written.into_bytes()));
    Ok((question, files))
}

/// The answer to a question as far as it is known before its tables are written. Replicates are named in the arguments that
/// ask again where the command takes them from there.
pub(super) fn answer(
    question: &Question,
    replicates: Option<u32>,
    window: Option<(i32, i32)>,
    start: Instant,
) -> Answer {
    let mut again = vec![question.kind.to_owned()];
    again.extend(question.asks.clone());
    if let Some(replicates) = replicates {
        again.extend([REPLICATES.to_owned(), replicates.to_string()]);
    }
    Answer {
        kind: question.kind.to_owned(),
        version: identity::VERSION.to_owned(),
        build: identity::BUILD.to_owned(),
        commit: identity::COMMIT.to_owned(),
        command: host::arguments(),
        again,
        about: question.about.clone(),
        scenarios: question.scenarios.clone(),
        seed: question.seed,
        replicates: replicates.unwrap_or_default(),
        window,
        wall_seconds: start.elapsed().as_secs_f64(),
        digest: String::new(),
        files: std::collections::BTreeMap::new(),
        warnings: Vec::new(),
        failures: Vec::<manifest::Failure>::new(),
    }
}

/// What was told of scenarios before they were run.
pub(super) fn warnings(scenarios: &[Scenario]) -> Vec<String> {
    let all = scenarios.iter().flat_map(|scenario| &scenario.warnings);
    let mut told: Vec<String> = all.map(ToString::to_string).collect();
    told.dedup();
    told
}

/// Takes a directory for a question, and tells how it was found.
pub(super) fn open(
    path: &Path,
    question: &Question,
    tables: &[&str],
    force: bool,
) -> Result<AnswerDirectory, Failure> {
    let directory = AnswerDirectory::open(path, question, tables, force)?;
    store::tell(&directory.notes);
    Ok(directory)
}

/// One answer over scenarios each of which is looked at on its own: `facts`, `diagnose`, `bounds`.
pub(super) struct Survey<'a> {
    pub kind: &'static str,
    pub scenarios: &'a [Scenario],
    pub arguments: Vec<String>,
    pub tables: &'static [&'static str],
    pub path: &'a Path,
    pub force: bool,
}

impl Survey<'_> {
    /// Takes the directory, looks, and writes what was found and a manifest of it.
    pub(super) fn carry_out<T>(
        &self,
        look: impl FnOnce() -> Result<(T, Vec<Vec<u8>>), Failure>,
    ) -> Result<T, Failure> {
        let start = Instant::now();
        let question = question(self.kind, self.scenarios, self.arguments.clone());
        let directory = open(self.path, &question, self.tables, self.force)?;
        let (found, tables) = look()?;
        let replicates = self.scenarios.iter().map(|scenario| scenario.params.run.replicates);
        let mut answer = answer(&question, None, None, start);
        answer.replicates = replicates.max().unwrap_or_default();
        answer.warnings = warnings(self.scenarios);
        let names = self.tables.iter().map(ToString::to_string);
        let tables: Files = names.zip(tables).collect();
        directory.finish(answer, &tables, &inputs_of(self.scenarios))?;
        Ok(found)
    }
}
