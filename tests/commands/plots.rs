//! Figures: every kind, in every size and style, is whole: nothing is cut off or lies on other words,
//! numbers are numbers, axes and maps have units, titles say no more than verdicts show.

use crate::program::{must, quiet};
use nodal::visual::{
    Asked, Figure, Files, Form, Format, Gallery, Shape, Size, Style, Wishes, draw, sketch, svg,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

const SMALL: &str = "[world]\ncommunities = 20\nhouseholds = 60\n[time]\nburn_in_months = 6\n\
                     months = 36\n[run]\nreplicates = 3\n[provider.criminal]\ncoverage = 0.3\n\
                     [mechanisms]\ndifferences = false\n";

/// Runs the program in a directory.
/// One result of each sort, made once: a run, a real country, a comparison, a sweep, a screening.
static MADE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("small.toml"), SMALL).unwrap();
    fs::write(at.join("other.toml"), format!("{SMALL}[escalation]\nhazard = 0.03\n")).unwrap();
    fs::write(at.join("twin.toml"), SMALL).unwrap();
    let study = |design: &str| {
        format!(
            "scenarios = [\"small.toml\"]\n[study]\ndesign = \"{design}\"\npoints = 12\nreplicates = 1\n\
             metrics = [\"violence_rate\", \"pay_ratio\"]\n[set]\n\"time.months\" = 24\n[parameters]\n\
             \"escalation.hazard\" = true\n\"settlement.breaking\" = true\n\
             \"provider.customary.custom\" = true\n"
        )
    };
    fs::write(at.join("sweep.toml"), study("latin_hypercube")).unwrap();
    fs::write(at.join("screen.toml"), study("morris")).unwrap();
    let country =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/countries/solomon_islands.toml");
    must(at, &["run", "small.toml", "--out", "run"]);
    must(
        at,
        &[
            "run",
            country.to_str().unwrap(),
            "--out",
            "country",
            "--set",
            "world.sample=0.05",
            "--set",
            "time.burn_in_months=6",
            "--replicates",
            "2",
            "--months",
            "24",
        ],
    );
    must(at, &["compare", "small.toml", "other.toml", "--replicates", "6", "--out", "comparison"]);
    must(at, &["compare", "small.toml", "twin.toml", "--out", "null"]);
    let programme = "[[intervention]]\nname = \"committees\"\ncomponent = \"peace_committee\"\n\
                     by = \"aid_agency\"\nfrom = 7\nuntil = 20\nmoney = 8.4\n";
    fs::write(at.join("paid.toml"), format!("{SMALL}{programme}")).unwrap();
    must(at, &["compare", "small.toml", "other.toml", "paid.toml", "--out", "three"]);
    let money = "[steering]\nstate = 20\nngo = 20\n";
    fs::write(at.join("steered.toml"), format!("{SMALL}{money}")).unwrap();
    fs::write(at.join("more.toml"), format!("{SMALL}{money}aid_agency = 20\n")).unwrap();
    must(
        at,
        &["compare", "steered.toml", "more.toml", "--out", "steered", "--choices-page", "page.md"],
    );
    must(at, &["sweep", "sweep.toml", "--out", "sweep"]);
    must(at, &["sensitivity", "screen.toml", "--out", "screen"]);
    folder
});

fn made(name: &str) -> PathBuf {
    MADE.path().join(name)
}

fn gallery(name: &str) -> Gallery {
    sketch(&made(name), &Wishes::default()).unwrap()
}

fn find<'a>(gallery: &'a Gallery, name: &str) -> &'a Figure {
    let found = gallery.figures.iter().find(|figure| figure.name == name);
    found.unwrap_or_else(|| panic!("no {name}; left out: {:?}", gallery.left_out))
}

