//! The declarations.

// One signature for all metrics; most tables want more than a screen.
#![expect(clippy::unnecessary_wraps, clippy::too_many_lines)]

use enum_map::{Enum, EnumMap};

use super::spending::{LIVELIHOOD, OF_HOUSEHOLDS, SECURITY};
use super::tally::{ByHousehold, Events, Observation, ratio};
use super::{Cell, Dimension, Direction, Metric, Name};
use crate::ledger::{Holder, Purpose};
use crate::terms::{Kind, Mode, Outcome, Recourse, Toll};

use Dimension::{Auspice, Class, Group, Origin, Party, Place, Provider, Standing, Violation};

/// A count of the month, carried to the country by the weight of the sample.
fn count<V: Enum>(o: &Observation, counts: &EnumMap<V, f64>, cell: Cell) -> Option<f64> {
    let number = match cell {
        Cell::Total => counts.values().sum::<f64>(),
        Cell::At(_, level) => counts.as_slice()[level],
    };
    Some(number * o.weight)
}

/// A sum over households as a mean.
fn mean<V: Enum>(o: &Observation, sums: &EnumMap<V, f64>, cell: Cell) -> Option<f64> {
    match cell {
        Cell::Total => ratio(sums.values().sum(), o.stocks.households * sums.len() as f64),
        Cell::At(_, level) => ratio(sums.as_slice()[level], o.stocks.households),
    }
}

/// Number of stocks by level, carried to the country.
fn stock<V: Enum>(o: &Observation, sums: &EnumMap<V, f64>, cell: Cell) -> Option<f64> {
    match cell {
        Cell::Total => Some(sums.values().sum::<f64>() * o.weight),
        Cell::At(_, level) => Some(sums.as_slice()[level] * o.weight),
    }
}

/// Share of first choices that went one way, or to any forum.
fn forum_share(o: &Observation, cell: Cell) -> Option<f64> {
    let all = o.counts.first_chosen.values().sum::<f64>();
    let of = |wanted: &dyn Fn(Kind) -> bool| {
        Recourse::ALL
            .iter()
            .filter(|recourse| recourse.kind().is_some_and(wanted))
            .map(|recourse| o.counts.first_chosen[*recourse])
            .sum::<f64>()
    };
    let chosen = match cell {
        Cell::Total => of(&|_| true),
        Cell::At(_, level) => of(&|kind| kind.index() == level),
    };
    ratio(chosen, all)
}

fn courses(o: &Observation, cell: Cell) -> Option<f64> {
    let number = match cell {
        Cell::Total => o.counts.courses.values().flat_map(EnumMap::values).sum(),
        Cell::At(_, level) => {
            o.counts.courses.as_slice()[level / Outcome::COUNT].as_slice()[level % Outcome::COUNT]
        }
    };
    Some(number * o.weight)
}

fn choice_share(o: &Observation, cell: Cell) -> Option<f64> {
    let all = o.counts.first_chosen.values().sum::<f64>();
    match cell {
        Cell::Total => ratio(all, all),
        Cell::At(_, level) => ratio(o.counts.first_chosen.as_slice()[level], all),
    }
}

fn rights_violations(o: &Observation, cell: Cell) -> Option<f64> {
    let violations = &o.counts.violations;
    let number: f64 = match cell {
        Cell::Total => violations.values().flat_map(EnumMap::values).sum(),
        Cell::At(Provider, level) => violations.as_slice()[level].values().sum(),
        Cell::At(_, level) => violations.values().map(|of_kind| of_kind.as_slice()[level]).sum(),
    };
    Some(number * o.weight)
}

/// Legitimacy by provider is mean trust; by auspice what people think of it who have heard of it; the total is the mean
/// trust in the kinds that are in reach.
fn legitimacy(o: &Observation, cell: Cell) -> Option<f64> {
    match cell {
        Cell::At(Auspice, level) => {
            ratio(o.stocks.legitimacy.as_slice()[level], o.stocks.heard.as_slice()[level])
        }
        // Nothing is said about kinds that are nowhere.
        Cell::At(_, level) if o.stocks.reached.as_slice()[level] == 0.0 => None,
        Cell::At(_, level) => ratio(o.stocks.trust.as_slice()[level], o.stocks.households),
        Cell::Total => {
            let s = &o.stocks;
            let weighted =
                s.trust.values().zip(s.reached.values()).map(|(t, r)| t * r).sum::<f64>();
            ratio(weighted, s.households * s.reached.values().sum::<f64>())
        }
    }
}

/// Table 1 as measured: trust in a kind where it has been met, repute of an auspice where it has been heard of; no number
/// where it is nowhere. The total is the mean over auspices that are heard of, by how many have.
fn repute(o: &Observation, cell: Cell) -> Option<f64> {
    let s = &o.stocks;
    match cell {
        Cell::At(Auspice, level) => ratio(s.repute.as_slice()[level], s.heard.as_slice()[level]),
        Cell::At(_, level) => ratio(s.trust_met.as_slice()[level], s.met.as_slice()[level]),
        Cell::Total => ratio(s.repute.values().sum(), s.heard.values().sum()),
    }
}

/// What police took beside their wages, in rand.
fn takings(o: &Observation) -> f64 {
    let purposes = Purpose::ALL.iter().filter(|purpose| purpose.is_taking());
    purposes.map(|&purpose| o.money.total(purpose).rand()).sum()
}

