//! Private providers, public ones under private arrangements, missions and enclaves.

use super::{Allowed, FIXED, range, table};

table! {
    /// Guards hired within the country (section 4.14).
    PrivateNational in "provider.private_national" at guards {
        /// Price of a guard over his wage.
        markup: f64 = 1.4, range(1.2, 2.0), Allowed::AtLeast(1.0), "price over wage", Behaviour, "model, 4.14";
        /// Wage of a guard over that of unskilled work.
        wage: f64 = 1.0, range(0.6, 2.0), Allowed::AtLeast(0.01), "ratio", Situation, "assumed";
        /// Response of the wage to the share of spare men employed.
        elasticity: f64 = 0.5, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "elasticity", Behaviour, "model, 4.14";
        /// What safety is worth to a buyer over the goods that he expects to lose.
        dread: f64 = 30.0, range(2.0, 30.0), Allowed::NOT_NEGATIVE, "multiple of expected loss", Behaviour, "F41 to F43; set within its range by docs/calibration.md";
        /// Goods of local business at risk over those of rich households.
        business: f64 = 10.0, range(0.0, 100.0), Allowed::NOT_NEGATIVE, "ratio", Situation, "assumed";
        /// Share of the gap to what is wanted that is closed in a month.
        speed: f32 = 0.2, range(0.05, 0.5), Allowed::SHARE, "share of gap per month", Behaviour, "model, 4.14";
        /// Thefts averted from those covered by a guard on duty per 1,000 of them, beside information.
        effect: f64 = 0.5, range(0.25, 1.0), Allowed::NOT_NEGATIVE, "per guard on duty per 1,000 households", Behaviour, "F45; model, 4.9";
        /// Share of the effect that spills to the neighbourhood.
        spill: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "share", Behaviour, "model, section 2; F46";
        /// Thefts averted from the covered that fall on others of the place instead.
        shifted: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of thefts averted", Behaviour, "assumed (claim 22)";
        /// Fall in the tax compliance of the covered.
        tax_exit: f64 = 0.1, range(0.0, 0.5), Allowed::SHARE, "share of tax", Behaviour, "model, 4.14";
        /// Evictions of people by a guard where no buyer inspects.
        evictions: f64 = 0.005, range(0.0, 0.02), Allowed::NOT_NEGATIVE, "per guard and month", Behaviour, "assumed";
        /// Evictions in which somebody is beaten: acts of violence like any other.
        eviction_force: f32 = 0.1, range(0.0, 1.0), Allowed::SHARE, "share of evictions", Behaviour, "assumed";
        /// Legitimacy at the start: mean trust of households in guards; burn-in moves it.
        legitimacy: f64 = 0.4, range(0.2, 0.7), Allowed::SHARE, "level", Situation, "assumed";
    }
}

table! {
    /// Military companies from abroad (section 4.14).
    PrivateInternational in "provider.private_international" at company {
        /// Price of a man.
        price: f64 = 40_000.0, range(10_000.0, 60_000.0), Allowed::AtLeast(1.0), "rand per man and month", Situation, "assumed; F67 gives the men, not the price", late;
        /// Local auxiliaries for each man: their information and their pay.
        auxiliaries: f64 = 0.0, range(0.0, 0.5), Allowed::NOT_NEGATIVE, "per man", Situation, "model, 4.14", late;
        /// Information of a company without auxiliaries.
        information: f64 = 0.3, range(0.1, 0.6), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Share of men on duty at a time.
        readiness: f64 = 0.6, range(0.3, 0.9), Allowed::SHARE, "share", Behaviour, "model, 4.14", late;
        /// Encounters of a man with people.
        encounters: f64 = 3.0, range(0.0, 15.0), Allowed::NOT_NEGATIVE, "per man and month", Behaviour, "assumed", late;
        /// Encounters that end in a beating.
        brutality: f32 = 0.01, range(0.0, 0.05), Allowed::SHARE, "probability", Behaviour, "assumed", late;
        /// Deterrence of gang war above which a gang goes underground and waits.
        underground: f32 = 0.3, range(0.1, 0.6), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Arms that a departing force leaves for each man.
        arms_left: f64 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "arms per man", Behaviour, "assumed", late;
        /// Share of the zone's resource rents that a concession gives.
        concession: f64 = 0.3, range(0.1, 0.6), Allowed::SHARE, "share of rents", Situation, "model, 4.14", late;
        /// Months that a concession runs.
        concession_months: u32 = 120, range(60.0, 240.0), Allowed::Within(1.0, 1200.0), "months", Situation, "model, 4.14", late;
        /// Monthly rate at which the company discounts a concession: it sends men for its present value.
        discount: f64 = 0.02, range(0.005, 0.05), Allowed::Within(0.0, 1.0), "per month", Behaviour, "assumed", late;
        /// Legitimacy at the start: mean trust of households in the company.
        legitimacy: f64 = 0.35, range(0.1, 0.6), Allowed::SHARE, "level", Situation, "assumed";
        /// Information that local auxiliaries bring, for each man of the company.
        auxiliary_information: f64 = 0.8, range(0.3, 0.9), Allowed::SHARE, "level", Behaviour, "model, 4.14";
    }
}

