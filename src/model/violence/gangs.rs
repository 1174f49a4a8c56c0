//! 4.16 Gangs: turf, men, chest, governing effort; raids, capture, expansion, war, retreat.

use super::acts::{self, Act, Deaths};
use super::predation;
use crate::engine::draws::below;
use crate::engine::{Process, Stream, math};
use crate::ledger::{Holder, Money, Purpose};
use crate::model::keys;
use crate::model::places::{deterrence, livelihood, provocation};
use crate::model::scene::Scene;
use crate::terms::{Calling, Class, Kind, Origin};
use crate::world::Country;
use crate::world::community::{Community, Turf};
use crate::world::households::Households;
use crate::world::organisations::{Gang, GangId};
use crate::world::parts::Men;

/// Raids that a turf must expect in a month: officers per 1,000 households × information × (1 −
/// capture).
pub(super) fn raid_rate(c: &Community, scene: &Scene, turf: &Turf) -> f64 {
    if turf.is_captured {
        return 0.0;
    }
    let officers =
        c.providers.duty.officers / c.thousands() * scene.params.deterrence.on_duty as f32;
    c.conditions.raids.unwrap_or(scene.params.criminal.raids)
        * f64::from(officers * deterrence::information(c, scene, Kind::Public))
}

/// A month of a turf, within its community: raids, revenue, governing, pay, men.
pub(crate) fn govern(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.criminal_governance {
        return;
    }
    let Some(mut turf) = c.providers.turf else { return };
    let mut stream = scene.draws.stream(Process::Gangs, c.identity(), scene.step, keys::TURF);
    if turf.is_underground {
        // It takes nothing, governs nothing, and waits.
        turf.months_of_loss = 0;
        c.providers.turf = Some(turf);
        return;
    }
    suffer_raids(c, scene, &mut turf, &mut stream);
    let revenue = collect(c, scene, &turf);
    let governing = govern_turf(c, scene, &mut turf);
    pay(c, scene, &mut turf, revenue, governing, &mut stream);
    buy_off(c, scene, &mut turf, &mut stream);
    c.providers.turf = Some(turf);
}

fn suffer_raids(c: &mut Community, scene: &Scene, turf: &mut Turf, stream: &mut Stream) {
    let raids = stream.poisson(raid_rate(c, scene, turf)).min(20);
    turf.raids = raids as u8;
    c.tally.raids += raids;
    for _ in 0..raids {
        provocation::provoke(c, scene);
        let lost = stream.binomial(u32::from(turf.men), scene.params.criminal.raid_loss as f32);
        send_home(&mut c.men, &mut c.households, turf, lost);
        for _ in 0..lost {
            predation::jail(&mut c.men, scene.month, scene.params.predation.arrest_months);
        }
    }
}

/// Takes men off a turf and back among the spare men.
fn send_home(men: &mut Men, households: &mut Households, turf: &mut Turf, count: u32) {
    let gone = households.dismiss(Calling::Gang, count as usize) as u16;
    turf.men -= gone;
    men.spare += u32::from(gone);
}

/// Drug rent of an undisturbed month, in minor units: that of 500 households by size, shared with
/// what other turfs there are.
fn drug_rent(c: &Community, scene: &Scene) -> f64 {
    let of_500 = scene.params.criminal.drug_rent * scene.rules.month_wage;
    of_500 * f64::from(c.size()) / 500.0 * scene.rent_share
}

/// Drug rent·(1 − raids) and extortion of turnover, both more by order (4.35), and the fees paid for verdicts this
/// month.
fn collect(c: &mut Community, scene: &Scene, turf: &Turf) -> Money {
    let p = &scene.params.criminal;
    let undisturbed = (1.0 - p.raid_damage * f64::from(turf.raids)).max(0.0);
    let order = 1.0 + livelihood::by_order(c, scene.params) * f64::from(turf.effort);
    let rent = drug_rent(c, scene) * undisturbed * order;
    let mut revenue = c.books.post(Purpose::DrugRent, Class::Poor, Money(rent as i64));
    for &class in Class::ALL {
        let due = Money(c.ground.incomes[class]).share(p.turnover * p.extortion * order);
        revenue += c.books.post(Purpose::GangExtortion, class, due);
        revenue += c.books.flows.get(Purpose::GangFee, class);
    }
    revenue
}

