//! A country begins: places become communities with people, elders, stations, bands and gangs.

use super::arrangements::ArrangementId;
use super::choices::{Choices, Years};
use super::community::{Published, Turf};
use super::country::Country;
use super::founding::{coarse, community};
use super::fronts::{Front, Fronts};
use super::neighbours;
use super::organisations::{
    Army, Committee, Discipline, Faults, Force, Gang, GangId, Gatherings, Mandate, Membership,
    Revenue, State, Statistics,
};
use super::place::{Geography, Place, PlacesError};
use super::places;
use super::rules::Rules;
use super::sample;
use super::segments;
use super::sites;
use crate::engine::math::Division;
use crate::engine::{Draws, Process, Stream};
use crate::ledger::{Holder, Ledger};
use crate::metrics::Observation;
use crate::params::Params;
use crate::terms::Calling;
use enum_map::EnumMap;
use rand_distr::{Distribution, StandardNormal};

impl Country {
    /// The country of a scenario before its first month; `replicate` counts from 1.
    ///
    /// # Errors
    /// When the places cannot be laid out, such as a seat of government that is no settlement.
    pub fn build(
        params: &Params,
        geography: Option<&Geography>,
        replicate: u32,
    ) -> Result<Self, PlacesError> {
        let draws = Draws::new(params.run.seed, replicate);
        let rules = Rules::new(params);
        let places = places::places(params, geography)?;
        let neighbours = neighbours::neighbours(&places, params);
        let size = params.world.household_size;
        let order = sites::order(&places);
        let station_sites = sites::cut(&places, &order, params.public.site_people, size);
        let committee_sites = sites::cut(&places, &order, params.committee.site_people, size);
        let fronts = Fronts {
            sites: sites::cut(&places, &order, params.clashes.site_people, size),
            ..Fronts::default()
        };
        let weight = sample::mean_weight(&places);
        // A sample holds the country's enclaves in the same places in every replicate.
        let is_sample = params.world.sample < 1.0;
        let lot = if is_sample { Draws::new(params.run.seed, 0) } else { draws };
        let holders = sample::enclaves(&places, params, lot)?;
        let mut communities: Vec<_> =
            places.into_iter().map(|place| community(place, params, &rules, draws)).collect();
        segments::found(&mut communities, &order, params, draws);
        for c in &mut communities {
            c.stands_for = c.place.weight / weight;
        }
        let mut country = Self {
            rules,
            draws,
            now: -(params.time.burn_in_months as i32),
            is_parallel: false,
            published: vec![Published::default(); communities.len()],
            communities,
            neighbours,
            stations: Vec::new(),
            station_sites,
            committees: Vec::new(),
            committee_sites,
            group_heat: vec![Front::default(); fronts.sites.len()],
            fronts,
            gangs: Vec::new(),
            rent_share: 1.0,
            state: state(params),
            arrangements: Vec::new(),
            choices: Choices::default(),
            deliberation: None,
            news: EnumMap::default(),
            answers: Vec::new(),
            complaint: None,
            is_planned: false,
            ledger: Ledger::default(),
            observation: Observation {
                weight,
                household_size: params.world.household_size,
                adults: params.world.adults,
                ..Observation::default()
            },
            pool: 0,
            changed: Vec::new(),
            changes: None,
            division: Division::default(),
            params: params.clone(),
        };
        country.place_enclaves(&holders);
        country.post_officers();
        country.man_barracks();
        country.committees = vec![None; country.committee_sites.len()];
        country.choices.years = vec![Years::default(); country.committee_sites.len()];
        country.settle_gangs();
        country.first_pull();
        country.measure_distances();
        Ok(country)
    }

    /// Enclaves: where they are named, in the same places in every replicate, else drawn; the ring
    /// is what lies next to one (4.24).
    fn place_enclaves(&mut self, holders: &[u32]) {
        let p = &self.params.enclave;
        for c in holders.iter().map(|&c| c as usize) {
            self.communities[c].ground.holds_enclave = true;
            self.communities[c].ground.enclave = 1.0;
            for link in self.neighbours.of(c) {
                let ring = &mut self.communities[link.to.place()].ground.enclave;
                *ring = ring.max(0.5);
            }
        }
        if self.params.mechanisms.enclave_footprint {
            for c in &mut self.communities {
                c.ground.ties -= (p.ties * p.displaced) as f32 * c.ground.enclave;
                c.ground.wealth *=
                    1.0 + (p.stakes - 1.0) * f32::from(u8::from(c.ground.holds_enclave));
            }
        }
    }

    /// Gangs at the start: drawn communities and their nearest neighbours.
    fn settle_gangs(&mut self) {
        let criminal = self.params.criminal.clone();
        if !self.params.mechanisms.criminal_governance {
            return;
        }
        let seeds = criminal.coverage / criminal.turf;
        let mut first_free = 0;
        for c in 0..self.communities.len() {
            let identity = self.communities[c].identity();
            let mut stream = self.draws.stream(Process::Organisations, identity, 0, 1);
            if stream.unit64() >= seeds || self.communities[c].providers.turf.is_some() {
                continue;
            }
            let gang = first_free;
            first_free += 1;
            let stands_for = self.communities[c].stands_for;
            let chest = self.ledger.open_account(Holder::Gangs);
            self.gangs.push(Gang { identity, chest, stands_for, ..Gang::default() });
            let whole = criminal.turf.floor();
            let wanted = whole as usize + usize::from(stream.unit64() < criminal.turf - whole);
            let nearest = self.neighbours.of(c).iter().map(|link| link.to.place());
            let held: Vec<usize> = std::iter::once(c)
                .chain(nearest)
                .filter(|&i| self.communities[i].providers.turf.is_none())
                .take(wanted)
                .collect();
            for i in held {
                self.take_turf(i, GangId::at(gang), criminal.men);
            }
        }
    }

