//! The work of SPEC.md in ixa: a household is an entity with properties, the months are plans, and what a community is
//! stands in a data plugin.

use ixa::prelude::*;
use peer_harness::*;

const H: usize = HOUSEHOLDS;

define_entity!(Household);
define_rng!(WorkRng);

/// Trust in each forum.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Trust([f32; FORUMS]);
impl_property!(Trust, Household, persist = false);

/// What never changes of a household.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Nature {
    community: u32,
    place: u32,
    disposition: f32,
    rate: f32,
}
impl_property!(Nature, Household, persist = false);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Dispute {
    respondent: u32,
    severity: f32,
    way: u8,
    tried: u8,
    until: u16,
}

/// The open dispute of its initiator.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Open(Option<Dispute>);
impl_property!(Open, Household, default_const = Open(None), persist = false);

struct Community {
    households: Vec<EntityId<Household>>,
    mean: [f32; FORUMS],
    fear: f32,
    e: f32,
    row: Row,
}

struct Country {
    now: u16,
    months: u16,
    communities: Vec<Community>,
    metrics: Metrics,
}

define_data_plugin!(
    CountryPlugin,
    Country,
    Country { now: 0, months: 0, communities: Vec::new(), metrics: Metrics::new(0, 0) }
);

fn unit(context: &Context) -> f32 {
    context.sample_range(WorkRng, 0.0_f32..1.0)
}

/// A month, and the plan for the next.
fn month(context: &mut Context) {
    let country = context.get_data_mut(CountryPlugin);
    country.now += 1;
    let (now, months) = (country.now, country.months);
    let fear: Vec<f32> = country.communities.iter().map(|c| c.fear).collect();
    for (i, c) in country.communities.iter_mut().enumerate() {
        c.e = felt(&fear, i).exp();
        c.row[..4].fill(0.0);
    }
    for household in context.get_entity_iterator::<Household>() {
        live(context, household, now);
    }
    fade(context);
    close(context);
    if now < months {
        context.add_plan(f64::from(now + 1), month);
    }
}

fn live(context: &mut Context, household: EntityId<Household>, now: u16) {
    let nature: Nature = context.get_property(household);
    let community = nature.community as usize;
    let e = context.get_data(CountryPlugin).communities[community].e;
    let Open(mut open) = context.get_property(household);
    let before = open;
    if let Some(dispute) = open {
        let (end, left) = pursue(context, household, nature, dispute, e, now);
        open = left;
        if let Some(end) = end {
            context.get_data_mut(CountryPlugin).communities[community].row[end] += 1.0;
        }
    }
    if open.is_none() && unit(context) < 1.0 - (-nature.rate * e).exp() {
        let other: u32 = context.sample_range(WorkRng, 0..H as u32 - 1);
        let mut dispute = Dispute {
            respondent: other + u32::from(other >= nature.place),
            severity: unit(context),
            way: 0,
            tried: 0,
            until: 0,
        };
        choose(context, household, &mut dispute, now);
        open = Some(dispute);
        context.get_data_mut(CountryPlugin).communities[community].row[0] += 1.0;
    }
    if open != before {
        context.set_property(household, Open(open));
    }
}

/// How the dispute ends, if it does, and what is left of it.
fn pursue(
    context: &mut Context,
    household: EntityId<Household>,
    nature: Nature,
    mut dispute: Dispute,
    e: f32,
    now: u16,
) -> (Option<usize>, Option<Dispute>) {
    let way = usize::from(dispute.way);
    let severe = (SEVERITY_ESCALATES * (dispute.severity - 0.5)).exp();
    let calm = (-ESCALATES[way] * e * severe).exp();
    let u = unit(context);
    if u >= calm {
        return (Some(2), None);
    }
    if u >= calm * (1.0 - DROPPED[way]) {
        return (Some(3), None);
    }
    if dispute.until > now {
        return (None, Some(dispute));
    }
    let is_settled = unit(context) < SETTLES[way];
    if way >= FIRST_FORUM {
        for party in [nature.place, dispute.respondent] {
            let outcome = if is_settled { 0.4 } else { 0.0 } + 0.6 * unit(context);
            live_through(context, nature.community, party, way - FIRST_FORUM, outcome);
        }
    }
    if is_settled {
        return (Some(1), None);
    }
    dispute.tried |= 1 << way & !1;
    choose(context, household, &mut dispute, now);
    (None, Some(dispute))
}

