//! 4.15 Vigilante bands: auspice and provider in one (claim 45). They form where victims get no
//! answer, live on dues, drift between assembly and extortion, and end.

use crate::engine::{Process, Stream, math};
use crate::ledger::{Books, Money, Purpose};
use crate::model::people::beliefs;
use crate::model::places::{links, provocation};
use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::{Calling, Class, Kind, Recourse, Violation};
use crate::world::community::{Band, Community};
use crate::world::diary::What;
use crate::world::founding::raise_band;
use crate::world::households::Households;
use crate::world::parts::Men;

/// Cases that a band of this many men can hear in a month.
pub(crate) fn slots(params: &Params, men: u16) -> f32 {
    f32::from(men) * (params.vigilante.duty_hours / params.vigilante.case_hours) as f32
}

/// A month of the band: forms, or collects, extorts, pays, drifts, ends.
pub(crate) fn live(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.vigilantes {
        return;
    }
    let mut stream = scene.draws.stream(Process::Bands, c.identity(), scene.step, 0);
    match c.providers.band {
        None => form(c, scene, &mut stream),
        Some(mut band) => {
            let dues = collect(c, scene);
            let wanted = wanted(scene, &band);
            let extorted = extort(c, scene, &band, &mut stream);
            pay_men(&mut c.books, wanted);
            band.paid = (dues.0 as f64 / wanted.0.max(1) as f64).min(1.0) as f32;
            let exceeds = extorted > dues;
            band.months_of_takings = if exceeds && !c.providers.engaged.is_delegated {
                band.months_of_takings.saturating_add(1)
            } else {
                0
            };
            drift(c, scene, &mut band);
            turn_over(&mut c.men, &mut c.households, scene, &mut band, &mut stream);
            c.providers.band = Some(band);
            end(c, scene, &band, &mut stream);
        }
    }
}

/// Hazard formation·(1+N/unanswered_scale+P)·exp((E−½) + contagion·share of neighbours with a band)·[enough spare men], N the
/// incidents per 1,000 households in six months whose victim got no answer from any forum, P what force provokes.
pub(super) fn formation_hazard(c: &Community, scene: &Scene, share_of_neighbours: f32) -> f32 {
    let p = &scene.params.vigilante;
    if (c.men.spare as f32) < c.scaled(p.least_spare) {
        return 0.0;
    }
    let unanswered = c.conditions.unanswered.total();
    let per_1000 = unanswered as f32 / c.thousands();
    // A watch gathers the men of whom bands are made (Appendix A4).
    let more = scene.params.instruments.watch_bands - 1.0;
    let watched = 1.0 + more * f64::from(c.providers.engaged.gathered);
    (p.formation * watched) as f32
        * (1.0 + per_1000 / p.unanswered_scale + provocation::of_force(c, scene))
        * math::exp((c.opinion.efficacy - 0.5) + p.contagion * share_of_neighbours)
}

fn form(c: &mut Community, scene: &Scene, stream: &mut Stream) {
    let near = scene.share_of_neighbours(|published| published.has_band);
    let hazard = formation_hazard(c, scene, near);
    if stream.chance(math::struck(hazard, 1.0)) {
        raise_band(c, scene.params, stream);
        c.tally.bands_formed += u32::from(c.providers.band.is_some());
        if c.providers.band.is_some() {
            c.note(scene.from, None, [None, None], What::BandForms);
        }
    }
}

/// Dues: `dues` of income × trust.
fn collect(c: &mut Community, scene: &Scene) -> Money {
    let share = scene.params.vigilante.dues * f64::from(c.opinion.mean_trust[Kind::Vigilante]);
    let mut dues = Money::ZERO;
    for &class in Class::ALL {
        let due = Money(c.ground.incomes[class]).share(share);
        dues += c.books.post(Purpose::Dues, class, due);
    }
    dues
}

/// What the men want for a month.
fn wanted(scene: &Scene, band: &Band) -> Money {
    Money((scene.params.vigilante.pay_wanted * scene.rules.day_wage) as i64 * i64::from(band.men))
}

/// Extortion rises with unpaid dues and (1 − order).
fn extort(c: &mut Community, scene: &Scene, band: &Band, stream: &mut Stream) -> Money {
    let p = &scene.params.vigilante;
    let rate =
        p.extortion * f64::from((1.0 - band.paid) * (1.0 - band.order)) * f64::from(band.men);
    let times = stream.poisson(rate);
    let mut taken = Money::ZERO;
    c.tally.violations[Kind::Vigilante][Violation::Extortion] += times;
    for _ in 0..times {
        let household = c.at_home(stream.below(c.households.len() as u32) as usize);
        let class = c.households.class(household);
        let amount = Money((p.extortion_days * scene.rules.income[class] / 30.0) as i64);
        taken += c.books.post(Purpose::BandExtortion, class, amount);
        let charged = scene.params.beliefs.charged as f32;
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience::alike(household, Kind::Vigilante, charged, stream.below(1 << 30)),
        );
    }
    taken
}

fn pay_men(books: &mut Books, wanted: Money) {
    books.post(Purpose::BandPay, Class::Poor, wanted);
}

/// Order rises with elders at hand, falls with unpaid dues and with turnover.
fn drift(c: &Community, scene: &Scene, band: &mut Band) {
    if !scene.params.mechanisms.vigilante_drift {
        return;
    }
    let p = &scene.params.vigilante;
    let elders = c.providers.elders.iter().filter(|elders| elders.exist).count() as f32;
    let target = p.order_alone
        + p.order_elders * elders.min(2.0)
        + p.order_dues * band.paid
        + p.order_elders * 2.0 * links::strength(c, Recourse::Vigilante, Recourse::Customary)
        + if c.providers.engaged.is_delegated {
            scene.params.instruments.recognised_order
        } else {
            0.0
        };
    band.order += p.order_speed * (target.min(1.0) - band.order);
}

/// Men leave, fewer where they are paid; others join while there are spare men.
fn turn_over(
    men: &mut Men,
    households: &mut Households,
    scene: &Scene,
    band: &mut Band,
    stream: &mut Stream,
) {
    let turnover = scene.params.vigilante.turnover as f32;
    let loyalty = scene.params.vigilante.loyalty;
    let leaving = stream.binomial(u32::from(band.men), turnover * (loyalty - band.paid));
    let gone = households.dismiss(Calling::Vigilante, leaving as usize) as u16;
    band.men -= gone;
    men.spare += u32::from(gone);
    let joining = stream.binomial(u32::from(band.men), turnover).min(men.spare);
    let start = stream.below(households.len() as u32) as usize;
    let come = households.enlist(Calling::Vigilante, joining as usize, start) as u16;
    band.men += come;
    men.spare -= u32::from(come);
}

/// A band dissolves at dissolution·(1−order) a month and ends with too few men.
fn end(c: &mut Community, scene: &Scene, band: &Band, stream: &mut Stream) {
    let p = &scene.params.vigilante;
    let dissolves = stream.chance(math::struck(p.dissolution * (1.0 - band.order), 1.0));
    if dissolves || f32::from(band.men) < c.scaled(p.ends_below) {
        c.note(scene.from, None, [None, None], What::BandEnds);
        disband(c);
    }
}

/// The band ends: its men go home, its chest is shared out among them.
pub(super) fn disband(c: &mut Community) {
    let Some(band) = c.providers.band.take() else { return };
    c.tally.bands_ended += 1;
    c.households.dismiss(Calling::Vigilante, usize::from(band.men));
    c.men.spare += u32::from(band.men);
    let chest = c.books.chest;
    c.books.post(Purpose::BandDissolved, Class::Poor, chest);
}
