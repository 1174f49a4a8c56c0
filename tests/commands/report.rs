//! The page of `nodal report`: looked at in a real browser, whole, small, escaped, and claiming nothing
//! that the table does not show.

use crate::program::{call, must, project, quiet};
use crate::{browser, python};
use nodal::values::grouped;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A title that would break a page that does not escape it.
const NASTY: &str = "Twice <script>alert('x')</script> & \\\"so\\\" much";

/// Three scenarios of real islands: as they are, with more police, and with committees.
fn islands(folder: &Path) {
    let base = project("scenarios/countries/solomon_islands.toml");
    let head = format!(
        "schema_version = 1\nextends = {:?}\n[world]\nsample = 0.05\nhouseholds = 60\n[time]\n\
         burn_in_months = 6\nmonths = 48\n[run]\nreplicates = 3\n",
        base.display().to_string()
    );
    fs::write(folder.join("islands.toml"), &head).unwrap();
    let titled = head.replace("[world]", &format!("title = \"{NASTY}\"\n[world]"));
    fs::write(folder.join("police.toml"), titled + "[provider.public]\nofficers = 400.0\n")
        .unwrap();
    let compact = "[[compact]]\nname = \"partners\"\nseats = { civil_society = 0.7, state = 0.3 }\n\
                   money = { aid_agency = 1.0 }\n[[intervention]]\nname = \"<b>committees</b>\"\n\
                   component = \"peace_committee\"\nby = \"partners\"\nmoney = 20.0\nfrom = 3\n";
    let titled = head.replace("[world]", "title = \"Committees\"\n[world]");
    fs::write(folder.join("committees.toml"), titled + compact).unwrap();
    must(folder, &["compare", "islands.toml", "police.toml", "committees.toml", "--out", "c"]);
    must(folder, &["report", "c"]);
}

/// What a section says, without its tags.
fn section(page: &str, id: &str) -> String {
    let start = page.find(&format!("<section id=\"{id}\"")).unwrap();
    let end = page[start..].find("</section>").unwrap();
    let mut text = String::new();
    let mut is_inside = false;
    for letter in page[start..start + end].chars() {
        match letter {
            '<' => is_inside = true,
            '>' => is_inside = false,
            letter if !is_inside => text.push(letter),
            _ => {}
        }
    }
    text
}

