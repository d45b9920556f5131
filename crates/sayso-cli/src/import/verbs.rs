//! Verbs: synonym sets, blocks of verbs with a code, and patterns around them.

use std::collections::BTreeSet;

use sayso::TableKind;
use sayso::events::EventType;

use super::account::{Account, Fate};
use super::codes::Act;
use super::patterns::{self, Pattern};
use super::{Importer, is_blank, plain, without_comment};

/// Where the reading of a file has got to.
#[derive(Debug, Default)]
struct State {
    /// Class of the synonym set, while in one.
    set: Option<String>,
    set_terms: Vec<String>,
    /// Classes of all synonym sets so far.
    sets: BTreeSet<String>,
    /// Name and code of the block.
    block: String,
    code: String,
    verbs: BTreeSet<String>,
    /// Words and conditions of the rows made.
    made: BTreeSet<(String, String)>,
    codes: BTreeSet<String>,
}

const STATEMENT: &str = "its code has no PLOVER type: a bare statement (01) is an attribution in sayso, not an event";

pub(super) fn take(importer: &mut Importer<'_>, text: &str, account: &mut Account) {
    let mut state = State::default();
    for (at, line) in text.lines().enumerate() {
        let fate = if is_blank(line) { Fate::Blank } else { take_line(importer, &mut state, line, account) };
        account.line(at + 1, fate);
    }
    finish_set(importer, &mut state);
    state.codes.retain(|code| code.contains(|c: char| c.is_ascii_digit()));
    account.count("distinct codes", state.codes.len());
}

fn take_line(importer: &mut Importer<'_>, state: &mut State, line: &str, account: &mut Account) -> Fate {
    let bare = without_comment(line).trim();
    if let Some(name) = bare.strip_prefix('&') {
        finish_set(importer, state);
        let class = patterns::class(name.split_whitespace().next().unwrap_or_default());
        state.sets.insert(class.clone());
        state.set = Some(class);
        account.count("synonym sets", 1);
        Fate::Carried
    } else if bare.starts_with("---") {
        finish_set(importer, state);
        let (name, code) = parts(bare.trim_matches(['-', ' ', '\t']));
        state.block = name.split(['{', ' ']).next().unwrap_or_default().to_owned();
        state.code = code.unwrap_or_default();
        state.verbs.clear();
        account.count("blocks", 1);
        Fate::Carried
    } else if bare.starts_with('-') {
        account.count("patterns", 1);
        pattern(importer, state, bare.trim_start_matches('-').trim(), line)
    } else if bare.starts_with('~') {
        account.count("transformations", 1);
        Fate::Left("a verb over a verb: sayso reads that from the tree, by its embedders and cues")
    } else if let (Some(_), Some(term)) = (&state.set, bare.strip_prefix('+')) {
        account.count("terms of synonym sets", 1);
        state.set_terms.push(plain(term).to_lowercase());
        Fate::Carried
    } else if state.block.is_empty() {
        Fate::Left("outside any block of verbs")
    } else {
        account.count("verbs", 1);
        verb(importer, state, bare)
    }
}

fn finish_set(importer: &mut Importer<'_>, state: &mut State) {
    let Some(class) = state.set.take() else { return };
    let lemma = |term: &String| patterns::singular(term).replace(' ', "_");
    let lemmas: BTreeSet<String> =
        state.set_terms.iter().flat_map(|term| [term.replace(' ', "_"), lemma(term)]).collect();
    let lemmas = lemmas.into_iter().collect::<Vec<_>>().join(" ");
    importer.sheets.add("classes.tsv", TableKind::Classes, &[&class, &lemmas, "synonym set, imported"]);
    state.set_terms.clear();
}

/// What stands before the code, and the code.
fn parts(line: &str) -> (&str, Option<String>) {
    match line.rsplit_once('[') {
        Some((before, rest)) => (before.trim(), rest.split(']').next().map(clean)),
        None => (line.trim(), None),
    }
}

/// A code without what has slipped into it ("080!").
fn clean(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_digit() || matches!(c, ':' | '-')).collect()
}

