//! Keys that files of older versions of the format may have, each with what to write now: a file of any older version
//! runs, or each such key is refused with the answer. Files of newer versions are refused.

use super::{SCHEMA_VERSION, wanted};
use crate::params::Value;

/// A key that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The key as it was.
    pub key: &'static str,
    /// First version of the format without it.
    pub since: i64,
    /// Keys that say it now; none where nothing does.
    pub now: &'static [&'static str],
    /// What to write instead, for people.
    pub write: &'static str,
}

/// Whether this program reads a file of this version.
pub(super) fn version(found: &toml::de::DeValue) -> Result<(), (String, Option<String>)> {
    match wanted::literal(found) {
        Some(Value::Whole(version)) if (1..=SCHEMA_VERSION).contains(&version) => Ok(()),
        Some(Value::Whole(version)) if version > SCHEMA_VERSION => Err((
            format!("found version {version}; this program reads 1 to {SCHEMA_VERSION}"),
            Some("the file is newer than the program: a newer program reads it".to_owned()),
        )),
        _ => Err((
            format!(
                "found {}; a version from 1 to {SCHEMA_VERSION} is wanted",
                wanted::describe(found)
            ),
            None,
        )),
    }
}

/// All keys that are gone.
pub const MOVED: &[Moved] = &[
    Moved {
        key: "auspice.state.responsiveness",
        since: 2,
        now: &["accountability.complaint"],
        write: "how often a complaint finds an abuse is `accountability.complaint`",
    },
    Moved {
        key: "disputes.projects",
        since: 2,
        now: &["disputes.project_quarrels", "disputes.project_others", "peacebuilding.served"],
        write: "what projects prevent is `disputes.project_quarrels` and `disputes.project_others`, over households as `peacebuilding.served` says",
    },
    Moved {
        key: "auspice.state.relief",
        since: 2,
        now: &[],
        write: "leave it out: a seat of the state behind a forum is said by `seats` of a [[compact]]",
    },
];

/// What is known of a key that is gone: message and help.
pub(super) fn moved(key: &str) -> Option<(String, String)> {
    let moved = MOVED.iter().find(|moved| moved.key == key)?;
    let message = format!("schema_version {} has no such key any more", moved.since);
    Some((message, moved.write.to_owned()))
}
