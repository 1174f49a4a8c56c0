//! Arrangements: partnership, aid, accountability, steering, instruments.

use super::{Allowed, FIXED, range, table};

table! {
    /// All compacts and interventions of a scenario together: the handles of comparisons (section 5).
    Programmes in "programmes" at programmes {
        /// Factor on the money of every intervention: the ladder on which arms are compared.
        money: f64 = 1.0, range(0.25, 8.0), Allowed::NOT_NEGATIVE, "factor", Situation, "model, section 5", late;
        /// Every intervention in its placebo arm: same money, posts and gatherings, local effect off.
        placebo: bool = false, FIXED, Allowed::Any, "switch", Situation, "model, section 5", late;
        /// Months in which a committee gets ready.
        committee_lag: u32 = 6, range(2.0, 12.0), Allowed::Within(0.0, 120.0), "months", Behaviour, "model, 4.14", late;
        /// Months in which an intake of police gets ready.
        police_lag: u32 = 12, range(6.0, 18.0), Allowed::Within(0.0, 23.0), "months", Behaviour, "model, 4.14", late;
        /// Months in which a company, guards or rented police get ready.
        company_lag: u32 = 1, range(0.0, 3.0), Allowed::Within(0.0, 120.0), "months", Behaviour, "model, 4.14", late;
    }
}

table! {
    /// What partnership costs and carries (section 2, compact).
    Partnership in "partnership" at partnership {
        /// Money that coordination takes for each member beyond one.
        coordination: f64 = 0.03, range(0.0, 0.10), Allowed::SHARE, "share of money per member", Behaviour, "model, section 2", late;
        /// How far service follows the funder's place where his share of money exceeds that of seats.
        capture: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed; model, section 2", late;
        /// How far the member with most seats orders the queue by what it cares for, as a share of its seats; civil society asks those who ask.
        lead: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed; model, section 2", late;
        /// Monthly drift of belief about a provider to the seat-weighted belief about those behind it.
        association: f64 = 0.005, range(0.0, 0.02), Allowed::SHARE, "share per month", Behaviour, "model, section 2 (claim 75)", late;
        /// What full local knowledge adds to the share of attenders inside both parties' radius.
        local_knowledge: f64 = 0.15, range(0.0, 0.3), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// What full professional knowledge adds to skill at the start.
        professional_knowledge: f64 = 0.2, range(0.0, 0.4), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// What full standing between groups adds to cooperation across the radius where decisions were even-handed.
        standing: f64 = 0.7, range(0.0, 1.5), Allowed::NOT_NEGATIVE, "logit", Behaviour, "assumed", late;
    }
}

