//! `sayso find`: records of a store.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use sayso::events::{Context, EventType, Mode};
use sayso::factuality::Status;
use sayso_store::{Box2, Query, Sort};
use serde_json::{Map, Value};

use super::shared::day;
use super::stored::StoreArgs;
use crate::corpus::unwritable;
use crate::exit::{Outcome, Stop};
use crate::output::export::manifest::Manifest;
use crate::output::export::{ExportFormat, Exporting, left_out_line};
use crate::problem::Problem;
use crate::progress::say;
use crate::view::{Screen, records_table};

/// Find records in a store; without filters, all of them
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct FindArgs {
    #[command(flatten)]
    query: QueryArgs,
    #[command(flatten)]
    store: StoreArgs,
    /// What to order by
    #[arg(long, value_enum, default_value_t = SortBy::Day, help_heading = "Order")]
    sort: SortBy,
    /// The last first
    #[arg(long, help_heading = "Order")]
    reverse: bool,
    /// No more than N records
    #[arg(long, value_name = "N", help_heading = "Order")]
    limit: Option<u64>,
    /// The P-th page of --limit records, from 1
    #[arg(long, value_name = "P", requires = "limit", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Order")]
    page: Option<u64>,
    /// Format of the records [default: by the name of the output, else table]
    #[arg(short, long, value_enum, help_heading = "Output")]
    format: Option<FindFormat>,
    /// Write to this file instead of standard output; what it holds is told in FILE.manifest.json
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// With polecat, write what is not asserted, too, marked in Contexts
    #[arg(long, help_heading = "Output")]
    unasserted: bool,
}

/// What to order by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SortBy {
    /// Day of the act, else of publication
    Day,
    /// Day of publication
    Published,
    /// How sure the program is
    Confidence,
    /// PLOVER type
    Type,
    /// Status
    Status,
    /// Document
    Document,
}

const AFTER_HELP: &str = "\
Examples:
  sayso find --actor KEN --type ASSAULT --asserted
  sayso find --words 'border AND market' --from 2026-03-01
  sayso find --speaker police --context military --within 30,60,38,75 --confidence 0.7
  sayso find --status demanded --sort confidence --reverse --limit 50 --page 2
  sayso find --format jsonl > all.jsonl
  sayso find --from 2026-03-01 -o march.parquet
  sayso find -f gdelt -o 2026.export.CSV           with Mentions in 2026.mentions.CSV

Every record that the filters find is written. GDELT, POLECAT and ICEWS have no column for who says so or what became of an act:
in their formats only acts that a report asserts in its own word are rows, the others are left out and counted; the demand or
threat itself is a row of its own. With polecat --unasserted they are rows, too, marked in Contexts as future, hypothetical,
negation or attributed. GDELT's tone is empty: sayso measures none. These are claims, read by machine, not verified incidents.";

/// A page for people, or a format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FindFormat {
    Table,
    Records(ExportFormat),
}

impl ValueEnum for FindFormat {
    fn value_variants<'a>() -> &'a [FindFormat] {
        use ExportFormat as E;
        const ALL: [FindFormat; 10] = [
            FindFormat::Table,
            FindFormat::Records(E::Jsonl),
            FindFormat::Records(E::Csv),
            FindFormat::Records(E::Parquet),
            FindFormat::Records(E::Geojson),
            FindFormat::Records(E::Gexf),
            FindFormat::Records(E::Polecat),
            FindFormat::Records(E::Gdelt),
            FindFormat::Records(E::GdeltMentions),
            FindFormat::Records(E::Icews),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            FindFormat::Table => Some(PossibleValue::new("table").help("For reading")),
            FindFormat::Records(format) => format.to_possible_value(),
        }
    }
}

