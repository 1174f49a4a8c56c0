//! The declarations of records.

use super::{ByAuspice, record};
use crate::terms::{
    Attribute, Auspice, Component, Contract, Currency, Questionnaire, Stratum, Strikes, Trait,
};
use crate::values::Allowed;

record! {
    /// A compact: auspices that steer together. Each member brings, and can withdraw, five separable things: money, authority, knowledge, oversight, standing between groups (section 2).
    Compact in "compact" at compacts {
        /// Name by which interventions call it.
        name as "name": String = String::new(), Allowed::Any, "name";
        /// Share of seats of each member; members are those with any.
        seats as "seats": ByAuspice = [0.0; Auspice::COUNT], Allowed::SHARE, "share of seats";
        /// Share of the money that each member brings.
        money as "money": ByAuspice = [0.0; Auspice::COUNT], Allowed::SHARE, "share of money";
        /// Members beyond the first who can veto: each costs a month before anything begins.
        vetoes as "vetoes": u32 = 0, Allowed::Within(0.0, 6.0), "members";
        /// Local knowledge of who is whom, brought by members: better plans and fewer broken ones.
        local_knowledge as "knowledge.local": f64 = 0.0, Allowed::SHARE, "level";
        /// Professional knowledge: skill at the start and its retention.
        professional_knowledge as "knowledge.professional": f64 = 0.0, Allowed::SHARE, "level";
        /// Share of work that outsiders review, which insiders cannot suppress.
        oversight as "oversight": f64 = 0.0, Allowed::SHARE, "share of gatherings";
        /// Standing between groups of a mixed body or an outsider that belongs to no side.
        standing as "standing": f64 = 0.0, Allowed::SHARE, "level";
    }
}

record! {
    /// An intervention: what is provided, where, when, for how much money, by whom, under which rules (section 5).
    Intervention in "intervention" at interventions {
        /// Name in tables and for shocks.
        name as "name": String = String::new(), Allowed::Any, "name";
        /// What is provided.
        component as "component": Option<Component> = None, Allowed::Any, "component";
        /// Who steers and pays: an auspice or the name of a compact.
        by as "by": String = String::new(), Allowed::Any, "auspice or compact";
        /// Money that the auspices spend.
        money as "money": f64 = 0.0, Allowed::NOT_NEGATIVE, "rand per head of the zone and year";
        /// Money that the auspices spend in all, on the whole country's zone, over the months from `from` to `until` in which money comes; in place of `money`; 0 for none.
        budget as "budget": f64 = 0.0, Allowed::NOT_NEGATIVE, "units of currency";
        /// Currency of the budget: US dollars, at `economy.per_usd`, or the accounting unit.
        currency as "currency": Option<Currency> = None, Allowed::Any, "currency";
        /// First month.
        from as "from": u32 = 1, Allowed::Within(1.0, 12_000.0), "month";
        /// Last month; 0 for no end.
        until as "until": u32 = 0, Allowed::Within(0.0, 12_000.0), "month";
        /// Communities by name: a town stands for all its wards, a full name for that community.
        places as "where.places": Vec<String> = Vec::new(), Allowed::Any, "names";
        /// Communities by an attribute.
        attribute as "where.attribute": Option<Attribute> = None, Allowed::Any, "attribute";
        /// Least value of the attribute.
        at_least as "where.at_least": f64 = f64::MIN, Allowed::Any, "unit of the attribute";
        /// Greatest value of the attribute.
        at_most as "where.at_most": f64 = f64::MAX, Allowed::Any, "unit of the attribute";
        /// This many communities nearest to an enclave, in whole sites where the component serves sites; 0 for all.
        nearest_enclave as "where.nearest_enclave": u32 = 0, Allowed::Within(0.0, 1e6), "communities";
        /// This many communities in which an attribute, last year, was highest, in whole sites where the component serves sites; 0 for all.
        worst as "where.worst": u32 = 0, Allowed::Within(0.0, 1e6), "communities";
        /// Share of people where it was highest, to the nearest site or community; 1 for all.
        worst_share as "where.worst_share": f64 = 1.0, Allowed::Within(0.001, 1.0), "share of people";
        /// The attribute by which they are worst.
        worst_by as "where.by": Option<Attribute> = Some(Attribute::Violence), Allowed::Any, "attribute";
        /// Random share of the people who are left, to the nearest site or community; 1 for all.
        share as "where.share": f64 = 1.0, Allowed::Within(0.001, 1.0), "share of people";
        /// Share of the sites or communities selected that the intervention is assigned to by lot; the others stand beside them for comparison. None is drawn unless it is given.
        assign_share as "assign.share": f64 = 0.0, Allowed::Within(0.001, 0.999), "share of sites or communities";
        /// By what they are told apart before the lot is drawn: each stratum has its share.
        assign_strata as "assign.strata": Vec<Stratum> = Vec::new(), Allowed::Any, "strata";
        /// Month in which the lot is drawn, by what `where` finds then; 0 for the month in which it begins.
        assign_month as "assign.month": u32 = 0, Allowed::Within(0.0, 12_000.0), "month";
        /// Begins only when this attribute of the country is beyond a bound, and rests when it is not.
        when as "when.attribute": Option<Attribute> = None, Allowed::Any, "attribute";
        /// The attribute must be above this.
        above as "when.above": f64 = f64::MIN, Allowed::Any, "unit of the attribute";
        /// The attribute must be below this.
        below as "when.below": f64 = f64::MAX, Allowed::Any, "unit of the attribute";
        /// How a company from abroad is paid.
        contract as "contract": Option<Contract> = Some(Contract::Cash), Allowed::Any, "contract";
        /// Share of the seats of a peace centre that police do not hold.
        independent as "independent": f64 = 1.0, Allowed::SHARE, "share of seats";
        /// Whether the code forbids force (claim 67); false lets the body coerce.
        code as "code": bool = true, Allowed::Any, "switch";
        /// Money comes in tranches that wait for an audit (claim 59).
        conditions as "conditions": bool = false, Allowed::Any, "switch";
        /// Same money, posts and gatherings, with the local effect switched off.
        placebo as "placebo": bool = false, Allowed::Any, "switch";
    }
}

