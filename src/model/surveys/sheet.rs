//! Section 6: the sheet on which answers are counted.

use crate::engine::wilson;
use crate::world::diary::Answer;

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
