//! `sayso actor`: whom a name or phrase stands for, and why.

use std::io::{self, Write};

use clap::Args;
use sayso::document::{Header, read};
use sayso::entities::{Knowledge, Named, RoleNoun};
use sayso::{Coded, Coder};
use serde::Serialize;

use super::shared::{ModelArgs, day};
use crate::exit::{Outcome, Stop};

/// Tell whom a name or phrase would be coded as, what else it could be, and why
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct ActorArgs {
    /// A name or phrase: "Haqqani network", "Turkish troops", "the former French defence minister"
    name: String,
    /// Day of the report, YYYY-MM-DD: who holds an office depends on it
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// One JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    model: ModelArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso actor \"Boutros Boutros-Ghali\" --date 1995-06-01
  sayso actor \"police in Lagos\"
  sayso actor FFE --lexicon my-lexicon --json
The phrase is put into a short sentence and read as any report is; a longer report can decide otherwise, since other names
in it count. Exit codes: 0 coded · 1 nobody known · 2 wrong usage.";

#[derive(Serialize)]
struct Answer<'a> {
    name: &'a str,
    date: Option<&'a str>,
    resolved: Vec<Resolved>,
    candidates: Vec<Candidate>,
    role: Option<Role>,
    why: Vec<String>,
}

#[derive(Serialize)]
struct Resolved {
    name: String,
    code: String,
    country: Option<String>,
    sectors: Vec<&'static str>,
    row: Option<String>,
}

#[derive(Serialize)]
struct Candidate {
    code: String,
    name: String,
    kind: &'static str,
    from: Option<String>,
    until: Option<String>,
    row: String,
    holds: bool,
    why: String,
}

#[derive(Serialize)]
struct Role {
    sector: Option<&'static str>,
    row: String,
}

impl ActorArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let date = self.date.as_deref().map(day).transpose()?;
        let coder = self.model.coder()?;
        let answer = answer(&coder, &self.name, date.as_deref());
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            show(&answer, &mut out)?;
        }
        Ok(if answer.resolved.is_empty() { Outcome::SomeFailed } else { Outcome::Done })
    }
}

fn answer<'a>(coder: &Coder, name: &'a str, date: Option<&'a str>) -> Answer<'a> {
    let header = Header { id: "name".to_owned(), published: date.map(str::to_owned), ..Header::default() };
    let coded = coder.code(read(&format!("{name} said on Monday that it was so."), None, header));
    let knowledge = coder.knowledge();
    let resolved = resolved(&coded, name);
    let named = knowledge.named(name, date.unwrap_or_default());
    let role = role(knowledge, name);
    let why = why(&resolved, &named, role.as_ref(), date);
    let candidates = named.iter().map(|named| candidate(named, date)).collect();
    let role = role.map(|role| Role { sector: role.sector.map(|s| s.as_str()), row: role.row });
    Answer { name, date, resolved, candidates, role, why }
}

/// The actors of the widest mention that begins with the phrase.
fn resolved(coded: &Coded, name: &str) -> Vec<Resolved> {
    let end = name.len() as u32;
    let inside = coded.entities.mentions.iter().filter(|m| m.span.end <= end);
    let widest = inside.max_by_key(|m| (m.span.end - m.span.start, std::cmp::Reverse(m.span.start)));
    let Some(mention) = widest else { return Vec::new() };
    let all =
        mention.actor.iter().chain(&mention.others).filter(|actor| !actor.code.is_empty() || !actor.sectors.is_empty());
    all.map(|actor| Resolved {
        name: actor.name.clone(),
        code: actor.code.clone(),
        country: actor.country.clone(),
        sectors: actor.sectors.iter().map(|s| s.as_str()).collect(),
        row: actor.kb.clone(),
    })
    .collect()
}

/// The role noun that a phrase ends with.
fn role(knowledge: &Knowledge, name: &str) -> Option<RoleNoun> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (0..words.len()).find_map(|from| knowledge.role_noun(&words[from..].join(" ")))
}

fn candidate(named: &Named, date: Option<&str>) -> Candidate {
    let open = |day: &str| (!day.is_empty()).then(|| day.to_owned());
    let why = match (date, named.holds) {
        (None, _) if named.from.is_empty() && named.until.is_empty() => "holds at any time",
        (None, _) => "holds for a time only: give --date",
        (Some(day), false) if !named.until.is_empty() && named.until.as_str() < day => "no longer holds on that day",
        (Some(_), false) => "does not hold yet on that day",
        (Some(_), true) => "holds on that day",
    };
    let actor = named.actors.first();
    Candidate {
        code: actor.map(|a| a.code.clone()).unwrap_or_default(),
        name: actor.map(|a| a.name.clone()).unwrap_or_default(),
        kind: named.kind,
        from: open(&named.from),
        until: open(&named.until),
        row: named.row.clone(),
        holds: named.holds,
        why: format!("{}{why}", if named.by_surname { "by surname alone; " } else { "" }),
    }
}

fn why(resolved: &[Resolved], named: &[Named], role: Option<&RoleNoun>, date: Option<&str>) -> Vec<String> {
    let mut why = Vec::new();
    match resolved.first() {
        None if named.is_empty() && role.is_none() => {
            why.push("no table has the name, and no role noun ends the phrase".to_owned())
        }
        None if named.iter().all(|n| n.by_surname) && role.is_none() => {
            why.push("a surname alone is coded only where the report names the person in full".to_owned());
        }
        None if role.is_some() => why.push("a role noun whose country the phrase does not tell".to_owned()),
        None => why.push("the tables have the name, but not in this use".to_owned()),
        Some(found) => match (&found.row, role) {
            (Some(row), _) if named.iter().any(|n| n.row == *row) => why.push(format!("the name is that of {row}")),
            (Some(row), Some(role)) => why.push(format!("the role noun of {} with {row}", role.row)),
            (Some(row), None) => why.push(format!("by {row}")),
            (None, Some(role)) => why.push(format!("the role noun of {}", role.row)),
            (None, None) => why.push("by the words beside it".to_owned()),
        },
    }
    if named.iter().filter(|n| n.holds).count() > 1 {
        why.push("several rows hold: the first of them, unless the report says more".to_owned());
    }
    if date.is_none() && named.iter().any(|n| !n.from.is_empty() || !n.until.is_empty()) {
        why.push("no --date: rows of all times count".to_owned());
    }
    why
}

fn show(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    if answer.resolved.is_empty() {
        writeln!(out, "{}: nobody known", answer.name)?;
    }
    for actor in &answer.resolved {
        let sectors = if actor.sectors.is_empty() { "no sector".to_owned() } else { actor.sectors.join(", ") };
        let code = if actor.code.is_empty() { "no code" } else { &actor.code };
        writeln!(
            out,
            "{}: {} [{code}], {}, {sectors}",
            answer.name,
            actor.name,
            actor.country.as_deref().unwrap_or("no country")
        )?;
    }
    answer.why.iter().try_for_each(|why| writeln!(out, "  {why}"))?;
    if !answer.candidates.is_empty() {
        writeln!(out, "candidates")?;
    }
    for c in &answer.candidates {
        let (from, until) = (c.from.as_deref().unwrap_or("…"), c.until.as_deref().unwrap_or("…"));
        let code = if c.code.is_empty() { "no code" } else { &c.code };
        writeln!(out, "  {code:<8} {} ({}, {from} to {until}; {}): {}", c.name, c.kind, c.row, c.why)?;
    }
    if let Some(role) = &answer.role {
        writeln!(out, "role noun  {} ({})", role.sector.unwrap_or("no sector of its own"), role.row)?;
    }
    Ok(())
}
