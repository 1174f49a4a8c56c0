//! Differences between places: how unevenly killings, violent acts and thefts fall on communities and on the sites of
//! police stations, whether the same places stay the worst, and what goes with it. Replicates are pooled: twelve sites
//! of one country say nothing.

use super::inequality::{
    Counted, cv, gini, interval, negative_binomial, people_with_half, persistence,
};
use super::partial::partial_rank_correlation;
use super::rings::{RINGS, rings};
use super::statistics::{Span, quantile, spearman};
use crate::engine::{Draws, Process};
use crate::output::Record;
use crate::output::record::CommunityYear;
use std::collections::BTreeMap;

/// Places below which nothing is said.
pub const ENOUGH: usize = 100;

/// Shuffles behind what chance gives.
const SHUFFLES: u32 = 400;

/// Shuffles behind its mean, which is all that one run of many is told with.
const FEW_SHUFFLES: u32 = 40;

/// Months of a whole year.
const YEAR: f64 = 12.0;

/// What is a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A neighbourhood or village.
    Community,
    /// What one police station serves.
    Site,
}

impl Scale {
    /// Both, the smaller first.
    pub const ALL: [Self; 2] = [Self::Community, Self::Site];

    /// The word in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Community => "community",
            Self::Site => "site",
        }
    }

    /// What tells places of a replicate apart.
    fn key(self, year: &CommunityYear) -> u32 {
        match self {
            Self::Community => year.identity,
            Self::Site => year.site,
        }
    }
}

/// What is counted in places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Events {
    /// Killed.
    Killings,
    /// Violent acts.
    Acts,
    /// Thefts and robberies.
    Thefts,
}

impl Events {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Killings, Self::Acts, Self::Thefts];

    /// The word in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Killings => "killings",
            Self::Acts => "violent acts",
            Self::Thefts => "thefts",
        }
    }

    pub(super) fn count(self, year: &CommunityYear) -> f64 {
        f64::from(match self {
            Self::Killings => year.deaths,
            Self::Acts => year.violent_incidents,
            Self::Thefts => year.thefts,
        })
    }
}

/// What was counted in a place in each whole year, in order; people in households.
pub type Years = Vec<Counted>;

/// A place at the end of a run: what it had over all its years, and what it is like.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ending {
    /// Replicate that it lies in.
    pub replicate: u32,
    /// Violent acts over all whole years.
    pub acts: f64,
    /// Households.
    pub households: f64,
    /// Full-time officers whose hours go here, at the end.
    pub officers: f64,
    /// Trust in police at the end, times households.
    pub trust: f64,
    /// Disputes settled by police over all whole years.
    pub formal: f64,
    /// Disputes settled otherwise.
    pub informal: f64,
}

impl Ending {
    /// Officers per household.
    fn officers_per_head(&self) -> f64 {
        self.officers / self.households
    }
}

/// The whole years of a record, with the place that each is of.
pub(super) fn whole(
    record: &Record,
    scale: Scale,
) -> impl Iterator<Item = ((u32, u32), &CommunityYear)> + '_ {
    let years = record.communities.iter().filter(|year| f64::from(year.months) == YEAR);
    years.map(move |year| ((record.replicate, scale.key(year)), year))
}

/// Places of all replicates together, each with its whole years.
pub fn places<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    scale: Scale,
    events: Events,
) -> Vec<Years> {
    let mut all: BTreeMap<(u32, u32), BTreeMap<i32, Counted>> = BTreeMap::new();
    for record in records {
        for (place, year) in whole(record, scale) {
            let counted = all.entry(place).or_default().entry(year.year).or_default();
            counted.people += f64::from(year.households);
            counted.events += events.count(year);
        }
    }
    let in_order = |years: BTreeMap<i32, Counted>| -> Years {
        let years: Years = years.into_values().collect();
        let after = years.iter().skip(1).map(|next| next.events).chain(std::iter::once(0.0));
        let with = |(year, next): (&Counted, f64)| Counted { next, ..*year };
        years.iter().zip(after).map(with).collect()
    };
    all.into_values().map(in_order).collect()
}

/// Places of all replicates together, as they are at the end.
pub fn endings<'a>(records: impl IntoIterator<Item = &'a Record>, scale: Scale) -> Vec<Ending> {
    let mut all: BTreeMap<(u32, u32), Ending> = BTreeMap::new();
    for record in records {
        let last = record.communities.iter().map(|year| year.year).max();
        for (place, year) in whole(record, scale) {
            let ending = all.entry(place).or_default();
            ending.replicate = record.replicate;
            ending.acts += f64::from(year.violent_incidents);
            ending.formal += f64::from(year.settled_by_police);
            ending.informal += f64::from(year.disputes_settled) - f64::from(year.settled_by_police);
            if Some(year.year) == last {
                let households = f64::from(year.households);
                ending.households += households;
                ending.officers += year.police_officers;
                ending.trust += year.trust_public * households;
            }
        }
    }
    all.into_values().filter(|ending| ending.households > 0.0).collect()
}

