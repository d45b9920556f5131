//! A record as the interface gives it: all of its fields, and what its report and its reviewers add.

use sayso::record::Record;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Desk;
use crate::decisions::{ReviewView, view};
use crate::fault::Fault;
use crate::index::day;
use crate::words::Words;

/// A record with what its report and its reviewers add.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Listed {
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub(crate) record: Record,
    /// Headline of the report.
    title: String,
    /// Publisher.
    outlet: Option<String>,
    /// Address, where it is one of the web.
    url: Option<String>,
    /// Day of the act, else of publication.
    day: Option<String>,
    /// country, admin1, admin2, city, feature, region.
    place_precision: Option<&'static str>,
    /// The record in words.
    pub(crate) words: Words,
    /// The decision that counts.
    review: Option<ReviewView>,
}

/// Whose decisions are shown.
#[derive(Clone, Debug, Default)]
pub(crate) enum Eyes {
    /// Everybody's.
    #[default]
    Open,
    /// One reviewer's own.
    Blind(String),
}

impl Desk {
    /// The record of a row.
    pub(crate) fn listed(&self, row: u32, eyes: &Eyes) -> Result<Listed, Fault> {
        let index = self.index();
        let at = &index.rows[row as usize];
        let record = self.store()?.record(&at.id)?.ok_or_else(|| Fault::missing("record", &at.id))?;
        let report = index.report(at);
        let heading = self.store()?.heading(&report.id)?.unwrap_or_default();
        let decisions = self.decisions();
        let review = match eyes {
            Eyes::Open => decisions.final_of(row),
            Eyes::Blind(reviewer) => decisions.by_reviewer(row).get(reviewer.as_str()).copied(),
        };
        Ok(Listed {
            title: heading.title,
            outlet: heading.outlet,
            url: heading.url.filter(|url| is_web(url)),
            day: day::text(at.day),
            place_precision: index.place(at).map(|place| place.precision),
            words: Words::of(&record),
            review: review.map(|review| view(review, Some(row), index)),
            record,
        })
    }

    /// The records of rows, in order.
    pub(crate) fn list(&self, rows: impl Iterator<Item = u32>, eyes: &Eyes) -> Result<Vec<Listed>, Fault> {
        rows.map(|row| self.listed(row, eyes)).collect()
    }

    /// The records of identifiers that are in the store.
    pub(crate) fn list_by_id<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Result<Vec<Listed>, Fault> {
        self.list(ids.filter_map(|id| self.index().row_of(id)), &Eyes::Open)
    }
}

/// Whether an address is one that a page may link to.
pub(crate) fn is_web(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (start.starts_with("http://") || start.starts_with("https://"))
        && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}
