//! The page that tells how the program does on the bed.

use std::fmt::Write as _;

use sayso::events::EventType;
use sayso::factuality::Status;

use super::errors::Kind;
use super::figures::{Figures, Phenomenon, Share, Yield};

/// Kinds of errors on the page.
const MOST_ERRORS: usize = 10;
/// Places named for each.
const MOST_PLACES: usize = 4;

const HEAD: &str = "# How the program does on the test bed

Made by `cargo xtask eval bed --accept`; the bed and its form are described in [README.md](README.md), which record answers which
act in `xtask/src/eval/bed/matching.rs`: one whose type is one of the act's, and whose trigger overlaps the act's or which stands in
the same sentence with a coded actor of the act's on the same side, or with its mode. Precision counts every record but those of acts that may be
found, those that repeat in the title what the text tells, and the speech acts that bare futures are folded into; recall counts every expected act. ± is one standard error.

";

/// The page.
pub(crate) fn page(figures: &Figures, errors: &[Kind], false_facts: &[String]) -> String {
    let mut page = HEAD.to_owned();
    overview(&mut page, figures);
    asserted(&mut page, figures);
    if !false_facts.is_empty() {
        let _ = writeln!(page, "\nFact in the record, but not in the text: {}.", false_facts.join(", "));
    }
    types(&mut page, figures);
    phenomena(&mut page, figures);
    type_confusion(&mut page, figures);
    status_confusion(&mut page, figures);
    section(&mut page, "The ten commonest errors", "| error | times | for example |\n|---|---|---|\n");
    for kind in errors.iter().take(MOST_ERRORS) {
        let places: Vec<&str> = kind.places.iter().take(MOST_PLACES).map(String::as_str).collect();
        let _ = writeln!(page, "| {} | {} | {} |", kind.what, kind.places.len(), places.join(", "));
    }
    page
}

fn section(page: &mut String, heading: &str, table: &str) {
    let _ = write!(page, "\n## {heading}\n\n{table}");
}

fn share(share: Share) -> String {
    if share.all == 0 { "–".to_owned() } else { format!("{:.2} ({}/{})", share.value(), share.right, share.all) }
}

fn exact(share: Share) -> String {
    format!("{:.3} ± {:.3} ({}/{})", share.value(), share.error(), share.right, share.all)
}

fn overview(page: &mut String, figures: &Figures) {
    let all: Phenomenon = figures.every_phenomenon();
    let _ = writeln!(page, "| measure | share |\n|---|---|");
    let _ = writeln!(
        page,
        "| texts, expected acts, records | {}, {}, {} |",
        all.texts, all.yields.recall.all, figures.n_records
    );
    let _ = writeln!(page, "| type: precision | {} |", exact(all.yields.precision));
    let _ = writeln!(page, "| type: recall | {} |", exact(all.yields.recall));
    let _ = writeln!(page, "| type: F1 | {:.3} |", all.yields.f1());
    let _ = writeln!(page, "| expected acts found with roles, status and speakers right | {} |", exact(all.entire));
    for (name, share) in &figures.fields {
        let _ = writeln!(page, "| of the acts found: {name} | {} |", exact(*share));
    }
    let _ = writeln!(page, "| forbidden statements made | {} of {} |", all.forbidden.right, all.forbidden.all);
}

fn asserted(page: &mut String, figures: &Figures) {
    let asserted = figures.asserted;
    let of = |right| share(Share { right, all: asserted.all() });
    section(page, "Records that come out as plain fact", "| they rest on | share |\n|---|---|\n");
    let _ = writeln!(page, "| an act that the text asserts, under its type | {} |", of(asserted.fact));
    let _ = writeln!(page, "| an act that the text asserts, under another type | {} |", of(asserted.mistyped));
    let _ = writeln!(
        page,
        "| an act that the text only demands, promises, doubts, denies or attributes | {} |",
        of(asserted.no_fact)
    );
    let _ = writeln!(page, "| nothing that was to be recorded | {} |", of(asserted.nothing));
    let _ =
        writeln!(page, "| **what the text asserts (the first two)** | **{}** |", of(asserted.fact + asserted.mistyped));
    let told = Share { right: asserted.fact + asserted.mistyped, all: asserted.all() - asserted.nothing };
    let _ = writeln!(page, "| the same, of those that rest on an act | {} |", share(told));
}

fn yields(row: Yield) -> String {
    let f1 = if row.recall.all == 0 { "–".to_owned() } else { format!("{:.2}", row.f1()) };
    format!("{} | {} | {f1}", share(row.precision), share(row.recall))
}

fn types(page: &mut String, figures: &Figures) {
    section(page, "By type", "| type | precision | recall | F1 |\n|---|---|---|---|\n");
    for (event_type, row) in &figures.types {
        let _ = writeln!(page, "| {} | {} |", event_type.as_str(), yields(*row));
    }
    let _ = writeln!(page, "| **all** | {} |", yields(figures.overall()));
}

fn phenomena(page: &mut String, figures: &Figures) {
    let head = "| phenomenon | texts | precision | recall | F1 | status | speakers | all right | forbidden |\n\
                |---|---|---|---|---|---|---|---|---|\n";
    section(page, "By phenomenon", head);
    let mut row = |name: &str, of: &Phenomenon| {
        let forbidden = format!("{} of {}", of.forbidden.right, of.forbidden.all);
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} | {forbidden} |",
            of.texts,
            yields(of.yields),
            share(of.status),
            share(of.speakers),
            share(of.entire)
        );
    };
    for (name, of) in &figures.phenomena {
        row(name, of);
    }
    row("**all**", &figures.every_phenomenon());
}

/// Rows are the types of the gold, columns those given.
fn type_confusion(page: &mut String, figures: &Figures) {
    let short = |t: &EventType| t.as_str().chars().take(4).collect::<String>();
    let columns: Vec<String> = EventType::ALL.iter().map(short).collect();
    let head = format!("| gold | {} | missed |\n|---{}|---|\n", columns.join(" | "), "|---".repeat(columns.len()));
    section(page, "Types: gold down, given across", &head);
    let count = |key| figures.type_confusion.get(&key).map_or(String::new(), usize::to_string);
    for gold in EventType::ALL {
        let cells: Vec<String> = EventType::ALL.iter().map(|given| count((Some(*gold), Some(*given)))).collect();
        let _ = writeln!(page, "| {} | {} | {} |", gold.as_str(), cells.join(" | "), count((Some(*gold), None)));
    }
    let spurious: Vec<String> = EventType::ALL.iter().map(|given| count((None, Some(*given)))).collect();
    let _ = writeln!(page, "| spurious | {} | |", spurious.join(" | "));
}

fn status_confusion(page: &mut String, figures: &Figures) {
    let columns: Vec<&str> = Status::ALL.iter().map(|s| s.as_str()).collect();
    let head = format!("| gold | {} |\n|---{}|\n", columns.join(" | "), "|---".repeat(columns.len()));
    section(page, "Statuses of the acts found: gold down, given across", &head);
    let count = |key| figures.status_confusion.get(&key).map_or(String::new(), usize::to_string);
    for gold in Status::ALL {
        let cells: Vec<String> = Status::ALL.iter().map(|given| count((*gold, *given))).collect();
        let _ = writeln!(page, "| {} | {} |", gold.as_str(), cells.join(" | "));
    }
}
