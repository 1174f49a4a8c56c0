//! What of the variance of yes-or-no answers lies between the places in which they were given.

/// Answers given in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Votes {
    /// Those who said yes.
    pub yes: u32,
    /// Those who were asked.
    pub n: u32,
}

impl Votes {
    /// Adds one answer.
    pub fn add(&mut self, yes: bool) {
        self.yes += u32::from(yes);
        self.n += 1;
    }

    /// Adds others' answers.
    pub fn absorb(&mut self, other: Self) {
        self.yes += other.yes;
        self.n += other.n;
    }

    /// Share who said yes.
    fn share(self) -> f64 {
        f64::from(self.yes) / f64::from(self.n)
    }
}

/// Components of the variance of answers by one-way analysis of variance, with sampling noise taken out of the first:
/// below 0 where places differ less than chance would have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Components {
    /// Variance of the true share between places.
    pub between: f64,
    /// Variance of answers within places.
    pub within: f64,
}

impl Components {
    /// From the answers of each place; `None` with fewer than two places, or where nobody is asked twice.
    pub fn of(places: &[Votes]) -> Option<Self> {
        let asked: Vec<Votes> = places.iter().copied().filter(|place| place.n > 0).collect();
        let groups = asked.len() as f64;
        let n: f64 = asked.iter().map(|place| f64::from(place.n)).sum();
        if groups < 2.0 || n <= groups {
            return None;
        }
        let over = |of: &dyn Fn(Votes) -> f64| asked.iter().map(|place| of(*place)).sum::<f64>();
        let share = over(&|place| f64::from(place.yes)) / n;
        let between = over(&|place| f64::from(place.n) * (place.share() - share).powi(2));
        let within = over(&|place| f64::from(place.yes) * (1.0 - place.share()));
        let (between, within) = (between / (groups - 1.0), within / (n - groups));
        // What a place is asked on average, less what uneven numbers take off it.
        let size = (n - over(&|place| f64::from(place.n).powi(2)) / n) / (groups - 1.0);
        Some(Self { between: (between - within) / size, within })
    }

    /// Intraclass correlation: share of the variance that lies between places; `None` where all answer alike.
    pub fn icc(&self) -> Option<f64> {
        let all = self.between + self.within;
        (all > 0.0).then(|| self.between / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: shares 3/4 and 1/4 of four each. Mean squares 8·(1/4)² / 1 = 1/2 between, (3·1/4 + 1·3/4)/6 = 1/4
    /// within; (1/2 − 1/4)/4 = 1/16.
    #[test]
    fn verif_components_are_those_of_a_table_by_hand() {
        let parts = Components::of(&[Votes { yes: 3, n: 4 }, Votes { yes: 1, n: 4 }]).unwrap();
        assert!((parts.between - 1.0 / 16.0).abs() < 1e-12, "{parts:?}");
        assert!((parts.within - 0.25).abs() < 1e-12);
        assert!((parts.icc().unwrap() - 0.2).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_said_of_one_place_of_one_answer_each_or_of_all_alike() {
        let votes = |yes, n| Votes { yes, n };
        assert_eq!(Components::of(&[votes(3, 9), votes(0, 0)]), None);
        assert_eq!(Components::of(&[votes(1, 1), votes(0, 1)]), None);
        let alike = Components::of(&[votes(4, 4), votes(7, 7)]).unwrap();
        assert_eq!((alike.between, alike.icc()), (0.0, None));
    }

    /// Two kinds of places, 0.4 and 0.6 of whom say yes: variance 0.01 between, 0.24 within, in places of few and of many.
    #[test]
    fn verif_a_known_correlation_is_found_again() {
        let mut stream =
            crate::engine::Draws::new(1, 1).stream(crate::engine::Process::Design, 1, 1, 1);
        let places: Vec<Votes> = (0..4000_u32)
            .map(|place| {
                let mut votes = Votes::default();
                let share = if place % 2 == 0 { 0.4 } else { 0.6 };
                (0..6 + place % 7).for_each(|_| votes.add(stream.unit64() < share));
                votes
            })
            .collect();
        let parts = Components::of(&places).unwrap();
        // Standard error of the correlation about 0.003 with 4,000 places of nine.
        assert!((parts.icc().unwrap() - 0.04).abs() < 0.012, "{parts:?}");
    }
}
