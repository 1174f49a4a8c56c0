//! The page of who steers: what auspices chose in each scenario, what moved it, and whether claims 12 and 25 come out.

use crate::cli::figures::{or_dash, short, words};
use crate::experiment::statistics::{Paired, Range, Span};
use crate::experiment::steering::{Steered, Told, WINDOW, mean_shares};
use crate::output::Record;
use crate::params::Steering;
use crate::scenario::Scenario;
use crate::terms::{Auspice, Component};
use std::cmp::Ordering;
use std::fmt::Write;

/// Rows of a table of what is led by whom.
const LARGEST: usize = 6;

/// A scenario and how it was steered.
struct Arm<'a> {
    scenario: &'a Scenario,
    steered: Steered,
}

impl Arm<'_> {
    fn name(&self) -> &str {
        &self.scenario.name
    }

    /// What the state can do: officers whom it pays, per 100,000.
    fn capacity(&self) -> f64 {
        let params = &self.scenario.params;
        params.public.officers * params.state.pay_ratio
    }
}

/// The page in Markdown.
pub(super) fn markdown(runs: &[(&Scenario, &[Record])]) -> String {
    let arms: Vec<Arm> = runs
        .iter()
        .map(|(scenario, records)| {
            let size = scenario.params.world.household_size;
            Arm { scenario, steered: Steered::of(records, size) }
        })
        .collect();
    let replicates = runs.iter().map(|(_, records)| records.len()).max().unwrap_or(0);
    let communities = runs.first().map_or(0, |(scenario, _)| scenario.params.world.communities);
    let months = runs.first().map_or(0, |(scenario, _)| scenario.params.time.months);
    let mut text = format!(
        "# Who steers\n\nWritten by `nodal compare --choices-page`; do not edit. Auspices with money of their own choose what to authorise and \
         pay, where and with whom (model.md, 4.1). {communities} communities, {months} months, {replicates} replicates, which share their \
         draws; means with 95 % intervals over replicates. Told are the choices at all reviews of the last {WINDOW} months; an arrangement \
         that is kept counts at each.\n"
    );
    beside(&arms, &mut text);
    for arm in &arms {
        of_scenario(arm, &mut text);
    }
    what_moved(&arms, &mut text);
    claims(&arms, &mut text);
    text
}

const fn heading(what: Told) -> &'static str {
    match what {
        Told::Arrangements => "arrangements",
        Told::Money => "rand a head and year",
        Told::OthersMoney => "of it led by others than the state",
        Told::NonState => "led by others than the state",
        Told::NonStateMoney => "money led by others",
        Told::WithState => "with the state in it",
        Told::BySale => "money by sale",
        Told::ByForce => "by command or arms",
        Told::Partnered => "with a partner",
        Told::Concentration => "concentration",
        Told::Places => "places of others",
    }
}

fn beside(arms: &[Arm], text: &mut String) {
    let headings: Vec<&str> = Told::ALL.iter().map(|&what| heading(what)).collect();
    let _ = writeln!(
        text,
        "\n*Concentration* is the sum of the squared shares of components, 1 where all chose the same; *places of others* are communities where \
         others than the state lead most of the money. An auspice has one arrangement of its own at a site at the most: with money for every site \
         each of the six leads as many as any other, whatever the state is, so that shares of money tell more than shares of choices.\n\n| scenario | {} |\n|---{}|",
        headings.join(" | "),
        "|---".repeat(headings.len())
    );
    for arm in arms {
        let cell = |&what: &Told| or_dash(arm.steered.span(what), |span| told(what, &span));
        let cells: Vec<String> = Told::ALL.iter().map(cell).collect();
        let _ = writeln!(text, "| `{}` | {} |", arm.name(), cells.join(" | "));
    }
}

/// A number with its interval; shares in per cent.
fn told(what: Told, span: &Span) -> String {
    match what {
        Told::Arrangements | Told::Money | Told::OthersMoney | Told::Concentration => words(span),
        Told::NonState
        | Told::NonStateMoney
        | Told::WithState
        | Told::BySale
        | Told::ByForce
        | Told::Partnered
        | Told::Places => {
            let of = |x: f64| format!("{:.1}", x * 100.0);
            match (span.low, span.high) {
                (Some(low), Some(high)) => {
                    format!("{} ({} to {}) %", of(span.mean), of(low), of(high))
                }
                _ => format!("{} %", of(span.mean)),
            }
        }
    }
}

