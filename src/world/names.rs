//! What a name of a place means: a town all its wards, a full name that community, and nothing
//! else. A beginning of a name is no name.

use super::place::Place;
use std::collections::BTreeMap;

/// Why a name means no place, or not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is called so.
    #[error("no place is called so")]
    Unknown,
    /// Two towns, or two communities, are.
    #[error("more than one place is called so")]
    Twice,
}

/// The names of some places.
#[derive(Debug, Default)]
pub struct Names<'a> {
    meant: BTreeMap<&'a str, Meant>,
    /// The places by position.
    places: Vec<&'a Place>,
}

/// Places of one name.
#[derive(Debug)]
struct Meant {
    /// The settlement whose name it is; `None` where it is a community's.
    settlement: Option<u32>,
    positions: Vec<u32>,
    is_twice: bool,
}

impl<'a> Names<'a> {
    /// Of these places; positions are those of the order given.
    pub fn of(places: impl IntoIterator<Item = &'a Place>) -> Self {
        let mut names = Self::default();
        for (position, place) in (0_u32..).zip(places) {
            names.places.push(place);
            let is_ward = !place.is_rural;
            if is_ward {
                names.enter(&place.town, Some(place.settlement), position);
            }
            if !is_ward || place.town != place.name {
                names.enter(&place.name, None, position);
            }
        }
        names
    }

    fn enter(&mut self, name: &'a str, settlement: Option<u32>, position: u32) {
        let meant = self.meant.entry(name).or_insert(Meant {
            settlement,
            positions: Vec::new(),
            is_twice: false,
        });
        let is_first = meant.positions.is_empty();
        let is_of_town = settlement.is_some() && meant.settlement == settlement;
        meant.is_twice |= !is_first && !is_of_town;
        meant.positions.push(position);
    }

    /// Positions of the communities that a name means, in the order given.
    ///
    /// # Errors
    /// When nothing, or more than one place, is called so.
    pub fn find(&self, name: &str) -> Result<&[u32], NameError> {
        match self.meant.get(name) {
            None => Err(NameError::Unknown),
            Some(meant) if meant.is_twice => Err(NameError::Twice),
            Some(meant) => Ok(&meant.positions),
        }
    }

    /// The position of what is put at a place of this name: at a town, its first ward.
    ///
    /// # Errors
    /// As for [`Names::find`].
    pub fn seat(&self, name: &str) -> Result<u32, NameError> {
        let positions = self.find(name)?;
        let ward = |position: &u32| self.places[*position as usize].ward();
        let first = positions.iter().min_by_key(|position| ward(position));
        first.copied().ok_or(NameError::Unknown)
    }

    /// All names, in the order of the alphabet.
    pub fn known(&self) -> impl Iterator<Item = &'a str> {
        self.meant.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::places;
    use super::*;
    use crate::params::Params;

    fn named(name: &str, settlement: u32, is_rural: bool) -> Place {
        let params = Params::default();
        let mut place = places(&params, None).unwrap()[0].clone();
        name.clone_into(&mut place.name);
        place.town = name.split(", ward").next().unwrap_or_default().to_owned();
        (place.settlement, place.is_rural) = (settlement, is_rural);
        place
    }

    #[test]
    fn a_town_means_all_its_wards_and_a_full_name_one_community() {
        let all = [
            named("Beko, ward 2", 0, false),
            named("Beko, ward 1", 0, false),
            named("Doro", 1, false),
            named("Doro Kuma", 2, false),
            named("near Beko 1", 0, true),
        ];
        let names = Names::of(&all);
        assert_eq!(names.find("Beko"), Ok(&[0, 1][..]));
        assert_eq!(names.find("Beko, ward 1"), Ok(&[1][..]));
        assert_eq!(names.find("Doro"), Ok(&[2][..]));
        assert_eq!(names.find("near Beko 1"), Ok(&[4][..]));
        assert_eq!(names.seat("Beko"), Ok(1));
    }

    #[test]
    fn a_beginning_is_no_name_and_a_name_of_two_towns_is_told() {
        let all = [
            named("Town 1, ward 1", 0, false),
            named("Giehun", 1, false),
            named("Giehun, ward 1", 2, false),
        ];
        let names = Names::of(&all);
        for unknown in ["Town", "Town 1, ward", "", "town 1"] {
            assert_eq!(names.find(unknown), Err(NameError::Unknown));
        }
        assert_eq!(names.find("Giehun"), Err(NameError::Twice));
    }
}
