//! The page: its parts in the order in which they are read.

use super::beside::Facts;
use super::currency::Currency;
use super::evidence::{Arm, Difference, Evidence};
use super::numbers::{counted, listed};
use super::pictures::Pictures;
use super::{
    ReportError, certainty, findings, further, map, outcomes, people, periods, short, spending,
    tables, words,
};
use crate::experiment::programmes::Accounts;
use crate::metrics::Name;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A part of a page: where links lead, its heading, what it says.
pub(super) struct Part {
    pub id: &'static str,
    pub heading: &'static str,
    pub body: Markup,
}

/// The page of one run.
pub(super) fn run(
    title: &str,
    evidence: &Evidence,
    arm: &Arm,
    pictures: &Pictures,
    (facts, currency): (&Facts, &Currency),
) -> Result<String, ReportError> {
    let means = findings::means(arm, &Name::usual())?;
    let question = html! {
        p { "What happens in \u{201c}" (arm.title) "\u{201d} over " (arm.manifest.months) " months, if people and organisations \
            act as the model assumes?" }
    };
    let mut parts = vec![
        Part { id: "question", heading: "The question", body: question },
        Part { id: "scenarios", heading: "The scenario in words", body: scenarios(evidence) },
        Part { id: "figures", heading: "Main figures", body: pictures.shown(is_main) },
        Part { id: "numbers", heading: "The numbers", body: tables::levels(arm, &means) },
    ];
    let accounts = spending::accounts(evidence.arms(), currency)?;
    parts.extend(map::section(evidence.arms())?.map(|body| Part {
        id: "map",
        heading: "The map",
        body,
    }));
    let sure = certainty::how_sure(evidence.arms(), &[]);
    parts.push(Part { id: "certainty", heading: "How sure we are", body: sure });
    parts.extend(common(evidence, &accounts, pictures, (facts, currency))?);
    let answer = paragraphs(&[findings::levels(&arm.title, &means)]);
    Ok(whole(title, &answer, &parts))
}

/// The page of a comparison.
pub(super) fn comparison(
    title: &str,
    evidence: &Evidence,
    rows: &[Difference],
    pictures: &Pictures,
    (facts, currency): (&Facts, &Currency),
) -> Result<String, ReportError> {
    let arms = evidence.arms();
    let accounts = spending::accounts(arms, currency)?;
    let is_same = !rows.is_empty() && rows.iter().all(Difference::is_identical);
    let answer = html! {
        (question(arms))
        h3 { "In short" }
        @if is_same {
            (paragraphs(&findings::answers(arms, rows)))
        } @else {
            ol.answer { @for sentence in short::sentences(arms, rows, &accounts, currency) { li { (sentence) } } }
        }
        (outcomes::table(arms, rows, &accounts, currency))
        (pictures.shown(|name| name == FIRST))
    };
    let mut parts = Vec::new();
    let mut add = |id, heading, body: Option<Markup>| {
        parts.extend(body.map(|body| Part { id, heading, body }));
    };
    add("people", "Who gains and who loses", people::section(arms)?.filter(|_| !is_same));
    add("periods", "When", periods::section(arms, &accounts)?.filter(|_| !is_same));
    add("map", "Where", map::section(arms)?);
    add("certainty", "How sure we are", Some(certainty::how_sure(arms, rows)));
    add(
        "further",
        "What would change the answer, and what to find out next",
        Some(further::section(arms, rows)),
    );
    add("scenarios", "The scenarios in words", Some(scenarios(evidence)));
    add("figures", "Further figures", Some(pictures.shown(|name| is_main(name) && name != FIRST)));
    let numbers = html! {
        @if !is_same { @for paragraph in findings::answers(arms, rows) { p { (paragraph) } } }
        (tables::differences(arms, rows))
    };
    add("numbers", "The numbers", Some(numbers));
    parts.extend(common(evidence, &accounts, pictures, (facts, currency))?);
    Ok(whole(title, &answer, &parts))
}

/// The picture of the first screen.
const FIRST: &str = "scenarios";

/// Paragraphs of an answer.
pub(super) fn paragraphs(all: &[String]) -> Markup {
    html! { @for paragraph in all { p.answer { (paragraph) } } }
}

/// What runs and comparisons end with.
fn common(
    evidence: &Evidence,
    accounts: &[Accounts],
    pictures: &Pictures,
    (facts, currency): (&Facts, &Currency),
) -> Result<Vec<Part>, ReportError> {
    let arms = evidence.arms();
    let mut parts = Vec::new();
    let money = html! {
        (spending::section(accounts, currency))
        (tables::money(arms)?)
        (pictures.shown(|name| name.starts_with("money")))
    };
    parts.push(Part { id: "money", heading: "Money", body: money });
    let assumed = html! { (certainty::assumptions(arms)) h3 { "How the model meets the facts" } (certainty::facts(facts)) };
    parts.push(Part {
        id: "assumptions",
        heading: "What the model assumes, and how it meets the facts",
        body: assumed,
    });
    let again = certainty::reproduce(arms);
    parts.push(Part { id: "reproduce", heading: "How to reproduce this", body: again });
    parts.push(Part {
        id: "values",
        heading: "Every value that differs",
        body: tables::values(arms),
    });
    parts.push(Part { id: "credits", heading: "Data and credits", body: certainty::credits(arms) });
    Ok(parts)
}

