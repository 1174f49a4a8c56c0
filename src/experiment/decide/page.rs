//! What a decision found, on a page.

use super::front::{Front, Regret};
use super::portfolio::AIMS;
use super::{Condition, Decided, Failure, Finding, Portfolio};
use crate::experiment::statistics::Span;
use crate::experiment::words::{self, number, percent};
use crate::scenario::decision::{Better, Measure, Outcome};
use crate::values::grouped;
use std::fmt::Write;

/// Most parameters that are told of an outcome as worth finding out.
const MOST: usize = 5;
/// Chance above which a parameter is not told as worth finding out.
const BY_CHANCE: f64 = 0.05;

/// All that is told of a decision.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// Options by outcomes.
    pub front: &'a [Front],
    /// Their regret.
    pub regrets: &'a [Regret],
    /// When they fail.
    pub conditions: &'a [Condition],
    /// What could be found out.
    pub findings: &'a [Finding],
    /// Portfolios.
    pub portfolios: &'a [Portfolio],
}

/// The page.
pub fn page(decided: &Decided, told: Whole) -> String {
    let mut text = head(decided);
    options(decided, &mut text);
    for (at, outcome) in decided.decision.outcomes.iter().enumerate() {
        of_outcome(decided, (at, outcome), told, &mut text);
    }
    dominated(decided, told.front, &mut text);
    when(decided, told.conditions, &mut text);
    worth(decided, told.findings, &mut text);
    best(decided, told.portfolios, &mut text);
    text
}

fn head(decided: &Decided) -> String {
    let study = decided.study;
    let title = if study.title.is_empty() { "a study" } else { &study.title };
    let mut text = format!("# Decision: {title}\n\nWritten by `nodal decide`; do not edit.");
    if !decided.decision.question.is_empty() {
        let _ = write!(text, " The question: {}", decided.decision.question);
    }
    let from = match &decided.decision.ensemble {
        Some(_) => {
            "sets of an ensemble of what the facts do not rule out, each as often as its weight says"
        }
        None => "points of the declared ranges of what is not known, which no fact has narrowed",
    };
    let n = decided.worlds.len();
    let _ = write!(
        text,
        "\n\n**Worlds.** {}: {from}, {}, {} in each. The baseline and every option live in the same worlds with the \
         same draws, so that differences are those of pairs. Intervals are 95 %: Student's over worlds, Wilson's of shares of worlds. They tell \
         of what is not known and of chance together.",
        words::counted(n, "world"),
        words::counted(study.factors.len(), "parameter"),
        words::counted(study.replicates as usize, "replicate")
    );
    if decided.left_out > 0 {
        let _ = write!(
            text,
            " {} more were left out, as they break a rule of some scenario or a run failed there.",
            decided.left_out
        );
    }
    if n < 100 {
        text.push_str(
            " **So few worlds show large differences only**; a share of worlds is known to a tenth or two, and the worst tenth is a mean of very few.",
        );
    }
    text.push_str("\n\n");
    text
}

fn options(decided: &Decided, text: &mut String) {
    text.push_str("## Options\n\n| option | | promised beyond the baseline, US$ | granted in all, US$ | spent or lost, US$ |\n|---|---|---|---|---|\n");
    let own = std::iter::once(decided.baseline).chain(decided.study.options());
    let mut promised = decided.decision.granted.iter();
    for arm in own {
        let scenario = &decided.study.scenarios[arm];
        let sum = if arm == decided.baseline {
            "baseline".to_owned()
        } else {
            promised.next().map_or_else(|| "-".to_owned(), |sum| grouped(*sum))
        };
        let [granted, spent] = decided.money[arm].map(grouped);
        let _ = writeln!(
            text,
            "| {} | {} | {sum} | {granted} | {spent} |",
            scenario.name, scenario.title
        );
    }
    text.push_str("\nGranted and spent are means over worlds of all programmes, those of the baseline too.\n\n");
}

