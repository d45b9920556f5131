//! Role nouns: `PHRASE {PLURAL} [~CODE]`.

use std::collections::BTreeMap;

use sayso::TableKind;
use sayso::entities::Sector;

use super::account::{Account, Fate};
use super::{Importer, is_blank, plain, without_comment};

/// Ends of nouns for one person.
const PERSONS: [&str; 16] = [
    "er", "or", "ist", "ant", "ent", "man", "woman", "person", "chief", "head", "general", "king", "queen", "ian",
    "soldier", "official",
];

pub(super) fn take(importer: &mut Importer<'_>, name: &str, text: &str, account: &mut Account) {
    // PLOVER's own roles, which CAMEO does not have, tell its files.
    let is_plover = name.to_uppercase().contains("PLOVER") || text.contains("[~JRN]");
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if is_blank(line) {
            account.line(number, Fate::Blank);
            continue;
        }
        let bare = without_comment(line).trim();
        if let Some((set, members)) = bare.split_once('=').filter(|(set, _)| set.trim().starts_with('!')) {
            sets.insert(set.trim().to_owned(), members.split(',').map(|m| m.trim().to_owned()).collect());
            account.line(number, Fate::Carried);
            account.count("sets", 1);
            continue;
        }
        let Some((phrase, plural, code)) = parts(bare) else {
            account.line(number, Fate::Left("no [~CODE] that can be read"));
            account.count("malformed lines", 1);
            continue;
        };
        account.count("agents", 1);
        let fate = row(importer, &sets, is_plover, (phrase, plural, code));
        account.line(number, fate);
    }
}

/// Phrase, irregular plural and code.
fn parts(line: &str) -> Option<(&str, Option<&str>, &str)> {
    let (before, code) = line.split_once('[')?;
    let (code, _) = code.split_once(']')?;
    let code = code.trim().trim_matches('~');
    let (phrase, plural) = match before.split_once('{') {
        Some((phrase, rest)) => (phrase, rest.split('}').next()),
        None => (before, None),
    };
    let is_code = !code.is_empty() && code.bytes().all(|b| b.is_ascii_uppercase());
    (is_code && !phrase.trim().is_empty()).then(|| (phrase.trim(), plural.map(str::trim), code))
}

fn row(
    importer: &mut Importer<'_>,
    sets: &BTreeMap<String, Vec<String>>,
    is_plover: bool,
    (phrase, plural, code): (&str, Option<&str>, &str),
) -> Fate {
    let first = &code[..code.len().min(3)];
    let is_nobody = matches!(first, "JNK" | "NON");
    let sector = if is_plover { Sector::parse(first) } else { importer.codes.sector(first) };
    if sector.is_none() && !is_nobody {
        return Fate::Left("its role has no counterpart among PLOVER's sectors");
    }
    let mut phrases = vec![phrase.to_owned()];
    for (set, members) in sets.iter().filter(|(set, _)| phrase.contains(set.as_str())) {
        phrases = phrases.iter().flat_map(|p| members.iter().map(|m| p.replace(set, m)).collect::<Vec<_>>()).collect();
    }
    phrases.extend(plural.filter(|p| !p.is_empty()).map(str::to_owned));
    let phrases: Vec<String> = phrases.iter().map(|p| plain(p).to_lowercase()).filter(|p| p.len() > 1).collect();
    let same = |p: &String| {
        importer.knowledge.role_noun(p).is_some_and(|own| own.sector == sector && own.can_act != is_nobody)
    };
    let theirs = |p: &String| !importer.all && importer.knowledge.role_noun(p).is_some_and(|own| own.sector != sector);
    if phrases.iter().all(same) {
        return Fate::Known;
    }
    if phrases.iter().any(theirs) {
        return Fate::Left("sayso codes the noun otherwise (--all takes the dictionary's word for it)");
    }
    let head = phrases[0].split(" of ").next().and_then(|p| p.rsplit(' ').next()).unwrap_or_default();
    let kind = match sector {
        _ if is_nobody => "none",
        Some(Sector::Mil | Sector::Reb) if !PERSONS.iter().any(|end| head.ends_with(end)) => "force",
        _ if PERSONS.iter().any(|end| head.ends_with(end)) => "person",
        _ => "group",
    };
    let state = match sector {
        Some(Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg) => "state",
        _ => "-",
    };
    let sector = sector.map_or("-", Sector::as_str);
    let cells = [phrases.join("|"), sector.into(), "own".into(), kind.into(), state.into(), "import".into()];
    importer.sheets.add("agents.tsv", TableKind::Agents, &cells.each_ref().map(String::as_str));
    if code.len() > 3 { Fate::Partly("the first role of its code only") } else { Fate::Carried }
}
