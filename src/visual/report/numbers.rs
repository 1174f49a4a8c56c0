//! Numbers as people read them.

use crate::experiment::words::things;

/// A number with three digits that mean something, thousands apart, and a real minus.
pub(super) fn plain(x: f64) -> String {
    if !x.is_finite() {
        return "not known".to_owned();
    }
    let size = x.abs();
    let digits = if size >= 100.0 || size == 0.0 {
        0
    } else if size >= 10.0 {
        1
    } else if size >= 1.0 {
        2
    } else if size >= 0.1 {
        3
    } else {
        (2 - libm::floor(libm::log10(size)) as i32).min(8) as usize
    };
    let text = format!("{size:.digits$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let dot = if rest.is_empty() { "" } else { "." };
    let is_zero = whole == "0" && rest.is_empty();
    let sign = if x < 0.0 && !is_zero { "\u{2212}" } else { "" };
    format!("{sign}{}{dot}{rest}", grouped(whole))
}

/// Thousands apart by a narrow space.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// Decimals that an estimate is worth: two digits of the half-width of its interval, at most four of itself.
fn decimals(mean: f64, half: f64) -> usize {
    let needed = |x: f64, digits: f64| {
        if x.abs() > 0.0 && x.is_finite() {
            (digits - 1.0 - libm::floor(libm::log10(x.abs()))).clamp(0.0, 8.0) as usize
        } else {
            8
        }
    };
    let worth = needed(half, 2.0).min(needed(mean, 4.0));
    if worth == 8 { 2 } else { worth }
}

fn fixed(x: f64, decimals: usize) -> String {
    let size = x.abs();
    let text = format!("{size:.decimals$}");
    let is_zero = text.chars().all(|c| c == '0' || c == '.');
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let dot = if rest.is_empty() { "" } else { "." };
    let sign = if x < 0.0 && !is_zero { "\u{2212}" } else { "" };
    format!("{sign}{}{dot}{rest}", grouped(whole))
}

/// A mean with the half-width of its interval.
pub(super) fn with_half(mean: f64, half: f64) -> String {
    if mean == 0.0 && half == 0.0 {
        return "0".to_owned();
    }
    let decimals = decimals(mean, half);
    format!("{} \u{b1} {}", fixed(mean, decimals), fixed(half, decimals))
}

/// A difference and the ends of its interval, with signs and no more decimals than it is worth.
pub(super) fn with_ends(difference: f64, low: f64, high: f64) -> (String, String) {
    let decimals = decimals(difference, (high - low) / 2.0);
    let write = |x: f64| {
        let text = fixed(x, decimals);
        if x > 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) {
            format!("+{text}")
        } else {
            text
        }
    };
    (write(difference), format!("{} to {}", write(low), write(high)))
}

/// A share as percent, whole where it is large enough for that.
pub(super) fn percent(share: f64) -> String {
    format!("{}\u{a0}%", bare_percent(share))
}

/// Two shares as a span in percent, with as many decimals as tell them apart.
pub(super) fn percent_span(low: f64, high: f64) -> String {
    let ends = [low * 100.0, high * 100.0];
    let first = usize::from(ends.iter().all(|end| end.abs() < 9.95));
    let written = |decimals: usize| ends.map(|end| fixed(end, decimals));
    let told = (first..4).map(written).find(|[low, high]| low != high);
    let [low, high] = told.unwrap_or_else(|| written(first));
    format!("{low} to {high}")
}

/// The same as [`percent`] without its sign.
fn bare_percent(share: f64) -> String {
    let hundred = share * 100.0;
    if hundred.abs() >= 9.95 {
        plain(hundred.round())
    } else {
        plain((hundred * 10.0).round() / 10.0)
    }
}

/// Things in a row: `a`, `a and b`, `a, b and c`.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// One `thing` or many `things`.
pub(super) fn counted(n: usize, thing: &str) -> String {
    format!("{} {}", plain(n as f64), things(n, thing))
}

/// A declaration's doc without what refers to the model's own documents: `(4.2)`, `(V)`, `(claim 3)`.
pub(super) fn plain_doc(doc: &str) -> String {
    let mut text = String::new();
    let mut rest = doc;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')').map(|at| open + at) else { break };
        let inside = &rest[open + 1..close];
        if is_reference(inside) {
            text.push_str(rest[..open].trim_end());
        } else {
            text.push_str(&rest[..=close]);
        }
        rest = &rest[close + 1..];
    }
    text + rest
}

fn is_reference(inside: &str) -> bool {
    let first = inside.split([' ', ';', ',']).next().unwrap_or_default();
    let is_letter = first.len() == 1 && first.chars().all(|c| c.is_ascii_uppercase());
    let is_section =
        |word: &str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_number = inside
        .split([' ', ';', ','])
        .all(|word| word.is_empty() || matches!(word, "to" | "and") || is_section(word));
    let is_fact = first.len() > 1
        && first.starts_with(['F', 'A'])
        && first[1..].chars().all(|c| c.is_ascii_digit());
    is_letter || is_number || is_fact || matches!(first, "claim" | "claims" | "section")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_readers() {
        assert_eq!(plain(-12345.6), "\u{2212}12\u{202f}346");
        assert_eq!(plain(0.012_34), "0.0123");
        assert_eq!(plain(8.4), "8.4");
        assert_eq!(plain(-1e-12), "0");
        assert_eq!(percent(0.1234), "12\u{a0}%");
        assert_eq!(percent(0.0234), "2.3\u{a0}%");
        assert_eq!(with_half(26.123, 0.614), "26.12 \u{b1} 0.61");
        assert_eq!(with_half(24.268, 1.5e-7), "24.27 \u{b1} 0.00");
        let (difference, ends) = with_ends(-0.0123, -0.0301, 0.0058);
        assert_eq!(
            (difference.as_str(), ends.as_str()),
            ("\u{2212}0.012", "\u{2212}0.030 to +0.006")
        );
        assert_eq!(percent_span(0.366, 0.381), "37 to 38");
        assert_eq!(percent_span(0.00493, 0.00540), "0.49 to 0.54");
        assert_eq!(plain(f64::INFINITY), "not known");
    }

    #[test]
    fn references_to_the_models_documents_are_left_out() {
        assert_eq!(plain_doc("Killed in the month (K)."), "Killed in the month.");
        assert_eq!(plain_doc("Trust (T; claim 35), wide (as seen)."), "Trust, wide (as seen).");
        assert_eq!(plain_doc("8.4 rand (0.84 dollars) a head."), "8.4 rand (0.84 dollars) a head.");
        assert_eq!(plain_doc("Mobs turn on suspects (4.8)."), "Mobs turn on suspects.");
    }
}
