//! Keyed randomness: every draw is a function of (seed, replicate, process, place, time, key).
//!
//! No generator carries state from one draw to the next, so neither threads nor the order of
//! communities can change a byte, and two scenarios share every draw that their difference does not
//! touch. The generator is Philox4x32-10 (Salmon et al. 2011), four words a block.

use super::vocabulary;
use rand_philox::{Philox, philox4x32_10, splitmix64, u32_to_unit_f32, u32_to_unit_f64};

vocabulary! {
    /// A process that draws; each has streams of its own.
    Process {
        /// Places and people are generated.
        World = "world",
        /// Rural villages are generated.
        Villages = "villages",
        /// A share of the communities is sampled.
        Sample = "sample",
        /// Organisations are generated.
        Organisations = "organisations",
        /// Disputes arise.
        Arrivals = "arrivals",
        /// A dispute lives on: choices, forums, hazards.
        Dispute = "dispute",
        /// Nothing any more: the numbers of those below are parts of keys.
        Breaking = "breaking",
        /// A violent act is done.
        Violence = "violence",
        /// Likewise.
        News = "news",
        /// Feuds are pursued.
        Feuds = "feuds",
        /// Offenders prey.
        Predation = "predation",
        /// Police meet people.
        Encounters = "encounters",
        /// Police extort.
        Extortion = "extortion",
        /// Officers desert and are hired.
        Desertion = "desertion",
        /// Bands form, drift and end.
        Bands = "bands",
        /// Gangs raid, recruit and expand.
        Gangs = "gangs",
        /// Committees form and end.
        Committees = "committees",
        /// Problems arise.
        Problems = "problems",
        /// Resource rents move.
        Rents = "rents",
        /// Points of a study are laid out.
        Design = "design",
        /// Crowds turn on suspects.
        Mobs = "mobs",
        /// Guards are hired and evict.
        Guards = "guards",
        /// Companies, missions and their patrols.
        Companies = "companies",
        /// Arrangements begin, wait and end.
        Arrangements = "arrangements",
        /// Auspices choose.
        Steering = "steering",
        /// Abuse is detected.
        Accountability = "accountability",
        /// Soldiers seize power.
        Rupture = "rupture",
        /// Nodes pass cases on.
        Links = "links",
        /// Enclaves are placed and felt.
        Enclaves = "enclaves",
        /// Instruments of engagement act.
        Instruments = "instruments",
        /// Households are interviewed.
        Surveys = "surveys",
        /// Sites are assigned to an intervention by lot.
        Assignment = "assignment",
        /// People call the police for other things than disputes and crimes.
        Calls = "calls",
        /// Places are told apart, and drift.
        Differences = "differences",
        /// An act kills more than one.
        Killings = "killings",
        /// Groups fight and make peace.
        Clashes = "clashes",
        /// Parameters are searched for.
        Calibration = "calibration",
    }
}

/// The source of all draws of one replicate.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    key: [u32; 2],
}

/// Four 32-bit words.
pub type Block = [u32; 4];

impl Draws {
    /// The draws of replicate `replicate` (from 1) of seed `seed`.
    pub fn new(seed: u64, replicate: u32) -> Self {
        let mixed = splitmix64(splitmix64(seed).wrapping_add(u64::from(replicate)));
        Self { key: [mixed as u32, (mixed >> 32) as u32] }
    }

    /// Block `index` of the stream of `process` at `place` and `step`, for the thing called `key`.
    #[inline]
    pub fn block(&self, process: Process, place: u32, step: u32, key: u32, index: u32) -> Block {
        philox4x32_10(Self::counter(process, place, step, key, index), self.key)
    }

    /// A stream for a process whose number of draws is not known beforehand.
    #[inline]
    pub fn stream(&self, process: Process, place: u32, step: u32, key: u32) -> Stream {
        let [a, b, c, d] = Self::counter(process, place, step, key, 0).map(u128::from);
        Stream(Philox::new(self.key, a | b << 32 | c << 64 | d << 96))
    }

    /// Block index in the lowest byte and a half of word 0, so that streams of 2^12 blocks never
    /// meet; process and step (24 bits, 8,388,607 steps each side) share word 3.
    #[inline]
    fn counter(process: Process, place: u32, step: u32, key: u32, index: u32) -> [u32; 4] {
        debug_assert!(step < 1 << 24);
        [index, key, place, (process as u32) << 24 | step]
    }
}

/// A stream of draws; also a `rand` generator.
#[derive(Debug, Clone)]
pub struct Stream(Philox);

impl Stream {
    /// Uniform on (0, 1).
    #[inline]
    pub fn unit(&mut self) -> f32 {
        unit(self.0.next_u32())
    }

    /// Uniform on (0, 1), with 32 bits.
    #[inline]
    pub fn unit64(&mut self) -> f64 {
        u32_to_unit_f64(self.0.next_u32())
    }

    /// A whole number below `n`; `n` at least 1.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        below(self.0.next_u32(), n)
    }

    /// True with probability `p`.
    #[inline]
    pub fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    /// A Poisson number with this mean, by inversion of one uniform: monotone in the mean, so that
    /// scenarios with almost the same rate have almost the same number.
    #[inline]
    pub fn poisson(&mut self, mean: f64) -> u32 {
        super::math::poisson(mean, |_| u32_to_unit_f64(self.0.next_u32()))
    }

    /// The number of successes in `n` trials of probability `p`.
    pub fn binomial(&mut self, n: u32, p: f32) -> u32 {
        if p <= 0.0 {
            return 0;
        }
        (0..n).filter(|_| self.unit() < p).count() as u32
    }
}

impl rand::rand_core::TryRng for Stream {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        rand::rand_core::TryRng::try_fill_bytes(&mut self.0, bytes)
    }
}

/// A word as a uniform on (0, 1), 23 bits.
#[inline]
pub fn unit(word: u32) -> f32 {
    u32_to_unit_f32(word)
}

/// A word as a whole number below `n` (bias below n/2^32).
#[inline]
pub fn below(word: u32, n: u32) -> u32 {
    ((u64::from(word) * u64::from(n)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of Random123 for Philox4x32-10: the generator may not change under us.
    #[test]
    fn verif_philox_gives_the_published_words() {
        assert_eq!(
            philox4x32_10([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
    }

    #[test]
    fn a_block_is_the_start_of_its_stream() {
        let draws = Draws::new(7, 3);
        let mut stream = draws.stream(Process::Feuds, 5, 11, 2);
        let block = draws.block(Process::Feuds, 5, 11, 2, 0);
        let words: Vec<f32> = (0..4).map(|_| stream.unit()).collect();
        assert_eq!(words, block.map(unit).to_vec());
    }

    #[test]
    fn replicates_processes_places_steps_and_keys_have_streams_of_their_own() {
        let base = Draws::new(1, 1).block(Process::Arrivals, 1, 1, 1, 0);
        assert_ne!(base, Draws::new(1, 2).block(Process::Arrivals, 1, 1, 1, 0));
        assert_ne!(base, Draws::new(2, 1).block(Process::Arrivals, 1, 1, 1, 0));
        assert_ne!(base, Draws::new(1, 1).block(Process::Dispute, 1, 1, 1, 0));
        assert_ne!(base, Draws::new(1, 1).block(Process::Arrivals, 2, 1, 1, 0));
        assert_ne!(base, Draws::new(1, 1).block(Process::Arrivals, 1, 2, 1, 0));
        assert_ne!(base, Draws::new(1, 1).block(Process::Arrivals, 1, 1, 2, 0));
    }
}
