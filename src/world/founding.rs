//! A place becomes a community with people, elders and perhaps a band.

use super::community::{Band, Community, Published, Year};
use super::differences::{Beginning, Difference, Landscape};
use super::households::{Households, MAX_GROUPS, Newborn};
use super::parts::{Conditions, Cover, Docket, Ground, Men, Opinion, Providers, Step};
use super::place::Place;
use super::rules::Rules;
use crate::engine::math::{self, Division};
use crate::engine::{Draws, Process, Stream};
use crate::ledger::{Books, Money, Purpose};
use crate::metrics::Tally;
use crate::params::Params;
use crate::terms::{Auspice, Calling, Class, Kind};
use enum_map::EnumMap;
use rand_distr::{Distribution, Gamma, StandardNormal};

/// A drawn number as people have it, coarse enough for any platform.
pub(super) fn coarse(x: f64) -> f32 {
    math::coarse(x) as f32
}

pub(super) fn community(place: Place, params: &Params, rules: &Rules, draws: Draws) -> Community {
    let mut stream = draws.stream(Process::World, place.identity, 0, 0);
    let mut normal = |spread: f64| -> f64 {
        let deviate: f64 = StandardNormal.sample(&mut stream);
        spread * deviate
    };
    let world = &params.world;
    let begins = Beginning::of(&place, params, draws);
    let given = place.given;
    let or_given = |drawn: f64, given: Option<f64>| given.map_or(coarse(drawn), |it| it as f32);
    let drawn = moved((world.poor + normal(world.poverty_spread)).clamp(0.02, 0.9), begins.poverty);
    let poverty = Poverty { drawn: coarse(drawn), is: or_given(drawn, given.poverty) };
    let drawn = (0.5 + normal(world.crowding_spread) + begins.crowding).clamp(0.0, 1.0);
    let crowding = or_given(drawn, given.crowding);
    let arms = given.arms.map_or(world.arms / 100.0 * begins.arms, |arms| arms / 100.0) as f32;
    let past_violence =
        given.past_violence.or(given.by_incidents).unwrap_or(world.war).clamp(0.0, 1.0) as f32;
    // Where there is a burn-in its people know of no war yet.
    let is_month_0 = params.mechanisms.memory && params.time.burn_in_months == 0;
    let war = if is_month_0 { past_violence } else { 0.0 };
    let ties = coarse(normal(params.efficacy.ties_spread));
    let fit = EnumMap::from_fn(|_| coarse(normal(params.feeling.fit_spread)));
    let households = people(&place, poverty, params, draws, &mut stream);
    let incomes = incomes(&households, rules);
    let mean_income = incomes.values().sum::<i64>() as f64 / households.len() as f64;
    let books = purses(&incomes, params);
    let spare = (world.spare_men * begins.men * households.len() as f64).round() as u32;
    let mut community = Community {
        stands_for: 1.0,
        ground: Ground {
            poverty: poverty.is,
            crowding,
            ties,
            wealth: coarse(mean_income / rules.income[Class::Middle]),
            arms,
            spare_men: spare,
            hardship: begins.hardship,
            past_violence,
            fit,
            incomes,
            low_standing: (0..households.len()).filter(|&h| households.has_low_standing(h)).count()
                as u32,
            ..Ground::default()
        },
        docket: Docket::default(),
        opinion: Opinion {
            radius: params.radius.start as f32,
            efficacy: params.efficacy.start as f32,
            norm: params.norms.rest,
            mean_trust: EnumMap::from_fn(|kind| households.mean_trust(kind)),
            legitimacy: EnumMap::from_fn(|of| [first_repute(params, of); MAX_GROUPS]),
            repute: EnumMap::from_fn(|of| first_repute(params, of)),
            heard: first_heard(params),
            ..Opinion::default()
        },
        conditions: Conditions {
            arms,
            opportunity: begins.opportunity,
            harshness: begins.harshness,
            war,
            dread: war * params.memory.fear,
            ..Conditions::default()
        },
        men: Men { spare, ..Men::default() },
        providers: Providers::default(),
        cover: Cover::default(),
        step: Step::default(),
        publishing: Published::default(),
        tally: Tally::default(),
        year: Year::default(),
        last_year: Year::default(),
        diary: None,
        books,
        households,
        place,
    };
    community.keep_room();
    if params.mechanisms.vigilantes && stream.unit64() < params.vigilante.coverage {
        raise_band(&mut community, params, &mut stream);
    }
    community
}

/// A share moved on the logit scale; the same where it is not moved.
fn moved(share: f64, logit: f64) -> f64 {
    share / (share + (1.0 - share) * libm::exp(-logit))
}

/// A band forms of spare men.
pub(crate) fn raise_band(community: &mut Community, params: &Params, stream: &mut Stream) {
    let vigilante = &params.vigilante;
    let spread = vigilante.most_men.saturating_sub(vigilante.fewest_men) + 1;
    let drawn = community.scaled(vigilante.fewest_men + stream.below(spread));
    let least = community.scaled(vigilante.ends_below);
    let wanted = (drawn.max(least).round() as u32).min(community.men.spare);
    let start = stream.below(community.households.len() as u32) as usize;
    let men = community.households.enlist(Calling::Vigilante, wanted as usize, start) as u16;
    if f32::from(men) < least {
        community.households.dismiss(Calling::Vigilante, usize::from(men));
        return;
    }
    community.men.spare -= u32::from(men);
    community.providers.band = Some(Band {
        men,
        order: vigilante.order as f32,
        months_of_takings: 0,
        paid: vigilante.paid_at_first,
        slots: 0.0,
    });
}

