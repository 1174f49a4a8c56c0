//! What tables of claims say, in the words that the page and the report share.

use super::table::row_of;
use super::{Carried, Verdict, tests_nothing};
use crate::experiment::words as figures;
use crate::output::claims::{ArmRow, OutcomeRow, Row};
use crate::params::Catalogue;
use crate::scenario::claim::{Claim, Outcome, Reads, Sign};

/// Share of the most that arms use by which others use less before it is told.
const UNLIKE: f64 = 0.05;

/// How a verdict is told.
pub struct Head {
    /// The verdict.
    pub verdict: Verdict,
    /// What it says of claims.
    pub head: &'static str,
    /// What so many claims do.
    pub verb: &'static str,
    /// What it takes.
    pub takes: &'static str,
}

/// Verdicts in the order in which they are told.
pub const HEADS: [Head; 6] = [
    Head {
        verdict: Verdict::Holds,
        head: "What stands in this model",
        verb: "stand",
        takes: "Shown at the defaults, and so in four fifths or more of all draws",
    },
    Head {
        verdict: Verdict::Conditional,
        head: "What hangs on what nobody has measured",
        verb: "hang on what nobody has measured",
        takes: "Shown at the defaults, and in half of all draws or more",
    },
    Head {
        verdict: Verdict::NotSupported,
        head: "What is not shown",
        verb: "are not shown",
        takes: "At the defaults there is nothing that matters, or the contrary without most draws; or the sign is lost in more than half of these",
    },
    Head {
        verdict: Verdict::Reversed,
        head: "What comes out the other way",
        verb: "come out the other way",
        takes: "The whole interval of at least one outcome lies on the side that the claim denies, and so do four fifths or more of all draws",
    },
    Head {
        verdict: Verdict::Open,
        head: "What is left open",
        verb: "are left open",
        takes: "The paper claims no sign, or an interval holds 0 and is so wide that an effect of a twentieth could hide in it, or arms do not differ at all",
    },
    Head {
        verdict: Verdict::Declared,
        head: "What rules contain already",
        verb: "are contained in the rules already",
        takes: "Consequences of the accounting, and no findings",
    },
];

/// The verdict of a row.
pub fn verdict_of(row: &Row) -> Option<Verdict> {
    Verdict::parse(&row.verdict)
}

/// Whether a field study would have to decide what the model does not.
pub fn is_undecided(row: &Row) -> bool {
    const UNDECIDED: [Verdict; 4] =
        [Verdict::Conditional, Verdict::NotSupported, Verdict::Reversed, Verdict::Open];
    verdict_of(row).is_some_and(|verdict| UNDECIDED.contains(&verdict))
}

/// What became of the mechanism that was believed to carry it.
pub fn carried(row: &Row) -> &'static str {
    match Carried::parse(&row.carried) {
        Some(Carried::Yes) => "it carries the effect: half of it or more goes with it",
        Some(Carried::No) => {
            "it is not the carrier: less than half of the effect goes with it, or what goes cannot be told from nothing"
        }
        Some(Carried::Idle) => {
            "it is not at work here: switched off, it leaves every replicate the same to the last digit"
        }
        Some(Carried::Nothing) | None => "there is no effect that it could carry",
    }
}

/// The parameters that decide, each with the rank correlation of its value with the effect in the claimed direction.
pub fn deciding(row: &Row) -> Vec<(&str, f64)> {
    row.decided_by
        .split("; ")
        .filter_map(|part| part.rsplit_once(' '))
        .filter_map(|(key, rank)| Some((key, rank.parse().ok()?)))
        .collect()
}

/// What one would have to believe for the reverse: where in its declared range each deciding parameter would lie.
pub fn for_the_reverse(row: &Row) -> Vec<String> {
    let catalogue = Catalogue::standard();
    let one = |(key, rank): (&str, f64)| {
        let (low, high) = catalogue.find(key)?.range?;
        let (near, far) = if rank > 0.0 { (low, high) } else { (high, low) };
        Some(format!("`{key}` nearer to {near} than to {far}"))
    };
    deciding(row).into_iter().filter_map(one).collect()
}

/// What programmes of a claim's arms got from abroad, and whether they used unlike sums; `None` where none got any.
pub fn money<'a>(rows: impl IntoIterator<Item = &'a ArmRow>) -> Option<String> {
    let paid: Vec<&ArmRow> = rows.into_iter().filter(|row| row.granted > 0.0).collect();
    let used = || paid.iter().map(|row| row.used);
    let (least, most) = (used().reduce(f64::min)?, used().reduce(f64::max)?);
    let one = |row: &&ArmRow| format!("{} {:.3} ({:.3})", row.arm, row.granted, row.used);
    let all = paid.iter().map(one).collect::<Vec<_>>().join(", ");
    let unlike = if most - least > UNLIKE * most {
        " Unlike sums are used, and a difference is one of money too."
    } else {
        ""
    };
    Some(format!("Money from abroad, granted (used), US$ a head and year: {all}.{unlike}"))
}

/// What is to be said of outcomes of a claim that test nothing, each in a sentence.
pub fn untested<'a>(
    claim: &Claim,
    rows: &(impl IntoIterator<Item = &'a OutcomeRow> + Clone),
) -> Vec<String> {
    let of = |(i, outcome): (usize, &Outcome)| {
        let row = row_of(outcome, i, rows.clone())?;
        tests_nothing(outcome, [row.effect, row.low, row.high]).then(|| {
            format!(
                "Outcome {} tests nothing: its arms gave the same in every replicate, to the last digit, so that nothing that sets them apart was at work.",
                i + 1
            )
        })
    };
    claim.outcomes.iter().enumerate().filter_map(of).collect()
}

/// An outcome in words, with its metric.
pub fn words(claim: &Claim, outcome: &Outcome) -> String {
    let (name, level) = outcome.reads.name();
    let level = if level.is_empty() { String::new() } else { format!(" ({level})") };
    let arms = outcome.arms.iter().map(|&arm| claim.arms[arm].name.as_str()).collect::<Vec<_>>();
    let when = match (outcome.reads, outcome.years) {
        (Reads::Metric(_), (first, last)) => format!("over years {first} to {last}"),
        (Reads::Between(_), _) => "over places at the end".to_owned(),
    };
    let told = if outcome.is_needed { "" } else { "; told only" };
    let ratio = if outcome.is_ratio { ", of logarithms" } else { "" };
    format!(
        "{}: {}{ratio} of `{name}`{level}, {} {when}{told}",
        outcome.words,
        outcome.contrast.name(),
        arms.join(", "),
    )
}

/// What the claim says of an outcome.
pub fn claimed(outcome: &Outcome) -> String {
    let than =
        if outcome.than == 0.0 { String::new() } else { format!(" (less {})", outcome.than) };
    let sign = match outcome.sign {
        Sign::Up => "above 0",
        Sign::Down => "below 0",
        Sign::Open => "open",
    };
    format!("{sign}{than}")
}

/// A number with as many digits as a reader can use; a dash for none.
pub fn number(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), figures::number)
}

/// Both ends; a dash for none.
pub fn interval(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(_), Some(_)) => format!("{} to {}", number(low), number(high)),
        _ => "-".to_owned(),
    }
}
