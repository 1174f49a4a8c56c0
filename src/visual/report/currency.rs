//! The currency in which a page tells sums.

use super::numbers::plain;

/// A currency of some year, by what a dollar of the model's price year is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Currency {
    /// What it is called, with its year, such as `leones of 2024`; empty for dollars of the model's price year.
    pub name: String,
    /// How much of it is a dollar of the model's price year.
    pub per_usd: f64,
}

impl Default for Currency {
    fn default() -> Self {
        Self { name: String::new(), per_usd: 1.0 }
    }
}

impl Currency {
    /// A sum of this currency.
    pub(super) fn sum(&self, amount: f64) -> String {
        let told = if amount.abs() >= 999_500.0 {
            format!("{}\u{a0}million", plain(amount / 1e6))
        } else {
            plain(amount)
        };
        match self.name.as_str() {
            "" => format!("US${told}"),
            name => format!("{told} {name}"),
        }
    }

    /// What sums are in, in words.
    pub(super) fn of(&self, price_year: u32) -> String {
        match self.name.as_str() {
            "" => format!("US$ of {price_year}"),
            name => name.to_owned(),
        }
    }

    /// A sentence whose sums are in this currency and are written as dollars.
    pub(super) fn told(&self, sentence: &str) -> String {
        match self.name.as_str() {
            "" => sentence.to_owned(),
            name => format!("{} (in {name})", sentence.replace("US$", "")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_of_the_currency() {
        let leones = Currency { name: "leones of 2024".to_owned(), per_usd: 38.0 };
        assert_eq!(leones.sum(38_000.0), "38\u{202f}000 leones of 2024");
        assert_eq!(leones.told("A: US$3 an act"), "A: 3 an act (in leones of 2024)");
        assert_eq!(Currency::default().sum(2_000_000.0), "US$2\u{a0}million");
        assert_eq!(Currency::default().of(2003), "US$ of 2003");
    }
}
