//! The flow of disputes as an alluvial diagram: all that ended, where they were first taken, and how
//! they ended, each ribbon counted and none inferred.

use super::charts::{apart, number, percent};
use super::data::CsvRow;
use super::letters;
use super::palette::OUTCOMES;
use super::series;
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, INK, Look, Style, tint};
use super::words::words;
use crate::metrics::Name;
use crate::terms::Outcome;

/// Ends of disputes, in the order in which they are stacked: settled first.
const ENDS: [&str; Outcome::COUNT] = [
    Outcome::Agreement.name(),
    Outcome::Imposition.name(),
    Outcome::Dropped.name(),
    Outcome::Violent.name(),
];

/// A way with the shares of all disputes that took it, by end.
struct Course {
    name: String,
    ends: [f64; ENDS.len()],
}

impl Course {
    fn share(&self) -> f64 {
        self.ends.iter().sum()
    }
}

/// A block of a column: from, to.
type Block = (f64, f64);

pub(super) fn disputes(rows: &[CsvRow], look: Look, country: &str) -> Result<Sketch, String> {
    let levels = series::levels(rows, Name::DisputeCourses.name(), "course");
    if levels.is_empty() {
        return Err("metrics.csv has no dispute_courses; run the scenario again".to_owned());
    }
    let all: f64 = levels.values().map(series::mean).sum();
    if all == 0.0 {
        return Err("no dispute ended in it".to_owned());
    }
    let mut courses: Vec<Course> = Vec::new();
    for (level, of) in &levels {
        let Some((way, end)) = level.split_once('/') else { continue };
        let Some(end) = ENDS.iter().position(|name| *name == end) else { continue };
        let at = courses.iter().position(|course| course.name == way).unwrap_or_else(|| {
            courses.push(Course { name: way.to_owned(), ends: [0.0; ENDS.len()] });
            courses.len() - 1
        });
        courses[at].ends[end] += series::mean(of) / all;
    }
    let small: Vec<Course>;
    (courses, small) = courses.into_iter().partition(|course| course.share() >= 0.004);
    let mut others = Course { name: "other ways".to_owned(), ends: [0.0; ENDS.len()] };
    for course in &small {
        for (sum, share) in others.ends.iter_mut().zip(&course.ends) {
            *sum += share;
        }
    }
    if others.share() > 0.0 {
        courses.push(others);
    }
    courses.sort_by(|a, b| b.share().total_cmp(&a.share()));
    let reopened = series::levels(rows, Name::DisputesReopened.name(), "")
        .values()
        .map(series::mean)
        .sum::<f64>();
    let n = levels.values().next().map_or(0, std::collections::BTreeMap::len);
    let runs = if n == 1 { "one replicate".to_owned() } else { format!("mean of {n} replicates") };
    let note = format!(
        "In % of the {} disputes that end a month ({runs}). Settlements of {} break, and they end once more.",
        number(all),
        number(reopened)
    );
    let title = format!("{country}: where disputes are first taken, and how they end");
    let mut sketch = Sketch::new(look, &title, &note);
    sketch.axes.push("disputes, % of those that end".to_owned());
    draw(&mut sketch, &courses, look);
    sketch.columns(&["first_turned_to", "outcome", "share"]);
    for course in &courses {
        for (end, share) in ENDS.iter().zip(course.ends) {
            sketch.record(vec![course.name.clone(), (*end).to_owned(), share.to_string()]);
        }
    }
    Ok(sketch)
}

/// Colour of an end.
fn colour(end: usize, look: Look) -> Colour {
    look.area_of(&OUTCOMES, ENDS[end])
}