/// Each year of each place.
fn each_year(places: &[Years]) -> Vec<Counted> {
    places.iter().flatten().copied().collect()
}

/// Each place over all its years.
fn whole_run(places: &[Years]) -> Vec<Counted> {
    let sum = |years: &Years| {
        let add = |all: Counted, year: &Counted| Counted {
            people: all.people + year.people,
            events: all.events + year.events,
            next: 0.0,
        };
        years.iter().fold(Counted::default(), add)
    };
    places.iter().map(sum).collect()
}

/// Coefficient of variation of the rates of one year.
pub fn cv_of_a_year(places: &[Years]) -> Option<f64> {
    cv(&each_year(places))
}

/// Coefficient of variation of the rates of all years together.
pub fn cv_of_the_run(places: &[Years]) -> Option<f64> {
    cv(&whole_run(places))
}

fn k_of_the_run(places: &[Years]) -> Option<f64> {
    negative_binomial(&whole_run(places))
}

/// Correlation of rates with those of the next year.
pub fn next_year(places: &[Years]) -> Option<f64> {
    let with_next = |years: &Years| years[..years.len().saturating_sub(1)].to_vec();
    persistence(&places.iter().flat_map(with_next).collect::<Vec<_>>())
}

/// Mean over years of the share of people with half of the year's events.
pub fn half_of_a_year(places: &[Years]) -> Option<f64> {
    let years = places.iter().map(Vec::len).max()?;
    let of = |year: usize| {
        let counted: Vec<Counted> =
            places.iter().filter_map(|years| years.get(year)).copied().collect();
        people_with_half(&counted)
    };
    let found: Vec<f64> = (0..years).filter_map(of).collect();
    (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64)
}

fn half_of_the_run(places: &[Years]) -> Option<f64> {
    people_with_half(&whole_run(places))
}

fn gini_of_the_run(places: &[Years]) -> Option<f64> {
    gini(&whole_run(places))
}

/// Officers per head: the ninth decile of places over the first; `None` where the first has none.
pub fn officers_ratio(places: &[Ending]) -> Option<f64> {
    let mut heads: Vec<f64> = places.iter().map(Ending::officers_per_head).collect();
    heads.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&heads, 0.1)?, quantile(&heads, 0.9)?);
    (low > 0.0).then(|| high / low)
}

/// A number of each place, per household.
fn per_household(places: &[Ending], value: fn(&Ending) -> f64) -> Vec<f64> {
    places.iter().map(|place| value(place) / place.households).collect()
}

/// Rank correlation between places of two numbers per household.
fn go_together(places: &[Ending], a: fn(&Ending) -> f64, b: fn(&Ending) -> f64) -> Option<f64> {
    spearman(&per_household(places, a), &per_household(places, b))
}

/// Rank correlation between places of trust in police and the rate of violent acts.
pub fn trust_and_violence(places: &[Ending]) -> Option<f64> {
    go_together(places, |one| one.trust, |one| one.acts)
}

/// Rank correlation between places of the rates of disputes settled by police and otherwise (claim 19).
pub fn formal_and_informal(places: &[Ending]) -> Option<f64> {
    go_together(places, |one| one.formal, |one| one.informal)
}

/// The same where rates of violent acts are held fixed: all else equal, as far as that is seen (claim 19).
fn given_violence(places: &[Ending]) -> Option<f64> {
    let of = |value| per_household(places, value);
    let acts = of(|one| one.acts);
    partial_rank_correlation(&of(|one| one.formal), &of(|one| one.informal), &[acts])
}

/// That correlation less its mean over worlds in which what police settled is dealt anew between places: how far formal
/// control takes the place of informal beyond what chance does. `None` where a world has too few places, or nothing of either.
pub fn inverse_relation(places: &[Ending]) -> Option<f64> {
    let dealt: Vec<f64> = (0..FEW_SHUFFLES)
        .filter_map(|shuffle| given_violence(&shuffled(places, shuffle)))
        .collect();
    let by_chance = dealt.iter().sum::<f64>() / dealt.len().max(1) as f64;
    Some(given_violence(places)? - by_chance)
}

