//! The work of SPEC.md in Henad: households are agents in lanes, a chunk is a community, and a kernel steps each agent.
//!
//! Henad hands a kernel its chunk's lanes to write and last tick's values of double-buffered lanes to read: hearers are of the same
//! chunk, neighbours are read from last tick. What a community has of its own stands in the first slots of its chunk
//! of the lane `note`.

use henad::authoring::prelude::*;
use henad::engine::AgentModelState;
use henad::runner::SimState;
use peer_harness::*;

const H: usize = HOUSEHOLDS;
/// Where in a community's notes: its row first, then ways chosen, what fear makes of hazards, the next household
/// to which a dispute may come.
const OPEN: usize = 4;
const FEAR: usize = 5;
const MEAN: usize = 6;
const CHOSEN: usize = 11;
const E: usize = 19;
const NEXT: usize = 20;
const NOTES: usize = 21;
/// The way of a household without an open dispute.
const NONE: u8 = u8::MAX;

henad::agent_lanes! {
    /// Households.
    pub struct Households {
        read Before;
        chunk Community;
        /// A community's own numbers, in its first slots.
        dual note / next_note: f32,
        /// Asked for by the engine.
        plain pos_x: f32 = 0.0,
        /// Likewise.
        plain pos_y: f32 = 0.0,
        /// Trust in each forum.
        plain trust: [f32; FORUMS] = [0.0; FORUMS],
        /// What trust fades to.
        plain disposition: f32 = 0.0,
        /// Disputes a month without fear.
        plain rate: f32 = 0.0,
        /// Of the open dispute.
        plain way: u8 = NONE,
        /// A bit for each way that is out.
        plain tried: u8 = 0,
        /// By its place in the community.
        plain respondent: u8 = 0,
        /// The tick in which the way is over.
        plain until: u16 = 0,
        /// Of the open dispute.
        plain severity: f32 = 0.0,
    }
}

struct Work;

impl AgentModel for Work {
    const NAME: &'static str = "Work";
    const ID: &'static str = "work";
    const DESCRIPTION: &'static str = "The work of SPEC.md.";
    const PALETTE: &'static [[u8; 4]] = &[[255; 4]];
    const STATS: &'static [StatDescriptor] = &[];
    const CHUNK: usize = H;
    const DEFAULT_AGENTS: u32 = 8000;
    const DEFAULT_EXTENT: Extent = Extent { w: 1.0, h: 1.0 };

    type Lanes = Households;
    type Field = NoField;
    type Index = NoIndex;
    type Params = ();
    type Tally = ();

    fn param_descriptors() -> Vec<ParamDescriptor> {
        Vec::new()
    }

    fn from_params(_: &[ParamValue], _: Extent) {}

    fn init(lanes: &mut Households, _: Extent, _: &[ParamValue], rng: &mut u64) {
        for i in 0..lanes.disposition.len() {
            lanes.disposition[i] = next_float(rng, 1.0);
            lanes.trust[i] = [lanes.disposition[i]; FORUMS];
            lanes.rate[i] = ARISES * (0.5 + next_float(rng, 1.0));
        }
        for (notes, dispositions) in
            lanes.note.chunks_exact_mut(H).zip(lanes.disposition.chunks_exact(H))
        {
            notes[MEAN..MEAN + FORUMS].fill(dispositions.iter().sum::<f32>() / H as f32);
        }
    }

    fn run_step_pass(lanes: &mut Households, _: &StepCtx<'_, Self>, seed: u64, tick: u64) {
        let now = tick as u16 + 1;
        lanes.run_pass(H, seed, tick, |i, k, before, c, rng| live(i, k, before, c, rng, now));
        lanes.run_pass(H, seed, tick, |i, k, before, c, _| fade(i, k, before, c));
    }

    fn stats(_: &Households, _: &NoField, (): &()) -> Vec<StatValue> {
        Vec::new()
    }
}

/// Household `k` of a community lives its month.
#[inline]
fn live(i: usize, k: usize, before: Before<'_>, c: &mut Community<'_>, rng: &mut u64, now: u16) {
    if k == 0 {
        c.note[..NOTES].fill(0.0);
        c.note[E] = fear_around(i / H, before.note).exp();
        jump(0, c, rng);
    }
    if c.way[k] != NONE {
        pursue(k, c, rng, now);
    }
    if c.note[NEXT] == k as f32 {
        let e = c.note[E];
        let most = 1.0 - (-ARISES * MOST_PRONE * e).exp();
        let p = 1.0 - (-c.rate[k] * e).exp();
        if next_float(rng, most) < p && c.way[k] == NONE {
            let other = next_index(rng, H as u32 - 1) as usize;
            c.respondent[k] = (other + usize::from(other >= k)) as u8;
            c.severity[k] = next_float(rng, 1.0);
            c.tried[k] = 0;
            c.note[0] += 1.0;
            choose(k, c, rng, now);
        }
        jump(k + 1, c, rng);
    }
}

/// The next household from `from` on to which a dispute may come, at the rate of the most prone.
fn jump(from: usize, c: &mut Community<'_>, rng: &mut u64) {
    let gap = -(1.0 - next_float(rng, 1.0)).ln() / (ARISES * MOST_PRONE * c.note[E]);
    c.note[NEXT] = from as f32 + gap.floor();
}