table! {
    /// Public police under private arrangements: diverted from the roster, or an additional unit (sections 2 and 4.11).
    RentedPublic in "provider.rented_public" at rented {
        /// Price of an officer's month over his wage.
        price: f64 = 1.5, range(1.0, 3.0), Allowed::AtLeast(0.01), "ratio to wage", Situation, "assumed", late;
        /// Share of the rent that the commander takes.
        commander: f64 = 0.5, range(0.2, 0.8), Allowed::SHARE, "share of rent", Behaviour, "model, 4.11", late;
        /// Most officers of a station that are rented out.
        most: f64 = 0.6, range(0.2, 0.9), Allowed::SHARE, "share of officers", Behaviour, "assumed", late;
        /// Share of the cost that private payers carry from which on the state creates an additional unit.
        unit_share: f64 = 0.5, range(0.3, 0.9), Allowed::SHARE, "share of cost", Situation, "paper, claim 43; model, section 2", late;
        /// Trust of those who do not pay and see their police rented out, on the outcome scale.
        seen: f32 = 0.2, range(0.0, 0.5), Allowed::SHARE, "outcome", Behaviour, "assumed (claim 41)", late;
        /// Legitimacy at the start: mean trust of households in rented police.
        legitimacy: f64 = 0.3, range(0.1, 0.6), Allowed::SHARE, "level", Situation, "assumed";
        /// Public events that it amounts to when a whole station is rented away from a place.
        resentment: f32 = 10.0, range(0.0, 20.0), Allowed::NOT_NEGATIVE, "public events", Behaviour, "assumed";
    }
}

table! {
    /// Corporations across borders as auspice.
    Multinational in "auspice.multinational" at multinational {
        /// Legitimacy that corporations start with; burn-in moves it.
        legitimacy: f64 = 0.25, range(0.1, 0.4), Allowed::SHARE, "level", Situation, "paper, Table 1: -";
    }
}

table! {
    /// Interstate organisations as auspice, and their missions (section 4.26).
    Interstate in "auspice.interstate" at interstate {
        /// Legitimacy that interstate organisations start with; burn-in moves it.
        legitimacy: f64 = 0.35, range(0.2, 0.8), Allowed::SHARE, "level", Situation, "paper, Table 1 (cell unreadable)";
        /// Price of a peacekeeper.
        price: f64 = 25_000.0, range(10_000.0, 60_000.0), Allowed::AtLeast(1.0), "rand per person and month", Situation, "F64", late;
        /// Arms that a peacekeeper collects.
        collects: f64 = 0.05, range(0.0, 0.2), Allowed::NOT_NEGATIVE, "arms per person and month", Behaviour, "F64", late;
        /// Information of a mission.
        information: f64 = 0.4, range(0.1, 0.7), Allowed::SHARE, "level", Behaviour, "assumed", late;
    }
}

table! {
    /// International civil society as auspice.
    Ngo in "auspice.ngo" at ngo {
        /// Legitimacy that it starts with; burn-in moves it.
        legitimacy: f64 = 0.55, range(0.2, 0.8), Allowed::SHARE, "level", Situation, "paper, Table 1 (inferred)";
    }
}

table! {
    /// Enclaves of extraction and their footprint (section 4.24).
    Enclave in "enclave" at enclave {
        /// Enclaves in the country.
        count: u32 = 0, FIXED, Allowed::Within(0.0, 1000.0), "enclaves", Situation, "assumed";
        /// Towns or communities that hold one, by name; at a town it lies in its first ward. Those that are not named are drawn.
        places: Vec<String> = Vec::new(), FIXED, Allowed::Any, "names", Situation, "assumed";
        /// Output of one.
        output: f64 = 2_000_000.0, range(200_000.0, 20_000_000.0), Allowed::NOT_NEGATIVE, "rand per month", Situation, "assumed";
        /// Goods there to take: factor on the wealth that draws offenders.
        stakes: f32 = 2.0, range(1.0, 5.0), Allowed::AtLeast(0.0), "factor", Behaviour, "assumed";
        /// Disputes over land taken and not compensated: rise of the rate in the ring.
        land: f64 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "share of base rate", Behaviour, "assumed";
        /// Share of the loss that is compensated.
        compensation: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share", Situation, "assumed";
        /// Share of compensation that leaks.
        leak: f64 = 0.4, range(0.0, 0.8), Allowed::SHARE, "share", Situation, "assumed";
        /// Compensation in full, as a share of output.
        claim: f64 = 0.02, range(0.0, 0.1), Allowed::SHARE, "share of output", Behaviour, "assumed";
        /// Grievance that uncompensated loss adds to a displaced household.
        grievance: f64 = 0.01, range(0.0, 0.05), Allowed::SHARE, "level per month", Behaviour, "assumed";
        /// Share of households of the ring that are displaced.
        displaced: f64 = 0.1, range(0.0, 0.3), Allowed::SHARE, "share of households", Situation, "assumed";
        /// Ties cut where people were moved.
        ties: f64 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "logit", Behaviour, "assumed";
        /// Wages paid to the inner ring, as a share of output.
        wages: f64 = 0.05, range(0.0, 0.2), Allowed::SHARE, "share of output", Situation, "assumed";
        /// Cash and drink: rise of escalation in the ring.
        drink: f32 = 0.15, range(0.0, 0.5), Allowed::NOT_NEGATIVE, "log hazard", Behaviour, "assumed";
    }
}
