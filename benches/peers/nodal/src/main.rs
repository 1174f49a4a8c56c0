//! The work of SPEC.md in `nodal`'s own engine: draws keyed by place, month and thing, its
//! arithmetic and levels, a community's households side by side field by field, and nothing done for what does not happen.

use nodal::engine::draws::{Block, below, unit};
use nodal::engine::{Draws, Process, math};
use nodal::world::Level;
use peer_harness::*;

const H: usize = HOUSEHOLDS;
/// Shares of a level that fade away and that come from disposition and mean, in units of 1/65536.
const FADES: u32 = (FADING * 65_536.0) as u32;
const COMES: u32 = FADES / 2;

/// Which ways are open, by what was tried; lumping always is.
static OPEN: [[f32; WAYS]; 256] = {
    let mut open = [[1.0; WAYS]; 256];
    let mut tried = 0;
    while tried < 256 {
        let mut way = 1;
        while way < WAYS {
            open[tried][way] = 1.0 - (tried >> way & 1) as f32;
            way += 1;
        }
        tried += 1;
    }
    open
};

/// An open dispute. What becomes of it is drawn when its way is taken; then it waits for that month.
#[derive(Clone, Copy)]
struct Dispute {
    initiator: u8,
    respondent: u8,
    way: u8,
    /// A bit for each way that is out; the lowest, as lumping never is: whether it is to be settled.
    tried: u8,
    /// The month in which the way is over.
    until: u16,
    /// The month in which it is dropped.
    dropped: u16,
    severity: f32,
    /// It escalates once the community has been exposed to so much.
    escalates: f32,
}

/// A community: its households field by field, then what is open.
struct Community {
    trust: [[Level; H]; FORUMS],
    /// What disposition adds to a level in a month.
    home: [u16; H],
    proneness: [Level; H],
    mean: [f32; FORUMS],
    is_initiator: [bool; H],
    /// The sum of what fear has made of hazards.
    exposure: f32,
    open: Vec<Dispute>,
}

struct World {
    draws: Draws,
    communities: Vec<Community>,
    /// As the month before left it, and as this one leaves it.
    fear: [Vec<f32>; 2],
    metrics: Metrics,
}

fn build(communities: usize, months: usize, seed: u64) -> World {
    let draws = Draws::new(seed, 1);
    World {
        draws,
        communities: (0..communities as u32).map(|c| found(&draws, c)).collect(),
        fear: [vec![0.0; communities], vec![0.0; communities]],
        metrics: Metrics::new(communities, months),
    }
}

fn found(draws: &Draws, place: u32) -> Community {
    let mut stream = draws.stream(Process::World, place, 0, 0);
    let disposition: [Level; H] = std::array::from_fn(|_| Level::new(stream.unit()));
    let proneness = std::array::from_fn(|_| Level::new(stream.unit()));
    Community {
        trust: [disposition; FORUMS],
        home: disposition.map(|level| share(level, COMES)),
        proneness,
        mean: [disposition.iter().map(|level| level.get()).sum::<f32>() / H as f32; FORUMS],
        is_initiator: [false; H],
        exposure: 0.0,
        open: Vec::with_capacity(H / 4),
    }
}

/// The weights of eight ways with such trust. A function of its own, as only then are they weighed side by side.
#[inline(never)]
fn weigh(ways: &mut [f32; WAYS], severe: f32, is_open: &[f32; WAYS]) {
    for (way, trust) in ways.iter_mut().enumerate() {
        let utility = CONSTANT[way] + BY_SEVERITY[way] * severe + TRUST * (*trust - 0.5);
        *trust = math::exp(utility) * is_open[way];
    }
}

/// A share of a level, in units of 1/65536.
fn share(level: Level, of: u32) -> u16 {
    (u32::from(level.0) * of >> 16) as u16
}