fn off_budget_share(o: &Observation) -> Option<f64> {
    let takings = takings(o);
    ratio(takings, takings + o.money.total(Purpose::Wages).rand())
}

/// Extortion in rand over those who pay it, by kind of provider.
fn extortion(o: &Observation, cell: Cell) -> Option<f64> {
    let times = |kind: Kind| o.counts.violations[kind][crate::terms::Violation::Extortion];
    let of = [
        (Kind::Public, Purpose::PoliceExtortion, times(Kind::Public)),
        (Kind::Vigilante, Purpose::BandExtortion, times(Kind::Vigilante)),
        (Kind::Criminal, Purpose::GangExtortion, o.stocks.reached[Kind::Criminal]),
    ];
    let wanted = |kind: Kind| match cell {
        Cell::Total => true,
        Cell::At(_, level) => kind.index() == level,
    };
    let (money, payers) = of.into_iter().filter(|(kind, _, _)| wanted(*kind)).fold(
        (0.0, 0.0),
        |(money, payers), (_, purpose, number)| {
            (money + o.money.total(purpose).rand(), payers + number)
        },
    );
    ratio(money, payers)
}

/// Settlements less those that broke, over settlements.
fn kept(o: &Observation, cell: Cell) -> Option<f64> {
    let (made, broken) = (&o.counts.settled, &o.counts.broken);
    let (made, broken) = match cell {
        Cell::Total => (made.values().sum::<f64>(), broken.values().sum()),
        Cell::At(_, way) => (made.as_slice()[way], broken.as_slice()[way]),
    };
    ratio(made - broken, made)
}

fn spent_on_security(o: &Observation) -> f64 {
    SECURITY.iter().map(|&purpose| o.money.total(purpose).rand()).sum()
}

fn settled(o: &Observation) -> f64 {
    o.counts.ended[Outcome::Agreement] + o.counts.ended[Outcome::Imposition]
}

/// A part of the settlements of each way over all of it.
fn of_settled(o: &Observation, part: &EnumMap<Recourse, f64>, cell: Cell) -> Option<f64> {
    let all = &o.counts.settled;
    match cell {
        Cell::Total => ratio(part.values().sum(), all.values().sum()),
        Cell::At(_, i) => ratio(part.as_slice()[i], all.as_slice()[i]),
    }
}

fn exchanged(o: &Observation, mode: Mode) -> f64 {
    Purpose::ALL
        .iter()
        .filter(|p| p.mode() == mode && !LIVELIHOOD.contains(p))
        .map(|&purpose| o.money.total(purpose).rand())
        .sum::<f64>()
        * o.weight
}

/// Hill number of order 1 of the kinds, weighted by the cases they settle.
fn provider_diversity(o: &Observation) -> Option<f64> {
    let of_kind: Vec<f64> = Recourse::ALL
        .iter()
        .filter(|recourse| recourse.kind().is_some())
        .map(|recourse| o.counts.first_chosen[*recourse])
        .collect();
    effective_number(&of_kind)
}

/// Hill number of order 1: as many equal parts have the entropy of these; `None` where there is nothing.
fn effective_number(parts: &[f64]) -> Option<f64> {
    let all: f64 = parts.iter().sum();
    let entropy: f64 =
        parts.iter().filter(|&&n| n > 0.0).map(|n| -(n / all) * libm::log(n / all)).sum();
    (all > 0.0).then(|| libm::exp(entropy))
}

/// Events in places next to an enclave less those in places that are not, as rates per 1,000 persons and year; `None` without
/// places of both sorts.
fn beside_enclaves(o: &Observation, of: fn(&Events) -> f64) -> Option<f64> {
    let rate =
        |events: &Events| ratio(of(events) * 12.0 * 1000.0, events.households * o.household_size);
    Some(rate(&o.around.beside)? - rate(&o.around.elsewhere)?)
}

fn total(metric: fn(&Observation) -> Option<f64>) -> fn(&Observation) -> Option<f64> {
    metric
}

/// Shorthand for an entry without dimensions.
macro_rules! plain {
    ($id:ident, $unit:literal, $direction:ident, $stock:literal, $doc:literal, $value:expr) => {
        Metric {
            id: Name::$id,
            name: Name::$id.name(),
            unit: $unit,
            direction: Direction::$direction,
            is_stock: $stock,
            dimensions: &[],
            doc: $doc,
            value: |o, _| total($value)(o),
        }
    };
}

/// Shorthand for an entry with dimensions.
macro_rules! by {
    ($id:ident, $unit:literal, $direction:ident, $stock:literal, [$($dimension:path),+], $doc:literal, $value:expr) => {
        Metric {
            id: Name::$id,
            name: Name::$id.name(),
            unit: $unit,
            direction: Direction::$direction,
            is_stock: $stock,
            dimensions: &[$($dimension),+],
            doc: $doc,
            value: $value,
        }
    };
}

/// The metrics of this version of the program, in the order of tables.
pub fn all() -> Vec<Metric> {
    let mut metrics = violence();
    metrics.extend(disputes());
    metrics.extend(provision());
    metrics.extend(rights());
    metrics.extend(feelings());
    metrics.extend(money());
    metrics.extend(distribution());
    metrics.extend(arrangements());
    metrics.extend(exchanges());
    metrics
}

