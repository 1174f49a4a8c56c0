//! Step 3: providers receive, pay, hire, and divide their hours over their sites.

use crate::engine::Process;
use crate::model::auspices::{budget, instruments};
use crate::model::disputes::education;
use crate::model::keys;
use crate::model::providers::{
    bands, committees, companies, desk, guards, missions, peace_centres, peacebuilding, presence,
    rented, soldiers,
};
use crate::terms::{Delivery, Strikes};
use crate::world::Country;
use crate::world::arrangements::ArrangementId;
use crate::world::engaged::Engaged;
use crate::world::sites::CommunityId;

/// Providers get ready for the month.
pub(super) fn row(country: &mut Country) {
    budget::maintain(country);
    man_stations(country);
    deliver(country);
    presence::divide_hours(country);
    soldiers::post(country);
    committees::pay(country);
    committees::divide_gatherings(country);
    peacebuilding::reach_out(country);
    open_forums(country);
}

/// What acting arrangements deliver this month, in the order in which they were made.
fn deliver(country: &mut Country) {
    for c in &mut country.communities {
        c.providers.engaged = Engaged::default();
    }
    for station in &mut country.stations {
        station.rented = 0;
        station.soldiers_rented = 0;
    }
    country.state.revenue.audited = 0.0;
    let mut arrangements = std::mem::take(&mut country.arrangements);
    for (index, a) in arrangements.iter_mut().enumerate() {
        if !a.is_acting()
            || country.params.programme.shock(Strikes::ProviderFailure, &a.name, country.now) > 0.5
        {
            continue;
        }
        a.at_work = Some((a.at_work.map_or(country.now, |(first, _)| first), country.now));
        let year = usize::try_from((country.now - 1) / 12).unwrap_or(0);
        if let Some(months) = a.worked.get_mut(year) {
            *months += 1;
        }
        let id = ArrangementId::at(index);
        match a.component.provision().delivers {
            Delivery::Committees => committees::sponsor(country, id, a),
            Delivery::Centres => peace_centres::open(country, id, a),
            Delivery::Budget => {}
            Delivery::Officers => rented::rent(country, a),
            Delivery::Guards => {
                guards::contract(country, a);
            }
            Delivery::Company => companies::deploy(country, a),
            Delivery::Mission => missions::deploy(country, a),
            Delivery::Training => education::train(country, a),
            Delivery::Instrument(instrument) => instruments::act(country, a, instrument),
        }
    }
    country.arrangements = arrangements;
}

/// Predatory effort follows pay; officers desert, vacancies are filled (4.11).
fn man_stations(country: &mut Country) {
    presence::pay_posts(country);
    let mut effort = 0.0;
    let mut officers = 0;
    let step = country.step_of(0);
    let moves = country.is_open() && country.params.mechanisms.state_spiral;
    for (number, station) in country.stations.iter_mut().enumerate() {
        station.predatory_effort = desk::predatory_effort(&country.params, &country.state, station);
        if moves {
            let mut stream =
                country.draws.stream(Process::Desertion, station.identity, step, keys::DESERTION);
            if country.params.mechanisms.desertion {
                let outside = country.rules.month_wage;
                let site = country.station_sites.members(number);
                let contracted =
                    |&c: &CommunityId| country.communities[c.place()].providers.engaged.contracted;
                let poached = site.iter().map(contracted).fold(0.0, f32::max);
                let factor = 1.0 + (country.params.instruments.poaching - 1.0) * f64::from(poached);
                let hazard = desk::desertion(&country.params, station, outside) * factor as f32;
                let gone = stream.binomial(station.officers, hazard);
                station.officers -= gone;
                country.pool += gone;
            }
            let vacancies = station.authorised.saturating_sub(station.officers).min(country.pool);
            let paid = station.pay.min(1.0);
            let hired = stream.binomial(vacancies, (country.params.public.hiring * paid) as f32);
            station.officers += hired;
            country.pool -= hired;
        }
        effort += station.predatory_effort * station.officers as f32;
        officers += station.officers;
    }
    if officers > 0 {
        country.state.force.mean_effort = effort / officers as f32;
    }
}

/// Elders, bands and gangs open their forums for the month.
fn open_forums(country: &mut Country) {
    let customary = &country.params.customary;
    let criminal = &country.params.criminal;
    for c in &mut country.communities {
        for elders in c.providers.elders.iter_mut().filter(|elders| elders.exist) {
            elders.open(customary.capacity as f32);
        }
        if let Some(band) = &mut c.providers.band {
            band.slots = bands::slots(&country.params, band.men);
        }
        if let Some(turf) = &mut c.providers.turf {
            turf.slots = f32::from(turf.men) * criminal.cases_per_man * turf.effort;
        }
    }
}
