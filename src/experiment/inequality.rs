//! How unlike places are: numbers of spread from which the noise of small counts is taken out. Counts of a place are
//! Poisson about its own rate; a raw spread of rare counts is mostly that.

use crate::engine::{Draws, Process};

/// Resamples of places behind an interval.
const RESAMPLES: u32 = 200;

/// What was counted in one place, and next to it what was counted there later.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counted {
    /// Persons, times the years that are counted.
    pub people: f64,
    /// Events.
    pub events: f64,
    /// Events of the period after it, of as many people; for persistence alone.
    pub next: f64,
}

/// Overall rate of events per person.
fn rate(places: &[Counted], events: fn(&Counted) -> f64) -> Option<f64> {
    let people: f64 = places.iter().map(|place| place.people).sum();
    let rate = places.iter().map(events).sum::<f64>() / people;
    (people > 0.0 && rate > 0.0).then_some(rate)
}

/// Variance of the underlying rates times the squares of people, by moments: Σ[(y − rw)² − y].
fn excess(places: &[Counted], rate: f64, events: fn(&Counted) -> f64) -> f64 {
    let of = |place: &Counted| (events(place) - rate * place.people).powi(2) - events(place);
    places.iter().map(of).sum()
}

/// The same where it is told from noise: beyond two standard errors of what counts of one rate have, √(2Σ(rw)²).
fn sure_excess(places: &[Counted], events: fn(&Counted) -> f64) -> Option<f64> {
    let rate = rate(places, events)?;
    let squares: f64 = places.iter().map(|place| (rate * place.people).powi(2)).sum();
    let excess = excess(places, rate, events);
    (excess > 2.0 * (2.0 * squares).sqrt()).then_some(excess)
}

/// Squared coefficient of variation of the underlying rates: Σ[(y − rw)² − y] / Σ(rw)², y events, w people, r the rate of
/// all together. Below 0 where counts differ less than chance would have them.
pub fn squared_cv(places: &[Counted]) -> Option<f64> {
    let rate = rate(places, |place| place.events)?;
    let squares: f64 = places.iter().map(|place| (rate * place.people).powi(2)).sum();
    Some(excess(places, rate, |place| place.events) / squares)
}

/// Coefficient of variation of the underlying rates; 0 where there is nothing but noise.
pub fn cv(places: &[Counted]) -> Option<f64> {
    squared_cv(places).map(|square| square.max(0.0).sqrt())
}

/// Size k of the negative binomial that counts follow where rates are gamma, by moments: 1/CV². `None` where there is
/// nothing but noise: k without bound.
pub fn negative_binomial(places: &[Counted]) -> Option<f64> {
    squared_cv(places).filter(|square| *square > 0.0).map(|square| 1.0 / square)
}

/// Correlation of underlying rates with those of the next period, noise taken out of both variances; counts of two
/// periods share none. `None` where either cannot be told from noise.
pub fn persistence(places: &[Counted]) -> Option<f64> {
    let (now, later) = (rate(places, |place| place.events)?, rate(places, |place| place.next)?);
    let product =
        |place: &Counted| (place.events - now * place.people) * (place.next - later * place.people);
    let both: f64 = places.iter().map(product).sum();
    let a = sure_excess(places, |place| place.events)?;
    let b = sure_excess(places, |place| place.next)?;
    Some(both / (a * b).sqrt())
}

/// Places in the order of their rates, the highest first.
fn by_rate(places: &[Counted]) -> Vec<Counted> {
    let mut sorted: Vec<Counted> =
        places.iter().copied().filter(|place| place.people > 0.0).collect();
    sorted.sort_by(|a, b| (b.events * a.people).total_cmp(&(a.events * b.people)));
    sorted
}

/// Smallest share of people among whom half of the events happened; the last place is taken in part. Counts as they
/// are, so that of rare events it is mostly noise.
pub fn people_with_half(places: &[Counted]) -> Option<f64> {
    let people: f64 = places.iter().map(|place| place.people).sum();
    let mut left = places.iter().map(|place| place.events).sum::<f64>() / 2.0;
    if left <= 0.0 {
        return None;
    }
    let mut those = 0.0;
    for place in by_rate(places) {
        let part = (left / place.events).min(1.0);
        those += part * place.people;
        left -= part * place.events;
        if part < 1.0 || left <= 0.0 {
            break;
        }
    }
    Some(those / people)
}

