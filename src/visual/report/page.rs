//! The page: its parts in the order in which they are read.

use super::beside::Facts;
use super::evidence::{Arm, Difference, Evidence};
use super::numbers::{counted, listed};
use super::{ReportError, certainty, findings, map, spending, tables, words};
use crate::metrics::Name;
use crate::visual::{Figure, Gallery, svg};
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
    gallery: &Gallery,
    facts: &Facts,
) -> Result<String, ReportError> {
    let means = findings::means(arm, &Name::usual())?;
    let question = html! {
        p { "What happens in \u{201c}" (arm.title) "\u{201d} over " (arm.manifest.months) " months, if people and organisations \
            act as the model assumes?" }
    };
    let mut parts = vec![
        Part { id: "question", heading: "The question", body: question },
        Part { id: "scenarios", heading: "The scenario in words", body: scenarios(evidence) },
        Part { id: "figures", heading: "Main figures", body: figures(gallery, is_main) },
        Part { id: "numbers", heading: "The numbers", body: tables::levels(arm, &means) },
    ];
    parts.extend(common(evidence, &[], gallery, facts)?);
    Ok(whole(title, &[findings::levels(&arm.title, &means)], &parts))
}

/// The page of a comparison.
pub(super) fn comparison(
    title: &str,
    evidence: &Evidence,
    rows: &[Difference],
    gallery: &Gallery,
    facts: &Facts,
) -> Result<String, ReportError> {
    let arms = evidence.arms();
    let mut parts = vec![
        Part { id: "question", heading: "The question", body: question(arms) },
        Part { id: "scenarios", heading: "The scenarios in words", body: scenarios(evidence) },
        Part { id: "figures", heading: "Main figures", body: figures(gallery, is_main) },
        Part { id: "numbers", heading: "The numbers", body: tables::differences(arms, rows) },
    ];
    parts.extend(common(evidence, rows, gallery, facts)?);
    Ok(whole(title, &findings::answers(arms, rows), &parts))
}

/// What runs and comparisons end with.
fn common(
    evidence: &Evidence,
    rows: &[Difference],
    gallery: &Gallery,
    facts: &Facts,
) -> Result<Vec<Part>, ReportError> {
    let arms = evidence.arms();
    let mut parts = Vec::new();
    if let Some(body) = map::section(arms)? {
        parts.push(Part { id: "map", heading: "The map", body });
    }
    let money = html! {
        (spending::section(arms)?)
        (tables::money(arms)?)
        (figures(gallery, |name| name.starts_with("money")))
    };
    parts.push(Part { id: "money", heading: "Money", body: money });
    let assumed = html! { (certainty::assumptions(arms)) h3 { "How the model meets the facts" } (certainty::facts(facts)) };
    parts.push(Part {
        id: "assumptions",
        heading: "What the model assumes, and how it meets the facts",
        body: assumed,
    });
    let sure = certainty::how_sure(arms, rows);
    parts.push(Part { id: "certainty", heading: "How sure we are", body: sure });
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
            format!("{} against {}", quoted(&told), quoted(&[baseline]))
        }
    }
}

/// Titles in quotation marks.
fn quoted<A: std::borrow::Borrow<Arm>>(arms: &[A]) -> String {
    let names: Vec<String> =
        arms.iter().map(|arm| format!("\u{201c}{}\u{201d}", arm.borrow().title)).collect();
    listed(&names)
}

