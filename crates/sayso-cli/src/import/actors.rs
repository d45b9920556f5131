//! Actors: `NAME_ [CODE]`, `+SYNONYM`, and lines of codes with the days between which they hold.

use std::collections::BTreeMap;

use sayso::TableKind;
use sayso::entities::gazetteer::Kind;

use super::account::{Account, Fate};
use super::codes::ActorCode;
use super::dates::{Spell, spell};
use super::{Importer, is_blank, plain, without_comment};

/// One record of the file.
#[derive(Debug, Default)]
struct Entry {
    /// Line and words of every name.
    names: Vec<(usize, String)>,
    /// Line, code and restriction.
    codes: Vec<(usize, String, String)>,
    /// Whether the comment names a list of persons in office.
    is_listed_person: bool,
}

pub(super) fn take(importer: &mut Importer<'_>, file: &str, text: &str, account: &mut Account) {
    let mut fates: BTreeMap<usize, Fate> = BTreeMap::new();
    let mut entry = Entry::default();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if is_blank(line) || line.trim_start().starts_with("<!--") {
            fates.insert(number, Fate::Blank);
            continue;
        }
        let bare = without_comment(line).trim();
        let (name, codes) = bare.split_once('[').map_or((bare, None), |(name, codes)| (name, Some(codes)));
        let name = name.trim();
        let is_base = !name.is_empty() && !name.starts_with('+');
        if is_base {
            finish(importer, file, std::mem::take(&mut entry), &mut fates, account);
            account.count("entries", 1);
        }
        if !name.is_empty() {
            account.count("names", 1);
            entry.names.push((number, name.trim_start_matches('+').to_owned()));
        }
        entry.is_listed_person |= line.contains("CountryInfo.txt") || line.contains("rulers.txt");
        for code in codes.into_iter().flat_map(|codes| codes.split('[')) {
            let code = code.split(']').next().unwrap_or_default().trim();
            let (code, restriction) = code.split_once([' ', '\t']).unwrap_or((code, ""));
            account.count("codes", 1);
            account.count("dated", usize::from(!restriction.trim().is_empty()));
            entry.codes.push((number, code.to_owned(), restriction.trim().to_owned()));
        }
    }
    finish(importer, file, entry, &mut fates, account);
    fates.into_iter().for_each(|(line, fate)| account.line(line, fate));
}

/// A line may hold several things: what became of it is what became of the worst of them.
fn note(fates: &mut BTreeMap<usize, Fate>, line: usize, fate: Fate) {
    let both = match (fates.get(&line).copied(), fate) {
        (None, fate) => fate,
        (Some(Fate::Left(why)), Fate::Carried | Fate::Known) | (Some(Fate::Carried | Fate::Known), Fate::Left(why)) => {
            Fate::Partly(why)
        }
        (Some(old), new) => old.max(new),
    };
    fates.insert(line, both);
}

/// The kind of names each of whose codes has its own.
const OWN: &str = "";

/// A code that our tables can hold.
struct Held {
    code: ActorCode,
    spell: Spell,
}

fn finish(
    importer: &mut Importer<'_>,
    file: &str,
    entry: Entry,
    fates: &mut BTreeMap<usize, Fate>,
    account: &mut Account,
) {
    if entry.names.is_empty() {
        entry.codes.iter().for_each(|(line, ..)| note(fates, *line, Fate::Left("a code without a name")));
        return;
    }
    if entry.codes.is_empty() {
        account.count("entries without a code", 1);
        entry.names.iter().for_each(|(line, _)| note(fates, *line, Fate::Left("an entry without a code")));
        return;
    }
    let elite = |code: &String| code.get(3..6) == Some("ELI") || code == "ELI";
    let is_person = entry.is_listed_person || entry.codes.iter().any(|(_, code, _)| elite(code));
    let state = entry.codes.iter().find_map(|(_, code, _)| importer.codes.state(code.get(..3)?, importer.knowledge));
    let mut held = Vec::new();
    for (line, code, restriction) in &entry.codes {
        let code = match (code.as_str(), &state) {
            ("ELI" | "GOV", Some(state)) => format!("{state}{code}"),
            _ => code.clone(),
        };
        match hold(importer, &code, restriction, is_person) {
            Ok((code, fate)) => {
                note(fates, *line, fate);
                held.push(code);
            }
            Err(why) => note(fates, *line, Fate::Left(why)),
        }
    }
    // Those with days come first: the first that holds is taken.
    held.sort_by_key(|held| held.spell.from.is_empty() && held.spell.until.is_empty());
    let is_country = !held.is_empty() && held.iter().all(|held| held.code.kind == "country");
    let mut by_kind: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (line, name) in &entry.names {
        let fate = match held.first() {
            None => Fate::Left("none of its codes has a counterpart"),
            Some(first) if is_country => name_of_country(importer, name, first, &mut by_kind, file),
            Some(first) => name_of_actor(importer, name, first.code.kind, &held, by_kind.entry(OWN).or_default()),
        };
        note(fates, *line, fate);
    }
    for (kind, names) in by_kind.into_iter().filter(|(_, names)| !names.is_empty()) {
        for held in &held {
            let Spell { from, until, .. } = &held.spell;
            let source = format!("import {file}:{}", entry.names[0].0);
            let kind = match (kind, held.code.kind) {
                (OWN, "country") => "institution",
                (OWN, own) => own,
                (kind, _) => kind,
            };
            let cells = [held.code.code.as_str(), kind, &names.join("|"), "", from, until, &source];
            importer.sheets.add("actors.tsv", TableKind::Actors, &cells);
        }
    }
}