fn violence() -> Vec<Metric> {
    vec![
        by!(
            ViolentIncidents,
            "incidents",
            Down,
            false,
            [Origin],
            "Violent acts in the month, of households and providers alike (V).",
            |o, cell| count(o, &o.counts.violent, cell)
        ),
        by!(
            ViolenceRate,
            "per 1,000 persons and year",
            Down,
            false,
            [Origin],
            "Violent acts as a rate.",
            |o, cell| o.per_1000_and_year(count(o, &o.counts.violent, cell)? / o.weight)
        ),
        by!(Deaths, "persons", Down, false, [Origin], "Killed in the month (K).", |o, cell| {
            count(o, &o.counts.deaths, cell)
        }),
        by!(
            DeathRate,
            "per 100,000 persons and year",
            Down,
            false,
            [Origin, Class, Group, Standing, Place],
            "Killed, as a rate: by origin, and of those who are of a class, a group, a standing or a kind of place.",
            |o, cell| match cell {
                Cell::At(Class | Group | Standing | Place, _) => {
                    Some(rate_by_household(o, &o.counts.killed, cell)? * 100.0)
                }
                _ => o.per_1000_and_year(count(o, &o.counts.deaths, cell)? / o.weight * 100.0),
            }
        ),
        by!(
            Killings,
            "acts",
            Down,
            false,
            [Origin],
            "Acts in which somebody was killed; a clash of groups is one (4.6, 4.36).",
            |o, cell| count(o, &o.counts.killings, cell)
        ),
        by!(
            DeadPerKilling,
            "dead per act that kills",
            Down,
            false,
            [Origin],
            "Killed in the month over the acts that killed (F52, F96, F97).",
            |o, cell| match cell {
                Cell::Total =>
                    ratio(o.counts.deaths.values().sum(), o.counts.killings.values().sum()),
                Cell::At(_, i) => {
                    ratio(o.counts.deaths.as_slice()[i], o.counts.killings.as_slice()[i])
                }
            }
        ),
        by!(
            KillingSizes,
            "acts",
            Neutral,
            false,
            [Dimension::Toll],
            "Acts in which somebody was killed, by origin and by how many they killed at once, as clash/10_29 (F96, F97).",
            |o, cell| {
                let number = match cell {
                    Cell::Total => o.counts.tolls.values().flat_map(EnumMap::values).sum(),
                    Cell::At(_, level) => o.counts.tolls.as_slice()[level / Toll::COUNT].as_slice()
                        [level % Toll::COUNT],
                };
                Some(number * o.weight)
            }
        ),
        plain!(
            GroupHeat,
            "level",
            Down,
            true,
            "Heat between the two groups of a site that are hottest, mean over households (4.36).",
            |o| ratio(o.stocks.group_heat, o.stocks.households)
        ),
        plain!(
            Compensations,
            "compensations",
            Neutral,
            false,
            "Compensations by which elders of two groups made peace (4.36).",
            |o| Some(o.counts.compensations * o.weight)
        ),
        plain!(
            RetaliationShare,
            "share of violent acts",
            Down,
            false,
            "Violent acts that descend from an earlier violent act (R; claims 37, 47).",
            |o| ratio(o.counts.violent_again, o.counts.violent.values().sum::<f64>())
        ),
        plain!(
            RepeatedShare,
            "share of violent acts",
            Down,
            false,
            "Violent acts other than of feuds against households hit by such an act within the 60 months before (F100).",
            |o| {
                let all = o.counts.violent.values().sum::<f64>();
                ratio(o.counts.hit_again, all - o.counts.violent[crate::terms::Origin::Feud])
            }
        ),
        plain!(
            StrikesPerAct,
            "strikes per violent act",
            Down,
            false,
            "Strikes of feuds over violent acts that leave heat: the branching ratio as it comes out (4.7).",
            |o| ratio(o.counts.violent[crate::terms::Origin::Feud], o.counts.heating_acts)
        ),
        plain!(
            Feuds,
            "live feuds",
            Down,
            true,
            "Households that hold heat against another (4.7).",
            |o| Some(o.stocks.feuds * o.weight)
        ),
        plain!(Thefts, "thefts", Down, false, "Thefts and robberies in the month (4.10).", |o| {
            Some(o.counts.thefts * o.weight)
        }),
        plain!(
            RepeatedTheftShare,
            "share of thefts",
            Down,
            false,
            "Thefts from households robbed within the month (4.30).",
            |o| ratio(o.counts.thefts_again, o.counts.thefts)
        ),
        plain!(
            DisplacedShare,
            "share of thefts",
            Neutral,
            false,
            "Thefts by offenders from another community (claim 22).",
            |o| ratio(o.counts.displaced, o.counts.thefts)
        ),
        plain!(
            TheftsBesideEnclaves,
            "per 1,000 persons and year",
            Neutral,
            false,
            "Thefts in places next to an enclave, less those in places that are not (claim 22).",
            |o| beside_enclaves(o, |events| events.thefts)
        ),
        plain!(
            ViolenceBesideEnclaves,
            "per 1,000 persons and year",
            Neutral,
            false,
            "Violent acts in places next to an enclave, less those in places that are not (claim 22).",
            |o| beside_enclaves(o, |events| events.violent)
        ),
        plain!(
            Deterrence,
            "level",
            Up,
            true,
            "Deterrence of predation by all providers together, mean over households (4.9).",
            |o| ratio(o.stocks.deterrence, o.stocks.households)
        ),
        plain!(
            UnansweredRate,
            "per 1,000 persons and year",
            Down,
            false,
            "Victims of violence and theft who got no answer from any forum (4.15).",
            |o| o.per_1000_and_year(o.counts.unanswered)
        ),
    ]
}

