//! Which program this is: numbers are comparable between builds of one digest of sources, and only there.

/// Digest of the sources that reach the tables, and of the versions of the crates that do (`build/sources.rs`): whatever
/// the folder, the line ends and the system. What speaks and draws plays no part.
pub const BUILD: &str = env!("NODAL_BUILD");

/// The commit that changed these sources last, marked where they were changed since; empty where the package is no
/// checkout and none was noted when it was packed.
pub const COMMIT: &str = env!("NODAL_COMMIT");

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Version, digest of sources and commit in one line, for `nodal --version`.
pub const LINE: &str = env!("NODAL_VERSION");
