//! Places beside places inside one world: those where a band formed, or that an intervention serves, beside others of
//! the same replicate and year: those drawn to stand beside (`assign`), all, or the ones most alike before.

use super::statistics::{Estimate, deviation, estimate};
use crate::output::Record;
use crate::output::arms::Arm;
use crate::output::record::CommunityYear;
use crate::terms::Assigned;

/// One outcome of places beside others.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The intervention whose places they are; `None` for places where a band formed.
    pub intervention: Option<String>,
    /// Whether others are those that a lot drew to stand beside; else all that are untouched.
    pub is_by_lot: bool,
    /// What is compared: a key of [`OUTCOMES`].
    pub outcome: &'static str,
    /// These places less all others.
    pub unmatched: Estimate,
    /// Each less the one of the others that was most like it the year before; `None` where there was no such year.
    pub matched: Option<Estimate>,
    /// These places, over all replicates.
    pub places: usize,
}

/// An outcome: its name, its unit, and how it is read from a community and year.
type Measured = (&'static str, &'static str, fn(&CommunityYear) -> f64);

/// What is compared in the year after.
pub const OUTCOMES: [Measured; 4] = [
    ("violent acts", "per 100 households and year", |row| a_hundred(row, row.violent_incidents)),
    ("killed", "per 100 households and year", |row| a_hundred(row, row.deaths)),
    ("thefts", "per 100 households and year", |row| a_hundred(row, row.thefts)),
    ("fear", "level", |row| row.fear),
];

fn a_hundred(row: &CommunityYear, count: u32) -> f64 {
    f64::from(count) * 100.0 / f64::from(row.households.max(1))
}

/// On what communities are matched: the year before.
const LIKENESS: [fn(&CommunityYear) -> f64; 7] = [
    |row| a_hundred(row, row.violent_incidents),
    |row| a_hundred(row, row.thefts),
    |row| a_hundred(row, row.unanswered),
    |row| row.fear,
    |row| row.poverty,
    |row| row.efficacy,
    |row| f64::from(u8::from(row.gang.is_some())),
];

/// Differences of each outcome, one a place.
type Differences = [Vec<f64>; OUTCOMES.len()];

/// Places beside others in a replicate.
#[derive(Debug, Default)]
struct Found {
    raw: Differences,
    matched: Differences,
}

/// Communities of a year, in the order of identities.
fn year(record: &Record, year: i32) -> Vec<&CommunityYear> {
    record.communities.iter().filter(|row| row.year == year && row.months == 12).collect()
}

/// Some places beside others.
struct Sides<'a> {
    /// The year on which they are matched.
    before: Option<&'a [&'a CommunityYear]>,
    /// The year that is compared.
    after: &'a [&'a CommunityYear],
    /// Those over whom spreads are measured.
    candidates: &'a [usize],
    /// These places.
    these: &'a [usize],
    /// The others.
    others: &'a [usize],
}

impl Sides<'_> {
    /// Each place less the mean of the others, and less the nearest on violence, thefts, victims without an answer,
    /// fear, poverty, efficacy and gangs in the year before, each in its standard deviations, with replacement.
    fn compare(&self, found: &mut Found) {
        if self.others.is_empty() {
            return;
        }
        for (o, (_, _, read)) in OUTCOMES.iter().enumerate() {
            let others = self.others.iter().map(|&j| read(self.after[j])).sum::<f64>();
            let mean = others / self.others.len() as f64;
            found.raw[o].extend(self.these.iter().map(|&i| read(self.after[i]) - mean));
        }
        let Some(before) = self.before else { return };
        let spread = LIKENESS.map(|of| {
            let values: Vec<f64> = self.candidates.iter().map(|&i| of(before[i])).collect();
            deviation(&values)
        });
        let distance = |a: usize, b: usize| -> f64 {
            LIKENESS
                .iter()
                .zip(spread)
                .filter(|(_, spread)| *spread > 0.0)
                .map(|(of, spread)| ((of(before[a]) - of(before[b])) / spread).powi(2))
                .sum()
        };
        for &i in self.these {
            let others = self.others.iter().copied();
            let nearest = others.min_by(|&a, &b| distance(i, a).total_cmp(&distance(i, b)));
            let Some(nearest) = nearest else { continue };
            for (o, (_, _, read)) in OUTCOMES.iter().enumerate() {
                found.matched[o].push(read(self.after[i]) - read(self.after[nearest]));
            }
        }
    }
}

