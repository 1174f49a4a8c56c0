//! What scenarios are called beside each other.

use super::library;
use std::path::{Path, PathBuf};

/// A name for each file: its stem, or where several files have it the shortest end of the path that tells them apart,
/// such as `a/city` and `b/city`. Only the same file twice has the same name twice.
///
/// # Examples
/// ```
/// use nodal::scenario::distinguishing;
///
/// let files = ["x/a/city.toml", "x/b/city.toml", "x/town.toml"].map(std::path::PathBuf::from);
/// assert_eq!(distinguishing(&files), ["a/city", "b/city", "town"]);
/// ```
pub fn distinguishing(files: &[PathBuf]) -> Vec<String> {
    let paths: Vec<Vec<String>> = files.iter().map(|file| parts(file)).collect();
    paths
        .iter()
        .map(|own| {
            let end = |path: &[String], n: usize| path[path.len().saturating_sub(n)..].to_vec();
            let is_alone = |n: &usize| {
                paths.iter().all(|other| other == own || end(other, *n) != end(own, *n))
            };
            let n = (1..=own.len()).find(is_alone).unwrap_or(own.len());
            end(own, n).join("/")
        })
        .collect()
}

/// The folders of a file and its stem, from the root on.
fn parts(file: &Path) -> Vec<String> {
    let whole = library::real(&library::found(file))
        .or_else(|| std::path::absolute(file).ok())
        .unwrap_or_else(|| file.to_owned());
    let normal = |part: std::path::Component| match part {
        std::path::Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    };
    // A link is called what the user calls it.
    let folders = whole.parent().into_iter().flat_map(Path::components).filter_map(normal);
    let stem =
        file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    folders.chain([stem]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_stem_are_told_apart_by_as_little_as_is_needed() {
        let of =
            |files: &[&str]| distinguishing(&files.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(of(&["a/city.toml", "b/city.toml"]), ["a/city", "b/city"]);
        assert_eq!(
            of(&["p/a/city.toml", "q/a/city.toml", "city.toml"])[..2],
            ["p/a/city", "q/a/city"]
        );
        assert_eq!(of(&["a/city.toml", "b/town.toml"]), ["city", "town"]);
        assert_eq!(of(&["a/city.toml", "a/city.toml"]), ["city", "city"]);
    }
}