fn disputes() -> Vec<Metric> {
    vec![
        plain!(
            DisputesArisen,
            "disputes",
            Down,
            false,
            "Disputes that arose in the month (4.2).",
            |o| Some(o.counts.arisen.values().sum::<f64>() * o.weight)
        ),
        plain!(
            DisputesArisenRate,
            "per 1,000 persons and year",
            Down,
            false,
            "Disputes that arose, as a rate.",
            |o| o.per_1000_and_year(o.counts.arisen.values().sum::<f64>())
        ),
        plain!(
            DisputesReopened,
            "disputes",
            Down,
            false,
            "Disputes opened again by a broken settlement.",
            |o| Some(o.counts.reopened * o.weight)
        ),
        by!(
            DisputesEnded,
            "disputes",
            Neutral,
            false,
            [Dimension::Outcome],
            "Disputes that ended in the month, by outcome; open + arisen + reopened - ended carries over.",
            |o, cell| count(o, &o.counts.ended, cell)
        ),
        by!(
            DisputeCourses,
            "disputes",
            Neutral,
            false,
            [Dimension::Course],
            "Disputes that ended in the month, by where the complainant first turned when they arose and by how they ended, as customary/agreement; one that was opened again ends again.",
            courses
        ),
        plain!(
            DisputesOpen,
            "disputes",
            Down,
            true,
            "Open disputes at the end of the month.",
            |o| Some(o.stocks.open * o.weight)
        ),
        plain!(
            SettledShare,
            "share of disputes ended",
            Up,
            false,
            "Ended disputes that were settled by agreement or imposition (U is its complement).",
            |o| ratio(settled(o), o.counts.ended.values().sum::<f64>())
        ),
        by!(
            SettledCompletely,
            "share of disputes settled",
            Up,
            false,
            [Dimension::Recourse],
            "Settlements that meet what was claimed completely, by way (4.4, degrees).",
            |o, cell| of_settled(o, &o.counts.complete, cell)
        ),
        by!(
            SettledPartly,
            "share of disputes settled",
            Neutral,
            false,
            [Dimension::Recourse],
            "Settlements that meet a part of what was claimed, by way; the others meet it completely or hardly at all (4.4, degrees).",
            |o, cell| of_settled(o, &o.counts.partial, cell)
        ),
        by!(
            KeptShare,
            "share of settlements",
            Up,
            false,
            [Dimension::Recourse],
            "Settlements of the month less those that broke in it, over settlements of the month, by who settled; the mean over a run is what is kept where their number is steady, a month alone can lie below 0.",
            kept
        ),
        plain!(
            MonthsToSettlement,
            "months",
            Down,
            false,
            "Mean time from arising to settlement of disputes settled in the month.",
            |o| ratio(o.counts.settlement_time / 1000.0, settled(o))
        ),
        by!(
            ForumShare,
            "share of disputes",
            Neutral,
            false,
            [Provider],
            "First choices of disputing parties that went to a forum of each kind; total: to any forum (F18, F19).",
            forum_share
        ),
        by!(
            ChoiceShare,
            "share of disputes",
            Neutral,
            false,
            [Dimension::Recourse],
            "First choices of disputing parties by way, lumping, talking and self-help too.",
            choice_share
        ),
        plain!(
            Constellations,
            "effective constellations",
            Neutral,
            true,
            "Sets of kinds of provider in reach, over households: Hill number of order 1 (claim 55).",
            |o| effective_number(o.stocks.constellations.as_slice())
        ),
        plain!(
            ProviderDiversity,
            "effective kinds",
            Neutral,
            false,
            "Hill number of order 1 of the kinds of forum used (claim 2).",
            provider_diversity
        ),
        by!(
            TurnedAway,
            "cases",
            Down,
            false,
            [Provider],
            "Cases turned away by a full forum.",
            |o, cell| count(o, &o.counts.turned_away, cell)
        ),
    ]
}

