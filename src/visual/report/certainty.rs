//! What the page rests on: assumptions, facts, replicates, and how to make it again.

use super::beside::Facts;
use super::evidence::{Arm, Difference, ensemble};
use super::findings::{label, smallest_in_words};
use super::numbers::{counted, listed, plain, plain_doc};
use super::tables::{boxed, captioned};
use super::words::{assumed, switched_off, value};
use crate::params::{Catalogue, Parameter, Role, Value};
use crate::visual::words::capital;
use maud::{Markup, html};
use std::path::Path;

/// Mechanisms, and what nobody has measured.
pub(super) fn assumptions(arms: &[Arm]) -> Markup {
    let catalogue = Catalogue::standard();
    let behaviour = catalogue.parameters.iter().filter(|one| one.role == Role::Behaviour).count();
    let assumed = assumed(&catalogue);
    let is_switch = |one: &&Parameter| one.key.starts_with("mechanisms.");
    let mechanisms = catalogue.parameters.iter().filter(is_switch).count();
    let offs: Vec<String> = arms.iter().map(|arm| switched_off(&arm.scenario).join("; ")).collect();
    let acts = |key: &str| {
        let is_off = |arm: &Arm| {
            let mut values = arm.scenario.values.iter();
            values.any(|one| one.key == key && one.value == Value::Switch(false))
        };
        !arms.iter().any(is_off)
    };
    let on: Vec<String> = catalogue
        .parameters
        .iter()
        .filter(|one| is_switch(one) && acts(&one.key))
        .map(|one| one.key.trim_start_matches("mechanisms.").replace('_', " "))
        .collect();
    html! {
        h3 { "Mechanisms" }
        p { "Every number here comes from a model: households quarrel, take disputes to somebody or to nobody, settle them or "
            "fight; providers prevent, hear, extort and punish; auspices pay and steer. It knows only its " (mechanisms)
            " mechanisms." }
        @if offs.windows(2).all(|pair| pair[0] == pair[1]) {
            p { "Switched off" @if arms.len() > 1 { " in every scenario" } ": "
                @match offs.first() { Some(off) if !off.is_empty() => (off), _ => "none" } "." }
        } @else {
            ul { @for (arm, off) in arms.iter().zip(&offs) {
                li { "Switched off in " (arm.title) ": " @if off.is_empty() { "none" } @else { (off) } "." }
            } }
        }
        p { "The others act: " (listed(&on)) "." }
        h3 { "What nobody has measured" }
        p { "Of " (behaviour) " parameters of how people and organisations act, " (assumed.len())
            " are assumed: no study gives them. They are the same in every scenario, so a difference between scenarios depends on \
             them less than a level does, but it does depend on them." }
        @if !assumed.is_empty() {
            (boxed("Assumed parameters of behaviour", &html! { details {
                summary { "The assumed parameters, with the ranges that they may lie in" }
                table {
                    caption { span { "Parameters of behaviour whose source is \u{201c}assumed\u{201d}" } }
                    thead { tr {
                        th scope="col" { "Parameter" }
                        th.number scope="col" { "Default" }
                        th.number scope="col" { "Range" }
                        th scope="col" { "Unit" }
                    } }
                    tbody { @for one in &assumed { tr {
                        th scope="row" { (plain_doc(&one.doc)) span.unit { code { (one.key) } } }
                        td.number { (value(&one.default)) }
                        td.number { @match one.range {
                            Some((low, high)) => { (plain(low)) " to " (plain(high)) }
                            None => "\u{2013}",
                        } }
                        td { (one.unit) }
                    } } }
                }
            } }))
        }
    }
}