/// The places with the rates of what police settled dealt anew between those of each world.
fn shuffled(places: &[Ending], shuffle: u32) -> Vec<Ending> {
    let mut stream = Draws::new(1, 0).stream(Process::Design, shuffle, 6, 0);
    let mut dealt = places.to_vec();
    for world in dealt.chunk_by_mut(|a, b| a.replicate == b.replicate) {
        let mut rates = per_household(world, |one| one.formal);
        for one in (1..rates.len()).rev() {
            rates.swap(one, stream.below(one as u32 + 1) as usize);
        }
        for (one, rate) in world.iter_mut().zip(rates) {
            one.formal = rate * one.households;
        }
    }
    dealt
}

/// Rank correlations of formal and informal control in shuffled worlds: the middle and 95 % of what there is where the two
/// have nothing to do with each other.
fn by_chance(places: &[Ending]) -> Option<Span> {
    (places.len() >= ENOUGH).then_some(())?;
    let mut found: Vec<f64> = (0..SHUFFLES)
        .filter_map(|shuffle| formal_and_informal(&shuffled(places, shuffle)))
        .collect();
    found.sort_by(f64::total_cmp);
    let at = |share| quantile(&found, share);
    Some(Span { mean: at(0.5)?, low: at(0.025), high: at(0.975), n: places.len() })
}

/// A number about places with its 95 % interval over places; `None` where there are fewer than [`ENOUGH`].
pub fn told<T: Clone>(places: &[T], statistic: impl Fn(&[T]) -> Option<f64>) -> Option<Span> {
    if places.len() < ENOUGH {
        return None;
    }
    let mean = statistic(places)?;
    let ends = interval(places, statistic);
    let (low, high) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
    Some(Span { mean, low, high, n: places.len() })
}

/// One number about differences between places.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// What is a place.
    pub scale: Scale,
    /// What is counted or held against one another.
    pub of: &'static str,
    /// Which number: a name of [`meanings`].
    pub number: &'static str,
    /// Its value with its interval over places; `None` where places are too few or it is not defined.
    pub value: Option<Span>,
    /// Places pooled.
    pub places: usize,
}

impl Contrast {
    /// Whether so many places can say anything.
    pub const fn is_told(&self) -> bool {
        self.places >= ENOUGH
    }
}

type Statistic = fn(&[Years]) -> Option<f64>;
type OfEndings = fn(&[Ending]) -> Option<f64>;

/// Numbers of counted events: name, meaning, statistic.
const OF_COUNTS: [(&str, &str, Statistic); 7] = [
    (
        "cv_run",
        "Coefficient of variation of the rates over the whole run, Poisson noise taken out: CV² = Σ[(y − rw)² − y]/Σ(rw)²",
        cv_of_the_run,
    ),
    ("cv_year", "The same of the rates of one year, over all years", cv_of_a_year),
    (
        "negative_binomial_k",
        "Size of the negative binomial of counts over the whole run, 1/CV²; empty where there is nothing but noise",
        k_of_the_run,
    ),
    (
        "persistence",
        "Correlation of a year's rates with the next year's, noise taken out of both",
        next_year,
    ),
    (
        "people_with_half_run",
        "Smallest share of people with half of the events of the whole run; counts as they are",
        half_of_the_run,
    ),
    (
        "people_with_half_year",
        "The same of one year, mean over years: of rare events mostly noise",
        half_of_a_year,
    ),
    (
        "gini",
        "Gini coefficient of events of the whole run over people; counts as they are",
        gini_of_the_run,
    ),
];

/// Other numbers: of what, name, meaning.
const OF_ENDINGS: [(&str, &str, &str, OfEndings); 3] = [
    (
        "officers per head",
        "ninth_over_first_decile",
        "Officers per head at the end: ninth decile of places over the first",
        officers_ratio,
    ),
    (
        "trust and violence",
        "rank_correlation",
        "Rank correlation of trust in police at the end and the rate of violent acts over the run",
        trust_and_violence,
    ),
    (
        "police and others",
        "rank_correlation_settled",
        "Rank correlation of disputes settled by the police and otherwise, per household over the run",
        formal_and_informal,
    ),
];

/// Name and meaning of what chance gives.
const BY_CHANCE: (&str, &str) = (
    "rank_correlation_by_chance",
    "The same where what the police settled is dealt anew between the places of each world: its median and 95 % of shuffles",
);

/// What each number is, in words.
pub fn meanings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let counts = OF_COUNTS.iter().map(|(name, meaning, _)| (*name, *meaning));
    let endings = OF_ENDINGS.iter().map(|(_, name, meaning, _)| (*name, *meaning));
    let around = RINGS.iter().map(|(name, meaning, ..)| (*name, *meaning));
    counts.chain(endings).chain([BY_CHANCE]).chain(around)
}

