//! What the peers in Rust share: the numbers of SPEC.md, the command line, the clock and the summary.

use std::time::Instant;

pub const HOUSEHOLDS: usize = 200;
pub const FORUMS: usize = 5;
pub const WAYS: usize = 8;
/// The first way that is a forum.
pub const FIRST_FORUM: usize = 3;
pub const CONSTANT: [f32; WAYS] = [0.6, 0.5, -1.2, -0.6, 0.8, 0.2, -1.5, -2.0];
pub const BY_SEVERITY: [f32; WAYS] = [-1.0, -0.5, 1.0, 1.0, 0.0, 0.0, 1.0, 0.5];
pub const MONTHS: [u16; WAYS] = [3, 1, 1, 3, 1, 1, 1, 2];
pub const SETTLES: [f32; WAYS] = [0.0, 0.45, 0.3, 0.4, 0.6, 0.65, 0.35, 0.4];
pub const ESCALATES: [f32; WAYS] = [0.005, 0.01, 0.04, 0.01, 0.005, 0.005, 0.02, 0.02];
pub const DROPPED: [f32; WAYS] = [0.15, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03];
pub const TRUST: f32 = 2.0;
pub const SEVERITY_ESCALATES: f32 = 1.5;
pub const ARISES: f32 = 0.02;
pub const MOST_PRONE: f32 = 1.5;
pub const EXPERIENCE: f32 = 0.2;
pub const WORSE: f32 = 0.3;
pub const HEARING: f32 = 0.03;
pub const HEARERS: usize = 8;
pub const STRIDE: usize = 24;
pub const FADING: f32 = 0.03;

/// What is kept of a community's month, in the order of [`NAMES`].
pub type Row = [f32; 11];
pub const NAMES: [&str; 11] = [
    "arisen",
    "settled",
    "escalated",
    "dropped",
    "open",
    "fear",
    "trust_public",
    "trust_customary",
    "trust_committee",
    "trust_vigilante",
    "trust_criminal",
];
pub const WAY_NAMES: [&str; WAYS] =
    ["lump", "talk", "self_help", "public", "customary", "committee", "vigilante", "criminal"];

/// What a run leaves.
pub struct Metrics {
    /// Month by month, community by community.
    pub rows: Vec<Row>,
    /// Month by month, how often each way was chosen.
    pub chosen: Vec<[u32; WAYS]>,
}

impl Metrics {
    pub fn new(communities: usize, months: usize) -> Self {
        Self { rows: vec![[0.0; 11]; communities * months], chosen: vec![[0; WAYS]; months] }
    }
}

/// The six neighbours and the community itself: φ of SPEC.md.
#[inline]
pub fn felt(fear: &[f32], c: usize) -> f32 {
    let n = fear.len();
    let around: f32 = (1..=3).map(|i| fear[(c + i) % n] + fear[(c + n - i % n) % n]).sum();
    0.5 * fear[c] + around / 12.0
}

/// Runs what the command line asks for: `build` makes a world, `live` lives its months.
pub fn main<W>(
    build: impl Fn(usize, usize, u64) -> W,
    live: impl Fn(&mut W, usize),
    metrics: impl Fn(W) -> Metrics,
) {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str, default: u64| {
        let at = arguments.iter().position(|a| a == name);
        at.map_or(default, |i| arguments[i + 1].parse().expect("a whole number"))
    };
    let (communities, months) =
        (value("--communities", 40) as usize, value("--months", 36) as usize);
    let first = value("--seed", 1);
    for seed in first..first + value("--seeds", 1) {
        let mut world = build(communities, months, seed);
        let (start, used) = (Instant::now(), processor_seconds());
        live(&mut world, months);
        let (seconds, used) = (start.elapsed().as_secs_f64(), processor_seconds() - used);
        let outputs = summary(communities, months, &metrics(world));
        println!(
            "{{\"seed\":{seed},\"seconds\":{seconds},\"processor\":{used},\"outputs\":{{{outputs}}}}}"
        );
    }
}

/// Seconds that the process's threads have spent on a processor, where the system tells (Linux).
fn processor_seconds() -> f64 {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return f64::NAN };
    let each = threads.flatten().filter_map(|thread| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    });
    each.sum::<f64>() * 1e-9
}

/// Mean and variance of each output from the thirteenth month on.
fn summary(communities: usize, months: usize, metrics: &Metrics) -> String {
    let from = 12.min(months / 2);
    let rows = &metrics.rows[from * communities..];
    let mut outputs = Vec::new();
    for (i, name) in NAMES.iter().enumerate() {
        outputs.push(moments(name, &rows.iter().map(|row| f64::from(row[i])).collect::<Vec<_>>()));
    }
    for (i, name) in WAY_NAMES.iter().enumerate() {
        let each =
            metrics.chosen[from..].iter().map(|ways| f64::from(ways[i]) / communities as f64);
        outputs.push(moments(name, &each.collect::<Vec<_>>()));
    }
    outputs.join(",")
}

fn moments(name: &str, values: &[f64]) -> String {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    format!("\"{name}\":[{mean},{variance}]")
}
