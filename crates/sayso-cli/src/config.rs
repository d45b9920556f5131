//! `sayso.toml`: options that a user wants every time.
//!
//! A key is the name of an option; top-level keys hold for every command that has the option, those of a table named
//! after a command for that command alone. What the command line says goes before the file. Paths are seen from the
//! folder of the file.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Command};
use toml::{Table, Value};

use crate::problem::Problem;

const NAME: &str = "sayso.toml";

/// Options whose values are paths.
const PATHS: [&str; 3] = ["model", "lexicon", "output"];

/// The arguments of the program, with those of the configuration file put in.
pub(crate) fn arguments(program: &Command, mut given: Vec<OsString>) -> Result<Vec<OsString>, Problem> {
    let is_command = |arg: &OsString| program.get_subcommands().any(|c| Some(c.get_name()) == arg.to_str());
    let Some(at) = given.iter().position(is_command) else { return Ok(given) };
    let name = given[at].to_string_lossy().into_owned();
    let Some(command) = program.find_subcommand(&name) else { return Ok(given) };
    let Some(path) = named(&given).or_else(found) else { return Ok(given) };
    if command.get_arguments().all(|a| a.get_long() != Some("lexicon")) {
        return Ok(given);
    }
    let shown = path.display().to_string();
    let text = fs::read_to_string(&path)
        .map_err(|e| Problem::file(&shown, format!("cannot read: {e}"), "check the path given with --config"))?;
    let table: Table = text.parse().map_err(|e: toml::de::Error| {
        let line = e.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() as u64 + 1);
        Problem::file(&shown, e.message().to_owned(), "correct it; see https://toml.io for how such files are written")
            .at(line)
    })?;
    let file = File {
        shown: &shown,
        text: &text,
        folder: path.parent().unwrap_or(Path::new("")),
        program,
        command,
        given: &given,
    };
    let mut more = Vec::new();
    if let Some(Value::Table(own)) = table.get(&name) {
        file.options(own, true, &mut more)?;
    }
    let shared: Table = table.into_iter().filter(|(key, v)| !(v.is_table() && is_command(&key.into()))).collect();
    let overruled: Vec<String> = more.iter().filter_map(|a| a.to_str()).map(str::to_owned).collect();
    let shared = shared.into_iter().filter(|(key, _)| !overruled.iter().any(|a| is_option(a, key))).collect();
    file.options(&shared, false, &mut more)?;
    given.splice(at + 1..at + 1, more);
    Ok(given)
}

/// The file that `--config` names.
fn named(given: &[OsString]) -> Option<PathBuf> {
    given.iter().enumerate().find_map(|(i, arg)| match arg.to_str()? {
        "--config" => given.get(i + 1).map(PathBuf::from),
        text => text.strip_prefix("--config=").map(PathBuf::from),
    })
}

/// The file in the working directory or above.
fn found() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

fn is_option(arg: &str, key: &str) -> bool {
    arg.strip_prefix("--").is_some_and(|rest| rest == key || rest.strip_prefix(key).is_some_and(|r| r.starts_with('=')))
}

struct File<'a> {
    shown: &'a str,
    text: &'a str,
    folder: &'a Path,
    program: &'a Command,
    command: &'a Command,
    given: &'a [OsString],
}

impl File<'_> {
    fn fault(&self, key: &str, reason: String, remedy: &str) -> Problem {
        let starts = |line: &str| line.trim_start().trim_start_matches('"').starts_with(key);
        let line = self.text.lines().position(starts).map_or(1, |at| at as u64 + 1);
        Problem::file(self.shown, reason, remedy).at(line)
    }

    fn options(&self, table: &Table, must: bool, more: &mut Vec<OsString>) -> Result<(), Problem> {
        for (key, value) in table {
            let of = |command: &Command| command.get_arguments().any(|a| a.get_long() == Some(key));
            let Some(arg) = self.command.get_arguments().find(|a| a.get_long() == Some(key)) else {
                if must || !self.program.get_subcommands().any(of) || key == "config" {
                    let reason = format!("no option “{key}”");
                    return Err(self.fault(
                        key,
                        reason,
                        "take the name of an option, as `sayso COMMAND --help` lists them",
                    ));
                }
                continue;
            };
            let short = arg.get_short().map(|c| format!("-{c}"));
            let is_given = |a: &OsString| {
                let text = a.to_string_lossy();
                is_option(&text, key) || short.as_deref() == Some(&text)
            };
            if self.given.iter().any(is_given) {
                continue;
            }
            let is_flag = matches!(arg.get_action(), ArgAction::SetTrue);
            for value in self.values(key, value, is_flag)? {
                more.push(value);
            }
        }
        Ok(())
    }

    /// An option as arguments.
    fn values(&self, key: &str, value: &Value, is_flag: bool) -> Result<Vec<OsString>, Problem> {
        let one = |value: &Value| match value {
            Value::String(text) if PATHS.contains(&key) => Some(self.folder.join(text).into_os_string()),
            Value::String(text) => Some(text.into()),
            Value::Integer(number) => Some(number.to_string().into()),
            Value::Datetime(day) => Some(day.to_string().into()),
            _ => None,
        };
        let bad =
            |what: &str| self.fault(key, format!("“{key}” cannot be {what}"), "give it a value as on the command line");
        let option = |value: OsString| {
            let mut option = OsString::from(format!("--{key}="));
            option.push(value);
            option
        };
        match value {
            Value::Boolean(true) if is_flag => Ok(vec![format!("--{key}").into()]),
            Value::Boolean(false) if is_flag => Ok(Vec::new()),
            _ if is_flag => {
                Err(self.fault(key, format!("“{key}” is true or false"), "write true or false, without quotes"))
            }
            Value::Array(all) => all.iter().map(|v| one(v).map(option).ok_or_else(|| bad("a list of such"))).collect(),
            value => Ok(vec![option(one(value).ok_or_else(|| bad("this"))?)]),
        }
    }
}