fn words(figure: &Figure) -> Vec<String> {
    figure
        .sketch
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// Names of figures that each sort of result must give.
const WANTED: [(&str, &[&str]); 8] = [
    (
        "run",
        &[
            "violence",
            "provision",
            "disputes",
            "money",
            "plane",
            "map-violent-incidents-strip",
            "map-violent-incidents-month-36",
            "turf",
        ],
    ),
    ("country", &["map-violent-incidents-strip", "map-violent-incidents-month-24", "plane"]),
    ("comparison", &["options", "differences", "cost-against-effect", "scenarios"]),
    ("three", &["options", "pairs", "differences", "scenarios"]),
    ("steered", &["differences", "scenarios", "who_steers"]),
    ("steered/runs/more", &["violence", "who_steers"]),
    (
        "sweep",
        &[
            "sweep-tornado-violence-rate",
            "sweep-scatter-violence-rate",
            "sweep-response-violence-rate",
            "sweep-tornado-pay-ratio",
        ],
    ),
    (
        "screen",
        &["sensitivity-violence-rate", "sensitivity-pay-ratio", "sensitivity-plane-violence-rate"],
    ),
];

/// Tables of other commands, in small, and the figure that each gives.
const TABLES: [(&str, &str, &str); 7] = [
    (
        "facts",
        "facts.csv",
        "fact,target_low,target_high,value,low,high,inside,use\nF3,8,40,9.3,8.1,10.5,true,target\n\
         F24,0.8,0.97,1,0.99,1,false,target\nF39,0.6,0.85,7,6,8,false,check\n",
    ),
    (
        "targets",
        "targets.csv",
        "metric,value,low,high,target_low,target_high\nviolence_rate,5,4,6,3,8\nfear,0.5,0.4,0.7,0.1,0.3\n",
    ),
    (
        "depth",
        "depth.csv",
        "across,up,across_from,across_until,up_from,up_until,left\nmobs.base,mobs.caught,0,1,0,0.5,0.2\n\
         mobs.base,mobs.caught,0,1,0.5,1,0\nmobs.base,feuds.branching,0,1,0,1,0.1\nmobs.caught,feuds.branching,0,1,0,1,0.1\n",
    ),
    (
        "claims",
        "claims.csv",
        "claim,verdict,share_holds,share_null,share_reversed\n4,not_supported,0,0.2,0.8\n2,holds,0.9,0.1,0\n",
    ),
    (
        "front",
        "front.csv",
        "option,outcome,unit,mean,difference,difference_low,difference_high,better\nweak_state,violence,acts,17,,,,\n\
         police,violence,acts,16,-1,-1.5,-0.5,0.9\n",
    ),
    (
        "slopes-weak_state",
        "soundness.csv",
        "scenario,metric,number,value,low,high,verdict,replicates\n\
         weak_state,violence_rate,slope_a_year_months_-47_to_0,0.004,-0.012,0.02,level,8\n\
         weak_state,violence_rate,slope_a_year_months_1_to_48,0.05,0.03,0.07,not level,8\n\
         weak_state,violence_rate,mean,4.9,4.7,5.1,,8\n",
    ),
    (
        "paths-hybrid_compact",
        "bounds.csv",
        "scenario,what,breaking,value,low,high,replicates\nhybrid_compact,bound,0.1,0.013,0.006,0.028,6\n\
         hybrid_compact,effect,0.1,0.008,-0.008,0.025,6\nhybrid_compact,whole_effect,,0.03,0.004,0.056,6\n\
         hybrid_compact,by_more_efficacy,,0.006,-0.002,0.014,6\nhybrid_compact,direct,,0.01,0.001,0.019,6\n\
         hybrid_compact,direct_bound,,0.024,0.012,0.048,6\n",
    ),
];

#[test]
fn tables_of_other_commands_have_figures() {
    let folder = TempDir::new().unwrap();
    for (name, file, text) in TABLES {
        let directory = folder.path().join(name);
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join(file), text).unwrap();
        let conditions = "option,outcome,fails,failures,worlds,parameter,side,limit,chance\n\
                          police,violence,worse than the baseline,3,24,escalation.hazard,above,0.02,0.03\n";
        if name == "front" {
            fs::write(directory.join("conditions.csv"), conditions).unwrap();
        }
        for size in [Size::OneColumn, Size::TwoColumns, Size::Slide] {
            let gallery = sketch(&directory, &Wishes { size, ..Wishes::default() }).unwrap();
            let figure = find(&gallery, name);
            for figure in &gallery.figures {
                let faults = figure.sketch.faults();
                assert!(faults.is_empty(), "{} {size:?}: {faults:#?}", figure.name);
            }
            assert!(!figure.sketch.behind.rows.is_empty());
        }
    }
    let said = |name: &str| {
        let gallery = sketch(&folder.path().join(name), &Wishes::default()).unwrap();
        gallery.figures.iter().flat_map(words).collect::<Vec<_>>().join(" ")
    };
    let counts = "1 of 2 targets and 0 of 1 checks lie in their bands";
    assert!(said("facts").contains(counts), "{}", said("facts"));
    assert!(said("claims").contains("1 holds, 1 not supported"), "{}", said("claims"));
    let slopes = said("slopes-weak_state");
    assert!(
        slopes.contains("level, then not level") && slopes.contains("8 replicates"),
        "{slopes}"
    );
    let bounds = said("paths-hybrid_compact");
    assert!(bounds.contains("by more efficacy") && bounds.contains("0.1 a month"), "{bounds}");
    let front = said("front");
    assert!(
        front.contains("better in 90 %") && front.contains("escalation.hazard above 0.02"),
        "{front}"
    );
}

