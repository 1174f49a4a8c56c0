//! Calendar, places and people.

use super::{Allowed, FIXED, range, table};

table! {
    /// Seeds and replicates of a run.
    Run in "run" at run {
        /// Seed of all randomness; replicate k draws from the streams of (seed, k).
        seed: u64 = 1, FIXED, Allowed::NOT_NEGATIVE, "number", Numerical, "assumed";
        /// Replicates; replicate k is the same whatever their number.
        replicates: u32 = 8, FIXED, Allowed::Within(1.0, 100_000.0), "runs", Numerical, "assumed";
        /// CSV file of parameter sets with weights, such as `nodal calibrate` writes, over which replicates are spread. Empty for none.
        ensemble: String = String::new(), FIXED, Allowed::Any, "path", Numerical, "assumed: none";
    }
}

table! {
    /// The calendar.
    Time in "time" at time {
        /// Months before month 0, with budgets, staff and programmes frozen; beliefs, bands and gangs live.
        burn_in_months: u32 = 120, FIXED, Allowed::Within(0.0, 1200.0), "months", Numerical, "model, section 3";
        /// Months after month 0.
        months: u32 = 120, FIXED, Allowed::Within(0.0, 2400.0), "months", Numerical, "model, section 5";
        /// Steps in which communities live through one month; halving the step must not matter.
        steps_per_month: u32 = 1, FIXED, Allowed::Within(1.0, 8.0), "steps", Numerical, "model, section 3";
    }
}