/// Every element that is opened is closed, in order.
fn expect_well_formed(page: &str) {
    const VOID: [&str; 4] = ["meta", "input", "br", "link"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap();
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let first = tag.split([' ', '\n', '/']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('!') || VOID.contains(&first) || tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(first), "near {:?}", &rest[..rest.len().min(60)]);
            continue;
        }
        open.push(first);
        if matches!(first, "script" | "style") {
            rest = &rest[rest.find(&format!("</{first}>")).unwrap()..];
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

/// Every figure has a caption of its own kind, and each picture in it a name; `wanted` is among them.
fn expect_told_figures(page: &str, wanted: &[&str]) {
    let figures: Vec<&str> =
        page.split("<figure").skip(1).map(|rest| rest.split("</figure>").next().unwrap()).collect();
    for figure in &figures {
        let caption = figure.split("<figcaption").nth(1).unwrap_or_else(|| panic!("{figure}"));
        let caption = &caption[caption.find('>').unwrap() + 1..caption.find('<').unwrap()];
        let is_live = figure.contains("id=\"map-figure\"");
        assert!(is_live || caption.len() > 20, "{caption:?}: {figure}");
        assert!(!caption.starts_with("The figure says"), "no caption of its own: {figure}");
        for picture in figure.split("<svg").skip(1) {
            let tag = &picture[..picture.find('>').unwrap()];
            let has_name = picture.contains("</title>") && !picture.contains("></title>");
            assert!(tag.contains("aria-hidden") || has_name, "{tag}");
        }
    }
    for name in wanted {
        let id = format!("id=\"{name}-desc\">");
        let has_it = |figure: &&&str| figure.contains(&id) && !figure.contains(&format!("{id}<"));
        assert_eq!(figures.iter().filter(has_it).count(), 1, "{name}");
    }
}

/// Each figure has its numbers in the page, as a table and as a file that they can be saved as.
fn expect_files_of_figures(page: &str) {
    let files: Vec<&str> = page.split("href=\"data:text/csv;charset=utf-8,").skip(1).collect();
    assert!(files.len() >= 5, "{} files", files.len());
    for file in files {
        let text = &file[..file.find('"').unwrap()];
        assert!(text.contains("%0A") && text.contains(','), "{text}");
    }
}

/// The page reads the runs again; what it says of money is what `compare` wrote of the records that it had at hand.
fn expect_money_of_the_table(folder: &Path, told: &str) {
    let table = fs::read_to_string(folder.join("c/money.csv")).unwrap();
    let value = |what: &str| -> f64 {
        let row = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let row = row.rev().find(|row| row[0] == "committees" && row[2] == what).unwrap();
        row[3].parse().unwrap()
    };
    let (more, averted) = (value("external_used_more"), value("violent_acts_averted"));
    assert!(more > 1000.0, "{table}");
    for said in [
        "What became of the money of interventions".to_owned(),
        format!("Committees: US${} more external money used", grouped(more)),
        format!("{averted:.0} \u{b1} "),
        "at work in months".to_owned(),
        "spent on ".to_owned(),
    ] {
        assert!(told.contains(&said), "the page does not say {said:?}: {told}");
    }
    let parts = ["spent", "unspent", "leaked", "returned"].map(value).iter().sum::<f64>();
    assert!((parts - value("granted")).abs() < 1.0, "{parts} of {}", value("granted"));
}

#[test]
fn a_report_works_in_a_browser_and_is_whole() {
    let folder = TempDir::new().unwrap();
    islands(folder.path());
    let report = folder.path().join("c/report.html");
    let page = fs::read_to_string(&report).unwrap();

    expect_well_formed(&page);
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"), "not escaped");
    assert!(!page.contains("<b>committees") && page.contains("&lt;b&gt;committees"), "not escaped");
    let (_, packed) = page.split_once("<script id=\"map-data\" type=\"text/plain\">").unwrap();
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
    let end = packed.trim_start_matches(is_letter);
    assert!(end.starts_with("</script>"), "the map's data could end their element");
    for (part, said) in [
        ("answer", "3 paired replicates"),
        ("answer", "the baseline"),
        ("answer", "In short"),
        ("answer", "Money granted from abroad"),
        ("answer", "Not known: "),
        ("people", ", poor"),
        ("periods", "While it is paid or at work"),
        ("further", "--placebo"),
        ("scenarios", "steered and paid by the compact"),
        (
            "scenarios",
            "20 rand (US$2.00 of 2003) a head of the zone and year, from month 3 to the end",
        ),
        ("numbers", "3 paired replicates"),
        ("map", "is a village that the program made up and set where people live"),
        ("map", "A disc of dots is a real town"),
        ("money", "Coercion"),
        ("assumptions", "published numbers"),
        ("certainty", "There is no placebo arm"),
        ("reproduce", "nodal -q compare islands.toml police.toml committees.toml --out c"),
        ("values", "provider.public.officers"),
        ("credits", "CC BY 4.0"),
    ] {
        let told = section(&page, part);
        assert!(told.contains(said), "{part} does not say {said:?}: {told}");
    }
    expect_money_of_the_table(folder.path(), &section(&page, "money"));
    expect_told_figures(
        &page,
        &["options", "pairs", "differences", "cost-against-effect", "scenarios"],
    );
    let place = folder.path().display().to_string();
    assert!(!page.contains(&place), "a folder of this machine is told");
    expect_files_of_figures(&page);
    assert!(!page.contains(" src=") && !page.contains("@import") && !page.contains("url("));

    let leones =
        ["report", "c", "--out", "l.html", "--currency", "leones of 2024", "--per-usd", "38"];
    must(folder.path(), &leones);
    let other = section(&fs::read_to_string(folder.path().join("l.html")).unwrap(), "answer");
    assert!(other.contains("leones of 2024") && !other.contains("US$"), "{other}");

    if !cfg!(feature = "xlsx") {
        let (code, _, told) = call(folder.path(), &["report", "c", "--xlsx"]);
        assert!(code == 2 && told.contains("--features xlsx"), "{code}: {told}");
    }

    let again = folder.path().join("again.html");
    must(folder.path(), &["report", "c", "--out", "again.html", "--title", "Mine & <yours>"]);
    let other = fs::read_to_string(again).unwrap();
    let own_title = "Mine &amp; &lt;yours&gt;";
    let start = page.find("<title>").unwrap() + 7;
    let title = &page[start..start + page[start..].find("</title>").unwrap()];
    assert_eq!(other.replace(own_title, title), page, "the same directory gives other bytes");

    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    fs::create_dir_all(&pictures).unwrap();
    let work = TempDir::new().unwrap();
    let checked = Command::new(python::interpreter(&project("tests/browser/requirements.txt")))
        .arg(project("tests/browser/report.py"))
        .args([&browser::browser(), &report, &pictures, &work.path().to_owned()])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&checked.stdout) + String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{told}");
}

/// 14,452 communities in three scenarios. A year adds 0.25 MB, and no more than five are taken.
#[test]
fn a_report_of_three_scenarios_of_a_whole_country_is_below_three_megabytes() {
    let folder = TempDir::new().unwrap();
    let country = |name: &str| project(&format!("scenarios/countries/{name}.toml"));
    let files = ["sierra_leone_state_centred_aid", "sierra_leone_hybrid_compact", "sierra_leone"];
    let files: Vec<String> = files.map(|name| country(name).display().to_string()).into();
    let mut arguments: Vec<&str> = vec!["compare"];
    arguments.extend(files.iter().map(String::as_str));
    arguments.extend(["--replicates", "2", "--months", "24", "--set", "time.burn_in_months=1"]);
    arguments.extend(["--out", "c"]);
    must(folder.path(), &arguments);
    must(folder.path(), &["report", "c"]);
    let bytes = fs::metadata(folder.path().join("c/report.html")).unwrap().len();
    assert!((1_000_000..2_250_000).contains(&bytes), "{bytes}");
}

#[test]
fn identical_scenarios_are_told_to_be_that_and_nothing_is_claimed() {
    let folder = TempDir::new().unwrap();
    let small = "[world]\ncommunities = 10\nhouseholds = 40\n[time]\nburn_in_months = 2\nmonths = 24\n\
                 [run]\nreplicates = 2\n";
    fs::write(folder.path().join("a.toml"), small).unwrap();
    fs::write(folder.path().join("b.toml"), small).unwrap();
    must(folder.path(), &["compare", "a.toml", "b.toml", "--out", "c"]);
    must(folder.path(), &["report", "c"]);
    let page = fs::read_to_string(folder.path().join("c/report.html")).unwrap();
    let answer = section(&page, "answer");
    assert!(answer.contains("are identical"), "{answer}");
    for claim in ["lower", "higher", "better", "worse", "more", "less"] {
        assert!(!answer.contains(claim), "{claim} in {answer}");
        let numbers = section(&page, "numbers");
        assert!(!numbers.contains(&format!("shown: {claim}")), "{claim} in {numbers}");
    }
    expect_well_formed(&page);
}

#[test]
fn runs_and_studies_have_pages_and_comparisons_take_them_along() {
    let folder = TempDir::new().unwrap();
    let small = "title = \"Small\"\n[world]\ncommunities = 8\nhouseholds = 40\n[time]\nburn_in_months = 2\n\
                 months = 24\n[run]\nreplicates = 1\n";
    fs::write(folder.path().join("a.toml"), small).unwrap();
    must(folder.path(), &["run", "a.toml", "--out", "r"]);
    let study = "scenarios = [\"a.toml\"]\n[study]\ndesign = \"latin_hypercube\"\npoints = 10\nreplicates = 1\n\
                 metrics = [\"violence_rate\"]\n[parameters]\n\"escalation.hazard\" = true\n\"feuds.branching\" = true\n";
    fs::write(folder.path().join("study.toml"), study).unwrap();
    must(folder.path(), &["sweep", "study.toml", "--out", "s"]);
    let of_run = ["violence", "provision", "disputes", "plane", "money"];
    let of_study =
        ["tornado", "scatter", "response"].map(|kind| format!("sweep-{kind}-violence-rate"));
    for (directory, said, figures) in [
        ("r", "so without an interval", &of_run[..]),
        ("s", "in nine of ten", &of_study.each_ref().map(String::as_str)[..]),
    ] {
        must(folder.path(), &["report", directory]);
        let page = fs::read_to_string(folder.path().join(directory).join("report.html")).unwrap();
        expect_well_formed(&page);
        assert!(section(&page, "answer").contains(said), "{}", section(&page, "answer"));
        expect_told_figures(&page, figures);
    }
    // A page in the directory keeps no study from going on.
    must(folder.path(), &["sweep", "study.toml", "--out", "s"]);
}

#[test]
fn what_is_no_finished_result_is_told_in_one_line_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    for name in ["empty", "begun/.unfinished", "broken", "alone"] {
        fs::create_dir_all(here.join(name)).unwrap();
    }
    fs::write(here.join("begun/metrics.csv"), "replicate\n").unwrap();
    fs::write(here.join("broken/metrics.csv"), "replicate\n").unwrap();
    fs::write(here.join("broken/manifest.json"), "{").unwrap();
    fs::write(here.join("alone/comparison.csv"), "metric,scenario\nviolence_rate,a\n").unwrap();
    for (directory, code, told) in [
        ("empty", 2, "holds no results"),
        ("nowhere", 2, "holds no results"),
        ("begun", 2, "unfinished"),
        ("alone", 2, "no finished run of a"),
        ("broken", 1, "cannot read"),
    ] {
        let output = quiet(here, &["report", directory]);
        assert_eq!(output.status.code(), Some(code), "{directory}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(told) && said.lines().count() == 1, "{directory}: {said}");
        assert!(output.stdout.is_empty());
        assert!(!here.join(directory).join("report.html").exists());
    }
    let output = quiet(here, &["report", "empty", "--facts", "nowhere.csv"]);
    assert_eq!(output.status.code(), Some(2));
}
