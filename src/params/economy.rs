//! Incomes, the state, civil society and donors.

use super::{Allowed, FIXED, range, table};

table! {
    /// Incomes and prices, in rand of 2003 (R10 = US$1).
    Economy in "economy" at economy {
        /// Pay of a day's unskilled work.
        day_wage: f64 = 40.0, range(10.0, 80.0), Allowed::AtLeast(0.01), "rand per day", Situation, "assumed";
        /// Working days in a month.
        working_days: f64 = 22.0, FIXED, Allowed::Within(1.0, 31.0), "days per month", Numerical, "assumed";
        /// Monthly income of the median household, in day wages.
        median_income: f64 = 25.0, range(15.0, 40.0), Allowed::AtLeast(0.1), "day wages per month", Situation, "assumed";
        /// Income of a poor household over the median.
        poor_income: f64 = 0.5, range(0.3, 0.8), Allowed::AtLeast(0.0), "ratio to median", Situation, "assumed";
        /// Income of a rich household over the median.
        rich_income: f64 = 4.0, range(2.0, 8.0), Allowed::AtLeast(0.0), "ratio to median", Situation, "assumed";
        /// What a dollar of the United States buys of the accounting unit, the rand.
        per_usd: f64 = 10.0, FIXED, Allowed::AtLeast(1e-6), "rand per US dollar", Situation, "assumed: R10 = US$1 of 2003", late;
        /// Year of whose prices all amounts are.
        price_year: u32 = 2003, FIXED, Allowed::Within(1800.0, 2200.0), "year", Situation, "assumed: the year of the paper", late;
        /// Cash that households keep before they spend the rest.
        cash_months: f64 = 1.0, range(0.3, 3.0), Allowed::Within(0.0, 24.0), "months of income", Situation, "assumed";
    }
}

