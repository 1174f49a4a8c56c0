//! Instructions per household-month, whole and without each mechanism, counted by valgrind's callgrind and compared with
//! `benches/instructions.csv`: `cargo bench --bench instructions`. More than [`MOST`] up fails; `NODAL_BLESS=1` writes the
//! table again. Unlike time, a count is the same on a busy machine.

#![allow(missing_docs)]

use nodal::model;
use nodal::params::{Catalogue, Params, Value};
use nodal::world::Country;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Communities and households in each: few, as a count does not know caches.
const SIZE: (u32, u32) = (50, 200);
/// Months lived before counting, so that disputes and feuds have filled up.
const WARM: usize = 24;
/// Months counted: a year, so that what is yearly counts.
const MONTHS: usize = 12;
/// Rise of a count that is not let pass.
const MOST: f64 = 0.03;
/// The name of the world in which everything is on.
const ALL: &str = "all";
/// What makes this program the one that is counted.
const COUNT: &str = "--count";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == COUNT) {
        Some(at) => {
            let mut country = country(&arguments[at + 1]);
            counted(&mut country);
            ExitCode::SUCCESS
        }
        None => compare(),
    }
}

fn country(without: &str) -> Country {
    let mut params = Params::default();
    (params.world.communities, params.world.households) = SIZE;
    let catalogue = Catalogue::standard();
    if without != ALL {
        let switch = catalogue.find(without).expect("a switch of the catalogue");
        (switch.set)(&mut params, &Value::Switch(false));
    }
    let mut country = Country::build(&params, None, 1).expect("a synthetic world can be built");
    for _ in 0..WARM {
        model::month(&mut country);
    }
    country
}

/// What callgrind counts, by this name.
#[inline(never)]
fn counted(country: &mut Country) {
    for _ in 0..MONTHS {
        model::month(country);
    }
}

/// Instructions per household-month without a mechanism.
fn count(without: &str, folder: &Path) -> Result<f64, String> {
    let out = folder.join("callgrind.out");
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*instructions::counted*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(this)
        .args([COUNT, without])
        .output()
        .map_err(|error| format!("valgrind cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let counts = std::fs::read_to_string(&out).map_err(|error| error.to_string())?;
    let total = counts.lines().find_map(|line| line.strip_prefix("totals: "));
    let total: f64 = total.and_then(|n| n.parse().ok()).ok_or("callgrind tells no total")?;
    Ok(total / (f64::from(SIZE.0) * f64::from(SIZE.1) * MONTHS as f64))
}

/// Counts every world, and tells what changed against the table.
fn compare() -> ExitCode {
    let table = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.csv");
    let known = std::fs::read_to_string(&table).unwrap_or_default();
    let known = |name: &str| {
        let row = known.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(','));
        row.and_then(|n| n.parse::<f64>().ok())
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let parameters = Catalogue::standard().parameters;
    let switches = parameters.iter().map(|parameter| parameter.key.as_str());
    let switches = switches.filter(|key| key.starts_with("mechanisms."));
    // Names after `--`, or all.
    let asked: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let mut rows = String::from("without,instructions per household-month\n");
    let (mut whole, mut has_risen) = (f64::NAN, false);
    for name in std::iter::once(ALL).chain(switches) {
        if !asked.is_empty() && !asked.iter().any(|one| one == name) {
            continue;
        }
        let counted = match count(name, folder.path()) {
            Ok(counted) => counted,
            Err(message) => {
                eprintln!("{name}: {message}");
                return ExitCode::FAILURE;
            }
        };
        whole = if name == ALL { counted } else { whole };
        let change = known(name).map(|before| counted / before - 1.0);
        let is_up = change.is_some_and(|change| change > MOST);
        has_risen |= is_up;
        let change = change.map_or_else(String::new, |change| format!("{:+.1} %", 100.0 * change));
        let mark = if is_up { "  more than before" } else { "" };
        println!("{name:<36} {counted:>8.1} {:>8.1} {change:>9}{mark}", whole - counted);
        writeln!(rows, "{name},{counted:.1}").expect("a text can be written to");
    }
    if std::env::var_os("NODAL_BLESS").is_some() && asked.is_empty() {
        std::fs::write(&table, rows).expect("the table can be written");
        return ExitCode::SUCCESS;
    }
    if has_risen { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
