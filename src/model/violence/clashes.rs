//! 4.36 Clashes: groups fight in bodies of men, where heat between them is high, and the dead are many or few.

use super::acts::{self, Act, Deaths};
use super::group_heat::{self, Ground};
use crate::engine::{Process, Stream, math};
use crate::model::keys;
use crate::model::places::mobility::{self, Reason};
use crate::model::scene::{self, Scene};
use crate::terms::{Calling, Origin, Toll};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::fronts::{Event, Fallen, Muster, PAIRS, SIDES};
use crate::world::sites::CommunityId;

/// The month of groups: heat moves everywhere before anybody fights, so that what happens in a site reaches those next
/// door a month later, whatever their order.
pub(crate) fn spill(country: &mut Country) {
    country.fronts.dead.clear();
    if !country.params.mechanisms.clashes || country.params.world.group_conflict <= 0.0 {
        return;
    }
    come_of_age(country);
    for site in 0..country.fronts.sites.len() {
        group_heat::live(country, site);
    }
    country.fronts.fallen.clear();
    for site in 0..country.fronts.sites.len() {
        if country.group_heat[site].hottest() <= 0.0 {
            continue;
        }
        let mut ground = Ground::of(country, site);
        for pair in 0..PAIRS {
            if flare(country, &ground, (site, pair)) {
                ground = Ground::of(country, site);
            }
        }
    }
    mourn(country);
}

/// Young men take the places of men dead in clashes.
fn come_of_age(country: &mut Country) {
    let share = (country.params.clashes.coming_of_age / 12.0) as f32;
    let (draws, step) = (country.draws, country.step_of(0));
    for c in country.communities.iter_mut().filter(|c| c.men.dead > 0) {
        let mut stream = draws.stream(Process::Clashes, c.identity(), step, keys::COMING_OF_AGE);
        let grown = stream.binomial(c.men.dead, share);
        c.men.dead -= grown;
        c.men.spare += grown;
    }
}

/// Perhaps two groups of a site clash: with hazard φ·G·group_conflict·(1 + arms)·(spare men over the country's), for a site of
/// the declared number of people. Whether men fell.
fn flare(country: &mut Country, ground: &Ground, (site, pair): (usize, usize)) -> bool {
    let Some(households) = ground.both(pair) else { return false };
    let p = country.params.clashes.clone();
    let heat = f64::from(country.group_heat[site].heat[pair]);
    let hazard = p.hazard
        * heat
        * country.params.world.group_conflict
        * (1.0 + ground.arms)
        * ground.men
        * ground.size;
    let identity = country.site_identity_of(&country.fronts.sites, site);
    let step = country.step_of(0);
    let mut stream = country.draws.stream(Process::Clashes, identity, step, keys::clash(pair));
    if hazard <= 0.0 || !stream.chance(math::struck(hazard as f32, 1.0)) {
        return false;
    }
    let most = (p.most * households * country.params.world.adults) as u32;
    let drawn = size(stream.unit64(), p.tail, p.scale).min(most);
    let place = battlefield(country, site, pair, &mut stream);
    muster(country, place, (site, pair));
    let reach = [0, 1].map(|side| in_reach(&country.fronts.musters, side));
    // A side that has fewer is outnumbered; where one has none, nobody fights.
    let there = if reach.contains(&0) { 0.0 } else { f64::from(reach[0] + reach[1]) };
    let wanted = f64::from(drawn) / p.dead;
    let dead = stream.binomial(drawn, (there / wanted.max(1.0)).min(1.0) as f32);
    let Some(toll) = Toll::of(dead) else { return false };
    let men = (f64::from(dead) / p.dead).min(there).max(f64::from(dead));
    let tally = &mut country.communities[place.place()].tally;
    tally.killings[Origin::Clash] += 1;
    tally.tolls[Origin::Clash][toll] += 1;
    note_clash(country, (site, pair), (place, dead, men as u32, reach[0] + reach[1], drawn));
    country.fronts.dead.push(dead);
    let first = country.fronts.fallen.len();
    kill(country, dead, &mut stream, pair);
    note_dead(country, (site, pair), first);
    group_heat::after_clash(country, ground, (site, pair), (dead, men / there.max(1.0)));
    tell_next_door(country, site, pair);
    true
}

/// Dead of a clash, from a uniform: 1 + ⌊s·(U^(−1/(a−1)) − 1)⌋.
fn size(uniform: f64, tail: f64, scale: f64) -> u32 {
    1 + (scale * (libm::pow(uniform, -1.0 / (tail - 1.0)) - 1.0)) as u32
}