/// Governing effort climbs the gradient of profit: governing lowers informing (fewer raids), raises fees, and dues and
/// rent by order, at cost c_e·e²·households.
fn govern_turf(c: &mut Community, scene: &Scene, turf: &mut Turf) -> Money {
    let p = &scene.params.criminal;
    let full = p.governing_cost * scene.rules.day_wage * f64::from(c.size());
    let effort = f64::from(turf.effort);
    let cost =
        c.books.post(Purpose::GangGoverning, Class::Poor, Money((full * effort * effort) as i64));
    let fees = Class::ALL
        .iter()
        .map(|&class| c.books.flows.get(Purpose::GangFee, class).0 as f64)
        .sum::<f64>();
    let raid = p.raid_loss * f64::from(turf.men) * scene.rules.month_wage
        + p.raid_damage * drug_rent(c, scene);
    let silence =
        raid_rate(c, scene, turf) * p.reprisal / (1.0 - p.reprisal * effort).max(0.05) * raid;
    let income = c.ground.incomes.values().sum::<i64>() as f64;
    let order = livelihood::by_order(c, scene.params)
        * (drug_rent(c, scene) + income * p.turnover * p.extortion);
    let gradient = fees / effort.max(0.1) + silence + order - 2.0 * full * effort;
    let slope = (gradient / full.max(1.0)).clamp(-1.0, 1.0);
    turf.effort = (turf.effort + (p.governing_speed * slope) as f32).clamp(0.0, 1.0);
    cost
}

/// What is left is the men's pay; they come and go by recruitment·m·(pay/outside wage − 1 + P), P what force
/// provokes.
fn pay(
    c: &mut Community,
    scene: &Scene,
    turf: &mut Turf,
    revenue: Money,
    governing: Money,
    stream: &mut Stream,
) {
    let p = &scene.params.criminal;
    let men = f64::from(turf.men);
    let outside = scene.rules.month_wage;
    let share = (revenue - governing).0.max(0) as f64;
    let pay = Money(share.min(p.most_pay * outside * men) as i64);
    c.books.post(Purpose::GangPay, Class::Poor, pay);
    let ratio = if turf.men == 0 { 0.0 } else { share / (outside * men) };
    turf.months_of_loss =
        if ratio < p.loss_below { turf.months_of_loss.saturating_add(1) } else { 0 };
    let provoked = f64::from(provocation::of_force(c, scene));
    let change = (p.recruitment * (ratio - 1.0 + provoked)).clamp(-0.5, 0.5) as f32;
    if change < 0.0 {
        let leaving = stream.binomial(u32::from(turf.men), -change);
        send_home(&mut c.men, &mut c.households, turf, leaving);
    } else {
        let joining = stream.binomial(u32::from(turf.men), change).min(c.men.spare);
        let start = stream.below(c.households.len() as u32) as usize;
        let come = c.households.enlist(Calling::Gang, joining as usize, start) as u16;
        turf.men += come;
        c.men.spare -= u32::from(come);
    }
}

/// The gang pays the officers who serve its turf when that is cheaper than their raids; they take it
/// as they take other bribes.
fn buy_off(c: &mut Community, scene: &Scene, turf: &mut Turf, stream: &mut Stream) {
    let p = &scene.params.criminal;
    turf.is_captured = false;
    if !scene.params.mechanisms.capture || c.providers.duty.officers <= 0.0 {
        return;
    }
    let price = p.capture_price
        * scene.params.public.wage
        * Money::CENTS
        * f64::from(c.providers.duty.officers);
    let raid = p.raid_loss * f64::from(turf.men) * scene.rules.month_wage
        + p.raid_damage * drug_rent(c, scene);
    let is_cheaper = raid_rate(c, scene, turf) * raid > price;
    let are_willing = stream.chance(c.publishing.bribe_chance);
    if is_cheaper && are_willing {
        c.books.post(Purpose::CapturePrice, Class::Poor, Money(price as i64));
        turf.is_captured = true;
    }
}

/// Across communities: chests, retreats, bands that became gangs, expansion and war.
pub(crate) fn spill(country: &mut Country) {
    if !country.params.mechanisms.criminal_governance {
        return;
    }
    fill_chests(country);
    for c in 0..country.communities.len() {
        retreat(country, c);
        turn_band(country, c);
    }
    for c in 0..country.communities.len() {
        expand(country, c);
    }
    count(country);
}