fn fear_around(community: usize, note: &[f32]) -> f32 {
    let n = note.len() / H;
    let fear = |place: usize| note[place % n * H + FEAR];
    let around: f32 = (1..=3).map(|i| fear(community + i) + fear(community + n - i % n)).sum();
    0.5 * fear(community) + around / 12.0
}

/// The open dispute escalates, is dropped, is heard, or stays.
fn pursue(k: usize, c: &mut Community<'_>, rng: &mut u64, now: u16) {
    let way = usize::from(c.way[k]);
    let severe = (SEVERITY_ESCALATES * (c.severity[k] - 0.5)).exp();
    let hazard = ESCALATES[way] * c.note[E] * severe;
    let u = next_float(rng, 1.0);
    // At most so often does anything happen before its time: mostly that is all there is to know.
    let is_near = u < hazard + DROPPED[way];
    let calm = if is_near { (-hazard).exp() } else { 0.0 };
    let end = if is_near && u < 1.0 - calm {
        2
    } else if is_near && u < 1.0 - calm * (1.0 - DROPPED[way]) {
        3
    } else if c.until[k] > now {
        return;
    } else {
        let is_settled = next_float(rng, 1.0) < SETTLES[way];
        if way >= FIRST_FORUM {
            for party in [k, usize::from(c.respondent[k])] {
                let outcome = if is_settled { 0.4 } else { 0.0 } + next_float(rng, 0.6);
                live_through(party, way - FIRST_FORUM, outcome, c, rng);
            }
        }
        if !is_settled {
            c.tried[k] |= 1 << way & !1;
            return choose(k, c, rng, now);
        }
        1
    };
    c.note[end] += 1.0;
    c.way[k] = NONE;
}

/// A party's trust moves, and that of eight who hear of it.
fn live_through(party: usize, forum: usize, outcome: f32, c: &mut Community<'_>, rng: &mut u64) {
    let gap = outcome - c.trust[party][forum];
    c.trust[party][forum] += if gap < 0.0 { WORSE } else { EXPERIENCE } * gap;
    let first = party + 1 + next_index(rng, STRIDE as u32) as usize;
    for i in 0..HEARERS {
        let hearer = first + i * STRIDE;
        let level = &mut c.trust[if hearer < H { hearer } else { hearer - H }][forum];
        *level += HEARING * (outcome - *level);
    }
}

fn choose(k: usize, c: &mut Community<'_>, rng: &mut u64, now: u16) {
    let (trust, severity, tried) = (c.trust[k], c.severity[k] - 0.5, c.tried[k]);
    let weights: [f32; WAYS] = std::array::from_fn(|way| {
        let trust = if way < FIRST_FORUM { 0.0 } else { TRUST * (trust[way - FIRST_FORUM] - 0.5) };
        let weight = (CONSTANT[way] + BY_SEVERITY[way] * severity + trust).exp();
        if tried >> way & 1 == 0 { weight } else { 0.0 }
    });
    let mut left = next_float(rng, weights.iter().sum());
    let mut taken = 0;
    for (way, weight) in weights.into_iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            taken = way;
            break;
        }
    }
    c.way[k] = taken as u8;
    c.until[k] = now + MONTHS[taken];
    c.note[CHOSEN + taken] += 1.0;
}

/// Trust of household `k` fades; the last closes the month of the community.
#[inline]
fn fade(i: usize, k: usize, before: Before<'_>, c: &mut Community<'_>) {
    let notes = &before.note[i - k..i - k + NOTES];
    let disposition = c.disposition[k];
    for forum in 0..FORUMS {
        let level = &mut c.trust[k][forum];
        *level += FADING * (0.5 * notes[MEAN + forum] + 0.5 * disposition - *level);
        c.note[MEAN + forum] += *level;
    }
    if k == H - 1 {
        for forum in 0..FORUMS {
            c.note[MEAN + forum] /= H as f32;
        }
        c.note[FEAR] = 0.8 * notes[FEAR] + 0.2 * (1.0 - (-0.5 * c.note[2]).exp());
        c.note[OPEN] = notes[OPEN] + c.note[0] - c.note[1] - c.note[2] - c.note[3];
    }
}

fn build(communities: usize, months: usize, seed: u64) -> (AgentModelState<Work>, Metrics) {
    let params =
        [ParamValue::U32((communities * H) as u32), ParamValue::F32(1.0), ParamValue::F32(1.0)];
    let state = AgentModelState::from_params_seeded(&params, Some(seed));
    (state, Metrics::new(communities, months))
}

fn live_months((state, metrics): &mut (AgentModelState<Work>, Metrics), months: usize) {
    let communities = metrics.rows.len() / months;
    for (rows, chosen) in metrics.rows.chunks_exact_mut(communities).zip(&mut metrics.chosen) {
        state.step();
        for (row, notes) in rows.iter_mut().zip(state.lanes().note.chunks_exact(H)) {
            row.copy_from_slice(&notes[..11]);
            for (sum, count) in chosen.iter_mut().zip(&notes[CHOSEN..]) {
                *sum += *count as u32;
            }
        }
    }
}

fn main() {
    peer_harness::main(build, live_months, |(_, metrics)| metrics);
}