table! {
    /// Aid: from pledge to grant, tranches, ends (section 4.26).
    Aid in "aid" at aid {
        /// Time from pledge to grant.
        lag: u32 = 6, range(0.0, 18.0), Allowed::Within(0.0, 120.0), "months", Behaviour, "model, 4.26", late;
        /// How aid ends: drawn month by month by the hazard below, or held until its planned end, to ask what a programme does when it is paid as promised.
        end: String = "drawn".to_owned(), FIXED, Allowed::OneOf(&["drawn", "held"]), "drawn or held", Situation, "model, 4.26", late;
        /// Hazard that aid ends early.
        fatigue: f64 = 0.005, range(0.0, 0.02), Allowed::NOT_NEGATIVE, "per month", Behaviour, "model, 4.26", late;
        /// Factor on that hazard after a year of rising violence or a scandal.
        fatigue_bad_news: f64 = 2.0, range(1.0, 4.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "model, 4.26", late;
        /// By how many standard errors of its counts a year's violence must exceed that of the year before to be bad news.
        rise: f64 = 2.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "standard errors", Behaviour, "assumed", late;
        /// Months before an end that it is announced.
        notice: u32 = 6, range(0.0, 12.0), Allowed::Within(0.0, 60.0), "months", Behaviour, "model, 4.26", late;
        /// Probability that people believe an announced end.
        believed: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "probability", Behaviour, "model, 4.26", late;
        /// Fall in the motive of committee members who believe in an end.
        discouraged: f64 = 0.3, range(0.0, 1.0), Allowed::Any, "logit", Behaviour, "assumed", late;
        /// Cost of an audit, as a share of the tranche it frees.
        audit_cost: f64 = 0.03, range(0.0, 0.1), Allowed::SHARE, "share of tranche", Behaviour, "assumed", late;
        /// Months between tranches that wait for an audit.
        tranche: u32 = 6, range(3.0, 12.0), Allowed::Within(1.0, 60.0), "months", Behaviour, "assumed", late;
    }
}

table! {
    /// The lines of the state's security budget (section 4.12): how aid to the state is spent.
    Budget in "budget" at budget {
        /// Share of aid to the state for equipment.
        equipment: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share of aid", Situation, "model, 4.12 (a simplex to sweep)", late;
        /// Share for posts: recruits who will want wages.
        posts: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share of aid", Situation, "model, 4.12 (a simplex to sweep)", late;
        /// Share for training.
        training: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share of aid", Situation, "model, 4.12 (a simplex to sweep)", late;
        /// Share for oversight.
        oversight: f64 = 0.1, range(0.0, 1.0), Allowed::SHARE, "share of aid", Situation, "model, 4.12 (a simplex to sweep)", late;
        /// Share for wages.
        wages: f64 = 0.0, range(0.0, 1.0), Allowed::SHARE, "share of aid", Situation, "model, 4.12 (a simplex to sweep)", late;
        /// Cost of recruiting and equipping one officer, in monthly wages.
        recruit: f64 = 6.0, range(2.0, 15.0), Allowed::AtLeast(0.1), "monthly wages", Behaviour, "assumed", late;
        /// Pay of the force over that of month 0 below which its posts begin to lapse; 0 lets none lapse.
        lapse_below: f64 = 0.7, range(0.0, 0.9), Allowed::SHARE, "ratio", Behaviour, "assumed", late;
        /// Time for which pay must have been below that before posts lapse.
        lapse_months: u32 = 24, range(6.0, 60.0), Allowed::Within(1.0, 600.0), "months", Behaviour, "assumed", late;
        /// Attrition of posts beyond those of month 0, and of posts that lapse.
        attrition: f32 = 0.005, range(0.002, 0.02), Allowed::SHARE, "share of posts per month", Behaviour, "model, 4.12", late;
        /// Effect of a fully equipped force over one without.
        equipped: f64 = 1.5, range(1.0, 2.0), Allowed::AtLeast(1.0), "factor", Behaviour, "model, 4.12", late;
        /// Spending that halves what is missing to full equipment, in monthly wage bills.
        equipment_half: f64 = 3.0, range(1.0, 10.0), Allowed::AtLeast(0.1), "monthly wage bills", Behaviour, "assumed", late;
        /// Loss of equipment.
        equipment_decay: f64 = 0.03, range(0.01, 0.06), Allowed::SHARE, "share per month", Behaviour, "model, 4.12", late;
        /// Spending that halves what is missing to full skill, in monthly wage bills.
        training_half: f64 = 6.0, range(2.0, 20.0), Allowed::AtLeast(0.1), "monthly wage bills", Behaviour, "assumed", late;
        /// Loss of what training taught.
        training_decay: f64 = 0.02, range(0.005, 0.05), Allowed::SHARE, "share per month", Behaviour, "assumed", late;
        /// Detection that spending a twentieth of the wage bill on oversight adds.
        oversight_effect: f64 = 0.1, range(0.02, 0.3), Allowed::SHARE, "probability", Behaviour, "assumed", late;
        /// Spending on oversight that gives its whole effect.
        oversight_scale: f64 = 0.05, range(0.01, 0.2), Allowed::Within(0.001, 1.0), "share of the wage bill", Behaviour, "assumed", late;
        /// Most arrears that officers still expect to be paid.
        arrears_expected: f64 = 12.0, range(3.0, 36.0), Allowed::NOT_NEGATIVE, "months of wages", Behaviour, "assumed", late;
        /// Most by which pay over what is due raises what officers expect.
        ratio_noticed: f64 = 1.5, range(1.0, 2.0), Allowed::NOT_NEGATIVE, "ratio", Behaviour, "assumed", late;
    }
}

table! {
    /// Accountability: who detects abuse, and what follows (section 4.27).
    Accountability in "accountability" at accountability {
        /// Detection of an abuse by a review of the case.
        review: f64 = 0.7, range(0.3, 0.95), Allowed::SHARE, "probability", Behaviour, "assumed", late;
        /// Detection of an abuse by a complaint, where trust that it is safe is full.
        complaint: f64 = 0.2, range(0.0, 0.5), Allowed::SHARE, "probability", Behaviour, "assumed", late;
        /// Reviews by insiders that the reviewed can suppress.
        suppressed: f64 = 0.5, range(0.0, 0.9), Allowed::SHARE, "share", Behaviour, "assumed", late;
        /// False alarms for a reviewed body and month.
        false_alarm: f64 = 0.02, range(0.0, 0.05), Allowed::SHARE, "probability per month", Behaviour, "model, 4.27", late;
        /// Months over which a detection fades from memory, on average: what was found long ago no longer counts toward the third.
        strike_months: f64 = 24.0, range(6.0, 120.0), Allowed::AtLeast(1.0), "months", Behaviour, "assumed", late;
        /// Months of suspension after a second detection; the first costs a month's pay, the third disbands.
        suspension: u32 = 3, range(1.0, 6.0), Allowed::Within(0.0, 60.0), "months", Behaviour, "model, 4.27", late;
        /// Time that being under review adds to a case.
        delay: f64 = 0.1, range(0.0, 0.3), Allowed::NOT_NEGATIVE, "months", Behaviour, "model, 4.27 (claim 59)", late;
    }
}

table! {
    /// Steering: auspices test what is open to them for legitimacy and resources, and choose (section 4.1).
    Steering in "steering" at steering {
        /// What the state can spend on arrangements of its own choice.
        state: f64 = 0.0, range(0.0, 40.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "model, section 5", late;
        /// What nodes of civil society raise as dues where everybody trusts them, from the households of their site.
        civil_society: f64 = 0.0, range(0.0, 10.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "assumed", late;
        /// What corporations can.
        multinational: f64 = 0.0, range(0.0, 40.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "model, section 5", late;
        /// What interstate organisations can.
        interstate: f64 = 0.0, range(0.0, 40.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "model, section 5", late;
        /// What international civil society can.
        ngo: f64 = 0.0, range(0.0, 40.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "model, section 5", late;
        /// What aid agencies can.
        aid_agency: f64 = 0.0, range(0.0, 40.0), Allowed::NOT_NEGATIVE, "rand per head and year", Situation, "model, section 5", late;
        /// Months between choices.
        every: u32 = 6, range(3.0, 12.0), Allowed::Within(1.0, 120.0), "months", Behaviour, "model, 4.1", late;
        /// Cases that belief in a kind of arrangement weighs at the start.
        prior: f64 = 10.0, range(2.0, 50.0), Allowed::AtLeast(0.1), "cases", Behaviour, "model, 4.1", late;
        /// Share of violence that anybody expects anything to avert before a case is seen: the same for all, so that nobody knows better.
        expected_fall: f64 = 0.1, range(0.02, 0.3), Allowed::SHARE, "share of violent acts", Behaviour, "assumed", late;
        /// How much more often an option is taken that is worth more: weight of value over its spread among what is open.
        sharpness: f64 = 4.0, range(1.0, 16.0), Allowed::NOT_NEGATIVE, "logit per standard deviation", Behaviour, "assumed", late;
        /// Cooperation that armed people and commands count on where nobody agrees.
        force: f64 = 0.4, range(0.0, 0.8), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Time of travel from the seat over which what NGOs and aid agencies can be seen to do halves.
        visible_hours: f64 = 12.0, range(3.0, 60.0), Allowed::AtLeast(0.1), "hours", Behaviour, "assumed", late;
        /// Sites with most violence against its own that an auspice looks at.
        worst: u32 = 24, range(6.0, 60.0), Allowed::Within(1.0, 10000.0), "sites", Behaviour, "assumed", late;
        /// Sites beside them that it looks at by chance.
        drawn: u32 = 8, range(0.0, 20.0), Allowed::Within(0.0, 10000.0), "sites", Behaviour, "assumed", late;
        /// Legitimacy below which only force is open.
        least_legitimacy: f64 = 0.3, range(0.1, 0.5), Allowed::SHARE, "level", Behaviour, "model, 4.1", late;
        /// How much better another arrangement must be to take the place of one that is there.
        inertia: f64 = 0.2, range(0.0, 0.5), Allowed::NOT_NEGATIVE, "share", Behaviour, "model, 4.1", late;
        /// Probability of finding a partner who has what one lacks.
        partner: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "probability", Behaviour, "assumed", late;
        /// Gatherings of a month by which an auspice prices a committee.
        gatherings_priced: f64 = 10.0, range(5.0, 20.0), Allowed::NOT_NEGATIVE, "gatherings per month", Behaviour, "assumed", late;
        /// Factor on the pay of gatherings for organisers and staff, in the price of a committee.
        overhead_priced: f64 = 1.5, range(1.0, 2.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "assumed", late;
        /// Persons for whom an auspice prices one guard.
        persons_per_guard: f64 = 2000.0, range(500.0, 5000.0), Allowed::AtLeast(1.0), "persons", Behaviour, "assumed", late;
        /// Price of the offices that run an instrument.
        offices_priced: f64 = 0.5, range(0.1, 5.0), Allowed::NOT_NEGATIVE, "rand per head and year", Behaviour, "assumed", late;
        /// Officers that it prices where it would price one guard.
        officers_per_guard: f64 = 3.0, range(1.0, 5.0), Allowed::NOT_NEGATIVE, "officers", Behaviour, "assumed", late;
        /// Least share of the seats that a partner is given.
        least_seats: f32 = 0.3, range(0.1, 0.5), Allowed::SHARE, "share of seats", Behaviour, "assumed", late;
        /// Beyond that, most that is drawn.
        drawn_seats: f32 = 0.4, range(0.0, 0.5), Allowed::SHARE, "share of seats", Behaviour, "assumed", late;
        /// Local knowledge that a partner found brings.
        partner_knowledge: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Standing between groups that a partner found brings.
        partner_standing: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "assumed", late;
    }
}

table! {
    /// Instruments of engagement (section 4.25, Appendix A): intended effect and side effect of each.
    Instruments in "instruments" at instruments {
        /// Fine for not complying with a command, in shares of what compliance costs.
        fine: f64 = 3.0, range(0.0, 10.0), Allowed::NOT_NEGATIVE, "multiple of cost", Situation, "assumed", late;
        /// Cost of complying, as a share of the income of those commanded.
        compliance_cost: f64 = 0.002, range(0.0, 0.01), Allowed::SHARE, "share of income", Behaviour, "assumed", late;
        /// Information that full compliance with conscription brings the police.
        reports: f64 = 0.3, range(0.1, 0.6), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Innocents accused, for each officer and month, where reports are commanded or paid for.
        false_reports: f64 = 0.05, range(0.0, 0.2), Allowed::NOT_NEGATIVE, "per officer and month", Behaviour, "assumed", late;
        /// Share of leakage that an honest auditor stops.
        auditor: f64 = 0.5, range(0.1, 0.9), Allowed::SHARE, "share of leakage", Behaviour, "assumed", late;
        /// How strongly disclosure sharpens beliefs: factor on public events.
        disclosure: f64 = 2.0, range(1.0, 5.0), Allowed::AtLeast(0.0), "factor", Behaviour, "assumed", late;
        /// Reprisal against those who disclose.
        reprisal: f64 = 0.1, range(0.0, 0.4), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Share of households that would watch where efficacy is full.
        watchers: f64 = 0.05, range(0.01, 0.15), Allowed::SHARE, "share of households", Behaviour, "assumed", late;
        /// Information that watchers of a twentieth of households bring.
        watching: f32 = 0.2, range(0.05, 0.5), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Factor by which a watch makes bands more likely.
        watch_bands: f64 = 2.0, range(1.0, 5.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "assumed", late;
        /// Fall in the break hazard of settlements that courts recognise.
        recognition: f32 = 0.5, range(0.0, 1.0), Allowed::Any, "log hazard", Behaviour, "assumed", late;
        /// How far rights that must be enforced lean to the better-off.
        stronger_party: f64 = 0.3, range(0.0, 0.8), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Reward for information that leads to an arrest.
        bounty: f64 = 10.0, range(2.0, 40.0), Allowed::NOT_NEGATIVE, "day wages", Behaviour, "assumed", late;
        /// Information that full bounties bring.
        informers: f32 = 0.25, range(0.05, 0.5), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Loss of police skill where posts are contracted out.
        hollowed: f64 = 0.2, range(0.0, 0.5), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Factor on desertion where firms poach.
        poaching: f64 = 2.0, range(1.0, 5.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "assumed", late;
        /// Order that recognition gives a band.
        recognised_order: f32 = 0.3, range(0.0, 0.5), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Share of public posts that abdication withdraws.
        withdrawn: f64 = 0.8, range(0.2, 1.0), Allowed::SHARE, "share of posts", Behaviour, "assumed", late;
        /// Factor on demand for guards where the state has left.
        market_demand: f64 = 2.0, range(1.0, 4.0), Allowed::NOT_NEGATIVE, "factor", Behaviour, "assumed", late;
        /// How sharply those commanded obey as the expected fine passes the cost of obeying.
        steepness: f64 = 4.0, range(1.0, 10.0), Allowed::NOT_NEGATIVE, "logit per expected fine", Behaviour, "assumed", late;
        /// Disclosure by those whom no fine would make disclose.
        voluntary: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed", late;
        /// Cost of keeping records, of what obeying a command to report costs.
        disclosure_cost: f64 = 0.5, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "share of the cost of obeying", Behaviour, "assumed", late;
        /// Recognition of settlements by entitlements where the state hardly reaches.
        least_reach: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Recognition of settlements by delegation.
        delegated_recognition: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "assumed", late;
        /// Money of conscription at which its offices reach 1 − 1/e of what they can.
        conscription_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Likewise of the fees of a required private interface.
        interface_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Likewise of record keeping.
        record_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Likewise of co-optation.
        watch_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Likewise of entitlements.
        entitlement_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Bounties paid at which those who could inform do so to 1 − 1/e.
        bounty_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Contracts at which firms hollow out and poach to 1 − 1/e of what they can.
        contract_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Money of delegation at which its offices reach 1 − 1/e of what they can.
        delegation_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
        /// Likewise of abdication.
        abdication_money: f64 = 0.5, range(0.1, 5.0), Allowed::AtLeast(0.001), "rand per head and year", Behaviour, "assumed; model, 4.25", late;
    }
}
