//! Pages about the model and the facts: the table with the worst misses and their reasons, and what a search says.

use super::between::ENOUGH;
use super::facts::{Answer, Fact, facts, reason};
use super::search::Search;
use crate::scenario::Scenario;
use std::fmt::Write;

/// Misses that are told first.
const WORST: usize = 5;

/// `docs/calibration.md`: how many facts are met, which are missed and why; over an ensemble of so many sets, what it
/// foretells beside them. The scenarios say which share of a country each fact is read from.
pub fn page(answers: &[Answer], seed: u64, sets: Option<usize>, scenarios: &[Scenario]) -> String {
    let mut text = opening(answers, seed);
    text.push_str(&shares(scenarios));
    if let Some(sets) = sets {
        over_sets(answers, sets, &mut text);
    }
    table(answers, &mut text);
    misses(answers, &mut text);
    text
}

fn opening(answers: &[Answer], seed: u64) -> String {
    let (met, targets) = met(answers);
    format!(
        "# The model beside the facts\n\nWritten by `nodal facts`; do not edit. Seed {seed}, {} replicates. F-numbers are those of \
         [facts.md](facts.md); each fact is read through the instrument in which it was measured: surveys as simulated surveys, \
         counts as counts. A target is the published number with a band for its error. Facts that set a parameter are no targets, \
         nor are those recalled from memory. Behaviour is the same in all scenarios; only situations differ. Constants were set \
         within their ranges on other seeds than this table's (model.md, section 6); which facts can be met at all, and which \
         parameters none pins, is in [search.md](search.md). Differences between places are read from all replicates together, with \
         intervals over places, where there are {ENOUGH} places at least. A *check* is no target: it is noisy, of one country, or of \
         another kind of place.\n\n**{met} of {targets}** targets lie inside.\n\n",
        answers.iter().map(|answer| answer.n).max().unwrap_or(0),
    )
}

/// Which countries are not lived whole, and what share of them is.
fn shares(scenarios: &[Scenario]) -> String {
    let sampled: Vec<String> = scenarios
        .iter()
        .map(|scenario| (&scenario.name, scenario.params.world.sample))
        .filter(|(_, share)| *share < 1.0)
        .map(|(name, share)| format!("`{name}` {share}"))
        .collect();
    if sampled.is_empty() {
        return String::new();
    }
    format!("Shares of countries that are lived: {}.\n\n", sampled.join(", "))
}

fn over_sets(answers: &[Answer], sets: usize, text: &mut String) {
    let all = facts();
    let told: Vec<bool> = answers
        .iter()
        .filter(|answer| all[answer.fact].is_target())
        .filter_map(Answer::is_reached)
        .collect();
    let _ = write!(
        text,
        "Replicates are spread over an ensemble of {sets} sets of parameters: the values are means over it, and *foretold* is \
         what nine tenths of single replicates lie between. It reaches into the band of **{} of {}** targets.\n\n",
        told.iter().filter(|is_reached| **is_reached).count(),
        told.len()
    );
}

/// Targets that are met, and all targets that were asked for.
pub fn met(answers: &[Answer]) -> (usize, usize) {
    let all = facts();
    let targets = answers.iter().filter(|answer| all[answer.fact].is_target());
    let inside = targets.clone().filter(|answer| answer.is_inside()).count();
    (inside, targets.count())
}

fn table(answers: &[Answer], text: &mut String) {
    let all = facts();
    let is_spread = answers.iter().any(|answer| answer.spread.is_some());
    text.push_str("| fact | use | what | place | source | scenario | target | model | ");
    text.push_str(if is_spread { "foretold | inside |\n|---" } else { "inside |\n" });
    text.push_str("|---|---|---|---|---|---|---|---|---|\n");
    for answer in answers {
        let fact = &all[answer.fact];
        let model = match (answer.value, answer.low, answer.high) {
            (Some(value), Some(low), Some(high)) => format!("{value:.3} ({low:.3} to {high:.3})"),
            (Some(value), _, _) => format!("{value:.3}"),
            _ => "nothing to measure".to_owned(),
        };
        let foretold = match answer.spread {
            Some((low, high)) => format!("{low:.3} to {high:.3} | "),
            None if is_spread => "- | ".to_owned(),
            None => String::new(),
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | `{}` | {} to {} | {model} | {foretold}{} |",
            fact.id,
            fact.mark(),
            fact.what,
            fact.place,
            fact.source,
            fact.scenario,
            fact.low,
            fact.high,
            if answer.is_inside() { "yes" } else { "no" }
        );
    }
}

