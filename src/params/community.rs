//! What communities share: trust across groups, efficacy, problems and projects.

use super::{Allowed, range, table};

table! {
    /// Radius of trust (section 4.20): moved by kept and broken agreements across groups only.
    Radius in "radius" at radius {
        /// Radius at the start, to which habit returns.
        start: f64 = 0.3, range(0.1, 0.6), Allowed::SHARE, "level (r0)", Situation, "model, 4.20";
        /// Narrowest radius.
        least: f64 = 0.1, range(0.0, 0.2), Allowed::SHARE, "level", Behaviour, "model, 4.20";
        /// Widest radius.
        most: f64 = 0.8, range(0.6, 1.0), Allowed::SHARE, "level", Behaviour, "model, 4.20";
        /// Response to an agreement across groups, per 1,000 households; double for a breach.
        response: f64 = 0.005, range(0.002, 0.02), Allowed::NOT_NEGATIVE, "share of the gap per event and 1,000 households", Behaviour, "model, 4.20 (delta)";
        /// Return to the start.
        habit: f64 = 0.01, range(0.005, 0.03), Allowed::SHARE, "share of the gap per month", Behaviour, "model, 4.20";
        /// Time after which an agreement counts as kept.
        kept_months: u32 = 6, range(3.0, 12.0), Allowed::Within(1.0, 12.0), "months", Behaviour, "model, 4.20";
        /// How much more a broken promise or a violent act narrows than a kept one widens.
        asymmetry: f32 = 2.0, range(1.0, 4.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.20";
    }
}

table! {
    /// Collective efficacy (section 4.21).
    Efficacy in "efficacy" at efficacy {
        /// Efficacy at the start; burn-in moves it.
        start: f64 = 0.66, range(0.3, 0.8), Allowed::SHARE, "level", Situation, "model, 4.21; rest point of the weak state";
        /// Speed of change.
        speed: f32 = 0.02, range(0.01, 0.05), Allowed::SHARE, "share of the gap per month", Behaviour, "model, 4.21";
        /// Efficacy without uses, ties at the mean and no fear.
        base: f64 = -1.36, range(-3.0, -1.0), Allowed::Any, "logit", Behaviour, "model, 4.21; rests where it did when sittings counted whole";
        /// What a settlement of a gathering that breaks takes away, over what one that is kept gives.
        broken: f32 = 2.0, range(0.0, 4.0), Allowed::NOT_NEGATIVE, "kept settlements", Behaviour, "assumed";
        /// What a sitting of elders gives, over what a kept settlement of a gathering gives.
        sitting: f32 = 0.5, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "kept settlements", Behaviour, "assumed";
        /// Fall with fear.
        fear: f64 = 2.0, range(1.0, 4.0), Allowed::Any, "logit per level", Behaviour, "model, 4.21";
        /// Standard deviation of ties between communities.
        ties_spread: f64 = 0.3, range(0.0, 0.6), Allowed::NOT_NEGATIVE, "logit", Situation, "assumed";
    }
}

table! {
    /// Problems and projects (sections 2, 4.17).
    Peacebuilding in "peacebuilding" at peacebuilding {
        /// Generic problems that arise.
        problems: f64 = 0.2, range(0.05, 0.5), Allowed::NOT_NEGATIVE, "per month and 1,000 households", Behaviour, "model, section 2";
        /// Half-life of a problem that nobody solves.
        problem_half_life: f64 = 60.0, range(24.0, 120.0), Allowed::AtLeast(1.0), "months", Behaviour, "model, section 2";
        /// Fear that an open problem per 1,000 households keeps alive.
        problem_fear: f32 = 0.0005, range(0.0, 0.003), Allowed::NOT_NEGATIVE, "level per month", Behaviour, "assumed";
        /// Cost of a project.
        project_cost: f64 = 10_000.0, range(3_000.0, 40_000.0), Allowed::AtLeast(1.0), "rand", Situation, "model, 4.17", late;
        /// Probability that a project is built, times skill.
        built: f32 = 0.8, range(0.4, 1.0), Allowed::SHARE, "probability per skill", Behaviour, "model, 4.17", late;
        /// Households of its site among whom a project does half of what projects can.
        served: f64 = 500.0, range(100.0, 2000.0), Allowed::AtLeast(1.0), "households", Behaviour, "assumed", late;
        /// Half-life of a project.
        project_half_life: f64 = 24.0, range(12.0, 60.0), Allowed::AtLeast(1.0), "months", Behaviour, "model, 4.17", late;
    }
}