#[test]
fn every_figure_in_every_size_and_style_is_whole() {
    for (directory, names) in WANTED {
        for size in [Size::OneColumn, Size::TwoColumns, Size::Slide] {
            for style in [Style::Light, Style::Print] {
                let wishes = Wishes { size, style, ..Wishes::default() };
                let gallery = sketch(&made(directory), &wishes).unwrap();
                for name in names {
                    find(&gallery, name);
                }
                for figure in &gallery.figures {
                    let faults = figure.sketch.faults();
                    let at = format!("{directory} {} {size:?} {style:?}", figure.name);
                    assert!(faults.is_empty(), "{at}: {faults:#?}");
                    let height = figure.sketch.height;
                    assert!((240..=1400).contains(&height), "{at} is {height} pixels high");
                }
            }
        }
    }
}

/// What is drawn can be had as a table: rows as long as their header, none of them empty.
#[test]
fn every_figure_has_its_data() {
    for (directory, _) in WANTED {
        for figure in gallery(directory).figures {
            let behind = &figure.sketch.behind;
            let width = behind.header.len();
            assert!(width >= 3 && !behind.rows.is_empty(), "{directory} {}", figure.name);
            assert!(behind.rows.iter().all(|row| row.len() == width), "{}", figure.name);
            let text = behind.csv();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            assert_eq!(reader.records().flatten().count(), behind.rows.len());
        }
    }
}

#[test]
fn print_is_black_and_white() {
    for (directory, _) in WANTED {
        let wishes = Wishes { style: Style::Print, ..Wishes::default() };
        for figure in sketch(&made(directory), &wishes).unwrap().figures {
            for shape in &figure.sketch.shapes {
                let (Shape::Line { colour, .. }
                | Shape::Strokes { colour, .. }
                | Shape::Area { colour, .. }
                | Shape::Circle { colour, .. }
                | Shape::Text { colour, .. }) = shape;
                let (r, g, b) = *colour;
                assert!(r == g && g == b, "{}: {colour:?}", figure.name);
            }
        }
    }
}

/// Words that tell an axis's unit: what stands after its comma, or time.
#[test]
fn axes_and_scales_have_units() {
    for (directory, _) in WANTED {
        for figure in gallery(directory).figures {
            let axes = &figure.sketch.axes;
            assert!(!axes.is_empty(), "{} has no axis", figure.name);
            let all = words(&figure).join(" ");
            for axis in axes {
                let has_unit = axis.contains(", ") || axis.contains("since the start");
                assert!(has_unit || axis == "year", "{}: {axis:?} has no unit", figure.name);
                let is_written = axis.split(' ').all(|word| all.contains(word));
                assert!(
                    is_written || figure.name == "disputes",
                    "{}: {axis:?} is not written",
                    figure.name
                );
            }
        }
    }
}

