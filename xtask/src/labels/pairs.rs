//! Scores the joining of records into acts on judged pairs of news, and fits the weights of its signs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use sayso::Coder;
use sayso::document::{Header, read};
use sayso::record::Record;
use sayso_ledger::{Ledger, SIGNS, signs_of};

use super::{BATCH, logistic, news};

/// The tables that the weights are fitted on, and those that they are tried on.
const FITTED: [&str; 3] = ["pairs.tsv", "pairs-more.tsv", "pairs-third.tsv"];
const TRIED: [&str; 2] = ["pairs-second.tsv", "pairs-blind.tsv"];

const TABLE: &str = "lexicons/acts.tsv";

/// The share of joined pairs that must be right where the weights are fitted, each week by the weights of the others.
const RIGHT: f64 = 0.75;

/// Characters of an item that tell of an act.
struct Place {
    item: String,
    start: usize,
    end: usize,
    event_type: String,
}

impl Place {
    fn parse(cells: &[&str]) -> Option<Place> {
        let [item, start, end, event_type] = cells[..] else { return None };
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        Some(Place { item: item.to_owned(), start, end, event_type: event_type.to_owned() })
    }

    fn name(&self) -> String {
        format!("{}:{}-{}", self.item, self.start, self.end)
    }
}

/// Two triggers and whether they are of one act.
struct Pair {
    week: String,
    places: [usize; 2],
    is_same: bool,
}

/// A row of a table of triggers: the act that it tells of.
struct Row {
    week: String,
    /// Number of an act that other triggers tell of too.
    act: Option<u32>,
    /// Triggers that it may or may not share an act with.
    unsure: BTreeSet<String>,
}

impl Row {
    fn parse(cells: &[&str]) -> Option<(Row, Place)> {
        let [week, item, start, end, event_type, act, unsure] = cells[..] else { return None };
        let unsure = unsure.split(' ').filter(|cell| *cell != "-").map(str::to_owned).collect();
        let row = Row { week: week.to_owned(), act: act.parse().ok(), unsure };
        Some((row, Place::parse(&[item, start, end, event_type])?))
    }
}

/// The pairs of a table of triggers: every two of two items of one week.
fn pairs_of(rows: &[Row], places: &[Place]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (at, a) in rows.iter().enumerate() {
        for (before, b) in rows[..at].iter().enumerate() {
            let is_unsure = a.unsure.contains(&places[before].name());
            if a.week == b.week && places[at].item != places[before].item && !is_unsure {
                let is_same = a.act.is_some() && a.act == b.act;
                pairs.push(Pair { week: a.week.clone(), places: [before, at], is_same });
            }
        }
    }
    pairs
}

/// Places and pairs of a table: of triggers, or of pairs that were drawn (eleven fields, of which the last is the judgement).
fn parse(name: &str, text: &str) -> Result<(Vec<Place>, Vec<Pair>), String> {
    let (mut rows, mut places, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let wrong = || format!("{name}: not the fields of a table of triggers or pairs: {line}");
        if let [week, _, .., same] = cells[..]
            && cells.len() == 11
        {
            let of = |range: std::ops::Range<usize>| Place::parse(&cells[range]).ok_or_else(wrong);
            places.extend([of(2..6)?, of(6..10)?]);
            if same != "-" {
                let pair = [places.len() - 2, places.len() - 1];
                pairs.push(Pair { week: week.to_owned(), places: pair, is_same: same == "yes" });
            }
        } else {
            let (row, place) = Row::parse(&cells).ok_or_else(wrong)?;
            rows.push(row);
            places.push(place);
        }
    }
    pairs.extend(pairs_of(&rows, &places));
    Ok((places, pairs))
}

/// A table with the records that the program finds at its triggers.
struct Judged {
    name: &'static str,
    places: Vec<Place>,
    pairs: Vec<Pair>,
    /// The record at each place, by its number.
    found: Vec<Option<usize>>,
    /// All records of its items.
    records: Vec<Record>,
}

/// How the joining of records compares with what was judged; with `is_fitting`, by weights fitted before.
pub(crate) fn run(root: &Path, data: &Path, is_fitting: bool) -> Result<String, String> {
    let coder = Coder::new().map_err(|e| e.to_string())?;
    let judged = |name| judge(root, data, &coder, name);
    if is_fitting {
        return fit(root, &FITTED.into_iter().map(judged).collect::<Result<Vec<_>, _>>()?);
    }
    let mut told = String::new();
    for name in FITTED.into_iter().chain(TRIED) {
        told.push_str(&compare(&judged(name)?));
    }
    Ok(told)
}

fn judge(root: &Path, data: &Path, coder: &Coder, name: &'static str) -> Result<Judged, String> {
    let path = root.join("xtask/labels").join(name);
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let (places, pairs) = parse(name, &text)?;
    let items = news::find(&data.join("corpora/news"), places.iter().map(|place| place.item.as_str()))?;
    let mut records = Vec::new();
    for batch in items.chunks(BATCH) {
        let documents = batch.iter().map(|item| {
            let header = Header { id: item.id.clone(), published: Some(item.date.clone()), ..Header::default() };
            read(&item.text, item.title.as_deref(), header)
        });
        records.extend(coder.code_many(documents.collect()).into_iter().flat_map(|coded| coded.records));
    }
    let found = places.iter().map(|place| at(place, &records)).collect();
    Ok(Judged { name, places, pairs, found, records })
}

