//! The work of SPEC.md in krABMaga: a household is an agent of the schedule; what agents do to each other, and what a
//! community is, is in the state.

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use krabmaga::rand::{Rng, SeedableRng};
use krabmaga::rand_pcg::Pcg64Mcg;
use peer_harness::*;
use std::any::Any;

const H: usize = HOUSEHOLDS;

#[derive(Clone)]
struct Dispute {
    respondent: usize,
    severity: f32,
    way: usize,
    tried: [bool; WAYS],
    until: u16,
}

/// An agent: which household it is, and what only it knows.
#[derive(Clone)]
struct Household {
    community: usize,
    place: usize,
    rate: f32,
    dispute: Option<Dispute>,
}

/// What others see of a community and do to it.
struct Community {
    trust: Vec<[f32; FORUMS]>,
    disposition: Vec<f32>,
    mean: [f32; FORUMS],
    fear: f32,
    e: f32,
    row: Row,
}

struct Country {
    rng: Pcg64Mcg,
    now: u16,
    communities: Vec<Community>,
    metrics: Metrics,
}

impl Country {
    fn unit(&mut self) -> f32 {
        self.rng.random()
    }
}

impl Agent for Household {
    fn step(&mut self, state: &mut dyn State) {
        let country = state.as_any_mut().downcast_mut::<Country>().expect("the country");
        if let Some(dispute) = self.dispute.take() {
            self.pursue(dispute, country);
        }
        let rate = self.rate * country.communities[self.community].e;
        if self.dispute.is_none() && country.unit() < 1.0 - (-rate).exp() {
            let other = country.rng.random_range(0..H - 1);
            let mut dispute = Dispute {
                respondent: other + usize::from(other >= self.place),
                severity: country.unit(),
                way: 0,
                tried: [false; WAYS],
                until: 0,
            };
            country.communities[self.community].row[0] += 1.0;
            self.choose(&mut dispute, country);
            self.dispute = Some(dispute);
        }
    }
}

impl Household {
    /// The dispute escalates, is dropped, is heard, or stays.
    fn pursue(&mut self, mut dispute: Dispute, country: &mut Country) {
        let way = dispute.way;
        let severe = (SEVERITY_ESCALATES * (dispute.severity - 0.5)).exp();
        let calm = (-ESCALATES[way] * country.communities[self.community].e * severe).exp();
        let u = country.unit();
        let end = if u >= calm {
            2
        } else if u >= calm * (1.0 - DROPPED[way]) {
            3
        } else if dispute.until > country.now {
            self.dispute = Some(dispute);
            return;
        } else {
            let is_settled = country.unit() < SETTLES[way];
            if way >= FIRST_FORUM {
                self.hear(&dispute, is_settled, country);
            }
            if !is_settled {
                dispute.tried[way] = way > 0;
                self.choose(&mut dispute, country);
                self.dispute = Some(dispute);
                return;
            }
            1
        };
        country.communities[self.community].row[end] += 1.0;
    }

    /// Both parties live through a hearing, and eight households hear of each.
    fn hear(&self, dispute: &Dispute, is_settled: bool, country: &mut Country) {
        let forum = dispute.way - FIRST_FORUM;
        for party in [self.place, dispute.respondent] {
            let outcome = if is_settled { 0.4 } else { 0.0 } + 0.6 * country.unit();
            let first = party + 1 + country.rng.random_range(0..STRIDE);
            let trust = &mut country.communities[self.community].trust;
            let gap = outcome - trust[party][forum];
            trust[party][forum] += if gap < 0.0 { WORSE } else { EXPERIENCE } * gap;
            for i in 0..HEARERS {
                let level = &mut trust[(first + STRIDE * i) % H][forum];
                *level += HEARING * (outcome - *level);
            }
        }
    }

    fn choose(&self, dispute: &mut Dispute, country: &mut Country) {
        let trust = country.communities[self.community].trust[self.place];
        let weights: [f32; WAYS] = std::array::from_fn(|way| {
            if dispute.tried[way] {
                return 0.0;
            }
            let utility = CONSTANT[way] + BY_SEVERITY[way] * (dispute.severity - 0.5);
            let trust =
                if way < FIRST_FORUM { 0.0 } else { TRUST * (trust[way - FIRST_FORUM] - 0.5) };
            (utility + trust).exp()
        });
        let mut left = country.unit() * weights.iter().sum::<f32>();
        dispute.way = 0;
        for (way, weight) in weights.into_iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                dispute.way = way;
                break;
            }
        }
        dispute.until = country.now + MONTHS[dispute.way];
        country.metrics.chosen[usize::from(country.now) - 1][dispute.way] += 1;
    }
}

impl State for Country {
    fn init(&mut self, schedule: &mut Schedule) {
        for community in 0..self.communities.len() {
            for place in 0..H {
                let rate = ARISES * (0.5 + self.unit());
                let household = Household { community, place, rate, dispute: None };
                schedule.schedule_repeating(Box::new(household), 0.0, 0);
            }
        }
    }

    /// Communities feel the fear around them, as the month before left it.
    fn before_step(&mut self, _: &mut Schedule) {
        self.now += 1;
        let fear: Vec<f32> = self.communities.iter().map(|c| c.fear).collect();
        for (i, c) in self.communities.iter_mut().enumerate() {
            c.e = felt(&fear, i).exp();
            c.row = [0.0; 11];
        }
    }

    /// Trust fades, fear moves, and the month is kept.
    fn after_step(&mut self, schedule: &mut Schedule) {
        let mut open = vec![0.0; self.communities.len()];
        for (agent, _) in schedule.events.iter() {
            let household = agent.agent.downcast_ref::<Household>().expect("a household");
            open[household.community] += f32::from(u8::from(household.dispute.is_some()));
        }
        let from = (usize::from(self.now) - 1) * self.communities.len();
        for (i, c) in self.communities.iter_mut().enumerate() {
            let mut sum = [0.0_f32; FORUMS];
            for (levels, disposition) in c.trust.iter_mut().zip(&c.disposition) {
                for ((level, sum), mean) in levels.iter_mut().zip(&mut sum).zip(&c.mean) {
                    *level += FADING * (0.5 * mean + 0.5 * disposition - *level);
                    *sum += *level;
                }
            }
            c.mean = sum.map(|sum| sum / H as f32);
            c.fear = 0.8 * c.fear + 0.2 * (1.0 - (-0.5 * c.row[2]).exp());
            c.row[4] = open[i];
            c.row[5] = c.fear;
            c.row[6..].copy_from_slice(&c.mean);
            self.metrics.rows[from + i] = c.row;
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _: u64) {}
}

fn build(communities: usize, months: usize, seed: u64) -> (Country, Schedule) {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let found = |_| {
        let disposition: Vec<f32> = (0..H).map(|_| rng.random()).collect();
        let trust: Vec<_> = disposition.iter().map(|&d| [d; FORUMS]).collect();
        let mean = [disposition.iter().sum::<f32>() / H as f32; FORUMS];
        Community { trust, disposition, mean, fear: 0.0, e: 1.0, row: [0.0; 11] }
    };
    let communities: Vec<_> = (0..communities).map(found).collect();
    let metrics = Metrics::new(communities.len(), months);
    let mut country = Country { rng, now: 0, communities, metrics };
    let mut schedule = Schedule::new();
    country.init(&mut schedule);
    (country, schedule)
}

fn main() {
    let live = |(country, schedule): &mut (Country, Schedule), months| {
        for _ in 0..months {
            schedule.step(country);
        }
    };
    peer_harness::main(build, live, |(country, _)| country.metrics);
}
