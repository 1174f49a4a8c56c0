//! Generated documents are those of the declarations; written again with `NODAL_BLESS=1 cargo test
//! --test house documents::`. Library scenarios are right, and no tracked text leads outside the project.

use crate::floors::{self, House, circle};
use nodal::experiment::claims::page;
use nodal::experiment::claims::table::Tables;
use nodal::experiment::claims::words::untested;
use nodal::metrics;
use nodal::output::reference::{metrics_markdown, tables_markdown};
use nodal::params::{Catalogue, Role};
use nodal::scenario::claim::{self, Claim, is_claim};
use nodal::scenario::reference::markdown;
use nodal::scenario::schema::schema;
use nodal::scenario::study::is_study;
use nodal::scenario::{Origin, Scenario, Settings};
use std::fs;
use std::path::{Path, PathBuf};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a generated document with the file, or writes the file.
fn expect_fresh(path: &str, fresh: &str) {
    let file = project(path);
    if std::env::var_os("NODAL_BLESS").is_some() {
        fs::write(&file, fresh).expect("can be written");
        return;
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == fresh,
        "{path} is stale: NODAL_BLESS=1 cargo test --test house documents:: writes it again"
    );
}

#[test]
fn the_reference_of_parameters_is_fresh() {
    expect_fresh("docs/parameters.md", &markdown(&Catalogue::standard()));
}

#[test]
fn the_reference_of_metrics_is_fresh() {
    expect_fresh("docs/metrics.md", &metrics_markdown(&metrics::all()));
}

#[test]
fn the_data_dictionary_is_fresh() {
    expect_fresh("docs/tables.md", &tables_markdown());
}

#[test]
fn the_schema_is_fresh() {
    expect_fresh("docs/scenario.schema.json", &format!("{:#}\n", schema(&Catalogue::standard())));
}

/// The page of claims says what its tables say, and what the claims' files say; there is none without tables.
#[test]
fn the_page_of_claims_is_that_of_its_tables() {
    if !project("docs/claims.csv").exists() {
        assert!(
            !project("docs/claims.md").exists(),
            "docs/claims.md tells of tables that are not there"
        );
        return;
    }
    let tables = Tables::read(&project("docs")).expect("are tables of claims");
    let files = claim::files(&project("scenarios/claims")).expect("is there");
    let load = |path: &PathBuf| Claim::load(path, &Settings::default(), &Catalogue::standard());
    let claims: Vec<Claim> = files
        .iter()
        .map(|path| load(path).unwrap_or_else(|problems| panic!("{problems}")))
        .collect();
    let told: Vec<&str> = tables.claims.iter().map(|row| row.claim.as_str()).collect();
    let numbers: Vec<&str> = claims.iter().map(|claim| claim.number.as_str()).collect();
    assert_eq!(told, numbers, "a row a claim");
    assert_eq!(tables.untold(&claims), Vec::<String>::new(), "of the claims as they are");
    let untested = claims.iter().flat_map(|claim| {
        let told = untested(claim, &tables.outcomes_of(claim));
        told.into_iter().map(|told| format!("claim {}: {told}", claim.number))
    });
    assert_eq!(untested.collect::<Vec<_>>(), Vec::<String>::new(), "every claim can fail");
    expect_fresh("docs/claims.md", &page::markdown(&claims, &tables));
}

/// A metric changed in memory changes its reference.
#[test]
fn metrics_documents_follow_the_declaration() {
    let mut metrics = metrics::all();
    metrics[0].unit = "cowries";
    assert!(metrics_markdown(&metrics).contains("cowries"));
    let names: std::collections::BTreeSet<_> = metrics.iter().map(|metric| metric.name).collect();
    assert_eq!(names.len(), metrics.len(), "a metric is declared twice");
}

/// Files below a folder whose names end so, in the order of their paths.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("can be read").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The library's scenarios, without its studies.
fn scenarios() -> Vec<PathBuf> {
    let mut found = files(&project("scenarios"), "toml");
    found.retain(|path| !is_study(path) && !is_claim(path));
    found
}

#[test]
fn every_library_scenario_is_right_and_says_what_it_is() {
    let files = scenarios();
    assert!(files.len() >= 8);
    for file in files {
        let scenario = Scenario::load(&file, &Settings::default(), &Catalogue::standard());
        let scenario = scenario.unwrap_or_else(|problems| panic!("{problems}"));
        assert!(!scenario.title.is_empty(), "{}", file.display());
        assert!(scenario.description.contains("Look at"), "{}", file.display());
    }
}

