//! The query of a request: every parameter is checked, and one that is not known is an error.

use std::convert::Infallible;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::fault::Fault;

/// Longest value of a parameter, in characters.
const LONGEST: usize = 500;

/// The parameters of a request that no one has asked for yet.
#[derive(Debug, Default)]
pub(crate) struct Params {
    left: Vec<(String, String)>,
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Params, Infallible> {
        Ok(Params::of(parts.uri.query().unwrap_or_default()))
    }
}

impl Params {
    /// The parameters of a query string. Empty ones are as good as none.
    pub(crate) fn of(query: &str) -> Params {
        let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.trim().is_empty());
        Params { left: pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect() }
    }

    /// All values of a parameter.
    pub(crate) fn all(&mut self, name: &str) -> Result<Vec<String>, Fault> {
        let values: Vec<String> = self.left.extract_if(.., |(n, _)| n == name).map(|(_, value)| value).collect();
        match values.iter().find(|value| value.chars().count() > LONGEST) {
            Some(_) => Err(Fault::parameter(name, format!("longer than {LONGEST} characters"), "give a shorter value")),
            None => Ok(values),
        }
    }

    /// The one value of a parameter.
    pub(crate) fn one(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let mut values = self.all(name)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(Fault::parameter(name, format!("{name} is given more than once"), "give it once")),
        }
    }

    /// A value that is needed.
    pub(crate) fn needed(&mut self, name: &str) -> Result<String, Fault> {
        self.one(name)?.ok_or_else(|| Fault::parameter(name, format!("{name} is missing"), format!("give {name}=…")))
    }

    /// A whole number within bounds.
    pub(crate) fn number(
        &mut self,
        name: &str,
        bounds: std::ops::RangeInclusive<usize>,
        usual: usize,
    ) -> Result<usize, Fault> {
        let Some(text) = self.one(name)? else { return Ok(usual) };
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        number.ok_or_else(|| {
            let remedy = format!("a whole number from {} to {}", bounds.start(), bounds.end());
            Fault::parameter(name, format!("“{text}” is no such number"), remedy)
        })
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, name: &str) -> Result<Option<bool>, Fault> {
        self.one(name)?.map(|text| flag(name, &text)).transpose()
    }

    /// One of a list of words.
    pub(crate) fn choice<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        known: &[&str],
    ) -> Result<Option<T>, Fault> {
        self.one(name)?.map(|text| parse(&text).ok_or_else(|| unknown(name, &text, known))).transpose()
    }

    /// A value that can be read.
    pub(crate) fn parsed<T: FromStr>(&mut self, name: &str, remedy: &str) -> Result<Option<T>, Fault> {
        let parse = |text: String| {
            text.parse().map_err(|_| Fault::parameter(name, format!("“{text}” cannot be understood"), remedy))
        };
        self.one(name)?.map(parse).transpose()
    }

    /// Refuses what is left.
    pub(crate) fn finish(self) -> Result<(), Fault> {
        match self.left.first() {
            None => Ok(()),
            Some((name, _)) => {
                let shown: String = name.chars().take(40).collect();
                Err(Fault::parameter(&shown, format!("there is no parameter “{shown}” here"), "see /api/openapi.json"))
            }
        }
    }
}

/// `true` or `false`.
pub(crate) fn flag(name: &str, text: &str) -> Result<bool, Fault> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(unknown(name, text, &["true", "false"])),
    }
}

/// A word that is not on the list.
pub(crate) fn unknown(name: &str, text: &str, known: &[&str]) -> Fault {
    Fault::parameter(name, format!("“{text}” is no {name}"), format!("one of {}", known.join(", ")))
}