fn provision() -> Vec<Metric> {
    vec![
        by!(
            Coverage,
            "share of households",
            Up,
            true,
            [Provider],
            "Households in reach of a provider of each kind; total: mean number of kinds in reach over all kinds.",
            |o, cell| mean(o, &o.stocks.reached, cell)
        ),
        by!(
            Staff,
            "persons",
            Neutral,
            true,
            [Provider],
            "Officers, elders' forums, committee members, band and gang men.",
            |o, cell| stock(o, &o.stocks.staff, cell)
        ),
        by!(
            Posts,
            "organisations",
            Neutral,
            true,
            [Provider],
            "Stations, elders' forums, committees, bands, turfs.",
            |o, cell| stock(o, &o.stocks.posts, cell)
        ),
        by!(
            CaseHours,
            "hours",
            Neutral,
            false,
            [Provider],
            "Hours of providers spent on cases in the month.",
            |o, cell| {
                let minutes = &o.counts.case_minutes;
                let of = match cell {
                    Cell::Total => minutes.values().sum::<f64>(),
                    Cell::At(_, level) => minutes.as_slice()[level],
                };
                Some(of / 60.0 * o.weight)
            }
        ),
        plain!(
            Gatherings,
            "gatherings",
            Up,
            false,
            "Gatherings of peace committees held (4.17).",
            |o| Some(o.counts.gatherings * o.weight)
        ),
        plain!(
            GatheringsPerCommittee,
            "gatherings per committee and month",
            Up,
            false,
            "Gatherings held over committees (F3).",
            |o| ratio(o.counts.gatherings, o.stocks.posts[Kind::PeaceCommittee])
        ),
        plain!(
            ShamShare,
            "share of gatherings reported",
            Down,
            false,
            "Gatherings reported that were sham or padded (claim 74).",
            |o| ratio(o.counts.sham_gatherings, o.counts.sham_gatherings + o.counts.gatherings)
        ),
        plain!(BandOrder, "level", Up, true, "Mean order of bands (4.15).", |o| ratio(
            o.stocks.order,
            o.stocks.posts[Kind::Vigilante]
        )),
        plain!(
            GoverningEffort,
            "level",
            Neutral,
            true,
            "Mean governing effort of gangs over turfs (4.16).",
            |o| ratio(o.stocks.governing, o.stocks.posts[Kind::Criminal])
        ),
        plain!(Raids, "raids", Neutral, false, "Raids by police on gangs.", |o| Some(
            o.counts.raids * o.weight
        )),
        plain!(
            ProblemsOpen,
            "problems",
            Down,
            true,
            "Generic problems without opponent, open (section 2).",
            |o| Some(o.stocks.problems * o.weight)
        ),
        plain!(Projects, "projects", Up, true, "Standing projects of peacebuilding (4.17).", |o| {
            Some(o.stocks.projects * o.weight)
        }),
        plain!(
            SpareMen,
            "men",
            Neutral,
            true,
            "Young men without work who are in no organisation and free.",
            |o| Some(o.stocks.spare_men * o.weight)
        ),
    ]
}

fn rights() -> Vec<Metric> {
    vec![
        by!(
            RightsViolations,
            "violations",
            Down,
            false,
            [Provider, Violation],
            "Wrong punishments, brutality and extortion by providers (A).",
            rights_violations
        ),
        plain!(
            BribeShare,
            "share of contacts",
            Down,
            false,
            "Contacts sought with police that cost a bribe (F34).",
            |o| ratio(o.counts.help_bribes, o.counts.help_sought)
        ),
        plain!(
            CallsAnswered,
            "share of calls",
            Up,
            false,
            "Calls for help beside disputes and crimes that police answered (4.8).",
            |o| ratio(o.counts.calls_answered, o.counts.calls)
        ),
        plain!(
            PoliceLoad,
            "ratio",
            Neutral,
            false,
            "Hours that cases and calls asked of police over the hours they have for them (F116).",
            |o| ratio(o.counts.police_asked, o.counts.police_offered)
        ),
        plain!(
            Provocations,
            "acts",
            Down,
            false,
            "Beatings, wrong arrests, raids and evictions, whoever commits them (4.15).",
            |o| Some(o.counts.provoked * o.weight)
        ),
        plain!(
            ShakedownShare,
            "share of encounters",
            Down,
            false,
            "Other encounters with police that cost a bribe (F34).",
            |o| ratio(o.counts.shakedowns, o.counts.encounters)
        ),
        plain!(
            HelpSoughtRate,
            "per 1,000 persons and year",
            Neutral,
            false,
            "Contacts with police that were sought: cases and reports (F33, per adult there).",
            |o| o.per_1000_and_year(o.counts.help_sought)
        ),
        plain!(
            EncounterRate,
            "per 1,000 persons and year",
            Neutral,
            false,
            "Other encounters with police (F33, per adult there).",
            |o| o.per_1000_and_year(o.counts.encounters)
        ),
    ]
}

fn feelings() -> Vec<Metric> {
    vec![
        by!(
            Legitimacy,
            "level",
            Up,
            true,
            [Provider, Auspice],
            "Mean trust in each kind of provider; what people think of each auspice where they have heard of it; total: mean trust in the kinds in reach.",
            legitimacy
        ),
        by!(
            Repute,
            "level",
            Neutral,
            true,
            [Provider, Auspice],
            "Table 1 as measured: mean trust in each kind where anybody has met it; repute of each auspice, which those go by who do not see who stands behind a post, where it has been heard of; empty where it is nowhere; total: mean over auspices heard of (4.22).",
            repute
        ),
        by!(Fear, "level", Down, true, [Class], "Mean fear of households.", |o, cell| match cell {
            Cell::Total => ratio(o.stocks.fear, o.stocks.households),
            Cell::At(_, i) =>
                ratio(o.stocks.fear_by_class.as_slice()[i], o.stocks.sorts.class.as_slice()[i]),
        }),
        plain!(PerceivedSecurity, "level", Up, true, "One less mean fear (S; claim 47).", |o| {
            ratio(o.stocks.households - o.stocks.fear, o.stocks.households)
        }),
        plain!(Grievance, "level", Down, true, "Mean grievance of households.", |o| ratio(
            o.stocks.grievance,
            o.stocks.households
        )),
        plain!(RadiusOfTrust, "level", Up, true, "Mean radius of trust (T; claim 35).", |o| {
            ratio(o.stocks.radius, o.stocks.households)
        }),
        plain!(Efficacy, "level", Up, true, "Mean collective efficacy (4.21).", |o| ratio(
            o.stocks.efficacy,
            o.stocks.households
        )),
        plain!(
            EfficacySpread,
            "level",
            Neutral,
            true,
            "Standard deviation of collective efficacy over places, by their households (4.21).",
            |o| {
                let mean = ratio(o.stocks.efficacy, o.stocks.households)?;
                let square = ratio(o.stocks.efficacy_squared, o.stocks.households)?;
                Some((square - mean * mean).max(0.0).sqrt())
            }
        ),
        plain!(
            TrainedShare,
            "share of adults",
            Neutral,
            true,
            "Adults trained in ways of settling, as far as it has not faded (4.33).",
            |o| ratio(o.stocks.trained, o.stocks.households)
        ),
        plain!(
            Displaced,
            "persons",
            Down,
            true,
            "Persons of households that have left their place and not come home (4.34).",
            |o| Some(o.stocks.away * o.household_size * o.weight)
        ),
        plain!(
            DisplacedReturned,
            "persons",
            Neutral,
            false,
            "Persons of households that came home in the month (4.34).",
            |o| Some(o.counts.returned * o.household_size * o.weight)
        ),
        plain!(
            Poverty,
            "share of households",
            Down,
            true,
            "Poverty: that of the beginning, moved by the money that comes to places (4.35).",
            |o| ratio(o.stocks.poverty, o.stocks.households)
        ),
        plain!(WarMemory, "level", Down, true, "Mean memory of war (4.31).", |o| ratio(
            o.stocks.war,
            o.stocks.households
        )),
        plain!(NormOfForce, "level", Down, true, "Mean norm of force (4.32).", |o| ratio(
            o.stocks.norm,
            o.stocks.households
        )),
    ]
}

