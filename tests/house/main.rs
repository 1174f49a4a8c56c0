//! The house is in order: the project's own commands find nothing, and its documents are those of its declarations.

mod documents;
mod floors;
mod order;