table! {
    /// The state as auspice: what it takes, loses and pays (section 4.13).
    State in "auspice.state" at state {
        /// Share of the police wage bill that is paid at month 0; the assessed base is set to give it.
        pay_ratio: f64 = 0.6, range(0.2, 1.0), Allowed::Within(0.0, 1.5), "paid over due wages", Situation, "F37; model, section 9";
        /// Share of revenue that leaks to rulers before it is budgeted.
        leakage: f64 = 0.3, range(0.0, 0.6), Allowed::SHARE, "share of revenue", Situation, "assumed";
        /// Share of revenue at month 0 that comes from resource rents and not from tax.
        rents: f64 = 0.3, range(0.0, 0.8), Allowed::SHARE, "share of revenue", Situation, "assumed";
        /// Persistence of the logarithm of resource rents from month to month.
        rents_persistence: f64 = 0.97, range(0.9, 0.99), Allowed::Within(0.0, 0.999), "autocorrelation", Situation, "model, section 2", late;
        /// Standard deviation of the monthly shock to the logarithm of rents.
        rents_shock: f64 = 0.06, range(0.0, 0.12), Allowed::Within(0.0, 1.0), "log rents", Situation, "model, section 2", late;
        /// Share of what the state gives to arrangements that comes from revenue beyond its police budget; the rest is missing there.
        new_money: f64 = 0.0, range(0.0, 1.0), Allowed::SHARE, "share", Situation, "assumed: what it gives it does without", late;
        /// Hours of travel from the seat over which the state's attention halves.
        neglect_hours: f64 = 6.0, range(2.0, 30.0), Allowed::AtLeast(0.1), "hours", Situation, "F30 (spread between states)";
        /// Group that the state favours when it posts officers: 1 to 4; 0 for none.
        favoured_group: u32 = 0, FIXED, Allowed::Within(0.0, 4.0), "group", Situation, "assumed";
        /// Factor on posts where everybody is of the favoured group.
        favour: f64 = 2.0, range(1.0, 5.0), Allowed::AtLeast(0.0), "factor", Situation, "assumed (F30)";
        /// Group that the state's officers abuse: 1 to 4; 0 for none (claim 29).
        abused_group: u32 = 0, FIXED, Allowed::Within(0.0, 4.0), "group", Situation, "assumed";
        /// Factor on shakedowns and beatings of the abused group.
        abuse: f32 = 4.0, range(1.0, 10.0), Allowed::AtLeast(0.0), "factor", Situation, "assumed";
        /// Legitimacy that the state starts with; burn-in moves it.
        legitimacy: f64 = 0.30, range(0.1, 0.4), Allowed::SHARE, "level", Situation, "paper, Table 1: -";
        /// Memory of pay: months over which officers feel wages paid late.
        pay_memory: f64 = 3.0, range(1.0, 12.0), Allowed::AtLeast(1.0), "months", Behaviour, "assumed", late;
        /// Log growth of the assessed base.
        growth: f64 = 0.001, range(0.0, 0.003), Allowed::Within(-0.05, 0.05), "log units per month", Situation, "model, 4.13", late;
        /// Growth of the base per unit of perceived security above one half.
        growth_security: f64 = 0.002, range(0.0, 0.004), Allowed::Within(-0.1, 0.1), "log units per month", Behaviour, "model, 4.13", late;
        /// Loss of growth when violence is twice that of month 0.
        growth_violence: f64 = 0.003, range(0.0, 0.01), Allowed::Within(0.0, 0.1), "log units per month", Behaviour, "model, 4.13", late;
        /// Loss of the base at once for each killing per 1,000 persons.
        growth_deaths: f64 = 0.005, range(0.0, 0.01), Allowed::SHARE, "share of base", Behaviour, "model, 4.13", late;
        /// Tax compliance, on the logit scale, where legitimacy is one half and the state is absent.
        compliance: f64 = -0.5, range(-1.5, 0.5), Allowed::Any, "logit", Behaviour, "model, 4.13";
        /// Response of compliance to the state's legitimacy.
        compliance_legitimacy: f64 = 2.0, range(0.5, 4.0), Allowed::Any, "logit per level", Behaviour, "model, 4.13";
        /// Response of compliance to the state's presence (patrol per 1,000 households, saturating at 1).
        compliance_presence: f64 = 1.0, range(0.0, 2.0), Allowed::Any, "logit per level", Behaviour, "model, 4.13";
        /// Crowding out: fall in compliance where people use other forums.
        crowding_out: f64 = 0.0, range(-0.3, 0.3), Allowed::Within(-2.0, 2.0), "logit per share of forum use", Behaviour, "model, 4.13 (kappa_x)";
    }
}

table! {
    /// Civil society as auspice: a node for each group and community.
    CivilSociety in "auspice.civil_society" at civil_society {
        /// Legitimacy that civil society starts with; burn-in moves it.
        legitimacy: f64 = 0.75, range(0.6, 0.9), Allowed::SHARE, "level", Situation, "paper, Table 1: +";
        /// Share of gatherings whose review civil society does for nothing.
        reviews: f64 = 0.05, range(0.0, 0.3), Allowed::SHARE, "share of gatherings", Situation, "assumed", late;
    }
}

table! {
    /// Aid agencies as auspice: what donors give, and to whom.
    AidAgency in "auspice.aid_agency" at aid_agency {
        /// Legitimacy that donors start with; burn-in moves it.
        legitimacy: f64 = 0.25, range(0.1, 0.4), Allowed::SHARE, "level", Situation, "paper, Table 1: -";
        /// Grants to peace committees from month 1.
        committee_grant: f64 = 0.0, range(0.0, 20.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "F1, F3; model, section 5", late;
        /// Grants to the state's security budget from month 1.
        state_grant: f64 = 0.0, range(0.0, 80.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "model, section 5", late;
        /// Share of gatherings that the donor has reviewed, and pays for.
        reviews: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of gatherings", Situation, "paper, Regulation (claim 74)", late;
        /// Share of a grant that the donor's own channel costs.
        channel_cost: f64 = 0.15, range(0.05, 0.3), Allowed::SHARE, "share of grant", Situation, "model, 4.26", late;
    }
}