/// What is thought of an auspice at first (Table 1).
const fn first_repute(params: &Params, auspice: Auspice) -> f32 {
    let legitimacy = match auspice {
        Auspice::State => params.state.legitimacy,
        Auspice::CivilSociety => params.civil_society.legitimacy,
        Auspice::Multinational => params.multinational.legitimacy,
        Auspice::Interstate => params.interstate.legitimacy,
        Auspice::Ngo => params.ngo.legitimacy,
        Auspice::AidAgency => params.aid_agency.legitimacy,
    };
    legitimacy as f32
}

/// Auspices that are heard of from the first: the state by its posts; where repute is no state of its own, all.
const fn first_heard(params: &Params) -> u8 {
    if params.mechanisms.repute { 1 << Auspice::State as u8 } else { u8::MAX }
}

/// Sizes of the groups in a community, rounded by largest remainder: each has its territory, a field of weights
/// whose logarithm varies as that of the Dirichlet composition that holds where places do not differ, or what the
/// settlements file says.
fn group_sizes(
    place: &Place,
    params: &Params,
    draws: Draws,
    stream: &mut Stream,
) -> [u16; MAX_GROUPS] {
    let n = place.households as usize;
    let groups = params.world.groups as usize;
    let mixing = params.world.group_mixing;
    let mut weights = vec![0.0; MAX_GROUPS];
    if params.mechanisms.differences {
        let land = Landscape { params, draws };
        let spread = trigamma(mixing).sqrt();
        for (group, weight) in weights[..groups].iter_mut().enumerate() {
            let of = Difference::Territory(group as u8);
            let at = (place.x_km, place.y_km);
            *weight = libm::exp(spread * land.mixed(of, params.differences.shared, 0, at));
        }
    } else if let Ok(gamma) = Gamma::new(mixing, 1.0) {
        for weight in &mut weights[..groups] {
            *weight = f64::from(coarse(gamma.sample(stream))) + 1e-6;
        }
    }
    if let Some(shares) = place.given.weights(groups) {
        weights[..groups].copy_from_slice(shares);
    }
    let mut division = Division::over(weights);
    let sizes = division.divide(n as u64);
    std::array::from_fn(|g| sizes[g] as u16)
}

/// Variance of the logarithm of a Gamma variable of this shape.
fn trigamma(shape: f64) -> f64 {
    // Recurrence to where five terms of the asymptotic series are exact to 1e-9.
    let lifted = (0..12).map(|i| (shape + f64::from(i)).powi(-2)).sum::<f64>();
    let x = shape + 12.0;
    lifted + 1.0 / x + 0.5 / (x * x) + 1.0 / (6.0 * x.powi(3)) - 1.0 / (30.0 * x.powi(5))
        + 1.0 / (42.0 * x.powi(7))
}

/// Share of poor households: what was drawn, and what it is.
#[derive(Clone, Copy)]
struct Poverty {
    drawn: f32,
    is: f32,
}

impl Poverty {
    /// The class of a household, `rich` of those who are not poor; made of the draws that the drawn share would have
    /// made, so that who is not moved across its line stays what he was.
    fn class(self, rich: f32, stream: &mut Stream) -> Class {
        let place = stream.unit();
        let beyond = if place < self.drawn {
            (place - self.is) / (self.drawn - self.is)
        } else {
            stream.unit()
        };
        if place < self.is {
            Class::Poor
        } else if beyond < rich {
            Class::Rich
        } else {
            Class::Middle
        }
    }
}

fn people(
    place: &Place,
    poverty: Poverty,
    params: &Params,
    draws: Draws,
    stream: &mut Stream,
) -> Households {
    let n = place.households as usize;
    let sizes = group_sizes(place, params, draws, stream);
    let rich = (params.world.rich / (1.0 - params.world.poor).max(0.05)) as f32;
    let newborns: Vec<_> = (0..n)
        .map(|_| {
            let class = poverty.class(rich, stream);
            let deviate: f64 = StandardNormal.sample(stream);
            Newborn {
                class,
                has_low_standing: stream.chance(params.world.low_standing as f32),
                disposition: coarse(params.beliefs.disposition * deviate),
            }
        })
        .collect();
    let trust = |kind| match kind {
        Kind::Public => params.public.legitimacy,
        Kind::Customary => params.customary.legitimacy,
        Kind::PeaceCommittee => params.committee.legitimacy,
        Kind::Vigilante => params.vigilante.legitimacy,
        Kind::Criminal => params.criminal.legitimacy,
        Kind::RentedPublic => params.rented.legitimacy,
        Kind::PrivateNational => params.guards.legitimacy,
        Kind::PrivateInternational => params.company.legitimacy,
    };
    let trust = EnumMap::from_fn(|kind| trust(kind) as f32);
    Households::new(sizes, &newborns, &trust)
}

fn incomes(households: &Households, rules: &Rules) -> EnumMap<Class, i64> {
    let mut incomes = EnumMap::default();
    for h in 0..households.len() {
        let class = households.class(h);
        incomes[class] += rules.income[class].round() as i64;
    }
    incomes
}

/// Purses begin with the cash that households keep, earned outside.
fn purses(incomes: &EnumMap<Class, i64>, params: &Params) -> Books {
    let mut books = Books::default();
    for (class, &income) in incomes {
        books.post(Purpose::Earnings, class, Money(income).share(params.economy.cash_months));
    }
    books.flows.clear();
    books
}