/// Each cell of the pairs is a row of `pairs.csv`, and rows with the first scenario are those of `comparison.csv`.
#[test]
fn every_two_options_are_compared_and_events_are_marked() {
    let read = |name: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_path(made("three").join(name)).unwrap();
        reader.records().map(Result::unwrap).collect()
    };
    let (pairs, first) = (read("pairs.csv"), read("comparison.csv"));
    let of = |a: &str, b: &str| {
        pairs.iter().filter(|row| &row[3] == a && &row[5] == b).collect::<Vec<_>>()
    };
    assert_eq!(pairs.len(), 3 * of("other", "paid").len());
    for row in &first {
        let own = of("small", &row[4]);
        let same = own.iter().find(|pair| (0..3).all(|i| pair[i] == row[i])).unwrap();
        assert_eq!((&same[6], &same[10]), (&row[5], &row[9]), "{}", &row[0]);
    }
    let gallery = gallery("three");
    let said = words(find(&gallery, "scenarios")).join(" ");
    assert!(said.contains("money begins") && said.contains("below the baseline in "), "{said}");
    let said = &find(&gallery, "options").sketch.description;
    assert!(said.contains("Money granted from abroad (US$)"), "{said}");
    assert_eq!(find(&gallery, "pairs").sketch.behind.rows.len(), 4);
}

#[test]
fn a_map_has_a_scale_a_unit_a_key_and_its_round_ends() {
    let gallery = gallery("country");
    let map = find(&gallery, "map-violent-incidents-month-24");
    let words = words(map);
    let has = |wanted: &str| words.iter().any(|text| text.contains(wanted));
    assert!(has("per 1,000 persons and year") && has("km"), "{words:?}");
    assert!(has("real settlement") && has("made up by the program"), "{words:?}");
    assert!(has("Honiara"), "the seat is named: {words:?}");
    assert!(words.iter().any(|text| text == "0" || text == "0.0"), "{words:?}");
}

/// A real country lies among its neighbours, its towns are discs of wards, and made-up villages are squares.
#[test]
fn maps_have_neighbours_towns_and_villages_of_their_own_shapes() {
    let gallery = gallery("country");
    let map = find(&gallery, "map-violent-incidents-month-24");
    let all = words(map).join(" ");
    for wanted in
        ["Honiara (seat)", "town: its wards", "village made up", "nobody of it is simulated"]
    {
        assert!(all.contains(wanted), "{wanted}: {all}");
    }
    let shapes =
        |wanted: fn(&Shape) -> bool| map.sketch.shapes.iter().filter(|one| wanted(one)).count();
    assert!(shapes(|shape| matches!(shape, Shape::Circle { .. })) > 8);
    assert!(
        shapes(|shape| matches!(shape, Shape::Strokes { pieces, .. } if pieces.len() > 20)) == 1,
        "hatched"
    );
    let squares = |shape: &Shape| matches!(shape, Shape::Area { points, .. } if points.len() == 4);
    assert!(shapes(squares) > 20);
}

#[test]
fn a_title_states_a_finding_where_the_verdict_shows_it_and_only_there() {
    let table = fs::read_to_string(made("comparison").join("comparison.csv")).unwrap();
    let row = table.lines().find(|line| line.starts_with("violence_rate,,")).unwrap();
    assert!(row.contains(",worse,"), "four times the hazard shows: {row}");
    let shown = gallery("comparison");
    assert_eq!(find(&shown, "differences").sketch.title, "More violence in other than in small");
    let null = gallery("null");
    assert_eq!(find(&null, "differences").sketch.title, "Differences from small");
    for figure in &null.figures {
        let title = figure.sketch.title.to_lowercase();
        for claim in ["less ", "more ", "falls", "rises", "better", "worse"] {
            assert!(!title.contains(claim), "{}: {title:?}", figure.name);
        }
    }
}

/// The ribbons of the flow are counts: shares of ways and of outcomes are those of the table.
#[test]
fn the_flow_of_disputes_is_that_of_the_table() {
    let mut sums = std::collections::BTreeMap::new();
    let mut all = 0.0;
    let mut reader = csv::Reader::from_path(made("run").join("metrics.csv")).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        if &row[2] == "dispute_courses" && &row[3] == "course" && row[1] != *"0" {
            let end = row[4].split('/').nth(1).unwrap().to_owned();
            let value: f64 = row[5].parse().unwrap_or(0.0);
            *sums.entry(end).or_insert(0.0) += value;
            all += value;
        }
    }
    let gallery = gallery("run");
    let words = words(find(&gallery, "disputes"));
    let agreed = format!("agreed {:.0} %", sums["agreement"] / all * 100.0);
    assert!(words.contains(&agreed), "{agreed:?} in {words:?}");
}