fn question(arms: &[Arm]) -> Markup {
    let Some((baseline, others)) = arms.split_first() else { return html! {} };
    let (from, to) = others.first().map_or((1, 1), Arm::window);
    html! {
        p { "What is different under " (quoted(others)) " than under " (quoted(&[baseline])) ", the baseline, on \
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

/// Figures on white cards, each with a caption that says how to read it.
pub(super) fn figures(gallery: &Gallery, wanted: fn(&str) -> bool) -> Markup {
    let shown: Vec<&Figure> = gallery.figures.iter().filter(|one| wanted(&one.name)).collect();
    html! {
        @for figure in shown {
            figure {
                div.card.wide tabindex="0" role="region" aria-label=(figure.sketch.description) {
                    (PreEscaped(svg(figure)))
                }
                figcaption { (reading(&figure.name)) }
            }
        }
    }
}

/// How to read a figure.
fn reading(name: &str) -> &'static str {
    match name {
        "differences" => {
            "How to read it: each line is the 95 % interval of a difference from the baseline, in percent of the baseline. Right \
             of the middle is more, left is less. A filled dot is a difference that is shown after Holm's correction for the \
             number of rows; an open one is not, even where its interval leaves out zero. An arrow leads beyond the frame."
        }
        "options" => {
            "How to read it: a column is an option, a row an outcome. The first column is the baseline's mean; the others are \
             differences from it with their 95 % intervals. Shaded cells with a word are differences that are shown after \
             Holm's correction."
        }
        "pairs" => {
            "How to read it: a cell is the row's option less the column's, with its 95 % interval. Shaded cells with a word are \
             differences that are shown after Holm's correction."
        }
        "cost-against-effect" => {
            "How to read it: each cross is a scenario. Down is less violence, left is less cost for a settled dispute; the arms of \
             the cross are 95 % intervals. A filled dot is a difference in violence that is shown after Holm's correction."
        }
        "scenarios" => {
            "How to read it: each panel is a scenario, in colour, with the median of the baseline dotted behind it, on one scale. \
             A step is a year. Thin lines are replicates, the bands hold half and four fifths of them: futures, not \
             uncertainty of a mean; differences are known better than they suggest, as replicates are compared in pairs."
        }
        "violence" => {
            "How to read it: each colour is one origin of violence; thick is the median, thin are replicates, and bands hold half \
             and four fifths of them. A step is a year."
        }
        "provision" => {
            "How to read it: each colour is the share of disputes that are first taken to this kind of provider; thick is the \
             median, thin are replicates. What is missing to 100 % is talked over, put up with, or taken into own hands."
        }
        "disputes" => {
            "How to read it: from left to right, the disputes that end, what was first done with them, and how they ended. The \
             width of a ribbon is its share, its colour the outcome."
        }
        "money" => {
            "How to read it: money that changes hands by mode of exchange, a head of the simulated communities and year, without \
             what households earn from and spend outside. Thick is the median, thin are replicates."
        }
        "plane" => {
            "How to read it: each auspice from its first year (ring) to its last (large dot). Up is more legitimate, right is more \
             money for security, on a scale on which equal steps are equal multiples. The lines part the cells of the paper's table."
        }
        "turf" => {
            "How to read it: each row is a community that a gang ever held, each colour a gang, from the first year at the left."
        }
        "who_steers" => {
            "How to read it: of all that auspices with money of their own chose in the last two years, the width of a colour is the \
             share that this auspice leads, of this sort, and with this partner."
        }
        _ if name.contains("-tornado-") || name.starts_with("sensitivity") => {
            "How to read it: the longer the bar, the more the result hangs on this parameter; the thin line is the uncertainty of \
             the bar. Grey bars could as well be nothing."
        }
        _ if name.contains("-scatter-") => {
            "How to read it: each dot is a point of the study; the line is the mean over tenths of the range."
        }
        _ if name.contains("-response-") => {
            "How to read it: each field is the mean of the points whose two parameters lie there."
        }
        _ => "The figure says in its title what it shows and on its axes in which units.",
    }
}

/// The whole page.
pub(super) fn whole(title: &str, answer: &[String], parts: &[Part]) -> String {
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
                nav aria-label="Parts of this page" {
                    ul {
                        li { a href="#answer" { "The answer" } }
                        @for part in parts { li { a href={ "#" (part.id) } { (part.heading) } } }
                    }
                }
                main id="main" tabindex="-1" {
                    section #answer aria-labelledby="answer-heading" {
                        h2 #answer-heading { "The answer" }
                        @for paragraph in answer { p.answer { (paragraph) } }
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