/// The library asks nothing that `check` would warn of.
#[test]
fn no_scenario_of_the_library_is_warned_of() {
    let files = scenarios();
    for file in files {
        let scenario = Scenario::load(&file, &Settings::default(), &Catalogue::standard());
        let told: Vec<_> =
            scenario.expect("is right").warnings.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{told:?}");
    }
}

/// Countries and states differ in what they are, never in how people act; and each says where every
/// value comes from.
#[test]
fn scenarios_differ_in_situation_only_and_cite_every_value() {
    let files = scenarios();
    let catalogue = Catalogue::standard();
    for file in files {
        let scenario = Scenario::load(&file, &Settings::default(), &catalogue).expect("is right");
        for (resolved, parameter) in scenario.values.iter().zip(&catalogue.parameters) {
            let Origin::File { path, line } = &resolved.origin else { continue };
            assert!(
                parameter.role == Role::Situation,
                "{}: {} is {}",
                file.display(),
                resolved.key,
                parameter.role.name()
            );
            let text = fs::read_to_string(path).expect("can be read");
            let written = text.lines().nth(line - 1).unwrap_or_default();
            let is_named = ["title", "seat", "settlements", "outline"]
                .iter()
                .any(|key| written.starts_with(key));
            assert!(written.contains('#') || is_named, "{}:{line} cites nothing", path.display());
        }
    }
}

#[test]
fn facts_that_declarations_cite_are_in_the_table() {
    let facts = fs::read_to_string(project("docs/facts.md")).expect("is there");
    for parameter in Catalogue::standard().parameters {
        for word in parameter.source.split(|c: char| !c.is_ascii_alphanumeric()) {
            let is_fact = word.len() > 1
                && word.starts_with('F')
                && word[1..].bytes().all(|b| b.is_ascii_digit());
            if is_fact {
                assert!(
                    facts.contains(&format!("| {word} |")),
                    "{}: no fact {word}",
                    parameter.key
                );
            }
        }
    }
}

/// What the README and the documents name is there.
#[test]
fn links_between_documents_lead_somewhere() {
    for document in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/decisions/README.md",
        "docs/model.md",
        "docs/experiments.md",
        "docs/facts.md",
        "docs/gallery.md",
        "docs/own_country.md",
        "benches/README.md",
        "benches/peers/README.md",
        "notebooks/README.md",
    ] {
        let text =
            fs::read_to_string(project(document)).unwrap_or_else(|_| panic!("no {document}"));
        let folder = project(document).parent().expect("has a folder").to_owned();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or_default();
            if !path.is_empty() && !path.contains("://") {
                assert!(folder.join(path).exists(), "{document} links to {path}");
            }
        }
    }
}

/// Every mechanism that can be switched off is told of in the model's documentation.
#[test]
fn the_model_is_documented_mechanism_by_mechanism() {
    let text = fs::read_to_string(project("docs/model.md")).expect("is there");
    for parameter in Catalogue::standard().parameters {
        if let Some(name) = parameter.key.strip_prefix("mechanisms.") {
            assert!(text.contains(&format!("`{name}`")), "docs/model.md says nothing of {name}");
        }
    }
    let model = floors::read(&project("src/model"));
    let is_told = |name: &str| text.contains(&format!("`{name}.rs`")) || name.is_empty();
    // A room's own file lists its files; that of the month is its order.
    for module in model.keys().filter(|module| module.contains("::") || !is_room(module)) {
        let name = module.replace("::", "/");
        assert!(is_told(&name), "docs/model.md says nothing of {name}.rs");
    }
}

/// The house as `src/lib.rs` draws it, from the top.
const HOUSE: House = House {
    path: "",
    floors: &[
        &["cli"],
        &["visual"],
        &["experiment"],
        &["output"],
        &["scenario"],
        &["model"],
        &["world"],
        &["metrics", "params"],
        &["ledger", "programme"],
        &["terms", "values"],
        &["engine"],
    ],
};

/// The rooms of the theory as `src/model/mod.rs` draws them.
const MODEL: House = House {
    path: "model",
    floors: &[
        &["month"],
        &["forums", "auspices", "surveys"],
        &["violence"],
        &["providers"],
        &["disputes"],
        &["people", "places"],
        &["scene", "keys", "invariants"],
    ],
};

/// Whether a module of the model is a room and not a file.
fn is_room(module: &str) -> bool {
    project("src/model").join(module).is_dir()
}

