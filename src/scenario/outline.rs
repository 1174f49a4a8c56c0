//! Outlines of real countries, from GeoJSON.

use crate::world::Outline;
use serde_json::Value;

/// Reads every polygon of a GeoJSON text; where features say their `layer`, those of `outline` alone.
/// Country and districts may lie in one file: where polygons overlap, their union counts.
///
/// # Errors
/// In words with what to do, when there is no polygon or its points are no degrees.
pub fn read(text: &str) -> Result<Outline, String> {
    let text = text.trim_start_matches('\u{feff}');
    let json: Value =
        serde_json::from_str(text).map_err(|error| format!("this is not JSON: {error}"))?;
    if json["type"] == "Topology" {
        return Err("this is TopoJSON; export it as GeoJSON".to_owned());
    }
    let mut outline = Outline::default();
    collect(&json, &mut outline)?;
    if outline.polygons.is_empty() {
        return Err("found no polygon".to_owned());
    }
    are_degrees(&outline)?;
    Ok(outline)
}

fn collect(json: &Value, outline: &mut Outline) -> Result<(), String> {
    let each = |name: &str| json[name].as_array().into_iter().flatten();
    match json["type"].as_str() {
        Some("FeatureCollection") => {
            each("features").try_for_each(|feature| collect(feature, outline))
        }
        Some("GeometryCollection") => {
            each("geometries").try_for_each(|geometry| collect(geometry, outline))
        }
        Some("Polygon") => {
            outline.polygons.push(polygon(&json["coordinates"])?);
            Ok(())
        }
        Some("MultiPolygon") => each("coordinates").try_for_each(|one| {
            outline.polygons.push(polygon(one)?);
            Ok(())
        }),
        // A feature; one without a type is taken for one.
        _ => {
            let is_other = json["properties"]["layer"].as_str().is_some_and(|is| is != "outline");
            if is_other || !json["geometry"].is_object() {
                return Ok(());
            }
            collect(&json["geometry"], outline)
        }
    }
}

fn polygon(coordinates: &Value) -> Result<Vec<Vec<[f64; 2]>>, String> {
    let wrong = || "found a polygon whose rings are no lists of [longitude, latitude]".to_owned();
    let rings = coordinates.as_array().ok_or_else(wrong)?;
    rings
        .iter()
        .map(|ring| {
            ring.as_array()
                .ok_or_else(wrong)?
                .iter()
                .map(|point| match (point[0].as_f64(), point[1].as_f64()) {
                    (Some(x), Some(y)) => Ok([x, y]),
                    _ => Err(wrong()),
                })
                .collect()
        })
        .collect()
}

fn are_degrees(outline: &Outline) -> Result<(), String> {
    let far = |at: usize| outline.points().map(|point| point[at].abs()).fold(0.0, f64::max);
    let (x, y) = (far(0), far(1));
    if x <= 180.0 && y <= 90.0 {
        return Ok(());
    }
    let help = if x > 360.0 || y > 360.0 {
        "these are metres of a projection: export it in degrees (WGS 84, EPSG:4326)"
    } else if x <= 90.0 && y <= 180.0 {
        "these look like [latitude, longitude]: GeoJSON has [longitude, latitude]"
    } else {
        "write 181 degrees east as -179"
    };
    Err(format!(
        "its points reach {x} and {y}; longitudes from -180 to 180 and latitudes from -90 to 90 are wanted; {help}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(low: f64, high: f64) -> String {
        format!("[[[{low},{low}],[{high},{low}],[{high},{high}],[{low},{high}],[{low},{low}]]]")
    }

    fn feature(ring: &str, layer: &str) -> String {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{layer},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{ring}}}}}"
        )
    }

    #[test]
    fn outlines_have_polygons_of_one_layer() {
        let text = format!(
            "\u{feff}{{\"type\":\"FeatureCollection\",\"features\":[{},{}]}}",
            feature(&square(0.0, 1.0), "{\"layer\":\"outline\"}"),
            feature(&square(5.0, 6.0), "{\"layer\":\"lakes\"}")
        );
        assert_eq!(read(&text).unwrap().polygons.len(), 1);
        assert!(read("{").is_err());
        assert!(read("{}").is_err());
    }

    #[test]
    fn districts_beside_their_country_do_not_cancel_it() {
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{},{},{}]}}",
            feature(&square(0.0, 10.0), "{}"),
            feature(&square(0.0, 5.0), "{}"),
            feature(&square(4.0, 8.0), "null")
        );
        let outline = read(&text).unwrap();
        for point in [1.0, 4.5, 6.0, 9.0] {
            assert!(outline.contains(point, point), "{point}");
        }
        assert!(!outline.contains(11.0, 5.0));
    }

    #[test]
    fn points_that_are_no_degrees_are_named() {
        let of = |ring: &str| read(&feature(ring, "{}")).unwrap_err();
        assert!(of("[[[700000,900000],[710000,900000],[700000,910000]]]").contains("metres"));
        assert!(of("[[[8,-111],[9,-111],[9,-112]]]").contains("[latitude, longitude]"));
        assert!(of("[[[181,8],[182,8],[182,9]]]").contains("-179"));
        assert!(read("{\"type\":\"Topology\"}").unwrap_err().contains("TopoJSON"));
    }
}
