//! How much a run would hold, from counts and before anything is built; what cannot fit is refused.

use super::Failure;
use crate::output::record::CommunityYear;
use crate::scenario::Scenario;
use crate::world::Country;

/// What a run of a scenario holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Estimate {
    /// Communities that are simulated.
    pub communities: f64,
    /// Households that are simulated.
    pub households: f64,
    /// Replicates that live side by side.
    pub abreast: usize,
    /// Bytes in all.
    pub bytes: f64,
}

/// Threads that a command uses; 0 asks for all cores.
pub(super) fn cores(threads: usize) -> usize {
    match threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// What a run would hold: countries side by side, and the rows of all replicates.
pub(super) fn estimate(scenario: &Scenario, threads: usize) -> Estimate {
    let (world, run, time) = (&scenario.params.world, &scenario.params.run, &scenario.params.time);
    let (communities, households) = if let Some(census) = &scenario.census {
        (census.simulated.places as f64, census.simulated.persons / world.household_size)
    } else {
        let communities = (f64::from(world.communities) * world.sample).ceil();
        (communities, communities * f64::from(world.households))
    };
    let abreast = cores(threads).min(run.replicates as usize).max(1);
    let years = f64::from(time.months.div_ceil(12)) * f64::from(run.replicates);
    let rows = communities * years * size_of::<CommunityYear>() as f64;
    let countries = Country::expected_bytes(communities, households) * abreast as f64;
    Estimate { communities, households, abreast, bytes: countries + rows }
}

/// Refuses scenarios that cannot fit into what memory there is.
pub(super) fn admit(scenarios: &[Scenario], threads: usize) -> Result<(), Failure> {
    let Some(room) = room() else { return Ok(()) };
    for scenario in scenarios {
        let wanted = estimate(scenario, threads);
        if wanted.bytes > room {
            return Err(Failure::Usage {
                message: format!(
                    "{} does not fit: {} communities of {} households in all would take about {:.1} GB of memory \
                     with {} replicates side by side; {:.1} GB are free",
                    scenario.name,
                    wanted.communities,
                    wanted.households,
                    wanted.bytes / 1e9,
                    wanted.abreast,
                    room / 1e9
                ),
                help: Some(
                    "simulate a share with world.sample, fewer households, or fewer replicates at once with --threads 1"
                        .to_owned(),
                ),
            });
        }
    }
    Ok(())
}

/// Free memory in bytes, as far as the system tells.
fn room() -> Option<f64> {
    let free = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = free.lines().find(|line| line.starts_with("MemAvailable:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    let limit = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|text| text.trim().parse::<f64>().ok());
    Some((kilobytes * 1024.0).min(limit.unwrap_or(f64::INFINITY)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Catalogue;
    use crate::scenario::Settings;

    #[test]
    fn what_is_expected_is_about_what_a_country_comes_to_hold() {
        let text = "[world]\ncommunities = 40\nhouseholds = 400\n[time]\nmonths = 0\n[run]\nreplicates = 1\n";
        let catalogue = Catalogue::standard();
        let scenario =
            Scenario::from_text("a", text, &Settings::default(), &catalogue).expect("is right");
        let mut country = Country::build(&scenario.params, None, 1).expect("is built");
        for _ in 0..36 {
            crate::model::month(&mut country);
        }
        let ratio = estimate(&scenario, 1).bytes / country.bytes() as f64;
        assert!((0.7..1.5).contains(&ratio), "{ratio}");
    }
}
