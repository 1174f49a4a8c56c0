//! The page of claims, written from its tables and from the claims' files alone.

use super::table::{Tables, row_of};
use super::words::{
    HEADS, Head, carried, claimed, deciding, for_the_reverse, interval, is_undecided, money,
    number, untested, verdict_of, words,
};
use super::{Carried, Size, Verdict};
use crate::experiment::words::counted;
use crate::output::claims::Row;
use crate::scenario::claim::Claim;
use std::fmt::Write as _;

/// The page: a summary in plain words, the table, and each claim.
pub fn markdown(claims: &[Claim], tables: &Tables) -> String {
    let mut text = String::from(
        "# The paper's claims, executed\n\nWritten by `nodal claims --page docs/claims.md` from `claims.csv` and `claims_outcomes.csv` beside it and \
         from the files in [scenarios/claims](../scenarios/claims); do not edit.\n\n",
    );
    let all: Vec<(&Claim, &Row)> = claims
        .iter()
        .filter_map(|claim| {
            Some((claim, tables.claims.iter().find(|row| row.claim == claim.number)?))
        })
        .collect();
    sizes(&tables.claims, &mut text);
    summary(&all, &mut text);
    table(&all, &mut text);
    for (claim, row) in &all {
        section(claim, row, tables, &mut text);
    }
    text
}

fn sizes(rows: &[Row], text: &mut String) {
    let Some(row) = rows.first() else { return };
    let full = Size::FULL;
    let seeds = rows.iter().map(|row| row.draw_replicates as usize);
    let _ = write!(
        text,
        "**Sizes.** Defaults and ablations: {} communities of {} households, {} months before month 0, {}. Shares: {}{} draws over the declared \
         ranges of everything that people may do and nobody has measured, {} communities, {} a draw{}.",
        row.communities,
        row.households,
        row.burn_in_months,
        counted(rows.iter().map(|row| row.replicates).max().unwrap_or(0), "seed"),
        match rows.iter().map(|row| row.sets).max().unwrap_or(0) {
            0 => String::new(),
            sets => format!(
                "{sets} sets of parameters that the facts do not rule out, by which verdicts go, and beside them "
            ),
        },
        rows.iter().map(|row| row.draws).max().unwrap_or(0),
        row.draw_communities,
        counted(seeds.clone().min().unwrap_or(0), "seed"),
        match seeds.clone().max() {
            Some(most) if seeds.min() < Some(most) =>
                format!(" ({most} where programmes are matched to places)"),
            _ => String::new(),
        },
    );
    let replicates = rows.iter().map(|row| row.replicates).max().unwrap_or(0);
    let lived = |communities: u32, replicates: usize| f64::from(communities) * replicates as f64;
    let (all, own) =
        (lived(full.communities, full.replicates as usize), lived(row.communities, replicates));
    if own < all {
        let _ = write!(
            text,
            " **This is a reduced run.** At full size ({} communities, {} seeds, {} draws of {} communities) intervals are {:.1} times \
             narrower: what is not shown here may be shown there, and shares that rest on few draws say little. What enclaves put out is smaller \
             as the country is. Nothing was tuned claim by claim.",
            full.communities,
            full.replicates,
            full.draws,
            full.draw_communities,
            (all / own.max(1.0)).sqrt(),
        );
    }
    text.push_str("\n\n");
}

