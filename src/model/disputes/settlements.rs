//! 4.4 Settlements: made, kept or broken. How long one lasts nobody has measured; sweep it.

use super::arising::close;
use crate::engine::draws::unit;
use crate::engine::math;
use crate::model::people::{beliefs, heat};
use crate::model::places::mobility;
use crate::model::scene::{Case, Scene};
use crate::terms::{Kind, Matter, Origin, Outcome, Recourse};
use crate::world::community::{Community, RING};
use crate::world::diary::What;
use crate::world::dispute::{Degree, Dispute, Met, Settled, Stage};
use crate::world::households::Households;
use crate::world::parts::enter;

/// What makes a settlement, whoever makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Both parties agreed.
    Agreement,
    /// Somebody decided.
    Decision,
    /// Somebody used force.
    Force,
}

/// What a settlement rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis {
    /// What made it.
    pub by: By,
    /// The losing party accepts it.
    pub is_accepted: bool,
    /// People who saw the plan made.
    pub attenders: f32,
    /// Share of them inside both parties' radius.
    pub knowledge: f32,
    /// Quality in [0, 1]: the mean share of the claim that it meets.
    pub quality: f32,
    /// The claim that it meets is that of the one complained of, who won.
    pub is_for_respondent: bool,
}

impl Basis {
    /// Both parties agreed, among ten who know half of each other.
    pub(crate) const fn agreed(quality: f32) -> Self {
        Self { by: By::Agreement, ..Self::imposed(true, quality) }
    }

    /// Force settled it: nobody agreed, and the one who lost does not accept it.
    pub(crate) const fn forced(quality: f32) -> Self {
        Self { by: By::Force, ..Self::imposed(false, quality) }
    }

    /// A decision was imposed.
    pub(crate) const fn imposed(is_accepted: bool, quality: f32) -> Self {
        Self {
            by: By::Decision,
            is_accepted,
            attenders: 10.0,
            knowledge: 0.5,
            quality,
            is_for_respondent: false,
        }
    }

    /// Imposed and not agreed.
    fn is_imposed(&self) -> bool {
        self.by != By::Agreement
    }
}

/// Books a settlement: its outcome, its age, its degree, the calm it brings to feuds, and the month
/// in which it will break, if it will.
pub(crate) fn settle(Case { d, c, scene, now }: Case, recourse: Recourse, basis: Basis) {
    close(c, d, if basis.is_imposed() { Outcome::Imposition } else { Outcome::Agreement });
    c.tally.settled[recourse] += 1;
    let is_forced = basis.by == By::Force;
    c.tally.forced += u32::from(is_forced);
    c.tally.answered += u32::from(d.matter == Matter::Assault && !is_forced);
    c.tally.settlement_time += ((now - d.arisen).max(0.0) * 1000.0) as u64;
    let words = d.words(c, scene);
    let met = met(&basis, words[1], scene);
    let degree = degree(met, scene);
    match degree {
        Degree::Complete => c.tally.complete[recourse] += 1,
        Degree::Partial => c.tally.partial[recourse] += 1,
        Degree::Slight => {}
    }
    leave_anger(&mut c.households, d, &basis, met, scene);
    heat::calm(&mut c.docket.feuds, d, true);
    c.tally.settled_for.add(c.sort_of(usize::from(d.initiator)), 1);
    if basis.is_accepted {
        let groups = [d.initiator, d.respondent].map(|who| c.households.group_of(usize::from(who)));
        c.docket.across.settle(groups, standing(recourse, scene));
    }
    let (is_imposed, is_accepted) = (basis.is_imposed(), basis.is_accepted);
    c.note_dispute(now, d, What::Settles { recourse, is_imposed, is_accepted, degree });
    foresee(Case { d, c, scene, now }, recourse, &basis, met, words[0]);
}

