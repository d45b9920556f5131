//! Fits the confidence of records on one half of the test bed and tries it on the other.
//!
//! - `logistic`: the fit
//! - `curve`: how a rating fares against what is right, and its picture
//!
//! A record is right if it answers an act of the bed with the right type, status and speakers and names no actor who has no part
//! in it. A gap (an actor who is not named, or has no code) is no fault here: it shows in the record.

mod curve;
mod logistic;

use std::fmt::Write as _;
use std::path::Path;

use sayso::Coded;
use sayso::record::{Confidence, Features, QuantityWords, Record, build_with_features};

use self::curve::{Curve, Rated};
use super::bed::gold::Act;
use super::bed::matching::{Judged, Verdict, no_stranger, speakers_fit};
use super::bed::{self, Bed};

/// A record's features, and whether it is right.
pub(crate) struct Sample {
    pub(crate) features: Features,
    pub(crate) is_right: bool,
}

/// Fits and tries; writes weights, page and picture if asked to.
pub(crate) fn run(root: &Path, is_accepting: bool) -> Result<String, String> {
    let bed = Bed::code(root)?;
    let [first, second] = halves(&bed)?;
    let fitted = logistic::fit(&first);
    let page = page(&first, &second, &fitted)?;
    if is_accepting {
        let write = |path: &str, text: &str| std::fs::write(root.join(path), text).map_err(|e| format!("{path}: {e}"));
        write("lexicons/confidence.tsv", &table(root, &fitted)?)?;
        write("docs/confidence.md", &page)?;
        write("docs/reliability.svg", &Curve::of(&rate(&Confidence::of(fitted), &second)).picture())?;
    }
    Ok(page)
}

/// The records of every second text, and of the others.
pub(crate) fn halves(bed: &Bed) -> Result<[Vec<Sample>; 2], String> {
    let words = QuantityWords::builtin().map_err(|e| e.to_string())?;
    let mut halves = [Vec::new(), Vec::new()];
    for (i, (judged, coded)) in bed::judge(&bed.texts, &bed.coded).iter().zip(&bed.coded).enumerate() {
        halves[i % 2].extend(samples(judged, coded, &words));
    }
    Ok(halves)
}

fn samples(judged: &Judged<'_>, coded: &Coded, words: &QuantityWords) -> Vec<Sample> {
    let layers = sayso::record::Layers {
        document: &coded.document,
        syntax: &coded.syntax,
        entities: &coded.entities,
        events: &coded.events,
        ratings: &coded.ratings,
    };
    let rated = build_with_features(layers, words);
    let sample = |((record, features), verdict): ((Record, Features), &Verdict)| {
        let is_right = match verdict {
            Verdict::Found(a) => is_right(&record, &judged.text.expect[*a]),
            Verdict::Also(a) => is_right(&record, &judged.text.also[*a]),
            Verdict::Mistyped(_) | Verdict::Spurious => false,
            Verdict::Repeat(_) | Verdict::Folded => return None,
        };
        Some(Sample { features, is_right })
    };
    rated.into_iter().zip(&judged.verdicts).filter_map(sample).collect()
}

fn is_right(record: &Record, act: &Act) -> bool {
    act.statuses.contains(&record.status) && speakers_fit(act, record) && no_stranger(act, record)
}

/// Samples as a model rates them.
pub(crate) fn rate(model: &Confidence, samples: &[Sample]) -> Vec<Rated> {
    let rated = |s: &Sample| Rated { rating: f64::from(model.rate(&s.features)), is_right: s.is_right };
    samples.iter().map(rated).collect()
}

/// What stood here before: 0.95, less something for each gap and each step of the status.
fn count_of_gaps(samples: &[Sample]) -> Vec<Rated> {
    let value = |s: &Sample, name: &str| {
        let at = Features::names().iter().position(|n| *n == name);
        at.map_or(0.0, |at| s.features.values()[at])
    };
    let rated = |s: &Sample| {
        let gaps = 0.1 * (1.0 - value(s, "source coded")) + 0.05 * (1.0 - value(s, "target coded"));
        let rating = 0.95 - gaps - 0.15 * value(s, "unknown verb") - 0.12 * value(s, "operators");
        Rated { rating, is_right: s.is_right }
    };
    samples.iter().map(rated).collect()
}

