//! One record a line.

use std::io::Write;

use sayso::record::{COLUMNS, columns};
use sayso_store::Review;
use serde_json::json;

use super::{Stopped, corrected, record};
use crate::app::Desk;
use crate::fault::Fault;

/// Records as they are kept.
pub(super) fn jsonl(desk: &Desk, rows: &[u32], out: &mut dyn Write) -> Result<(), Stopped> {
    for &row in rows {
        let id = &desk.index().rows[row as usize].id;
        let body = desk.store()?.body(id)?.ok_or_else(|| Fault::missing("record", id))?;
        out.write_all(body.as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Records as flat rows, with what their reports and reviewers add.
pub(super) fn csv(desk: &Desk, rows: &[u32], out: &mut dyn Write) -> Result<(), Stopped> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    let added = ["title", "outlet", "url", "review"];
    let failed = |error: csv::Error| Stopped::Io(std::io::Error::other(error));
    writer.write_record(COLUMNS.iter().map(|(name, _)| *name).chain(added)).map_err(failed)?;
    for &row in rows {
        let record = record(desk, row)?;
        let heading = desk.store()?.heading(&record.document)?.unwrap_or_default();
        let mut cells = columns(&record);
        let (outlet, url) = (heading.outlet.unwrap_or_default(), heading.url.unwrap_or_default());
        cells.extend([heading.title, outlet, url, desk.shelf.marks.get(row).as_str().to_owned()]);
        writer.write_record(cells).map_err(failed)?;
    }
    Ok(writer.flush()?)
}

/// A decision as a line: the record as it should be, as it was, and who says so.
pub(crate) fn gold_line(review: &Review) -> serde_json::Value {
    let decision = &review.decision;
    json!({
        "schema": 1,
        "document": decision.record.document,
        "report": decision.report,
        "verdict": decision.verdict,
        "gold": corrected(decision),
        "machine": decision.record,
        "fields": decision.fields,
        "note": decision.note,
        "reviewer": decision.reviewer,
        "at": review.at,
        "adjudicates": decision.adjudicates,
    })
}