/// How far a forum stands between groups: a committee by what its partners bring, others not.
fn standing(recourse: Recourse, scene: &Scene) -> f32 {
    match recourse {
        Recourse::PeaceCommittee => {
            scene.committee().map_or(0.0, |committee| committee.steered.standing)
        }
        Recourse::Public
        | Recourse::Customary
        | Recourse::Vigilante
        | Recourse::Criminal
        | Recourse::Talk
        | Recourse::SelfHelp
        | Recourse::Lump => 0.0,
    }
}

/// Share of the claim that a settlement meets: Beta(c·q, c·(1−q)), q its quality, c
/// `degree_concentration`; all of it where settlements have no degrees.
fn met(basis: &Basis, word: u32, scene: &Scene) -> Met {
    if scene.params.mechanisms.degrees {
        Met(scene.rules.met.at(basis.quality, (word >> 24) as u8))
    } else {
        Met::ALL
    }
}

/// What people would call it.
fn degree(met: Met, scene: &Scene) -> Degree {
    let p = &scene.params.settlement;
    if met == Met::ALL || met.get() >= p.complete {
        Degree::Complete
    } else if met.get() >= p.partial {
        Degree::Partial
    } else {
        Degree::Slight
    }
}

/// What is not met leaves the one whose claim it was aggrieved.
fn leave_anger(h: &mut Households, d: &Dispute, basis: &Basis, met: Met, scene: &Scene) {
    if met == Met::ALL {
        return;
    }
    let left = left_over(scene.params.settlement.dropped_grievance, d.severity.get(), met);
    let claimant = if basis.is_for_respondent { d.respondent } else { d.initiator };
    h.grievance_mut()[usize::from(claimant)].add(left);
}

/// Initial break hazard h of a settlement: breaking·exp(breaking_severity·(s−½) − breaking_knowledge·(K−½) −
/// breaking_attenders·ln(n/10) + breaking_dissent·[a party did not consent] − breaking_deterrence·D·\[imposed\]), times
/// breaking_unaccepted where a decision was not accepted.
fn hazard(d: &Dispute, basis: &Basis, c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.settlement;
    let mut exponent = p.breaking_severity * (d.severity.get() - 0.5)
        - p.breaking_knowledge * (basis.knowledge - 0.5)
        - p.breaking_attenders * math::ln(basis.attenders / 10.0);
    exponent -= scene.params.instruments.recognition * c.providers.engaged.recognised;
    if basis.is_imposed() {
        exponent -= p.breaking_deterrence * c.cover.deterrence[Origin::Dispute];
    }
    let mut factor = 1.0;
    if !basis.is_accepted {
        exponent += p.breaking_dissent;
        factor = p.breaking_unaccepted;
    }
    p.breaking as f32 * factor * math::exp(exponent)
}

/// Age at which a settlement breaks whose hazard h·2^(−age/half_life) has cumulated to an
/// exponential draw; `None` if it never does.
fn age_at_break(hazard: f32, half_life: f32, uniform: f32) -> Option<f32> {
    let asymptote = hazard * half_life / std::f32::consts::LN_2;
    let needed = -math::ln(uniform);
    (needed < asymptote)
        .then(|| -half_life / std::f32::consts::LN_2 * math::ln(1.0 - needed / asymptote))
}

/// Grievance that a settlement leaves, as if so much of the claim had been given up: dropped·s·(1−met).
fn left_over(dropped: f32, severity: f32, met: Met) -> f32 {
    dropped * severity * (1.0 - met.get())
}

