//! Checkpoints: all that months change, as bytes. What a scenario fixes is built again.

use super::arrangements::Arrangement;
use super::community::{Community, Published};
use super::country::Country;
use super::organisations::{Committee, Gang, State, Station};
use crate::ledger::Ledger;
use crate::terms::Component;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Why a checkpoint is of no use.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The bytes are not those of a checkpoint of this version.
    #[error("the checkpoint cannot be read: {0}")]
    Unreadable(#[from] postcard::Error),
    /// It is of another country.
    #[error("the checkpoint has {found} communities; the scenario has {wanted}")]
    OtherCountry {
        /// Communities in the checkpoint.
        found: usize,
        /// Communities of the scenario.
        wanted: usize,
    },
}

/// What a month leaves to the next.
#[derive(Serialize, Deserialize)]
struct Remembered<'a> {
    now: i32,
    communities: Cow<'a, [Community]>,
    published: Cow<'a, [Published]>,
    stations: Cow<'a, [Station]>,
    committees: Cow<'a, [Option<Committee>]>,
    gangs: Cow<'a, [Gang]>,
    rent_share: f64,
    state: State,
    arrangements: Cow<'a, [Arrangement]>,
    lessons: [[f64; 2]; Component::COUNT],
    is_planned: bool,
    ledger: Ledger,
    pool: u32,
}

impl Country {
    /// The country as bytes, at the end of a month.
    ///
    /// # Errors
    /// When it cannot be written down, which no country is known to cause.
    pub fn save(&self) -> Result<Vec<u8>, CheckpointError> {
        let state = Remembered {
            now: self.now,
            communities: Cow::Borrowed(&self.communities),
            published: Cow::Borrowed(&self.published),
            stations: Cow::Borrowed(&self.stations),
            committees: Cow::Borrowed(&self.committees),
            gangs: Cow::Borrowed(&self.gangs),
            rent_share: self.rent_share,
            state: self.state,
            arrangements: Cow::Borrowed(&self.arrangements),
            lessons: self.lessons,
            is_planned: self.is_planned,
            ledger: self.ledger.clone(),
            pool: self.pool,
        };
        Ok(postcard::to_stdvec(&state)?)
    }

    /// Goes on from bytes that [`Country::save`] gave for a country of the same scenario, seed and
    /// replicate: every month that follows is the same to the byte.
    ///
    /// # Errors
    /// When the bytes cannot be read or are of another country.
    ///
    /// # Examples
    /// ```
    /// use nodal::engine::Timings;
    /// use nodal::model;
    /// use nodal::params::Params;
    /// use nodal::world::Country;
    ///
    /// let mut params = Params::default();
    /// params.world.communities = 5;
    /// params.world.households = 40;
    /// let mut country = Country::build(&params, None, 1)?;
    /// model::month(&mut country, &mut Timings::default());
    /// let saved = country.save()?;
    ///
    /// let mut later = Country::build(&params, None, 1)?;
    /// later.resume(&saved)?;
    /// for country in [&mut country, &mut later] {
    ///     model::month(country, &mut Timings::default());
    /// }
    /// assert_eq!(country.save()?, later.save()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume(&mut self, bytes: &[u8]) -> Result<(), CheckpointError> {
        let state: Remembered = postcard::from_bytes(bytes)?;
        let (found, wanted) = (state.communities.len(), self.communities.len());
        if found != wanted {
            return Err(CheckpointError::OtherCountry { found, wanted });
        }
        self.now = state.now;
        self.communities = state.communities.into_owned();
        for c in &mut self.communities {
            c.keep_room();
        }
        self.published = state.published.into_owned();
        self.stations = state.stations.into_owned();
        self.committees = state.committees.into_owned();
        self.gangs = state.gangs.into_owned();
        self.rent_share = state.rent_share;
        self.state = state.state;
        self.arrangements = state.arrangements.into_owned();
        self.lessons = state.lessons;
        self.is_planned = state.is_planned;
        self.ledger = state.ledger;
        self.pool = state.pool;
        Ok(())
    }
}
