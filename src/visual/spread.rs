//! How something is spread over communities: which share of people live where there is so much of it or more.

use super::arms::Arm;
use super::charts::{Axis, Frame, around, key, labelled, number};
use super::data::{Places, PlotError};
use super::dots::value;
use super::maps::Years;
use super::sketch::Sketch;
use super::style::{INK, Look, Pen, tint};
use super::words::{capital, shown_unit, words};
use std::collections::BTreeMap;

/// Steps of a curve: hundredths of the people, the last ones finer.
const SHARES: [f64; 4] = [0.995, 0.998, 0.999, 1.0];

/// Communities of one year of an arm: what is told of each, and how many people it stands for, by replicate.
struct Spread {
    name: String,
    pen: Pen,
    replicates: Vec<Vec<(f64, f64)>>,
}

/// The figure: years of a run, or scenarios in one year.
pub(super) fn curves(
    arms: &[Arm],
    column: &str,
    months: &[i64],
    look: Look,
) -> Result<Result<Sketch, String>, PlotError> {
    let mut spreads = Vec::new();
    let mut when = String::new();
    for (i, arm) in arms.iter().enumerate() {
        let places = arm.folder.places()?;
        let years = Years::of(&places, months)?;
        let size = arm.folder.household_size();
        let (Some(&first), Some(&last)) = (years.all.first(), years.all.last()) else {
            return Ok(Err("no year was finished".to_owned()));
        };
        let asked = years.single();
        let chosen = match (arms.len(), months.is_empty()) {
            (1, true) if first < last => vec![first, last],
            (1, _) => asked,
            (_, _) => asked.into_iter().rev().take(1).collect(),
        };
        let is_many = arms.len() > 1;
        when =
            chosen.last().filter(|_| is_many).map_or_else(String::new, |y| format!(" in year {y}"));
        for (k, year) in chosen.into_iter().enumerate() {
            let place = if is_many { i } else { k };
            let pen = place.checked_sub(1).map_or(Pen::plain(INK), |i| look.pen(i));
            let name = if is_many { arm.called.clone() } else { format!("year {year}") };
            spreads.push(Spread { name, pen, replicates: of_year(&places, year, column, size) });
        }
    }
    spreads.retain(|spread| spread.replicates.iter().any(|values| !values.is_empty()));
    if spreads.is_empty() {
        return Ok(Err(format!("communities have no {column}")));
    }
    let country = if let [run] = arms { run.called.as_str() } else { "Scenarios" };
    let title = format!("{country}: {} over communities{when}", words(column));
    Ok(Ok(draw(&spreads, column, &title, look)))
}

/// Values of a year with the people that they are of, by replicate.
fn of_year(places: &Places, year: i64, column: &str, size: f64) -> Vec<Vec<(f64, f64)>> {
    let mut replicates: BTreeMap<i64, Vec<(f64, f64)>> = BTreeMap::new();
    for row in (0..places.len()).filter(|&row| places.whole("year", row) == Some(year)) {
        let people = places.real("households", row).unwrap_or(0.0)
            * places.real("weight", row).unwrap_or(1.0);
        if let (Some(replicate), Some(value)) =
            (places.whole("replicate", row), value(places, row, column, size))
        {
            replicates.entry(replicate).or_default().push((value, people));
        }
    }
    replicates.into_values().collect()
}

/// Points of a curve: a value, and the per cent of people who live where it is that or more.
fn exceeding(values: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = sorted.iter().map(|(_, people)| people).sum();
    let shares = (0..100).map(|i| f64::from(i) / 100.0).chain(SHARES);
    let (mut at, mut below) = (0, 0.0);
    let mut points = Vec::new();
    for share in shares {
        while at + 1 < sorted.len() && below + sorted[at].1 <= share * all {
            below += sorted[at].1;
            at += 1;
        }
        points.extend(sorted.get(at).map(|(value, _)| (*value, (1.0 - share) * 100.0)));
    }
    points
}

fn draw(spreads: &[Spread], column: &str, title: &str, look: Look) -> Sketch {
    let n = spreads.iter().map(|spread| spread.replicates.len()).max().unwrap_or(1);
    let how = if n > 1 {
        format!("Thin: each of {n} replicates; thick: all of them together.")
    } else {
        "One replicate.".to_owned()
    };
    let note = format!(
        "Higher: more people live in places with so much of it. {how} Small places vary much by chance."
    );
    let mut sketch = Sketch::new(look, title, &note);
    let entries: Vec<(String, Pen)> =
        spreads.iter().map(|spread| (spread.name.clone(), spread.pen)).collect();
    let gap = sketch.type_size * 0.3;
    sketch.head = gap
        + key(&mut sketch, &entries, |sketch, (x, y), pen| {
            let half = sketch.type_size * 0.6;
            sketch.stroke(vec![(x - half, y), (x + half, y)], pen, sketch.type_size * 0.14);
        });
    let unit = shown_unit(column);
    let values = || spreads.iter().flat_map(|spread| spread.replicates.iter().flatten());
    let across = around(values().map(|(value, _)| *value).collect::<Vec<_>>().into_iter());
    let x = Axis::new(&words(column), unit, across);
    let y = Axis::new("people who live where it is at least that", "%", (0.0, 100.0));
    let margin = sketch.type_size;
    let frame = Frame::new(&mut sketch, &x, &y, margin);
    sketch.columns(&["series", "replicate", "people_in_per_cent", &labelled(column, "at_least")]);
    for spread in spreads {
        let thin = Pen { colour: tint(spread.pen.colour, 0.45), dash: &[], ..spread.pen };
        for (k, values) in spread.replicates.iter().enumerate() {
            let points = exceeding(values);
            for (value, share) in &points {
                let (k, share) = ((k + 1).to_string(), share.to_string());
                sketch.record(vec![spread.name.clone(), k, share, value.to_string()]);
            }
            if n > 1 {
                let points = points.iter().map(|&(x, y)| frame.at(x, y)).collect();
                sketch.stroke(points, thin, look.hairline());
            }
        }
    }
    for spread in spreads {
        let pooled: Vec<(f64, f64)> = spread.replicates.iter().flatten().copied().collect();
        let points = exceeding(&pooled);
        frame.curve(&mut sketch, &points, spread.pen);
        let half = points.iter().find(|(_, share)| *share <= 50.0).map_or(0.0, |(value, _)| *value);
        let most = points.iter().find(|(_, share)| *share <= 10.0).map_or(0.0, |(value, _)| *value);
        sketch.describe(&format!(
            "{}: half of the people live where it is {} or more, a tenth where it is {} or more.",
            capital(&spread.name),
            number(half),
            number(most)
        ));
    }
    sketch
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three places of one, one and two shares of the people.
    #[test]
    fn shares_of_people_are_those_who_live_where_there_is_so_much() {
        let points = exceeding(&[(5.0, 1.0), (1.0, 1.0), (2.0, 2.0)]);
        let at = |share: f64| points.iter().find(|(_, s)| (*s - share).abs() < 1e-9).map(|p| p.0);
        assert_eq!(
            [at(100.0), at(76.0), at(75.0), at(26.0), at(25.0)].map(Option::unwrap),
            [1.0, 1.0, 2.0, 2.0, 5.0]
        );
        assert_eq!(points.last(), Some(&(5.0, 0.0)));
    }
}
