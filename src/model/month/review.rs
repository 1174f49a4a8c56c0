//! Step 6: who watches the watchers.

use crate::model::auspices::accountability;
use crate::model::providers::committees;
use crate::world::Country;

/// Committees report; a share of what they report is reviewed, and only what passes will be paid
/// next month (claim 74).
pub(super) fn review(country: &mut Country) {
    committees::report(country);
    accountability::review(country);
}
