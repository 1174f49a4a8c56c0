//! Forum choice: the utility of going somewhere.

use super::{Allowed, range, table};

table! {
    /// Forum choice (section 4.3): a multinomial logit over forums in reach, lumping, talking, self-help.
    Choice in "choice" at choice {
        /// Constant of forums that seek agreement: elders and committees share it.
        agreement: f64 = 0.2, range(-2.0, 2.0), Allowed::Any, "utility", Behaviour, "F17-F19; set within its range by docs/calibration.md";
        /// Constant of forums that impose a verdict: the police.
        verdict: f64 = 0.3, range(-3.0, 1.0), Allowed::Any, "utility", Behaviour, "F18, F19, F33; set within its range by docs/calibration.md";
        /// Constant of forums that use force: bands and gangs.
        force: f64 = -1.5, range(-3.5, 1.0), Allowed::Any, "utility", Behaviour, "assumed";
        /// Constant of self-help.
        self_help: f64 = -2.8, range(-5.0, 0.0), Allowed::Any, "utility", Behaviour, "assumed";
        /// Constant of putting up with it.
        lump: f64 = 1.03, range(-1.0, 3.0), Allowed::Any, "utility", Behaviour, "F18; set within its range by docs/calibration.md";
        /// Constant of talking to the other.
        talk: f64 = -0.25, range(-1.0, 3.0), Allowed::Any, "utility", Behaviour, "F18, F19; set within its range by docs/calibration.md";
        /// Weight of trust in the forum.
        trust: f64 = 3.0, range(1.0, 5.0), Allowed::Any, "utility per level", Behaviour, "model, 4.3";
        /// Weight of severity for forums that can use force.
        force_severity: f32 = 1.0, range(0.0, 2.0), Allowed::Any, "utility per level", Behaviour, "model, 4.3";
        /// Weight of what the forum is known to have settled for good.
        performance: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "utility per share", Behaviour, "model, 4.3";
        /// Weight of cost over monthly income.
        cost: f64 = 4.0, range(1.0, 8.0), Allowed::Any, "utility per month's income", Behaviour, "model, 4.3";
        /// Weight of the logarithm of waiting.
        wait: f32 = 0.4, range(0.0, 1.0), Allowed::Any, "utility per log(1 + months)", Behaviour, "model, 4.3";
        /// Weight of distance.
        distance: f32 = 0.3, range(0.0, 1.0), Allowed::Any, "utility per 5 km", Behaviour, "model, 4.3";
        /// Weight of the share of neighbours who used the forum last year.
        custom: f64 = 1.0, range(0.0, 2.0), Allowed::Any, "utility per share", Behaviour, "model, 4.3";
        /// Weight of expected reprisal.
        reprisal: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "utility per level", Behaviour, "model, 4.3";
        /// Weight against a forum held by the other party's group.
        foreign: f32 = 0.5, range(0.0, 1.5), Allowed::Any, "utility", Behaviour, "model, 4.3";
        /// Reprisal expected for taking a domestic dispute outside the family.
        domestic_reprisal: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "model, 4.2";
        /// Trust at or below which a forum is not considered.
        least_trust: f32 = 0.05, range(0.02, 0.1), Allowed::SHARE, "level", Behaviour, "model, 4.3";
        /// Share of settled cases that people expect of a forum they know nothing of.
        prior_performance: f32 = 0.4, range(0.2, 0.6), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Months after which an unsettled dispute is thought over again.
        reconsider: f32 = 3.0, range(2.0, 6.0), Allowed::AtLeast(0.1), "months", Behaviour, "model, 4.3";
        /// Correlation of the informal forums in one nest; 0 is the plain multinomial logit.
        nest: f32 = 0.0, range(0.0, 0.5), Allowed::Within(0.0, 0.95), "correlation", Behaviour, "model, 4.3";
    }
}
