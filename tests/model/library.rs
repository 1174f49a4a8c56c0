//! Every scenario of the library lives, books balanced (debug builds check each month), and together
//! the four countries have every kind of provider and every auspice at work.
use crate::country::{laid_out, of_file};
use nodal::ledger::{Money, Purpose};
use nodal::model;
use nodal::scenario::claim::is_claim;
use nodal::scenario::study::is_study;
use nodal::terms::{Auspice, Kind};
use nodal::world::Country;
use std::fs;
use std::path::{Path, PathBuf};

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml")
            && !is_study(&path)
            && !is_claim(&path)
        {
            files.push(path);
        }
    }
}

/// Lives a small version of a scenario and shows each month to `look`.
fn live(path: &Path, months: u32, mut look: impl FnMut(&Country)) {
    let sets = [
        "world.communities=30",
        "world.households=100",
        "world.sample=0.02",
        "time.burn_in_months=3",
        "aid.lag=1",
        "programmes.committee_lag=2",
    ];
    let mut country = laid_out(&of_file(path, &sets));
    for _ in 0..months {
        model::month(&mut country);
        assert_eq!(country.complaint, None, "{}", path.display());
        look(&country);
    }
}

#[test]
fn every_scenario_of_the_library_lives() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut files);
    assert!(files.len() >= 31, "{}", files.len());
    for file in files {
        live(&file, 20, |_| {});
    }
}

#[test]
fn the_four_countries_together_have_every_kind_and_auspice_at_work() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/countries");
    let mut staff = [0.0_f64; Kind::COUNT];
    let mut paid = [Money::ZERO; Auspice::COUNT];
    for name in ["sierra_leone", "solomon_islands", "papua_new_guinea", "western_cape"] {
        live(&folder.join(format!("{name}.toml")), 12, |country| {
            let observation = country.observation();
            for (sum, &now) in staff.iter_mut().zip(observation.stocks.staff.values()) {
                *sum += now;
            }
            let flow = |purpose: Purpose| observation.flows.total(purpose);
            paid[Auspice::State.index()] += flow(Purpose::Wages) + flow(Purpose::StateContract);
            paid[Auspice::CivilSociety.index()] += flow(Purpose::ElderGift);
            paid[Auspice::Multinational.index()] += flow(Purpose::CorporatePayment);
            paid[Auspice::Interstate.index()] += flow(Purpose::InterstateGrant);
            paid[Auspice::Ngo.index()] += flow(Purpose::NgoGrant);
            paid[Auspice::AidAgency.index()] +=
                flow(Purpose::ProgrammeGrant) + flow(Purpose::StateGrant);
        });
    }
    for kind in Kind::ALL {
        assert!(staff[kind.index()] > 0.0, "{kind} is nowhere");
    }
    for auspice in Auspice::ALL {
        assert!(paid[auspice.index()] > Money::ZERO, "{auspice} pays for nothing");
    }
}
