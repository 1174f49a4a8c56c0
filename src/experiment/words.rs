//! Numbers as pages write them.

/// A number with figures enough to tell it from nothing.
pub(super) fn number(x: f64) -> String {
    match x.abs() {
        0.0 => "0".to_owned(),
        size if size >= 1000.0 => format!("{x:.0}"),
        size if size >= 1.0 => format!("{x:.2}"),
        size if size >= 0.001 => format!("{x:.4}"),
        _ => format!("{x:.1e}"),
    }
}

/// So many of a `thing`: `things` but for one.
pub(crate) fn things(n: usize, thing: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{thing}{ending}")
}

/// One `thing` or many `things`.
pub(super) fn counted(n: usize, thing: &str) -> String {
    format!("{n} {}", things(n, thing))
}

/// A share in hundredths.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
