//! The tables of names: who is called what, and since when.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::actor::{Actor, Sector};
use crate::gazetteer::fold;

/// What sort of actor a row of a table names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A state.
    Country,
    /// Its people, as noun or adjective ("Kenyan", "Turk").
    People,
    /// A capital, which stands for the government where it acts.
    Capital,
    /// A building or street that stands for who sits there.
    Seat,
    /// A ministry, parliament, service, party or armed group with a name of its own.
    Institution,
    /// An institution whose name those of other countries bear as well ("Labour Party").
    Shared,
    /// A body between governments.
    Body,
    /// A body of private people, across borders.
    Ngo,
    /// A group of countries spoken of as one ("the West").
    Region,
    /// An armed group.
    Group,
    /// A party.
    Party,
    /// A company.
    Company,
    /// A newspaper, broadcaster or agency.
    Outlet,
    /// A head of state, government or body, or a leader of an armed group.
    Head,
    /// A minister or other high official.
    Minister,
    /// A member of a parliament, leader of a party, governor or dissident: known by the full name only.
    Politician,
}

/// All kinds with their spelling.
pub(super) const KINDS: [(&str, Kind); 16] = [
    ("country", Kind::Country),
    ("people", Kind::People),
    ("capital", Kind::Capital),
    ("seat", Kind::Seat),
    ("institution", Kind::Institution),
    ("shared", Kind::Shared),
    ("body", Kind::Body),
    ("ngo", Kind::Ngo),
    ("region", Kind::Region),
    ("group", Kind::Group),
    ("party", Kind::Party),
    ("company", Kind::Company),
    ("outlet", Kind::Outlet),
    ("head", Kind::Head),
    ("minister", Kind::Minister),
    ("politician", Kind::Politician),
];

impl Kind {
    pub(super) fn parse(text: &str) -> Option<Kind> {
        KINDS.into_iter().find(|(name, _)| *name == text).map(|(_, kind)| kind)
    }

    /// The one spelling.
    pub(crate) fn as_str(self) -> &'static str {
        KINDS[self as usize].0
    }

    /// Whether it names one person.
    pub(crate) fn is_person(self) -> bool {
        matches!(self, Kind::Head | Kind::Minister | Kind::Politician)
    }
}

/// Which capitals a name must have in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// All of it ("UN", not "un").
    Capitals,
    /// The first letter.
    Initial,
    /// The first letters of the first and the last word ("The Bridge").
    Ends,
    /// None ("al-Shabaab").
    Any,
}

/// A cell: part of the program where the table is.
pub(crate) type Text = Cow<'static, str>;

/// One row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The code as the table has it.
    pub code: Text,
    /// What sort of actor it is.
    pub kind: Kind,
    /// The first of its names.
    pub name: Text,
    /// First day, empty where open.
    pub from: Text,
    /// Last day, empty where open.
    pub until: Text,
    /// The table that it stands in.
    pub file: Arc<str>,
    /// Its line there.
    pub line: u32,
    /// All words of a person's names, folded, with blanks between them.
    pub(super) words: String,
}

impl Row {
    /// Whether it holds on a day; it always does where the day is unknown.
    pub(crate) fn holds(&self, day: &str) -> bool {
        day.is_empty() || (&*self.from <= day && (self.until.is_empty() || day <= &*self.until))
    }

