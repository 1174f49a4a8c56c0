//! Which maps there are of a run: one for each month asked for, and small ones over the years side by side with one
//! scale.

use super::atlas::Atlas;
use super::data::{Folder, Places, PlotError};
use super::words::map_columns;
use super::{Gallery, Wishes, turf};
use std::collections::BTreeSet;

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
    let (all, shown) = years(&places, wishes)?;
    let name = wishes.map_of.replace('_', "-");
    if let Some(last) = shown.last() {
        let atlas = Atlas::new(folder, &places, wishes);
        let strip = if wishes.months.is_empty() { spread(&all, 6) } else { shown.clone() };
        gallery.add(&format!("map-{name}-strip"), atlas.sheet(&strip));
        let single = if wishes.months.is_empty() { vec![*last] } else { shown };
        for year in single {
            gallery.add(&format!("map-{name}-month-{}", year * 12), atlas.sheet(&[year]));
        }
    } else {
        gallery.left_out.push("maps: no year was finished".to_owned());
    }
    gallery.add("turf", turf::turf(&places, wishes.look(), &folder.title()));
    Ok(())
}

fn no_month(month: i64, allowed: String) -> PlotError {
    PlotError::Unknown { what: "month to map", found: month.to_string(), allowed }
}

/// All years, and those that end with the months asked for.
fn years(places: &Places, wishes: &Wishes) -> Result<(Vec<i64>, Vec<i64>), PlotError> {
    let all: BTreeSet<i64> =
        (0..places.len()).filter_map(|row| places.whole("year", row)).collect();
    let all: Vec<i64> = all.into_iter().collect();
    for month in &wishes.months {
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
    let mut shown: Vec<i64> = wishes.months.iter().map(|month| month / 12).collect();
    shown.sort_unstable();
    shown.dedup();
    let shown = if shown.is_empty() { all.clone() } else { shown };
    Ok((all, shown))
}

/// At most so many years, the first and the last among them, evenly.
fn spread(all: &[i64], most: usize) -> Vec<i64> {
    if all.len() <= most {
        return all.to_vec();
    }
    (0..most).map(|i| all[(i * (all.len() - 1) + (most - 1) / 2) / (most - 1)]).collect()
}
