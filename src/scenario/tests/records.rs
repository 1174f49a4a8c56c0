//! Records of scenarios: the places that they name, what contradicts itself, and what nobody would ask.

use super::*;

/// Seats that no longer add up are the fault of the argument that moved one, not of the file.
#[test]
fn a_group_of_shares_is_blamed_where_one_of_them_was_set_last() {
    let text =
        "[[compact]]\nname = \"p\"\nseats = { state = 0.4, ngo = 0.6 }\nmoney = { ngo = 1.0 }\n";
    let settings =
        Settings { sets: vec!["compact.p.seats.state=0.6".to_owned()], ..Settings::default() };
    let told =
        Scenario::from_text("s", text, &settings, &Catalogue::standard()).unwrap_err().to_string();
    assert!(told.contains("--set compact.p.seats.state=0.6"), "{told}");
    assert!(told.contains("add up to 1.200"), "{told}");
}

const WHERE: &str = "[[intervention]]\nname = \"a\"\ncomponent = \"public\"\nby = \"aid_agency\"\nmoney = 1\n\
    where = { places = PLACES }\n";

#[expect(clippy::result_large_err, reason = "a test looks at one problem")]
fn zone(places: &str) -> Result<Vec<String>, Problem> {
    match read(&WHERE.replace("PLACES", places)) {
        Ok(scenario) => Ok(scenario.params.programme.interventions[0].places.clone()),
        Err(problems) => Err(problems.0[0].clone()),
    }
}

#[test]
fn a_text_is_one_name_or_names_between_commas_and_an_array_is_names() {
    assert_eq!(zone("\"Town 1\"").unwrap(), ["Town 1"]);
    assert_eq!(zone("\"Town 1, ward 1\"").unwrap(), ["Town 1, ward 1"]);
    assert_eq!(zone("\"Town 1, Town 2\"").unwrap(), ["Town 1", "Town 2"]);
    let both = ["Town 1, ward 2", "Village 1.1"];
    assert_eq!(zone("[\"Town 1, ward 2\", \"Village 1.1\"]").unwrap(), both);
}

#[test]
fn names_that_mean_no_place_are_located_with_the_nearest() {
    for (places, name, near) in [
        ("\"Town\"", "\"Town\"", ""),
        ("\"Toun 1\"", "\"Toun 1\"", "did you mean \"Town 1\"?"),
        ("\"Town 1, ward 99\"", "\"Town 1, ward 99\"", "did you mean \"Town 1, ward"),
        ("[\"Town 1\", \"Vilage 1.1\"]", "\"Vilage 1.1\"", "did you mean \"Village 1.1\"?"),
    ] {
        let told = zone(places).unwrap_err();
        assert_eq!(told.location.line_and_column(), Some((6, 20)), "{told}");
        assert_eq!(told.key, "intervention.where.places");
        assert!(told.message.contains(name), "{told}");
        assert!(told.help.as_deref().unwrap_or_default().contains(near), "{told:?}");
    }
}

#[test]
fn enclaves_lie_where_they_are_named_in_every_replicate() {
    for (country, towns) in
        [("sierra_leone", ["Koidu", "Moyamba"]), ("papua_new_guinea", ["Porgera", "Tabubil"])]
    {
        let path = PathBuf::from(format!("scenarios/countries/{country}.toml"));
        let settings =
            Settings { sets: vec!["world.sample=0.02".to_owned()], ..Settings::default() };
        let scenario = Scenario::load(&path, &settings, &Catalogue::standard()).unwrap();
        for replicate in [1, 2] {
            let country = crate::world::Country::build(
                &scenario.params,
                scenario.geography.as_ref(),
                replicate,
            );
            let country = country.unwrap();
            let held = country.communities.iter().filter(|c| c.ground.holds_enclave);
            let mut held: Vec<_> =
                held.map(|c| (c.place.town.as_str(), c.place.ward(), c.place.is_rural)).collect();
            held.sort_unstable();
            assert_eq!(held, towns.map(|town| (town, 1, false)));
        }
    }
}

#[test]
fn a_share_of_which_whole_sites_make_another_is_told() {
    let world = |communities: u32, sample: f64| {
        warnings(&format!(
            "[world]\ncommunities = {communities}\nhouseholds = 100\nsample = {sample}\n"
        ))
    };
    let told = world(40, 0.1);
    assert!(matches!(&told[..], [one] if one.contains("found 0.1; 1.00 of the world")), "{told:?}");
    assert_eq!(world(4_000, 0.1), [""; 0]);
    assert_eq!(world(40, 1.0), [""; 0]);
}

