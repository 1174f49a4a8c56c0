//! The worlds of a decision: points of the priors, or sets of an ensemble, each as often as its weight says.

use super::levers::Levels;
use super::problem::{Problem, Problems};
use super::sets::{self, Ensemble};
use super::study::{Design, OwnPoint, Study};
use super::study_keys::{Places, StudyKey};
use super::{Factor, Settings, targets};
use crate::params::{Catalogue, Value};
use std::path::PathBuf;

/// Keys of `[study]` that say what outcomes say themselves.
const OF_OUTCOMES: [StudyKey; 6] = [
    StudyKey::Metrics,
    StudyKey::FromMonth,
    StudyKey::ToMonth,
    StudyKey::ReportMonths,
    StudyKey::StopWhen,
    StudyKey::Facts,
];

/// Lays out the worlds of a decision. `--ensemble` spreads worlds over its sets, and not replicates.
pub(super) fn take(
    study: &mut Study,
    settings: &mut Settings,
    places: &Places,
    catalogue: &Catalogue,
) -> Vec<Problem> {
    let Some(decision) = &mut study.decision else { return Vec::new() };
    let mut problems = Vec::new();
    for key in OF_OUTCOMES.into_iter().filter(|key| places.has(*key)) {
        let message = "a decision reads what its outcomes say, over their years".to_owned();
        let help = "leave it out".to_owned();
        problems.push(Problem::error(places.of(key), key.name(), message, Some(help)));
    }
    if let Some(at) = settings.options.iter().position(|(key, ..)| *key == sets::KEY)
        && let (_, Value::Text(file), _) = settings.options.remove(at)
    {
        decision.ensemble = Some(PathBuf::from(file));
    }
    let Some(file) = decision.ensemble.clone() else {
        if study.factors.is_empty() {
            study.factors = Factor::prior(catalogue);
            problems.extend(study.beyond_design().map(|message| {
                let help = Some("design = \"latin_hypercube\", or fewer [parameters]".to_owned());
                Problem::error(places.of(StudyKey::Design), StudyKey::Design.name(), message, help)
            }));
        }
        problems.extend(targets::priors(study, catalogue));
        return problems;
    };
    if let Some(factor) = study.factors.first() {
        let message = "the ensemble says what is not known".to_owned();
        let help = Some("leave [parameters] out, or the ensemble".to_owned());
        problems.push(Problem::error(factor.location.clone(), &*factor.key, message, help));
    }
    match Ensemble::load(&file, catalogue) {
        Ok(ensemble) => spread(study, &ensemble, file, places),
        Err(Problems(found)) => problems.extend(found),
    }
    problems
}

/// As many worlds as points are asked for, else as there are sets.
fn spread(study: &mut Study, ensemble: &Ensemble, file: PathBuf, places: &Places) {
    if !places.has(StudyKey::Points) {
        study.points = ensemble.sets.len() as u32;
    }
    let world = |number| {
        let set = ensemble.of_replicate(number);
        OwnPoint { line: set.line, values: set.values.clone() }
    };
    study.rows = (1..=study.points).map(world).collect();
    let column =
        |at: usize| ensemble.sets.iter().map(|set| set.values[at].clone()).collect::<Vec<_>>();
    let factors = ensemble.keys.iter().enumerate().map(|(at, key)| Factor {
        key: key.clone(),
        levels: Levels::of_column(&column(at)),
        location: super::Location::Argument(file.display().to_string()),
    });
    study.factors = factors.collect();
    study.design = Design::Csv;
    study.points_source = ensemble.bytes.clone();
    study.file = file;
}
