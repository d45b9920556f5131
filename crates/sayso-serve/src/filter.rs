//! Which records a request is about: one set of parameters for all of the interface.

use std::collections::HashMap;

use sayso::events::{Context, EventType, Mode, Quad};
use sayso::factuality::{Aspect, Status};
use sayso_store::Explorer;
use utoipa::IntoParams;

use crate::fault::Fault;
use crate::index::day::{Day, day};
use crate::index::{Index, Part, Place, Row};
use crate::marks::{Mark, Marks};
use crate::params::{Params, flag, unknown};
use crate::search::search;

/// Which records. A repeated parameter means any of its values; different parameters mean all of them.
#[derive(Clone, Debug, Default, PartialEq, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Words of the sentence: all of them; "a phrase", begin*, OR, -not
    pub(crate) q: Option<String>,
    /// First day (YYYY-MM-DD, YYYY-MM or YYYY) of the act, else of publication
    from: Option<String>,
    /// Last day
    to: Option<String>,
    /// Code of source or target, or its beginning; with ! at its end just this code
    actor: Vec<String>,
    /// Code of the source
    source: Vec<String>,
    /// Code of the target
    target: Vec<String>,
    /// Canonical name in any role
    name: Vec<String>,
    /// PLOVER type
    #[param(rename = "type")]
    event_type: Vec<String>,
    /// PLOVER mode
    mode: Vec<String>,
    /// PLOVER context
    context: Vec<String>,
    /// Quadrant
    quad: Vec<String>,
    /// Status
    status: Vec<String>,
    /// Aspect
    aspect: Vec<String>,
    /// Whether the report itself says that it occurred
    asserted: Vec<String>,
    /// Code or name of a speaker; `report` for the report itself, `unnamed` for someone unnamed
    speaker: Vec<String>,
    /// Name of the place
    place: Vec<String>,
    /// Country of the place, ISO 3166-1 alpha-3
    country: Vec<String>,
    /// west,south,east,north in degrees
    bbox: Option<String>,
    /// Publisher
    outlet: Vec<String>,
    /// Report
    document: Vec<String>,
    /// none, accepted, rejected or fixed
    review: Vec<String>,
    /// Least confidence, 0 to 1
    min_confidence: Option<String>,
}

/// A parameter of the filter that a facet can leave out of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    Type,
    Mode,
    Context,
    Quad,
    Status,
    Aspect,
    Asserted,
    Speaker,
    Actor,
    Source,
    Target,
    Place,
    Country,
    Outlet,
    Review,
    /// What no facet counts.
    Other,
}

enum Check {
    /// A bit for each member of a closed list.
    Types(u64),
    Modes(u64),
    Contexts(u64),
    Quads(u64),
    Statuses(u64),
    Aspects(u64),
    Asserted(bool),
    /// Wanted codes, and in which parts.
    Codes(Vec<bool>, &'static [Part]),
    Names(Vec<bool>),
    Speakers {
        codes: Vec<bool>,
        names: Vec<bool>,
        is_report: bool,
        is_unnamed: bool,
    },
    /// Wanted places.
    Places(Vec<bool>),
    Outlets(Vec<bool>),
    Reports(Vec<u32>),
    Days(Day, Day),
    /// Wanted rows.
    Found(Vec<bool>),
    Reviews([bool; 4]),
    Confidence(f32),
}

/// A filter made ready for the rows of an index.
pub(crate) struct Sieve<'a> {
    index: &'a Index,
    marks: &'a Marks,
    checks: Vec<(Dimension, Check)>,
    /// How well the words of each row fit the search, where that was asked for.
    pub(crate) ranks: HashMap<u32, f64>,
}

impl Filter {
    /// Takes the parameters of the filter out of a query.
    pub(crate) fn take(params: &mut Params) -> Result<Filter, Fault> {
        Ok(Filter {
            q: params.one("q")?,
            from: params.one("from")?,
            to: params.one("to")?,
            actor: params.all("actor")?,
            source: params.all("source")?,
            target: params.all("target")?,
            name: params.all("name")?,
            event_type: params.all("type")?,
            mode: params.all("mode")?,
            context: params.all("context")?,
            quad: params.all("quad")?,
            status: params.all("status")?,
            aspect: params.all("aspect")?,
            asserted: params.all("asserted")?,
            speaker: params.all("speaker")?,
            place: params.all("place")?,
            country: params.all("country")?,
            bbox: params.one("bbox")?,
            outlet: params.all("outlet")?,
            document: params.all("document")?,
            review: params.all("review")?,
            min_confidence: params.one("min_confidence")?,
        })
    }

