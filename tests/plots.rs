//! Figures: they are drawn, in both formats, and every point is a number.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

use nodal::visual::{Style, Wishes, draw, sketch};
use std::process::Command;
use tempfile::TempDir;

#[test]
fn figures_of_a_run_have_no_faults_and_are_drawn_twice() {
    let folder = TempDir::new().unwrap();
    let small = "[world]\ncommunities = 20\nhouseholds = 60\n[time]\nburn_in_months = 6\nmonths = 36\n\
                 [run]\nreplicates = 2\n[provider.criminal]\ncoverage = 0.3\n";
    std::fs::write(folder.path().join("s.toml"), small).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_nodal"))
        .current_dir(folder.path())
        .args(["-q", "run", "s.toml", "--out", "x"])
        .status()
        .unwrap();
    assert!(status.success());
    let directory = folder.path().join("x");
    for style in [Style::TwoColumns, Style::Slide] {
        let wishes = Wishes { style, map_of: "violent_incidents".to_owned(), years: Vec::new() };
        let gallery = sketch(&directory, &wishes).unwrap();
        assert!(gallery.figures.len() >= 6, "{:?}", gallery.left_out);
        for figure in &gallery.figures {
            let bad = figure.sketch.faults();
            let numbers: Vec<_> = bad.iter().filter(|fault| fault.contains("no number")).collect();
            assert!(numbers.is_empty(), "{}: {numbers:?}", figure.name);
            draw(figure, folder.path()).unwrap();
            let svg = folder.path().join(format!("{}.svg", figure.name));
            assert!(std::fs::read_to_string(svg).unwrap().contains("<text"));
            assert!(folder.path().join(format!("{}.png", figure.name)).exists());
        }
    }
}

#[test]
fn a_directory_without_results_is_told() {
    let folder = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_nodal"))
        .args(["plot", folder.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}