/// What stands, what hangs on which unknown, what does not hold, what is to be measured.
fn summary(all: &[(&Claim, &Row)], text: &mut String) {
    text.push_str("## In plain words\n\n");
    let of = |verdict: Verdict| {
        all.iter().filter(move |(_, row)| verdict_of(row) == Some(verdict)).collect::<Vec<_>>()
    };
    for Head { verdict, head, takes, .. } in HEADS {
        let found = of(verdict);
        let _ = writeln!(text, "**{head}.** {takes} ({} of {}):\n", found.len(), all.len());
        for (claim, row) in &found {
            let _ = writeln!(text, "- Claim {}: {}{}", claim.number, claim.title, hangs_on(row));
        }
        if found.is_empty() {
            text.push_str("- none\n");
        }
        text.push('\n');
    }
    let is_wrong =
        |row: &Row| matches!(Carried::parse(&row.carried), Some(Carried::No | Carried::Idle));
    let wrong: Vec<_> = all.iter().filter(|(_, row)| is_wrong(row)).collect();
    let _ = writeln!(
        text,
        "**Where the mechanism that was believed to carry an effect does not** ({}): with it off, less than half of the effect goes, or the \
         interval of what goes holds 0, or nothing changes.\n",
        wrong.len()
    );
    for (claim, _) in &wrong {
        let _ = writeln!(text, "- Claim {}: {}", claim.number, claim.carrier.words);
    }
    if wrong.is_empty() {
        text.push_str("- none\n");
    }
    text.push_str("\n**What a field study would have to measure** to decide what is conditional, not shown or open here:\n\n");
    for (claim, row) in all {
        if is_undecided(row) {
            let _ = writeln!(text, "- Claim {}: {}", claim.number, claim.measure);
        }
    }
    text.push('\n');
}

/// The parameters that decide, in words.
fn hangs_on(row: &Row) -> String {
    if row.decided_by.is_empty() {
        return String::new();
    }
    format!(" (hangs on {})", named(row))
}

fn named(row: &Row) -> String {
    let one = |(key, rank): (&str, f64)| format!("`{key}` {rank:+.2}");
    deciding(row).into_iter().map(one).collect::<Vec<_>>().join(", ")
}

fn table(all: &[(&Claim, &Row)], text: &mut String) {
    text.push_str(
        "## Table\n\nEffects are those of the outcome on which the verdict hangs, in its unit, as each claim says below; intervals are 95 %. *Off*: the \
         same effect with the carrier switched off. *Would matter*: a twentieth of the arms' level; an interval that holds 0 and reaches further \
         leaves the outcome open, and what is shown may be smaller. *Holds, null, reversed*: shares of draws in which all that the claim needs has the claimed sign, \
         in which its effect is less than a tenth of that at the defaults, and in which a sign reverses: of the ensemble, where there is one. \
         *Prior*: how often it holds over all that is declared.\n\n\
         | claim | | verdict | effect | interval | off | holds | null | reversed | prior |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for (claim, row) in all {
        let share =
            |x: Option<f64>| x.map_or_else(|| "-".to_owned(), |x| format!("{:.0} %", 100.0 * x));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            claim.number,
            claim.title,
            row.verdict,
            number(row.effect),
            interval(row.low, row.high),
            number(row.ablated_effect),
            share(row.share_holds),
            share(row.share_null),
            share(row.share_reversed),
            share(row.prior_holds),
        );
    }
    text.push('\n');
}

