//! Checkpoints: all that months change, as bytes. What a scenario fixes is built again.

use super::arrangements::Arrangement;
use super::choices::Choices;
use super::community::{Community, Published};
use super::country::Country;
use super::fronts::Front;
use super::organisations::{Committee, Gang, State, Station};
use super::sites::CommunityId;
use crate::ledger::Ledger;
use serde::{Deserialize, Serialize};

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

/// Declares what a month leaves to the next, once: what is neither remembered nor built again from the
/// scenario does not compile.
macro_rules! remembered {
    ($($field:ident: $type:ty,)+; $($built:ident,)+) => {
        /// What is saved of a country, as it stands in memory.
        #[derive(Debug, Serialize)]
        pub struct Saved<'a> { $($field: &'a $type,)+ }

        /// What was saved of a country.
        #[derive(Debug, Deserialize)]
        pub struct Remembered { $($field: $type,)+ }

        impl Country {
            /// What is to be saved at the end of a month; it is not copied.
            pub fn to_save(&self) -> Saved<'_> {
                let Self { $($field,)+ $($built: _,)+ } = self;
                Saved { $($field,)+ }
            }

            fn remember(&mut self, state: Remembered) {
                $(self.$field = state.$field;)+
            }
        }
    };
}

remembered! {
    now: i32,
    communities: Vec<Community>,
    published: Vec<Published>,
    stations: Vec<Station>,
    committees: Vec<Option<Committee>>,
    group_heat: Vec<Front>,
    gangs: Vec<Gang>,
    rent_share: f64,
    state: State,
    arrangements: Vec<Arrangement>,
    choices: Choices,
    is_planned: bool,
    ledger: Ledger,
    pool: u32,
    changed: Vec<Vec<CommunityId>>,
    ;
    // By the scenario, or anew each month.
    params,
    rules,
    draws,
    is_parallel,
    neighbours,
    station_sites,
    committee_sites,
    news,
    fronts,
    answers,
    complaint,
    observation,
    deliberation,
    changes,
    division,
}

impl Country {
    /// The country as bytes, at the end of a month.
    ///
    /// # Errors
    /// When it cannot be written down, which no country is known to cause.
    pub fn save(&self) -> Result<Vec<u8>, CheckpointError> {
        Ok(postcard::to_stdvec(&self.to_save())?)
    }

    /// Goes on from bytes that [`Country::save`] gave for a country of the same scenario, seed and
    /// replicate: every month that follows is the same to the byte.
    ///
    /// # Errors
    /// When the bytes cannot be read or are of another country.
    ///
    /// # Examples
    /// ```
    /// use nodal::model;
    /// use nodal::params::Params;
    /// use nodal::world::Country;
    ///
    /// let mut params = Params::default();
    /// params.world.communities = 5;
    /// params.world.households = 40;
    /// let mut country = Country::build(&params, None, 1)?;
    /// model::month(&mut country);
    /// let saved = country.save()?;
    ///
    /// let mut later = Country::build(&params, None, 1)?;
    /// later.resume(&saved)?;
    /// for country in [&mut country, &mut later] {
    ///     model::month(country);
    /// }
    /// assert_eq!(country.save()?, later.save()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume(&mut self, bytes: &[u8]) -> Result<(), CheckpointError> {
        self.go_on(postcard::from_bytes(bytes)?)
    }

    /// The same from what was read already.
    ///
    /// # Errors
    /// When it is of another country.
    pub fn go_on(&mut self, state: Remembered) -> Result<(), CheckpointError> {
        let (found, wanted) = (state.communities.len(), self.communities.len());
        if found != wanted {
            return Err(CheckpointError::OtherCountry { found, wanted });
        }
        self.remember(state);
        for c in &mut self.communities {
            c.keep_room();
        }
        Ok(())
    }
}
