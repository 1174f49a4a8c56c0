//! Households: the agents, field by field, those of one group side by side.

use super::level::Level;
use crate::terms::{Calling, Class, Kind};
use enum_map::EnumMap;

/// Most groups in a country.
pub const MAX_GROUPS: usize = 4;

/// The households of a community as arrays; position is the household's name within it.
///
/// Households of one group are contiguous, so that kin are near by index.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Households {
    /// First household of each group, and the number of households. Constant.
    group_starts: [u16; MAX_GROUPS + 1],
    /// Class, standing, whether it is away, and calling of each household. Class and standing constant, the others state.
    traits: Box<[Traits]>,
    /// Disposition: standing departure of trust from the community's mean, in 1/256. Constant.
    disposition: Box<[i8]>,
    /// Trust in each kind, aspiration, grievance and fear, one field after the other, in one piece
    /// of memory. State.
    levels: Box<[Level]>,
    /// Month in which each was last hit by a violent act other than of a feud, since the burn-in began, one more; 0 where
    /// none was. Nobody in the model reads it: it is counted by. State.
    hit: Box<[u16]>,
}

/// Months within which violence against a household is a repeat (F100).
pub const REPEAT_MONTHS: u32 = 60;

/// Position of aspiration among the fields of levels; trust in each kind comes before.
const ASPIRATION: usize = Kind::COUNT;
/// Position of grievance.
const GRIEVANCE: usize = ASPIRATION + 1;
/// Position of fear.
const FEAR: usize = GRIEVANCE + 1;
/// Fields of levels.
const FIELDS: usize = FEAR + 1;

/// Class, standing, whether it is away, and calling in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Traits(u8);

impl Traits {
    const CLASS: u8 = 0b11;
    const LOW_STANDING: u8 = 0b100;
    const AWAY: u8 = 0b1000;
    const CALLING_SHIFT: u8 = 4;
}

/// What a household is when the world begins.
#[derive(Debug, Clone, Copy)]
pub struct Newborn {
    /// Income class.
    pub class: Class,
    /// Whether its members have low standing under custom.
    pub has_low_standing: bool,
    /// Departure of its trust from the community's mean.
    pub disposition: f32,
}

impl Households {
    /// Households from their groups' sizes and what each is; trust starts at `trust` of each kind
    /// plus the disposition.
    ///
    /// `group_sizes` adds up to `newborns.len()`, at most 65,535.
    pub fn new(
        group_sizes: [u16; MAX_GROUPS],
        newborns: &[Newborn],
        trust: &EnumMap<Kind, f32>,
    ) -> Self {
        let n = newborns.len();
        let mut group_starts = [0; MAX_GROUPS + 1];
        for (g, size) in group_sizes.iter().enumerate() {
            group_starts[g + 1] = group_starts[g] + size;
        }
        debug_assert_eq!(usize::from(group_starts[MAX_GROUPS]), n);
        let traits = newborns
            .iter()
            .map(|b| {
                Traits(b.class as u8 | if b.has_low_standing { Traits::LOW_STANDING } else { 0 })
            })
            .collect();
        let mut levels = Vec::with_capacity(FIELDS * n);
        for mean in trust.values() {
            levels.extend(newborns.iter().map(|b| Level::new(mean + b.disposition)));
        }
        // What a weak state rests at.
        for start in [0.6, 0.05, 0.18] {
            levels.extend(std::iter::repeat_n(Level::new(start), n));
        }
        Self {
            group_starts,
            traits,
            disposition: newborns
                .iter()
                .map(|b| (b.disposition * 256.0).clamp(-127.0, 127.0) as i8)
                .collect(),
            levels: levels.into_boxed_slice(),
            hit: vec![0; n].into_boxed_slice(),
        }
    }

    #[inline]
    fn field(&self, field: usize) -> &[Level] {
        let n = self.traits.len();
        &self.levels[field * n..(field + 1) * n]
    }

    #[inline]
    fn field_mut(&mut self, field: usize) -> &mut [Level] {
        let n = self.traits.len();
        &mut self.levels[field * n..(field + 1) * n]
    }

    /// Trust in a kind of provider. State.
    #[inline]
    pub fn trust(&self, kind: Kind) -> &[Level] {
        self.field(kind.index())
    }

    /// Trust of a household in a kind of provider.
    #[inline]
    pub fn trust_of(&self, household: usize, kind: Kind) -> f32 {
        self.levels[kind.index() * self.traits.len() + household].get()
    }

    /// Trust in a kind of provider, to be changed.
    #[inline]
    pub fn trust_mut(&mut self, kind: Kind) -> &mut [Level] {
        self.field_mut(kind.index())
    }

    /// What a household has come to expect of any forum (4.22), to be changed. State.
    #[inline]
    pub fn aspiration_mut(&mut self) -> &mut [Level] {
        self.field_mut(ASPIRATION)
    }