    /// What is asked for, by parameter.
    pub(crate) fn told(&self) -> serde_json::Map<String, serde_json::Value> {
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<String>>();
        let all = [
            ("q", one(&self.q)),
            ("from", one(&self.from)),
            ("to", one(&self.to)),
            ("actor", self.actor.clone()),
            ("source", self.source.clone()),
            ("target", self.target.clone()),
            ("name", self.name.clone()),
            ("type", self.event_type.clone()),
            ("mode", self.mode.clone()),
            ("context", self.context.clone()),
            ("quad", self.quad.clone()),
            ("status", self.status.clone()),
            ("aspect", self.aspect.clone()),
            ("asserted", self.asserted.clone()),
            ("speaker", self.speaker.clone()),
            ("place", self.place.clone()),
            ("country", self.country.clone()),
            ("bbox", one(&self.bbox)),
            ("outlet", self.outlet.clone()),
            ("document", self.document.clone()),
            ("review", self.review.clone()),
            ("min_confidence", one(&self.min_confidence)),
        ];
        all.into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.to_owned(), values.into()))
            .collect()
    }

    /// Whether it asks what people have decided.
    pub(crate) fn is_about_decisions(&self) -> bool {
        !self.review.is_empty()
    }

    /// Makes it ready, and finds out how well each record fits the search, where that is wanted.
    pub(crate) fn sieve<'a>(
        &self,
        index: &'a Index,
        marks: &'a Marks,
        store: &Explorer,
        is_ranked: bool,
    ) -> Result<Sieve<'a>, Fault> {
        let mut ranks = HashMap::new();
        let mut checks = self.codes()?;
        checks.extend(self.people(index));
        checks.extend(self.where_and_when(index)?);
        if let Some(words) = &self.q {
            let mut is_found = vec![false; index.rows.len()];
            if let Some(words) = search(words) {
                let found = index.found(&store.search(&words, is_ranked)?);
                found.iter().for_each(|(row, _)| is_found[*row as usize] = true);
                if is_ranked {
                    ranks = found.into_iter().collect();
                }
            }
            checks.push((Dimension::Other, Check::Found(is_found)));
        }
        Ok(Sieve { index, marks, checks, ranks })
    }

    /// Closed lists.
    fn codes(&self) -> Result<Vec<(Dimension, Check)>, Fault> {
        macro_rules! bits {
            ($values:expr, $name:literal, $list:ty, $dimension:ident, $check:ident) => {{
                let known = || <$list>::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>();
                let mut bits = 0u64;
                for text in $values {
                    let code = <$list>::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(text));
                    bits |= 1 << *code.ok_or_else(|| unknown($name, text, &known()))? as u64;
                }
                (bits != 0).then_some((Dimension::$dimension, Check::$check(bits)))
            }};
        }
        let mut checks: Vec<(Dimension, Check)> = [
            bits!(&self.event_type, "type", EventType, Type, Types),
            bits!(&self.mode, "mode", Mode, Mode, Modes),
            bits!(&self.context, "context", Context, Context, Contexts),
            bits!(&self.quad, "quad", Quad, Quad, Quads),
            bits!(&self.status, "status", Status, Status, Statuses),
            bits!(&self.aspect, "aspect", Aspect, Aspect, Aspects),
        ]
        .into_iter()
        .flatten()
        .collect();
        let asserted = self.asserted.iter().map(|text| flag("asserted", text)).collect::<Result<Vec<bool>, _>>()?;
        if let Some(&wanted) = asserted.first().filter(|first| asserted.iter().all(|other| other == *first)) {
            checks.push((Dimension::Asserted, Check::Asserted(wanted)));
        }
        let mut reviews = [false; 4];
        for text in &self.review {
            let mark = Mark::parse(text).ok_or_else(|| unknown("review", text, &Mark::ALL.map(Mark::as_str)))?;
            reviews[mark as usize] = true;
        }
        if !self.review.is_empty() {
            checks.push((Dimension::Review, Check::Reviews(reviews)));
        }
        if let Some(text) = &self.min_confidence {
            let least = text.parse::<f32>().ok().filter(|least| (0.0..=1.0).contains(least));
            let fault =
                || Fault::parameter("min_confidence", format!("“{text}” is no such number"), "a number from 0 to 1");
            checks.push((Dimension::Other, Check::Confidence(least.ok_or_else(fault)?)));
        }
        Ok(checks)
    }

    /// Who.
    fn people(&self, index: &Index) -> Vec<(Dimension, Check)> {
        let mut checks = Vec::new();
        let lists: [(Dimension, &[String], &'static [Part]); 3] = [
            (Dimension::Actor, &self.actor, &[Part::Source, Part::Target]),
            (Dimension::Source, &self.source, &[Part::Source]),
            (Dimension::Target, &self.target, &[Part::Target]),
        ];
        for (dimension, wanted, parts) in lists.into_iter().filter(|(_, wanted, _)| !wanted.is_empty()) {
            checks.push((dimension, Check::Codes(which_codes(index, wanted), parts)));
        }
        if !self.name.is_empty() {
            let names = index.names.which(|name| self.name.iter().any(|wanted| wanted == name));
            checks.push((Dimension::Other, Check::Names(names)));
        }
        if !self.speaker.is_empty() {
            let names = index.names.which(|name| !name.is_empty() && self.speaker.iter().any(|wanted| wanted == name));
            checks.push((
                Dimension::Speaker,
                Check::Speakers {
                    codes: which_codes(index, &self.speaker),
                    names,
                    is_report: self.speaker.iter().any(|wanted| wanted == "report"),
                    is_unnamed: self.speaker.iter().any(|wanted| wanted == "unnamed"),
                },
            ));
        }
        checks
    }

    fn where_and_when(&self, index: &Index) -> Result<Vec<(Dimension, Check)>, Fault> {
        let mut checks = Vec::new();
        let places = |wanted: &dyn Fn(&Place) -> bool| Check::Places(index.places.iter().map(wanted).collect());
        if !self.place.is_empty() {
            let names: Vec<u32> = self.place.iter().filter_map(|name| index.place_names.find(name)).collect();
            checks.push((Dimension::Place, places(&|place| names.contains(&place.name))));
        }
        if !self.country.is_empty() {
            let codes = self.country.iter().filter_map(|code| index.countries.find(&code.to_uppercase()));
            let codes: Vec<u32> = codes.collect();
            checks.push((Dimension::Country, places(&|place| codes.contains(&place.country))));
        }
        if let Some(text) = &self.bbox {
            let area = Area::parse(text)?;
            checks.push((Dimension::Other, places(&|place| place.precision != "country" && area.holds(place))));
        }
        if !self.outlet.is_empty() {
            let outlets = index.outlets.which(|outlet| self.outlet.iter().any(|wanted| wanted == outlet));
            checks.push((Dimension::Outlet, Check::Outlets(outlets)));
        }
        if !self.document.is_empty() {
            let reports = self.document.iter().filter_map(|id| index.report_of(id)).collect();
            checks.push((Dimension::Other, Check::Reports(reports)));
        }
        if self.from.is_some() || self.to.is_some() {
            let from = self.from.as_deref().map_or(Ok(1), |text| bound("from", text, ["-01-01", "-01"]))?;
            let to = self.to.as_deref().map_or(Ok(Day::MAX), |text| bound("to", text, ["-12-31", "-31"]))?;
            checks.push((Dimension::Other, Check::Days(from, to)));
        }
        Ok(checks)
    }
}

