//! Directories that hold more than one run: comparisons, studies and the rest. Their `manifest.json` says what was asked
//! there, by which command of which build, and what came out; nothing in them is written over by another question.

mod marks;

use super::directory::{other_build, taken_over};
use super::files::{self, io, write_atomically};
use super::lock::Lock;
use super::manifest::{self, Failure};
use super::{DirectoryError, identity};
use marks::{difference, mark_of, marked};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that tells of a directory.
const MANIFEST: &str = "manifest.json";

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name of the command.
    pub kind: &'static str,
    /// The scenarios, in order.
    pub scenarios: Vec<Arm>,
    /// Seed of the runs.
    pub seed: u64,
    /// Arguments of the command, with the scenarios as they lie in `inputs/` and without what says how many replicates: more
    /// of them answer the same question better.
    pub asks: Vec<String>,
    /// What else makes two questions differ, such as the digest of a study.
    pub about: String,
}

/// A scenario that a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arm {
    /// Name.
    pub name: String,
    /// What it says, as a digest; seed and replicates apart.
    pub scenario_hash: String,
    /// The month until which it lives as the scenario of which this is the digest; `None` where it goes its own way from the
    /// start.
    #[serde(default)]
    pub forked: Option<(u32, String)>,
}

/// A question that was asked, and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Name of the command.
    pub kind: String,
    /// Version of the program.
    pub version: String,
    /// Digest of the sources it was built from: numbers are comparable within one.
    pub build: String,
    /// The commit that changed these sources last, where that is known.
    pub commit: String,
    /// The command as it was given.
    pub command: Vec<String>,
    /// Arguments that ask the same again when they are given in this directory.
    pub again: Vec<String>,
    /// What else the question is about, as a digest; empty where the arguments say all.
    pub about: String,
    /// The scenarios, in order; the first is the baseline of a comparison.
    pub scenarios: Vec<Arm>,
    /// Seed of the runs.
    pub seed: u64,
    /// Replicates asked for.
    pub replicates: u32,
    /// First and last month over which values are means, where there is one window.
    pub window: Option<(i32, i32)>,
    /// Time on the clock, in seconds.
    pub wall_seconds: f64,
    /// Digest of all tables: the same on every machine, thread count and directory.
    pub digest: String,
    /// Digest of each table's bytes.
    pub files: BTreeMap<String, String>,
    /// What was told before it was run.
    pub warnings: Vec<String>,
    /// Replicates that failed, with their error.
    pub failures: Vec<Failure>,
}

impl Answer {
    /// Whether the same was asked, of whatever build and with however many replicates.
    fn is_to(&self, question: &Question) -> bool {
        self.kind == question.kind && self.is_of(question)
    }

    /// Whether it is about the same, by whatever command.
    fn is_of(&self, question: &Question) -> bool {
        self.asks() == question.asks
            && self.about == question.about
            && self.seed == question.seed
            && self.scenarios == question.scenarios
    }

    /// The arguments less the command and the number of replicates.
    pub fn asks(&self) -> Vec<String> {
        let mut asks: Vec<String> = self.again.iter().skip(1).cloned().collect();
        if let Some(at) = asks.iter().position(|word| word == REPLICATES) {
            asks.drain(at..(at + 2).min(asks.len()));
        }
        asks
    }

    /// Whether its runs and those of a question cannot lie side by side: one name stands for two scenarios.
    fn clashes(&self, question: &Question) -> bool {
        let is_other = |mine: &Arm, theirs: &Arm| {
            mine.name == theirs.name
                && (mine.scenario_hash != theirs.scenario_hash
                    || mine.forked != theirs.forked
                    || self.seed != question.seed)
        };
        self.scenarios
            .iter()
            .any(|mine| question.scenarios.iter().any(|theirs| is_other(mine, theirs)))
    }
}

/// The option that says how many replicates.
pub const REPLICATES: &str = "--replicates";

/// All that was asked in a directory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// Version of the scenarios' format.
    pub schema_version: i64,
    /// The first question.
    #[serde(flatten)]
    pub first: Answer,
    /// Digest of each file in `inputs/`.
    pub inputs: BTreeMap<String, String>,
    /// Other questions that were asked of the same scenarios.
    #[serde(default)]
    pub further: Vec<Answer>,
}

