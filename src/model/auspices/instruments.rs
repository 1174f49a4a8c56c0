//! 4.25 The nine forms in which a state engages others (Appendix A): each has its flow, what it binds
//! with, and a side effect.

use crate::engine::{Process, math};
use crate::ledger::{Money, Purpose};
use crate::model::keys;
use crate::model::places::provocation;
use crate::model::providers::guards;
use crate::model::scene::Scene;
use crate::terms::{Class, Instrument, Kind, Violation};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::Community;
use crate::world::engaged::Engaged;

/// What a command binds with: those commanded comply where detection × fine exceeds what it costs.
/// Detection is the state's capacity there, presence times pay, and an audit's; so commands lose
/// their hold as the state does.
fn compliance(country: &Country, c: &Community) -> f64 {
    let presence = f64::from(c.cover.patrol[Kind::Public].min(1.0));
    let capacity = presence * country.state.force.pay_ratio.min(1.0);
    let expected = country.params.instruments.fine * capacity;
    f64::from(math::logistic((country.params.instruments.steepness * (expected - 1.0)) as f32))
}

/// How an instrument works: what it changes where it is in force, and what carries it.
struct Entry {
    /// What it changes in each community of its zone.
    effect: Option<Effect>,
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
    match instrument {
        Instrument::Conscription => run(conscript),
        Instrument::RequiredPrivateInterface => Entry { effect: None, carrier: Carrier::Auditors },
        Instrument::RecordKeeping => run(disclose),
        Instrument::CoOptation => run(watch),
        Instrument::Entitlements => run(entitle),
        Instrument::Incentives => Entry { effect: None, carrier: Carrier::Informers },
        Instrument::ContractingOut => Entry { effect: Some(hollow_out), carrier: Carrier::Firms },
        Instrument::Delegation => run(delegate),
        Instrument::Abdication => run(withdraw),
    }
}

/// An instrument that offices run.
const fn run(effect: Effect) -> Entry {
    Entry { effect: Some(effect), carrier: Carrier::Offices }
}

/// The instrument acts in its zone and spends its money.
pub(crate) fn act(country: &mut Country, a: &mut Arrangement, instrument: Instrument) {
    if !country.params.mechanisms.instruments {
        return;
    }
    let entry = entry(instrument);
    if let Some(effect) = entry.effect {
        in_zone(country, a, effect);
    }
    match entry.carrier {
        Carrier::Offices => overhead(country, a),
        Carrier::Auditors => audit(country, a),
        Carrier::Informers => reward(country, a),
        Carrier::Firms => guards::contract(country, a),
    }
}

type Effect = fn(&Country, &Community) -> Change;

/// What an instrument changes in a community, and what obeying it costs there.
#[derive(Default)]
struct Change {
    engaged: Engaged,
    cost: f64,
}

fn in_zone(country: &mut Country, a: &Arrangement, effect: Effect) {
    if a.is_placebo {
        return;
    }
    for &c in &a.zone {
        let change = effect(country, &country.communities[c.place()]);
        let community = &mut country.communities[c.place()];
        community.providers.engaged.merge(&change.engaged);
        for class in [Class::Middle, Class::Rich] {
            let due = Money(community.ground.incomes[class]).share(change.cost);
            community.books.post(Purpose::ComplianceCost, class, due);
        }
    }
}

/// Money given to an instrument that has no carrier of its own pays its offices.
fn overhead(country: &mut Country, a: &mut Arrangement) {
    let all = a.free(&country.ledger);
    a.pay(&mut country.ledger, Purpose::Coordination, all);
}

/// A1: third parties must report. Reports bring information; obeying costs them, and some report
/// innocents.
fn conscript(country: &Country, c: &Community) -> Change {
    let p = &country.params.instruments;
    let obeyed = compliance(country, c);
    let engaged = Engaged {
        reports: (p.reports * obeyed) as f32,
        accusations: (p.false_reports * obeyed) as f32,
        ..Engaged::default()
    };
    Change { engaged, cost: p.compliance_cost * obeyed }
}