fn per_cent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn of_scenario(arm: &Arm, text: &mut String) {
    let _ = writeln!(text, "\n## `{}`\n\n{}.", arm.name(), arm.scenario.title);
    let made = &arm.steered.made;
    let led = mean_shares(made, |one| (one.auspice, one.component));
    if led.is_empty() {
        text.push_str("\nNobody chose anything.\n");
        return;
    }
    let leads = mean_shares(made, |one| one.auspice);
    let partners = mean_shares(made, |one| one.partner);
    let names = |of: &[(&str, f64)]| -> String {
        let told: Vec<String> =
            of.iter().map(|(name, share)| format!("`{name}` {}", per_cent(*share))).collect();
        told.join(", ")
    };
    let leads: Vec<_> = leads.iter().map(|(one, share)| (one.name(), *share)).collect();
    let partners: Vec<_> =
        partners.iter().map(|(one, share)| (one.map_or("nobody", Auspice::name), *share)).collect();
    let _ = writeln!(
        text,
        "\nLed by: {}. With: {}.\n\n| led by | what | share of choices |\n|---|---|---|",
        names(&leads),
        names(&partners)
    );
    for ((auspice, component), share) in led.iter().take(LARGEST) {
        let _ = writeln!(text, "| `{auspice}` | `{component}` | {} |", per_cent(*share));
    }
    let rest: f64 = led.iter().skip(LARGEST).map(|(_, share)| share).sum();
    let others = led.len().saturating_sub(LARGEST);
    let _ = writeln!(text, "| | {others} other pairs | {} |", per_cent(rest));
}

/// A difference with its interval, of shares in points.
fn difference(what: Told, paired: &Paired) -> String {
    let (scale, unit, digits) = if what.range() == Range::Share {
        (100.0, "points", 1)
    } else {
        (1.0, "rand a head and year", 2)
    };
    let of = |x: f64| format!("{:+.digits$}", x * scale).replace('-', "\u{2212}");
    let span = match (paired.low(), paired.high()) {
        (Some(low), Some(high)) => format!(" ({} to {})", of(low), of(high)),
        _ => String::new(),
    };
    format!("{} {unit}{span}", of(paired.difference))
}

fn what_moved(arms: &[Arm], text: &mut String) {
    let Some((base, others)) = arms.split_first() else { return };
    let _ = writeln!(
        text,
        "\n## What moved them\n\nAgainst `{}`, replicate by replicate:\n",
        base.name()
    );
    for arm in others {
        let shares = Told::ALL
            .into_iter()
            .filter(|&what| what.range() == Range::Share && what != Told::Concentration);
        let shown: Vec<String> = shares
            .filter_map(|what| {
                let paired = arm.steered.against(&base.steered, what)?;
                paired
                    .is_shown()?
                    .then(|| format!("{} {}", heading(what), difference(what, &paired)))
            })
            .collect();
        let shown = if shown.is_empty() {
            "no difference shown in any of the shares above".to_owned()
        } else {
            shown.join("; ")
        };
        let concentration = arm.steered.against(&base.steered, Told::Concentration);
        let alike = match concentration.map(|paired| (paired.is_shown(), paired.difference)) {
            Some((Some(true), change)) if change > 0.0 => "choices become more alike",
            Some((Some(true), _)) => "choices become less alike",
            _ => "choices are about as alike",
        };
        let (more, less) = movers(&base.steered, &arm.steered);
        let _ = writeln!(
            text,
            "- `{}`: {shown}; {alike}. Most gained: {more}; most lost: {less}.",
            arm.name()
        );
    }
}

/// The pairs of who leads and what whose shares rise and fall most.
fn movers(base: &Steered, other: &Steered) -> (String, String) {
    let pair = |made: &Steered| mean_shares(&made.made, |one| (one.auspice, one.component));
    let (before, after) = (pair(base), pair(other));
    let share = |of: &[((Auspice, Component), f64)], key| {
        of.iter().find(|(one, _)| *one == key).map_or(0.0, |one| one.1)
    };
    let keys = before.iter().chain(&after).map(|(key, _)| *key);
    let mut moved: Vec<((Auspice, Component), f64)> =
        keys.map(|key| (key, share(&after, key) - share(&before, key))).collect();
    moved.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let told = |one: Option<&((Auspice, Component), f64)>| {
        or_dash(one, |((auspice, component), by)| {
            let by = format!("{:+.1}", by * 100.0).replace('-', "\u{2212}");
            format!("`{component}` led by `{auspice}` ({by} points)")
        })
    };
    (told(moved.first()), told(moved.last()))
}

