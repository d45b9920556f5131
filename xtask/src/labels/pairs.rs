//! Scores the joining of records into acts on judged pairs of news, and fits the weights of its signs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use sayso::Coder;
use sayso::document::{Header, read};
use sayso::record::Record;
use sayso_ledger::{Ledger, SIGNS, signs_of};

use super::{BATCH, logistic, news};

/// The tables that the weights are fitted on, and the one that they are tried on.
const FITTED: [&str; 2] = ["pairs.tsv", "pairs-more.tsv"];
const TRIED: &str = "pairs-second.tsv";

const TABLE: &str = "lexicons/acts.tsv";

/// The share of joined pairs that must be right where the weights are fitted, each week by the weights of the others.
const RIGHT: f64 = 0.8;

/// A judged trigger: characters of an item, and the act that it tells of.
struct Row {
    week: String,
    item: String,
    start: usize,
    end: usize,
    event_type: String,
    /// Number of an act that other triggers tell of too.
    act: Option<u32>,
    /// Triggers that it may or may not share an act with.
    unsure: BTreeSet<String>,
}

impl Row {
    fn parse(line: &str) -> Option<Row> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [week, item, start, end, event_type, act, unsure] = cells[..] else { return None };
        Some(Row {
            week: week.to_owned(),
            item: item.to_owned(),
            start: start.parse().ok()?,
            end: end.parse().ok()?,
            event_type: event_type.to_owned(),
            act: act.parse().ok(),
            unsure: unsure.split(' ').filter(|cell| *cell != "-").map(str::to_owned).collect(),
        })
    }

    fn name(&self) -> String {
        format!("{}:{}-{}", self.item, self.start, self.end)
    }

    /// Whether two are of one act; `None` where they are not to be compared.
    fn same(&self, other: &Row) -> Option<bool> {
        let is_pair = self.week == other.week && self.item != other.item && !self.unsure.contains(&other.name());
        is_pair.then(|| self.act.is_some() && self.act == other.act)
    }
}

/// A table with the records that the program finds at its triggers.
struct Judged {
    name: &'static str,
    rows: Vec<(Row, Option<Record>)>,
    /// All records of its items.
    records: Vec<Record>,
}

/// How the joining of records compares with what was judged; with `is_fitting`, by weights fitted before.
pub(crate) fn run(root: &Path, data: &Path, is_fitting: bool) -> Result<String, String> {
    let coder = Coder::new().map_err(|e| e.to_string())?;
    let judged = |name| judge(root, data, &coder, name);
    if is_fitting {
        return fit(root, &[judged(FITTED[0])?, judged(FITTED[1])?]);
    }
    let mut told = String::new();
    for name in FITTED.into_iter().chain([TRIED]) {
        told.push_str(&compare(&judged(name)?));
    }
    Ok(told)
}

fn judge(root: &Path, data: &Path, coder: &Coder, name: &'static str) -> Result<Judged, String> {
    let path = root.join("xtask/labels").join(name);
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| Row::parse(line).ok_or_else(|| format!("{name}: not seven fields: {line}")));
    let rows = rows.collect::<Result<Vec<Row>, _>>()?;
    let items = news::find(&data.join("corpora/news"), rows.iter().map(|row| row.item.as_str()))?;
    let mut records = Vec::new();
    for batch in items.chunks(BATCH) {
        let documents = batch.iter().map(|item| {
            let header = Header { id: item.id.clone(), published: Some(item.date.clone()), ..Header::default() };
            read(&item.text, item.title.as_deref(), header)
        });
        records.extend(coder.code_many(documents.collect()).into_iter().flat_map(|coded| coded.records));
    }
    let found = |row: &Row| {
        let is_there =
            |r: &&Record| r.document == row.item && r.trigger.span[0] < row.end && row.start < r.trigger.span[1];
        let typed = records.iter().filter(is_there).find(|record| record.event_type.as_str() == row.event_type);
        typed.or_else(|| records.iter().find(is_there)).cloned()
    };
    let rows = rows.into_iter().map(|row| (found(&row), row)).map(|(record, row)| (row, record)).collect();
    Ok(Judged { name, rows, records })
}

fn compare(judged: &Judged) -> String {
    let ledger = Ledger::of(&judged.records, None);
    let act_of =
        |act: &sayso_ledger::Act| act.records.iter().map(|id| (id.clone(), act.id.clone())).collect::<Vec<_>>();
    let acts: BTreeMap<String, String> = ledger.acts.iter().flat_map(act_of).collect();
    let (mut right, mut wrong, mut missed, mut unlike, mut told) = (0, 0, 0, 0, String::new());
    for (at, (a, first)) in judged.rows.iter().enumerate() {
        for (b, second) in &judged.rows[..at] {
            let Some(is_same) = a.same(b) else { continue };
            let act = |record: &Option<Record>| record.as_ref().and_then(|record| acts.get(&record.id));
            let is_joined = act(first).is_some() && act(first) == act(second);
            right += usize::from(is_joined && is_same);
            wrong += usize::from(is_joined && !is_same);
            missed += usize::from(!is_joined && is_same);
            unlike += usize::from(!is_joined && !is_same);
            if is_joined != is_same {
                let fault = if is_joined { "wrongly joined" } else { "not joined" };
                let _ = writeln!(told, "{fault}: {} {} ~ {} {}", b.name(), b.event_type, a.name(), a.event_type);
            }
        }
    }
    let share = |part: usize, all: usize| format!("{part}/{all} = {:.3}", part as f64 / all.max(1) as f64);
    let (precision, recall) = (share(right, right + wrong), share(right, right + missed));
    let pairs = right + wrong + missed + unlike;
    format!(
        "{told}{}: {pairs} pairs; of those joined right {precision}; of those of one act joined {recall}\n\n",
        judged.name
    )
}

/// Fits the weights and the sum that is enough, writes them, and tells how they do week by week.
fn fit(root: &Path, tables: &[Judged]) -> Result<String, String> {
    let mut samples: Vec<(String, [f64; SIGNS.len()], bool)> = Vec::new();
    for judged in tables {
        for (at, (a, first)) in judged.rows.iter().enumerate() {
            for (b, second) in &judged.rows[..at] {
                let (Some(is_same), Some(first), Some(second)) = (a.same(b), first, second) else { continue };
                samples.extend(signs_of(first, second).map(|signs| (a.week.clone(), signs, is_same)));
            }
        }
    }
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