/// Draws once, when a settlement is made, whether and when it will break, and enters what follows
/// in the calendar. The people of the model learn of it only then.
fn foresee(
    Case { d, c, scene, now }: Case,
    recourse: Recourse,
    basis: &Basis,
    met: Met,
    word: u32,
) {
    let p = &scene.params.settlement;
    let age = age_at_break(hazard(d, basis, c, scene), p.breaking_half_life, unit(word));
    let kept_months = scene.params.radius.kept_months;
    let is_kept = age.is_none_or(|age| age > kept_months as f32);
    if is_kept && !basis.is_imposed() {
        let due = (scene.month as usize + kept_months as usize) % RING;
        if !d.facts.is_within_group {
            c.docket.keeping[due] += 1;
        }
        match recourse.kind() {
            Some(Kind::Customary) => c.docket.kept_plans[0][due] += 1,
            Some(Kind::PeaceCommittee) => c.docket.kept_plans[1][due] += 1,
            // Other forums make no plans.
            Some(
                Kind::Public
                | Kind::RentedPublic
                | Kind::Vigilante
                | Kind::PrivateNational
                | Kind::PrivateInternational
                | Kind::Criminal,
            )
            | None => {}
        }
    }
    if let Some(age) = age {
        let settled = Settled {
            dispute: *d,
            recourse,
            at: now,
            breaks: now + age,
            by_agreement: !basis.is_imposed(),
            met,
        };
        enter(&mut c.docket.settled, settled);
    }
}

/// Opens again the disputes whose settlement breaks in this step.
pub(crate) fn reopen(c: &mut Community, scene: &Scene) {
    let mut i = 0;
    while i < c.docket.settled.len() {
        if c.docket.settled[i].breaks >= scene.until {
            i += 1;
            continue;
        }
        let broken = c.docket.settled.swap_remove(i);
        // Those who have left have nothing to break.
        if mobility::is_apart(&broken.dispute, c) {
            continue;
        }
        c.tally.reopened += 1;
        c.tally.broken[broken.recourse] += 1;
        c.docket.at_rest -= 1;
        let mut d = broken.dispute;
        if let Some(kind) = broken.recourse.kind()
            && broken.breaks - broken.at <= 12.0
        {
            let group = c.households.group_of(usize::from(d.initiator));
            beliefs::forget_success(&mut c.opinion, kind, group);
        }
        if broken.by_agreement && !d.facts.is_within_group {
            c.tally.cross_broken += 1;
        }
        heat::calm(&mut c.docket.feuds, &d, false);
        d.arisen = broken.breaks.max(scene.from);
        c.note_dispute(broken.breaks, &d, What::Breaks);
        d.stage = Stage::Deciding;
        d.tried = 0;
        d.reopened = d.reopened.saturating_add(1);
        // Anger halved while the agreement was kept, as far as it gave what was claimed.
        d.anger.approach(0.0, 0.5 * broken.met.get());
        enter(&mut c.docket.open, d);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_share_broken_is_that_of_the_cumulated_hazard() {
        let (hazard, half_life) = (0.05_f32, 6.0_f32);
        let n = 20_000;
        let ages: Vec<_> = (0..n)
            .filter_map(|i| age_at_break(hazard, half_life, (i as f32 + 0.5) / n as f32))
            .collect();
        for month in [3.0_f32, 6.0, 24.0, 200.0] {
            let share = ages.iter().filter(|&&age| age <= month).count() as f32 / n as f32;
            let cumulated = hazard * half_life / std::f32::consts::LN_2
                * (1.0 - (-month / half_life * std::f32::consts::LN_2).exp());
            assert!((share - (1.0 - (-cumulated).exp())).abs() < 1e-3, "{month}: {share}");
        }
    }

    /// One that meets nothing leaves what giving up leaves, one that meets all of the claim nothing.
    #[test]
    fn verif_what_is_left_falls_with_what_is_met() {
        assert_eq!(left_over(0.1, 0.6, Met(0)), 0.1 * 0.6);
        assert_eq!(left_over(0.1, 0.6, Met::ALL), 0.0);
        assert!(left_over(0.1, 0.6, Met(50)) > left_over(0.1, 0.6, Met(200)));
    }

    #[test]
    fn without_hazard_everything_is_kept() {
        assert_eq!(age_at_break(0.0, 6.0, 1e-6), None);
    }
}