/// The bars of who steers are the shares of choices.csv, and nobody is drawn who did not choose.
#[test]
fn who_steers_is_drawn_as_the_table_has_it() {
    let mut by_replicate: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(made("steered/runs/more/choices.csv")).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        // A run of three years is reviewed last in month 31.
        if row[1].parse::<i32>().unwrap() > 31 - 24 {
            let (theirs, all) = by_replicate.entry(row[0].to_owned()).or_default();
            *all += 1.0;
            *theirs += f64::from(u8::from(&row[2] == "ngo"));
        }
    }
    assert!(!by_replicate.is_empty(), "nobody chose");
    let n = by_replicate.len() as f64;
    let share = by_replicate.values().map(|(theirs, all)| theirs / all).sum::<f64>() / n;
    let gallery = gallery("steered/runs/more");
    let said = &find(&gallery, "who_steers").sketch.description;
    let digits = usize::from(share < 0.0995);
    let wanted = format!("NGOs {:.digits$} %", share * 100.0);
    assert!(said.contains(&wanted), "{wanted:?} in {said:?}");
    assert!(!said.contains("interstate"), "{said:?}");
    // Where nobody has money to choose there is no such figure, and nothing to tell of it.
    let none = sketch(&made("run"), &Wishes::default()).unwrap();
    assert!(none.figures.iter().all(|one| one.name != "who_steers"));
}

#[test]
fn the_page_of_who_steers_tells_every_scenario() {
    let _ = &*MADE;
    let page = fs::read_to_string(made("page.md")).unwrap();
    for wanted in ["## `steered`", "## `more`", "| led by | what |", "**Claim 18**"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("NaN") && !page.contains("inf "), "{page}");
    // The two differ in money: nothing is said of what the state can do.
    assert!(!page.contains("**Claim 12**"), "{page}");
}

/// Tags open and close in order, and text has no stray signs.
fn is_well_formed(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(from) = rest.find('<') {
        if rest[..from].contains('>') {
            return false;
        }
        let Some(to) = rest[from..].find('>') else { return false };
        let tag = &rest[from + 1..from + to];
        if let Some(closed) = tag.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or(tag));
        }
        if !tag.matches('"').count().is_multiple_of(2) {
            return false;
        }
        rest = &rest[from + to + 1..];
    }
    open.is_empty() && !rest.contains('>')
}

#[test]
fn svg_is_well_formed_and_says_what_it_shows() {
    for (directory, _) in WANTED {
        for figure in gallery(directory).figures {
            let text = svg(&figure);
            let ampersands = text.matches('&').count();
            let entities = ["&amp;", "&lt;", "&gt;", "&quot;"];
            let escaped: usize = entities.iter().map(|entity| text.matches(entity).count()).sum();
            assert!(is_well_formed(&text) && ampersands == escaped, "{}", figure.name);
            for wanted in ["role=\"img\"", "viewBox=\"0 0 ", "<title", "<desc", "aria-labelledby"] {
                assert!(text.contains(wanted), "{}: {wanted}", figure.name);
            }
            assert!(figure.sketch.description.len() > figure.sketch.title.len() + 20);
            assert!(!text.contains("NaN") && !text.contains("inf"), "{}", figure.name);
        }
    }
}

#[test]
fn the_same_directory_gives_the_same_bytes() {
    let drawn = |name: &str| -> Vec<Vec<u8>> {
        let folder = TempDir::new().unwrap();
        let mut files = Vec::new();
        for figure in gallery(name).figures {
            draw(&figure, folder.path(), &Files::default()).unwrap();
            for ending in ["svg", "png"] {
                let path = folder.path().join(format!("{}.{ending}", figure.name));
                files.push(fs::read(path).unwrap());
            }
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), files.len(), "no drafts stay");
        files
    };
    assert_eq!(drawn("comparison"), drawn("comparison"));
}

