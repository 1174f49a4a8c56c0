//! How disputes arise and how forums work.

use super::{Allowed, range, table};

table! {
    /// Disputes arise (section 4.2).
    Disputes in "disputes" at disputes {
        /// Disputes that a household of the reference world enters.
        arrival: f64 = 0.055, range(0.02, 0.12), Allowed::Within(0.0, 1.0), "per household and month", Behaviour, "F16, F21; set within its range by docs/calibration.md";
        /// Response to poverty around its mean.
        poverty: f64 = 0.5, range(0.0, 1.0), Allowed::Any, "log rate per level", Behaviour, "model, 4.2 (a)";
        /// Response to crowding around its mean.
        crowding: f64 = 0.3, range(0.0, 1.0), Allowed::Any, "log rate per level", Behaviour, "model, 4.2 (b)";
        /// Response to the household's grievance around its mean.
        grievance: f64 = 0.5, range(0.0, 1.5), Allowed::Any, "log rate per level", Behaviour, "model, 4.2 (c)";
        /// Fall with collective efficacy above its mean.
        efficacy: f64 = 0.5, range(0.0, 1.5), Allowed::Any, "log rate per level", Behaviour, "model, 4.2 (d)";
        /// Disputes with neighbours and over land that projects prevent where they are within everybody's reach.
        project_quarrels: f64 = 0.2, range(0.0, 0.5), Allowed::SHARE, "share of disputes", Behaviour, "assumed; model, 4.2 (e)";
        /// Disputes over other matters that they prevent; of money and family they prevent none.
        project_others: f64 = 0.1, range(0.0, 0.25), Allowed::SHARE, "share of disputes", Behaviour, "assumed; model, 4.2 (e)";
        /// Grievance of the reference world.
        mean_grievance: f32 = 0.06, range(0.03, 0.12), Allowed::SHARE, "level", Numerical, "model, section 9";
        /// Efficacy of the reference world.
        mean_efficacy: f32 = 0.65, range(0.5, 0.7), Allowed::SHARE, "level", Numerical, "model, section 9";
        /// Share of disputes within the own group.
        homophily: f32 = 0.7, range(0.4, 0.95), Allowed::SHARE, "probability", Behaviour, "model, 4.2";
        /// Share of disputes with a former opponent, for those who have one.
        former_opponent: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "probability", Behaviour, "assumed";
        /// Concentration of the Beta distribution of severity.
        concentration: f64 = 4.0, range(2.0, 10.0), Allowed::AtLeast(0.5), "a + b", Behaviour, "model, 4.2";
        /// Victims of predation who know the offender.
        known_offender: f32 = 0.3, range(0.1, 0.6), Allowed::SHARE, "probability", Behaviour, "model, 4.2";
        /// Dropping of an open dispute.
        dropping: f64 = 0.0425, range(0.04, 0.2), Allowed::NOT_NEGATIVE, "hazard per month", Behaviour, "F17; set within its range by docs/calibration.md";
        /// Factor on dropping where the dispute is put up with.
        lumped_dropping: f64 = 2.0, range(2.0, 10.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "F17; set within its range by docs/calibration.md";
        /// Most that covariates raise the rate by.
        ceiling: f32 = 5.0, range(4.0, 6.0), Allowed::AtLeast(2.0), "multiple of the base rate", Numerical, "model, 4.2";
        /// Disputes over money, as a weight among those that households bring.
        share_money: f64 = 0.30, range(0.2, 0.4), Allowed::SHARE, "weight", Behaviour, "model, 4.2 (Dirichlet, sum 20)";
        /// Disputes over matters between neighbours, as a weight among those that households bring.
        share_neighbour: f64 = 0.30, range(0.2, 0.4), Allowed::SHARE, "weight", Behaviour, "model, 4.2 (Dirichlet, sum 20)";
        /// Disputes over land and property, as a weight among those that households bring.
        share_land: f64 = 0.15, range(0.05, 0.25), Allowed::SHARE, "weight", Behaviour, "model, 4.2 (Dirichlet, sum 20)";
        /// Disputes over domestic matters, as a weight among those that households bring.
        share_domestic: f64 = 0.15, range(0.05, 0.25), Allowed::SHARE, "weight", Behaviour, "model, 4.2 (Dirichlet, sum 20)";
        /// Disputes over other matters, as a weight among those that households bring.
        share_other: f64 = 0.10, range(0.05, 0.2), Allowed::SHARE, "weight", Behaviour, "model, 4.2 (Dirichlet, sum 20)";
        /// Mean severity of disputes over money.
        severity_money: f64 = 0.30, range(0.2, 0.4), Allowed::Within(0.01, 0.99), "level", Behaviour, "model, 4.2";
        /// Mean severity of disputes between neighbours.
        severity_neighbour: f64 = 0.25, range(0.15, 0.35), Allowed::Within(0.01, 0.99), "level", Behaviour, "model, 4.2";
        /// Mean severity of disputes over land and property.
        severity_land: f64 = 0.45, range(0.35, 0.55), Allowed::Within(0.01, 0.99), "level", Behaviour, "model, 4.2";
        /// Mean severity of domestic disputes.
        severity_domestic: f64 = 0.45, range(0.35, 0.55), Allowed::Within(0.01, 0.99), "level", Behaviour, "model, 4.2";
        /// Mean severity of other disputes.
        severity_other: f64 = 0.30, range(0.2, 0.4), Allowed::Within(0.01, 0.99), "level", Behaviour, "model, 4.2";
        /// Mean severity of assaults.
        severity_assault: f64 = 0.60, range(0.5, 0.7), Allowed::Within(0.01, 0.99), "level", Behaviour, "assumed";
        /// Mean severity of thefts.
        severity_theft: f64 = 0.40, range(0.3, 0.5), Allowed::Within(0.01, 0.99), "level", Behaviour, "assumed";
    }
}

table! {
    /// Forums work (section 4.4): agreement held, planned and kept; imposition; punishment; no forum.
    Settlement in "settlement" at settlement {
        /// Whether both parties come: constant.
        held: f64 = 0.5, range(-0.5, 1.5), Allowed::Any, "logit", Behaviour, "model, 4.4";
        /// Weight of each party's trust.
        held_trust: f32 = 2.0, range(1.0, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Weight of the legitimacy of those who steer, beyond trust in the forum itself.
        held_steering: f32 = 2.0, range(0.0, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Bonus where the parties trust each other's kind (inside the radius).
        held_inside: f32 = 0.7, range(0.0, 1.5), Allowed::Any, "logit", Behaviour, "model, 4.4";
        /// Penalty for the advantage of the one who is asked.
        held_advantage: f32 = 0.7, range(0.0, 1.5), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Whether a plan is found: constant.
        plan: f64 = 1.5, range(0.5, 3.0), Allowed::Any, "logit", Behaviour, "F9 (upper bound); model, 4.4";
        /// Weight of skill in leading a gathering.
        plan_skill: f32 = 1.5, range(0.5, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Weight of the share of attenders inside both parties' radius.
        plan_knowledge: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "logit per share", Behaviour, "model, 4.4; claim 66";
        /// Weight of the logarithm of attenders over ten.
        plan_attenders: f32 = 0.4, range(0.0, 1.0), Allowed::Any, "logit per log ratio", Behaviour, "model, 4.4; claim 66";
        /// Penalty for severity.
        plan_severity: f32 = 1.5, range(0.5, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Attenders of a gathering.
        attenders: f64 = 10.0, range(5.0, 15.0), Allowed::AtLeast(1.0), "persons", Behaviour, "F11";
        /// Hazard by which a settlement breaks at first.
        breaking: f64 = 0.02, range(0.005, 0.10), Allowed::NOT_NEGATIVE, "hazard per month", Behaviour, "model, 4.4 (never measured); F17, F23b; set within its range by docs/calibration.md";
        /// Age at which the hazard of breaking has halved.
        breaking_half_life: f32 = 6.0, range(3.0, 12.0), Allowed::AtLeast(0.1), "months", Behaviour, "model, 4.4";
        /// Rise of breaking with severity.
        breaking_severity: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.4";
        /// Fall of breaking with the share of attenders inside both radii.
        breaking_knowledge: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "log hazard per share", Behaviour, "model, 4.4";
        /// Fall of breaking with the logarithm of attenders over ten.
        breaking_attenders: f32 = 0.5, range(0.0, 1.0), Allowed::Any, "log hazard per log ratio", Behaviour, "model, 4.4";
        /// Rise of breaking where a party did not consent.
        breaking_dissent: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "log hazard", Behaviour, "model, 4.4";
        /// Fall of breaking of an imposed decision with deterrence.
        breaking_deterrence: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.4";
        /// Factor on breaking where an imposed decision was not accepted.
        breaking_unaccepted: f32 = 3.0, range(1.5, 5.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.4";
        /// Concentration of the Beta distribution of the share of the claim that a settlement meets.
        degree_concentration: f64 = 2.0, range(0.5, 4.0), Allowed::AtLeast(0.1), "a + b", Behaviour, "model, 4.4; set within its range by F17, F19, F23";
        /// Share of the claim met from which people call a settlement complete.
        complete: f32 = 0.8, range(0.7, 0.95), Allowed::SHARE, "share of the claim", Behaviour, "assumed; F23, F104";
        /// Share of the claim met from which they call it partial; below, nothing is resolved for them.
        partial: f32 = 0.1, range(0.1, 0.4), Allowed::SHARE, "share of the claim", Behaviour, "assumed; F17";
        /// Evidence without information.
        evidence: f32 = 0.3, range(0.1, 0.5), Allowed::SHARE, "probability", Behaviour, "model, 4.4";
        /// Evidence added by full information.
        evidence_information: f32 = 0.6, range(0.2, 0.7), Allowed::SHARE, "probability", Behaviour, "model, 4.4";
        /// Whether a decision is accepted: constant.
        accepted: f32 = 0.5, range(-0.5, 1.5), Allowed::Any, "logit", Behaviour, "model, 4.4";
        /// Weight of trust in acceptance.
        accepted_trust: f32 = 2.0, range(1.0, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Weight of fairness in acceptance.
        accepted_fairness: f32 = 1.5, range(0.5, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Grievance of the loser of a decision that was not accepted.
        unaccepted_grievance: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "level", Behaviour, "model, 4.4";
        /// Whether talking ends in agreement: constant.
        talk: f64 = 0.3, range(-0.5, 1.0), Allowed::Any, "logit", Behaviour, "model, 4.4";
        /// Bonus of talking inside the radius.
        talk_inside: f32 = 0.7, range(0.0, 1.5), Allowed::Any, "logit", Behaviour, "model, 4.4";
        /// Penalty of talking with severity.
        talk_severity: f32 = 1.5, range(0.5, 3.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Penalty of talking with anger.
        talk_anger: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "logit per level", Behaviour, "model, 4.4";
        /// Time that talking takes.
        talk_delay: f32 = 0.1, range(0.03, 0.3), Allowed::NOT_NEGATIVE, "months", Behaviour, "assumed";
        /// Probability that self-help takes back what was lost.
        self_help: f64 = 0.4, range(0.2, 0.6), Allowed::SHARE, "probability", Behaviour, "model, 4.4";
        /// Time that self-help takes.
        self_help_months: f32 = 1.0, range(0.3, 2.0), Allowed::AtLeast(0.01), "months", Behaviour, "assumed";
        /// Anger added by a forum that failed.
        failure_anger: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "level", Behaviour, "model, 4.4";
        /// Grievance left by a dropped dispute, times severity.
        dropped_grievance: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "level per severity", Behaviour, "model, 4.6";
        /// Grievance of the loser where a biased forum decided, times the bias that hit him.
        biased_grievance: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "level per bias", Behaviour, "model, 4.5";
    }
}