/// The upper and the lower half of a word, each as a number in (0, 1).
fn halves(word: u32) -> (f32, f32) {
    let of = |half: u32| (half as f32 + 0.5) * (1.0 / 65_536.0);
    (of(word >> 16), of(word & 0xffff))
}

fn live(world: &mut World, months: usize) {
    let World { draws, communities, fear: [before, after], metrics } = world;
    let rows = metrics.rows.chunks_exact_mut(communities.len());
    let outlives = DROPPED.map(|dropped| 1.0 / math::ln(1.0 - dropped));
    for (month, (rows, chosen)) in (1..=months as u32).zip(rows.zip(&mut metrics.chosen)) {
        for (place, (c, row)) in communities.iter_mut().zip(rows).enumerate() {
            let e = math::exp(felt(before, place));
            let scene = Scene { draws, place: place as u32, month, e, outlives: &outlives };
            c.exposure += e;
            c.live(&scene, row, chosen);
            c.arise(&scene, row, chosen);
            c.fade(row);
            after[place] = 0.8 * before[place] + 0.2 * (1.0 - math::exp(-0.5 * row[2]));
            row[4] = c.open.len() as f32;
            row[5] = after[place];
        }
        std::mem::swap(before, after);
    }
}

/// Where and when it happens.
struct Scene<'a> {
    draws: &'a Draws,
    place: u32,
    month: u32,
    /// What fear makes of hazards.
    e: f32,
    /// Months that a dispute of each way goes on undropped, for each unit of the logarithm of a uniform.
    outlives: &'a [f32; WAYS],
}

impl Scene<'_> {
    fn block(&self, process: Process, key: u8, index: u32) -> Block {
        self.draws.block(process, self.place, self.month, u32::from(key), index)
    }
}

impl Community {
    /// Open disputes escalate, are dropped, are heard.
    fn live(&mut self, scene: &Scene, row: &mut Row, chosen: &mut [u32; WAYS]) {
        let month = scene.month as u16;
        let mut i = 0;
        while i < self.open.len() {
            let d = &self.open[i];
            let end = if d.escalates <= self.exposure {
                2
            } else if d.dropped <= month {
                3
            } else if d.until > month {
                i += 1;
                continue;
            } else {
                let mut d = *d;
                let is_settled = d.tried & 1 == 1;
                if usize::from(d.way) >= FIRST_FORUM {
                    self.hear(&d, is_settled, scene);
                }
                if is_settled {
                    1
                } else {
                    d.tried |= 1 << d.way & !1;
                    let words = scene.block(Process::Dispute, d.initiator, 0);
                    self.choose(&mut d, &words, scene, chosen);
                    self.open[i] = d;
                    i += 1;
                    continue;
                }
            };
            row[end] += 1.0;
            self.is_initiator[usize::from(self.open[i].initiator)] = false;
            self.open.swap_remove(i);
        }
    }

    /// Both parties live through a hearing, and eight households hear of each.
    fn hear(&mut self, d: &Dispute, is_settled: bool, scene: &Scene) {
        let words = scene.block(Process::Dispute, d.initiator, 1);
        let trust = &mut self.trust[usize::from(d.way) - FIRST_FORUM];
        for (party, (u, word)) in [d.initiator, d.respondent]
            .into_iter()
            .zip([(words[0], words[1]), (words[2], words[3])])
        {
            let party = usize::from(party);
            let outcome = if is_settled { 0.4 } else { 0.0 } + 0.6 * unit(u);
            let share = if outcome < trust[party].get() { WORSE } else { EXPERIENCE };
            trust[party].approach(outcome, share);
            let first = party + 1 + below(word, STRIDE as u32) as usize;
            let hearers: [usize; HEARERS] = std::array::from_fn(|i| {
                let hearer = first + i * STRIDE;
                if hearer < H { hearer } else { hearer - H }
            });
            let mut levels = hearers.map(|hearer| trust[hearer]);
            Level::approach_together(&mut levels, outcome, HEARING);
            for (hearer, level) in hearers.into_iter().zip(levels) {
                trust[hearer] = level;
            }
        }
    }