fn verb(importer: &mut Importer<'_>, state: &mut State, line: &str) -> Fate {
    let (word, own) = parts(line);
    let word = word.split('{').next().unwrap_or_default().trim();
    // "WIRE_+TAP": the second word bends.
    if word.trim_start_matches('+').contains('+') {
        return Fate::Left("a verb whose first word is not the one that bends");
    }
    let lemma = plain(word.trim_start_matches('+')).to_lowercase();
    if lemma.is_empty() || !lemma.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'')) {
        return Fate::Left("a verb that cannot be read");
    }
    state.verbs.insert(lemma.clone());
    let code = own.unwrap_or_else(|| state.code.clone());
    state.codes.insert(code.clone());
    if code == "---" || code.is_empty() {
        // Only its patterns are events.
        return Fate::Carried;
    }
    let Some(act) = act(importer, &code) else { return Fate::Left(STATEMENT) };
    if !importer.all && importer.own_verbs().contains(&lemma) {
        return Fate::Known;
    }
    row(importer, state, &lemma, &Pattern::default(), &code, act)
}

fn act(importer: &Importer<'_>, code: &str) -> Option<Act> {
    let first = code.split(':').find(|part| !part.is_empty())?;
    importer.codes.act(first)
}

fn pattern(importer: &mut Importer<'_>, state: &mut State, text: &str, line: &str) -> Fate {
    let (text, Some(code)) = parts(text) else { return Fate::Left("a pattern without a code") };
    state.codes.insert(code.clone());
    let Some(pattern) = patterns::read(text) else { return Fate::Left("a pattern that cannot be read") };
    let sets = pattern.when.iter().filter_map(|condition| condition.split_once('@'));
    if sets.into_iter().any(|(_, set)| !state.sets.contains(set)) {
        return Fate::Left("a pattern with a synonym set that the file lacks");
    }
    let note = line.split_once('#').map_or("", |(_, note)| note.trim());
    let named = plain(note.split_whitespace().next().unwrap_or_default()).to_lowercase();
    let is_verb = !named.is_empty() && named.chars().all(char::is_alphabetic);
    let mut verb = if is_verb { named } else { state.block.to_lowercase() };
    for particle in &pattern.particles {
        verb = format!("{verb} {particle}");
    }
    if code == "---" {
        let act = act(importer, &state.code);
        let event_type = act.map_or(EventType::Consult, |act| act.event_type);
        if pattern.when.is_empty() {
            return Fate::Left("a verb that is no event under any condition: sayso has it as one only by a row");
        }
        let cells = [&verb, "verb", "-", "-", "-", "-", "-", "off", &pattern.when.join("; "), "-", "-", "import"];
        importer.sheets.add(&path(event_type), TableKind::Triggers, &cells);
        return Fate::Carried;
    }
    let Some(act) = act(importer, &code) else { return Fate::Left(STATEMENT) };
    if pattern.when.is_empty() && !importer.all && importer.own_verbs().contains(&verb) {
        return Fate::Known;
    }
    row(importer, state, &verb, &pattern, &code, act)
}

fn path(event_type: EventType) -> String {
    format!("triggers/{}.tsv", event_type.as_str().to_lowercase())
}

/// What an act of a type does to an act in its complement: a demand must not come out as the deed.
fn sign(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Request => "demand",
        EventType::Reject => "refuse",
        EventType::Threaten => "threaten",
        EventType::Agree => "promise",
        EventType::Accuse => "accuse",
        _ => "-",
    }
}

fn row(importer: &mut Importer<'_>, state: &mut State, lemma: &str, pattern: &Pattern, code: &str, act: Act) -> Fate {
    let when = if pattern.when.is_empty() { "-".to_owned() } else { pattern.when.join("; ") };
    if !state.made.insert((lemma.to_owned(), when.clone())) {
        return Fate::Left("repeats the words of an earlier line");
    }
    let (forth, back) = code.split_once(':').unwrap_or((code, ""));
    let object = if pattern.takes_object { "with,against,to,on,of" } else { "obj,with,against,to,on" };
    let (source, target) = if forth.is_empty() { ("obj,by", "subj") } else { ("subj", object) };
    let cameo = if forth.is_empty() { back } else { forth };
    let sign = match act.mode {
        "investigate" => "investigate",
        _ => sign(act.event_type),
    };
    let cells = [lemma, "verb", act.mode, cameo, act.contexts, source, target, sign, &when, "-", "-", "import"];
    importer.sheets.add(&path(act.event_type), TableKind::Triggers, &cells);
    match (forth.is_empty(), back.is_empty() || back == forth) {
        (false, false) => Fate::Partly("the code of the target's answer is left out: one word makes one event"),
        _ => Fate::Carried,
    }
}