    /// Table and line, for explanation.
    pub(crate) fn kb(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// Whether it is from a table that a script made.
    pub(crate) fn is_made(&self) -> bool {
        self.file.starts_with("made/")
    }

    /// Whether institutions of other countries may bear a name of it: it is marked so, or is a party named in common words.
    pub(crate) fn is_shared(&self, name: &str) -> bool {
        const COMMON: &[&str] =
            &["Party", "Front", "Movement", "Union", "Alliance", "Coalition", "Congress", "Democrats"];
        let last = name.rsplit(' ').next().unwrap_or_default();
        let made = self.kind == Kind::Party || self.kind == Kind::Group && self.is_made();
        self.kind == Kind::Shared || (made && name.contains(' ') && COMMON.contains(&last))
    }

    /// The actors that it names on a day: several for a code such as `FRA+DEU`.
    pub(crate) fn actors(&self, day: &str) -> Vec<Actor> {
        let part =
            |code: &str| Row { code: Cow::Owned(code.to_owned()), words: String::new(), ..self.clone() }.actor(day);
        if self.code.contains('+') { self.code.split('+').map(part).collect() } else { vec![self.actor(day)] }
    }

    /// ISO 3166-1 alpha-3 of its country, if its code has one.
    pub(crate) fn country(&self) -> Option<&str> {
        let of_body =
            matches!(self.kind, Kind::Body | Kind::Ngo | Kind::Region | Kind::Outlet | Kind::Seat | Kind::Company);
        let is_country = match self.code.len() {
            3 => !of_body && !self.kind.is_person(),
            6 => Sector::parse(&self.code[3..]).is_some(),
            _ => false,
        };
        is_country.then(|| &self.code[..3])
    }

    /// The actor that it names on a day.
    pub(crate) fn actor(&self, day: &str) -> Actor {
        let country = self.country().map(str::to_owned);
        let mut actor = Actor { name: self.name.clone().into_owned(), kb: Some(self.kb()), ..Actor::default() };
        match country {
            Some(country) => {
                let mut sector = self.code.get(3..6).and_then(Sector::parse);
                let office = matches!(sector, Some(Sector::Gov | Sector::Leg));
                if self.kind.is_person() && !self.holds(day) && office {
                    sector = (day > &*self.until).then_some(Sector::Pre);
                }
                actor.code = match sector {
                    Some(sector) => format!("{country}{}", sector.as_str()),
                    None => country.clone(),
                };
                actor.sectors = sector.into_iter().collect();
                actor.country = Some(country);
            }
            None if self.kind == Kind::Outlet => actor.sectors = vec![Sector::Jrn],
            None if self.kind == Kind::Company => actor.sectors = vec![Sector::Bus],
            None => {
                let former = self.kind.is_person() && !self.holds(day) && !self.code.ends_with("REB");
                if !former {
                    actor.code = self.code.strip_suffix("REB").unwrap_or(&self.code).to_owned();
                }
                actor.sectors = match self.kind {
                    Kind::Group => vec![Sector::Reb],
                    Kind::Ngo => vec![Sector::Ngo],
                    Kind::Region => vec![],
                    _ => vec![Sector::Igo],
                };
            }
        }
        actor
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) row: u32,
    case: Case,
}

/// All tables of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(super) rows: Vec<Row>,
    pub(super) by_name: HashMap<String, Vec<Entry>>,
    /// For the first word of every name, a bit for each length in words.
    lengths: HashMap<String, u32>,
    pub(super) by_surname: HashMap<String, Vec<u32>>,
}

/// Longest name in words.
const MAX_WORDS: usize = 16;

/// The key of a name: folded, possessive endings apart as they are in the text.
pub(crate) fn key(name: &str) -> String {
    match name.contains(['\'', '’']) {
        true => fold(&name.replace("'s", " s").replace("’s", " s")),
        false => fold(name),
    }
}