fn money() -> Vec<Metric> {
    vec![
        plain!(
            PayRatio,
            "ratio",
            Up,
            true,
            "Wages of police paid over due, with arrears (4.11).",
            |o| Some(o.pay_ratio)
        ),
        plain!(
            SoldiersPaid,
            "ratio",
            Up,
            true,
            "Wages of soldiers paid over due, with arrears; no number where there are none (4.37).",
            |o| o.soldiers_paid
        ),
        plain!(
            PredatoryEffort,
            "probability",
            Down,
            true,
            "Probability that a contact with police costs a bribe (4.11).",
            |o| Some(o.predatory_effort)
        ),
        plain!(
            OffBudgetShare,
            "share of revenue",
            Down,
            false,
            "Takings of police over takings and wages (F39, F40).",
            off_budget_share
        ),
        plain!(
            TakePerOfficer,
            "rand per officer and month",
            Down,
            false,
            "What police took beside their wages, over officers (4.11).",
            |o| ratio(takings(o), o.stocks.staff[Kind::Public])
        ),
        by!(
            ExtortionPerPayer,
            "rand per payer and month",
            Down,
            false,
            [Provider],
            "Money extorted over those who pay it: by gangs over the households under them, who all pay; by bands and by police without contact over the times that they extort.",
            extortion
        ),
        plain!(
            StateRevenue,
            "rand",
            Up,
            false,
            "Tax and rents of the month, before leakage (4.13).",
            |o| Some(
                (o.money.total(Purpose::Tax).rand() + o.money.total(Purpose::Rents).rand())
                    * o.weight
            )
        ),
        plain!(AssessedBase, "ratio to month 0", Up, true, "The tax base (4.13).", |o| Some(
            o.base
        )),
        plain!(Arrears, "rand", Down, true, "Wages owed to officers.", |o| Some(
            o.arrears.rand() * o.weight
        )),
        plain!(Leakage, "rand", Down, false, "What leaked from the treasury to rulers.", |o| {
            Some(o.money.total(Purpose::Leakage).rand() * o.weight)
        }),
        plain!(Aid, "rand", Neutral, false, "Money that donors raised in the month.", |o| Some(
            o.money.total(Purpose::Aid).rand() * o.weight
        )),
        plain!(Coercion, "rand", Down, false, "Money that changed hands by coercion.", |o| Some(
            exchanged(o, Mode::Coercion)
        )),
        plain!(
            Sale,
            "rand",
            Neutral,
            false,
            "Money that changed hands by sale, earnings and consumption apart.",
            |o| Some(exchanged(o, Mode::Sale))
        ),
        plain!(Gift, "rand", Neutral, false, "Money that changed hands as a gift.", |o| Some(
            exchanged(o, Mode::Gift)
        )),
        plain!(
            CostPerSettlement,
            "rand per settled dispute",
            Down,
            false,
            "Money spent on security by payers of all kinds over disputes settled (C).",
            |o| ratio(spent_on_security(o), settled(o))
        ),
        by!(
            HouseholdBalance,
            "rand per household",
            Up,
            false,
            [Class],
            "What a household received less what it paid in the month, earnings and consumption apart (claim 17).",
            |o, cell| {
                let paid = |class, purpose| paid_for(o, class, purpose);
                per_household(o, cell, |class| {
                    let market = paid(class, Purpose::Earnings) - paid(class, Purpose::Consumption);
                    o.money.net(Holder::Households, class).rand() - market
                })
            }
        ),
        by!(
            HouseholdPayments,
            "rand per household",
            Down,
            false,
            [Class],
            "What a household pays in the month for security, willing or not: fees, gifts to elders, dues, bribes, extortion, guards (claim 8).",
            |o, cell| per_household(o, cell, |class| {
                OF_HOUSEHOLDS.iter().map(|&purpose| paid_for(o, class, purpose)).sum()
            })
        ),
    ]
}

