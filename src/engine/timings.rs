//! Where the time of a month goes.

use std::time::{Duration, Instant};

/// Time spent in each named step of the month, over months.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timings {
    steps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs `step` and adds its time to `name`.
    pub fn time<T>(&mut self, name: &'static str, step: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = step();
        self.add(name, start.elapsed());
        result
    }

    fn add(&mut self, name: &'static str, spent: Duration) {
        match self.steps.iter_mut().find(|(known, _)| *known == name) {
            Some((_, total)) => *total += spent,
            None => self.steps.push((name, spent)),
        }
    }

    /// Adds the times of another run.
    pub fn absorb(&mut self, other: &Self) {
        for &(name, spent) in &other.steps {
            self.add(name, spent);
        }
    }

    /// Steps in the order in which they were first timed.
    pub fn steps(&self) -> &[(&'static str, Duration)] {
        &self.steps
    }
}
