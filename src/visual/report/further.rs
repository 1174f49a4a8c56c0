//! What would change the answer, and what to find out next.

use super::evidence::{Arm, Difference, ensemble};
use super::findings::{is_headline, noun};
use super::numbers::{counted, plain};
use super::page::quoted;
use crate::experiment::statistics::{smallest_shown, t_quantile};
use maud::{Markup, html};

/// Replicates beyond which nobody is sent.
const MOST: usize = 10_000;

/// Replicates with which a difference of this size would be shown with a probability of 80 %, at 5 % over so many rows; none
/// where it would take more than anybody has.
fn needed(row: &Difference, rows: usize) -> Option<usize> {
    let freedom = row.n.checked_sub(1).filter(|freedom| *freedom > 0)?;
    let half = (row.span.2 - row.span.1) / 2.0;
    let deviation = half / t_quantile(freedom, 0.975) * (row.n as f64).sqrt();
    let wanted = row.span.0.abs() / deviation;
    let level = 0.05 / rows.max(1) as f64;
    // The smallest difference falls about with the root of replicates: steps of a tenth find where it is small enough.
    let mut n = row.n;
    while n <= MOST {
        if smallest_shown(n - 1, level, 0.8) / (n as f64).sqrt() <= wanted {
            return Some(n);
        }
        n += (n / 10).max(1);
    }
    None
}

/// The part.
pub(super) fn section(arms: &[Arm], rows: &[Difference]) -> Markup {
    let open: Vec<String> = arms
        .iter()
        .skip(1)
        .flat_map(|arm| {
            let own: Vec<&Difference> =
                rows.iter().filter(|row| row.scenario == arm.name).collect();
            let all = own.len();
            let hidden = own.into_iter().filter(|row| {
                row.level.is_empty() && is_headline(&row.metric) && !row.is_shown() && !row.is_identical()
            });
            hidden
                .map(|row| {
                    let what = format!("{} under {}", noun(&row.metric), quoted(&[arm]));
                    match needed(row, all) {
                        Some(n) => format!(
                            "{what}: a difference of the size that was found would be shown by about {}, with a probability of 80\u{a0}%; \
                             there were {}",
                            counted(n, "replicate"),
                            plain(row.n as f64)
                        ),
                        None => format!("{what}: what was found is too small to be shown by {} replicates", plain(MOST as f64)),
                    }
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let has_placebo = arms.iter().any(|arm| arm.scenario.params.programmes.placebo);
    let is_sampled = arms.iter().any(|arm| arm.scenario.params.world.sample < 1.0);
    html! {
        ul {
            @for one in &open { li { (one) "." } }
            @if !has_placebo { li { "Whether it is the money or what is done with it: the same comparison with " code { "--placebo" } "." } }
            @if ensemble(arms).is_none() {
                li { "Whether the answer holds over all that nobody has measured: a sweep with these scenarios and a " code { "baseline" }
                    ", or this comparison with " code { "--ensemble" } "." }
            }
            li { "In which worlds it fails, and on what it hangs: " code { "nodal sensitivity" } " over the differences, and "
                code { "nodal compare --without-each" } " for mechanisms." }
            @if is_sampled {
                li { "Whether places that were not drawn differ: a larger " code { "world.sample" } ", or a place by name in "
                    code { "world.keep" } "." }
            }
            li { "Measured at home first: what the table of assumed parameters lists as assumed and the answer hangs on." }
        }
    }
}
