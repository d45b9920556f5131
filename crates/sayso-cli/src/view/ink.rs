//! Colour by role, line style by status.

use anstyle::{AnsiColor, Style};
use sayso::factuality::Status;

/// Whether to style at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Styled,
}

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// In which role of an event it stands.
    pub(crate) role: Option<Role>,
    /// What became of the event that it tells.
    pub(crate) told: Option<Told>,
}

/// A role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Target,
    Source,
    Speaker,
    Cue,
}

/// How an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// As fact, by the report itself.
    Fact,
    /// As fact, by someone.
    Claim,
    /// As not so.
    Denied,
    /// As something wanted, feared, planned or possible.
    Open,
}

impl Told {
    /// How an event of this status is told.
    pub(crate) fn of(status: Status, asserted: bool) -> Told {
        match status {
            Status::Occurred if asserted => Told::Fact,
            Status::Occurred => Told::Claim,
            Status::Denied => Told::Denied,
            _ => Told::Open,
        }
    }
}

impl Ink {
    /// The text in the style of its mark.
    pub(crate) fn mark(self, text: &str, mark: Mark) -> String {
        let style = match mark.told {
            Some(Told::Fact) => Style::new().bold().invert(),
            Some(Told::Claim) => Style::new().bold().underline(),
            Some(Told::Denied) => Style::new().bold().strikethrough(),
            Some(Told::Open) => Style::new().bold().italic().underline(),
            None => Style::new(),
        };
        let style = match mark.role {
            Some(Role::Source) => style.fg_color(Some(AnsiColor::Green.into())),
            Some(Role::Target) => style.fg_color(Some(AnsiColor::Red.into())),
            Some(Role::Speaker) => style.fg_color(Some(AnsiColor::Blue.into())),
            Some(Role::Cue) => style.fg_color(Some(AnsiColor::Blue.into())).dimmed(),
            None => style,
        };
        self.paint(text, style)
    }

    /// Bold text.
    pub(crate) fn strong(self, text: &str) -> String {
        self.paint(text, Style::new().bold())
    }

    /// Faint text.
    pub(crate) fn faint(self, text: &str) -> String {
        self.paint(text, Style::new().dimmed())
    }

    fn paint(self, text: &str, style: Style) -> String {
        match self {
            Ink::Styled if style != Style::new() && !text.is_empty() => format!("{style}{text}{style:#}"),
            _ => text.to_owned(),
        }
    }
}