/// Which records.
#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// Code of source or target, or its beginning (`KEN` finds `KENMIL`)
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    actor: Option<String>,
    /// PLOVER type
    #[arg(long = "type", value_name = "TYPE", help_heading = "Filters")]
    event_type: Option<String>,
    /// PLOVER mode
    #[arg(long, value_name = "MODE", help_heading = "Filters")]
    mode: Option<String>,
    /// PLOVER context (military, election, economic …)
    #[arg(long, value_name = "CONTEXT", help_heading = "Filters")]
    context: Option<String>,
    /// Status (occurred, denied, demanded …)
    #[arg(long, value_name = "STATUS", help_heading = "Filters")]
    status: Option<String>,
    /// Code or words of a speaker
    #[arg(long, value_name = "WHO", help_heading = "Filters")]
    speaker: Option<String>,
    /// Name of the place, or code of its country
    #[arg(long, value_name = "PLACE", help_heading = "Filters")]
    place: Option<String>,
    /// The place lies in this box, in degrees: south,west,north,east
    #[arg(long, value_name = "BOX", allow_hyphen_values = true, value_parser = within, help_heading = "Filters")]
    within: Option<Box2>,
    /// First day
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    to: Option<String>,
    /// Words of the sentence (FTS5: AND, OR, NOT, NEAR, "a phrase", begin*)
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    words: Option<String>,
    /// Document
    #[arg(long, value_name = "ID", help_heading = "Filters")]
    document: Option<String>,
    /// At least so sure, 0 to 1
    #[arg(long, value_name = "LEAST", value_parser = share, help_heading = "Filters")]
    confidence: Option<f64>,
    /// Only what the report itself asserts
    #[arg(long, help_heading = "Filters")]
    asserted: bool,
}

/// A share between 0 and 1.
fn share(text: &str) -> Result<f64, String> {
    let parsed = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    parsed.ok_or_else(|| "give a number from 0 to 1".to_owned())
}

/// A box on the map.
fn within(text: &str) -> Result<Box2, String> {
    let numbers: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    match numbers[..] {
        [south, west, north, east]
            if south <= north
                && (-90.0..=90.0).contains(&south)
                && (-90.0..=90.0).contains(&north)
                && [west, east].iter().all(|lon| (-180.0..=180.0).contains(lon)) =>
        {
            Ok(Box2 { south, west, north, east })
        }
        _ => Err("write it as south,west,north,east in degrees, for example 30,60,38,75".to_owned()),
    }
}

/// A code of a closed list, or what the list has.
fn code<T: Copy>(
    what: &str,
    text: Option<String>,
    all: &[T],
    parse: impl Fn(&str) -> Option<T>,
    name: impl Fn(T) -> &'static str,
) -> Result<Option<String>, Stop> {
    let Some(text) = text else { return Ok(None) };
    let shape = |text: &str| text.trim().replace(['-', ' '], "_").to_lowercase();
    let found = parse(&text).or_else(|| all.iter().copied().find(|&code| shape(name(code)) == shape(&text)));
    match found {
        Some(code) => Ok(Some(name(code).to_owned())),
        None => {
            let known = all.iter().map(|&code| name(code)).collect::<Vec<_>>().join(", ");
            Err(Problem::usage(format!("“{text}” is no {what}"), format!("one of {known}")).into())
        }
    }
}

impl QueryArgs {
    pub(crate) fn resolve(self) -> Result<Query, Stop> {
        Ok(Query {
            actor: self.actor.map(|code| code.trim().to_uppercase()),
            event_type: code("type", self.event_type, EventType::ALL, EventType::parse, EventType::as_str)?,
            mode: code("mode", self.mode, Mode::ALL, Mode::parse, Mode::as_str)?,
            context: code("context", self.context, Context::ALL, Context::parse, Context::as_str)?,
            status: code("status", self.status, Status::ALL, Status::parse, Status::as_str)?,
            speaker: self.speaker,
            place: self.place,
            within: self.within,
            from: self.from.as_deref().map(day).transpose()?,
            to: self.to.as_deref().map(day).transpose()?,
            words: self.words,
            document: self.document,
            confidence: self.confidence,
            asserted: self.asserted,
            ..Query::default()
        })
    }
}

