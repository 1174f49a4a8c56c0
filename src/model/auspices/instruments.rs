//! 4.25 The nine forms in which a state engages others (Appendix A): each has its flow, what it binds
//! with, and a side effect. How far it reaches is paid for, and saturates.

use crate::engine::{Process, math};
use crate::ledger::{Money, Purpose};
use crate::model::keys;
use crate::model::places::provocation;
use crate::model::providers::{guards, presence};
use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::{Class, Instrument, Kind, Violation};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::Community;
use crate::world::engaged::Engaged;

/// What the state's presence comes to: 2s/(s + 1), 1 at the reference of one officer on duty per 1,000 households, and
/// never more than twice that.
fn saturated(presence: f64) -> f64 {
    2.0 * presence / (presence + 1.0)
}

/// How far an instrument reaches: m = 1 − exp(−x/c − P), x what its offices, auditors, informers or firms were paid, a
/// head and year, and P what the state's presence carries of one that needs only a mandate.
fn reach(paid: f64, scale: f64, mandate: f64) -> f64 {
    1.0 - libm::exp(-paid / scale - mandate)
}

/// The money of each at which it reaches 1 − 1/e of what it can.
const fn scale(params: &Params, instrument: Instrument) -> f64 {
    let p = &params.instruments;
    match instrument {
        Instrument::Conscription => p.conscription_money,
        Instrument::RequiredPrivateInterface => p.interface_money,
        Instrument::RecordKeeping => p.record_money,
        Instrument::CoOptation => p.watch_money,
        Instrument::Entitlements => p.entitlement_money,
        Instrument::Incentives => p.bounty_money,
        Instrument::ContractingOut => p.contract_money,
        Instrument::Delegation => p.delegation_money,
        Instrument::Abdication => p.abdication_money,
    }
}

/// What a command binds with: those commanded comply where detection × fine exceeds what it costs.
/// Detection is the state's capacity there, presence times pay, and an audit's; so commands lose
/// their hold as the state does.
fn compliance(country: &Country, c: &Community) -> f64 {
    let patrol = f64::from(c.cover.patrol[Kind::Public]);
    let capacity = saturated(patrol * country.state.force.pay_ratio);
    let expected = country.params.instruments.fine * capacity;
    f64::from(math::logistic((country.params.instruments.steepness * (expected - 1.0)) as f32))
}

/// How an instrument works: what it changes where it is in force, and what carries it.
struct Entry {
    /// What it changes in each community of its zone.
    effect: Effect,
    carrier: Carrier,
}

/// On what an instrument spends its money.
enum Carrier {
    /// The offices that run it.
    Offices,
    /// Auditors of the state's agencies.
    Auditors,
    /// Those who inform.
    Informers,
    /// Firms that post guards.
    Firms,
}

/// The table of the nine.
const fn entry(instrument: Instrument) -> Entry {
    let (effect, carrier): (Effect, Carrier) = match instrument {
        Instrument::Conscription => (conscript, Carrier::Offices),
        Instrument::RequiredPrivateInterface => (audit_nobody, Carrier::Auditors),
        Instrument::RecordKeeping => (disclose, Carrier::Offices),
        Instrument::CoOptation => (watch, Carrier::Offices),
        Instrument::Entitlements => (entitle, Carrier::Offices),
        Instrument::Incentives => (inform, Carrier::Informers),
        Instrument::ContractingOut => (hollow_out, Carrier::Firms),
        Instrument::Delegation => (delegate, Carrier::Offices),
        Instrument::Abdication => (withdraw, Carrier::Offices),
    };
    Entry { effect, carrier }
}

/// The instrument spends its money, and acts in its zone as far as that reaches.
pub(crate) fn act(country: &mut Country, a: &mut Arrangement, instrument: Instrument) {
    if !country.params.mechanisms.instruments {
        return;
    }
    let is_mandate = a.component.reads().acts_unpaid;
    if !is_mandate && a.free(&country.ledger) <= Money::ZERO {
        return;
    }
    let entry = entry(instrument);
    let paid = match entry.carrier {
        Carrier::Offices => overhead(country, a),
        Carrier::Auditors => pay_auditors(country, a),
        Carrier::Informers => reward(country, a),
        Carrier::Firms => guards::contract(country, a),
    };
    if a.is_placebo {
        return;
    }
    let means = Means {
        paid: paid.rand() * 12.0 / a.persons.max(1.0),
        scale: scale(&country.params, instrument),
        is_mandate,
    };
    if let Carrier::Auditors = entry.carrier {
        audit(country, a, means.reach(0.0));
    }
    in_zone(country, a, &means, entry.effect);
}