/// The share of right ones among the first, for all alike.
fn constant(first: &[Sample], samples: &[Sample]) -> Vec<Rated> {
    let share = first.iter().filter(|s| s.is_right).count() as f64 / first.len().max(1) as f64;
    samples.iter().map(|s| Rated { rating: share, is_right: s.is_right }).collect()
}

/// The table of weights with its comments and descriptions kept.
fn table(root: &Path, weights: &[f64]) -> Result<String, String> {
    let path = root.join("lexicons/confidence.tsv");
    let old = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let line = |line: &str| {
        let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if let (Some(at), 3) = (Features::names().iter().position(|n| *n == cells[0]), cells.len()) {
            cells[1] = format!("{:.3}", weights[at]);
        }
        cells.join("\t") + "\n"
    };
    Ok(old.lines().map(line).collect())
}

const HEAD: &str = "# How sure sayso is of a record

`confidence` is the share of records like this one that an analyst would find right: of ten records with 0.8, about eight have the
right type, status and speakers and name nobody who has no part in the act. What is missing (an actor without a code, no place) is no
fault in this sense: it shows in the record. `--min-confidence` leaves out what lies below.

It is a logistic model over features that the record and its trace show (`sayso explain`). The weights are rows of
`lexicons/confidence.tsv`, fitted by `cargo xtask eval confidence --accept` on every second text of the test bed in `suite/bed` and tried
on the others. This page is made by the same command.

";

fn page(first: &[Sample], second: &[Sample], fitted: &[f64; sayso::record::N_FEATURES]) -> Result<String, String> {
    let mut page = HEAD.to_owned();
    let fit = rate(&Confidence::of(*fitted), second);
    let turned = rate(&Confidence::of(logistic::fit(second)), first);
    let _ = writeln!(
        page,
        "| rating of the {} records of the other half | expected calibration error | Brier score | right above wrong |\n\
         |---|---|---|---|",
        second.len()
    );
    for (name, rated) in [
        ("the count of gaps that stood here before", count_of_gaps(second)),
        ("the same rating for all", constant(first, second)),
        ("**fitted**", fit.clone()),
        ("fitted on the other half, tried on the first", turned),
    ] {
        let curve = Curve::of(&rated);
        let _ = writeln!(page, "| {name} | {:.3} | {:.3} | {:.3} |", curve.error(), curve.brier(), curve.order());
    }
    page.push_str(
        "\nExpected calibration error: over ten bins of equal width, the mean distance between rating and share of right ones, by records. \
         Brier score: the mean square distance. Right above wrong: how often a right record is rated above a wrong one (0.5: chance).\n\n\
         ![Rating against the share of right records](reliability.svg)\n\n",
    );
    page.push_str(&Curve::of(&fit).table());
    page.push_str(
        "\n## What is left at a threshold\n\n| least confidence | records left | of those right |\n|---|---|---|\n",
    );
    for least in [0.0, 0.5, 0.6, 0.7, 0.8, 0.9] {
        let left: Vec<&Rated> = fit.iter().filter(|r| r.rating >= least).collect();
        let right = left.iter().filter(|r| r.is_right).count();
        let share = right as f64 / left.len().max(1) as f64;
        let kept = left.len() as f64 / fit.len().max(1) as f64;
        let _ = writeln!(page, "| {least:.1} | {:.2} ({}) | {share:.2} |", kept, left.len());
    }
    Ok(page)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Furthest that the ratings may lie from the shares, on the half that they were not fitted on.
    const MOST_ERROR: f64 = 0.1;

    pub(crate) fn check(bed: &Bed) {
        let [_, second] = halves(bed).unwrap();
        let curve = Curve::of(&rate(&Confidence::builtin().unwrap(), &second));
        assert!(curve.error() < MOST_ERROR, "fit anew with cargo xtask eval confidence --accept\n{}", curve.table());
    }
}
