//! Section 6: the sheet on which answers are counted, and the interval of a share.

use crate::world::diary::Answer;

/// Standard normal quantile of a 95 % interval.
const Z: f64 = 1.959_964;

/// Counts of yes and of those asked, by question.
#[derive(Default)]
pub(super) struct Sheet(Vec<(&'static str, u32, u32)>);

impl Sheet {
    pub(super) fn ask(&mut self, question: &'static str, yes: bool) {
        let at = self.0.iter().position(|(known, _, _)| *known == question).unwrap_or_else(|| {
            self.0.push((question, 0, 0));
            self.0.len() - 1
        });
        self.0[at].1 += u32::from(yes);
        self.0[at].2 += 1;
    }

    pub(super) fn answers(self, survey: &str) -> impl Iterator<Item = Answer> {
        self.0.into_iter().map(move |(question, yes, n)| {
            let (value, low, high) = wilson(f64::from(yes), f64::from(n));
            Answer { survey: survey.to_owned(), question: question.to_owned(), value, low, high, n }
        })
    }
}

/// A share with its score interval.
fn wilson(yes: f64, n: f64) -> (f64, f64, f64) {
    let share = yes / n;
    let centre = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half =
        Z / (1.0 + Z * Z / n) * libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
    (share, (centre - half).max(0.0), (centre + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    #[test]
    fn verif_the_interval_is_wilsons() {
        let (value, low, high) = wilson(81.0, 263.0);
        assert!((value - 0.3080).abs() < 1e-4);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
    }
}
