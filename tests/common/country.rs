//! Small countries for tests: parameters by key, months lived, counts summed.
use nodal::metrics::Tally;
use nodal::model;
use nodal::params::{Catalogue, Params, Sort, Value};
use nodal::world::Country;

/// Parameters with some set by key; whole and switch parameters take 0 and 1 too.
pub fn params(sets: &[(&str, f64)]) -> Params {
    let catalogue = Catalogue::standard();
    let mut params = Params::default();
    for (key, value) in sets {
        let parameter = catalogue.find(key).unwrap_or_else(|| panic!("no parameter {key}"));
        let value = match parameter.sort() {
            Sort::Real => Value::Real(*value),
            Sort::Whole => Value::Whole(*value as i64),
            Sort::Switch => Value::Switch(*value != 0.0),
            Sort::Text | Sort::Texts => panic!("{key} is a text"),
        };
        (parameter.set)(&mut params, &value);
    }
    params
}

/// A country of 60 communities × 200 households, without burn-in unless set otherwise.
pub fn country(sets: &[(&str, f64)]) -> Country {
    let mut all = vec![
        ("world.communities", 60.0),
        ("world.households", 200.0),
        ("time.burn_in_months", 0.0),
    ];
    all.extend_from_slice(sets);
    Country::build(&params(&all), None, 1).expect("a synthetic world can always be built")
}

/// Lives so many months and sums what was counted.
pub fn live(country: &mut Country, months: u32) -> Tally {
    let mut total = Tally::default();
    for _ in 0..months {
        model::month(country);
        total.absorb(&country.observation().tally);
    }
    total
}
