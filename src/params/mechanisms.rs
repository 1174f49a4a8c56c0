//! Switches: each mechanism can be turned off on its own.

use super::{Allowed, FIXED, table};

table! {
    /// Switches of mechanisms. Off: its own direct metric is zero or constant, the books balance, and the draws of the others are unchanged.
    Mechanisms in "mechanisms" at mechanisms {
        /// Households leave their place and come home (4.34).
        mobility: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.34";
        /// Poverty and work follow the money that comes to a place; gangs earn by order (4.35).
        livelihood: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.35";
        /// Auspices with money of their own test and choose arrangements (4.1).
        steering: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.1", late;
        /// Crowds turn on suspects (4.8).
        mobs: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.8";
        /// Police keep hours for serious incidents (4.8).
        triage: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.8";
        /// Police are rented out (4.11).
        rent_out: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.11", late;
        /// Those who can buy guards (4.14).
        private_national: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.14";
        /// Companies from abroad are hired (4.14).
        private_international: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.14", late;
        /// Companies are paid by concessions (4.14).
        concessions: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.14", late;
        /// Committees and stations work as one where a peace centre is set up (4.18).
        peace_centres: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.18", late;
        /// Nodes that worked together pass cases on (4.19).
        links: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.19";
        /// Belief about a provider drifts to that about those behind it (section 2).
        association: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, section 2", late;
        /// Seats of those whom people respect help a body that seeks agreement (section 2).
        authority: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, section 2", late;
        /// Local and professional knowledge of partners counts (section 2).
        knowledge: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, section 2", late;
        /// Partners review what insiders cannot suppress (section 2).
        oversight: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, section 2", late;
        /// A mixed or outside body adds to cooperation across the radius (section 2).
        group_standing: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, section 2", late;
        /// Soldiers can seize power (4.13).
        rupture: bool = false, FIXED, Allowed::Any, "switch", Situation, "model, 4.13", late;
        /// Arms leak, are traded and collected (4.23).
        arms: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.23";
        /// Enclaves take land, move people, bring cash and drink (4.24).
        enclave_footprint: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.24";
        /// Aid waits, and can end early (4.26).
        aid_fatigue: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.26", late;
        /// Instruments of engagement act (4.25).
        instruments: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.25", late;
        /// People are trained in ways of settling disputes (4.33).
        education: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.33", late;
        /// Abuse can be detected and sanctioned (4.27).
        accountability: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.27", late;
        /// Places and posts differ, and drift (4.29).
        differences: bool = true, FIXED, Allowed::Any, "switch", Situation, "model, 4.29";
        /// Persons differ in how often they quarrel and are hit; family matters lie inside a household (4.30).
        proneness: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.30";
        /// Who was robbed is robbed again sooner, and so are those next to him (4.30).
        repeats: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.30";
        /// War is remembered, and feared (4.31).
        memory: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.31";
        /// What force comes to becomes a norm of a place (4.32).
        norms: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.32";
        /// Disputes arise between households (4.2).
        disputes: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.2";
        /// Open disputes can turn violent (4.6).
        escalation: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.6";
        /// Settlements meet a part of the claim or all of it (4.4).
        degrees: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.4";
        /// Violence is retaliated (4.7).
        feuds: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.7";
        /// Groups fight where `world.group_conflict` says so (4.36).
        clashes: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.36";
        /// Offenders prey (4.10).
        predation: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.10";
        /// Offenders also prey next door (4.10).
        displacement: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.10";
        /// Presence of providers deters (4.9).
        deterrence: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.9";
        /// Police take bribes and extort (4.11).
        bribery: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.11";
        /// Pay thins out from the seat; officers who are not paid stay away, and stop people for money (4.11).
        presence: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.11";
        /// The state has soldiers where `provider.soldiers.number` says so (4.37).
        soldiers: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.37";
        /// Force against people makes men join bands and gangs (4.15, 4.16).
        provocation: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.15";
        /// People call the police for more than disputes and crimes (4.8).
        calls: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.8";
        /// Badly paid officers desert (4.11).
        desertion: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.11", late;
        /// Elders hear disputes (4.5).
        customary: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.5";
        /// Vigilante bands exist and form (4.15).
        vigilantes: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.15";
        /// The order of bands moves, and bands can become gangs (4.15).
        vigilante_drift: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.15";
        /// Gangs hold turf and govern (4.16).
        criminal_governance: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.16";
        /// Gangs buy off police posts (4.16).
        capture: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.16";
        /// Peace committees hold gatherings (4.17).
        peace_committees: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.17", late;
        /// Sites open further committees where many are turned away and there is money (4.17).
        supply: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.17", late;
        /// Gatherings are paid where there is money (4.17).
        remuneration: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.17", late;
        /// Community funds build projects against problems (4.17).
        peacebuilding: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.17", late;
        /// Committees start by imitation (4.17).
        imitation: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.17", late;
        /// Gatherings are reviewed, and only what passes is paid (4.17).
        reviews: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.17", late;
        /// Agreements across groups, kept and broken, move the radius of trust (4.20).
        radius_of_trust: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.20";
        /// Use of institutions and fear move collective efficacy (4.21).
        efficacy: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.21";
        /// People hear of others' experiences (4.22).
        news: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.22";
        /// Repute of auspices is heard, next door and in the news, and fades (4.22).
        repute: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.22";
        /// Satisfaction is relative to what one has come to expect (4.22).
        aspiration: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.22";
        /// Revenue, budgets, pay and desertion move after month 0 (4.13).
        state_spiral: bool = true, FIXED, Allowed::Any, "switch", Behaviour, "model, 4.13", late;
    }
}
