//! 4.22 Repute is a state: it is heard from place to place, what one begins with is forgotten, and what nobody knows is no
//! number.
use crate::country::{intervention, live, metric, scenario, unlived};
use nodal::metrics::{self, Cell, Dimension};
use nodal::params::{Catalogue, Value};
use nodal::terms::{Auspice, Kind};
use nodal::world::Country;

fn of(world: &Country, name: &str, dimension: Dimension, level: usize) -> Option<f64> {
    let metric = metrics::named(name).expect("is declared");
    (metric.value)(world.observation(), Cell::At(dimension, level))
}

fn repute(world: &Country, auspice: Auspice) -> Option<f64> {
    of(world, "repute", Dimension::Auspice, auspice.index())
}

/// A compact behind committees, so that donors are seen too.
const KNOWN: &str = r#"
[[compact]]
name = "pact"
seats = { civil_society = 0.5, aid_agency = 0.3, ngo = 0.2 }
money = { aid_agency = 1.0 }
[[intervention]]
name = "committees"
component = "peace_committee"
by = "pact"
money = 16
"#;

/// Keys of Table 1.
fn table_1() -> Vec<String> {
    let auspices = Auspice::ALL.iter().map(|auspice| format!("auspice.{auspice}.legitimacy"));
    let kinds = Kind::ALL.iter().map(|kind| format!("provider.{kind}.legitimacy"));
    auspices.chain(kinds).collect()
}

/// The same country; its people begin with Table 1, or with its reverse.
fn begin(is_reversed: bool, records: &str, sets: &[&str]) -> Country {
    let base = scenario("t", "", &[]).params;
    let catalogue = Catalogue::standard();
    let mut all: Vec<String> = Vec::new();
    for key in table_1() {
        let parameter = catalogue.find(&key).unwrap_or_else(|| panic!("no {key}"));
        let Value::Real(level) = (parameter.get)(&base) else { panic!("{key}") };
        if is_reversed {
            all.push(format!("{key}={}", 1.0 - level));
        }
    }
    all.extend(sets.iter().map(|&set| set.to_owned()));
    unlived(records, &all.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn two_worlds_that_begin_with_table_1_reversed_come_together() {
    let sets = ["world.communities=20", "provider.peace_committee.site_people=3000"];
    let lived = |is_reversed: bool, switch: &str| {
        let mut world = begin(is_reversed, KNOWN, &[&sets[..], &[switch]].concat());
        let before = world.communities[0].opinion.repute[Auspice::State];
        live(&mut world, 240);
        (world, before)
    };
    let (one, before) = lived(false, "mechanisms.repute=true");
    let (other, reversed) = lived(true, "mechanisms.repute=true");
    assert!((before + reversed - 1.0).abs() < 1e-6 && (before - reversed).abs() > 0.2);
    let mut known = 0;
    for &auspice in Auspice::ALL {
        match (repute(&one, auspice), repute(&other, auspice)) {
            (Some(a), Some(b)) => {
                assert!((a - b).abs() < 0.05, "{auspice}: {a} {b}");
                known += 1;
            }
            (None, None) => {}
            (a, b) => panic!("{auspice}: {a:?} {b:?}"),
        }
    }
    assert_eq!(known, 4, "state, civil society, aid agency, NGO");
    // So does trust in those whom people meet; what is hardly ever met is remembered.
    for kind in [Kind::Public, Kind::Customary, Kind::PeaceCommittee] {
        let level = |world: &Country| of(world, "repute", Dimension::Provider, kind.index());
        let (a, b) = (level(&one).expect("is met"), level(&other).expect("is met"));
        assert!((a - b).abs() < 0.05, "{kind}: {a} {b}");
    }
    // Where it is no state they stay what they were told at first.
    let (one, _) = lived(false, "mechanisms.repute=false");
    let (other, _) = lived(true, "mechanisms.repute=false");
    let apart = |auspice| {
        (repute(&one, auspice).expect("is a number") - repute(&other, auspice).expect("likewise"))
            .abs()
    };
    assert!(apart(Auspice::AidAgency) > 0.2);
}

/// What nobody sees behind anything is told as unknown, not as what people are thought to begin with.
#[test]
fn what_is_unknown_everywhere_is_no_number() {
    let mut world = unlived("", &[]);
    live(&mut world, 24);
    for auspice in [Auspice::Multinational, Auspice::Interstate, Auspice::Ngo, Auspice::AidAgency] {
        assert_eq!(repute(&world, auspice), None, "{auspice}");
        assert_eq!(of(&world, "legitimacy", Dimension::Auspice, auspice.index()), None);
    }
    assert!(repute(&world, Auspice::State).is_some());
    assert!(repute(&world, Auspice::CivilSociety).is_some());
    let company = Kind::PrivateInternational.index();
    assert_eq!(of(&world, "repute", Dimension::Provider, company), None);
    assert!(metric(&world, "repute") > 0.0);
}

/// News carries everywhere what is known in one place.
#[test]
fn what_is_seen_in_one_place_is_heard_elsewhere() {
    let record = intervention("private_national", "ngo", "money = 60\nwhere = { worst = 1 }");
    let heard = |months: u32| {
        let mut world = unlived(&record, &["world.communities=60", "world.neighbours=2"]);
        live(&mut world, 12 + months);
        let is_heard = |c: &&nodal::world::community::Community| {
            c.opinion.heard & 1 << Auspice::Ngo as u8 != 0
        };
        (world.communities.iter().filter(is_heard).count(), world.communities.len())
    };
    let (soon, all) = heard(5);
    assert_eq!(soon, all);
    let (before, _) = heard(0);
    assert_eq!(before, 0);
}

/// R moves by `hearing` to what is heard and by `fading` to one half: in closed form where nothing else moves.
#[test]
fn verif_repute_fades_to_one_half_by_its_speed() {
    let sets = ["repute.fading=0.01", "mechanisms.customary=false", "auspice.ngo.legitimacy=0.9"];
    let mut world = unlived("", &sets);
    live(&mut world, 60);
    let expected = 0.5 + 0.4 * 0.99_f64.powi(60);
    for c in &world.communities {
        assert!((f64::from(c.opinion.repute[Auspice::Ngo]) - expected).abs() < 1e-4);
    }
}