/// Gini coefficient of events over people: 0 where every place has the same rate, near 1 where one has all. Counts as they
/// are.
pub fn gini(places: &[Counted]) -> Option<f64> {
    let people: f64 = places.iter().map(|place| place.people).sum();
    let events: f64 = places.iter().map(|place| place.events).sum();
    if events <= 0.0 {
        return None;
    }
    // Twice the area between the Lorenz curve from above and the diagonal.
    let (mut area, mut passed) = (0.0, 0.0);
    for place in by_rate(places) {
        let after = passed + place.events / events;
        area += place.people / people * (passed + after);
        passed = after;
    }
    Some(area - 1.0)
}

/// Counts of consecutive months in windows: variance over mean within them, and the coefficient of variation of the
/// underlying rate in time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Windows {
    months: f64,
    means: f64,
    variances: f64,
    squares: f64,
}

impl Windows {
    /// None yet, of so many months each.
    pub fn of(months: usize) -> Self {
        Self { months: months as f64, ..Self::default() }
    }

    /// Adds a window of a place by the sum of its monthly counts and the sum of their squares.
    pub fn add(&mut self, sum: f64, squares: f64) {
        let mean = sum / self.months;
        let variance = (squares - sum * mean) / (self.months - 1.0);
        self.means += mean;
        self.variances += variance;
        // The square of a mean holds what its own noise adds.
        self.squares += mean * mean - variance / self.months;
    }

    /// Adds others' windows.
    pub fn absorb(&mut self, other: &Self) {
        self.months = other.months;
        self.means += other.means;
        self.variances += other.variances;
        self.squares += other.squares;
    }

    /// Variance over mean within windows, so that slow change is out: 1 where events fall independently at a steady rate.
    pub fn dispersion(&self) -> Option<f64> {
        (self.means > 0.0).then(|| self.variances / self.means)
    }

    /// Coefficient of variation in time of the underlying rate within windows: √[Σ(s² − m) / Σm²]; 0 where there is
    /// nothing but noise.
    pub fn cv(&self) -> Option<f64> {
        let square = (self.squares > 0.0).then(|| (self.variances - self.means) / self.squares);
        square.map(|square| square.max(0.0).sqrt())
    }
}

