//! The month at three sizes, one thread: `cargo bench`. Items are household-months.
//!
//! Machines differ and are noisy, so the yardstick runs in the same process: one u64 of ChaCha8.

#![allow(missing_docs)]

use chacha20::ChaCha8Rng;
use divan::Bencher;
use divan::counter::ItemsCount;
use nodal::model;
use nodal::params::Params;
use nodal::world::Country;
use rand::{Rng, SeedableRng};

/// Communities and households in each.
const SIZES: [(u32, u32); 3] = [(1000, 200), (5000, 200), (1000, 1000)];
/// Months lived before the clock starts, so that disputes and feuds have filled up.
const WARM: usize = 24;

fn country((communities, households): (u32, u32)) -> Country {
    let mut params = Params::default();
    params.world.communities = communities;
    params.world.households = households;
    let mut country = Country::build(&params, None, 1).expect("a synthetic world can be built");
    for _ in 0..WARM {
        model::month(&mut country);
    }
    country
}

fn main() {
    for size in SIZES {
        let country = country(size);
        let households = f64::from(size.0) * f64::from(size.1);
        println!(
            "{} × {}: {:.1} bytes per household",
            size.0,
            size.1,
            country.bytes() as f64 / households
        );
    }
    divan::main();
}

#[divan::bench(args = [0, 1, 2], sample_count = 10, sample_size = 6)]
fn month(bencher: Bencher, size: usize) {
    let size = SIZES[size];
    let mut country = country(size);
    bencher
        .counter(ItemsCount::new(size.0 as usize * size.1 as usize))
        .bench_local(|| model::month(&mut country));
}

#[divan::bench]
fn chacha8_u64(bencher: Bencher) {
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    bencher
        .counter(ItemsCount::new(1000_usize))
        .bench_local(|| (0..1000).fold(0_u64, |sum, _| sum.wrapping_add(generator.next_u64())));
}
