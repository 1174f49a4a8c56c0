//! Officers over stations (2, 4.29): by people, less where the seat is far, or as the settlements file says.

use super::community::Community;
use super::country::Country;
use super::differences;
use super::organisations::Station;
use crate::ledger::Money;
use crate::params::Params;

/// What a station is due.
#[derive(Clone, Copy)]
struct Due {
    /// Officers for the people of whom the settlements file says how many they have.
    given: f64,
    /// Weight of the others.
    weight: f64,
}

impl Country {
    /// Officers over stations: by people, less where the seat is far (F30). Who is given a number of officers has it,
    /// and the others share the rest of the force; where those who are given have more than the force, it is theirs in
    /// proportion.
    pub(super) fn post_officers(&mut self) {
        let params = &self.params;
        let mut due = Vec::new();
        for site in 0..self.station_sites.len() {
            let (mut households, mut favoured, mut hours) = (0.0, 0.0, 0.0);
            let mut middle = (0.0, 0.0);
            let mut given = 0.0;
            for &c in self.station_sites.members(site) {
                let community = &self.communities[c.place()];
                let size = f64::from(community.size());
                households += size;
                match community.place.given.officers {
                    Some(rate) => given += rate / 100_000.0 * size * params.world.household_size,
                    None => favoured += size * favour(community, params),
                }
                hours += community.place.hours_from_seat * size;
                middle.0 += community.place.x_km * size;
                middle.1 += community.place.y_km * size;
            }
            let people = f64::max(households, 1.0);
            let hours = hours / people;
            let (factor, leaning) =
                differences::station(params, self.draws, (middle.0 / people, middle.1 / people));
            let weight = factor * favoured * libm::exp2(-hours / params.state.neglect_hours);
            due.push(Due { given, weight });
            self.stations.push(Station {
                identity: self.communities[self.station_sites.members(site)[0].place()].identity(),
                officers: 0,
                authorised: 0,
                hours_from_seat: hours as f32,
                pay: params.state.pay_ratio,
                leaning,
                predatory_effort: 0.5,
                takings: Money::ZERO,
                rented: 0,
                soldiers: 0,
                soldiers_rented: 0,
                established: 0,
                quota: None,
                wanted: None,
                in_force: None,
                seconded: 0,
                equipment: 0.0,
                training: 0.0,
                oversight: 0.0,
                recruits_due: 0.0,
                intake: [0; 24],
            });
        }
        let officers = self.spread_force(&due);
        let shares = self.division.divide(officers);
        for (station, &share) in self.stations.iter_mut().zip(shares) {
            station.officers = share as u32;
            station.authorised = share as u32;
            station.established = share as u32;
        }
    }

    /// Soldiers over barracks, by people: at the sites nearest to the seat (4.37).
    pub(super) fn man_barracks(&mut self) {
        let p = &self.params.soldiers;
        let sites = self.stations.len();
        if !self.params.mechanisms.soldiers || p.number <= 0.0 || sites == 0 {
            return;
        }
        let mut order: Vec<usize> = (0..sites).collect();
        order.sort_by(|&a, &b| {
            let key =
                |site: usize| (self.stations[site].hours_from_seat, self.stations[site].identity);
            let ((a, first), (b, second)) = (key(a), key(b));
            a.total_cmp(&b).then(first.cmp(&second))
        });
        let wanted = ((sites as f64 * p.barracks).round() as usize).clamp(1, sites);
        let mut weights = vec![0.0; sites];
        let (mut here, mut in_country) = (0.0, 0.0);
        for &site in &order[..wanted] {
            let members = self.station_sites.members(site).iter();
            let people: f64 = members.map(|&c| f64::from(self.communities[c.place()].size())).sum();
            weights[site] = people;
            here += people;
            in_country += people * self.stands_for(&self.station_sites, site);
        }
        // As many as there are for the simulated, were each site but what it stands for.
        let army = p.number * self.simulated_persons() / 100_000.0 * here / in_country.max(1e-9);
        self.division.weights = weights;
        let shares = self.division.divide(army.round() as u64);
        for (station, &share) in self.stations.iter_mut().zip(shares) {
            station.soldiers = share as u32;
        }
    }

    /// Sets the weights of stations, and returns the officers of those that are simulated.
    fn spread_force(&mut self, due: &[Due]) -> u64 {
        let force = self.params.public.officers * self.simulated_persons() / 100_000.0;
        // What there is for the simulated, were each site but what it stands for.
        let (mut here, mut in_country, mut given) = (0.0, 0.0, 0.0);
        for (site, due) in due.iter().enumerate() {
            let stands_for = self.stands_for(&self.station_sites, site);
            here += due.weight;
            in_country += due.weight * stands_for;
            given += due.given * stands_for;
        }
        if given <= 0.0 {
            self.division.weights = due.iter().map(|due| due.weight).collect();
            let drawn = if in_country > 0.0 { here / in_country } else { 1.0 };
            return (force * drawn).round() as u64;
        }
        let is_all = in_country <= 0.0 || given >= force;
        let of_given = if is_all { force / given } else { 1.0 };
        let of_rest = if is_all { 0.0 } else { (force - given) / in_country };
        self.division.weights =
            due.iter().map(|due| due.given * of_given + due.weight * of_rest).collect();
        self.division.weights.iter().sum::<f64>().round() as u64
    }
}

/// Factor on the posts of a community by its share of the favoured group.
pub(crate) fn favour(c: &Community, params: &Params) -> f64 {
    let Some(group) = (params.state.favoured_group as usize).checked_sub(1) else { return 1.0 };
    let share = c.households.group(group).len() as f64 / f64::from(c.size().max(1.0));
    1.0 + (params.state.favour - 1.0) * share
}
