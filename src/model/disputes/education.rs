//! 4.33 Education in ways of settling: a rival of every body, for it needs none. It trains a share of the adults of a zone;
//! those whom they tell know half of it; it fades.

use crate::engine::draws::unit;
use crate::engine::math;
use crate::ledger::{Money, Purpose};
use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::Recourse;
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::Community;
use crate::world::dispute::Dispute;
use crate::world::parts::Lessons;
use rand_philox::splitmix64;

/// Row: free money of the purse trains, at `cost` a person, those who are missing to a `share` of the adults of the
/// zone, in all its communities alike as far as it goes. A placebo trains as many for as much in nothing.
pub(crate) fn train(country: &mut Country, a: &mut Arrangement) {
    if !country.params.mechanisms.education {
        return;
    }
    let p = &country.params.education;
    let (share, price) = (p.share, p.cost * Money::CENTS);
    let adults = country.params.world.adults;
    let missing = |c: &Community| (share - c.opinion.lessons.attended).max(0.0);
    let of = |c: &Community| f64::from(missing(c)) * f64::from(c.size()) * adults;
    let wanted: f64 = a.zone.iter().map(|&c| of(&country.communities[c.place()])).sum();
    let paid =
        a.pay(&mut country.ledger, Purpose::Education, Money((wanted * price).ceil() as i64));
    if paid <= Money::ZERO {
        return;
    }
    let reached = (paid.0 as f64 / (wanted * price)).min(1.0) as f32;
    for &c in &a.zone {
        let c = &mut country.communities[c.place()];
        let trained = reached * missing(c);
        let lessons = &mut c.opinion.lessons;
        lessons.attended += trained;
        if !a.is_placebo {
            lessons.trained += trained;
        }
    }
}

/// What was learnt fades with its half-life.
pub(crate) fn fade(lessons: &mut Lessons, params: &Params) {
    if lessons.attended > 0.0 {
        let kept = math::decay(params.education.half_life, 1.0);
        lessons.attended *= kept;
        lessons.trained *= kept;
    }
}

/// Shares of adults who are trained, and who were told by those: t, and (1 − t)(1 − exp(−told·t)).
fn knowing(c: &Community, params: &Params) -> (f32, f32) {
    let trained = c.opinion.lessons.trained;
    let told = 1.0 - math::exp(-params.education.told * trained);
    (trained, (1.0 - trained) * told)
}

/// What a household knows of it: 1 where its adult is trained, `heard` where he was told. Who these are is a hash of its
/// number, so that nobody remembers it.
fn knows(c: &Community, params: &Params, household: usize) -> f32 {
    let (trained, told) = knowing(c, params);
    let number = u64::from(c.identity()) << 32 | household as u64;
    let lot = unit(splitmix64(number.rotate_left(17) ^ 0x5e77_1e00) as u32);
    if lot < trained {
        1.0
    } else if lot < trained + told {
        params.education.heard
    } else {
        0.0
    }
}

/// What the initiator's knowledge adds to the utility of a recourse: `turns` to talking, nothing to others.
#[inline]
pub(crate) fn turns(recourse: Recourse, d: &Dispute, c: &Community, scene: &Scene) -> f32 {
    if recourse != Recourse::Talk || c.opinion.lessons.trained <= 0.0 {
        return 0.0;
    }
    scene.params.education.turns * knows(c, scene.params, usize::from(d.initiator))
}

/// What the mean knowledge of both parties adds to the logit by which they agree when they talk.
pub(crate) fn talk(d: &Dispute, c: &Community, scene: &Scene) -> f32 {
    if c.opinion.lessons.trained <= 0.0 {
        return 0.0;
    }
    let of = |party: u16| knows(c, scene.params, usize::from(party));
    scene.params.education.talk * f32::midpoint(of(d.initiator), of(d.respondent))
}

/// Quality of the elders of a group: what they are, and more as far as they are among those who know.
pub(crate) fn elders_quality(host: usize, c: &Community, params: &Params) -> f32 {
    let quality = c.providers.elders[host].quality;
    if c.opinion.lessons.trained <= 0.0 {
        return quality;
    }
    let (trained, told) = knowing(c, params);
    let known = trained + params.education.heard * told;
    (quality + params.education.elders * known).min(1.0)
}
