//! 3 The month, in the order of the theory.

use super::levels::logistic;
use super::state::{Community, Shown, Station, Twin, World};
use super::{arising, beliefs, choice, life, police, predation, proneness, settlements, violence};
use nodal::engine::Process;
use nodal::engine::math::decay;
use nodal::metrics::Tally;
use nodal::terms::Auspice;

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
        // All hear what was known last month.
        self.world.told = self.communities.iter().map(|c| c.known.clone()).collect();
        self.world.news = (0..Auspice::COUNT).map(|of| self.news(of)).collect();
        for c in &mut self.communities {
            beliefs::learn(c, &self.world);
        }
    }

    /// 4.22 The mean over the people of places that know anything of an auspice.
    fn news(&self, of: usize) -> Option<f32> {
        let (mut sum, mut people) = (0.0, 0.0);
        for c in &self.communities {
            if let Some(level) = c.known[of] {
                sum += f64::from(level) * f64::from(c.size());
                people += f64::from(c.size());
            }
        }
        if people > 0.0 { Some((sum / people) as f32) } else { None }
    }

    /// Providers get ready.
    fn row(&mut self) {
        self.pay_posts();
        self.take_heart();
        for site in 0..self.stations.len() {
            self.divide_hours(site);
        }
        let customary = &self.world.params.customary;
        // What is not asked for is kept, up to a month of one segment's elders.
        let of_segment = customary.capacity as f32;
        for c in &mut self.communities {
            for elders in &mut c.elders {
                if elders.exist {
                    elders.capacity = of_segment * elders.share;
                    let most = if elders.share > 1.0 { elders.capacity } else { of_segment };
                    elders.slots = (elders.slots + elders.capacity).min(most);
                }
            }
        }
    }

    /// 4.11 ρ_j = min(1, c·ρ·2^(−h_j/outward_hours)), c such that the mean over officers is ρ.
    fn pay_posts(&mut self) {
        let (rho, half) = (self.pay_ratio, self.world.params.public.outward_hours);
        let mut officers = 0.0;
        for station in &self.stations {
            officers += f64::from(station.officers);
        }
        if !self.world.params.mechanisms.presence || rho >= 1.0 || officers <= 0.0 {
            for station in &mut self.stations {
                station.pay = rho;
            }
            return;
        }
        let reaching = |station: &Station| libm::exp2(-f64::from(station.hours) / half);
        let mut farthest = 1.0;
        for station in &self.stations {
            farthest = f64::min(farthest, reaching(station));
        }
        let (mut low, mut high) = (0.0, 1.0 / farthest);
        for _ in 0..60 {
            let scale = f64::midpoint(low, high);
            let mut paid = 0.0;
            for station in &self.stations {
                paid += f64::from(station.officers) * f64::min(scale * reaching(station), 1.0);
            }
            if paid / officers < rho {
                low = scale;
            } else {
                high = scale;
            }
        }
        for station in &mut self.stations {
            station.pay = f64::min(high * reaching(station), 1.0);
        }
    }

    /// 4.11 ε = σ(effort + κ_p(1 − ρ_j) + quota + (ε̄ − ½) − 3κ_d·p_detect·ρ_j − (discipline − ½)), ε̄ half the post's own
    /// of last month, half the force's.
    fn take_heart(&mut self) {
        let p = &self.world.params.public;
        let (mut sum, mut officers) = (0.0, 0);
        for (site, station) in self.stations.iter().enumerate() {
            let rho = station.pay;
            let usual = f64::from(f32::midpoint(self.world.effort[site], self.mean_effort));
            let effort = logistic(
                (p.effort
                    + f64::from(self.world.leaning[site])
                    + p.pay_response * (1.0 - rho)
                    + p.quota
                    + usual
                    - 0.5
                    - 3.0 * p.detection_response * p.detection.min(1.0) * rho
                    - (p.discipline - 0.5)) as f32,
            );
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
        let is_on = self.world.params.mechanisms.presence;
        let present =
            if is_on { 1.0 - p.absence * (1.0 - f64::min(station.pay, 1.0)) } else { 1.0 };
        let minutes = (f64::from(station.officers) * p.duty_hours * 60.0 * present) as u64;
        let takes = is_on && self.world.params.mechanisms.bribery;
        let for_money = if takes { p.for_money * self.world.effort[site] } else { 0.0 };
        let (mut people, mut asked) = (0.0, 0.0);
        for &c in &station.members {
            people += f64::from(self.communities[c].size());
            let shown = &self.world.shown[c];
            asked += f64::from(shown.serious_queue + shown.minor_queue);
        }
        let of_cases = (1.0 - for_money) * if is_on { p.case_share } else { 1.0 };
        let queued = f64::min(asked, minutes as f64 * f64::from(of_cases));
        let mut weights = Vec::new();
        for &c in &station.members {
            let shown = &self.world.shown[c];
            let by_queue =
                f64::from(shown.serious_queue + shown.minor_queue) / f64::max(asked, 1.0);
            let by_people = f64::from(self.communities[c].size()) / f64::max(people, 1.0);
            weights.push(queued * by_queue + (minutes as f64 - queued) * by_people);
        }
        let shares = divide(minutes, &weights);
        for (&c, share) in station.members.iter().zip(shares) {
            let shown = self.world.shown[c];
            let c = &mut self.communities[c];
            let case = (p.case_hours * 60.0) as f32;
            let service = share as f32 * (1.0 - for_money);
            let for_cases = share as f32 * of_cases;
            // What is less than a case is saved up for one.
            let saved = if for_cases < case { c.police_bank.min(case) } else { 0.0 };
            let a_month = (p.duty_hours.max(1.0) * 60.0) as f32;
            c.police_bank = saved + for_cases;
            c.reserved = shown.serious_queue as f32;
            c.expected = shown.minor_queue as f32;
            c.officers = share as f32 / a_month;
            c.for_money = for_money;
            // What cases asked for last month is not patrolled.
            c.on_patrol = (service - f32::min(shown.police_queue as f32, for_cases)) / a_month;
            c.tally.police_offered += for_cases as u64;
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
    proneness::drift(c, w);
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
        minor_queue: c.showing.minor_queue,
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
    c.exposure += life::exposure(c, w) * w.length;
    police::take_calls(c, w);
    violence::fear_fades(c, w);
    predation::show(c, w);
}
