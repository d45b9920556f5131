//! Discards and issues.

use sayso::TableKind;

use super::account::{Account, Fate};
use super::{Importer, is_blank, plain, without_comment};

pub(super) fn discards(importer: &mut Importer<'_>, name: &str, text: &str, account: &mut Account) {
    for (at, line) in text.lines().enumerate() {
        if is_blank(line) {
            account.line(at + 1, Fate::Blank);
            continue;
        }
        let bare = without_comment(line).trim();
        let (bare, drops) = bare.strip_prefix('+').map_or((bare, "sentence"), |rest| (rest, "story"));
        let ends = if bare.ends_with('_') { "word" } else { "start" };
        account.count("discards", 1);
        account.count("of a whole story", usize::from(drops == "story"));
        let text = plain(bare);
        if text.is_empty() {
            account.line(at + 1, Fate::Left("no text"));
            continue;
        }
        importer.sheets.add("discards.tsv", TableKind::Discards, &[&text.to_lowercase(), drops, ends, name]);
        account.line(at + 1, Fate::Carried);
    }
}

pub(super) fn issues(importer: &mut Importer<'_>, name: &str, text: &str, account: &mut Account) {
    let mut category = String::new();
    // The phrases of a group wait for the exclusions that follow them.
    let mut group: Vec<(String, String)> = Vec::new();
    let mut exclusions: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut codes = std::collections::BTreeSet::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let bare = without_comment(line).trim();
        let is_exclusion = bare.starts_with('~');
        if !is_exclusion && !exclusions.is_empty() || bare.starts_with('<') {
            flush(importer, name, &category, &mut group, &mut exclusions);
        }
        if is_blank(line) {
            account.line(number, Fate::Blank);
        } else if let Some(head) = bare.strip_prefix("<ISSUE") {
            category = head.split('"').nth(1).unwrap_or_default().to_owned();
            account.count("sections", 1);
            account.line(number, Fate::Carried);
        } else if bare.starts_with('<') {
            account.line(number, Fate::Carried);
        } else if is_exclusion {
            account.count("exclusions", 1);
            exclusions.push(plain(bare));
            account.line(number, Fate::Partly(UNUSED));
        } else if let Some((phrase, code)) = bare.split_once('[').and_then(|(p, c)| Some((p, c.split_once(']')?.0))) {
            account.count("phrases", 1);
            account.count("issue codes", usize::from(codes.insert(code.to_owned())));
            let is_new = seen.insert((phrase.to_owned(), code.to_owned()));
            group.push((plain(phrase), code.to_owned()));
            account.line(number, if is_new { Fate::Partly(UNUSED) } else { Fate::Known });
        } else {
            account.count("phrases without a code", 1);
            group.push((plain(bare), category.clone()));
            account.line(number, Fate::Partly("no code: the section's is taken; kept in issues.tsv, unused"));
        }
    }
    flush(importer, name, &category, &mut group, &mut exclusions);
}

const UNUSED: &str = "kept in issues.tsv, which sayso does not use: its contexts come with the events";

fn flush(
    importer: &mut Importer<'_>,
    name: &str,
    category: &str,
    group: &mut Vec<(String, String)>,
    exclusions: &mut Vec<String>,
) {
    let without = if exclusions.is_empty() { "-".to_owned() } else { exclusions.join("|") };
    for (phrase, code) in group.drain(..) {
        importer.sheets.add("issues.tsv", TableKind::Issues, &[&phrase, &code, category, &without, name]);
    }
    exclusions.clear();
}
