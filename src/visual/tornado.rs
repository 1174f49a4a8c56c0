//! Tornadoes: parameters by how much hangs on them, the strongest on top.

use super::behind::cell;
use super::charts::{around, decimals, number, round_step};
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, Look, PALE, Style, tint};
use super::words::parameter;

/// A parameter with its bar: a correlation, an effect or a share, with its interval.
pub(super) struct Bar {
    /// Key of the parameter.
    pub key: String,
    /// A part of it that is drawn dark, if one is known.
    pub inner: Option<f64>,
    /// Length.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Bars from 0 with their intervals, each parameter in words with its key.
pub(super) fn tornado(bars: &[Bar], (title, note): (&str, &str), axis: &str, look: Look) -> Sketch {
    const MOST: usize = 14;
    let shown = &bars[..bars.len().min(MOST)];
    let rest = match bars.len() - shown.len() {
        0 => String::new(),
        n => format!(" {n} weaker ones are not shown."),
    };
    let mut sketch = Sketch::new(look, title, &format!("{note}{rest}"));
    let (size, small) = (sketch.type_size, sketch.small_size());
    let width = f64::from(sketch.width);
    let share = if look.size.is_narrow() { 0.52 } else { 0.46 };
    let (left, right) = (width * share, width - size * 1.6);
    let room = left - size * 1.8;
    let labels: Vec<(Vec<String>, &str)> = shown
        .iter()
        .map(|bar| {
            let name = parameter(&bar.key);
            let name =
                if name == bar.key { Vec::new() } else { letters::wrap(&name, room, small, false) };
            (name, bar.key.as_str())
        })
        .collect();
    let wanted: Vec<f64> =
        labels.iter().map(|(name, _)| small * (1.2 * name.len() as f64 + 1.7)).collect();
    let mut top = sketch.head + small * 0.2;
    let foot = small * 3.4;
    let height = sketch.grow(top + wanted.iter().sum::<f64>() + foot);
    let squeeze = ((height - top - foot) / wanted.iter().sum::<f64>()).min(2.0);
    let bottom = top + wanted.iter().sum::<f64>() * squeeze;
    let ends = shown.iter().flat_map(|bar| [bar.low, bar.high, bar.value]);
    let finite: Vec<f64> = ends.filter(|end| end.is_finite()).chain([0.0]).collect();
    let (low, high) = around(finite.into_iter());
    let x = |value: f64| left + (value - low) / (high - low) * (right - left);
    let step = round_step(high - low, 4);
    let digits = (-libm::floor(libm::log10(step))).max(0.0) as usize;
    let thin = look.hairline();
    for i in libm::ceil(low / step - 1e-9) as i64..=libm::floor(high / step + 1e-9) as i64 {
        let value = i as f64 * step;
        sketch.line(
            vec![(x(value), top), (x(value), bottom)],
            if i == 0 { GREY } else { PALE },
            thin,
        );
        let text = decimals(value, digits);
        sketch.small((x(value), bottom + small * 0.9), &text, Anchor::Middle, GREY);
    }
    let half = letters::width(axis, small, false) / 2.0;
    let middle = f64::midpoint(left, right).min(width - size * 0.4 - half).max(half + size * 0.4);
    sketch.small((middle, bottom + small * 2.2), axis, Anchor::Middle, INK);
    sketch.axes.push(axis.to_owned());
    for ((bar, (name, key)), tall) in shown.iter().zip(&labels).zip(&wanted) {
        let tall = tall * squeeze;
        let y = top + tall / 2.0;
        let half = (tall * 0.3).min(size * 0.7);
        let is_clear = bar.low > 0.0 || bar.high < 0.0;
        let colour = match (is_clear, look.style) {
            (false, _) => (205, 205, 205),
            (true, Style::Print) => (110, 110, 110),
            (true, Style::Light) => tint(look.pen(usize::from(bar.value > 0.0)).colour, 0.7),
        };
        sketch.rectangle((x(0.0), y - half), (x(bar.value), y + half), colour);
        if let Some(inner) = bar.inner {
            let dark = if look.style == Style::Print { (60, 60, 60) } else { look.pen(0).colour };
            let inner = inner.clamp(low, high);
            sketch.rectangle((x(0.0), y - half * 0.45), (x(inner), y + half * 0.45), dark);
        }
        if bar.low.is_finite() && bar.high.is_finite() {
            sketch.line(vec![(x(bar.low), y), (x(bar.high), y)], INK, 2.0);
        }
        let block = small * (1.2 * name.len() as f64 + 1.05);
        let mut at = y - block / 2.0 + small * 0.55;
        for line in name {
            sketch.small((left - size * 0.8, at), line, Anchor::End, INK);
            at += small * 1.2;
        }
        sketch.sized_text((left - size * 0.8, at), key, Anchor::End, GREY, small * 0.84);
        top += tall;
    }
    let told: Vec<String> =
        shown.iter().map(|bar| format!("{} {}", bar.key, number(bar.value))).collect();
    sketch.columns(&["parameter", "value", "low", "high", "dark"]);
    for bar in bars {
        let [value, low, high] = [bar.value, bar.low, bar.high].map(|x| cell(Some(x)));
        sketch.record(vec![bar.key.clone(), value, low, high, cell(bar.inner)]);
    }
    sketch.describe(&format!("From the strongest: {}", told.join("; ")));
    sketch
}