/// A code and its days in our terms.
fn hold(importer: &Importer<'_>, code: &str, restriction: &str, is_person: bool) -> Result<(Held, Fate), &'static str> {
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err("a code that cannot be read");
    }
    let spell = match restriction {
        "" => Spell::default(),
        text => spell(text).ok_or("a restriction that is no date")?,
    };
    let code = importer.codes.actor(code, is_person, importer.knowledge);
    let code = code.ok_or("a code that begins with no state, IGO, NGO, MNC or IMG (regions, faiths and peoples)")?;
    let fate = match (code.is_shortened, spell.is_mended) {
        (_, true) => Fate::Partly("its dates were ragged or reversed and have been put right"),
        (true, _) => Fate::Partly("the code is shortened to state and sector, or to the body"),
        _ => Fate::Carried,
    };
    Ok((Held { code, spell }, fate))
}

/// A name of a state: for its people, for a place in it, or another spelling.
fn name_of_country(
    importer: &mut Importer<'_>,
    name: &str,
    held: &Held,
    by_kind: &mut BTreeMap<&str, Vec<String>>,
    file: &str,
) -> Fate {
    let gazetteer = &importer.knowledge.gazetteer;
    let name = capitals(name, false);
    let state = held.code.code.as_str();
    let known = importer.knowledge.named(&name, "");
    let same = known.iter().any(|n| n.actors.iter().any(|a| a.country.as_deref() == Some(state)));
    if same {
        return Fate::Known;
    }
    if !known.is_empty() && !importer.all {
        return Fate::Left(OTHERWISE);
    }
    if gazetteer.demonym(&name).is_some_and(|place| place.country_code() == state) {
        by_kind.entry("people").or_default().push(name);
        return Fate::Carried;
    }
    let places = gazetteer.lookup(&name);
    if places.iter().any(|place| place.country_code() == state) {
        return Fate::Known;
    }
    let centre = gazetteer.country(state);
    if let (Some(centre), true) = (centre, places.iter().any(|place| place.kind != Kind::Country)) {
        let (lat, lon) = (centre.lat.to_string(), centre.lon.to_string());
        let cells = [name.as_str(), "", "region", "-", &lat, &lon, state, "10000", "", &format!("import {file}")];
        importer.sheets.add("places.tsv", TableKind::Places, &cells);
        return Fate::Partly("a place, put at the middle of its country for want of a point");
    }
    by_kind.entry("country").or_default().push(name);
    Fate::Carried
}

const OTHERWISE: &str = "sayso codes the name otherwise (--all takes the dictionary's word for it)";

fn name_of_actor(
    importer: &Importer<'_>,
    name: &str,
    kind: &'static str,
    held: &[Held],
    into: &mut Vec<String>,
) -> Fate {
    let is_short = !matches!(kind, "head" | "minister");
    let (name, inner) = match name.split_once('(') {
        Some((before, rest)) => (before, rest.split(')').next()),
        None => (name, None),
    };
    let names = [Some(capitals(name, is_short)), inner.map(|name| capitals(name, true))];
    let names: Vec<String> = names.into_iter().flatten().filter(|n| n.chars().any(char::is_alphanumeric)).collect();
    if names.is_empty() {
        return Fate::Left("a name without letters");
    }
    let known = importer.knowledge.named(&names[0], "");
    let known: Vec<_> = known.iter().filter(|named| !named.by_surname).collect();
    let same = |held: &Held| {
        let Spell { from, until, .. } = &held.spell;
        known.iter().any(|n| n.code == held.code.code && n.from == *from && n.until == *until)
    };
    if !known.is_empty() && held.iter().all(same) {
        return Fate::Known;
    }
    if !known.is_empty() && !importer.all {
        return Fate::Left(OTHERWISE);
    }
    into.extend(names);
    Fate::Carried
}

/// Small words inside names.
const SMALL: [&str; 14] = ["of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la", "y", "at", "by"];

/// A name with the capitals that news give it. Short ones may be abbreviations and stay in capitals.
fn capitals(name: &str, may_be_short: bool) -> String {
    let name = plain(name);
    let name = name.strip_prefix("THE ").unwrap_or(&name);
    if may_be_short && !name.contains(' ') && name.chars().count() <= 4 {
        return name.to_owned();
    }
    let word = |(at, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if at > 0 && SMALL.contains(&lower.as_str()) {
            return lower;
        }
        let mut out = String::new();
        let mut start = true;
        for c in lower.chars() {
            if start {
                out.extend(c.to_uppercase())
            } else {
                out.push(c)
            }
            start = matches!(c, '-' | '.' | '/');
        }
        out
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}
