//! The kinds of provider: their situation and their habits.

use super::{Allowed, FIXED, range, table};

table! {
    /// Public police: numbers, pay, effort, bribes (section 4.11).
    Public in "provider.public" at public {
        /// Officers in the country.
        officers: f64 = 80.0, range(40.0, 350.0), Allowed::NOT_NEGATIVE, "officers per 100,000 persons", Situation, "F27, F28";
        /// Monthly wage due to an officer.
        wage: f64 = 1250.0, range(220.0, 4000.0), Allowed::NOT_NEGATIVE, "rand per month", Situation, "F37; model, section 5";
        /// People served by a police station.
        site_people: f64 = 40_000.0, range(10_000.0, 100_000.0), Allowed::AtLeast(500.0), "persons per station", Situation, "model, section 2";
        /// Legitimacy at the start: mean trust of households in the police; burn-in moves it.
        legitimacy: f64 = 0.25, range(0.1, 0.6), Allowed::SHARE, "level", Situation, "F31, F32";
        /// Hours that a case takes.
        case_hours: f64 = 8.0, range(4.0, 20.0), Allowed::AtLeast(0.1), "hours per case", Behaviour, "model, 4.4";
        /// Hours on duty of an officer.
        duty_hours: f64 = 160.0, range(100.0, 200.0), Allowed::NOT_NEGATIVE, "hours per month", Situation, "assumed";
        /// Calls for help of a household beside disputes and crimes: papers, accidents, things lost, noise.
        calls: f64 = 0.02, range(0.005, 0.03), Allowed::NOT_NEGATIVE, "per household and month", Situation, "F110, F111, F116; assumed";
        /// Hours that a call takes: two officers and the way.
        call_hours: f64 = 3.0, range(1.0, 6.0), Allowed::AtLeast(0.1), "hours per call", Behaviour, "assumed";
        /// Time from report to decision, beside the queue.
        delay: f64 = 1.0, range(0.3, 6.0), Allowed::NOT_NEGATIVE, "months", Situation, "model, section 3";
        /// Official fee for bringing a case.
        fee: f64 = 0.5, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "day wages", Situation, "assumed";
        /// Information of the police beyond what people report.
        skill: f64 = 0.4, range(0.2, 0.8), Allowed::SHARE, "level", Situation, "assumed";
        /// Takings demanded by superiors and passed up; 1 in a weak state, -1 in a strong one.
        quota: f64 = 1.0, range(-1.0, 2.0), Allowed::Any, "logit", Situation, "F39; model, 4.11";
        /// Discipline of the force.
        discipline: f64 = 0.5, range(0.2, 0.9), Allowed::SHARE, "level", Situation, "assumed";
        /// Probability that a bribe taken is detected.
        detection: f64 = 0.02, range(0.0, 0.3), Allowed::SHARE, "probability", Situation, "assumed";
        /// Predatory effort of a fully paid, middling force.
        effort: f64 = -0.90, range(-2.0, 0.0), Allowed::Any, "logit", Behaviour, "model, 4.11; set within its range by docs/calibration.md";
        /// Response of predatory effort to unpaid wages; its sign is not known.
        pay_response: f64 = 1.5, range(-1.0, 3.0), Allowed::Any, "logit per ratio", Behaviour, "model, 4.11 (kappa_p)";
        /// Response of predatory effort to detection, where a job is worth keeping.
        detection_response: f64 = 1.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "multiple", Behaviour, "model, 4.11 (kappa_d)";
        /// Size of a bribe, in days of median income.
        bribe_days: f64 = 0.5, range(0.5, 5.0), Allowed::NOT_NEGATIVE, "days of median income", Behaviour, "F38, F39; set within its range by docs/calibration.md";
        /// People stopped or met by an officer, beside those who seek help.
        encounters: f64 = 34.3, range(5.0, 40.0), Allowed::NOT_NEGATIVE, "per officer and month", Behaviour, "F33; set within its range by docs/calibration.md";
        /// Stops that an officer makes who does nothing else, for money.
        stops_for_money: f64 = 120.0, range(40.0, 300.0), Allowed::NOT_NEGATIVE, "per officer and month", Behaviour, "assumed; F33, F110";
        /// Share of their hours that officers who prey with full effort give to stops for money.
        for_money: f32 = 0.3, range(0.0, 0.6), Allowed::SHARE, "share of hours", Behaviour, "assumed";
        /// Share of their hours for which officers stay away who are not paid at all.
        absence: f64 = 0.6, range(0.0, 0.9), Allowed::SHARE, "share of hours", Behaviour, "assumed: it decides what aid to unpaid police comes to";
        /// Hours from the seat of government over which the pay that reaches a post halves.
        outward_hours: f64 = 8.0, range(2.0, 200.0), Allowed::AtLeast(0.1), "hours", Situation, "assumed";
        /// Most of the hours of service that cases and calls can have; the rest is patrol.
        case_share: f32 = 0.4, range(0.2, 1.0), Allowed::SHARE, "share of hours", Behaviour, "assumed";
        /// How a bribe answers to the income of who pays it.
        bribe_income: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "elasticity", Behaviour, "assumed";
        /// How much less a bribe is where all neighbours pay one too.
        bribe_road: f32 = 0.3, range(0.0, 0.8), Allowed::SHARE, "share", Behaviour, "assumed; Olken and Barron 2009";
        /// How far those who take from the same people take from each other.
        crowded: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed; Olken and Barron 2009";
        /// Encounters in which officers who prey with full effort beat somebody.
        brutality: f32 = 0.001, range(0.0, 0.005), Allowed::SHARE, "probability per encounter", Behaviour, "assumed";
        /// Extortions without contact by an officer who preys with full effort.
        extortion: f64 = 0.5, range(0.0, 2.0), Allowed::NOT_NEGATIVE, "per officer and month", Behaviour, "model, 4.11";
        /// Share of takings that goes to superiors.
        passed_up: f64 = 0.5, range(0.2, 0.7), Allowed::SHARE, "share of takings", Behaviour, "F39";
        /// Share of victims of violence and theft who report it where trust is one half.
        reporting: f32 = 0.7, range(0.2, 0.7), Allowed::SHARE, "share of victims", Behaviour, "F57; set within its range by docs/calibration.md";
        /// Officers who leave in a month where the outside pays as well as the post.
        desertion: f64 = 0.005, range(0.001, 0.02), Allowed::SHARE, "share per month", Behaviour, "model, 4.11", late;
        /// Vacancies that are filled in a month where wages are paid in full.
        hiring: f64 = 0.08, range(0.02, 0.2), Allowed::SHARE, "share of vacancies per month", Situation, "model, 4.14 (an intake takes 12 months)", late;
        /// What full training adds to skill and discipline.
        training_effect: f64 = 0.3, range(0.1, 0.5), Allowed::SHARE, "level", Behaviour, "assumed";
        /// Response of desertion to what the outside pays over what the post pays.
        desertion_response: f64 = 2.0, range(0.0, 4.0), Allowed::NOT_NEGATIVE, "log rate per relative gap", Behaviour, "model, 4.11";
        /// Information that police have where nobody reports.
        least_information: f32 = 0.1, range(0.0, 0.3), Allowed::SHARE, "level", Behaviour, "model, 4.9";
        /// Information that full reporting adds, to any provider.
        reported_information: f32 = 0.8, range(0.3, 0.9), Allowed::SHARE, "level", Behaviour, "model, 4.9 (F57)";
    }
}