impl Intervention {
    /// Its budget in rand, at so many rand a dollar; `None` where money is given a head.
    pub fn budget_in_rand(&self, per_usd: f64) -> Option<f64> {
        let rand = match self.currency {
            Some(Currency::Usd) => self.budget * per_usd,
            Some(Currency::Rand) | None => self.budget,
        };
        (self.budget > 0.0).then_some(rand)
    }

    /// Whether it says where it acts.
    pub fn has_where(&self) -> bool {
        let all = Self::default();
        self.places != all.places
            || self.attribute.is_some()
            || self.nearest_enclave > 0
            || self.worst > 0
            || self.worst_share < 1.0
            || self.share < 1.0
    }
}

record! {
    /// A shock: money, providers, rents or pay fail for some months (section 5).
    Shock in "shock" at shocks {
        /// Name in tables.
        name as "name": String = String::new(), Allowed::Any, "name";
        /// What it strikes.
        strikes as "strikes": Option<Strikes> = None, Allowed::Any, "what it strikes";
        /// First month.
        month as "month": u32 = 1, Allowed::Within(1.0, 12_000.0), "month";
        /// Months it lasts.
        months as "months": u32 = 12, Allowed::Within(1.0, 12_000.0), "months";
        /// Share that is lost.
        size as "size": f64 = 1.0, Allowed::SHARE, "share";
        /// The intervention whose money or organisations are struck; all if empty.
        intervention as "intervention": String = String::new(), Allowed::Any, "name";
    }
}

record! {
    /// A change: a value that is another one for some months, and then what it was: seasons, elections, prices. Of parameters that act from month 1 only, and of some others (docs/model.md, section 2); by place where the parameter is a place's.
    Change in "change" at changes {
        /// Name in tables.
        name as "name": String = String::new(), Allowed::Any, "name";
        /// The parameter that changes.
        key as "key": String = String::new(), Allowed::Any, "key of a parameter";
        /// What it is meanwhile; 0 and 1 turn a switch off and on.
        value as "value": f64 = f64::MIN, Allowed::Any, "unit of the parameter";
        /// First month.
        month as "month": u32 = 1, Allowed::Within(1.0, 12_000.0), "month";
        /// Months it lasts; 0 to the end.
        months as "months": u32 = 0, Allowed::Within(0.0, 12_000.0), "months";
        /// Months from one beginning to the next, as of a season; 0 for once.
        every as "every": u32 = 0, Allowed::Within(0.0, 12_000.0), "months";
        /// Communities by name: a town stands for all its wards, a full name for that community.
        places as "where.places": Vec<String> = Vec::new(), Allowed::Any, "names";
        /// Communities by an attribute.
        attribute as "where.attribute": Option<Attribute> = None, Allowed::Any, "attribute";
        /// Least value of the attribute.
        at_least as "where.at_least": f64 = f64::MIN, Allowed::Any, "unit of the attribute";
        /// Greatest value of the attribute.
        at_most as "where.at_most": f64 = f64::MAX, Allowed::Any, "unit of the attribute";
        /// This many communities nearest to an enclave, in whole sites where a station's value changes; 0 for all.
        nearest_enclave as "where.nearest_enclave": u32 = 0, Allowed::Within(0.0, 1e6), "communities";
        /// This many communities in which an attribute, last year, was highest, likewise; 0 for all.
        worst as "where.worst": u32 = 0, Allowed::Within(0.0, 1e6), "communities";
        /// Share of people where it was highest, to the nearest site or community; 1 for all.
        worst_share as "where.worst_share": f64 = 1.0, Allowed::Within(0.001, 1.0), "share of people";
        /// The attribute by which they are worst.
        worst_by as "where.by": Option<Attribute> = Some(Attribute::Violence), Allowed::Any, "attribute";
        /// Random share of the people who are left, to the nearest site or community; 1 for all.
        share as "where.share": f64 = 1.0, Allowed::Within(0.001, 1.0), "share of people";
    }
}