/// `A against B`, or `“A” and “B” against “C”`.
pub(super) fn title_of(arms: &[Arm]) -> String {
    match arms {
        [] => String::new(),
        [baseline, one] => format!("{} against {}", one.title, baseline.title),
        [baseline, others @ ..] => {
            // Placebos are there to judge the others by.
            let is_own = |arm: &&Arm| !arm.scenario.params.programmes.placebo;
            let own: Vec<&Arm> = others.iter().filter(is_own).collect();
            let told = if own.is_empty() { others.iter().collect() } else { own };
            match told.len() {
                1 | 2 => format!("{} against {}", quoted(&told), quoted(&[baseline])),
                n => format!("{n} options against {}", quoted(&[baseline])),
            }
        }
    }
}

/// Titles in quotation marks.
pub(super) fn quoted<A: std::borrow::Borrow<Arm>>(arms: &[A]) -> String {
    let names: Vec<String> =
        arms.iter().map(|arm| format!("\u{201c}{}\u{201d}", arm.borrow().title)).collect();
    listed(&names)
}

fn question(arms: &[Arm]) -> Markup {
    let Some((baseline, others)) = arms.split_first() else { return html! {} };
    let (from, to) = others.first().map_or((1, 1), Arm::window);
    let told = if others.len() > 2 { "each option".to_owned() } else { quoted(others) };
    html! {
        p #question { "What is different under " (told) " than under " (quoted(&[baseline])) ", the baseline, on \
            average over months " (from) " to " (to) ", when everything else is the same: the country, its people, and \
            the luck of each replicate?" }
    }
}

fn scenarios(evidence: &Evidence) -> Markup {
    let arms = evidence.arms();
    let baseline = arms.first();
    html! {
        @for (i, arm) in arms.iter().enumerate() {
            @let told = words::tell(arm, baseline.filter(|_| i > 0));
            h3 { (told.title) @if arms.len() > 1 && i == 0 { " (baseline)" } }
            @if !told.description.is_empty() { p { (told.description) } }
            @if !told.sentences.is_empty() {
                ul { @for sentence in &told.sentences { li { (sentence) } } }
            } @else if i > 0 {
                p { "It has no programme that the baseline has not." }
            }
            @if !told.missing.is_empty() {
                p { "What the baseline has and this has not: " (listed(&told.missing)) "." }
            }
            @if !told.shared.is_empty() {
                p { "As in the baseline: " (listed(&told.shared)) "." }
            }
            @match (told.changed.len(), i) {
                (0, 0) => p { "Every parameter is that of the weak state of the defaults." },
                (0, _) => p { "Every parameter is that of the baseline." },
                (n, i) => p {
                    (counted(n, "parameter")) " " @if n == 1 { "is" } @else { "are" } " other than in "
                    @if i == 0 { "the weak state of the defaults" } @else { "the baseline" }
                    ": " a href="#values" { "all values" } "."
                },
            }
            @if let Some(sentence) = words::enclaves(&arm.scenario) { p { (sentence) } }
            @if !arm.manifest.warnings.is_empty() {
                p { "Warned of before it was run:" }
                ul.warnings { @for warning in &arm.manifest.warnings { li { (warning) } } }
            }
        }
    }
}

/// Figures that stand in the part on figures; maps have a part of their own.
fn is_main(name: &str) -> bool {
    !name.starts_with("money") && !name.starts_with("map")
}

/// The whole page.
pub(super) fn whole(title: &str, answer: &Markup, parts: &[Part]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(concat!("nodal ", env!("CARGO_PKG_VERSION")));
                title { (title) }
                style { (PreEscaped(include_str!("page.css"))) }
            }
            body {
                a.skip href="#main" { "Skip to the answer" }
                header {
                    p.kind { "A report of nodal, a simulator of how security is governed in weak states" }
                    h1 { (title) }
                }
                main id="main" tabindex="-1" {
                    section #answer aria-labelledby="answer-heading" {
                        h2 #answer-heading { "The answer" }
                        (answer)
                    }
                    nav aria-label="Parts of this page" {
                        ul { @for part in parts { li { a href={ "#" (part.id) } { (part.heading) } } } }
                    }
                    @for part in parts {
                        section id=(part.id) aria-labelledby={ (part.id) "-heading" } {
                            h2 id={ (part.id) "-heading" } { (part.heading) }
                            (part.body)
                        }
                    }
                }
                footer { p { "Made by nodal " (env!("CARGO_PKG_VERSION")) " from the files of one directory; it loads nothing." } }
            }
        }
    };
    page.into_string()
}

/// Nothing from anywhere; the page's own style and script.
fn policy() -> &'static str {
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
}
