//! The story of an auspice: what was open to it at each review, what it took, and why that.

use super::Line;
use crate::terms::Auspice;
use crate::world::Country;
use crate::world::choices::Considered;

/// Options at a site that are told beside the one taken.
const BESIDE: usize = 3;

/// What an auspice saw and took this month, at one site or at all; nothing in months without a review.
pub(super) fn told(country: &Country, auspice: Auspice, only: Option<u32>) -> Vec<Line> {
    let seen: Vec<&Considered> = country
        .deliberation
        .iter()
        .flatten()
        .filter(|option| option.choice.auspice == auspice)
        .filter(|option| only.is_none_or(|zone| option.choice.zone == zone))
        .collect();
    if seen.is_empty() {
        return Vec::new();
    }
    let mut zones: Vec<u32> = seen.iter().map(|option| option.choice.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    let taken = seen.iter().filter(|option| option.is_taken).count();
    let summary = format!(
        "{auspice} looks at {} sites and {} options, and takes {taken}",
        zones.len(),
        seen.len()
    );
    let line = |text| Line { month: f64::from(country.now), text };
    let mut lines = vec![line(summary)];
    for zone in zones {
        let mut here: Vec<&&Considered> =
            seen.iter().filter(|option| option.choice.zone == zone).collect();
        here.sort_by(|a, b| b.value.total_cmp(&a.value));
        let place = name(country, zone);
        let beside = here.iter().filter(|option| !option.is_taken).take(BESIDE);
        let beside: Vec<String> = beside.map(|option| briefly(option)).collect();
        match here.iter().find(|option| option.is_taken) {
            Some(option) => lines.push(line(format!(
                "at {place} (site {zone}) it takes {}; beside it {}",
                at_length(option),
                beside.join(", ")
            ))),
            None if only.is_some() => {
                lines.push(line(format!(
                    "at {place} it takes nothing; best was {}",
                    beside.join(", ")
                )));
            }
            None => {}
        }
    }
    lines
}

/// Where a site is: the name of its first community.
fn name(country: &Country, zone: u32) -> &str {
    let of = country.communities.iter().find(|c| c.identity() == zone);
    of.map_or("", |c| c.place.name.as_str())
}

fn briefly(option: &Considered) -> String {
    let choice = option.choice;
    let with = choice.partner.map_or_else(String::new, |partner| format!(" with {partner}"));
    format!("{}{with} ({:+.2})", choice.component, option.value)
}

/// An option and what makes its value.
fn at_length(option: &Considered) -> String {
    let choice = option.choice;
    let with =
        choice.partner.map_or_else(|| " alone".to_owned(), |partner| format!(" with {partner}"));
    format!(
        "{}{with} by {}, for {:.0} rand a month: {:.1} acts a year against its own, of which it expects to avert {:.0} % \
         ({:.0} cases seen) with cooperation {:.2}, worth {:+.2} acts after its cost",
        choice.component,
        choice.mode,
        choice.cost.rand(),
        option.acts,
        100.0 * option.fall.0,
        option.fall.1,
        option.cooperation,
        option.value
    )
}