/// Each gang's chest takes what its turfs brought in and paid out; what exceeds a reserve is spent.
fn fill_chests(country: &mut Country) {
    for gang in &mut country.gangs {
        (gang.revenue, gang.cost) = (Money::ZERO, Money::ZERO);
    }
    for c in &mut country.communities {
        let Some(turf) = &c.providers.turf else { continue };
        let gang = &mut country.gangs[turf.gang.place()];
        country.ledger.collect(gang.chest, &mut c.books);
        for purpose in [Purpose::DrugRent, Purpose::GangExtortion, Purpose::GangFee] {
            gang.revenue += c.books.flows.total(purpose);
        }
        for purpose in [Purpose::GangPay, Purpose::GangGoverning, Purpose::CapturePrice] {
            gang.cost += c.books.flows.total(purpose);
        }
    }
    let months = country.params.criminal.chest_months;
    for gang in &mut country.gangs {
        let reserve = Money((gang.cost.0 as f64 * months) as i64);
        let spare = country.ledger.at(gang.chest) - reserve;
        country.ledger.post_at(gang.chest, Purpose::GangSpending, spare, gang.stands_for);
    }
}

/// After three months of loss, or without men, a turf is given up.
fn retreat(country: &mut Country, c: usize) {
    let p = &country.params.criminal;
    let community = &mut country.communities[c];
    let Some(mut turf) = community.providers.turf else { return };
    let is_lost = u32::from(turf.months_of_loss) >= p.retreat_months
        || f32::from(turf.men) < community.scaled(p.fewest_men);
    if is_lost {
        let men = u32::from(turf.men);
        send_home(&mut community.men, &mut community.households, &mut turf, men);
        community.providers.turf = None;
    }
}

/// 4.15 A band whose takings exceed its dues for six months is a gang (after claim 53).
fn turn_band(country: &mut Country, c: usize) {
    let after = country.params.vigilante.turns_after;
    let community = &mut country.communities[c];
    let Some(band) = community.providers.band else { return };
    let turns = country.params.mechanisms.vigilante_drift
        && u32::from(band.months_of_takings) >= after
        && community.providers.turf.is_none();
    if !turns {
        return;
    }
    community.providers.band = None;
    community.tally.bands_ended += 1;
    community.households.dismiss(Calling::Vigilante, usize::from(band.men));
    let men = community.households.enlist(Calling::Gang, usize::from(band.men), 0) as u16;
    let chest = community.books.chest;
    community.books.post(Purpose::BandTurned, Class::Poor, chest);
    let place = free_place(country);
    let chest = match country.gangs.get(place) {
        Some(gone) => gone.chest,
        None => country.ledger.open_account(Holder::Gangs),
    };
    let community = &mut country.communities[c];
    country.ledger.collect(chest, &mut community.books);
    community.providers.turf = Some(new_turf(GangId::at(place), men, band.order));
    let founded = Gang {
        identity: community.identity(),
        chest,
        turfs: 1,
        men: u32::from(men),
        ..Gang::default()
    };
    match country.gangs.get_mut(place) {
        Some(gone) => *gone = founded,
        None => country.gangs.push(founded),
    }
}

/// The place of a gang that is no more, with an empty chest; else a new one.
fn free_place(country: &Country) -> usize {
    let is_gone = |gang: &Gang| gang.turfs == 0 && country.ledger.at(gang.chest) == Money::ZERO;
    country.gangs.iter().position(is_gone).unwrap_or(country.gangs.len())
}

fn new_turf(gang: GangId, men: u16, effort: f32) -> Turf {
    Turf {
        gang,
        men,
        effort,
        months_of_loss: 0,
        raids: 0,
        is_captured: false,
        is_underground: false,
        slots: 0.0,
    }
}

/// A turf sends men next door with hazard expansion·σ(ln(revenue/cost)); where another gang sits there is
/// war, won by the larger side with odds of men.
fn expand(country: &mut Country, c: usize) {
    let Some(turf) = country.communities[c].providers.turf else { return };
    let p = &country.params.criminal;
    let gang = country.gangs[turf.gang.place()];
    let odds = math::ln((gang.revenue.0.max(1) as f32) / (gang.cost.0.max(1) as f32));
    let hazard = p.expansion * math::logistic(odds);
    let identity = country.communities[c].identity();
    let step = country.step_of(0);
    let mut stream = country.draws.stream(Process::Gangs, identity, step, keys::EXPANSION);
    let sent = (f64::from(turf.men) * p.sent_out) as u16;
    let links = country.neighbours.of(c).len();
    if f32::from(sent) < country.communities[c].scaled(p.fewest_men)
        || links == 0
        || !stream.chance(math::struck(hazard, 1.0))
    {
        return;
    }
    let target = country.neighbours.of(c)[stream.below(links as u32) as usize].to.place();
    match country.communities[target].providers.turf {
        Some(other) if other.gang == turf.gang => {}
        Some(other) => war(country, (c, target), turf, other, sent, &mut stream),
        None => occupy(country, (c, target), turf.gang, sent),
    }
}

