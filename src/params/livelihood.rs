//! Who is where, and what people live on.

use super::{Allowed, range, table};

table! {
    /// Households leave their place and come home (section 4.34). How many an enclave moves is `enclave.displaced`.
    Mobility in "mobility" at mobility {
        /// Households of those on whom a mob turned that leave.
        mob: f32 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Households of his group that leave for each man who falls in a clash.
        clash: u32 = 3, range(0.0, 10.0), Allowed::Within(0.0, 1000.0), "households", Behaviour, "assumed";
        /// Time without what drove people away after which they come home.
        quiet_months: u32 = 6, range(3.0, 24.0), Allowed::Within(1.0, 1200.0), "months", Behaviour, "assumed";
    }
}

table! {
    /// What people live on: poverty and work (section 4.35). Where everything stays as it is before month 0 nothing moves.
    Livelihood in "livelihood" at livelihood {
        /// How fast a place comes to what the money implies that comes to it beside earnings; 0: never.
        speed: f32 = 0.02, range(0.0, 0.1), Allowed::SHARE, "share of the gap per month", Behaviour, "model, 4.35", late;
        /// Fall of the odds of poverty with that money, over the income of the place.
        response: f32 = 2.0, range(0.0, 5.0), Allowed::NOT_NEGATIVE, "logit per income", Behaviour, "assumed", late;
        /// Spare men who find work by as much money as the place earns, or lose it.
        jobs: f32 = 1.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "share of spare men per income", Behaviour, "assumed", late;
        /// Men with casual work to lose, over spare men at the beginning.
        casual: f32 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "share of spare men", Situation, "assumed", late;
        /// Part of officers' pay that is spent where they are posted.
        officers: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of pay", Behaviour, "assumed";
        /// Income lost for each household that is away, at home and where it stays.
        displaced: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of a household's income", Behaviour, "assumed";
    }
}
