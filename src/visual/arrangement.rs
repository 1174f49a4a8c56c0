//! Where marks of communities stand on a map: a village or a place a mark, the wards of a town together as one symbol, a
//! disc of dots in which the highest values stand in the middle.

use std::collections::BTreeMap;

/// A community to be put on a map.
pub(super) struct Spot<'a> {
    /// Where it lies, in pixels.
    pub at: (f64, f64),
    /// Made up by the program.
    pub is_synthetic: bool,
    /// The town that it is a ward of; none of villages.
    pub town: Option<&'a str>,
    /// People whom it stands for.
    pub people: f64,
}

/// What a mark stands for.
#[derive(Debug, Clone, PartialEq)]
enum Of {
    /// One community.
    One(usize),
    /// A share of a town's wards, from the highest value to the lowest.
    Share(usize, f64),
}

/// A mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// Its middle, in pixels.
    pub at: (f64, f64),
    /// Its radius.
    pub radius: f64,
    /// Drawn as a square: a village that the program made up.
    pub is_synthetic: bool,
    /// One of the dots of a town.
    pub is_ward: bool,
    of: Of,
}

impl Mark {
    /// The community that it stands for; none of a dot of a town.
    pub(super) fn community(&self) -> Option<usize> {
        match self.of {
            Of::One(i) => Some(i),
            Of::Share(..) => None,
        }
    }

    /// The town of whose dots it is one, by its place among the towns.
    pub(super) fn town(&self) -> Option<usize> {
        match self.of {
            Of::One(_) => None,
            Of::Share(town, _) => Some(town),
        }
    }
}

/// A town with more wards than one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Town {
    /// Name.
    pub name: String,
    /// Middle of its symbol.
    pub at: (f64, f64),
    /// Radius of its symbol.
    pub radius: f64,
    /// Its wards, by their places among communities.
    pub wards: Vec<usize>,
    /// People of the country in it.
    pub people: f64,
}

/// All marks of a map.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Arranged {
    /// Marks: villages, places, then the dots of towns.
    pub marks: Vec<Mark>,
    /// Towns of several wards, the largest first.
    pub towns: Vec<Town>,
}

/// Dots of a town's symbol, at most.
const DOTS: usize = 61;

/// How far apart the dots of a town lie, in radii of one: they hardly touch.
const APART: f64 = 1.35;

/// Puts communities on a map whose marks have a radius.
pub(super) fn arrange(spots: &[Spot], radius: f64) -> Arranged {
    let mut wards: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut marks = Vec::new();
    for (i, spot) in spots.iter().enumerate() {
        if let Some(town) = spot.town {
            wards.entry(town).or_default().push(i);
        }
    }
    let dot = radius * 0.75;
    let symbol = |n: usize| dot * (APART * (n.min(DOTS) as f64).sqrt() + 0.9);
    // Wards that lie apart on the map stay where they are.
    wards.retain(|_, wards| {
        let middle = middle(spots, wards);
        let off = |&i: &usize| libm::hypot(spots[i].at.0 - middle.0, spots[i].at.1 - middle.1);
        let apart = wards.iter().map(off).sum::<f64>() / wards.len() as f64;
        wards.len() > 1 && apart < symbol(wards.len()) * 1.5
    });
    let is_ward = |spot: &Spot| spot.town.is_some_and(|town| wards.contains_key(town));
    for (i, spot) in spots.iter().enumerate().filter(|(_, spot)| !is_ward(spot)) {
        let (at, is_synthetic) = (spot.at, spot.is_synthetic);
        marks.push(Mark { at, radius, is_synthetic, is_ward: false, of: Of::One(i) });
    }
    // Real places lie above villages.
    marks.sort_by_key(|mark| !mark.is_synthetic);
    let town = |(name, wards): (&str, Vec<usize>)| {
        let people: f64 = wards.iter().map(|&i| spots[i].people).sum();
        let (at, radius) = (middle(spots, &wards), symbol(wards.len()));
        Town { name: name.to_owned(), at, radius, wards, people }
    };
    let mut towns: Vec<Town> = wards.into_iter().map(town).collect();
    towns.sort_by(|a, b| b.people.total_cmp(&a.people));
    for (place, town) in towns.iter().enumerate() {
        let n = town.wards.len().min(DOTS);
        // Each next dot turns by the golden angle: they lie evenly.
        let dots = (0..n).map(|i| {
            let far = dot * APART * (i as f64 + 0.25).sqrt();
            let turn = i as f64 * 2.399_963_229_728_653;
            let at = (town.at.0 + far * libm::cos(turn), town.at.1 + far * libm::sin(turn));
            let of = Of::Share(place, (i as f64 + 0.5) / n as f64);
            Mark { at, radius: dot, is_synthetic: false, is_ward: true, of }
        });
        marks.extend(dots);
    }
    Arranged { marks, towns }
}

/// The middle of some of them.
fn middle(spots: &[Spot], of: &[usize]) -> (f64, f64) {
    let mean =
        |axis: fn(&Spot) -> f64| of.iter().map(|&i| axis(&spots[i])).sum::<f64>() / of.len() as f64;
    (mean(|spot| spot.at.0), mean(|spot| spot.at.1))
}

impl Arranged {
    /// Whether a town is one symbol.
    pub(super) fn has(&self, town: &str) -> bool {
        self.towns.iter().any(|one| one.name == town)
    }

    /// What each mark shows, of a value a community; none where none is known. Each dot of a town stands for as many of its
    /// wards as another.
    pub(super) fn shown<T: Copy>(
        &self,
        values: &[Option<T>],
        order: impl Fn(&T) -> f64,
    ) -> Vec<Option<T>> {
        let sorted = |town: &Town| -> Vec<T> {
            let mut known: Vec<T> = town.wards.iter().filter_map(|&i| values[i]).collect();
            known.sort_by(|a, b| order(b).total_cmp(&order(a)));
            known
        };
        let towns: Vec<Vec<T>> = self.towns.iter().map(sorted).collect();
        let of = |mark: &Mark| match mark.of {
            Of::One(i) => values[i],
            Of::Share(town, share) => {
                let known = &towns[town];
                known.get((share * known.len() as f64) as usize).copied()
            }
        };
        self.marks.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wards_are_one_symbol_with_the_highest_in_the_middle() {
        let ward =
            |x: f64| Spot { at: (x, 0.0), is_synthetic: false, town: Some("A"), people: 1.0 };
        let village = Spot { at: (90.0, 9.0), is_synthetic: true, town: None, people: 1.0 };
        let spots = [ward(10.0), ward(12.0), village, ward(14.0)];
        let arranged = arrange(&spots, 3.0);
        assert_eq!((arranged.marks.len(), arranged.towns.len()), (4, 1));
        assert_eq!(arranged.towns[0].at, (12.0, 0.0));
        let shown = arranged.shown(&[Some(1.0), Some(5.0), Some(7.0), None], |x| *x);
        assert_eq!(shown[0], Some(7.0));
        assert_eq!(shown[1..], [Some(5.0), Some(1.0), Some(1.0)]);
        let many: Vec<Spot> = (0..500).map(|_| ward(1.0)).collect();
        assert_eq!(arrange(&many, 3.0).marks.len(), DOTS);
    }
}
