//! Reads the imports of the sources, and says which of them climb and which go in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Sources by module path, as in `model::people::beliefs`, without comments and tests.
pub type Sources = BTreeMap<String, String>;

/// All modules below a folder of sources.
pub fn read(folder: &Path) -> Sources {
    let mut sources = Sources::new();
    walk(folder, &[], &mut sources);
    sources
}

fn walk(folder: &Path, inside: &[String], sources: &mut Sources) {
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("can be read").path();
        let stem = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        let mut module = inside.to_vec();
        if path.is_dir() {
            module.push(stem);
            walk(&path, &module, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            if !["mod", "lib", "main"].contains(&stem.as_str()) {
                module.push(stem);
            }
            let text = fs::read_to_string(&path).expect("can be read");
            sources.insert(module.join("::"), without_tests_and_comments(&text));
        }
    }
}

/// The text as far as imports matter: tests stand at the end of a file.
pub fn without_tests_and_comments(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    body.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The modules that a module names, by `crate::…` or `super::…`, trees of `use` included.
pub fn imports(module: &str, sources: &Sources) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let text = &sources[module];
    for (root, start) in [("crate::", Vec::new()), ("super::", parent(module))] {
        for (at, _) in text.match_indices(root) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            follow(&text[at + root.len()..], start.clone(), &mut |path| {
                found.extend(nearest(path, sources));
            });
        }
    }
    found.remove(module);
    found
}

fn parent(module: &str) -> Vec<String> {
    let mut path: Vec<String> = module.split("::").map(str::to_owned).collect();
    path.pop();
    path
}

/// Follows a path or a tree of paths and reports each leaf.
fn follow<'t>(text: &'t str, mut path: Vec<String>, report: &mut impl FnMut(&[String])) -> &'t str {
    let mut rest = text.trim_start();
    if let Some(tree) = rest.strip_prefix('{') {
        rest = tree;
        loop {
            rest = follow(rest, path.clone(), report).trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                Some(end) => return end.trim_start().strip_prefix('}').unwrap_or(end),
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    match name {
        "super" => drop(path.pop()),
        "self" => {}
        _ => path.push(name.to_owned()),
    }
    if let Some(deeper) = after.strip_prefix("::") {
        return follow(deeper, path, report);
    }
    report(&path);
    let alias = after.trim_start().strip_prefix("as ").map(str::trim_start);
    alias.map_or(after, |alias| alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The innermost module on a path.
fn nearest(path: &[String], sources: &Sources) -> Option<String> {
    (1..=path.len()).rev().map(|n| path[..n].join("::")).find(|name| sources.contains_key(name))
}

/// The rooms of a house, from the top floor down, and who imports whom upwards or across.
pub struct House<'a> {
    /// Path of the house; empty for the crate.
    pub path: &'a str,
    /// Floors from the top; the rooms of one floor do not import each other.
    pub floors: &'a [&'a [&'a str]],
}

impl House<'_> {
    fn floor(&self, room: &str) -> Option<usize> {
        self.floors.iter().position(|rooms| rooms.contains(&room))
    }

    /// The room in which a module lies, if it lies in this house.
    fn room<'m>(&self, module: &'m str) -> Option<&'m str> {
        let inside = if self.path.is_empty() {
            module
        } else {
            module.strip_prefix(self.path)?.strip_prefix("::")?
        };
        inside.split("::").next().filter(|room| !room.is_empty())
    }

    /// Every import that climbs or crosses, and every room that has no floor.
    pub fn faults(&self, sources: &Sources) -> Vec<String> {
        let mut faults = BTreeSet::new();
        for module in sources.keys() {
            let Some(room) = self.room(module) else { continue };
            let Some(floor) = self.floor(room) else {
                faults.insert(format!("{room} has no floor"));
                continue;
            };
            for import in imports(module, sources) {
                let Some(other) = self.room(&import).filter(|&other| other != room) else {
                    continue;
                };
                if self.floor(other).is_none_or(|below| below <= floor) {
                    faults.insert(format!("{module} imports {import}"));
                }
            }
        }
        faults.into_iter().collect()
    }
}

/// A circle of imports among the modules below a path, if there is one.
pub fn circle(below: &str, sources: &Sources) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    let inside = |module: &String| module.starts_with(below);
    for module in sources.keys().filter(|&module| inside(module)) {
        let mut trail = Vec::new();
        if let Some(found) = descend(module, below, sources, &mut trail, &mut done) {
            return Some(found);
        }
    }
    None
}

fn descend(
    module: &str,
    below: &str,
    sources: &Sources,
    trail: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(at) = trail.iter().position(|known| known == module) {
        return Some(trail[at..].to_vec());
    }
    if !done.insert(module.to_owned()) {
        return None;
    }
    trail.push(module.to_owned());
    for import in imports(module, sources) {
        if import.starts_with(below)
            && let Some(found) = descend(&import, below, sources, trail, done)
        {
            return Some(found);
        }
    }
    trail.pop();
    None
}