    /// A gang takes its first hold on a community with as many of these men as there are spare.
    fn take_turf(&mut self, c: usize, gang: GangId, men: f64) {
        let community = &mut self.communities[c];
        let men = (community.scaled(men.round() as u32).round() as u32).min(community.men.spare);
        let men = community.households.enlist(Calling::Gang, men as usize, 3) as u16;
        community.men.spare -= u32::from(men);
        community.providers.turf = Some(Turf {
            gang,
            men,
            effort: self.params.criminal.first_effort,
            months_of_loss: 0,
            raids: 0,
            is_captured: false,
            is_underground: false,
            slots: 0.0,
        });
        let gang = &mut self.gangs[gang.place()];
        gang.turfs += 1;
        gang.men += u32::from(men);
    }

    /// What offenders find everywhere before anybody has been deterred.
    fn first_pull(&mut self) {
        let exponent = self.params.predation.wealth;
        for (community, published) in self.communities.iter().zip(&mut self.published) {
            published.pull = libm::pow(f64::from(community.ground.wealth), exponent) as f32;
        }
    }

    /// Distances from communities to the middle of their sites.
    fn measure_distances(&mut self) {
        for is_station in [true, false] {
            let sites = if is_station { &self.station_sites } else { &self.committee_sites };
            for site in 0..sites.len() {
                let members = sites.members(site);
                let mean = |of: fn(&Place) -> f64| {
                    let sum: f64 =
                        members.iter().map(|&c| of(&self.communities[c.place()].place)).sum();
                    sum / members.len() as f64
                };
                let (x, y) = (mean(|place| place.x_km), mean(|place| place.y_km));
                for &c in members {
                    let community = &mut self.communities[c.place()];
                    let (dx, dy) = (community.place.x_km - x, community.place.y_km - y);
                    let km = (dx * dx + dy * dy).sqrt() as f32;
                    if is_station {
                        community.ground.station_km = km;
                    } else {
                        community.ground.committee_km = km;
                    }
                }
            }
        }
    }

    /// Starts the committees that stand at month 0.
    pub(crate) fn found_committees(&mut self) {
        if !self.params.mechanisms.peace_committees {
            return;
        }
        for site in 0..self.committees.len() {
            let first = self.committee_sites.members(site)[0].place();
            let identity = self.communities[first].identity();
            let mut stream = self.draws.stream(Process::Committees, identity, 0, 0);
            if stream.unit64() < self.params.committee.coverage {
                let mut committee = new_committee(&self.params, &mut stream);
                committee.steered.arrangement = self.general_grant();
                self.committees[site] = Some(committee);
                self.seat_members(site);
            }
        }
    }
}

impl Country {
    /// The arrangement of the donors' general grant, which pays committees that no other pays.
    pub(crate) fn general_grant(&self) -> Option<ArrangementId> {
        self.arrangements
            .iter()
            .position(|one| one.record.is_none() && one.name == GENERAL_GRANT)
            .map(ArrangementId::at)
    }

    /// Households of the site give their active members to its committee, as many as it has.
    pub(crate) fn seat_members(&mut self, site: usize) {
        let wanted =
            self.committees[site].map_or(0, |committee| usize::from(committee.people.members));
        let first = self.committee_sites.members(site)[0].place();
        let households = &mut self.communities[first].households;
        let seated = households.count_calling(Calling::Committee);
        if seated > wanted {
            households.dismiss(Calling::Committee, seated - wanted);
        } else if seated < wanted {
            households.enlist(Calling::Committee, wanted - seated, 1);
        }
    }
}

/// Name of the donors' general grant.
pub(crate) const GENERAL_GRANT: &str = "general_grant";

/// Name of the donors' grant to the state's police.
pub(crate) const STATE_GRANT: &str = "state_grant";

/// A committee of new members.
pub(crate) fn new_committee(params: &Params, stream: &mut Stream) -> Committee {
    let deviate: f64 = StandardNormal.sample(stream);
    Committee {
        people: Membership {
            bodies: 1,
            members: params.committee.members as u16,
            motive: coarse(params.committee.motive + params.committee.motive_spread * deviate),
            skill: params.committee.skill as f32,
            ..Membership::default()
        },
        work: Gatherings::default(),
        steered: Mandate::own(true),
        watched: Discipline {
            // What is reviewed for nothing; the donor's reviews come with its pay.
            reviewed: if params.mechanisms.reviews {
                params.civil_society.reviews as f32
            } else {
                0.0
            },
            faults: Faults::default(),
        },
    }
}

fn state(params: &Params) -> State {
    State {
        revenue: Revenue { base: 1.0, ..Revenue::default() },
        force: Force { pay_ratio: params.state.pay_ratio, mean_effort: 0.5, ..Force::default() },
        army: Army { pay_ratio: params.soldiers.pay_ratio, ..Army::default() },
        known: Statistics { security: 0.5, ..Statistics::default() },
    }
}
