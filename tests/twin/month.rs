//! 3 The month, in the order of the theory.

use super::levels::logistic;
use super::state::{Community, Shown, Twin, World};
use super::{arising, beliefs, choice, life, police, predation, settlements, violence};
use nodal::engine::Process;
use nodal::engine::math::decay;
use nodal::metrics::Tally;

impl Twin {
    /// Lives a month of the burn-in, in which the national loop is held fixed.
    pub fn live(&mut self) {
        self.world.month += 1;
        for c in &mut self.communities {
            c.tally = Tally::default();
        }
        self.row();
        let steps = self.world.params.time.steps_per_month;
        for within in 0..steps {
            let w = &mut self.world;
            w.step = (w.month - 1) * steps + within;
            w.from = w.step as f32 * w.length;
            w.until = w.from + w.length;
            for (index, c) in self.communities.iter_mut().enumerate() {
                if within == 0 {
                    begin(c, &self.world);
                }
                live_step(index, c, &self.world);
            }
            // Nobody reads what another shows before all have lived.
            self.world.shown = self.communities.iter().map(|c| c.showing).collect();
        }
        // Offenders arrested next door are missing at home.
        for i in 0..self.communities.len() {
            for slot in 0..self.communities[i].near.len() {
                let home = self.communities[i].near[slot].0;
                for _ in 0..self.communities[i].showing.arrests[slot] {
                    predation::jail(&mut self.communities[home], &self.world);
                }
            }
        }
        for c in &mut self.communities {
            beliefs::learn(c, &self.world);
        }
    }

    /// Providers get ready.
    fn row(&mut self) {
        self.take_heart();
        for site in 0..self.stations.len() {
            self.divide_hours(site);
        }
        let customary = &self.world.params.customary;
        let per_household = (customary.capacity / customary.segment) as f32;
        for c in &mut self.communities {
            for group in 0..c.elders.len() {
                let size = c.groups[group].len() as f32;
                let elders = &mut c.elders[group];
                elders.capacity = if elders.exist { per_household * size } else { 0.0 };
                elders.slots = (elders.slots + elders.capacity).min(elders.capacity);
            }
        }
    }

    /// 4.11 ε = σ(effort + κ_p(1 − ρ) + quota + (ε̄ − ½) − 3κ_d·p_detect·ρ − (discipline − ½)).
    fn take_heart(&mut self) {
        let p = &self.world.params.public;
        let rho = self.pay_ratio;
        let effort = logistic(
            (p.effort + p.pay_response * (1.0 - rho) + p.quota + f64::from(self.mean_effort)
                - 0.5
                - 3.0 * p.detection_response * p.detection.min(1.0) * rho
                - (p.discipline - 0.5)) as f32,
        );
        let (mut sum, mut officers) = (0.0, 0);
        for (site, station) in self.stations.iter().enumerate() {
            self.world.effort[site] = effort;
            sum += effort * station.officers as f32;
            officers += station.officers;
        }
        if officers > 0 {
            self.mean_effort = sum / officers as f32;
        }
    }

    /// Minutes of a station: by what cases asked for last month, the rest by people.
    fn divide_hours(&mut self, site: usize) {
        let p = &self.world.params.public;
        let station = &self.stations[site];
        let minutes = (f64::from(station.officers) * p.duty_hours * 60.0) as u64;
        let (mut people, mut asked) = (0.0, 0.0);
        for &c in &station.members {
            people += f64::from(self.communities[c].size());
            asked += f64::from(self.world.shown[c].police_queue);
        }
        let queued = f64::min(asked, minutes as f64);
        let mut weights = Vec::new();
        for &c in &station.members {
            let by_queue = f64::from(self.world.shown[c].police_queue) / f64::max(asked, 1.0);
            let by_people = f64::from(self.communities[c].size()) / f64::max(people, 1.0);
            weights.push(queued * by_queue + (minutes as f64 - queued) * by_people);
        }
        let shares = divide(minutes, &weights);
        for (&c, share) in station.members.iter().zip(shares) {
            let reserved = self.world.shown[c].serious_queue as f32;
            let c = &mut self.communities[c];
            let case = (p.case_hours * 60.0) as f32;
            // What is less than a case is saved up for one.
            let saved = if (share as f32) < case { c.police_bank.min(case) } else { 0.0 };
            c.police_minutes = share as u32;
            c.police_bank = saved + share as f32;
            c.reserved = reserved;
            c.officers = share as f32 / (p.duty_hours.max(1.0) * 60.0) as f32;
        }
    }
}

/// Whole units over weights by the largest remainder; ties go to the first.
fn divide(total: u64, weights: &[f64]) -> Vec<u64> {
    let mut sum = 0.0;
    for weight in weights {
        sum += weight;
    }
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * (weight / sum)).collect();
    let mut shares: Vec<u64> = exact.iter().map(|&share| share as u64).collect();
    let mut left = total - shares.iter().sum::<u64>().min(total);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder: Vec<f64> = (0..weights.len()).map(|i| exact[i] - shares[i] as f64).collect();
    order.sort_by(|&a, &b| remainder[b].total_cmp(&remainder[a]));
    while left > 0 {
        for &i in &order {
            if left > 0 {
                shares[i] += 1;
                left -= 1;
            }
        }
    }
    shares
}

fn begin(c: &mut Community, w: &World) {
    c.showing = Shown::default();
    c.unanswered[w.month as usize % 6] = 0;
    predation::release(c, w);
    // 4.17 Problems without opponent arise and fade; nobody builds projects here.
    let p = &w.params.peacebuilding;
    let mut stream = w.draws.stream(Process::Problems, c.identity, w.step, 0);
    let arisen = stream.poisson(p.problems * f64::from(c.thousands()));
    c.tally.problems += arisen;
    c.problems += arisen;
    let fades = 1.0 - decay(p.problem_half_life, 1.0);
    for _ in 0..c.problems {
        if stream.unit() < fades {
            c.problems -= 1;
        }
    }
}

fn live_step(index: usize, c: &mut Community, w: &World) {
    c.newborn = 0;
    c.acts = 0;
    c.showing = Shown {
        police_queue: c.showing.police_queue,
        serious_queue: c.showing.serious_queue,
        arrests: c.showing.arrests,
        ..Shown::default()
    };
    police::cover(c, w);
    violence::fear_of_next_door(c, w);
    arising::arise(c, w);
    settlements::reopen(c, w);
    let known = choice::known(c, w);
    violence::heat_fades(c, w);
    predation::prey(index, c, w);
    police::meet_people(c, w);
    // What strikes leaves disputes, and disputes heat those who strike.
    let mut lived = 0;
    loop {
        violence::strike(c, w);
        if c.open.len() == lived {
            break;
        }
        life::live_on(c, w, &known, lived);
        lived = c.open.len();
    }
    violence::fear_fades(c, w);
    predation::show(c, w);
}
