//! Values dealt anew to where they came from: what a search finds where nothing is to be found.

use crate::engine::Stream;

/// The values in an order that chance gives.
pub(super) fn deal<T: Clone>(values: &[T], stream: &mut Stream) -> Vec<T> {
    let mut dealt = values.to_vec();
    for last in (1..dealt.len()).rev() {
        dealt.swap(last, stream.below(last as u32 + 1) as usize);
    }
    dealt
}
