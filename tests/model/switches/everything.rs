//! A small world in which every kind of provider and every auspice is at work, for the tables of switches and of directions.

/// All of it at once, every kind and auspice at work: the records of the library's scenario.
pub const EVERYTHING: &str = from_records(include_str!("../../../scenarios/everything.toml"));

/// What a file says from its first record on.
const fn from_records(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut at = 0;
    while bytes[at] != b'[' || bytes[at + 1] != b'[' {
        at += 1;
    }
    text.split_at(at).1
}

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