/// Rand that change hands for a purpose, of one class or of all.
fn paid_for(o: &Observation, class: Option<crate::terms::Class>, purpose: Purpose) -> f64 {
    class.map_or_else(|| o.money.total(purpose), |class| o.money.get(purpose, class)).rand()
}

/// Rand a household, of one class or of all.
fn per_household(
    o: &Observation,
    cell: Cell,
    rand: impl Fn(Option<crate::terms::Class>) -> f64,
) -> Option<f64> {
    match cell {
        Cell::Total => ratio(rand(None), o.stocks.households),
        Cell::At(_, i) => {
            let class = crate::terms::Class::from_index(i)?;
            ratio(rand(Some(class)), o.stocks.sorts.class[class])
        }
    }
}

/// A count by a dimension of households as a rate; the total over all.
fn rate_by<V: Enum>(
    o: &Observation,
    counts: &EnumMap<V, f64>,
    households: &EnumMap<V, f64>,
    cell: Cell,
) -> Option<f64> {
    match cell {
        Cell::Total => o.per_1000_and_year(counts.values().sum::<f64>()),
        Cell::At(_, i) => {
            ratio(counts.as_slice()[i] * 12_000.0, households.as_slice()[i] * o.household_size)
        }
    }
}

/// The same by each dimension that households have.
fn rate_by_household(o: &Observation, counts: &ByHousehold<f64>, cell: Cell) -> Option<f64> {
    let sorts = &o.stocks.sorts;
    match cell {
        Cell::At(Group, _) => rate_by(o, &counts.group, &sorts.group, cell),
        Cell::At(Standing, _) => rate_by(o, &counts.standing, &sorts.standing, cell),
        Cell::At(Place, _) => rate_by(o, &counts.place, &sorts.place, cell),
        _ => rate_by(o, &counts.class, &sorts.class, cell),
    }
}

/// Who gains and who loses.
fn distribution() -> Vec<Metric> {
    vec![
        by!(
            VictimsRate,
            "per 1,000 persons and year",
            Down,
            false,
            [Class, Group, Standing, Place],
            "Households hit by violence, by class, group, standing and kind of place (claim 8).",
            |o, cell| rate_by_household(o, &o.counts.victims, cell)
        ),
        by!(
            SettlementsRate,
            "per 1,000 persons and year",
            Up,
            false,
            [Class, Group, Standing, Place],
            "Disputes settled, by the complainant's class, group, standing and kind of place (claim 79).",
            |o, cell| rate_by_household(o, &o.counts.settled_for, cell)
        ),
        plain!(
            AvertedThefts,
            "thefts",
            Up,
            false,
            "Thefts that guards averted from those who pay them (4.14).",
            |o| Some(o.counts.averted * o.weight)
        ),
        plain!(
            ShiftedThefts,
            "thefts",
            Down,
            false,
            "Thefts averted from the covered that fell on others of the place (claims 8, 22).",
            |o| Some(o.counts.shifted * o.weight)
        ),
        plain!(
            GuardsPerOfficer,
            "guards per officer",
            Neutral,
            true,
            "Guards over police officers (claim 7; F41, F42).",
            |o| ratio(o.stocks.staff[Kind::PrivateNational], o.stocks.staff[Kind::Public])
        ),
        plain!(
            NonStateShare,
            "share of choices",
            Neutral,
            false,
            "Forums chosen that are not the state's (claim 12).",
            |o| {
                let of = |recourse: Recourse| o.counts.first_chosen[recourse];
                let forums: f64 = Recourse::ALL
                    .iter()
                    .filter(|recourse| recourse.kind().is_some())
                    .map(|&recourse| of(recourse))
                    .sum();
                ratio(forums - of(Recourse::Public), forums)
            }
        ),
        plain!(
            ProgrammeMoneyToHouseholds,
            "share of programme money",
            Up,
            false,
            "Money of arrangements that reached purses and funds of households (claim 72).",
            |o| {
                let of = |purposes: &[Purpose]| -> f64 {
                    purposes.iter().map(|&purpose| o.money.total(purpose).rand()).sum()
                };
                let inside = of(&[
                    Purpose::GatheringPay,
                    Purpose::FundPay,
                    Purpose::AuxiliaryPay,
                    Purpose::Bounty,
                ]);
                let all: f64 = Purpose::ALL
                    .iter()
                    .filter(|p| p.from() == Holder::Programme)
                    .map(|&purpose| o.money.total(purpose).rand())
                    .sum();
                let to_state = o.money.total(Purpose::StateGrant).rand();
                ratio(inside, all + to_state)
            }
        ),
    ]
}