impl Names {
    /// Adds a table; lines that are no rows of it are left out and counted.
    pub(crate) fn add(&mut self, file: &str, text: &'static str) -> usize {
        let mut bad = 0;
        let file: Arc<str> = file.into();
        // Growing step by step would hash every name several times.
        let n = text.lines().count();
        self.rows.reserve(n);
        self.by_name.reserve(2 * n);
        self.lengths.reserve(n);
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') || line.starts_with("code\t") {
                continue;
            }
            let mut cells = line.split('\t');
            let mut fields = [""; 7];
            let whole = fields.iter_mut().all(|field| cells.next().map(|cell| *field = cell).is_some());
            match (fields, Kind::parse(fields[1])) {
                ([code, _, names, short, from, until, _source], Some(kind))
                    if whole && cells.next().is_none() && !code.is_empty() && !names.is_empty() =>
                {
                    for names in names.split(';') {
                        let row = Row {
                            code: Cow::Borrowed(code),
                            kind,
                            name: Cow::Borrowed(names.split('|').next().unwrap_or_default()),
                            from: Cow::Borrowed(from),
                            until: Cow::Borrowed(until),
                            file: Arc::clone(&file),
                            line: u32::try_from(number + 1).unwrap_or(u32::MAX),
                            words: String::new(),
                        };
                        self.add_row(row, names, short);
                    }
                }
                _ => bad += 1,
            }
        }
        bad
    }

    pub(super) fn add_row(&mut self, mut row: Row, names: &str, short: &str) {
        let id = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        for name in names.split('|') {
            let key = key(name);
            let words = key.split(' ').count();
            if key.is_empty() || words > MAX_WORDS {
                continue;
            }
            if row.kind.is_person() {
                row.words.push_str(&key);
                row.words.push(' ');
                self.add_surname(key.split(' ').next_back().unwrap_or_default(), id);
                if words == 1 {
                    continue;
                }
            }
            if row.kind == Kind::People && !key.ends_with(['s', 'h']) {
                self.add_name(format!("{key}s"), id, case_of(name));
            }
            self.add_name(key, id, case_of(name));
        }
        if row.kind.is_person() {
            for name in short.split('|').filter(|s| !s.is_empty()) {
                self.add_surname(&key(name), id);
            }
        }
        self.rows.push(row);
    }

    fn add_name(&mut self, key: String, row: u32, case: Case) {
        let first = key.split(' ').next().unwrap_or_default();
        let words = key.split(' ').count();
        match self.lengths.get_mut(first) {
            Some(mask) => *mask |= 1 << words,
            None => {
                self.lengths.insert(first.to_owned(), 1 << words);
            }
        }
        self.by_name.entry(key).or_default().push(Entry { row, case });
    }

    fn add_surname(&mut self, surname: &str, id: u32) {
        match self.by_surname.get_mut(surname) {
            Some(ids) if ids.last() == Some(&id) => {}
            Some(ids) => ids.push(id),
            None => {
                self.by_surname.insert(surname.to_owned(), vec![id]);
            }
        }
    }

    /// A row by its number.
    pub(crate) fn row(&self, id: u32) -> &Row {
        &self.rows[id as usize]
    }

    /// Lengths in words, longest first, of the names that begin with this folded word.
    pub(crate) fn lengths(&self, first: &str) -> impl Iterator<Item = usize> + use<> {
        let mask = self.lengths.get(first).copied().unwrap_or(0);
        (1..=MAX_WORDS).rev().filter(move |&n| mask & (1 << n) != 0)
    }

    /// The rows that bear a name (its key) and whose capitals the text has; an abbreviation in capitals stands before words of
    /// the same letters ("SANA" is no "San'a").
    pub(crate) fn of_name(&self, key: &str, text: &str) -> impl Iterator<Item = u32> + use<'_> {
        let entries = self.by_name.get(key).map_or(&[][..], Vec::as_slice);
        let capitals = !text.chars().any(char::is_lowercase);
        let is_abbreviation = entries.iter().any(|e| e.case == Case::Capitals);
        let initial = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        let last_word = text.rsplit(|c: char| c.is_whitespace() || c == '-').next().unwrap_or_default();
        let last = last_word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        let fits = move |case: Case| match case {
            Case::Capitals => capitals,
            _ if capitals && is_abbreviation => false,
            Case::Initial => initial,
            Case::Ends => initial && last,
            Case::Any => true,
        };
        entries.iter().filter(move |e| fits(e.case)).map(|e| e.row)
    }

    /// The persons with this surname whose other names include all of `given` (initials count).
    pub(crate) fn persons(&self, surname: &str, given: &[String]) -> Vec<u32> {
        let ids = self.by_surname.get(surname).map_or(&[][..], Vec::as_slice);
        let has = |row: &Row, name: &String| {
            row.words.split(' ').any(|w| w == name || (name.len() == 1 && w.starts_with(name.as_str())))
        };
        ids.iter().copied().filter(|&id| given.iter().all(|name| has(self.row(id), name))).collect()
    }
}

fn case_of(name: &str) -> Case {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 0 && letters <= 7 && !name.contains(' ') && !name.chars().any(char::is_lowercase) {
        Case::Capitals
    } else if name.starts_with(|c: char| c.is_lowercase()) {
        Case::Any
    } else if name.ends_with(" Party") {
        Case::Initial
    } else if name.rsplit([' ', '-']).next().is_some_and(|w| w.starts_with(char::is_uppercase)) {
        Case::Ends
    } else {
        Case::Initial
    }
}