fn ask(name: &str, by: Option<&str>, forms: &[Form], size: Size) -> Gallery {
    let asked = Some(Asked::of(name, by, forms).unwrap());
    let directory = if by.is_some() { "run" } else { "comparison" };
    sketch(&made(directory), &Wishes { asked, size, ..Wishes::default() }).unwrap()
}

/// A metric has the forms that its directory gives, at any width that paper has.
#[test]
fn a_metric_is_drawn_in_every_form_at_every_width() {
    for wide in [60, 110, 150, 300] {
        let size = Size::Millimetres(wide);
        let all = ask("violence_rate", None, &[], size);
        let along = ask("legitimacy", Some("provider"), &[], size);
        let names: Vec<&str> = all.figures.iter().map(|one| one.name.as_str()).collect();
        let wanted = [
            "violence-rate-series",
            "violence-rate-multiples",
            "violence-rate-distribution",
            "violence-rate-map-small-month-36",
            "violence-rate-map-other-month-36",
            "violence-rate-strip-small",
            "violence-rate-strip-other",
            "violence-rate-difference-other",
        ];
        assert_eq!(names, wanted);
        find(&along, "legitimacy-by-provider-series");
        find(&along, "legitimacy-by-provider-multiples");
        for figure in all.figures.iter().chain(&along.figures) {
            let faults = figure.sketch.faults();
            assert!(faults.is_empty(), "{} at {wide} mm: {faults:#?}", figure.name);
            let off = figure.sketch.millimetres(figure.sketch.width) - f64::from(wide);
            assert!(off.abs() < 0.1, "{} is {off} mm off", figure.name);
            let behind = &figure.sketch.behind;
            assert!(!behind.rows.is_empty(), "{}", figure.name);
            assert!(behind.rows.iter().all(|row| row.len() == behind.header.len()));
        }
    }
}

/// The map of differences tells what a scenario changes: four times the hazard, more violence in most places.
#[test]
fn a_map_of_differences_is_of_pairs_and_says_what_chance_gives() {
    let gallery = ask("violence_rate", None, &[Form::Difference], Size::default());
    let map = find(&gallery, "violence-rate-difference-other");
    assert!(map.sketch.title.starts_with("Other less small"), "{}", map.sketch.title);
    assert!(map.sketch.description.contains("6 pairs of replicates"), "{}", map.sketch.description);
    assert!(map.sketch.description.contains("chance alone"), "{}", map.sketch.description);
    let values = map.sketch.behind.rows.iter().map(|row| row[4].parse::<f64>().unwrap());
    let (above, below) = values.fold((0, 0), |(above, below), value| {
        (above + usize::from(value > 0.0), below + usize::from(value < 0.0))
    });
    assert!(above > 3 * below, "{above} above, {below} below");
}

/// A figure is as wide on paper as it says, in each of its formats.
#[test]
fn files_have_true_sizes() {
    let folder = TempDir::new().unwrap();
    let gallery = ask("violence_rate", None, &[Form::Series], Size::Millimetres(100));
    let figure = &gallery.figures[0];
    let formats = vec![Format::Svg, Format::Png, Format::Pdf];
    let files = Files { formats, dpi: Some(254) };
    let paths = draw(figure, folder.path(), &files).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "no drafts stay");
    let svg = fs::read_to_string(&paths[0]).unwrap();
    let across = svg.split("width=\"").nth(1).unwrap().split("mm\"").next().unwrap();
    assert!((across.parse::<f64>().unwrap() - 100.0).abs() < 0.05, "{across} mm");
    let decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(&paths[1]).unwrap()));
    let reader = decoder.read_info().unwrap();
    let dims = reader.info().pixel_dims.unwrap();
    assert_eq!((reader.info().width, dims.xppu), (1000, 10_000), "ten dots a millimetre");
    let pdf = fs::read(&paths[2]).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    let points: f64 =
        text.split("/MediaBox [0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!((points - 100.0 / 25.4 * 72.0).abs() < 0.1, "{points}");
    assert!(text.starts_with("%PDF-") && text.trim_end().ends_with("%%EOF"));
    assert!(text.contains("/DejaVuSans-Bold"));
}