table! {
    /// Customary forums: elders, chiefs, clergy (section 4.5).
    Customary in "provider.customary" at customary {
        /// Probability that a segment of a group has elders.
        custom: f64 = 0.8, range(0.2, 1.0), Allowed::SHARE, "probability", Situation, "model, 4.5";
        /// Mean quality of forums.
        quality: f64 = 0.5, range(0.2, 0.8), Allowed::Within(0.01, 0.99), "level", Situation, "model, 4.5";
        /// Bias to the better-off.
        bias_class: f32 = 0.3, range(0.0, 1.0), Allowed::SHARE, "level", Situation, "assumed";
        /// Bias to the own group.
        bias_group: f32 = 0.3, range(0.0, 1.0), Allowed::SHARE, "level", Situation, "assumed";
        /// Bias against those of low standing.
        bias_standing: f32 = 0.3, range(0.0, 1.0), Allowed::SHARE, "level", Situation, "assumed";
        /// Cases that the elders of a segment can hear.
        capacity: f64 = 6.0, range(2.0, 20.0), Allowed::NOT_NEGATIVE, "cases per month", Situation, "model, 4.5";
        /// Legitimacy at the start: mean trust of households in elders; burn-in moves it.
        legitimacy: f64 = 0.7, range(0.4, 0.8), Allowed::SHARE, "level", Situation, "F24, F26";
        /// Time from complaint to sitting.
        delay: f64 = 0.2, range(0.1, 1.0), Allowed::NOT_NEGATIVE, "months", Behaviour, "model, section 3";
        /// Longest backlog, in months of hearings, beyond which elders turn cases away.
        backlog: f32 = 1.0, range(0.3, 3.0), Allowed::NOT_NEGATIVE, "months", Behaviour, "assumed";
        /// Hours that a case takes.
        case_hours: f64 = 6.0, range(2.0, 12.0), Allowed::NOT_NEGATIVE, "hours per case", Behaviour, "model, 4.4";
        /// Gift of the parties to the elders.
        gift: f64 = 0.5, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "day wages", Behaviour, "assumed";
        /// People who attend a sitting.
        attenders: f64 = 6.0, range(3.0, 15.0), Allowed::AtLeast(1.0), "persons", Behaviour, "assumed";
        /// Households of a group that share their elders, wherever communities are cut.
        segment: f64 = 170.0, range(100.0, 300.0), Allowed::AtLeast(10.0), "households", Behaviour, "MODEL 4.5: a group is a third of a community";
        /// Concentration of the Beta distribution of the quality of elders.
        quality_concentration: f64 = 4.0, range(2.0, 10.0), Allowed::AtLeast(0.5), "a + b", Behaviour, "assumed";
    }
}