#[test]
fn an_enclave_at_no_place_and_two_at_one_are_told() {
    let told =
        problems("[enclave]\ncount = 2\nplaces = [\"Town 1\", \"Town 1, ward 1\", \"Kono\"]\n");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("3 places are named for 2 enclaves"));
    assert!(told[1].starts_with("s.toml:3:10: enclave.places: no place is called \"Kono\""));
    let told = problems("[enclave]\ncount = 2\nplaces = [\"Town 1\", \"Town 1, ward 1\"]\n");
    assert!(told[0].contains("are one community"), "{told:?}");
    let scenario = read("[enclave]\ncount = 1\nplaces = \"Town 2\"\n").unwrap();
    assert_eq!(scenario.params.enclave.places, ["Town 2"]);
    let again = read(&scenario.to_plain_toml()).unwrap();
    assert_eq!(again.hash(), scenario.hash());
}

#[test]
fn two_records_of_one_name_in_a_file_are_told_at_both() {
    for (table, rest) in [
        ("intervention", "component = \"public\"\nby = \"state\"\nmoney = 1.0\n"),
        ("compact", "seats = { state = 1.0 }\nmoney = { state = 1.0 }\n"),
        ("shock", "strikes = \"pay_stop\"\n"),
        ("survey", "questionnaire = \"baseline\"\n"),
    ] {
        let one = format!("[[{table}]]\nname = \"a\"\n{rest}");
        let told = problems(&format!("{one}{one}"));
        let second = one.lines().count() + 1;
        assert_eq!(told.iter().filter(|one| !one.contains("warning")).count(), 2, "{told:?}");
        assert!(told[0].starts_with("s.toml:1:1:") && told[0].contains(&format!("line {second}")));
        assert!(told[1].starts_with(&format!("s.toml:{second}:1:")) && told[1].contains("line 1"));
        let other = one.replace("\"a\"", "\"b\"");
        assert!(read(&format!("{one}{other}")).is_ok());
    }
}

fn warnings(text: &str) -> Vec<String> {
    let scenario = read(text).unwrap_or_else(|problems| panic!("{text}: {problems}"));
    assert!(scenario.warnings.iter().all(|warning| warning.level == Level::Warning));
    scenario
        .warnings
        .iter()
        .map(|warning| format!("{}: {}", warning.key, warning.message))
        .collect()
}

fn intervention(component: &str, rest: &str) -> String {
    format!("[[intervention]]\nname = \"a\"\ncomponent = \"{component}\"\nby = \"ngo\"\n{rest}\n")
}

#[test]
fn questions_that_nobody_would_ask_are_warned_of() {
    let asked = [
        ("public", "money = 0", "intervention.money", "without money does nothing"),
        (
            "public",
            "money = 1\nfrom = 121",
            "intervention.from",
            "month 121 is after the last, 120",
        ),
        ("public", "money = 1\nfrom = 118", "intervention.from", "at work from month 124"),
        ("public", "money = 1\nuntil = 4", "intervention.until", "after its end, 4"),
        (
            "public",
            "money = 1\nwhere = { nearest_enclave = 4 }",
            "intervention.where.nearest_enclave",
            "there is no enclave",
        ),
        (
            "public",
            "money = 1\nwhere = { worst = 4, worst_share = 0.5 }",
            "intervention.where.worst_share",
            "takes its share of the 4",
        ),
        ("public", "money = 1\nwhere = { by = \"fear\" }", "intervention.where.by", "only"),
        (
            "public",
            "money = 1\nwhere = { at_least = 1 }",
            "intervention.where.at_least",
            "without an attribute",
        ),
        (
            "public",
            "money = 1\nwhere = { attribute = \"fear\" }",
            "intervention.where.attribute",
            "selects all",
        ),
        (
            "public",
            "money = 1\nwhen = { above = 1 }",
            "intervention.when.above",
            "without an attribute",
        ),
        (
            "public",
            "money = 1\nwhen = { attribute = \"fear\", above = 0.5, below = 0.4 }",
            "intervention.when.above",
            "never acts",
        ),
        ("public", "money = 1\ncode = false", "intervention.code", "public does not read it"),
        (
            "peace_committee",
            "money = 1\nindependent = 0.5",
            "intervention.independent",
            "peace_committee does not read it",
        ),
        (
            "private_international",
            "money = 1\ncontract = \"concession\"",
            "intervention.money",
            "money beside it is not spent",
        ),
        ("delegation", "conditions = true", "intervention.conditions", "no money"),
        (
            "peace_committee",
            "money = 1\n[mechanisms]\npeace_committees = false",
            "intervention.component",
            "mechanisms.peace_committees is false",
        ),
    ];
    for (component, rest, key, message) in asked {
        let told = warnings(&intervention(component, rest));
        assert_eq!(told.len(), 1, "{rest}: {told:?}");
        assert!(told[0].starts_with(&format!("{key}: ")) && told[0].contains(message), "{told:?}");
    }
    let ordinary = [
        ("public", "money = 1"),
        ("public", "money = 1\nfrom = 100\nuntil = 120"),
        ("public", "money = 1\nwhere = { nearest_enclave = 4 }\n[enclave]\ncount = 1"),
        ("public", "money = 1\nwhere = { worst_share = 0.5, by = \"fear\" }"),
        ("public", "money = 1\nwhen = { attribute = \"fear\", above = 0.4, below = 0.5 }"),
        ("peace_committee", "money = 1\ncode = false\nconditions = true"),
        ("peace_centre", "money = 1\nindependent = 0.5"),
        ("private_international", "contract = \"concession\""),
        ("delegation", ""),
    ];
    for (component, rest) in ordinary {
        assert_eq!(warnings(&intervention(component, rest)), [""; 0], "{component}, {rest}");
    }
}

