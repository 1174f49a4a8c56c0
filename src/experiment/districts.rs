//! Killing by bodies of men in districts: whether a month with it makes another likelier, how uneven it is in time, and how
//! many a fight kills (F86 to F88, F97). Districts are as large as those of the source, since what is added up over more
//! people has less memory: the memories of many that know nothing of each other.

use super::distributions::WINDOW;
use super::inequality::{Windows, interval};
use super::statistics::{Span, quantile};
use crate::metrics::Tally;
use crate::terms::Origin;
use crate::world::Country;
use crate::world::place::Place;
use crate::world::sites::{Sites, sites};

/// People of a district: a local government of Nigeria (F86).
const PEOPLE: f64 = 240_000.0;
/// Lags, in months, at which repeats are counted.
pub const LAGS: [usize; 3] = [1, 3, 6];
/// Districts, or clashes, below which a number has no interval.
const FEW: usize = 10;

/// Whose killing is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Killers {
    /// Bodies of men that are no state's (F86, F87).
    Communal,
    /// Those of the state too (F88).
    All,
}

impl Killers {
    /// Both.
    const ALL: [Self; 2] = [Self::Communal, Self::All];

    /// Whether acts of an origin are theirs; quarrels and robberies are nobody's.
    const fn commit(self, origin: Origin) -> bool {
        match origin {
            Origin::Feud | Origin::Punishment | Origin::Mob | Origin::GangWar | Origin::Clash => {
                true
            }
            Origin::Brutality => matches!(self, Self::All),
            Origin::Dispute | Origin::Predation => false,
        }
    }

    /// Their acts that killed, in a month of a community.
    fn events(self, tally: &Tally) -> u32 {
        Origin::ALL
            .iter()
            .filter(|origin| self.commit(**origin))
            .map(|origin| tally.killings[*origin])
            .sum()
    }
}

/// Pairs of months with an event so many months apart, within windows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Pairs {
    found: f64,
    /// Over all orders in which the months of each window could have fallen.
    expected: f64,
}

/// Events of one place: the window that is on, and what whole windows came to. It does not grow with the months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Months of the window that is on.
    months: usize,
    /// Those with an event, a bit each.
    with: u32,
    sum: f64,
    squares: f64,
    pairs: [Pairs; LAGS.len()],
    windows: Windows,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            months: 0,
            with: 0,
            sum: 0.0,
            squares: 0.0,
            pairs: [Pairs::default(); LAGS.len()],
            windows: Windows::of(WINDOW),
        }
    }
}

impl Memory {
    /// Notes the events of the next month.
    pub fn note(&mut self, events: u32) {
        self.with |= u32::from(events > 0) << self.months;
        self.sum += f64::from(events);
        self.squares += f64::from(events).powi(2);
        self.months += 1;
        if self.months == WINDOW {
            self.close();
        }
    }

    /// Adds the window to those before it, and begins another.
    fn close(&mut self) {
        let all = WINDOW as f64;
        let k = f64::from(self.with.count_ones());
        for (pairs, lag) in self.pairs.iter_mut().zip(LAGS) {
            pairs.found += f64::from((self.with & (self.with >> lag)).count_ones());
            pairs.expected += (all - lag as f64) * k * (k - 1.0) / (all * (all - 1.0));
        }
        self.windows.add(self.sum, self.squares);
        (self.months, self.with, self.sum, self.squares) = (0, 0, 0.0, 0.0);
    }
}

/// Months with an event that are followed by another at a lag, by its place in [`LAGS`], over what chance within windows
/// would give: 1 where no event makes another likelier.
pub fn repeats(places: &[Memory], lag: usize) -> Option<f64> {
    let sum = |of: fn(&Pairs) -> f64| places.iter().map(|place| of(&place.pairs[lag])).sum::<f64>();
    let expected = sum(|pairs| pairs.expected);
    (expected > 0.0).then(|| sum(|pairs| pairs.found) / expected)
}

/// Variance over mean of monthly events, within places and windows.
pub fn dispersion(places: &[Memory]) -> Option<f64> {
    let mut all = Windows::of(WINDOW);
    for place in places {
        all.absorb(&place.windows);
    }
    all.dispersion()
}

/// The districts of a country, and what bodies of men did in them.
#[derive(Debug, Clone, Default)]
pub struct Districts {
    sites: Sites,
    memories: [Vec<Memory>; Killers::ALL.len()],
}

