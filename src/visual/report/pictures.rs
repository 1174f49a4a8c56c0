//! Figures of a page, each on a white card in a wide and a narrow form, with how to read it and the numbers behind it.

use super::numbers::plain;
use crate::visual::{Behind, Figure, Gallery, svg};
use maud::{Markup, PreEscaped, html};
use std::fmt::Write;

/// Rows of a figure that a page shows; the file has all of them.
const ROWS: usize = 120;

/// What a directory's figures look like on a desk, and on a telephone.
pub(super) struct Pictures {
    pub wide: Gallery,
    pub narrow: Gallery,
}

impl Pictures {
    /// Those whose name is wanted.
    pub fn shown(&self, wanted: impl Fn(&str) -> bool) -> Markup {
        let shown: Vec<&Figure> =
            self.wide.figures.iter().filter(|one| wanted(&one.name)).collect();
        html! {
            @for figure in shown {
                figure {
                    div.card.wide tabindex="0" role="region" aria-label=(figure.sketch.description) {
                        div.desk { (PreEscaped(svg(figure))) }
                        @if let Some(narrow) = self.narrow(&figure.name) {
                            div.phone { (PreEscaped(svg(&narrow))) }
                        }
                    }
                    figcaption { (reading(&figure.name)) }
                    (behind(figure))
                }
            }
        }
    }

    /// The narrow form under a name of its own, as a page names nothing twice.
    fn narrow(&self, name: &str) -> Option<Figure> {
        let found = self.narrow.figures.iter().find(|figure| figure.name == name)?;
        Some(Figure { name: format!("{name}-narrow"), sketch: found.sketch.clone() })
    }
}

/// The numbers of a figure, as a table and as a file.
fn behind(figure: &Figure) -> Markup {
    let table = &figure.sketch.behind;
    let (name, title) = (&figure.name, &figure.sketch.title);
    let more = table.rows.len().saturating_sub(ROWS);
    html! {
        details.behind {
            summary { "The numbers of this figure" }
            p { a download={ (name) ".csv" } href=(address(table)) { "Save them as " (name) ".csv" } }
            div.wide tabindex="0" role="region" aria-label={ "The numbers of " (title) } { table {
                caption { span { (title) @if more > 0 { "; the first " (ROWS) " rows, " (more) " more are in the file" } } }
                thead { tr { @for column in &table.header { th scope="col" { (column.replace('_', " ")) } } } }
                tbody { @for row in table.rows.iter().take(ROWS) { tr { @for cell in row { td { (short(cell)) } } } } }
            } }
        }
    }
}

/// A cell for people: fractions with the digits that mean something; the file has all of them.
fn short(cell: &str) -> String {
    let fraction = cell.parse().ok().filter(|_| cell.contains('.'));
    fraction.map_or_else(|| cell.to_owned(), plain)
}

/// A table as an address that holds it.
fn address(table: &Behind) -> String {
    let mut text = "data:text/csv;charset=utf-8,".to_owned();
    for byte in table.csv().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._,".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// How to read a figure.
fn reading(name: &str) -> &'static str {
    match name {
        "differences" => {
            "How to read it: each line is the 95 % interval of a difference from the baseline, in percent of the baseline. Right \
             of the middle is more, left is less. A filled dot is a difference that is shown after Holm's correction for the \
             number of rows; an open one is not, even where its interval leaves out zero. An arrow leads beyond the frame."
        }
        "options" => {
            "How to read it: a column is an option, a row an outcome. The first column is the baseline's mean; the others are \
             differences from it with their 95 % intervals. Shaded cells with a word are differences that are shown after \
             Holm's correction."
        }
        "pairs" => {
            "How to read it: a cell is the row's option less the column's, with its 95 % interval. Shaded cells with a word are \
             differences that are shown after Holm's correction."
        }
        "cost-against-effect" => {
            "How to read it: each cross is a scenario. Down is less violence, left is less cost for a settled dispute; the arms of \
             the cross are 95 % intervals. A filled dot is a difference in violence that is shown after Holm's correction."
        }
        "scenarios" => {
            "How to read it: each panel is a scenario, in colour, with the median of the baseline dotted behind it, on one scale. \
             A step is a year. Thin lines are replicates, the bands hold half and four fifths of them: futures, not \
             uncertainty of a mean; differences are known closer than they suggest, as replicates are compared in pairs."
        }
        "violence" => {
            "How to read it: each colour is one origin of violence; thick is the median, thin are replicates, and bands hold half \
             and four fifths of them. A step is a year."
        }
        "provision" => {
            "How to read it: each colour is the share of disputes that are first taken to this kind of provider; thick is the \
             median, thin are replicates. What is missing to 100 % is talked over, put up with, or taken into own hands."
        }
        "disputes" => {
            "How to read it: from left to right, the disputes that end, what was first done with them, and how they ended. The \
             width of a ribbon is its share, its colour the outcome."
        }
        "money" => {
            "How to read it: money that changes hands by mode of exchange, a head of the simulated communities and year, without \
             what households earn from and spend outside. Thick is the median, thin are replicates."
        }
        "plane" => {
            "How to read it: each auspice from its first year (ring) to its last (large dot). Up is more legitimate, right is more \
             money for security, on a scale on which equal steps are equal multiples. The lines part the cells of the paper's table."
        }
        "turf" => {
            "How to read it: each row is a community that a gang ever held, each colour a gang, from the first year at the left."
        }
        "who_steers" => {
            "How to read it: of all that auspices with money of their own chose in the last two years, the width of a colour is the \
             share that this auspice leads, of this sort, and with this partner."
        }
        _ if name.starts_with("sensitivity-plane") => {
            "How to read it: right is more effect, up is an effect that depends more on the other parameters; the lines are 95 % \
             intervals. A hollow dot could as well be nothing."
        }
        _ if name.contains("-where-") => {
            "How to read it: each line is a point of the study, dark where the result is worst; the bars are the ranges in which \
             most of the dark ones lie."
        }
        _ if name.contains("-tornado-") || name.starts_with("sensitivity") => {
            "How to read it: the longer the bar, the more the result hangs on this parameter; the thin line is the uncertainty of \
             the bar. Grey bars could as well be nothing."
        }
        _ if name.contains("-scatter-") => {
            "How to read it: each dot is a point of the study; the line is the mean over tenths of the range."
        }
        _ if name.contains("-response-") => {
            "How to read it: each field is the mean of the points whose two parameters lie there."
        }
        _ => "The figure says in its title what it shows and on its axes in which units.",
    }
}
