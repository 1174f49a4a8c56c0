//! The page of claims: what the paper says, the verdict in a word, what carries it, over how much of what nobody knows it
//! holds, and what one would have to believe for the reverse.

use super::ReportError;
use super::numbers::{counted, listed, percent};
use super::page::{Part, paragraphs, whole};
use super::tables::captioned;
use crate::experiment::claims::table::{Tables, row_of};
use crate::experiment::claims::words::{
    HEADS, Head, carried, claimed, for_the_reverse, interval, is_undecided, money, number,
    untested, verdict_of, words,
};
use crate::experiment::claims::{Carried, Size};
use crate::output::claims::{ArmRow, OutcomeRow, Row};
use crate::params::Catalogue;
use crate::scenario::Settings;
use crate::scenario::claim::{Claim, files};
use crate::visual::words::capital;
use maud::{Markup, html};
use std::path::Path;

/// Width and height of a picture of an interval, in pixels.
const PICTURE: (f64, f64) = (150.0, 18.0);

/// A claim with what came of it.
struct Tried {
    claim: Claim,
    row: Row,
    outcomes: Vec<OutcomeRow>,
    arms: Vec<ArmRow>,
}

/// The page of a directory that `nodal claims` wrote.
pub(super) fn page(title: Option<&str>, directory: &Path) -> Result<String, ReportError> {
    let tried = read(directory)?;
    let title = title.unwrap_or("The paper\u{2019}s claims, tried in the model");
    let mut parts = vec![
        Part { id: "verdicts", heading: "The verdicts", body: verdicts(&tried) },
        Part { id: "reading", heading: "How to read a verdict", body: reading(&tried) },
        Part { id: "claims", heading: "Claim by claim", body: sections(&tried) },
        Part { id: "field", heading: "What would have to be measured", body: field(&tried) },
    ];
    // One claim needs no table of all.
    if tried.len() == 1 {
        parts.remove(0);
    }
    Ok(whole(title, &paragraphs(&answer(&tried)), &parts))
}

/// The tables, and the claims' files that lie beside them.
fn read(directory: &Path) -> Result<Vec<Tried>, ReportError> {
    let tables = Tables::read(directory)
        .map_err(|(path, error)| ReportError::Broken { path, error: error.to_string() })?;
    let folder = directory.join("inputs/claims");
    let broken = |error: String| ReportError::Broken { path: folder.clone(), error };
    let mut tried = Vec::new();
    for path in files(&folder).map_err(|error| broken(error.to_string()))? {
        let claim = Claim::load(&path, &Settings::default(), &Catalogue::standard())
            .map_err(|problems| broken(problems.to_string()))?;
        let Some(row) = tables.claims.iter().find(|row| row.claim == claim.number).cloned() else {
            continue;
        };
        let outcomes = tables.outcomes_of(&claim).cloned().collect();
        let arms = tables.arms_of(&claim).cloned().collect();
        tried.push(Tried { claim, row, outcomes, arms });
    }
    if tried.is_empty() {
        return Err(broken("it holds no claim of the table".to_owned()));
    }
    Ok(tried)
}

/// How many claims come to which verdict; of one claim the verdict and its effect.
fn answer(tried: &[Tried]) -> Vec<String> {
    if let [one] = tried {
        let effect = match one.row.effect {
            Some(_) => format!(
                " The effect is {} (95\u{a0}% interval {}; {}).",
                number(one.row.effect),
                interval(one.row.low, one.row.high),
                counted(one.row.replicates, "seed")
            ),
            None => String::new(),
        };
        return vec![format!(
            "{}: {}.{effect}",
            one.claim.title,
            one.row.verdict.replace('_', " ")
        )];
    }
    let of = |head: &Head| {
        let n = tried.iter().filter(|one| verdict_of(&one.row) == Some(head.verdict)).count();
        (n > 0).then(|| format!("{n} {}", head.verb))
    };
    let counts: Vec<String> = HEADS.iter().filter_map(of).collect();
    let mut told = vec![format!("Of {} claims, {}.", tried.len(), listed(&counts))];
    told.extend(is_reduced(tried).then(|| {
        "This is a reduced run: what is not shown here may be shown in a larger one, and shares that rest on few draws say \
         little."
            .to_owned()
    }));
    told
}

