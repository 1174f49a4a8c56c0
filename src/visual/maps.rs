//! Which maps there are: of a run one for each month asked for, and small ones over the years side by side with one scale;
//! of two scenarios what one changes.

use super::arms::Arm;
use super::atlas::Atlas;
use super::data::{Folder, Places, PlotError};
use super::dots::ALL_YEARS;
use super::scale::ColourScale;
use super::style::Look;
use super::words::{map_columns, rate};
use super::{Gallery, Sketch, Wishes, turf};
use std::collections::BTreeSet;

/// A figure, or why there is none, with what its name ends in.
pub(super) type Named = (String, Result<Sketch, String>);

/// Small maps beside each other, at most.
const STRIP: usize = 6;

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    if !map_columns().contains(&wishes.map_of.as_str()) {
        return Err(PlotError::Unknown {
            what: "column of communities to map",
            found: wishes.map_of.clone(),
            allowed: map_columns().join(", "),
        });
    }
    if !folder.has("communities.parquet") {
        if let Some(month) = wishes.months.first() {
            return Err(no_month(*month, "none: there is no communities.parquet".to_owned()));
        }
        gallery.left_out.push("maps and turf: there is no communities.parquet".to_owned());
        return Ok(());
    }
    let places = folder.places()?;
    let years = Years::of(&places, &wishes.months)?;
    let name = wishes.map_of.replace('_', "-");
    if years.all.is_empty() {
        gallery.left_out.push("maps: no year was finished".to_owned());
    } else {
        let atlas = Atlas::of(folder, &places, &wishes.map_of, wishes.look());
        gallery.add(&format!("map-{name}-strip"), atlas.sheet(&years.strip()));
        for year in years.single() {
            gallery.add(&format!("map-{name}-month-{}", year * 12), atlas.sheet(&[year]));
        }
    }
    gallery.add("turf", turf::turf(&places, wishes.look(), &folder.title()));
    Ok(())
}

/// Maps of a column in each arm, on one scale: its name, and each map with what its name ends in.
pub(super) fn of_arms(
    arms: &[Arm],
    column: &str,
    wishes: &Wishes,
    is_strip: bool,
) -> Result<Vec<Named>, PlotError> {
    let mut atlases = Vec::new();
    for arm in arms {
        let places = arm.folder.places()?;
        let years = Years::of(&places, &wishes.months)?;
        atlases.push((arm, years, Atlas::of(&arm.folder, &places, column, wishes.look())));
    }
    let all: Vec<f64> = atlases.iter().flat_map(|(_, _, atlas)| atlas.values()).collect();
    let colours = ColourScale::of(all, rate(column).is_some());
    let mut maps = Vec::new();
    for (arm, years, atlas) in atlases {
        let atlas = atlas.sharing(colours);
        let of = if arm.name.is_empty() { String::new() } else { format!("-{}", arm.name) };
        if is_strip {
            maps.push((format!("strip{of}"), atlas.sheet(&years.strip())));
            continue;
        }
        for year in years.single() {
            maps.push((format!("map{of}-month-{}", year * 12), atlas.sheet(&[year])));
        }
    }
    Ok(maps)
}

/// What each scenario changes in a column against the first.
pub(super) fn of_differences(
    arms: &[Arm],
    column: &str,
    look: Look,
) -> Result<Vec<Named>, PlotError> {
    let Some((base, others)) = arms.split_first() else { return Ok(Vec::new()) };
    let map = |arm: &Arm| {
        let atlas = Atlas::differences(arm, base, column, look)?;
        Ok((format!("difference-{}", arm.name), atlas.sheet(&[ALL_YEARS])))
    };
    others.iter().map(map).collect()
}

fn no_month(month: i64, allowed: String) -> PlotError {
    PlotError::Unknown { what: "month to map", found: month.to_string(), allowed }
}

/// All years that were finished, and those that end with months that are asked for.
pub(super) struct Years {
    /// All.
    pub all: Vec<i64>,
    /// Those that are asked for; none where nothing is.
    asked: Vec<i64>,
}

impl Years {
    pub(super) fn of(places: &Places, months: &[i64]) -> Result<Self, PlotError> {
        let all: BTreeSet<i64> =
            (0..places.len()).filter_map(|row| places.whole("year", row)).collect();
        let all: Vec<i64> = all.into_iter().collect();
        for month in months {
            if month % 12 != 0 || !all.contains(&(month / 12)) {
                let months: Vec<String> = all.iter().map(|year| (year * 12).to_string()).collect();
                let allowed = format!(
                    "{} (the table of communities is yearly: a month stands for the year that ends with it)",
                    if months.is_empty() {
                        "none, as no year was finished".to_owned()
                    } else {
                        months.join(", ")
                    }
                );
                return Err(no_month(*month, allowed));
            }
        }
        let mut asked: Vec<i64> = months.iter().map(|month| month / 12).collect();
        asked.sort_unstable();
        asked.dedup();
        Ok(Self { all, asked })
    }

    /// Years of small maps side by side.
    fn strip(&self) -> Vec<i64> {
        if self.asked.is_empty() { spread(&self.all, STRIP) } else { self.asked.clone() }
    }

    /// Years of maps that stand alone: the last where none is asked for.
    pub(super) fn single(&self) -> Vec<i64> {
        if self.asked.is_empty() {
            self.all.last().copied().into_iter().collect()
        } else {
            self.asked.clone()
        }
    }
}

/// At most so many years, the first and the last among them, evenly.
fn spread(all: &[i64], most: usize) -> Vec<i64> {
    if all.len() <= most {
        return all.to_vec();
    }
    (0..most).map(|i| all[(i * (all.len() - 1) + (most - 1) / 2) / (most - 1)]).collect()
}