/// What arrangements do, mechanism by mechanism.
fn arrangements() -> Vec<Metric> {
    vec![
        by!(
            Arrangements,
            "arrangements",
            Neutral,
            true,
            [Dimension::Component],
            "Compacts and interventions at work (claim 18).",
            |o, cell| Some(match cell {
                Cell::Total => o.acting.values().sum(),
                Cell::At(_, i) => o.acting.as_slice()[i],
            })
        ),
        by!(
            Choices,
            "arrangements",
            Neutral,
            true,
            [Dimension::Auspice, Dimension::Component, Dimension::Partner],
            "Arrangements of auspices' own choice that are under way (4.1; claims 12, 18 and 25).",
            |o, cell| Some(match cell {
                Cell::Total => o.chosen.total(),
                Cell::At(Dimension::Auspice, i) => o.chosen.by_auspice.as_slice()[i],
                Cell::At(Dimension::Component, i) => o.chosen.by_component.as_slice()[i],
                Cell::At(_, i) => o.chosen.by_partner[i],
            })
        ),
        plain!(
            ChoiceConcentration,
            "index, 0 to 1",
            Neutral,
            true,
            "Sum of the squared shares of components among them (Herfindahl): 1 where all chose the same.",
            |o| o.chosen.concentration()
        ),
        plain!(
            Unspent,
            "rand",
            Neutral,
            true,
            "Money that arrangements hold and could not spend: an underspent budget.",
            |o| Some(o.unspent.rand() * o.weight)
        ),
        plain!(Mobs, "suspects", Down, false, "Suspects on whom a crowd turned (4.8).", |o| {
            Some(o.counts.mobs * o.weight)
        }),
        plain!(
            SeriousAnsweredShare,
            "share of serious incidents reported",
            Up,
            false,
            "Serious incidents reported that police answered (claim 63; 4.8).",
            |o| ratio(o.counts.serious_answered, o.counts.serious_reported)
        ),
        plain!(
            PoliceDisputeHours,
            "hours",
            Neutral,
            false,
            "Hours of police spent on disputes (P; claim 63).",
            |o| Some(o.counts.dispute_minutes / 60.0 * o.weight)
        ),
        plain!(
            Referrals,
            "cases",
            Neutral,
            false,
            "Cases passed on between nodes, and by peace centres (4.18, 4.19).",
            |o| Some(o.counts.referred * o.weight)
        ),
        plain!(Links, "level", Up, true, "Mean strength of links between local nodes.", |o| {
            ratio(o.stocks.links, o.stocks.households)
        }),
        plain!(
            AbusesDetected,
            "bodies",
            Neutral,
            false,
            "Bodies in which abuse was detected, false alarms too (4.27).",
            |o| Some(o.counts.detected * o.weight)
        ),
        plain!(
            CommitteesDisbanded,
            "committees",
            Neutral,
            false,
            "Committees disbanded for abuse (4.27).",
            |o| Some(o.counts.disbanded * o.weight)
        ),
        plain!(Ruptures, "coups", Down, false, "Seizures of power (4.13).", |o| Some(f64::from(
            o.tally.ruptures
        ))),
        plain!(Arms, "arms per 1,000 adults", Down, true, "Arms in circulation (4.23).", |o| {
            ratio(o.stocks.arms, o.stocks.households)
        }),
        plain!(
            PoliceInformation,
            "level",
            Neutral,
            false,
            "What people and instruments tell the police (4.9, 4.25).",
            |o| ratio(o.stocks.information, o.stocks.households)
        ),
        plain!(Equipment, "level", Neutral, true, "Equipment of the police (4.12).", |o| Some(
            o.equipment
        )),
        plain!(
            AuthorisedStrength,
            "officers",
            Neutral,
            true,
            "Posts of police that the budget must carry (4.12).",
            |o| Some(o.authorised * o.weight)
        ),
        plain!(
            ConcessionValue,
            "rand per month",
            Neutral,
            false,
            "Monthly cash contract of the same present value as the concessions that run (4.14).",
            |o| Some(o.concession_value.rand() * o.weight)
        ),
    ]
}

/// Gains of the three parties to exchanges that buy, take or give security (claim 17): what the
/// private party, the provider and the public are better off by, in rand of the month. A theft
/// averted counts what it would have taken; a provider's gain is what it is paid over what its
/// people would earn outside; what the public gains or loses is what others lose or are spared.
fn exchanges() -> Vec<Metric> {
    vec![by!(
        ExchangeGain,
        "rand",
        Up,
        false,
        [Party],
        "Gain from contracts, rents, dues, bribes and protection in the month, by party: what is averted less what is paid; receipts less the outside wage; less thefts shifted and officers diverted.",
        |o, cell| Some(match cell {
            Cell::Total => (0..3).map(|party| gain(o, party)).sum(),
            Cell::At(_, party) => gain(o, party),
        })
    )]
}

fn gain(o: &Observation, party: usize) -> f64 {
    let flow = |purpose: Purpose| o.money.total(purpose).rand();
    let stake = ratio(flow(Purpose::Theft), o.counts.thefts).unwrap_or(0.0);
    // What the covered are spared is worth as many times more as they are richer than the mean.
    let averted = o.counts.averted * stake * o.rich_stake;
    let gain = match party {
        0 => {
            averted
                - flow(Purpose::GuardFee)
                - flow(Purpose::GuardContract)
                - flow(Purpose::PoliceRent)
                - flow(Purpose::CompanyPrice)
                - flow(Purpose::Bribe)
                - flow(Purpose::Dues)
                - flow(Purpose::GangFee)
        }
        1 => {
            flow(Purpose::FirmProfit)
                + flow(Purpose::PoliceRent)
                + flow(Purpose::Bribe)
                + flow(Purpose::Shakedown)
                + flow(Purpose::PoliceExtortion)
                + flow(Purpose::GangSpending)
                + flow(Purpose::CompanyPrice)
        }
        _ => {
            -o.counts.shifted * stake
                - flow(Purpose::Shakedown)
                - flow(Purpose::PoliceExtortion)
                - flow(Purpose::GangExtortion)
                - flow(Purpose::BandExtortion)
                - o.diverted * o.officer_wage
        }
    };
    gain * o.weight
}