/// What carries an instrument in its zone.
struct Means {
    /// Money spent this month, in rand a head and year.
    paid: f64,
    scale: f64,
    is_mandate: bool,
}

impl Means {
    fn reach(&self, mandate: f64) -> f64 {
        reach(self.paid, self.scale, mandate)
    }

    /// Its reach in a community: a mandate is carried by the posts that the state has there, whatever part of them it
    /// then withdraws.
    fn reach_in(&self, country: &Country, place: usize) -> f64 {
        let mandate =
            if self.is_mandate { saturated(presence::on_duty_at(country, place)) } else { 0.0 };
        self.reach(mandate)
    }
}

/// What an instrument changes in a community that it reaches so far.
type Effect = fn(&Country, &Community, f64) -> Change;

/// What an instrument changes in a community, and what obeying it costs there.
#[derive(Default)]
struct Change {
    engaged: Engaged,
    cost: f64,
}

impl From<Engaged> for Change {
    fn from(engaged: Engaged) -> Self {
        Self { engaged, cost: 0.0 }
    }
}

fn in_zone(country: &mut Country, a: &Arrangement, means: &Means, effect: Effect) {
    for &c in &a.zone {
        let reach = means.reach_in(country, c.place());
        let change = effect(country, &country.communities[c.place()], reach);
        let community = &mut country.communities[c.place()];
        community.providers.engaged.merge(&change.engaged);
        for class in [Class::Middle, Class::Rich] {
            let due = Money(community.ground.incomes[class]).share(change.cost);
            community.books.post(Purpose::ComplianceCost, class, due);
        }
    }
}

/// Money given to an instrument that has no carrier of its own pays its offices.
fn overhead(country: &mut Country, a: &mut Arrangement) -> Money {
    let all = a.free(&country.ledger);
    a.pay(&mut country.ledger, Purpose::Coordination, all)
}

/// A1: third parties must report. Reports bring information; obeying costs them, and some report
/// innocents.
fn conscript(country: &Country, c: &Community, reach: f64) -> Change {
    let p = &country.params.instruments;
    let obeyed = reach * compliance(country, c);
    let engaged = Engaged {
        reports: (p.reports * obeyed) as f32,
        accusations: (p.false_reports * obeyed) as f32,
        ..Engaged::default()
    };
    Change { engaged, cost: p.compliance_cost * obeyed }
}

/// A3: records and disclosure sharpen what people believe, at half the hold of a command; those who
/// disclose meet reprisal.
fn disclose(country: &Country, c: &Community, reach: f64) -> Change {
    let p = &country.params.instruments;
    let obeyed = reach * ((1.0 - p.voluntary) * compliance(country, c) + p.voluntary);
    let engaged = Engaged {
        disclosure: ((p.disclosure - 1.0) * obeyed) as f32,
        reprisal: (p.reprisal * obeyed) as f32,
        ..Engaged::default()
    };
    Change { engaged, cost: p.disclosure_cost * p.compliance_cost * obeyed }
}

/// A4: volunteers watch, as many as are willing; watches make bands more likely.
fn watch(country: &Country, c: &Community, reach: f64) -> Change {
    let willing = country.params.instruments.watchers * f64::from(c.opinion.efficacy);
    let (watch, gathered) = ((reach * willing) as f32, reach as f32);
    Engaged { watch, gathered, ..Engaged::default() }.into()
}

/// A5: holders enforce rights themselves and verdicts of forums are recognised, as far as courts
/// reach; the stronger party gains.
fn entitle(country: &Country, c: &Community, reach: f64) -> Change {
    let p = &country.params.instruments;
    let engaged = Engaged {
        recognised: (reach * compliance(country, c).max(p.least_reach)) as f32,
        stronger_party: (reach * p.stronger_party) as f32,
        ..Engaged::default()
    };
    engaged.into()
}

