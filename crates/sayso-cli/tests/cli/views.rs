//! What people see: `read` and `explain`.

use crate::runner::{EVENT, Folder, sayso, sayso_with};

#[test]
fn a_report_is_shown_with_numbers_and_a_table() {
    let run = sayso_with(&["read", "-"], EVENT.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("Turkish warplanes bombed[1] rebel positions"), "{}", run.out);
    for part in ["who", "on whose say-so", "ASSAULT", "occurred", "the report"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "no styles outside a terminal");
}

#[test]
fn a_report_without_events_says_so() {
    let run = sayso_with(&["read", "-"], b"The weather was mild for the season.");
    assert!(run.out.contains("No political events found."), "{}", run.out);
}

#[test]
fn a_page_as_json() {
    let line = format!("{{\"id\": \"a\", \"title\": \"Raid\", \"text\": \"{EVENT}\"}}");
    let page = sayso_with(&["read", "-", "--json"], line.as_bytes()).json().remove(0);
    assert_eq!((&page["id"], &page["title"], &page["text"]), (&"a".into(), &"Raid".into(), &EVENT.into()));
    assert_eq!(page["records"][0]["type"], "ASSAULT");
}

#[test]
fn texts_cannot_steer_the_terminal() {
    let run = sayso_with(&["read", "-"], b"Police\x1b[2J arrested \x07forty students.");
    assert!(!run.out.contains(['\u{1b}', '\u{7}']), "{:?}", run.out);
}

#[test]
fn a_text_is_explained() {
    let run = sayso(&["explain", EVENT]);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in ["Tree", "Actors", "“bombed” is ASSAULT", "lexicon row", "→ record text#"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    let run = sayso(&["explain", "The weather was mild for the season."]);
    assert!(run.out.contains("none: no word here is in the lexicon of triggers"), "{}", run.out);
}

#[test]
fn a_record_is_explained_from_its_corpus_or_its_records() {
    let folder = Folder::new("explain");
    let corpus = folder.file("wire.jsonl", format!("{{\"id\": \"w\", \"text\": \"A quiet day. {EVENT}\"}}\n"));
    let coded = sayso(&["code", &corpus, "-q"]);
    let id = coded.values("id").remove(0);
    let records = folder.file("records.jsonl", &coded.out);
    for place in [&corpus, &records] {
        let run = sayso(&["explain", &id, "--in", place]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains("“bombed” is ASSAULT") && !run.out.contains("quiet"), "{}", run.out);
    }
    assert_eq!(sayso(&["explain", "w#000000", "--in", &folder.path("none.jsonl")]).code, 2);
}
