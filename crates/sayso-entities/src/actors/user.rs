//! Tables of the user's, laid over ours.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::agents::{Agent, Agents};
use super::table::{KINDS, Kind, Names, Row, key};
use crate::actor::Sector;
use crate::fault::{Fault, is_day, rows};

/// What stands in place of a code where a row switches names of ours off.
const OFF: &str = "off";

/// States that no table of today lists.
const PAST_STATES: &[&str] = &["YUG", "SCG", "SUN", "DDR", "CSK", "YMD", "VDR", "XKX"];

impl Names {
    /// Lays a table over those there are: a name that it has is no longer that of an earlier row.
    pub(crate) fn lay_over(&mut self, file: &str, text: &str) -> Vec<Fault> {
        let (given, mut faults) = rows(text, 3, 7);
        let first = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let mut sound = Vec::new();
        for (line, cells) in given {
            match self.fault(&cells) {
                Some(message) => faults.push(Fault::new(line, message)),
                None => sound.push((line, cells)),
            }
        }
        let table: Arc<str> = file.into();
        let mut gone = BTreeSet::new();
        for (_, cells) in &sound {
            let is_people = cells[1] == "people";
            cells[2].split('|').for_each(|name| self.forget(&key(name), is_people, first, &mut gone));
        }
        if !gone.is_empty() {
            self.by_surname.values_mut().for_each(|ids| ids.retain(|id| !gone.contains(id)));
        }
        for (line, cells) in sound.iter().filter(|(_, cells)| cells[0] != OFF) {
            let Some(kind) = Kind::parse(cells[1]) else { continue };
            let row = Row {
                code: Cow::Owned(cells[0].to_owned()),
                kind,
                name: Cow::Owned(cells[2].split('|').next().unwrap_or_default().to_owned()),
                from: Cow::Owned(cells[4].to_owned()),
                until: Cow::Owned(cells[5].to_owned()),
                file: Arc::clone(&table),
                line: u32::try_from(*line).unwrap_or(u32::MAX),
                words: String::new(),
            };
            self.add_row(row, cells[2], cells[3]);
        }
        faults
    }

    /// Takes a name from the rows before `first`; a person whose full name it is goes by no surname either.
    fn forget(&mut self, key: &str, is_people: bool, first: u32, gone: &mut BTreeSet<u32>) {
        let plural = format!("{key}s");
        for name in [Some(key), is_people.then_some(plural.as_str())].into_iter().flatten() {
            if let Some(entries) = self.by_name.get_mut(name) {
                let old = entries.iter().map(|e| e.row).filter(|&row| row < first);
                gone.extend(old.filter(|&row| self.rows[row as usize].kind.is_person()));
                entries.retain(|e| e.row >= first);
            }
        }
        if !key.contains(' ')
            && let Some(ids) = self.by_surname.get_mut(key)
        {
            ids.retain(|&id| id >= first);
        }
    }

    /// What is wrong with a row, and what to do about it.
    fn fault(&self, cells: &[&str]) -> Option<String> {
        let [code, kind, names, _, from, until, _] = cells else { return None };
        if names.split('|').all(|name| key(name).is_empty()) {
            return Some("no name: write at least one, several separated by |".to_owned());
        }
        if *code == OFF {
            return None;
        }
        let Some(kind) = Kind::parse(kind) else {
            return Some(format!("unknown kind {kind:?}: one of {}", KINDS.map(|k| k.0).join(", ")));
        };
        if let Some(bad) = [from, until].into_iter().find(|day| !is_day(day)) {
            return Some(format!("{bad:?} is no day: write YYYY-MM-DD, or nothing where it is open"));
        }
        if !until.is_empty() && from > until {
            return Some(format!("from {from} is after until {until}: exchange them"));
        }
        code.split('+').find_map(|code| self.code_fault(code, kind))
    }

    fn code_fault(&self, code: &str, kind: Kind) -> Option<String> {
        let is_state = |code: &str| {
            PAST_STATES.contains(&code) || self.rows.iter().any(|r| r.kind == Kind::Country && r.code == code)
        };
        let sectors = || Sector::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(" ");
        let plain = code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        if code.is_empty() || !plain {
            return Some(format!("{code:?} is no code: write capitals, such as FRA, FRAGOV or NATO, or off"));
        }
        match kind {
            Kind::Country | Kind::People | Kind::Capital if code.len() == 3 && is_state(code) => None,
            Kind::Country | Kind::People | Kind::Capital => {
                Some(format!("{code:?} is no country: write its ISO 3166-1 alpha-3 code, such as FRA"))
            }
            Kind::Institution | Kind::Party | Kind::Minister => match code.split_at_checked(3) {
                Some((state, "")) if is_state(state) => None,
                Some((state, sector)) if is_state(state) && Sector::parse(sector).is_some() => None,
                Some((state, sector)) if is_state(state) => {
                    Some(format!("unknown sector {sector:?} in {code:?}: one of {}", sectors()))
                }
                _ => Some(format!("{code:?} does not begin with a country's ISO 3166-1 alpha-3 code, such as FRAGOV")),
            },
            _ => None,
        }
    }
}

impl Agents {
    /// Lays a table over those there are: its phrases are no longer those of earlier rows.
    pub(crate) fn lay_over(&mut self, file: &str, text: &str) -> Vec<Fault> {
        let (given, mut faults) = rows(text, 2, 6);
        for (line, cells) in given {
            match Agent::of_user(&cells, format!("{file}:{line}")) {
                Ok(agent) => self.put_row(cells[0], agent),
                Err(message) => faults.push(Fault::new(line, message)),
            }
        }
        faults
    }
}

impl Agent {
    fn of_user(cells: &[&str], kb: String) -> Result<Agent, String> {
        let [phrases, sector, takes, kind, state, _] = cells else { return Err(String::new()) };
        if phrases.split('|').all(|phrase| phrase.trim().is_empty()) {
            return Err("no phrase: write at least one, several separated by |".to_owned());
        }
        let among = |what: &str, text: &str, known: &[&str]| match known.contains(&text) || text.is_empty() {
            true => Ok(()),
            false => Err(format!("unknown {what} {text:?}: one of {}", known.join(", "))),
        };
        let sectors: Vec<&str> = Sector::ALL.iter().map(|s| s.as_str()).chain(["-"]).collect();
        among("sector", sector, &sectors)?;
        among("value of takes", takes, &["own", "owner", "same"])?;
        among("kind", kind, &["none", "person", "people", "group", "force", "thing", "name"])?;
        among("value of state", state, &["state", "foreign", "-"])?;
        Ok(Agent::new([sector, takes, kind, state], kb))
    }
}