table! {
    /// Peace committees: gatherings, remuneration, review (section 4.17).
    Committee in "provider.peace_committee" at committee {
        /// Share of committee sites with a committee at month 0.
        coverage: f64 = 0.0, range(0.0, 1.0), Allowed::SHARE, "share of sites", Situation, "F5", late;
        /// People served by a committee.
        site_people: f64 = 20_000.0, range(8_000.0, 30_000.0), Allowed::AtLeast(500.0), "persons per committee", Situation, "F6";
        /// Members of a new committee.
        members: u32 = 8, range(6.0, 10.0), Allowed::Within(3.0, 30.0), "members", Situation, "F2", late;
        /// Pay for a gathering held by the rules and passed in review, in local day wages.
        pay: f64 = 8.0, range(5.0, 12.0), Allowed::NOT_NEGATIVE, "day wages per gathering", Situation, "F1", late;
        /// Share of the pay that goes to the community's fund and not to members.
        fund_share: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of pay", Situation, "F1", late;
        /// Members among whom the members' share of a gathering's pay is divided.
        paid_members: f64 = 2.5, range(2.0, 10.0), Allowed::AtLeast(1.0), "members", Situation, "model, 4.17", late;
        /// Legitimacy at the start: mean trust of households in committees; burn-in moves it.
        legitimacy: f64 = 0.5, range(0.3, 0.7), Allowed::SHARE, "level", Situation, "assumed";
        /// Skill of a new committee in leading a gathering.
        skill: f64 = 0.5, range(0.3, 0.8), Allowed::SHARE, "level", Situation, "assumed", late;
        /// Time from complaint to gathering.
        delay: f64 = 0.15, range(0.1, 0.2), Allowed::NOT_NEGATIVE, "months", Behaviour, "F10", late;
        /// Hours of members that a gathering takes.
        gathering_hours: f64 = 8.0, range(5.0, 12.0), Allowed::AtLeast(0.1), "member-hours", Behaviour, "model, 4.17", late;
        /// Hours that a member would give if nothing held him back.
        member_hours: f64 = 40.0, range(20.0, 60.0), Allowed::NOT_NEGATIVE, "hours per month", Behaviour, "model, 4.17", late;
        /// Mean motive of members.
        motive: f64 = 0.8, range(-0.5, 1.0), Allowed::Any, "logit", Behaviour, "F2-F4; model, 4.17; set within its range by docs/calibration.md", late;
        /// Standard deviation of motive between committees.
        motive_spread: f64 = 0.7, range(0.2, 1.2), Allowed::NOT_NEGATIVE, "logit", Behaviour, "model, 4.17", late;
        /// Response of hours to pay an hour over the local wage an hour.
        pay_response: f64 = 0.7, range(0.0, 1.5), Allowed::Any, "logit per log(1 + ratio)", Behaviour, "model, 4.17 (mu)", late;
        /// Fall in motive when pay stops; its sign is not known.
        crowding_out: f64 = 0.0, range(-0.5, 0.5), Allowed::Any, "logit", Behaviour, "model, 4.17", late;
        /// Members who leave a paid committee.
        leave_paid: f64 = 0.02, range(0.01, 0.05), Allowed::SHARE, "share per month", Behaviour, "model, 4.17", late;
        /// Members who leave an unpaid committee.
        leave_unpaid: f64 = 0.06, range(0.02, 0.12), Allowed::SHARE, "share per month", Behaviour, "model, 4.17", late;
        /// Spare members found in a month where the committee is short of any.
        join: f32 = 0.10, range(0.02, 0.3), Allowed::SHARE, "share of missing members per month", Behaviour, "assumed", late;
        /// Time without pay that halves the share of missing members who are found.
        tires: f64 = 12.0, range(3.0, 120.0), Allowed::AtLeast(0.1), "months", Behaviour, "assumed", late;
        /// Turned away over held from which on a site is short of committees.
        opens_above: f64 = 0.5, range(0.2, 2.0), Allowed::NOT_NEGATIVE, "ratio", Behaviour, "assumed", late;
        /// Time for which a site must have been short of committees, or hardly anybody must have come, before it opens or closes one.
        opens_months: u32 = 6, range(3.0, 12.0), Allowed::Within(1.0, 250.0), "months", Behaviour, "assumed", late;
        /// Months of the cost of a further committee that its purse must hold.
        opens_reserve: f64 = 6.0, range(1.0, 24.0), Allowed::NOT_NEGATIVE, "months", Behaviour, "assumed", late;
        /// Gatherings a month below which a further committee is closed.
        closes_below: f64 = 3.0, range(0.0, 6.0), Allowed::NOT_NEGATIVE, "gatherings per committee and month", Behaviour, "assumed", late;
        /// Share of gatherings that would be sham or padded if pay were everything and nobody looked.
        sham: f64 = 0.6, range(0.0, 0.9), Allowed::SHARE, "share of gatherings", Behaviour, "model, 4.17", late;
        /// Gatherings without agreement in which a committee that nobody reviews forces a settlement.
        coercion: f32 = 0.03, range(0.0, 0.2), Allowed::SHARE, "share of gatherings", Behaviour, "model, 4.17; claim 67", late;
        /// Cost of reviewing a gathering, in day wages.
        review_cost: f64 = 0.5, range(0.1, 2.0), Allowed::NOT_NEGATIVE, "day wages per review", Situation, "assumed", late;
        /// Pay of an organiser, of whom there is one for five committees.
        organiser_pay: f64 = 22.0, range(10.0, 60.0), Allowed::NOT_NEGATIVE, "day wages per month", Situation, "F14", late;
        /// Cost of central staff, four for twenty committees.
        staff_pay: f64 = 60.0, range(30.0, 120.0), Allowed::NOT_NEGATIVE, "day wages per month and person", Situation, "F14", late;
        /// Arrears after which a committee counts as unpaid.
        arrears_months: f64 = 2.0, range(1.0, 6.0), Allowed::NOT_NEGATIVE, "months", Behaviour, "model, 4.17", late;
        /// Skill gained in a month of ten gatherings, of what is missing to full skill.
        learning: f64 = 0.02, range(0.0, 0.05), Allowed::SHARE, "share per month", Behaviour, "assumed", late;
        /// Skill lost in a month, of what exceeds that of a new committee.
        forgetting: f64 = 0.01, range(0.0, 0.05), Allowed::SHARE, "share per month", Behaviour, "assumed", late;
        /// Members below whom a committee ends.
        ends_below: u32 = 3, range(2.0, 4.0), Allowed::Within(1.0, 30.0), "members", Behaviour, "model, 4.17", late;
        /// Hazard of imitation for each neighbouring committee where an organiser is at hand.
        imitation: f64 = 0.003, range(0.0, 0.01), Allowed::NOT_NEGATIVE, "per neighbouring committee and month", Behaviour, "model, 4.17", late;
        /// Hours that a member without motive or pay gives: constant.
        hours_base: f64 = -1.5, range(-3.0, 0.0), Allowed::Any, "logit", Behaviour, "F2, F3; model, 4.17";
        /// Committees that one organiser looks after.
        per_organiser: f64 = 5.0, range(3.0, 10.0), Allowed::AtLeast(0.1), "committees", Behaviour, "F6";
        /// Committees that one member of the central staff serves.
        per_staff: f64 = 5.0, range(3.0, 20.0), Allowed::AtLeast(0.1), "committees", Behaviour, "F6 (four for twenty)";
        /// Gatherings of a site that follow the queue; the rest goes by people.
        by_queue: f64 = 0.9, range(0.5, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
        /// How fast sham falls as more is reviewed.
        sham_review: f64 = 3.0, range(1.0, 5.0), Allowed::NOT_NEGATIVE, "exponent", Behaviour, "model, 4.17";
        /// Gatherings held from which on a committee learns as fast as it can.
        practice: f64 = 10.0, range(5.0, 30.0), Allowed::AtLeast(0.1), "gatherings per month", Behaviour, "assumed";
        /// Most neighbouring committees that count for imitation.
        most_imitated: f64 = 8.0, range(4.0, 12.0), Allowed::NOT_NEGATIVE, "committees", Numerical, "neighbours that count";
        /// Severity of an assault above which a peace centre leaves it to the police.
        serious: f32 = 0.6, range(0.4, 0.8), Allowed::SHARE, "level", Behaviour, "F13; assumed";
        /// Parties who accept that a peace centre refers them to a gathering.
        referral_accepted: f32 = 0.8, range(0.5, 1.0), Allowed::SHARE, "probability", Behaviour, "assumed";
    }
}

table! {
    /// Vigilante bands (section 4.15).
    Vigilante in "provider.vigilante" at vigilante {
        /// What an act of force a month against people, per 1,000 households, adds to the hazards of bands and of gangs' recruits.
        provocation: f32 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "share of the hazard", Behaviour, "assumed";
        /// Share of communities with a band at the start of the burn-in.
        coverage: f64 = 0.1, range(0.0, 0.4), Allowed::SHARE, "share of communities", Situation, "model, 4.15";
        /// Hazard of formation where nothing else speaks for it.
        formation: f64 = 0.0005, range(0.0001, 0.003), Allowed::NOT_NEGATIVE, "per month", Behaviour, "model, 4.15";
        /// Spare men without whom no band forms, in a community of 500 households.
        least_spare: u32 = 5, range(3.0, 10.0), Allowed::Within(0.0, 1000.0), "men", Behaviour, "model, 4.15";
        /// Fewest men of a new band in a community of 500 households.
        fewest_men: u32 = 5, range(3.0, 10.0), Allowed::Within(1.0, 1000.0), "men", Behaviour, "model, 4.15";
        /// Most men of a new band in a community of 500 households.
        most_men: u32 = 30, range(15.0, 60.0), Allowed::Within(1.0, 1000.0), "men", Behaviour, "model, 4.15";
        /// Dues of those who trust the band fully.
        dues: f64 = 0.005, range(0.0, 0.02), Allowed::SHARE, "share of income", Behaviour, "model, 4.15";
        /// Brutality of a punishment by a band without order.
        brutality: f32 = 0.1, range(0.03, 0.3), Allowed::SHARE, "probability", Behaviour, "model, 4.15";
        /// Probability of punishing the wrong person, added where there is no order.
        wrong_without_order: f32 = 0.3, range(0.1, 0.6), Allowed::SHARE, "probability", Behaviour, "model, 4.4";
        /// Probability of punishing the wrong person at any order.
        wrong: f32 = 0.03, range(0.0, 0.1), Allowed::SHARE, "probability", Behaviour, "model, 4.4";
        /// Hazard of dissolving for a band without order.
        dissolution: f32 = 0.02, range(0.005, 0.06), Allowed::NOT_NEGATIVE, "per month", Behaviour, "model, 4.15";
        /// Men below whom a band ends in a community of 500 households.
        ends_below: u32 = 4, range(2.0, 6.0), Allowed::Within(1.0, 1000.0), "men", Behaviour, "model, 4.15";
        /// Monthly turnover of men.
        turnover: f64 = 0.04, range(0.01, 0.1), Allowed::SHARE, "share of men per month", Behaviour, "assumed";
        /// Extortion by a man of an unpaid band without order.
        extortion: f64 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "per man and month", Behaviour, "assumed";
        /// Pay a man of the band wants, in day wages a month.
        pay_wanted: f64 = 4.0, range(1.0, 10.0), Allowed::NOT_NEGATIVE, "day wages per month", Behaviour, "assumed";
        /// Order a new band starts with.
        order: f64 = 0.4, range(0.1, 0.8), Allowed::SHARE, "level", Situation, "assumed";
        /// Order above which a band hears both sides before it punishes.
        hearing_order: f32 = 0.7, range(0.5, 0.95), Allowed::SHARE, "level", Behaviour, "assumed";
        /// Order of an unpaid band without elders at hand.
        order_alone: f32 = 0.2, range(0.0, 0.4), Allowed::SHARE, "level", Behaviour, "assumed";
        /// Order that each customary forum at hand adds (two at most).
        order_elders: f32 = 0.08, range(0.0, 0.3), Allowed::SHARE, "level per forum", Behaviour, "assumed";
        /// Order that paid dues add.
        order_dues: f32 = 0.3, range(0.0, 0.5), Allowed::SHARE, "level", Behaviour, "assumed";
        /// Speed at which order follows what speaks for it.
        order_speed: f32 = 0.05, range(0.01, 0.2), Allowed::SHARE, "share of the gap per month", Behaviour, "assumed";
        /// Months in a row in which takings exceed dues after which a band is a gang.
        turns_after: u32 = 6, range(3.0, 12.0), Allowed::Within(1.0, 120.0), "months", Behaviour, "model, 4.15";
        /// Legitimacy at the start: mean trust of households in bands; burn-in moves it.
        legitimacy: f64 = 0.45, range(0.2, 0.7), Allowed::SHARE, "level", Situation, "F61";
        /// Hours that a case takes.
        case_hours: f64 = 3.0, range(1.0, 8.0), Allowed::AtLeast(0.1), "hours per case", Behaviour, "model, 4.4";
        /// Hours a man gives to the band.
        duty_hours: f64 = 30.0, range(10.0, 80.0), Allowed::NOT_NEGATIVE, "hours per month", Behaviour, "assumed";
        /// Time from complaint to punishment.
        delay: f64 = 0.1, range(0.03, 0.3), Allowed::NOT_NEGATIVE, "months", Behaviour, "assumed";
        /// Thieves caught in the act who are punished at once.
        catches: f32 = 0.15, range(0.0, 0.5), Allowed::SHARE, "probability per theft", Behaviour, "assumed";
        /// Incidents without an answer that double the hazard of a band.
        unanswered_scale: f32 = 10.0, range(5.0, 30.0), Allowed::AtLeast(0.1), "incidents per 1,000 households and half year", Behaviour, "model, 4.15";
        /// Response of formation to the share of neighbours with a band.
        contagion: f32 = 2.0, range(0.0, 4.0), Allowed::Any, "log rate per share", Behaviour, "model, 4.15";
        /// What a band extorts at a time.
        extortion_days: f64 = 1.0, range(0.3, 5.0), Allowed::NOT_NEGATIVE, "days of income", Behaviour, "assumed";
        /// Turnover of men without pay; each share of pay that they get takes as much off.
        loyalty: f32 = 1.5, range(1.0, 2.0), Allowed::AtLeast(1.0), "factor", Behaviour, "assumed";
        /// Share of its pay that a band expects as it forms.
        paid_at_first: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of pay", Behaviour, "assumed";
    }
}

table! {
    /// Gangs that govern (section 4.16).
    Criminal in "provider.criminal" at criminal {
        /// Share of communities under a gang at the start of the burn-in.
        coverage: f64 = 0.1, range(0.0, 0.35), Allowed::SHARE, "share of communities", Situation, "F58";
        /// Communities of one gang at the start.
        turf: f64 = 2.5, range(1.0, 6.0), Allowed::AtLeast(1.0), "communities per gang", Situation, "F58";
        /// Men of a gang in one community at the start.
        men: f64 = 12.0, range(5.0, 30.0), Allowed::NOT_NEGATIVE, "men per community", Situation, "F59";
        /// Drug rent of an undisturbed turf of 500 households while gangs hold the share of communities they start with; the market is finite, so that more turf shares the same rent.
        drug_rent: f64 = 8.5, range(0.0, 40.0), Allowed::NOT_NEGATIVE, "monthly wages per turf", Situation, "assumed";
        /// Share of turnover that extortion can take.
        extortion: f64 = 0.03, range(0.0, 0.1), Allowed::SHARE, "share of turnover", Behaviour, "F59";
        /// Share of household income that passes over counters in the community.
        turnover: f64 = 0.15, range(0.05, 0.5), Allowed::SHARE, "share of income", Situation, "assumed";
        /// Fee for a verdict of the gang.
        fee: f64 = 1.0, range(0.0, 5.0), Allowed::NOT_NEGATIVE, "day wages", Behaviour, "assumed";
        /// Rise of dues and rent with full governing effort and full trust in the gang.
        by_order: f64 = 0.3, range(0.0, 1.0), Allowed::NOT_NEGATIVE, "share", Behaviour, "model, 4.35";
        /// Cost of governing a turf fully, in day wages per household and month.
        governing_cost: f64 = 0.08, range(0.02, 0.3), Allowed::NOT_NEGATIVE, "day wages per household and month", Behaviour, "model, 4.16 (c_e)";
        /// How fast governing effort climbs the gradient of profit.
        governing_speed: f64 = 0.05, range(0.01, 0.2), Allowed::NOT_NEGATIVE, "level per month", Behaviour, "assumed";
        /// Raids on a turf for each officer per 1,000 households with full information.
        raids: f64 = 0.3, range(0.1, 1.0), Allowed::NOT_NEGATIVE, "per month", Behaviour, "assumed";
        /// Men lost in a raid.
        raid_loss: f64 = 0.15, range(0.05, 0.4), Allowed::SHARE, "share of men", Behaviour, "assumed";
        /// Response of recruitment to pay over the outside wage.
        recruitment: f64 = 0.1, range(0.03, 0.3), Allowed::NOT_NEGATIVE, "share of men per month", Behaviour, "model, 4.16";
        /// Hazard of an attempt to expand where revenue and cost are equal, doubled.
        expansion: f32 = 0.05, range(0.0, 0.1), Allowed::NOT_NEGATIVE, "per month", Behaviour, "model, 4.16";
        /// Incidents in a contested turf for each man of the weaker side.
        war: f64 = 0.5, range(0.1, 1.0), Allowed::NOT_NEGATIVE, "per man", Behaviour, "model, 4.16";
        /// Months of loss after which a turf is given up.
        retreat_months: u32 = 3, range(2.0, 6.0), Allowed::Within(1.0, 60.0), "months", Behaviour, "model, 4.16";
        /// Price at which a post looks away, in monthly wages per officer.
        capture_price: f64 = 0.15, range(0.05, 1.0), Allowed::NOT_NEGATIVE, "monthly wages per officer", Behaviour, "assumed";
        /// Pay over the outside wage below which a month is a loss.
        loss_below: f64 = 0.5, range(0.2, 0.9), Allowed::NOT_NEGATIVE, "ratio", Behaviour, "assumed";
        /// Share of drug rent that a raid destroys in its month.
        raid_damage: f64 = 0.3, range(0.1, 0.8), Allowed::SHARE, "share of rent per raid", Behaviour, "assumed";
        /// Share of its men that a turf sends to a new one.
        sent_out: f64 = 0.33, range(0.1, 0.5), Allowed::SHARE, "share of men", Behaviour, "assumed";
        /// Fewest men who hold a turf of 500 households.
        fewest_men: u32 = 3, range(2.0, 6.0), Allowed::Within(1.0, 1000.0), "men", Behaviour, "assumed";
        /// Legitimacy at the start: mean trust of households in gangs; burn-in moves it.
        legitimacy: f64 = 0.35, range(0.1, 0.6), Allowed::SHARE, "level", Situation, "F58";
        /// Cases that one man can hear.
        cases_per_man: f32 = 1.0, range(0.2, 4.0), Allowed::NOT_NEGATIVE, "cases per man and month", Behaviour, "assumed";
        /// Time from complaint to verdict.
        delay: f64 = 0.1, range(0.03, 0.3), Allowed::NOT_NEGATIVE, "months", Behaviour, "assumed";
        /// Dearest reprisal of a gang on those who go to the police.
        reprisal: f64 = 0.6, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "F59";
        /// Share of people under one gang from which on it also draws on the treasury.
        national_turf: f64 = 0.05, range(0.02, 0.1), Allowed::SHARE, "share of people", Behaviour, "model, 4.16";
        /// Share of the budget that a gang of national size takes, for each share of people under it.
        national_take: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of budget per share of people", Behaviour, "assumed";
        /// Months' pay that a gang keeps in its chest before its rulers spend the rest.
        chest_months: f64 = 3.0, FIXED, Allowed::NOT_NEGATIVE, "months of cost", Behaviour, "assumed";
        /// Governing effort of gangs at the start.
        first_effort: f32 = 0.3, range(0.0, 1.0), Allowed::SHARE, "level", Situation, "assumed";
        /// Governing effort with which a gang begins on a new turf.
        new_effort: f32 = 0.2, range(0.0, 1.0), Allowed::SHARE, "level", Behaviour, "assumed";
        /// Most that a gang pays a man; the rest is kept.
        most_pay: f64 = 1.5, range(1.0, 3.0), Allowed::NOT_NEGATIVE, "outside wages", Behaviour, "assumed";
    }
}
