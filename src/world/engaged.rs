//! What acting arrangements do to a community: each field says how what one does adds to what others do.

use crate::terms::Auspice;
use enum_map::EnumMap;

/// How a field of one arrangement joins that of others.
macro_rules! join {
    (sum, $all:expr, $one:expr) => {
        $all += $one
    };
    (max, $all:expr, $one:expr) => {
        $all = $all.max($one)
    };
    (or, $all:expr, $one:expr) => {
        $all |= $one
    };
    // Whoever stands here last, if anybody new does.
    (latest, $all:expr, $one:expr) => {
        if $one.values().any(|&share| share > 0.0) {
            $all = $one;
        }
    };
}

/// Declares the fields, each with its rule: one that is forgotten in the merge cannot be written.
macro_rules! engaged {
    ($($(#[$meta:meta])* $field:ident: $type:ty, $rule:ident;)+) => {
        /// What acting arrangements do to a community this month. Set by row.
        #[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        pub struct Engaged {
            $($(#[$meta])* pub $field: $type,)+
        }

        impl Engaged {
            /// Joins what one arrangement does to what others do, field by field.
            pub fn merge(&mut self, one: &Self) {
                $(join!($rule, self.$field, one.$field);)+
            }
        }
    };
}

engaged! {
    /// Seats of those behind companies, guards and rented police here.
    seats: EnumMap<Auspice, f32>, latest;
    /// Men of a company from abroad.
    company: f32, sum;
    /// Officers rented out to this place.
    rented: f32, sum;
    /// Foreign police and soldiers of a mission.
    mission: f32, sum;
    /// Guards that arrangements pay for.
    guards: f32, sum;
    /// Share of the guards' buyers who inspect what they buy.
    inspected: f32, max;
    /// Information that reports commanded or paid for bring the police.
    reports: f32, sum;
    /// Innocents accused, for each officer and month.
    accusations: f32, sum;
    /// What disclosure adds to the pull of public events, as a share.
    disclosure: f32, sum;
    /// Reprisal against those who disclose.
    reprisal: f32, sum;
    /// Share of households that watch.
    watch: f32, sum;
    /// How far watches are set up, which gather men.
    gathered: f32, max;
    /// How far courts recognise settlements, in [0, 1].
    recognised: f32, max;
    /// How far rights lean to the better-off.
    stronger_party: f32, max;
    /// How far posts are contracted out to firms.
    contracted: f32, max;
    /// Whether bands and forums are recognised.
    is_delegated: bool, or;
    /// Share of public posts withdrawn.
    withdrawn: f32, max;
    /// How far demand is left to the market.
    left: f32, max;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_arrangements_do_is_joined_by_the_rule_of_each_field() {
        let seats = |auspice: Auspice| {
            let mut seats = EnumMap::default();
            seats[auspice] = 1.0;
            seats
        };
        let one = Engaged {
            seats: seats(Auspice::State),
            company: 2.0,
            inspected: 0.7,
            is_delegated: true,
            ..Engaged::default()
        };
        let mut all = Engaged { company: 1.0, inspected: 0.2, ..Engaged::default() };
        all.merge(&one);
        assert_eq!(all, Engaged { company: 3.0, ..one });
        all.merge(&Engaged::default());
        assert_eq!(all, Engaged { company: 3.0, ..one }, "what does nothing changes nothing");
        all.merge(&Engaged { seats: seats(Auspice::Ngo), ..Engaged::default() });
        assert_eq!(all.seats, seats(Auspice::Ngo));
    }
}