#[test]
fn compacts_shocks_and_surveys_that_do_nothing_are_warned_of() {
    let compact = "[[compact]]\nname = \"c\"\nseats = { ngo = 1.0 }\nmoney = { ngo = 1.0 }\n";
    let told = warnings(compact);
    assert!(told[0].starts_with("compact.name: no intervention is by this compact"), "{told:?}");
    let police = intervention("public", "money = 1").replace("\"ngo\"", "\"c\"");
    let told = warnings(&format!("{compact}standing = 0.5\n{police}"));
    assert_eq!(told, ["compact.standing: public does not read it"]);
    let committees = police.replace("\"public\"", "\"peace_committee\"");
    assert_eq!(warnings(&format!("{compact}standing = 0.5\n{committees}")), [""; 0]);
    let told = warnings("[[shock]]\nstrikes = \"fund_cut\"\nmonth = 121\n");
    assert_eq!(told.len(), 2, "{told:?}");
    let shock = "[[shock]]\nstrikes = \"pay_stop\"\nintervention = \"a\"\n";
    let told = warnings(&format!("{}{shock}", intervention("public", "money = 1")));
    assert!(told[0].contains("strikes the state and no intervention"), "{told:?}");
    assert_eq!(warnings("[[shock]]\nstrikes = \"pay_stop\"\n"), [""; 0]);
    let told = warnings("[[survey]]\nquestionnaire = \"baseline\"\nmonth = 121\n");
    assert!(told[0].contains("never is held"), "{told:?}");
    // Several of a table are told at once.
    let survey = |name: &str, month: u32| {
        format!("[[survey]]\nname = \"{name}\"\nquestionnaire = \"baseline\"\nmonth = {month}\n")
    };
    let told = warnings(&(survey("a", 130) + &survey("b", 12) + &survey("c", 125)));
    let wanted =
        "survey.month: a, c never are held: the first of them in month 125, after the last, 120";
    assert_eq!(told, [wanted]);
}

#[test]
fn names_in_tables_mean_one_record() {
    let compact = "[[compact]]\nname = \"ngo\"\nseats = { ngo = 1.0 }\nmoney = { ngo = 1.0 }\n";
    assert!(problems(compact)[0].contains("\"ngo\" is an auspice"));
    let nameless = intervention("delegation", "").replace("name = \"a\"\n", "");
    let called = intervention("delegation", "").replace("\"a\"", "\"delegation_2\"");
    assert!(problems(&format!("{called}{nameless}"))[0].contains("\"delegation_2\" is in tables"));
    assert!(read(&format!("{nameless}{nameless}")).is_ok());
    let grant = intervention("delegation", "").replace("\"a\"", "\"general_grant\"");
    assert!(problems(&grant)[0].contains("\"general_grant\" is in tables"));
    let survey = "[[survey]]\nquestionnaire = \"baseline\"\n";
    assert_eq!(problems(&format!("{survey}{survey}")).len(), 2);
    assert!(read(survey).is_ok());
}

#[test]
fn windows_that_hold_nothing_are_refused() {
    let told = problems(&intervention("public", "money = 1\nfrom = 5\nuntil = 4"));
    assert!(told[0].contains("it ends before month 5"), "{told:?}");
    let bounds = "where = { attribute = \"fear\", at_least = 0.6, at_most = 0.5 }";
    let told = problems(&intervention("public", &format!("money = 1\n{bounds}")));
    assert!(told[0].contains("no place is at least 0.6 and at most 0.5"), "{told:?}");
}

#[test]
fn show_tells_which_file_changes_a_record() {
    let folder = tempfile::TempDir::new().unwrap();
    let base = folder.path().join("base.toml");
    std::fs::write(&base, intervention("public", "money = 1")).unwrap();
    let own = folder.path().join("own.toml");
    let changed = "extends = \"base.toml\"\n[[intervention]]\nname = \"a\"\nmoney = 2\n";
    std::fs::write(&own, changed).unwrap();
    let settings =
        Settings { sets: vec!["intervention.a.from=3".to_owned()], ..Settings::default() };
    let scenario = Scenario::load(&own, &settings, &Catalogue::standard()).unwrap();
    let text = scenario.to_toml();
    let head = format!("[[intervention]] # {}:1, changed by {}:2\n", base.display(), own.display());
    assert!(text.contains(&head), "{text}");
    assert!(text.contains(&format!("money = 2.0 # {}:4\n", own.display())));
    assert!(text.contains("from = 3 # argument '--set intervention.a.from=3'\n"));
    let again = read(&text).unwrap();
    assert_eq!(again.hash(), scenario.hash());
}