#[test]
fn nothing_imports_from_a_floor_above_it() {
    let sources = floors::read(&project("src"));
    for house in [HOUSE, MODEL] {
        let faults = house.faults(&sources);
        assert!(faults.is_empty(), "imports that climb or cross:\n{}", faults.join("\n"));
    }
    assert_eq!(circle("model", &sources), None, "a circle in the model");
}

/// What reads the imports sees one that climbs, one that crosses, and a circle, however they are written.
#[test]
fn an_import_that_climbs_and_a_circle_are_found() {
    let house =
        House { path: "model", floors: &[&["month"], &["forums", "auspices"], &["people"]] };
    let with = |text: &str| {
        let mut sources = floors::Sources::new();
        for module in ["month", "forums::life", "auspices::state", "people::fear", "people::heat"] {
            sources.insert(format!("model::{module}"), String::new());
        }
        sources.insert("model::people::fear".into(), floors::without_tests_and_comments(text));
        sources
    };
    let right = with(
        "use super::heat;\n// use crate::model::month;\n#[cfg(test)]\nmod tests { use crate::model::month; }",
    );
    assert_eq!(house.faults(&right), Vec::<String>::new());
    for climbs in [
        "use crate::model::forums::life;",
        "use crate::model::{\n    auspices::state as s,\n    forums::life::{self, live_on},\n};",
        "fn f() { super::super::forums::life::live_on() }",
    ] {
        let faults = house.faults(&with(climbs));
        assert!(
            faults.iter().any(|fault| fault.contains("model::forums::life")),
            "{climbs}: {faults:?}"
        );
    }
    let mut crossing = with("");
    crossing.insert("model::forums::life".into(), "use crate::model::auspices::state;".into());
    assert_eq!(house.faults(&crossing), ["model::forums::life imports model::auspices::state"]);
    let mut circular = with("use super::heat::hot;");
    assert_eq!(circle("model", &circular), None);
    circular.insert("model::people::heat".into(), "use super::fear;".into());
    assert!(circle("model", &circular).is_some());
    let mut new = with("");
    new.insert("model::cellar::rats".into(), String::new());
    assert_eq!(house.faults(&new), ["cellar has no floor"]);
}

/// Headings of changed results that do not name the version of their section; in what is not released they are plain.
fn unnamed_changes(changelog: &str) -> Vec<String> {
    let mut version = String::new();
    let mut wrong = Vec::new();
    for line in changelog.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.split(' ').next().unwrap_or_default().clone_into(&mut version);
        } else if line.starts_with("### Changed results") {
            let right = match version.as_str() {
                "Unreleased" => "### Changed results".to_owned(),
                released => format!("### Changed results in {released}"),
            };
            if line != right {
                wrong.push(format!("{version}: {line}"));
            }
        }
    }
    wrong
}

#[test]
fn changed_results_name_the_version_in_which_they_changed() {
    let changelog = fs::read_to_string(project("CHANGELOG.md")).expect("is there");
    assert!(changelog.contains("### Changed results"));
    assert_eq!(unnamed_changes(&changelog), Vec::<String>::new());
    let released =
        "## Unreleased\n### Changed results\n## 0.2.0 - 2027-01-01\n### Changed results in 0.2.0\n";
    assert!(unnamed_changes(released).is_empty());
    assert_eq!(unnamed_changes(&released.replace(" in 0.2.0", "")).len(), 1);
    assert_eq!(unnamed_changes(&released.replace("in 0.2.0", "in 0.1.0")).len(), 1);
}

/// Defaults stand in the declarations alone: a number that is told again in a comment drifts from them. Sections of
/// the model (4.1 to 4.40) are no numbers.
#[test]
fn no_comment_of_the_model_repeats_a_number() {
    assert_eq!(numbers_told("/// moves 0.15 of the gap (4.22)"), ["0.15"]);
    assert_eq!(numbers_told("//! 4.22 Beliefs (sections 2, 4.3)."), Vec::<&str>::new());
    let mut told = Vec::new();
    for path in files(&project("src/model"), "rs") {
        let text = fs::read_to_string(&path).expect("can be read");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            for found in is_comment.then(|| numbers_told(line)).into_iter().flatten() {
                told.push(format!("{}:{}: {found}", path.display(), number + 1));
            }
        }
    }
    assert!(told.is_empty(), "{told:#?}");
}

/// Decimals of a line that are no sections of the model.
fn numbers_told(line: &str) -> Vec<&str> {
    line.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| word.contains('.'))
        .filter(|word| {
            let section = word.strip_prefix("4.").and_then(|section| section.parse::<u32>().ok());
            !section.is_some_and(|section| (1..=40).contains(&section))
        })
        .collect()
}