/// Codes that begin so; with `!` at the end the code itself.
fn which_codes(index: &Index, wanted: &[String]) -> Vec<bool> {
    index.codes.which(|code| {
        !code.is_empty()
            && wanted.iter().any(|wanted| match wanted.strip_suffix('!') {
                Some(exact) => exact == code,
                None => code.starts_with(wanted.as_str()),
            })
    })
}

/// A bound of days: a day, a month or a year.
fn bound(name: &str, text: &str, rest: [&str; 2]) -> Result<Day, Fault> {
    let whole = match text.len() {
        4 => format!("{text}{}", rest[0]),
        7 => {
            // The last day of a month, whichever month it is, sorts before the 32nd.
            let first = day(&format!("{text}-01"));
            return if first == 0 {
                Err(no_day(name, text))
            } else {
                Ok(if rest[1] == "-01" { first } else { first + 30 })
            };
        }
        _ => text.to_owned(),
    };
    Some(day(&whole)).filter(|&day| day != 0).ok_or_else(|| no_day(name, text))
}

fn no_day(name: &str, text: &str) -> Fault {
    Fault::parameter(name, format!("“{text}” is no day"), "write it as YYYY-MM-DD, YYYY-MM or YYYY")
}

/// A piece of the map.
struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Area {
    fn parse(text: &str) -> Result<Area, Fault> {
        let numbers: Vec<f64> =
            text.split(',').filter_map(|part| part.trim().parse().ok()).filter(|n: &f64| n.is_finite()).collect();
        match numbers[..] {
            [west, south, east, north] if south <= north && text.split(',').count() == 4 => {
                Ok(Area { west, south, east, north })
            }
            _ => Err(Fault::parameter("bbox", format!("“{text}” is no area"), "west,south,east,north in degrees")),
        }
    }

    fn holds(&self, place: &Place) -> bool {
        let across = if self.west <= self.east {
            (self.west..=self.east).contains(&place.lon)
        } else {
            place.lon >= self.west || place.lon <= self.east
        };
        across && (self.south..=self.north).contains(&place.lat)
    }
}