fn interval(span: Option<(f64, Option<f64>, Option<f64>)>) -> String {
    match span {
        Some((mean, Some(low), Some(high))) => {
            format!("{} ({} to {})", number(mean), number(low), number(high))
        }
        Some((mean, ..)) => number(mean),
        None => "-".to_owned(),
    }
}

fn of_span(span: &Span) -> String {
    interval(Some((span.mean, span.low, span.high)))
}

/// A share of worlds, counted.
fn counted(share: Option<&Span>) -> String {
    share.map_or_else(
        || "-".to_owned(),
        |span| format!("{:.0} of {}", span.mean * span.n as f64, span.n),
    )
}

/// An outcome with its years, unit and direction.
fn heading(outcome: &Outcome) -> String {
    let better = match outcome.better {
        Better::Lower => "less is better",
        Better::Higher => "more is better",
    };
    let years = match (outcome.measure, outcome.years) {
        (Measure::Granted | Measure::Spent, _) => String::new(),
        (Measure::Durability, (first, last)) => {
            format!(", years {first} to {last} less the last year of the money")
        }
        (Measure::Level, (first, last)) if first == last => format!(", year {first}"),
        (Measure::Level, (first, last)) => format!(", years {first} to {last}"),
    };
    let enough = outcome.threshold.map_or_else(String::new, |threshold| {
        format!(
            "; enough at {} or {}",
            number(threshold),
            if outcome.better == Better::Lower { "less" } else { "more" }
        )
    });
    format!("{} ({}{years}; {better}{enough})", outcome.name, outcome.unit())
}

fn of_outcome(decided: &Decided, (at, outcome): (usize, &Outcome), told: Whole, text: &mut String) {
    let _ = writeln!(text, "## {}\n", outcome.name);
    let _ = writeln!(
        text,
        "{}. *Best* and *worst*: worlds in which no other is better or worse, ties counted for all. *Regret*: what is lost where another would have been best.\n",
        heading(outcome)
    );
    text.push_str(
        "| option | mean | against the baseline | better | best | worst | enough | regret | in the worst tenth | most |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for row in told.front.iter().filter(|row| row.outcome == at) {
        let difference = row.difference.map(|of| (of.difference, of.low(), of.high()));
        let regret = told.regrets.iter().find(|one| one.arm == row.arm && one.outcome == at);
        let of = |number_of: fn(&Regret) -> f64| {
            regret.map_or_else(|| "-".to_owned(), |one| number(number_of(one)))
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            decided.arms[row.arm],
            of_span(&row.mean),
            interval(difference),
            counted(row.better.as_ref()),
            counted(Some(&row.best)),
            counted(Some(&row.worst)),
            counted(row.satisfied.as_ref()),
            of(|one| one.mean.mean),
            of(|one| one.worst_tenth),
            of(|one| one.most),
        );
    }
    text.push('\n');
}

fn dominated(decided: &Decided, front: &[Front], text: &mut String) {
    text.push_str(
        "## What is dominated\n\nAn option is dominated where another, or the baseline, is as good in every outcome and better in one; outcomes that tell who bears another are left out.\n\n",
    );
    let mut seen = Vec::new();
    for row in front.iter().filter(|row| row.dominated.is_some()) {
        if seen.contains(&row.arm) {
            continue;
        }
        seen.push(row.arm);
        let means = if row.is_on_front { "not dominated" } else { "**dominated**" };
        let _ = writeln!(
            text,
            "- {}: in {} worlds; {means} in the means over worlds",
            decided.arms[row.arm],
            counted(row.dominated.as_ref())
        );
    }
    text.push('\n');
}

fn when(decided: &Decided, conditions: &[Condition], text: &mut String) {
    text.push_str(
        "## When an option fails\n\nBoxes in the space of what is not known, by the patient rule induction method. *Coverage*: share of all failures inside; \
         *density*: share of the worlds inside that fail. A box is searched for among many parameters: it is told beside what the same search \
         finds where chance deals the failures.\n\n",
    );
    for arm in decided.study.options() {
        let _ = writeln!(text, "**{}**\n", decided.arms[arm]);
        for one in conditions.iter().filter(|one| one.arm == arm) {
            let outcome = &decided.decision.outcomes[one.outcome];
            let failing = match (one.failure, outcome.threshold) {
                (Failure::Threshold, Some(threshold)) => {
                    format!("{} {}", one.failure, number(threshold))
                }
                _ => one.failure.to_string(),
            };
            let _ = writeln!(text, "- {}, {failing}: {}", outcome.name, one.words);
        }
        text.push('\n');
    }
}

