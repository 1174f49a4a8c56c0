//! The part with the map: alive where there are scripts, three moments of each scenario where there are
//! none and on paper.

use super::atlas::{Atlas, COLOURS, Scale, is_ringed, is_ward};
use super::evidence::Arm;
use super::numbers::counted;
use crate::visual::data::PlotError;
use maud::{Markup, PreEscaped, html};

/// The map part; `None` where no year is complete.
pub(super) fn section(arms: &[Arm]) -> Result<Option<Markup>, PlotError> {
    let Some(atlas) = Atlas::of(arms)? else { return Ok(None) };
    let (of, what) = match atlas.replicates {
        1 => ("the first replicate".to_owned(), "one replicate, so luck is large"),
        n => (format!("means of {}", counted(n, "replicate")), "means over replicates"),
    };
    let is_real = arms.iter().any(|arm| !arm.scenario.params.world.settlements.is_empty());
    let is_sampled = arms.iter().any(|arm| arm.scenario.params.world.sample < 1.0);
    Ok(Some(html! {
        p { "Each mark is a community" @if is_sampled { " of the simulated sample" } "; a larger one has more households. "
            @if is_real {
                @if atlas.has(is_ringed) { "A dot with a dark ring is a real place; a square" } @else { "A square" }
                " is a village that the program made up and set where people live. "
            } @else { "All places are made up. " }
            @if atlas.has(is_ward) {
                "A disc of dots is a " @if is_real { "real " } "town: each dot stands for as many of its people as another, the highest in the middle. "
            }
            "Values are " (of) "."
            @if is_sampled {
                " Hatched land is not empty: its communities are not in the sample."
            } }
        svg.shared aria-hidden="true" width="0" height="0" { defs { (PreEscaped(atlas.shared())) } }
        (alive(&atlas))
        (still(&atlas, what))
        script #map-data type="text/plain" { (PreEscaped(atlas.packed())) }
        script { (PreEscaped(include_str!("map.js"))) }
    }))
}

/// The map that the script moves; hidden until there is a script.
fn alive(atlas: &Atlas) -> Markup {
    let last = atlas.times.len() - 1;
    html! {
        div #map-alive hidden {
            div.controls {
                @if atlas.arms.len() > 1 {
                    p {
                        label for="map-arm" { "Scenario" }
                        select #map-arm { @for (i, (title, _)) in atlas.arms.iter().enumerate() {
                            option value=(i) { (title) }
                        } }
                    }
                }
                p {
                    label for="map-layer" { "What is shown" }
                    select #map-layer { @for (i, layer) in atlas.layers.iter().enumerate() {
                        option value=(i) { (layer.label) }
                    } }
                }
                p.time {
                    label for="map-time" { "Time" }
                    input #map-time type="range" min="0" max=(last) step="1" value="0";
                    output #map-now for="map-time" aria-live="polite" { (atlas.times[0]) }
                }
                p { button #map-play type="button" aria-pressed="false" { "Play the years" } }
            }
            figure {
                div.card {
                    svg #map-figure role="img" tabindex="0" aria-labelledby="map-name" aria-describedby="map-summary map-here"
                        viewBox={ "0 0 " (atlas.size.0) " " (atlas.size.1) } {
                        title #map-name { "Map" }
                        use #map-ground {}
                        g #map-dots fill="none" {}
                        use #map-discs {}
                        g #map-wards fill="none" {}
                        use #map-names {}
                        circle #map-ring r="9" fill="none" stroke="#222" stroke-width="2.5" visibility="hidden" {}
                    }
                    p #map-here aria-live="polite" { "Point at a place, or walk with the arrow keys, to read it." }
                    (scale("map-low", "map-high", "map-unit", "", "", ""))
                }
                figcaption #map-summary {}
            }
        }
    }
}

/// The colours from low to high, with the numbers at their ends.
fn scale(low_id: &str, high_id: &str, unit_id: &str, low: &str, high: &str, unit: &str) -> Markup {
    let id = |id: &str| (!id.is_empty()).then(|| id.to_owned());
    html! {
        p.scale {
            span id=[id(low_id)] { (low) }
            svg aria-hidden="true" viewBox="0 0 120 10" {
                @for i in 0..COLOURS {
                    rect x=(i * 10) y="0" width="10.2" height="10" fill=(Scale::Level.ink(i)) {}
                }
            }
            span id=[id(high_id)] { (high) }
            span id=[id(unit_id)] { (unit) }
        }
    }
}

/// The moments of each scenario that stand without scripts.
fn still(atlas: &Atlas, of: &str) -> Markup {
    let layer = &atlas.layers[0];
    let (low, high) = layer.scale();
    html! {
        div #map-still {
            @for (arm, (title, _)) in atlas.arms.iter().enumerate() {
                figure.trio {
                    div.card {
                        div.row {
                            @for time in atlas.moments() {
                                div {
                                    p { (atlas.times[time]) }
                                    svg role="img" viewBox={ "0 0 " (atlas.size.0) " " (atlas.size.1) } {
                                        title { (layer.label) " in \u{201c}" (title) "\u{201d}, " (atlas.times[time]) ": "
                                            (layer.summaries[arm][time]) }
                                        (PreEscaped(atlas.drawing(0, arm, time)))
                                    }
                                }
                            }
                        }
                        (scale("", "", "", &low, &high, layer.unit))
                    }
                    figcaption { (layer.label) " in \u{201c}" (title) "\u{201d} (" (of) "): "
                        (if atlas.moments().len() > 2 { "first, middle and last year." } else { "first and last year." }) }
                }
            }
        }
    }
}