impl Change {
    /// Whether it is on in a month of the scenario.
    pub fn is_on(&self, month: i32) -> bool {
        let since = month - self.month as i32;
        let within = if self.every > 0 { since % self.every as i32 } else { since };
        since >= 0 && (self.months == 0 || within < self.months as i32)
    }

    /// What selects its places, as that of an intervention does.
    pub fn selector(&self) -> Intervention {
        Intervention {
            places: self.places.clone(),
            attribute: self.attribute,
            at_least: self.at_least,
            at_most: self.at_most,
            nearest_enclave: self.nearest_enclave,
            worst: self.worst,
            worst_share: self.worst_share,
            worst_by: self.worst_by,
            share: self.share,
            ..Intervention::default()
        }
    }
}

record! {
    /// A survey: simulated households are asked as real ones were, with sampling error (section 6).
    Survey in "survey" at surveys {
        /// Name in tables.
        name as "name": String = String::new(), Allowed::Any, "name";
        /// What is asked.
        questionnaire as "questionnaire": Option<Questionnaire> = None, Allowed::Any, "questionnaire";
        /// First month.
        month as "month": u32 = 48, Allowed::Within(1.0, 12_000.0), "month";
        /// Months between rounds; 0 for a single round.
        every as "every": u32 = 48, Allowed::Within(0.0, 12_000.0), "months";
        /// Households asked in a round; of each side where treated and control are asked apart.
        sample as "sample": u32 = 1200, Allowed::Within(10.0, 1e6), "households";
        /// Period asked about.
        recall as "recall": u32 = 12, Allowed::Within(1.0, 120.0), "months";
        /// Only these communities are asked, by name.
        places as "where.places": Vec<String> = Vec::new(), Allowed::Any, "names";
        /// Only those are asked whom this intervention serves.
        treated as "where.treated": String = String::new(), Allowed::Any, "name of an intervention";
        /// Only those are asked who were drawn to stand beside those whom this intervention serves.
        control as "where.control": String = String::new(), Allowed::Any, "name of an intervention";
        /// An intervention that is assigned by lot: as many households are asked among its treated as among its control, and told apart.
        by as "by": String = String::new(), Allowed::Any, "name of an intervention";
        /// What answers are also told by.
        also_by as "also_by": Vec<Trait> = Vec::new(), Allowed::Any, "traits of households";
        /// Whether all rounds ask the households of the first: a panel.
        panel as "panel": bool = false, Allowed::Any, "switch";
        /// Events forgotten for each month that has passed.
        forgetting as "forgetting": f64 = 0.01, Allowed::SHARE, "share per month";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::ScenarioRecord;
    use crate::terms::PECULIAR;

    #[test]
    fn what_is_read_is_declared_and_read_by_some_component_but_not_by_all() {
        let of_interventions: Vec<_> = Intervention::fields().into_iter().map(|f| f.key).collect();
        let of_compacts: Vec<_> = Compact::fields().into_iter().map(|f| f.key).collect();
        for (table, fields) in PECULIAR {
            for field in fields {
                let declared = if table == "compact" { &of_compacts } else { &of_interventions };
                assert!(declared.iter().any(|key| key == field), "{table}.{field}");
                let readers = Component::ALL
                    .iter()
                    .filter(|component| component.reads().of(table).contains(field));
                assert!((1..Component::COUNT).contains(&readers.count()), "{table}.{field}");
            }
        }
        for component in Component::ALL {
            let reads = component.reads();
            assert!(reads.intervention.iter().all(|field| PECULIAR[0].1.contains(field)));
            assert!(reads.compact.iter().all(|field| PECULIAR[1].1.contains(field)));
        }
    }
}