/// The record at a place, of its type if there is one.
fn at(place: &Place, records: &[Record]) -> Option<usize> {
    let is_there =
        |r: &Record| r.document == place.item && r.trigger.span[0] < place.end && place.start < r.trigger.span[1];
    let typed = records.iter().position(|r| is_there(r) && r.event_type.as_str() == place.event_type);
    typed.or_else(|| records.iter().position(is_there))
}

/// How many pairs of what was judged are joined.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    /// Of one act, but not joined; of these, such that one side has no record.
    missed: usize,
    without: usize,
    unlike: usize,
}

fn compare(judged: &Judged) -> String {
    let ledger = Ledger::of(&judged.records, None);
    let act_of =
        |act: &sayso_ledger::Act| act.records.iter().map(|id| (id.clone(), act.id.clone())).collect::<Vec<_>>();
    let acts: BTreeMap<String, String> = ledger.acts.iter().flat_map(act_of).collect();
    let (mut tally, mut told) = (Tally::default(), String::new());
    for pair in &judged.pairs {
        let [first, second] = pair.places.map(|at| judged.found[at].map(|record| &judged.records[record]));
        let act = |record: Option<&Record>| record.and_then(|record| acts.get(&record.id));
        let is_joined = act(first).is_some() && act(first) == act(second);
        let is_without = first.is_none() || second.is_none();
        tally.right += usize::from(is_joined && pair.is_same);
        tally.wrong += usize::from(is_joined && !pair.is_same);
        tally.missed += usize::from(!is_joined && pair.is_same);
        tally.without += usize::from(pair.is_same && is_without);
        tally.unlike += usize::from(!is_joined && !pair.is_same);
        if is_joined != pair.is_same {
            let fault = if is_joined { "wrongly joined" } else { "not joined" };
            let fault = if is_without { "no record" } else { fault };
            let [a, b] = pair.places.map(|at| &judged.places[at]);
            let _ = writeln!(told, "{fault}: {} {} ~ {} {}", a.name(), a.event_type, b.name(), b.event_type);
        }
    }
    told + &tally.tell(judged.name)
}

impl Tally {
    fn tell(&self, name: &str) -> String {
        let share = |part: usize, all: usize| format!("{part}/{all} = {:.3}", part as f64 / all.max(1) as f64);
        let same = self.right + self.missed;
        format!(
            "{name}: {} pairs; of those joined right {}; of those of one act joined {}, of those with two records {}\n\n",
            same + self.wrong + self.unlike,
            share(self.right, self.right + self.wrong),
            share(self.right, same),
            share(self.right, same - self.without),
        )
    }
}

/// The signs of all pairs that are weighed, by week.
fn samples(judged: &Judged) -> Vec<(String, [f64; SIGNS.len()], bool)> {
    let mut samples = Vec::new();
    for pair in &judged.pairs {
        let [Some(first), Some(second)] = pair.places.map(|at| judged.found[at]) else { continue };
        let signs = signs_of(&judged.records[first], &judged.records[second]);
        samples.extend(signs.map(|signs| (pair.week.clone(), signs, pair.is_same)));
    }
    samples
}

/// Fits the weights and the sum that is enough, writes them, and tells how they do week by week.
fn fit(root: &Path, tables: &[Judged]) -> Result<String, String> {
    let samples: Vec<_> = tables.iter().flat_map(samples).collect();
    let weeks: BTreeSet<&String> = samples.iter().map(|(week, ..)| week).collect();
    let mut left_out: Vec<(f64, bool)> = Vec::new();
    for week in &weeks {
        let others = samples.iter().filter(|(other, ..)| other != *week);
        let weights = logistic::fit(&others.map(|(_, signs, same)| (*signs, *same)).collect::<Vec<_>>());
        let own = samples.iter().filter(|(other, ..)| other == *week);
        left_out.extend(own.map(|(_, signs, same)| (logistic::sum(&weights, signs), *same)));
    }
    left_out.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = left_out.iter().filter(|(_, same)| *same).count();
    let (mut right, mut enough, mut told) = (0usize, f64::INFINITY, String::new());
    for (at, (sum, is_same)) in left_out.iter().enumerate() {
        right += usize::from(*is_same);
        let share = right as f64 / (at + 1) as f64;
        if share >= RIGHT {
            enough = *sum;
        }
        if *is_same && right % 5 == 0 {
            let _ = writeln!(told, "{sum:.2}: right {share:.3}, of all {:.3}", right as f64 / all.max(1) as f64);
        }
    }
    let weights = logistic::fit(&samples.iter().map(|(_, signs, same)| (*signs, *same)).collect::<Vec<_>>());
    write(root, &weights, enough)?;
    let _ = write!(told, "{} pairs, {all} of one act, in {} weeks; enough: {enough:.2}", samples.len(), weeks.len());
    Ok(told)
}

fn write(root: &Path, weights: &[f64], enough: f64) -> Result<(), String> {
    let path = root.join(TABLE);
    let old = std::fs::read_to_string(&path).map_err(|e| format!("{TABLE}: {e}"))?;
    let line = |line: &str| {
        let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let at = SIGNS.iter().position(|name| *name == cells[0]);
        let weight = at.map(|at| weights[at]).or_else(|| (cells[0] == "enough").then_some(enough));
        if let (Some(weight), 3) = (weight, cells.len()) {
            cells[1] = format!("{weight:.3}");
        }
        cells.join("\t") + "\n"
    };
    std::fs::write(&path, old.lines().map(line).collect::<String>()).map_err(|e| format!("{TABLE}: {e}"))
}