impl Answers {
    /// Reads what was asked in a directory.
    ///
    /// # Errors
    /// When there is no manifest that tells of answers.
    pub fn read(directory: &Path) -> Result<Self, DirectoryError> {
        let none = |reason: String| DirectoryError::NoRun(directory.to_owned(), reason);
        let text = fs::read_to_string(directory.join(MANIFEST))
            .map_err(|error| none(error.to_string()))?;
        serde_json::from_str(&text).map_err(|error| none(error.to_string()))
    }

    /// Each question with its answer, the first first.
    pub fn all(&self) -> impl Iterator<Item = &Answer> {
        std::iter::once(&self.first).chain(&self.further)
    }
}

/// A directory that is held to answer a question.
#[derive(Debug)]
pub struct AnswerDirectory {
    path: PathBuf,
    /// Answers that stay.
    kept: Vec<Answer>,
    /// Answers that are written over.
    dropped: Vec<Answer>,
    inputs: BTreeMap<String, String>,
    /// What stands between the name of a table and its ending, where another question holds the plain name.
    mark: String,
    /// What people should know of how it was found.
    pub notes: Vec<String>,
    _lock: Lock,
}

/// Files to write: name in the directory, and contents.
pub type Files = Vec<(String, Vec<u8>)>;

impl AnswerDirectory {
    /// Looks whether a question can be answered in a directory, without touching it.
    ///
    /// # Errors
    /// When the answer to another question, or somebody's own file, would be written over and `force` is not given.
    pub fn check(
        path: &Path,
        question: &Question,
        tables: &[&str],
        force: bool,
    ) -> Result<(), DirectoryError> {
        Place::find(path, question, tables, force).map(|_| ())
    }

    /// Takes a directory to answer a question, making it and what leads to it. `tables` are the names of the tables that
    /// will be written.
    ///
    /// # Errors
    /// As [`AnswerDirectory::check`], when another process holds it, and when the file system fails.
    pub fn open(
        path: &Path,
        question: &Question,
        tables: &[&str],
        force: bool,
    ) -> Result<Self, DirectoryError> {
        Self::check(path, question, tables, force)?;
        fs::create_dir_all(path).map_err(|error| io(path, &error))?;
        let lock = Lock::of(path)?;
        // Whoever held it until now may have answered something else.
        let place = Place::find(path, question, tables, force)?;
        files::sweep_up(path);
        let mut notes: Vec<String> = taken_over(path, &lock).into_iter().collect();
        if let Some(old) = place.dropped.iter().find(|answer| answer.build != identity::BUILD) {
            notes.push(other_build(path, &old.build, "what was asked is lived and answered anew"));
        }
        Ok(Self {
            path: path.to_owned(),
            kept: place.kept,
            dropped: place.dropped,
            inputs: place.inputs,
            mark: place.mark,
            notes,
            _lock: lock,
        })
    }

    /// The name of a table in this directory: the plain one unless another question holds it.
    pub fn name(&self, table: &str) -> String {
        marked(table, &self.mark)
    }

    /// Writes inputs, the manifest and the tables of an answer, each whole or not at all, and fills in their digests.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn finish(
        self,
        mut answer: Answer,
        tables: &Files,
        inputs: &Files,
    ) -> Result<Answer, DirectoryError> {
        let digest = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
        let mut of_inputs = self.inputs;
        for (name, bytes) in inputs {
            let place = self.path.join(name);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
            }
            write_atomically(&place, bytes)?;
            of_inputs.insert(name.clone(), digest(bytes));
        }
        let written = |(name, bytes): &(String, Vec<u8>)| (marked(name, &self.mark), digest(bytes));
        answer.files = tables.iter().map(written).collect();
        answer.digest = manifest::digest(&answer.files);
        let told = answer.clone();
        for old in &self.dropped {
            forget(&self.path, old, &answer, &self.kept)?;
        }
        let mut answers = self.kept.into_iter();
        let manifest = match answers.next() {
            // The place of the plain names comes first.
            Some(first) if !self.mark.is_empty() || first.kind != answer.kind => Answers {
                schema_version: crate::scenario::SCHEMA_VERSION,
                first,
                inputs: of_inputs,
                further: answers.chain([answer]).collect(),
            },
            next => Answers {
                schema_version: crate::scenario::SCHEMA_VERSION,
                first: answer,
                inputs: of_inputs,
                further: next.into_iter().chain(answers).collect(),
            },
        };
        write_atomically(&self.path.join(MANIFEST), &super::directory::json(&manifest))?;
        for (name, bytes) in tables {
            write_atomically(&self.path.join(marked(name, &self.mark)), bytes)?;
        }
        Ok(told)
    }
}