fn is_reduced(tried: &[Tried]) -> bool {
    tried.iter().any(|one| one.row.communities < Size::FULL.communities)
}

/// One table of all claims.
fn verdicts(tried: &[Tried]) -> Markup {
    html! {
        p { "The picture shows the effect at the defaults with its 95\u{a0}% interval, 0 at the thin line, the claimed side to the \
             right; the ring is the effect with the mechanism switched off that was believed to carry it. Scales differ from claim \
             to claim." }
        @for Head { verdict, head, verb, takes } in &HEADS {
            @let own: Vec<&Tried> =
                tried.iter().filter(|one| verdict_of(&one.row) == Some(*verdict)).collect();
            @if !own.is_empty() {
                h3 { (head) " (" (own.len()) " of " (tried.len()) ")" }
                p { (takes) "." }
                (captioned(head, &capital(&format!("claims that {verb}")), &html! {
                    thead { tr {
                        th scope="col" { "Claim" }
                        th scope="col" { "Effect, 95\u{a0}% interval" }
                        th scope="col" { "Carrier" }
                        th scope="col" { "Holds over" }
                    } }
                    tbody { @for one in own { tr {
                        th scope="row" {
                            a href={ "#claim-" (one.row.claim) } { (one.row.claim) ". " (one.claim.title) }
                            span.unit { (one.claim.section) }
                        }
                        td { (picture(one)) span.unit { (number(one.row.effect)) " (" (interval(one.row.low, one.row.high)) ")" } }
                        td { (carrier(&one.row)) }
                        td { (held(&one.row)) }
                    } } }
                }))
            }
        }
    }
}

/// Whether the effect goes with what was believed to carry it, in a word or two.
fn carrier(row: &Row) -> &'static str {
    match Carried::parse(&row.carried) {
        Some(Carried::Yes) => "carries it",
        Some(Carried::No) => "does not carry it",
        Some(Carried::Idle) => "is not at work",
        Some(Carried::Nothing) | None => "no effect to carry",
    }
}

/// In how many draws or sets a claim holds.
fn held(row: &Row) -> String {
    let of = match row.sets {
        0 => counted(row.draws, "draw"),
        sets => counted(sets, "set"),
    };
    row.share_holds
        .map_or_else(|| "\u{2013}".to_owned(), |share| format!("{} of {of}", percent(share)))
}

/// An effect with its interval, the claimed side to the right, and what is left of it without its carrier.
fn picture(one: &Tried) -> Markup {
    let (width, height) = PICTURE;
    let Some(effect) = one.row.effect else { return html! { "\u{2013}" } };
    let sign = one.claim.outcomes.get(one.row.outcome.saturating_sub(1));
    let factor = sign.map_or(1.0, |outcome| outcome.sign.factor());
    let ends = [one.row.low.unwrap_or(effect), one.row.high.unwrap_or(effect)];
    let all = [ends[0], ends[1], effect, one.row.ablated_effect.unwrap_or(0.0)];
    let reach = all.iter().fold(f64::MIN_POSITIVE, |reach, x| reach.max(x.abs()));
    let x = |value: f64| format!("{:.1}", width / 2.0 * (1.0 + 0.94 * factor * value / reach));
    let middle = format!("{:.1}", height / 2.0);
    html! {
        svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" fill="none" stroke="currentColor" {
            line x1=(x(0.0)) x2=(x(0.0)) y1="0" y2=(height) stroke-width="0.6" {}
            line x1=(x(ends[0])) x2=(x(ends[1])) y1=(middle) y2=(middle) stroke-width="2.5" {}
            circle cx=(x(effect)) cy=(middle) r="4" fill="currentColor" {}
            @if let Some(ablated) = one.row.ablated_effect { circle cx=(x(ablated)) cy=(middle) r="3.5" {} }
        }
    }
}

