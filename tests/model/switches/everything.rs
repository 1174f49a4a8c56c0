//! A small world in which every kind of provider and every auspice is at work, for the tables of switches and of directions.

/// All of it at once: every kind and auspice at work.
pub const EVERYTHING: &str = r#"
[[compact]]
name = "pact"
seats = { civil_society = 0.4, aid_agency = 0.3, state = 0.3 }
money = { aid_agency = 0.7, ngo = 0.2, state = 0.1 }
knowledge = { local = 1.0, professional = 1.0 }
oversight = 0.5
standing = 1.0
[[intervention]]
name = "centres"
component = "peace_centre"
by = "pact"
where = { worst = 2 }
money = 160
[[intervention]]
name = "committees"
component = "peace_committee"
by = "pact"
money = 16
[[intervention]]
name = "police"
component = "public"
by = "aid_agency"
money = 4
[[intervention]]
name = "rented"
component = "rented_public"
by = "multinational"
where = { nearest_enclave = 4 }
money = 100
[[intervention]]
name = "guards"
component = "private_national"
by = "multinational"
where = { nearest_enclave = 4 }
money = 60
[[intervention]]
name = "company"
component = "private_international"
by = "state"
contract = "concession"
where = { nearest_enclave = 8 }
until = 18
[[intervention]]
name = "mission"
component = "mission"
by = "interstate"
until = 24
money = 400
[[intervention]]
name = "education"
component = "dispute_education"
by = "multinational"
money = 8
[[intervention]]
name = "report"
component = "conscription"
by = "state"
"#;

/// What has to be so for each mechanism to have something to do.
pub const EVERYWHERE: &[&str] = &[
    // A handful of soldiers.
    "provider.soldiers.number=20",
    // Groups hate and do not fight.
    "world.group_conflict=1",
    "clashes.hazard=0",
    "provider.peace_committee.opens_above=0.2",
    "provider.peace_committee.opens_months=3",
    "provider.peace_committee.opens_reserve=1",
    "enclave.count=2",
    "provider.vigilante.coverage=0.3",
    "provider.criminal.coverage=0.3",
    "provider.public.officers=150",
    "steering.ngo=6",
    "rupture.base=-5.5",
    "mobs.base=0",
    "provider.private_national.dread=20",
    "provider.vigilante.dues=0.0005",
    "peacebuilding.project_cost=3000",
    "mechanisms.rupture=true",
    "mechanisms.aid_fatigue=true",
    "aid.fatigue=0.002",
];