    /// The initiator chooses a way by a multinomial logit, by the second of four words; the third and fourth say what
    /// becomes of it: when it escalates and is dropped, and whether it is settled if neither comes first.
    fn choose(&self, d: &mut Dispute, words: &Block, scene: &Scene, chosen: &mut [u32; WAYS]) {
        let initiator = usize::from(d.initiator);
        let severe = d.severity - 0.5;
        let mut trust = [0.5; WAYS];
        for (level, forum) in trust[FIRST_FORUM..].iter_mut().zip(&self.trust) {
            *level = forum[initiator].get();
        }
        let mut cumulated = trust;
        weigh(&mut cumulated, severe, &OPEN[usize::from(d.tried)]);
        for way in 1..WAYS {
            cumulated[way] += cumulated[way - 1];
        }
        let wanted = unit(words[1]) * cumulated[WAYS - 1];
        let way =
            cumulated[..WAYS - 1].iter().map(|&sum| usize::from(sum <= wanted)).sum::<usize>();
        let (of_dropping, of_settling) = halves(words[3]);
        let hazard = ESCALATES[way] * math::exp(SEVERITY_ESCALATES * severe);
        d.way = way as u8;
        d.tried = d.tried & !1 | u8::from(of_settling < SETTLES[way]);
        let month = scene.month as u16;
        d.until = month + MONTHS[way];
        // Whole months that it outlives, each with probability 1 − δ.
        let outlived = math::ln(of_dropping) * scene.outlives[way];
        d.dropped = month + 1 + outlived as u16;
        d.escalates = self.exposure + math::waiting_time(hazard, unit(words[2]));
        chosen[way] += 1;
    }

    /// Disputes arise: jumps at the rate of the most prone, then thinning.
    fn arise(&mut self, scene: &Scene, row: &mut Row, chosen: &mut [u32; WAYS]) {
        let rate = ARISES * scene.e;
        let most = 1.0 - math::exp(-rate * MOST_PRONE);
        let mut stream = scene.draws.stream(Process::Arrivals, scene.place, scene.month, 0);
        let mut h = 0;
        loop {
            h += math::waiting_time(rate * MOST_PRONE, stream.unit()) as usize;
            if h >= H {
                return;
            }
            let rate = rate * (0.5 + self.proneness[h].get());
            if stream.unit() * most < 1.0 - math::exp(-rate) && !self.is_initiator[h] {
                let words = scene.block(Process::Calls, h as u8, 0);
                let (whom, severity) = halves(words[0]);
                let other = (whom * (H - 1) as f32) as usize;
                let mut d = Dispute {
                    initiator: h as u8,
                    respondent: (other + usize::from(other >= h)) as u8,
                    way: 0,
                    tried: 0,
                    until: 0,
                    dropped: 0,
                    severity,
                    escalates: 0.0,
                };
                self.choose(&mut d, &words, scene, chosen);
                self.is_initiator[h] = true;
                self.open.push(d);
                row[0] += 1.0;
            }
            h += 1;
        }
    }

    /// Trust fades towards the community's mean and the household's disposition.
    fn fade(&mut self, row: &mut Row) {
        for (forum, (trust, mean)) in self.trust.iter_mut().zip(&mut self.mean).enumerate() {
            let pull = share(Level::new(*mean), COMES);
            for (level, home) in trust.iter_mut().zip(&self.home) {
                level.0 = level.0 - share(*level, FADES) + home + pull;
            }
            // Summed apart, as sixteen bits and thirty-two do not go side by side.
            let sum: u32 = trust.iter().map(|level| u32::from(level.0)).sum();
            *mean = sum as f32 * (1.0 / (65_535.0 * H as f32));
            row[6 + forum] = *mean;
        }
    }
}

fn main() {
    peer_harness::main(build, live, |world| world.metrics);
}