fn draw(sketch: &mut Sketch, courses: &[Course], look: Look) {
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let size = sketch.type_size;
    let (top, bottom) = (sketch.head + size * 1.4, height - size);
    let bar = size * 0.7;
    let totals: Vec<f64> =
        (0..ENDS.len()).map(|end| courses.iter().map(|course| course.ends[end]).sum()).collect();
    let label = |name: &str, share: f64| format!("{} {}", words(name), percent(share));
    let right_labels: Vec<String> =
        ENDS.iter().zip(&totals).map(|(name, share)| label(name, *share)).collect();
    let left_labels: Vec<String> =
        courses.iter().map(|course| label(&course.name, course.share())).collect();
    let small = sketch.small_size();
    let widest = |labels: &[String]| {
        labels.iter().map(|text| letters::width(text, small, false)).fold(0.0, f64::max)
    };
    let right = width - size * 2.0 - bar - widest(&right_labels);
    // A narrow figure moves the middle column to the left, so that its labels end before the right one.
    let middle = (right - widest(&left_labels) - bar - size).min(width * 0.34);
    let columns = [size, middle.max(size * 2.0 + bar), right];
    let heads = [
        ("arisen", Anchor::Start, size),
        ("first turned to", Anchor::Start, columns[1]),
        ("outcome", Anchor::Start, columns[2]),
    ];
    for (head, anchor, x) in heads {
        sketch.small((x, sketch.head + size * 0.2), head, anchor, GREY);
    }
    let gap = size * 0.7;
    let shares: Vec<f64> = courses.iter().map(Course::share).collect();
    let first = stack(&[1.0], top, bottom, gap);
    let second = stack(&shares, top, bottom, gap);
    let third = stack(&totals, top, bottom, gap);
    let tall = |share: f64, blocks: usize| {
        share * (bottom - top - gap * (blocks.saturating_sub(1)) as f64)
    };
    let mut from_first = first[0].0;
    let mut into_third: Vec<f64> = third.iter().map(|block| block.0).collect();
    for (course, block) in courses.iter().zip(&second) {
        let mut from_second = block.0;
        for (end, share) in course.ends.iter().enumerate() {
            let ink = match look.style {
                Style::Light => tint(colour(end, look), 0.35),
                Style::Print => colour(end, look),
            };
            let heights =
                [tall(*share, 1), tall(*share, courses.len()), tall(*share, totals.len())];
            ribbon(
                sketch,
                (columns[0] + bar, columns[1]),
                ((from_first, heights[0]), (from_second, heights[1])),
                ink,
            );
            ribbon(
                sketch,
                (columns[1] + bar, columns[2]),
                ((from_second, heights[1]), (into_third[end], heights[2])),
                ink,
            );
            from_first += heights[0];
            from_second += heights[1];
            into_third[end] += heights[2];
        }
    }
    let bars = [(columns[0], &first), (columns[1], &second), (columns[2], &third)];
    for (column, (x, blocks)) in bars.into_iter().enumerate() {
        for (i, (from, to)) in blocks.iter().enumerate() {
            let ink = if column == 2 { colour(i, look) } else { GREY };
            sketch.rectangle((x, *from), (x + bar, to.max(from + 1.0)), ink);
        }
    }
    let heights = middles(&second, small, (top, bottom));
    for (text, height) in left_labels.iter().zip(heights) {
        sketch.halo((columns[1] + bar + size * 0.3, height), text, Anchor::Start, INK);
    }
    for (text, height) in right_labels.iter().zip(middles(&third, small, (top, bottom))) {
        sketch.halo((columns[2] + bar + size * 0.3, height), text, Anchor::Start, INK);
    }
    sketch.describe(&format!("First turned to: {}", left_labels.join("; ")));
    sketch.describe(&format!("Outcomes: {}", right_labels.join("; ")));
}

/// Heights of labels beside blocks.
fn middles(blocks: &[Block], small: f64, ends: (f64, f64)) -> Vec<f64> {
    let wanted: Vec<f64> = blocks.iter().map(|(from, to)| f64::midpoint(*from, *to)).collect();
    apart(&wanted, small * 1.2, ends)
}

/// Blocks in proportion, one below the other.
fn stack(shares: &[f64], top: f64, bottom: f64, gap: f64) -> Vec<Block> {
    let room = bottom - top - gap * (shares.len() as f64 - 1.0);
    let mut at = top;
    shares
        .iter()
        .map(|share| {
            let block = (at, at + share * room);
            at = block.1 + gap;
            block
        })
        .collect()
}

/// A ribbon from a height and a thickness to others.
fn ribbon(
    sketch: &mut Sketch,
    (left, right): (f64, f64),
    (from, to): (Block, Block),
    colour: Colour,
) {
    const STEPS: i32 = 24;
    if from.1 <= 0.0 {
        return;
    }
    let edge = |y0: f64, y1: f64| -> Vec<(f64, f64)> {
        (0..=STEPS)
            .map(|step| {
                let t = f64::from(step) / f64::from(STEPS);
                (left + (right - left) * t, y0 + (y1 - y0) * t * t * (3.0 - 2.0 * t))
            })
            .collect()
    };
    let mut points = edge(from.0, to.0);
    points.extend(edge(from.0 + from.1, to.0 + to.1).into_iter().rev());
    sketch.area(points, colour);
}