    /// Grievance (drives arrivals, 4.2). State.
    #[inline]
    pub fn grievance(&self) -> &[Level] {
        self.field(GRIEVANCE)
    }

    /// Grievance, to be changed.
    #[inline]
    pub fn grievance_mut(&mut self) -> &mut [Level] {
        self.field_mut(GRIEVANCE)
    }

    /// Fear (4.6). State.
    #[inline]
    pub fn fear(&self) -> &[Level] {
        self.field(FEAR)
    }

    /// Fear, to be changed.
    #[inline]
    pub fn fear_mut(&mut self) -> &mut [Level] {
        self.field_mut(FEAR)
    }

    /// Number of households.
    #[inline]
    pub fn len(&self) -> usize {
        self.traits.len()
    }

    /// Memory held beside the struct itself, in bytes.
    pub fn bytes(&self) -> usize {
        self.len() * Self::bytes_each()
    }

    /// Memory that a household takes, in bytes: trust in each kind, aspiration, grievance and fear, and the month in
    /// which it was last hit, in two; traits and disposition in one.
    pub const fn bytes_each() -> usize {
        2 * (FIELDS + 1) + 2
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.traits.is_empty()
    }

    /// The households of a group.
    #[inline]
    pub fn group(&self, group: usize) -> std::ops::Range<usize> {
        usize::from(self.group_starts[group])..usize::from(self.group_starts[group + 1])
    }

    /// The group of a household.
    #[inline]
    pub fn group_of(&self, household: usize) -> usize {
        let h = household as u16;
        (1..MAX_GROUPS).filter(|&g| h >= self.group_starts[g]).count()
    }

    /// Income class.
    #[inline]
    pub fn class(&self, household: usize) -> Class {
        match self.traits[household].0 & Traits::CLASS {
            0 => Class::Poor,
            1 => Class::Middle,
            _ => Class::Rich,
        }
    }

    /// Fear summed over the households of each class, and their number.
    pub fn fear_by_class(&self) -> EnumMap<Class, (f64, f64)> {
        let mut all = EnumMap::<Class, (u64, u32)>::default();
        for (levels, traits) in self.fear().chunks(4096).zip(self.traits.chunks(4096)) {
            let mut part = [(0_u32, 0_u32); Class::COUNT];
            for (level, traits) in levels.iter().zip(traits) {
                for (class, (fear, number)) in part.iter_mut().enumerate() {
                    // A mask and no product: processors of any age do four of these at a time.
                    let is_of_class = u32::from(traits.0 & Traits::CLASS == class as u8);
                    *fear += 0_u32.wrapping_sub(is_of_class) & u32::from(level.0);
                    *number += is_of_class;
                }
            }
            for ((fear, number), of_part) in all.values_mut().zip(part) {
                *fear += u64::from(of_part.0);
                *number += of_part.1;
            }
        }
        all.map(|_, (fear, number)| (fear as f64 / 65_535.0, f64::from(number)))
    }

    /// Whether members have low standing under custom.
    #[inline]
    pub fn has_low_standing(&self, household: usize) -> bool {
        self.traits[household].0 & Traits::LOW_STANDING != 0
    }

    /// Notes that a household is hit in a month since the burn-in began; whether it had been within
    /// [`REPEAT_MONTHS`] before.
    pub fn is_hit_again(&mut self, household: usize, month: u32) -> bool {
        let last = u32::from(std::mem::replace(&mut self.hit[household], (month + 1) as u16));
        last > 0 && month + 1 - last <= REPEAT_MONTHS
    }

    /// Whether it has left its place (4.34).
    #[inline]
    pub fn is_away(&self, household: usize) -> bool {
        self.traits[household].0 & Traits::AWAY != 0
    }

    /// It leaves its place, or comes home.
    pub fn set_away(&mut self, household: usize, is_away: bool) {
        let traits = &mut self.traits[household].0;
        *traits = if is_away { *traits | Traits::AWAY } else { *traits & !Traits::AWAY };
    }

    /// Households that have left.
    pub fn count_away(&self) -> usize {
        (0..self.len()).filter(|&h| self.is_away(h)).count()
    }

    /// The first household that is at home, from `start` on, round the community; `start` if none is.
    pub fn first_at_home(&self, start: usize) -> usize {
        let n = self.len();
        (0..n).map(|i| (start + i) % n).find(|&h| !self.is_away(h)).unwrap_or(start)
    }

    /// What the active member does.
    #[inline]
    pub fn calling(&self, household: usize) -> Calling {
        let index = usize::from(self.traits[household].0 >> Traits::CALLING_SHIFT);
        Calling::from_index(index).unwrap_or(Calling::None)
    }

    /// Gives the active member another calling.
    #[inline]
    pub fn set_calling(&mut self, household: usize, calling: Calling) {
        let kept = self.traits[household].0 & (Traits::CLASS | Traits::LOW_STANDING | Traits::AWAY);
        self.traits[household] = Traits(kept | (calling as u8) << Traits::CALLING_SHIFT);
    }