/// A3: records and disclosure sharpen what people believe, at half the hold of a command; those who
/// disclose meet reprisal.
fn disclose(country: &Country, c: &Community) -> Change {
    let p = &country.params.instruments;
    let obeyed = (1.0 - p.voluntary) * compliance(country, c) + p.voluntary;
    let engaged = Engaged {
        disclosure: ((p.disclosure - 1.0) * obeyed) as f32,
        reprisal: (p.reprisal * obeyed) as f32,
        ..Engaged::default()
    };
    Change { engaged, cost: p.disclosure_cost * p.compliance_cost * obeyed }
}

/// A4: volunteers watch, as many as are willing; watches make bands more likely.
fn watch(country: &Country, c: &Community) -> Change {
    let watchers = country.params.instruments.watchers as f32 * c.opinion.efficacy;
    Change { engaged: Engaged { watch: watchers, ..Engaged::default() }, cost: 0.0 }
}

/// A5: holders enforce rights themselves and verdicts of forums are recognised, as far as courts
/// reach; the stronger party gains.
fn entitle(country: &Country, c: &Community) -> Change {
    let reach = compliance(country, c).max(country.params.instruments.least_reach) as f32;
    let engaged = Engaged {
        recognised: reach,
        stronger_party: country.params.instruments.stronger_party as f32,
        ..Engaged::default()
    };
    Change { engaged, cost: 0.0 }
}

/// A7: posts are bought from firms; the police's own skill is hollowed out, their men poached.
fn hollow_out(country: &Country, _c: &Community) -> Change {
    let hollowed = country.params.instruments.hollowed as f32;
    Change { engaged: Engaged { hollowed, ..Engaged::default() }, cost: 0.0 }
}

/// A8: forums and bands that are there are recognised, and nobody looks at what they do.
fn delegate(country: &Country, _c: &Community) -> Change {
    let recognised = country.params.instruments.delegated_recognition;
    let engaged = Engaged { is_delegated: true, recognised, ..Engaged::default() };
    Change { engaged, cost: 0.0 }
}

/// A9: public posts are withdrawn and demand is left to the market.
fn withdraw(country: &Country, _c: &Community) -> Change {
    let withdrawn = country.params.instruments.withdrawn as f32;
    Change { engaged: Engaged { withdrawn, ..Engaged::default() }, cost: 0.0 }
}

/// A2: agencies must engage an auditor; an honest one stops leakage, one who is captured does not.
/// Auditors are captured the more there is to hide.
fn audit(country: &mut Country, a: &mut Arrangement) {
    let fee = a.free(&country.ledger);
    a.pay(&mut country.ledger, Purpose::AuditFee, fee);
    let mut stream = country.draws.stream(
        Process::Instruments,
        a.identity(),
        country.step_of(0) / 12,
        keys::AUDIT,
    );
    let temptation = country.params.state.leakage + country.state.revenue.extra_leakage;
    let is_captured = stream.chance(temptation.min(1.0) as f32);
    if !a.is_placebo && !is_captured && fee > Money::ZERO {
        country.state.revenue.audited = country.params.instruments.auditor;
    }
}

/// A6: bounties for information that led to an arrest, as far as the money goes; some accuse
/// innocents for it.
fn reward(country: &mut Country, a: &mut Arrangement) {
    let bounty = Money((country.params.instruments.bounty * country.rules.day_wage) as i64);
    for i in 0..a.zone.len() {
        let c = a.zone[i];
        let arrests = country.communities[c.place()].providers.duty.arrests;
        let due = Money(bounty.0 * i64::from(arrests));
        let paid = a.pay_in(
            &mut country.ledger,
            &mut country.communities[c.place()].books,
            Purpose::Bounty,
            Class::Poor,
            due,
        );
        if paid >= due && !a.is_placebo {
            let p = &country.params.instruments;
            let informed = Engaged {
                reports: p.informers,
                accusations: p.false_reports as f32,
                ..Engaged::default()
            };
            country.communities[c.place()].providers.engaged.merge(&informed);
        }
    }
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