fn worth(decided: &Decided, findings: &[Finding], text: &mut String) {
    text.push_str(
        "## What could be found out first\n\nThe expected value of perfect information: what the best choice would gain, mean over worlds, if it could be made \
         knowing one parameter, by a parabola in it; *everything* is chance too, which nobody can know, and so an upper bound. Parameters are \
         told whose value is beyond what 95 of 100 parameters dealt by chance reach.\n\n| outcome | known | worth | by chance |\n|---|---|---|---|\n",
    );
    for (at, outcome) in decided.decision.outcomes.iter().enumerate() {
        let own = findings.iter().filter(|one| one.outcome == at);
        let whole = own.clone().find(|one| one.parameter.is_none());
        let Some(whole) = whole else { continue };
        let mut shown: Vec<(&Finding, usize)> = own
            .filter_map(|one| Some((one, one.parameter?)))
            .filter(|(one, _)| one.value > 0.0 && one.chance <= BY_CHANCE)
            .collect();
        shown.sort_by(|(a, _), (b, _)| b.value.total_cmp(&a.value));
        let _ = writeln!(text, "| {} | everything | {} | |", outcome.name, number(whole.value));
        for (one, parameter) in shown.into_iter().take(MOST) {
            let _ = writeln!(
                text,
                "| {} | `{}` | {} | {} |",
                outcome.name,
                decided.study.factors[parameter].key,
                number(one.value),
                number(one.by_chance)
            );
        }
    }
    let asked = decided.study.factors.len();
    let _ = writeln!(
        text,
        "\nOf {asked} parameters {:.0} would be shown for each outcome if none played a part.\n",
        asked as f64 * BY_CHANCE
    );
}

/// How a portfolio shares out the money, in words.
pub fn shared(decided: &Decided, arm: usize) -> String {
    let Some(mixture) =
        arm.checked_sub(decided.scenarios()).map(|at| &decided.decision.portfolios[at])
    else {
        return format!("all to {}", decided.arms[arm]);
    };
    let options = decided.study.options().zip(&mixture.shares).filter(|(_, share)| **share > 0.0);
    let parts: Vec<String> = options
        .map(|(option, share)| format!("{} to {}", percent(*share), decided.arms[option]))
        .collect();
    let at = if mixture.place.is_empty() { String::new() } else { format!(", {}", mixture.place) };
    format!("{}{at}", parts.join(", "))
}

fn best(decided: &Decided, portfolios: &[Portfolio], text: &mut String) {
    if portfolios.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "## Portfolios\n\n{} portfolios beside the options: shares of the money by steps of {}, {} kinds of places beside those that the options name. \
         The best of many looks better than it is: *held out* is what the best of one half of the worlds does in the other.\n\n\
         | outcome | best for | portfolio | against the baseline | in the worst tenth | held out |\n|---|---|---|---|---|---|",
        decided.decision.portfolios.len(),
        percent(decided.decision.step.unwrap_or(1.0)),
        decided.decision.places.len()
    );
    for one in portfolios {
        let outcome = &decided.decision.outcomes[one.outcome];
        let of = one.difference;
        for (aim, what) in AIMS.iter().enumerate().filter(|(aim, _)| one.is_best[*aim]) {
            let _ = writeln!(
                text,
                "| {} | the {what} | {} | {} | {} | {} |",
                outcome.name,
                shared(decided, one.arm),
                interval(Some((of.difference, of.low(), of.high()))),
                number(one.worst_tenth),
                one.held_out[aim].map_or_else(|| "-".to_owned(), number)
            );
        }
    }
    text.push('\n');
}