/// Takes away the tables of an answer that nobody wrote in since, unless they are written again or another's.
fn forget(path: &Path, old: &Answer, new: &Answer, kept: &[Answer]) -> Result<(), DirectoryError> {
    for (name, digest) in &old.files {
        let is_wanted = |answer: &Answer| answer.files.contains_key(name);
        let file = path.join(name);
        let is_ours = files::digest_of(&file).is_ok_and(|found| found == *digest);
        if is_ours && !is_wanted(new) && !kept.iter().any(is_wanted) {
            fs::remove_file(&file).map_err(|error| io(&file, &error))?;
        }
    }
    Ok(())
}

/// Where an answer goes.
#[derive(Debug, Default)]
struct Place {
    kept: Vec<Answer>,
    dropped: Vec<Answer>,
    inputs: BTreeMap<String, String>,
    mark: String,
}

impl Place {
    fn find(
        path: &Path,
        question: &Question,
        tables: &[&str],
        force: bool,
    ) -> Result<Self, DirectoryError> {
        if path.is_file() {
            return Err(DirectoryError::IsFile(path.to_owned()));
        }
        let occupied = |what: String| DirectoryError::Occupied { path: path.to_owned(), what };
        let Ok(old) = Answers::read(path) else {
            let mut own = tables.iter().copied().chain([MANIFEST]);
            return match own.find(|name| path.join(name).exists()) {
                Some(name) if !force => {
                    Err(occupied(format!("{name}, which this command has not left there")))
                }
                _ => Ok(Self::default()),
            };
        };
        let mut place = Self { inputs: old.inputs.clone(), ..Self::default() };
        for answer in old.all() {
            let is_same = answer.is_to(question);
            let clash = match () {
                // What another command found of the same study says of which build it is.
                () if is_same || answer.is_of(question) => None,
                () if answer.build != identity::BUILD => {
                    Some("that of another build of the program")
                }
                () if answer.clashes(question) => {
                    Some("that of other scenarios of these names, or of another seed or fork")
                }
                () => None,
            };
            match clash {
                Some(what) if !force => {
                    return Err(occupied(format!(
                        "an answer that would be lost, {what} ({})",
                        answer.again.join(" ")
                    )));
                }
                Some(_) => place.dropped.push(answer.clone()),
                None if is_same => {
                    place.mark = mark_of(answer, tables);
                    place.dropped.push(answer.clone());
                }
                None => place.kept.push(answer.clone()),
            }
        }
        if !old.all().any(|answer| answer.is_to(question)) {
            place.choose(question, tables, force).map_err(occupied)?;
        }
        Ok(place)
    }

    /// The plain names, or where another question holds them a mark that tells the two apart.
    fn choose(&mut self, question: &Question, tables: &[&str], force: bool) -> Result<(), String> {
        let rival = |kept: &[Answer], mark: &str| {
            let holds = |answer: &Answer| {
                !answer.is_of(question)
                    && tables.iter().any(|table| answer.files.contains_key(&marked(table, mark)))
            };
            kept.iter().position(holds)
        };
        let Some(at) = rival(&self.kept, "") else { return Ok(()) };
        // Only comparisons ask different things of the same runs.
        if question.kind == "compare" && !force {
            let mark = difference(&question.asks, &self.kept[at].asks());
            if rival(&self.kept, &mark).is_none() {
                self.mark = mark;
                return Ok(());
            }
        }
        if !force {
            let other = self.kept[at].again.join(" ");
            return Err(format!("the answer to another question ({other})"));
        }
        self.dropped.push(self.kept.remove(at));
        Ok(())
    }
}