table! {
    /// Places and people. With `settlements` the places are real; without, they are generated.
    World in "world" at world {
        /// Communities of the generated world; ignored where `settlements` is given.
        communities: u32 = 200, FIXED, Allowed::Within(1.0, 1_000_000.0), "communities", Situation, "model, section 5";
        /// Households in a community; the size of neighbourhoods into which towns are divided.
        households: u32 = 500, FIXED, Allowed::Within(20.0, 5000.0), "households per community", Situation, "model, section 2";
        /// Persons in a household.
        household_size: f64 = 5.0, range(3.0, 7.0), Allowed::Within(1.0, 15.0), "persons per household", Situation, "model, section 2; censuses for countries";
        /// Adults in a household.
        adults: f64 = 2.5, range(2.0, 3.0), Allowed::Within(1.0, 10.0), "adults per household", Situation, "model, section 2";
        /// CSV file of settlements (columns of docs/own_country.md); empty for a generated world.
        settlements: String = String::new(), FIXED, Allowed::Any, "path", Situation, "GeoNames (CC BY 4.0) for countries";
        /// GeoJSON outline inside which rural villages are placed; empty where there are none.
        outline: String = String::new(), FIXED, Allowed::Any, "path", Situation, "Natural Earth (public domain) for countries";
        /// CSV file of incidents of the war before month 0 (columns date, longitude, latitude, deaths); places near remember it by them. Empty for none.
        incidents: String = String::new(), FIXED, Allowed::Any, "path", Situation, "model, 4.31";
        /// Date of month 0, as in 2003-01-01: what incidents are dated against. Empty where there are none.
        begins: String = String::new(), FIXED, Allowed::Any, "date", Situation, "model, 4.31";
        /// Share of settlements, or of their people, that may lie outside the outline, and of villages for which no place inside it is found. Beyond it the two files are not of one country.
        outside: f64 = 0.05, FIXED, Allowed::SHARE, "share", Numerical, "assumed";
        /// Total population; what the settlements do not hold lives in villages. 0: settlements only.
        population: f64 = 0.0, FIXED, Allowed::NOT_NEGATIVE, "persons", Situation, "censuses for countries";
        /// Whether the rural remainder is simulated.
        rural: bool = true, FIXED, Allowed::Any, "switch", Situation, "model, section 5";
        /// Share of a country's communities that is simulated; weights carry it to national figures.
        sample: f64 = 1.0, FIXED, Allowed::Within(0.0001, 1.0), "share of communities", Numerical, "model, section 5";
        /// Towns or communities that a sample always holds, by name, beside those that records and enclaves name: given to all arms of a comparison, they have one sample.
        keep: Vec<String> = Vec::new(), FIXED, Allowed::Any, "names", Numerical, "assumed: none";
        /// Median size of a synthetic village.
        village_median: f64 = 300.0, range(150.0, 600.0), Allowed::Within(50.0, 20_000.0), "persons", Situation, "assumed";
        /// Standard deviation of the logarithm of village sizes.
        village_spread: f64 = 0.6, range(0.3, 1.0), Allowed::Within(0.0, 2.0), "log persons", Situation, "assumed";
        /// Distance over which the density of villages around settlements falls by e.
        village_decay_km: f64 = 25.0, range(10.0, 60.0), Allowed::AtLeast(0.1), "km", Situation, "assumed";
        /// Settlement that is the seat of government; empty: the largest.
        seat: String = String::new(), FIXED, Allowed::Any, "settlement name", Situation, "assumed";
        /// Communities in a cluster (a town and its villages) of the generated world.
        cluster: u32 = 25, FIXED, Allowed::Within(1.0, 10_000.0), "communities", Situation, "assumed";
        /// Area per community of the generated world.
        area: f64 = 20.0, range(2.0, 80.0), Allowed::AtLeast(0.01), "km2 per community", Situation, "assumed";
        /// Whether the generated world wraps round, so that it has no edge.
        torus: bool = false, FIXED, Allowed::Any, "switch", Numerical, "model, section 8";
        /// Nearest neighbours that each community is linked with.
        neighbours: u32 = 6, FIXED, Allowed::Within(0.0, 8.0), "communities", Numerical, "assumed";
        /// Speed of travel to the seat of government.
        travel_speed: f64 = 25.0, range(10.0, 50.0), Allowed::AtLeast(1.0), "km per hour", Situation, "assumed";
        /// Lineage, ethnic or neighbourhood groups in the country.
        groups: u32 = 3, FIXED, Allowed::Within(1.0, 4.0), "groups", Situation, "assumed";
        /// How readily groups fight each other in bodies of men (4.36); 0: never.
        group_conflict: f64 = 0.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "factor", Situation, "assumed: none unless a country's scenario says so";
        /// How alike the group composition of communities is: near 0 each has one group, large all are alike.
        group_mixing: f64 = 1.5, range(0.3, 6.0), Allowed::Within(0.05, 1000.0), "Dirichlet concentration per group", Situation, "assumed";
        /// Share of households in the poor class, on average over communities.
        poor: f64 = 0.45, range(0.2, 0.7), Allowed::SHARE, "share of households", Situation, "assumed";
        /// Share of households in the rich class, on average over communities.
        rich: f64 = 0.10, range(0.03, 0.2), Allowed::SHARE, "share of households", Situation, "assumed";
        /// Standard deviation between communities of the share of poor households.
        poverty_spread: f64 = 0.10, range(0.0, 0.2), Allowed::Within(0.0, 0.3), "share", Situation, "assumed";
        /// Standard deviation between communities of crowding around its mean of one half.
        crowding_spread: f64 = 0.15, range(0.0, 0.25), Allowed::Within(0.0, 0.3), "share", Situation, "assumed";
        /// Share of households whose members have low standing under custom.
        low_standing: f64 = 0.30, range(0.1, 0.5), Allowed::SHARE, "share of households", Situation, "assumed";
        /// Spare men: young men without work, from whom bands, gangs, police and offenders come.
        spare_men: f64 = 0.30, range(0.1, 0.6), Allowed::Within(0.0, 3.0), "men per household", Situation, "assumed";
        /// Firearms in the community.
        arms: f64 = 20.0, range(2.0, 100.0), Allowed::Within(0.0, 1000.0), "arms per 1,000 adults", Situation, "assumed";
        /// Memory of war at month 0: 0 where there was none, 1 where it was everywhere. A settlements file says it by place in its column `past_violence`, and so does `incidents`.
        war: f64 = 0.0, range(0.0, 1.0), Allowed::SHARE, "level", Situation, "model, 4.31";
        /// Wards of the town, of a cluster of the generated world.
        urban: f64 = 0.4, range(0.2, 0.7), Allowed::SHARE, "share of communities", Situation, "assumed";
        /// Area of a ward of the generated world.
        ward_area: f64 = 0.5, range(0.2, 2.0), Allowed::AtLeast(0.01), "km²", Situation, "assumed";
        /// Density of the towns of a real country: how large their discs are.
        town_density: f64 = 5000.0, range(2000.0, 20000.0), Allowed::AtLeast(1.0), "persons per km²", Situation, "assumed";
    }
}
