//! 4.22 Repute: what those go by who do not see who stands behind a post. It is heard, from next door and in the country's
//! news, and what is not heard of fades.

use crate::model::scene::Scene;
use crate::terms::Auspice;
use crate::world::Country;
use crate::world::community::Community;

/// The country's news: the mean over its people of what is known of each auspice where anything is, as places
/// published it.
pub(crate) fn gather_news(country: &mut Country) {
    if !country.params.mechanisms.repute {
        return;
    }
    for &auspice in Auspice::ALL {
        let (mut sum, mut people) = (0.0_f64, 0.0);
        for (c, published) in country.communities.iter().zip(&country.published) {
            if let Some(level) = published.known[auspice].level() {
                let weight = f64::from(c.size()) * c.stands_for;
                sum += f64::from(level) * weight;
                people += weight;
            }
        }
        country.news[auspice] = (people > 0.0).then(|| (sum / people) as f32);
    }
}

/// A month of hearsay: repute moves by `hearing` to what is known next door and in the news, as far as either knows
/// anything, and by `fading` to one half.
pub(crate) fn hear(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.repute {
        return;
    }
    let p = &scene.params.repute;
    for &auspice in Auspice::ALL {
        let repute = &mut c.opinion.repute[auspice];
        *repute += p.fading * (0.5 - *repute);
        if let Some(heard) = heard(scene, auspice) {
            *repute += p.hearing * (heard - *repute);
            c.opinion.heard |= 1 << auspice as u8;
        }
    }
}

fn heard(scene: &Scene, auspice: Auspice) -> Option<f32> {
    let (mut sum, mut places) = (0.0, 0.0);
    for (_, _, next_door) in scene.neighbours() {
        if let Some(level) = next_door.known[auspice].level() {
            sum += level;
            places += 1.0;
        }
    }
    let near = (places > 0.0).then(|| sum / places);
    let news = scene.params.repute.news;
    match (near, scene.news[auspice]) {
        (Some(near), Some(told)) => Some(near + news * (told - near)),
        (near, told) => near.or(told),
    }
}