/// The model beside the facts: how many are met, and which are not.
pub(super) fn facts(facts: &Facts) -> Markup {
    let targets: Vec<_> = facts.all.iter().filter(|fact| fact.is_target).collect();
    let missed: Vec<_> = targets.iter().filter(|fact| !fact.is_met).collect();
    let met = targets.len() - missed.len();
    let checks = facts.all.len() - targets.len();
    let has_reasons = missed.iter().any(|fact| fact.reason().is_some());
    html! {
        @if facts.all.is_empty() {
            p { "There is no table of facts to compare with." }
        } @else {
            p { "Of " (targets.len()) " published numbers that serve as targets, the model gives " strong { (met) }
                " within their error (" (facts.source) "). "
                @if missed.is_empty() { "None is missed." }
                @else { "It misses " (missed.len()) ": expect it to be wrong about these." }
                @if checks > 0 { " " (counted(checks, "further number")) " of other kinds of places "
                    @if checks == 1 { "is" } @else { "are" } " told as checks and are no targets." } }
        }
        @if !missed.is_empty() {
            (captioned("Facts that the model misses", "Facts that the model misses", &html! {
                thead { tr {
                    th scope="col" { "What was measured" }
                    th scope="col" { "Where and when" }
                    th.number scope="col" { "Published, with its error" }
                    th.number scope="col" { "Model, 95\u{a0}% interval" }
                    @if has_reasons { th scope="col" { "Why, as far as it is understood" } }
                } }
                tbody { @for fact in missed { tr {
                    th scope="row" { (capital(&fact.what)) span.unit { (fact.id) } }
                    td { (fact.place) }
                    td.number { (fact.target) }
                    td.number { (fact.model) }
                    @if has_reasons { td.reason { (fact.reason().unwrap_or("not understood")) } }
                } } }
            }))
        }
    }
}

/// Replicates, pairing, what could have been seen, what was not varied.
pub(super) fn how_sure(arms: &[Arm], rows: &[Difference]) -> Markup {
    let replicates: Vec<String> = arms
        .iter()
        .map(|arm| {
            let failed = arm.manifest.failures.len();
            let lost =
                if failed > 0 { format!(", {failed} of them failed") } else { String::new() };
            format!(
                "{}: {}{lost}",
                arm.title,
                counted(arm.manifest.replicates as usize, "replicate")
            )
        })
        .collect();
    let has_placebo = arms.iter().any(|arm| arm.scenario.params.programmes.placebo);
    html! {
        ul {
            li { (replicates.join("; ")) ". A replicate is one life of the whole country with luck of its own." }
            li { "Every interval is a 95\u{a0}% interval by Student's t over replicates: it says how far luck reaches, not how wrong \
                 the model may be." }
            @if arms.len() > 1 {
                li { "Replicates of the scenarios share their luck and are compared in pairs." (gain(rows)) }
                li { "The smallest differences from the baseline that would have been shown with a probability of 80\u{a0}%, at the \
                     strictest step of Holm's correction: "
                    (arms[1..].iter().map(|arm| smallest(arm, rows)).collect::<Vec<_>>().join("; ")) "." }
                li { @if has_placebo {
                    "A placebo arm is among the scenarios: the same money, posts and gatherings without their local effect. An \
                     effect beyond it is that of what is done, not of the money."
                } @else {
                    "There is no placebo arm: what the money alone does is not told apart from what is done with it."
                } }
            }
            @match ensemble(arms) {
                Some(sets) => li { "Replicates are spread over " (counted(sets, "set")) " of parameters that the facts do not rule \
                    out, the worlds of this page, so that intervals hold what is not known of them too. The mechanisms of the model \
                    were not varied." (in_worlds(arms, rows)) }
                None => li { "Not varied: every parameter has one value in all replicates, and so have the mechanisms of the model. \
                    Intervals do not hold that uncertainty; a sweep or a sensitivity study over the assumed parameters does, and so \
                    does an ensemble (" code { "--ensemble" } ")." }
            }
        }
    }
}