/// All numbers about differences between the places of these replicates.
pub fn contrasts(records: &[&Record]) -> Vec<Contrast> {
    let mut all = Vec::new();
    for scale in Scale::ALL {
        for events in Events::ALL {
            let places = places(records.iter().copied(), scale, events);
            all.extend(OF_COUNTS.iter().map(|&(number, _, statistic)| Contrast {
                scale,
                of: events.name(),
                number,
                value: told(&places, statistic),
                places: places.len(),
            }));
        }
        let endings = endings(records.iter().copied(), scale);
        all.extend(OF_ENDINGS.iter().map(|&(of, number, _, statistic)| Contrast {
            scale,
            of,
            number,
            value: told(&endings, statistic),
            places: endings.len(),
        }));
        all.push(Contrast {
            scale,
            of: "police and others",
            number: BY_CHANCE.0,
            value: by_chance(&endings),
            places: endings.len(),
        });
    }
    all.extend(rings(records));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(people: f64, events: f64, next: f64) -> Counted {
        Counted { people, events, next }
    }

    #[test]
    fn years_of_a_place_are_summed_and_followed() {
        let places = vec![
            vec![counted(1.0, 10.0, 8.0), counted(1.0, 8.0, 0.0)],
            vec![counted(1.0, 2.0, 4.0), counted(1.0, 4.0, 0.0)],
        ];
        // Over two years 18 and 6 events of two persons: (6² − 18 + 6² − 6)/(2·12²) = 48/288.
        assert!((cv_of_the_run(&places).unwrap() - (48.0_f64 / 288.0).sqrt()).abs() < 1e-12);
        // (4·2 + 4·2)/√(20·(4 − 8 + 4 − 4)): the second year has nothing but noise.
        assert_eq!(next_year(&places), None);
        assert_eq!(half_of_a_year(&[]), None);
    }

    #[test]
    fn few_places_say_nothing() {
        let place = vec![counted(1.0, 3.0, 3.0)];
        assert_eq!(told(&vec![place.clone(); ENOUGH - 1], cv_of_the_run), None);
        assert_eq!(told(&vec![place; ENOUGH], cv_of_the_run).map(|span| span.n), Some(ENOUGH));
    }

    #[test]
    fn officers_are_compared_by_decile_and_trust_with_violence() {
        let ending = |i: u32| Ending {
            replicate: 1,
            acts: f64::from(i),
            households: 10.0,
            officers: f64::from(i),
            trust: 30.0 - f64::from(i),
            formal: f64::from(i),
            informal: f64::from(i * i),
        };
        let places: Vec<Ending> = (1..=21).map(ending).collect();
        assert_eq!(officers_ratio(&places), Some(19.0 / 3.0));
        assert_eq!(trust_and_violence(&places), Some(-1.0));
        assert_eq!(formal_and_informal(&places), Some(1.0));
        let many: Vec<Ending> = (1..=200).map(ending).collect();
        let chance = by_chance(&many).unwrap();
        assert!(chance.mean.abs() < 0.05, "{chance:?}");
        // The correlation of ranks without a link has a standard deviation of 1/√199.
        assert!((chance.high.unwrap() - 1.96 / 199.0_f64.sqrt()).abs() < 0.04, "{chance:?}");
    }

    /// Where violence alone drives both, formal and informal control go together, and not once it is held fixed; where one
    /// takes the place of the other they go against each other though violence hides it.
    #[test]
    fn verif_the_inverse_relation_is_seen_through_violence() {
        let places = |takes: f64| -> Vec<Ending> {
            let mut stream = Draws::new(3, 0).stream(Process::Design, 0, 6, 0);
            let mut one = || {
                let [acts, own, other] = [(); 3].map(|()| stream.unit64());
                let formal = acts + 0.4 * own;
                let informal = acts + 0.4 * other - takes * 0.4 * own;
                Ending { acts, formal, informal, households: 1.0, ..Ending::default() }
            };
            (0..400).map(|_| one()).collect()
        };
        let (apart, against) = (places(0.0), places(0.9));
        assert!(formal_and_informal(&apart).unwrap() > 0.6);
        assert!(inverse_relation(&apart).unwrap().abs() < 0.1);
        assert!(formal_and_informal(&against).unwrap() > 0.3);
        assert!(inverse_relation(&against).unwrap() < -0.5);
        assert_eq!(inverse_relation(&apart[..4]), None);
    }
}
