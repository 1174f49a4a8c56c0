//! Feelings and beliefs of households.

use super::{Allowed, range, table};

table! {
    /// Fear and grievance (sections 3, 4.6, 4.15).
    Feeling in "feeling" at feeling {
        /// Half-life of fear.
        fear_half_life: f64 = 6.0, range(3.0, 12.0), Allowed::AtLeast(0.1), "months", Behaviour, "model, section 3";
        /// Half-life of grievance.
        grievance_half_life: f64 = 24.0, range(12.0, 60.0), Allowed::AtLeast(0.1), "months", Behaviour, "model, section 3";
        /// Fear added to the victim of a violent act.
        victim: f64 = 0.4, range(0.2, 0.6), Allowed::SHARE, "level", Behaviour, "model, 4.6";
        /// Fear added to those who hear of a violent act.
        hearing: f64 = 0.12, range(0.03, 0.2), Allowed::SHARE, "level", Behaviour, "model, 4.6; F114; set within its range by docs/calibration.md";
        /// Share of a community of 500 households that hears of a violent act; as many households elsewhere.
        hearers: f64 = 0.2, range(0.05, 0.5), Allowed::SHARE, "share of households", Behaviour, "model, 4.6";
        /// Fear added to the victim of a theft.
        theft_victim: f32 = 0.15, range(0.05, 0.3), Allowed::SHARE, "level", Behaviour, "model, 4.6";
        /// Fear added to those who hear of a theft.
        theft_hearing: f64 = 0.03, range(0.0, 0.1), Allowed::SHARE, "level", Behaviour, "model, 4.6";
        /// Hearers of a theft over those of a violent act.
        theft_hearers: f64 = 0.3333, range(0.1, 0.5), Allowed::SHARE, "ratio", Behaviour, "model, 4.6";
        /// Fear of an incident next door over one at home.
        next_door: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "ratio", Behaviour, "model, 4.6";
        /// Relief from fear by seen patrol of any body, for each on duty per 1,000 households who is trusted.
        patrol_relief: f32 = 0.05, range(0.0, 0.15), Allowed::NOT_NEGATIVE, "share of fear per month", Behaviour, "model, 4.15";
        /// Grievance added to the victim of violence.
        victim_grievance: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "level", Behaviour, "assumed";
        /// Spread of how well each kind of provider fits the culture of a place.
        fit_spread: f64 = 0.1, range(0.0, 0.2), Allowed::NOT_NEGATIVE, "level", Behaviour, "assumed";
    }
}

table! {
    /// Beliefs (section 4.22): trust in kinds of provider and legitimacy of auspices.
    Beliefs in "beliefs" at beliefs {
        /// Weight of an own experience.
        experience: f32 = 0.15, range(0.05, 0.4), Allowed::SHARE, "share of the gap", Behaviour, "model, 4.22";
        /// Factor where the experience was worse than trust.
        worse: f32 = 1.5, range(1.0, 3.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.22";
        /// Weight of the result beside how one was treated.
        result: f32 = 0.3, range(0.0, 0.6), Allowed::SHARE, "share", Behaviour, "model, 4.22";
        /// Households that hear of an experience.
        hearers: u32 = 8, range(2.0, 20.0), Allowed::Within(0.0, 1000.0), "households", Behaviour, "model, 4.22";
        /// Weight of what one hears.
        hearing: f64 = 0.03, range(0.01, 0.06), Allowed::SHARE, "share of the gap", Behaviour, "model, 4.22";
        /// Weight of a public event for all the community.
        public_event: f32 = 0.005, range(0.0, 0.02), Allowed::SHARE, "share of the gap", Behaviour, "model, 4.22";
        /// Return to the community's mean and one's own disposition without contact.
        fading: f32 = 0.01, range(0.005, 0.03), Allowed::SHARE, "share of the gap per month", Behaviour, "model, 4.22";
        /// Standard deviation of dispositions.
        disposition: f64 = 0.15, range(0.05, 0.25), Allowed::Within(0.0, 0.5), "level", Behaviour, "model, 4.22";
        /// Weight of aspiration: satisfaction is relative.
        aspiration: f64 = 0.3, range(0.0, 0.8), Allowed::SHARE, "share (w)", Behaviour, "model, 4.22";
        /// Memory of aspiration.
        aspiration_months: f64 = 24.0, range(6.0, 60.0), Allowed::AtLeast(1.0), "months", Behaviour, "model, 4.22";
        /// Speed at which the legitimacy of auspices follows what they are seen to stand behind.
        legitimacy: f64 = 0.05, range(0.02, 0.10), Allowed::SHARE, "share of the gap per month", Behaviour, "model, 4.22";
        /// Weight of seats held by the own group.
        voice: f64 = 0.2, range(0.0, 0.4), Allowed::SHARE, "level", Behaviour, "model, 4.22";
        /// Share of people who know who stands behind a post.
        attribution: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of people", Behaviour, "model, 4.22";
        /// Memory of how forums performed.
        performance_months: f64 = 24.0, range(12.0, 48.0), Allowed::AtLeast(1.0), "months", Behaviour, "assumed";
        /// Outcome: helped without a bribe.
        helped: f64 = 0.8, range(0.6, 1.0), Allowed::SHARE, "level", Behaviour, "model, 4.22";
        /// Outcome: helped for a bribe.
        helped_for_bribe: f64 = 0.4, range(0.2, 0.6), Allowed::SHARE, "level", Behaviour, "model, 4.22";
        /// Outcome: ignored or turned away.
        ignored: f64 = 0.15, range(0.1, 0.5), Allowed::SHARE, "level", Behaviour, "model, 4.22; trust is no higher where violence is";
        /// Outcome: stopped and let go.
        let_go: f64 = 0.45, range(0.4, 0.6), Allowed::SHARE, "level", Behaviour, "model, 4.22; set within its range by docs/calibration.md";
        /// Outcome: stopped and charged.
        charged: f64 = 0.02, range(0.0, 0.3), Allowed::SHARE, "level", Behaviour, "model, 4.22; set within its range by docs/calibration.md";
        /// Outcome: beaten or punished.
        beaten: f64 = 0.0, range(0.0, 0.2), Allowed::SHARE, "level", Behaviour, "model, 4.22";
        /// Cases that the prior of a forum's performance weighs, for a third of a community of 500 households.
        prior_cases: f32 = 5.0, range(1.0, 20.0), Allowed::AtLeast(0.1), "cases per 167 households", Behaviour, "model, 4.3";
        /// Kept plans from which on they count as one whole public event.
        plans_noticed: f32 = 20.0, range(5.0, 50.0), Allowed::AtLeast(0.1), "plans per 1,000 households and month", Behaviour, "assumed";
    }
}

table! {
    /// Repute of auspices (section 4.22): what those go by who do not see who stands behind a post.
    Repute in "repute" at repute {
        /// Speed at which it moves to what is known next door and in the country's news.
        hearing: f32 = 0.02, range(0.0, 0.1), Allowed::SHARE, "share of the gap per month", Behaviour, "assumed; model, 4.22";
        /// Speed at which it fades to one half.
        fading: f32 = 0.002, range(0.0, 0.01), Allowed::SHARE, "share of the gap per month", Behaviour, "assumed; model, 4.22";
        /// Weight of the country's news beside what is known next door, where both say anything.
        news: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
    }
}
