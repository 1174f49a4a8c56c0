//! The library of scenarios, which the program carries: no folder of the project is needed to read it.
//!
//! A file of the library is called by its path in it, as `library:/countries/haiti.toml`, and the paths in it are
//! relative to it, as in any file.

use super::problem::nearest;
use std::borrow::Cow;
use std::io::{Error, ErrorKind};
use std::path::{Component, Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// How paths of the library begin.
const ROOT: &str = "library:";
/// The folder where the project keeps it, and people theirs.
const FOLDER: &str = "scenarios";

/// The names of its files, in order: paths in the library.
///
/// # Examples
/// ```
/// use nodal::scenario::library;
///
/// assert!(library::names().any(|name| name == "countries/haiti.toml"));
/// ```
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// The path of a file of the library.
pub fn path(name: &str) -> PathBuf {
    Path::new(ROOT).join(name)
}

/// Whether a path leads into the library.
pub fn has(path: &Path) -> bool {
    path.starts_with(ROOT)
}

/// The file that somebody means: their own of this path or name, here or in `scenarios/`, before one of the library.
/// The path as it is where there is none.
///
/// # Examples
/// ```
/// use nodal::scenario::library;
/// use std::path::Path;
///
/// assert_eq!(library::found(Path::new("nobody.toml")), Path::new("nobody.toml"));
/// ```
pub fn found(meant: &Path) -> PathBuf {
    if meant.is_file() || has(meant) {
        return meant.to_owned();
    }
    let is_name = meant.extension().is_none();
    if is_name {
        let file = meant.with_extension("toml");
        if let Some(own) =
            [file.clone(), Path::new(FOLDER).join(&file)].into_iter().find(|path| path.is_file())
        {
            return own;
        }
    }
    ours(meant).map_or_else(|| meant.to_owned(), path)
}

/// The name of the library's file that is meant by its path or, where it is the only one, by its stem.
fn ours(meant: &Path) -> Option<&'static str> {
    let inside = meant.strip_prefix(FOLDER);
    let wanted = match (inside, meant.extension()) {
        (Ok(inside), _) => inside.to_owned(),
        (Err(_), None) => meant.to_owned(),
        (Err(_), Some(_)) => return None,
    };
    let wanted = wanted.with_extension("toml");
    let is_wanted = |name: &&str| Path::new(name) == wanted;
    if let Some(name) = names().find(is_wanted) {
        return Some(name);
    }
    let mut of_stem =
        names().filter(|name| Path::new(name).file_name() == Some(wanted.as_os_str()));
    of_stem.next().filter(|_| of_stem.next().is_none())
}

/// The name of a scenario of the library that is near to what somebody wrote.
pub fn near(meant: &Path) -> Option<&'static str> {
    let stem = meant.file_stem()?.to_str()?;
    let known = || names().filter_map(|name| name.strip_suffix(".toml"));
    let short = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
    let near = nearest(stem, known().map(short))?;
    known().find(|name| short(name) == near)
}

/// Contents of a file, of the library or not.
///
/// # Errors
/// When there is none of this path, or the file system fails.
pub fn bytes(path: &Path) -> std::io::Result<Cow<'static, [u8]>> {
    if !has(path) {
        return std::fs::read(path).map(Cow::Owned);
    }
    let wanted = inside(path);
    let found = FILES.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, bytes)| Cow::Borrowed(*bytes)).ok_or_else(|| ErrorKind::NotFound.into())
}

/// The same as text.
///
/// # Errors
/// As [`bytes`], and when it is not UTF-8.
pub fn text(path: &Path) -> std::io::Result<String> {
    String::from_utf8(bytes(path)?.into_owned())
        .map_err(|error| Error::new(ErrorKind::InvalidData, error.utf8_error()))
}

/// Whether there is a file of this path, in the library or not.
pub fn is_file(path: &Path) -> bool {
    if has(path) { names().any(|name| name == inside(path)) } else { path.is_file() }
}

/// The one path of a file or folder, whatever links and `..` lead to it; none where there is nothing.
pub fn real(path: &Path) -> Option<PathBuf> {
    if has(path) { Some(self::path(&inside(path))) } else { std::fs::canonicalize(path).ok() }
}

/// A path that a file names: relative to the file, unless it leads into the library.
pub fn beside(file: &Path, named: &str) -> PathBuf {
    match file.parent() {
        Some(folder) if !has(Path::new(named)) => folder.join(named),
        _ => PathBuf::from(named),
    }
}

/// What of a path lies behind the library's root.
fn inside(path: &Path) -> String {
    let mut parts: Vec<Cow<str>> = Vec::new();
    for part in path.components().skip(1) {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            _ => {}
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_path_and_by_name() {
        let of = |meant: &str| ours(Path::new(meant));
        assert_eq!(of("weak_state"), Some("weak_state.toml"));
        assert_eq!(of("scenarios/weak_state.toml"), Some("weak_state.toml"));
        assert_eq!(of("haiti"), Some("countries/haiti.toml"));
        assert_eq!(of("countries/haiti"), Some("countries/haiti.toml"));
        assert_eq!(of("abdication"), Some("abdication.toml"));
        // A file that somebody names with its ending is their own.
        assert_eq!(of("weak_state.toml"), None);
        assert_eq!(of("weak_stat"), None);
        assert_eq!(near(Path::new("weak_stat")), Some("weak_state"));
    }

    #[test]
    fn paths_of_the_library_are_relative_to_it() {
        let claim = path("claims/62_core_transfers.toml");
        assert_eq!(
            beside(&claim, "../weak_state.toml"),
            Path::new("library:/claims/../weak_state.toml")
        );
        assert!(is_file(&beside(&claim, "../weak_state.toml")));
        assert_eq!(
            beside(Path::new("a/b.toml"), "library:/weak_state.toml"),
            path("weak_state.toml")
        );
        assert_eq!(real(&beside(&claim, "../weak_state.toml")), Some(path("weak_state.toml")));
        assert!(bytes(&path("nobody.toml")).is_err());
    }
}