/// What each claim says, and what came of it.
fn sections(tried: &[Tried]) -> Markup {
    html! { @for one in tried { (section(one)) } }
}

fn section(one: &Tried) -> Markup {
    let Tried { claim, row, outcomes, arms } = one;
    let name = format!("Claim {}", row.claim);
    let reverse = for_the_reverse(row);
    html! {
        h3 id={ "claim-" (row.claim) } { (name) ": " (claim.title) }
        p { (claim.sentence) " " span.unit { (claim.section) } }
        p { strong { "Verdict: " (row.verdict.replace('_', " ")) } "."
            @if !claim.declared.is_empty() { " " (claim.declared) } }
        (captioned(&name, "What was claimed and what came, at the defaults", &html! {
            thead { tr {
                th scope="col" { "Outcome" }
                th scope="col" { "Claimed" }
                th.number scope="col" { "Effect" }
                th.number scope="col" { "95\u{a0}% interval" }
                th.number scope="col" { "Without the carrier" }
                th.number scope="col" { "Would matter" }
            } }
            tbody { @for (i, outcome) in claim.outcomes.iter().enumerate() {
                @if let Some(found) = row_of(outcome, i, outcomes) { tr {
                    th scope="row" { (words(claim, outcome).replace('`', "")) }
                    td { (claimed(outcome)) }
                    td.number { (number(found.effect)) }
                    td.number { (interval(found.low, found.high)) }
                    td.number { (number(found.ablated_effect)) }
                    td.number { (number(found.matters)) }
                } }
            } }
        }))
        ul {
            @for sentence in untested(claim, &outcomes.iter()) { li { (sentence) } }
            @if let Some(money) = money(arms) { li { (money) } }
            li { "Believed to carry it: " (claim.carrier.words) "; " (carried(row)) "." }
            @if row.share_holds.is_some() { li {
                "It holds in " (held(row))
                @if let (Some(null), Some(reversed)) = (row.share_null, row.share_reversed) {
                    ", is as good as nothing in " (percent(null)) " and reverses in " (percent(reversed))
                }
                @if let (true, Some(prior)) = (row.sets > 0, row.prior_holds) {
                    "; over all that is declared it holds in " (percent(prior))
                }
                "."
            } }
            @if !reverse.is_empty() {
                li { "For the reverse one would have to believe in " (listed(&reverse).replace('`', "")) "." }
            }
            @if !claim.falsifiable.is_empty() { li { "What keeps it from arithmetic: " (claim.falsifiable) } }
            li { "It would be contradicted by: " (claim.contradicts) }
        }
    }
}

/// Sizes, and what the words mean.
fn reading(tried: &[Tried]) -> Markup {
    let Some(Tried { row, .. }) = tried.first() else { return html! {} };
    html! {
        ul {
            li { "At the defaults: " (row.communities) " communities of "
                 (counted(row.households as usize, "household")) ", "
                 (counted(tried.iter().map(|one| one.row.replicates).max().unwrap_or(0), "seed"))
                 "; each arm lives ten years, and arms are compared seed by seed." }
            li { "Shares are of draws over the declared ranges of everything that people may do and nobody has measured, or of sets \
                  that the facts do not rule out: how often all that a claim needs has the claimed sign there." }
            @for Head { verdict, takes, .. } in &HEADS {
                li { strong { (verdict.name().replace('_', " ")) } ": " (takes) "." }
            }
            li { "A claim that does not hold in the model is a finding about the model as much as about the paper: nothing is tuned \
                  claim by claim." }
        }
    }
}

/// What a field study would have to measure, where the model does not decide.
fn field(tried: &[Tried]) -> Markup {
    html! { ul { @for one in tried.iter().filter(|one| is_undecided(&one.row)) {
        li { a href={ "#claim-" (one.row.claim) } { "Claim " (one.row.claim) } ": " (one.claim.measure) }
    } } }
}