/// A6: who was paid for information informs, and some accuse innocents for it.
fn inform(country: &Country, _c: &Community, reach: f64) -> Change {
    let p = &country.params.instruments;
    let engaged = Engaged {
        reports: (reach * f64::from(p.informers)) as f32,
        accusations: (reach * p.false_reports) as f32,
        ..Engaged::default()
    };
    engaged.into()
}

/// A7: posts are bought from firms; the police's own skill is hollowed out, their men poached.
fn hollow_out(_country: &Country, _c: &Community, reach: f64) -> Change {
    Engaged { contracted: reach as f32, ..Engaged::default() }.into()
}

/// A8: forums and bands that are there are recognised, and nobody looks at what they do. Forums are recognised so far,
/// bands in so many places, which are the same ones whatever the reach.
fn delegate(country: &Country, c: &Community, reach: f64) -> Change {
    let recognised = country.params.instruments.delegated_recognition * reach as f32;
    let mut lot =
        country.draws.stream(Process::Instruments, c.identity(), 0, keys::RECOGNISED_BAND);
    Engaged { is_delegated: lot.chance(reach as f32), recognised, ..Engaged::default() }.into()
}

/// A9: public posts are withdrawn and demand is left to the market.
fn withdraw(country: &Country, _c: &Community, reach: f64) -> Change {
    let withdrawn = (reach * country.params.instruments.withdrawn) as f32;
    Engaged { withdrawn, left: reach as f32, ..Engaged::default() }.into()
}

/// A2 changes nothing at a place: see [`audit`].
fn audit_nobody(_country: &Country, _c: &Community, _reach: f64) -> Change {
    Change::default()
}

fn pay_auditors(country: &mut Country, a: &mut Arrangement) -> Money {
    let fee = a.free(&country.ledger);
    a.pay(&mut country.ledger, Purpose::AuditFee, fee)
}

/// A2: agencies must engage an auditor; an honest one stops leakage, one who is captured does not.
/// Auditors are captured the more there is to hide.
fn audit(country: &mut Country, a: &Arrangement, reach: f64) {
    let mut stream = country.draws.stream(
        Process::Instruments,
        a.identity(),
        country.step_of(0) / 12,
        keys::AUDIT,
    );
    let temptation = country.params.state.leakage + country.state.revenue.extra_leakage;
    let is_captured = stream.chance(temptation.min(1.0) as f32);
    if !is_captured {
        let stopped = country.params.instruments.auditor * reach;
        country.state.revenue.audited = country.state.revenue.audited.max(stopped);
    }
}

/// A6: bounties for information that led to an arrest, as far as the money goes. Returns what was paid in the zone, by
/// which those who live there judge whether it pays to inform.
fn reward(country: &mut Country, a: &mut Arrangement) -> Money {
    let bounty = Money((country.params.instruments.bounty * country.rules.day_wage) as i64);
    let mut paid = Money::ZERO;
    for i in 0..a.zone.len() {
        let community = &mut country.communities[a.zone[i].place()];
        let due = Money(bounty.0 * i64::from(community.providers.duty.arrests));
        paid +=
            a.pay_in(&mut country.ledger, &mut community.books, Purpose::Bounty, Class::Poor, due);
    }
    paid
}

/// Innocents accused by reports that were commanded or paid for are stopped and charged.
pub(crate) fn accuse(c: &mut Community, scene: &Scene) {
    let rate =
        f64::from(c.providers.engaged.accusations * c.providers.duty.officers * scene.rules.step);
    if rate <= 0.0 {
        return;
    }
    let mut stream =
        scene.draws.stream(Process::Instruments, c.identity(), scene.step, keys::ACCUSATIONS);
    let charged = scene.params.beliefs.charged as f32;
    for _ in 0..stream.poisson(rate) {
        let household = c.at_home(stream.below(c.households.len() as u32) as usize);
        let violations = &mut c.tally.violations[Kind::Public];
        violations[Violation::WrongPunishment] += 1;
        provocation::wrong(c, scene, household);
        let word = stream.below(1 << 30);
        crate::model::people::beliefs::experience(
            c,
            scene,
            &crate::model::people::beliefs::Experience::alike(
                household,
                Kind::Public,
                charged,
                word,
            ),
        );
    }
}