/// What a command line that asks for what is not there answers; nothing is written.
#[test]
fn what_is_not_there_is_told_with_what_is_and_nothing_is_written() {
    let cases: [(&str, &[&str], &str); 13] = [
        ("nowhere", &[], "no results"),
        ("run", &["--metric", "fera"], "argument '--metric fera'"),
        ("run", &["--metric", "fera"], "did you mean \"fear\"?"),
        ("run", &["--metric", "violence_rate", "--by", "orgin"], "did you mean \"origin\"?"),
        ("run", &["--metric", "fear", "--form", "difference"], "one scenario"),
        ("run", &["--metric", "legitimacy", "--form", "map"], "trust_public"),
        ("sweep", &["--metric", "violence_rate"], "runs and comparisons"),
        ("run", &["--width-mm", "20"], "60..=500"),
        ("run", &["--only", "violins"], "violence, provision"),
        ("run", &["--map-of", "fears"], "fear"),
        ("run", &["--month", "13"], "12, 24, 36"),
        ("run", &["--month", "48"], "12, 24, 36"),
        ("comparison", &["--only", "turf"], "differences"),
    ];
    for (name, arguments, wanted) in cases {
        let directory = made(name);
        let mut all = vec!["plot", directory.to_str().unwrap()];
        all.extend_from_slice(arguments);
        let output = quiet(MADE.path(), &all);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(wanted), "{arguments:?}: {told}");
        assert!(output.stdout.is_empty());
        assert!(!directory.join("plots").exists());
    }
    assert!(!made("nowhere").exists());
}

#[test]
fn a_month_and_a_column_of_choice_are_mapped() {
    let wishes = Wishes { map_of: "fear".to_owned(), months: vec![12, 24], ..Wishes::default() };
    let gallery = sketch(&made("run"), &wishes).unwrap();
    for name in ["map-fear-strip", "map-fear-month-12", "map-fear-month-24"] {
        assert!(find(&gallery, name).sketch.faults().is_empty(), "{name}");
    }
}

/// Runs that hardly are any give figures or say why not.
#[test]
fn odd_runs_are_plotted_or_told_why_not() {
    let at = MADE.path();
    let cases: [(&str, &[&str]); 4] = [
        ("one", &["--replicates", "1"]),
        ("month", &["--months", "1", "--replicates", "2"]),
        ("quiet", &["--set", "mechanisms.disputes=false", "--set", "mechanisms.predation=false"]),
        (
            "forumless",
            &["--set", "provider.customary.custom=0", "--set", "provider.public.officers=0"],
        ),
    ];
    for (name, arguments) in cases {
        let mut all = vec!["run", "small.toml", "--out", name];
        all.extend_from_slice(arguments);
        must(at, &all);
        let gallery = gallery(name);
        assert!(gallery.figures.len() + gallery.left_out.len() >= 6, "{name}");
        for figure in &gallery.figures {
            let faults = figure.sketch.faults();
            assert!(faults.is_empty(), "{name} {}: {faults:#?}", figure.name);
        }
    }
    // A comparison whose baseline is nothing.
    must(at, &["compare", "small.toml", "twin.toml", "--metric", "aid", "--out", "nothing"]);
    let gallery = gallery("nothing");
    assert!(gallery.left_out.iter().any(|why| why.starts_with("differences: ")));
}

/// The gallery shows every kind of figure, and its pictures are small.
#[test]
fn the_gallery_shows_every_kind_of_figure_in_small_files() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let text = fs::read_to_string(docs.join("gallery.md")).unwrap();
    for (directory, _) in WANTED {
        for figure in gallery(directory).figures {
            let kind = figure.name.split("-month-").next().unwrap();
            let kind = kind.trim_end_matches("-pay-ratio").trim_end_matches("-violence-rate");
            assert!(text.contains(&format!("(gallery/{kind}")), "no {kind}");
        }
    }
    let mut total = 0;
    for entry in fs::read_dir(docs.join("gallery")).unwrap() {
        let entry = entry.unwrap();
        let bytes = entry.metadata().unwrap().len();
        assert!(bytes < 100_000, "{:?} has {bytes} bytes", entry.file_name());
        assert!(text.contains(entry.file_name().to_str().unwrap()), "{:?}", entry.file_name());
        total += bytes;
    }
    assert!(total < 1_500_000, "{total} bytes");
}