impl Check {
    fn passes(&self, index: &Index, marks: &Marks, at: u32, row: &Row) -> bool {
        let has = |bits: u64, code: u64| bits >> code & 1 == 1;
        match self {
            Check::Types(bits) => has(*bits, row.event_type as u64),
            Check::Modes(bits) => row.mode.is_some_and(|mode| has(*bits, mode as u64)),
            Check::Contexts(bits) => bits & row.contexts != 0,
            Check::Quads(bits) => has(*bits, row.quad as u64),
            Check::Statuses(bits) => has(*bits, row.status as u64),
            Check::Aspects(bits) => row.aspect.is_some_and(|aspect| has(*bits, aspect as u64)),
            Check::Asserted(wanted) => row.asserted == *wanted,
            Check::Codes(codes, parts) => {
                index.roles(row).iter().any(|role| parts.contains(&role.part) && codes[role.code as usize])
            }
            Check::Names(names) => index.roles(row).iter().any(|role| names[role.name as usize]),
            Check::Speakers { codes, names, is_report, is_unnamed } => {
                *is_report && index.is_reports_own(row)
                    || index.part(row, Part::Speaker).any(|role| {
                        codes[role.code as usize]
                            || names[role.name as usize]
                            || *is_unnamed && role.code == 0 && role.name == 0
                    })
            }
            Check::Places(places) => places.get(row.place as usize).copied().unwrap_or(false),
            Check::Outlets(outlets) => outlets[index.report(row).outlet as usize],
            Check::Reports(reports) => reports.contains(&row.report),
            Check::Days(from, to) => row.day != 0 && (*from..=*to).contains(&row.day),
            Check::Found(found) => found[at as usize],
            Check::Reviews(wanted) => wanted[marks.get(at) as usize],
            Check::Confidence(least) => row.confidence >= *least,
        }
    }
}

impl Sieve<'_> {
    /// The one parameter that keeps a row out; `None` where more than one does.
    pub(crate) fn verdict(&self, at: u32, row: &Row) -> Option<Passing> {
        let mut barred: Option<Dimension> = None;
        for (dimension, check) in &self.checks {
            if !check.passes(self.index, self.marks, at, row) {
                if *dimension == Dimension::Other || barred.is_some_and(|other| other != *dimension) {
                    return None;
                }
                barred = Some(*dimension);
            }
        }
        Some(barred.map_or(Passing::All, Passing::But))
    }
}

/// How a row stands to a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    /// It passes.
    All,
    /// It would pass but for one parameter.
    But(Dimension),
}