/// The filters of a query as a manifest tells them.
pub(crate) fn filters(query: &Query) -> Map<String, Value> {
    let mut all = Map::new();
    let texts = [
        ("actor", &query.actor),
        ("type", &query.event_type),
        ("mode", &query.mode),
        ("context", &query.context),
        ("status", &query.status),
        ("speaker", &query.speaker),
        ("place", &query.place),
        ("from", &query.from),
        ("to", &query.to),
        ("words", &query.words),
        ("document", &query.document),
    ];
    for (name, value) in texts {
        all.extend(value.as_ref().map(|value| (name.to_owned(), Value::from(value.clone()))));
    }
    let box_ = query.within.map(|b| Value::from(vec![b.south, b.west, b.north, b.east]));
    all.extend(box_.map(|value| ("within".to_owned(), value)));
    all.extend(query.confidence.map(|least| ("confidence".to_owned(), Value::from(least))));
    all.extend(query.asserted.then(|| ("asserted".to_owned(), Value::from(true))));
    all.extend(query.limit.map(|n| ("limit".to_owned(), Value::from(n))));
    all.extend((query.offset > 0).then(|| ("offset".to_owned(), Value::from(query.offset))));
    all
}

impl FindArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let sort = match self.sort {
            SortBy::Day => Sort::Day,
            SortBy::Published => Sort::Published,
            SortBy::Confidence => Sort::Confidence,
            SortBy::Type => Sort::Type,
            SortBy::Status => Sort::Status,
            SortBy::Document => Sort::Document,
        };
        let offset = self.page.map_or(0, |page| (page - 1).saturating_mul(self.limit.unwrap_or(0)));
        let query = Query { sort, descending: self.reverse, limit: self.limit, offset, ..self.query.resolve()? };
        let by_name = || self.output.as_deref().and_then(ExportFormat::of_path).map(FindFormat::Records);
        match (self.format.or_else(by_name), &self.output) {
            (Some(FindFormat::Records(format)), output) => {
                export(&self.store, &query, format, self.unasserted, output.as_deref())
            }
            (Some(FindFormat::Table), Some(_)) | (None, Some(_)) => {
                Err(Problem::usage("a file needs a format of records", "name one with --format").into())
            }
            (Some(FindFormat::Table) | None, None) => table(&self.store, &query),
        }
    }
}

fn table(store: &StoreArgs, query: &Query) -> Result<Outcome, Stop> {
    let mut out = BufWriter::new(io::stdout());
    let lines = records_table(&store.records(query)?, Screen::of_stdout());
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    out.flush().map(|()| Outcome::Done).map_err(Stop::from)
}

/// Writes what a query finds in a format of records.
fn export(
    store: &StoreArgs,
    query: &Query,
    format: ExportFormat,
    unasserted: bool,
    output: Option<&Path>,
) -> Result<Outcome, Stop> {
    let opened = store.open()?;
    let failed = |e: io::Error| unwritable(&e, output);
    let mut exporting = Exporting::begin(format, unasserted, output).map_err(failed)?;
    let mut failure = None;
    let found = opened.find_told(query, &mut |origin, record| {
        failure = exporting.record(origin, &record).err();
        failure.is_none()
    });
    let stop = found.err().map(|error| store.failed(&error)).or(failure.map(failed));
    if let Some(stop) = stop {
        exporting.give_up();
        return Err(stop);
    }
    if let Some(line) = left_out_line(&exporting.left_out) {
        say(&line);
    }
    let mut manifest = Manifest::new(&format.name(), format.rule(unasserted));
    manifest.tell("store", store.named());
    manifest.coded_by(&opened.runs().map_err(|error| store.failed(&error))?);
    manifest.tell("filters", filters(query));
    manifest.tell(
        "sort",
        format!("{:?}{}", query.sort, if query.descending { ", the last first" } else { "" }).to_lowercase(),
    );
    exporting.finish(manifest).map_err(failed)?;
    Ok(Outcome::Done)
}