/// Where they clash: in proportion to how many of both live side by side; anywhere where they do not.
fn battlefield(country: &Country, site: usize, pair: usize, stream: &mut Stream) -> CommunityId {
    let members = country.fronts.sites.members(site);
    let sides = |place: &CommunityId| {
        SIDES[pair].map(|g| country.communities[place.place()].households.group(g).len() as f64)
    };
    let meeting = |place: &CommunityId| {
        let [a, b] = sides(place);
        a * b / (a + b).max(1.0)
    };
    let all: f64 = members.iter().map(meeting).sum();
    let any: f64 = members.iter().map(|place| sides(place).iter().sum::<f64>()).sum();
    let mut left = stream.unit64() * if all > 0.0 { all } else { any };
    for place in members {
        left -= if all > 0.0 { meeting(place) } else { sides(place).iter().sum::<f64>() };
        if left < 0.0 {
            return *place;
        }
    }
    members[members.len() - 1]
}

/// Finds the men of both groups in the site and within two links, so that villages can call as many as wards can. Links
/// between pieces of a sample are of its making, and nobody walks them.
fn muster(country: &mut Country, place: CommunityId, (site, pair): (usize, usize)) {
    let Country { communities, neighbours, fronts, .. } = country;
    let (sites, musters) = (&fronts.sites, &mut fronts.musters);
    musters.clear();
    let piece = communities[place.place()].place.piece;
    let mut call = |from: CommunityId| {
        let c = &communities[from.place()];
        let is_new = musters.iter().all(|known: &Muster| known.place != from);
        if is_new && c.place.piece == piece {
            musters.extend([0, 1].map(|side| of_place(c, from, side, SIDES[pair][side])));
        }
    };
    sites.members(site).iter().for_each(|&member| call(member));
    for link in neighbours.of(place.place()) {
        call(link.to);
        for next in neighbours.of(link.to.place()) {
            call(next.to);
        }
    }
}

/// Men of a group in a community: its share of spare men, its own in band and gang.
fn of_place(c: &Community, place: CommunityId, side: usize, group: usize) -> Muster {
    let group = c.households.group(group);
    let spare = (u64::from(c.men.spare) * group.len() as u64 / c.households.len() as u64) as u32;
    let mut men = [spare, 0, 0];
    if c.providers.band.is_some() || c.providers.turf.is_some() {
        for household in group {
            match c.households.calling(household) {
                Calling::Vigilante => men[1] += 1,
                Calling::Gang => men[2] += 1,
                Calling::None | Calling::Committee | Calling::Guard => {}
            }
        }
    }
    Muster { place, side, men }
}

fn in_reach(musters: &[Muster], side: usize) -> u32 {
    musters.iter().filter(|muster| muster.side == side).map(Muster::total).sum()
}

/// Takes the dead from the men in reach: of either side with even chances, as long as it has any, each man alike.
fn kill(country: &mut Country, dead: u32, stream: &mut Stream, pair: usize) {
    for _ in 0..dead {
        let drawn = usize::from(stream.chance(0.5));
        let of_drawn = in_reach(&country.fronts.musters, drawn);
        let side = if of_drawn > 0 { drawn } else { 1 - drawn };
        let there = in_reach(&country.fronts.musters, side);
        let mut nth = stream.below(there.max(1));
        for at in 0..country.fronts.musters.len() {
            let muster = &country.fronts.musters[at];
            if muster.side != side {
                continue;
            }
            let Some(what) = nth_man(muster.men, &mut nth) else { continue };
            let place = muster.place;
            country.fronts.musters[at].men[what] -= 1;
            let group = SIDES[pair][side];
            let c = &mut country.communities[place.place()];
            let household = bury(c, group, Muster::CALLINGS[what], stream);
            country.fronts.fallen.push(Fallen { place, household });
            break;
        }
    }
}

/// What the so-many-th of some men does; counts down past those that there are.
fn nth_man(men: [u32; 3], nth: &mut u32) -> Option<usize> {
    for (what, &count) in men.iter().enumerate() {
        if *nth < count {
            return Some(what);
        }
        *nth -= count;
    }
    None
}

/// A man of a group is dead: the books of men lose him where he stood. His household.
fn bury(c: &mut Community, group: usize, calling: Calling, stream: &mut Stream) -> u16 {
    let group = c.households.group(group);
    let start = group.start + stream.below(group.len() as u32) as usize;
    let mut around = (start..group.end).chain(group.start..start);
    let of_body = match calling {
        Calling::None | Calling::Committee | Calling::Guard => None,
        Calling::Vigilante | Calling::Gang => {
            around.find(|&household| c.households.calling(household) == calling)
        }
    };
    match of_body {
        Some(household) => {
            c.households.set_calling(household, Calling::None);
            match (calling, &mut c.providers.band, &mut c.providers.turf) {
                (Calling::Vigilante, Some(band), _) => band.men -= 1,
                (_, _, Some(turf)) => turf.men -= 1,
                (_, _, None) => {}
            }
        }
        None => c.men.spare -= 1,
    }
    c.men.dead += 1;
    of_body.unwrap_or(start) as u16
}