fn section(claim: &Claim, row: &Row, tables: &Tables, text: &mut String) {
    let _ = writeln!(
        text,
        "## Claim {}: {}\n\n{} ({}).\n",
        claim.number, claim.title, claim.sentence, claim.section
    );
    let names = claim.arms.iter().map(|arm| {
        let stem = arm
            .file
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        if stem == arm.name { format!("`{stem}`") } else { format!("{} (`{stem}`)", arm.name) }
    });
    let _ = writeln!(text, "Arms: {}.\n", names.collect::<Vec<_>>().join(", "));
    if let Some(money) = money(tables.arms_of(claim)) {
        let _ = writeln!(text, "{money}\n");
    }
    text.push_str(
        "| outcome | claimed | effect | interval | off | would matter |\n|---|---|---|---|---|---|\n",
    );
    for (i, outcome) in claim.outcomes.iter().enumerate() {
        let Some(found) = row_of(outcome, i, tables.outcomes_of(claim)) else { continue };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            words(claim, outcome),
            claimed(outcome),
            number(found.effect),
            interval(found.low, found.high),
            number(found.ablated_effect),
            number(found.matters)
        );
    }
    for sentence in untested(claim, &tables.outcomes_of(claim)) {
        let _ = writeln!(text, "\n{sentence}");
    }
    let _ = write!(text, "\n**Verdict: {}**", row.verdict.replace('_', " "));
    match verdict_of(row) {
        Some(Verdict::Declared) => {
            let _ = write!(text, ": {}", claim.declared);
        }
        _ if claim.outcomes.len() > 1 => {
            let _ = write!(text, ", by outcome {}", row.outcome);
        }
        _ => {}
    }
    let _ = writeln!(text, ". Believed to carry it: {}; {}.", claim.carrier.words, carried(row));
    let draws = if row.draws > 0 { row.draws } else { row.sets };
    if draws > 0 && row.decided_by.is_empty() {
        let _ = writeln!(
            text,
            "Over {draws} draws no single parameter stands out among all that are drawn."
        );
    } else if draws > 0 {
        let _ =
            writeln!(text, "Over {draws} draws it hangs on {} (rank correlations).", named(row));
        let reverse = for_the_reverse(row).join(", and ");
        let _ = writeln!(text, "For the reverse one would have to believe in {reverse}.");
    }
    if !claim.falsifiable.is_empty() {
        let _ = writeln!(text, "What keeps it from arithmetic: {}", claim.falsifiable);
    }
    let _ = writeln!(text, "It would be contradicted by: {}\n", claim.contradicts);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Catalogue;
    use crate::scenario::Settings;
    use std::path::Path;

    fn only(row: Row) -> Tables {
        Tables { claims: vec![row], outcomes: Vec::new(), arms: Vec::new() }
    }

    fn row(verdict: Verdict, carried: Carried, decided_by: &str) -> Row {
        Row {
            claim: "65".to_owned(),
            verdict: verdict.name().to_owned(),
            effect: Some(-0.5),
            low: Some(-0.75),
            high: Some(-0.25),
            replicates: 4,
            ablated_effect: Some(-0.125),
            share_holds: Some(0.9),
            share_null: Some(0.05),
            share_reversed: Some(0.05),
            carried: carried.name().to_owned(),
            outcome: 1,
            sets: 0,
            prior_holds: Some(0.9),
            prior_null: Some(0.05),
            prior_reversed: Some(0.05),
            draws: 20,
            decided_by: decided_by.to_owned(),
            communities: 8,
            households: 60,
            burn_in_months: 24,
            draw_communities: 8,
            draw_replicates: 1,
            experiment: String::new(),
        }
    }

    #[test]
    fn the_page_says_what_stands_what_it_hangs_on_and_what_is_to_be_measured() {
        let path = Path::new("scenarios/claims/65_early_resolution.toml");
        let load = Claim::load(path, &Settings::default(), &Catalogue::standard());
        let claims = [load.unwrap_or_else(|problems| panic!("{problems}"))];
        let holds = markdown(&claims, &only(row(Verdict::Holds, Carried::Yes, "")));
        assert!(holds.contains("**This is a reduced run.**"), "{holds}");
        assert!(holds.contains("## Claim 65: "), "{holds}");
        assert!(holds.contains("| 65 | Early resolution is the lever | holds | -0.5000 | -0.7500 to -0.2500 | -0.1250 | 90 % |"));
        assert!(!holds.contains(&format!("- Claim 65: {}", claims[0].measure)));
        let decided = "escalation.hazard -0.71";
        let hangs = markdown(&claims, &only(row(Verdict::Conditional, Carried::No, decided)));
        assert!(hangs.contains("(hangs on `escalation.hazard` -0.71)"), "{hangs}");
        assert!(hangs.contains("it is not the carrier"), "{hangs}");
        assert!(hangs.contains(&format!("- Claim 65: {}", claims[0].measure)), "{hangs}");
    }
}