/// War over a turf: incidents `war` for each man of the weaker side, between men of the two sides.
fn war(
    country: &mut Country,
    (from, target): (usize, usize),
    turf: Turf,
    other: Turf,
    sent: u16,
    stream: &mut Stream,
) {
    let weaker = f64::from(sent.min(other.men));
    let incidents = stream.poisson(country.params.criminal.war * weaker);
    country.communities[target].providers.incursions += incidents;
    let wins = stream.chance(f32::from(sent) / f32::from(sent + other.men));
    if wins {
        let community = &mut country.communities[target];
        let mut lost = other;
        send_home(&mut community.men, &mut community.households, &mut lost, u32::from(other.men));
        community.providers.turf = None;
        occupy(country, (from, target), turf.gang, sent);
    }
}

/// Men come from next door. Armed labour is conserved: as many spare men of the new place take
/// their calling there as go home at the old one.
fn occupy(country: &mut Country, (from, target): (usize, usize), gang: GangId, sent: u16) {
    let recruits = u32::from(sent).min(country.communities[target].men.spare);
    let effort = country.params.criminal.new_effort;
    let here = &mut country.communities[target];
    let men = here.households.enlist(Calling::Gang, recruits as usize, 5) as u16;
    here.men.spare -= u32::from(men);
    here.providers.turf = Some(new_turf(gang, men, effort));
    let there = &mut country.communities[from];
    if let Some(mut turf) = there.providers.turf {
        send_home(&mut there.men, &mut there.households, &mut turf, u32::from(men));
        there.providers.turf = Some(turf);
    }
}

/// A gang that holds more than a twentieth of people has captured the state too, and takes its share
/// of the budget.
pub(crate) fn draw_on_treasury(country: &mut Country) {
    let p = &country.params;
    if !p.mechanisms.capture || !p.mechanisms.criminal_governance {
        return;
    }
    // Of the whole country: a gang of the sample is one gang of many.
    let all: f64 = country.communities.iter().map(|c| f64::from(c.size()) * c.place.weight).sum();
    let (least, take) = (p.criminal.national_turf, p.criminal.national_take);
    for gang in &mut country.gangs {
        let share = gang.households / all;
        if share > least {
            let budget = country.ledger.balance(Holder::State);
            let taken = budget.share(share * take);
            country.ledger.post_at(gang.chest, Purpose::CapturedBudget, taken, 1.0);
        }
    }
}

/// Counts turfs and men of each gang, and how many households share the drug market.
fn count(country: &mut Country) {
    /// Rent cannot rise further than this where little turf is left.
    const SCARCEST: f64 = 2.0;
    for gang in &mut country.gangs {
        (gang.turfs, gang.men, gang.households) = (0, 0, 0.0);
    }
    let (mut all, mut held) = (0.0, 0.0);
    for c in &country.communities {
        let households = f64::from(c.size()) * c.stands_for;
        all += households;
        held += if c.providers.turf.is_some() { households } else { 0.0 };
        if let Some(turf) = &c.providers.turf {
            let gang = &mut country.gangs[turf.gang.place()];
            gang.turfs += 1;
            gang.men += u32::from(turf.men);
            gang.households += f64::from(c.size());
            // One gang lies in one neighbourhood of the sample, but for a war's gains.
            gang.stands_for = c.stands_for;
        }
    }
    let at_first = country.params.criminal.coverage * all;
    country.rent_share = if held > 0.0 { (at_first / held).min(SCARCEST) } else { 1.0 };
    // The chest of a gang without turf goes to its chiefs.
    for gang in &mut country.gangs {
        if gang.turfs == 0 {
            let left = country.ledger.at(gang.chest);
            country.ledger.post_at(gang.chest, Purpose::GangSpending, left, gang.stands_for);
        }
    }
}

/// The incidents of a war of last month fall in the community.
pub(crate) fn fight(c: &mut Community, scene: &Scene) {
    let incidents = std::mem::take(&mut c.providers.incursions);
    for i in 0..incidents {
        let words =
            scene.draws.block(Process::Gangs, c.identity(), scene.step, keys::incident(i), 1);
        let n = c.households.len() as u32;
        let victim = c.households.find_calling(Calling::Gang, below(words[0], n) as usize);
        let act = Act {
            origin: Origin::GangWar,
            victim: victim.unwrap_or_else(|| c.at_home(below(words[1], n) as usize)),
            offender: None,
            descends_from_violence: false,
            is_domestic: false,
            deaths: Deaths::Usual,
            at: scene.from,
        };
        acts::commit(c, scene, &act);
    }
}