/// A party's trust moves, and that of eight who hear of it.
fn live_through(context: &mut Context, community: u32, party: u32, forum: usize, outcome: f32) {
    let ahead: usize = context.sample_range(WorkRng, 0..STRIDE);
    let first = party as usize + 1 + ahead;
    let who = |place: usize, context: &Context| {
        context.get_data(CountryPlugin).communities[community as usize].households[place % H]
    };
    let itself = who(party as usize, context);
    let Trust(mut trust) = context.get_property(itself);
    let gap = outcome - trust[forum];
    trust[forum] += if gap < 0.0 { WORSE } else { EXPERIENCE } * gap;
    context.set_property(itself, Trust(trust));
    for i in 0..HEARERS {
        let hearer = who(first + STRIDE * i, context);
        let Trust(mut trust) = context.get_property(hearer);
        trust[forum] += HEARING * (outcome - trust[forum]);
        context.set_property(hearer, Trust(trust));
    }
}

fn choose(context: &mut Context, household: EntityId<Household>, dispute: &mut Dispute, now: u16) {
    let Trust(trust) = context.get_property(household);
    let weights: [f32; WAYS] = std::array::from_fn(|way| {
        if dispute.tried >> way & 1 == 1 {
            return 0.0;
        }
        let utility = CONSTANT[way] + BY_SEVERITY[way] * (dispute.severity - 0.5);
        let trust = if way < FIRST_FORUM { 0.0 } else { TRUST * (trust[way - FIRST_FORUM] - 0.5) };
        (utility + trust).exp()
    });
    let mut left = unit(context) * weights.iter().sum::<f32>();
    let mut taken = 0;
    for (way, weight) in weights.into_iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            taken = way;
            break;
        }
    }
    dispute.way = taken as u8;
    dispute.until = now + MONTHS[taken];
    context.get_data_mut(CountryPlugin).metrics.chosen[usize::from(now) - 1][taken] += 1;
}

/// Trust fades, and the communities' means and open disputes are counted.
fn fade(context: &mut Context) {
    let country = context.get_data(CountryPlugin);
    let means: Vec<_> = country.communities.iter().map(|c| c.mean).collect();
    let mut sums = vec![([0.0_f32; FORUMS], 0.0_f32); means.len()];
    for household in context.get_entity_iterator::<Household>() {
        let nature: Nature = context.get_property(household);
        let Trust(mut trust) = context.get_property(household);
        let Open(open) = context.get_property(household);
        let (sum, count) = &mut sums[nature.community as usize];
        let mean = &means[nature.community as usize];
        for ((level, mean), sum) in trust.iter_mut().zip(mean).zip(sum) {
            *level += FADING * (0.5 * mean + 0.5 * nature.disposition - *level);
            *sum += *level;
        }
        *count += f32::from(u8::from(open.is_some()));
        context.set_property(household, Trust(trust));
    }
    let communities = &mut context.get_data_mut(CountryPlugin).communities;
    for (c, (sum, open)) in communities.iter_mut().zip(sums) {
        c.mean = sum.map(|sum| sum / H as f32);
        c.row[4] = open;
    }
}

fn close(context: &mut Context) {
    let country = context.get_data_mut(CountryPlugin);
    let from = (usize::from(country.now) - 1) * country.communities.len();
    for (i, c) in country.communities.iter_mut().enumerate() {
        c.fear = 0.8 * c.fear + 0.2 * (1.0 - (-0.5 * c.row[2]).exp());
        c.row[5] = c.fear;
        c.row[6..].copy_from_slice(&c.mean);
        country.metrics.rows[from + i] = c.row;
    }
}

fn build(communities: usize, months: usize, seed: u64) -> Context {
    let mut context = Context::new();
    context.init_random(seed);
    let mut all = Vec::new();
    for community in 0..communities {
        let mut households = Vec::new();
        let mut sum = 0.0;
        for place in 0..H {
            let disposition = unit(&context);
            let rate = ARISES * (0.5 + unit(&context));
            let nature =
                Nature { community: community as u32, place: place as u32, disposition, rate };
            let household = context
                .add_entity(with!(Household, nature, Trust([disposition; FORUMS])))
                .expect("a household");
            households.push(household);
            sum += disposition;
        }
        let mean = [sum / H as f32; FORUMS];
        all.push(Community { households, mean, fear: 0.0, e: 1.0, row: [0.0; 11] });
    }
    let country = context.get_data_mut(CountryPlugin);
    country.months = months as u16;
    country.communities = all;
    country.metrics = Metrics::new(communities, months);
    context.add_plan(1.0, month);
    context
}

fn main() {
    peer_harness::main(
        build,
        |context, _| context.execute(),
        |mut context| {
            let country = context.get_data_mut(CountryPlugin);
            std::mem::replace(&mut country.metrics, Metrics::new(0, 0))
        },
    );
}
