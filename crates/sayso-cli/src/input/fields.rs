//! Names of the fields of a report in JSON lines and spreadsheets.

/// What each field is called; the usual names where the user gives none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldNames {
    /// Column or key of the text.
    pub(crate) text: Option<String>,
    /// Column or key of the title.
    pub(crate) title: Option<String>,
    /// Column or key of the identifier.
    pub(crate) id: Option<String>,
    /// Column or key of the day of publication.
    pub(crate) date: Option<String>,
}

/// A field of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportField {
    Id,
    Date,
    Title,
    Text,
    Url,
    Outlet,
}

impl FieldNames {
    /// The names to look for, best first.
    pub(crate) fn candidates(&self, field: ReportField) -> Vec<&str> {
        let (own, usual): (_, &[&str]) = match field {
            ReportField::Id => (&self.id, &["id", "doc_id", "document", "document_id", "stories_id", "guid"]),
            ReportField::Date => (
                &self.date,
                &["date", "published", "publish_date", "pub_date", "publication_date", "published_at", "publishedAt"],
            ),
            ReportField::Title => (&self.title, &["title", "headline"]),
            ReportField::Text => (&self.text, &["text", "body", "content", "article", "full_text"]),
            ReportField::Url => (&None, &["url", "link"]),
            ReportField::Outlet => (&None, &["outlet", "publisher", "media_name", "source"]),
        };
        own.as_deref().map_or_else(|| usual.to_vec(), |name| vec![name])
    }
}
