//! Scores the program on the test bed of `suite/bed`, in this process and without any data from elsewhere.
//!
//! - `gold`: the texts and what should be recorded of each
//! - `matching`: which record answers which act
//! - `figures`, `errors`: counts, and kinds of errors
//! - `page`: both, for people
//! - `accepted`: the last accepted run, and what a new one changes

mod accepted;
mod errors;
mod figures;
pub(super) mod gold;
pub(super) mod matching;
mod page;

use std::path::Path;

use sayso::document::{Header, read};
use sayso::{Coded, Coder};

use accepted::Run;
use figures::Figures;
use gold::Text;
use matching::Judged;

/// Texts go through the language engine so many at a time.
const BATCH: usize = 64;

/// The texts of the bed and what the program makes of them.
pub(crate) struct Bed {
    pub(super) texts: Vec<Text>,
    pub(super) coded: Vec<Coded>,
}

impl Bed {
    /// Reads and codes the bed.
    pub(super) fn code(root: &Path) -> Result<Bed, String> {
        let texts = gold::read(&root.join("suite/bed"))?;
        let coded = code(&Coder::new().map_err(|e| e.to_string())?, &texts);
        Ok(Bed { texts, coded })
    }
}

/// Codes the bed, tells what changed since the last accepted run, and accepts this one if asked to.
pub(crate) fn run(root: &Path, is_accepting: bool) -> Result<String, String> {
    let bed = Bed::code(root)?;
    let judged = judge(&bed.texts, &bed.coded);
    let figures = Figures::of(&judged);
    let run = Run::of(&judged, &figures);
    let page = page::page(&figures, &errors::commonest(&judged), &errors::false_facts(&judged));
    let accepted = accepted::path(root);
    let difference = match Run::read(&accepted) {
        Ok(earlier) => run.against(&earlier),
        Err(_) if is_accepting => "no accepted run before\n".to_owned(),
        Err(fault) => return Err(fault),
    };
    if is_accepting {
        let write =
            |path: &Path, text: &str| std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()));
        write(&accepted, &run.write())?;
        write(&root.join("suite/bed/report.md"), &page)?;
    }
    Ok(format!("{page}\n## Against the last accepted run\n\n{difference}"))
}

fn code(coder: &Coder, texts: &[Text]) -> Vec<Coded> {
    let mut coded = Vec::new();
    for batch in texts.chunks(BATCH) {
        let document = |text: &Text| {
            let header = Header {
                id: text.id.clone(),
                published: Some(text.date.clone()),
                outlet: text.outlet.clone(),
                ..Header::default()
            };
            read(&text.text, text.title.as_deref(), header)
        };
        coded.extend(coder.code_many(batch.iter().map(document).collect()));
    }
    coded
}

/// What answers what.
pub(super) fn judge<'a>(texts: &'a [Text], coded: &'a [Coded]) -> Vec<Judged<'a>> {
    texts.iter().zip(coded).map(|(text, coded)| Judged::new(text, &coded.document, &coded.records)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sayso::events::{Context, EventType};
    use sayso::factuality::Status;

    use super::*;

    fn root() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    #[test]
    fn the_bed_is_well_formed_and_covers_the_ontology() {
        let texts = gold::read(&root().join("suite/bed")).unwrap();
        assert_eq!(texts.iter().filter(|t| t.title.is_none()).count(), 400);
        assert_eq!(texts.iter().filter(|t| t.title.is_some()).count(), 30);
        let acts = || texts.iter().flat_map(|t| &t.expect);
        let types: BTreeSet<EventType> = acts().flat_map(|a| a.types.iter().copied()).collect();
        let modes: BTreeSet<_> =
            acts().flat_map(|a| &a.modes).flat_map(|(t, m)| m.iter().map(move |m| (t, m))).collect();
        let contexts: BTreeSet<Context> = acts().flat_map(|a| a.contexts.iter().copied()).collect();
        let statuses: BTreeSet<Status> = acts().flat_map(|a| a.statuses.iter().copied()).collect();
        assert_eq!((types.len(), modes.len(), contexts.len(), statuses.len()), (16, 67, 37, 9));
    }

    #[test]
    fn figures_on_the_bed_do_not_fall_and_confidence_is_calibrated() {
        let bed = Bed::code(root()).unwrap();
        crate::eval::confidence::tests::check(&bed);
        let judged = judge(&bed.texts, &bed.coded);
        for text in &judged {
            let answered: Vec<usize> = (0..text.text.expect.len()).filter(|&a| text.answer(a).is_some()).collect();
            assert_eq!(text.found().count(), answered.len(), "{}: an act is answered twice", text.text.id);
            assert!(text.found().all(|(record, act)| act.types.contains(&record.event_type)), "{}", text.text.id);
        }
        let run = Run::of(&judged, &Figures::of(&judged));
        let fallen = run.fallen(&Run::read(&accepted::path(root())).unwrap());
        assert!(
            fallen.is_empty(),
            "below the accepted run (cargo xtask eval bed tells the rows):\n{}",
            fallen.join("\n")
        );
    }

    #[test]
    fn an_accepted_run_is_read_as_it_was_written() {
        let path = accepted::path(root());
        let run = Run::read(&path).unwrap();
        assert_eq!(run.write(), std::fs::read_to_string(path).unwrap());
        assert_eq!(run.against(&run), "rows gained 0, lost 0, changed 0\n");
    }
}
