//! What a map of a country shows beside its outline: borders within it, and the countries around, from the other layers of the
//! same GeoJSON.

use crate::scenario::outline;
use serde_json::Value;

/// Polygons of rings of longitudes and latitudes.
pub(super) type Area = Vec<Vec<Vec<(f64, f64)>>>;

/// The layers of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Layers {
    /// The country.
    pub outline: Area,
    /// Lines of the layer `first_level_boundaries`.
    pub borders: Vec<Vec<(f64, f64)>>,
    /// Polygons of the layer `neighbours`, by the `name` of their feature.
    pub neighbours: Vec<(String, Area)>,
}

impl Layers {
    /// Reads them from a text that an outline was read from; `None` of any other. What else cannot be read is left out, as
    /// nothing but a picture hangs on it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let pairs = |ring: &Vec<[f64; 2]>| ring.iter().map(|[x, y]| (*x, *y)).collect();
        let area = |polygons: &[Vec<Vec<[f64; 2]>>]| -> Area {
            polygons.iter().map(|rings| rings.iter().map(pairs).collect()).collect()
        };
        let outline = area(&outline::read(text).ok()?.polygons);
        let mut layers = Self { outline, ..Self::default() };
        let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        for feature in json["features"].as_array().into_iter().flatten() {
            let geometry = &feature["geometry"];
            match feature["properties"]["layer"].as_str() {
                Some("first_level_boundaries") => layers.borders.extend(lines(geometry)),
                Some("neighbours") => {
                    let name = feature["properties"]["name"].as_str().unwrap_or_default();
                    if let Ok(found) = outline::read(&geometry.to_string()) {
                        layers.neighbours.push((name.to_owned(), area(&found.polygons)));
                    }
                }
                _ => {}
            }
        }
        Some(layers)
    }

    /// Every point.
    pub(super) fn points(&mut self) -> impl Iterator<Item = &mut (f64, f64)> {
        let areas = self.neighbours.iter_mut().map(|(_, area)| area);
        let rings = std::iter::once(&mut self.outline).chain(areas).flatten().flatten();
        rings.chain(&mut self.borders).flatten()
    }
}

/// The lines of a geometry; none of any other than lines.
fn lines(geometry: &Value) -> Vec<Vec<(f64, f64)>> {
    let line = |line: &Value| -> Option<Vec<(f64, f64)>> {
        let point = |point: &Value| Some((point[0].as_f64()?, point[1].as_f64()?));
        line.as_array()?.iter().map(point).collect()
    };
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("LineString") => line(coordinates).into_iter().collect(),
        Some("MultiLineString") => {
            coordinates.as_array().into_iter().flatten().filter_map(line).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_of_the_library_has_neighbours() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/countries/data");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|is| is == "geojson")) {
            let layers = Layers::read(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let named = |(name, area): &(String, Area)| !name.is_empty() && !area.is_empty();
            let has = !layers.neighbours.is_empty() && layers.neighbours.iter().all(named);
            assert!(has, "{}", file.display());
        }
    }

    #[test]
    fn layers_beside_the_outline_are_read_and_no_part_of_it() {
        let square = |low: f64| {
            let high = low + 1.0;
            format!("[[[{low},{low}],[{high},{low}],[{high},{high}],[{low},{low}]]]")
        };
        let feature = |layer: &str, sort: &str, coordinates: &str| {
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"layer\":\"{layer}\",\"name\":\"{layer}\"}},\"geometry\":{{\"type\":\"{sort}\",\"coordinates\":{coordinates}}}}}"
            )
        };
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{},{},{}]}}",
            feature("outline", "Polygon", &square(0.0)),
            feature("first_level_boundaries", "MultiLineString", "[[[0,0],[1,1]]]"),
            feature("neighbours", "Polygon", &square(1.0))
        );
        let mut layers = Layers::read(&text).unwrap();
        assert_eq!(layers.outline.len(), 1);
        assert_eq!(layers.borders, [[(0.0, 0.0), (1.0, 1.0)]]);
        assert_eq!(layers.neighbours[0].0, "neighbours");
        assert_eq!(layers.points().count(), 10);
        assert_eq!(Layers::read("{}"), None);
    }
}