impl Districts {
    /// Notes the month that a country has just lived.
    pub fn note(&mut self, country: &Country) {
        if self.sites.is_empty() {
            self.sites = districts(country);
            self.memories = Killers::ALL.map(|_| vec![Memory::default(); self.sites.len()]);
        }
        for killers in Killers::ALL {
            let memories = &mut self.memories[killers as usize];
            for (site, memory) in memories.iter_mut().enumerate() {
                let of = |place: usize| killers.events(&country.communities[place].tally);
                memory.note(self.sites.members(site).iter().map(|one| of(one.place())).sum());
            }
        }
    }

    /// What came of it, district by district.
    pub fn memories(&self, killers: Killers) -> &[Memory] {
        &self.memories[killers as usize]
    }
}

/// Cuts a country into districts. Pieces of a sample are smaller than those, so that some together are one.
fn districts(country: &Country) -> Sites {
    let place = |place: &Place| Place { piece: 0, ..place.clone() };
    let places: Vec<Place> = country.communities.iter().map(|c| place(&c.place)).collect();
    sites(&places, PEOPLE, country.params.world.household_size)
}

/// How many fights killed so many; the last also those that killed more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes([u32; Sizes::MOST + 1]);

impl Sizes {
    /// Dead from which fights are told apart no more.
    pub const MOST: usize = 30;

    /// Adds a fight.
    pub fn add(&mut self, dead: u32) {
        self.0[(dead as usize).min(Self::MOST)] += 1;
    }

    /// The dead of each, in order.
    pub fn each(&self) -> impl Iterator<Item = f64> + '_ {
        let with =
            |(dead, &fights): (usize, &u32)| std::iter::repeat_n(dead as f64, fights as usize);
        self.0.iter().enumerate().flat_map(with)
    }
}

/// The dead of the fight in the middle.
pub fn median(dead: &[f64]) -> Option<f64> {
    let mut sorted = dead.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile(&sorted, 0.5)
}

/// Share of fights that killed so many or more.
pub fn share_from(dead: &[f64], least: f64) -> Option<f64> {
    let those = dead.iter().filter(|&&one| one >= least).count() as f64;
    (!dead.is_empty()).then(|| those / dead.len() as f64)
}