/// Sites next door hear of it next month.
fn tell_next_door(country: &mut Country, site: usize, pair: usize) {
    let Country { fronts, neighbours, group_heat, communities, .. } = country;
    let sites = &fronts.sites;
    let piece = |place: usize| communities[place].place.piece;
    // Each once: at the first link that leads there.
    let links = || {
        sites.members(site).iter().flat_map(|from| {
            let from = from.place();
            let links = neighbours.of(from).iter().map(|link| link.to.place());
            links.filter(move |&to| piece(to) == piece(from)).map(|to| sites.site_of[to].place())
        })
    };
    for (i, there) in links().enumerate() {
        let is_first = links().take(i).all(|before| before != there);
        if there != site && is_first {
            let heard = &mut group_heat[there].heard[pair];
            *heard = heard.saturating_add(1);
        }
    }
}

/// What the dead leave where they lived is what any killing leaves, and next door hears of it in the next step.
fn mourn(country: &mut Country) {
    if country.fronts.fallen.is_empty() {
        return;
    }
    let mut fallen = std::mem::take(&mut country.fronts.fallen);
    // Communities are stored in the order of identities.
    fallen.sort_unstable();
    let last = country.params.time.steps_per_month - 1;
    scene::each_community(country, last, |c, scene| {
        for one in fallen.iter().filter(|one| scene.is_at(one.place)) {
            fall(c, scene, usize::from(one.household));
        }
    });
    for one in &fallen {
        let place = one.place.place();
        country.published[place] = country.communities[place].publishing;
    }
    country.fronts.fallen = fallen;
}

/// A man of a household was killed by the other group.
fn fall(c: &mut Community, scene: &Scene, household: usize) {
    c.tally.cross_broken += 1;
    let act = Act {
        origin: Origin::Clash,
        victim: household,
        offender: None,
        descends_from_violence: true,
        is_domestic: false,
        deaths: Deaths::Fallen,
        at: scene.until,
    };
    acts::commit(c, scene, &act);
    flee(c, scene, household);
}

/// For each who fell some households of his group leave, his own first (4.34).
fn flee(c: &mut Community, scene: &Scene, household: usize) {
    let own = c.households.group(c.households.group_of(household));
    let (first, size) = (own.start, own.len());
    for step in 0..(scene.params.mobility.clash as usize).min(size) {
        mobility::leave(c, scene, first + (household - first + step) % size, Reason::Violence);
    }
}

fn note_clash(
    country: &mut Country,
    (site, pair): (usize, usize),
    (place, dead, men, reach, drawn): (CommunityId, u32, u32, u32, u32),
) {
    let what = Event::Clash { place, dead, men, reach, drawn };
    let at = (country.now, site, pair);
    group_heat::note(&mut country.fronts, &country.group_heat[site], at, what);
}

/// Notes where the dead of a clash lived, where somebody follows it.
fn note_dead(country: &mut Country, (site, pair): (usize, usize), first: usize) {
    if country.fronts.chronicle.is_none() {
        return;
    }
    let mut dead = country.fronts.fallen[first..].to_vec();
    dead.sort_unstable();
    for of_place in dead.chunk_by(|a, b| a.place == b.place) {
        let place = of_place[0].place;
        let households = &country.communities[place.place()].households;
        let of = SIDES[pair].map(|group| {
            let is_of = |one: &&Fallen| households.group_of(usize::from(one.household)) == group;
            of_place.iter().filter(is_of).count() as u32
        });
        let at = (country.now, site, pair);
        group_heat::note(
            &mut country.fronts,
            &country.group_heat[site],
            at,
            Event::Dead { place, of },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Draws;
    use crate::params::Params;

    /// P(d ≥ k) = (1 + (k − 1)/s)^(−(a − 1)), and what F97 found of 997 fights between groups.
    #[test]
    fn verif_the_dead_of_a_clash_follow_their_law() {
        let p = Params::default().clashes;
        let mut stream = Draws::new(1, 1).stream(Process::Clashes, 0, 0, 0);
        let n = 400_000;
        let mut dead: Vec<u32> = (0..n).map(|_| size(stream.unit64(), p.tail, p.scale)).collect();
        dead.sort_unstable();
        for k in [1, 2, 4, 10, 30, 100] {
            let exact = libm::pow(1.0 + f64::from(k - 1) / p.scale, 1.0 - p.tail);
            let found = dead.iter().filter(|&&d| d >= k as u32).count() as f64 / f64::from(n);
            let error = libm::sqrt(exact * (1.0 - exact) / f64::from(n));
            assert!((found - exact).abs() <= 4.0 * error, "{k}: {found} {exact}");
        }
        let all: f64 = dead.iter().map(|&d| f64::from(d)).sum();
        let tenth: f64 = dead[dead.len() * 9 / 10..].iter().map(|&d| f64::from(d)).sum();
        assert_eq!(dead[dead.len() / 2], 4);
        assert!((8.2..9.8).contains(&(all / f64::from(n))), "{}", all / f64::from(n));
        assert!((0.45..0.58).contains(&(tenth / all)), "{}", tenth / all);
        let large = dead.iter().filter(|&&d| d >= 10).count() as f64 / f64::from(n);
        assert!((0.10..0.30).contains(&large), "{large}");
    }
}