/// In how many worlds violence and killing are better.
fn in_worlds(arms: &[Arm], rows: &[Difference]) -> String {
    let is_main =
        |row: &&Difference| row.level.is_empty() && super::findings::is_headline(&row.metric);
    let told = rows.iter().filter(is_main).filter_map(|row| {
        let arm = arms.iter().find(|arm| arm.name == row.scenario)?;
        let worlds = row.worlds.as_ref()?;
        Some(format!("{} under {} {worlds}", label(&row.metric).to_lowercase(), arm.title))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        String::new()
    } else {
        format!(" By the mean of each world: {}.", told.join("; "))
    }
}

/// The smallest differences in violence and killing that could have been shown.
fn smallest(arm: &Arm, rows: &[Difference]) -> String {
    let own: Vec<&Difference> = rows.iter().filter(|row| row.scenario == arm.name).collect();
    let is_main =
        |row: &&&Difference| row.level.is_empty() && super::findings::is_headline(&row.metric);
    let tell = |row: &&Difference| {
        format!("{} {}", label(&row.metric).to_lowercase(), smallest_in_words(row, own.len()))
    };
    let told: Vec<String> = own.iter().filter(is_main).map(tell).collect();
    let what = if told.is_empty() { "neither was compared".to_owned() } else { told.join(", ") };
    format!("under {}, {what}", arm.title)
}

/// The gain of pairing over rows, in words.
fn gain(rows: &[Difference]) -> String {
    let mut gains: Vec<f64> = rows.iter().filter_map(|row| row.gain).collect();
    gains.sort_by(f64::total_cmp);
    match gains.get(gains.len() / 2) {
        Some(middle) if gains.len() > 1 => format!(
            " In the middle of the numbers compared, unpaired runs would need {} times as many replicates for the same precision \
             (from {} to {} times).",
            plain(*middle),
            plain(gains[0]),
            plain(gains[gains.len() - 1]),
        ),
        _ => String::new(),
    }
}

/// An argument without the folders of one machine: an absolute path by its last name, alone or after a `=`.
fn anywhere(word: &str) -> String {
    let (before, path) = word.split_once('=').map_or(("", word), |(key, value)| (key, value));
    match Path::new(path).file_name() {
        Some(name) if Path::new(path).is_absolute() => {
            let name = name.to_string_lossy();
            if before.is_empty() { name.into_owned() } else { format!("{before}={name}") }
        }
        _ => word.to_owned(),
    }
}

/// The command as typed: the program by its name, arguments in quotes where they need them.
fn command(words: &[String]) -> String {
    let is_plain =
        |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || "-_./=:,%+@".contains(c));
    let quoted = words.iter().skip(1).map(|word| anywhere(word)).map(|word| {
        if is_plain(&word) && !word.is_empty() {
            word
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    std::iter::once("nodal".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}

/// Command, version, hashes.
pub(super) fn reproduce(arms: &[Arm]) -> Markup {
    let Some(first) = arms.first() else { return html! {} };
    html! {
        p { "With version " (first.manifest.version) " of nodal and the same scenario files, this command gives the same bytes \
            on any machine:" }
        pre tabindex="0" { code { (command(&first.manifest.command)) } }
        p { "The digest is that of all tables of a run; equal digests are equal results. The scenario's hash is that of everything it \
            says, seed and replicates apart." }
        (captioned("What was run", "What was run", &html! {
            thead { tr {
                th scope="col" { "Scenario" }
                th.number scope="col" { "Seed" }
                th.number scope="col" { "Replicates" }
                th.number scope="col" { "Months" }
                th scope="col" { "Hash of the scenario" }
                th scope="col" { "Digest of the results" }
            } }
            tbody { @for arm in arms { tr {
                th scope="row" { (arm.title) span.unit { (arm.name) } }
                td.number { (arm.manifest.seed) }
                td.number { (arm.manifest.replicates) }
                td.number { (arm.manifest.months) }
                td { code.hash { (arm.manifest.scenario_hash) } }
                td { code.hash { (arm.manifest.digest) } }
            } } }
        }))
    }
}

/// Whose data were used.
pub(super) fn credits(arms: &[Arm]) -> Markup {
    let uses = |path: fn(&Arm) -> &String| arms.iter().any(|arm| !path(arm).is_empty());
    let has_settlements = uses(|arm| &arm.scenario.params.world.settlements);
    let has_outline = uses(|arm| &arm.scenario.params.world.outline);
    let theory =
        "Dupont, Grabosky & Shearing (2003), The governance of security in weak and failing states";
    let mut data = Vec::new();
    if has_settlements {
        data.push(html! { "Settlements: " a href="https://www.geonames.org" { "GeoNames" } ", "
        a href="https://creativecommons.org/licenses/by/4.0/" { "CC BY 4.0" }
        "; villages beside them are made up by the program." });
    }
    if has_outline {
        data.push(html! { "Outline: made with " a href="https://www.naturalearthdata.com" { "Natural Earth" }
            ", public domain." });
    }
    if data.is_empty() {
        data.push(html! { "The country is made up: no data of real places are used." });
    }
    html! { ul {
        @for one in data { li { (one) } }
        li { "Theory: " (theory) "." }
        li { "Colours: one a thing, told apart by colour-blind readers and in copies without colour; on maps after viridis." }
    } }
}