/// Scenarios that differ in what the state is alone, the most capable first: standing of the others and their money are the
/// same. The state's own money is the same too, or is less the less the state can do.
fn rungs<'a>(arms: &'a [Arm<'a>], money_falls: bool) -> Vec<&'a Arm<'a>> {
    let Some(base) = arms.first() else { return Vec::new() };
    let standing = |arm: &Arm| {
        let p = &arm.scenario.params;
        [
            p.civil_society.legitimacy,
            p.multinational.legitimacy,
            p.interstate.legitimacy,
            p.ngo.legitimacy,
            p.aid_agency.legitimacy,
        ]
    };
    let is_alike = |arm: &&Arm| {
        let (own, first) = (&arm.scenario.params.steering, &base.scenario.params.steering);
        let same_of_others = Steering { state: first.state, ..own.clone() } == *first;
        let more = own.state.total_cmp(&first.state);
        let abler = arm.capacity().total_cmp(&base.capacity());
        let is_rung = arm.name() == base.name()
            || abler.is_ne() && more == if money_falls { abler } else { Ordering::Equal };
        is_rung && same_of_others && standing(arm) == standing(base)
    };
    let mut rungs: Vec<&Arm> = arms.iter().filter(is_alike).collect();
    rungs.sort_by(|a, b| b.capacity().total_cmp(&a.capacity()));
    rungs
}

fn claims(arms: &[Arm], text: &mut String) {
    text.push_str("\n## Claims\n");
    for money_falls in [false, true] {
        let rungs = rungs(arms, money_falls);
        if rungs.len() < 2 {
            continue;
        }
        let names: Vec<String> = rungs
            .iter()
            .map(|arm| format!("`{}` ({})", arm.name(), short(arm.capacity())))
            .collect();
        let _ = writeln!(
            text,
            "\nScenarios in which the state alone differs, by what it can do (officers whom it pays, per 100,000): {}. {}",
            names.join(", "),
            if money_falls {
                "The state's own money falls with it, so that the others' share rises by arithmetic; that they lead more *money* would be a finding."
            } else {
                "Everybody has the same money in all of them, so that a difference is one of choice."
            }
        );
        let sentence =
            "private parties and market orderings weigh more where the state can do less";
        ladder(12, sentence, &[Told::NonStateMoney, Told::BySale], &rungs, text);
        let sentence = "others take over as auspices where the state does not protect";
        ladder(
            25,
            sentence,
            &[Told::OthersMoney, Told::NonState, Told::NonStateMoney, Told::Places],
            &rungs,
            text,
        );
    }
    let pairs: usize = arms
        .iter()
        .flat_map(|arm| &arm.steered.pairs)
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    let _ = writeln!(
        text,
        "\n**Claim 18** (any auspice can stand behind any provision): {pairs} of the {} pairs of auspice and component were chosen at some review \
         of some replicate.",
        Auspice::COUNT * Component::COUNT
    );
}

/// A claim that shares rise as the state can do less: whether they do, from rung to rung.
fn ladder(number: u32, sentence: &str, of: &[Told], rungs: &[&Arm], text: &mut String) {
    let _ = writeln!(text, "\n**Claim {number}** ({sentence}):\n");
    for &what in of {
        let mut steps = Vec::new();
        let mut signs = Vec::new();
        for pair in rungs.windows(2) {
            let Some(paired) = pair[1].steered.against(&pair[0].steered, what) else { continue };
            let is_shown = paired.is_shown().unwrap_or(false);
            signs.push(if is_shown { paired.difference.signum() } else { 0.0 });
            let named = format!("from `{}` to `{}`", pair[0].name(), pair[1].name());
            steps.push(format!("{named} {}", difference(what, &paired)));
        }
        let has = |sign: f64| signs.contains(&sign);
        let verdict = match (has(1.0), has(-1.0), has(0.0)) {
            (true, false, false) => "comes out at every step",
            (true, false, true) => "comes out at some steps; at others no difference is shown",
            (true, true, _) => "comes out at some steps and goes the other way at others",
            (false, true, _) => "does not come out: it goes the other way",
            (false, false, _) => "does not come out: no difference is shown",
        };
        let _ = writeln!(text, "- *{}*: {verdict}; {}.", heading(what), steps.join("; "));
    }
}
