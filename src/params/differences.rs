//! How much places differ, and persons.

use super::{Allowed, range, table};

table! {
    /// Places and posts differ (model, 4.29): traits drawn for each place from fields that are alike where places are near.
    Differences in "differences" at differences {
        /// Distance over which what near places share fades to 1/e.
        range_km: f64 = 15.0, range(5.0, 60.0), Allowed::AtLeast(0.5), "km", Situation, "assumed";
        /// Distance over which what a place has of its own fades to 1/e.
        local_range_km: f64 = 1.5, range(0.5, 5.0), Allowed::AtLeast(0.05), "km", Situation, "assumed";
        /// Share of the variance of hardship, arms and groups that near places share.
        shared: f64 = 0.5, range(0.2, 0.8), Allowed::SHARE, "share of variance", Situation, "assumed; F80, F84";
        /// Spread of poverty with hardship.
        poverty: f64 = 0.6, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "logit of the share of poor households", Situation, "assumed";
        /// Spread of spare men with hardship.
        men: f64 = 0.5, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "log men per household", Situation, "assumed";
        /// Spread of arms.
        arms: f64 = 0.6, range(0.0, 1.2), Allowed::NOT_NEGATIVE, "log arms", Situation, "assumed";
        /// Correlation of arms with hardship.
        arms_with_hardship: f64 = 0.3, range(0.0, 0.8), Allowed::Within(-1.0, 1.0), "correlation", Situation, "assumed";
        /// Spread of officers over stations, beside people and distance from the seat.
        posts: f64 = 0.7, range(0.0, 1.2), Allowed::NOT_NEGATIVE, "log officers", Situation, "F30, F115";
        /// Correlation of a station's officers with the hardship around it.
        posts_with_hardship: f64 = -0.5, range(-0.7, 0.0), Allowed::Within(-1.0, 1.0), "correlation", Situation, "assumed";
        /// Fall of a post's predatory effort where it has more officers than others.
        effort: f64 = 0.9, range(0.0, 1.2), Allowed::NOT_NEGATIVE, "logit", Situation, "assumed; F81";
        /// Share of the variance of elders, whether there are any and how good they are, that near places share.
        custom: f64 = 0.8, range(0.0, 0.8), Allowed::SHARE, "share of variance", Situation, "F82";
        /// Wards over villages: crowding, by half of it each way; spare men and arms in logarithm.
        urban: f64 = 0.1, range(0.0, 0.3), Allowed::NOT_NEGATIVE, "level; log", Situation, "assumed";
        /// Spread of opportunity: what quarrels and prey a place holds beyond what is told of it.
        opportunity: f64 = 0.33, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "log rate of disputes and of pull", Situation, "F71a, F75";
        /// Spread of harshness: how soon quarrels come to blows, beyond what is told of a place.
        harshness: f64 = 0.31, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "log hazard of escalation", Situation, "F71a, F75";
        /// Correlation of opportunity and harshness, at the beginning, with hardship.
        residual_with_hardship: f64 = 0.4, range(0.0, 0.8), Allowed::Within(-1.0, 1.0), "correlation", Situation, "assumed";
        /// Share of the variance of opportunity and harshness that near places share.
        residual_shared: f64 = 0.8, range(0.3, 0.9), Allowed::SHARE, "share of variance", Situation, "F71a, F75";
        /// Correlation of opportunity, and of harshness, with themselves a year later.
        persistence: f64 = 0.96, range(0.90, 0.99), Allowed::SHARE, "correlation", Behaviour, "F74";
    }
}

table! {
    /// Persons differ, and are hit again (model, 4.30).
    Proneness in "proneness" at proneness {
        /// Variance of proneness between households, which is 1 on average; 0: all are alike.
        variance: f64 = 2.2, range(0.0, 3.3), Allowed::Within(0.0, 10.0), "1/k of Gamma(k, k)", Behaviour, "assumed; F100, F101";
        /// Share of proneness, as an exponent, that shows in how often a household quarrels; the rest shows in how soon its quarrels turn violent.
        quarrels: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "exponent (nu)", Behaviour, "assumed";
        /// Households of a spare man or of a gang's, over others, among those of known offenders.
        offenders: f32 = 5.0, range(1.0, 20.0), Allowed::AtLeast(1.0), "factor", Behaviour, "assumed";
        /// Rise of a household's risk of theft just after one.
        repeats: f32 = 1.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "share of its risk", Behaviour, "F93, F94";
        /// Part of that rise for each of the six nearest households.
        near: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "F93, F94";
        /// Half-life of that rise.
        half_life: f64 = 1.0, range(0.3, 3.0), Allowed::AtLeast(0.1), "months", Behaviour, "F93, F94";
    }
}
