//! Settlements too small for a community of their own: merged, so that nobody is lost.

use super::census::Census;
use super::given::Given;
use super::place::Town;

/// What is built: a settlement, or several small ones together.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    /// Position in the list of settlements of the largest of them.
    pub settlement: u32,
    /// It, in the middle of all their people.
    pub town: Town,
    /// Persons.
    pub persons: f64,
}

/// Merges what is below `least` persons with the nearest of its like in the same district until they
/// are enough; what is left over goes to the nearest settlement, which keeps what is said of it. What nobody is near to is returned as
/// persons. Distances in km.
pub(super) fn merge(
    towns: &[Town],
    least: f64,
    km: impl Fn(&Town, &Town) -> f64,
    census: &mut Census,
) -> (Vec<Settled>, f64) {
    let persons = |i: usize| f64::from(towns[i].population);
    let is_small = |i: &usize| persons(*i) > 0.0 && persons(*i) < least;
    let mut settled: Vec<Settled> = (0..towns.len())
        .filter(|&i| persons(i) >= least)
        .map(|i| Settled { settlement: i as u32, town: towns[i].clone(), persons: persons(i) })
        .collect();
    let mut small: Vec<usize> = (0..towns.len()).filter(is_small).collect();
    let mut left: Vec<Vec<usize>> = Vec::new();
    while !small.is_empty() {
        let seed = small.remove(0);
        let mut group = vec![seed];
        while group.iter().map(|&i| persons(i)).sum::<f64>() < least {
            let near = (0..small.len())
                .filter(|&at| towns[small[at]].admin1 == towns[seed].admin1)
                .map(|at| (at, km(&towns[small[at]], &towns[seed])))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let Some((at, _)) = near else { break };
            group.push(small.remove(at));
        }
        if group.iter().map(|&i| persons(i)).sum::<f64>() < least {
            left.push(group);
        } else {
            settled.push(together(&group, towns, &km, census));
        }
    }
    let mut nowhere = 0.0;
    for i in left.into_iter().flatten() {
        census.merged.add(persons(i));
        let far: Vec<f64> = settled.iter().map(|one| km(&one.town, &towns[i])).collect();
        let near = (0..far.len()).min_by(|&a, &b| far[a].total_cmp(&far[b]));
        if let Some(near) = near {
            settled[near].persons += persons(i);
            census.merged_km = census.merged_km.max(far[near]);
        } else {
            nowhere += persons(i);
        }
    }
    settled.sort_by_key(|one| one.settlement);
    (settled, nowhere)
}

/// Several small settlements as one, under the name of the largest.
fn together(
    group: &[usize],
    towns: &[Town],
    km: impl Fn(&Town, &Town) -> f64,
    census: &mut Census,
) -> Settled {
    let people: f64 = group.iter().map(|&i| f64::from(towns[i].population)).sum();
    let mean = |of: fn(&Town) -> f64| {
        group.iter().map(|&i| of(&towns[i]) * f64::from(towns[i].population)).sum::<f64>() / people
    };
    let largest = group
        .iter()
        .copied()
        .max_by_key(|&i| (towns[i].population, std::cmp::Reverse(towns[i].geonameid)))
        .unwrap_or(group[0]);
    let others = group.len() as u32 - 1;
    let mut town = towns[largest].clone();
    let each = |&i: &usize| (f64::from(towns[i].population), &towns[i].given);
    town.given = Given::together(&group.iter().map(each).collect::<Vec<_>>());
    town.longitude = mean(|town| town.longitude);
    town.latitude = mean(|town| town.latitude);
    if others > 0 {
        town.name = format!("{} and {others} more", town.name);
        for &i in group {
            census.merged.add(f64::from(towns[i].population));
            census.merged_km = census.merged_km.max(km(&town, &towns[i]));
        }
    }
    Settled { settlement: largest as u32, town, persons: people }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(geonameid: u64, admin1: &str, longitude: f64, population: u32) -> Town {
        Town {
            geonameid,
            name: format!("T{geonameid}"),
            admin1: admin1.to_owned(),
            longitude,
            population,
            ..Town::default()
        }
    }

    fn along(a: &Town, b: &Town) -> f64 {
        (a.longitude - b.longitude).abs()
    }

    #[test]
    fn small_ones_join_the_nearest_of_their_district_and_the_rest_the_nearest_town() {
        let towns = [
            town(1, "a", 0.0, 5000),
            town(2, "a", 10.0, 60),
            town(3, "a", 30.0, 60),
            town(4, "a", 12.0, 70),
            town(5, "b", 11.0, 90),
            town(6, "a", 40.0, 0),
        ];
        let mut census = Census::default();
        let (settled, nowhere) = merge(&towns, 100.0, along, &mut census);
        let told: Vec<_> =
            settled.iter().map(|s| (s.town.name.as_str(), s.persons, s.settlement)).collect();
        // T3 is left alone in district a, T5 in b; both go to what lies nearest.
        assert_eq!(told, [("T1", 5000.0, 0), ("T4 and 1 more", 280.0, 3)]);
        assert_eq!((nowhere, census.merged.places, census.merged.persons), (0.0, 4, 280.0));
        assert!((census.merged_km - 18.9).abs() < 0.1, "{}", census.merged_km);
    }

    #[test]
    fn people_whom_nobody_is_near_are_returned() {
        let (settled, nowhere) =
            merge(&[town(1, "a", 0.0, 60)], 100.0, along, &mut Census::default());
        assert!(settled.is_empty());
        assert_eq!(nowhere, 60.0);
    }
}