/// A number of districts or fights pooled, with its 95 % interval over them where they are not few.
pub fn pooled<T: Clone>(things: &[T], statistic: impl Fn(&[T]) -> Option<f64>) -> Option<Span> {
    let mean = statistic(things)?;
    let ends = if things.len() < FEW { None } else { interval(things, statistic) };
    let (low, high) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
    Some(Span { mean, low, high, n: things.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Draws, Process, Stream};
    use crate::params::Params;

    const PLACES: usize = 20_000;
    /// Months of a place before its window.
    const BEFORE: usize = 40;

    fn stream() -> Stream {
        Draws::new(11, 1).stream(Process::Design, 1, 6, 0)
    }

    /// Places that live one window each, by a law of the next month from the last.
    fn lived(mut next: impl FnMut(u32) -> u32) -> Vec<Memory> {
        let live = |_| {
            let mut memory = Memory::default();
            let mut events = 0;
            // What came before a window is in it.
            for _ in 0..BEFORE {
                events = next(events);
            }
            for _ in 0..WINDOW {
                events = next(events);
                memory.note(events);
            }
            memory
        };
        (0..PLACES).map(live).collect()
    }

    /// Mean over pairs of months of a window of what falls by r a month.
    fn within(r: f64) -> f64 {
        let all = WINDOW as f64;
        let of = |lag: usize| (all - lag as f64) * r.powi(lag as i32);
        2.0 * (1..WINDOW).map(of).sum::<f64>() / (all * (all - 1.0))
    }

    /// Months 1, 2 and 4 of a window, with 1, 3 and 2 events: one pair one month apart, one three months apart.
    #[test]
    fn verif_repeats_and_spread_are_those_counted_by_hand() {
        let mut memory = Memory::default();
        for month in 0..WINDOW {
            memory.note([0, 1, 3, 0, 2].get(month).copied().unwrap_or(0));
        }
        let chance = |lag: f64| (24.0 - lag) * 6.0 / (24.0 * 23.0);
        assert!((repeats(&[memory], 0).unwrap() - 1.0 / chance(1.0)).abs() < 1e-12);
        assert!((repeats(&[memory], 1).unwrap() - 1.0 / chance(3.0)).abs() < 1e-12);
        assert_eq!(repeats(&[memory], 2), Some(0.0));
        // Variance (14 − 36/24)/23 over mean 6/24.
        assert!((dispersion(&[memory]).unwrap() - 12.5 / 23.0 * 4.0).abs() < 1e-12);
        // A window that is not over says nothing, and takes nothing from the one before it.
        let mut later = memory;
        (1..WINDOW).for_each(|_| later.note(5));
        assert_eq!((later.pairs, later.windows), (memory.pairs, memory.windows));
        later.note(5);
        assert!(later.pairs[2].found > memory.pairs[2].found);
        assert_eq!(repeats(&[Memory::default()], 0), None);
    }

    /// Places whose rates differ, each steady: neither of it is memory.
    #[test]
    fn verif_events_at_a_steady_rate_repeat_as_chance_has_it() {
        let mut stream = stream();
        let mut drawn = 0;
        let places = lived(|_| {
            let place = drawn / (BEFORE + WINDOW);
            drawn += 1;
            stream.poisson([0.05, 0.1, 0.3, 0.8][place % 4])
        });
        for lag in 0..LAGS.len() {
            assert!((repeats(&places, lag).unwrap() - 1.0).abs() < 0.03, "{lag}");
        }
        assert!((dispersion(&places).unwrap() - 1.0).abs() < 0.03);
    }

    /// A chain of two states, with an event in a share p of months and a correlation r from month to month, has pairs
    /// p² + p(1 − p)r^L a month; what chance has of it is the mean of that over all pairs of a window.
    #[test]
    fn verif_months_that_excite_each_other_repeat_as_their_law_says() {
        let (p, r) = (0.15, 0.4);
        let mut stream = stream();
        let places = lived(|last| {
            let chance = if last > 0 { p + (1.0 - p) * r } else { p * (1.0 - r) };
            u32::from(stream.chance(chance as f32))
        });
        for (lag, months) in LAGS.into_iter().enumerate() {
            let pairs = |memory: f64| p * p + p * (1.0 - p) * memory;
            let exact = pairs(r.powi(months as i32)) / pairs(within(r));
            let found = repeats(&places, lag).unwrap();
            assert!((found - exact).abs() < 0.04, "{months}: {found} {exact}");
        }
        assert!(repeats(&places, 0).unwrap() > 2.0, "and that is far from chance");
    }

    /// Events each of which makes n more in the next month have a variance of 1/(1 − n²) over their mean and a correlation
    /// of n^L: in a window, less what its months share.
    #[test]
    fn verif_events_that_excite_each_other_are_as_uneven_as_their_law_says() {
        let n = 0.5;
        let mut stream = stream();
        let places = lived(|last| stream.poisson(0.2 + n * f64::from(last)));
        let exact = (1.0 - within(n)) / (1.0 - n * n);
        let found = dispersion(&places).unwrap();
        assert!((found - exact).abs() < 0.04, "{found} {exact}");
    }

    /// Half of a country of half a million, in pieces of 40,000: one district. All of it is two.
    #[test]
    fn a_district_is_as_large_in_a_sample_as_in_the_whole_country() {
        let of = |sample: f64| {
            let mut params = Params::default();
            params.world.sample = sample;
            let country = Country::build(&params, None, 1).unwrap();
            let pieces = country.communities.iter().map(|c| c.place.piece).max();
            (districts(&country).len(), pieces)
        };
        assert_eq!(of(1.0), (2, Some(0)));
        let (districts, last) = of(0.5);
        assert!(districts == 1 && last > Some(3), "{districts} {last:?}");
    }

    #[test]
    fn sizes_give_back_what_was_added_and_their_middle() {
        let mut sizes = Sizes::default();
        for dead in [4, 1, 100, 10, 1] {
            sizes.add(dead);
        }
        let dead: Vec<f64> = sizes.each().collect();
        assert_eq!(dead, [1.0, 1.0, 4.0, 10.0, 30.0]);
        assert_eq!((median(&dead), share_from(&dead, 10.0)), (Some(4.0), Some(0.4)));
        assert_eq!((median(&[]), share_from(&[], 10.0)), (None, None));
        let few = pooled(&dead, median).unwrap();
        assert_eq!((few.mean, few.low, few.n), (4.0, None, 5));
        let more = pooled(&dead.repeat(4), median).unwrap();
        assert!(more.low < more.high, "{more:?}");
    }
}
