//! How violence comes about and what holds it down.

use super::{Allowed, range, table};

table! {
    /// Escalation (section 4.6).
    Escalation in "escalation" at escalation {
        /// Hazard by which an open dispute of middling severity and anger turns violent.
        hazard: f64 = 0.009, range(0.005, 0.04), Allowed::NOT_NEGATIVE, "hazard per month", Behaviour, "F49, F54, F55; set within its range by docs/calibration.md";
        /// Rise with severity.
        severity: f64 = 2.0, range(1.0, 4.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.6";
        /// Rise with anger.
        anger: f64 = 1.0, range(0.0, 2.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.6";
        /// Rise where the parties are outside each other's radius.
        outside: f64 = 0.4, range(-0.3, 1.0), Allowed::Any, "log hazard", Behaviour, "model, 4.6";
        /// Rise with arms.
        arms: f64 = 0.3, range(0.0, 1.0), Allowed::Any, "log hazard per 100 arms per 1,000 adults", Behaviour, "model, 4.6";
        /// Fall with deterrence.
        deterrence: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.6";
        /// Fall with hope: trust in the forum where a date is set.
        hope: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.6 (never measured)";
        /// Factor where the dispute is put up with.
        lumped: f32 = 0.5, range(0.2, 1.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.4";
        /// Factor during self-help.
        self_help: f64 = 4.0, range(2.0, 8.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.4";
        /// Dead of an act of people against people that kills: lethality tells deaths, so that fewer acts kill where each kills more.
        dead: f64 = 1.3, range(1.0, 1.5), Allowed::AtLeast(1.0), "dead per lethal act", Behaviour, "F52, F96";
        /// Deaths per violent act without arms.
        lethality: f64 = 0.018, range(0.01, 0.06), Allowed::SHARE, "deaths per act", Behaviour, "F54, F55; set within its range by docs/calibration.md";
        /// Rise of deaths per act with arms.
        lethality_arms: f32 = 1.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "per 100 arms per 1,000 adults", Behaviour, "model, 4.6";
    }
}

table! {
    /// Feuds (section 4.7).
    Feuds in "feuds" at feuds {
        /// Branching ratio: strikes caused by a violent act where nothing holds them back.
        branching: f64 = 0.15, range(0.03, 0.8), Allowed::NOT_NEGATIVE, "strikes per act", Behaviour, "F49; model, 4.7 (n)";
        /// Heat that a violent act of full severity adds.
        heat: f64 = 0.5, range(0.2, 0.8), Allowed::SHARE, "level", Behaviour, "model, 4.7 (eta)";
        /// Mean heat that an act adds over all acts; turns the branching ratio into a hazard.
        mean_heat: f64 = 0.20, range(0.1, 0.3), Allowed::AtLeast(0.001), "level", Numerical, "measured in weak_state";
        /// Factor on heat where the parties are inside each other's radius.
        inside: f32 = 0.5, range(0.2, 1.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.7";
        /// Half-life of heat on the slow clock.
        half_life: f64 = 24.0, range(6.0, 48.0), Allowed::AtLeast(0.1), "months", Behaviour, "assumed; model, 4.7 (slow)";
        /// Half-life of heat on the fast clock.
        fast_half_life: f64 = 1.0, range(0.3, 2.0), Allowed::AtLeast(0.1), "months", Behaviour, "assumed; model, 4.7 (fast)";
        /// Share of strikes that fall on the fast clock; with none, heat has one half-life.
        fast_share: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of strikes", Behaviour, "assumed; model, 4.7 (w)";
        /// Fall of striking with deterrence.
        deterrence: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "log hazard per level", Behaviour, "model, 4.7";
        /// Fall of striking with collective efficacy.
        efficacy: f64 = 0.5, range(0.0, 1.5), Allowed::Any, "log hazard per level", Behaviour, "model, 4.7";
        /// Fall of striking while a settlement stands.
        settled: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "log hazard", Behaviour, "model, 4.7";
        /// What is left of one's own heat after a strike.
        after_strike: f32 = 0.4, range(0.1, 0.8), Allowed::SHARE, "factor", Behaviour, "model, 4.7";
        /// Strikes that hit kin and not the opponent himself.
        kin: f32 = 0.4, range(0.0, 0.8), Allowed::SHARE, "probability", Behaviour, "model, 4.7";
        /// Heat below which a feud is forgotten.
        forgotten: f32 = 0.01, range(0.001, 0.05), Allowed::Within(0.0001, 0.2), "level", Numerical, "a feud below it is not kept";
    }
}

table! {
    /// Coverage and deterrence (section 4.9): effect of a provider's presence on each origin of violence.
    Deterrence in "deterrence" at deterrence {
        /// Part of the effect that acts by being seen, without information.
        visible: f32 = 0.3, range(0.1, 0.6), Allowed::SHARE, "share", Behaviour, "model, 4.9 (v)";
        /// Share of those posted who are on duty at a time.
        on_duty: f64 = 0.25, range(0.2, 0.33), Allowed::SHARE, "share", Behaviour, "model, 4.9";
        /// Public police on disputes.
        public_dispute: f64 = 0.3, range(0.15, 0.6), Allowed::NOT_NEGATIVE, "per officer on duty per 1,000 households", Behaviour, "F28, F29; model, 4.9";
        /// Public police on feuds.
        public_feud: f64 = 0.3, range(0.15, 0.6), Allowed::NOT_NEGATIVE, "per officer on duty per 1,000 households", Behaviour, "F28, F29; model, 4.9";
        /// Public police on predation.
        public_predation: f64 = 0.3, range(0.15, 0.6), Allowed::NOT_NEGATIVE, "per officer on duty per 1,000 households", Behaviour, "F28, F29; model, 4.9";
        /// Public police on gang war.
        public_gang_war: f64 = 0.2, range(0.1, 0.4), Allowed::NOT_NEGATIVE, "per officer on duty per 1,000 households", Behaviour, "F28, F29; model, 4.9";
        /// Bands on disputes.
        vigilante_dispute: f64 = 0.1, range(0.05, 0.2), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Bands on feuds.
        vigilante_feud: f64 = 0.0, range(0.0, 0.1), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Bands on predation.
        vigilante_predation: f64 = 0.5, range(0.25, 1.0), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Bands on gang war.
        vigilante_gang_war: f64 = 0.2, range(0.1, 0.4), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Companies from abroad on dispute.
        company_dispute: f64 = 0.1, range(0.05, 0.2), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Companies from abroad on feud.
        company_feud: f64 = 0.5, range(0.25, 1.0), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Companies from abroad on predation.
        company_predation: f64 = 0.4, range(0.2, 0.8), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Companies from abroad on gang war.
        company_gang_war: f64 = 0.6, range(0.3, 1.2), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Guards on predation.
        guards_predation: f64 = 0.5, range(0.25, 1.0), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Guards on gang war.
        guards_gang_war: f64 = 0.1, range(0.05, 0.2), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Missions on dispute.
        mission_dispute: f32 = 0.2, range(0.1, 0.4), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Missions on feud.
        mission_feud: f32 = 0.3, range(0.15, 0.6), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Missions on predation.
        mission_predation: f32 = 0.3, range(0.15, 0.6), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Missions on gang war.
        mission_gang_war: f32 = 0.4, range(0.2, 0.8), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Gangs on disputes.
        criminal_dispute: f64 = 0.2, range(0.1, 0.4), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Gangs on feuds.
        criminal_feud: f64 = 0.3, range(0.15, 0.6), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
        /// Gangs on predation.
        criminal_predation: f64 = 0.4, range(0.2, 0.8), Allowed::NOT_NEGATIVE, "per man on duty per 1,000 households", Behaviour, "model, 4.9";
    }
}

table! {
    /// Predation, displacement and diffusion (section 4.10).
    Predation in "predation" at predation {
        /// Share of spare men who prey.
        offenders: f64 = 0.053, range(0.01, 0.08), Allowed::SHARE, "share of spare men", Behaviour, "model, 4.10; set within its range by docs/calibration.md";
        /// Pull of staying idle.
        idle: f64 = 0.8, range(-3.0, 5.0), Allowed::Any, "utility (w0)", Behaviour, "model, 4.10 (swept)";
        /// Pull of idleness added by ties in the home community.
        ties: f64 = 1.0, range(0.0, 2.0), Allowed::Any, "utility per level of efficacy", Behaviour, "model, 4.10";
        /// Response to what there is to take: exponent on wealth.
        wealth: f64 = 0.7, range(0.3, 1.0), Allowed::Any, "exponent", Behaviour, "model, 4.10";
        /// Response to believed deterrence.
        deterrence: f64 = 2.0, range(0.5, 4.0), Allowed::Any, "utility per level (chi)", Behaviour, "model, 4.10";
        /// Distance over which targets lose their pull by e.
        distance_km: f64 = 10.0, range(3.0, 30.0), Allowed::AtLeast(0.1), "km", Behaviour, "model, 4.10";
        /// Share of predation that is violent.
        violent: f64 = 0.135, range(0.1, 0.4), Allowed::SHARE, "probability", Behaviour, "F49; set within its range by docs/calibration.md";
        /// Probability of arrest at full deterrence.
        arrest: f32 = 0.1, range(0.03, 0.3), Allowed::SHARE, "probability", Behaviour, "model, 4.10";
        /// Time that an arrest takes an offender away.
        arrest_months: u32 = 6, range(3.0, 12.0), Allowed::Within(1.0, 12.0), "months", Behaviour, "model, 4.10";
        /// What a theft takes, in days of the victim's income.
        stake_days: f64 = 5.0, range(1.0, 15.0), Allowed::NOT_NEGATIVE, "days of income", Behaviour, "assumed";
        /// Speed at which offenders' beliefs about deterrence follow the facts.
        news: f64 = 0.1, range(0.05, 0.3), Allowed::SHARE, "share per month", Behaviour, "model, 4.10";
        /// Share of a community's police patrol that walks next door, in all neighbours alike, and not at home.
        patrol_spill: f32 = 0.3, range(0.0, 0.6), Allowed::SHARE, "share of patrol", Behaviour, "model, 4.10";
    }
}