/// Bands that formed, each beside the communities without one: raw, and matched. What is left of selection is what
/// nobody saw in the year before.
pub fn bands(records: &[Record]) -> Vec<Match> {
    let found: Vec<Found> = records.iter().map(bands_of).collect();
    told(None, false, &found)
}

fn bands_of(record: &Record) -> Found {
    let mut found = Found::default();
    for first in 1.. {
        let (before, during, after) =
            (year(record, first), year(record, first + 1), year(record, first + 2));
        if after.is_empty() {
            break;
        }
        let is_without = |i: &usize| before[*i].band_men == 0;
        let never = |i: &usize| during[*i].band_men == 0 && after[*i].band_men == 0;
        let forms = |i: &usize| during[*i].band_men > 0 && after[*i].band_men > 0;
        let candidates: Vec<usize> = (0..before.len()).filter(is_without).collect();
        let others: Vec<usize> = candidates.iter().copied().filter(never).collect();
        let these: Vec<usize> = candidates.iter().copied().filter(forms).collect();
        let (before, after) = (Some(&before[..]), &after[..]);
        Sides { before, after, candidates: &candidates, these: &these, others: &others }
            .compare(&mut found);
    }
    found
}

/// Places that each intervention serves, in its first year that it was at work from end to end, beside those that a lot
/// drew to stand beside; without a lot, beside all that it does not serve.
pub fn interventions(records: &[Record]) -> Vec<Match> {
    let arms = records.first().map_or(&[][..], |record| &record.arms);
    let of_arm = |(at, arm): (usize, &Arm)| {
        let found: Vec<Found> = records.iter().map(|record| arm_of(record, at)).collect();
        let is_control = |record: &Record| {
            record.arms[at].places.iter().any(|place| place.assigned == Some(Assigned::Control))
        };
        told(Some(&arm.name), records.iter().any(is_control), &found)
    };
    arms.iter().enumerate().flat_map(of_arm).collect()
}

fn arm_of(record: &Record, at: usize) -> Found {
    let mut found = Found::default();
    let arm = &record.arms[at];
    let Some(whole) = arm.worked.iter().position(|&months| months == 12) else { return found };
    let idle = arm.worked[..whole].iter().rposition(|&months| months == 0);
    let rows = |position: usize| year(record, position as i32 + 1);
    let after = rows(whole);
    let before = idle.map(rows);
    let assigned = |i: usize| arm.place(after[i].identity).and_then(|place| place.assigned);
    let of = |side: Option<Assigned>| -> Vec<usize> {
        (0..after.len()).filter(|&i| assigned(i) == side).collect()
    };
    let these = of(Some(Assigned::Treated));
    let mut others = of(Some(Assigned::Control));
    if others.is_empty() {
        others = of(None);
    }
    let candidates: Vec<usize> = these.iter().chain(&others).copied().collect();
    let before = before.as_deref();
    Sides { before, after: &after, candidates: &candidates, these: &these, others: &others }
        .compare(&mut found);
    found
}

