//! The work of SPEC.md in `nodal`'s own engine: draws keyed by place, month and thing, its
//! arithmetic, a community's households side by side field by field, and nothing done for what does not happen.

use nodal::engine::draws::{Block, below, unit};
use nodal::engine::{Draws, Process, math};
use peer_harness::*;

const H: usize = HOUSEHOLDS;

/// An open dispute.
#[derive(Clone, Copy)]
struct Dispute {
    initiator: u8,
    respondent: u8,
    way: u8,
    /// A bit for each way that is out.
    tried: u8,
    /// The month in which the way is over.
    until: u16,
    severity: f32,
}

/// A community: its households field by field, then what is open.
struct Community {
    trust: [[f32; H]; FORUMS],
    disposition: [f32; H],
    proneness: [f32; H],
    mean: [f32; FORUMS],
    is_initiator: [bool; H],
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
    let disposition = std::array::from_fn(|_| stream.unit());
    let proneness = std::array::from_fn(|_| stream.unit());
    Community {
        trust: [disposition; FORUMS],
        disposition,
        proneness,
        mean: [disposition.iter().sum::<f32>() / H as f32; FORUMS],
        is_initiator: [false; H],
        open: Vec::with_capacity(H / 4),
    }
}

fn live(world: &mut World, months: usize) {
    let World { draws, communities, fear: [before, after], metrics } = world;
    let rows = metrics.rows.chunks_exact_mut(communities.len());
    for (month, (rows, chosen)) in (1..=months as u32).zip(rows.zip(&mut metrics.chosen)) {
        for (place, (c, row)) in communities.iter_mut().zip(rows).enumerate() {
            let e = math::exp(felt(before, place));
            let scene = Scene { draws, place: place as u32, month, e };
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
}

impl Scene<'_> {
    fn block(&self, process: Process, key: u8, index: u32) -> Block {
        self.draws.block(process, self.place, self.month, u32::from(key), index)
    }
}

impl Community {
    /// Open disputes escalate, are dropped, are heard.
    fn live(&mut self, scene: &Scene, row: &mut Row, chosen: &mut [u32; WAYS]) {
        let mut i = 0;
        while i < self.open.len() {
            let mut d = self.open[i];
            let words = scene.block(Process::Dispute, d.initiator, 0);
            let way = usize::from(d.way);
            let severe = math::exp(SEVERITY_ESCALATES * (d.severity - 0.5));
            let hazard = ESCALATES[way] * scene.e * severe;
            let u = unit(words[0]);
            // At most so often does anything happen before its time: mostly that is all there is to know.
            let is_near = u < hazard + DROPPED[way];
            let calm = if is_near { math::exp(-hazard) } else { 0.0 };
            let end = if is_near && u < 1.0 - calm {
                2
            } else if is_near && u < 1.0 - calm * (1.0 - DROPPED[way]) {
                3
            } else if u32::from(d.until) > scene.month {
                i += 1;
                continue;
            } else {
                let is_settled = unit(words[1]) < SETTLES[way];
                if way >= FIRST_FORUM {
                    self.hear(&d, is_settled, scene);
                }
                if is_settled {
                    1
                } else {
                    d.tried |= 1 << way & !1;
                    self.choose(&mut d, unit(words[2]), scene.month, chosen);
                    self.open[i] = d;
                    i += 1;
                    continue;
                }
            };
            row[end] += 1.0;
            self.is_initiator[usize::from(d.initiator)] = false;
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
            let share = if outcome < trust[party] { WORSE } else { EXPERIENCE };
            trust[party] += share * (outcome - trust[party]);
            let first = party + 1 + below(word, STRIDE as u32) as usize;
            for i in 0..HEARERS {
                let hearer = first + i * STRIDE;
                let level = &mut trust[if hearer < H { hearer } else { hearer - H }];
                *level += HEARING * (outcome - *level);
            }
        }
    }

    /// The initiator chooses a way by a multinomial logit.
    fn choose(&self, d: &mut Dispute, u: f32, month: u32, chosen: &mut [u32; WAYS]) {
        let initiator = usize::from(d.initiator);
        let mut trust = [0.5; WAYS];
        for (level, forum) in trust[FIRST_FORUM..].iter_mut().zip(&self.trust) {
            *level = forum[initiator];
        }
        let mut weights = [0.0; WAYS];
        for (way, weight) in weights.iter_mut().enumerate() {
            let by_severity = BY_SEVERITY[way] * (d.severity - 0.5);
            let utility = CONSTANT[way] + by_severity + TRUST * (trust[way] - 0.5);
            let is_out = f32::from(d.tried >> way & 1);
            *weight = math::exp(utility) * (1.0 - is_out);
        }
        let mut left = u * weights.iter().sum::<f32>();
        let mut way = 0;
        for (candidate, weight) in weights.into_iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                way = candidate;
                break;
            }
        }
        d.way = way as u8;
        d.until = month as u16 + MONTHS[way];
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
            let rate = rate * (0.5 + self.proneness[h]);
            if stream.unit() * most < 1.0 - math::exp(-rate) && !self.is_initiator[h] {
                let words = scene.block(Process::Calls, h as u8, 0);
                let other = below(words[0], H as u32 - 1) as usize;
                let mut d = Dispute {
                    initiator: h as u8,
                    respondent: (other + usize::from(other >= h)) as u8,
                    way: 0,
                    tried: 0,
                    until: 0,
                    severity: unit(words[1]),
                };
                self.choose(&mut d, unit(words[2]), scene.month, chosen);
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
            let pull = FADING * 0.5 * *mean;
            // Eight sums side by side, always in the same order.
            let mut sums = [0.0; 8];
            for (levels, dispositions) in
                trust.chunks_exact_mut(8).zip(self.disposition.chunks_exact(8))
            {
                for ((level, disposition), sum) in
                    levels.iter_mut().zip(dispositions).zip(&mut sums)
                {
                    *level = (1.0 - FADING) * *level + FADING * 0.5 * disposition + pull;
                    *sum += *level;
                }
            }
            *mean = sums.iter().sum::<f32>() / H as f32;
            row[6 + forum] = *mean;
        }
    }
}

fn main() {
    peer_harness::main(build, live, |world| world.metrics);
}
