//! How finely a country is cut into communities changes nothing that matters: elders belong to segments of lineages (4.5).

use crate::country::{country, live};
use nodal::world::Country;
use rayon::prelude::*;

/// The same country of so many households, cut into communities of this size; spreads of places are none.
fn cut(households: f64, all: f64, seed: u32) -> Country {
    country(&[
        ("world.communities", all / households),
        ("world.households", households),
        ("world.area", households / 10.0),
        ("world.ward_area", households / 1000.0),
        ("world.cluster", (2000.0 / households).round()),
        ("world.poverty_spread", 0.0),
        ("world.crowding_spread", 0.0),
        ("efficacy.ties_spread", 0.0),
        ("feeling.fit_spread", 0.0),
        ("run.seed", f64::from(seed)),
    ])
}

/// Elders hear as many cases in all however communities are cut.
#[test]
fn nobody_gets_capacity_by_being_cut() {
    let capacity = |households: f64| {
        let mut world = cut(households, 12_000.0, 3);
        world.params.customary.custom = 1.0;
        let mut world = Country::build(&world.params, None, 1).unwrap();
        live(&mut world, 1);
        let all = world.communities.iter().flat_map(|c| &c.providers.elders);
        all.map(|elders| elders.capacity).sum::<f32>()
    };
    let (fine, coarse) = (capacity(50.0), capacity(1000.0));
    assert!((fine / coarse - 1.0).abs() < 0.02, "{fine} {coarse}");
}

/// Violence in a country of 20,000 households with bands, gangs and elders as declared, cut into communities of 50 to
/// 1,000: all means within 3 % of their mean, beside four standard errors of each (six seeds; a false alarm in a
/// thousand). Before elders belonged to segments the finest cut had a fifth more violence than the coarsest.
#[test]
fn verif_cutting_finely_moves_violence_by_no_more_than_three_in_a_hundred() {
    const SEEDS: u32 = 6;
    let rates: Vec<(f64, f64)> = [50.0, 100.0, 200.0, 500.0, 1000.0]
        .iter()
        .map(|&households| {
            let sums: Vec<f64> = (1..=SEEDS)
                .into_par_iter()
                .map(|seed| {
                    let mut world = cut(households, 20_000.0, seed);
                    live(&mut world, 48);
                    f64::from(live(&mut world, 48).violent.values().sum::<u32>())
                })
                .collect();
            let n = f64::from(SEEDS);
            let mean = sums.iter().sum::<f64>() / n;
            let squares = sums.iter().map(|sum| (sum - mean).powi(2)).sum::<f64>();
            (mean, (squares / (n - 1.0) / n).sqrt())
        })
        .collect();
    let all = rates.iter().map(|(mean, _)| mean).sum::<f64>() / rates.len() as f64;
    println!("{rates:?}");
    for (mean, error) in &rates {
        assert!((mean / all - 1.0).abs() < 0.03 + 4.0 * error / all, "{rates:?}");
    }
}