    /// The first household from `start` on, round the community, whose member has this calling.
    pub fn find_calling(&self, calling: Calling, start: usize) -> Option<usize> {
        let n = self.len();
        (0..n).map(|i| (start + i) % n).find(|&h| self.calling(h) == calling)
    }

    /// Members with this calling.
    pub fn count_calling(&self, calling: Calling) -> usize {
        (0..self.len()).filter(|&h| self.calling(h) == calling).count()
    }

    /// Calls `count` members who have no calling yet and are at home to `calling`, spread over the community from
    /// `start` on; returns how many were found.
    pub fn enlist(&mut self, calling: Calling, count: usize, start: usize) -> usize {
        self.recall(Calling::None, calling, count, start)
    }

    /// Sends `count` members with this calling home; returns how many there were.
    pub fn dismiss(&mut self, calling: Calling, count: usize) -> usize {
        self.recall(calling, Calling::None, count, 0)
    }

    fn recall(&mut self, from: Calling, to: Calling, count: usize, start: usize) -> usize {
        let n = self.len();
        // A stride coprime to most sizes spreads the chosen over groups.
        let stride = if n.is_multiple_of(7) { 1 } else { 7 };
        let mut found = 0;
        for i in 0..n {
            if found == count {
                break;
            }
            let h = (start + i * stride) % n;
            if self.calling(h) == from && !self.is_away(h) {
                self.set_calling(h, to);
                found += 1;
            }
        }
        found
    }

    /// Mean trust in a kind.
    pub fn mean_trust(&self, kind: Kind) -> f32 {
        mean(self.trust(kind))
    }

    /// Trust in a kind, and the standing departure of each household from the community's mean, in
    /// 1/256.
    #[inline]
    pub fn trust_and_disposition(&mut self, kind: Kind) -> (&mut [Level], &[i8]) {
        let n = self.traits.len();
        let from = kind.index() * n;
        (&mut self.levels[from..from + n], &self.disposition)
    }
}

/// The mean of levels, summed in whole numbers so that order does not matter.
pub fn mean(levels: &[Level]) -> f32 {
    if levels.is_empty() {
        return 0.0;
    }
    (sum(levels) / levels.len() as f64) as f32
}

/// The sum of levels, added in whole numbers.
pub fn sum(levels: &[Level]) -> f64 {
    let total: u64 =
        levels.chunks(4096).map(|c| u64::from(c.iter().map(|l| u32::from(l.0)).sum::<u32>())).sum();
    total as f64 / 65_535.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn four() -> Households {
        let newborn = |class, disposition| Newborn { class, has_low_standing: false, disposition };
        Households::new(
            [3, 1, 0, 0],
            &[
                newborn(Class::Poor, 0.1),
                newborn(Class::Rich, -0.1),
                newborn(Class::Middle, 0.0),
                newborn(Class::Poor, 0.0),
            ],
            &EnumMap::from_fn(|_| 0.5),
        )
    }

    #[test]
    fn groups_are_contiguous() {
        let households = four();
        assert_eq!(households.group(0), 0..3);
        assert_eq!(households.group(1), 3..4);
        assert_eq!([0, 1, 2, 3].map(|h| households.group_of(h)), [0, 0, 0, 1]);
    }

    #[test]
    fn callings_come_and_go_without_touching_class() {
        let mut households = four();
        assert_eq!(households.enlist(Calling::Gang, 9, 1), 4);
        assert_eq!(households.class(1), Class::Rich);
        assert_eq!(households.dismiss(Calling::Gang, 3), 3);
        assert_eq!((0..4).filter(|&h| households.calling(h) == Calling::Gang).count(), 1);
    }

    #[test]
    fn who_is_away_keeps_what_it_is_and_is_called_to_nothing() {
        let mut households = four();
        households.set_away(1, true);
        assert_eq!((households.class(1), households.count_away()), (Class::Rich, 1));
        assert_eq!(households.first_at_home(1), 2);
        assert_eq!(households.enlist(Calling::Gang, 9, 1), 3);
        assert_eq!(households.calling(1), Calling::None);
        households.set_away(1, false);
        assert_eq!(households.count_away(), 0);
    }

    #[test]
    fn violence_is_a_repeat_within_five_years_and_not_after() {
        let mut households = four();
        let hits = [0, 60, 121].map(|month| households.is_hit_again(2, month));
        assert_eq!(hits, [false, true, false]);
        assert!(!households.is_hit_again(1, 121));
    }

    #[test]
    fn trust_starts_at_the_mean_plus_disposition() {
        let households = four();
        assert!((households.trust_of(0, Kind::Public) - 0.6).abs() < 1e-4);
        assert!((households.mean_trust(Kind::Public) - 0.5).abs() < 1e-4);
    }
}