/// Means over places in each replicate, and what replicates say together.
fn told(intervention: Option<&str>, is_by_lot: bool, found: &[Found]) -> Vec<Match> {
    let places = found.iter().map(|one| one.raw[0].len()).sum();
    let means = |of: &dyn Fn(&Found) -> &Vec<f64>| -> Vec<f64> {
        let lists = found.iter().map(of).filter(|list| !list.is_empty());
        lists.map(|list| list.iter().sum::<f64>() / list.len() as f64).collect()
    };
    OUTCOMES
        .iter()
        .enumerate()
        .filter_map(|(o, (outcome, _, _))| {
            Some(Match {
                intervention: intervention.map(str::to_owned),
                is_by_lot,
                outcome,
                unmatched: estimate(&means(&|one| &one.raw[o]))?,
                matched: estimate(&means(&|one| &one.matched[o])),
                places,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::arms::ArmPlace;

    /// Four communities over three years: a band forms in the first, which is like the second before.
    #[test]
    fn a_band_is_compared_with_the_place_that_was_like_it() {
        let row = |identity, year, violent, band_men| CommunityYear {
            year,
            identity,
            violent_incidents: violent,
            band_men,
            ..blank()
        };
        let mut record = Record::new(1);
        for (year, band) in [(1, 0), (2, 9), (3, 9)] {
            record.communities.push(row(0, year, 20, band));
            record.communities.push(row(1, year, if year == 3 { 15 } else { 20 }, 0));
            record.communities.push(row(2, year, 1, 0));
            record.communities.push(row(3, year, 2, 0));
        }
        let found = bands(&[record]);
        assert_eq!(found[0].places, 1);
        // 20 against 15 for 100 households; against all three 20 − 6.
        assert!((found[0].matched.unwrap().mean - 5.0).abs() < 1e-9);
        assert!((found[0].unmatched.mean - 14.0).abs() < 1e-9);
    }

    /// Four communities over three years, two of them treated from the second on; the lot left one aside.
    #[test]
    fn those_who_are_served_are_compared_with_those_whom_the_lot_drew() {
        let row = |identity, year, violent| CommunityYear {
            year,
            identity,
            violent_incidents: violent,
            ..blank()
        };
        let mut record = Record::new(1);
        for (year, acts) in [(1, [20, 2, 21, 3]), (2, [9, 9, 9, 9]), (3, [10, 1, 18, 2])] {
            record.communities.extend((0..).zip(acts).map(|(i, acts)| row(i, year, acts)));
        }
        let place = |identity, assigned| ArmPlace { identity, assigned, distance_km: None };
        let (treated, control) = (Some(Assigned::Treated), Some(Assigned::Control));
        let places = [treated, treated, control, control];
        record.arms.push(Arm {
            name: "trial".to_owned(),
            worked: vec![0, 5, 12],
            places: (0..).zip(places).map(|(i, assigned)| place(i, assigned)).collect(),
        });
        let found = interventions(&[record.clone()]);
        assert!(found[0].is_by_lot && found[0].places == 2);
        // (10 + 1)/2 less (18 + 2)/2; pairs alike before: 10 − 18 and 1 − 2.
        assert!((found[0].unmatched.mean + 4.5).abs() < 1e-9);
        assert!((found[0].matched.unwrap().mean + 4.5).abs() < 1e-9);
        // Where it was at work from the first year on, nothing was there to be matched on.
        record.arms[0].worked = vec![12, 12, 12];
        let found = interventions(&[record.clone()]);
        assert_eq!(found[0].matched, None);
        assert!((found[0].unmatched.mean - (11.0 - 12.0)).abs() < 1e-9);
        // Without a lot the others are all that it does not serve.
        for place in &mut record.arms[0].places[2..] {
            place.assigned = None;
        }
        let found = interventions(&[record.clone()]);
        assert!(!found[0].is_by_lot && found[0].unmatched.mean < 0.0);
    }

    fn blank() -> CommunityYear {
        CommunityYear {
            year: 0,
            months: 12,
            identity: 0,
            name: String::new(),
            town: String::new(),
            site: 0,
            committee_site: 0,
            district: String::new(),
            enclave: false,
            ring: false,
            x_km: 0.0,
            y_km: 0.0,
            longitude: None,
            latitude: None,
            households: 100,
            is_synthetic: true,
            is_rural: true,
            weight: 1.0,
            violent_incidents: 0,
            deaths: 0,
            thefts: 0,
            disputes_arisen: 0,
            disputes_settled: 0,
            settled_by_police: 0,
            unanswered: 0,
            police_officers: 0.0,
            fear: 0.2,
            war_memory: 0.0,
            norm_of_force: 0.5,
            radius_of_trust: 0.3,
            efficacy: 0.6,
            poverty: 0.5,
            trust_public: 0.3,
            trust_customary: 0.6,
            trust_peace_committee: 0.5,
            has_committee: false,
            band_men: 0,
            gang: None,
            gang_men: 0,
        }
    }
}
