//! Marks: what stands in the names of an answer's tables where another question holds the plain names.

use super::Answer;

/// `comparison.csv` with a mark: `comparison-MARK.csv`.
pub(super) fn marked(table: &str, mark: &str) -> String {
    match table.rsplit_once('.') {
        Some((stem, ending)) if !mark.is_empty() => format!("{stem}-{mark}.{ending}"),
        _ => table.to_owned(),
    }
}

/// The mark under which an answer's tables lie.
pub(super) fn mark_of(answer: &Answer, tables: &[&str]) -> String {
    let Some((stem, ending)) = tables.first().and_then(|table| table.rsplit_once('.')) else {
        return String::new();
    };
    let mark = |name: &String| {
        let inner = name.strip_prefix(stem)?.strip_suffix(&format!(".{ending}"))?;
        Some(inner.strip_prefix('-').unwrap_or(inner).to_owned())
    };
    answer.files.keys().find_map(mark).unwrap_or_default()
}

/// What one question asks that another does not, as a part of a file's name.
pub(super) fn difference(mine: &[String], theirs: &[String]) -> String {
    let theirs = parts(theirs);
    let of_mine = parts(mine);
    let mut new: Vec<&str> =
        of_mine.iter().filter(|part| !theirs.contains(part)).map(String::as_str).collect();
    if new.is_empty() {
        // It asks less: all that it asks tells it apart.
        new = of_mine.iter().skip(1).map(String::as_str).collect();
    }
    let name = new.join("-");
    if name.len() <= 80 { name } else { blake3::hash(name.as_bytes()).to_hex()[..16].to_owned() }
}

/// The parts of a comparison's arguments: the arms, then each option with its value.
fn parts(asks: &[String]) -> Vec<String> {
    let mut arms = Vec::new();
    let mut options: Vec<String> = Vec::new();
    for word in asks {
        if let Some(option) = word.strip_prefix("--") {
            options.push(option.to_owned());
        } else if let Some(option) = options.last_mut() {
            option.push('-');
            option.push_str(&word.replace([':', '='], "-").replace('%', "pc"));
        } else {
            let name = word.strip_prefix("inputs/").unwrap_or(word);
            arms.push(name.strip_suffix(".toml").unwrap_or(name).replace('/', "-"));
        }
    }
    if !options.iter().any(|option| option.starts_with("metric-")) {
        options.push("usual-metrics".to_owned());
    }
    let arms = match arms.split_first() {
        Some((baseline, others)) => format!("{}-against-{baseline}", others.join("-")),
        None => String::new(),
    };
    std::iter::once(arms).chain(options).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn another_question_is_named_by_what_it_asks_else() {
        let first = words("inputs/a.toml inputs/b.toml inputs/c.toml --window 1:12");
        let of = |text: &str| difference(&words(text), &first);
        assert_eq!(of("inputs/a.toml inputs/b.toml inputs/c.toml --window 7:12"), "window-7-12");
        assert_eq!(of("inputs/b.toml inputs/c.toml --window 1:12"), "c-against-b");
        assert_eq!(
            of("inputs/a.toml inputs/b.toml inputs/c.toml --metric fear --window 1:12"),
            "metric-fear"
        );
        let second =
            words("inputs/a.toml inputs/b.toml --metric fear --metric efficacy --window 1:12");
        let less = words("inputs/a.toml inputs/b.toml --metric fear --window 1:12");
        assert_eq!(difference(&less, &second), "metric-fear-window-1-12");
    }

    #[test]
    fn marks_stand_before_the_ending_and_are_read_back() {
        assert_eq!(marked("comparison.csv", ""), "comparison.csv");
        assert_eq!(marked("comparison.csv", "c-against-b"), "comparison-c-against-b.csv");
    }
}