/// Facts that are missed, the worst first, with the reason where one is known.
fn misses(answers: &[Answer], text: &mut String) {
    let all = facts();
    let mut missed: Vec<(&Fact, f64)> = answers
        .iter()
        .filter(|answer| all[answer.fact].is_target() && !answer.is_inside())
        .filter_map(|answer| Some((&all[answer.fact], all[answer.fact].off_by(answer.value?))))
        .collect();
    missed.sort_by(|a, b| b.1.total_cmp(&a.1));
    if missed.is_empty() {
        return;
    }
    let _ = write!(
        text,
        "\n## What is missed\n\nThe worst first, by how many widths of its band a value lies outside; the first {} are the five \
         that the model meets worst.\n\n| fact | what | off by | why, as far as it is understood |\n|---|---|---|---|\n",
        WORST.min(missed.len())
    );
    for (fact, off) in missed {
        let why = reason(fact.id).unwrap_or("not understood");
        let _ = writeln!(text, "| {} | {} | {off:.1} | {why} |", fact.id, fact.what);
    }
}

/// `docs/search.md`: which facts can be met, which not together, and what pins which parameter.
pub fn search_page(search: &Search) -> String {
    let mut text = format!(
        "# What a search over behaviour says of the facts\n\nWritten by `nodal facts --search DIR`; do not edit. A Latin hypercube of {} points over the declared ranges of {} parameters of behaviour, \
         {} runs at reduced size on a seed of its own. The best point meets {} of the {} facts \
         that it reads. Rank correlations below {:.2} are what chance gives among so many.\n",
        search.points,
        search.moves.len(),
        search.runs,
        search.most_inside,
        search.read,
        search.threshold
    );
    let never: Vec<&str> =
        search.met.iter().filter(|(_, share)| *share == 0.0).map(|(id, _)| *id).collect();
    let _ = writeln!(
        text,
        "\n**Met nowhere**: {}.",
        if never.is_empty() { "none".to_owned() } else { never.join(", ") }
    );
    text.push_str("\n**Never met together**, though each is met apart:");
    if search.excluded.is_empty() {
        text.push_str(" none that so many points could show.\n");
    } else {
        let pairs: Vec<String> = search
            .excluded
            .iter()
            .map(|(a, b, expected)| format!("{a} and {b} ({expected:.0} points expected)"))
            .collect();
        let _ = writeln!(text, " {}.", pairs.join("; "));
    }
    let free: Vec<String> = search
        .moves
        .iter()
        .filter(|(_, facts)| facts.is_empty())
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    let _ = writeln!(
        text,
        "\n**Parameters that no fact pins** (they move none beyond chance, so no fact speaks for their default): {}.\n",
        if free.is_empty() { "none".to_owned() } else { free.join(", ") }
    );
    text.push_str(
        "| parameter | facts that it moves, the strongest first (rank correlation) |\n|---|---|\n",
    );
    for (key, moved) in search.moves.iter().filter(|(_, moved)| !moved.is_empty()) {
        let first: Vec<String> =
            moved.iter().take(6).map(|(id, rho)| format!("{id} {rho:+.2}")).collect();
        let _ = writeln!(text, "| `{key}` | {} |", first.join(", ").replace('-', "\u{2212}"));
    }
    text.push_str("\n| fact | share of points that meet it |\n|---|---|\n");
    for (id, share) in &search.met {
        let _ = writeln!(text, "| {id} | {:.0} % |", share * 100.0);
    }
    text
}