/// The 95 % interval of a statistic by drawing places again with replacement, keyed: the same for the same places. `None`
/// where there are none, or fewer than nine in ten resamples have one.
pub fn interval<T: Clone>(
    places: &[T],
    statistic: impl Fn(&[T]) -> Option<f64>,
) -> Option<(f64, f64)> {
    let draws = Draws::new(1, 0);
    let mut found: Vec<f64> = (0..RESAMPLES)
        .filter_map(|resample| {
            let mut stream = draws.stream(Process::Design, resample, 4, 0);
            let mut draw = || places[stream.below(places.len() as u32) as usize].clone();
            let drawn: Vec<T> = places.iter().map(|_| draw()).collect();
            statistic(&drawn)
        })
        .collect();
    if found.len() < RESAMPLES as usize * 9 / 10 {
        return None;
    }
    found.sort_by(f64::total_cmp);
    let at = |share: f64| found[(share * (found.len() - 1) as f64).round() as usize];
    Some((at(0.025), at(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Stream;

    fn counted(people: f64, events: f64) -> Counted {
        Counted { people, events, next: events }
    }

    fn stream() -> Stream {
        Draws::new(7, 1).stream(Process::Design, 1, 5, 0)
    }

    /// Ten places of mean 25.4 and standard deviation 23.3 have CV² = (543 − 25.4)/645: k 1.25 (St. Louis, F75).
    #[test]
    fn verif_cv_and_k_are_those_of_moments() {
        // Two places of one person: rate 6, (4² − 10) + (4² − 2) = 20 over 2·36.
        let two = [counted(1.0, 10.0), counted(1.0, 2.0)];
        assert!((squared_cv(&two).unwrap() - 20.0 / 72.0).abs() < 1e-12);
        assert!((negative_binomial(&two).unwrap() - 3.6).abs() < 1e-12);
        // Alike: all that is seen is noise, and less of it than chance has.
        let alike = [counted(1.0, 5.0), counted(2.0, 10.0)];
        assert_eq!((cv(&alike), negative_binomial(&alike)), (Some(0.0), None));
        assert_eq!(cv(&[counted(1.0, 0.0)]), None);
    }

    /// Rates 0.5, 1 and 1.5 in equal parts have CV² = 1/6, whatever the noise of counts of three.
    #[test]
    fn verif_noise_is_taken_out_of_counts_whose_rates_are_known() {
        let mut stream = stream();
        let places: Vec<Counted> = (0..9000)
            .map(|i| {
                let people = 2.0 + f64::from(i % 4);
                let rate = [0.5, 1.0, 1.5][i as usize % 3];
                let mut events = || f64::from(stream.poisson(rate * people));
                Counted { people, events: events(), next: events() }
            })
            .collect();
        // The standard error is about 0.01: four of them.
        assert!((squared_cv(&places).unwrap() - 1.0 / 6.0).abs() < 0.04, "{:?}", cv(&places));
        assert!((persistence(&places).unwrap() - 1.0).abs() < 0.1);
        assert_eq!(persistence(&places[..6]), None, "six places say nothing of it");
        let (low, high) = interval(&places[..300], cv).unwrap();
        assert!(low < high && low > 0.1 && high < 0.8, "{low} {high}");
        assert_eq!(interval(&places[..300], cv), Some((low, high)));
    }

    #[test]
    fn verif_half_and_gini_are_those_of_a_lorenz_curve_by_hand() {
        // One person in four has all three events: half of them among an eighth; Gini 1 − 1/4.
        let one = [counted(1.0, 3.0), counted(3.0, 0.0)];
        assert!((people_with_half(&one).unwrap() - 0.125).abs() < 1e-12);
        assert!((gini(&one).unwrap() - 0.75).abs() < 1e-12);
        let equal = [counted(1.0, 2.0), counted(3.0, 6.0)];
        assert!((people_with_half(&equal).unwrap() - 0.5).abs() < 1e-12);
        assert!(gini(&equal).unwrap().abs() < 1e-12);
        assert_eq!((people_with_half(&[]), gini(&[])), (None, None));
    }

    /// By hand: months 0, 2, 0, 2 have mean 1 and variance 4/3; 1 − (4/3)/4 = 2/3 is the square without its noise.
    #[test]
    fn verif_windows_are_those_counted_by_hand() {
        let mut windows = Windows::of(4);
        windows.add(4.0, 8.0);
        assert!((windows.dispersion().unwrap() - 4.0 / 3.0).abs() < 1e-12);
        assert!((windows.cv().unwrap() - (1.0_f64 / 3.0 / (2.0 / 3.0)).sqrt()).abs() < 1e-12);
        assert_eq!(Windows::of(4).dispersion(), None);
    }

    /// A rate that is 0.6 or 1.4 from month to month has CV 0.4 in time; one that is steady has none.
    #[test]
    fn verif_what_varies_in_time_is_told_from_noise() {
        let mut stream = stream();
        let mut lived = |rate: &dyn Fn(u32) -> f64| {
            let mut windows = Windows::of(24);
            for _ in 0..4000 {
                let months: Vec<f64> =
                    (0..24).map(|month| f64::from(stream.poisson(rate(month)))).collect();
                windows.add(months.iter().sum(), months.iter().map(|n| n * n).sum());
            }
            windows
        };
        let steady = lived(&|_| 1.0);
        assert!((steady.dispersion().unwrap() - 1.0).abs() < 0.03, "{steady:?}");
        let uneven = lived(&|month| if month % 2 == 0 { 0.6 } else { 1.4 });
        // Alternating months make the variance within a window 24/23 of that of the rate.
        assert!((uneven.cv().unwrap() - 0.4 * (24.0_f64 / 23.0).sqrt()).abs() < 0.03, "{uneven:?}");
    }
}
